"""Files that are private, and replaced as a whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from weavit_desktop.vault import files

posix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has access lists instead of modes")


@posix_only
def test_a_file_is_private_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        files.replace_private(tmp_path / "vault.key", b"one")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "vault.key").stat().st_mode) == 0o600


@posix_only
def test_content_reaches_the_disk_before_the_name_and_the_name_before_success(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    real_fsync, real_replace = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        real_fsync(descriptor)

    def replace(source: Path, target: Path) -> Path:
        steps.append("replace")
        return real_replace(source, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    files.replace_private(tmp_path / "vault.key", b"one")
    assert steps == ["file", "replace", "folder"]


def test_a_failed_replacement_leaves_the_old_content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "vault.key"
    files.replace_private(path, b"old")
    monkeypatch.setattr(files, "_sync", failing_sync)
    with pytest.raises(OSError, match="no space"):
        files.replace_private(path, b"new")
    assert path.read_bytes() == b"old"
    files.clean_unfinished(tmp_path)
    assert list(tmp_path.iterdir()) == [path]


def failing_sync(descriptor: int) -> None:
    raise OSError("no space")


def test_a_file_that_something_holds_for_a_moment_is_moved_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"new")
    holding = [True, True, True]
    pauses: list[float] = []
    real = Path.replace

    def replace(source: Path, target: Path) -> Path:
        if holding:
            holding.pop()
            raise PermissionError("sharing violation")
        return real(source, target)

    monkeypatch.setattr(Path, "replace", replace)
    files.move(tmp_path / "a", tmp_path / "b", pause=pauses.append)
    assert (tmp_path / "b").read_bytes() == b"new"
    assert len(pauses) == 3


def test_a_file_that_something_holds_for_good_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def replace(source: Path, target: Path) -> Path:
        raise PermissionError("sharing violation")

    pauses: list[float] = []
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(PermissionError):
        files.move(tmp_path / "a", tmp_path / "b", pause=pauses.append)
    assert sum(pauses) <= 1
