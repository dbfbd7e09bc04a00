"""What every engine does: the verbs of the seam, on small collections."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.document import Document
from index.engine import Engine
from index.errors import EngineTimeout
from index.parser import parse
from index.query import DateRange, FacetValue, Filters, Or, Query, Sort, Words
from index.result import FacetCounts
from tests.index.conftest import Opener
from tests.index.corpus import FUJIAN, GUANGYUAN, SICHUAN, documents


def found(engine: Engine, text: str, **options: object) -> list[str]:
    query = Query(parse(text).node, limit=100, **options)  # type: ignore[arg-type]
    return [hit.id for hit in engine.search(query).hits]


def facet(engine: Engine, name: str, filters: Filters | None = None, text: str = "") -> FacetCounts:
    query = Query(parse(text).node, filters or Filters(), facets=(name,), limit=0)
    return engine.search(query).facets[0]


def test_a_new_engine_is_empty_and_answers(fresh: Engine) -> None:
    result = fresh.search(Query(facets=("region", "year")))
    assert (result.total, result.hits) == (0, ())
    assert result.facets == (FacetCounts("region", {}, 0), FacetCounts("year", {}, 0))
    assert fresh.search(Query(Words("总工会"))).total == 0
    assert fresh.ids() == frozenset()
    assert fresh.stats().documents == 0


def test_updates_add_and_replace_by_id(fresh: Engine) -> None:
    assert fresh.update([Document("1", "初稿", "甲"), Document("2", "另一篇", "乙")]) == 2
    assert fresh.update([Document("1", "定稿", "丙")]) == 1
    assert found(fresh, "初稿") == found(fresh, "甲") == []
    assert found(fresh, "定稿") == found(fresh, "丙") == ["1"]
    assert fresh.ids() == {"1", "2"}
    assert fresh.stats().documents == 2


def test_of_one_id_given_twice_in_a_commit_the_last_one_counts(fresh: Engine) -> None:
    assert fresh.update([Document("1", "初稿", ""), Document("1", "定稿", "")]) == 1
    assert found(fresh, "") == ["1"]
    assert found(fresh, "初稿") == []


def test_deleted_documents_are_gone_from_hits_counts_and_facets(fresh: Engine) -> None:
    fresh.update([Document(str(n), "总工会", "", date="2020") for n in range(5)])
    assert fresh.delete(["1", "3", "unheard"]) == 2
    assert sorted(found(fresh, "总工会")) == sorted(found(fresh, "“总工会”")) == ["0", "2", "4"]
    assert sorted(found(fresh, "-双城记")) == ["0", "2", "4"]
    assert facet(fresh, "year").counts == {"2020": 3}
    assert fresh.ids() == {"0", "2", "4"}
    assert fresh.delete(["0", "2", "4"]) == 3
    assert found(fresh, "") == []


def test_a_rebuild_holds_exactly_what_it_was_given(fresh: Engine) -> None:
    fresh.update([Document("old", "旧", "")])
    before = fresh.stats().generation
    assert fresh.rebuild(iter(documents())) == len(documents())
    assert fresh.ids() == {document.id for document in documents()}
    assert fresh.stats().generation != before
    assert "a01" in found(fresh, "谷歌 OR 合川区")


def test_a_rebuild_of_nothing_leaves_an_empty_index(fresh: Engine) -> None:
    fresh.update([Document("old", "旧", "")])
    assert fresh.rebuild([]) == 0
    assert found(fresh, "") == []


def test_a_rebuild_that_fails_leaves_the_live_index_as_it_was(fresh: Engine) -> None:
    fresh.update([Document("1", "总工会", "")])
    before = fresh.stats()
    with pytest.raises(ValueError, match="twice"):
        fresh.rebuild([Document("2", "甲", ""), Document("2", "乙", "")])
    with pytest.raises(ZeroDivisionError):
        fresh.rebuild(Document(str(n), str(1 // n), "") for n in (1, 0))
    assert fresh.stats() == before
    assert found(fresh, "总工会") == ["1"]


def test_a_date_that_is_none_is_refused_and_nothing_is_written(fresh: Engine) -> None:
    with pytest.raises(ValueError, match="2020-02-30"):
        fresh.update([Document("1", "甲", ""), Document("2", "乙", "", date="2020-02-30")])
    assert fresh.ids() == frozenset()
    assert fresh.update([Document("1", "甲", "")]) == 1


def test_the_generation_changes_with_every_commit_and_names_what_answered(fresh: Engine) -> None:
    seen = [fresh.stats().generation]
    fresh.update([Document("1", "甲", "")])
    seen.append(fresh.search(Query()).generation)
    fresh.delete(["1"])
    seen.append(fresh.stats().generation)
    fresh.rebuild([])
    seen.append(fresh.search(Query()).generation)
    assert len(set(seen)) == 4
    assert fresh.stats().generation == seen[-1]


def test_another_reader_sees_a_commit_and_a_swap_at_once(
    fresh: Engine, open_at: Opener, tmp_path: Path
) -> None:
    reader = open_at(tmp_path / "index")
    assert found(reader, "甲") == []
    fresh.update([Document("1", "甲", "")])
    assert found(reader, "甲") == ["1"]
    fresh.rebuild([Document("2", "甲", "")])
    assert found(reader, "甲") == ["2"]
    reader.close()


def test_what_is_committed_is_there_after_reopening(open_at: Opener, tmp_path: Path) -> None:
    engine = open_at(tmp_path / "index")
    engine.update(documents())
    state = engine.stats()
    engine.close()
    again = open_at(tmp_path / "index")
    assert again.stats() == state
    assert again.ids() == {document.id for document in documents()}
    again.close()


def test_words_rank_above_strings_inside_words_and_titles_above_bodies(fresh: Engine) -> None:
    fresh.update(
        [
            Document("inside", "会议会务", "其他其他其他"),
            Document("body", "其他", "议会其他其他"),
            Document("title", "议会", "议会其他其他"),
        ]
    )
    assert found(fresh, "议会") == ["title", "body", "inside"]


def test_equal_scores_order_by_newest_date_then_id(fresh: Engine) -> None:
    dates = {"c": "2020-01-01", "a": "2020-01-01", "d": None, "b": "2021", "e": None}
    fresh.update([Document(id_, "劳模", "", date=date) for id_, date in dates.items()])
    assert found(fresh, "劳模") == ["b", "a", "c", "d", "e"]
    assert found(fresh, "劳模", sort=Sort.DATE_DESC) == ["b", "a", "c", "d", "e"]
    assert found(fresh, "劳模", sort=Sort.DATE_ASC) == ["a", "c", "b", "d", "e"]


def test_a_phrase_does_not_reach_from_one_text_into_another(fresh: Engine) -> None:
    fresh.update([Document("1", "标题甲", "乙正文")])
    assert found(fresh, "“甲乙”") == []
    assert found(fresh, "甲 乙") == ["1"]


def test_words_may_stand_in_different_texts_fields_narrow_them(fresh: Engine) -> None:
    fresh.update([Document("1", "标题甲", "乙正文", "丙网")])
    assert found(fresh, "甲 乙 丙网") == ["1"]
    assert found(fresh, "title:甲") == ["1"]
    assert found(fresh, "title:乙") == found(fresh, "title:“丙网”") == []
    assert fresh.search(Query(parse("甲", ("body",)).node)).total == 0


def test_a_supplied_title_is_found_as_a_title_and_ranks_as_the_body_it_is_from(
    fresh: Engine,
) -> None:
    body = "总工会召开会议。会上表彰了劳模。"
    fresh.update(
        [
            Document("own", "总工会召开会议", body),
            Document("supplied", "", body, supplied="总工会召开会议"),
            Document("none", "", body),
        ]
    )
    assert set(found(fresh, "title:总工会")) == {"own", "supplied"}
    assert set(found(fresh, "title:“会召开”")) == {"own", "supplied"}
    assert found(fresh, "title:劳模") == []
    hits = fresh.search(Query(Words("总工会"), limit=3)).hits
    assert [hit.id for hit in hits] == ["own", "none", "supplied"]
    assert hits[1].score == hits[2].score


def test_exclusions_alone_subtract_from_everything(engine: Engine) -> None:
    everything = engine.search(Query()).total
    holding = engine.search(Query(Words("总工会"))).total
    assert 0 < holding < everything
    assert engine.search(Query(parse("-总工会").node)).total == everything - holding


def test_text_without_letters_matches_nothing(engine: Engine) -> None:
    assert found(engine, "！！") == []
    assert engine.search(Query(Words("——"))).total == 0


def test_values_named_in_a_query_match_any_of_them_and_unknown(engine: Engine) -> None:
    region = FacetValue("region", "四川", (SICHUAN,))
    assert engine.search(Query(region)).total == facet(engine, "region").counts[SICHUAN]
    unknown = FacetValue("region", "不详", ("none",))
    assert engine.search(Query(unknown)).total == facet(engine, "region").unknown
    assert engine.search(Query(FacetValue("region", "无此地"))).total == 0
    both = engine.search(Query(Or((region, unknown)))).total
    assert both == engine.search(Query(FacetValue("region", "", (SICHUAN, "none")))).total


def test_a_parent_region_includes_its_children_once(fresh: Engine) -> None:
    fresh.update(
        [
            Document(
                "1", "甲", "", regions=(GUANGYUAN, "510802"), region_ancestors=(SICHUAN, GUANGYUAN)
            )
        ]
    )
    assert facet(fresh, "region").counts == {SICHUAN: 1, GUANGYUAN: 1, "510802": 1}


def test_months_are_unknown_of_a_date_known_to_its_year(fresh: Engine) -> None:
    fresh.update([Document(d, "甲", "", date=d) for d in ("2020", "2020-10", "2020-10-09")])
    assert facet(fresh, "year") == FacetCounts("year", {"2020": 3}, 0)
    assert facet(fresh, "month") == FacetCounts("month", {"2020-10": 2}, 1)


def test_a_date_range_takes_whole_spans_and_counts_what_it_left_out(fresh: Engine) -> None:
    dates = ("2019", "2020", "2020-02", "2020-02-29", "2020-03-01", "2021", None)
    fresh.update([Document(d or "none", "甲", "", date=d) for d in dates])

    def answer(start: str | None, end: str | None) -> tuple[set[str], int, int]:
        filters = Filters(dates=DateRange(start, end))
        result = fresh.search(Query(filters=filters))
        return {hit.id for hit in result.hits}, result.partial_dates, result.undated

    assert answer("2020-02-01", "2020-02-29") == ({"2020-02", "2020-02-29"}, 1, 1)
    assert answer("2020-02-02", "2020-03-01") == ({"2020-02-29", "2020-03-01"}, 2, 1)
    assert answer("2020-01-01", None) == (set(dates) - {"2019", None}, 0, 1)
    assert answer(None, "2019-06-30") == (set(), 1, 1)
    assert answer("2021-01-01", "2019-01-01") == (set(), 0, 1)
    assert fresh.search(Query()).undated == 0


def test_chosen_values_widen_their_facet_and_narrow_the_others(engine: Engine) -> None:
    whole = facet(engine, "region").counts
    chosen = Filters({"region": (SICHUAN,)})
    assert facet(engine, "region", chosen).counts == whole
    assert sum(facet(engine, "year", chosen).counts.values()) < sum(
        facet(engine, "year").counts.values()
    )
    both = Query(filters=Filters({"region": (SICHUAN, FUJIAN)}))
    one = Query(filters=chosen)
    assert engine.search(both).total > engine.search(one).total
    assert engine.search(Query(filters=Filters({"region": ()}))).total == sum(
        1 for _ in documents()
    )


def test_an_unknown_facet_is_an_error_of_the_caller(engine: Engine) -> None:
    with pytest.raises(ValueError, match="color"):
        engine.search(Query(facets=("color",)))


def test_a_page_past_the_end_is_empty_and_the_total_stays(engine: Engine) -> None:
    result = engine.search(Query(offset=10_000, limit=10))
    assert result.hits == ()
    assert result.total == len(documents())


def test_no_time_is_a_timeout_not_a_part_of_the_answer(engine: Engine) -> None:
    with pytest.raises(EngineTimeout):
        engine.search(Query(Words("总工会"), deadline=0.0))
    assert engine.search(Query(Words("总工会"), deadline=60.0)).total


def test_huge_bodies_and_endless_words_are_found_to_their_end(fresh: Engine) -> None:
    body = "总工会召开会议。" * 40_000 + "7" * 100_000 + "末尾的双城记"
    fresh.update([Document("huge", "甲", body), Document("other", "乙", "总工会")])
    assert found(fresh, "“7末尾的双城”") == ["huge"]
    assert found(fresh, "双城记 777777") == ["huge"]
    assert found(fresh, "“会议总工会召开”") == ["huge"]


def test_the_words_are_those_of_titles_and_bodies_with_their_documents(fresh: Engine) -> None:
    assert fresh.words() == {}
    fresh.update([Document("1", "总工会 召开", "职工 职工"), Document("2", "职工", "12351 职工")])
    fresh.update([Document("3", "无", "總工會 協作")])
    words = fresh.words()
    assert words["职工"] == 2
    assert words["总工会"] == words["12351"] == words["协作"] == 1
    assert words["工会"] == 1  # once as part of a title, once of a body
    assert "職工" not in words
