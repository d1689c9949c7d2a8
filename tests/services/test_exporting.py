"""Exports: whole or not at all, and read again they give the same people."""

from __future__ import annotations

import errno
import json
import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from builders.desk import Desk, open_desk, someone
from builders.exports import another_desk, everyone, give_out
from builders.happened import Happened, let_happen
from builders.pictures import jpeg, photo_line
from builders.shared_data import shared_data
from builders.vcards import records
from builders.worked import STEPS, perform
from weavit_desktop.errors import Cancelled, NoRoom, UsageRefused
from weavit_desktop.services import people
from weavit_desktop.services.exporting import DAMAGED_PICTURES, FORMATS
from weavit_desktop.services.identifiers import identifiers_of
from weavit_desktop.services.shown import dump_shown, load_shown
from weavit_desktop.vault.blobs import path_of

BOTH = pytest.mark.parametrize("version", ["3.0", "4.0"])
EACH = pytest.mark.parametrize("format_", FORMATS)

# Of the document of a person, what a card can tell, beside their name and work.
OF_A_CARD = (
    *("names", "department", "profile_slug", "birthday", "anniversary", "emails", "phones", "addresses"),
    *("urls", "notes", "categories", "extra"),
)
NAMES_THE_CARD = ("UID", "PRODID", "VERSION", "REV")


def told(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Return what cards tell of people, in one order; not what names a card or the file it came in."""
    return sorted(json.dumps(_told(one), ensure_ascii=False, sort_keys=True) for one in documents)


def _told(document: dict[str, Any]) -> dict[str, Any]:
    said = {name: document[name] for name in OF_A_CARD}
    for kind in ("emails", "phones", "urls", "addresses"):
        said[kind] = [{**one, "types": sorted(set(one["types"]))} for one in said[kind]]
    said["extra"] = sorted(
        [
            one["name"].upper().removeprefix("X-WEAVIT-"),
            sorted([name.upper(), value] for name, value in one["params"]),
            one["value"].replace("\r\n", "\\n").replace("\n", "\\n"),
        ]
        for one in said["extra"]
        if one["name"].upper().removeprefix("X-WEAVIT-") not in NAMES_THE_CARD
    )
    return {
        **said,
        **{name: document[name] for name in ("name", "organization", "title", "is_company")},
    }


def read_back(desk: Desk, path: Path) -> list[dict[str, Any]]:
    """Return the document of each card in a file, for itself: two people may well look like one."""
    documents = []
    for record in records(path.read_bytes()):
        card = record.card
        shown = load_shown(dump_shown(card, identifiers_of(card, desk.rules), None))
        fields = {name: getattr(card, name) for name in ("name", "organization", "title", "is_company")}
        documents.append({**shown, **fields})
    return documents


@BOTH
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_vcards_give_the_same_people_property_by_property(version: str, steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        for number, step in enumerate(steps):
            perform(desk, number, step)
        path, report = give_out(desk, "all.vcf", "vcard", version=version)

        assert told(read_back(desk, path)) == told(everyone(desk))
        assert report.people == len(everyone(desk))


@BOTH
def test_what_others_wrote_goes_through_a_vault_and_comes_back(desk: Desk, version: str) -> None:
    desk.take(shared_data("vcf"))
    path, _ = give_out(desk, "all.vcf", "vcard", version=version)

    assert told(read_back(desk, path)) == told(everyone(desk))


@BOTH
def test_an_empty_vault_that_reads_the_vcards_has_the_same_people(
    desk: Desk, tmp_path: Path, version: str
) -> None:
    desk.take(
        desk.file(
            "a.vcf",
            someone("Anna Berg", "X-OWN;X-A=b:c\\, d", photo_line(jpeg()), email="a@orrin.example", uid="7"),
            someone("Acme", "X-ABSHOWAS:COMPANY"),
        )
    )
    people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"title": "CFO", "note": "mine"})
    path, _ = give_out(desk, "all.vcf", "vcard", version=version)
    with another_desk(tmp_path / "other") as other:
        other.take(path)

        assert told(everyone(other)) == told(everyone(desk))
        assert other.person("Anna Berg")["photo"] == desk.person("Anna Berg")["photo"]


def test_the_json_holds_what_is_known_of_everyone_and_no_text(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg", email="anna@orrin.example", org="Orrin AG")))
    let_happen(desk.vault, desk.work, desk.uid("Anna Berg"), [Happened("2026-11-02")])
    path, _ = give_out(desk, "all.json", "json")

    document = json.loads(path.read_bytes())

    assert document["format"] == "weavit-people"
    (anna,) = document["people"]
    assert {name: anna[name] for name in desk.person("Anna Berg")} == desk.person("Anna Berg")
    assert anna["history"] == [{"day": "2026-11-02", "channel": "mail", "direction": "out", "role": "to"}]
    assert [one["name"] for one in document["organisations"]] == ["Orrin AG"]
    assert document["identity"] == document["permissions"] == []


@EACH
def test_a_file_that_is_there_is_never_replaced(desk: Desk, format_: str) -> None:
    (desk.folder / "taken").write_text("mine")

    with pytest.raises(UsageRefused, match="already"):
        give_out(desk, "taken", format_)

    assert (desk.folder / "taken").read_text() == "mine"


@EACH
def test_only_this_user_can_read_the_file(desk: Desk, format_: str) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg")))
    path, report = give_out(desk, "out", format_)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert report.bytes == path.stat().st_size
    assert report.people == 1


@EACH
def test_an_export_that_is_given_up_leaves_nothing(desk: Desk, format_: str) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg")))
    before = sorted(desk.folder.iterdir())

    with pytest.raises(Cancelled):
        give_out(desk, "out", format_, cancelled=lambda: True)

    assert sorted(desk.folder.iterdir()) == before


@EACH
def test_a_full_disk_leaves_nothing_and_says_so(
    desk: Desk, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg")))
    before = sorted(desk.folder.iterdir())

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(NoRoom, match="Choose another place"):
        give_out(desk, "out", format_)

    assert sorted(desk.folder.iterdir()) == before


def test_a_file_is_not_there_before_it_is_whole(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg")))
    seen: list[bool] = []
    give_out(desk, "out", "vcard", progress=lambda _: seen.append((desk.folder / "out").exists()))

    assert seen == [False]


def test_a_damaged_picture_costs_that_picture(desk: Desk) -> None:
    desk.take(desk.file("a.vcf", someone("Anna Berg", photo_line(jpeg()))))
    ((name,),) = desk.rows("SELECT name FROM blob")
    path_of(desk.vault.folder, name).unlink()

    path, report = give_out(desk, "all.vcf", "vcard")
    _, archived = give_out(desk, "all.zip", "archive")

    assert report.left_out == ((DAMAGED_PICTURES, 1),)
    assert archived.left_out == (("pictures and files that are damaged", 1),)
    assert [one.card.name for one in records(path.read_bytes())] == ["Anna Berg"]


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"format_": "xml"}, "An export is one of"),
        ({"format_": "csv", "version": "3.0"}, "Only vCards"),
        ({"format_": "vcard", "version": "2.1"}, "3.0 or 4.0"),
    ],
)
def test_what_there_is_not_is_refused_in_words(desk: Desk, options: dict[str, str], sentence: str) -> None:
    with pytest.raises(UsageRefused, match=sentence):
        give_out(desk, "out", **options)
