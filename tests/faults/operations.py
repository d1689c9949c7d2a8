"""What a person does with a vault, each in a folder that holds `vault/` and whatever else it needs.

Every operation can be done again after it was interrupted or refused, as a person would.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path
from unittest import mock

from PIL import Image

from builders.backups import add_people, back_up, restore
from builders.desk import shipped_rules, someone
from builders.vault import CHEAP, NOW, PASSPHRASE, fixed_clock
from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services import attachments, backups, rotation, staging
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.importing import import_files
from weavit_desktop.services.rewrapping import rewrap_backups
from weavit_desktop.services.work import Work, work_for
from weavit_desktop.vault import connection, creation, migration, slots
from weavit_desktop.vault.backup import list_backups
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.creation import change_passphrase, create_vault
from weavit_desktop.vault.header_file import read_header
from weavit_desktop.vault.opening import is_vault, open_vault
from weavit_desktop.vault.thinning import thin
from weavit_desktop.vault.vault import Vault
from weavit_desktop.vault.ways_in import replace_recovery_code

NEW_PASSPHRASE = "copper lantern orbit thistle"
CODE = "2303-P347-1XRH-0J8J-FV5Z-4C50-S98H-VDE7"
NEW_CODE = "44HR-3VV5-EDF0-D3S6-DJ6P-V2B0-GFN8-MQAK"
COMMAND = "weavit faults"

_THEN, _NOW = 12, 16  # people in the backups, and in the vault
_BATCH = 20
_LATER = fixed_clock(NOW + timedelta(days=3))


@dataclass(frozen=True, slots=True)
class Operation:
    """`make` fills a folder once; `run` works on a copy of it. `least_backups` stay, whole."""

    name: str
    make: Callable[[Path], None]
    run: Callable[[Path], None]
    least_backups: int = 0


def operations() -> Sequence[Operation]:
    """Return all of them."""
    return (
        Operation("create", _nothing, _create),
        Operation("write", _people, _write),
        Operation("import", _with_file(8), _import),
        Operation("import in batches", _with_file(3 * _BATCH - 5), _import),
        Operation("import photos", _with_photos, _import),
        Operation("migrate", _older_schema, _open),
        Operation("change passphrase", _people, _change_passphrase),
        Operation("renew recovery code", _people, _renew_code),
        Operation("back up", _with_backups, _back_up, least_backups=4),
        Operation("back up and copy", _with_copies, _back_up_and_copy, least_backups=4),
        Operation("thin", _with_backups, _thin, least_backups=3),
        Operation("restore", _with_backups, _restore, least_backups=4),
        Operation("restore elsewhere", _backup_alone, _restore_elsewhere),
        Operation("rotate", _people, _rotate),
        Operation("rewrap backups", _with_other_passphrase, _rewrap, least_backups=4),
        Operation("attach a file", _with_letter, _attach),
        Operation("delete a person", _attached, _delete),
    )


def open_either(folder: Path) -> Vault:
    """Open a vault with the passphrase that opens it, the old one or the new one."""
    try:
        return open_vault(folder, PASSPHRASE, command=COMMAND, clock=_LATER)
    except WrongPassphrase:
        return open_vault(folder, NEW_PASSPHRASE, command=COMMAND, clock=_LATER)


def _nothing(place: Path) -> None:
    place.mkdir(exist_ok=True)


def _people(place: Path) -> None:
    with _made(place) as vault:
        add_people(vault, _NOW)


def _made(place: Path) -> Vault:
    place.mkdir(exist_ok=True)
    return create_vault(
        place / "vault",
        PASSPHRASE,
        home_zone="Europe/Zurich",
        clock=fixed_clock(),
        cost=CHEAP,
        code=CODE,
    )[0]


def _with_file(cards: int) -> Callable[[Path], None]:
    def make(place: Path) -> None:
        _people(place)
        _write_cards(place, cards)

    return make


def _write_cards(place: Path, cards: int) -> None:
    people = (
        someone(
            f"Person Number{n}",
            "NOTE:" + f"met at stand {n}. " * 60,
            email=f"n{n}@tarnholm.example",
            org="Tarnholm AG",
            title="VP Sales",
        )
        for n in range(cards)
    )
    (place / "people.vcf").write_bytes(b"".join(people) + b"a stray line\r\n")


def _with_photos(place: Path) -> None:
    _people(place)
    cards = []
    for number in range(2):
        picture = BytesIO()
        Image.effect_noise((90, 90), 40 + number).convert("RGB").save(picture, "JPEG")
        photo = b64encode(picture.getvalue()).decode()
        cards.append(someone(f"Person Number{number}", f"PHOTO;ENCODING=b;TYPE=JPEG:{photo}"))
    (place / "people.vcf").write_bytes(b"".join(cards))


def _imported(place: Path) -> None:
    _with_file(8)(place)
    _import(place)


def _older_schema(place: Path) -> None:
    """A vault of the first schema. Today's code only opens it by migrating it: it is filled beside that."""
    folder, first = place / "vault", migration.shipped_steps()[:1]
    with (
        mock.patch.object(migration, "shipped_steps", return_value=first),
        mock.patch.object(creation, "open_unlocked"),
    ):
        _made(place)
    data_key = slots.unlock_with_passphrase(read_header(folder), PASSPHRASE)
    db = connection.connect(folder / "vault.db", data_key.derive("db"))
    sql = "INSERT INTO person (uid, name, sort_key, created_at) VALUES (?, ?, '', '2026-01-01T00:00:00Z')"
    db.executemany(sql, [(f"p{n}", f"Person {n}") for n in range(_NOW)])
    db.close()


