"""A new vault of what a damaged one still gives."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest

from builders.sample import application, maya_published
from builders.vault import PASSPHRASE
from builders.wrecks import cut, opened, pages_of, rows_of, spoil, wreckable_vault
from weavit_desktop.errors import HeaderDamaged, NoRoom, UsageRefused, VaultDamaged, VaultInUse
from weavit_desktop.services.restoring import with_passphrase, with_recovery_code
from weavit_desktop.services.salvage import Means, Outcome, salvage
from weavit_desktop.vault import salvaging
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.repositories import hub
from weavit_desktop.vault.salvaging import SalvagedTable

UNLOCK = with_passphrase(PASSPHRASE)
# Computed anew: a person's row tells of the day it was computed, and positions get other numbers.
COMPARED = (
    "source_card",
    "link",
    "interaction",
    "participant",
    "permission",
    "outbox",
    "field_choice",
    "note",
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Maya's vault after she published."""
    root = tmp_path_factory.mktemp("salvage")
    maya = maya_published(root / "maya")
    maya.vault.close()
    return maya.vault.folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "vault"))


def means() -> Means:
    program = application()
    return Means(program.clock, program.new_id, program.rules, program.home_zone)


def salvaged(folder: Path) -> Outcome:
    return salvage(folder, folder.with_name("new"), UNLOCK, means())


def compared(folder: Path) -> dict[str, set[tuple[object, ...]]]:
    with opened(folder) as vault:
        return {
            name: vault.read(lambda db, name=name: set(db.execute(f"SELECT * FROM {name}").fetchall()))
            for name in COMPARED
        }


def names(folder: Path) -> dict[str, str]:
    with opened(folder) as vault:
        return vault.read(lambda db: dict(db.execute("SELECT uid, name FROM person")))


def lossy(outcome: Outcome) -> dict[str, SalvagedTable]:
    return {one.name: one for one in outcome.salvaged.tables if one.lost != 0 or one.dropped or one.revived}


def test_of_a_sound_vault_nothing_is_lost(folder: Path) -> None:
    outcome = salvaged(folder)
    assert lossy(outcome) == {}
    assert compared(outcome.folder) == compared(folder)
    assert names(outcome.folder) == names(folder)


def test_the_damaged_vault_is_not_touched(folder: Path) -> None:
    spoil(folder, (pages_of(folder), 100))
    before = {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"
    }
    salvaged(folder)
    after = {
        path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"
    }
    assert after == before


@pytest.mark.parametrize("seed", range(3))
def test_what_comes_out_is_sound_part_of_what_was_there_and_every_loss_is_counted(
    folder: Path, seed: int
) -> None:
    before, everyone = compared(folder), names(folder)
    chosen = random.Random(seed)
    spoil(folder, chosen.sample(range(80, pages_of(folder) + 1), 12))
    outcome = salvaged(folder)
    after = compared(outcome.folder)
    counted = {one.name: one for one in outcome.salvaged.tables}
    for name in ("source_card", "interaction", "permission"):
        assert after[name] <= before[name]
        gone = len(before[name]) - len(after[name])
        told = counted[name]
        assert told.lost is not None
        assert gone == told.lost + told.dropped if told.exact else gone <= told.lost + told.dropped
    with opened(outcome.folder) as vault:
        assert check_vault(vault, deep=True).problems == ()
        assert vault.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall()) == []
        uids = set(vault.read(lambda db: db.execute("SELECT uid FROM person").fetchall()))
    # Somebody whose row is lost comes back by their cards, under the id that the permissions know.
    with_cards = len(everyone) - counted["source_card"].lost  # type: ignore[operator]
    assert len(uids & {(uid,) for uid in everyone}) >= with_cards


def test_it_opens_as_the_old_one_does_and_publishing_waits(folder: Path) -> None:
    outcome = salvaged(folder)
    assert (outcome.folder / "vault.key").read_bytes() == (folder / "vault.key").read_bytes()
    with opened(outcome.folder) as vault:
        joined = vault.read(hub.joined)
        assert joined is not None
        assert joined.suspended == hub.RESTORED


def test_a_lost_person_comes_back_with_their_card_and_under_their_id(folder: Path) -> None:
    everyone = names(folder)
    with opened(folder) as vault:
        vault.maintain(lambda db: db.execute("PRAGMA foreign_keys = OFF"))
        sql = "DELETE FROM person WHERE id IN (SELECT DISTINCT person_id FROM link LIMIT 5)"
        vault.write(lambda db: db.execute(sql))
    outcome = salvaged(folder)
    assert lossy(outcome)["person"].revived == 5
    assert sorted(names(outcome.folder).values()) == sorted(everyone.values())


