"""Word documents (DOCX): paragraphs and table rows as they are read, without what is hidden."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from searchapp.article import RawPage
from searchapp.errors import IngestError
from searchapp.ingest.archive import Refused, open_archive, read_member, whole_budget
from searchapp.ingest.document_lines import MAX_TEXT, to_source, why_no_zip
from searchapp.ingest.html_page import HtmlLine
from searchapp.ingest.lines import is_paragraph
from searchapp.ingest.source import Source

_MAX_PART = 50 * 1024 * 1024
_MAIN = "word/document.xml"
_SKIPPED = frozenset(
    {
        *("del", "moveFrom", "Fallback", "rt", "pPrChange", "rPrChange"),
        *("instrText", "delText", "footnoteReference", "sectPr"),
    }
)
"""Deleted and moved text, the second copy of a text box, readings above characters, settings."""
_BREAKS = frozenset({"br", "cr"})
_TITLES = frozenset({"title", "heading 1", "标题", "标题 1"})
_LONGEST_TITLE = 100


@dataclass(slots=True)
class _Body:
    """The text while it is read: finished lines, the current one, and where it stands."""

    titles: frozenset[str]
    lines: list[HtmlLine] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    size: int = 0
    cells: int = 0
    heading: bool = False
    running: bool = False

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text)
        if self.size > MAX_TEXT:
            raise Refused(f"文字超过 {MAX_TEXT // 10_000} 万字")

    def end_line(self) -> None:
        text = " ".join("".join(self.parts).split())
        self.parts.clear()
        if not text:
            return
        self.running = self.running or is_paragraph(text)
        heading = self.heading and not self.running and len(text) <= _LONGEST_TITLE
        self.lines.append(HtmlLine(text, "heading" if heading else "text"))


def open_docx(page: RawPage) -> Source:
    """Return a document's text; raises ``IngestError`` with the reason if it cannot be read."""
    if not page.raw.startswith(b"PK"):
        raise IngestError(page.place, why_no_zip(page.raw, ".docx"))
    try:
        with open_archive(io.BytesIO(page.raw), whole_budget()) as archive:
            lines = _lines(archive)
            stated = _stated_title(archive)
    except Refused as error:
        raise IngestError(page.place, str(error)) from error
    except etree.LxmlError as error:
        raise IngestError(page.place, "文档内容已损坏，不是有效的 XML") from error
    if not lines:
        raise IngestError(page.place, "文档里没有文字，可能只有图片")
    return to_source(lines, "\n".join(line.text for line in lines), stated)


def _lines(archive: zipfile.ZipFile) -> list[HtmlLine]:
    name = _main_part(archive)
    raw = read_member(archive, name, _MAX_PART)
    if raw is None:
        raise Refused("不是有效的 .docx 文件")
    body = _Body(_title_styles(archive, name))
    walk = etree.iterwalk(_parse(raw), events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        name = _local(element.tag)
        if event == "end":
            _leave(body, name)
        elif name in _SKIPPED or (name == "r" and _is_hidden(element)):
            walk.skip_subtree()
        else:
            _enter(body, element, name)
    body.end_line()
    return body.lines


def _enter(body: _Body, element: etree._Element, name: str) -> None:
    if name == "t":
        body.add(element.text or "")
    elif name == "tab":
        body.add(" ")
    elif name in _BREAKS:
        body.add(" ") if body.cells else body.end_line()
    elif name == "tc":
        body.cells += 1
    elif name == "p" and not body.cells:
        # A text box stands inside the paragraph it is anchored to.
        body.end_line()
        body.heading = _is_heading(element, body.titles)


def _leave(body: _Body, name: str) -> None:
    if name == "tc":
        body.cells = max(0, body.cells - 1)
        body.add(" ")
    elif name == "p":
        body.add(" ") if body.cells else body.end_line()
    elif name == "tr" and not body.cells:
        body.heading = False
        body.end_line()


def _is_heading(paragraph: etree._Element, titles: frozenset[str]) -> bool:
    """A title has the style of one, or is centered."""
    style = paragraph.find("{*}pPr/{*}pStyle")
    centered = paragraph.find("{*}pPr/{*}jc")
    return (style is not None and _value(style) in titles) or (
        centered is not None and _value(centered) == "center"
    )


def _is_hidden(run: etree._Element) -> bool:
    vanish = run.find("{*}rPr/{*}vanish")
    return vanish is not None and _value(vanish) not in ("0", "false")


def _title_styles(archive: zipfile.ZipFile, main: str) -> frozenset[str]:
    """Return the ids of the styles named as titles: the ids themselves differ by language."""
    raw = read_member(archive, posixpath.join(posixpath.dirname(main), "styles.xml"), _MAX_PART)
    if raw is None:
        return frozenset()
    found = set()
    for style in _parse(raw).iter("{*}style"):
        name = style.find("{*}name")
        if name is not None and _value(name).lower() in _TITLES:
            found.add(next((v for k, v in style.items() if _local(str(k)) == "styleId"), ""))
    return frozenset(map(str, found - {""}))


def _main_part(archive: zipfile.ZipFile) -> str:
    raw = read_member(archive, "_rels/.rels", _MAX_PART)
    relations = _parse(raw).iter("{*}Relationship") if raw else iter(())
    for relation in relations:
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or _MAIN).lstrip("/")
    return _MAIN


def _stated_title(archive: zipfile.ZipFile) -> str | None:
    raw = read_member(archive, "docProps/core.xml", _MAX_PART)
    try:
        return _parse(raw).findtext("{*}title") if raw else None
    except etree.LxmlError:
        return None


def _parse(raw: bytes) -> etree._Element:
    """Read XML that may be hostile: no entities, no network, no depth without end."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    root = etree.fromstring(raw, parser)
    if root is None:
        raise Refused("文档内容是空的")
    return root


def _value(element: etree._Element) -> str:
    return next((str(v) for k, v in element.items() if _local(str(k)) == "val"), "")


def _local(name: str) -> str:
    return name.rpartition("}")[2]
