"""Addresses within the site, and the few arguments that belong to a page and not to a search."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import parse_qsl, urlencode

from flask import request

from searchapp.exports.formats import FORMATS
from searchapp.params import SearchParams
from searchapp.pasted import bare

PAGE_ONLY = ("n", "order", "find", "download", "v", "snapshot", "against", "style")
"""Arguments a page understands beside those of the search it belongs to."""

Pairs = list[tuple[str, str]]


def given_params(*own: str) -> SearchParams:
    """Return the search this request carries; raise InvalidParameter. Arguments of the page's
    ``own`` are no part of it."""
    args = _unpasted(request.args.to_dict(flat=False))
    return SearchParams.from_args({k: v for k, v in args.items() if k not in (*PAGE_ONLY, *own)})


def _unpasted(args: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the arguments without what a sentence glued to the end of the link."""
    pairs = parse_qsl(request.query_string.decode("utf-8", "replace"), keep_blank_values=True)
    last = pairs[-1][0] if pairs else ""
    if last in args:
        args[last][-1] = bare(args[last][-1])
    return args


def given_number(name: str) -> int | None:
    """Return a positive whole number among the arguments, None when there is none."""
    value = request.args.get(name, "")
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else 0
    return number or None


def large() -> bool:
    """Say whether this reader asked for 大字."""
    # Every link of a page asks; what is not there costs ``get`` an error raised and caught.
    return "size" in request.args and request.args["size"] == "l"


def sized(url: str) -> str:
    """Return a link within the site that keeps the reader's 大字."""
    if not large():
        return url
    path, mark, fragment = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}size=l{mark}{fragment}"


def with_snapshot(url: str) -> str:
    """Return the address of the form that saves a search, set to take a snapshot as well."""
    return f"{url}{'&' if '?' in url else '?'}snapshot=1"


def export_links(params: SearchParams) -> list[tuple[str, str]]:
    """Return (label, address) of every format an answer can be had in."""
    query = params.but().canonical("")
    return [(form.label, f"/export.{end}{query}") for end, form in FORMATS.items()]


def list_export_links(path: str) -> list[tuple[str, str]]:
    """Return (label, address) of every format the list at ``path`` can be had in."""
    return [(form.label, f"{path}/export.{end}") for end, form in FORMATS.items()]


def form_sized(path: str) -> str:
    """Return a path that keeps the 大字 a form carried along."""
    chosen = large() or request.form.get("size") == "l"
    return f"{path}{'&' if '?' in path else '?'}size=l" if chosen else path


def size_switch() -> str:
    """Return this very page in the other size."""
    pairs = [(k, v) for k, v in request.args.items(multi=True) if k != "size"]
    if not large():
        pairs.append(("size", "l"))
    return with_pairs(request.path, pairs)


def with_pairs(path: str, pairs: Pairs) -> str:
    """Return ``path`` with these arguments."""
    return f"{path}?{urlencode(pairs)}" if pairs else path


def hidden(params: SearchParams, without: Iterable[str] = ()) -> Pairs:
    """Return what a form must carry along of a search, the fields it shows itself left out.

    The page number never: a changed search starts at its first page.
    """
    left_out = {*without, "page"}
    pairs = [pair for pair in params.pairs() if pair[0] not in left_out]
    return [*pairs, ("size", "l")] if large() else pairs
