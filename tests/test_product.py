"""The product in one example: dirty pages in, a searchable, countable collection out.

These tests go the whole way (files → ingest → store → engine → search) on the two seeds and the
written cases, as ``python -m searchapp ingest`` does.
"""

from __future__ import annotations

import itertools
import json
import random
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from opencc import OpenCC

from index.query import FACETS
from searchapp.desk import Desk, open_desk
from searchapp.ingest.pipeline import ingest
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.search_page import FacetValueView, SearchPage
from searchapp.settings import Settings
from tokenizers.folding import fold


def make_desk(folder: Path) -> Desk:
    return open_desk(Settings(data=folder))


def ask(desk: Desk, q: str = "", **filters: Any) -> SearchPage:
    args = {"q": [q], "per_page": ["100"]}
    args.update({k: v if isinstance(v, list) else [v] for k, v in filters.items()})
    return search(SearchParams.from_args(args), desk)


def ids(page: SearchPage) -> set[str]:
    assert page.total == len(page.hits)
    return {hit.id for hit in page.hits}


def by_place(desk: Desk) -> dict[str, str]:
    found = {}
    for article in desk.store.all_articles():
        for place in article.places:
            found[Path(place).name] = article.id
    return found


# --- the seeds ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def seeds(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = make_desk(tmp_path_factory.mktemp("seeds"))
    outcome = ingest([str(shared / "seeds")], desk)
    assert (outcome.new, outcome.quarantined) == (2, 0)
    yield desk
    desk.close()


SEED_000 = "000_0147e48a28a1abd0.txt"
SEED_003 = "003_48f5fdc7e4c4c619.txt"


@pytest.mark.parametrize("query", ["经济圈", "經濟圈", "“双城记”", "總工會 協作", "谷道胜"])
def test_a_reader_finds_the_first_seed(seeds: Desk, query: str) -> None:
    assert by_place(seeds)[SEED_000] in ids(ask(seeds, query))


@pytest.mark.parametrize("query", ["联席会议", "豐澤", '"五城五区"', "急难愁盼", "１２３２１"])
def test_a_reader_finds_the_second_seed(seeds: Desk, query: str) -> None:
    assert by_place(seeds)[SEED_003] in ids(ask(seeds, query))


def test_the_first_seed_says_when_where_and_who(seeds: Desk) -> None:
    article = seeds.store.article(by_place(seeds)[SEED_000])
    assert article is not None
    facts = article.extraction
    assert facts.title == "唱好工会协作“双城记” 积极助力融入“经济圈”"
    assert not facts.title_inferred
    assert facts.date is not None
    assert (facts.date.value, facts.date.precision) == ("2020-10-09", "day")
    about = {seeds.gazetteer.path(f.code) for f in facts.regions if f.role == "about"}
    assert about == {("四川省", "广元市"), ("重庆市", "合川区"), ("重庆市", "渝北区")}
    resolved = [f for f in facts.organizations if f.name == "广元市总工会"]
    assert resolved
    assert {f.id for f in resolved} == {"510800-zgh"}
    assert any(f.inferred for f in resolved)


def test_the_second_seed_says_what_it_does_not_know(seeds: Desk) -> None:
    article = seeds.store.article(by_place(seeds)[SEED_003])
    assert article is not None
    facts = article.extraction
    assert facts.title_inferred
    assert facts.date is None
    about = {seeds.gazetteer.path(f.code) for f in facts.regions if f.role == "about"}
    assert about == {("福建省", "泉州市", "丰泽区")}
    assert "泉州市丰泽区总工会" in {f.name for f in facts.organizations}
    undated = ask(seeds, year="none")
    assert ids(undated) == {article.id}
    year = next(view for view in undated.facets if view.name == "year")
    assert year.unknown.count == 1
    assert year.unknown.selected


def test_guangyuan_is_in_the_facets_of_the_seeds(seeds: Desk) -> None:
    region = next(view for view in ask(seeds).facets if view.name == "region")
    labels = {value.label for value in walk(region.values)}
    assert {"四川省", "广元市", "重庆市", "合川区", "渝北区", "丰泽区"} <= labels


