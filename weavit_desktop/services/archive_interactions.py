"""The interactions of an archive: read line by line, and kept with whoever told of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from weavit_desktop.domain.interaction import Channel, Direction, Role
from weavit_desktop.services.archive_rows import (
    Document,
    day,
    each,
    instant,
    number,
    one_of,
    or_none,
    read_id,
    text,
)
from weavit_desktop.services.archive_taking import Bringing, Taken
from weavit_desktop.services.identifiers import Suppressed
from weavit_desktop.services.staging import SUPPRESSED_INTERACTIONS
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import unarchiving
from weavit_desktop.vault.repositories.unarchiving import NewInteraction

_KINDS: Final = ("email", "profile", "phone", "name")


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of an interaction. `participants`: kind, value, name, role."""

    at: str
    zone: str
    day: str
    channel: str
    direction: str
    recipients: int
    participants: tuple[tuple[str, str, str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ArchivedInteraction:
    """One interaction. `source` is None if it was logged by hand.

    `words`: source, subject and text of each that told them, where the person had asked for it.
    `people`: the archive's ids of the participants, where they were known; `also_from`: the other sources
    that told of it, with what they told unless it is the same.
    """

    source: int | None
    key: str
    told: Told
    subject: str | None = field(repr=False)
    text: str | None = field(repr=False)
    words: tuple[tuple[int, str | None, str | None], ...] = field(repr=False)
    people: tuple[str | None, ...]
    also_from: tuple[tuple[int, Told | None], ...]


def read_interaction(document: Document) -> ArchivedInteraction:
    """Return the interaction of a line of interactions.jsonl."""
    return ArchivedInteraction(
        source=or_none(document, "source", number),
        key=text(document, "key"),
        told=_told(document, each(document, "participants", _participant)),
        subject=or_none(document, "subject", text),
        text=or_none(document, "text", text) if "text" in document else None,
        words=each(document, "words", _words),
        people=each(document, "participants", _participant_id),
        also_from=each(document, "also_from", _telling),
    )


def bring_interaction(db: Connection, one: ArchivedInteraction, bringing: Bringing, taken: Taken) -> None:
    """Keep an interaction that is not known yet, but for who is not to be brought back."""
    taken.records += 1
    told = _without(one.told, bringing.suppressed)
    if one.told.participants and not told.participants:
        taken.passed_over[SUPPRESSED_INTERACTIONS] += 1
        return
    ids = {
        entry[:2]: taken.people.get(uid)
        for entry, uid in zip(one.told.participants, one.people, strict=True)
        if uid is not None
    }
    new = NewInteraction(
        source_id=None if one.source is None else taken.sources.get(one.source),
        source_key=one.key,
        at=told.at,
        zone=told.zone,
        day=told.day,
        channel=told.channel,
        direction=told.direction,
        recipients=told.recipients,
        subject=one.subject,
        text=one.text,
        words=[
            (taken.sources[source], subject, said)
            for source, subject, said in one.words
            if source in taken.sources
        ],
        participants=[(*entry, ids.get(entry[:2])) for entry in told.participants],
        also_from=[
            (taken.sources[source], _text_of(also, bringing.suppressed))
            for source, also in one.also_from
            if source in taken.sources
        ],
    )
    taken.interactions_new += unarchiving.add_interaction(db, new)


def _without(told: Told, suppressed: Suppressed) -> Told:
    kept = tuple(one for one in told.participants if not suppressed.holds(one[0], one[1]))
    return told if len(kept) == len(told.participants) else replace(told, participants=kept)


def _text_of(told: Told | None, suppressed: Suppressed) -> str:
    """Return what another source told, as vault/repositories/tellings keeps it."""
    if told is None:
        return ""
    kept = _without(told, suppressed)
    if told.participants and not kept.participants:
        return ""
    return dump_json({name: getattr(kept, name) for name in Told.__slots__})


def _participant(document: Document) -> tuple[str, str, str, str]:
    return (
        one_of(document, "kind", _KINDS),
        text(document, "value"),
        text(document, "name"),
        one_of(document, "role", tuple(Role)),
    )


def _words(document: Document) -> tuple[int, str | None, str | None]:
    return number(document, "source"), or_none(document, "subject", text), or_none(document, "text", text)


def _participant_id(document: Document) -> str | None:
    return read_id(document, "person") if document.get("person") is not None else None


def _told(document: Document, participants: tuple[tuple[str, str, str, str], ...]) -> Told:
    return Told(
        at=instant(document, "at"),
        zone=text(document, "zone"),
        day=day(document, "day"),
        channel=one_of(document, "channel", tuple(Channel)),
        direction=one_of(document, "direction", tuple(Direction)),
        recipients=number(document, "recipients"),
        participants=participants,
    )


def _telling(document: Document) -> tuple[int, Told | None]:
    """Return which other source told of an interaction, and what: there participants are lists of texts."""
    told = document["told"]
    if told is None:
        return number(document, "source"), None
    names = ("kind", "value", "name", "role")
    named = [dict(zip(names, one, strict=True)) for one in told["participants"]]
    return number(document, "source"), _told(told, tuple(map(_participant, named)))
