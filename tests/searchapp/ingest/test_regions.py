from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.page import CleanPage
from searchapp.ingest.regions import RegionReading, find_regions
from tokenizers.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def read(body: str, title: str = "", **chrome: object) -> RegionReading:
    page = CleanPage(title=title, title_inferred=not title, body=body, **chrome)  # type: ignore[arg-type]
    return find_regions(page, GAZETTEER)


def about(body: str, title: str = "", **chrome: object) -> set[str]:
    return {"/".join(GAZETTEER.path(code)) for code in read(body, title, **chrome).about}


def test_a_chain_of_names_means_its_last_place() -> None:
    assert about("山东省日照市莒县总工会慰问职工。") == {"山东省/日照市/莒县"}
    assert about("职工来到重庆市合川区考察。") == {"重庆市/合川区"}
    assert about("江苏南京市鼓楼区总工会开会。") == {"江苏省/南京市/鼓楼区"}


def test_the_site_decides_an_ambiguous_name() -> None:
    body = "江北区总工会召开会议。"
    assert about(body) == set()
    assert about(body, site="宁波工会网") == {"浙江省/宁波市/江北区"}
    assert about(body, site="重庆工会") == {"重庆市/江北区"}


def test_another_certain_name_decides_an_ambiguous_one() -> None:
    body = "江北区总工会召开会议。\n宁波市总工会有关负责人参加。"
    assert about(body) == {"浙江省/宁波市/江北区"}


def test_an_ambiguous_name_stays_open_and_is_said_to() -> None:
    reading = read("鼓楼区总工会召开会议。")
    assert reading.facts == ()
    assert reading.warnings[0].startswith("鼓楼区（未定）：可能是江苏省南京市鼓楼区、")


def test_footers_say_where_a_page_is_at_home() -> None:
    footer = ("主办:广元工会网版权所有", "地址:东坝翠屏街42号 邮编:628017")
    reading = read("市总工会召开会议，各县区总工会参加。", footer=footer)
    assert reading.about == ("510800",)
    assert reading.home == "510800"
    assert [f.evidence for f in reading.facts if f.role == "source"] == [
        "页脚“主办:广元工会网版权所有”"
    ]


def test_a_street_address_says_the_city_only() -> None:
    footer = ("地址:沈阳市沈河区北站路118号",)
    assert read("职工之家建成。", footer=footer).home == "210100"


def test_html_titles_name_the_site_at_their_end() -> None:
    reading = read("区总工会召开会议。", html_title="双流区人民政府")
    assert reading.about == ("510116",)
    reading = read("会议召开。", "宝山区总工会开会", html_title="宝山区总工会开会_上海工会")
    assert about("会议召开。", "宝山区总工会开会", html_title="宝山区总工会开会_上海工会") == {
        "上海市/宝山区"
    }


@pytest.mark.parametrize(
    "body",
    [
        "中山路上的驿站开放了。",
        "朝阳街职工驿站开放。",
        "他是四川籍职工。",
        "据《河北工人报》报道，驿站开放。",
        "据湖北日报报道，驿站开放。",
        "北京现代汽车的职工参加培训。",
        "深化国际合作，利用好资源，维护和平。",
        "“安康杯”竞赛启动。",
        "推动区域协调发展，完成县里的任务。",
        "成渝地区双城经济圈和京津冀协同发展。",
        "大兴国际机场的职工参加培训。",
    ],
)
def test_what_only_looks_like_a_place_is_none(body: str) -> None:
    assert about(body) == set()


@pytest.mark.parametrize(
    "name", ["资源县", "和平县", "长子县", "公安县", "合作市", "和县", "河南州"]
)
def test_county_names_that_are_words_count_with_their_suffix(name: str) -> None:
    assert len(about(f"{name}总工会慰问职工。")) == 1


def test_short_names_count_before_union_words() -> None:
    assert about("佛山三水区职工参加竞赛。") == {"广东省/佛山市/三水区"}
    assert about("考察合川、渝北两地工会建会情况。") == {"重庆市/合川区", "重庆市/渝北区"}
    assert about("职工来信。", "秦淮：调解员上岗") == {"江苏省/南京市/秦淮区"}
    assert about("海南州总工会办摄影展，全州职工参加。") == {"青海省/海南藏族自治州"}


