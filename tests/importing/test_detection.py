"""What is in the files, folders and ZIPs that a person names: told by content, refused in plain words."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, archive, folder, message, table
from builders.reading import BERLIN, read_paths
from builders.shared_data import shared_data
from builders.vcards import vcard
from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing import detection
from weavit_desktop.importing.detection import NEVER_READ, NOTHING_KNOWN, find_sources
from weavit_desktop.importing.reading import WHOLE, read_source
from weavit_desktop.importing.recognition import REFUSALS
from weavit_desktop.importing.records import CardRecord, Problem
from weavit_desktop.importing.sources import Source

ANNA = ["Anna", "Hale", "https://www.linkedin.com/in/anna", "", "Acme", "VP", "05 Jun 2021"]
EXPORT = {
    "Connections.csv": table(CONNECTIONS, ANNA),
    "messages.csv": table(MESSAGES, message("anna", "me")),
    "Profile.csv": table(PROFILE, ["Me", "Myself", "", "", "", "Banker"]),
    "Learning.csv": "Title,Watched\nGo,1\n",
    "Jobs/Saved Jobs.csv": "Saved Date,Job Url\n1,2\n",
    "Articles/hello.html": "<p>hello</p>",
}


def found(*paths: Path, format: str = "auto") -> list[tuple[str, str]]:  # noqa: A002 - as the function has it
    return [(Path(source.path).name, source.format) for source in find_sources(paths, format=format)]


def only(path: Path) -> Source:
    [source] = find_sources([path])
    return source


def refusal(path: Path) -> str:
    source = only(path)
    assert [*read_source(source, BERLIN)] == [Problem(WHOLE, source.refusal)]
    return source.refusal


def test_a_file_is_known_by_what_it_holds_and_not_by_its_name(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "cards.txt": vcard("FN:Anna"),
            "people.dat": table(CONNECTIONS, ANNA),
            "chat.log": EXPORT["messages.csv"],
        },
    )
    archive(tmp_path / "export.bin", EXPORT)
    paths = [tmp_path / name for name in ("cards.txt", "people.dat", "chat.log", "export.bin")]
    assert [format_ for _, format_ in found(*paths)] == ["vcard", "linkedin", "linkedin", "linkedin"]


def test_an_export_is_one_source_as_folder_and_as_zip(tmp_path: Path) -> None:
    unpacked = folder(tmp_path / "export", EXPORT)
    packed = archive(tmp_path / "Complete_LinkedInDataExport.zip", EXPORT)
    for path in (unpacked, packed):
        source = only(path)
        assert (source.path, source.format) == (str(path), "linkedin")
        assert [member.kind for member in source.members] == ["profile", "connections", "messages"]
        assert source.size == sum(len(EXPORT[member.name]) for member in source.members)


def test_file_names_may_have_any_case_and_the_number_of_the_member(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {"CONNECTIONS_123.CSV": EXPORT["Connections.csv"], "Messages_123.csv": EXPORT["messages.csv"]},
    )
    assert [member.kind for member in only(tmp_path).members] == ["connections", "messages"]


def test_a_folder_gives_all_that_is_in_it_by_name(tmp_path: Path) -> None:
    folder(tmp_path / "z export", EXPORT)
    folder(
        tmp_path,
        {"b/two.vcf": vcard("FN:Two"), "a.vcf": vcard("FN:One"), "photo.jpg": "x", ".hidden.vcf": "x"},
    )
    archive(tmp_path / "cards.zip", {"one.vcf": vcard("FN:1"), "two.vcf": vcard("FN:2")})
    assert found(tmp_path) == [
        ("a.vcf", "vcard"),
        ("two.vcf", "vcard"),
        ("cards.zip", "vcard"),
        ("z export", "linkedin"),
    ]


def test_a_zip_may_hold_an_export_and_cards(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "all.zip", {**{f"li/{name}": text for name, text in EXPORT.items()}, "a.vcf": vcard()}
    )
    assert found(path) == [("all.zip", "linkedin"), ("all.zip", "vcard")]


def test_cards_in_a_zip_are_read_with_the_name_of_their_file(tmp_path: Path) -> None:
    path = archive(tmp_path / "all.zip", {"a.vcf": vcard("FN:A"), "b/b.vcf": vcard("FN:B", "broken")})
    records = read_paths(path)
    assert [record.card.name for record in records if isinstance(record, CardRecord)] == ["A", "B"]
    assert [record.where for record in records if isinstance(record, Problem)] == ["b/b.vcf, line 4"]


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n", "ics"),
        (b"From anna@example.org Mon Jan  1 00:00:00 2024\nSubject: hi\n\nBEGIN:VCARD\n", "mbox"),
        (b"X-Odd: 1\nDate: Mon, 1 Jan 2024 00:00:00 +0000\nFrom: <anna@example.org>\n\nhello\n", "eml"),
    ],
)
def test_calendars_and_mail_are_known_by_how_they_begin(tmp_path: Path, content: bytes, format_: str) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content)
    assert found(path) == [("contacts.vcf", format_)]


def test_letters_of_one_folder_are_one_source_and_so_is_a_maildir(tmp_path: Path) -> None:
    one = b"From: a@b.example\nDate: Mon, 1 Jan 2024 00:00:00 +0000\n\nhello\n"
    letters = ("mail/1.eml", "mail/2.eml", "Maildir/cur/1:2,S", "Maildir/new/2", "Maildir/.Sent/cur/3:2,S")
    folder(tmp_path, dict.fromkeys(letters, one))
    assert found(tmp_path) == [("Maildir", "maildir"), (".Sent", "maildir"), ("mail", "eml")]
    assert [len(source.members) for source in find_sources([tmp_path])] == [2, 1, 2]


def test_mail_and_calendars_in_a_zip_are_found(tmp_path: Path) -> None:
    box = b"From - Mon Jan  1 00:00:00 2024\nFrom: a@b.example\n\nhello\n"
    calendar = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    path = archive(tmp_path / "takeout.zip", {"T/Mail/All mail.mbox": box, "T/Calendar/a.ics": calendar})
    assert sorted(found(path)) == [("All mail.mbox", "mbox"), ("a.ics", "ics")]


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (b"", "empty"),
        (b" \r\n\r\n", "empty"),
        (b"Dear Anna,\nthis is a letter.\n", "unknown"),
        (b"\x00\x01\x02\x03" * 50, "unknown"),
        (b"From the desk of Anna\n\nDear Bo,\n", "unknown"),
        (b"name: Anna\nrole: CFO\n\nDate: tomorrow\n", "unknown"),
    ],
)
def test_what_is_not_read_is_called_by_its_name(tmp_path: Path, content: bytes, format_: str) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content)
    assert refusal(path) == REFUSALS[format_]
    assert only(path).format == format_


@pytest.mark.parametrize(
    ("content", "format_"),
    [
        (
            b"First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\na,b,c,d,e@x.example\n",
            "google-csv",
        ),
        (b"Name,Given Name,Family Name,Group Membership\na,b,c,* myContacts\n", "google-csv"),
        (
            b"Title,First Name,Last Name,Job Title,E-mail Address,Business Phone\na,b,c,d,e@x,1\n",
            "outlook-csv",
        ),
        (
            "Anrede;Vorname;Nachname;Position;E-Mail-Adresse;Fax privat\na;b;c;d;e\n".encode("cp1252"),
            "outlook-csv",
        ),
        (b"Title,First Name,Last Name,Company,Mobile Phone,Business Phone\na,b,c,d,1,2\n", "csv"),
        (b"Full name;Company;E-mail\na;b;c@x.example\n", "csv"),
    ],
)
def test_a_table_of_people_is_told_by_its_columns(tmp_path: Path, content: bytes, format_: str) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_bytes(content)
    assert found(path) == [("contacts.vcf", format_)]
    assert only(path).refusal == ""


def test_a_text_with_commas_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("Milk, eggs\nBread, salt\n")
    assert refusal(path) == REFUSALS["unknown"]


def test_a_folder_of_all_sorts_is_read(tmp_path: Path) -> None:
    google = "First Name,Last Name,Labels,E-mail 1 - Label,E-mail 1 - Value\nAnna,Hale,,,a@x.example\n"
    tables = {"a.vcf": vcard("FN:A"), "google.csv": google, "crm.csv": "Name,Email\nBo,b@x.example\n"}
    folder(tmp_path, {**EXPORT, **tables})
    assert found(tmp_path) == [
        (tmp_path.name, "linkedin"),
        ("a.vcf", "vcard"),
        ("crm.csv", "csv"),
        ("google.csv", "google-csv"),
    ]
    packed = archive(tmp_path / "packed.zip", {**EXPORT, **tables})
    assert sorted(format_ for _, format_ in found(packed)) == ["csv", "google-csv", "linkedin", "vcard"]


def test_a_workbook_says_how_to_bring_it(tmp_path: Path) -> None:
    assert refusal(archive(tmp_path / "people.xlsx", {"xl/workbook.xml": "<x/>"})) == detection.EXCEL


def test_a_table_can_be_taken_for_another_programs(tmp_path: Path) -> None:
    path = tmp_path / "contacts.csv"
    path.write_text("First Name,Last Name,Labels,E-mail 1 - Value\nAnna,Hale,,a@x.example\n")
    assert found(path) == [("contacts.csv", "google-csv")]
    assert found(path, format="csv") == [("contacts.csv", "csv")]


def test_a_missing_path_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    folder(tmp_path, {"a.vcf": vcard("FN:A")})
    missing, present = find_sources([tmp_path / "no.vcf", tmp_path / "a.vcf"])
    assert "no such file" in missing.refusal
    assert (present.format, present.refusal) == ("vcard", "")


def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path, {"a.vcf": vcard("FN:A"), "secret.vcf": vcard("FN:B")})
    archive(tmp_path / "secret.zip", {"c.vcf": vcard("FN:C")})
    really_open = Path.open

    def deny(path: Path, *arguments: object, **options: object) -> object:
        if path.stem == "secret":
            raise PermissionError(13, "Permission denied", str(path))
        return really_open(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", deny)
    allowed, *denied = find_sources([tmp_path])
    assert allowed.refusal == ""
    assert [Path(source.path).name for source in denied] == ["secret.vcf", "secret.zip"]
    assert all("may not be read" in source.refusal for source in denied)


def test_a_file_that_vanishes_before_it_is_read_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.vcf"
    path.write_bytes(vcard("FN:A"))
    source = only(path)
    path.unlink()
    [problem] = read_source(source, BERLIN)
    assert isinstance(problem, Problem)
    assert "no such file" in problem.what


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vcf")
    assert refusal(tmp_path / "pipe.vcf") == detection.NOT_A_FILE


def test_a_folder_or_zip_without_anything_known_says_so(tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    letters = folder(tmp_path / "letters", {"a.docx": "x", "LICENSE": "y"})
    packed = archive(tmp_path / "letters.zip", {"a.docx": "x"})
    assert [refusal(path) for path in (empty, letters, packed)] == [NOTHING_KNOWN] * 3


def test_in_a_folder_only_files_that_claim_to_be_contacts_are_refused(tmp_path: Path) -> None:
    folder(
        tmp_path,
        {
            "a.vcf": vcard("FN:A"),
            "b.vcf": "no card",
            "cal.ics": "BEGIN:VCALENDAR\n",
            "notes.txt": "x",
            "p.png": "y",
        },
    )
    assert found(tmp_path) == [("a.vcf", "vcard"), ("b.vcf", "unknown"), ("cal.ics", "ics")]


def test_a_table_that_says_nothing_of_linkedin_is_none_of_it(tmp_path: Path) -> None:
    path = tmp_path / "phones.csv"
    path.write_text("Extension,Number,Type\n+49,1,Work\n")
    assert refusal(path) == REFUSALS["linkedin-part"]
    assert [source.refusal for source in find_sources([tmp_path])] == [REFUSALS["linkedin-part"]]


def test_one_format_can_be_asked_for(tmp_path: Path) -> None:
    folder(tmp_path, {"a.vcf": vcard("FN:A"), "li/Connections.csv": EXPORT["Connections.csv"]})
    cards, export = find_sources([tmp_path], format="vcard")
    assert cards.refusal == ""
    assert "not vcard" in export.refusal
    with pytest.raises(UsageRefused):
        find_sources([tmp_path], format="pst")


def test_a_folder_too_deep_or_too_full_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(detection, "MAX_FOLDER_DEPTH", 1)
    monkeypatch.setattr(detection, "MAX_FILES", 2)
    folder(tmp_path, {"a/a.vcf": vcard(), "a/b/c/x.vcf": vcard(), "b.vcf": vcard(), "c.vcf": vcard()})
    sources = find_sources([tmp_path])
    assert detection.TOO_DEEP in [source.refusal for source in sources]
    assert detection.TOO_MANY_FILES in [source.refusal for source in sources]
    assert sum(not source.refusal for source in sources) == 2


NEVER = [
    "Ad_Targeting.csv",
    "Security Challenges.csv",
    "Logins.csv",
    "Private_identity_asset.csv",
    "Receipts.csv",
    "Receipts_v2.csv",
    "Verifications/Verifications.csv",
    "receipts_1234.CSV",
]


def test_tables_that_are_no_business_of_ours_are_never_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = {name: table(CONNECTIONS, ANNA) for name in NEVER}  # even if they looked like something to read
    folder(tmp_path / "unpacked", {**EXPORT, **private})
    archive(tmp_path / "packed.zip", {**EXPORT, **private})
    opened: list[str] = []
    really_open = Path.open
    really_open_entry = zipfile.ZipFile.open

    def watch(path: Path, *arguments: object, **options: object) -> object:
        opened.append(str(path))
        return really_open(path, *arguments, **options)  # type: ignore[call-overload]

    def watch_entry(packed: zipfile.ZipFile, entry: zipfile.ZipInfo) -> object:
        opened.append(entry.filename)
        return really_open_entry(packed, entry)

    monkeypatch.setattr(Path, "open", watch)
    monkeypatch.setattr(zipfile.ZipFile, "open", watch_entry)
    assert read_paths(tmp_path)
    assert {str(tmp_path / "unpacked" / "Connections.csv"), "Connections.csv"} <= set(opened)
    assert not [name for name in opened if name.endswith(tuple(NEVER))]


def test_such_a_table_is_not_opened_even_when_named(tmp_path: Path) -> None:
    path = tmp_path / "Logins.csv"
    path.write_text(EXPORT["Connections.csv"])
    assert refusal(path) == NEVER_READ


def test_the_shared_data_is_all_recognised() -> None:
    assert {source.format for source in find_sources([shared_data("vcf")])} == {"vcard"}
    assert [source.format for source in find_sources([shared_data("linkedin")])] == ["linkedin", "linkedin"]
