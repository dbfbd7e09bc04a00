"""HTML to lines: what the page says of itself, and its visible text with where it stands.

Own rules, not a general extractor: those keep one block and throw away the lines that say who
published the page and where it is at home. Here every line comes out with its zone, and
``clean`` decides.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import lxml.html
from lxml import etree

_SKIPPED_TAGS = (
    "script style noscript template svg iframe object embed select option textarea canvas "
    "video audio map applet math button"
)
_INLINE_TAGS = (
    "a abbr acronym b bdo big cite code del dfn em font i ins kbd label mark o:p q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var wbr img input"
)
_SKIPPED = frozenset(_SKIPPED_TAGS.split(" "))
_INLINE = frozenset(_INLINE_TAGS.split(" "))
_CELLS = frozenset({"td", "th"})
_HEADINGS = frozenset({"h1", "h2"})
_TELLING = frozenset({"h1", "h2", "nav", "footer", "menu"})
"""Tags that say by themselves what zone they are."""
_ZONES = (
    ("footer", {"footer", "foot", "copyright", "banquan", "bottom"}),
    ("navigation", {"nav", "navbar", "navi", "menu", "topbar", "crumb", "crumbs", "breadcrumb"}),
    ("related", {"related", "relate", "relative", "recommend", "xiangguan", "hot", "rank"}),
    ("share", {"share", "bdsharebuttonbox", "bshare", "comment", "comments", "pinglun"}),
)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_BLANK = re.compile(r"\s+")
_SENTENCE = re.compile("[，。；！？,]")
_HOLDS = 0.6
"""The article's element holds at least this share of the page's running text."""
_LINKS = 0.3
"""An element is widened to its parent while links make less than this share of its text."""
MAX_SOURCE = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class HtmlLine:
    """A line of visible text. Zone: text, heading (h1, h2), before, after, links, or the name
    of the chrome element it stands in (navigation, footer, related, share)."""

    text: str
    zone: str


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A page's own statements about itself and its visible lines in document order."""

    title: str | None
    metas: dict[str, str]
    lang: str | None
    url: str | None
    lines: tuple[HtmlLine, ...]


@dataclass(slots=True)
class _Block:
    """A line while it is being put together; ``node`` is the element it began in."""

    node: int
    zone: str
    parts: list[str] = field(default_factory=list)
    linked: int = 0
    text: str = ""


@dataclass(slots=True)
class _Walk:
    """The blocks of a page and, per element in document order, its parent and last descendant."""

    blocks: list[_Block] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    lasts: list[int] = field(default_factory=list)


def looks_like_html(text: str) -> bool:
    """Return whether ``text`` is an HTML page whatever its file is called."""
    return bool(re.search(r"<(?:!doctype html|html|head|body)[\s>]", text[:4096], re.IGNORECASE))


def read_html(source: str) -> HtmlPage:
    """Return what an HTML page says; broken, empty or absurdly nested ones yield what they can."""
    root = _parse(source)
    if root is None:
        return HtmlPage(None, {}, None, None, _stripped(source))
    walk = _walk(root)
    return HtmlPage(
        title=_first_text(root, "title"),
        metas=dict(_metas(root)),
        lang=root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        url=_own_url(root),
        lines=tuple(_zoned(walk)),
    )


def _parse(source: str) -> lxml.html.HtmlElement | None:
    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    # An XML declaration in a str is refused, and what follows a stray </html> would be lost.
    source = re.sub(r"^\s*<\?xml[^>]{0,200}\?>|</(?:html|body)\s{0,9}>", "", source, flags=re.I)
    try:
        root = lxml.html.document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    too_deep = any("Excessive depth" in entry.message for entry in parser.error_log)
    return None if too_deep else root


def _stripped(source: str) -> tuple[HtmlLine, ...]:
    """The plain way out for what no parser takes: tags cut off, one line a block."""
    source = re.sub(r"(?is)<(script|style)\b[^<]*(?:<(?!/\1)[^<]*)*", "\n", source[:MAX_SOURCE])
    text = html.unescape(re.sub(r"<[^<>]*>", "\n", source))
    lines = (_BLANK.sub(" ", line).strip() for line in text.split("\n"))
    return tuple(HtmlLine(line, "text") for line in lines if line)


def _metas(root: lxml.html.HtmlElement) -> Iterator[tuple[str, str]]:
    for meta in root.iter("meta"):
        name = meta.get("name") or meta.get("property") or meta.get("itemprop") or ""
        content = (meta.get("content") or "").strip()
        if name and content and len(content) < 2000:
            yield name.strip().lower(), content


