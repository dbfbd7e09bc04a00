"""The pages of snapshots: take one, read one, compare it."""

from __future__ import annotations

from itertools import islice

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from searchapp.web.cited import citations
from searchapp.web.context import current_desk
from searchapp.web.csrf import check_form
from searchapp.web.links import form_sized, given_number, sized
from searchapp.web.paging import page_numbers
from searchapp.web.saved_view import find
from searchapp.web.snapshot_view import NOW, counts, difference, find_snapshot, to_take
from searchapp.web.taking import taken_at

html_snapshots = Blueprint("html_snapshots", __name__)

ROWS = 50
"""Rows of the list on one page."""
OFFERED = 20
"""Other snapshots offered to compare with; any can be named in the address."""
MOST = 500
"""Rows of each kind a comparison shows; the JSON has all."""


@html_snapshots.post("/s/<sid>/v")
def take_one(sid: str) -> BaseResponse:
    """Take a snapshot of a saved search and go to it, or to the page where it is waited for."""
    check_form()
    saved, note = to_take(sid), request.form.get("note", "")
    return redirect(form_sized(taken_at(saved, note)), 303)


@html_snapshots.get("/s/<sid>/v")
def all_of(sid: str) -> BaseResponse:
    """Lead to the saved search, whose page lists its snapshots."""
    return redirect(sized(find(sid).path))


@html_snapshots.get("/s/<sid>/<int:n>")
@html_snapshots.get("/s/<sid>/<int:n><tail>")
def cited(sid: str, n: int, tail: str = "") -> BaseResponse:
    """Lead from the number as it is cited (S-7K2M9QXA/3) to the page of the snapshot."""
    return redirect(sized(find_snapshot(sid, f"{n}{tail}")[1].path))


@html_snapshots.get("/s/<sid>/v/<n>")
def snapshot_page(sid: str, n: str) -> BaseResponse | str:
    """Show one snapshot: the record as it was taken, and beside it whether it still holds."""
    saved, snapshot = find_snapshot(sid, n)
    if request.path != snapshot.path:
        return redirect(sized(snapshot.path))
    store, number = current_desk().store.snapshots, given_number("page") or 1
    pages = -(-snapshot.taken.listed // ROWS)
    start, sound = (number - 1) * ROWS, store.is_sound(snapshot)
    rows = store.rows(snapshot, start) if sound else iter(())
    return render_template(
        "snapshot.html",
        saved=saved,
        snapshot=snapshot,
        rows=list(islice(rows, ROWS)),
        start=start,
        number=number,
        pages=pages,
        numbers=page_numbers(number, pages),
        sound=sound,
        counts=None if saved.deleted_at else counts(saved, snapshot),
        citations=citations(snapshot),
    )


@html_snapshots.get("/s/<sid>/v/<n>/diff")
def diff_page(sid: str, n: str) -> BaseResponse | str:
    """Show what a snapshot and now, or another snapshot, do not have in common."""
    saved, snapshot = find_snapshot(sid, n)
    if request.path != f"{snapshot.path}/diff":
        return redirect(sized(f"{snapshot.path}/diff"))
    others = [one for one in current_desk().store.snapshots.of(saved.sid) if one.n != snapshot.n]
    found, against = difference(saved, snapshot, request.args.get("against", "") or NOW)
    return render_template(
        "snapshot_diff.html",
        saved=saved,
        snapshot=snapshot,
        found=found,
        against=against,
        others=others[:OFFERED],
        most=MOST,
    )
