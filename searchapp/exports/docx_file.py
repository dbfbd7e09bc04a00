"""DOCX: title, the search in words, the list as a three-line table, numbered references."""

from __future__ import annotations

import datetime
from io import BytesIO
from typing import Any, BinaryIO
from xml.sax.saxutils import escape

from searchapp.chart_png import NoChartFont, chart_png
from searchapp.citation import cite_article
from searchapp.exports.cells import legible, organization, title
from searchapp.exports.export_list import ExportList
from searchapp.exports.fixed_zip import fixed_zip
from searchapp.exports.year_chart import year_chart
from searchapp.listed import ListedArticle

SERIF, SANS, LATIN = "仿宋", "黑体", "Times New Roman"
"""Chinese text, Chinese headings, everything else."""
HEADS = ("序", "日期", "题名", "单位", "来源")
WIDTHS = (680, 1300, 4000, 1800, 1580)
"""Of the columns, in twentieths of a point; together the text width of A4."""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_UNKNOWN = "日期不详"
_OF_SOME_TIME = ("年份", "月份")
"""Conditions that leave out whole years between those listed."""


def write_docx(export: ExportList, file: BinaryIO) -> None:
    """Write the document. It is made in memory: see the limit of the format."""
    from docx import Document  # not needed until somebody wants a file

    document = Document()
    _dress(document)
    _describe(document, export)
    document.add_heading(legible(export.heading), 0)
    for name, value in export.facts:
        paragraph = document.add_paragraph(style="List")
        paragraph.add_run(f"{name}：").bold = True
        paragraph.add_run(legible(value))
    document.add_heading("清单", 1)
    rows = list(export.rows())
    _add_table(document, rows)
    _add_chart(document, rows, not any(name in _OF_SOME_TIME for name, _ in export.facts))
    document.add_heading("引用本次检索", 1)
    document.add_paragraph(legible(export.citation))
    document.add_heading("参考文献", 1)
    for number, row in enumerate(rows, start=1):
        text = cite_article(row, export.style, export.day, export.base)
        document.add_paragraph(f"[{number}] {legible(text)}", style="List Number")
    made = BytesIO()
    document.save(made)
    fixed_zip(made, file)


def _add_chart(document: Any, rows: list[ListedArticle], whole: bool) -> None:
    """Add the years as a picture; the table above holds the same, so none is needed to read on
    where no Chinese face is installed."""
    from docx.shared import Cm

    chart = year_chart(rows, whole)
    if chart is None:
        return
    document.add_heading(chart.title, 1)
    try:
        document.add_picture(BytesIO(chart_png(chart)), width=Cm(15))
    except NoChartFont as error:
        document.add_paragraph(f"未附图：{error}")
    document.add_paragraph(chart.says)


def _dress(document: Any) -> None:
    """Set A4, Chinese faces for Chinese characters, no numbers but our own."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.25)
    section.top_margin = section.bottom_margin = Cm(2.5)
    _add_page_number(section.footer.paragraphs[0])
    for name, size, face in (
        ("Normal", 11, SERIF),
        ("Title", 20, SANS),
        ("Heading 1", 14, SANS),
        ("List", 11, SERIF),
        ("List Number", 10.5, SERIF),
    ):
        style = document.styles[name]
        style.font.size = Pt(size)
        _set_faces(style, face)
    document.styles["List"].paragraph_format.space_after = Pt(2)
    for border in document.styles["Title"].element.pPr.xpath("w:pBdr"):
        border.getparent().remove(border)
    for language in document.styles.element.xpath("w:docDefaults//w:lang"):
        language.set(qn("w:eastAsia"), "zh-CN")  # or commas are drawn as in Taiwan
    references = document.styles["List Number"]
    references.element.pPr.remove(references.element.pPr.numPr)
    references.paragraph_format.left_indent = Cm(0.9)
    references.paragraph_format.first_line_indent = Cm(-0.9)
    references.paragraph_format.space_after = Pt(3)


def _set_faces(style: Any, face: str) -> None:
    """Name the faces outright: those of a theme would win over them."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name = LATIN
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:cs"), LATIN)


def _describe(document: Any, export: ExportList) -> None:
    moment = datetime.datetime.fromisoformat(export.moment).astimezone(datetime.UTC)
    about = document.core_properties
    about.title, about.author = legible(export.heading)[:255], "工会新闻检索"
    about.last_modified_by, about.comments, about.revision = "工会新闻检索", "", 1
    about.language = "zh-CN"
    about.created = about.modified = moment.replace(tzinfo=None)


def _add_page_number(paragraph: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = f'<w:fldSimple {_W} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    paragraph._p.append(parse_xml(field))


def _add_table(document: Any, rows: list[ListedArticle]) -> None:
    """Append the table as XML: cell by cell through the library it takes minutes."""
    from docx.oxml import parse_xml

    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in WIDTHS)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="12" w:space="0" w:color="000000"/>'
        for side in ("top", "bottom")
    )
    table = parse_xml(
        f'<w:tbl {_W}><w:tblPr><w:tblW w:w="{sum(WIDTHS)}" w:type="dxa"/>'
        f'<w:tblBorders>{lines}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>"
    )
    table.append(parse_xml(_row(HEADS, head=True)))
    for number, row in enumerate(rows, start=1):
        cells = (str(number), row.date or _UNKNOWN, title(row), organization(row))
        table.append(parse_xml(_row((*cells, legible(row.site or "来源不详")))))
    body = document.element.body
    body.insert(len(body) - 1, table)  # the last child describes the section


def _row(cells: tuple[str, ...], head: bool = False) -> str:
    line = '<w:tcBorders><w:bottom w:val="single" w:sz="6" w:color="000000"/></w:tcBorders>'
    mark = f'<w:rPr>{"<w:b/>" if head else ""}<w:sz w:val="20"/></w:rPr>'
    properties = "<w:trPr><w:cantSplit/>" + ("<w:tblHeader/>" if head else "") + "</w:trPr>"
    found = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{line if head else ""}</w:tcPr>'
        f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/></w:pPr>'
        f'<w:r>{mark}<w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p></w:tc>'
        for width, text in zip(WIDTHS, cells, strict=True)
    )
    return f"<w:tr {_W}>{properties}{found}</w:tr>"
