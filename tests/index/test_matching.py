"""Scores of combined nodes: what a synonym counts, and that order of evaluation changes nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from index import matching
from index.document import Document
from index.engine import Engine
from index.query import Alternatives, And, Node, Phrase, Query, Sort, Term, Weighted, Words
from index.sums import leading


@pytest.fixture
def alike(fresh: Engine) -> Engine:
    """Pages that differ in one word, and some that give the words equal rarity."""
    fresh.update(
        [
            Document(id="typed", title="职工大会", body="劳模到场。"),
            Document(id="other", title="职工大会", body="劳动模范到场。"),
            Document(id="safety", title="职工大会", body="安全总监到场。"),
            Document(id="union", title="职工大会", body="全总到场。"),
        ]
    )
    return fresh


def scores(engine: Engine, node: Node) -> dict[str, float]:
    return {hit.id: hit.score for hit in engine.search(Query(node)).hits}


def apart(engine: Engine, node: Node) -> dict[str, float]:
    """Return the scores without what counts because things stand together."""
    hits = engine.search(Query(node, explain=True)).hits
    return {
        hit.id: sum(reason.score for reason in hit.reasons if reason.field != "passage")
        for hit in hits
    }


EXPANDED = Alternatives(Words("劳模"), (Weighted(Term("劳动模范"), 0.5),))


def test_an_alternative_finds_more_and_counts_less(alike: Engine) -> None:
    found = scores(alike, EXPANDED)
    assert list(found) == ["typed", "other"]
    assert found["typed"] == scores(alike, Words("劳模"))["typed"]
    assert found["other"] == pytest.approx(scores(alike, Term("劳动模范"))["other"] / 2)


def test_a_part_of_a_query_counts_as_much_as_it_weighs(alike: Engine) -> None:
    half = scores(alike, Words("劳模", weight=0.5))
    assert half == pytest.approx({id_: s / 2 for id_, s in scores(alike, Words("劳模")).items()})
    both = And((Words("到场"), Words("劳模", weight=0.5)))
    assert apart(alike, both) == pytest.approx(
        {"typed": scores(alike, Words("到场"))["typed"] + half["typed"]}
    )


def test_a_rare_synonym_does_not_come_before_the_word_that_was_typed(fresh: Engine) -> None:
    often = [Document(id=f"t{n}", title="职工大会", body="劳模到场。") for n in range(9)]
    rare = Document(id="rare", title="职工大会", body="劳动模范到场。")
    others = [Document(id=f"o{n}", title="职工大会", body="领导到场。") for n in range(30)]
    fresh.update([*often, rare, *others])
    close = Alternatives(Words("劳模"), (Weighted(Term("劳动模范"), 0.9),))
    assert scores(fresh, Term("劳动模范"))["rare"] > scores(fresh, Term("劳模"))["t0"]
    assert list(scores(fresh, close))[-1] == "rare"


def test_the_best_alternative_counts_not_their_sum(alike: Engine) -> None:
    twice = Alternatives(Words("劳模"), (Weighted(Words("劳模"), 0.9),) * 3)
    assert scores(alike, twice) == scores(alike, Words("劳模"))


def test_an_alternative_among_others_that_must_match_scores_as_alone(alike: Engine) -> None:
    both = apart(alike, And((EXPANDED, Words("职工"))))
    alone, base = scores(alike, EXPANDED), scores(alike, Words("职工"))
    assert both == pytest.approx({id_: alone[id_] + base[id_] for id_ in alone})


def test_a_word_is_not_found_in_the_middle_of_others(alike: Engine) -> None:
    assert set(scores(alike, Term("全总"))) == {"union"}
    assert (
        set(scores(alike, Words("全总")))
        == set(scores(alike, Phrase("全总")))
        == {
            "union",
            "safety",
        }
    )


def test_pages_are_the_same_where_only_what_may_be_first_is_scored(
    fresh: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh.update(
        [
            Document(
                f"{n:03}", "职工大会" if n % 13 == 0 else "会议", "职工" * (n % 7) + "发言" * n
            )
            for n in range(400)
        ]
    )
    queries = [Query(Words("职工"), offset=offset) for offset in (0, 10, 20, 310)]
    queries.append(Query(Words("职工"), sort=Sort.RECENT, facets=("region",)))
    whole = [replace(fresh.search(query), generation="") for query in queries]
    monkeypatch.setattr(matching, "_MANY", 0)
    looked = []
    monkeypatch.setattr(matching, "leading", lambda *given: looked.append(leading(*given)))
    assert [replace(fresh.search(query), generation="") for query in queries] == whole
    monkeypatch.setattr(matching, "leading", leading)
    assert [replace(fresh.search(query), generation="") for query in queries] == whole
    assert any(looked)
