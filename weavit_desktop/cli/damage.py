"""What a check found, told: sound, or what is damaged and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from weavit_core.fields import instant_text
from weavit_desktop.cli.printing import print_json, print_line, say
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.errors import VaultDamaged
from weavit_desktop.services.damage import Counts, Damage


def tell_check(checks: Sequence[str], problems: Sequence[str], damage: Damage | None, *, json: bool) -> None:
    """Tell the outcome of a check. Raises VaultDamaged, with the next step, if anything was found."""
    if json:
        found = {"damage": _document(damage)} if damage else {}
        print_json({"sound": not problems, "checks": checks, "problems": problems, **found})
    for problem in problems:
        say(problem)
    if problems and damage is None:
        raise VaultDamaged(
            f"The vault is damaged: {many(len(problems), 'finding')}. `weavit vault check --deep` tells what "
            "is lost and which backup is whole."
        )
    if damage is not None:
        for sentence in _sentences(damage):
            say(sentence)
        raise VaultDamaged(_next_step(damage))
    if not json:
        print_line("The vault is sound.")


def _sentences(damage: Damage) -> list[str]:
    told = [f"{damage.unreadable:,} of {many(damage.pages, 'page')} cannot be read."]
    if damage.backup is not None:
        at, misses = instant_text(damage.backup.made_at), _counted(damage.backup.misses)
        told.append(f"The backup of {at} is whole and misses {misses}: {damage.backup.path}")
    else:
        told.append("No backup in the vault's folder is whole.")
    if damage.kept is not None:
        told.append(f"A copy of the vault as it was found lies in {damage.kept}.")
    return told


def _next_step(damage: Damage) -> str:
    salvage = (
        "`weavit vault salvage OUT` makes a new vault of what can still be read." if damage.opens else ""
    )
    if damage.backup is not None:
        restore = "Restore that backup with `weavit vault restore FILE`."
    else:
        restore = "If you have a backup elsewhere, restore it with `weavit vault restore FILE`."
    return f"The vault is damaged. {restore} {salvage}".strip()


def _counted(counts: Counts) -> str:
    people, met = many_people(counts.people), many(counts.interactions, "interaction")
    return f"{people}, {met} and {many(counts.permissions, 'permission')}"


def _document(damage: Damage) -> dict[str, Any]:
    backup = damage.backup
    return {
        "pages": damage.pages,
        "pages_unreadable": damage.unreadable,
        "salvageable": damage.opens,
        "backup": {
            "path": str(backup.path),
            "made_at": instant_text(backup.made_at),
            "holds": _counts(backup.holds),
            "misses": _counts(backup.misses),
        }
        if backup
        else None,
        "quarantine": str(damage.kept) if damage.kept else None,
    }


def _counts(counts: Counts) -> dict[str, int]:
    return {
        "people": counts.people,
        "interactions": counts.interactions,
        "permissions": counts.permissions,
    }
