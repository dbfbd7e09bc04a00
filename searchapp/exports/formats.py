"""The file formats a list can be had in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from index.said import said
from searchapp.errors import InvalidParameter
from searchapp.exports.bibtex_file import write_bibtex
from searchapp.exports.csv_file import write_csv
from searchapp.exports.docx_file import write_docx
from searchapp.exports.export_list import ExportList
from searchapp.exports.jsonl_file import write_jsonl
from searchapp.exports.markdown_file import write_markdown
from searchapp.exports.ris_file import write_ris
from searchapp.exports.xlsx_file import write_xlsx

OFFICE = "application/vnd.openxmlformats-officedocument"


@dataclass(frozen=True, slots=True)
class Format:
    """One format: its name on a button, its type, how many rows it may have, who writes it."""

    label: str
    mimetype: str
    most: int
    write: Callable[[ExportList, BinaryIO], None]


FORMATS = {
    "xlsx": Format("Excel", f"{OFFICE}.spreadsheetml.sheet", 1_000_000, write_xlsx),
    "docx": Format("Word", f"{OFFICE}.wordprocessingml.document", 5_000, write_docx),
    "csv": Format("CSV", "text/csv; charset=utf-8", 5_000_000, write_csv),
    "md": Format("Markdown", "text/markdown; charset=utf-8", 5_000_000, write_markdown),
    "ris": Format("RIS", "application/x-research-info-systems", 5_000_000, write_ris),
    "bib": Format("BibTeX", "application/x-bibtex; charset=utf-8", 5_000_000, write_bibtex),
    "jsonl": Format(said("JSON 行"), "application/x-ndjson", 5_000_000, write_jsonl),
}
"""By the ending of the file. A sheet of Excel ends at row 1,048,576; a Word file is made in memory,
and nobody reads a longer one."""


def export_format(suffix: str, total: int) -> Format | None:
    """Return the format of a file ending, None when there is none.

    Raises InvalidParameter for more rows than it takes.
    """
    found = FORMATS.get(suffix)
    if found and total > found.most:
        detail = said(
            "共 {total} 篇，{label} 文件最多 {most} 篇。请加筛选缩小范围，或改用 Excel、CSV。",
            total=total,
            label=found.label,
            most=found.most,
        )
        raise InvalidParameter("format", suffix, "export-too-long", detail)
    return found
