"""What an archive holds beside people: who the holder is, organisations, lists, interactions, the ledger."""

from __future__ import annotations

from typing import Final

from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.archive.container import Archive
from weavit_desktop.importing.columns.mapping import ColumnMapping, as_document, from_document
from weavit_desktop.services.archive_rows import (
    IDENTITY_KINDS,
    ArchivedInteraction,
    Document,
    day,
    flag,
    instant,
    number,
    one_of,
    or_none,
    read_bytes,
    read_id,
    read_interaction,
    text,
    texts,
)
from weavit_desktop.services.archive_taking import Bringing, Taken, rows
from weavit_desktop.services.staging import SUPPRESSED_INTERACTIONS
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import duplicates, identity, organisations, unarchiving
from weavit_desktop.vault.repositories.unarchiving import Ledgered, NewInteraction

_LEVELS: Final = range(5)
_THRESHOLDS: Final = (1, 3, 5)


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
        unarchiving.add_list(db, uid, name, [taken.people[one] for one in members if one in taken.people])
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
        _bring_interaction(db, interaction, bringing, taken)


def _bring_interaction(db: Connection, one: ArchivedInteraction, bringing: Bringing, taken: Taken) -> None:
    taken.records += 1
    holds = bringing.suppressed.holds
    kept = [entry for entry in one.participants if not holds(entry[0], entry[1])]
    if one.participants and not kept:
        taken.passed_over[SUPPRESSED_INTERACTIONS] += 1
        return
    new = NewInteraction(
        source_id=None if one.source is None else taken.sources.get(one.source),
        source_key=one.key,
        at=one.at,
        zone=one.zone,
        day=one.day,
        channel=one.channel,
        direction=one.direction,
        recipients=one.recipients,
        subject=one.subject,
        participants=kept,
    )
    taken.interactions_new += unarchiving.add_interaction(db, new)


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
