"""The embedded engine: Whoosh keeps schema, segments, commits; our arrays answer."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Lock

from index.answer import answer, best_of, leaders_of, room_for_partial
from index.closeness import Source
from index.codec import Codec, Commit, OpenSegment, latest_commit
from index.document import Document
from index.errors import EngineUnavailable, IndexOutdated
from index.explain import Explainer
from index.freshness import Marks
from index.generations import Generations, read_meta, refuse_untrusted
from index.generous import partial_matches
from index.lists import Docs
from index.matches import Matches
from index.matching import Matcher
from index.memory import keep_freed
from index.postings import Clock
from index.query import Query, Sort
from index.ranking import Ranking
from index.result import EngineStats, Result
from index.roll import Roll, called_twice
from index.schema import Kind, fingerprint
from index.scoring import READERS, Profile
from index.snapshot import Snapshot
from tokenizers.analyzer import Analyzer, open_analyzer

_SOON_SCORED = 30_000
"""Matches that are scored sooner than found without scores first."""


class WhooshEngine:
    """``index.engine.Engine`` over the generations in one folder."""

    def __init__(
        self,
        folder: Path,
        cache: Path,
        codec: Codec,
        profile: Profile = READERS,
        analyzer: Analyzer | None = None,
    ) -> None:
        keep_freed()
        self._codec = codec
        self._profile = profile
        self._generations = Generations(folder)
        self._generations.prepare()
        self._analyzer = analyzer or open_analyzer(cache)
        self._fingerprint = fingerprint(self._analyzer.fingerprint, codec.name)
        self._lock = Lock()
        self._segments: tuple[OpenSegment, ...] = ()
        self._snapshot: Snapshot | None = None
        self._settled: tuple[Marks, Snapshot] | None = None
        if not self._generations.begun():
            self._create_first()

    def update(self, documents: Iterable[Document]) -> int:
        """Add or replace documents by id in one commit; return how many. Last one wins."""
        latest = {document.id: document for document in documents}
        if latest:
            with self._writing() as writer:
                writer.delete(latest)
                for document in latest.values():
                    writer.add(document)
        return len(latest)

    def delete(self, ids: Iterable[str]) -> int:
        """Remove documents by id in one commit; return how many were there."""
        with self._writing() as writer:
            return writer.delete(set(ids))

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Build a generation beside the live one, verify it, swap; return its documents.

        Raises ValueError for an id given twice, EngineUnavailable for a build that does not
        hold what it was given; the live generation answers on.
        """
        with self._generations.writing():
            built = self._new_generation()
            try:
                given = self._fill(built, documents)
                _verify(self._codec, built, given)
                self._generations.publish(built)
            except BaseException:
                shutil.rmtree(built, ignore_errors=True)
                raise
            self._generations.discard_others(keep=built)
            return given.count

    def search(self, query: Query) -> Result:
        """Answer one query exactly, from one committed state."""
        clock = Clock(query.deadline)
        snapshot = self._current()
        matcher = Matcher(snapshot, snapshot.columns, snapshot.ranking, self._analyzer, clock)
        profile, scorer = snapshot.ranking
        columns = snapshot.columns
        source = Source(snapshot, columns, scorer, self._analyzer, snapshot.wordings)
        ranking = Ranking(query, matcher, source, profile)
        docs, scored = _matching(query, matcher, ranking.reach)
        clock.check()
        explainer = Explainer(query, matcher, ranking, source) if query.explain else None
        result = answer(query, docs, scored, ranking, snapshot.state, explainer)
        if room := room_for_partial(query, result):
            loose = partial_matches(query.node, ranking.asked, docs, matcher)
            clock.check()
            leaders = leaders_of(query, docs, scored, ranking)
            best = best_of(query, loose, leaders, ranking, explainer, room)
            result = replace(result, partial=best)
        return result

    def ids(self) -> frozenset[str]:
        """Every document id in the live generation."""
        columns = self._current(any_fingerprint=True).columns
        return frozenset(id_.decode() for id_ in columns.ids(columns.everything).tolist())

    def words(self) -> Mapping[str, int]:
        """Every word of titles and bodies, and about how many documents have it: as many as
        have it in the text where it is commoner."""
        snapshot = self._current()
        found = snapshot.words("body")
        for word, frequency in snapshot.words("title").items():
            found[word] = max(found.get(word, 0), frequency)
        return found

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """About how many documents have each of ``words`` in their body."""
        snapshot = self._current()
        return {word: snapshot.frequency("body", Kind.WORDS, word) for word in words}

    def stats(self) -> EngineStats:
        """State of the live generation; ``fingerprint`` is the one it was built with."""
        snapshot = self._current(any_fingerprint=True)
        return EngineStats(snapshot.documents, snapshot.state, snapshot.stamp, self._codec.name)

    def close(self) -> None:
        """Let go of the open files; searches under way finish first."""
        with self._lock:
            self._snapshot, self._segments, self._settled = None, (), None

    def _create_first(self) -> None:
        with self._generations.writing():
            if not self._generations.begun():
                self._generations.publish(self._new_generation())

    def _new_generation(self) -> Path:
        path = self._generations.create(
            {"fingerprint": self._fingerprint, "engine": self._codec.name}
        )
        self._codec.create(path)
        return path

    def _live(self) -> Path:
        live = self._generations.current()
        if live is None:
            raise EngineUnavailable(str(self._generations.folder), "没有索引，请重建索引")
        refuse_untrusted(self._generations.folder)
        return live

    @contextmanager
    def _writing(self) -> Iterator[Commit]:
        with self._generations.writing():
            live = self._live()
            found = read_meta(live).get("fingerprint", "")
            if found != self._fingerprint:
                raise IndexOutdated(found, self._fingerprint)
            with self._codec.writing(live, self._analyzer) as writer:
                yield writer

    def _fill(self, generation: Path, documents: Iterable[Document]) -> Roll:
        given = Roll()
        with self._codec.writing(generation, self._analyzer) as writer:
            for document in documents:
                given.call(document.id.encode())
                writer.add(document)
        return given

    def _current(self, any_fingerprint: bool = False) -> Snapshot:
        """Return the newest committed state, opening what is new of it.

        A writer may remove the files of a state just named, then the next look names a newer
        one. A state that fails and is still the newest is damaged.
        """
        settled = self._settled
        if settled and settled[0].hold() and settled[1].stamp == self._fingerprint:
            return settled[1]
        while True:
            live, commit = self._live(), -1
            try:
                marks = Marks.of(self._generations.watched(live))
                refuse_untrusted(live)
                found = read_meta(live).get("fingerprint", "")
                if found != self._fingerprint and not any_fingerprint:
                    raise IndexOutdated(found, self._fingerprint)
                commit = latest_commit(live)
                snapshot = self._opened(live, commit, found)
                self._settled = (marks, snapshot) if marks else None
                return snapshot
            except IndexOutdated:
                raise
            except Exception as error:
                if self._moved_on(live, commit):
                    continue
                if isinstance(error, EngineUnavailable):
                    raise
                raise EngineUnavailable(str(live), "索引文件无法读取，请重建索引") from error

    def _moved_on(self, live: Path, commit: int) -> bool:
        try:
            return self._live() != live or (commit >= 0 and latest_commit(live) != commit)
        except OSError:
            return False

    def _opened(self, live: Path, commit: int, stamp: str) -> Snapshot:
        state = f"{live.name}.{commit}"
        with self._lock:
            if self._snapshot is None or self._snapshot.state != state:
                known = {segment.identity: segment for segment in self._segments}
                self._segments = self._codec.open(live, commit, known)
                self._snapshot = Snapshot(
                    state, stamp, self._segments, self._profile, self._snapshot
                )
            return self._snapshot


