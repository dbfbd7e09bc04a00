"""Taking a snapshot: a saved search as it answers now becomes a record that never changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from urllib.parse import urlencode

from index.said import said
from searchapp.clock import beijing_now
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.list_rows import listed_articles
from searchapp.saved import SavedSearch
from searchapp.search_page import FacetValueView, FacetView
from searchapp.snapshot import PART_ROWS, FacetRecord, Part, Snapshot, Taken, part_of
from searchapp.statement import labelled
from searchapp.whole import WholeAnswer, whole_answer

MAX_ROWS = 200_000
"""Articles of one snapshot."""


def take_snapshot(
    saved: SavedSearch, note: str, desk: Desk, told: Callable[[int], None] = lambda rows: None
) -> Snapshot:
    """Keep what ``saved`` finds now and return the record; ``note`` says what it is for, ``told``
    is told how many articles have been read so far.

    Raises InvalidParameter (too many articles, too many snapshots) and what ``search`` raises.
    """
    newest = desk.store.snapshots.newest_seq()
    answer = whole_answer(saved.params, desk)
    if len(answer.ids) > MAX_ROWS:
        detail = said(
            "这次检索命中 {total} 篇，一个快照最多 {max_rows} 篇。请加筛选，分几次保存。",
            total=len(answer.ids),
            max_rows=MAX_ROWS,
        )
        raise InvalidParameter("q", saved.params.q[:40], "snapshot-too-large", detail)
    taken = _taken(saved, note, answer, newest, desk)
    return desk.store.snapshots.add(saved.sid, taken, _parts(answer.ids, desk, told))


def _taken(saved: SavedSearch, note: str, answer: WholeAnswer, newest: int, desk: Desk) -> Taken:
    page, expansion = answer.page, answer.page.expansion
    sought = expansion if expansion and expansion.on else None
    return Taken(
        taken_at=beijing_now(),
        name=saved.text.name,
        note=note,
        query=urlencode(page.params.but().pairs()),
        q=page.params.q,
        conditions=labelled(page.params, desk),
        warnings=page.warnings,
        terms=page.terms,
        expansion=tuple((w.typed, w.also) for w in sought.words) if sought else (),
        synonyms=sought.version if sought else "",
        synonym_only=sought.only if sought else 0,
        articles=page.total,
        groups=page.groups,
        listed=len(answer.ids),
        partial_dates=page.partial_dates,
        undated=page.undated,
        generation=page.generation,
        documents=page.documents,
        fingerprint=page.fingerprint,
        newest_seq=newest,
        facets=tuple(map(_facet, page.facets)),
    )


def _facet(view: FacetView) -> FacetRecord:
    values = tuple(
        (value.value, _label(value, above), value.count)
        for top in view.values
        for value, above in _walk(top, "")
    )
    return FacetRecord(view.name, view.label, values, view.unknown.count)


def _label(value: FacetValueView, above: str) -> str:
    return f"{above} {value.label}".strip()


def _walk(value: FacetValueView, above: str) -> Iterator[tuple[FacetValueView, str]]:
    yield value, above
    for child in value.children:
        yield from _walk(child, _label(value, above))


def _parts(ids: Sequence[str], desk: Desk, told: Callable[[int], None]) -> Iterator[Part]:
    for start in range(0, len(ids), PART_ROWS):
        stretch = ids[start : start + PART_ROWS]
        # States first: an article changed in between is then compared by its content later.
        states = desk.store.snapshots.versions(stretch)
        rows = list(listed_articles(stretch, desk))
        yield part_of([states[id_] for id_ in stretch], rows)
        told(start + len(stretch))
