"""Opening: what is wrong is told apart, and nothing is created, changed or left locked by a refusal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from builders.vault import PASSPHRASE, new_vault, new_vault_and_code
from weavit_desktop.errors import (
    HeaderDamaged,
    MadeByNewerVersion,
    UsageRefused,
    VaultDamaged,
    VaultInUse,
    WeavitError,
    WrongPassphrase,
)
from weavit_desktop.vault import migration
from weavit_desktop.vault.header import decode, encode, sealed
from weavit_desktop.vault.opening import describe_vault, open_vault, open_with_recovery_code
from weavit_desktop.vault.vault import Vault


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    new_vault(tmp_path / "vault").close()
    return tmp_path / "vault"


def open_it(folder: Path, passphrase: str = PASSPHRASE) -> Vault:
    return open_vault(folder, passphrase, command="weavit people")


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def remember(vault: Vault, text: str) -> None:
    vault.write(lambda db: db.execute("INSERT INTO template VALUES (NULL, ?, '', '')", (text,)))


def remembered(vault: Vault) -> list[str]:
    return vault.read(lambda db: [name for (name,) in db.execute("SELECT name FROM template")])


def test_what_was_written_is_there_after_closing_and_opening(folder: Path) -> None:
    with open_it(folder) as vault:
        remember(vault, "a word")
    with open_it(folder) as vault:
        assert remembered(vault) == ["a word"]


def test_the_recovery_code_opens_what_the_passphrase_opens(tmp_path: Path) -> None:
    vault, code = new_vault_and_code(tmp_path / "vault")
    vault.close()
    with open_with_recovery_code(tmp_path / "vault", code.lower(), command="weavit people") as opened:
        assert opened.id == vault.id


def test_a_composed_and_a_decomposed_passphrase_open_the_same_vault(tmp_path: Path) -> None:
    from builders.vault import CHEAP, fixed_clock
    from weavit_desktop.vault.creation import create_vault

    create_vault(tmp_path / "vault", "Zürich liegt am See", home_zone="UTC", clock=fixed_clock(), cost=CHEAP)[
        0
    ].close()
    open_it(tmp_path / "vault", "Zu\u0308rich liegt am See").close()


# Told apart --------------------------------------------------------------------------------------


def test_a_wrong_passphrase_changes_nothing_and_the_right_one_opens_afterwards(folder: Path) -> None:
    before = content(folder)
    for wrong in ("", PASSPHRASE + " ", "x" * 5000):
        with pytest.raises(WrongPassphrase):
            open_it(folder, wrong)
    assert content(folder) == before
    open_it(folder).close()


def test_a_wrong_recovery_code_is_told_as_such(folder: Path) -> None:
    for wrong in ("", "2303-P347", "2303-P347-1XRH-0J8J-FV5Z-4C50-S98H-VDE7"):
        with pytest.raises(WrongPassphrase, match="recovery code"):
            open_with_recovery_code(folder, wrong, command="weavit people")


def test_a_folder_that_is_no_vault_is_told_and_left_untouched(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for place in (tmp_path, tmp_path / "nowhere"):
        for ask in (open_it, describe_vault):
            with pytest.raises(VaultDamaged, match="no vault in this folder"):
                ask(place)
    assert list(content(tmp_path)) == ["letter.txt"]


def test_a_file_in_place_of_a_vault_is_told(tmp_path: Path) -> None:
    path = tmp_path / "contacts.vcf"
    path.write_text("BEGIN:VCARD")
    for ask in (open_it, describe_vault):
        with pytest.raises(VaultDamaged, match="a file, not a vault"):
            ask(path)
    assert path.read_text() == "BEGIN:VCARD"


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(b"\xff" * 200_000),
    ],
    ids=["missing", "empty", "cut", "foreign"],
)
def test_a_damaged_key_file_is_replaced_by_its_copy(folder: Path, spoil: Callable[[Path], object]) -> None:
    whole = (folder / "vault.key").read_bytes()
    spoil(folder / "vault.key")
    open_it(folder).close()
    assert (folder / "vault.key").read_bytes() == whole


def test_a_damaged_copy_is_mended_from_the_key_file(folder: Path) -> None:
    (folder / "vault.key.bak").write_bytes(b"damaged")
    open_it(folder).close()
    assert (folder / "vault.key.bak").read_bytes() == (folder / "vault.key").read_bytes()


def test_with_both_key_files_damaged_or_gone_the_header_is_damaged(folder: Path) -> None:
    (folder / "vault.key").write_bytes(b"damaged")
    (folder / "vault.key.bak").write_bytes(b"")
    with pytest.raises(HeaderDamaged, match="key file and its copy"):
        open_it(folder)
    (folder / "vault.key").unlink()
    (folder / "vault.key.bak").unlink()
    with pytest.raises(HeaderDamaged, match="key file and its copy"):
        open_it(folder)


def test_a_database_that_is_missing_or_empty_is_damage_and_never_a_new_one(folder: Path) -> None:
    (folder / "vault.db").write_bytes(b"")
    with pytest.raises(VaultDamaged, match="missing or empty"):
        open_it(folder)
    assert (folder / "vault.db").read_bytes() == b""
    (folder / "vault.db").unlink()
    with pytest.raises(VaultDamaged, match="missing or empty"):
        open_it(folder)
    assert not (folder / "vault.db").exists()


def test_a_damaged_database_is_told_from_a_wrong_passphrase(folder: Path) -> None:
    (folder / "vault.db").write_bytes(os.urandom(8192))
    with pytest.raises(VaultDamaged, match="database is damaged") as told:
        open_it(folder)
    assert not isinstance(told.value, HeaderDamaged)
    with pytest.raises(WrongPassphrase):
        open_it(folder, "x")


def test_a_database_cut_at_the_end_of_a_page_is_damage(folder: Path) -> None:
    with open_it(folder) as vault:
        remember(vault, "x" * 100_000)
    path = folder / "vault.db"
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2 // 4096 * 4096)
    with pytest.raises(VaultDamaged):
        open_it(folder)


def test_the_key_file_of_another_vault_does_not_open_this_database(folder: Path, tmp_path: Path) -> None:
    new_vault(tmp_path / "other").close()
    for name in ("vault.key", "vault.key.bak"):
        (folder / name).write_bytes((tmp_path / "other" / name).read_bytes())
    with pytest.raises(VaultDamaged):
        open_it(folder)


def test_a_database_that_says_it_is_another_vaults_is_refused(folder: Path) -> None:
    with open_it(folder) as vault:
        vault.write(lambda db: db.execute("UPDATE meta SET value = 'other' WHERE key = 'vault_id'"))
    with pytest.raises(VaultDamaged, match="do not belong together"):
        open_it(folder)


def test_a_vault_with_a_newer_header_is_told(folder: Path) -> None:
    with open_it(folder) as vault:
        newer = replace(decode((folder / "vault.key").read_bytes()), v=2, min_reader_version=2)
        (folder / "vault.key").write_bytes(encode(sealed(newer, vault.data_key)))
    before = content(folder)
    for ask in (open_it, describe_vault):
        with pytest.raises(MadeByNewerVersion, match="newer version"):
            ask(folder)
    assert content(folder) == before


def test_a_vault_with_a_newer_schema_is_told_and_left_as_it_is(folder: Path) -> None:
    with open_it(folder) as vault:
        vault.maintain(lambda db: db.execute("PRAGMA user_version = 9999"))
    with pytest.raises(MadeByNewerVersion, match="newer version"):
        open_it(folder)
    with pytest.raises(MadeByNewerVersion):
        open_it(folder)


@pytest.mark.parametrize("error", [WrongPassphrase, VaultDamaged, MadeByNewerVersion, VaultInUse])
def test_every_refusal_has_its_documented_exit_code(error: type[WeavitError]) -> None:
    codes = {WrongPassphrase: 3, VaultDamaged: 4, MadeByNewerVersion: 4, VaultInUse: 7}
    assert error.exit_code == codes[error]


# One at a time -----------------------------------------------------------------------------------


def test_an_open_vault_is_in_use_and_a_closed_one_is_not(folder: Path) -> None:
    vault = open_vault(folder, PASSPHRASE, command="weavit import")
    with pytest.raises(VaultInUse, match=f"`weavit import` \\(process {os.getpid()}\\)"):
        open_it(folder)
    vault.close()
    open_it(folder).close()


def test_a_database_that_another_program_holds_is_in_use(folder: Path) -> None:
    with open_it(folder) as vault:
        key = vault.data_key.derive("db")
    other = dbapi2.connect(str(folder / "vault.db"), isolation_level=None)
    other.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(VaultInUse, match="another program"):
        open_it(folder)
    other.close()
    open_it(folder).close()


def test_a_synchronised_folder_is_refused_before_anything_is_touched(folder: Path) -> None:
    synchronised = folder.parent / "OneDrive - Contoso"
    folder.rename(synchronised)
    (synchronised / "vault.lock").unlink()
    with pytest.raises(UsageRefused, match="OneDrive"):
        open_it(synchronised)
    assert not (synchronised / "vault.lock").exists()


# After a crash -----------------------------------------------------------------------------------

DIE = """
import os, sys
from pathlib import Path
from weavit_desktop.vault.opening import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2], command="weavit import")
vault.write(lambda db: db.execute("INSERT INTO template VALUES (NULL, 'kept', '', '')"))
def half(db):
    db.execute("INSERT INTO template VALUES (NULL, 'half', '', '')")
    os._exit(9)