def test_joint_names_mean_all_their_provinces() -> None:
    assert about("川渝工会签约，川渝职工参加竞赛。") == {"四川省", "重庆市"}


def test_zones_mean_their_host() -> None:
    assert about("苏州工业园区总工会开会。") == {"江苏省/苏州市"}
    assert about("济源示范区总工会开会。") == {"河南省/济源市"}
    assert about("平潭综合实验区职工培训。") == {"福建省/福州市/平潭县"}
    assert about("株洲高新区总工会成立。") == {"湖南省/株洲市"}


def test_divisions_of_the_corps_lie_below_it() -> None:
    assert about("第八师总工会开会。") == {"新疆生产建设兵团/第八师"}
    assert "新疆生产建设兵团" in about("兵团总工会主办阅读活动。", "新时代兵团工会工作")


def test_retired_names_are_found_where_they_lie_today() -> None:
    assert about("江干区总工会开会。") == {"浙江省/杭州市/江干区"}
    assert about("襄樊市总工会开会。") == {"湖北省/襄阳市"}


def test_national_stories_are_about_the_whole_country() -> None:
    body = "中华全国总工会在京召开会议，部署产改工作。"
    assert about(body) == {"全国"}
    assert about("职工群众反映强烈。") == set()


def test_home_of_a_guest_or_a_donation_is_not_what_the_story_is_about() -> None:
    body = "泰州市总工会慰问来自贵州省毕节市的务工人员。泰州市职工参加。"
    assert about(body) == {"江苏省/泰州市"}


def test_traditional_pages_are_read_too() -> None:
    assert about("臺江區總工會召開會議。", script="hant") == {"福建省/福州市/台江区"}


def test_every_fact_quotes_its_evidence() -> None:
    reading = read("会议召开，渝北区代表参加。", "广元市总工会开会", site="广元工会网")
    words = {(f.code, f.role): f.evidence for f in reading.facts}
    assert words["510800", "about"] == "标题“广元市总工会”"
    assert words["500112", "mentioned"] == "首段“渝北区”"
    assert words["510800", "source"] == "站名“广元工会网”"


def test_a_parent_named_beside_its_county_is_no_second_place() -> None:
    body = "郑州市二七区总工会开会。\n郑州市总工会派员指导。"
    assert about(body) == {"河南省/郑州市/二七区"}


OFFICE = ("地址：成都市青羊区文翁路 邮编：610000",)


def test_an_office_in_the_capital_adds_no_place_to_a_story_from_elsewhere() -> None:
    body = "绵竹市职工在年画村集合。\n市总工会给每人发了凉席，全市职工参加。"
    assert about(body, "绵竹市总工会送清凉", footer=OFFICE) == {"四川省/德阳市/绵竹市"}
    assert about("江油有了驿站。市总工会揭牌。", "江油：驿站开门", footer=OFFICE) == {
        "四川省/绵阳市/江油市"
    }


def test_an_office_decides_where_the_story_names_no_place() -> None:
    assert about("市总工会慰问环卫职工，全市职工参加。", footer=OFFICE) == {"四川省/成都市"}


def test_an_office_decides_an_ambiguous_name_after_the_story() -> None:
    office = ("地址：南京市玄武区某路1号",)
    body = "鼓楼区总工会开会。"
    assert about(body, footer=office) == {"江苏省/南京市/鼓楼区"}
    assert about(f"{body}\n徐州市总工会派员参加。", footer=office) == {"江苏省/徐州市/鼓楼区"}


def test_an_office_in_a_municipality_says_the_municipality_only() -> None:
    assert read("驿站建成。", footer=("地址：上海市黄浦区某路",)).home == "310000"


def test_a_newspaper_speaks_of_its_city_until_the_story_names_another() -> None:
    named_first = "绵阳市总工会评出工匠。\n市总工会出资建立传习点。"
    assert about(named_first, site="成都晚报") == {"四川省/绵阳市"}
    assert "四川省/成都市" in about("市总工会组团赴绵阳市总工会学习。", site="成都晚报")


