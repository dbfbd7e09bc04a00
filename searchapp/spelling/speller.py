"""The typist's helper over one live collection: corrections and, for letters, Chinese."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from threading import Lock

from index.engine import Engine
from index.query import Phrase, Query
from searchapp.answers import Answers
from searchapp.spelling.completions import Completer
from searchapp.spelling.corrector import Corrector
from searchapp.spelling.lexicon import Lexicon
from searchapp.spelling.romanized import Romanizer
from tokenizers.analyzer import Analyzer
from tokenizers.dictionary import load_dictionary
from tokenizers.variants import representative

_LETTERS = re.compile("[A-Za-zü]+")
SHARE = 30
"""A vocabulary that keeps changing is read again after so many times as long as reading took."""
_FIELDS = ("title", "body")
REMEMBERED = 1024
"""Texts of which it is remembered what they were meant to be."""
DEADLINE = 2.0
"""Seconds one count may take."""


@dataclass(frozen=True, slots=True)
class _Read:
    """A lexicon, the state of the index it was read from, and until when it will do."""

    lexicon: Lexicon
    romanizer: Romanizer
    completer: Completer
    generation: str
    good_until: float


class Speller:
    """Reads the vocabulary when it is first asked, and again when the collection has changed.

    Threads may share it. At 73,646 articles reading takes a third of a second.
    """

    def __init__(self, engine: Engine, analyzer: Analyzer) -> None:
        self._engine = engine
        self._analyzer = analyzer
        self._lock = Lock()
        self._read: _Read | None = None
        self._meant: Answers[tuple[str | None]] = Answers(REMEMBERED)

    @property
    def lexicon(self) -> Lexicon:
        """The words of the collection and of the dictionary."""
        return self._current().lexicon

    def prepare(self) -> None:
        """Read the vocabulary now, and what its words are typed as, before anybody asks.

        Raises the errors of the engine.
        """
        read = self._current()
        read.romanizer.prepare()
        read.completer.complete("a", 1)

    def meant(self, text: str) -> str | None:
        """Return ``text`` as it was probably meant, None if it seems right.

        Letters no article has are read as Chinese; Han characters are corrected. What comes back
        is in Simplified characters. Whoever narrows a search asks for the same words again.
        """

        def state() -> str:
            return f"{self._engine.stats().generation} {self._current().generation}"

        return self._meant.of_one_state(text, state, lambda: (self._understood(text),))[0]

    def _understood(self, text: str) -> str | None:
        letters = _LETTERS.findall(text)
        if letters and not any(map(self._documents, letters)):
            said = self._current().romanizer.read(text)
            if said:
                return said
        simplified = "".join(map(representative, text))
        return Corrector(self.lexicon, self._documents, self._cut).correct(simplified)

    def complete(self, beginning: str, limit: int) -> list[str]:
        """Return up to ``limit`` words that begin so, in Chinese or in letters."""
        simplified = "".join(map(representative, beginning.lower()))
        return self._current().completer.complete(simplified, limit)

    def _current(self) -> _Read:
        read = self._read
        generation = self._engine.stats().generation
        if read and (read.generation == generation or time.monotonic() < read.good_until):
            return read
        with self._lock:
            if self._read is read:
                self._read = self._fresh()
            assert self._read is not None
            return self._read

    def _fresh(self) -> _Read:
        began = time.monotonic()
        stats = self._engine.stats()
        lexicon = Lexicon(self._engine.words(), load_dictionary(), stats.documents)
        ended = time.monotonic()
        until = ended + SHARE * (ended - began)
        return _Read(lexicon, Romanizer(lexicon), Completer(lexicon), stats.generation, until)

    def _documents(self, text: str) -> int:
        query = Query(Phrase(text, _FIELDS), limit=0, deadline=DEADLINE)
        return self._engine.search(query).total

    def _cut(self, text: str) -> list[str]:
        return [text[word.start : word.end] for word in self._analyzer.query_words(text)]
