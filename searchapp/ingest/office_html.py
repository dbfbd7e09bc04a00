"""HTML as Word and WPS save it: an office document in a page's clothes.

Both break the source's lines after so many characters, inside Chinese sentences too, put their
settings between the text, and keep the title of whatever document this one was written over.
"""

from __future__ import annotations

import re

_MADE_BY = re.compile(
    r"<meta[^>]{0,200}\b(?:Microsoft Word|Word\.Document|WPS|Kingsoft)"
    r"|urn:schemas-microsoft-com:office:word",
    re.IGNORECASE,
)
_HEAD = 20_000
_SETTINGS = re.compile(r"<(/?)xml\b[^<>]{0,500}>", re.IGNORECASE)
_CONDITIONS = re.compile(r"<!\[(?:if[^\]<>]{0,200}|endif)\]>", re.IGNORECASE)
_HIDDEN = re.compile(r"mso-hide\s*:\s*all", re.IGNORECASE)
_TAGS = re.compile(r"(<[^<>]*>)")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_IS_WIDE = re.compile(f"[{_WIDE}]")
_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t]*\r?\n[ \t]*(?=[{_WIDE}])")
_BLANKS = " \t\r\n"


def is_office_html(source: str) -> bool:
    """Return whether Word or WPS wrote this page."""
    return bool(_MADE_BY.search(source[:_HEAD]))


def plain_html(source: str) -> str:
    """Return a page of Word or WPS as a page anyone could have written.

    >>> plain_html("<p>广元市总工\\n会<o:p></o:p><![if !x]>一、<![endif]></p>")
    '<p>广元市总工会<o:p></o:p>一、</p>'
    """
    source = _CONDITIONS.sub("", _without_settings(source))
    return _joined(_HIDDEN.sub("display:none", source))


def _without_settings(source: str) -> str:
    """Cut the islands of settings out; one that never ends is left in."""
    kept, begin, start = [], 0, -1
    for match in _SETTINGS.finditer(source):
        if not match.group(1):
            start = match.start() if start < 0 else start
        elif start >= 0:
            kept.append(source[begin:start])
            begin, start = match.end(), -1
    return "".join([*kept, source[begin:]])


def _joined(source: str) -> str:
    """Take out the line ends between two Chinese characters, whatever tags stand between them."""
    pieces = _TAGS.split(source)
    last = ""  # the last character shown
    waiting: list[int] = []  # the pieces behind it whose line ends wait for the next character
    for number in range(0, len(pieces), 2):
        text = _BREAK.sub("", pieces[number])
        bare = text.strip()
        if bare:
            if _IS_WIDE.match(last) and _IS_WIDE.match(bare):
                for other in waiting:
                    pieces[other] = pieces[other].rstrip(_BLANKS)
                text = text.lstrip(_BLANKS) if "\n" in text[: text.index(bare[0])] else text
            last = bare[-1]
            waiting.clear()
        pieces[number] = text
        if "\n" in text[len(text.rstrip(_BLANKS)) :]:
            waiting.append(number)
    return "".join(pieces)
