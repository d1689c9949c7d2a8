"""How the properties of a vCard become the fields of a card, and what is kept beside them."""

from __future__ import annotations

import pytest

from builders.vcards import card, problems, records, vcard
from weavit_desktop.domain.card import Address, Labelled, Names, Property


def test_a_name_has_its_parts() -> None:
    found = card("N:Public;John;Quinlan,Paul;Mr.;Esq.", "FN:John Public", "NICKNAME:Jim,Jimmie")
    assert found.names == Names("John", "Public", "Quinlan Paul", "Mr.", "Esq.", "Jim, Jimmie")


def test_in_version_2_1_a_comma_in_a_name_is_a_comma() -> None:
    assert card("N:Hale, PhD;Ann", version="2.1").names.family == "Hale, PhD"


def test_a_short_name_leaves_the_other_parts_empty() -> None:
    assert card("N:dirk").names == Names(family="dirk")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:Doe;Jane;;;PhD",), "Jane Doe PhD"),
        (("FN:", "N:Doe;Jane"), "Jane Doe"),
        (("NICKNAME:JaneD",), "JaneD"),
        (("ORG:Acme;Sales",), "Acme"),
        (("EMAIL:j@d.example",), "j@d.example"),
        (("TEL:+49 1",), "+49 1"),
        (("X-NOTHING:1",), "(no name)"),
        ((), "(no name)"),
    ],
)
def test_a_card_without_a_formatted_name_is_kept_and_called_by_what_it_has(
    lines: tuple[str, ...], name: str
) -> None:
    assert card(*lines).name == name


def test_organisation_and_its_units() -> None:
    found = card("ORG:ABC\\, Inc.;North American Division;Marketing")
    assert (found.organization, found.department) == ("ABC, Inc.", "North American Division, Marketing")


@pytest.mark.parametrize("line", ["X-ABShowAs:COMPANY", "KIND:org", "kind:ORG"])
def test_a_company_is_told_from_a_person(line: str) -> None:
    assert card("FN:Acme", line).is_company
    assert not card("FN:Anna").is_company


def test_a_card_that_names_nobody_at_its_company_is_the_company() -> None:
    assert card("ORG:Acme").is_company
    assert not card("ORG:Acme", "TITLE:CFO").is_company
    assert not card("ORG:Acme", "N:Berg;Anna;;;").is_company
    assert not card("ORG:Acme", "FN:Acme").is_company


def test_types_come_from_bare_words_lists_and_quoted_lists() -> None:
    assert card("TEL;WORK;VOICE:1", version="2.1").phones[0].types == ("work", "voice")
    assert card("TEL;TYPE=work,VOICE;TYPE=cell:1").phones[0].types == ("work", "voice", "cell")
    assert card('TEL;TYPE="work,voice":1', version="4.0").phones[0].types == ("work", "voice")


@pytest.mark.parametrize(("label", "kind"), [("Walkie Talkie", "walkie talkie"), ("_$!<Home>!$_", "home")])
def test_a_label_of_the_same_group_is_a_type(label: str, kind: str) -> None:
    found = card("item1.TEL;type=CELL:1", f"ITEM1.X-ABLabel:{label}")
    assert found.phones == (Labelled("1", ("cell", kind)),)
    assert found.extra == ()


def test_a_label_without_a_value_in_a_field_is_kept() -> None:
    found = card("item1.X-ABDATE:20081210", "item1.X-ABLabel:Met")
    assert [item.name for item in found.extra] == ["X-ABDATE", "X-ABLabel"]


def test_the_least_pref_is_preferred() -> None:
    found = card("EMAIL:a@x.example", "EMAIL;PREF=3:b@x.example", "EMAIL;PREF=2:c@x.example", version="4.0")
    assert [email.types for email in found.emails] == [(), (), ("pref",)]
    assert card("TITLE;PREF=2:Second", "TITLE;PREF=1:First", version="4.0").title == "First"


def test_alternatives_of_one_value_are_one_value() -> None:
    found = card("TEL;ALTID=1:one", "TEL;ALTID=1;PREF=1:uno", "TEL:two", version="4.0")
    assert [phone.value for phone in found.phones] == ["uno", "two"]
    assert [item.value for item in found.extra] == ["one"]


def test_addresses_of_phones_and_mails_are_undressed() -> None:
    found = card("TEL;VALUE=uri:tel:+1-418;ext=102", "EMAIL:MAILTO:x@y.example", version="4.0")
    assert (found.phones[0].value, found.emails[0].value) == ("+1-418;ext=102", "x@y.example")


def test_a_postal_address_has_its_parts() -> None:
    [address] = card("ADR;TYPE=home:Box;Ext;Main St 1, left;City;State;00000;Land").addresses
    assert address == Address("Main St 1, left", "City", "State", "00000", "Land", "Box", "Ext", ("home",))


