"""Messages as interactions of the holder of the vault with others."""

from __future__ import annotations

from collections.abc import Iterator

from weavit_desktop.domain.interaction import Address, Channel, Direction, Interaction, Participant, Role
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.linkedin.membership import Survey
from weavit_desktop.importing.linkedin.messages import Message

_SOURCE_ZONE = "UTC"


def as_interaction(
    message: Message, member: str, found: Survey, context: ReadingContext
) -> Interaction | None:
    """Return the interaction, None where no other person in it has a profile address."""
    others = tuple(_others(message, member, found))
    if not others:
        return None
    return Interaction(
        source_key=message.key,
        at=message.at,
        day=message.at.astimezone(context.home_zone).date(),
        zone=_SOURCE_ZONE,
        channel=Channel.MESSAGE,
        direction=Direction.OUTGOING if message.sender == member else Direction.INCOMING,
        participants=others,
        subject=message.subject,
        text=message.text,
    )


def _others(message: Message, member: str, found: Survey) -> Iterator[Participant]:
    """Yield everybody but the member.

    Before 2023 recipients had names but no addresses; then those who ever wrote in the conversation
    stand for them.
    """
    if message.sender != member:
        name = message.sender_name
        yield Participant(Address(profile_slug=message.sender, name=name), Role.FROM)
    recipients = message.recipients
    if not recipients and message.sender == member:
        recipients = tuple(sorted(found.conversations[message.conversation]))
    alone = message.recipient_names if len(recipients) == 1 else ""
    for slug in recipients:
        if slug not in (member, message.sender):
            yield Participant(Address(profile_slug=slug, name=found.names.get(slug) or alone), Role.TO)
