"""Documents and queries ↔ a search engine. Knows no web, no SQLite, no raw pages."""

import tokenizers  # noqa: F401 - before numpy: see tokenizers.processor

INDEX_SCHEMA_VERSION = 2
"""Rises with every change of ``index.schema.FIELDS``; part of the index fingerprint."""
