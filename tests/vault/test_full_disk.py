"""A disk that is full, fails or has become read-only, in the middle of everything that a vault does.

Whatever happens, the answer is one plain sentence with exit code 8, and the old state or the new one is
there. SQLite's own steps fail here by a limit to the size of files; one by one, they do in the sweep of
system calls.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from builders.backups import add_people, back_up, files_of_at_most, remove_people, restore
from builders.failing_disk import failing_from
from builders.keychain import FakeKeychain
from builders.sample import application
from builders.vault import CHEAP, NOW, PASSPHRASE, fixed_clock, new_vault
from weavit_desktop.errors import NoRoom, WrongPassphrase
from weavit_desktop.services.restoring import with_passphrase
from weavit_desktop.services.salvage import Means, salvage
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.creation import change_passphrase, create_vault
from weavit_desktop.vault.device_secret import keep_device_secret
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.rotation import rotate_data_key
from weavit_desktop.vault.thinning import is_whole, thin
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import replace_recovery_code

PEOPLE = 40
OTHER = "harbour violin moss thirty"
NEW_CODE = new_recovery_code()
Operation = Callable[[Path], object]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault of PEOPLE with four backups, the newest of which holds all of them."""
    folder = tmp_path_factory.mktemp("full") / "vault"
    with new_vault(folder) as vault:
        add_people(vault, PEOPLE)
        for day in (0, 0, 1, 2):
            back_up(vault, NOW + timedelta(days=day))
    return folder


def opened(folder: Path) -> Vault:
    return open_vault(folder, PASSPHRASE, command="test", clock=fixed_clock())


def in_vault(call: Callable[[Vault], object]) -> Operation:
    def run(folder: Path) -> None:
        with opened(folder) as vault:
            call(vault)

    return run


def create(folder: Path) -> None:
    new = folder.with_name("another")
    create_vault(new, PASSPHRASE, home_zone="UTC", clock=fixed_clock(), cost=CHEAP)[0].close()


def salvage_it(folder: Path) -> None:
    program = application()
    means = Means(program.clock, program.new_id, program.rules, program.home_zone)
    salvage(folder, folder.with_name("another"), with_passphrase(PASSPHRASE), means)


def enable_keychain(vault: Vault) -> None:
    keep_device_secret(vault, FakeKeychain(), NOW)


OPERATIONS: dict[str, Operation] = {
    "create": create,
    "open": in_vault(lambda _: None),
    "add": in_vault(lambda vault: add_people(vault, 3000)),
    "delete": in_vault(lambda vault: remove_people(vault, PEOPLE)),
    "passphrase": in_vault(lambda vault: change_passphrase(vault, OTHER)),
    "recovery code": in_vault(lambda vault: replace_recovery_code(vault, NEW_CODE)),
    "keychain": in_vault(enable_keychain),
    "backup": in_vault(back_up),
    "thinning": in_vault(lambda vault: thin(vault.folder / "backups", vault.id, vault.data_key)),
    "restore": lambda folder: restore(list_backups(folder / "backups")[0], folder),
    "rotation": lambda folder: rotate_data_key(folder, PASSPHRASE, NEW_CODE, NOW, command="test"),
    "salvage": salvage_it,
}
MOST = 200


def is_refused(operation: Operation, folder: Path) -> bool:
    """Run an operation; return whether it was refused for want of room. Any other error is one too many."""
    try:
        operation(folder)
    except NoRoom:  # exit code 8, one sentence
        return True
    return False


def require_whole(folder: Path, operation: str) -> None:
    """Fail unless the vault opens, everybody is in it, and nothing half done lies about."""
    secrets = (PASSPHRASE, OTHER) if operation == "passphrase" else (PASSPHRASE,)
    vault = first_that_opens(folder, secrets)
    with vault:
        (count,) = vault.read(lambda db: db.execute("SELECT count(*) FROM person").fetchone())
        assert count in {"add": (PEOPLE, PEOPLE + 3000), "delete": (PEOPLE, 0)}.get(operation, (PEOPLE,))
        assert check_vault(vault, deep=True).problems == ()
        kept = list_backups(folder / "backups")
        assert len(kept) >= 3
        if operation != "rotation":  # those of before were made with the old key
            assert all(is_whole(path, vault.data_key) for path in kept)
    left = [path.name for path in (*folder.iterdir(), *(folder / "backups").iterdir())]
    assert not [name for name in left if name.startswith((".making-", "restor")) or name.endswith(".tmp")]
    another = folder.with_name("another")
    if another.exists():
        opened(another).close()
        shutil.rmtree(another)


def first_that_opens(folder: Path, secrets: tuple[str, ...]) -> Vault:
    for secret in secrets[:-1]:
        try:
            return open_vault(folder, secret, command="test", clock=fixed_clock())
        except WrongPassphrase:
            continue
    return open_vault(folder, secrets[-1], command="test", clock=fixed_clock())


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_disk_that_fails_at_any_step_leaves_the_old_state_or_the_new(
    made: Path, tmp_path: Path, operation: str
) -> None:
    refused = 0
    for point in range(MOST):
        folder = Path(shutil.copytree(made, tmp_path / "vault"))
        with failing_from(point) as steps:
            refused += is_refused(OPERATIONS[operation], folder)
        require_whole(folder, operation)
        shutil.rmtree(folder)
        if not steps.failed:
            break
    else:
        raise AssertionError("it never ends")
    assert refused or operation in ("open", "add", "delete"), "these leave the disk to SQLite"


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name != "open"])
def test_files_that_cannot_grow_leave_the_old_state_or_the_new(
    made: Path, tmp_path: Path, operation: str
) -> None:
    refused = 0
    for size in (0, 100, 4096, 40_000, 150_000, 300_000, 400_000, 500_000):
        folder = Path(shutil.copytree(made, tmp_path / "vault"))
        with files_of_at_most(size):
            refused += is_refused(OPERATIONS[operation], folder)
        require_whole(folder, operation)
        shutil.rmtree(folder)
    assert refused or operation == "thinning", "it only removes"