def test_a_card_that_lost_its_person_becomes_one_and_a_lost_import_takes_none_along(folder: Path) -> None:
    everyone = names(folder)
    with opened(folder) as vault:
        vault.maintain(lambda db: db.execute("PRAGMA foreign_keys = OFF"))
        vault.write(damage_references)
    outcome = salvaged(folder)
    told = lossy(outcome)
    assert told["import_source"].revived == 2
    assert told["link"].revived >= 3
    assert set(names(outcome.folder).values()) == set(everyone.values())


def damage_references(db: Connection) -> None:
    db.execute("DELETE FROM import_source")
    db.execute("DELETE FROM import")
    db.execute("DELETE FROM link WHERE card_id IN (SELECT card_id FROM link ORDER BY card_id LIMIT 3)")


def test_a_person_whose_cards_are_lost_keeps_what_was_shown_of_them(folder: Path) -> None:
    with opened(folder) as vault:
        (uid, name, mails) = vault.read(
            lambda db: db.execute(
                "SELECT uid, name, shown ->> '$.emails[0].value' FROM person JOIN link ON person_id = id "
                "WHERE shown ->> '$.emails[0].value' <> '' ORDER BY id LIMIT 1"
            ).fetchone()
        )
        vault.maintain(lambda db: db.execute("PRAGMA foreign_keys = OFF"))
        sql = """DELETE FROM source_card WHERE id IN (
            SELECT card_id FROM link JOIN person ON person.id = person_id WHERE uid = ?)"""
        vault.write(lambda db: db.execute(sql, (uid,)))
    outcome = salvaged(folder)
    assert names(outcome.folder)[uid] == name
    with opened(outcome.folder) as vault:
        sql = "SELECT shown ->> '$.emails[0].value' FROM person WHERE uid = ?"
        assert vault.read(lambda db: db.execute(sql, (uid,)).fetchone()) == (mails,)


def test_a_file_cut_in_the_middle_gives_what_it_has(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    wreckable_vault(folder)
    before = rows_of(folder)
    cut(folder, (pages_of(folder) - 12) * 4096)
    outcome = salvaged(folder)
    assert outcome.salvaged.pages.unreadable == 12
    after = rows_of(outcome.folder)
    assert sum(map(len, after.values())) > 500
    assert after["permission"] <= before["permission"]


def test_without_its_first_page_there_is_nothing_to_salvage(folder: Path) -> None:
    spoil(folder, (1,))
    with pytest.raises(VaultDamaged, match="Restore a backup"):
        salvaged(folder)
    assert not folder.with_name("new").exists()
    assert not [path for path in folder.parent.iterdir() if path.name.startswith(".new-")]


def test_one_whole_key_file_is_enough_and_without_any_it_says_so(folder: Path) -> None:
    (folder / "vault.key").write_bytes(b"damaged")
    assert salvaged(folder).contents.people
    (folder / "vault.key.bak").unlink()
    shutil.rmtree(folder.with_name("new"))
    for backup in (folder / "backups").iterdir():
        backup.unlink()
    with pytest.raises(HeaderDamaged):
        salvaged(folder)


def test_the_recovery_code_is_enough_too(tmp_path: Path) -> None:
    from builders.vault import new_vault_and_code

    vault, code = new_vault_and_code(tmp_path / "vault")
    vault.close()
    outcome = salvage(tmp_path / "vault", tmp_path / "new", with_recovery_code(code), means())
    assert outcome.contents.people == 0
    opened(tmp_path / "new").close()


@pytest.mark.parametrize("place", ["inside", "taken"])
def test_the_new_folder_is_free_and_elsewhere(folder: Path, place: str) -> None:
    out = folder / "new" if place == "inside" else folder.with_name("taken")
    if place == "taken":
        out.mkdir()
        (out / "mine.txt").touch()
    with pytest.raises(UsageRefused):
        salvage(folder, out, UNLOCK, means())
    assert place == "inside" or [path.name for path in out.iterdir()] == ["mine.txt"]


def test_nothing_stays_when_the_disk_is_full_or_the_vault_in_use(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(folder), pytest.raises(VaultInUse):
        salvaged(folder)

    def full(*_: object) -> None:
        raise NoRoom("12 MB more are needed")

    monkeypatch.setattr(salvaging, "require_room", full)
    with pytest.raises(NoRoom):
        salvaged(folder)
    assert not folder.with_name("new").exists()
