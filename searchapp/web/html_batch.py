"""Batch search: a list pasted or uploaded, answered as one table."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence

from flask import Blueprint, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from index.said import joined, said
from searchapp.batch import READ_AS, BatchTable, batch
from searchapp.batch_file import batch_csv, batch_xlsx
from searchapp.clock import BEIJING
from searchapp.errors import InvalidParameter
from searchapp.params import SearchParams
from searchapp.periods import KIND_LABELS
from searchapp.unit_files import MAX_BYTES, list_in_file
from searchapp.unit_lines import MAX_LINES, read_lines
from searchapp.web.context import base_url, current_desk
from searchapp.web.csrf import FIELD, check_form, csrf_token
from searchapp.web.html_stats import XLSX, attachment
from searchapp.web.links import large, with_pairs
from searchapp.web.stats_view import header_groups

html_batch = Blueprint("html_batch", __name__)

OWN = ("names", "cols", "as", "form", "size", FIELD)
SHORT = 2_000
"""Bytes of an address that mail programs and chats leave whole; a longer list has no link."""
Args = Mapping[str, Sequence[str]]


@html_batch.get("/batch")
def batch_page() -> str:
    """Show the form, and the answer to the list in the address if there is one."""
    args = request.args.to_dict(flat=False)
    names = read_lines(_one(args, "names"))
    return _page(args, names, _answer(args, names) if names else None)


@html_batch.post("/batch")
def batch_run() -> BaseResponse:
    """Answer a list as a page, or as the file asked for. A short one gets an address."""
    check_form()
    args = request.form.to_dict(flat=False)
    names = read_lines("\n".join((_one(args, "names"), uploaded())))
    if not names:
        detail = said("名单是空的。请一行一个，粘贴单位名称或检索词，或上传文件。")
        raise InvalidParameter("names", "", "empty-list", detail)
    form = _one(args, "form")
    if form in ("xlsx", "csv"):
        return _file(_answer(args, names), form)
    address = with_pairs("/batch", _pairs(args, names))
    if len(address) <= SHORT:
        return redirect(address, 303)
    return BaseResponse(_page(args, names, _answer(args, names)), mimetype="text/html")


def _one(args: Args, name: str) -> str:
    values = args.get(name)
    return values[-1] if values else ""


def uploaded() -> str:
    """Return the names in the file of this form, "" without one; raise InvalidParameter."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return ""
    return list_in_file(file.filename, file.stream.read(MAX_BYTES + 1))


def _answer(args: Args, names: Sequence[str]) -> BatchTable:
    params = SearchParams.from_args({k: v for k, v in args.items() if k not in OWN})
    cols, read_as = _one(args, "cols") or "year", _one(args, "as") or "auto"
    for value, choices, name in ((cols, KIND_LABELS, "cols"), (read_as, READ_AS, "as")):
        if value not in choices:
            detail = said(
                "参数 {name} 不能是“{value}”，可用的值：{choices}。",
                name=name,
                value=value[:40],
                choices=joined("、", choices),
            )
            raise InvalidParameter(name, value, "invalid-stats", detail)
    return batch(names, params, cols, read_as, current_desk())


def _pairs(args: Args, names: Sequence[str]) -> list[tuple[str, str]]:
    kept = [
        (name, value)
        for name, values in args.items()
        if name not in ("names", "form", FIELD)
        for value in values
        if value.strip()
    ]
    return [*kept, ("names", "\n".join(names))]


def _page(args: Args, names: Sequence[str], table: BatchTable | None) -> str:
    address = with_pairs("/batch", _pairs(args, names))
    return render_template(
        "batch.html",
        table=table,
        groups=header_groups(table.periods) if table else [],
        names=names,
        typed={name: _one(args, name) for name in ("q", "from", "to", "dup")},
        cols=_one(args, "cols") or "year",
        read_as=_one(args, "as") or "auto",
        col_choices=list(KIND_LABELS.items()),
        read_choices=list(READ_AS.items()),
        carried=_carried(args),
        csrf=csrf_token(),
        max_lines=MAX_LINES,
        address=base_url() + address if table and len(address) <= SHORT else None,
    )


def _carried(args: Args) -> list[tuple[str, str]]:
    shown = (*OWN, "q", "from", "to", "dup")
    pairs = [(k, v) for k, values in args.items() if k not in shown for v in values]
    return [*pairs, ("size", "l")] if large() or _one(args, "size") == "l" else pairs


def _file(table: BatchTable, form: str) -> BaseResponse:
    now = datetime.datetime.now(BEIJING)
    if form == "csv":
        return attachment(batch_csv(table), "text/csv; charset=utf-8", f"batch-{now:%Y%m%d}.csv")
    book = batch_xlsx(table, base_url(), f"{now:%Y-%m-%d %H:%M}")
    return attachment(book, XLSX, f"batch-{now:%Y%m%d}.xlsx")
