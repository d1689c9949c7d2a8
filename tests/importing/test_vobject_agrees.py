"""Cards that vobject wrote are read as they were; cards of every version say to it what they say to us.

Where it is right: not for 2.1's commas, which it takes for lists, nor for its names of kinds.
"""

from __future__ import annotations

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from builders.vcards import read, vcard
from weavit_desktop.domain.card import Address, Card, Labelled, Names
from weavit_desktop.exporting.vcard_lines import Version
from weavit_desktop.exporting.vcards import write_vcard
from weavit_desktop.importing.records import CardRecord

PLAIN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"))
TEXT = st.text(PLAIN | st.sampled_from("\\;,:\"'=-+ "), max_size=30).map(lambda text: " ".join(text.split()))
WORD = TEXT.filter(bool)
NOTE = st.lists(WORD, min_size=1, max_size=3).map("\n".join)
KINDS = st.lists(st.sampled_from(["home", "work", "cell", "fax", "pref"]), unique=True, max_size=2).map(tuple)
PHONE = st.from_regex(r"\+[1-9][0-9 ]{5,12}[0-9]", fullmatch=True)
URL = st.from_regex(r"https://[a-z]{3,9}\.example/[a-z]{0,9}", fullmatch=True)
CARD = st.builds(
    Card,
    name=WORD,
    names=st.builds(Names, TEXT, WORD, TEXT, TEXT, TEXT),
    organization=WORD,
    department=TEXT,
    title=TEXT,
    emails=st.lists(st.builds(Labelled, st.emails(), KINDS), max_size=2).map(tuple),
    phones=st.lists(st.builds(Labelled, PHONE, KINDS), max_size=2).map(tuple),
    urls=st.lists(st.builds(Labelled, URL), max_size=2).map(tuple),
    addresses=st.lists(st.builds(Address, WORD, TEXT, TEXT, TEXT, TEXT, types=KINDS), max_size=2).map(tuple),
    birthday=st.just("")
    | st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10)).filter(lambda day: day[:4] != "1604"),
    notes=st.lists(NOTE, max_size=2).map(tuple),
)


def only(data: bytes) -> Card:
    """Return the one card of a file, read without a problem."""
    (record,) = read(data)
    assert isinstance(record, CardRecord)
    return record.card


def by_vobject(card: Card) -> bytes:
    """Return the card as vobject writes it."""
    made = vobject.vCard()
    made.add("fn").value = card.name
    names = card.names
    made.add("n").value = vobject.vcard.Name(
        names.family, names.given, names.additional, names.prefix, names.suffix
    )
    made.add("org").value = [card.organization, *filter(None, [card.department])]
    for name, values in (("email", card.emails), ("tel", card.phones), ("url", card.urls)):
        for one in values:
            line = made.add(name)
            line.value = one.value
            if one.types:
                line.type_paramlist = [kind.upper() for kind in one.types]
    for address in card.addresses:
        line = made.add("adr")
        line.value = vobject.vcard.Address(
            address.street, address.locality, address.region, address.postal_code, address.country
        )
        if address.types:
            line.type_paramlist = list(address.types)
    for name, texts in (("title", [card.title]), ("note", card.notes), ("bday", [card.birthday])):
        for text in filter(None, texts):
            made.add(name).value = text
    return bytes(made.serialize(), "utf-8")


@given(card=CARD)
def test_what_vobject_writes_is_read_as_it_was(card: Card) -> None:
    found = only(by_vobject(card))

    assert (found.name, found.names) == (card.name, card.names)
    assert (found.organization, found.department, found.title) == (
        card.organization,
        card.department,
        card.title,
    )
    assert (found.emails, found.phones, found.urls) == (card.emails, card.phones, card.urls)
    assert found.addresses == card.addresses
    assert (found.birthday, found.notes) == (card.birthday, card.notes)


@pytest.mark.parametrize("version", list(Version))
@given(card=CARD)
def test_what_we_write_vobject_reads_as_it_was(version: Version, card: Card) -> None:
    """Of 4.0, which it does not know, that which is written as in 3.0."""
    peer = vobject.readOne(write_vcard(card, "person-1", version).decode())

    assert peer.fn.value == card.name
    assert (peer.n.value.given, peer.n.value.family) == (card.names.given, card.names.family)
    assert peer.org.value == [card.organization, *filter(None, [card.department])]
    assert [one.value for one in peer.contents.get("note", [])] == list(card.notes)
    assert [one.value for one in peer.contents.get("title", [])] == list(filter(None, [card.title]))
    assert [one.value for one in peer.contents.get("email", [])] == [one.value for one in card.emails]
    assert [one.value.street for one in peer.contents.get("adr", [])] == [
        one.street for one in card.addresses
    ]


def quoted(text: str) -> str:
    """Return text in quoted-printable, in lines of at most 76 characters with soft breaks between."""
    plain = range(ord("!"), ord("~") + 1)
    data = text.replace("\n", "\r\n").encode()
    signs = [chr(one) if one in plain and chr(one) != "=" else f"={one:02X}" for one in data]
    lines = ["".join(signs[at : at + 25]) for at in range(0, len(signs), 25)]
    return "=\r\n".join(lines)


# In 2.1 a backslash escapes nothing, but many programs mean a new line by one before "n": so it is read.
LITERAL = TEXT.map(lambda text: text.replace("\\", "")).filter(str.strip).map(str.strip)


@given(name=LITERAL, title=LITERAL, note=st.lists(LITERAL, min_size=1, max_size=3).map("\n".join))
def test_quoted_printable_of_2_1_is_the_text_that_vobject_finds(name: str, title: str, note: str) -> None:
    how = "CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE"
    texts = (("FN", name), ("TITLE", title), ("NOTE", note))
    data = vcard(*(f"{field};{how}:{quoted(text)}" for field, text in texts), version="2.1")
    peer = vobject.readOne(data.decode(), allowQP=True)

    found = only(data)

    assert (found.name, found.title, found.notes) == (name, title, (note,))
    if not set(",;") & set(name + title + note):  # which it reads as if 2.1 were 3.0
        assert [peer.fn.value, peer.title.value] == [name, title]
        assert peer.note.value.replace("\r\n", "\n") == note
