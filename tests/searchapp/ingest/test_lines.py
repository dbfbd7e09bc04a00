from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.ingest.lines import CERTAIN, REASONS, classify, fields


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("C:\\Users\\Administrator\\Desktop\\重庆合作协议\\信息\\DSC_4012.JPG", "path"),
        ("/upload/2020/a.png", "path"),
        ("1685331851497920.jpg 1685331868684678.jpg", "image"),
        ("mmexport1601460300584.jpg", "image"),
        ("W020170419823955839447_jpg", "image"),
        ("![]() |", "image"),
        ("首页 > 工会动态 > 正文", "crumb"),
        ("您当前的位置: > >", "crumb"),
        ("人民网>>中国工会新闻", "crumb"),
        ("广元工会网 http://m.a.com/ 发布时间:2020-10-09 来源:系统管理", "header!"),
        ("2021-06-25 15:05:22 来源：宁波工会网", "header"),
        ("来源丨哈尔滨工会微信公众号", "header"),
        ("(责编:闫涵、张三)", "credit"),
        ("责 编:陈婵娟", "credit"),
        ("编辑丨小陈 审核丨老李", "credit"),
        ("备案号:蜀ICP备2021007964号-1", "footer!"),
        ("主办:广元工会网版权所有", "footer"),
        ("地址:东坝翠屏街42号 邮编:628017 举报电话:0839-3262473", "footer"),
        ("点赞 在看 分享", "share!"),
        ("赞 5 在看 3.2万", "share!"),
        ("扫一扫在手机打开当前页", "share"),
        ("- 上一篇：学院动态 - 下一篇：彩票资讯", "related"),
        ("免责声明：本文系转载，如涉及版权请联系删除。", "disclaimer"),
        ("2016-05-01 关于转发全国总工会文件的通知", "list"),
        ("正文", "navigation!"),
    ],
)
def test_chrome_is_told_by_its_words(line: str, kind: str) -> None:
    assert classify(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "9月27日至28日,市总工会党组书记、常务副主席康铭带领县区总工会负责人考察。",
        "首批经费来源：财政拨款",
        "活动时间：5月10日上午9:00",
        "区总工会：夜校里的“宝妈”电工",
        "为企业提供技术支持，请到职工服务中心首页登记办理。",
        "版权所有制度改革取得进展，主办单位表示满意。",
        "新华社北京4月1日电",
        "",
    ],
)
def test_text_is_no_chrome(line: str) -> None:
    assert classify(line) is None


def test_labels_are_found_even_where_they_run_together() -> None:
    line = "发布日期:2026-02-11 10:33信息来源:太和县总工会浏览量: 【字体:"
    assert [(f.label, f.value) for f in fields(line)] == [
        ("发布日期", "2026-02-11 10:33"),
        ("信息来源", "太和县总工会"),
        ("浏览量", ""),
        ("字体", ""),
    ]


@given(
    st.text(
        alphabet=st.sampled_from("首页>》|来源：:发布时间2020-10. 。jpgC\\责编_!()[]"), max_size=80
    )
)
def test_every_line_has_a_known_class_or_none(line: str) -> None:
    kind = classify(line)
    assert kind is None or kind in REASONS or kind in CERTAIN


@pytest.mark.parametrize(
    "piece",
    [
        "首页>",
        "a.jpg ",
        "来源：",
        " ",
        "|",
        "C:\\",
        "发布时间",
        "2020-10-09 ",
        "![](",
        "责 ",
        "中 >",
    ],
)
def test_a_hundred_thousand_characters_take_no_time(piece: str) -> None:
    line = piece * (100_000 // len(piece))
    start = time.process_time()
    classify(line)
    fields(line)
    assert time.process_time() - start < 0.5


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("收藏 分享 在看 点赞", "share!"),
        ("预览时标签不可点", "share!"),
        ("更多资讯", "related"),
        ("《西秦工人报》（2014年04月28日 01版）", "header!"),
        ("《某某日报》2014-04-28", "header!"),
        ("《倡议书》（2014年版）由市总工会印发", None),
    ],
)
def test_rows_of_buttons_and_a_newspapers_source_are_no_text(line: str, kind: str | None) -> None:
    assert classify(line) == kind


@pytest.mark.parametrize(
    "line",
    [
        "2023-09-07 1 1 聊城日报 content_38352.html 1 全市工会会员超5.7万名",
        "本篇文章329字,读完约1分钟",
        "某某网-股票配资选配提示:文章来自网络,不代表本站观点。",
        "> 资讯中心> 党群工作",
        "Produced By 大汉网络 大汉版通发布系统",
    ],
)
def test_what_systems_leave_around_a_text_is_no_text(line: str) -> None:
    assert classify(line) is not None


@pytest.mark.parametrize(
    "line", ["思考", "附件：", "市总工会下发通知，全市1个工会联合会参加", "职工喜欢"]
)
def test_short_lines_of_a_text_are_text(line: str) -> None:
    assert classify(line) is None


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("漯河日报 数字报 第03版：工会生活 2018年11月02日 星期五", "crumb"),
        ("某某日报 数字报纸", "crumb"),
        ("日报记者来到车间采访", None),
        ("原标题：他是谁？怎么做到的！", "credit"),
        ("出品︱某某栏目组", "credit"),
        ("湘潭工会 m.some-mirror.com 手机版", "header"),
        ("投稿请寄 gonghui@some-mail.com。", None),
    ],
)
def test_heads_of_newspapers_credits_and_bare_domains(line: str, kind: str | None) -> None:
    assert classify(line) == kind
