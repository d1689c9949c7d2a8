-- What is kept only because the person asked for it in that import, as `subject` is.
ALTER TABLE interaction ADD COLUMN text TEXT;

-- Which import told it: `subject` and `text` of the interaction are those of the newest that told one.
CREATE TABLE interaction_words (
  interaction_id INTEGER NOT NULL REFERENCES interaction ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
  subject TEXT,
  text TEXT,
  PRIMARY KEY (interaction_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_words_by_source ON interaction_words (source_id);

-- Empty unless asked for: who did not ask shall not wait.
CREATE INDEX staged_record_with_words ON staged_record (id) WHERE kind = 'interaction' AND properties <> '';

-- What an archive brings along of the vault that it was made of.
ALTER TABLE import_source ADD COLUMN told_at TEXT;    -- when that vault read the file; NULL: with the import
ALTER TABLE suppression ADD COLUMN key BLOB;          -- that the hash was made with; NULL: this vault's

-- The index gathers that many bytes of new words in memory before it writes them: with the usual 1 MB a large
-- import spends a third of its time for the index on merging what it has just written.
INSERT INTO person_search (person_search, rank) VALUES ('hashsize', 6000000);
