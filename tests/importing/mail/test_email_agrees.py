"""Letters that Python's library wrote, or can read, tell us what they tell it."""

from __future__ import annotations

import email
from datetime import UTC, datetime, timedelta, timezone
from email.headerregistry import Address as Peer
from email.headerregistry import AddressHeader, DateHeader
from email.message import EmailMessage
from email.policy import EmailPolicy, default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.reading import NOW
from weavit_desktop.domain.interaction import Address
from weavit_desktop.importing.mail.heads import Head
from weavit_desktop.importing.mail.letters import Letter, read_head

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs")), max_size=6)
WORD = PLAIN | st.sampled_from(["Keller,", "O'Neil;", "(Bo)", "a@b", '"Jo"', "<x>", "Jörg", "王思涵"])
NAME = st.lists(WORD, max_size=4).map(lambda words: " ".join(" ".join(words).split()))
LOCAL = st.from_regex(r"[a-z0-9]{1,8}([.+_=-][a-z0-9]{1,8}){0,2}", fullmatch=True)
PERSON = st.builds(
    Peer, NAME, LOCAL, st.from_regex(r"[a-z0-9-]{1,12}\.(example|co\.example)", fullmatch=True)
)
PEOPLE = st.lists(PERSON, max_size=4, unique_by=lambda one: one.addr_spec)
ZONE = st.integers(-12 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
TIME = st.datetimes(datetime(1990, 1, 1), NOW.replace(tzinfo=None), timezones=ZONE)
WHOLE = default.clone(max_line_length=9_999)  # where it folds names beyond ASCII, the library garbles commas
POLICIES = pytest.mark.parametrize("policy", [WHOLE, WHOLE.clone(linesep="\r\n"), WHOLE.clone(utf8=True)])


def read(data: bytes) -> Letter:
    head, _, _ = data.replace(b"\r\n\r\n", b"\n\n").partition(b"\n\n")
    found = read_head(Head(1, head + b"\n"), NOW)
    assert isinstance(found, Letter)
    return found


def as_ours(people: tuple[Peer, ...] | list[Peer]) -> tuple[Address, ...]:
    """Return people as we keep them: each once, with their address in lower case and blanks as one."""
    found: dict[str, Address] = {}
    for one in people:
        address = one.addr_spec.lower()
        found.setdefault(address, Address(email=address, name=" ".join(one.display_name.split())))
    return tuple(found.values())


@POLICIES
@given(sender=PERSON, to=PEOPLE, cc=PEOPLE, at=TIME)
def test_a_letter_that_the_library_wrote_is_read_as_it_was(
    policy: EmailPolicy, sender: Peer, to: list[Peer], cc: list[Peer], at: datetime
) -> None:
    written = EmailMessage(policy=policy)
    written["From"], written["To"], written["Cc"], written["Date"] = [sender], to, cc, at
    written["Subject"] = "never read"
    written.set_content("never read")

    found = read(written.as_bytes())

    assert (found.sender,) == as_ours([sender])
    assert (found.to, found.cc) == (as_ours(to), as_ours(cc))
    assert found.at == at.replace(microsecond=0).astimezone(UTC)
    assert found.zone == at.strftime("%z")[:3] + ":" + at.strftime("%z")[3:5]


SPELLINGS = [
    "Anna Berg <anna@x.example>",
    '"Berg, Anna" <anna@x.example>, "O\\"Neil, Bo" <bo@x.example>',
    "anna@x.example, bo@x.example,\n\tcy@x.example",
    "=?iso-8859-1?q?M=FCller?= =?iso-8859-1?q?_Anna?= <anna@x.example>",
    "=?utf-8?b?QW5uYSA=?= =?utf-8?b?QmVyZw==?= <anna@x.example>",
    "=?utf-8?q?Berg=2C_Anna?= <anna@x.example>",
    "=?UTF-8?Q?Anna?= Berg <anna@x.example>",
    "=?utf-8*de?q?J=C3=B6rg?= <anna@x.example>",
    "=?gb2312?b?zfXLvLqt?= <anna@x.example>",
    "=?iso-2022-jp?b?GyRCOzNFRBsoQg==?= <anna@x.example>",
    "team: anna@x.example, Bo <bo@x.example>;",
    "a: ;, anna@x.example, b:bo@x.example;",
    "undisclosed-recipients:;",
    "Anna B. Berg <anna@x.example>",
    "<@relay.example,@other.example:anna@x.example>",
    "anna@[192.0.2.1]",
    '"anna berg"@x.example',
    "Anna\n Berg\n <anna@x.example>",
    "anna@X.EXAMPLE, ANNA@x.example",
    "Anna <anna@x.example>,, Bo <bo@x.example>",
    "'Anna Berg' <anna@x.example>",
]


@pytest.mark.parametrize("written", SPELLINGS)
def test_recipients_in_every_spelling_are_those_that_the_library_finds(written: str) -> None:
    data = f"From: me@x.example\nTo: {written}\nDate: Mon, 02 Mar 2026 10:15:00 +0100\n\n".encode()
    peer = email.message_from_bytes(data, policy=default)["to"]
    assert isinstance(peer, AddressHeader)

    assert read(data).to == as_ours([one for one in peer.addresses if "@" in one.addr_spec])


DATES = [
    "Mon, 02 Mar 2026 10:15:00 +0100",
    "2 Mar 2026 10:15 -0500",
    "Mon, 02 Mar 2026 10:15:00 GMT",
    "Mon, 02 Mar 2026 10:15:00 EST",
    "Mon, 02 Mar 2026 10:15:00 +0530 (IST)",
    "Mon,\n 02 Mar 2026\n 10:15:00 -0000",
    "02-Mar-2026 10:15:00 +0000",
    "Sun, 02 Mar 2026 10:15:00 +0000",
    "Mon, 02 Mar 98 10:15:00 +0000",
    "Mon, 2 March 2026 10:15:00 +1345",
    "Mon Mar  2 10:15:00 2026",
]


@pytest.mark.parametrize("written", DATES)
def test_times_in_every_spelling_are_those_that_the_library_finds(written: str) -> None:
    data = f"From: me@x.example\nTo: a@x.example\nDate: {written}\n\n".encode()
    peer = email.message_from_bytes(data, policy=default)["date"]
    assert isinstance(peer, DateHeader)
    at = peer.datetime
    assert at is not None

    assert read(data).at == (at if at.tzinfo else at.replace(tzinfo=UTC))
