-- What came in is kept as it came; what is shown is computed from it and can be rebuilt (model.md).
-- Instants are ISO 8601 in UTC, days are ISO 8601, JSON is canonical; uid columns are opaque ids shown outside.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- As it came -------------------------------------------------------------------------------------

CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  report TEXT NOT NULL DEFAULT '{}',
  undone_at TEXT
) STRICT;

CREATE TABLE import_source (
  id INTEGER PRIMARY KEY,
  import_id INTEGER NOT NULL REFERENCES import ON DELETE CASCADE,
  path TEXT NOT NULL,
  format TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;
CREATE INDEX import_source_by_import ON import_source (import_id);
CREATE INDEX import_source_by_digest ON import_source (digest);

CREATE TABLE problem (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
  place TEXT NOT NULL,
  what TEXT NOT NULL,
  raw BLOB NOT NULL
) STRICT;
CREATE INDEX problem_by_source ON problem (source_id);

-- `origin` is the kind of source that record keys are unique in: vcard, linkedin, google-csv ...
-- Foreign files use one key for several people ("UID:1"): `variant` tells them apart, from 1 up.
-- Of the cards with one origin, key and variant exactly one is live; the others were superseded by a newer export.
CREATE TABLE source_card (
  id INTEGER PRIMARY KEY,
  source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
  origin TEXT NOT NULL,
  record_key TEXT NOT NULL,
  variant INTEGER NOT NULL DEFAULT 1,
  digest TEXT NOT NULL,
  raw BLOB NOT NULL,
  properties TEXT NOT NULL,
  card TEXT NOT NULL,
  identifiers TEXT NOT NULL DEFAULT '[]',    -- [[kind, normalised value, as written], ...], computed
  photo BLOB,
  live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX source_card_live ON source_card (origin, record_key, variant) WHERE live = 1;
CREATE INDEX source_card_by_key ON source_card (origin, record_key, digest);
CREATE INDEX source_card_by_source ON source_card (source_id);

-- Who is who -------------------------------------------------------------------------------------

CREATE TABLE person (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  sort_key TEXT NOT NULL,
  name_key TEXT NOT NULL DEFAULT '',         -- the same for one name in any order and spelling
  organization TEXT NOT NULL DEFAULT '',
  title TEXT NOT NULL DEFAULT '',
  level TEXT NOT NULL DEFAULT 'unknown',
  level_rule TEXT NOT NULL DEFAULT '',
  function TEXT NOT NULL DEFAULT 'unknown',
  function_rule TEXT NOT NULL DEFAULT '',
  shown TEXT NOT NULL DEFAULT '{}',          -- the computed card, as JSON
  is_company INTEGER NOT NULL DEFAULT 0,
  me INTEGER NOT NULL DEFAULT 0,             -- a card of the holder of the vault: no relationship
  colleague INTEGER NOT NULL DEFAULT 0,
  objected INTEGER NOT NULL DEFAULT 0,
  interactions INTEGER NOT NULL DEFAULT 0,
  last_interaction TEXT,
  created_at TEXT NOT NULL
) STRICT;
-- The last two for lists of everyone, which read nothing else: a row of `person` holds a whole card.
CREATE INDEX person_by_sort_key ON person (sort_key, id, level, last_interaction);
CREATE INDEX person_by_name_key ON person (name_key);
CREATE INDEX person_by_last_interaction ON person (last_interaction, id);

CREATE TABLE link (
  card_id INTEGER PRIMARY KEY REFERENCES source_card ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  reason TEXT NOT NULL,
  decided_by TEXT NOT NULL CHECK (decided_by IN ('rule', 'person')),
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX link_by_person ON link (person_id);

CREATE TABLE not_same (
  one TEXT NOT NULL,
  other TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  PRIMARY KEY (one, other),
  CHECK (one < other)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_choice (
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  chosen_at TEXT NOT NULL,
  PRIMARY KEY (person_id, field)
) STRICT, WITHOUT ROWID;

-- Every identifier a person answers to, normalised: what linking and participants look up.
CREATE TABLE identifier (
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'profile')),
  value TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  PRIMARY KEY (kind, value, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identifier_by_person ON identifier (person_id);

CREATE TABLE identity (
  kind TEXT NOT NULL CHECK (kind IN ('email', 'phone', 'profile', 'company-domain', 'name')),
  value TEXT NOT NULL,
  confirmed INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;

-- Where they work ----------------------------------------------------------------------------------

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL UNIQUE,
  lei TEXT,
  client INTEGER NOT NULL DEFAULT 0,         -- marked as a Client by the person
  registry_id TEXT,                          -- the hub's Client, once the person confirmed it
  template TEXT
) STRICT;
CREATE INDEX organisation_by_registry ON organisation (registry_id) WHERE registry_id IS NOT NULL;

CREATE TABLE organisation_domain (
  domain TEXT NOT NULL,
  organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE,
  PRIMARY KEY (domain, organisation_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX organisation_domain_by_organisation ON organisation_domain (organisation_id);

CREATE TABLE position (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  organisation_id INTEGER NOT NULL REFERENCES organisation,
  title TEXT NOT NULL,
  level TEXT NOT NULL,
  level_rule TEXT NOT NULL,
  function TEXT NOT NULL,
  function_rule TEXT NOT NULL,
  confidence REAL NOT NULL,
  domains TEXT NOT NULL DEFAULT '[]',        -- the person's e-mail domains that may be the organisation's
  from_day TEXT,                             -- NULL: before the first import that told of it
  to_day TEXT                                -- NULL while it is current
) STRICT;
CREATE INDEX position_by_person ON position (person_id);
CREATE INDEX position_by_organisation ON position (organisation_id, to_day, person_id);

-- What happened ------------------------------------------------------------------------------------

CREATE TABLE interaction (
  id INTEGER PRIMARY KEY,
  source_id INTEGER REFERENCES import_source ON DELETE CASCADE,   -- NULL: logged by hand
  source_key TEXT NOT NULL UNIQUE,
  at TEXT NOT NULL,
  zone TEXT NOT NULL,
  day TEXT NOT NULL,                         -- local day in the home zone, fixed at import
  channel TEXT NOT NULL,
  direction TEXT NOT NULL,
  recipients INTEGER NOT NULL,               -- how many people it went to, for the weight of each
  subject TEXT                               -- only if the person asked for it
) STRICT;
CREATE INDEX interaction_by_source ON interaction (source_id);

CREATE TABLE participant (
  interaction_id INTEGER NOT NULL REFERENCES interaction ON DELETE CASCADE,
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  person_id INTEGER REFERENCES person ON DELETE SET NULL,         -- NULL: an address nobody is known by yet
  PRIMARY KEY (interaction_id, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_by_address ON participant (kind, value);
CREATE INDEX participant_by_person ON participant (person_id);

CREATE TABLE day_bucket (
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  day TEXT NOT NULL,
  channel TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('out', 'in')),
  weight REAL NOT NULL,                      -- w_c x min(1, sum of m), scoring.md 1
  PRIMARY KEY (person_id, day, channel, direction)
) STRICT, WITHOUT ROWID;

-- Forward-decayed sums: weight x 2^((day - landmark) / half-life), so that time passes without a write.
CREATE TABLE score (
  person_id INTEGER PRIMARY KEY REFERENCES person ON DELETE CASCADE,
  warm_out REAL NOT NULL,
  warm_in REAL NOT NULL,
  deep_out REAL NOT NULL,
  deep_in REAL NOT NULL
) STRICT;

-- The person's own ---------------------------------------------------------------------------------

CREATE TABLE note (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  at TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX note_by_person ON note (person_id);

CREATE TABLE reminder (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  due_day TEXT NOT NULL,
  text TEXT NOT NULL,
  done_at TEXT
) STRICT;
CREATE INDEX reminder_by_person ON reminder (person_id);

CREATE TABLE list (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL
) STRICT;

CREATE TABLE list_member (
  list_id INTEGER NOT NULL REFERENCES list ON DELETE CASCADE,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  PRIMARY KEY (list_id, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX list_member_by_person ON list_member (person_id);

CREATE TABLE attachment (
  id INTEGER PRIMARY KEY,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  blob_name TEXT NOT NULL UNIQUE,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  key BLOB NOT NULL
) STRICT;
CREATE INDEX attachment_by_person ON attachment (person_id);

CREATE TABLE template (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  decision_level TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT;

CREATE TABLE slot (
  organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE,
  role TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  confirmed INTEGER NOT NULL DEFAULT 0,
  said_by TEXT NOT NULL DEFAULT '',
  at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, role, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_by_person ON slot (person_id);

CREATE TABLE believed (
  organisation_id INTEGER NOT NULL REFERENCES organisation ON DELETE CASCADE,
  level TEXT NOT NULL,
  function TEXT NOT NULL,
  band INTEGER NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (organisation_id, level, function)
) STRICT, WITHOUT ROWID;

-- Keyed hashes of identifiers that imports must not bring back.
CREATE TABLE suppression (
  hash BLOB PRIMARY KEY,
  why TEXT NOT NULL CHECK (why IN ('deleted', 'objected')),
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: what happened, by event code and opaque ids.
CREATE TABLE activity (
  id INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  event TEXT NOT NULL,
  subject TEXT NOT NULL DEFAULT '',
  detail TEXT NOT NULL DEFAULT '{}'
) STRICT;

-- Search: one row a person, its words folded (diacritics removed), CJK as bigrams, and transliterated.
-- Not contentless: there a deleted person's words stay in the index behind a tombstone, secure-delete or not.
CREATE VIRTUAL TABLE person_search USING fts5 (
  name, work, identifiers, notes, folded,
  prefix = '1 2 3',
  tokenize = "unicode61 remove_diacritics 2"
);
INSERT INTO person_search (person_search, rank) VALUES ('secure-delete', 1);

-- Staging: batches land here in short transactions; one transaction publishes them; cancel empties it.
CREATE TABLE staged_record (
  id INTEGER PRIMARY KEY,
  source INTEGER NOT NULL,                   -- position of the source within the running import
  kind TEXT NOT NULL CHECK (kind IN ('card', 'interaction', 'me', 'problem')),
  origin TEXT NOT NULL DEFAULT '',
  record_key TEXT NOT NULL,
  variant INTEGER NOT NULL DEFAULT 1,
  digest TEXT NOT NULL DEFAULT '',
  raw BLOB NOT NULL DEFAULT x'',
  body TEXT NOT NULL,
  properties TEXT NOT NULL DEFAULT '',
  identifiers TEXT NOT NULL DEFAULT '[]',
  photo BLOB,
  live INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX staged_record_by_kind ON staged_record (kind);

-- Filled, sorted, when everything is staged: kept up to date from batch to batch they would cost more
-- than all the rest of the staging.
CREATE TABLE staged_key (
  kind TEXT NOT NULL,
  origin TEXT NOT NULL,
  record_key TEXT NOT NULL,
  digest TEXT NOT NULL,
  staged_id INTEGER NOT NULL,
  PRIMARY KEY (kind, origin, record_key, digest, staged_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE staged_identifier (
  kind TEXT NOT NULL,
  value TEXT NOT NULL,
  staged_id INTEGER NOT NULL,
  PRIMARY KEY (kind, value, staged_id)
) STRICT, WITHOUT ROWID;
