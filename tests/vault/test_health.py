"""The health check finds damage wherever it sits."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.vault import new_vault_and_code
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.vault.health import HealthReport, check_vault
from weavit_desktop.vault.opening import open_with_recovery_code

PAGE = 4096


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, bytes]:
    folder = tmp_path_factory.mktemp("health") / "vault"
    vault, code = new_vault_and_code(folder)
    vault.write(lambda db: db.execute("INSERT INTO template VALUES (NULL, 'one', '', ?)", ("x" * 40_000,)))
    vault.close()
    return folder, code, (folder / "vault.db").read_bytes()


def report(whole: tuple[Path, str, bytes], database: bytes, *, deep: bool) -> HealthReport:
    folder, code, _ = whole
    (folder / "vault.db").write_bytes(database)
    with open_with_recovery_code(folder, code, command="weavit vault check") as vault:
        return check_vault(vault, deep=deep)


def sound(whole: tuple[Path, str, bytes], database: bytes) -> bool:
    try:
        return not report(whole, database, deep=True).problems
    except VaultDamaged:
        return False


@pytest.mark.parametrize("deep", [False, True])
def test_a_whole_vault_is_sound(whole: tuple[Path, str, bytes], deep: bool) -> None:
    assert report(whole, whole[2], deep=deep).problems == ()


def test_a_deep_check_goes_in_the_documented_order(whole: tuple[Path, str, bytes]) -> None:
    checks = report(whole, whole[2], deep=True).checks
    assert checks == (
        *("checkpoint", "cipher_integrity_check", "integrity_check"),
        *("header", "page_count", "blobs"),
    )


def test_a_flipped_bit_in_any_page_is_found(whole: tuple[Path, str, bytes]) -> None:
    for page in range(0, len(whole[2]), PAGE):
        damaged = bytearray(whole[2])
        damaged[page + 2000] ^= 1
        assert not sound(whole, bytes(damaged)), f"page {page // PAGE + 1}"


def test_a_database_cut_at_the_end_of_any_page_or_with_one_more_is_found(
    whole: tuple[Path, str, bytes],
) -> None:
    for size in range(0, len(whole[2]), PAGE):
        assert not sound(whole, whole[2][:size]), f"{size} bytes"
    assert not sound(whole, whole[2] + bytes(PAGE))


def test_a_damaged_key_file_is_found_while_the_vault_is_open(whole: tuple[Path, str, bytes]) -> None:
    folder, code, database = whole
    (folder / "vault.db").write_bytes(database)
    with open_with_recovery_code(folder, code, command="weavit vault check") as vault:
        for name in ("vault.key", "vault.key.bak"):
            good = (folder / name).read_bytes()
            (folder / name).write_bytes(good[:-1])
            (problem,) = check_vault(vault, deep=False).problems
            assert problem.startswith(f"{name}: ")
            (folder / name).write_bytes(good)
