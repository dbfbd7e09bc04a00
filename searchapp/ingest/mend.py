"""Repair of text as a whole: entities, spaces, remnants of tags, splices, script, width.

Lines stay lines: nothing here adds or removes a line end, so what is known about a line (its
place in the HTML) stays true of it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass

from searchapp.ingest.misalignment import realign
from searchapp.ingest.run_ends import mend_run_ends
from tokenizers.pinyin import strip_splices
from tokenizers.traditional import mend_variants, script_of, simplify

_OTHER_LINE_ENDS = "\r\x0b\x0c\x85\u2028\u2029"
_LINE_ENDS = re.compile(f"\r\n|[{_OTHER_LINE_ENDS}]")
_BARE_ENTITY = "nbsp|ldquo|rdquo|lsquo|rsquo|mdash|hellip|middot|emsp|ensp"
_ENTITY = re.compile(
    r"&(?:amp;){0,9}(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,8});"
    rf"|(?<![A-Za-z&])({_BARE_ENTITY});"
)
_TAG = re.compile(
    r"[?？]?</?(?:p|span|div|br|font|strong|em|b|a|img|td|tr|table|o:p)(?:\s[^<>\n]{0,300})?/?>"
    r"|[?？]/(?:p|span|div|font|strong)>|</(?:p|span|div|font|strong|td|tr|table)(?![\w>])[?？]?|<!--[^\n]{0,300}?-->|/?enpproperty-->",
    re.IGNORECASE,
)
_IMAGE_URL = re.compile(
    r"!?\[?\]?\(?https?://[\w./%:@~+-]{1,300}\.(?:png|jpe?g|gif|webp|bmp)(?:\?[\w=&.%-]{0,200})?\)?",
    re.IGNORECASE | re.ASCII,
)
_UNUSUAL = re.compile(
    "[\t\u00a0\u00ad\u2000-\u200f\u202a-\u202f\u205f-\u2064\u3000\ufeff\ue000-\uf8ff\ufff9-\ufffc"
    "\x00-\x08\x0e-\x1f\x7f\u2e80-\u2fdf\uf900-\ufaff０-９Ａ-Ｚａ-ｚ\ud800-\udfff]"
)
_LOST_BLANKS = re.compile(r"^[ \u3000]*(?:\?[ \u00a0\u3000]){2,20}", re.MULTILINE)
"""Blanks at a line's start that a wrong charset made question marks of."""
_SPACES = re.compile(" {2,}")


@dataclass(frozen=True, slots=True)
class Mended:
    """Repaired text, its script (see ``CleanPage``), the splices found and what was removed."""

    text: str
    script: str
    splices: int
    removed: dict[str, int]


def mend(text: str, *, lang: str | None = None, encoding: str | None = None) -> Mended:
    """Return ``text`` repaired; lines are ended by ``\\n`` alone.

    >>> mend("總工會(huì)&nbsp;（２０２０年）").text
    '总工会 （2020年）'
    """
    removed: Counter[str] = Counter()
    text = plain_line_ends(text)
    text, realigned = realign(_decode_entities(text, removed))
    text, ends = mend_run_ends(text)
    removed["错位编码"] = realigned + ends
    if ">" in text or "</" in text:
        text, tags = _TAG.subn("", text)
        removed["标签残留"] += tags
    if "://" in text:
        text, removed["图片网址"] = _IMAGE_URL.subn("", text)
    if "? " in text:
        text = _LOST_BLANKS.sub("", text)
    text = _UNUSUAL.sub(lambda match: _plain(match.group()), text)
    text, splices = strip_splices(text)
    removed["拼音注音"] = splices
    script = script_of(text, splices=splices, lang=lang, encoding=encoding)
    text = simplify(text) if script == "converted" else mend_variants(text, script)
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return Mended(text, script, splices, dict(+removed))


def plain_line_ends(text: str) -> str:
    """Return ``text`` with every line end as ``\n``."""
    if any(end in text for end in _OTHER_LINE_ENDS):
        return _LINE_ENDS.sub("\n", text)
    return text


def _decode_entities(text: str, removed: Counter[str]) -> str:
    for _ in range(3):
        if "&" not in text and ";" not in text:
            break
        text, count = _ENTITY.subn(_entity, text)
        if not count:
            break
        removed["实体残留"] += count
    return text


def _entity(match: re.Match[str]) -> str:
    written = f"&{match.group(1) or match.group(2)};"
    value = html.unescape(written)
    if value == written:
        return match.group()
    return " " if value in "\n\r\x0b\x0c\x85\u2028\u2029" else value


def _plain(char: str) -> str:
    """Return what stands for an unusual character: a space, nothing or its usual form."""
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    if char >= "\u2e80" and unicodedata.category(char)[0] in "LNS":
        usual = unicodedata.normalize("NFKC", char)
        return usual if len(usual) == 1 else char
    return ""