@pytest.mark.parametrize(
    "body",
    [
        "矿工会主席梁保山把助学金送到家。",
        "“放心吧。”谢延安笑着说。",
        "五十岁的罗平凉是班长。",
        "劳模程吉安、刘阳泉先后发言。",
    ],
)
def test_a_persons_name_is_no_place(body: str) -> None:
    assert about(body) == set()


def test_a_person_once_known_is_one_everywhere_on_the_page() -> None:
    body = "钳工管保山三十岁。\n看管保山拧螺母，没有人说话。让管保山职工队带徒弟。"
    assert about(body) == set()


def test_a_city_after_a_word_that_is_no_surname_stays_a_place() -> None:
    assert about("向延安职工学习。") == {"陕西省/延安市"}
    assert about("职工在保山市集合。") == {"云南省/保山市"}


@pytest.mark.parametrize(
    "name", ["八师", "第八师", "8师", "第8师", "八师石河子市", "第八师石河子市", "兵团第八师"]
)
def test_a_division_of_the_corps_has_many_names(name: str) -> None:
    assert about(f"{name}总工会开会。") == {"新疆生产建设兵团/第八师"}


def test_a_city_of_the_corps_is_its_division_where_the_corps_is_meant() -> None:
    assert about("石河子市总工会开会。") == {"新疆维吾尔自治区/石河子市"}
    assert about("八师职工参加竞赛。\n石河子市总工会颁奖。") == {"新疆生产建设兵团/第八师"}


@pytest.mark.parametrize(
    "body", ["第二师范学校职工开会。", "一师一徒结对，八师傅上台。", "16师职工"]
)
def test_teachers_and_masters_are_no_divisions(body: str) -> None:
    assert about(body) == set()


def test_words_around_a_unit_make_no_relative_name() -> None:
    footer = ("地址：成都市青羊区文翁路",)
    for body in ("联合会在八个城市委托商会设点。", "新鲜蔬菜供应全市场。", "全区域联动。"):
        assert about(body, footer=footer) == set()


def test_lines_of_the_site_are_not_the_story() -> None:
    story = "海南州总工会在州工人俱乐部办摄影展，全州职工参加。"
    intro = "青海省总工会简介 省总工会是全省工会的领导机关…… 更多>"
    last = "上一篇：重庆市合川区总工会开会\n©CopyRight 四川省总工会"
    assert about(f"{intro}\n{story}\n{last}") == {"青海省/海南藏族自治州"}


def test_the_place_named_first_leads_among_equals() -> None:
    body = "主席深入商州区、洛南县、柞水县、韩城市的工地。"
    assert read(body).about[0] == "611002"


@given(st.text(max_size=200), st.text(max_size=40), st.text(max_size=20))
def test_any_text_can_be_read(body: str, title: str, site: str) -> None:
    reading = read(body, title, site=site, footer=(site,), html_title=title)
    assert all(GAZETTEER.place(f.code) and f.evidence for f in reading.facts)
    text = (title.replace("\n", " ") + "\n" if title else "") + body.lstrip()
    for resolved in reading.mentions:
        mention = resolved.mention
        assert text[mention.start : mention.end] == mention.text


WORDS = st.sampled_from(
    [
        "广元市",
        "鼓楼区",
        "总工会",
        "、",
        "。",
        "\n",
        "市",
        "区",
        "川渝",
        "高新区",
        "西",
        "四川",
        "在",
        "兵团",
        "八师",
    ]
)


@given(st.lists(WORDS, max_size=30).map("".join))
def test_any_row_of_names_can_be_read(body: str) -> None:
    reading = read(body)
    ends = [m.mention.end for m in reading.mentions]
    starts = [m.mention.start for m in reading.mentions]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    codes = [(f.code, f.role) for f in reading.facts]
    assert len(codes) == len(set(codes))


def test_a_page_is_read_in_few_milliseconds() -> None:
    body = "广元市总工会赴重庆市合川区、渝北区考察，职工代表参加座谈交流。\n" * 18
    read(body)
    spent = []
    for _ in range(5):
        begin = time.perf_counter()
        read(body)
        spent.append(time.perf_counter() - begin)
    assert min(spent) < 0.01
