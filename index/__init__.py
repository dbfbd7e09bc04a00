"""Documents and queries ↔ a search engine. Knows no web, no SQLite, no raw pages."""

INDEX_SCHEMA_VERSION = 1
"""Rises with every change of ``index.schema.FIELDS``; part of the index fingerprint."""
