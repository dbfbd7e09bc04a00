"""References as GB/T 7714 writes them; a search as a footnote that can be checked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from searchapp.citation import CitedSearch, Style, cite_article, cite_search, numbered
from searchapp.listed import ListedArticle

NEW, OLD = Style.GBT_2025, Style.GBT_2015
ROW = ListedArticle(
    id="d0123456789ab",
    title="唱好工会协作“双城记”",
    title_inferred=False,
    date="2020-10-09",
    organization="广元市总工会",
    organization_inferred=False,
    publisher="广元市总工会",
    publisher_inferred=False,
    regions=("四川省 广元市",),
    site="广元工会网",
    url="https://news.example.cn/1.html",
    url_trust="declared",
    sha256="0" * 64,
)
HEAD = "广元市总工会. 唱好工会协作“双城记”[EB/OL]. "
TAIL = "[2026-11-21]. https://news.example.cn/1.html"


def cite(style: Style = NEW, **changes: object) -> str:
    return cite_article(replace(ROW, **changes), style, "2026-11-21", "https://u.example")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "new", "old"),
    [
        ({}, f"{HEAD}（2020-10-09）{TAIL}.", f"{HEAD}(2020-10-09){TAIL}."),
        ({"date": "2020-10"}, f"{HEAD}（2020-10）{TAIL}.", f"{HEAD}(2020-10){TAIL}."),
        ({"date": None}, f"{HEAD}{TAIL}.", f"{HEAD}{TAIL}."),
        (
            {"publisher": None},
            f"唱好工会协作“双城记”[EB/OL]. （2020-10-09）{TAIL}.",
            f"唱好工会协作“双城记”[EB/OL]. (2020-10-09){TAIL}.",
        ),
        (
            {"publisher": "系统管理"},
            f"唱好工会协作“双城记”[EB/OL]. （2020-10-09）{TAIL}.",
            f"唱好工会协作“双城记”[EB/OL]. (2020-10-09){TAIL}.",
        ),
        (
            {"title_inferred": True, "publisher_inferred": True},
            f"[广元市总工会]. [唱好工会协作“双城记”][EB/OL]. （2020-10-09）{TAIL}.",
            f"[广元市总工会]. [唱好工会协作“双城记”][EB/OL]. (2020-10-09){TAIL}.",
        ),
        (
            {"url_trust": "mirror"},
            f"{HEAD}（2020-10-09）{TAIL}（网址未核实）.",
            f"{HEAD}(2020-10-09){TAIL}(网址未核实).",
        ),
        (
            {"url": None, "url_trust": None},
            f"{HEAD}（2020-10-09）[2026-11-21]. https://u.example/doc/d0123456789ab.",
            f"{HEAD}(2020-10-09)[2026-11-21]. https://u.example/doc/d0123456789ab.",
        ),
        (
            {"site": "四川工人日报"},
            "广元市总工会. 唱好工会协作“双城记”[N/OL]. 四川工人日报，2020-10-09."
            " https://news.example.cn/1.html.",
            "广元市总工会. 唱好工会协作“双城记”[N/OL]. 四川工人日报, 2020-10-09[2026-11-21]."
            " https://news.example.cn/1.html.",
        ),
        (
            {"site": "工人日报", "url": None, "url_trust": None},
            "广元市总工会. 唱好工会协作“双城记”[N]. 工人日报，2020-10-09.",
            "广元市总工会. 唱好工会协作“双城记”[N]. 工人日报, 2020-10-09.",
        ),
        (
            {"site": "广元工运简报"},
            f"{HEAD}（2020-10-09）{TAIL}.",
            f"{HEAD}(2020-10-09){TAIL}.",
        ),
        (
            {"site": "工人日报", "date": "2020"},
            f"{HEAD}（2020）{TAIL}.",
            f"{HEAD}(2020){TAIL}.",
        ),
    ],
)
def test_an_article_is_cited_in_both_editions(
    changes: dict[str, object], new: str, old: str
) -> None:
    assert cite(NEW, **changes) == new
    assert cite(OLD, **changes) == old


FOUND = CitedSearch(
    q="劳模",
    conditions=(("地区", "四川省 广元市"), ("时间", "2020-01-01 至 2020-12-31")),
    day="2026-11-21",
    articles=57,
    groups=41,
    number="S-7K2M9QXA/3",
    url="https://u.example/s/S-7K2M9QXA/v/3",
)


def test_a_snapshot_is_cited_with_its_filters_day_numbers_and_address() -> None:
    assert cite_search(FOUND, NEW) == (
        "工会新闻检索，检索式：“劳模”，地区：四川省 广元市，时间：2020-01-01 至 2020-12-31，"
        "检索日期：2026-11-21，命中 57 篇（合并转载 41 篇），快照 S-7K2M9QXA/3."
        " https://u.example/s/S-7K2M9QXA/v/3."
    )
    assert cite_search(FOUND, OLD) == (
        "工会新闻检索, 检索式: “劳模”, 地区: 四川省 广元市, 时间: 2020-01-01 至 2020-12-31, "
        "检索日期: 2026-11-21, 命中 57 篇(合并转载 41 篇), 快照 S-7K2M9QXA/3."
        " https://u.example/s/S-7K2M9QXA/v/3."
    )


def test_what_is_not_known_is_not_said() -> None:
    bare = replace(
        FOUND, q="", conditions=(), groups=None, number=None, url="https://u.example/search"
    )
    assert cite_search(bare, NEW) == (
        "工会新闻检索，检索式：全部报道，检索日期：2026-11-21，命中 57 篇. https://u.example/search."
    )
    saved = replace(bare, number="S-7K2M9QXA")
    assert "，已存检索 S-7K2M9QXA. " in cite_search(saved, NEW)


def test_a_list_is_numbered_from_where_it_begins() -> None:
    assert numbered(["甲.", "乙."], 11) == ["[11] 甲.", "[12] 乙."]
