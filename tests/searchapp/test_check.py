from __future__ import annotations

from collections.abc import Callable

import pytest

from index.document import Document
from searchapp.check import check
from searchapp.desk import Desk
from searchapp.ingest.pipeline import ingest


@pytest.fixture
def filled(desk: Desk, write: Callable[[str, str], str], page: Callable[[str, str], str]) -> Desk:
    paths = [
        write("a.txt", page("广元市", "走访慰问困难职工")),
        write("b.txt", page("南京市", "举办技能竞赛")),
        write("c.txt", "谁也不知道这是哪里的事情，只知道大家都很高兴，热热闹闹过了一天。"),
    ]
    ingest(paths, desk)
    return desk


def disagreeing(desk: Desk) -> list[str]:
    return [finding.name for finding in check(desk) if not finding.agrees]


def test_after_an_ingest_everything_agrees(filled: Desk) -> None:
    findings = list(check(filled))
    assert [finding.name for finding in findings if not finding.agrees] == []
    assert {"按地区计数", "按年份计数", "按月份计数", "按单位计数", "按来源计数"} <= {
        finding.name for finding in findings
    }
    assert all(str(finding).startswith("一致") for finding in findings)


def test_an_empty_collection_agrees(desk: Desk) -> None:
    assert disagreeing(desk) == []


def test_an_article_the_index_lost_is_named(filled: Desk) -> None:
    lost = sorted(filled.store.ids())[0]
    filled.engine.delete([lost])
    found = {finding.name: finding for finding in check(filled)}
    assert not found["库中有、索引缺"].agrees
    assert lost in found["库中有、索引缺"].detail
    assert not found["篇数"].agrees


def test_an_article_only_the_index_has_is_named(filled: Desk) -> None:
    filled.engine.update([Document(id="dstray", title="没有", body="没有")])
    found = {finding.name: finding for finding in check(filled)}
    assert "dstray" in found["索引有、库中缺"].detail
    assert str(found["索引有、库中缺"]).startswith("不一致")


def test_a_fact_the_index_has_otherwise_is_found(filled: Desk) -> None:
    article = next(filled.store.all_articles())
    filled.engine.update(
        [Document(id=article.id, title="题", body="文", date="1999-01-01", regions=("110000",))]
    )
    assert {"按地区计数", "按年份计数", "按月份计数", "按单位计数"} <= set(disagreeing(filled))
