"""Kept lists of names: all of them, and one more."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, render_template, request

from searchapp.errors import InvalidParameter
from searchapp.facet_view import LABELS
from searchapp.stats_params import ROWS
from searchapp.unit_lines import read_lines
from searchapp.web.context import current_desk
from searchapp.web.csrf import check_form, csrf_token
from searchapp.web.html_batch import uploaded
from searchapp.web.links import large

html_lists = Blueprint("html_lists", __name__)


@html_lists.get("/lists")
def lists() -> str:
    """Show all kept lists, and the form that keeps another."""
    return _page({})


@html_lists.post("/lists")
def keep() -> Response:
    """Keep a list and show it among the others."""
    check_form()
    typed = {name: request.form.get(name, "") for name in ("list_name", "names", "by")}
    try:
        names = read_lines("\n".join((typed["names"], uploaded())))
        kept = current_desk().store.lists.add(typed["list_name"], names, typed["by"])
    except InvalidParameter as error:
        return make_response(_page(typed, error), 400)
    sized = "?size=l" if large() or request.form.get("size") == "l" else ""
    return Response(status=303, headers={"Location": f"/lists{sized}#{kept.lid}"})


def _page(typed: dict[str, str], error: InvalidParameter | None = None) -> str:
    return render_template(
        "lists.html",
        lists=current_desk().store.lists.newest(),
        typed={name: typed.get(name, "") for name in ("list_name", "names", "by")},
        error=error,
        row_choices=[(name, LABELS[name]) for name in ROWS],
        csrf=csrf_token(),
    )
