-- The store of articles. `seq` is the order of first ingest and the key inside this file; `id` is
-- the name the outside world uses. `version` rises with every change of what is searchable,
-- `indexed_version` is the version the index has: where they differ, the index is behind.
CREATE TABLE sources (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;

CREATE TABLE articles (
    seq             INTEGER PRIMARY KEY,
    id              TEXT NOT NULL UNIQUE,
    revision        INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    indexed_version INTEGER NOT NULL DEFAULT 0,
    first_place     TEXT NOT NULL,
    date            TEXT,
    source_id       TEXT REFERENCES sources (id),
    created_at      TEXT NOT NULL
) STRICT;
CREATE INDEX articles_pending ON articles (seq) WHERE indexed_version <> version;
CREATE INDEX articles_date ON articles (date);

CREATE TABLE revisions (
    seq         INTEGER NOT NULL REFERENCES articles (seq),
    n           INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    raw_sha256  TEXT NOT NULL,
    raw         BLOB NOT NULL, -- zlib
    original    BLOB NOT NULL, -- zlib, the decoded page before cleaning
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    facts       TEXT NOT NULL, -- JSON: the rest of the extraction, with its evidence
    rules       TEXT NOT NULL, -- which extraction rules read it
    ingested_at TEXT NOT NULL,
    PRIMARY KEY (seq, n)
) STRICT;

-- What identifies an article: bytes it has or had, URLs its records declared, where it lies.
CREATE TABLE digests (
    digest TEXT PRIMARY KEY,
    seq    INTEGER NOT NULL REFERENCES articles (seq)
) STRICT;

CREATE TABLE urls (
    url TEXT PRIMARY KEY,
    seq INTEGER NOT NULL REFERENCES articles (seq)
) STRICT;

-- `locator` is the absolute path (and line); `place` is how the user wrote it.
CREATE TABLE places (
    locator TEXT PRIMARY KEY,
    place   TEXT NOT NULL,
    seq     INTEGER NOT NULL REFERENCES articles (seq),
    digest  TEXT NOT NULL
) STRICT;
CREATE INDEX places_seq ON places (seq);

-- The countable facts of the newest revision.
CREATE TABLE article_regions (
    seq  INTEGER NOT NULL REFERENCES articles (seq),
    code TEXT NOT NULL,
    PRIMARY KEY (seq, code)
) STRICT, WITHOUT ROWID;

CREATE TABLE organizations (
    id     TEXT PRIMARY KEY,
    name   TEXT NOT NULL,
    folded TEXT NOT NULL
) STRICT;

CREATE TABLE article_organizations (
    seq             INTEGER NOT NULL REFERENCES articles (seq),
    organization_id TEXT NOT NULL REFERENCES organizations (id),
    PRIMARY KEY (seq, organization_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_organizations_id ON article_organizations (organization_id);

-- What could not be taken in, until it can.
CREATE TABLE quarantine (
    locator     TEXT PRIMARY KEY,
    place       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    raw_sha256  TEXT,
    first_seen  TEXT NOT NULL,
    last_seen   TEXT NOT NULL,
    resolved_at TEXT
) STRICT;

CREATE TABLE runs (
    id          INTEGER PRIMARY KEY,
    paths       TEXT NOT NULL, -- JSON
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT -- JSON
) STRICT;

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;