def test_an_address_with_more_parts_than_seven_is_kept_whole_as_well() -> None:
    found = card("ADR:;;St;City;;;;room 5", version="4.0")
    assert found.addresses[0].street == "St"
    assert [item.name for item in found.extra] == ["ADR"]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("BDAY:19850407", "1985-04-07"),
        ("BDAY:1985-04-07T23:10:00Z", "1985-04-07"),
        ("BDAY:1985-4-7", "1985-04-07"),
        ("BDAY:--0407", "--04-07"),
        ("BDAY:--04-07", "--04-07"),
        ("BDAY:--02-29", "--02-29"),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-07", "--04-07"),
        ("BDAY;X-APPLE-OMIT-YEAR=2000:2000-04-07", "--04-07"),
        ("BDAY:", ""),
    ],
)
def test_birthdays_with_and_without_a_year(line: str, day: str) -> None:
    found = card(line)
    assert (found.birthday, found.extra) == (day, ())


@pytest.mark.parametrize("text", ["circa 1800", "foo", "1985-13-45", "1985", "--02-30"])
def test_a_birthday_that_is_no_day_is_kept_as_text(text: str) -> None:
    found = card(f"BDAY;VALUE=text:{text}")
    assert (found.birthday, [item.value for item in found.extra]) == ("", [text])


@pytest.mark.parametrize(
    "lines",
    [
        ("ANNIVERSARY:20081210",),
        ("X-ANNIVERSARY:2008-12-10",),
        ("item1.X-ABDATE:2008-12-10", "item1.X-ABLabel:_$!<Anniversary>!$_"),
    ],
)
def test_anniversaries(lines: tuple[str, ...]) -> None:
    found = card(*lines)
    assert (found.anniversary, found.extra) == ("2008-12-10", ())


@pytest.mark.parametrize(
    "line",
    [
        "PHOTO;ENCODING=b;TYPE=PNG:iVBORw==",
        "PHOTO;ENCODING=b:iVBORw",
        "PHOTO:data:image/png;base64,iVBORw==",
        "PHOTO:data:image/png;base64\\,iVBORw==",
        "PHOTO:data:,%89PNG",
    ],
)
def test_a_picture_in_the_card_is_taken_as_its_bytes(line: str) -> None:
    photo = card(line).photo
    assert photo is not None
    assert (photo.media_type, photo.data) == ("image/png", b"\x89PNG")


def test_the_address_of_a_picture_is_kept_and_never_fetched() -> None:
    found = card("PHOTO;VALUE=uri:https://example.org/face.png")
    assert found.photo is None
    assert found.extra == (Property("PHOTO", "https://example.org/face.png", (("VALUE", "uri"),)),)


def test_a_damaged_picture_is_a_problem_and_costs_nothing_else() -> None:
    data = vcard("PHOTO;ENCODING=b:iVBOR*w==", "FN:Anna")
    [problem] = problems(data)
    assert (problem.where, problem.raw) == ("line 3", b"PHOTO;ENCODING=b:iVBOR*w==\r\n")
    [record] = records(data)
    assert (record.card.name, [item.name for item in record.card.extra]) == ("Anna", ["PHOTO"])


@pytest.mark.parametrize(
    "line",
    [
        "URL:https\\://www.linkedin.com/in/Anna-Hale/",
        "X-SOCIALPROFILE;type=linkedin:http://de.linkedin.com/in/anna-hale?trk=x",
    ],
)
def test_a_linkedin_address_gives_the_profile(line: str) -> None:
    assert card(line).profile_slug == "anna-hale"


def test_categories_are_told_apart_and_named_once() -> None:
    assert card("CATEGORIES:a,b\\, c", "CATEGORIES:a,d").categories == ("a", "b, c", "d")


def test_what_has_no_field_is_kept_as_it_came() -> None:
    found = card("FN:Anna", 'X-Foo;X-A="1,2":a\\,b', "ROLE:Analyst", "N:A;B", "N:C;D")
    assert found.extra == (
        Property("X-Foo", "a\\,b", (("X-A", "1,2"),)),
        Property("ROLE", "Analyst"),
        Property("N", "C;D"),
    )


def test_every_property_of_a_card_is_in_its_record() -> None:
    [record] = records(vcard("FN:Anna", "X-FOO:1", "TEL:2"))
    assert [item.name for item in record.properties] == ["VERSION", "FN", "X-FOO", "TEL"]


def test_the_key_is_the_uid_however_it_is_dressed() -> None:
    [one] = records(vcard("UID:urn:uuid:03a0e51f"))
    [two] = records(vcard("UID:03a0e51f", "FN:Anna"))
    assert one.key == two.key == "03a0e51f"
    assert one.digest != two.digest


def test_without_a_uid_the_key_is_the_digest_whatever_the_line_ends() -> None:
    [one] = records(vcard("FN:Anna"))
    [two] = records(vcard("FN:Anna").replace(b"\r\n", b"\n"))
    assert one.key == one.digest == two.digest


def test_cards_that_wrongly_share_a_uid_hide_none_of_each_other() -> None:
    data = vcard("UID:foo", "FN:Anna") + vcard("UID:foo", "FN:Bert") + vcard("UID:foo", "FN:Anna")
    assert [record.key for record in records(data)] == ["foo", "foo#2", "foo"]
