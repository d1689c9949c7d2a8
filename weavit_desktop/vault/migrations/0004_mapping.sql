-- What a person said the columns of a table stand for: found again by its columns (import.md, any CSV).
CREATE TABLE mapping (
  fingerprint TEXT PRIMARY KEY,
  document TEXT NOT NULL,
  said_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
