"""Desks that somebody has worked at: cards, rows, messages, edits, links, drawn at random."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from builders.calendars import calendar, event, guest
from builders.desk import Desk, someone
from builders.happened import Happened, let_happen
from builders.letters import write
from builders.linkedin import MESSAGES, PROFILE, folder, message, profile_url, table
from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.services import people
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.duplicates import refuse
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.objecting import heed_objection
from weavit_desktop.services.sharing import read_choice, share
from weavit_desktop.services.unlinking import unlink_person
from weavit_desktop.vault.connection import Connection

SLUGS = ("anna", "bo", "cleo")
CARDS = st.builds(
    someone,
    st.sampled_from(["Anna Berg", "Berg, Anna", "Bo Lind", "Cleo", "王思涵", "=cmd|' /C calc'!A0"]),
    st.sampled_from(
        [
            "NOTE:x\\nsecond line",
            "X-ABSHOWAS:COMPANY",
            "BDAY:--02-08",
            "ADR;TYPE=WORK:;;Main Street 1;Zürich;;8001;Switzerland",
            *(f"URL:{profile_url(slug)}" for slug in SLUGS),
        ]
    ),
    st.sampled_from(
        ["X-UNKNOWN;X-P=1:a\\, b\\;c", "item1.X-OTHER:07D4\\:ABPerson", "CATEGORIES:Friends,Sailing"]
    ),
    email=st.sampled_from(
        ["", "anna@orrin.example", "ANNA@ORRIN.example", "bo@gmail.com", "info@acme.example"]
    ),
    org=st.sampled_from(["", "Orrin AG", "ORRIN", "Acme"]),
    title=st.sampled_from(["", "CFO", "VP Sales", "Analyst"]),
    uid=st.sampled_from(["", "1", "2"]),
    tel=st.sampled_from(["", "044 668 18 00"]),
)
FILES = st.lists(CARDS, max_size=4).map(b"".join)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["Dora", "Ede"]),
        st.sampled_from(["Wolf", "Lind"]),
        st.sampled_from(["", "d@wolf.example"]),
        st.sampled_from(["", "* friends ::: * work"]),
    ),
    min_size=1,
    max_size=3,
)
WORDS = st.lists(
    st.builds(
        lambda one, days, sent: message(
            *(("maya", one) if sent else (one, "maya")),
            at=f"{datetime(2026, 11, 19, 8, tzinfo=UTC) - timedelta(days=days):%Y-%m-%d %H:%M:%S} UTC",
            SUBJECT="Plan",
            CONTENT=f"{days} days",
        ),
        st.sampled_from(SLUGS),
        st.integers(0, 800),
        st.booleans(),
    ),
    max_size=8,
)
DEEDS = st.sampled_from(["edit", "add", "delete", "link", "keep apart"])
STEPS = st.lists(st.one_of(FILES, ROWS, WORDS, DEEDS), min_size=1, max_size=6)

MEETINGS = st.lists(
    st.tuples(st.sampled_from("12"), st.integers(1, 3), st.sampled_from(["CONFIRMED", "CANCELLED"])),
    min_size=1,
    max_size=2,
).map(
    lambda found: calendar(
        *(
            event(
                guest("anna@orrin.example"),
                f"SUMMARY:Round {day}",
                f"STATUS:{status}",
                uid=uid,
                begins=f":2026090{day}T080000Z",
            )
            for uid, day, status in {one[0]: one for one in found}.values()
        )
    ).decode()
)
DECISIONS = st.sampled_from(["unlink", "undo", "object", "forget", "write down", "again", "share", "met"])
ASKED = (NOTHING, Asked(subjects=True), Asked(subjects=True, texts=True))  # by the number of a step
EVERY_STEP = st.lists(
    st.one_of(FILES, FILES, ROWS, WORDS, MEETINGS, DEEDS, DECISIONS, DECISIONS), min_size=1, max_size=9
)


def perform(desk: Desk, number: int, step: Any) -> None:
    """Do one step of STEPS or EVERY_STEP."""
    if isinstance(step, bytes):
        desk.take(desk.file(f"{number}.vcf", step))
    elif isinstance(step, str) and step.startswith("BEGIN:VCALENDAR"):
        desk.take(write(desk.folder / f"{number}.ics", step.encode()), asked=ASKED[number % 3])
    elif step in ("undo", "again", "unlink", "object", "forget", "write down", "share", "met"):
        _decide(desk, number, step)
    elif isinstance(step, str):
        _do(desk, number, step)
    elif step and isinstance(step[0], tuple):
        desk.take(_google(desk, number, step))
    else:
        files = {
            "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
            "messages.csv": table(MESSAGES, *step),
        }
        desk.take(folder(desk.folder / f"li-{number}", files), asked=ASKED[number % 3])


def _do(desk: Desk, number: int, deed: str) -> None:
    rows = [row for row in desk.listed() if not row.is_company]
    if deed == "add":
        people.add_person(desk.vault, desk.work, {"name": f"Added {number}", "title": "Head of Sales"})
    elif deed == "edit" and rows:
        changes = {"organization": "Acme", "email": "e@acme.example", "note": "mine"}
        people.edit_person(desk.vault, desk.work, rows[0].uid, changes)
    elif deed == "delete" and rows:
        delete_people(desk.vault, desk.work, [rows[-1].uid])
    elif len(rows) > 1:
        with suppress(UsageRefused):  # said otherwise in a step before
            (link_people if deed == "link" else refuse)(desk.vault, desk.work, rows[0].uid, rows[1].uid)


def _decide(desk: Desk, number: int, deed: str) -> None:
    rows = [row for row in desk.listed() if not row.is_company]
    one = rows[number % len(rows)].uid if rows else ""
    if deed == "undo":
        if found := desk.rows("SELECT uid FROM import WHERE undone_at IS NULL ORDER BY id"):
            desk.undo(found[number % len(found)][0])
    elif deed == "again":
        if found := sorted(desk.folder.glob("*.vcf")):
            desk.take(found[number % len(found)])
    elif rows:
        _decide_of(desk, number, deed, one)


def _decide_of(desk: Desk, number: int, deed: str, one: str) -> None:
    if deed == "unlink":
        with suppress(UsageRefused):  # nobody was linked to them
            unlink_person(desk.vault, desk.work, one)
    elif deed == "object":
        heed_objection(desk.vault, desk.work, one)
    elif deed == "forget":
        delete_people(desk.vault, desk.work, [one], do_not_bring_back=True)
    elif deed == "share":
        with suppress(UsageRefused):  # they objected
            share(desk.vault, one, read_choice(2, 3, None, desk.now.date()), lambda: desk.now, desk.new_uid)
    elif deed == "met":
        let_happen(desk.vault, desk.work, one, [Happened("2026-11-02"), Happened("2026-11-03", beside=["X"])])
    else:
        desk.vault.write(lambda db: write_down(db, one, number))


def write_down(db: Connection, uid: str, number: int) -> None:
    """Write what no service writes yet."""
    at, (person_id,) = (
        "2026-11-20T09:00:00Z",
        db.execute("SELECT id FROM person WHERE uid = ?", (uid,)).fetchone(),
    )
    db.execute("INSERT INTO note (person_id, at, text) VALUES (?, ?, 'a note')", (person_id, at))
    db.execute(
        "INSERT INTO reminder (person_id, due_day, text) VALUES (?, '2026-12-01', 'call')", (person_id,)
    )
    lists = db.execute("INSERT INTO list (uid, name) VALUES (?, ?)", (f"list-{number}", f"Fair {number}"))
    db.execute("INSERT INTO list_member VALUES (?, ?)", (lists.lastrowid, person_id))


def _google(desk: Desk, number: int, rows: Sequence[tuple[str, ...]]) -> Any:
    path = desk.folder / f"{number}.csv"
    head = "First Name,Last Name,Organization Name,E-mail 1 - Value,Labels\n"
    lines = "".join(f"{given},{family},Acme,{email},{labels}\n" for given, family, email, labels in rows)
    path.write_text(head + lines, encoding="utf-8")
    return path
