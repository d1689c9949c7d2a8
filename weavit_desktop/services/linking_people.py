"""Linking two people who are one. Undone by `unlinking`, also years later.

Nothing is merged: cards stay cards, and what each was is kept until they are unlinked. The company never
sees more by it: the linked person takes the lower level, the higher k and the earlier last day, and what
would change in a document all the same waits for approval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.permission import Permission
from weavit_desktop.domain.person import NAME_PARTS
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.choices import LISTS, join_lists, read_choice
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.sharing import Choice, share_within, take_back
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    choosing,
    duplicates,
    interactions,
    linked_people,
    links,
    people,
    permissions,
)
from weavit_desktop.vault.repositories.linked_people import Belongings, LinkedPerson
from weavit_desktop.vault.vault import Vault

BY_HAND: Final = "you said that they are one person"
REFUSED: Final = (
    "You said that these two are not the same person. Take that back first: weavit duplicates --forget A B"
)

# Own edits that belong together: whoever has one of a group keeps theirs, and takes none of the other's.
GROUPS: Final = (
    frozenset(NAME_PARTS | {"name"}),
    frozenset({"organization", "department", "title", "level", "function"}),
)


def link_people(
    vault: Vault, work: Work, one_uid: str, other_uid: str, picks: Mapping[str, str] | None = None
) -> None:
    """Link the person `other_uid` to `one_uid`, whose id goes on. `picks`: fields as the person chose them.

    Raises UsageRefused for an unknown id or field, for a company and a human, and for two of whom the
    person said that they are not the same.
    """
    chosen = {name: read_choice(name, value) for name, value in (picks or {}).items()}
    vault.write(lambda db: link_within(db, work, one_uid, other_uid, picks=chosen))


def link_within(
    db: Connection,
    work: Work,
    one_uid: str,
    other_uid: str,
    *,
    picks: Mapping[str, str] | None = None,
    reason: str = BY_HAND,
    decided_by: str = "person",
) -> None:
    """Link two people within a transaction, as `link_people` does."""
    keeper, giver = _both(db, one_uid, other_uid)
    _, created_at, objected = linked_people.origin_of(db, giver)
    keeper_objected = linked_people.origin_of(db, keeper)[2]
    theirs, others = linked_people.belongings(db, giver), linked_people.belongings(db, keeper)
    known = links.identifiers_of(db, [giver]).get(giver, set())
    sharing = _lower(db, work, one_uid, other_uid)
    linked_people.hand_over(db, giver, keeper)
    linked_people.set_objected(db, keeper, objected=objected or keeper_objected)
    people.choose(db, keeper, {**_united(others, theirs), **(picks or {})}, work.now)
    recompute(db, [keeper], work)
    recompute(db, (), work, also_scores={keeper, *interactions.resolve(db, known)})
    after = linked_people.belongings(db, keeper)
    before = {_post_of(row) for row in (*theirs["position"], *others["position"])}
    was = {
        "id": giver,
        "created_at": created_at,
        "objected": [objected, keeper_objected],
        "theirs": theirs,
        "others": others,
        "choices": after["field_choice"],
        "begun": [row["id"] for row in after["position"] if _post_of(row) not in before],
        "day": work.today.isoformat(),
        "sharing": sharing,
    }
    linked_people.keep(db, LinkedPerson(other_uid, keeper, reason, decided_by, work.now, was))


def _post_of(position: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes a position the same one: a new one may get the row id of one that was united."""
    return position["id"], position["organisation_id"], position["from_day"]


def _both(db: Connection, one_uid: str, other_uid: str) -> tuple[int, int]:
    """Return the row ids of two people who may be linked. Raises UsageRefused."""
    one, other = people.id_of(db, one_uid), people.id_of(db, other_uid)
    if one is None or other is None:
        raise UsageRefused(NOBODY)
    if one == other:
        raise UsageRefused("These are one person already.")
    kinds = {known.is_company for known in links.known_people(db, [one, other])}
    if len(kinds) > 1:
        raise UsageRefused("One of the two is a company and the other a person. Nothing was linked.")
    if (min(one, other), max(one, other)) in duplicates.refused(db):
        raise UsageRefused(REFUSED)
    return one, other


def _united(others: Belongings, theirs: Belongings) -> dict[str, str]:
    """Return the own edits of both: the keeper's win, lists are joined."""
    mine = linked_people.choices(others["field_choice"])
    added = linked_people.choices(theirs["field_choice"])
    barred = {name for group in GROUPS if group & mine.keys() for name in group}
    united = {name: value for name, value in added.items() if name not in mine.keys() | barred}
    united |= {name: join_lists(mine[name], added[name]) for name in LISTS if name in mine and name in added}
    return united


def _lower(db: Connection, work: Work, one_uid: str, other_uid: str) -> dict[str, Any]:
    """Choose for the one what shows least of both, and nothing for the other. Return what was chosen."""
    mine, theirs = permissions.in_force(db, one_uid), permissions.in_force(db, other_uid)
    if mine is not None or theirs is not None:
        choice = least_of(choice_of(mine), choice_of(theirs))
        found = choosing.find(db, one_uid), choosing.find(db, other_uid)
        if any(one is None or one.barred for one in found):
            choice = Choice(SharingLevel.ONLY_YOU)
        share_within(db, one_uid, choice, work.at, work.new_uid)
        take_back(db, [other_uid], work.at, work.new_uid)
    return {"keeper": _kept(mine), "giver": _kept(theirs), "after": moment_of(db, one_uid)}


def choice_of(permission: Permission | None) -> Choice:
    """Return what a permission says; nothing is chosen for whoever has none."""
    if permission is None:
        return Choice(SharingLevel.ONLY_YOU)
    return Choice(permission.level, permission.k, permission.until)


def least_of(one: Choice, other: Choice) -> Choice:
    """Return what shows no more than either."""
    until = min(filter(None, (one.until, other.until)), default=None)
    return Choice(min(one.level, other.level), max(one.k, other.k), until)


def _kept(permission: Permission | None) -> list[Any] | None:
    if permission is None:
        return None
    until = permission.until.isoformat() if permission.until else None
    return [int(permission.level), permission.k, until]


def moment_of(db: Connection, uid: str) -> str | None:
    """Return when the choice in force was made, None without any."""
    permission = permissions.in_force(db, uid)
    return None if permission is None else permission.decided_at.isoformat()
