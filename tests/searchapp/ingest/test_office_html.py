from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.article import RawPage
from searchapp.ingest.clean import clean_page
from searchapp.ingest.office_html import is_office_html, plain_html

TITLE = "广元市总工会开展“送清凉”慰问活动"
BODY = "7月20日，广元市总工会走访慰问了坚守在高温一线的环卫职工，送去了防暑降温用品。"
WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head>
<meta http-equiv=Content-Type content="text/html; charset=gb2312">
<meta name=ProgId content=Word.Document>
<meta name=Generator content="Microsoft Word 15">
<title>关于召开2016年总结会的通知</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<xml><o:OfficeDocumentSettings>设置 7.8 磅</o:OfficeDocumentSettings></xml>
<style><!-- p.MsoNormal {mso-style-parent:""; margin:0cm;} --></style>
</head>
<body lang=ZH-CN style='tab-interval:21.0pt'>
<div class=WordSection1 style='layout-grid:15.6pt'>
<p class=MsoNormal align=center style='text-align:center'><b><span
style='font-size:22.0pt'>广元市总工会开展“送清
凉”慰问活动<span lang=EN-US><o:p></o:p></span></span></b></p>
<p class=MsoNormal style='text-indent:21.0pt'><span lang=EN-US>7</span>月<span lang=EN-US>20</span
>日，广元市总工会走访慰问了坚守
在高温一线的<span style='mso-hide:all;display:none'>看不见</span>环卫</span>
<span>职工，送去了防暑降温用品。<span lang=EN-US><o:p></o:p></span></p>
<p class=MsoNormal><![if !supportLists]><span>一、<span style='font:7.0pt'>&nbsp;</span></span
><![endif]>慰问对象为一线环卫职工二百人。</p>
</div>
</body>
</html>
"""


def cleaned(html: str, encoding: str = "gbk"):  # type: ignore[no-untyped-def]
    return clean_page(RawPage(raw=html.encode(encoding), place="a.htm", kind="html"))


def test_a_page_saved_by_word_is_read_like_any_page() -> None:
    clean = cleaned(WORD)
    assert clean.title == TITLE
    assert clean.body.split("\n")[0] == BODY
    assert "一、" in clean.body and "supportLists" not in clean.body
    assert not re.search("7.8 磅|Normal|看不见|总结会", clean.body + clean.title)


def test_a_page_saved_by_wps_is_read_like_any_page() -> None:
    html = re.sub("<meta name=(?:ProgId|Generator)[^>]*>", "", WORD).replace(
        "<title>", '<meta name="Generator" content="WPS Office_11.1.0"><title>'
    )
    assert cleaned(html).title == TITLE


def test_the_title_word_states_counts_if_the_text_bears_it_out() -> None:
    assert cleaned(re.sub("关于召开.*通知", TITLE, WORD)).html_title == TITLE
    assert cleaned(WORD).html_title is None


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("<p>总工\n会</p>", "<p>总工会</p>"),
        ("<p>总工\r\n  会</p>", "<p>总工会</p>"),
        ("<p>总工\n<b>会</b></p>", "<p>总工<b>会</b></p>"),
        ("<p><b>总工</b>\n会</p>", "<p><b>总工</b>会</p>"),
        ("<p><b>总工</b>\n<i>会</i></p>", "<p><b>总工</b><i>会</i></p>"),
        ("<p>总工\n<b>\n会</b></p>", "<p>总工<b>会</b></p>"),
        ("<p>trade\nunion</p>", "<p>trade\nunion</p>"),
        ("<p>总工\nunion</p>", "<p>总工\nunion</p>"),
        ("<p>总工 会</p>", "<p>总工 会</p>"),
    ],
)
def test_line_ends_inside_chinese_are_taken_out_and_no_others(source: str, plain: str) -> None:
    assert plain_html(source) == plain


def test_long_and_broken_pages_take_no_longer() -> None:
    started = time.process_time()
    for piece in ("<xml>", "</xml><xml>", " \n", "会\n", "<", "<![if "):
        plain_html(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 6


def test_a_page_that_only_speaks_of_word_is_not_one_of_word() -> None:
    assert is_office_html(WORD)
    assert not is_office_html("<html><body><p>请用 Microsoft Word 或 WPS 打开</p></body></html>")


@given(st.text(alphabet="工会<>/p \n\r!-[]xmlif:endo", max_size=200))
def test_any_text_is_taken_and_nothing_new_is_said(text: str) -> None:
    plain = plain_html(text)
    assert len(plain) <= len(text) + 12
    assert plain_html(plain).count("工") == plain.count("工")
