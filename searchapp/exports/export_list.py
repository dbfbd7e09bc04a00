"""What an export is made of: a heading, the search in words, the rows in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from searchapp.citation import DEFAULT, CitedSearch, Style, cite_search, cite_snapshot
from searchapp.clock import beijing_now
from searchapp.desk import Desk
from searchapp.list_rows import listed_articles
from searchapp.listed import ListedArticle
from searchapp.saved import SavedSearch
from searchapp.search_page import SearchPage
from searchapp.snapshot import Snapshot, Taken
from searchapp.statement import labelled
from searchapp.whole import WholeAnswer

Told = Callable[[int], None]
"""Told how many rows have been read so far."""


@dataclass(frozen=True, slots=True)
class ExportList:
    """A list to be written. ``facts`` say in words what was asked and found, ``moment`` is when
    (ISO, Beijing), ``base`` the address of this site. ``rows`` starts anew with every call."""

    heading: str
    facts: tuple[tuple[str, str], ...]
    citation: str
    moment: str
    total: int
    base: str
    name: str
    rows: Callable[[], Iterator[ListedArticle]]
    style: Style = DEFAULT

    @property
    def day(self) -> str:
        """The day the list was made: the day its articles were consulted."""
        return self.moment[:10]

    def address(self, row: ListedArticle) -> str:
        """Return the address of an article's page here."""
        return f"{self.base}/doc/{row.id}"

    def telling(self, told: Told) -> ExportList:
        """Return the same list, which tells how far it has been read."""

        def rows() -> Iterator[ListedArticle]:
            for number, row in enumerate(self.rows(), start=1):
                yield row
                told(number)

        return replace(self, rows=rows)


def list_of_snapshot(snapshot: Snapshot, desk: Desk, base: str, style: Style) -> ExportList:
    """Return the kept list: the same for ever, under the same ``base``."""
    taken = snapshot.taken
    facts = (
        ("性质", f"快照 {snapshot.number}，已归档，不随馆藏变动"),
        *_asked(taken),
        ("生成时间", _clock(taken.taken_at)),
        ("命中", _found(taken.articles, taken.groups)),
        *_left_out(taken.partial_dates, taken.undated),
        ("索引", f"{taken.generation}，{taken.documents} 篇"),
        ("分词", taken.fingerprint),
        ("校验值", snapshot.checksum),
        ("用于", taken.note or "未注明"),
        ("网址", base + snapshot.path),
    )
    return ExportList(
        heading=taken.name,
        facts=facts,
        citation=cite_snapshot(snapshot, style, base),
        moment=taken.taken_at,
        total=taken.listed,
        base=base,
        name=f"{snapshot.sid}-{snapshot.n}",
        rows=lambda: desk.store.snapshots.rows(snapshot),
        style=style,
    )


def list_of_answer(
    answer: WholeAnswer, saved: SavedSearch | None, desk: Desk, base: str, style: Style
) -> ExportList:
    """Return what a search, or a ``saved`` one, has just found."""
    page, moment = answer.page, beijing_now()
    cited = CitedSearch(
        q=page.params.q,
        conditions=labelled(page.params, desk),
        day=moment[:10],
        articles=page.total,
        groups=page.groups,
        number=saved.sid if saved else None,
        url=base + (saved.path if saved else page.params.but().canonical()),
    )
    facts = (
        ("性质", "实时检索结果，篇数随馆藏变动"),
        *_query_facts(page.params.q, cited.conditions, _expansion(page)),
        ("检索时间", _clock(moment)),
        ("命中", _found(cited.articles, cited.groups)),
        *_left_out(page.partial_dates, page.undated),
        ("索引", f"{page.generation}，{page.documents} 篇"),
        ("分词", page.fingerprint),
        ("网址", cited.url),
    )
    stamp = moment[:16].replace("-", "").replace(":", "").replace("T", "-")
    return ExportList(
        heading=saved.text.name if saved else "检索结果",
        facts=facts,
        citation=cite_search(cited, style),
        moment=moment,
        total=len(answer.ids),
        base=base,
        name=f"{saved.sid if saved else 'search'}-{stamp}",
        rows=lambda: listed_articles(answer.ids, desk),
        style=style,
    )


Facts = tuple[tuple[str, str], ...]


def _asked(taken: Taken) -> Facts:
    also = [word for _, words in taken.expansion for word in words]
    only = f"，其中 {taken.synonym_only} 篇仅含同义词"
    return _query_facts(taken.q, taken.conditions, "、".join(also) + only if also else "")


def _expansion(page: SearchPage) -> str:
    found = page.expansion
    if found is None or not found.on:
        return ""
    words = "、".join(word for one in found.words for word in one.also)
    return f"{words}，其中 {found.only} 篇仅含同义词"


def _query_facts(q: str, conditions: Facts, expansion: str) -> Facts:
    also = (("同时检索", expansion),) if expansion else ()
    return (("检索式", f"“{q}”" if q else "全部报道"), *also, *conditions)


def _found(articles: int, groups: int | None) -> str:
    return f"{articles} 篇" + ("" if groups is None else f"（合并转载 {groups} 篇）")


def _left_out(partial_dates: int, undated: int) -> Facts:
    if not partial_dates and not undated:
        return ()
    return (("未计入", f"日期不够精确的 {partial_dates} 篇，日期不详的 {undated} 篇"),)


def _clock(moment: str) -> str:
    return f"{moment[:10]} {moment[11:19]} 北京时间（UTC{moment[19:]}）"
