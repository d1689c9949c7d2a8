"""People as a table: an empty vault that reads it has the same people, in all that a table carries."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from builders.desk import Desk, open_desk, someone
from builders.exports import another_desk, everyone, give_out
from builders.reading import of_kind, read_paths
from builders.worked import STEPS, perform
from weavit_desktop.domain.card import NO_NAME
from weavit_desktop.importing.columns import reading
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.services import people
from weavit_desktop.services.identifiers import identifiers_of
from weavit_desktop.services.shown import dump_shown, load_shown

LISTS = ("emails", "phones", "urls", "addresses")
AS_IT_IS = ("names", "title", "department", "profile_slug", "birthday", "anniversary", "categories")
PARTS = ("given", "additional", "family", "prefix", "suffix")
BILL = someone(
    "Bill B.",
    *("N:Byron;William;;;", "CATEGORIES:Sailing", "NOTE:=1+1", "BDAY:1980-02-08"),
    *("TEL;TYPE=cell:+41446681800", "ADR;TYPE=work:;;Main Street 1;Zürich;ZH;8001;Switzerland"),
    email="bill@orrin.example",
    org="'=Orrin",
    title="@CFO",
)


def told(documents: Iterable[dict[str, Any]]) -> list[str]:
    """Return what a table carries of each person (`domain.people_table`), in one order."""
    return sorted(json.dumps(_told(one), ensure_ascii=False, sort_keys=True) for one in documents)


def _told(document: dict[str, Any]) -> dict[str, Any]:
    said = {name: document[name] for name in (*AS_IT_IS, "name")}
    for kind in LISTS:
        said[kind] = [{**one, "types": sorted(set(one["types"]))} for one in document[kind]]
    is_company = document["is_company"] and not any(document["names"][part] for part in PARTS)
    own_name = document["name"] if document["is_company"] else ""
    return {
        **said,
        "is_company": is_company,
        "organization": document["organization"] or own_name,
        "notes": "\n".join(document["notes"]),
    }


def read_back(desk: Desk, path: Path) -> list[dict[str, Any]]:
    """Return the document of each row, for itself: two people may well look like one."""
    documents = []
    for record in of_kind(CardRecord, read_paths(path)):
        card = record.card
        shown = load_shown(dump_shown(card, identifiers_of(card, desk.rules), None))
        fields = {name: getattr(card, name) for name in ("name", "organization", "title", "is_company")}
        documents.append({**shown, **fields})
    return documents


@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_a_table_gives_the_same_people_in_all_that_it_carries(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        for number, step in enumerate(steps):
            perform(desk, number, step)
        path, report = give_out(desk, "all.csv", "csv")

        assert told(read_back(desk, path)) == told(everyone(desk))
        assert report.people == len(everyone(desk))


def test_an_empty_vault_that_reads_the_table_has_the_same_people(desk: Desk, tmp_path: Path) -> None:
    acme = someone("Acme", "X-ABSHOWAS:COMPANY", "X-FOO:1", org="Acme")
    desk.take(desk.file("a.vcf", BILL, acme, someone("", "ROLE:nobody", title="CFO"), someone("'tis")))
    people.edit_person(desk.vault, desk.work, desk.uid("'tis"), {"note": "mine"})
    path, report = give_out(desk, "all.csv", "csv")
    with another_desk(tmp_path / "other") as other:
        taken = other.take(path)

        assert taken.sources[0].format == "google-csv"
        assert told(everyone(other)) == told(everyone(desk))
        assert {"Bill B.", "Acme", NO_NAME, "'tis"} == set(other.names())
        assert other.person("Bill B.")["names"]["given"] == "William"
        assert other.person(NO_NAME)["names"]["given"] == ""
    assert report.left_out == (("properties of other programs", 2),)


def test_a_table_that_is_read_again_is_nothing_new(desk: Desk, tmp_path: Path) -> None:
    desk.take(desk.file("a.vcf", BILL, someone("", title="CFO")))
    path, _ = give_out(desk, "all.csv", "csv")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        before = other.contents()
        report = other.take(path).sources[0]

        assert (report.people_new, report.people_updated, report.unchanged) == (0, 0, 2)
        assert other.contents() == before


def test_a_table_that_was_taken_for_googles_is_known_again_and_mended(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take(desk.file("a.vcf", BILL, someone("Anna Berg", email="anna@orrin.example")))
    path, _ = give_out(desk, "all.csv", "csv")
    with another_desk(tmp_path / "other") as other:
        with monkeypatch.context() as before:
            before.setattr(reading, "is_ours", lambda _: False)
            other.take(path)
        assert sorted(other.names()) == ["Anna Berg", "William Byron"]
        report = other.take(path).sources[0]

        assert (report.people_new, report.people_updated) == (0, 2)
        assert told(everyone(other)) == told(everyone(desk))
