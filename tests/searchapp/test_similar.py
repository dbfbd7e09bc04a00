from __future__ import annotations

import json
import shutil
from collections.abc import Callable

import pytest

from searchapp.desk import Desk
from searchapp.ingest.pipeline import ingest
from searchapp.similar import similar, telling_words

Write = Callable[[str, str], str]
STATION = (
    "泉州市新添十座户外劳动者驿站，驿站配有微波炉，快递员和环卫工人都说方便，晚上十点以前不关门。"
)
TEXTS = {
    "驿站甲": "渝北区总工会新建户外劳动者驿站，环卫工人、快递员可以在驿站歇脚喝水、充电热饭。",
    "驿站乙": STATION,
    "驿站乙（转载）": STATION,
    "书屋": "广元市总工会向企业赠送图书，职工书屋再添新书两千册，读书会同日开班。",
    "竞赛": "内江市举办数控车工技能竞赛，六十名选手切磋技艺，裁判当场打分。",
    "法援": "成都市总工会为农民工提供法律援助，帮助追回拖欠的工资。",
    "体检": "泸州市总工会组织一线职工体检，女职工两癌筛查同时进行。",
    "登山": "绵阳市职工登山活动在富乐山举行，一千名职工参加。",
    "无题": "",
}


@pytest.fixture
def filled(desk: Desk, write: Write) -> Desk:
    records = ({"title": name, "body": body or "。"} for name, body in TEXTS.items())
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    ingest([write("all.jsonl", lines)], desk)
    return desk


def shown(desk: Desk, title: str) -> list[str]:
    article = next(one for one in desk.store.all_articles() if one.extraction.title == title)
    return [one.title for one in similar(article, desk)]


def test_what_is_on_the_same_thing_is_similar_and_what_is_not_is_not(filled: Desk) -> None:
    assert shown(filled, "驿站甲")[0].startswith("驿站乙")
    assert "登山" not in shown(filled, "驿站甲")


def test_neither_itself_nor_its_reposts_are_similar_to_an_article(filled: Desk) -> None:
    assert shown(filled, "驿站乙")[0] == "驿站甲"
    assert not {"驿站乙", "驿站乙（转载）"} & set(shown(filled, "驿站乙"))


def test_each_story_is_similar_once(filled: Desk) -> None:
    names = shown(filled, "驿站甲")
    assert len([name for name in names if name.startswith("驿站乙")]) == 1


def test_the_telling_words_are_those_others_lack(filled: Desk) -> None:
    article = next(one for one in filled.store.all_articles() if one.extraction.title == "驿站甲")
    words = telling_words(article, filled)
    assert "驿站" in words
    assert "总工会" not in words[:3]


def test_without_words_or_without_an_index_nothing_is_similar(filled: Desk) -> None:
    assert shown(filled, "无题") == []
    shutil.rmtree(filled.settings.data / "index")
    assert shown(filled, "驿站甲") == []
