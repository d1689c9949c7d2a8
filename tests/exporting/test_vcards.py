"""What is written as a vCard is read again as the same card: by us, property by property, and by others."""

from __future__ import annotations

import io
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from builders.shared_data import shared_data
from weavit_desktop.domain.card import AGAIN, Address, Card, Labelled, Names, Photo, Property
from weavit_desktop.exporting.vcard_lines import Version
from weavit_desktop.exporting.vcards import write_vcard
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.importing.vcard.reading import read_vcards

UID = Property("UID", "person-1")
BOTH = pytest.mark.parametrize("version", list(Version))


def read(data: bytes) -> list[Card]:
    records = list(read_vcards(io.BytesIO(data), Keys()))
    assert all(isinstance(record, CardRecord) for record in records), records
    return [record.card for record in records if isinstance(record, CardRecord)]


def again(card: Card, version: Version) -> Card:
    """Return the card that is read from what is written, in the form of `comparable`."""
    (back,) = read(write_vcard(card, UID.value, version))
    return comparable(back)


def comparable(card: Card) -> Card:
    """Return a card whose kinds have an order, without what names the file and not the human."""

    def ordered(values: tuple[Labelled, ...]) -> tuple[Labelled, ...]:
        return tuple(replace(one, types=tuple(sorted(set(one.types)))) for one in values)

    kept = Counter(
        _property(one) for one in card.extra if one.name.upper() not in ("PRODID", "VERSION", "UID")
    )
    return replace(
        card,
        emails=ordered(card.emails),
        phones=ordered(card.phones),
        urls=ordered(card.urls),
        addresses=tuple(replace(one, types=tuple(sorted(set(one.types)))) for one in card.addresses),
        extra=tuple(sorted(kept.elements(), key=repr)),
    )


def _property(one: Property) -> Property:
    params = tuple(sorted((name.upper(), value) for name, value in one.params))
    value = one.value.replace("\r\n", "\\n").replace("\n", "\\n")
    return Property(one.name.upper().removeprefix(AGAIN), value, params, None)


TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029")
    | st.sampled_from("\\;,:\"'=-+ "),
    max_size=60,
).map(str.strip)
LINE = TEXT.map(lambda text: " ".join(text.split()))
WORD = LINE.filter(bool)
NOTE = st.lists(TEXT, max_size=3).map("\n".join).map(str.strip).filter(bool)
KIND = st.sampled_from(["home", "work", "cell", "fax", "pref", "private mobile", "ßecret line"])


def labelled(value: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[Labelled, ...]]:
    kinds = st.lists(KIND, unique=True, max_size=3).map(tuple)
    return st.lists(st.builds(Labelled, value, kinds), max_size=3).map(tuple)


DAY = st.dates().map(lambda day: f"{day:%Y-%m-%d}".zfill(10)).filter(lambda day: not day.startswith("1604"))
YEARLESS = st.sampled_from(["--02-29", "--12-31"])
ADDRESS = st.builds(
    Address, LINE, LINE, LINE, LINE, LINE, types=st.sampled_from([(), ("home",), ("work", "pref")])
)
# Columns of tables that no field takes, some of which vCards know as something else.
COLUMN = st.sampled_from(
    ["Connected On", "E-Mail: Name", "Título", "a;b", "Region", "Email", "Title", "Org", "note", "TEL", "FN"]
)
CARD = st.builds(
    Card,
    name=WORD,
    names=st.builds(Names, LINE, LINE, LINE, LINE, LINE),
    is_company=st.booleans(),
    organization=WORD,
    department=LINE,
    title=LINE,
    emails=labelled(st.emails()),
    phones=labelled(st.from_regex(r"\+[1-9][0-9 ]{5,12}[0-9]", fullmatch=True)),
    urls=labelled(st.from_regex(r"https://[a-z]{3,9}\.example/[a-z,;]{0,9}", fullmatch=True)),
    addresses=st.lists(ADDRESS.filter(lambda one: any((one.street, one.country))), max_size=2).map(tuple),
    birthday=st.just("") | DAY | YEARLESS,
    anniversary=st.just("") | DAY | YEARLESS,
    notes=st.lists(NOTE, max_size=2).map(tuple),
    categories=st.lists(WORD, unique=True, max_size=3).map(tuple),
    photo=st.none()
    | st.binary(min_size=1, max_size=99).map(lambda data: Photo("image/jpeg", b"\xff\xd8\xff" + data)),
    extra=st.lists(st.tuples(COLUMN, NOTE).map(lambda one: Property(*one)), max_size=3).map(tuple),
)


