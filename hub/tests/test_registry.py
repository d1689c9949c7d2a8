"""The registry of Clients: downloaded whole, brought in from a list, and merged."""

from __future__ import annotations

from typing import Any

import pytest

from builders.hub import Laptop, Site, members
from weavit_hub.errors import UsageRefused
from weavit_hub.services import client_import, registry
from weavit_hub.services.client_import import ImportReport

LEI = "529900T8BM49AURSDO55"
HEADER = "name,aliases,domains,lei,country\n"


def bring_in(site: Site, rows: str, header: str = HEADER) -> ImportReport:
    return site.write(
        lambda db: client_import.import_clients(db, site.hub.seal, header + rows, site.clock.now)
    )


def listed(site: Site) -> list[dict[str, Any]]:
    with site.hub.engine.begin() as db:
        return sorted(registry.listed(db), key=lambda client: str(client["name"]))


def merge(site: Site, gone: str, kept: str) -> None:
    site.write(lambda db: registry.merge(db, site.hub.seal, gone, kept, site.clock.now))


def counts(report: ImportReport) -> tuple[int, int, int]:
    return report.added, report.updated, report.unchanged


def test_a_list_becomes_the_registry(site: Site) -> None:
    bring_in(site, f'ACME,ACME AG|Acme GmbH,acme.de|ACME.com,{LEI},de\n"Müller, Söhne",,müller.de,,\n')
    acme, mueller = listed(site)
    assert acme["aliases"] == ["ACME AG", "Acme GmbH"]
    assert acme["domains"] == ["acme.de", "acme.com"]
    assert (acme["lei"], acme["country"], acme["status"]) == (LEI, "DE", "active")
    assert (mueller["name"], mueller["domains"]) == ("Müller, Söhne", ["müller.de"])


def test_the_same_list_again_changes_nothing(site: Site, laptop: Laptop) -> None:
    rows = f"ACME,,acme.de,{LEI},DE\nBank,,,,\n"
    assert counts(bring_in(site, rows)) == (2, 0, 0)
    before = laptop.get("/v1/registry")
    assert counts(bring_in(site, rows)) == (0, 0, 2)
    assert laptop.get("/v1/registry").body == before.body


@pytest.mark.parametrize(
    "row", [f"Acme Holding,,,{LEI},", "ACME,,new.example,,", "Acme Holding,,acme.de,,", "acme,,,,FR"]
)
def test_a_row_finds_its_client_by_lei_name_or_domain(site: Site, row: str) -> None:
    bring_in(site, f"ACME,,acme.de,{LEI},DE\n")
    (before,) = listed(site)
    assert counts(bring_in(site, row)) == (0, 1, 0)
    (after,) = listed(site)
    assert after["id"] == before["id"]
    assert after["lei"] == LEI  # an empty cell says nothing


def test_another_lei_is_another_client(site: Site) -> None:
    bring_in(site, f"ACME,,acme.de,{LEI},\n")
    assert counts(bring_in(site, "ACME,,acme.de,213800D1EI4B9WTWWD28,\n")) == (1, 0, 0)


def test_two_rows_that_mean_one_client_are_a_problem(site: Site) -> None:
    report = bring_in(site, "ACME,,acme.de,,\nACME Bank,,acme.de,,\n")
    assert counts(report) == (1, 0, 0)
    assert [(problem.line, "line 2" in problem.what) for problem in report.problems] == [(3, True)]
    assert [client["name"] for client in listed(site)] == ["ACME"]


def test_a_row_that_fits_two_clients_is_a_problem(site: Site) -> None:
    bring_in(site, "ACME,,acme.de,,\nBank,,bank.de,,\n")
    report = bring_in(site, "Other,,acme.de|bank.de,,\n")
    assert [problem.line for problem in report.problems] == [2]


@pytest.mark.parametrize(
    "row",
    [
        ",,acme.de,,",
        "ACME,,acme,,",
        "ACME,,a b.de,,",
        "ACME,,acme.de,12345,",
        f"ACME,,,{LEI[:-1]}6,",
        "ACME,,,,Germany",
        "ACME,,,",
        "ACME,,,,,",
        f"{'A' * 301},,,,",
    ],
)
def test_a_row_that_makes_no_sense_is_told_by_its_line_and_costs_itself_alone(site: Site, row: str) -> None:
    report = bring_in(site, f"Bank,,,,\n{row}\nMill,,,,\n")
    assert [problem.line for problem in report.problems] == [3]
    assert [client["name"] for client in listed(site)] == ["Bank", "Mill"]


def test_semicolons_and_fewer_columns_are_read_too(site: Site) -> None:
    assert counts(bring_in(site, "ACME;acme.de\n", header="Name;Domains\n")) == (1, 0, 0)


@pytest.mark.parametrize("header", ["", "firm,domain\n", "domains\n", "name,name\n"])
def test_a_list_without_its_columns_is_refused_whole(site: Site, header: str) -> None:
    with pytest.raises(UsageRefused):
        bring_in(site, "ACME,,,,\n", header)


def test_an_open_quotation_mark_costs_what_comes_after_it_alone(site: Site) -> None:
    report = bring_in(site, 'Bank,,,,\n"ACME,,,,\n')
    assert [client["name"] for client in listed(site)] == ["Bank"]
    assert len(report.problems) == 1


def test_a_laptop_downloads_it_whole_and_only_when_it_changed(site: Site, laptop: Laptop) -> None:
    site.add_client("ACME")
    first = laptop.get("/v1/registry")
    assert [client["name"] for client in members(first)["clients"]] == ["ACME"]
    again = laptop.get("/v1/registry", {"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    site.add_client("Bank")
    assert laptop.get("/v1/registry", {"if-none-match": first.headers["etag"]}).status == 200


def test_a_merged_client_points_to_the_one_that_took_its_names(site: Site) -> None:
    bring_in(site, f"ACME,Acme Ltd,acme.de,{LEI},\nBank,,bank.de,,\nMill,,,,\n")
    acme, bank, mill = listed(site)
    merge(site, acme["id"], bank["id"])
    merge(site, bank["id"], mill["id"])
    acme, bank, mill = listed(site)
    assert [client["merged_into"] for client in (acme, bank, mill)] == [mill["id"], mill["id"], None]
    assert [client["status"] for client in (acme, bank, mill)] == ["merged", "merged", "active"]
    assert mill["aliases"] == ["Bank", "ACME", "Acme Ltd"]
    assert mill["domains"] == ["bank.de", "acme.de"]
    assert mill["lei"] == LEI


def test_a_client_is_merged_into_another_active_one_only(site: Site, acme: str) -> None:
    bank = site.add_client("Bank")
    merge(site, acme, bank)
    for pair in ((bank, bank), (bank, acme), (acme, bank), (bank, "x")):
        with pytest.raises(UsageRefused):
            merge(site, *pair)
