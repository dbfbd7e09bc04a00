"""tantivy through its Python binding: any of the words, or any of the 1- and 2-grams."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.engine import NotInstalled, installed
from benchmarks.relevance.cut import words_of
from benchmarks.relevance.measures import DEPTH
from benchmarks.relevance.peer import Material, Opener, grams

tantivy = installed("tantivy")
_HEAP = 256_000_000


class TantivyPeer:
    """tantivy with its own BM25 over terms it is given."""

    def __init__(self, index: Any, terms: Callable[[str], list[str]]) -> None:
        self._schema = index.schema
        self._searcher = index.searcher()
        self._terms = terms

    def ranked(self, text: str) -> list[str]:
        """Return ids, best first."""
        terms = dict.fromkeys(self._terms(text))
        parts = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "text", term, "freq"))
            for term in terms
        ]
        found = self._searcher.search(tantivy.Query.boolean_query(parts), DEPTH)
        return [self._searcher.doc(address)["id"][0] for _, address in found.hits]


def _opened(by_words: bool, material: Material, folder: Path) -> TantivyPeer:
    if tantivy is None:
        raise NotInstalled("pip install -r requirements/bench.txt")
    if not folder.exists():
        folder.mkdir(parents=True)
        terms = material.words() if by_words else ((i, grams(t)) for i, t in material.texts())
        _build(folder, terms)
    return TantivyPeer(tantivy.Index.open(str(folder)), words_of if by_words else grams)


def _build(folder: Path, documents: Iterable[tuple[str, list[str]]]) -> None:
    schema = tantivy.SchemaBuilder()
    schema.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    writer = tantivy.Index(schema.build(), path=str(folder)).writer(_HEAP, num_threads=1)
    for id_, terms in documents:
        document = tantivy.Document()
        document.add_text("id", id_)
        document.add_text("text", " ".join(terms))
        writer.add_document(document)
    writer.commit()
    writer.wait_merging_threads()


words: Opener = partial(_opened, True)
one_and_two: Opener = partial(_opened, False)
