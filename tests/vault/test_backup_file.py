"""The backup container: whatever befalls a file, it is whole or it is refused in a sentence."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.backups import flip
from weavit_core import canonical
from weavit_desktop.errors import BackupDamaged, MadeByNewerVersion, UsageRefused, WeavitError
from weavit_desktop.vault import backup_file
from weavit_desktop.vault.backup_file import MAGIC, Manifest, Part, Reason
from weavit_desktop.vault.keys import DataKey

KEY = DataKey(bytes(range(32)))
VAULT_ID = "00000000-0000-4000-8000-00000000000a"
HEADER, DATABASE = b"header" * 9, b"database" * 99
PLAIN = Manifest(
    VAULT_ID,
    7,
    datetime(2026, 3, 2, 9, 30, tzinfo=UTC),
    Reason.DAILY,
    False,
    (Part("vault.key", len(HEADER)), Part("vault.db", len(DATABASE))),
)


def written(folder: Path, manifest: Manifest = PLAIN, *more: bytes) -> Path:
    sources = []
    for number, data in enumerate((HEADER, DATABASE, *more)):
        (folder / f"part{number}").write_bytes(data)
        sources.append(folder / f"part{number}")
    path = folder / "backup"
    backup_file.write_container(path, manifest, sources, KEY)
    return path


def read(path: Path) -> dict[str, bytes]:
    """Return the parts of a container that is whole and authentic."""
    parts: dict[str, bytes] = {}
    container = backup_file.read_container(
        path, lambda part, chunks: parts.update({part.name: b"".join(chunks)})
    )
    backup_file.authenticate(container, KEY)
    return parts


def hashed_anew(data: bytes) -> bytes:
    """Return a changed container with the hash that an attacker can make, and the MAC that he cannot."""
    return data[:-64] + hashlib.sha256(data[:-64]).digest() + data[-32:]


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    blob = Part("blobs/ab/0123456789abcdef", 3)
    path = written(tmp_path, replace(PLAIN, parts=(*PLAIN.parts, blob)), b"jpg")
    assert read(path) == {"vault.key": HEADER, "vault.db": DATABASE, blob.name: b"jpg"}
    assert backup_file.read_manifest(path) == replace(PLAIN, parts=(*PLAIN.parts, blob))


def test_a_sink_need_not_take_what_it_is_given(tmp_path: Path) -> None:
    assert backup_file.read_container(written(tmp_path), backup_file.pass_over).manifest == PLAIN


def test_cut_anywhere_it_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    data = path.read_bytes()
    for length in range(len(data)):
        path.write_bytes(data[:length])
        with pytest.raises(BackupDamaged):
            read(path)


def test_with_any_bit_flipped_it_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    for at in range(path.stat().st_size):
        flip(path, at, bit := 1 << at % 8)
        with pytest.raises((BackupDamaged, MadeByNewerVersion)):
            read(path)
        flip(path, at, bit)
    assert read(path)


def test_with_bytes_added_it_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(BackupDamaged):
        read(path)


def test_changed_and_hashed_anew_it_is_whole_and_still_refused(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(hashed_anew(path.read_bytes().replace(b"database", b"databese", 1)))
    assert backup_file.read_container(path, backup_file.pass_over)
    with pytest.raises(BackupDamaged, match="other keys"):
        read(path)


def test_a_false_length_is_found_before_anything_is_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    data = path.read_bytes()
    for false in (b'"bytes":793', b'"bytes":999'):
        path.write_bytes(hashed_anew(data.replace(b'"bytes":792', false)))
        taken: list[Part] = []
        with pytest.raises(BackupDamaged):
            backup_file.read_container(path, lambda part, chunks, taken=taken: taken.append(part))
        assert taken == []


@pytest.mark.parametrize(
    "name", ["../vault.key", "/etc/passwd", "blobs/../../a", "blobs/ab/..", "vault.key.bak", "blobs\\ab\\cd"]
)
def test_a_part_that_would_lie_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, replace(PLAIN, parts=(*PLAIN.parts, Part(name, 3))), b"out")
    with pytest.raises(BackupDamaged):
        read(path)


def test_a_part_that_stands_twice_is_refused(tmp_path: Path) -> None:
    blob = Part("blobs/ab/01", 3)
    path = written(tmp_path, replace(PLAIN, parts=(*PLAIN.parts, blob, blob)), b"one", b"two")
    with pytest.raises(BackupDamaged):
        read(path)


def test_one_of_a_newer_version_is_told_apart_from_damage(tmp_path: Path) -> None:
    path = written(tmp_path)
    data = path.read_bytes().replace(b'"min_reader_version":1', b'"min_reader_version":2')
    path.write_bytes(hashed_anew(data))
    with pytest.raises(MadeByNewerVersion):
        read(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused):
        read(tmp_path / "none")


@given(data=st.binary(max_size=300))
def test_any_bytes_at_all_are_refused_in_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    path = tmp_path_factory.mktemp("any") / "backup"
    for content in (data, MAGIC + data, MAGIC + len(data).to_bytes(4) + data):
        path.write_bytes(content)
        with pytest.raises(WeavitError):
            read(path)


def test_the_manifest_says_nothing_about_people(tmp_path: Path) -> None:
    data = written(tmp_path).read_bytes()
    members = canonical.decode(data[12 : 12 + int.from_bytes(data[8:12])], at_most=10_000)
    assert sorted(members) == [
        "made_at",
        "min_reader_version",
        "parts",
        "pinned",
        "reason",
        "sequence",
        "v",
        "vault_id",
    ]
