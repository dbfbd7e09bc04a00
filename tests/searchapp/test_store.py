from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import DateFact, Extraction, OrganizationFact, RawPage, RegionFact
from searchapp.errors import IngestError
from searchapp.store import Store
from searchapp.store_rows import extraction, facts_json, pack, storable, unpack
from searchapp.store_writer import Arrival
from searchapp.stored_page import stored_page
from tokenizers.gazetteer import load_gazetteer

FULL = Extraction(
    title="唱好工会协作“双城记”",
    title_inferred=True,
    body="广元市总工会\n渝北区总工会",
    site="广元工会网",
    url="http://a.cn/1",
    url_trust="page",
    date=DateFact("2020-10", "month", "2020年10月"),
    regions=(RegionFact("510800", "about", "广元市"), RegionFact("110000", "mentioned", "北京")),
    organizations=(
        OrganizationFact("510800-zgh", "广元市总工会", "publisher", True, "市总工会"),
        OrganizationFact("500112-zgh", "重庆市渝北区总工会", "about", False, "渝北区总工会"),
        OrganizationFact("110000-zgh", "北京市总工会", "mentioned", False, "北京市总工会"),
    ),
    original_text="原文\x00",
    encoding="gb18030",
    removed={"拼音注音": 3},
    warnings=("日期只到月",),
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


def arrival(raw: bytes, found: Extraction, rules: str = "rules") -> Arrival:
    page = RawPage(raw, "a.txt", "txt")
    return Arrival(page, "/a.txt", stored_page(page, found), rules)


def put(store: Store, raw: bytes, found: Extraction = FULL, place: str = "a.txt") -> str:
    page = RawPage(raw=raw, place=place, kind="txt")
    with store.writing() as writer:
        return writer.add(Arrival(page, f"/{place}", stored_page(page, found), "rules"))


def test_an_article_comes_back_as_it_was_put_in(store: Store) -> None:
    id_ = put(store, b"raw\r\nbytes")
    article = store.article(id_)
    assert article is not None
    assert article.extraction == FULL
    assert (article.id, article.seq, article.revision, article.kind) == (id_, 1, 1, "txt")
    assert article.places == ("a.txt",)
    assert store.raw(id_) == b"raw\r\nbytes"


def test_an_id_that_does_not_exist_is_nothing(store: Store) -> None:
    assert store.article("d000000000000") is None
    assert store.raw("d000000000000") is None
    assert store.articles(["d000000000000"]) == {}


@given(st.text(), st.text(), st.text())
def test_any_texts_come_back_from_their_row(title: str, body: str, warning: str) -> None:
    found = replace(FULL, title=title, body=body, original_text=body, warnings=(warning,))
    back = extraction(title, body, unpack(pack(body)), facts_json(found))
    assert back == replace(found, original_text=storable(body))


@pytest.mark.parametrize("original", ["标题\n\n正文", "标题\n\n正文 ", "正文"])
def test_an_original_that_is_shown_as_it_was_comes_back_like_any_other(
    store: Store, original: str
) -> None:
    found = replace(FULL, title="标题", body="正文", original_text=original)
    id_ = put(store, b"raw", found)
    assert store.articles([id_])[id_].extraction == found


def test_half_a_surrogate_pair_does_not_stop_the_store(store: Store) -> None:
    id_ = put(store, b"x", replace(FULL, title="半\ud800个"))
    article = store.article(id_)
    assert article is not None
    assert article.extraction.title == "半?个"


def test_a_failed_transaction_leaves_no_article(store: Store) -> None:
    page = RawPage(raw=b"x", place="a.txt", kind="txt")
    with pytest.raises(RuntimeError), store.writing() as writer:
        writer.add(Arrival(page, "/a.txt", stored_page(page, FULL), "rules"))
        raise RuntimeError
    assert store.ids() == frozenset()


def test_a_revision_becomes_the_article_and_waits_for_the_index(store: Store) -> None:
    id_ = put(store, b"one")
    with store.writing() as writer:
        writer.mark_indexed(version for _, version in store.waiting(9))
    assert store.behind() == 0
    second = replace(FULL, title="改过", date=None, regions=(), organizations=())
    with store.writing() as writer:
        writer.revise(1, arrival(b"two", second))
    article = store.article(id_)
    assert article is not None
    assert (article.extraction.title, article.revision) == ("改过", 2)
    assert store.raw(id_) == b"two"
    assert [waiting for waiting, _ in store.waiting(9)] == [id_]
    assert store.facet_counts("region", load_gazetteer().ancestors).counts == {}


def test_an_index_that_has_an_older_version_is_still_behind(store: Store) -> None:
    put(store, b"one")
    given_to_index = [version for _, version in store.waiting(9)]
    with store.writing() as writer:
        writer.reread(1, arrival(b"one", FULL, "newer"))
        writer.mark_indexed(given_to_index)
    assert store.behind() == 1


def test_all_articles_come_in_the_order_of_first_ingest(store: Store) -> None:
    ids = [put(store, f"{n}".encode(), place=f"{n}.txt") for n in range(450)]
    assert [article.id for article in store.all_articles()] == ids
    assert store.ids() == frozenset(ids)


def test_counts_take_the_regions_above_and_leave_out_the_mentioned(store: Store) -> None:
    put(store, b"one")
    put(store, b"two", replace(FULL, date=None, site=None, regions=(), organizations=()), "b.txt")
    put(store, b"three", replace(FULL, date=DateFact("2020", "year", "2020年")), "c.txt")

    def counts(facet: str) -> tuple[dict[str, int], int]:
        found = store.facet_counts(facet, load_gazetteer().ancestors)
        return found.counts, found.unknown

    assert counts("region") == ({"510000": 2, "510800": 2}, 1)
    assert counts("year") == ({"2020": 2}, 1)
    assert counts("month") == ({"2020-10": 1}, 2)
    assert counts("org") == ({"510800-zgh": 2, "500112-zgh": 2}, 1)
    assert counts("source")[1] == 1


@pytest.mark.parametrize("name", ["渝北区总工会", "渝北區總工會", "重庆市渝北区总工会"])
def test_an_organization_is_found_by_name_or_part_of_it_in_either_script(
    store: Store, name: str
) -> None:
    put(store, b"one")
    assert store.find_organizations(name) == [("500112-zgh", "重庆市渝北区总工会")]


def test_an_exact_name_beats_the_names_that_contain_it(store: Store) -> None:
    facts = tuple(
        OrganizationFact(id_, name, "about", False, name)
        for id_, name in (("1-a", "市总工会"), ("2-b", "广元市总工会"))
    )
    put(store, b"one", replace(FULL, organizations=facts))
    assert store.find_organizations("市总工会") == [("1-a", "市总工会")]
    assert len(store.find_organizations("总工会")) == 2
    assert store.find_organizations("，") == []


def test_an_organization_no_article_has_any_more_is_not_offered(store: Store) -> None:
    put(store, b"one")
    changed = replace(FULL, organizations=(), site=None)
    with store.writing() as writer:
        writer.reread(1, arrival(b"one", changed))
    assert store.find_organizations("广元市总工会") == []
    assert store.find_sources("广元工会网") == []


def test_names_come_back_for_the_ids_that_are_known(store: Store) -> None:
    put(store, b"one")
    assert store.organizations(["510800-zgh", "x"]) == {"510800-zgh": "广元市总工会"}
    source, name = store.find_sources("广元工会网")[0]
    assert store.sources([source]) == {source: name}


def test_what_was_quarantined_is_listed_until_it_is_taken_in(store: Store) -> None:
    with store.writing() as writer:
        writer.quarantine(IngestError("a.txt", "文件是空的"), "/a.txt", b"")
        writer.quarantine(IngestError("b.doc", "不支持"), "/b.doc", None)
    assert {entry.place for entry in store.quarantine()} == {"a.txt", "b.doc"}
    with store.writing() as writer:
        writer.release("/a.txt")
    (left,) = store.quarantine()
    assert (left.place, left.reason, left.raw_sha256) == ("b.doc", "不支持", None)
    assert store.summary().quarantined == 1


def test_the_summary_counts_years_and_the_undated(store: Store) -> None:
    assert store.summary().articles == 0
    assert store.summary().first_year is None
    put(store, b"one")
    put(store, b"two", replace(FULL, date=DateFact("2012-01-02", "day", "")), "b.txt")
    put(store, b"three", replace(FULL, date=None), "c.txt")
    summary = store.summary()
    assert (summary.articles, summary.first_year, summary.last_year) == (3, 2012, 2020)
    assert (summary.undated, summary.pending) == (1, 3)
    run = store.start_run(["pages"])
    store.finish_run(run, "{}")
    assert store.summary().last_ingest is not None
