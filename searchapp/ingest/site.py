"""The name of the publishing site, read from the page; never a host name, never a CMS account."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from searchapp.ingest.lines import PAPER_HEAD, fields, rows

_NAME = re.compile(r"[\w—·（）()]{2,30}")
_SITE_LIKE = re.compile(
    r"(?:网|网站|在线|政府|工会|总工会|报|日报|晚报|时报|广播电视台|电视台|频道|新闻|新闻网|之窗|平台|公众号|办|局|委|厅)$"
)
_NO_NAME = (
    "走访|慰问|走进|看望|成立|调研|组建|召开|举行|举办|开展|启动|参观|考察|关爱"
    "|[找赴为与向在到的进获]"
)
_WORD = f"(?:(?!{_NO_NAME})[\u4e00-\u9fff·])"
PUBLISHER = (
    f"(?:{_WORD}{{2,12}}(?:总工会|工会|工会网|工会在线|新闻网|工网|门户网站|政府网|人民政府|日报|晚报|早报"
    f"|晨报|时报|商报|工人报|职工报|融媒体中心|融媒|客户端|电视台)|{_WORD}{{2,8}}(?:网|在线|发布))"
)
"""A publisher's name and nothing else: 达州市总工会, 湖北工会网; not 有困难找工会."""
_PUBLISHER = re.compile(PUBLISHER)
_DAY = r"(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_BESIDE_DAY = (
    re.compile(rf"({PUBLISHER})\s+{_DAY}(?:\s|$)"),
    re.compile(rf"{_DAY}(?:\s?\d{{1,2}}:\d\d(?::\d\d)?)?\s+({PUBLISHER})(?:\s|$)"),
)
_LABELLED_URL = re.compile(r"\s*(?:https?://|www\.)")
_NAMED = re.compile(r"(\S{2,24})\s+(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\d{1,2}:\d\d")
_CRUMB_ROOT = re.compile(r"([^>»\s]{2,20})\s?(?:>>|»)")
_SEPARATOR = re.compile(r"\s*(?:[_|｜]|\s[-–—]\s|--|-(?=[^-]{2,24}$))\s*")
_COPYRIGHT = re.compile(r"(?:©|(?i:copyright))[^\u4e00-\u9fff]{0,30}([\u4e00-\u9fff]{2,24})")
_PAPER_FILE = re.compile(r"20\d\d-\d\d-\d\d\s(?:\d{1,5}\s){1,2}(\S{2,20})\s(?:content_|nw\.)")
_PAPER_PAGE = re.compile(rf"(?={PAPER_HEAD})([\u4e00-\u9fff]{{2,12}}报)")
_NAMING = (_NAMED, _PAPER_PAGE, *_BESIDE_DAY)
_METAS = ("og:site_name", "sitename", "contentsource", "source")


@dataclass(frozen=True, slots=True)
class SiteEvidence:
    """Where a site's name may stand, in Simplified."""

    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    metas: tuple[tuple[str, str], ...] = ()
    html_title: str | None = None


def find_site(evidence: SiteEvidence) -> str | None:
    """Return the site's name as the page writes it; ``None`` if it does not say.

    >>> find_site(SiteEvidence(header=("广元工会网 http://m.cn/ 发布时间:2020-10-09 来源:admin",)))
    '广元工会网'
    """
    return next((name for name in _candidates(evidence) if is_site_name(name)), None)


def is_site_name(name: str) -> bool:
    """Return whether ``name`` can be a publisher's name and is no account (系统管理, admin)."""
    if not _NAME.fullmatch(name) or name in _accounts():
        return False
    return bool(re.search("[\u4e00-\u9fffA-Za-z]", name)) and not re.match(
        "记者|通讯员|作者|编辑|https?", name
    )


def is_publisher(text: str) -> bool:
    """Return whether ``text`` is a publisher's name and nothing else.

    >>> is_publisher("昆山市总工会"), is_publisher("昆山市总工会为职工办实事")
    (True, False)
    """
    return _PUBLISHER.fullmatch(text) is not None


def bare_title(html_title: str | None) -> str:
    """Return a ``<title>`` without signs around it and without the site's name behind it."""
    return split_title(html_title or "")[0].strip("-_|｜ ")


def split_title(html_title: str) -> tuple[str, str | None]:
    """Return a ``<title>`` without the site's name behind it, and that name.

    >>> split_title("南昌市西湖区总工会直播带岗助就业_南昌工会")
    ('南昌市西湖区总工会直播带岗助就业', '南昌工会')
    """
    parts = [part for part in _SEPARATOR.split(html_title.strip()) if part]
    kept = list(parts)
    while len(kept) > 1 and _is_suffix(kept[-1]):
        kept.pop()
    names = [part for part in parts[len(kept) :] if _SITE_LIKE.search(part)]
    if not kept or len(kept) == len(parts):
        return html_title.strip(), None
    start = html_title.find(kept[0])
    end = html_title.find(kept[-1], start) + len(kept[-1])
    return html_title[start:end], names[-1] if names else None


def _is_suffix(part: str) -> bool:
    """A site's or column's name: short, or ending as such names do."""
    return len(part) <= (16 if part.isascii() else 8) or (
        len(part) <= 20 and bool(_SITE_LIKE.search(part))
    )


def _candidates(evidence: SiteEvidence) -> Iterator[str]:
    for line in evidence.header:
        yield _before_labels(line)
        yield from (found.group(1) for naming in _NAMING if (found := naming.match(line)))
    yield from _labelled(evidence.header, "source")
    metas = dict(evidence.metas)
    yield from (metas[name].strip() for name in _METAS if name in metas)
    if evidence.html_title:
        yield split_title(evidence.html_title)[1] or ""
        if is_publisher(bare_title(evidence.html_title)):
            yield bare_title(evidence.html_title)
    for line in evidence.header:
        if (match := _CRUMB_ROOT.match(line)) and _SITE_LIKE.search(match.group(1)):
            yield match.group(1)
    yield from _labelled(evidence.footer, "source")
    papers = (_PAPER_FILE.match(line) for line in evidence.footer)
    yield from (paper.group(1) for paper in papers if paper)
    for line in evidence.footer:
        yield from _owners(line)


def _owners(line: str) -> Iterator[str]:
    for match in re.finditer(r"(?:主办单位|主办|版权所有)\s?[:：]\s?([^\s|｜,，]{2,40})", line):
        yield re.sub("版权所有.*$", "", match.group(1))
    copyright_of = _COPYRIGHT.search(line)
    if copyright_of and _SITE_LIKE.search(copyright_of.group(1)):
        yield copyright_of.group(1)


def _before_labels(line: str) -> str:
    """Return what a header line begins with before an address or its first label."""
    address = _LABELLED_URL.search(line)
    found = fields(line)
    if not found or found[0].kind == "credit" or not address:
        return ""
    name = line[: address.start()].strip()
    return name if "：" not in name and ":" not in name else ""


def _labelled(lines: tuple[str, ...], kind: str) -> Iterator[str]:
    for line in lines:
        for item in fields(line):
            value = item.value.split(" ")[0].removesuffix("微信公众号").strip("“”《》[]()（）")
            if item.kind == kind and value:
                yield value


@lru_cache(maxsize=1)
def _accounts() -> frozenset[str]:
    return frozenset(row[0] for row in rows("accounts.tsv"))
