"""The title: declared, in the tags, in the head of the page, or else the first sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchapp.ingest.site import bare_title, is_publisher, split_title

_BYLINE = re.compile(r"[■□●▲◆]|(?:本报)?(?:记者|通讯员)\b|记者\s|通讯员\s|文[/｜|]|图[/｜|]|——|—")
_LEAD_IN = re.compile(r"^(?:本报讯|本网讯|中工网讯|讯)\s*(?:[（(][^（）()]{2,30}[)）])?\s*")
_OPENING = re.compile(
    r"近日|日前|连日来|为了?(?:深入|进一步|认真|全面)|\d{1,2}月\d{1,2}日|今年|昨日|昨天"
)
_PREDICATE = re.compile(
    r"举[办行]|召开|开[展启设]|组织|启动|慰问|走[访进]|深入|[赴到获为与向在被以用把让]|荣获|推[进动出]|部署"
    r"|印发|发布|积极|认真|扎实|持续|全[面力]|深化|加[强快]|成立|送|建[成立]|联合|隆重|圆满|成功|多措并举"
    r"|创[新建]|打造|助[力推]|聚焦|着力|坚持|传达|学习|落实|做[好实]|调研|表彰|命名|选树|搭建|签[订约]"
)
"""How the second half of a headline begins: with what somebody named before it does."""
_SITE_ENDING = re.compile(r"(?:网|网站|政府|门户|工会|总工会|首页|频道|日报|晚报)$")
_SENTENCE_END = re.compile("[。！？!?]")
_OPENED = "[【(（"
_MARK = rf"[\{_OPENED}](?:转载?|原创|图文?|组图|多图|附图|有图|视频)[\]】)）]"
_MARK_BEFORE, _MARK_AFTER = re.compile(rf"^(?:{_MARK}\s*)+"), re.compile(rf"(?:\s*{_MARK})+$")
_SHORTEST = 4
_LONGEST = 60
_SHORTEST_CUT = 20
_MOST = 400
_HALF = _MOST // 2
_SEARCHED = 20_000


@dataclass(frozen=True, slots=True)
class HeadLine:
    """An unclassified line above the text: its number, its text and whether it is a heading."""

    number: int
    text: str
    heading: bool


def is_title(text: str, least: int = 4) -> bool:
    """Return whether a line can be a title: some Han characters, no sentence, no byline."""
    han = sum("\u4e00" <= char <= "\u9fff" for char in text)
    if han < min(3, least) or not least <= len(text) <= 100:
        return False
    return not (_BYLINE.match(text) or text[0] in "，。、；）)]】" or text[-1] in "，；：、…。,;:.")


def choose_headline(
    head: list[HeadLine], html_title: str | None, header_number: int | None, others: str
) -> HeadLine | None:
    """Return the head line that is the title; ``None`` if no line can be.

    ``header_number`` is the number of the line with date and source: the title stands before it.
    ``others`` are the page's other lines: a title is often repeated in crumbs and footers.
    """
    candidates = [
        line
        for line in (head if len(head) <= _MOST else head[:_HALF] + head[-_HALF:])
        if (is_title(line.text, 2) if line.heading else _is_plain_title(line.text))
    ]
    if is_publisher(site := bare_title(html_title)):
        # The tag is the same on every page of the site, and so is the line that says it.
        html_title = None
        candidates = [line for line in candidates if line.text != site] or candidates
    if html_title:
        named = _named_by(html_title, candidates)
        return max(named, key=lambda line: (line.heading, len(line.text)), default=None)
    repeated = [line for line in candidates if line.text in others[:_SEARCHED]]
    before = [line for line in candidates if header_number and line.number < header_number]
    if before:
        return before[-1]
    choice = candidates if header_number is not None else repeated or candidates
    return choice[0] if choice else None


def upper_half(headline: HeadLine, head: list[HeadLine]) -> HeadLine | None:
    """Return the line right above a headline that is the first half of it: the organization that
    does what the second half says.

    >>> lines = [HeadLine(3, "海安市总工会", False), HeadLine(4, "举办竞赛启动仪式", False)]
    >>> upper_half(lines[1], lines) == lines[0]
    True
    """
    above = (line for line in head if line.number == headline.number - 1)
    return next(
        (
            line
            for line in above
            if line.heading == headline.heading
            and is_publisher(line.text)
            and _PREDICATE.match(headline.text)
        ),
        None,
    )


def whole_title(line: str, html_title: str | None, others: list[str]) -> str:
    """Return the title in full where ``line`` is only one of the head lines it was broken into."""
    stem = split_title(html_title)[0] if html_title else ""
    broken = any(len(other) >= 4 and other != line and other in stem for other in others)
    return stem if broken and line in stem and is_title(stem) else line


def title_of_tags(html_title: str | None, metas: dict[str, str], site: str | None) -> str | None:
    """Return the title that meta tags or ``<title>`` give; ``None`` if that is the site's name."""
    for written in (metas.get("articletitle"), html_title and split_title(html_title)[0]):
        if written and is_title(written.strip(), 2) and not _names_site(written.strip(), site):
            return written.strip()
    return None


def unmarked(title: str) -> str:
    """Return a title without the marks sites put around it.

    >>> unmarked("[转载]周口市总工会启动集中入会行动(图)")
    '周口市总工会启动集中入会行动'
    """
    bare = title.strip()
    if any(bracket in bare for bracket in _OPENED):
        bare = _MARK_BEFORE.sub("", _MARK_AFTER.sub("", title)).strip()
    return bare if len(bare) >= _SHORTEST else title


def infer_title(body: str) -> str:
    """Return the beginning of the text as a title: its first sentence, cut at a comma.

    >>> infer_title("日前，杭州市西湖区总工会启动“龙井茶工匠”寻访。区总工会将推荐人选。")
    '日前，杭州市西湖区总工会启动“龙井茶工匠”寻访'
    """
    first = _LEAD_IN.sub("", body.split("\n", 1)[0]).strip() or body.strip()
    end = _SENTENCE_END.search(first[: _LONGEST + 1])
    if end and end.start() >= 4:
        return first[: end.start()] if end.group() == "。" else first[: end.end()]
    if len(first) <= _LONGEST:
        return first
    for marks in ("，,；;：", "、 ”"):
        cut = max(first.rfind(mark, _SHORTEST_CUT, _LONGEST) for mark in marks)
        if cut > 0:
            return first[: cut + (first[cut] == "”")]
    return first[: _LONGEST - 10] + "……"


def _is_plain_title(text: str) -> bool:
    """A line that is no heading by its tag may be long only if it does not open a story."""
    if not is_title(text) or len(text) > _LONGEST:
        return False
    return len(text) < 25 or not _OPENING.match(text)


def _named_by(html_title: str, lines: list[HeadLine]) -> list[HeadLine]:
    """Return the lines that a ``<title>`` names, else the headings. What only its site half says
    is the site's, and its columns' half comes after the story's."""
    title, site = split_title(html_title)
    own = [line for line in lines if line.text == title or not (site and line.text in site)]
    return (
        [line for line in own if _agree(line.text, title)]
        or [line for line in own if line.text in html_title]
        or [line for line in own if line.heading]
    )


def _agree(line: str, title: str) -> bool:
    return line in title or (len(title) >= 6 and title in line)


def _names_site(title: str, site: str | None) -> bool:
    """A bare site name is short: 走访调研市总工会 at the end of a headline is none."""
    return title == site or (len(title) <= 12 and bool(_SITE_ENDING.search(title)))
