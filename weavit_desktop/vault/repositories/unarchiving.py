"""What an archive brings, into the tables: beside what is there, never in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection

RECORD = "archive:"  # before the audience of a permission that is a record only: nothing asks for such ones


@dataclass(frozen=True, slots=True)
class NewCard:
    """A source card. `card`, `properties` and `identifiers` are JSON; `place` becomes its id."""

    place: int
    source_id: int
    origin: str
    record_key: str
    variant: int
    digest: str
    raw: bytes = field(repr=False)
    properties: str = field(repr=False)
    card: str = field(repr=False)
    identifiers: str = field(repr=False)
    photo_blob_id: int | None
    live: bool


@dataclass(frozen=True, slots=True)
class NewLink:
    """Why a card belongs to a person, and who said so when."""

    person_id: int
    reason: str
    decided_by: str
    decided_at: str


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """An interaction; `participants`: kind, value, name, role, person; `also_from`: source, what it told as
    JSON, "" for the same; `words`: source, subject, text."""

    source_id: int | None
    source_key: str
    at: str
    zone: str
    day: str
    channel: str
    direction: str
    recipients: int
    subject: str | None = field(repr=False)
    text: str | None = field(repr=False)
    words: Sequence[tuple[int, str | None, str | None]] = field(repr=False)
    participants: Sequence[tuple[str, str, str, str, int | None]] = field(repr=False)
    also_from: Sequence[tuple[int, str]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewPost:
    """A position, ended or not. `domains` is JSON."""

    organisation_id: int
    title: str
    level: str
    level_rule: str
    function: str
    function_rule: str
    confidence: float
    domains: str
    from_day: str | None
    to_day: str | None


@dataclass(frozen=True, slots=True)
class Ledgered:
    """A line of somebody's ledger of permissions."""

    person_uid: str
    audience: str
    facet: str
    level: int
    k: int
    purpose: str
    policy: str
    from_day: str
    until_day: str | None
    decided_at: str


def is_empty(db: Connection) -> bool:
    """Return whether nobody is in the vault, and the holder has not said who they are."""
    sql = "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM identity WHERE confirmed = 1)"
    return not db.execute(sql).fetchone()[0]


def last_card(db: Connection) -> int:
    """Return the highest id of a card, 0 for none."""
    return int(db.execute("SELECT ifnull(max(id), 0) FROM source_card").fetchone()[0])


def person_of_uid(db: Connection, uid: str, last: int) -> int | None:
    """Return who has an opaque id, or who the one that had it was linked to, of those up to the id `last`."""
    row = db.execute(
        """SELECT id FROM (SELECT id FROM person WHERE uid = ?1
          UNION ALL SELECT person_id FROM linked_person WHERE uid = ?1) WHERE id <= ?2 LIMIT 1""",
        (uid, last),
    ).fetchone()
    return None if row is None else int(row[0])


def person_with_card(db: Connection, origin: str, key: str, digest: str, last: int) -> int | None:
    """Return whose card a record is, of the cards up to the id `last`."""
    row = db.execute(
        """SELECT link.person_id FROM source_card AS card JOIN link ON link.card_id = card.id
        WHERE card.origin = ? AND card.record_key = ? AND card.digest = ? AND card.id <= ? LIMIT 1""",
        (origin, key, digest, last),
    ).fetchone()
    return None if row is None else int(row[0])


def last_variant(db: Connection, origin: str, key: str, last: int) -> int:
    """Return the highest variant of a key, of the cards up to the id `last`; 0 without any."""
    row = db.execute(
        """SELECT ifnull(max(variant), 0) FROM source_card
        WHERE origin = ? AND record_key = ? AND id <= ?""",
        (origin, key, last),
    ).fetchone()
    return int(row[0])


def ledgered(db: Connection) -> set[str]:
    """Return the ids that the permission ledger knows, also of people who were deleted."""
    return {uid for (uid,) in db.execute("SELECT DISTINCT person_uid FROM permission")}


def is_taken(db: Connection, uid: str) -> bool:
    """Return whether somebody has this id, or had it before being linked to another person."""
    row = db.execute(
        """SELECT EXISTS (SELECT 1 FROM person WHERE uid = ?1)
          OR EXISTS (SELECT 1 FROM linked_person WHERE uid = ?1)""",
        (uid,),
    ).fetchone()
    return bool(row[0])


