"""What the holder decided about people goes along in an archive: who is one, who is not to come back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from builders.archived import decide_about_people, work_with_everything
from builders.desk import NOW, Desk, someone
from builders.exports import another_desk, everyone, give_out, rewritten
from golden.make_archive import holds
from weavit_desktop.errors import InputRefused, UsageRefused
from weavit_desktop.importing.archive.container import MARKS, VERSIONS
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.objecting import heed_objection
from weavit_desktop.services.sharing import read_choice, share
from weavit_desktop.services.unlinking import unlink_person

GOLDEN = Path(__file__).parents[1] / "golden" / "archives"
FAY = someone("Fay Gone", email="fay@gone.example")
EGON = someone("Egon Nay", email="egon@nay.example", tel="+41446681800")


@pytest.fixture
def decided(desk: Desk) -> Desk:
    decide_about_people(work_with_everything(desk))
    return desk


def test_people_who_were_linked_can_be_unlinked_in_the_new_vault(desk: Desk, tmp_path: Path) -> None:
    desk.take(
        desk.file(
            "a.vcf",
            someone("Dora Wolf", "NOTE:one", email="d@wolf.example", org="Wolf", title="CFO", uid="d1"),
            someone("Dora Wolff", "NOTE:two", email="dora@home.example", org="Home", title="CEO", uid="d2"),
        )
    )
    other_uid = desk.uid("Dora Wolff")
    desk.on("2026-11-21").take(desk.file("b.vcf", someone("Dora Wolff", org="New", uid="d2")))
    link_people(desk.vault, desk.work, desk.uid("Dora Wolf"), other_uid)
    path, _ = give_out(desk, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        unlink_person(other.vault, other.work, other_uid)
        unlink_person(desk.vault, desk.work, other_uid)

        assert everyone(other) == everyone(desk)
        assert len(everyone(other)) == 2


def test_unlinking_in_the_new_vault_shares_nothing(desk: Desk, tmp_path: Path) -> None:
    desk.take(desk.file("a.vcf", someone("Dora Wolf", uid="d1"), someone("Dora Wolff", uid="d2")))
    for name in ("Dora Wolf", "Dora Wolff"):
        choice = read_choice(3, 3, None, NOW.date())
        share(desk.vault, desk.uid(name), choice, lambda: desk.now, desk.new_uid)
    link_people(desk.vault, desk.work, desk.uid("Dora Wolf"), desk.uid("Dora Wolff"))
    path, _ = give_out(desk, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        unlink_person(other.vault, other.work, other.uid("Dora Wolff"))

        assert other.listed(sharing=3) == []
        assert [other.person(name)["sharing"]["level"] for name in other.names()] == [0, 0]


def test_what_the_vault_says_of_people_it_has_is_not_unlinked(decided: Desk, tmp_path: Path) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(other.file("mine.vcf", someone("Dora Wolf", email="d@wolf.example", org="Wolf", uid="d1")))
        other.take(path)

        with pytest.raises(UsageRefused):
            unlink_person(other.vault, other.work, other.uid("Dora Wolff"))


def test_who_is_not_to_come_back_stays_away_from_the_new_vault(decided: Desk, tmp_path: Path) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        other.take(other.file("again.vcf", FAY, EGON))

        assert "Fay Gone" not in other.names()
        assert other.person("Egon Nay")["phones"] == []
        second, _ = give_out(other, "second.zip", "archive")
        with another_desk(tmp_path / "third") as third:
            third.take(second)
            third.take(third.file("again.vcf", FAY, EGON))
            assert "Fay Gone" not in third.names()
            assert third.person("Egon Nay")["phones"] == []


def test_an_archive_tells_no_name_of_who_is_not_to_come_back(decided: Desk) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    seen: dict[str, bytes] = {}
    rewritten(path, lambda name, data: seen.setdefault(name, data))

    assert len(seen[MARKS].splitlines()) > 2
    for word in (b"fay", b"Fay", b"Gone", b"gone.example"):
        assert not any(word in data for data in seen.values())


def test_who_is_marked_by_another_vault_is_not_marked_twice(decided: Desk, tmp_path: Path) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        other.take(path)
        before = other.rows("SELECT * FROM suppression")
        heed_objection(other.vault, other.work, other.uid("Egon Nay"))
        delete_people(other.vault, other.work, [other.uid("Egon Nay")], do_not_bring_back=True)

        assert other.rows("SELECT * FROM suppression") == before


def test_marks_made_here_stay_with_this_vault_s_key(decided: Desk) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    before = decided.rows("SELECT * FROM suppression")
    decided.take(path)

    assert decided.rows("SELECT * FROM suppression") == before
    assert decided.rows("SELECT 1 FROM suppression WHERE key IS NOT NULL") == []


@pytest.mark.parametrize("version", VERSIONS)
def test_an_archive_of_every_version_is_read(desk: Desk, version: int) -> None:
    desk.take(GOLDEN / f"{version}.zip")

    assert holds(desk) == json.loads((GOLDEN / f"{version}.json").read_text("utf-8"))


def test_an_objection_of_an_archive_without_marks_is_heeded(desk: Desk) -> None:
    desk.take(GOLDEN / "1.zip")
    desk.take(desk.file("again.vcf", EGON))

    assert desk.person("Egon Nay")["phones"] == []


def _people(change: Any) -> Any:
    def rewrite(name: str, data: bytes) -> bytes:
        if name != "people.jsonl":
            return data
        lines = [json.loads(line) for line in data.splitlines()]
        for one in lines:
            if one["linked"]:
                change(one)
        return b"".join(json.dumps(one).encode() + b"\n" for one in lines)

    return rewrite


def _marks(count: int, key: str = "{:064x}") -> Any:
    line = {"mark": "ab" * 32, "why": "deleted", "at": "2026-11-20T09:00:00Z"}
    lines = [json.dumps({"key": key.format(number), **line}).encode() + b"\n" for number in range(count)]
    return lambda name, data: b"".join(lines) if name == MARKS else data


HOSTILE = {
    "two records of one place": _people(lambda one: [card.update(place=1) for card in one["cards"]]),
    "a card that is not there": _people(lambda one: one["linked"][0]["theirs"].update(cards=[99])),
    "a position that is not there": _people(lambda one: one["linked"][0].update(begun=[99])),
    "no number": _people(lambda one: one["linked"][0]["theirs"].update(notes=["1"])),
    "a text for a side": _people(lambda one: one["linked"][0].update(theirs="x")),
    "the same linked twice": _people(lambda one: one["linked"].append(one["linked"][0])),
    "linked to themselves": _people(lambda one: one["linked"][0].update(id=one["id"])),
    "told by an unknown file": _people(
        lambda one: one["cards"][0].update(also_from=[{"source": 99, "place": 9}])
    ),
    "a mark that is none": _marks(1, "ab"),
    "thousands of keys": _marks(2000),
}


@pytest.mark.parametrize("change", HOSTILE.values(), ids=HOSTILE.keys())
def test_nonsense_about_people_is_refused_and_leaves_nothing(
    decided: Desk, tmp_path: Path, change: Any
) -> None:
    path, _ = give_out(decided, "all.zip", "archive")
    with another_desk(tmp_path / "other") as other:
        before = other.contents()
        with pytest.raises(InputRefused, match="archive"):
            other.take(rewritten(path, change))

        assert other.contents() == before
