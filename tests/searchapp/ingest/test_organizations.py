from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import OrganizationFact
from searchapp.ingest.organizations import find_organizations
from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import find_regions
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def facts(body: str, title: str = "", **chrome: object) -> tuple[OrganizationFact, ...]:
    page = CleanPage(title=title, title_inferred=not title, body=body, **chrome)  # type: ignore[arg-type]
    return find_organizations(page, find_regions(page, GAZETTEER), GAZETTEER)


def names(body: str, title: str = "", **chrome: object) -> list[str]:
    return [f.name for f in facts(body, title, **chrome) if f.role != "publisher"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("四川省总工会开会。", "四川省总工会"),
        ("广西壮族自治区总工会开会。", "广西壮族自治区总工会"),
        ("四川省广元市总工会开会。", "广元市总工会"),
        ("重庆市合川区总工会开会。", "重庆市合川区总工会"),
        ("合川区总工会开会。", "重庆市合川区总工会"),
        ("丰泽区总工会开会。", "泉州市丰泽区总工会"),
        ("湖南省平江县总工会开会。", "平江县总工会"),
        ("晋江市总工会开会。", "晋江市总工会"),
        ("伊金霍洛旗总工会开会。", "伊金霍洛旗总工会"),
        ("海南州总工会开会。", "海南藏族自治州总工会"),
        ("大通县总工会开会。", "大通回族土族自治县总工会"),
        ("和田地区总工会开会。", "和田地区总工会"),
        ("全国总工会部署工作。", "中华全国总工会"),
        ("全总部署工作。", "中华全国总工会"),
        ("中国能源化学地质工会调研组到大庆。", "中国能源化学地质工会"),
        ("香港工联会访问。", "香港工会联合会"),
        ("澳门工会联合总会访问。", "澳门工会联合总会"),
        ("常熟市总“三八”活动精彩。", "常熟市总工会"),
        ("广元工会一行到访。", "广元市总工会"),
        ("沈阳市教育工会开会。", "沈阳市教育工会"),
        ("潍坊市工人文化宫提供教室。", "潍坊市工人文化宫"),
        ("株洲高新区总工会开会。", "株洲高新区总工会"),
        ("济源示范区总工会开会。", "济源市总工会"),
        ("第八师总工会开会。", "新疆生产建设兵团第八师总工会"),
        ("八师石河子市总工会开会。", "第八师石河子市总工会"),
        ("第6师五家渠市总工会开会。", "第六师五家渠市总工会"),
        ("新疆生产建设兵团第十四师昆玉市总工会开会。", "第十四师昆玉市总工会"),
        ("石河子市总工会开会。", "石河子市总工会"),
        ("遂宁市成立“滨江夜市摊主联合工会”。", "滨江夜市摊主联合工会"),
        ("绵竹市年画行业工会联合会挂牌。", "绵竹市年画行业工会联合会"),
        ("兵团总工会开会。", "新疆生产建设兵团总工会"),
        ("大庆油田工会慰问职工。", "大庆油田工会"),
        ("鞍钢集团工会开会。", "鞍钢集团工会"),
        ("中国铁路呼和浩特局集团有限公司工会开会。", "中国铁路呼和浩特局集团有限公司工会"),
        ("郑州客运段工会慰问乘务员。", "郑州客运段工会"),
        ("双流机场工会开办托管班。", "双流机场工会"),
        ("钟管镇干村村联合工会开会。", "德清县钟管镇干村村联合工会"),
        ("青岛市医务工会走访家属。", "青岛市医务工会"),
        ("固始县外卖配送行业工会联合会成立。", "固始县外卖配送行业工会联合会"),
        ("衢州汽运集团公司工会开展活动。", "衢州汽运集团公司工会"),
        ("南京市秦淮区夫子庙街道总工会开会。", "南京市秦淮区夫子庙街道总工会"),
        ("汉口市总工会旧址开放，武汉市总工会参加。", "武汉市总工会"),
    ],
)
def test_names_are_found_and_written_one_way(body: str, name: str) -> None:
    assert names(body) == [name]


