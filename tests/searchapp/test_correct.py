from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.query import FacetValue, Filters, Phrase, Query
from searchapp.article import Article
from searchapp.check import check
from searchapp.cli import run
from searchapp.correct import CorrectionRefused, Given, correct, restore, withdraw
from searchapp.correction_view import correction_views
from searchapp.corrections import corrected
from searchapp.database import StoreError
from searchapp.desk import Desk
from searchapp.errors import InvalidParameter
from searchapp.export import export_rows
from searchapp.indexing import rebuild
from searchapp.ingest.pipeline import ingest

Page = Callable[[str, str], str]
Write = Callable[[str, str], str]


@pytest.fixture
def filled(desk: Desk, write: Write, page: Page) -> Desk:
    paths = [write(f"{city}.txt", page(city, "举办竞赛")) for city in ("广元市", "南京市")]
    ingest(paths, desk)
    return desk


def of(city: str, desk: Desk) -> Article:
    return next(one for one in desk.store.all_articles() if city in one.extraction.body)


def total(desk: Desk, **chosen: str) -> int:
    values = {name: (value,) for name, value in chosen.items()}
    return desk.engine.search(Query(filters=Filters(values), limit=0)).total


def all_agree(desk: Desk) -> bool:
    return all(finding.agrees for finding in check(desk))


def test_a_correction_is_shown_searched_and_counted_at_once(filled: Desk) -> None:
    before = of("广元市", filled)
    given = Given("改过的标题", "2020年3月", ("成都市",), ("成都市总工会",))
    after = correct(filled, before.id, given, by="宣教部 李明", note="据原报")
    found = after.extraction
    assert (found.title, found.title_inferred) == ("改过的标题", False)
    assert found.date is not None
    assert (found.date.value, found.date.precision) == ("2020-03", "month")
    assert found.date.evidence.startswith("人工校正（宣教部 李明，")
    assert [fact.code for fact in found.regions if fact.role == "about"] == ["510100"]
    assert [(o.id, o.role) for o in found.organizations] == [("510100-zgh", "publisher")]
    assert after.read == before.extraction
    assert filled.engine.search(Query(Phrase("改过的标题"))).hits[0].id == before.id
    assert total(filled, region="510100") == total(filled, month="2020-03") == 1
    assert total(filled, region="510800") == total(filled, org="510800-zgh") == 0
    assert all_agree(filled)


