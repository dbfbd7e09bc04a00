-- Saved searches. Rows are never deleted, so an id is never given twice: `deleted_at` makes one a
-- tombstone that can still be read. `query` is the canonical query string of a search.
CREATE TABLE saved_searches (
    seq             INTEGER PRIMARY KEY,
    sid             TEXT NOT NULL UNIQUE,
    name            TEXT NOT NULL,
    note            TEXT NOT NULL,
    saved_by        TEXT NOT NULL,
    query           TEXT NOT NULL,
    created_at      TEXT NOT NULL,
    changed_at      TEXT NOT NULL,
    changed_by      TEXT NOT NULL DEFAULT '',
    edit_token_hash TEXT NOT NULL, -- SHA-256
    deleted_at      TEXT,
    deleted_by      TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX saved_searches_live ON saved_searches (seq) WHERE deleted_at IS NULL;
