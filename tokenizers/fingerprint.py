"""What a tokenized text depends on, in twelve digits: an index keeps them and knows its age."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from functools import lru_cache
from importlib.metadata import version

from tokenizers import ANALYZER_VERSION
from tokenizers.dictionary import load_dictionary
from tokenizers.place import read_table


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return 12 hex digits over dictionary, places, variants, rules and versions.

    Which segmenter runs is not part of it: both cut alike. The tables count by content, so that
    a comment or a line ending changes nothing.
    """
    dictionary = load_dictionary()
    parts = [
        ANALYZER_VERSION,
        version("jieba"),
        unicodedata.unidata_version,
        list(dictionary.words.items()),
        list(dictionary.weak.items()),
        sorted(dictionary.terms),
        sorted(dictionary.places),
        sorted(dictionary.deleted),
        sorted(dictionary.hidden),
        list(read_table("variants")),
    ]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:12]