def _matching(query: Query, matcher: Matcher, reach: int) -> tuple[Docs, Callable[[Docs], Matches]]:
    """Return all that matches but for the filters, and how some of it is scored: what the first
    ``reach`` are among if words alone place them. Where filters leave less than matches, or nothing
    is shown, only what is left is scored."""
    node = query.node
    if (
        query.limit
        and query.sort is Sort.RELEVANCE
        and not (query.filters.any or query.about or query.merged)
    ):
        found = matcher.foremost(node, reach)
        if found is not None:
            docs, best = found
            return docs, lambda kept: best
    if query.limit and (not query.filters.any or matcher.about(node) < _SOON_SCORED):
        matches = matcher.match(node)
        return matches.docs, matches.of
    return matcher.members.of(node), lambda docs: matcher.scored(node, docs)


def _verify(codec: Codec, generation: Path, given: Roll) -> None:
    """Raise ValueError for an id given twice, EngineUnavailable unless every document given is
    there and found by its id."""
    segments = codec.open(generation, latest_commit(generation), {})
    held = [segment.columns.ids(segment.columns.everything) for segment in segments]
    twice = called_twice(held)
    if twice is not None:
        raise ValueError(f"document {twice} given twice")
    if Roll.of(held) != given or not all(segment.each_by_its_id() for segment in segments):
        raise EngineUnavailable(str(generation), "新建的索引与文章库核对不符，未启用")
