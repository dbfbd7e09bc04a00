"""Lists as files: a small one at once, a large one in the background with a page to wait on."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass, replace
from typing import BinaryIO, cast
from urllib.parse import quote

from flask import Blueprint, Flask, Response, abort, current_app, redirect, render_template
from flask import send_file as send
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response as BaseResponse

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.exports.export_list import ExportList, Told, list_of_answer, list_of_snapshot
from searchapp.exports.formats import Format, export_format
from searchapp.exports.jobs import ExportJobs, Job, TooManyExports
from searchapp.params import SearchParams
from searchapp.saved import SavedSearch
from searchapp.web.cited import given_style
from searchapp.web.context import base_url, current_desk
from searchapp.web.errors import for_programs
from searchapp.web.links import given_params, sized
from searchapp.web.saved_view import find
from searchapp.web.snapshot_view import find_snapshot
from searchapp.whole import whole_answer

html_exports = Blueprint("html_exports", __name__)

AT_ONCE = 2_000
"""Rows up to which the file is the answer itself."""
_JOBS = "union-desk-exports"


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A list, where its page is, and by what its file is known while it is the same."""

    listed: ExportList
    back: str
    state: str


def keep_exports(app: Flask, jobs: ExportJobs) -> None:
    """Give ``app`` the exports it makes in the background."""
    app.extensions[_JOBS] = jobs


@html_exports.get("/export.<suffix>")
def export_search(suffix: str) -> BaseResponse:
    """Hand out everything a search finds now."""
    params = given_params()
    return _answer(suffix, _live(params, None, params.but().canonical()))


@html_exports.get("/s/<sid>/export.<suffix>")
def export_saved(sid: str, suffix: str) -> BaseResponse:
    """Hand out everything a saved search finds now."""
    saved = find(sid)
    if saved.deleted_at:
        detail = said("{sid} 已经删除，没有实时结果可导出；它的快照仍可导出。", sid=saved.sid)
        raise InvalidParameter("sid", saved.sid, "saved-deleted", detail)
    return _answer(suffix, _live(saved.params, saved, saved.path))


@html_exports.get("/s/<sid>/v/<n>/export.<suffix>")
def export_snapshot(sid: str, n: str, suffix: str) -> BaseResponse:
    """Hand out a snapshot: the same bytes whenever, under the same public address."""
    _, snapshot = find_snapshot(sid, n)
    made = list_of_snapshot(snapshot, current_desk(), base_url(), given_style())
    return _answer(suffix, _Wanted(made, snapshot.path, snapshot.checksum))


@html_exports.get("/exports/<id_>")
def export_state(id_: str) -> BaseResponse:
    """Show how far an export is, and the file once it is there; a snapshot leads to its page."""
    job = replace(_job(id_))  # as it is now: the page and its headers must say the same
    if for_programs():
        return _state_json(job)
    if job.state == "done" and not job.mimetype:
        return redirect(sized(job.path.read_text()))
    response = Response(render_template("export.html", job=job))
    if job.state in ("waiting", "running"):
        response.headers["Refresh"] = "2"
    return response


@html_exports.get("/exports/<id_>/file")
def export_file(id_: str) -> BaseResponse:
    """Hand out the file of a finished export."""
    job = _job(id_)
    if job.state != "done" or not job.mimetype:
        return redirect(sized(f"/exports/{job.id}"))
    return _named(send(job.path.absolute(), mimetype=job.mimetype.partition(";")[0]), job.name)


def _live(params: SearchParams, saved: SavedSearch | None, back: str) -> _Wanted:
    answer = whole_answer(params.but(facets=()), current_desk())
    made = list_of_answer(answer, saved, current_desk(), base_url(), given_style())
    return _Wanted(made, back, answer.page.generation)


def _answer(suffix: str, wanted: _Wanted) -> BaseResponse:
    made = wanted.listed
    form = export_format(suffix, made.total)
    if form is None:
        abort(404)
    name = f"{made.name}.{suffix}"
    if made.total <= AT_ONCE:
        file = io.BytesIO()
        form.write(made, file)
        return _named(Response(file.getvalue(), content_type=form.mimetype), name)
    key = "|".join((suffix, wanted.back, wanted.state, made.style, made.base))
    job = _started(key, form, name, wanted)
    return redirect(sized(f"/exports/{job.id}"), 303)


def _started(key: str, form: Format, name: str, wanted: _Wanted) -> Job:
    def make(file: BinaryIO, told: Told) -> None:
        form.write(wanted.listed.telling(told), file)

    try:
        return export_jobs().start(
            key, (name, form.mimetype), wanted.listed.total, wanted.back, make
        )
    except TooManyExports as error:
        raise TooManyRequests(retry_after=30) from error


def export_jobs() -> ExportJobs:
    """Return the exports of the running application."""
    return cast("ExportJobs", current_app.extensions[_JOBS])


def _job(id_: str) -> Job:
    job = export_jobs().get(id_)
    if job is None:
        abort(404)
    return job


def _state_json(job: Job) -> Response:
    done = job.state == "done"
    file = f"{base_url()}/exports/{job.id}/file" if done and job.mimetype else None
    body = {"state": job.state, "rows": job.rows, "total": job.total, "file": file}
    if not job.mimetype:
        body["snapshot"] = base_url() + job.path.read_text() if done else None
    text = json.dumps({**body, "reason": job.reason}, ensure_ascii=False)
    return Response(text, mimetype="application/json")


def _named(response: Response, name: str) -> Response:
    response.headers["Content-Disposition"] = f'attachment; filename="{quote(name)}"'
    return response
