"""How the bytes of a vCard become properties (import.md, "vCard 2.1, 3.0, 4.0")."""

from __future__ import annotations

import codecs

import pytest

from builders.vcards import card, problems, records, vcard
from weavit_desktop.domain.card import Property


def one(data: bytes, name: str) -> Property:
    [record] = records(data)
    return next(item for item in record.properties if item.name.upper() == name)


def value(data: bytes, name: str) -> str:
    return one(data, name).value


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("cp1252", b""),
    ],
)
def test_a_file_is_read_in_whatever_encoding_it_comes(encoding: str, mark: bytes) -> None:
    data = mark + vcard("FN:Jürgen Großmann", encoding=encoding)
    assert [record.card.name for record in records(data)] == ["Jürgen Großmann"]


def test_a_byte_order_mark_in_the_middle_of_joined_files_hides_no_card() -> None:
    data = vcard("FN:One") + codecs.BOM_UTF8 + vcard("FN:Two")
    assert [record.card.name for record in records(data)] == ["One", "Two"]


def test_each_property_may_declare_a_charset_of_its_own() -> None:
    lines = (
        b"BEGIN:VCARD",
        b"FN;CHARSET=Shift_JIS:\x89\xa4\x8ev\x8am",
        b"N;CHARSET=UTF-8:\xe7\x8e\x8b",
        b"END:VCARD",
    )
    data = b"\n".join(lines)
    assert value(data, "FN") == "王思確"
    assert value(data, "N") == "王"


def test_a_charset_once_undone_is_not_said_of_the_value_any_more() -> None:
    data = vcard("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE;LANGUAGE=de:Gr=C3=BC=C3=9Fe", version="2.1")
    assert one(data, "NOTE") == Property("NOTE", "Grüße", (("LANGUAGE", "de"),))


@pytest.mark.parametrize("charset", ["no-such-thing", "rot13", "idna", "zlib", "utf-7"])
def test_a_charset_that_is_none_falls_back_to_utf_8(charset: str) -> None:
    assert value(vcard(f"NOTE;CHARSET={charset}:Grüße"), "NOTE") == "Grüße"


def test_text_that_is_no_utf_8_is_windows_1252() -> None:
    assert value(b"BEGIN:VCARD\nFN:Fran\xe7ois \x80 \x81\nEND:VCARD\n", "FN") == "François € \x81"


def test_a_fold_takes_away_the_line_end_and_one_blank() -> None:
    assert value(b"BEGIN:VCARD\r\nNOTE:one\r\n  two\r\n\tthree\r\nEND:VCARD\r\n", "NOTE") == "one twothree"


def test_a_fold_may_cut_a_character_in_two() -> None:
    assert value(b"BEGIN:VCARD\r\nFN:M\xc3\r\n \xbcller\r\nEND:VCARD\r\n", "FN") == "Müller"


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_any_line_end_will_do(end: bytes) -> None:
    data = end.join([b"BEGIN:VCARD", b"FN:Anna", b"NOTE:one", b" two", b"END:VCARD", b""])
    [record] = records(data)
    assert (record.card.name, record.card.notes) == ("Anna", ("onetwo",))


def test_a_soft_break_joins_quoted_printable_lines() -> None:
    data = vcard(
        "ADR;ENCODING=QUOTED-PRINTABLE:;;M=C3=BCnster =", "Str. 1;M=C3=BCnster;;48143", version="2.1"
    )
    assert value(data, "ADR") == ";;Münster Str. 1;Münster;;48143"


def test_a_soft_break_may_be_folded_as_well() -> None:
    assert value(vcard("LABEL;QUOTED-PRINTABLE:Aa=", " ch=", " en", version="2.1"), "LABEL") == "Aachen"


def test_line_ends_inside_quoted_printable_are_line_feeds() -> None:
    assert value(vcard("LABEL;ENCODING=QUOTED-PRINTABLE:Aachen=0D=0AGermany"), "LABEL") == "Aachen\nGermany"


