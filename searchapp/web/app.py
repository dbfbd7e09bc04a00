"""The web application around one desk: rooms, limits, headers, errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined

from searchapp.exports.jobs import ExportJobs
from searchapp.web.api import api
from searchapp.web.api_saved import api_saved
from searchapp.web.api_snapshots import api_snapshots
from searchapp.web.api_stats import api_stats
from searchapp.web.context import KEY
from searchapp.web.csrf import keep_secret
from searchapp.web.errors import handle_errors
from searchapp.web.feeds import feeds
from searchapp.web.frame import STATIC, dress
from searchapp.web.html import html
from searchapp.web.html_batch import html_batch
from searchapp.web.html_citations import html_citations
from searchapp.web.html_exports import html_exports, keep_exports
from searchapp.web.html_lists import html_lists
from searchapp.web.html_saved import html_saved
from searchapp.web.html_snapshots import html_snapshots
from searchapp.web.html_stats import html_stats
from searchapp.web.language import speak
from searchapp.web.page_code import PageEnvironment
from searchapp.web.rate import Rate
from searchapp.web.security import protect
from searchapp.web.snapshot_view import remember_counts

if TYPE_CHECKING:
    from searchapp.desk import Desk

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DEFAULT_RATE = Rate()


class _Pages(Flask):
    jinja_environment = PageEnvironment


def create_app(desk: Desk, rate: Rate | None = DEFAULT_RATE) -> Flask:
    """Return the pages and the JSON interface of ``desk``; ``rate`` None means no rate limit."""
    app = _Pages(__name__, template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.extensions[KEY] = desk
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    protect(app, rate)
    keep_secret(app, desk.settings.data)
    handle_errors(app)
    speak(app)
    dress(app)
    remember_counts(app)
    keep_exports(app, ExportJobs(desk.settings.data / "exports"))
    for room in (
        html,
        html_citations,
        html_exports,
        html_saved,
        html_snapshots,
        html_stats,
        html_batch,
        html_lists,
        feeds,
        api,
        api_saved,
        api_snapshots,
        api_stats,
    ):
        app.register_blueprint(room)
    return app