@BOTH
@given(card=CARD)
def test_a_card_is_read_again_as_it_was(version: Version, card: Card) -> None:
    assert again(card, version) == comparable(card)


@BOTH
def test_every_card_that_others_wrote_comes_back_property_by_property(version: Version) -> None:
    cards = list(_cards_of_others())

    assert len(cards) > 200
    for card in cards:
        assert again(card, version) == comparable(card)


@BOTH
@given(card=CARD)
def test_lines_are_short_whole_and_ended_alike(version: Version, card: Card) -> None:
    data = write_vcard(card, UID.value, version)

    assert data.endswith(b"END:VCARD\r\n")
    for line in data[:-2].split(b"\r\n"):
        line.decode()
        assert version is Version.THREE or len(line) <= 75  # vobject, which folds the other, may go beyond
        assert not {b"\r", b"\n"} & {line[at : at + 1] for at in range(len(line))}


@given(card=CARD)
def test_vobject_reads_name_employer_and_addresses_of_what_is_written(card: Card) -> None:
    read_back = vobject.readOne(write_vcard(card, UID.value, Version.THREE).decode())

    assert read_back.fn.value == card.name
    assert read_back.org.value[0] == card.organization
    assert [one.value for one in read_back.contents.get("email", ())] == [one.value for one in card.emails]


@BOTH
def test_properties_of_programs_we_do_not_know_go_out_as_they_came(version: Version) -> None:
    strange = (
        Property("X-ABUID", "07D4\\:ABPerson"),
        Property("X-FOO", "a\\, b; c", (("X-KIND", "one;two"),), "item1"),
        Property("LOGO", "QUJD", (("ENCODING", "b"),)),
    )
    card = Card("Anna", emails=(Labelled("a@b.example", ("my own label",)),), extra=(*strange, UID))

    (back,) = read(write_vcard(card, "other", version))

    assert {one for one in back.extra if one.name not in ("PRODID",)} == {*strange, UID}
    assert back.emails == card.emails


@BOTH
def test_what_vcards_have_no_name_for_comes_back_by_its_own(version: Version) -> None:
    columns = (
        Property("Connected On", "2024-01-05"),
        Property("E-Mail: Name", "Groß, Bernd; (b)\\n", (("LABEL", "x"),)),
        Property("Email", "none yet"),
        Property("Title", "Dr.\nand more"),
    )

    (back,) = read(write_vcard(Card("Anna", extra=(*columns, UID)), "p", version))

    assert [one for one in back.extra if one.name in {column.name for column in columns}] == [*columns]
    assert (back.emails, back.title) == ((), "")


@BOTH
def test_every_line_has_a_name_that_a_vcard_may_have(version: Version) -> None:
    columns = tuple(Property(name, "x") for name in ("Connected On", "E-Mail: Name", "Título", ""))

    lines = write_vcard(Card("Anna", extra=columns), "p", version).decode().splitlines()

    assert all(re.fullmatch(r"[A-Za-z0-9-]+", re.split("[;:]", line)[0]) for line in lines)


@BOTH
def test_what_a_card_holds_once_stands_once(version: Version) -> None:
    card = Card(
        "Anna", extra=(UID, Property("UID", "person-2"), Property("REV", "2020"), Property("REV", "2021"))
    )

    text = write_vcard(card, "other", version).decode()

    assert [text.count(f"\r\n{name}:") for name in ("UID", "REV", f"{AGAIN}UID", f"{AGAIN}REV")] == [
        1,
        1,
        1,
        1,
    ]


@BOTH
def test_a_profile_that_no_address_tells_is_written_as_one(version: Version) -> None:
    (back,) = read(write_vcard(Card("Anna", profile_slug="anna-berg"), "p", version))

    assert back.profile_slug == "anna-berg"


def _cards_of_others() -> Iterator[Card]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for path in sorted(shared_data("vcf").rglob("*.vcf")):
            with path.open("rb") as stream:
                for record in read_vcards(stream, Keys()):
                    if isinstance(record, CardRecord):
                        yield record.card
