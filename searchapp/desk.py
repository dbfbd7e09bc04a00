"""Everything a search needs, opened once and shared: store, engine, gazetteer, analyzer."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.engine import Engine, open_engine
from searchapp.answers import Answers
from searchapp.settings import Settings
from searchapp.spelling.speller import Speller
from searchapp.store import Store
from searchapp.synonyms import SynonymBook
from tokenizers.analyzer import Analyzer, open_analyzer
from tokenizers.gazetteer import Gazetteer, load_gazetteer

if TYPE_CHECKING:
    from index.result import Result
    from searchapp.search_page import SearchPage


COUNTED = 32
"""Searches that are remembered for their other pages: with thousands of values each they
take some megabytes."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The opened application. Safe to share between threads."""

    settings: Settings
    store: Store
    engine: Engine
    gazetteer: Gazetteer
    analyzer: Analyzer
    synonyms: SynonymBook
    speller: Speller
    answers: Answers[SearchPage] = field(default_factory=Answers)
    counted: Answers[Result] = field(default_factory=lambda: Answers(COUNTED))
    """Searches as the engine counted them, without hits."""
    listed: Answers[Result] = field(default_factory=lambda: Answers(COUNTED))
    """The beginnings of lists whose pages are turned."""

    def close(self) -> None:
        """Release files and connections."""
        self.engine.close()
        self.store.close()


def open_desk(settings: Settings) -> Desk:
    """Open (creating what is missing) the data folder of ``settings`` as one desk.

    Raises EngineUnavailable for an index that cannot be trusted or read, SynonymError for a table
    of synonyms that cannot be used.
    """
    cache = settings.cache
    engine, analyzer = open_engine(settings.data / "index", cache), open_analyzer(cache)
    return Desk(
        settings=settings,
        store=Store(settings.data / "store.sqlite3"),
        engine=engine,
        gazetteer=load_gazetteer(),
        analyzer=analyzer,
        synonyms=SynonymBook(settings.data),
        speller=Speller(engine, analyzer),
    )