def _with_backups(place: Path) -> None:
    """Four backups of three days: one may go."""
    with _made(place) as vault:
        add_people(vault, _THEN)
        for day in (0, 0, 1, 2):
            back_up(vault, NOW + timedelta(days=day))
        add_people(vault, _NOW - _THEN)


def _with_copies(place: Path) -> None:
    _with_backups(place)
    (place / "copies").mkdir()


def _with_other_passphrase(place: Path) -> None:
    _with_copies(place)
    with open_either(place / "vault") as vault:
        backups.remember_copy_folder(vault, place / "copies")
        backups.back_up(vault, Reason.ASKED, _LATER)
        change_passphrase(vault, NEW_PASSPHRASE)


def _with_letter(place: Path) -> None:
    _imported(place)
    (place / "letter.txt").write_text("Dear Maya, " * 900)


def _attached(place: Path) -> None:
    _with_letter(place)
    _attach(place)


def _backup_alone(place: Path) -> None:
    _with_backups(place)
    list_backups(place / "vault" / "backups")[0].rename(place / "only.weavitbackup")
    (place / "vault").rename(place / "lost")


def _create(place: Path) -> None:
    if not is_vault(place / "vault"):
        _made(place).close()


def _open(place: Path) -> None:
    open_either(place / "vault").close()


def _write(place: Path) -> None:
    with open_either(place / "vault") as vault:
        rows = [(n, f"template {n}", "words " * 400) for n in range(9)]
        sql = "INSERT OR REPLACE INTO template VALUES (?, ?, '', ?)"
        vault.write(lambda db: db.executemany(sql, rows))


def _import(place: Path) -> None:
    with open_either(place / "vault") as vault, mock.patch.object(staging, "BATCH_RECORDS", _BATCH):
        (earlier,) = vault.read(lambda db: db.execute("SELECT count(*) FROM import").fetchone())
        numbers = count()
        import_files(
            vault,
            shipped_rules(),
            [place / "people.vcf"],
            clock=_LATER,
            ids=lambda: f"uid-{earlier}-{next(numbers)}",
        )


def _change_passphrase(place: Path) -> None:
    with open_either(place / "vault") as vault:
        change_passphrase(vault, NEW_PASSPHRASE)


def _renew_code(place: Path) -> None:
    with open_either(place / "vault") as vault:
        replace_recovery_code(vault, NEW_CODE)


def _back_up(place: Path) -> None:
    with open_either(place / "vault") as vault:
        backups.back_up(vault, Reason.ASKED, _LATER)


def _back_up_and_copy(place: Path) -> None:
    with open_either(place / "vault") as vault:
        backups.back_up(vault, Reason.ASKED, _LATER, copy_to=place / "copies")


def _thin(place: Path) -> None:
    with open_either(place / "vault") as vault:
        thin(place / "vault" / "backups", vault.id, vault.data_key)


def _restore(place: Path) -> None:
    oldest = list_backups(place / "vault" / "backups")[-1]
    restore(oldest, place / "vault", str(_NOW - _THEN))


def _restore_elsewhere(place: Path) -> None:
    restore(place / "only.weavitbackup", place / "vault")


def _rotate(place: Path) -> None:
    rotation.rotate(place / "vault", PASSPHRASE, NEW_CODE, _LATER, command=COMMAND)


def _rewrap(place: Path) -> None:
    with open_either(place / "vault") as vault:
        rewrap_backups(vault)


def _attach(place: Path) -> None:
    with open_either(place / "vault") as vault:
        uid = _third(vault)
        if uid and not attachments.files_of(vault, uid):
            attachments.attach_file(vault, _work_in(vault), uid, place / "letter.txt")


def _delete(place: Path) -> None:
    with open_either(place / "vault") as vault:
        uid = _third(vault)
        if uid:
            delete_people(vault, _work_in(vault), [uid], do_not_bring_back=True)


def _third(vault: Vault) -> str | None:
    """Return the id of one who was imported, as long as they are there."""
    sql = "SELECT uid FROM person WHERE name = 'Person Number3'"
    there = vault.read(lambda db: db.execute(sql).fetchone())
    return str(there[0]) if there else None


def _work_in(vault: Vault) -> Work:
    ids = count()
    return work_for(vault, shipped_rules(), _LATER, lambda: f"work-{next(ids)}")
