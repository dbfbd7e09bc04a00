"""What a line of a page is: text, or one of the kinds of chrome around it.

The words are in ``data/chrome.tsv`` and ``data/labels.tsv``. A class says only what a line looks
like; whether it goes depends on where it stands (``clean``). Lines are classified in Simplified.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_GAP = "[ \u3000]{0,3}"
_COLONS = ":：丨|｜︱∣"
_SENTENCE = re.compile(r"[。；！？]")
_SURELY_TEXT = 80
_PATH = re.compile(
    r"\s{0,9}(?:[A-Za-z]:[\\/]|\\\\|file:/{2,}|/(?:home|Users|uploads?|d/file|webfile|data)/)[^\n]*"
)
_IMAGE_NAME = (
    r"(?:[\w()（）-]{1,80}\.(?:jpe?g|png|gif|bmp|webp|tiff?)|mmexport\d{5,20}|IMG[_-]?\d{3,20}"
    r"|DSC[_-]?\d{3,20}|W0\d{10,30}(?:_\w{3,4})?|微信(?:图片|截图)_?\d{5,20}|QQ(?:图片|截图)\d{5,20})"
)
_IMAGES = re.compile(
    rf"(?:(?:!\[[^\]\n]{{0,80}}\]\([^)\n]{{0,300}}\)|{_IMAGE_NAME})[\s|]{{0,9}}){{1,50}}",
    re.IGNORECASE,
)
_URL = re.compile(
    r"https?://|www\."
    r"|(?<![\w.@-])(?:[a-z0-9-]{1,40}\.){1,3}(?:com|cn|net|org|cc|info|xyz|top|vip)(?![\w.@-])",
    re.ASCII,
)
_CRUMB = re.compile(
    r"(?:当前位置|您的位置|您现在的位置|你的位置|您当前的位置|您当前位置|所在位置|现在的位置|位置)[:：]"
    r"|首页\s?[>»›＞→|｜/-]|[^>»›＞。；！？]{1,24}(?:\s?(?:>>|[>»›＞])\s?[^>»›＞。；！？]{0,24}){2,9}$"
    r"|[^>。；！？]{2,20}>>[^>。；！？]{2,20}(?:>>[^>。；！？]{0,20})?$"
    r"|>\s?[^>。；！？]{2,12}>[^>。；！？]{0,24}$"
)
_COUNTERS = re.compile(
    r"(?:(?:阅读|点赞|赞|在看|浏览|评论|转发|收藏)\s?\d[\d.,]{0,9}[万+]?\s{0,3}){1,6}"
)
_EVENT = re.compile(
    r"(?:会议|活动|报名|参加|参会)?(?:地点|地址|主题|内容|对象|人员|议程|方式)\s?[:：]"
)
_NEWSPAPER = re.compile(
    r"《[^《》\n]{2,20}》\s?[(（]?\s?20\d\d[-/.年]\s?\d{1,2}[-/.月]\s?\d{1,2}日?\s?"
    r"(?:第?\s?[\dA-Z]{1,3}\s?版?)?\s?[)）]?"
)
PAPER_HEAD = (
    r"[\u4e00-\u9fff]{2,12}报\s?(?:数字报纸?|电子报|电子版)?\s?"
    r"(?:第?\s?[A-Z]?\d{1,3}\s?版|[A-Z]?\d{2,5}\s?版)"
)
"""How the page of a newspaper begins: 漯河日报 数字报 第03版：工会生活."""
_PAPER_PAGE = re.compile(
    rf"{PAPER_HEAD}[^。；！？]{{0,40}}|[\u4e00-\u9fff]{{2,12}}报\s(?:数字报纸?|电子报|电子版)"
)
_PAPER_FILE = re.compile(
    r"20\d\d-\d\d-\d\d\s(?:\d{1,5}\s){1,2}\S{2,20}\s(?:content_\d+\.html?|nw\.\S+)\s[^。]{0,120}"
)
"""What newspaper systems leave below the text: 2023-09-07 1 1 聊城日报 content_38352.html 1 …"""
_READING_TIME = re.compile(
    r"(?:本篇|本文|全文|这篇)(?:文章)?(?:共|约)?\s?\d{2,5}\s?字.{0,20}(?:分钟)?"
)
_CLOCK = re.compile(r"(?<!午)\s?\d{1,2}:\d\d(?::\d\d)?$")
_DATED = re.compile(r"\d{4}|(?<!\d)\d\d([-/.])\d\d\1\d\d(?!\d)")
_PIPES = re.compile(r"[|｜丨]")
_PAGE_LIST = re.compile(
    r"[-·•*]?\s?(?:\[?20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\]?\s(?!\d{1,2}[:：]).{2,60}"
    r"|[^。]{4,60}\s\[?(?:20\d\d[-/.])?\d{1,2}[-/]\d{1,2}\]?)$"
)

REASONS = {
    "path": "图片路径",
    "image": "图片文件名",
    "crumb": "面包屑导航",
    "navigation": "站点栏目",
    "header": "页眉信息",
    "footer": "页脚信息",
    "credit": "责编署名",
    "share": "分享与打印",
    "related": "相关阅读",
    "disclaimer": "免责声明",
    "list": "新闻列表",
}
CERTAIN = frozenset({"path", "image", "footer!", "header!", "navigation!", "share!"})
"""Classes that are never text, wherever they stand; the others go only at a page's edges."""