def test_sector_unions_are_those_of_the_pages_division() -> None:
    site = {"site": "温州市总工会"}
    assert names("市快递行业工会联合会换届。", **site) == ["温州市快递行业工会联合会"]
    county = {"site": "固始县总工会"}
    assert names("外卖配送行业工会联合会换届。", **county) == ["固始县外卖配送行业工会联合会"]
    assert names("外卖配送行业工会联合会换届。") == []


@pytest.mark.parametrize("body", ["该集团工会开会。", "城投集团工会开会。", "三家集团工会开会。"])
def test_a_group_of_companies_without_its_name_is_nobody(body: str) -> None:
    assert names(body) == []


def test_who_signs_a_notice_acts_in_it() -> None:
    body = "各县区总工会：\n现将事项通知如下。\n{}\n{}"
    signed = facts(body.format("铜陵市总工会", "2018年6月20日"))
    assert [(fact.name, fact.role) for fact in signed] == [("铜陵市总工会", "about")]
    numerals = facts(body.format("铜陵市总工会", "二〇一八年六月二十日"))
    assert [fact.role for fact in numerals] == ["about"]
    unsigned = facts(body.format("请报铜陵市总工会", "2018年6月20日"))
    assert [fact.role for fact in unsigned] == ["mentioned"]


@pytest.mark.parametrize(
    "body",
    [
        "各级工会要加强服务，工会组织要发挥作用。",
        "广元市各区县总工会参加。",
        "20个县区总工会参加竞赛。",
        "各省、市、自治区总工会参加。",
        "基层工会和企业工会提高质量。",
        "行业协会组建行业工会联合会。",
        "乡镇（街道）联合工会已有135家。",
        "推动成渝经济圈建设工会工作交流。",
        "走进员工会议室，召开职工会议。",
        "法国总工会和国际工会联合会发表声明。",
        "德国服务业联合工会宣布罢工。",
        "绵竹市行业工会联合会有三家。",
        "公司工会慰问职工，分公司工会参加。",
        "教育、卫生系统工会参加。",
        "各产业工联会参加会议。",
        "工会会员享受优惠，工会驿站开放。",
        "健全总体方案，安全总监到场。",
        "市总工会召开会议。",
        "鼓楼区总工会召开会议。",
    ],
)
def test_what_names_no_organization_gives_none(body: str) -> None:
    assert names(body) == []


def test_relative_names_are_resolved_by_the_site() -> None:
    body = "市总工会党组书记带领县区总工会负责人考察，市总机关参加。"
    (publisher, about) = facts(body, site="广元工会网")
    assert (publisher.id, publisher.role, publisher.inferred) == ("510800-zgh", "publisher", True)
    assert (about.name, about.role, about.inferred) == ("广元市总工会", "about", True)
    assert "市总工会" in about.evidence


def test_relative_names_are_resolved_by_what_the_story_is_about() -> None:
    body = "丰泽区政府与区总工会召开联席会议。\n市总工会派员参加，省总工会发来贺信。"
    found = {f.name: (f.id, f.role, f.inferred) for f in facts(body)}
    assert found == {
        "泉州市丰泽区总工会": ("350503-zgh", "about", True),
        "泉州市总工会": ("350500-zgh", "mentioned", True),
        "福建省总工会": ("350000-zgh", "mentioned", True),
    }


def test_an_office_in_the_capital_does_not_say_which_city_is_meant() -> None:
    office = ("地址：成都市青羊区文翁路",)
    body = "江油的驿站开门。\n据市总工会统计，已服务职工三千人次。"
    assert names(body, "江油：驿站开门", footer=office) == ["江油市总工会"]
    assert names("市总工会慰问职工。", footer=office) == ["成都市总工会"]


def test_the_federation_of_a_division_and_its_city_publishes_under_both_names() -> None:
    (publisher, about) = facts("师市总工会开会。", site="六师五家渠市总工会")
    assert publisher.name == about.name == "第六师五家渠市总工会"
    assert (publisher.id, about.role) == ("660600-zgh", "about")