def add_person(db: Connection, uid: str, since: str, *, objected: bool) -> int:
    """Add a person whose fields are computed later; return their row id."""
    sql = "INSERT INTO person (uid, name, sort_key, created_at, objected) VALUES (?, '', '', ?, ?)"
    return int(db.execute(sql, (uid, since, int(objected))).lastrowid or 0)


def add_card(db: Connection, card: NewCard, link: NewLink, also_from: Iterable[tuple[int, int]]) -> int:
    """Add a source card and link it; return its id. `also_from`: place and source of who told of it too."""
    db.execute(
        """INSERT INTO source_card (id, source_id, origin, record_key, variant, digest, raw, properties, card,
          identifiers, photo_blob_id, live) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            card.place, card.source_id, card.origin, card.record_key, card.variant, card.digest, card.raw,
            card.properties, card.card, card.identifiers, card.photo_blob_id, int(card.live),
        ),
    )  # fmt: skip
    db.execute(
        "INSERT INTO link (card_id, person_id, reason, decided_by, decided_at) VALUES (?, ?, ?, ?, ?)",
        (card.place, link.person_id, link.reason, link.decided_by, link.decided_at),
    )
    db.executemany(
        "INSERT INTO card_also_from (place, card_id, source_id) VALUES (?, ?, ?)",
        ((place, card.place, source_id) for place, source_id in also_from),
    )
    return card.place


def add_edits(db: Connection, person_id: int, edits: Mapping[str, tuple[str, str]]) -> None:
    """Add own edits: value and instant by field. An edit that is there stays."""
    db.executemany(
        "INSERT OR IGNORE INTO field_choice (person_id, field, value, chosen_at) VALUES (?, ?, ?, ?)",
        ((person_id, name, *edit) for name, edit in edits.items()),
    )


def add_posts(db: Connection, person_id: int, posts: Iterable[NewPost | None]) -> list[int]:
    """Add positions, but none that was known; return their ids, 0 for one that was not added."""
    rows = db.execute("SELECT organisation_id, title, to_day FROM position WHERE person_id = ?", (person_id,))
    known = set(rows)
    return [
        0
        if one is None or (one.organisation_id, one.title, one.to_day) in known
        else _add_post(db, person_id, one)
        for one in posts
    ]


def _add_post(db: Connection, person_id: int, one: NewPost) -> int:
    cursor = db.execute(
        """INSERT INTO position (person_id, organisation_id, title, level, level_rule, function,
          function_rule, confidence, domains, from_day, to_day)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            person_id, one.organisation_id, one.title, one.level, one.level_rule, one.function,
            one.function_rule, one.confidence, one.domains, one.from_day, one.to_day,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def add_notes(db: Connection, person_id: int, notes: Iterable[tuple[str, str]]) -> list[int]:
    """Add notes (instant, text), but none that was known; return their ids, 0 for one that was."""
    known = set(db.execute("SELECT at, text FROM note WHERE person_id = ?", (person_id,)))
    sql = "INSERT INTO note (person_id, at, text) VALUES (?, ?, ?)"
    return [0 if one in known else int(db.execute(sql, (person_id, *one)).lastrowid or 0) for one in notes]


def add_reminders(
    db: Connection, person_id: int, reminders: Iterable[tuple[str, str, str | None]]
) -> list[int]:
    """Add reminders (day, text, done at), but none that was known, done or not; return their ids, 0 for one
    that was."""
    known = set(db.execute("SELECT due_day, text FROM reminder WHERE person_id = ?", (person_id,)))
    sql = "INSERT INTO reminder (person_id, due_day, text, done_at) VALUES (?, ?, ?, ?)"
    return [
        0 if one[:2] in known else int(db.execute(sql, (person_id, *one)).lastrowid or 0) for one in reminders
    ]


def add_kept_records(db: Connection, person_id: int, records: Iterable[tuple[str, str, str]]) -> None:
    """Remember records (origin, digest, named at) by which a person is found again, but for known ones."""
    db.executemany(
        "INSERT OR IGNORE INTO kept_card (person_id, origin, digest, named_at) VALUES (?, ?, ?, ?)",
        ((person_id, *one) for one in records),
    )


def file_ids(db: Connection, uids: Iterable[str]) -> list[int]:
    """Return the row ids of files by their opaque ids."""
    sql = "SELECT id FROM attachment WHERE uid IN (SELECT value FROM json_each(?)) ORDER BY id"
    return [row[0] for row in db.execute(sql, (dump_json(list(uids)),))]


def interaction_of_key(db: Connection, key: str) -> int | None:
    """Return the row id of an interaction by its key."""
    row = db.execute("SELECT id FROM interaction WHERE source_key = ?", (key,)).fetchone()
    return None if row is None else int(row[0])


def has_file(db: Connection, uid: str) -> bool:
    """Return whether a file with this id is kept with anybody."""
    row = db.execute("SELECT EXISTS (SELECT 1 FROM attachment WHERE uid = ?)", (uid,)).fetchone()
    return bool(row[0])


def place_organisation(
    db: Connection, organisation_id: int, uid: str, lei: str | None, *, client: bool
) -> None:
    """Say what else is known of an organisation. What is there stays; the id only if nothing has it."""
    db.execute(
        """UPDATE organisation SET lei = ifnull(lei, ?3), client = max(client, ?4),
          uid = CASE WHEN EXISTS (SELECT 1 FROM organisation WHERE uid = ?2) THEN uid ELSE ?2 END
        WHERE id = ?1""",
        (organisation_id, uid, lei, int(client)),
    )


def add_list(db: Connection, uid: str, name: str, members: Iterable[int]) -> int:
    """Add people to the list of an id or a name, which begins if there is none; return its row id."""
    row = db.execute(
        "SELECT id FROM list WHERE uid = ?1 OR name = ?2 ORDER BY uid <> ?1 LIMIT 1", (uid, name)
    ).fetchone()
    list_id = (
        row[0] if row else db.execute("INSERT INTO list (uid, name) VALUES (?, ?)", (uid, name)).lastrowid
    )
    db.executemany(
        "INSERT OR IGNORE INTO list_member (list_id, person_id) VALUES (?, ?)",
        ((list_id, one) for one in members),
    )
    return int(list_id)


def is_known_source(db: Connection, digest: str, format_: str, before: int) -> bool:
    """Return whether a file of the same content was imported by a source with a lower id."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM import_source WHERE digest = ? AND format = ? AND id < ?)",
        (digest, format_, before),
    ).fetchone()
    return bool(row[0])


def add_problem(db: Connection, source_id: int, place: str, what: str, raw: bytes) -> None:
    """Keep what could not be read once."""
    db.execute(
        "INSERT INTO problem (source_id, place, what, raw) VALUES (?, ?, ?, ?)",
        (source_id, place, what, raw),
    )


def add_mapping(db: Connection, fingerprint: str, document: str, said_at: str) -> None:
    """Keep what was said of a table, unless something else was said here."""
    db.execute("INSERT OR IGNORE INTO mapping VALUES (?, ?, ?)", (fingerprint, document, said_at))


def add_record(db: Connection, one: Ledgered) -> None:
    """Add a permission as a record that is in force for nobody, unless the ledger has it."""
    audience = RECORD + one.audience.removeprefix(RECORD)
    db.execute(
        """INSERT INTO permission (person_uid, audience, facet, level, k, purpose, policy, from_day,
          until_day, decided_at)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10 WHERE NOT EXISTS (SELECT 1 FROM permission
          WHERE person_uid = ?1 AND audience IN (?2, ?11) AND facet = ?3 AND level = ?4 AND k = ?5
            AND decided_at = ?10)""",
        (
            one.person_uid, audience, one.facet, one.level, one.k, one.purpose, one.policy, one.from_day,
            one.until_day, one.decided_at, audience.removeprefix(RECORD),
        ),
    )  # fmt: skip


def add_interaction(db: Connection, one: NewInteraction) -> bool:
    """Add an interaction, who took part and who else told of it; return whether it is new."""
    cursor = db.execute(
        """INSERT OR IGNORE INTO interaction (source_id, source_key, at, zone, day, channel, direction,
          recipients, subject, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        (
            one.source_id, one.source_key, one.at, one.zone, one.day, one.channel, one.direction,
            one.recipients, one.subject, one.text,
        ),
    )  # fmt: skip
    if not cursor.rowcount:
        return False
    db.executemany(
        """INSERT OR IGNORE INTO participant (interaction_id, kind, value, name, role, person_id)
        VALUES (?, ?, ?, ?, ?, ?)""",
        ((cursor.lastrowid, *participant) for participant in one.participants),
    )
    db.executemany(
        "INSERT OR IGNORE INTO interaction_also_from (interaction_id, source_id, told) VALUES (?, ?, ?)",
        ((cursor.lastrowid, *telling) for telling in one.also_from),
    )
    db.executemany(
        """INSERT OR IGNORE INTO interaction_words (interaction_id, source_id, subject, text)
        VALUES (?, ?, ?, ?)""",
        ((cursor.lastrowid, *said) for said in one.words),
    )
    return True
