-- Pictures and files lie beside the database, each encrypted with a key of its own (vault.md, Files).

-- `name` is that of the file, `key` opens it, `size` and `media_type` are of what it holds.
CREATE TABLE blob (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  key BLOB NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  thumbnail BLOB                             -- of a picture that can be shown: a small JPEG of our own making
) STRICT;

-- What nothing refers to any more: its file goes once the transaction that says so has been committed.
CREATE TABLE dropped_blob (
  name TEXT PRIMARY KEY
) STRICT, WITHOUT ROWID;

-- From here on `photo` holds only what has not been moved into a blob yet.
ALTER TABLE source_card ADD COLUMN photo_blob_id INTEGER REFERENCES blob;
CREATE INDEX source_card_by_photo ON source_card (photo_blob_id) WHERE photo_blob_id IS NOT NULL;
CREATE INDEX source_card_unmoved ON source_card (id) WHERE photo IS NOT NULL;

-- Beside the staged records, which without a reference of their own are emptied in one go.
ALTER TABLE staged_record DROP COLUMN photo;
CREATE TABLE staged_photo (
  staged_id INTEGER PRIMARY KEY,
  blob_id INTEGER NOT NULL REFERENCES blob
) STRICT;
CREATE INDEX staged_photo_by_blob ON staged_photo (blob_id);

-- No version wrote a row here before this step.
DROP TABLE attachment;
CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  blob_id INTEGER NOT NULL REFERENCES blob,
  name TEXT NOT NULL,
  added_at TEXT NOT NULL
) STRICT;
CREATE INDEX attachment_by_person ON attachment (person_id);
CREATE INDEX attachment_by_blob ON attachment (blob_id);

CREATE VIEW blob_use AS
  SELECT photo_blob_id AS blob_id FROM source_card WHERE photo_blob_id IS NOT NULL
  UNION ALL SELECT blob_id FROM attachment
  UNION ALL SELECT blob_id FROM staged_photo;

-- Triggers, so that no way of deleting forgets the file: a person, an import undone, the staging emptied.
CREATE TRIGGER source_card_dropped AFTER DELETE ON source_card WHEN old.photo_blob_id IS NOT NULL BEGIN
  DELETE FROM blob WHERE id = old.photo_blob_id
    AND NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_id = old.photo_blob_id);
END;
CREATE TRIGGER attachment_dropped AFTER DELETE ON attachment BEGIN
  DELETE FROM blob WHERE id = old.blob_id
    AND NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_id = old.blob_id);
END;
CREATE TRIGGER staged_photo_dropped AFTER DELETE ON staged_photo BEGIN
  DELETE FROM blob WHERE id = old.blob_id
    AND NOT EXISTS (SELECT 1 FROM blob_use WHERE blob_id = old.blob_id);
END;
CREATE TRIGGER blob_dropped AFTER DELETE ON blob BEGIN
  INSERT OR IGNORE INTO dropped_blob (name) VALUES (old.name);
END;
