"""A LinkedIn export into records: who "me" is, connections, what is told of them, messages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from weavit_desktop.domain.counting import many
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.linkedin.connections import read_connections, read_contacts
from weavit_desktop.importing.linkedin.entries import Entry, has_column, read_entries
from weavit_desktop.importing.linkedin.interactions import as_interaction
from weavit_desktop.importing.linkedin.kinds import Table
from weavit_desktop.importing.linkedin.membership import find_member, survey
from weavit_desktop.importing.linkedin.mentions import MENTIONING, Mention, read_mentions
from weavit_desktop.importing.linkedin.messages import Message, read_messages
from weavit_desktop.importing.linkedin.roster import Roster, read_acquaintances
from weavit_desktop.importing.linkedin.self_description import read_emails, read_phones, read_profile
from weavit_desktop.importing.records import CardRecord, InteractionRecord, MeRecord, Note, Problem, Record
from weavit_desktop.importing.sources import Member, Opener, Source

WHO_ARE_YOU = (
    "These messages do not tell which of the people is you, so none was taken. "
    "Say it with your LinkedIn profile address (weavit me --profile) and import again."
)
NAMES_ONLY = (
    "{messages} went to, but not by a profile address: left out. "
    "A newer export from LinkedIn has the addresses."
)
_OWN = ((Table.POSITIONS, "positions of your own"), (Table.FOLLOWS, "companies that you follow"))


def read_linkedin(source: Source, open_member: Opener, context: ReadingContext) -> Iterator[Record]:
    """Yield all records of an export. Raises UNREADABLE."""
    names = set(context.me.names)
    for record in _read_self(source, open_member):
        if isinstance(record, MeRecord) and record.kind == "name":
            names.add(record.value)
        yield record
    yield from _read_people(source, open_member)
    for table, what in _OWN:
        for member in _of(source, table):
            yield from _count(read_entries(open_member, member), what)
    messages = _of(source, Table.MESSAGES)
    if messages:
        yield from _read_interactions(messages, open_member, context, names)


def _of(source: Source, table: Table) -> list[Member]:
    return [member for member in source.members if member.kind == table]


def _read_self(source: Source, open_member: Opener) -> Iterator[MeRecord | Problem]:
    """Yield each proposal once, though two tables may make it."""
    readers = ((Table.PROFILE, read_profile), (Table.EMAILS, read_emails), (Table.PHONES, read_phones))
    given = set()
    for table, reader in readers:
        for member in _of(source, table):
            for record in reader(read_entries(open_member, member)):
                if record not in given:
                    given.add(record)
                    yield record


def _read_people(source: Source, open_member: Opener) -> Iterator[Record]:
    """Yield the cards of the tables of people, then one for all else that is told of each of them."""
    keys, roster = Keys(), Roster()
    for table, read in ((Table.CONNECTIONS, read_connections), (Table.CONTACTS, read_contacts)):
        for member in _of(source, table):
            for record in read(read_entries(open_member, member), keys):
                if isinstance(record, CardRecord):
                    roster.add(record.card)
                yield record
    yield from read_acquaintances(_mentions(source, open_member), roster, keys)


def _mentions(source: Source, open_member: Opener) -> Iterator[Mention | Problem]:
    for table in MENTIONING:
        for member in _of(source, table):
            yield from read_mentions(read_entries(open_member, member), member)


def _count(entries: Iterable[Entry | Problem], what: str) -> Iterator[Record]:
    """Yield the number of rows, which tell of nobody else."""
    count = 0
    for entry in entries:
        if isinstance(entry, Problem):
            yield entry
        else:
            count += 1
    if count:
        yield Note(what, count)


def _read_interactions(
    members: list[Member], open_member: Opener, context: ReadingContext, names: set[str]
) -> Iterator[Record]:
    """Yield the interactions in two passes: the first finds out who the member is."""

    def each(passed_over: Counter[str]) -> Iterator[Message | Problem]:
        return chain.from_iterable(
            read_messages(read_entries(open_member, member), passed_over, context.now, context.asked)
            for member in members
        )

    found = survey(message for message in each(Counter()) if isinstance(message, Message))
    me = find_member(found, context.me.profiles, names)
    if not me and found.conversations:
        yield Problem(members[0].name, WHO_ARE_YOU)
        return
    if me and me not in context.me.profiles:
        yield MeRecord("profile", me)
    passed_over: Counter[str] = Counter()
    alone = 0
    for message in each(passed_over):
        if isinstance(message, Problem):
            yield message
            continue
        interaction = as_interaction(message, me, found, context)
        if interaction is None:
            alone += 1
        else:
            yield InteractionRecord(interaction)
    yield from (Note(what, count) for what, count in sorted(passed_over.items()))
    if alone and all(has_column(open_member, member, "recipientprofileurls") for member in members):
        yield Note("messages to members who left or hide", alone)
    elif alone:
        messages = many(alone, "message names the person it", "messages name the person they")
        yield Problem(members[0].name, NAMES_ONLY.format(messages=messages))
