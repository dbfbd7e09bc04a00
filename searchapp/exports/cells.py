"""The columns of a list, and texts made fit for files: legible everywhere, a formula nowhere."""

from __future__ import annotations

import re

from searchapp.exports.export_list import ExportList
from searchapp.listed import ListedArticle

HEADS = (
    "序", "日期", "题名", "单位", "地区", "来源", "原文网址", "网址核实", "编号", "链接",
)  # fmt: skip

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""First characters by which a spreadsheet takes a text for a formula; East Asian ones the wide
ones too (OWASP, CSV Injection)."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def legible(text: str) -> str:
    """Return ``text`` on one line, without what no XML file can hold."""
    return " ".join(_ILLEGAL.sub("\ufffd", text).split())


def defused(text: str) -> str:
    """Return ``text`` so that no spreadsheet runs it: what looks like a formula begins with '."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def title(row: ListedArticle) -> str:
    """Return the title as shown; a supplied one stands in 〔〕."""
    return legible(f"〔{row.title}〕" if row.title_inferred else row.title)


def organization(row: ListedArticle) -> str:
    """Return the organization as shown, marked where it is inferred."""
    if row.organization is None:
        return "单位不详"
    return legible(row.organization) + ("〔推断〕" if row.organization_inferred else "")


def regions(row: ListedArticle) -> str:
    """Return the regions as shown."""
    return legible("；".join(row.regions)) or "地区不详"


def checked(row: ListedArticle) -> str:
    """Return what is known of the article's own address."""
    if not row.url:
        return "网址不详"
    return "资料自带" if row.url_trust == "declared" else "网址未核实"


def texts(row: ListedArticle, export: ExportList) -> tuple[str, ...]:
    """Return the cells of a row but the first, as texts."""
    return (
        row.date or "日期不详",
        title(row),
        organization(row),
        regions(row),
        legible(row.site or "来源不详"),
        legible(row.url or ""),
        checked(row),
        row.id,
        export.address(row),
    )
