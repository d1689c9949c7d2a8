"""The law of undoing: all is as if the import had never been (import.md)."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.calendars import calendar, event, guest
from builders.desk import Desk, open_desk, someone
from builders.letters import ME, letter, mailbox, write
from builders.linkedin import (
    CONNECTIONS,
    MESSAGES,
    OLDER_CONNECTIONS,
    PROFILE,
    folder,
    message,
    profile_url,
    table,
)
from builders.told import told
from weavit_desktop.importing.context import NOTHING, Asked
from weavit_desktop.services import identity, people
from weavit_desktop.services.compute import rebuild

SLUGS = ("anna", "bo", "cleo")
MAILS = ("anna@orrin.example", "ANNA@ORRIN.example", "bo@gmail.com", "info@acme.example", "cleo@acme.example")
CARDS = st.builds(
    someone,
    st.sampled_from(["Anna Berg", "Berg, Anna", "Bo Lind", "Cleo", "王思涵"]),
    st.sampled_from(["NOTE:x", "BDAY:1980-01-01", "X-ABSHOWAS:COMPANY"]),
    st.sampled_from(["NOTE:y", "X-ODD:1", *(f"EMAIL:{mail}" for mail in MAILS)]),
    st.sampled_from(["CATEGORIES:z", *(f"URL:{profile_url(slug)}" for slug in SLUGS)]),
    email=st.sampled_from(["", *MAILS]),
    org=st.sampled_from(["", "Orrin AG", "ORRIN", "Acme"]),
    title=st.sampled_from(["", "CFO", "VP Sales", "Analyst"]),
    uid=st.sampled_from(["", "1", "2"]),
    tel=st.sampled_from(["", "044 668 18 00"]),
)
AGAIN = st.sampled_from(  # what comes twice, and newer forms of it
    [
        someone("Anna Berg", email="anna@orrin.example", org="Orrin AG", title="CFO", uid="1"),
        someone("Anna Berg", email="anna@orrin.example", org="Acme", title="CEO", uid="1"),
        someone("Anna Berg", "EMAIL:cleo@acme.example", email="anna@orrin.example"),
        someone("Cleo", email="cleo@acme.example", org="Acme", uid="2"),
        someone("Bo Lind", email="bo@gmail.com", uid="1"),
        b"stray text\r\n",
    ]
)
FILES = st.lists(st.one_of(CARDS, AGAIN, AGAIN), min_size=1, max_size=4).map(
    lambda cards: ("people.vcf", b"".join(cards))
)
ROWS = st.lists(
    st.tuples(st.sampled_from(["Anna", "Bo"]), st.sampled_from(["", "Berg"]), st.sampled_from(["", *MAILS])),
    min_size=1,
    max_size=3,
).map(
    lambda rows: (
        "google.csv",
        "\r\n".join(
            [
                "First Name,Last Name,E-mail 1 - Value,Organization Name",
                *(f"{','.join(row)},Acme" for row in rows),
                "",
            ]
        ).encode(),
    )
)
SUBJECTS = st.sampled_from(["", "Plan", "Offer"])
LETTERS = st.lists(st.tuples(st.integers(1, 4), SUBJECTS), min_size=1, max_size=4).map(
    lambda found: (
        "mail.mbox",
        mailbox(
            *(
                letter(to=f"A <{MAILS[number]}>", number=number, more=[f"Subject: {subject}"])
                for number, subject in found
            )
        ),
    )
)
MEETINGS = st.lists(
    st.tuples(
        st.sampled_from("12"),
        st.integers(1, 3),
        st.sampled_from(MAILS),
        SUBJECTS,
        st.sampled_from(["CONFIRMED", "CONFIRMED", "CANCELLED"]),
    ),
    min_size=1,
    max_size=2,
).map(
    lambda found: (
        "work.ics",
        calendar(
            *(
                event(
                    guest(mail),
                    f"SUMMARY:{subject}",
                    f"STATUS:{status}",
                    uid=uid,
                    begins=f":2026090{day}T080000Z",
                )
                for uid, day, mail, subject, status in {one[0]: one for one in found}.values()
            )
        ),
    )
)
WORDS = st.lists(
    st.tuples(st.sampled_from(SLUGS), st.integers(0, 3), st.booleans(), SUBJECTS), min_size=1, max_size=4
).map(
    lambda found: [
        message(
            *(("maya", slug) if sent else (slug, "maya")),
            at=f"{datetime(2026, 8, 25, 8, tzinfo=UTC) - timedelta(days=days):%Y-%m-%d %H:%M:%S} UTC",
            SUBJECT=subject,
            CONTENT=f"{subject} for you",
        )
        for slug, days, sent, subject in found
    ]
)
CONNECTED = st.lists(
    st.fixed_dictionaries(
        {
            "First Name": st.sampled_from(["Anna", "ANNA", "Bo"]),
            "Last Name": st.just("Berg"),
            "URL": st.sampled_from(["", *map(profile_url, SLUGS)]),
            "Email Address": st.sampled_from(["", "", "", *MAILS]),
            "Company": st.sampled_from(["", "Orrin AG", "Acme"]),
            "Connected On": st.sampled_from(["07 Feb 2018", "7-Feb-18", "08 Feb 2018"]),
        }
    ),
    min_size=1,
    max_size=3,
)
EXPORTS = st.builds(  # an older one leaves the column of addresses out
    lambda header, rows: ("Connections.csv", table(header, *rows).encode()),
    st.sampled_from([CONNECTIONS, OLDER_CONNECTIONS, OLDER_CONNECTIONS]),
    CONNECTED,
)
CARD = AGAIN.map(lambda card: ("people.vcf", card))
IMPORTS = st.lists(st.one_of(FILES, FILES, ROWS, LETTERS, MEETINGS, WORDS), min_size=1, max_size=4).flatmap(
    lambda found: st.lists(st.sampled_from(found), max_size=2).map(lambda again: [*found, *again])
)
ASKED = st.sampled_from([NOTHING, Asked(subjects=True), Asked(subjects=True, texts=True)])


def path_of(desk: Desk, number: int, content: object) -> Path:
    """Write what is imported, under the same path in every vault."""
    if isinstance(content, tuple):
        return write(desk.folder / str(number) / content[0], content[1])
    files = {"Profile.csv": table(PROFILE, {"First Name": "Maya"}), "messages.csv": table(MESSAGES, *content)}
    return folder(desk.folder / str(number), files)


def begin(desk: Desk) -> None:
    identity.confirm_me(desk.vault, desk.work, emails=[ME])


def bring(desk: Desk, number: int, content: object, asked: Asked = NOTHING) -> str:
    """Import on a day of its own; return the id."""
    day = date(2026, 9, 20) + timedelta(days=7 * number)
    uid = desk.on(day.isoformat()).take(path_of(desk, number, content), asked=asked).import_id
    assert uid is not None
    return uid


def undo_and_compare(
    imports: Sequence[object], undone: Sequence[int], asked: Sequence[Asked], place: Path
) -> None:
    """Hold a vault with imports of which some are undone against one that never had those."""
    for name in ("one", "other"):
        (place / name).mkdir()
    with open_desk(place / "one") as desk, open_desk(place / "other") as other:
        begin(desk)
        begin(other)
        uids = [bring(desk, number, content, asked[number]) for number, content in enumerate(imports)]
        for number, content in enumerate(imports):
            if number not in undone:
                bring(other, number, content, asked[number])
        for number in undone:
            desk.undo(uids[number])
        assert told(desk) == told(other)
        rebuild(desk.vault, desk.work)
        assert told(desk) == told(other)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(imports=IMPORTS, data=st.data())
def test_undoing_imports_equals_never_having_made_them(
    imports: Sequence[object], data: st.DataObject
) -> None:
    numbers = st.integers(0, len(imports) - 1)
    undone = data.draw(st.lists(numbers, min_size=1, max_size=2, unique=True))
    asked = data.draw(st.lists(ASKED, min_size=len(imports), max_size=len(imports)))
    with tempfile.TemporaryDirectory() as place:
        undo_and_compare(imports, undone, asked, Path(place))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(imports=st.lists(st.one_of(EXPORTS, EXPORTS, EXPORTS, CARD), min_size=2, max_size=4), data=st.data())
def test_so_it_is_with_linkedin_exports_of_either_era(imports: Sequence[object], data: st.DataObject) -> None:
    undone = data.draw(st.lists(st.integers(0, len(imports) - 1), min_size=1, max_size=2, unique=True))
    with tempfile.TemporaryDirectory() as place:
        undo_and_compare(imports, undone, [NOTHING] * len(imports), Path(place))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(imports=IMPORTS, data=st.data())
def test_what_the_holder_edited_in_between_stays(imports: Sequence[object], data: st.DataObject) -> None:
    undone = data.draw(st.integers(0, len(imports) - 1))
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        begin(desk)
        uids, edited = [], set()
        for number, content in enumerate(imports):
            uids.append(bring(desk, number, content))
            if rows := desk.listed():
                who = data.draw(st.sampled_from([row.uid for row in rows]))
                edited.add(who)
                changes = {"organization": "Own AG", "email": "own@own.example", "note": "mine"}
                people.edit_person(desk.vault, desk.work, who, changes)
        desk.undo(uids[undone])
        kept = {row.uid: people.open_person(desk.vault, row.uid, desk.now.date()) for row in desk.listed()}
        assert edited <= kept.keys()
        for who in edited:
            document = people.as_json(kept[who])
            assert (document["organization"], document["name"] != "") == ("Own AG", True)
            assert "own@own.example" in [one["value"] for one in document["emails"]]
            assert "mine" in document["notes"]
        before = told(desk)
        rebuild(desk.vault, desk.work)
        assert told(desk) == before


def test_cards_that_only_an_undone_one_joined_are_two_people_again(desk: Desk) -> None:
    both = someone("Anna Berg", "EMAIL:bo@gmail.com", email="anna@orrin.example")
    one, other = someone("Anna Berg", email="anna@orrin.example"), someone("Anna Berg", email="bo@gmail.com")
    uid = desk.take(desk.file("a.vcf", both)).import_id
    desk.take(desk.file("b.vcf", one))
    desk.take(desk.file("c.vcf", other))
    assert desk.names() == ["Anna Berg"]
    desk.undo(uid)
    assert desk.names() == ["Anna Berg", "Anna Berg"]


def test_whom_the_holder_wrote_of_as_one_person_stays_one(desk: Desk) -> None:
    both = someone("Anna Berg", "EMAIL:bo@gmail.com", email="anna@orrin.example")
    one, other = someone("Anna Berg", email="anna@orrin.example"), someone("Anna Berg", email="bo@gmail.com")
    uid = desk.take(desk.file("a.vcf", both)).import_id
    desk.take(desk.file("b.vcf", one, other))
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"note": "mine"})
    desk.undo(uid)
    assert desk.names() == ["Anna Berg"]
