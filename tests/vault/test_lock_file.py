"""One process at a time, and none that died."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from weavit_desktop.errors import VaultInUse
from weavit_desktop.vault.lock_file import VaultLock

HOLD = """
import sys
from pathlib import Path
from weavit_desktop.vault.lock_file import VaultLock
lock = VaultLock(Path(sys.argv[1]), "weavit import")
print("locked", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process_holding(folder: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_second_process_is_told_who_has_the_vault(tmp_path: Path) -> None:
    with another_process_holding(tmp_path) as process, pytest.raises(VaultInUse) as refused:
        VaultLock(tmp_path, "weavit people")
    assert f"in use by `weavit import` (process {process.pid})" in str(refused.value)


def test_what_a_killed_process_left_is_no_obstacle(tmp_path: Path) -> None:
    with another_process_holding(tmp_path) as process:
        process.kill()
        process.wait()
    assert "weavit import" in (tmp_path / "vault.lock").read_text()
    VaultLock(tmp_path, "weavit people").release()


def test_the_same_process_cannot_have_it_twice(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path, "weavit import")
    with pytest.raises(VaultInUse, match=f"`weavit import` \\(process {os.getpid()}\\)"):
        VaultLock(tmp_path, "weavit people")
    with pytest.raises(VaultInUse):  # the refused attempt did not drop the lock
        VaultLock(tmp_path, "weavit people")
    lock.release()


def test_a_released_lock_can_be_taken_again(tmp_path: Path) -> None:
    for command in ("weavit import", "weavit people"):
        VaultLock(tmp_path, command).release()


def test_a_holder_that_has_not_yet_written_its_name_is_another_program(tmp_path: Path) -> None:
    lock = VaultLock(tmp_path, "weavit import")
    os.truncate(tmp_path / "vault.lock", 0)
    with pytest.raises(VaultInUse, match="another program"):
        VaultLock(tmp_path, "weavit people")
    lock.release()


def test_a_disk_that_fails_keeps_nobody_from_letting_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(descriptor: int, length: int) -> None:
        raise OSError(errno.EIO, "failing")

    lock = VaultLock(tmp_path, "weavit import")
    with monkeypatch.context() as patch:
        patch.setattr(os, "ftruncate", failing)
        lock.release()
    VaultLock(tmp_path, "weavit people").release()
