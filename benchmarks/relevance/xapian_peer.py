"""Xapian with its own n-grams of Chinese, any of them matching."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.engine import NotInstalled
from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material
from benchmarks.xapian_peer import xapian


class XapianPeer:
    """Xapian with its default BM25."""

    def __init__(self, database: Any) -> None:
        self._enquire = xapian.Enquire(database)

    def ranked(self, text: str) -> list[str]:
        """Return ids, best first."""
        asked = xapian.Document()
        _add_terms(text, asked)
        terms = [term.term for term in asked.termlist()]
        self._enquire.set_query(xapian.Query(xapian.Query.OP_OR, terms))
        return [match.document.get_data().decode() for match in self._enquire.get_mset(0, DEPTH)]


def _add_terms(text: str, document: Any) -> None:
    generator = xapian.TermGenerator()
    generator.set_flags(xapian.TermGenerator.FLAG_CJK_NGRAM)
    generator.set_document(document)
    generator.index_text_without_positions(text)


def grams(material: Material, folder: Path) -> XapianPeer:
    """Return Xapian over one- and two-character terms; raise NotInstalled."""
    if xapian is None:
        raise NotInstalled("apt install python3-xapian")
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        database = xapian.WritableDatabase(str(folder), xapian.DB_CREATE_OR_OVERWRITE)
        for id_, text in material.texts():
            document = xapian.Document()
            _add_terms(text, document)
            document.set_data(id_)
            database.add_document(document)
        database.commit()
        database.close()
    return XapianPeer(xapian.Database(str(folder)))
