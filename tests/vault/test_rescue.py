"""Reading damaged tables: whatever can be reached is read, whatever cannot is counted."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from builders.wrecks import KEYS, cut, key_of, pages_of, rows_of, spoil, wreckable_vault
from builders.wrecks import opened as open_copy
from weavit_desktop.vault import connection
from weavit_desktop.vault.rescue import Read, Rescue, Row, tables_of
from weavit_desktop.vault.wreck import Pages, count_pages, opened, opens, wreck_of

WITH_AN_INDEX = ("person", "interaction", "participant", "permission", "template")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rescue") / "vault"
    wreckable_vault(folder)
    return folder


@pytest.fixture
def copy(whole: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(whole, tmp_path / "vault"))


def rescued(whole: Path, folder: Path, place: Path) -> dict[str, tuple[set[Row], Read]]:
    """Read every table of KEYS."""
    found = {}
    key = key_of(whole)
    with opened(whole / "vault.db", key) as db:
        tables = tables_of(db, list(KEYS))
    with wreck_of(folder, key, place) as wreck:
        rescue = Rescue(wreck)
        for table in tables:
            rows: set[Row] = set()
            found[table.name] = (rows, rescue.read(table, rows.add))
        rescue.close()
    return found


def reachable(folder: Path, key: bytes, name: str, row: Row, columns: list[str]) -> bool:
    """Look a row up by its key alone, on a connection of its own."""
    where = " AND ".join(f"{one} = ?" for one in KEYS[name])
    values = [row[columns.index(one)] for one in KEYS[name]]
    db = connection.connect_to_read(folder / "vault.db", key)
    try:
        return bool(db.execute(f"SELECT * FROM {name} NOT INDEXED WHERE {where} LIMIT 1", values).fetchone())
    except dbapi2.DatabaseError:
        return False
    finally:
        db.close()


@pytest.mark.parametrize("seed", range(4))
def test_every_row_that_its_key_leads_to_is_read_and_the_others_are_counted(
    whole: Path, copy: Path, tmp_path: Path, seed: int
) -> None:
    key, before = key_of(whole), rows_of(whole)
    chosen = random.Random(seed)
    # The first pages hold the list of tables, without which nothing opens.
    spoil(copy, chosen.sample(range(60, pages_of(copy) + 1), 1 + 2 * seed))
    found = rescued(whole, copy, tmp_path)
    for name, rows in before.items():
        with opened(whole / "vault.db", key) as db:
            columns = [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
        expected = {row for row in rows if reachable(copy, key, name, row, columns)}
        read, outcome = found[name]
        assert expected <= read <= rows, name
        lost = len(rows) - len(read)
        if outcome.exact:
            assert outcome.lost == lost, name
        elif outcome.lost is not None:
            assert outcome.lost >= lost, name
        else:
            assert name in ("suppression", "not_same", "participant", "field_choice"), name


def test_of_a_sound_table_nothing_is_lost(whole: Path, copy: Path, tmp_path: Path) -> None:
    before = rows_of(copy)
    for name, (rows, outcome) in rescued(whole, copy, tmp_path).items():
        assert rows == before[name]
        assert outcome == Read(0, exact=True)


def test_the_rows_between_two_bad_pages_are_found(whole: Path, copy: Path, tmp_path: Path) -> None:
    """Reading from both ends alone would leave them out."""
    first, *_, last = leaves_of_interactions(whole, tmp_path)
    spoil(copy, (first, last))
    rows, outcome = rescued(whole, copy, tmp_path)["interaction"]
    assert outcome.exact
    assert 2 <= (outcome.lost or 0) <= 100, "two pages of at most fifty rows"
    assert len(rows) == 400 - (outcome.lost or 0)


def leaves_of_interactions(whole: Path, place: Path) -> list[int]:
    """Return the pages that hold interactions and nothing else."""
    key = key_of(whole)
    folder = Path(shutil.copytree(whole, place / "probed"))
    found = []
    for page in range(2, pages_of(folder) + 1):
        spoil(folder, (page,))
        seen = [ids(folder, key, way) for way in ("ASC", "DESC")]
        spoil(folder, (page,))  # the same bit again: it is whole
        if 300 < sum(map(len, seen)) < 400 and all(seen):
            found.append(page)
    return found


def ids(folder: Path, key: bytes, way: str) -> list[int]:
    """Return the ids of interactions up to the first bad page."""
    found: list[int] = []
    db = connection.connect_to_read(folder / "vault.db", key)
    try:
        for (one,) in db.execute(f"SELECT id FROM interaction NOT INDEXED ORDER BY id {way}"):
            found.append(one)
    except dbapi2.DatabaseError:
        pass
    finally:
        db.close()
    return found


# Pages -------------------------------------------------------------------------------------------


def test_every_bad_page_is_counted(copy: Path) -> None:
    total = pages_of(copy)
    key = key_of(copy)
    assert count_pages(copy / "vault.db", key) == Pages(total, 0)
    spoil(copy, (1, 7, total))
    assert count_pages(copy / "vault.db", key) == Pages(total, 3)


@pytest.mark.parametrize("bytes_more", [0, 1, 4095])
@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_the_pages_that_a_cut_file_lacks_are_counted(
    copy: Path, tmp_path: Path, kept: float, bytes_more: int
) -> None:
    total, key = pages_of(copy), key_of(copy)
    left = int(total * kept)
    missing = (copy / "vault.db").read_bytes()[left * 4096 + bytes_more : (left + 1) * 4096]
    # Of one page in 256 the last byte is 0, as what stands in for it, and so nothing of it is lost.
    is_whole = not any(missing)
    cut(copy, left * 4096 + bytes_more)
    with wreck_of(copy, key, tmp_path) as wreck:
        assert wreck.pages == Pages(total, total - left - is_whole)
    assert (copy / "vault.db").stat().st_size == left * 4096 + bytes_more


def test_without_its_first_page_nothing_opens(copy: Path, tmp_path: Path) -> None:
    total, key = pages_of(copy), key_of(copy)
    spoil(copy, (1,))
    with wreck_of(copy, key, tmp_path) as wreck:
        assert not opens(wreck)
        assert wreck.pages.unreadable >= 1
        assert wreck.pages.total == total


@pytest.mark.parametrize("missing", ["empty", "gone"])
def test_a_database_that_is_not_there_has_no_pages(copy: Path, tmp_path: Path, missing: str) -> None:
    key = key_of(copy)
    (copy / "vault.db").unlink()
    if missing == "empty":
        (copy / "vault.db").touch()
    with wreck_of(copy, key, tmp_path) as wreck:
        assert not opens(wreck)
        assert wreck.pages == Pages(0, 0)


def test_what_was_committed_to_the_log_is_read_too(whole: Path, copy: Path, tmp_path: Path) -> None:
    beside = tmp_path / "beside"
    with open_copy(copy) as vault:
        vault.write(lambda db: db.execute("INSERT INTO template VALUES (99, 'late', '', '')"))
        shutil.copytree(copy, beside)
    assert (beside / "vault.db-wal").stat().st_size
    rows, _ = rescued(whole, beside, tmp_path)["template"]
    assert (99, "late", "", "") in rows
