"""An opened application on an empty data folder, and pages to put into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.settings import Settings

SAMPLE_PAGES = Path(__file__).resolve().parents[2] / "searchapp" / "sample" / "pages"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(Settings(data=tmp_path / "data"))
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The sample collection, taken in once: tests only read it."""
    opened = open_desk(Settings(data=tmp_path_factory.mktemp("sample")))
    ingest([str(SAMPLE_PAGES)], opened)
    yield opened
    opened.close()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], str]:
    """Write a page below ``pages/`` and return its path."""

    def write_page(name: str, content: str | bytes) -> str:
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return write_page


@pytest.fixture
def page() -> Callable[[str, str], str]:
    """Return the text of a small page about the named city's union."""

    def page_text(city: str, what: str) -> str:
        return (
            f"{city}总工会{what}\n2021-05-06\n"
            f"5月6日，{city}总工会{what}，惠及职工三百余人。{city}总工会有关负责人参加活动。\n"
        )

    return page_text
