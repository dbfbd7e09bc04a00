-- Lists of names that the staff keep for tables. A list never changes and is never deleted: a
-- table in a report names it, and its rows must stay those. `names` has one name a line.
CREATE TABLE unit_lists (
    seq        INTEGER PRIMARY KEY,
    lid        TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    names      TEXT NOT NULL,
    saved_by   TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;
