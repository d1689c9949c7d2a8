"""What must hold of any lines in an archive: people or interactions that make sense, or one plain refusal."""

from __future__ import annotations

import hashlib
import io
from pathlib import Path

from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import PEOPLE, Archive, Part
from weavit_desktop.importing.sources import Member
from weavit_desktop.services.archive_interactions import Told, read_interaction
from weavit_desktop.services.archive_rows import ArchivedPerson, read_person
from weavit_desktop.services.archive_taking import rows
from weavit_desktop.vault.card_json import dump_card, dump_properties, load_card, load_properties


def check_archive(data: bytes) -> None:
    """Lines of people, then the same bytes as interactions: what is read can be stored and read again."""
    part = Part(len(data), hashlib.sha256(data).hexdigest())
    member = Member(PEOPLE, len(data), Path())
    archive = Archive({PEOPLE: member}, {PEOPLE: part}, lambda _: io.BytesIO(data))
    try:
        for person in rows(archive, PEOPLE, read_person):
            _check_person(person)
    except InputRefused:
        pass
    try:
        for one in rows(archive, PEOPLE, read_interaction):
            for told in (one.told, *(also for _, also in one.also_from if also)):
                _check_told(told)
            "".join((one.key, *filter(None, one.people))).encode()
    except InputRefused:
        pass


def _check_told(told: Told) -> None:
    stated = (told.at, told.zone, told.day, told.channel, told.direction)
    "".join((*stated, *(text for one in told.participants for text in one))).encode()


def _check_person(person: ArchivedPerson) -> None:
    "".join((person.name, *(text for note in person.notes for text in note))).encode()
    for one in person.cards:
        written = dump_card(one.card)
        assert load_card(written) == one.card, "a card is stored as another"
        assert load_properties(dump_properties(one.properties)) == one.properties, (
            "properties are stored as others"
        )
        written.encode()
