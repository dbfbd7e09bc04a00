"""What the characters around a place name say about it: a place, a street, a newspaper."""

from __future__ import annotations

import re

UNION = r"(?:总工会|工会|工联[会总]|市总|州总|区总|县总)"
COUNTED = r"等?[二两三四五六七八九十]个?(?:县市区|县区|区县|市县|县市|[地省市县区旗州])"
_NOT_COUNTED = "[场级民长域间委城]"
_JOINT = rf"(?:{COUNTED}(?!{_NOT_COUNTED})|等?(?:各地|各级|市县))"

NO_PLACE_AFTER = re.compile(
    r"[东西南北中一二三四]?(?:路|街(?!道)|大道|大街|大桥|桥(?!镇|区|县)|高速|(?:国际)?机场|火车站)"
    r"|籍|(?:日|晚|晨|早|商|时|都市)报|工人报|工人日报|职工报|工报|新闻网|卫视|电视台|广播"
    r"|网讯|(?:商|老乡|校友|同乡)会"
)
"""Right after a name: a street, somebody's home, a newspaper, a chamber of fellow countrymen."""
COMPANY_AFTER = re.compile(
    r"[\u4e00-\u9fff]{0,4}?(?:(?<!分)公司|集团|银行|股份|汽车|啤酒|大学|学院|老窖|杯(?!具))"
)
"""After a short name: the name is part of a firm's or a school's (重庆长安汽车)."""
ORIGIN_BEFORE = re.compile(r"(?:来自|毕业于|籍贯|老家|祖籍|出生于|援|支援|对口帮扶|推广|远在)$")
"""Right before a name: where somebody comes from, or where something else goes."""
EVENT_BEFORE = re.compile(r"(?:在|到|赴|走进|深入|来到|前往|抵达)$")
"""Right before a name: the place of the event."""
PLACE_AFTER = re.compile(rf"{UNION}|职工|{_JOINT}|[市县区州](?:委|政府|直)")
"""Right after a short name: it stands for the place."""
HOME_AFTER = re.compile(
    r"(?:分公司|分行|分局|高质量|经济|发展|建设|新篇章|力量|大地|人民|[市县区]情|支公司)"
)
"""After a short name: weak, but it is what a page without title and site has."""
HONOR_AFTER = re.compile(
    r"(?:五一(?:劳动|巾帼)|工人先锋号|劳动模范|劳模(?!工匠|创新|工作)|三八红旗)"
)
"""Right after a name: an honor, which says who gives it and not where the story is."""
STATION_AFTER = re.compile(
    r"(?:火车|高铁|动车|汽车|客运|长途)?[东西南北](?:火车|高铁|客运|汽车)?站(?![位点岗台长])"
    r"|(?:高铁|动车|汽车|客运|长途汽?车)(?:客运)?(?:总|中心)?站"
    r"|站(?=[^，。；：！？\n]{0,8}(?:停靠|候车|旅客|乘客|列车|上车|下车|检票|站台))"
)
"""After a name: a station is called by where it is, and trains go there from everywhere."""
ZONE_AFTER = re.compile(
    r"(?:国家级?)?(?:高新技术产业开发区|高新技术开发区|经济技术开发区|经济开发区|高新区|经开区"
    r"|工业园区|产业园区|保税区|自贸区|开发区|管理区|示范区|度假区|新区)"
)
"""After a place name: a zone of that place."""
SLOGAN_AFTER = re.compile(r"(?:地区双城|双城|协同发展|经济圈|经济带|一体化|城市群)")
"""After a joint name: a programme of the state, no place."""
JOINT_AFTER = re.compile(rf"{_JOINT}?{UNION}|{_JOINT}|[两三四]省|职工")
COUNTED_LIST = re.compile(
    rf"(?P<more>(?:[、和与及][\u4e00-\u9fff]{{2,4}}?){{0,8}})等?"
    rf"(?P<count>[二两三四五六七八九])个?"
    rf"(?:县市区|县区|区县|市县|县市|(?P<kind>[市县区旗州]))(?!{_NOT_COUNTED})"
)
"""After the first of several short names, the others and their count: 共和|、贵德、同德三县."""
_PAPER = re.compile(r"《[^《》\n]{0,12}(?:报|杂志|周刊|月刊)》")
_REGION_RUN = frozenset("域间别块分")
_NUMBER = frozenset("0123456789一二三四五六七八九十百数第")
_TEACHER_RUN = frozenset("范傅徒生父资德一多带承兄")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def in_newspaper_name(text: str) -> list[tuple[int, int]]:
    """Return the spans of names of newspapers in 《》: sources, no places."""
    return [match.span() for match in _PAPER.finditer(text)]


def is_cut_wrong(text: str, start: int, name: str) -> bool:
    """Return whether ``name`` is cut out of another word (河北区 in 河北区域, 二师 in 二师范)."""
    after = text[start + len(name) : start + len(name) + 1]
    if name.endswith("区"):
        return after in _REGION_RUN
    if name.endswith("师"):
        return after in _TEACHER_RUN or text[start - 1 : start] in _NUMBER
    return False


def starts_free(text: str, start: int) -> bool:
    """Return whether no Han character stands before: 和县 counts there, not in 市和县."""
    return start == 0 or _HAN.match(text[start - 1]) is None
