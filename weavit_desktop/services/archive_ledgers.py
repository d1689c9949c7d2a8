"""What an archive holds beside people: who the holder is, organisations, lists, interactions, the ledger."""

from __future__ import annotations

from typing import Final

from weavit_desktop.errors import InputRefused, UsageRefused
from weavit_desktop.importing.archive.container import DAMAGED, MARKS, Archive
from weavit_desktop.importing.columns.mapping import ColumnMapping, as_document, from_document
from weavit_desktop.services.archive_interactions import bring_interaction, read_interaction
from weavit_desktop.services.archive_rows import (
    IDENTITY_KINDS,
    Document,
    day,
    flag,
    instant,
    number,
    one_of,
    or_none,
    read_bytes,
    read_id,
    text,
    texts,
)
from weavit_desktop.services.archive_taking import Bringing, Taken, rows
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    duplicates,
    identity,
    organisations,
    suppression,
    unarchiving,
)
from weavit_desktop.vault.repositories.unarchiving import Ledgered

_LEVELS: Final = range(5)
_THRESHOLDS: Final = (1, 3, 5)
_MARK_BYTES: Final = 32
_MOST_KEYS: Final = 16  # every import compares with a mark by each: more would slow it down


def bring_own(db: Connection, archive: Archive, bringing: Bringing, taken: Taken) -> None:
    """Take over what people are computed with: who the holder is, and the organisations.

    Into an empty vault who the holder is comes as it was; into any other it is a proposal. What a hub calls
    an organisation is not taken over: there may be another hub, or none, and the holder says it again.
    """
    said = list(rows(archive, "identity.jsonl", _identity))
    confirmed = [(kind, value) for kind, value, is_confirmed in said if is_confirmed and taken.empty]
    identity.propose(db, [(kind, value) for kind, value, _ in said])
    identity.confirm(db, confirmed)
    for uid, name, lei, client in rows(archive, "organisations.jsonl", _organisation):
        key = bringing.work.rules.organisation_key(name)
        if key:
            (organisation_id,) = organisations.ensure(db, {key: name}, bringing.work.new_uid).values()
            unarchiving.place_organisation(db, organisation_id, uid, lei, client=client)
            taken.organisations[uid] = organisation_id


def bring_ledgers(db: Connection, archive: Archive, bringing: Bringing, taken: Taken) -> None:
    """Take over what speaks of people, once they are there."""
    for uid, name, members in rows(archive, "lists.jsonl", _list):
        known = [taken.people[one] for one in members if one in taken.people]
        taken.lists[uid] = unarchiving.add_list(db, uid, name, known)
    for one, other, at in rows(archive, "not_same.jsonl", _pair):
        mine, theirs = taken.uids.get(one, one), taken.uids.get(other, other)
        if mine != theirs:  # else the vault says that they are one person
            duplicates.refuse(db, mine, theirs, at)
    for mapping, at in rows(archive, "mappings.jsonl", _mapping):
        unarchiving.add_mapping(db, mapping.fingerprint, dump_json(as_document(mapping)), at)
    for ledgered in rows(archive, "permissions.jsonl", lambda document: _permission(document, taken)):
        unarchiving.add_record(db, ledgered)
    for source, place, what, raw in rows(archive, "problems.jsonl", _problem):
        if source in taken.sources and source not in taken.known_sources:
            unarchiving.add_problem(db, taken.sources[source], place, what, raw)
    for interaction in rows(archive, "interactions.jsonl", read_interaction):
        bring_interaction(db, interaction, bringing, taken)
    _bring_marks(db, archive, bringing)


def _bring_marks(db: Connection, archive: Archive, bringing: Bringing) -> None:
    """Take over who is not to come back. Whoever the archive holds in spite of it is here by now."""
    own, keys = bringing.suppressed.key, set()
    for key, mark, why, at in rows(archive, MARKS, _mark):
        keys.add(key)
        if len(keys) > _MOST_KEYS:
            raise InputRefused(DAMAGED, fact="keys")
        suppression.add_foreign(db, None if key == own else key, mark, why, at)


def _identity(document: Document) -> tuple[str, str, bool]:
    return one_of(document, "kind", IDENTITY_KINDS), text(document, "value"), flag(document, "confirmed")


def _organisation(document: Document) -> tuple[str, str, str | None, bool]:
    lei = or_none(document, "lei", text)
    return read_id(document, "id"), text(document, "name"), lei, flag(document, "client")


def _list(document: Document) -> tuple[str, str, list[str]]:
    return read_id(document, "id"), text(document, "name"), texts(document, "members")


def _pair(document: Document) -> tuple[str, str, str]:
    one, other = sorted((read_id(document, "one"), read_id(document, "other")))
    if one == other:
        raise ValueError("one")
    return one, other, instant(document, "decided_at")


def _mapping(document: Document) -> tuple[ColumnMapping, str]:
    try:
        return from_document(document["document"]), instant(document, "said_at")
    except UsageRefused as error:
        raise ValueError("mapping") from error


def _mark(document: Document) -> tuple[bytes, bytes, str, str]:
    key, mark = bytes.fromhex(text(document, "key")), bytes.fromhex(text(document, "mark"))
    if (len(key), len(mark)) != (_MARK_BYTES, _MARK_BYTES):
        raise ValueError("mark")
    return key, mark, one_of(document, "why", ("deleted", "objected")), instant(document, "at")


def _problem(document: Document) -> tuple[int, str, str, bytes]:
    return (
        number(document, "source"),
        text(document, "place"),
        text(document, "what"),
        read_bytes(document, "raw"),
    )


def _permission(document: Document, taken: Taken) -> Ledgered:
    uid, level, k = read_id(document, "person"), number(document, "level"), number(document, "k")
    if level not in _LEVELS or k not in _THRESHOLDS:
        raise ValueError("level")
    instant(document, "decided_at")
    return Ledgered(
        person_uid=taken.uids.get(uid, uid),
        audience=text(document, "audience"),
        facet=text(document, "facet"),
        level=level,
        k=k,
        purpose=text(document, "purpose"),
        policy=text(document, "policy"),
        from_day=day(document, "from"),
        until_day=or_none(document, "until", day),
        decided_at=text(document, "decided_at"),
    )
