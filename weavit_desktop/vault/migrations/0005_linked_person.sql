-- Who people were before they were linked to another: what unlinking gives back, also years later. Their
-- opaque id stays theirs, so that "not the same person" goes on holding. Ends with the person they belong to.
CREATE TABLE linked_person (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL CHECK (decided_by IN ('rule', 'person')),
  decided_at TEXT NOT NULL,
  was TEXT NOT NULL                          -- JSON: cards, own edits, positions, choices of both before
) STRICT;
CREATE INDEX linked_person_by_person ON linked_person (person_id);
