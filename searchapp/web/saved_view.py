"""A saved search as a page or a program sees it: what it is, and what it finds now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from flask import abort

from index.errors import SearchError
from index.said import joined, said
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.pasted import bare
from searchapp.saved import MAX_NAME, SavedSearch
from searchapp.search import search, tally
from searchapp.search_json import Json, to_json
from searchapp.search_page import SearchPage
from searchapp.sid import read_sid
from searchapp.snapshot import Snapshot
from searchapp.statement import where
from searchapp.web.context import base_url, current_desk

PER_PAGE = 20
"""Saved searches on one page of the list."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """One line of the list. ``total`` (articles) and ``groups`` (with reposts counted once) are
    None while they cannot be counted; ``added`` is how many
    came since the ``newest`` snapshot, None without one."""

    saved: SavedSearch
    conditions: str
    total: int | None
    newest: Snapshot | None = None
    added: int | None = None
    groups: int | None = None


def find(typed: str) -> SavedSearch:
    """Return the saved search an id stands for, deleted or not; 404 where there never was one."""
    sid = read_sid(typed)
    found = current_desk().store.saved.get(sid) if sid else None
    if found is None:
        abort(404)
    return found


def may_change(saved: SavedSearch, token: str) -> None:
    """Raise InvalidParameter unless it is there to be changed and the edit token is right."""
    if saved.deleted_at:
        detail = said("{sid} 已经删除，不能再改。", sid=saved.sid)
        raise InvalidParameter("sid", saved.sid, "saved-deleted", detail)
    if not current_desk().store.saved.may_edit(saved.sid, token):
        detail = said("编辑码不对。编辑码在保存时给出过一次；找不到时，请管理员代为改名或删除。")
        raise InvalidParameter("edit_token", "", "wrong-edit-token", detail)


def view(saved: SavedSearch) -> SavedView:
    """Return a saved search with the number of articles it finds now."""
    try:
        found = tally(saved.params, current_desk()).result
    except (SearchError, InvalidParameter):
        return SavedView(saved, conditions(saved.params), None)
    return SavedView(saved, conditions(saved.params), found.total, groups=found.groups)


def conditions(params: SearchParams) -> str:
    """Return a search in words, short enough to be offered as its name."""
    filters = joined("，", where(params, current_desk()))
    quoted = f"“{params.q}”" if params.q else ""
    parts = [part for part in (quoted, filters) if part]
    return joined("　", parts) if parts else said("全部报道")


def offered_name(params: SearchParams) -> str:
    """Return the name the form begins with."""
    name = " ".join(conditions(params).split())
    return name if len(name) <= MAX_NAME else name[: MAX_NAME - 2] + "……"


def understood(args: Mapping[str, list[str]]) -> SearchPage:
    """Return the answer to the search to be saved, its names resolved; raise InvalidParameter."""
    params = SearchParams.from_args(args).but(facets=())
    return search(params, current_desk())


def searched(link: str) -> dict[str, list[str]]:
    """Return the arguments of a search given as its link or its query string."""
    sound = bare(link.encode("utf-8", "replace").decode())
    return parse_qs(urlsplit(sound).query if "?" in sound else sound)


def saved_json(found: SavedView) -> Json:
    """Return a saved search for programs, with what it finds now."""
    saved, base = found.saved, base_url()
    total = None if found.total is None else _total(found.total, found.groups)
    return {
        "sid": saved.sid,
        "name": saved.text.name,
        "note": saved.text.note,
        "by": saved.text.by,
        "search": base + saved.params.canonical(),
        "conditions": found.conditions,
        "live": True,
        "created_at": saved.created_at,
        "changed_at": saved.changed_at,
        "deleted_at": saved.deleted_at,
        "total": None if saved.deleted_at else total,
        "links": {"self": f"{base}/api/v1/saved/{saved.sid}", "html": base + saved.path},
    }


def _total(articles: int, groups: int | None) -> Json:
    return {"articles": articles, "groups": groups, "exact": True}


def answer_json(saved: SavedSearch) -> Json | None:
    """Return the live answer, None for a tombstone."""
    return None if saved.deleted_at else to_json(search(saved.params, current_desk()), base_url())