def test_no_pinyin_path_or_chrome_is_left_in_the_seeds(seeds: Desk) -> None:
    toned = set("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
    chrome = ("Administrator", "mmexport", "DSC_", ".jpg", "点击量", "备案号", "版权所有", "http")
    for article in seeds.store.all_articles():
        shown = [article.extraction.title, article.extraction.body, article.extraction.site or ""]
        for hit in ask(seeds, "工会").hits:
            shown += ["".join(piece.text for piece in (*hit.title, *hit.snippet))]
        for text in shown:
            assert not toned & set(text)
            assert not [word for word in chrome if word in text]


# --- the written cases -------------------------------------------------------------------------


def write_raw(records: list[dict[str, Any]], folder: Path) -> None:
    for record in records:
        raw = record["raw"]
        encoding = "gb18030" if record.get("format") == "gbk" else "utf-8"
        name = record.get("filename") or f"{record['id']}.txt"
        (folder / name).write_bytes(raw.encode(encoding))


@pytest.fixture(scope="module")
def cases(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    lines = (shared / "data" / "union_cases.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    pages = tmp_path_factory.mktemp("pages")
    write_raw([r for r in records if r["kind"] == "case"], pages)
    more = (shared / "data" / "union_pages.jsonl").read_text(encoding="utf-8").splitlines()
    others = pages / "public"
    others.mkdir()
    write_raw([json.loads(line) for line in more], others)
    desk = make_desk(tmp_path_factory.mktemp("cases"))
    outcome = ingest([str(pages)], desk)
    assert (outcome.new, outcome.quarantined) == (60, 0)
    yield desk
    desk.close()


def case_queries() -> list[str]:
    return [f"dq{n}" for n in range(1, 13)]


@pytest.mark.parametrize("name", case_queries())
def test_the_cases_queries_answer_as_their_gold_says(cases: Desk, shared: Path, name: str) -> None:
    lines = (shared / "data" / "union_cases.jsonl").read_text(encoding="utf-8").splitlines()
    query = next(r for r in map(json.loads, lines) if r.get("id") == name)
    filters = dict(query["filters"])
    if filters.pop("date", None) == "unknown":
        filters["year"] = "none"
    place = {Path(n).stem: id_ for n, id_ in by_place(cases).items()}
    found = ids(ask(cases, query["q"], **{k: str(v) for k, v in filters.items()}))
    assert {place[d] for d in query["must"]} <= found
    assert not {place[d] for d in query["must_not"]} & found


# --- promises over everything ------------------------------------------------------------------

S2T = OpenCC("s2t")
T2S = OpenCC("t2s")


def full_width(text: str) -> str:
    return "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)


FORMS = {
    "as displayed": lambda text: text,
    "simplified": T2S.convert,
    "traditional": S2T.convert,
    "full-width": full_width,
    "upper": str.upper,
    "lower": str.lower,
    "spaced": " ".join,
}


def substrings(desk: Desk, count: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield (article id, substring of one of its displayed texts)."""
    rng = random.Random(seed)
    texts = [
        (article.id, text)
        for article in desk.store.all_articles()
        for text in (article.extraction.title, article.extraction.body, article.extraction.site)
        if text
    ]
    while count:
        id_, text = rng.choice(texts)
        start = rng.randrange(len(text))
        piece = text[start : start + rng.randint(1, 20)]
        if any(c.isalnum() for c in piece) and '"' not in piece:
            count -= 1
            yield id_, piece


def test_any_substring_in_any_spelling_is_found_quoted_and_equals_a_full_scan(cases: Desk) -> None:
    folded = {
        a.id: [fold(t) for t in (a.extraction.title, a.extraction.body, a.extraction.site or "")]
        for a in cases.store.all_articles()
    }
    for (id_, piece), (form, spell) in zip(
        substrings(cases, 350, seed=20201009), itertools.cycle(FORMS.items()), strict=False
    ):
        typed = spell(piece)
        quotes = set('“”＂「」『』"')
        if quotes & set(unicodedata.normalize("NFKC", typed)) or not fold(typed):
            continue
        found = ids(ask(cases, f'"{typed}"'))
        scan = {other for other, texts in folded.items() if any(fold(typed) in t for t in texts)}
        assert id_ in found, (form, typed)
        assert found == scan, (form, typed)


def test_any_substring_typed_plainly_is_found(cases: Desk) -> None:
    syntax = set('“”＂「」『』"()（）:：-－')
    for id_, piece in substrings(cases, 250, seed=12321):
        if syntax & set(piece) or {"OR", "或", "|"} & set(piece.split()):
            continue
        assert id_ in ids(ask(cases, piece)), piece


def walk(values: tuple[FacetValueView, ...]) -> Iterator[FacetValueView]:
    for value in values:
        yield value
        yield from walk(value.children)


SEARCHES = [
    ("", {}),
    ("总工会", {}),
    ("工会", {"year": ["2020", "none"]}),
    ("工会", {"region": ["江苏省", "none"], "year": ["2024", "2019"]}),
    ("职工 -劳模", {"org": ["none"]}),
    ("", {"from": "2019", "to": "2023-06"}),
    ("标题：总工会", {"region": "510000", "source": "none"}),
]


@pytest.mark.parametrize(("q", "filters"), SEARCHES)
def test_the_count_beside_a_value_is_the_total_with_that_value_alone(
    cases: Desk, q: str, filters: dict[str, Any]
) -> None:
    page = ask(cases, q, facet_limit="10000", **filters)
    assert {view.name for view in page.facets} == set(FACETS)
    for view in page.facets:
        for value in (*walk(view.values), view.unknown):
            alone = {**filters, view.name: value.value}
            assert ask(cases, q, **alone).total == value.count, (view.name, value.label)


@pytest.mark.parametrize("sort", ["relevance", "date_desc", "date_asc"])
def test_pages_one_after_another_are_the_full_list(cases: Desk, sort: str) -> None:
    whole = [hit.id for hit in ask(cases, "工会", sort=sort).hits]
    read: list[str] = []
    for number in itertools.count(1):
        page = ask(cases, "工会", sort=sort, per_page="7", page=str(number))
        read += [hit.id for hit in page.hits]
        if number >= page.pages:
            break
    assert read == whole
    assert len(set(read)) == len(read) == page.total


def test_a_cursor_reads_the_same_list_as_the_pages(cases: Desk) -> None:
    whole = [hit.id for hit in ask(cases, "工会").hits]
    read: list[str] = []
    cursor: str | None = "*"
    while cursor is not None:
        page = ask(cases, "工会", per_page="9", cursor=cursor)
        read += [hit.id for hit in page.hits]
        cursor = page.next_cursor
    assert read == whole
