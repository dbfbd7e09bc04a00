"""What is stored of a page, in the form it is stored in: made where there is time for it.

Reading, compressing and folding a page is most of the work of an ingest. It needs nothing of the
store, so a worker may do it and the one writer is left with writing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from operator import attrgetter

from index.document import Document
from searchapp.article import Extraction, RawPage
from searchapp.document import document_of
from searchapp.identity import digest
from searchapp.repost_rows import letters
from searchapp.sketch import sketch
from searchapp.store_facts import Facts, countable
from searchapp.store_rows import extraction, facts_json, pack_bytes, pack_original, storable
from tokenizers.gazetteer import load_gazetteer


@dataclass(frozen=True, slots=True)
class StoredPage:
    """The columns of one page with what was read out of it, and its document without an id."""

    digest: str
    raw_sha256: str
    raw: bytes
    original: bytes
    facts: str
    counted: Facts
    sketch: bytes
    document: Document

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Travel between processes by its fields: a fifth of what a dataclass does of itself."""
        return StoredPage, _values(self)


_values = attrgetter(*StoredPage.__slots__)


def stored_page(page: RawPage, found: Extraction) -> StoredPage:
    """Return what the store writes of ``page`` and of what was ``found`` in it.

    Half surrogate pairs, which no store can hold, are gone; the document is the one that would be
    made of the stored article.
    """
    written = (found.title, found.body, facts_json(found))
    title, body, facts = map(storable, written)
    kept = found if (title, body, facts) == written else extraction(title, body, "", facts)
    return StoredPage(
        digest=digest(page.raw),
        raw_sha256=hashlib.sha256(page.raw).hexdigest(),
        raw=pack_bytes(page.raw),
        original=pack_original(found),
        facts=facts,
        counted=countable(kept),
        sketch=sketch(letters(kept.title, kept.body)),
        document=document_of("", kept, load_gazetteer()),
    )
