"""What other programs read on their own: Atom feeds, the description of our search box."""

from __future__ import annotations

import re

from flask import Blueprint, Response, render_template
from werkzeug.exceptions import Gone

from searchapp.feed import Feed, feed
from searchapp.web.context import base_url, current_desk
from searchapp.web.links import given_params
from searchapp.web.saved_view import conditions, find

feeds = Blueprint("feeds", __name__)

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What a text may hold and XML 1.0 may not (its production 2, Char)."""
ATOM = "application/atom+xml"
DESCRIPTION = "application/opensearchdescription+xml"


@feeds.get("/feed")
def search_feed() -> Response:
    """Answer the articles of a search that came in last."""
    params = given_params()
    made = feed(params, current_desk())
    title = f"工会新闻检索　{conditions(made.params)}"
    return _atom(made, title, made.params.canonical("/feed"), made.params.canonical())


@feeds.get("/s/<sid>/feed")
def saved_feed(sid: str) -> Response:
    """Answer what came in last of a saved search; 410 once it is deleted."""
    found = find(sid)
    if found.deleted_at:
        raise Gone
    made = feed(found.params, current_desk())
    return _atom(made, found.text.name, f"{found.path}/feed", found.path)


@feeds.get("/opensearch.xml")
def description() -> Response:
    """Answer how a browser can search here from its own box."""
    text = render_template("opensearch.xml", base=base_url())
    return Response(text, mimetype=DESCRIPTION)


def _atom(made: Feed, title: str, own: str, page: str) -> Response:
    base = base_url()
    text = render_template("feed.xml", feed=made, title=title, base=base, own=own, page=page)
    return Response(_NO_XML.sub("", text), mimetype=ATOM)
