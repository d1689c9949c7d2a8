-- Who else told of what the vault had already. It is not kept twice, but stays for the other import's sake
-- when the one that brought it is undone.

-- `place` is the id that the card would have got: the later of two counts as the newer.
CREATE TABLE card_also_from (
  place INTEGER PRIMARY KEY,
  card_id INTEGER NOT NULL REFERENCES source_card ON DELETE CASCADE ON UPDATE CASCADE,
  source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE
) STRICT;
CREATE INDEX card_also_from_by_card ON card_also_from (card_id);
CREATE INDEX card_also_from_by_source ON card_also_from (source_id);

CREATE TABLE interaction_also_from (
  interaction_id INTEGER NOT NULL REFERENCES interaction ON DELETE CASCADE,
  source_id INTEGER NOT NULL REFERENCES import_source ON DELETE CASCADE,
  told TEXT NOT NULL DEFAULT '',             -- JSON of what it told; '' where that is what the interaction says
  PRIMARY KEY (interaction_id, source_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX interaction_also_from_by_source ON interaction_also_from (source_id);

-- Whose a card was that went with an undone import while they stayed: it finds them when it comes again.
CREATE TABLE kept_card (
  origin TEXT NOT NULL,
  digest TEXT NOT NULL,
  person_id INTEGER NOT NULL REFERENCES person ON DELETE CASCADE,
  named_at TEXT NOT NULL,                    -- when the name of the card was made their own choice; '' if not
  PRIMARY KEY (origin, digest)
) STRICT, WITHOUT ROWID;
CREATE INDEX kept_card_by_person ON kept_card (person_id);
