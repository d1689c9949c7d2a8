"""Mail into interactions: first whose mailbox it is, then who wrote to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import PurePath, PurePosixPath
from typing import Final

from weavit_desktop.domain.interaction import Address, Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.mail.heads import Head, read_letter, read_mailbox
from weavit_desktop.importing.mail.holder import find_holder
from weavit_desktop.importing.mail.letters import Letter, UnreadableError, read_head
from weavit_desktop.importing.records import InteractionRecord, MeRecord, Note, Problem, Record
from weavit_desktop.importing.sources import UNREADABLE, Member, Opener, Source, explain

WHO_ARE_YOU: Final = (
    "This mail does not tell which of the addresses is yours, so none was taken. "
    "Say it (weavit me --email) and import again."
)
WHOLE_MAILBOX: Final = "the whole mailbox"
WHOLE_FOLDER: Final = "the whole folder"
WHOLE_FILE: Final = "the whole file"
SURVEYED: Final = 2_000  # letters tell whose mailbox it is

Found = Letter | Problem | str


def read_mail(
    source: Source, open_member: Opener, context: ReadingContext, *, mailbox: bool
) -> Iterator[Record]:
    """Yield the interactions of mailboxes, or of files with one letter each. Raises UNREADABLE."""

    def letters() -> Iterator[Found]:
        for member in source.members:
            if _is_put_away(member.name):
                yield "drafts and deleted mail"
                continue
            yield from _letters(member, open_member, context, mailbox=mailbox)

    sample = (one for one in islice(letters(), SURVEYED) if isinstance(one, Letter))
    me = find_holder(sample, context.me.emails)
    if not me:
        yield Problem(WHOLE_MAILBOX if mailbox else _whole(source), WHO_ARE_YOU)
        return
    yield from (MeRecord("email", email) for email in sorted(me - context.me.emails))
    passed_over: Counter[str] = Counter()
    for found in letters():
        if isinstance(found, Problem):
            yield found
            continue
        interaction = found if isinstance(found, str) else as_interaction(found, me, context)
        if isinstance(interaction, str):
            passed_over[interaction] += 1
        else:
            yield InteractionRecord(interaction)
    yield from (Note(what, count) for what, count in sorted(passed_over.items()))


def _whole(source: Source) -> str:
    """Return what to call all of a source of letters: a folder, or one file."""
    return WHOLE_FILE if PurePath(source.path).name == source.members[0].name else WHOLE_FOLDER


def as_interaction(letter: Letter, me: frozenset[str], context: ReadingContext) -> Interaction | str:
    """Return what a letter is to the holder: an interaction, or a kind of mail that is none."""
    sent = letter.sender.email in me
    reached = {one.email for one in (*letter.to, *letter.cc)}.union(letter.delivered_to)
    if not sent and not reached & me:
        return "mail between other people"
    is_role = context.is_role_address
    if not sent and is_role(letter.sender.email):
        return "mail from machines and shared mailboxes"
    sender = [] if sent else [Participant(letter.sender, Role.FROM)]
    others = [
        Participant(one, role)
        for one, role in _once(((letter.to, Role.TO), (letter.cc, Role.CC)))
        if one.email not in me and one.email != letter.sender.email and not is_role(one.email)
    ]
    if not (sender or others):
        return "mail to nobody but you, machines and shared mailboxes"
    return Interaction(
        source_key=letter.key,
        at=letter.at,
        day=letter.at.astimezone(context.home_zone).date(),
        zone=letter.zone,
        channel=Channel.MAIL,
        direction=Direction.OUTGOING if sent else Direction.INCOMING,
        participants=(*sender, *others),
        subject=letter.subject,
    )


def _once(groups: Iterable[tuple[Iterable[Address], Role]]) -> Iterator[tuple[Address, Role]]:
    seen = set()
    for addresses, role in groups:
        for one in addresses:
            if one.email not in seen:
                seen.add(one.email)
                yield one, role


def _letters(
    member: Member, open_member: Opener, context: ReadingContext, *, mailbox: bool
) -> Iterator[Found]:
    try:
        with open_member(member) as stream:
            for head in read_mailbox(stream) if mailbox else (read_letter(stream),):
                yield _found(head, member, context, mailbox=mailbox)
    except UNREADABLE as error:  # of one letter of many; the next may well be sound
        if mailbox:
            raise
        yield Problem(member.name, explain(error))


def _found(head: Head, member: Member, context: ReadingContext, *, mailbox: bool) -> Found:
    try:
        return read_head(head, context.now, subjects=context.asked.subjects)
    except UnreadableError as reason:
        return Problem(f"letter {head.number}" if mailbox else member.name, str(reason))


def _is_put_away(name: str) -> bool:
    """Say whether a Maildir marks a letter as draft or deleted: flags behind ":2,", ";2," on Windows."""
    _, mark, flags = PurePosixPath(name).name.replace(";2,", ":2,").rpartition(":2,")
    return bool(mark) and bool(set("DT") & set(flags))
