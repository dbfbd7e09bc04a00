"""A snapshot as pages need it: found by its number, compared with what the search finds now."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app

from index.errors import SearchError
from index.said import joined, said
from searchapp.difference import Difference, added_since, compared, compared_with_now
from searchapp.errors import InvalidParameter
from searchapp.pasted import bare
from searchapp.saved import SavedSearch, read_text
from searchapp.snapshot import Snapshot
from searchapp.take_snapshot import take_snapshot
from searchapp.web.context import current_desk
from searchapp.web.saved_view import find

NOW = "now"
MAX_REMEMBERED = 1_000
"""Counts kept; the oldest goes first."""
_COUNTS = "union-desk-counts"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many articles came, went and changed since a snapshot."""

    added: int
    gone: int
    changed: int

    @property
    def words(self) -> str:
        """新增 12，撤下 1; 没有变化."""
        named = (
            (said("新增"), self.added),
            (said("不再命中"), self.gone),
            (said("改动"), self.changed),
        )
        words = [said("{what} {n}", what=name, n=n) for name, n in named if n]
        return joined("，", words) if words else said("没有变化")

    @property
    def any(self) -> bool:
        """Whether anything is other than it was."""
        return bool(self.added or self.gone or self.changed)


def find_snapshot(typed_sid: str, typed_n: str) -> tuple[SavedSearch, Snapshot]:
    """Return a saved search, deleted or not, and its snapshot; 404 where there never was one."""
    saved, number = find(typed_sid), bare(typed_n)
    sound = number.isascii() and number.isdigit() and len(number) < 7
    found = current_desk().store.snapshots.get(saved.sid, int(number)) if sound else None
    if found is None:
        abort(404)
    return saved, found


def difference(saved: SavedSearch, snapshot: Snapshot, against: str) -> tuple[Difference, str]:
    """Return what differs and the name of what it was compared with (``now``, S-…/4).

    Raises InvalidParameter for another thing to compare with.
    """
    desk = current_desk()
    if against == NOW:
        return compared_with_now(snapshot, saved.params, desk), NOW
    number = against.rpartition("/")[2]
    sound = number.isascii() and number.isdigit() and len(number) < 7
    other = desk.store.snapshots.get(snapshot.sid, int(number)) if sound else None
    if other is None:
        detail = said(
            "没有可比较的“{against}”。against 写 now，或这个检索另一个快照的号，如 2。",
            against=against[:40],
        )
        raise InvalidParameter("against", against[:40], "invalid-against", detail)
    first, second = sorted((snapshot, other), key=lambda one: one.n)
    return compared(first, second, desk), second.number


def counts(saved: SavedSearch, snapshot: Snapshot) -> Counts | None:
    """Return what changed since, counted once per state of the index; None without an index."""

    def count() -> Counts:
        found = compared_with_now(snapshot, saved.params, current_desk())
        return Counts(found.added, len(found.gone), len(found.changed))

    return _remembered(("all", snapshot.number), count)


def added(saved: SavedSearch, snapshot: Snapshot) -> int | None:
    """Return how many articles came since a snapshot; None without an index."""
    return _remembered(
        ("added", snapshot.number), lambda: added_since(snapshot, saved.params, current_desk())
    )


def take(typed_sid: str, note: str) -> Snapshot:
    """Take a snapshot of a saved search; raise InvalidParameter for a deleted one."""
    saved = to_take(typed_sid)
    return take_snapshot(saved, read_text(saved.text.name, note).note, current_desk())


def to_take(typed_sid: str) -> SavedSearch:
    """Return a saved search of which snapshots can be taken; raise InvalidParameter."""
    saved = find(typed_sid)
    if saved.deleted_at:
        detail = said("{sid} 已经删除，不能再生成快照。", sid=saved.sid)
        raise InvalidParameter("sid", saved.sid, "saved-deleted", detail)
    return saved


class RememberedCounts:
    """What was counted, as long as index and synonyms stay as they were. Threads may share it."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, str], tuple[object, Any]] = OrderedDict()

    def get(self, key: tuple[str, str], state: object, count: Callable[[], T]) -> T:
        """Return what ``count`` finds, counted again only when ``state`` is another."""
        held = self._found.get(key)
        if held is None or held[0] != state:
            held = (state, count())
            self._found[key] = held
            while len(self._found) > MAX_REMEMBERED:
                self._found.popitem(last=False)
        return cast("T", held[1])


def remember_counts(app: Flask) -> None:
    """Give ``app`` its memory of counts."""
    app.extensions[_COUNTS] = RememberedCounts()


def _remembered(key: tuple[str, str], count: Callable[[], T]) -> T | None:
    desk, memory = current_desk(), cast("RememberedCounts", current_app.extensions[_COUNTS])
    try:
        state = (desk.engine.stats().generation, desk.synonyms.current().version)
        return memory.get(key, state, count)
    except (SearchError, InvalidParameter):
        return None
