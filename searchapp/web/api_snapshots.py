"""Snapshots for programs: take one, list them, read one whole, compare."""

from __future__ import annotations

from flask import Blueprint, Response, request

from searchapp.snapshot_json import difference_json, snapshot_json, snapshot_text
from searchapp.web.api_saved import json_answer, json_body
from searchapp.web.context import base_url, current_desk
from searchapp.web.csrf import check_json
from searchapp.web.saved_view import find
from searchapp.web.snapshot_view import NOW, difference, find_snapshot, take

api_snapshots = Blueprint("api_snapshots", __name__)


@api_snapshots.get("/api/v1/saved/<sid>/snapshots")
def snapshot_list(sid: str) -> Response:
    """Answer all snapshots of a saved search, the newest first, without their lists."""
    found = current_desk().store.snapshots.of(find(sid).sid)
    items = [snapshot_json(snapshot, base_url()) for snapshot in found]
    return json_answer({"total": len(items), "items": items})


@api_snapshots.post("/api/v1/saved/<sid>/snapshots")
def take_one(sid: str) -> Response:
    """Take a snapshot and answer its record without the list."""
    check_json()
    snapshot = take(sid, json_body(("note",)).get("note", ""))
    taken = snapshot_json(snapshot, base_url())
    response = json_answer(taken, 201)
    response.headers["Location"] = taken["links"]["self"]
    return response


@api_snapshots.get("/api/v1/saved/<sid>/snapshots/<n>")
def snapshot_whole(sid: str, n: str) -> Response:
    """Answer one snapshot whole."""
    _, found = find_snapshot(sid, n)
    rows = current_desk().store.snapshots.rows(found)
    return Response(snapshot_text(found, rows, base_url()), mimetype="application/json")


@api_snapshots.get("/api/v1/saved/<sid>/snapshots/<n>/diff")
def diff(sid: str, n: str) -> Response:
    """Answer what a snapshot and now, or another snapshot, do not have in common."""
    saved, found = find_snapshot(sid, n)
    compared, against = difference(saved, found, request.args.get("against", "") or NOW)
    return json_answer(difference_json(compared, against, base_url()))
