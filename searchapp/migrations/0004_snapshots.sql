-- Snapshots of saved searches: what one found at one moment, for ever. `head` is the record without
-- its list, `checksum` the SHA-256 of that JSON, which names the SHA-256 of every part of the list.
CREATE TABLE snapshots (
    sid      TEXT NOT NULL REFERENCES saved_searches (sid),
    n        INTEGER NOT NULL, -- 1, 2, … within one saved search
    taken_at TEXT NOT NULL,
    articles INTEGER NOT NULL,
    head     BLOB NOT NULL, -- zlib, JSON
    checksum TEXT NOT NULL,
    PRIMARY KEY (sid, n)
) STRICT;

-- A stretch of the list in its order, zlib, JSON: `keys` to compare by, `facts` to read.
CREATE TABLE snapshot_parts (
    sid   TEXT NOT NULL,
    n     INTEGER NOT NULL,
    part  INTEGER NOT NULL,
    keys  BLOB NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (sid, n, part),
    FOREIGN KEY (sid, n) REFERENCES snapshots (sid, n)
) STRICT;

CREATE TRIGGER snapshots_stay BEFORE UPDATE ON snapshots BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never changed');
END;
CREATE TRIGGER snapshots_last BEFORE DELETE ON snapshots BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never deleted');
END;
CREATE TRIGGER snapshot_parts_stay BEFORE UPDATE ON snapshot_parts BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never changed');
END;
CREATE TRIGGER snapshot_parts_last BEFORE DELETE ON snapshot_parts BEGIN
    SELECT RAISE(ABORT, 'a snapshot is never deleted');
END;
