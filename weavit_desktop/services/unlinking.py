"""Taking apart who was linked: two people linked to each other, or a card that a rule gave to a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from weavit_core.taxonomy import DEFAULT_THRESHOLD, SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.linking import BACK, FIRST, NEWER
from weavit_desktop.services.linking_people import choice_of, least_of, moment_of
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.sharing import Choice, put_all_back
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    cards,
    choosing,
    duplicates,
    linked_people,
    links,
    people,
    permissions,
)
from weavit_desktop.vault.repositories.linked_people import LinkedPerson
from weavit_desktop.vault.vault import Vault

TAKEN_OUT: Final = "you said that this card is of somebody else"
NOT_LINKED: Final = "Nobody was linked to this person. Nothing was changed."


@dataclass(frozen=True, slots=True)
class Unlinked:
    """Two people again: `keeper` goes on, `back` is who they were linked with. Opaque ids."""

    keeper: str
    back: str


def unlink_person(vault: Vault, work: Work, uid: str) -> Unlinked:
    """Take apart the person `uid` and who was linked to them last; or whoever had the id `uid` before.

    Immediately after linking all is as it was before. Later, what came for a card since goes with it, and
    what was chosen since stays. Where only a rule linked anything, the card it linked last becomes a person
    of its own, and it is remembered that the two are not the same. Raises UsageRefused if nothing was linked.
    """
    return vault.write(lambda db: unlink_within(db, work, uid))


def unlink_within(db: Connection, work: Work, uid: str) -> Unlinked:
    """Take two people apart within a transaction, as `unlink_person` does."""
    linked = linked_people.find(db, uid)
    return _take_card_out(db, work, uid) if linked is None else _restore(db, work, linked)


def _restore(db: Connection, work: Work, linked: LinkedPerson) -> Unlinked:
    was, keeper = linked.was, linked.person_id
    keeper_uid, _, objects = linked_people.origin_of(db, keeper)
    objected, keeper_objected = was["objected"]
    since = objects and not (objected or keeper_objected)
    owner = linked_people.bring_back(db, linked.uid, was["id"], was["created_at"], objected=objected or since)
    linked_people.set_objected(db, keeper, objected=keeper_objected or since)
    theirs, others = was["theirs"], was["others"]
    linked_people.give_back(db, keeper, owner, theirs, others)
    linked_people.restore_choices(db, keeper, others["field_choice"], was["choices"])
    linked_people.restore_choices(db, owner, theirs["field_choice"], [])
    linked_people.restore_positions(
        db, keeper, owner, theirs["position"], others["position"], was["begun"], was["day"]
    )
    _move_new_posts(db, work, keeper, owner, was)
    linked_people.forget(db, linked.uid)
    recompute(db, [keeper, owner], work, also_scores=[keeper, owner])
    _raise_again(db, work, keeper_uid, linked.uid, was["sharing"])
    return Unlinked(keeper_uid, linked.uid)


def _move_new_posts(db: Connection, work: Work, keeper: int, owner: int, was: Mapping[str, Any]) -> None:
    """Give back what was learned since of where the owner works: of which the keeper's cards say nothing."""
    live = cards.live_of(db, [keeper, owner])
    named = {
        person_id: {work.rules.organisation_key(one.card.organization) for one in live.get(person_id, ())}
        for person_id in (keeper, owner)
    }
    known = [row["id"] for row in (*was["theirs"]["position"], *was["others"]["position"])]
    linked_people.move_posts(db, keeper, owner, known, named[owner] - named[keeper] - {""})


def _take_card_out(db: Connection, work: Work, uid: str) -> Unlinked:
    keeper = people.id_of(db, uid)
    if keeper is None:
        raise UsageRefused(NOBODY)
    card_id = links.last_linked(db, keeper, besides=(FIRST, NEWER, BACK, TAKEN_OUT))
    if card_id is None:
        raise UsageRefused(NOT_LINKED)
    back = work.new_uid()
    (owner,) = people.add(db, [back], work.now)
    links.move_card(db, card_id, owner, TAKEN_OUT, work.now)
    duplicates.refuse(db, uid, back, work.now)
    recompute(db, [keeper, owner], work)
    return Unlinked(uid, back)


def _raise_again(
    db: Connection, work: Work, keeper_uid: str, back_uid: str, sharing: Mapping[str, Any]
) -> None:
    """Choose for both what was chosen before; where it was chosen anew since, neither gets more than that."""
    mine, theirs = _read(sharing["keeper"]), _read(sharing["giver"])
    if sharing["after"] != moment_of(db, keeper_uid):
        now = choice_of(permissions.in_force(db, keeper_uid))
        mine, theirs = now, least_of(now, theirs)
    wanted = []
    for uid, choice in ((keeper_uid, mine), (back_uid, theirs)):
        candidate = choosing.find(db, uid)
        if candidate is not None and not candidate.barred:
            wanted.append((uid, choice))
    put_all_back(db, wanted, work.at, work.new_uid)


def _read(kept: list[Any] | None) -> Choice:
    if kept is None:
        return Choice(SharingLevel.ONLY_YOU, DEFAULT_THRESHOLD)
    level, k, until = kept
    return Choice(SharingLevel(level), k, date.fromisoformat(until) if until else None)
