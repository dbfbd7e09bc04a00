"""One article of ours on many kinds of pages: what is read of it is always the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.ingest.extract import extract
from searchapp.sample.mirror import machine_traditional, splice
from tokenizers.folding import fold

TITLE = "巴州区总工会为货车司机开办夜间体检"
PARAGRAPHS = (
    "6月11日晚，巴中市巴州区总工会在回风街道的司机之家开办夜间体检，首批八十名货车司机参加。",
    "区总工会主席介绍，体检项目由司机自己挑选，费用由工会承担，结果直接发到手机上。",
    "“白天跑车没有空，夜里来正好。”司机何师傅说，他还领到了急救包和反光背心。",
)
HEADS = (
    "发布时间：2024-06-12 来源：巴中工会网",
    "2024年06月12日 09:15 来源：巴中工会网 点击量：318",
    "巴中工会网 2024-06-12",
    "来源：巴中工会网　发布日期：2024/6/12 作者：办公室 字号：【大 中 小】",
    "【发布日期：2024-06-12】【来源：巴中工会网】",
    "24-06-12 来源：巴中工会网",
    "日期：24/06/12 09:15 点击：318 来源：巴中工会网",
)
CRUMBS = (
    "",
    "首页 > 工会要闻 > 正文",
    "您当前的位置：首页 >> 县区动态",
    "首页 | 机构设置 | 工会新闻 | 服务职工",
    "今天是2026年5月30日 星期六 设为首页 加入收藏",
)
TAILS = (
    "上一篇：通江县总工会慰问环卫工人 2024-06-10",
    "下一篇：没有了",
    "相关阅读",
    "平昌县总工会召开座谈会 2024-05-30",
    "主办：巴中市总工会 蜀ICP备12345678号",
    "地址：巴中市江北大道 邮编：636000 电话：0827-1234567",
    "Copyright © 2009-2026 All Rights Reserved",
    "分享到：微信 微博",
    "（责任编辑：王小明）",
    "扫一扫在手机打开当前页",
    "打印本页 关闭窗口",
    "往期推荐",
)
ENDS = ("上一篇", "相关阅读", "往期推荐", "主办", "地址", "Copyright")
"""What begins the foot: other articles are listed only below one of these."""


@dataclass(frozen=True, slots=True)
class Chrome:
    """Lines around the article, and how the page is made."""

    crumb: str
    head: str
    tail: tuple[str, ...]
    script: str
    html: bool


@st.composite
def chrome(draw: st.DrawFn) -> Chrome:
    tail = draw(st.lists(st.sampled_from(TAILS), unique=True, max_size=6))
    if tail and not tail[0].startswith(ENDS):
        tail.insert(0, draw(st.sampled_from([one for one in TAILS if one.startswith(ENDS)])))
    return Chrome(
        crumb=draw(st.sampled_from(CRUMBS)),
        head=draw(st.sampled_from(HEADS)),
        tail=tuple(dict.fromkeys(tail)),
        script=draw(st.sampled_from(("simplified", "machine", "spliced"))),
        html=draw(st.booleans()),
    )


def page(around: Chrome) -> RawPage:
    lines = [around.crumb, TITLE, around.head, *PARAGRAPHS, *around.tail]
    if around.html:
        body = "".join(f"<p>{line}</p>\n" for line in lines if line)
        text = f"<html><head><title>{TITLE}_巴中工会网</title></head><body>{body}</body></html>"
    else:
        text = "\n".join(line for line in lines if line)
    if around.script != "simplified":
        text = machine_traditional(text)
    if around.script == "spliced":
        text = splice(text, "7")
    kind = "html" if around.html else "txt"
    return RawPage(text.encode(), f"a.{kind}", kind)


@given(chrome())
def test_whatever_is_around_an_article_it_is_read_alike(around: Chrome) -> None:
    found = extract(page(around), date(2026, 6, 1))
    assert found.title == TITLE
    # Machines write half-width marks, which stay.
    assert [fold(line) for line in found.body.split("\n")] == [fold(line) for line in PARAGRAPHS]
    assert found.date is not None
    assert found.date.value == "2024-06-12"
    assert found.site == "巴中工会网"
    assert [fact.code for fact in found.regions if fact.role == "about"] == ["511902"]
    names = {(fact.name, fact.role) for fact in found.organizations}
    assert names == {("巴中市总工会", "publisher"), ("巴中市巴州区总工会", "about")}