def test_in_a_county_level_city_the_city_is_itself() -> None:
    assert names("晋江市总工会发放礼包。市总工会将扩大覆盖。") == ["晋江市总工会"]
    assert names("郏县总工会陪同。市总工会慰问。") == ["郏县总工会", "平顶山市总工会"]


def test_a_list_shares_the_end_of_its_names() -> None:
    assert names("马鞍山市花山区、雨山区、当涂县总工会参加。") == [
        "马鞍山市花山区总工会",
        "马鞍山市雨山区总工会",
        "当涂县总工会",
    ]
    assert names("考察合川、渝北两地工会建会情况。") == ["重庆市合川区总工会", "重庆市渝北区总工会"]


def test_the_chair_of_a_congress_tells_whose_federation_it_is() -> None:
    body = "茂名市人大常委会副主任、总工会主席率队调研。"
    assert names(body) == ["茂名市总工会"]


def test_bodies_of_a_federation_stand_beside_it_and_departments_do_not() -> None:
    assert names("仙桃市总工会女职委开会。") == ["仙桃市总工会", "仙桃市总工会女职工委员会"]
    assert names("南京市总工会法律工作部参加。") == ["南京市总工会"]


def test_a_shortened_name_is_the_longer_one() -> None:
    body = "召开“动力谷”轨道交通产业工会联合会成立大会。"
    found = names(body, "株洲成立“动力谷”产业工会联合会")
    assert found == ["“动力谷”轨道交通产业工会联合会"]


def test_roles_follow_from_where_a_name_stands() -> None:
    body = "会议召开。\n渝北区总工会参加。\n合川区总工会汇报，合川区总工会获奖。"
    roles = {f.name: f.role for f in facts(body, "广元市总工会开会")}
    assert roles == {
        "广元市总工会": "about",
        "重庆市渝北区总工会": "mentioned",
        "重庆市合川区总工会": "about",
    }


@pytest.mark.parametrize("site", ["人民网", "河南工人日报", "双流区人民政府", "", None])
def test_only_a_unions_own_site_publishes(site: str | None) -> None:
    assert not [f for f in facts("会议召开。", site=site) if f.role == "publisher"]


def test_a_site_with_the_full_name_is_not_inferred() -> None:
    (publisher,) = facts("会议召开。", site="荆州市总工会")
    assert (publisher.name, publisher.inferred, publisher.evidence) == (
        "荆州市总工会",
        False,
        "站名“荆州市总工会”",
    )


def test_traditional_pages_give_the_same_organizations() -> None:
    assert names("臺江區總工會召開會議。", script="hant") == ["福州市台江区总工会"]


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20))
def test_any_text_can_be_read(body: str, title: str, site: str) -> None:
    assert all(f.id and f.name and f.evidence for f in facts(body, title, site=site))


WORDS = st.sampled_from(
    [
        "广元市",
        "鼓楼区",
        "总工会",
        "、",
        "。",
        "市",
        "区",
        "县",
        "工会",
        "高新区",
        "公司",
        "“",
        "”",
        "镇",
        "两地",
        "女职委",
        "人大常委会副主任、",
        "全总",
        "某",
        "联合会",
        "各",
        "（",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_row_of_words_gives_each_id_and_role_once(body: str) -> None:
    found = facts(body, site="广元工会网")
    keys = [(f.id, f.role) for f in found]
    assert len(keys) == len(set(keys))
    assert all(f.name and "\n" not in f.name for f in found)


def test_a_copy_with_swapped_synonyms_still_names_the_union() -> None:
    assert "乐清市湖北商会工会联合会" in names("乐清市湖北商会工会结合会开展慰问。")


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("创新建立全省首家市级新就业形态工会联合会。", "立全省首家市级新就业形态工会联合会"),
        ("市政公司工会积极响应集团工会号召。", "市政公司工会积极响应集团工会"),
    ],
)
def test_a_name_does_not_begin_inside_a_word_or_another_union(body: str, name: str) -> None:
    assert name not in names(body)


def test_a_numbered_bureau_has_a_union() -> None:
    assert "中铁四局工会" in names("近日，中铁四局工会慰问职工。")
