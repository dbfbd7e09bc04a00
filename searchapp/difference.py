"""与现在比较: what came, went and changed between a snapshot and now, or a later snapshot."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from index.said import said
from searchapp.desk import Desk
from searchapp.list_rows import listed_articles
from searchapp.listed import ListedArticle
from searchapp.params import SearchParams
from searchapp.search import listing
from searchapp.snapshot import Key, Snapshot

Rows = Callable[[Iterable[str]], dict[str, ListedArticle]]


@dataclass(frozen=True, slots=True)
class Change:
    """An article in both lists that reads otherwise. ``what`` names what differs."""

    before: ListedArticle
    after: ListedArticle

    @property
    def what(self) -> tuple[str, ...]:
        """题名, 日期, 正文: those that differ; the text is compared by its SHA-256."""
        old, new = self.before, self.after
        pairs = ((said("题名"), old.title, new.title), (said("日期"), old.date, new.date))
        compared = (*pairs, (said("正文"), old.sha256, new.sha256))
        return tuple(name for name, before, after in compared if before != after)


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two lists compared. ``rows`` reads some of its articles; ids it cannot tell
    anything about any more are left out."""

    keys: Mapping[str, Key]
    rows: Rows


@dataclass(frozen=True, slots=True)
class Difference:
    """What ``snapshot`` and a later list do not have in common, each in the order of its list.

    ``published``: ingested after the snapshot and dated after it. ``ingested``: ingested after
    it, though dated before it or not at all. ``matched``: there before and found only now, by a
    correction or by other rules. ``gone`` are as the snapshot has them, ``withdrawn`` those of
    them that staff took back.
    """

    snapshot: Snapshot
    published: tuple[ListedArticle, ...]
    ingested: tuple[ListedArticle, ...]
    matched: tuple[ListedArticle, ...]
    gone: tuple[ListedArticle, ...]
    withdrawn: frozenset[str]
    changed: tuple[Change, ...]

    @property
    def added(self) -> int:
        """How many articles came."""
        return len(self.published) + len(self.ingested) + len(self.matched)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.added or self.gone or self.changed)


def compared_with_now(snapshot: Snapshot, params: SearchParams, desk: Desk) -> Difference:
    """Return what has changed since ``snapshot`` in the answer to its search."""
    ids = listing(params, desk).ids
    states = desk.store.snapshots.versions(ids)
    keys = {id_: states[id_] for id_ in ids if id_ in states}
    now = Side(keys, lambda some: {row.id: row for row in listed_articles(some, desk)})
    found = _difference(snapshot, _side(snapshot, desk), now)
    gone = frozenset(row.id for row in found.gone)
    return replace(found, withdrawn=gone & desk.store.withdrawn())


def compared(snapshot: Snapshot, later: Snapshot, desk: Desk) -> Difference:
    """Return what a ``later`` snapshot has otherwise than ``snapshot``."""
    return _difference(snapshot, _side(snapshot, desk), _side(later, desk))


def added_since(snapshot: Snapshot, params: SearchParams, desk: Desk) -> int:
    """Return how many articles the search finds now that the snapshot does not have."""
    ids = listing(params, desk).ids
    return len(set(ids).difference(key.id for key in desk.store.snapshots.keys(snapshot)))


def _side(snapshot: Snapshot, desk: Desk) -> Side:
    def rows(some: Iterable[str]) -> dict[str, ListedArticle]:
        wanted = set(some)
        if not wanted:
            return {}
        return {r.id: r for r in desk.store.snapshots.rows(snapshot) if r.id in wanted}

    return Side({key.id: key for key in desk.store.snapshots.keys(snapshot)}, rows)


def _difference(snapshot: Snapshot, before: Side, after: Side) -> Difference:
    came = after.rows([id_ for id_ in after.keys if id_ not in before.keys])
    new = [(row, after.keys[id_].seq > snapshot.taken.newest_seq) for id_, row in came.items()]
    gone = before.rows([id_ for id_ in before.keys if id_ not in after.keys])
    return Difference(
        snapshot=snapshot,
        published=tuple(row for row, fresh in new if fresh and _after(row, snapshot)),
        ingested=tuple(row for row, fresh in new if fresh and not _after(row, snapshot)),
        matched=tuple(row for row, fresh in new if not fresh),
        gone=tuple(gone.values()),
        withdrawn=frozenset(),
        changed=_changed(before, after),
    )


def _after(row: ListedArticle, snapshot: Snapshot) -> bool:
    """Say whether it is dated after the snapshot; a month or year only when wholly after it."""
    return row.date is not None and row.date > snapshot.day[: len(row.date)]


def _changed(before: Side, after: Side) -> tuple[Change, ...]:
    """Return the changed articles; the states tell cheaply which can be changed at all."""
    states = after.keys
    touched = [id_ for id_, key in before.keys.items() if id_ in states and states[id_] != key]
    old, new = before.rows(touched), after.rows(touched)
    pairs = (Change(old[id_], new[id_]) for id_ in touched if id_ in old and id_ in new)
    return tuple(change for change in pairs if change.what)
