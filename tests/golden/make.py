"""Make the golden vault of the newest schema: `PYTHONPATH=tests python tests/golden/make.py`, once a release.

A golden vault is what a released version left on a disk: encrypted, with some of everything, never changed
afterwards. `NUMBER` makes the one of an earlier schema, by the migrations up to there. Beside it stands
what it holds, as JSON, so that a later version can be asked for all of it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from builders.vault import CHEAP, NOW, PASSPHRASE
from weavit_core.fields import instant_text
from weavit_desktop.domain.card import Card, Labelled
from weavit_desktop.vault import connection, files, migration, slots
from weavit_desktop.vault import header as headers
from weavit_desktop.vault.card_json import dump_card
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.header_file import mend_header
from weavit_desktop.vault.keys import new_data_key
from weavit_desktop.vault.recovery_code import new_recovery_code

PLACE = Path(__file__).parent
PEOPLE = ("Ada Tarn", "Bo Fjord", "Cai Mere", "岡田 花子")
PERMISSIONS_SINCE = 2
INSTANT = "2026-01-05T08:00:00Z"


def make(number: int) -> None:
    """Make the golden vault of one schema version, over the one that is there."""
    folder = PLACE / str(number)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    key = new_data_key()
    vault_id = f"00000000-0000-4000-8000-{number:012}"
    slot = slots.passphrase_slot(vault_id, key, PASSPHRASE, CHEAP)
    recovery = slots.recovery_slot(vault_id, key, new_recovery_code())
    mend_header(folder, headers.sealed(Header(vault_id, 1, (slot, recovery)), key))
    files.create_private(folder / files.DATABASE)
    db = connection.create_database(folder / files.DATABASE, key.derive("db"))
    migration.migrate(db, migration.shipped_steps()[:number])
    meta = {"vault_id": vault_id, "home_zone": "Europe/Zurich", "created_at": instant_text(NOW)}
    db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    fill_people(db)
    if number >= PERMISSIONS_SINCE:
        fill_permissions(db)
    held = holds(db)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    (PLACE / f"{number}.json").write_text(json.dumps(held, indent=1, ensure_ascii=False) + "\n", "utf-8")


def holds(db: Connection) -> dict[str, Any]:
    """Return what a person would miss, as far as the schema has it."""
    tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    queries = {
        "people": "SELECT uid, name, organization, title FROM person ORDER BY uid",
        "cards": "SELECT origin, record_key, hex(raw), card FROM source_card ORDER BY id",
        "interactions": "SELECT source_key, at, channel, direction, subject FROM interaction ORDER BY id",
        "participants": "SELECT interaction_id, kind, value, role, person_id FROM participant ORDER BY 1, 3",
        "notes": "SELECT person_id, at, text FROM note ORDER BY id",
        "suppressed": "SELECT hex(hash), why FROM suppression ORDER BY 1",
    }
    if "permission" in tables:
        queries["permissions"] = (
            "SELECT person_uid, audience, level, k, from_day, decided_at FROM permission ORDER BY id"
        )
    return {name: [list(row) for row in db.execute(query)] for name, query in queries.items()}


def fill_people(db: Connection) -> None:
    add(db, "import", id=1, uid="import-1", at=INSTANT)
    add(db, "import_source", id=1, import_id=1, path="people.vcf", format="vcard", digest="digest")
    for n, name in enumerate(PEOPLE, start=1):
        mail = f"p{n}@tarnholm.example"
        raw = f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{name}\r\nEMAIL:{mail}\r\nEND:VCARD\r\n".encode()
        card = dump_card(Card(name=name, organization="Tarnholm", title="Buyer", emails=(Labelled(mail),)))
        known = json.dumps([["email", mail, mail]])
        key = {"record_key": f"uid:{n}", "digest": f"digest-{n}", "identifiers": known}
        add(db, "source_card", id=n, source_id=1, origin="vcard", raw=raw, properties="[]", card=card, **key)
        work = {"organization": "Tarnholm", "title": "Buyer"}
        add(db, "person", id=n, uid=uid(n), name=name, sort_key=name.casefold(), created_at=INSTANT, **work)
        add(db, "link", card_id=n, person_id=n, reason="new", decided_by="rule", decided_at=INSTANT)
        add(db, "identifier", kind="email", value=mail, person_id=n)
        when = {"at": INSTANT, "zone": "UTC", "day": "2026-01-05"}
        how = {"channel": "mail", "direction": "out", "recipients": 1, "subject": f"About {n}"}
        add(db, "interaction", id=n, source_id=1, source_key=f"message-{n}", **when, **how)
        who = {"kind": "email", "value": mail, "name": name}
        add(db, "participant", interaction_id=n, role="to", person_id=n, **who)
        add(db, "note", id=n, person_id=n, at=INSTANT, text=f"Likes {n} teas")
    add(db, "suppression", hash=bytes(range(32)), why="deleted", at=INSTANT)


def fill_permissions(db: Connection) -> None:
    for n in range(1, len(PEOPLE) + 1):
        choice = {"audience": "hub", "level": n % 5, "k": 3, "purpose": "account-management", "policy": ""}
        add(db, "permission", id=n, person_uid=uid(n), from_day="2026-01-05", decided_at=INSTANT, **choice)


def add(db: Connection, table: str, **values: object) -> None:
    """Add a row by the names of its columns: a later schema may have more of them."""
    sql = f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})"
    db.execute(sql, tuple(values.values()))


def uid(n: int) -> str:
    return f"00000000-0000-4000-9000-{n:012}"


if __name__ == "__main__":
    make(int(sys.argv[1]) if len(sys.argv) > 1 else len(migration.shipped_steps()))
