"""A raw page to its clean text: repaired, without chrome, with title, date and site.

What is removed is counted by reason; what still says something of where the page is at home
(head and foot lines) is kept apart from the text.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from searchapp.article import DateFact, RawPage
from searchapp.errors import IngestError
from searchapp.ingest.dates import DateEvidence, find_date, read_declared
from searchapp.ingest.html_page import is_address
from searchapp.ingest.layout import Layout, Line, lay_out
from searchapp.ingest.lines import CERTAIN, REASONS, is_paragraph
from searchapp.ingest.mend import Mended, mend
from searchapp.ingest.page import CleanPage
from searchapp.ingest.site import SiteEvidence, find_site, is_site_name
from searchapp.ingest.source import Source, open_source
from searchapp.ingest.title import (
    HeadLine,
    choose_headline,
    infer_title,
    title_of_tags,
    unmarked,
    upper_half,
    whole_title,
)
from tokenizers.traditional import simplify

_ADDRESS = re.compile(r"https?://[\w.:/%?=&~#+-]{4,500}", re.ASCII)
_LEAST_REPEAT = 20
_LEAST_KICKER = 8
_MIRROR_SPLICES = 3


@dataclass(slots=True)
class _Draft:
    """A page on its way: its mended lines, their layout, and what was removed so far."""

    page: RawPage
    source: Source
    mended: Mended
    lines: list[Line]
    layout: Layout
    title: str | None
    html_title: str | None
    removed: Counter[str] = field(default_factory=Counter)

    def texts(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(self.lines[number].text for number in numbers)

    def simples(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(self.lines[number].simple for number in numbers)


def clean_page(page: RawPage, today: date | None = None) -> CleanPage:
    """Return the page's clean text with title, date and site and an account of what was removed.

    ``today`` bounds publication dates (the system's date unless given). Raises ``IngestError``
    if the page holds no readable text.
    """
    draft = _draft(page, open_source(page))
    site = _site(draft)
    title = _title(draft, site)
    body = "\n".join(_body(draft, title)) or _what_there_is(draft, title)
    url, trust = _url(draft)
    published = _date(draft, today or date.today(), body, url)
    return CleanPage(
        title=title or infer_title(body),
        title_inferred=title is None,
        body=body,
        site=site,
        url=url,
        url_trust=trust,
        date=published,
        header=draft.texts(draft.layout.chrome_above),
        footer=draft.texts(draft.layout.chrome_below),
        html_title=draft.html_title,
        script=draft.mended.script,
        original_text=draft.source.original,
        encoding=draft.source.encoding,
        removed=_account(draft),
        warnings=tuple(_warnings(draft, published)),
    )


def _draft(page: RawPage, source: Source) -> _Draft:
    """Repair the page as one text: title and body of a page share their script and its proof."""
    titles = [" ".join((title or "").split()) for title in (source.title, source.html_title)]
    text = "\n".join([*titles, *(line.text for line in source.lines)])
    mended = mend(text, lang=source.lang, encoding=source.encoding)
    shown = [line.strip() for line in mended.text.split("\n")]
    simple = [line.strip() for line in _simple(mended).split("\n")]
    lines = [
        Line(text, plain, line.zone)
        for text, plain, line in zip(shown[2:], simple[2:], source.lines, strict=True)
    ]
    removed = _blank_repeats(lines)
    layout = lay_out(lines)
    return _Draft(page, source, mended, lines, layout, shown[0] or None, shown[1] or None, removed)


def _blank_repeats(lines: list[Line]) -> Counter[str]:
    """Blank the paragraphs that are printed twice; what follows them must not seem inside."""
    removed: Counter[str] = Counter()
    seen: set[str] = set()
    for number, line in enumerate(lines):
        key = line.text.replace(" ", "")
        if len(key) >= _LEAST_REPEAT and is_paragraph(line.simple):
            if key in seen:
                lines[number] = Line("", "", line.zone)
                removed["重复段落"] += 1
            seen.add(key)
    return removed


def _simple(mended: Mended) -> str:
    return simplify(mended.text) if mended.script == "hant" else mended.text


def _site(draft: _Draft) -> str | None:
    declared = draft.page.declared.get("site", "").strip()
    if is_site_name(declared):
        return declared
    layout = draft.layout
    return find_site(
        SiteEvidence(
            header=draft.simples(layout.chrome_above),
            footer=draft.simples(layout.chrome_below),
            metas=tuple(draft.source.metas.items()),
            html_title=draft.html_title,
        )
    )


def _title(draft: _Draft, site: str | None) -> str | None:
    """Return the title and sort the head's other lines: into the text what a reader would miss."""
    layout = draft.layout
    if draft.title:
        layout.text[:0] = layout.head
        return draft.title
    heads = [
        HeadLine(n, draft.lines[n].text, draft.lines[n].zone == "heading") for n in layout.head
    ]
    headline = choose_headline(
        heads,
        draft.html_title,
        _header_number(layout),
        "\n".join(draft.texts([*layout.chrome_above, *layout.text, *layout.chrome_below])),
    )
    others = list(draft.texts(layout.head))
    title = headline.text if headline else title_of_tags(draft.html_title, draft.source.metas, site)
    if headline and (upper := upper_half(headline, heads)):
        layout.head.remove(upper.number)
        title = upper.text + headline.text
    _sort_head(draft, headline.number if headline else None)
    return unmarked(whole_title(title, draft.html_title, others)) if title else None


def _header_number(layout: Layout) -> int | None:
    """Return the number of the line with date or source nearest to the text."""
    numbers = [n for n in layout.chrome_above if (layout.kinds[n] or "").startswith("header")]
    return numbers[-1] if numbers else None


def _sort_head(draft: _Draft, title: int | None) -> None:
    layout = draft.layout
    above: list[int] = []
    kept: list[int] = []
    for number in layout.head:
        if number == title:
            continue
        line = draft.lines[number]
        if title is not None and number < title:
            kicker = _is_kicker(draft, number, title)
        else:
            kicker = line.zone in ("text", "heading")
        (kept if kicker else above).append(number)
    layout.text[:0] = kept
    layout.chrome_above = sorted([*layout.chrome_above, *above])


def _is_kicker(draft: _Draft, number: int, title: int) -> bool:
    """A full line right above the title belongs to it; one further up is the site's."""
    line = draft.lines[number]
    between = any(draft.lines[n].text for n in range(number + 1, title))
    return line.zone == "text" and not between and len(line.text) >= _LEAST_KICKER


def _body(draft: _Draft, title: str | None) -> list[str]:
    """Return the text's lines without a repeated title and truncated leads."""
    texts = draft.texts(draft.layout.text)
    body: list[str] = []
    for number, text in enumerate(texts):
        key = text.replace(" ", "")
        following = texts[number + 1] if number + 1 < len(texts) else ""
        if not body and title and _repeats(key, title):
            draft.removed["重复标题"] += 1
        elif _is_cut_lead(text, following):
            draft.removed["截断的导语"] += 1
        else:
            body.append(text)
    return body


def _repeats(key: str, title: str) -> bool:
    """The title once more, or a piece of one that was broken into lines."""
    bare = unmarked(title.replace(" ", ""))
    return unmarked(key) == bare or (len(key) >= _LEAST_KICKER and bare.startswith(key))


def _is_cut_lead(text: str, following: str) -> bool:
    cut = text.rstrip("….")
    return len(cut) >= 8 and len(cut) < len(text) and following.startswith(cut)


def _what_there_is(draft: _Draft, title: str | None) -> str:
    """A page may be nothing but its headline, or a list: then that is its text."""
    kinds = draft.layout.kinds
    doubtful = [
        n for n, kind in enumerate(kinds) if kind and kind not in CERTAIN and kind[-1] != "!"
    ]
    body = title or "\n".join(draft.texts(doubtful))
    if not body:
        raise IngestError(draft.page.place, "没有可读的正文")
    return body


def _date(draft: _Draft, today: date, body: str, url: str | None) -> DateFact | None:
    layout = draft.layout
    ending = body.rsplit("\n", 3)[-3:]
    if draft.mended.script == "hant":
        ending = [simplify(line) for line in ending]
    return find_date(
        DateEvidence(
            declared=draft.page.declared.get("date"),
            header=draft.simples(layout.chrome_above),
            metas=draft.source.metas,
            footer=draft.simples(layout.chrome_below),
            ending=tuple(ending),
            url=url,
        ),
        today,
    )


def _url(draft: _Draft) -> tuple[str | None, str | None]:
    """Return the page's address and who says so; on a mirror nobody is believed."""
    mirror = draft.mended.splices >= _MIRROR_SPLICES
    declared = draft.page.declared.get("url", "").strip()
    if is_address(declared):
        return declared, "mirror" if mirror else "declared"
    if draft.source.url:
        return draft.source.url, "mirror" if mirror else "page"
    for line in draft.texts(draft.layout.chrome_above):
        found = _ADDRESS.search(line)
        if found and is_address(found.group()):
            return found.group(), "mirror" if mirror else "page"
    return None, None


def _account(draft: _Draft) -> dict[str, int]:
    layout = draft.layout
    account = Counter(draft.mended.removed)
    for number in [*layout.chrome_above, *layout.chrome_below, *layout.dropped]:
        kind = layout.kinds[number]
        account[REASONS[kind.rstrip("!")] if kind else "站点栏目"] += 1
    return dict(account + draft.removed)


def _warnings(draft: _Draft, found: DateFact | None) -> list[str]:
    warnings = list(draft.source.remarks)
    if draft.source.unreadable:
        warnings.append(f"有 {draft.source.unreadable} 处字节无法识别，显示为 �")
    declared = draft.page.declared.get("date")
    if declared and (found is None or found.evidence != "记录字段 date"):
        problem = "不在 1990 年至明天之间" if read_declared(declared) else "读不懂"
        warnings.append(f"记录字段 date 的值“{declared[:40]}”{problem}，未采用")
    return warnings
