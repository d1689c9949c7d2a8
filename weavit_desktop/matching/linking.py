"""Is this card one of the people we know? An automatic answer only where it is safe (import.md).

Linking is not merging: the card stays as it came, and the link can always be undone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from weavit_desktop.matching.normalise import Normaliser, domain_of_email

SAME_PROFILE = "the same LinkedIn profile"
SAME_EMAIL = "the same e-mail address and a name that fits"
SAME_PHONE = "the same phone number and a name that fits"

MOST_ON_ONE_LINE = 8  # a number of more people is a switchboard and says nothing


@dataclass(frozen=True, slots=True)
class Identifiers:
    """What a human or a company is known by; e-mails, phones (E.164) and slugs are normalised, birthdays
    ISO 8601."""

    name: str
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    slugs: frozenset[str] = frozenset()
    birthdays: frozenset[str] = frozenset()
    is_company: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person who shares at least one identifier with the card, with all that is known of them."""

    person: str
    known: Identifiers


@dataclass(frozen=True, slots=True)
class Link:
    """`reason` is for people: it says why, and names nobody."""

    candidate: Candidate
    reason: str


Evidence = Callable[[Identifiers], bool]


def decide(card: Identifiers, candidates: Sequence[Candidate], normaliser: Normaliser) -> Link | None:
    """Return the one person to link to, or None: then the card starts a person of its own.

    `candidates` must be all who share an identifier with the card, or a shared mailbox looks like a
    personal one. A name alone links nobody, and where several people fit, none is chosen.
    """
    alike = [one for one in candidates if one.known.is_company == card.is_company]
    for evidence, reason in (
        (_same_profile(card), SAME_PROFILE),
        (_same_email(card, alike, normaliser), SAME_EMAIL),
        (_same_phone(card, alike, normaliser), SAME_PHONE),
    ):
        fitting = [one for one in alike if evidence(one.known)]
        if len(fitting) == 1:
            return Link(fitting[0], reason)
        if fitting:
            return None
    return None


def _same_profile(card: Identifiers) -> Evidence:
    return lambda known: bool(card.slugs & known.slugs) and not two_birthdays(card.birthdays, known.birthdays)


def _same_email(card: Identifiers, candidates: Sequence[Candidate], normaliser: Normaliser) -> Evidence:
    personal = {
        email
        for email in card.emails
        if not normaliser.is_role_address(email)
        and not _is_shared([one.known for one in candidates if email in one.known.emails], normaliser)
    }
    return lambda known: (
        bool(personal & known.emails)
        and not _contradict(card, known)
        and (not card.name or not known.name or _names_fit(card, known, normaliser))
    )


def _same_phone(card: Identifiers, candidates: Sequence[Candidate], normaliser: Normaliser) -> Evidence:
    personal = {
        phone
        for phone in card.phones
        if sum(phone in one.known.phones for one in candidates) <= MOST_ON_ONE_LINE
    }
    return lambda known: (
        bool(personal & known.phones)
        and not _contradict(card, known)
        and not _other_mailbox(card, known, normaliser)
        and _names_fit(card, known, normaliser)
    )


def _is_shared(users: Sequence[Identifiers], normaliser: Normaliser) -> bool:
    """Say whether people with names that do not fit each other use the address."""
    return any(
        not _names_fit(first, second, normaliser)
        for at, first in enumerate(users)
        for second in users[at + 1 :]
    )


def _contradict(card: Identifiers, known: Identifiers) -> bool:
    """Two profiles or two birthdays tell father and son apart where name and address do not."""
    if card.slugs and known.slugs and not card.slugs & known.slugs:
        return True
    return two_birthdays(card.birthdays, known.birthdays)


def two_birthdays(one: Collection[str], other: Collection[str]) -> bool:
    """Say whether both have a birthday and it is not the same.

    Many sources leave the year out: "--02-08". Then the day decides, unless both are known with a year too.
    """
    mine, theirs = ({born for born in each if not born.startswith("--")} for each in (one, other))
    if not (mine and theirs):
        mine, theirs = ({born[-5:] for born in each} for each in (one, other))
    return bool(mine and theirs) and not mine & theirs


def _other_mailbox(card: Identifiers, known: Identifiers, normaliser: Normaliser) -> bool:
    """Two mailboxes at one employer tell two colleagues of one name apart, who share the switchboard."""

    def at_work(emails: frozenset[str]) -> set[str]:
        return {domain for email in emails if not normaliser.is_free_mail(domain := domain_of_email(email))}

    return not card.emails & known.emails and bool(at_work(card.emails) & at_work(known.emails))


def _names_fit(one: Identifiers, other: Identifiers, normaliser: Normaliser) -> bool:
    if one.is_company:
        return normaliser.organisation_key(one.name) == normaliser.organisation_key(other.name)
    return normaliser.compatible_names(one.name, other.name)
