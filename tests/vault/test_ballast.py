"""Room that is set aside, and given back on the day there is none."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from builders.backups import files_of_at_most
from builders.vault import new_vault
from builders.wrecks import opened
from weavit_desktop.errors import NoRoom
from weavit_desktop.vault import ballast
from weavit_desktop.vault.vault import Vault

USAGE = namedtuple("USAGE", "total used free")


def add(vault: Vault, size: int) -> None:
    vault.write(lambda db: db.execute("INSERT INTO template VALUES (NULL, 'T', '', ?)", ("x" * size,)))


def test_sixteen_mebibytes_are_really_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ballast, "BYTES", 16 * 1024 * 1024)
    assert ballast.lay(tmp_path)
    found = (tmp_path / "ballast").stat()
    assert found.st_size == 16 * 1024 * 1024
    if sys.platform != "win32":
        assert found.st_blocks * 512 >= 16 * 1024 * 1024, "a hole would give nothing back"
        assert found.st_mode & 0o777 == 0o600
    assert len(set((tmp_path / "ballast").read_bytes()[:4096])) > 200, "a disk may compress what repeats"


def test_a_new_vault_has_it_and_opening_lays_it_again(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").close()
    path = tmp_path / "vault" / "ballast"
    before = path.read_bytes()
    opened(tmp_path / "vault").close()
    assert path.read_bytes() == before, "it is not written again without need"
    path.unlink()
    opened(tmp_path / "vault").close()
    assert path.stat().st_size == ballast.BYTES
    path.write_bytes(b"half")
    opened(tmp_path / "vault").close()
    assert path.stat().st_size == ballast.BYTES


def test_the_last_room_on_a_disk_is_left_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = ballast.LEAST_FREE_FACTOR * ballast.BYTES - 1
    monkeypatch.setattr(shutil, "disk_usage", lambda _: USAGE(10**12, 10**12 - free, free))
    assert not ballast.lay(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_laid_keeps_nobody_from_opening(tmp_path: Path) -> None:
    new_vault(tmp_path / "vault").close()
    (tmp_path / "vault" / "ballast").unlink()
    with files_of_at_most(ballast.BYTES - 1), opened(tmp_path / "vault"):
        pass
    assert not list((tmp_path / "vault").glob("ballast*"))


def test_the_first_write_without_room_gives_it_back_and_says_so(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        path = tmp_path / "vault" / "ballast"
        with files_of_at_most(64 * 1024):
            with pytest.raises(NoRoom, match="deleting and exporting work again"):
                add(vault, 1_000_000)
            assert not path.exists()
            with pytest.raises(NoRoom) as second:
                add(vault, 1_000_000)
        assert "deleting and exporting" not in str(second.value), "it is given back once"
        add(vault, 1_000_000)


def test_a_missing_permission_is_no_reason_to_give_it_back(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        vault.maintain(lambda db: db.execute("PRAGMA query_only = ON"))
        with pytest.raises(NoRoom):
            add(vault, 1)
        assert (tmp_path / "vault" / "ballast").exists()


def test_what_was_committed_is_not_denied_when_there_is_no_room_to_close(tmp_path: Path) -> None:
    vault = new_vault(tmp_path / "vault")
    add(vault, 300_000)
    with files_of_at_most(64 * 1024):  # the log is written already; the database cannot grow
        vault.close()
    with opened(tmp_path / "vault") as again:
        assert again.read(lambda db: db.execute("SELECT length(body) FROM template").fetchone()) == (300_000,)


# A disk that is really full ------------------------------------------------------------------------

ON_A_SMALL_DISK = """
import sys
sys.path[:0] = [{tests!r}, {root!r}]
from pathlib import Path
from builders.vault import new_vault
from builders.wrecks import opened
from weavit_desktop.errors import NoRoom
from weavit_desktop.vault import ballast

ballast.BYTES, ballast.LEAST_FREE_FACTOR = 1024 * 1024, 2
folder = Path({disk!r}) / "vault"
vault = new_vault(folder)
def add(name, size):
    vault.write(lambda db: db.execute("INSERT INTO template VALUES (NULL, ?, '', ?)", (name, "x" * size)))
add("one", 200_000)
filler = open(Path({disk!r}) / "filler", "wb", buffering=0)
try:
    while True:
        filler.write(bytes(4096))
except OSError:
    pass
try:
    add("two", 500_000)
except NoRoom as error:
    print(error)
assert not (folder / "ballast").exists()
vault.write(lambda db: db.execute("DELETE FROM template WHERE name = 'one'"))
vault.close()
# Now the room that was given back is gone too.
with open(Path({disk!r}) / "filler", "ab", buffering=0) as filler:
    try:
        while True:
            filler.write(bytes(512))
    except OSError:
        pass
with opened(folder) as again:
    print(again.read(lambda db: db.execute("SELECT count(*) FROM template").fetchone()))
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux lends a small disk without being asked for a password"
)
def test_on_a_full_disk_the_person_can_still_delete(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    root = Path(__file__).parents[2]
    script = ON_A_SMALL_DISK.format(tests=str(root / "tests"), root=str(root), disk=str(disk))
    mount = f'mount -t tmpfs -o size=8m tmpfs {disk} && exec {sys.executable} -c "$0"'
    ran = subprocess.run(["unshare", "-Urm", "sh", "-c", mount, script], capture_output=True, text=True)
    if "Operation not permitted" in ran.stderr or "mount:" in ran.stderr:
        pytest.skip("this machine lends no small disk: unshare -Urm mount is not permitted")
    assert ran.returncode == 0, ran.stderr
    assert "deleting and exporting work again" in ran.stdout
    assert ran.stdout.endswith("(0,)\n")
