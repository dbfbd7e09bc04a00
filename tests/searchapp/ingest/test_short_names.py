from __future__ import annotations

import pytest

from searchapp.article import DateFact
from searchapp.ingest.organizations import find_organizations
from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import find_regions
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def named(body: str, title: str = "", **facts: object) -> set[str]:
    """The places a page is about or names."""
    page = CleanPage(title=title, title_inferred=not title, body=body, **facts)  # type: ignore[arg-type]
    reading = find_regions(page, GAZETTEER)
    return {"/".join(GAZETTEER.path(fact.code)) for fact in reading.facts}


def organizations(body: str, title: str = "", **facts: object) -> set[str]:
    page = CleanPage(title=title, title_inferred=not title, body=body, **facts)  # type: ignore[arg-type]
    found = find_organizations(page, find_regions(page, GAZETTEER), GAZETTEER)
    return {fact.name for fact in found}


def test_everyday_words_are_places_where_they_are_counted_as_such() -> None:
    county = "青海省/海南藏族自治州/"
    assert named("海南州总工会深入共和、贵德、同德三县调研。") == {
        "青海省/海南藏族自治州", f"{county}共和县", f"{county}贵德县", f"{county}同德县",
    }  # fmt: skip


def test_places_counted_as_cities_are_cities() -> None:
    assert named("黄山、池州两市签订协议。") == {"安徽省/黄山市", "安徽省/池州市"}
    assert organizations("黄山、池州两市总工会签订协议。") == {"黄山市总工会", "池州市总工会"}


@pytest.mark.parametrize(
    "body",
    [
        "合作、同德三县是口号。",  # two, not three
        "资源、合作两个市场都要开拓。",
        "双方合作、共和，两县级单位受益。",
    ],
)
def test_everyday_words_are_no_places_where_the_count_is_not_theirs(body: str) -> None:
    assert named(body) == set()


@pytest.mark.parametrize(
    ("published", "city"),
    [("2016-03-04", "即墨市"), ("2019-03-04", "即墨区"), (None, "即墨区")],
)
def test_a_short_name_means_what_it_meant_when_the_page_came_out(
    published: str | None, city: str
) -> None:
    date = DateFact(published, "day", "页首") if published else None
    body = "市总工会联合市人社局举办招聘会。"
    union = "即墨市总工会" if city == "即墨市" else "青岛市即墨区总工会"
    found = named(body, site="即墨工会", date=date)
    assert f"山东省/青岛市/{city}" in found
    assert union in organizations(body, site="即墨工会", date=date)


def test_the_present_name_of_a_site_is_the_present_place() -> None:
    """A page of 2016 on a site that is called 即墨区总工会 today was moved there."""
    date = DateFact("2016-03-04", "day", "页首")
    found = named("区总工会举办招聘会。", site="即墨区总工会", date=date)
    assert found == {"山东省/青岛市/即墨区"}


def about(body: str, title: str, **facts: object) -> set[str]:
    page = CleanPage(title=title, title_inferred=False, body=body, **facts)  # type: ignore[arg-type]
    return {GAZETTEER.path(code)[-1] for code in find_regions(page, GAZETTEER).about}


def test_honors_do_not_make_a_story_one_of_who_gives_them() -> None:
    body = "会议颁发了广西五一劳动奖状、广西五一劳动奖章和广西工人先锋号奖牌。"
    assert about(body, "我市表彰先进") == set()


def test_what_the_nation_decided_elsewhere_is_only_passed_on() -> None:
    body = "会议传达了全国总工会有关会议精神。射洪市、大英县总工会负责人参加。"
    site = {"site": "遂宁市总工会"}
    assert about(body, "全市工会工作会议召开", **site) == {"遂宁市", "射洪市", "大英县"}


def test_a_meeting_of_the_whole_country_says_nothing_of_the_city_it_is_in() -> None:
    body = "29日，全国产业工会工作会议在郑州召开。全国总工会副主席讲话。"
    assert about(body, "全国产业工会工作会议在郑州召开") == {"全国"}
    assert about("29日，技能大赛在郑州召开，郑州市总工会主办。", "技能大赛在郑州召开") == {"郑州市"}
