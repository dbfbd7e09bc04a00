"""The engines under test. A new codec joins by one row in CODECS and inherits every test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.arrays.codec import ArrayCodec
from index.codec import Codec
from index.engine import Engine
from index.whoosh_codec import WhooshCodec
from index.whoosh_engine import WhooshEngine
from tests.index.corpus import RETIRED, documents
from tokenizers.analyzer import Analyzer, open_analyzer

Opener = Callable[[Path], Engine]

CODECS: dict[str, type[Codec]] = {"arrays": ArrayCodec, "stock": WhooshCodec}


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(scope="session")
def analyzer(cache: Path) -> Analyzer:
    return open_analyzer(cache)


@pytest.fixture(scope="session", params=sorted(CODECS))
def codec(request: pytest.FixtureRequest) -> type[Codec]:
    """The codec under test."""
    return CODECS[request.param]


@pytest.fixture(scope="session")
def open_at(codec: type[Codec], cache: Path) -> Opener:
    """Opens the engine under test in a folder."""
    return lambda folder: WhooshEngine(folder, cache, codec())


@pytest.fixture(scope="session")
def engine(open_at: Opener, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The corpus, committed in pieces, with one document replaced and one deleted. Read only."""
    opened = open_at(tmp_path_factory.mktemp("corpus") / "index")
    opened.update(RETIRED)
    everything = documents()
    for start in range(0, len(everything), 8):
        opened.update(everything[start : start + 8])
    opened.delete(["gone"])
    yield opened
    opened.close()


@pytest.fixture
def fresh(open_at: Opener, tmp_path: Path) -> Iterator[Engine]:
    """An empty engine of one's own."""
    opened = open_at(tmp_path / "index")
    yield opened
    opened.close()
