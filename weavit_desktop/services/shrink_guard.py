"""Whoever is about to lose much says how much, in writing (vault.md, backup)."""

from __future__ import annotations

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.errors import ConfirmationNeeded
from weavit_desktop.vault.repositories.backups import Contents

MOST_PERCENT = 20


def require_confirmed(before: Contents, after: Contents, typed: str | None) -> None:
    """Return if at most a fifth goes, or if the person typed how much. Raises ConfirmationNeeded."""
    losses = (
        (before.people, after.people, many_people(before.people)),
        (before.interactions, after.interactions, many(before.interactions, "interaction")),
    )
    for had, has, all_of_them in losses:
        lost = had - has
        if 100 * lost <= MOST_PERCENT * had:
            continue
        if typed is None or typed.strip() not in (str(lost), f"{lost:,}"):
            raise ConfirmationNeeded(
                f"This would remove {lost:,} of {all_of_them}. Nothing was changed. To go on all the same, "
                f"confirm with the number {lost:,}.",
                lost,
            )
        return
