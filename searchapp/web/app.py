"""The web application around one desk: rooms, limits, headers, errors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from jinja2 import StrictUndefined

from searchapp.web.api import api
from searchapp.web.context import KEY
from searchapp.web.errors import handle_errors
from searchapp.web.frame import STATIC, dress
from searchapp.web.html import html
from searchapp.web.rate import Rate
from searchapp.web.security import protect

if TYPE_CHECKING:
    from searchapp.desk import Desk

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
DEFAULT_RATE = Rate()


def create_app(desk: Desk, rate: Rate | None = DEFAULT_RATE) -> Flask:
    """Return the pages and the JSON interface of ``desk``; ``rate`` None means no rate limit."""
    app = Flask(__name__, template_folder=str(TEMPLATES), static_folder=str(STATIC))
    app.extensions[KEY] = desk
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    protect(app, rate)
    handle_errors(app)
    dress(app)
    app.register_blueprint(html)
    app.register_blueprint(api)
    return app
