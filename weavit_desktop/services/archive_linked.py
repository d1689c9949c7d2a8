"""Who was linked to the people of an archive, kept as if the linking had happened here.

Comes last: lists and interactions are here by then. Unlinking gives nothing back of what was shared, for an
archive permits nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import DAMAGED
from weavit_desktop.services.archive_links import ArchivedLink, Edit, Side
from weavit_desktop.services.archive_taking import Belonged, Bringing, LinkedBefore, Taken
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import linked_people, unarchiving
from weavit_desktop.vault.repositories.linked_people import LinkedPerson

_POST = ("title", "level", "level_rule", "function", "function_rule", "confidence", "domains")
_NOTHING_SHARED = {"keeper": None, "giver": None, "after": None}


def name_linked(
    db: Connection,
    person_id: int,
    links: Iterable[ArchivedLink],
    belonged: Belonged,
    bringing: Bringing,
    taken: Taken,
) -> None:
    """Give the people who were linked to a new person their ids, unless somebody here has them. Raises
    InputRefused for two of one id."""
    for link in links:
        if link.uid in taken.uids:
            raise InputRefused(DAMAGED, fact="two people of one id")
        if unarchiving.is_taken(db, link.uid):
            continue
        # As of people: what was permitted of whoever had this id must not come into force again.
        uid = bringing.work.new_uid() if link.uid in taken.ledgered else link.uid
        taken.uids[link.uid] = uid
        taken.linked.append(LinkedBefore(person_id, uid, link, belonged))


def keep_linked(db: Connection, taken: Taken) -> None:
    """Keep who was linked to whom, and what each was. Raises InputRefused for what is not there."""
    for one in taken.linked:
        link = one.link
        was = {
            "id": 0,
            "created_at": link.since,
            "objected": list(link.objected),
            "theirs": _side(db, link.theirs, one.belonged, taken),
            "others": _side(db, link.others, one.belonged, taken),
            "choices": _edits(link.edits_after),
            "begun": _picked(one.belonged.posts, link.begun),
            "day": link.day,
            "sharing": _NOTHING_SHARED,
        }
        person = LinkedPerson(one.uid, one.person_id, link.reason, link.decided_by, link.decided_at, was)
        linked_people.keep(db, person)


def _side(db: Connection, side: Side, belonged: Belonged, taken: Taken) -> dict[str, Any]:
    by_hand = ((unarchiving.interaction_of_key(db, key), *rest) for key, *rest in side.by_hand)
    return {
        "note": _picked(belonged.notes, side.notes),
        "reminder": _picked(belonged.reminders, side.reminders),
        "attachment": unarchiving.file_ids(db, side.files),
        "field_choice": _edits(side.edits),
        "list_member": [{"list_id": taken.lists[one]} for one in side.lists if one in taken.lists],
        "slot": [],
        "position": [
            {name: getattr(post, name) for name in _POST}
            | {
                "id": 0 if number is None else _at(belonged.posts, number),
                "organisation_id": taken.organisations[post.organisation],
                "from_day": post.from_day,
                "to_day": post.to_day,
            }
            for number, post in side.posts
            if post.organisation in taken.organisations
        ],
        "cards": _picked(belonged.cards, side.cards),
        "linked": [taken.uids.get(uid, uid) for uid in side.linked],
        "by_hand": [list(entry) for entry in by_hand if entry[0] is not None],
    }


def _edits(edits: Iterable[Edit]) -> list[dict[str, str]]:
    return [{"field": name, "value": value, "chosen_at": at} for name, (value, at) in edits]


def _picked(ids: Sequence[int], numbers: Iterable[int]) -> list[int]:
    return sorted(found for number in numbers if (found := _at(ids, number)))


def _at(ids: Sequence[int], number: int) -> int:
    if number >= len(ids):
        raise InputRefused(DAMAGED, fact="linked")
    return ids[number]
