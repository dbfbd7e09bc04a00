"""The pages of saved searches: list, save, one of them live, change, tombstone."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.saved import SavedSearch, read_text
from searchapp.search import search
from searchapp.web.cited import citations, live_citations
from searchapp.web.context import base_url, current_desk
from searchapp.web.csrf import FIELD, check_form, csrf_token, set_cookie
from searchapp.web.links import form_sized, given_number, given_params, hidden, sized
from searchapp.web.paging import page_numbers
from searchapp.web.saved_view import (
    PER_PAGE,
    SavedView,
    conditions,
    find,
    may_change,
    offered_name,
    understood,
    view,
)
from searchapp.web.snapshot_view import added, counts
from searchapp.web.taking import taken_at

html_saved = Blueprint("html_saved", __name__)

TEXTS = ("name", "note", "by")
OWN_FIELDS = (*TEXTS, "snapshot", "edit_token", FIELD, "size")
SHOWN_ONCE = "edit-token"
"""Cookie that carries a new edit token to the page that shows it, and no further."""
SHOWN_SECONDS = 300
CHANGES = {
    "renamed": said("已改好。"),
    "deleted": said("已删除。"),
    "snapshot": said("已生成第 1 号快照，右边是它的引用。"),
    "taking": said("命中很多，第 1 号快照正在后台生成，稍后刷新本页即可看到。"),
    "too-large": said("检索已保存，但命中太多，没有生成快照。请加筛选，分几次保存。"),
}


@html_saved.get("/saved")
def saved_list() -> str:
    """Show all saved searches, newest first, with what they find now."""
    saved, number = current_desk().store.saved, given_number("page") or 1
    total = saved.count()
    return render_template(
        "saved_list.html",
        views=[_line(found) for found in saved.live(PER_PAGE, (number - 1) * PER_PAGE)],
        total=total,
        number=number,
        pages=-(-total // PER_PAGE),
        numbers=page_numbers(number, -(-total // PER_PAGE)),
    )


def _line(saved: SavedSearch) -> SavedView:
    newest = current_desk().store.snapshots.newest(saved.sid)
    return replace(view(saved), newest=newest, added=added(saved, newest) if newest else None)


@html_saved.get("/saved/new")
def save_form() -> str:
    """Show the form that saves the search of this address."""
    page = search(given_params().but(facets=()), current_desk())
    typed = {"name": offered_name(page.params), "note": "", "by": ""}
    typed["snapshot"] = request.args.get("snapshot", "")
    return _form(page.params, typed)


@html_saved.post("/saved")
def save() -> BaseResponse:
    """Save a search and go to its page, which shows the edit token once."""
    check_form()
    args = {k: v for k, v in request.form.to_dict(flat=False).items() if k not in OWN_FIELDS}
    params = understood(args).params
    typed = {name: request.form.get(name, "") for name in TEXTS}
    chosen = request.form.get("snapshot", "")
    try:
        text = read_text(**typed)
    except InvalidParameter as error:
        return make_response(_form(params, {**typed, "snapshot": chosen}, error), 400)
    saved, token = current_desk().store.saved.add(text, params)
    location = _with_snapshot(saved) if chosen else saved.path
    response = Response(status=303, headers={"Location": form_sized(location)})
    set_cookie(response, SHOWN_ONCE, token, saved.path, SHOWN_SECONDS)
    return response


@html_saved.get("/s/<sid>")
def saved_page(sid: str) -> BaseResponse:
    """Show one saved search with its live answer, or its tombstone."""
    found = find(sid)
    if sid != found.sid:
        return redirect(sized(found.path))
    if found.deleted_at:
        return make_response(_tombstone(found))
    page = search(found.params.but(facets=()), current_desk())
    snapshots = current_desk().store.snapshots.of(found.sid)
    token = request.cookies.get(SHOWN_ONCE, "")
    text = render_template(
        "saved.html",
        saved=found,
        page=page,
        new_token=token if current_desk().store.saved.may_edit(found.sid, token) else "",
        said=CHANGES.get(request.args.get("done", "")),
        address=base_url() + found.path,
        csrf=csrf_token(),
        snapshots=[(one, counts(found, one)) for one in snapshots],
        citations=citations(snapshots[0]) if snapshots else live_citations(page, found),
    )
    response = make_response(text)
    if token:
        response.delete_cookie(SHOWN_ONCE, path=found.path)
    return response


def _tombstone(found: SavedSearch) -> str:
    return render_template(
        "saved_deleted.html",
        saved=found,
        conditions=conditions(found.params),
        snapshots=current_desk().store.snapshots.of(found.sid),
    )


@html_saved.get("/s/<sid>/edit")
def edit_form(sid: str) -> BaseResponse:
    """Show the forms that rename and delete one saved search."""
    found = find(sid)
    if sid != found.sid or found.deleted_at:
        return redirect(sized(found.path + ("" if found.deleted_at else "/edit")))
    return make_response(_edit(found, _typed(found)))


@html_saved.post("/s/<sid>/edit")
def edit(sid: str) -> BaseResponse:
    """Change name, note and saver."""
    check_form()
    found = find(sid)
    typed = {name: request.form.get(name, "") for name in TEXTS}
    try:
        may_change(found, request.form.get("edit_token", ""))
        current_desk().store.saved.edit(found.sid, read_text(**typed))
    except InvalidParameter as error:
        return _refused(found, typed, error)
    return redirect(form_sized(found.path + "?done=renamed"), 303)


@html_saved.post("/s/<sid>/delete")
def delete(sid: str) -> BaseResponse:
    """Make a tombstone of one saved search."""
    check_form()
    found = find(sid)
    try:
        may_change(found, request.form.get("edit_token", ""))
    except InvalidParameter as error:
        return _refused(found, _typed(found), error, "delete")
    current_desk().store.saved.delete(found.sid)
    return redirect(form_sized(found.path), 303)


def _with_snapshot(saved: SavedSearch) -> str:
    """Take the first snapshot; return where to go. What is saved stays saved, and its page shows
    the edit token: a large snapshot is waited for from there."""
    try:
        path = taken_at(saved, saved.text.note)
    except InvalidParameter:
        return saved.path + "?done=too-large"
    if path.startswith("/exports/"):
        return saved.path + "?done=taking"
    return saved.path + "?done=snapshot"


def _typed(saved: SavedSearch) -> dict[str, str]:
    return {"name": saved.text.name, "note": saved.text.note, "by": saved.text.by}


def _form(
    params: SearchParams, typed: dict[str, str], error: InvalidParameter | None = None
) -> str:
    return render_template(
        "saved_new.html",
        params=params,
        carried=hidden(params),
        typed=typed,
        error=error,
        conditions=conditions(params),
        csrf=csrf_token(),
    )


def _edit(
    saved: SavedSearch,
    typed: dict[str, str],
    error: InvalidParameter | None = None,
    form: str = "edit",
) -> str:
    return render_template(
        "saved_edit.html",
        saved=saved,
        typed=typed,
        error=error,
        wrong_form=form,
        conditions=conditions(saved.params),
        csrf=csrf_token(),
    )


def _refused(
    saved: SavedSearch, typed: dict[str, str], error: InvalidParameter, form: str = "edit"
) -> BaseResponse:
    if saved.deleted_at:
        raise error
    status = 403 if error.problem == "wrong-edit-token" else 400
    return make_response(_edit(saved, typed, error, form), status)
