"""Everything computed can be rebuilt: what is stored equals what a rebuild computes (model.md)."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.desk import Desk, open_desk, someone
from builders.worked import FILES, STEPS, perform
from weavit_desktop.services.compute import rebuild


def comparable(desk: Desk) -> dict[str, Any]:
    """Return the contents with rows in one order, sums rounded to what scoring.md promises."""
    contents = {name: rows for name, rows in desk.contents().items() if "search_" not in name}
    contents["score"] = [tuple(float(f"{value:.6g}") for value in row) for row in contents["score"]]
    return {name: sorted(rows, key=repr) for name, rows in contents.items()}


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(steps=STEPS)
def test_a_rebuild_equals_what_is_stored(steps: list[Any]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        for number, step in enumerate(steps):
            perform(desk, number, step)
        before = comparable(desk)
        rebuild(desk.vault, desk.work)
        assert comparable(desk) == before


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(files=st.lists(FILES, min_size=1, max_size=3))
def test_any_import_again_changes_nothing(files: list[bytes]) -> None:
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        paths = [desk.file(f"{number}.vcf", content) for number, content in enumerate(files)]
        desk.take(*paths)
        before = comparable(desk)
        again = desk.take(*paths).as_json()
        assert (again["people_new"], again["people_updated"], again["interactions_new"]) == (0, 0, 0)
        assert comparable(desk) == before


def test_a_rebuild_makes_good_what_was_lost(desk: Desk) -> None:
    desk.take(desk.file("x.vcf", someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="CFO")))
    before = comparable(desk)
    desk.vault.write(
        lambda db: [db.execute(f"DELETE FROM {name}") for name in ("identifier", "organisation_domain")]
    )
    desk.vault.write(lambda db: db.execute("UPDATE person SET name = '', shown = '{}', level = 'staff'"))
    desk.vault.write(lambda db: db.execute("UPDATE source_card SET identifiers = '[]'"))
    desk.vault.write(lambda db: db.execute("DELETE FROM person_search"))
    rebuild(desk.vault, desk.work)
    assert comparable(desk) == before
    assert desk.names("anna orrin") == ["Anna Berg"]
