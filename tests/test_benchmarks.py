"""The benchmark: one corpus and one stream of words for all engines, and answers that agree."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks import engines
from benchmarks.agreement import compare
from benchmarks.build import measured_build
from benchmarks.collection import collect
from benchmarks.corpus import TEXTS, Corpus, prepare
from benchmarks.curves import curves
from benchmarks.engine import HEAD, NotInstalled, Page, Peer
from benchmarks.fts5_peer import Fts5Peer
from benchmarks.profiles import bars, page_profile, shares
from benchmarks.queries import EXACT, KINDS, BenchQuery, read_queries
from benchmarks.report import to_json, to_table
from benchmarks.run import Plan, run
from searchapp.check import check
from searchapp.desk import open_desk
from searchapp.params import SearchParams
from searchapp.search import search
from searchapp.settings import Settings
from tokenizers.analyzer import Analyzer, open_analyzer
from tokenizers.folding import fold

DOCS = 200


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("benchmarks")


@pytest.fixture(scope="module")
def analyzer(work: Path) -> Analyzer:
    return open_analyzer(work)


@pytest.fixture(scope="module")
def sentences(work: Path, analyzer: Analyzer, shared: Path) -> Path:
    return prepare(work, DOCS, analyzer, shared / "data" / "news_xwlb_2012_2026.jsonl.gz")


@pytest.fixture(scope="module")
def corpus(sentences: Path) -> Corpus:
    return Corpus(sentences, DOCS)


@pytest.fixture(scope="module")
def queries(analyzer: Analyzer) -> tuple[BenchQuery, ...]:
    return read_queries(analyzer)


def built(name: str, corpus: Corpus, work: Path) -> Peer:
    """Return an engine built over ``corpus``; skip, saying why, if it is not installed."""
    try:
        builder = engines.builder_of(name, work)
    except NotInstalled as error:
        pytest.skip(f"{name}: {error}")
    cost = measured_build(builder, work / name, corpus, grams=True)
    assert cost.disk_mb > 0
    return builder.open(work / name)


@pytest.fixture(scope="module")
def ours(corpus: Corpus, work: Path) -> Iterator[Peer]:
    peer = built("ours", corpus, work)
    yield peer
    peer.close()


def test_documents_come_with_the_words_and_stream_of_their_texts(
    corpus: Corpus, analyzer: Analyzer
) -> None:
    # 150 is real, the others are made of sentences of real ones.
    for item in map(corpus.item, (0, 150, DOCS, DOCS + 77, 999_999)):
        for text in TEXTS:
            shown = getattr(item.document, text)
            # Behind the words of each sentence stand its dates, so the order is another.
            assert Counter(item.words[text]) == Counter(analyzer.index_words(shown))
            assert item.streams[text] == fold(shown)


def test_a_document_is_the_same_however_large_the_corpus(sentences: Path, corpus: Corpus) -> None:
    larger = Corpus(sentences, 10 * DOCS)
    assert [larger.item(n) for n in (3, 199)] == [corpus.item(n) for n in (3, 199)]


def test_every_kind_has_queries_and_ranked_ones_are_made_of_single_words(
    queries: tuple[BenchQuery, ...],
) -> None:
    assert len(queries) == len({query.name for query in queries}) >= 60
    assert {query.kind for query in queries} == set(KINDS)
    for query in queries:
        if query.kind not in EXACT:
            assert [fold(word) for word in query.text.split()] == list(query.words)


@pytest.mark.parametrize("name", ["fts5", "ours_stock", "tantivy", "whoosh", "xapian"])
def test_totals_and_counts_of_every_query_are_those_of_our_engine(
    name: str, ours: Peer, corpus: Corpus, work: Path, queries: tuple[BenchQuery, ...]
) -> None:
    other = built(name, corpus, work)
    agreement = compare([ours, other], queries)
    other.close()
    assert agreement.differences == ()
    assert agreement.complete
    assert agreement.overlaps[name] >= {"tantivy": 0.95, "ours_stock": 1.0}.get(name, 0.5)


def test_counts_are_those_of_the_documents_themselves(
    ours: Peer, corpus: Corpus, queries: tuple[BenchQuery, ...]
) -> None:
    query = next(one for one in queries if one.kind == "common")
    found = [item for item in corpus if any(query.words[0] in w for w in item.words.values())]
    page = ours.page(query)
    counts = ours.named(page)
    assert counts is not None
    assert page.total == len(found) > 0
    for code, count in counts["organization"].items():
        assert count == sum(code in item.document.organizations for item in found)
    assert sum(counts["month"].values()) == len(found)
    by_id = {item.document.id: item.document for item in found}
    assert page.rows[0][3] == by_id[page.ids[0]].body[:HEAD]


def test_an_engine_that_disagrees_is_named(ours: Peer, queries: tuple[BenchQuery, ...]) -> None:
    agreement = compare([ours, _OneShort(ours)], queries[:12])
    assert not agreement.totals
    assert agreement.facets
    assert "one_short" in agreement.differences[0]


class _OneShort:
    """An engine that loses a document of every answer."""

    name = "one_short"
    version = "0"
    kinds = frozenset(KINDS)

    def __init__(self, peer: Peer) -> None:
        self._peer = peer
        self.named, self.add, self.close = peer.named, peer.add, peer.close

    def page(self, query: BenchQuery) -> Page:
        page = self._peer.page(query)
        total = None if page.total is None else page.total - 1
        return Page(page.ids, page.rows, total, page.counts)


def test_a_run_reports_times_builds_and_agreement_in_the_agreed_shape(
    work: Path, sentences: Path
) -> None:
    found = run(Plan(DOCS, ("ours", "fts5", "tantivy"), work, rounds=1), lambda what: None)
    figures = json.loads(json.dumps(to_json(found)))
    assert figures["docs"] == DOCS
    assert figures["agreement"]["totals"] is figures["agreement"]["facets"] is True
    assert {"ours", "fts5"} <= figures["engines"].keys()
    for engine in figures["engines"].values():
        assert engine["page_load_ms"]["mean"] > 0
        assert set(engine["page_load_ms"]["by_kind"]) == set(KINDS)
        assert engine["page_load_first_ms"]["mean"] > 0
        assert engine["build"]["cpu_s"] > 0
        assert engine["build"]["disk_mb"] > 0
    assert "Page load" in to_table(found)
    pictures = curves([figures])
    assert all(ElementTree.fromstring(picture).tag.endswith("svg") for picture in pictures.values())


def test_a_collection_of_a_built_index_is_served_as_one_that_was_ingested(
    work: Path, ours: Peer, sentences: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built_in = tmp_path / "work" / f"ours-{DOCS}"
    built_in.parent.mkdir()
    built_in.symlink_to(work / "ours")
    monkeypatch.setattr("benchmarks.collection.prepare", lambda *_: sentences)
    collect(tmp_path / "data", tmp_path / "work", DOCS)
    desk = open_desk(Settings(data=tmp_path / "data"))
    assert not desk.store.behind()
    assert [finding for finding in check(desk) if not finding.agrees] == []
    assert search(SearchParams(q="工人"), desk).hits
    desk.close()


def test_a_profile_names_what_takes_the_time_and_adds_up(work: Path, ours: Peer) -> None:
    found = shares(page_profile(work / "ours", work))
    assert sum(share.part for share in found) == pytest.approx(1)
    assert any(share.name.startswith("index/") for share in found)
    picture = ElementTree.fromstring(bars("页面 & 时间", found))
    assert len([part for part in picture if part.tag.endswith("rect")]) == len(found)


def test_no_time_is_shown_while_engines_disagree(
    work: Path, sentences: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Fts5Peer.page
    monkeypatch.setattr(
        Fts5Peer, "page", lambda peer, query: replace(whole(peer, query), total=12345)
    )
    found = run(Plan(DOCS, ("ours", "fts5"), work, rounds=1), lambda what: None)
    assert found.times == {}
    assert "Page load" not in to_table(found)
    assert "12345" in to_table(found)
    assert to_json(found)["engines"]["ours"]["page_load_ms"] is None
