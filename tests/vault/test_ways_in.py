"""Another recovery code: the new one opens, the old one does not, and no data is touched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.failing_disk import failing_syncs
from builders.vault import PASSPHRASE, new_vault_and_code
from weavit_desktop.errors import HeaderDamaged, NoRoom, WrongPassphrase
from weavit_desktop.vault import files
from weavit_desktop.vault.header import PASSPHRASE as PASSPHRASE_SLOT
from weavit_desktop.vault.header import RECOVERY
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.opening import open_vault, open_with_recovery_code
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import replace_recovery_code, require_recovery_code


@pytest.fixture
def made(tmp_path: Path) -> Iterator[tuple[Vault, str]]:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        yield vault, code


def opens(folder: Path, code: str) -> bool:
    try:
        open_with_recovery_code(folder, code, command="test").close()
    except WrongPassphrase:
        return False
    return True


def test_the_code_of_the_vault_passes_the_test_however_it_is_typed(made: tuple[Vault, str]) -> None:
    vault, code = made
    for typed in (code, code.lower(), code.replace("-", " ")):
        require_recovery_code(vault, typed)


def test_another_code_and_a_mistyped_one_do_not(made: tuple[Vault, str]) -> None:
    vault, code = made
    with pytest.raises(WrongPassphrase, match="belongs to another"):
        require_recovery_code(vault, new_recovery_code())
    with pytest.raises(WrongPassphrase, match="typing mistake"):
        require_recovery_code(vault, ("1" if code[0] != "1" else "2") + code[1:])


def test_a_new_code_opens_the_old_one_stops_and_no_data_is_touched(made: tuple[Vault, str]) -> None:
    vault, old = made
    new = new_recovery_code()
    before = (vault.folder / files.DATABASE).stat()
    replace_recovery_code(vault, new)
    assert (vault.folder / files.DATABASE).stat() == before
    assert [slot.kind for slot in read_header(vault.folder).slots] == [PASSPHRASE_SLOT, RECOVERY]
    vault.close()
    assert (opens(vault.folder, new), opens(vault.folder, old)) == (True, False)
    open_vault(vault.folder, PASSPHRASE, command="test").close()


def test_the_copy_of_the_header_does_not_open_with_the_old_code_either(made: tuple[Vault, str]) -> None:
    vault, old = made
    replace_recovery_code(vault, new_recovery_code())
    vault.close()
    (vault.folder / files.HEADER).unlink()
    assert not opens(vault.folder, old)


def test_what_is_no_code_changes_nothing(made: tuple[Vault, str]) -> None:
    vault, _ = made
    before = read_header(vault.folder)
    with pytest.raises(WrongPassphrase):
        replace_recovery_code(vault, "7K2M")
    assert read_header(vault.folder) == before


def test_a_header_of_another_is_not_built_upon(made: tuple[Vault, str], tmp_path: Path) -> None:
    vault, _ = made
    new_vault_and_code(tmp_path / "other")[0].close()
    for name in (files.HEADER, files.HEADER_COPY):
        (vault.folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    with pytest.raises(HeaderDamaged, match="changed by something other"):
        replace_recovery_code(vault, new_recovery_code())


@pytest.mark.parametrize("failing", range(5))
def test_a_disk_that_fails_at_any_sync_leaves_exactly_one_code_that_opens(
    made: tuple[Vault, str], failing: int
) -> None:
    vault, old = made
    new = new_recovery_code()
    with failing_syncs(failing) as disk:
        try:
            replace_recovery_code(vault, new)
        except NoRoom:
            pass
        else:
            assert not disk.failed
    vault.close()
    assert opens(vault.folder, old) != opens(vault.folder, new)