@dataclass(frozen=True, slots=True)
class Field:
    """A labelled value of a header line: 发布时间:2020-10-09."""

    label: str
    kind: str
    strong: bool
    value: str
    quote: str


@lru_cache(maxsize=2048)
def fields(line: str) -> tuple[Field, ...]:
    """Return the labelled values of ``line``, in order; empty if it carries no label."""
    if len(line) > 400:
        return ()
    found = [match for match in _label_pattern().finditer(line) if _stands_alone(line, match)]
    kinds = _labels()
    result = []
    ends = [match.start() for match in found[1:]] + [len(line)]
    for match, end in zip(found, ends, strict=False):
        label = re.sub("[ \u3000]", "", match.group(1))
        kind, strong = kinds[label]
        value = line[match.end() : end].strip(" |｜丨【】[]()（）　,，;；")
        quote = line[match.start() : end].strip(" |｜【】[]　")
        result.append(Field(label, kind, strong, value, quote))
    return tuple(result)


@lru_cache(maxsize=2048)
def classify(line: str) -> str | None:
    """Return the class of ``line`` (a key of ``REASONS``, ``!`` = certain); ``None`` for text."""
    if _PATH.fullmatch(line) and not _SENTENCE.search(line):
        return "path"
    if _IMAGES.fullmatch(line):
        return "image"
    if _COUNTERS.fullmatch(line):
        return "share!"
    return next((kind for kind in _verdicts(line) if kind), None)


def _verdicts(line: str) -> Iterator[str | None]:
    yield _by_chrome(line)
    if _NEWSPAPER.fullmatch(line) or _PAPER_FILE.fullmatch(line):
        yield "header!"
    if _READING_TIME.fullmatch(line):
        yield "share!"
    yield _by_fields(line)
    if _SENTENCE.search(line):
        return
    if _CRUMB.match(line) or _PAPER_PAGE.fullmatch(line):
        yield "crumb"
    yield _navigation(line)
    if _PAGE_LIST.fullmatch(line) and len(line) < 80:
        yield "list"


def _navigation(line: str) -> str | None:
    if len(_PIPES.findall(line)) >= 2 and len(line) < 200:
        return "navigation"
    return "header" if _URL.search(line) and len(line) < 200 else None


