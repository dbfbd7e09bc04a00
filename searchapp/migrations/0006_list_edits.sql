-- Kept lists can be renamed and taken off the page by who has their edit token; the names of a list
-- still never change, and its number keeps working in tables of reports. A list kept before has no
-- token and is changed at the server.
ALTER TABLE unit_lists ADD COLUMN edit_token_hash TEXT NOT NULL DEFAULT ''; -- SHA-256
ALTER TABLE unit_lists ADD COLUMN deleted_at TEXT;
