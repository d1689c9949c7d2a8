"""A header that is lost: from its copy, then from the newest backup, with the passphrase or the kit."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders.backups import add_people, back_up, people_in
from builders.vault import new_vault_and_code
from weavit_desktop.errors import HeaderDamaged
from weavit_desktop.vault.opening import open_with_recovery_code


def test_one_thing_after_the_other_is_lost_and_the_vault_opens_as_long_as_one_is_left(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    vault, code = new_vault_and_code(folder)
    with vault:
        back_up(vault)
        add_people(vault, 3)

    (folder / "vault.key").unlink()
    assert people_in(folder) == 3  # by the copy, which takes its place

    for name in ("vault.key", "vault.key.bak"):
        (folder / name).write_bytes(b"")
    assert people_in(folder) == 3  # by the header in the backup

    for name in ("vault.key", "vault.key.bak"):
        (folder / name).unlink()
    with open_with_recovery_code(folder, code, command="test") as found:  # and by the kit alone
        assert found.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone()) == (3,)

    for path in (folder / "vault.key", folder / "vault.key.bak", *(folder / "backups").iterdir()):
        path.unlink()
    with pytest.raises(HeaderDamaged):
        people_in(folder)
