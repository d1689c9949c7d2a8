"""What an export tells of single members beside Connections.csv: invitations, endorsements, notes ..."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from weavit_desktop.domain.card import Names, Property
from weavit_desktop.domain.profile import normalise_slug
from weavit_desktop.importing.dates import (
    read_american_day,
    read_english_day,
    read_slashed_day,
    read_stamped_day,
)
from weavit_desktop.importing.linkedin.connections import joined_names, member_names
from weavit_desktop.importing.linkedin.entries import Entry
from weavit_desktop.importing.linkedin.kinds import Table, says_given
from weavit_desktop.importing.records import Problem
from weavit_desktop.importing.sources import Member

BROKEN_INVITATION: Final = (
    "This is no row of the table, so it was left out. As it may be text of messages, it was not kept."
)

_OUTGOING, _INCOMING = "outgoing", "incoming"


@dataclass(frozen=True, slots=True)
class Mention:
    """One row about one member. `says` goes among the properties of their card, `note` among its notes.

    `kept` are the columns that stay in the vault and `raw` the row, empty where it holds text of messages.
    """

    table: Table
    where: str
    slug: str
    names: Names
    kept: tuple[Property, ...]
    raw: bytes
    says: Property | None = None
    note: str = ""

    @property
    def name(self) -> str:
        return joined_names(self.names)


def read_mentions(entries: Iterable[Entry | Problem], member: Member) -> Iterator[Mention | Problem]:
    """Yield the rows of one of the tables in MENTIONING."""
    table = Table(member.kind)
    read = MENTIONING[table]
    for entry in entries:
        if not isinstance(entry, Problem):
            yield read(entry, member)
        elif table is Table.INVITATIONS and entry.kept:
            yield Problem(entry.where, BROKEN_INVITATION)
        else:
            yield entry


def _invitation(entry: Entry, _member: Member) -> Mention:
    """Read an invitation. Its text is looked past, as that of messages is."""
    way = entry.get("direction").lower()
    name, url = {
        _OUTGOING: (entry.get("to"), entry.get("inviteeprofileurl")),
        _INCOMING: (entry.get("from"), entry.get("inviterprofileurl")),
    }.get(way, ("", ""))
    written = entry.get("sentat")
    day = read_american_day(written) or read_stamped_day(written) or written
    return Mention(
        Table.INVITATIONS,
        entry.where,
        normalise_slug(url),
        member_names(name, ""),
        tuple(one for one in entry.properties() if one.name.strip().lower() != "message"),
        b"",
        Property("Invitation", f"{'sent' if way == _OUTGOING else 'received'} on {day}"),
    )


def _endorsement_given(entry: Entry, _member: Member) -> Mention:
    return _endorsement(entry, Table.ENDORSEMENTS_GIVEN, "endorsee", "Endorsed by you for")


def _endorsement_received(entry: Entry, _member: Member) -> Mention:
    return _endorsement(entry, Table.ENDORSEMENTS_RECEIVED, "endorser", "Endorsed you for")


def _endorsement(entry: Entry, table: Table, other: str, what: str) -> Mention:
    written = entry.get("endorsementdate")
    day = read_slashed_day(written) or read_english_day(written) or written
    return Mention(
        table,
        entry.where,
        normalise_slug(entry.get(f"{other}publicurl")),
        member_names(entry.get(f"{other}firstname"), entry.get(f"{other}lastname")),
        entry.properties(),
        entry.row.raw,
        Property(what, f"{entry.get('skillname')} ({day})"),
    )


def _recommendation(entry: Entry, member: Member) -> Mention:
    """Read a recommendation. Which way it went, only the name of its file says."""
    written = entry.get("creationdate")
    day = read_american_day(written) or read_english_day(written) or written
    who = {True: "you wrote", False: "they wrote", None: "was written"}[says_given(member.name)]
    return Mention(
        Table.RECOMMENDATIONS,
        entry.where,
        "",
        member_names(entry.get("firstname"), entry.get("lastname")),
        entry.properties(),
        entry.row.raw,
        note=f"Recommendation that {who} on {day}: {entry.get('text')}",
    )


def _private_note(entry: Entry, _member: Member) -> Mention:
    return Mention(
        Table.NOTES,
        entry.where,
        normalise_slug(entry.get("connectionprofileurl")),
        member_names(entry.get("connectionfirstname"), entry.get("connectionlastname")),
        entry.properties(),
        entry.row.raw,
        note=entry.get("note"),
    )


MENTIONING: Final[Mapping[Table, Callable[[Entry, Member], Mention]]] = {
    Table.INVITATIONS: _invitation,
    Table.ENDORSEMENTS_GIVEN: _endorsement_given,
    Table.ENDORSEMENTS_RECEIVED: _endorsement_received,
    Table.RECOMMENDATIONS: _recommendation,
    Table.NOTES: _private_note,
}
"""How each table is read that tells of single members."""
