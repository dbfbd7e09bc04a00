"""What stands around every page: the collection, static files, 大字, how values are written."""

from __future__ import annotations

import datetime
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g

from index.query import Sort
from searchapp.clock import BEIJING, clock
from searchapp.composed import decompose
from searchapp.web.collection import collection
from searchapp.web.context import base_url
from searchapp.web.links import (
    export_links,
    hidden,
    large,
    list_export_links,
    size_switch,
    sized,
    with_snapshot,
)
from searchapp.web.record import date_in_prose
from searchapp.web.value_box import value_box

STATIC = Path(__file__).with_name("static")
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
_DATES = re.compile(r"([0-9]{4}(?:[-—][0-9]+)*(?: 年)?(?: [0-9]{1,2} 月)?)")
# Control characters cannot stand in HTML: their pictures (U+2400…) are shown instead.
_PICTURES = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"} | {127: 0x2421}


def dress(app: Flask) -> None:
    """Give the templates of ``app`` what every page needs."""
    app.jinja_env.filters.update(
        sized=sized,
        date_in_prose=date_in_prose,
        clock=clock,
        visible=visible,
        sort_order=Sort,
        unbroken=unbroken,
        with_snapshot=with_snapshot,
        export_links=export_links,
        list_export_links=list_export_links,
    )
    app.jinja_env.globals.update(
        static_url=static_url, hidden=hidden, conditions_of=decompose, value_box=value_box
    )
    app.context_processor(_every_page)


def _every_page() -> dict[str, Any]:
    return {
        "large": large(),
        "size_switch": size_switch(),
        "collection": None if "crashed" in g else collection(),
        "today": datetime.datetime.now(BEIJING).date().isoformat(),
        "local_address": urlsplit(base_url()).hostname in LOCAL_HOSTS,
    }


@cache
def static_url(name: str) -> str:
    """Return the address of a static file; it changes with the file, so it may be kept for ever."""
    digest = hashlib.sha256((STATIC / name).read_bytes()).hexdigest()[:12]
    return f"/static/{name}?v={digest}"


def unbroken(text: str) -> list[tuple[str, bool]]:
    """Return ``text`` in parts; those marked true (dates, year ranges) must stay on one line.

    >>> unbroken("2014—2015 年及日期不详")
    [('2014—2015 年', True), ('及日期不详', False)]
    """
    parts = _DATES.split(text)
    return [(part, i % 2 == 1) for i, part in enumerate(parts) if part]


def visible(text: str) -> str:
    """Return ``text`` with control characters replaced by their pictures."""
    return text.translate(_PICTURES)
