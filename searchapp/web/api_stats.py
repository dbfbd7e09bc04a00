"""Statistics tables for programs."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from searchapp.stats_json import stats_json
from searchapp.web.context import base_url
from searchapp.web.stats_view import given_table

api_stats = Blueprint("api_stats", __name__)


@api_stats.get("/api/v1/stats")
def stats_api() -> Response:
    """Answer a search as a table of rows and periods."""
    text = json.dumps(stats_json(given_table(), base_url()), ensure_ascii=False)
    return Response(text, mimetype="application/json")
