"""What a place named on a page weighs, by where and how it stands."""

from __future__ import annotations

import pytest

from tests.searchapp.ingest.test_regions import about


@pytest.mark.parametrize(
    "title",
    [
        "全国五一劳动奖章获得者走进车间",
        "绣娘陶小秋当选全国劳动模范",
        "一线工人的全国人大代表履职记",
        "焊工在全国职工职业技能大赛夺金",
    ],
)
def test_an_honor_of_the_country_is_no_national_story(title: str) -> None:
    assert about("车间里响起掌声。", title) == set()
    assert about("遂宁市总工会到场祝贺。", title) == {"四川省/遂宁市"}


def test_a_meeting_of_the_whole_country_is_a_national_story() -> None:
    assert about("有关负责人出席。", "全国职工书屋建设推进会召开") == {"全国"}
    assert about("有关负责人出席。", "全国推进产业工人队伍建设改革会议召开") == {"全国"}


def test_where_a_trip_goes_is_not_what_the_story_is_about() -> None:
    body = "遵义市总工会组织四十名职工赴北海、桂林疗休养。"
    assert about(body, "遵义市首批劳模赴桂林疗休养") == {"贵州省/遵义市"}
    assert about("劳模疗休养启动仪式在黄山市举行。") == {"安徽省/黄山市"}
    assert "重庆市/合川区" in about("广元市总工会赴合川区考察建会工作。")


@pytest.mark.parametrize(
    "passage",
    [
        "前往成都东站、北京西站慰问返乡职工",
        "在郑州高铁站、洛阳龙门站设立服务台",
        "登上开往广州南站的列车送清凉",
        "在长沙站候车大厅向乘客发放口罩",
        "到重庆北站和武昌火车站接返乡职工",
    ],
)
def test_a_station_is_no_place_the_story_is_about(passage: str) -> None:
    body = f"遂宁市船山区总工会组织志愿者{passage}。"
    assert about(body, "船山区总工会情暖返乡路") == {"四川省/遂宁市/船山区"}


def test_a_station_that_is_all_a_story_names_says_where_it_is() -> None:
    assert about("站台上响起歌声。", "兰州西站职工过年不打烊") == {"甘肃省/兰州市"}


@pytest.mark.parametrize("word", ["站起来的广元职工", "驿站"])
def test_not_every_word_of_a_station_is_one(word: str) -> None:
    assert about(f"广元市总工会建成{word}。", "广元西部工会驿站启用") == {"四川省/广元市"}
