from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.site import SiteEvidence, find_site, is_site_name, split_title


@pytest.mark.parametrize(
    ("evidence", "name"),
    [
        (
            SiteEvidence(header=("娄底工会 http://m.a.com/ 发布时间:2020-01-15 来源:系统管理",)),
            "娄底工会",
        ),
        (SiteEvidence(header=("2021-06-25 15:05:22 来源：宁波工会网",)), "宁波工会网"),
        (SiteEvidence(header=("哈尔滨工会 2023-12-29 17:32 四川",)), "哈尔滨工会"),
        (SiteEvidence(html_title="西湖区总工会直播带岗_南昌工会"), "南昌工会"),
        (SiteEvidence(header=("人民网>>中国工会新闻",)), "人民网"),
        (SiteEvidence(footer=("主办：湖北工会 版权所有 © 2009-2026",)), "湖北工会"),
        (SiteEvidence(footer=("Copyright©2012 泰兴市总工会 苏ICP备12345号",)), "泰兴市总工会"),
        (SiteEvidence(footer=("来源丨哈尔滨工会微信公众号",)), "哈尔滨工会"),
        (SiteEvidence(header=("达州市总工会 2023-01-09",)), "达州市总工会"),
        (SiteEvidence(header=("2023-05-15 湖北工会网",)), "湖北工会网"),
        (SiteEvidence(header=("漯河日报 数字报 第03版：工会生活 2018年11月02日",)), "漯河日报"),
        (SiteEvidence(header=("走访慰问市总工会 2023-01-09",)), None),
        (SiteEvidence(html_title="-昆山市总工会"), "昆山市总工会"),
        (SiteEvidence(html_title="昆山市总工会为职工办实事"), None),
        (SiteEvidence(header=("来源: 通讯员 黄益和 记者 夏郑兰",)), None),
        (SiteEvidence(header=("来源：admin", "信息来源：本站原创")), None),
        (SiteEvidence(header=("http://m.spam.com/ 发布时间:2020-01-15",)), None),
        (SiteEvidence(header=("首页 > 工会动态 > 正文",)), None),
        (SiteEvidence(), None),
    ],
)
def test_the_site_is_named_by_the_page_and_never_by_its_host(
    evidence: SiteEvidence, name: str | None
) -> None:
    assert find_site(evidence) == name


@pytest.mark.parametrize(
    ("html_title", "title", "site"),
    [
        ("仙桃市总工会召开会议_湖北工会", "仙桃市总工会召开会议", "湖北工会"),
        ("涨价告别1元时代_10%公司_澎湃新闻-The Paper", "涨价告别1元时代", "澎湃新闻"),
        (
            "棱镜|数据业大整顿：爬虫与现金贷_财经_腾讯网",
            "棱镜|数据业大整顿：爬虫与现金贷",
            "腾讯网",
        ),
        ("双流区人民政府", "双流区人民政府", None),
        ("市领导走访调研市总工会", "市领导走访调研市总工会", None),
        ("", "", None),
    ],
)
def test_a_titles_suffix_is_the_site(html_title: str, title: str, site: str | None) -> None:
    assert split_title(html_title) == (title, site)


@given(st.text(alphabet=st.sampled_from("工会网_|- ｜新闻，a"), max_size=40))
def test_the_stem_of_a_title_is_a_piece_of_it(html_title: str) -> None:
    assert split_title(html_title)[0] in html_title


@pytest.mark.parametrize(
    "name", ["系统管理", "管理员", "admin", "本站", "原创", "12345", "", "，", "记者李四"]
)
def test_accounts_are_no_sites(name: str) -> None:
    assert not is_site_name(name)
