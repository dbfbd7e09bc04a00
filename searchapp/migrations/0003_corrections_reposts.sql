-- What staff decided about an article, as a log that only grows: what rules read stays in the
-- revisions, what is shown and counted is that with the log carried over it.
ALTER TABLE articles ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

CREATE TABLE corrections (
    n       INTEGER PRIMARY KEY,
    seq     INTEGER NOT NULL REFERENCES articles (seq),
    action  TEXT NOT NULL, -- correct, withdraw, restore
    changes TEXT NOT NULL, -- JSON: field → the value given, null = as the rules read it
    made_by TEXT NOT NULL,
    note    TEXT NOT NULL, -- for a withdrawal the reason
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX corrections_seq ON corrections (seq);
CREATE TRIGGER corrections_stay BEFORE UPDATE ON corrections BEGIN
    SELECT RAISE(ABORT, 'corrections are a log: nothing in it is changed');
END;
CREATE TRIGGER corrections_last BEFORE DELETE ON corrections BEGIN
    SELECT RAISE(ABORT, 'corrections are a log: nothing in it is deleted');
END;

-- Reposts. `canonical` names, for every article that stands in a group, the one the group is shown
-- by. A sketch is a sample of an article's text; a few of its numbers lead to articles like it
-- (of these there are so many that no reference is checked: only articles have sketches).
ALTER TABLE articles ADD COLUMN canonical INTEGER REFERENCES articles (seq);
CREATE INDEX articles_group ON articles (canonical) WHERE canonical IS NOT NULL;

CREATE TABLE sketches (
    seq    INTEGER PRIMARY KEY REFERENCES articles (seq),
    sketch BLOB NOT NULL
) STRICT;

CREATE TABLE sketch_keys (
    key INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (key, seq)
) STRICT, WITHOUT ROWID;