vault.write(half)
"""


def die_while_writing(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", DIE, str(folder), PASSPHRASE], check=False)
    assert done.returncode == 9
    assert (folder / "vault.db-wal").stat().st_size > 0


def test_a_process_that_died_in_a_write_lost_that_write_alone(folder: Path) -> None:
    (folder / "vault.key.tmp").write_bytes(b"half a header")
    die_while_writing(folder)
    with open_it(folder) as vault:
        assert remembered(vault) == ["kept"]
    assert not (folder / "vault.key.tmp").exists()
    assert not (folder / "vault.db-wal").exists()


def test_after_a_crash_the_database_is_checked(folder: Path) -> None:
    die_while_writing(folder)
    with (folder / "vault.db").open("r+b") as file:  # the root of a table that opening does not read
        file.seek(8 * 4096 + 2000)
        file.write(b"\xff\xff")
    with pytest.raises(VaultDamaged) as told:
        open_it(folder)
    assert told.value.fact in ("quick_check", "SQLITE_CORRUPT")


# While open --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement", ["ATTACH ':memory:' AS x", "PRAGMA temp_store = FILE", "PRAGMA rekey = ''"]
)
def test_an_open_vault_refuses_what_could_let_plain_text_out(folder: Path, statement: str) -> None:
    with open_it(folder) as vault, pytest.raises(dbapi2.DatabaseError, match="not authorized"):
        vault.maintain(lambda db: db.execute(statement))


def test_old_vaults_are_brought_up_to_date(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = migration.shipped_steps()
    step = migration.Step(len(shipped) + 1, "CREATE TABLE brand_new (a TEXT);")
    monkeypatch.setattr(migration, "shipped_steps", lambda: (*shipped, step))
    with open_it(folder) as vault:
        assert vault.read(lambda db: db.execute("SELECT count(*) FROM brand_new").fetchone()) == (0,)


def test_a_vault_tells_of_itself_without_a_passphrase_even_while_open(folder: Path) -> None:
    with open_it(folder) as vault:
        told = describe_vault(folder)
        assert told.id == vault.id
    assert told.slots == ("passphrase", "recovery")
    assert (told.version, told.generation) == (1, 1)
    assert told.database_bytes >= 4096
    assert told.folder == folder
