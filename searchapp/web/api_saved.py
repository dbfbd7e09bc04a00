"""Saved searches for programs: list, save, read with the live answer, change, delete."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from searchapp.errors import InvalidParameter
from searchapp.saved import SavedSearch, SavedText, read_text
from searchapp.search_json import Json
from searchapp.web.context import base_url, current_desk
from searchapp.web.csrf import check_json
from searchapp.web.links import given_number
from searchapp.web.saved_view import (
    PER_PAGE,
    answer_json,
    find,
    may_change,
    saved_json,
    searched,
    understood,
    view,
)

api_saved = Blueprint("api_saved", __name__)

TEXTS = ("name", "note", "by")


@api_saved.get("/api/v1/saved")
def saved_list() -> Response:
    """Answer one page of saved searches, newest first."""
    saved, number = current_desk().store.saved, given_number("page") or 1
    total = saved.count()
    pages = -(-total // PER_PAGE)
    following = f"{base_url()}/api/v1/saved?page={number + 1}" if number < pages else None
    found = saved.live(PER_PAGE, (number - 1) * PER_PAGE)
    return json_answer(
        {
            "total": total,
            "items": [saved_json(view(one)) for one in found],
            "page": {"number": number, "size": PER_PAGE, "pages": pages, "next": following},
        }
    )


@api_saved.post("/api/v1/saved")
def save() -> Response:
    """Save a search; the edit token stands in this answer and nowhere else."""
    check_json()
    body = json_body(("search", *TEXTS))
    text = read_text(body.get("name", ""), body.get("note", ""), body.get("by", ""))
    page = understood(searched(body.get("search", "")))
    saved, token = current_desk().store.saved.add(text, page.params)
    response = json_answer({**saved_json(view(saved)), "edit_token": token}, 201)
    response.headers["Location"] = f"{base_url()}/api/v1/saved/{saved.sid}"
    return response


@api_saved.get("/api/v1/saved/<sid>")
def saved_search(sid: str) -> Response:
    """Answer one saved search with its live answer; a deleted one without."""
    found = find(sid)
    return json_answer({**saved_json(view(found)), "answer": answer_json(found)})


@api_saved.patch("/api/v1/saved/<sid>")
def change(sid: str) -> Response:
    """Change what the body names of name, note and saver."""
    check_json()
    found = _changeable(sid)
    given, old = json_body(TEXTS), found.text
    text: SavedText = read_text(
        given.get("name", old.name), given.get("note", old.note), given.get("by", old.by)
    )
    current_desk().store.saved.edit(found.sid, text)
    return json_answer(saved_json(view(find(sid))))


@api_saved.delete("/api/v1/saved/<sid>")
def delete(sid: str) -> Response:
    """Make a tombstone of it and answer that."""
    check_json()
    current_desk().store.saved.delete(_changeable(sid).sid)
    return json_answer(saved_json(view(find(sid))))


def _changeable(sid: str) -> SavedSearch:
    found = find(sid)
    may_change(found, request.headers.get("Authorization", "").removeprefix("Bearer "))
    return found


def json_body(known: tuple[str, ...]) -> dict[str, str]:
    """Return the body of a write: texts under ``known`` names; raise for anything else."""
    try:
        body: Any = json.loads(request.get_data().decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(body, dict):
        raise BadRequest
    for name, value in body.items():
        if name not in known or not isinstance(value, str):
            shown = str(name)[:40].encode("utf-8", "replace").decode()
            detail = f"请求里的“{shown}”不能用。可写的有：{'、'.join(known)}，值都是文字。"
            raise InvalidParameter(shown, "", "invalid-saved", detail)
    return body


def json_answer(body: Json, status: int = 200) -> Response:
    """Return ``body`` as an answer for programs."""
    text = json.dumps(body, ensure_ascii=False)
    return Response(text, status, mimetype="application/json")