def test_an_equals_sign_at_the_end_of_other_lines_is_one() -> None:
    assert value(vcard("X-A:1+1=", "NOTE:two"), "X-A") == "1+1="


@pytest.mark.parametrize("head", ["PHOTO;BASE64", "PHOTO;ENCODING=BASE64;JPEG", "PHOTO;ENCODING=b;TYPE=JPEG"])
def test_base64_may_run_on_without_folds_up_to_a_blank_line(head: str) -> None:
    data = vcard(f"{head}:", "/9j/4AAQ", "SkZJRg==", "", "FN:Anna", version="2.1")
    [record] = records(data)
    assert record.card.photo is not None
    assert record.card.photo.data == bytes.fromhex("ffd8ffe000104a464946")
    assert record.card.name == "Anna"


def test_a_card_inside_an_agent_belongs_to_the_outer_card() -> None:
    data = vcard("FN:Boss", "AGENT:", "BEGIN:VCARD", "FN:Aide", "END:VCARD", "TEL:1", version="2.1")
    [record] = records(data)
    assert (record.card.name, len(record.card.phones)) == ("Boss", 1)
    assert value(data, "AGENT") == "BEGIN:VCARD\nFN:Aide\nEND:VCARD"


def test_names_and_groups_stay_as_they_came() -> None:
    assert one(vcard("item1.X-ABDate;type=pref:2008-12-11"), "X-ABDATE") == Property(
        "X-ABDate", "2008-12-11", (("type", "pref"),), "item1"
    )


def test_a_value_without_a_name_is_a_type() -> None:
    assert one(vcard("TEL;WORK;VOICE:1", version="2.1"), "TEL").params == (
        ("TYPE", "WORK"),
        ("TYPE", "VOICE"),
    )


def test_a_colon_or_semicolon_in_quotes_ends_nothing() -> None:
    data = vcard('X-A;LABEL="a:b;c, d";TYPE="work,voice":value:1')
    assert one(data, "X-A") == Property("X-A", "value:1", (("LABEL", "a:b;c, d"), ("TYPE", "work,voice")))


def test_a_quote_that_never_closes_costs_nothing_but_itself() -> None:
    assert value(vcard('X-A;LABEL="a:b'), "X-A") == "b"


def test_escapes_stay_in_the_property_and_go_in_the_field() -> None:
    data = vcard("NOTE:one\\, two\\; three\\nfour \\\\ five")
    assert value(data, "NOTE") == "one\\, two\\; three\\nfour \\\\ five"
    assert records(data)[0].card.notes == ("one, two; three\nfour \\ five",)


def test_a_comma_in_a_title_is_a_comma() -> None:
    assert card("TITLE:VP, Sales", version="2.1").title == "VP, Sales"
    assert card("TITLE:VP, Sales").title == "VP, Sales"
    assert card("TITLE:VP\\, Sales").title == "VP, Sales"


@pytest.mark.parametrize("line", ["no colon at all", ":no name", "two words: no name", "FN;card"])
def test_a_line_that_is_no_property_costs_itself_and_is_kept(line: str) -> None:
    data = vcard("FN:Anna", line, "TEL:1")
    [record] = records(data)
    assert (record.card.name, len(record.card.phones)) == ("Anna", 1)
    [problem] = problems(data)
    assert (problem.where, problem.raw) == ("line 4", f"{line}\r\n".encode())


def test_neighbouring_lines_that_are_no_property_are_one_problem() -> None:
    [problem] = problems(vcard("NOTE:first", "second", "third", "TEL:1"))
    assert problem.raw == b"second\r\nthird\r\n"


def test_nul_bytes_are_left_out_of_values_and_stay_in_the_raw_card() -> None:
    [record] = records(b"BEGIN:VCARD\nFN:An\0na\nEND:VCARD\n")
    assert record.card.name == "Anna"
    assert b"\0" in record.raw
