"""Kept lists of names: all of them, one more, and one of them to read, rename or delete."""

from __future__ import annotations

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.facet_view import LABELS
from searchapp.stats_params import ROWS
from searchapp.unit_lines import read_lines
from searchapp.unit_lists import UnitList
from searchapp.web.context import current_desk
from searchapp.web.csrf import check_form, csrf_token, set_cookie
from searchapp.web.html_batch import uploaded
from searchapp.web.html_saved import SHOWN_ONCE, SHOWN_SECONDS
from searchapp.web.links import form_sized, sized

html_lists = Blueprint("html_lists", __name__)


@html_lists.get("/lists")
def lists() -> str:
    """Show all kept lists, and the form that keeps another."""
    return _page({})


@html_lists.post("/lists")
def keep() -> BaseResponse:
    """Keep a list and go to its page, which shows the edit token once."""
    check_form()
    typed = {name: request.form.get(name, "") for name in ("list_name", "names", "by")}
    try:
        names = read_lines("\n".join((typed["names"], uploaded())))
        kept, token = current_desk().store.lists.add(typed["list_name"], names, typed["by"])
    except InvalidParameter as error:
        return make_response(_page(typed, error), 400)
    response = Response(status=303, headers={"Location": form_sized(kept.path)})
    set_cookie(response, SHOWN_ONCE, token, kept.path, SHOWN_SECONDS)
    return response


@html_lists.get("/lists/<lid>")
def one_list(lid: str) -> BaseResponse:
    """Show one list, deleted or not."""
    kept = _find(lid)
    if lid != kept.lid:
        return redirect(sized(kept.path))
    token = request.cookies.get(SHOWN_ONCE, "")
    shown = token if current_desk().store.lists.may_edit(kept.lid, token) else ""
    response = make_response(_one(kept, new_token=shown))
    if token:
        response.delete_cookie(SHOWN_ONCE, path=kept.path)
    return response


@html_lists.post("/lists/<lid>/name")
def rename(lid: str) -> BaseResponse:
    """Give a list another name."""
    check_form()
    kept, name = _find(lid), request.form.get("list_name", "")
    try:
        _may_change(kept)
        current_desk().store.lists.rename(kept.lid, name)
    except InvalidParameter as error:
        return _refused(kept, "name", error)
    return redirect(form_sized(kept.path), 303)


@html_lists.post("/lists/<lid>/delete")
def delete(lid: str) -> BaseResponse:
    """Offer a list no more."""
    check_form()
    kept = _find(lid)
    try:
        _may_change(kept)
    except InvalidParameter as error:
        return _refused(kept, "delete", error)
    current_desk().store.lists.delete(kept.lid)
    return redirect(form_sized(kept.path), 303)


def _find(lid: str) -> UnitList:
    """Return the list a number stands for, deleted or not; 404 where there never was one."""
    try:
        return current_desk().store.lists.get(lid)
    except InvalidParameter:
        abort(404)


def _may_change(kept: UnitList) -> None:
    if not current_desk().store.lists.may_edit(kept.lid, request.form.get("edit_token", "")):
        detail = said("编辑码不对。编辑码在保存时给出过一次；找不到时，请管理员代为改名或删除。")
        raise InvalidParameter("edit_token", "", "wrong-edit-token", detail)


def _refused(kept: UnitList, form: str, error: InvalidParameter) -> BaseResponse:
    status = 403 if error.problem == "wrong-edit-token" else 400
    return make_response(_one(kept, form, error), status)


def _one(
    kept: UnitList,
    wrong_form: str = "",
    error: InvalidParameter | None = None,
    new_token: str = "",
) -> str:
    return render_template(
        "list.html",
        list=kept,
        wrong_form=wrong_form,
        error=error,
        new_token=new_token,
        row_choices=_row_choices(),
        csrf=csrf_token(),
    )


def _page(typed: dict[str, str], error: InvalidParameter | None = None) -> str:
    return render_template(
        "lists.html",
        lists=current_desk().store.lists.newest(),
        typed={name: typed.get(name, "") for name in ("list_name", "names", "by")},
        error=error,
        row_choices=_row_choices(),
        csrf=csrf_token(),
    )


def _row_choices() -> list[tuple[str, str]]:
    return [(name, LABELS[name]) for name in ROWS]
