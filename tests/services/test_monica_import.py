"""Monica's export into the vault: people with their interactions, and the same again."""

from __future__ import annotations

from builders.desk import Desk
from builders.monica import contact, entry, export, listed

ANNA = contact(
    "anna",
    listed("activity", "act-1"),
    listed("call", entry(called_at="2026-03-02T10:00:00Z", contact_called=True)),
    email="anna@x.example",
    first_name="Anna",
    last_name="Hale",
    job="CFO",
)
BO = contact("bo", listed("activity", "act-1"), phone="+49 30 1234567", first_name="Bo", last_name="Lind")
LUNCH = entry("act-1", summary="lunch", happened_at="2026-03-01")


def test_activities_and_calls_are_with_the_people_they_were_with(desk: Desk) -> None:
    report = desk.take(export(desk.folder / "monica.json", ANNA, BO, activity=[LUNCH]))
    assert [(one.format, one.people_new, one.interactions_new) for one in report.sources] == [
        ("monica", 2, 2)
    ]
    assert [desk.person(name)["interactions"] for name in ("Anna Hale", "Bo Lind")] == [2, 1]


def test_the_same_export_again_changes_nothing(desk: Desk) -> None:
    path = export(desk.folder / "monica.json", ANNA, BO, activity=[LUNCH])
    desk.take(path)
    before = desk.contents()
    again = desk.take(path)
    assert (again.people.new, again.people.updated) == (0, 0)
    assert desk.contents() == before


def test_a_newer_export_updates(desk: Desk) -> None:
    desk.take(export(desk.folder / "old.json", ANNA, activity=[LUNCH]))
    promoted = ANNA | {"properties": ANNA["properties"] | {"job": "CEO"}}
    newer = desk.take(export(desk.folder / "new.json", promoted, activity=[LUNCH]))
    assert (newer.people.new, newer.people.updated) == (0, 1)
    assert desk.person("Anna Hale")["title"] == "CEO"
