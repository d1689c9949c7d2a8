"""Everything computed can be rebuilt: what is stored equals what a rebuild computes (model.md)."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from builders.desk import Desk, open_desk, someone
from builders.linkedin import MESSAGES, PROFILE, folder, message, profile_url, table
from weavit_desktop.services import people
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.deleting import delete_people

SLUGS = ("anna", "bo", "cleo")
CARDS = st.builds(
    someone,
    st.sampled_from(["Anna Berg", "Berg, Anna", "Bo Lind", "Cleo", "王思涵"]),
    st.sampled_from(["NOTE:x", "X-ABSHOWAS:COMPANY", *(f"URL:{profile_url(slug)}" for slug in SLUGS)]),
    email=st.sampled_from(
        ["", "anna@orrin.example", "ANNA@ORRIN.example", "bo@gmail.com", "info@acme.example"]
    ),
    org=st.sampled_from(["", "Orrin AG", "ORRIN", "Acme"]),
    title=st.sampled_from(["", "CFO", "VP Sales", "Analyst"]),
    uid=st.sampled_from(["", "1", "2"]),
    tel=st.sampled_from(["", "044 668 18 00"]),
)
FILES = st.lists(CARDS, max_size=5).map(b"".join)
WORDS = st.lists(
    st.builds(
        lambda one, days, sent: message(
            *(("maya", one) if sent else (one, "maya")),
            at=f"{datetime(2026, 11, 25, 8, tzinfo=UTC) - timedelta(days=days):%Y-%m-%d %H:%M:%S} UTC",
        ),
        st.sampled_from(SLUGS),
        st.integers(0, 800),
        st.booleans(),
    ),
    max_size=12,
)
STEPS = st.lists(st.one_of(FILES, WORDS, st.sampled_from(["edit", "delete"])), min_size=1, max_size=5)


def perform(desk: Desk, number: int, step: Any) -> None:
    if isinstance(step, bytes):
        desk.take(desk.file(f"{number}.vcf", step))
    elif isinstance(step, list):
        files = {
            "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
            "messages.csv": table(MESSAGES, *step),
        }
        desk.take(folder(desk.folder / f"li-{number}", files))
    elif rows := desk.listed():
        if step == "edit":
            people.edit_person(
                desk.vault, desk.work, rows[0].uid, {"organization": "Acme", "email": "e@acme.example"}
            )
        else:
            delete_people(desk.vault, desk.work, [rows[-1].uid])


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