def _own_url(root: lxml.html.HtmlElement) -> str | None:
    links = [link.get("href") for link in root.iter("link") if link.get("rel") == "canonical"]
    links += [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url"]
    return next((link for link in links if is_address(link)), None)


def is_address(url: str | None) -> bool:
    """Return whether ``url`` is a web address with a host."""
    if not url or len(url) > 2000 or re.search(r"[\s<>\"]", url):
        return False
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return False


def _first_text(root: lxml.html.HtmlElement, tag: str) -> str | None:
    for element in root.iter(tag):
        text = _BLANK.sub(" ", "".join(element.itertext())).strip()
        if text:
            return text[:300]
    return None


def _walk(root: lxml.html.HtmlElement) -> _Walk:
    """Visit the elements in document order, without recursion: depth must not matter."""
    walk = _Walk()
    stack: list[tuple[lxml.html.HtmlElement, int, str, bool, bool]] = [
        (root, -1, "text", False, False)
    ]
    while stack:
        element, parent, zone, linked, leaving = stack.pop()
        tag = element.tag if isinstance(element.tag, str) else ""
        if leaving:
            _leave(walk, element, tag, (parent, zone, linked))
            continue
        if tag in _INLINE and element.text is None and element.tail is None and not len(element):
            continue
        attributed = bool(element.attrib)
        if not tag or tag in _SKIPPED or tag == "head" or (attributed and _hidden(element)):
            _add(walk, element.tail, (max(parent, 0), zone, linked))
            continue
        node = len(walk.parents)
        walk.parents.append(parent)
        walk.lasts.append(node)
        if attributed or tag in _TELLING:
            inner = (node, _zone(element, tag, zone), linked or tag == "a")
        else:
            inner = (node, zone, linked or tag == "a")
        if tag not in _INLINE and tag not in _CELLS:
            _new_line(walk, node, inner[1])
        _add(walk, element.text, inner)
        if tag not in _INLINE or element.tail:  # else nothing happens on leaving it
            stack.append((element, parent, zone, linked, True))
        stack += [(child, *inner, False) for child in reversed(element)]
    return walk


def _leave(
    walk: _Walk, element: lxml.html.HtmlElement, tag: str, outer: tuple[int, str, bool]
) -> None:
    parent, zone, _ = outer
    if tag in _CELLS:
        walk.blocks[-1].parts.append(" ")
    elif tag not in _INLINE:
        _new_line(walk, max(parent, 0), zone)
    if element.tail:
        _add(walk, element.tail, (max(parent, 0), *outer[1:]))


def _new_line(walk: _Walk, node: int, zone: str) -> None:
    """Begin a line, unless the last one is still empty."""
    if walk.blocks and not walk.blocks[-1].parts:
        walk.blocks[-1].node, walk.blocks[-1].zone = node, zone
    else:
        walk.blocks.append(_Block(node, zone))


def _add(walk: _Walk, text: str | None, where: tuple[int, str, bool]) -> None:
    if not text:
        return
    node, zone, linked = where
    if not walk.blocks:
        walk.blocks.append(_Block(node, zone))
    block = walk.blocks[-1]
    if not block.parts:
        block.node, block.zone = node, zone
    block.parts.append(text)
    block.linked += len(text.strip()) if linked else 0


def _hidden(element: lxml.html.HtmlElement) -> bool:
    style = element.get("style") or ""
    return "display:none" in style.replace(" ", "").lower()


def _zone(element: lxml.html.HtmlElement, tag: str, outer: str) -> str:
    if tag in _HEADINGS:
        return "heading" if outer == "text" else outer
    if outer not in ("text", "heading"):
        return outer
    names = f"{tag} {element.get('class') or ''} {element.get('id') or ''}"[:200]
    words = {word.lower() for word in _WORD.findall(names)}
    return next((zone for zone, marks in _ZONES if words & marks), outer)


def _zoned(walk: _Walk) -> Iterator[HtmlLine]:
    """Yield the lines with their zones, those outside the article's element marked so."""
    for block in walk.blocks:
        block.text = _BLANK.sub(" ", "".join(block.parts)).strip()
    blocks = [block for block in walk.blocks if block.text]
    for block in _misnamed(blocks):
        block.zone = "text"
    first, last = _article(walk, blocks)
    for block in blocks:
        text, zone = block.text, block.zone
        if zone == "text":
            zone = "before" if block.node < first else "after" if block.node > last else zone
            if zone == "text" and block.linked > 0.6 * len(text) and len(text) < 60:
                zone = "links"
        yield HtmlLine(text, zone)


def _misnamed(blocks: list[_Block]) -> list[_Block]:
    """Return the blocks of a chrome zone that holds most of the page's text: the name lies."""
    weights: dict[str, int] = {}
    for block in blocks:
        weights[block.zone] = weights.get(block.zone, 0) + _weight(block)
    total = sum(weights.values())
    lying = {zone for zone, weight in weights.items() if weight > total / 2} - {"heading"}
    return [block for block in blocks if block.zone in lying]


def _weight(block: _Block) -> int:
    """How much running text a block is: nothing for links and bare words."""
    text = block.text
    if len(text) < 12 or block.linked > len(text) / 2 or not _SENTENCE.search(text):
        return 0
    return len(text) - block.linked


def _article(walk: _Walk, blocks: list[_Block]) -> tuple[int, int]:
    """Return the first and last node of the element that holds the article."""
    size = len(walk.parents)
    running, linked, length = [0] * size, [0] * size, [0] * size
    for block in blocks:
        if block.zone in ("text", "heading"):
            running[block.node] += _weight(block)
            linked[block.node] += block.linked
            length[block.node] += len(block.text)
    for node in range(size - 1, 0, -1):
        parent = walk.parents[node]
        walk.lasts[parent] = max(walk.lasts[parent], walk.lasts[node])
        for sums in (running, linked, length):
            sums[parent] += sums[node]
    if not size or not running[0]:
        return 0, size
    best = max(node for node in range(size) if running[node] >= _HOLDS * running[0])
    while best > 0 and _worth_widening(walk.parents[best], linked, length):
        best = walk.parents[best]
    return best, walk.lasts[best]


def _worth_widening(parent: int, linked: list[int], length: list[int]) -> bool:
    return linked[parent] < _LINKS * length[parent]
