"""BibTeX, as LaTeX and reference managers read it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from searchapp.citation import author_of
from searchapp.exports.cells import legible
from searchapp.exports.export_list import ExportList
from searchapp.listed import ListedArticle

_WORDS = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%$#_&"},
}
_SPECIAL = re.compile(r"[\\~^{}%$#_&]")


def write_bibtex(export: ExportList, file: BinaryIO) -> None:
    """Write one entry an article; what is unknown is left out."""
    for row in export.rows():
        fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(row, export))
        file.write(f"@misc{{{row.id},\n{fields}\n}}\n\n".encode("utf-8", "replace"))


def escaped(text: str) -> str:
    """Return ``text`` with every sign that means something in TeX taken literally."""
    return _SPECIAL.sub(lambda match: _WORDS[match[0]], legible(text))


def _fields(row: ListedArticle, export: ExportList) -> Iterator[tuple[str, str]]:
    name = f"[{row.title}]" if row.title_inferred else row.title
    yield "title", f"{{{escaped(name)}}}"
    if author := author_of(row):
        yield "author", f"{{{escaped(author)}}}"
    if row.site:
        yield "howpublished", escaped(row.site)
    if row.date:
        yield "year", row.date[:4]
        yield "date", row.date
    url = row.url or export.address(row)
    yield "url", quote(legible(url), safe=":/?&=%#@!$'()*+,;~-._")
    yield "urldate", export.day
    if row.url and row.url_trust != "declared":
        yield "note", "网址未核实"
    yield "langid", "chinese"