def test_a_correction_survives_other_rules_a_new_revision_and_a_rebuild(
    filled: Desk, write: Write, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = of("广元市", filled)
    correct(filled, article.id, Given(date="2019-01-02", regions=("绵阳市",)), by="李明")
    monkeypatch.setattr("searchapp.ingest.pipeline.rules_fingerprint", lambda: "newer rules")
    path = write("广元市.txt", page("广元市", "举办竞赛"))
    assert ingest([path], filled).reread == 1
    assert of("广元市", filled).extraction.date.value == "2019-01-02"  # type: ignore[union-attr]
    ingest([write("广元市.txt", page("广元市", "举办技能竞赛"))], filled)
    revised = of("广元市", filled)
    assert revised.revision == 2
    assert revised.extraction.date is not None
    assert revised.extraction.date.value == "2019-01-02"
    assert total(filled, region="510700") == total(filled, year="2019") == 1
    rebuild(filled)
    assert total(filled, region="510700") == total(filled, year="2019") == 1
    assert all_agree(filled)


def test_a_field_given_back_is_as_the_rules_read_it(filled: Desk) -> None:
    article = of("广元市", filled)
    correct(filled, article.id, Given(title="甲", date="none"), by="李明")
    assert of("广元市", filled).extraction.date is None
    correct(filled, article.id, Given(reset=("date",)), by="王芳")
    found = of("广元市", filled)
    assert found.extraction.date == article.extraction.date
    assert [view.field for view in correction_views(found, filled)] == ["title"]
    with pytest.raises(CorrectionRefused, match="没有人工校正"):
        correct(filled, article.id, Given(reset=("date",)), by="王芳")
    assert [decision.made_by for decision in found.decisions] == ["李明", "王芳"]


def test_unknown_is_a_value_a_correction_may_give(filled: Desk) -> None:
    article = of("广元市", filled)
    given = Given(date="不详", regions=("不详",), organizations=("不详",))
    correct(filled, article.id, given, by="李明")
    for facet in ("year", "region", "org"):
        assert total(filled, **{facet: "none"}) == 1
    assert all_agree(filled)


def test_a_withdrawn_article_is_neither_found_nor_counted_nor_lost(filled: Desk) -> None:
    article = of("广元市", filled)
    gone = withdraw(filled, article.id, by="李明", reason="同名误收")
    assert gone.withdrawal is not None
    assert gone.withdrawal.note == "同名误收"
    assert total(filled) == 1
    assert filled.engine.search(Query(FacetValue("region", "", ("510800",)))).total == 0
    assert [row["id"] for row in export_rows(filled)] != []
    assert article.id not in [row["id"] for row in export_rows(filled)]
    assert filled.store.summary().articles == 1
    assert filled.store.summary().withdrawn == 1
    assert filled.store.article(article.id) is not None
    assert all_agree(filled)
    rebuild(filled)
    assert total(filled) == 1
    assert filled.store.behind() == 0
    assert all_agree(filled)


def test_a_withdrawn_article_stays_so_when_its_page_comes_again_changed(
    filled: Desk, write: Write, page: Page
) -> None:
    withdraw(filled, of("广元市", filled).id, by="李明", reason="误收")
    ingest([write("广元市.txt", page("广元市", "举办技能竞赛"))], filled)
    assert total(filled) == 1
    assert all_agree(filled)


def test_an_article_brought_back_has_its_corrections(filled: Desk) -> None:
    article = of("广元市", filled)
    correct(filled, article.id, Given(title="甲"), by="李明")
    withdraw(filled, article.id, by="李明", reason="误收")
    with pytest.raises(CorrectionRefused, match="已经撤下"):
        withdraw(filled, article.id, by="王芳", reason="误收")
    back = restore(filled, article.id, by="王芳")
    assert back.extraction.title == "甲"
    assert total(filled) == 2
    assert all_agree(filled)
    with pytest.raises(CorrectionRefused, match="没有撤下"):
        restore(filled, article.id, by="王芳")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (Given(date="2021-02-30"), "只有 1 至 28 日"),
        (Given(date="去年"), "没有看懂"),
        (Given(date="2099"), "还没有到"),
        (Given(title=" "), "不能是空的"),
        (Given(title="长" * 301), "最多 300 字"),
        (Given(regions=("没有这地方",)), "没有名为"),
        (Given(regions=("鼓楼区",)), "不止一处"),
        (Given(regions=("999999",)), "不在地名表中"),
        (Given(regions=("none", "成都市")), "不能和别的"),
        (Given(organizations=("<script>",)), "不像单位名称"),
        (Given(organizations=("鼓楼区总工会",)), "不止一处"),
        (Given(reset=("body",)), "没有“body”这一项"),
        (Given(), "至少写一项"),
    ],
)
def test_a_bad_value_is_named_and_nothing_is_changed(filled: Desk, given: Given, said: str) -> None:
    article = of("广元市", filled)
    with pytest.raises(InvalidParameter, match=said):
        correct(filled, article.id, given, by="李明")
    assert of("广元市", filled) == article


def test_the_log_of_decisions_cannot_be_changed(filled: Desk) -> None:
    correct(filled, of("广元市", filled).id, Given(title="甲"), by="李明")
    for write in ("UPDATE corrections SET made_by = ''", "DELETE FROM corrections"):
        with (
            pytest.raises(StoreError, match="log"),
            filled.store._database.transaction() as connection,
        ):
            connection.execute(write)


def test_without_decisions_what_was_read_is_what_is_shown(filled: Desk) -> None:
    article = of("广元市", filled)
    assert corrected(article.read, ()) is article.read
    assert article.extraction is article.read


def test_the_command_line_says_what_was_changed_and_what_was_wrong(
    filled: Desk, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    id_ = of("广元市", filled).id
    data = ["--data", str(filled.settings.data)]
    assert run([*data, "correct", id_, "--by", "李明", "--date", "2020-01"]) == 0
    assert "规则读作：2021-05-06" in capsys.readouterr().out
    assert run([*data, "correct", id_, "--by", "李明", "--date", "明天"]) == 2
    assert "日期没有看懂" in capsys.readouterr().err
    assert run([*data, "correct", id_, "--date", "2020"]) == 2
    assert "--by" in capsys.readouterr().err
    assert run([*data, "correct", "dxx", "--by", "李明", "--date", "2020"]) == 2
    assert "没有编号为" in capsys.readouterr().err
    assert run([*data, "withdraw", id_, "--by", "李明"]) == 2
    assert "--reason" in capsys.readouterr().err
    assert run([*data, "withdraw", id_, "--by", "李明", "--reason", "误收"]) == 0
    assert run([*data, "check"]) == 0
    assert "撤下 1 篇" in capsys.readouterr().out
    assert run([*data, "withdraw", id_, "--by", "李明", "--undo"]) == 0
