-- Permissions, documents and what the hub answered (sharing.md 2 to 6).

-- Append-only. The row with the highest id for a person and audience is in force.
CREATE TABLE permission (
  id INTEGER PRIMARY KEY,
  person_uid TEXT NOT NULL,                  -- opaque and kept after the person is deleted
  audience TEXT NOT NULL,
  facet TEXT NOT NULL DEFAULT 'ladder',
  level INTEGER NOT NULL CHECK (level BETWEEN 0 AND 4),
  k INTEGER NOT NULL CHECK (k IN (1, 3, 5)),
  purpose TEXT NOT NULL,
  policy TEXT NOT NULL,                      -- digest of the accepted policy; '' before a hub was joined
  from_day TEXT NOT NULL,
  until_day TEXT,
  decided_at TEXT NOT NULL
) STRICT;
CREATE INDEX permission_in_force ON permission (audience, person_uid, id);

-- The joined hub: one row, or none.
CREATE TABLE hub (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  hub_id TEXT NOT NULL,
  name TEXT NOT NULL,
  url TEXT NOT NULL,
  key TEXT NOT NULL,
  rep_id TEXT NOT NULL,
  rep_name TEXT NOT NULL,
  role TEXT NOT NULL,
  device_id TEXT NOT NULL,
  device_key BLOB NOT NULL,
  policy TEXT NOT NULL,
  policy_body BLOB NOT NULL,
  suspended TEXT NOT NULL DEFAULT '',        -- why publishing waits: '', 'policy-changed', 'log-does-not-add-up'
  joined_at TEXT NOT NULL
) STRICT;

-- An enrolment that was sent and not confirmed yet, so that it can be sent again as it was.
CREATE TABLE joining (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  invite_id TEXT NOT NULL,
  policy TEXT NOT NULL,
  device_id TEXT NOT NULL,
  device_key BLOB NOT NULL,
  retract_secret BLOB NOT NULL
) STRICT;

CREATE TABLE registry_client (
  id TEXT PRIMARY KEY,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The random name of a rep's document for one Client, per sharing period.
CREATE TABLE sharing_period (
  pub_id TEXT PRIMARY KEY,
  client_id TEXT NOT NULL,
  taken_back INTEGER NOT NULL DEFAULT 0,     -- the person took something back, and the hub may still hold it
  ended INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX sharing_period_running ON sharing_period (client_id) WHERE ended = 0;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY,
  uid TEXT NOT NULL UNIQUE,
  pub_id TEXT NOT NULL REFERENCES sharing_period,
  seq INTEGER NOT NULL,
  body BLOB NOT NULL,
  sha256 TEXT NOT NULL,
  retraction INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'sending', 'acked', 'superseded', 'rejected')),
  approved_sha256 TEXT,
  approved_at TEXT,
  problem TEXT NOT NULL DEFAULT '',
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_by_pub ON outbox (pub_id, seq);

CREATE TABLE receipt (
  outbox_id INTEGER PRIMARY KEY REFERENCES outbox,
  token TEXT NOT NULL,                       -- the hub's, with the proof that it stands in its log
  proof TEXT NOT NULL,
  hub_key TEXT NOT NULL,
  jws TEXT NOT NULL,                         -- ours, over the document
  accepted_at TEXT NOT NULL
) STRICT;

CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY,
  token TEXT NOT NULL,
  size INTEGER NOT NULL,
  root TEXT NOT NULL,
  seen_at TEXT NOT NULL
) STRICT;

CREATE TABLE released (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  body BLOB NOT NULL,
  token TEXT NOT NULL,
  fetched_at TEXT NOT NULL
) STRICT;
