"""A new vault out of what a damaged one still gives: computed anew, checked whole, every loss counted."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from weavit_desktop.clock import Clock
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.rules import Rules
from weavit_desktop.services.choices import LISTS, read_choice
from weavit_desktop.services.compute import rebuild
from weavit_desktop.services.progress import Progress, Step, silent
from weavit_desktop.services.shown import load_shown
from weavit_desktop.services.work import work_for
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.header import Header
from weavit_desktop.vault.health import check_vault
from weavit_desktop.vault.keys import DataKey
from weavit_desktop.vault.opening import closed_header, open_unlocked
from weavit_desktop.vault.repositories import backups, people, salvaged
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.salvaging import Salvaged, Terms, kept_from_others, salvage_into
from weavit_desktop.vault.vault import Vault

COMMAND = "weavit vault salvage"
SALVAGING = "salvaging"  # what a Step is about; `done` and `total` are tables

Unlock = Callable[[Header], DataKey]

# The lists of a person's shown card that can be kept as edits, by the name that an edit has.
_LISTS = {"email": "emails", "phone": "phones", "url": "urls", "category": "categories", "note": "notes"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The new vault, sound as the deep check goes, and what was lost on the way to it."""

    folder: Path
    contents: Contents
    salvaged: Salvaged


@dataclass(frozen=True, slots=True)
class Means:
    """What a salvage takes from the program."""

    clock: Clock
    new_id: Callable[[], str]
    rules: Callable[[], Rules]
    home_zone: Callable[[], str]


def salvage(folder: Path, out: Path, unlock: Unlock, means: Means, progress: Progress = silent) -> Outcome:
    """Build a new vault in `out` from the damaged one in `folder`, which stays as it is.

    Raises WrongPassphrase, HeaderDamaged, VaultInUse, UsageRefused, NoRoom, or VaultDamaged if nothing can
    be read; then there is nothing in `out`.
    """
    terms = Terms(
        means.clock(),
        means.new_id,
        means.home_zone(),
        lambda done, total: progress(Step(SALVAGING, done, total)),
    )
    with kept_from_others(folder, COMMAND):
        header = closed_header(folder)
        data_key = unlock(header)
        found = salvage_into(out, folder, header, data_key, terms)
    try:
        with open_unlocked(out, COMMAND, lambda _: data_key, means.clock) as vault:
            work = work_for(vault, means.rules(), means.clock, means.new_id, progress)
            vault.write(partial(_keep_what_was_shown, at=work.now))
            rebuild(vault, work)
            _require_sound(vault)
            contents = vault.read(backups.contents)
    except BaseException:
        shutil.rmtree(out, ignore_errors=True)
        raise
    return Outcome(out.resolve(), contents, found)


def _keep_what_was_shown(db: Connection, at: str) -> None:
    """Let people whose cards are all lost keep what was computed from them, as edits of the holder's."""
    for person in salvaged.people_without_cards(db):
        shown = load_shown(person.shown)
        texts = {"name": person.name, "organization": person.organization, "title": person.title}
        lists = {
            name: [one["value"] if isinstance(one, dict) else one for one in shown[_LISTS[name]]]
            for name in LISTS
        }
        kept = {name: read_choice(name, text) for name, text in texts.items() if text.strip()}
        people.choose(
            db, person.id, kept | {name: dump_json(ones) for name, ones in lists.items() if ones}, at
        )


def _require_sound(vault: Vault) -> None:
    # Pictures that were lost with the old disk are counted, and no reason against the rest.
    problems = [one for one in check_vault(vault, deep=True).problems if not one.startswith("blobs: ")]
    if problems:
        raise VaultDamaged(
            "The new vault did not stand its check, so nothing was kept of it. Choose another disk for it.",
            fact=problems[0],
        )