def _by_chrome(line: str) -> str | None:
    if kind := _phrases("whole").get(line.replace(" ", "")) or _buttons(line):
        return f"{kind}!"
    if len(line) < 200 and _pattern("certain").search(line):
        return "footer!"
    sentence = _SENTENCE.search(line)
    if opening := _pattern("start").match(line.lstrip(" 【[(（·•-—")):
        kind = _phrases("start")[opening.group()]
        if kind in ("disclaimer", "credit") or not sentence:
            return kind
    if sentence or len(line) > 160:
        return None
    inside = _pattern("inside").search(line)
    return _phrases("inside")[inside.group()] if inside else None


def _buttons(line: str) -> str | None:
    """Return ``share`` for a row of such buttons: 收藏 分享 在看 点赞."""
    words = line.split() if len(line) < 80 else []
    kinds = {_phrases("whole").get(word) for word in words}
    return "share" if len(words) > 1 and kinds == {"share"} else None


def _by_fields(line: str) -> str | None:
    if _SENTENCE.search(line) or len(line) > 300:
        return None
    found = fields(line)
    if not found or any(len(field.value) > 60 for field in found):
        return None
    if line.find(found[0].label[0]) > 40:
        return None
    kinds = {field.kind for field in found}
    if kinds == {"credit"}:
        return "credit"
    if kinds == {"time"}:
        return "header" if _DATED.search(found[0].value) else None
    if "published" in kinds and kinds & {"source", "count", "tool"}:
        return "header!"
    return "header"


def is_event_time(line: str, following: str, in_head: bool) -> bool:
    """Return whether 时间：… says when something takes place, not when the page came out.

    Above the text it is the page's unless a place follows; below, only with a clock time.
    """
    found = fields(line)
    if {item.kind for item in found} != {"time"}:
        return False
    if _EVENT.match(following):
        return True
    return not in_head and not _CLOCK.search(found[0].value)


def is_paragraph(line: str) -> bool:
    """Return whether an unclassified ``line`` reads as running text and not as a heading."""
    return "。" in line or "；" in line or len(line) >= _SURELY_TEXT


def may_be_paragraph(line: str) -> bool:
    """Return whether ``line`` could be a paragraph without a full stop, or a long headline."""
    return len(line) >= 45 or (len(line) >= 25 and bool(re.search("[，,]", line)))


def _stands_alone(line: str, match: re.Match[str]) -> bool:
    """A weak label (来源) inside a word (经费来源) is none; after digits or signs it is."""
    _, strong = _labels()[re.sub("[ \u3000]", "", match.group(1))]
    before = line[match.start() - 1 : match.start()]
    return strong or not ("\u4e00" <= before <= "\u9fff")


@lru_cache(maxsize=1)
def _label_pattern() -> re.Pattern[str]:
    spaced = [_GAP.join(label) for label in sorted(_labels(), key=lambda word: (-len(word), word))]
    dated = [_GAP.join(w) for w, (kind, _) in _labels().items() if kind in ("published", "updated")]
    dated.sort(key=lambda word: (-len(word), word))
    return re.compile(
        rf"((?:{'|'.join(spaced)})(?={_GAP}[{_COLONS}])|(?:{'|'.join(dated)})(?={_GAP}[12]\d\d\d))"
        rf"{_GAP}[{_COLONS}]?{_GAP}"
    )


@lru_cache(maxsize=1)
def _labels() -> dict[str, tuple[str, bool]]:
    return {label: (kind, strength == "strong") for label, kind, strength in rows("labels.tsv")}


@lru_cache(maxsize=8)
def _phrases(match: str) -> dict[str, str]:
    return {phrase: kind for phrase, how, kind in rows("chrome.tsv") if how == match}


@lru_cache(maxsize=8)
def _pattern(match: str) -> re.Pattern[str]:
    longest_first = sorted(_phrases(match), key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first)))


def rows(name: str) -> list[list[str]]:
    """Return the rows of a table in ``data/`` without its header line and the remarks above it."""
    lines = (_DATA / name).read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if line and not line.startswith("# ")]
    return table[1:]
