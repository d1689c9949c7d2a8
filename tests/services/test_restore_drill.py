"""The day the laptop is gone: an empty home, one backup file, and what the person knows or has on paper."""

from __future__ import annotations

import itertools
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from builders.backups import back_up, flip
from builders.sample import maya_published
from builders.vault import PASSPHRASE, fixed_clock
from builders.wrecks import opened
from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, UsageRefused, WrongPassphrase
from weavit_desktop.services import restoring
from weavit_desktop.vault import backup_file, blobs
from weavit_desktop.vault.backup import verify_backup
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.opening import open_with_recovery_code
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.repositories import blobs as blob_rows
from weavit_desktop.vault.repositories import hub
from weavit_desktop.vault.thinning import is_whole
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import replace_recovery_code

# Everything but what a backup and a restore write themselves: their numbers, and that publishing waits.
_OWN = {"meta", "hub"}


@dataclass(frozen=True)
class Kept:
    """What is left of a laptop: the file, and the paper. `held` is what was in the vault, table by table."""

    file: Path
    code: str
    held: dict[str, set[tuple[object, ...]]]
    pictures: dict[str, bytes]
    data_key: DataKey


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    home = tmp_path_factory.mktemp("lost")
    maya = maya_published(home / "maya")
    code = new_recovery_code()
    with maya.vault as vault:
        replace_recovery_code(vault, code)
        made = back_up(vault)
        held, pictures = everything(vault), pictures_of(vault)
    file = Path(shutil.copy(made.path, tmp_path_factory.mktemp("stick") / "mine.weavitbackup"))
    shutil.rmtree(home)
    return Kept(file, code, held, pictures, vault.data_key)


def everything(vault: Vault) -> dict[str, set[tuple[object, ...]]]:
    tables = vault.read(
        lambda db: db.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        ).fetchall()
    )
    names = [name for (name,) in tables if not name.startswith("sqlite_") and name not in _OWN]
    return {
        name: vault.read(lambda db, name=name: set(db.execute(f"SELECT * FROM {name}").fetchall()))
        for name in names
    }


def pictures_of(vault: Vault) -> dict[str, bytes]:
    return {one.name: blobs.load(vault, one.id) for one in vault.read(blob_rows.everything)}


def restore(kept: Kept, home: Path, unlock: restoring.Unlock) -> restoring.Restored:
    return restoring.restore(kept.file, home / "vault", unlock, fixed_clock())


def test_the_file_and_the_passphrase_bring_everything_back(kept: Kept, tmp_path: Path) -> None:
    assert restore(kept, tmp_path, restoring.with_passphrase(PASSPHRASE)).quarantine is None
    with opened(tmp_path / "vault") as vault:
        assert everything(vault) == kept.held
        assert len(kept.held["permission"]) > 4, "the ledger of decisions is not empty"
        assert len(kept.held["interaction"]) > 1000
        assert pictures_of(vault) == kept.pictures
        assert kept.pictures
        joined = vault.read(hub.joined)
        assert joined is not None
        assert joined.suspended == hub.RESTORED


def test_the_file_and_the_recovery_code_bring_everything_back(kept: Kept, tmp_path: Path) -> None:
    restore(kept, tmp_path, restoring.with_recovery_code(kept.code))
    with open_with_recovery_code(tmp_path / "vault", kept.code, command="test") as vault:
        assert everything(vault) == kept.held
        assert pictures_of(vault) == kept.pictures


def test_the_file_alone_gives_nothing_and_leaves_nothing(kept: Kept, tmp_path: Path) -> None:
    for unlock in (
        restoring.with_passphrase("somebody elses words"),
        restoring.with_recovery_code(new_recovery_code()),
    ):
        with pytest.raises(WrongPassphrase):
            restore(kept, tmp_path, unlock)
    assert list(tmp_path.iterdir()) == []


# A backup that is not whole --------------------------------------------------------------------------


def boundaries(path: Path) -> list[int]:
    """Return where each region of a backup begins: magic, length, manifest, parts, hash, MAC; and its end."""
    manifest = backup_file.read_manifest(path)
    sizes = [part.bytes for part in manifest.parts]
    size = path.stat().st_size
    start = size - 64 - sum(sizes)
    parts = [start + sum(sizes[:count]) for count in range(len(sizes) + 1)]
    return [0, 8, 12, *parts, size - 32, size]


def require_worthless(damaged: Path, kept: Kept, vault: Path, *, also_restore: bool) -> None:
    """Fail if a damaged backup counts for anything, or replaces a byte of the vault."""
    assert not is_whole(damaged, kept.data_key)
    with pytest.raises((BackupDamaged, MadeByNewerVersion)):
        verify_backup(damaged, kept.data_key, damaged.parent)
    if also_restore:
        before = {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()}
        with pytest.raises((BackupDamaged, MadeByNewerVersion, WrongPassphrase, UsageRefused)):
            restoring.restore(damaged, vault, restoring.with_passphrase(PASSPHRASE), fixed_clock())
        assert {path: path.read_bytes() for path in vault.rglob("*") if path.is_file()} == before


@pytest.fixture
def vault(kept: Kept, tmp_path: Path) -> Path:
    restore(kept, tmp_path, restoring.with_passphrase(PASSPHRASE))
    return tmp_path / "vault"


def test_a_bit_flipped_in_any_region_makes_a_backup_worthless(
    kept: Kept, tmp_path: Path, vault: Path
) -> None:
    edges = boundaries(kept.file)
    size = kept.file.stat().st_size
    in_regions = {at for start, end in itertools.pairwise(edges) for at in (start, end - 1)}
    all_over = set(range(0, size, max(1, size // 40)))
    damaged = tmp_path / "damaged.weavitbackup"
    for at in sorted(in_regions | all_over):
        shutil.copy(kept.file, damaged)
        flip(damaged, at)
        require_worthless(damaged, kept, vault, also_restore=at in in_regions)


def test_a_backup_cut_anywhere_is_worthless(kept: Kept, tmp_path: Path, vault: Path) -> None:
    damaged = tmp_path / "damaged.weavitbackup"
    data = kept.file.read_bytes()
    edges = boundaries(kept.file)[1:-1]
    pages = [edges[3] + 4096 * page for page in (1, 7, 100)]
    for size in sorted({0, 1, len(data) - 1, *pages, *(edge + by for edge in edges for by in (-1, 0, 1))}):
        damaged.write_bytes(data[:size])
        require_worthless(damaged, kept, vault, also_restore=size in edges)
    damaged.write_bytes(data + b"\0")
    require_worthless(damaged, kept, vault, also_restore=True)
