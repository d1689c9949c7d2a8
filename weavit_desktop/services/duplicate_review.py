"""One question of the review queue as a page shows it: two people side by side, and who they would be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from weavit_core.taxonomy import Level, SharingLevel
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.choices import read_choice
from weavit_desktop.services.duplicates import Duplicate
from weavit_desktop.services.linking_people import link_within
from weavit_desktop.services.people import NOBODY
from weavit_desktop.services.person_words import date_words, source_name
from weavit_desktop.services.shown import load_shown
from weavit_desktop.services.work import Work
from weavit_desktop.sharing.words import LEVELS, SHARING
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import cards, people_pages
from weavit_desktop.vault.repositories.people_pages import PersonRow
from weavit_desktop.vault.vault import Vault

# What a page offers, by key. 1 and 2 pick a side of a row where only one value can be shown.
KEYS: Final = (
    ("M", "Link"),
    ("N", "Not the same person"),
    ("S", "Later"),
    ("1", "Pick the left"),
    ("2", "Pick the right"),
    ("Ctrl+Z", "Undo"),
)

NEVER_MORE: Final = "Linking never shows the company more."


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two. `sources` are file names, the oldest first; `since` the day they came in."""

    uid: str
    name: str = field(repr=False)
    since: date
    sources: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Line:
    """One field: the values of both, and what the linked person would show.

    `agree`: both have the same, None where one has nothing. `pick`: the field of `link_people`'s picks by
    which the person can choose a side, "" where both are kept.
    """

    label: str
    one: tuple[str, ...] = field(repr=False)
    other: tuple[str, ...] = field(repr=False)
    shown: tuple[str, ...] = field(repr=False)
    agree: bool | None
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """`place` of `total`, from 1. `lines` hold only fields that one of the two has."""

    question: Duplicate
    place: int
    total: int
    one: Side
    other: Side
    lines: tuple[Line, ...]
    sees_one: SharingLevel
    sees_other: SharingLevel
    sees_linked: SharingLevel

    @property
    def company_sees(self) -> tuple[str, str, str]:
        """Return what the company may see of the two, and of the linked person, in words."""
        return SHARING[self.sees_one], SHARING[self.sees_other], SHARING[self.sees_linked]

    @property
    def sharing_words(self) -> str:
        """Return in a line what linking does to what the company sees."""
        if max(self.sees_one, self.sees_other) is SharingLevel.ONLY_YOU:
            return f"{NEVER_MORE} New fields stay with you until you choose."
        if self.sees_linked < max(self.sees_one, self.sees_other):
            shown = SHARING[self.sees_linked]
            return f"{NEVER_MORE} It becomes {shown}, the lower of the two; what is above waits in Sharing."
        return f"{NEVER_MORE} If a document changes by it, that waits for you in Sharing."


class _RehearsedError(Exception):
    """Carries the linked person out of the transaction that it thereby undoes."""

    def __init__(self, row: PersonRow) -> None:
        super().__init__()
        self.row = row


_Values = Callable[[PersonRow, dict[str, Any]], Iterable[str]]


def review(
    vault: Vault,
    work: Work,
    queue: Sequence[Duplicate],
    at: int,
    picks: Mapping[str, str] | None = None,
) -> Review:
    """Return the question at a place of the queue, from 0. Nothing is stored.

    The linked person is what linking with these picks gives: it is done and undone. Raises UsageRefused if
    one of the two is not there any more, or if they may not be linked.
    """
    question = queue[at]
    one, one_side = vault.read(lambda db: _side(db, question.one, work.today))
    other, other_side = vault.read(lambda db: _side(db, question.other, work.today))
    linked = _rehearse(vault, work, question, picks or {})
    return Review(
        question=question,
        place=at + 1,
        total=len(queue),
        one=one_side,
        other=other_side,
        lines=tuple(_lines(one, other, linked)),
        sees_one=SharingLevel(one.sharing_level),
        sees_other=SharingLevel(other.sharing_level),
        sees_linked=SharingLevel(linked.sharing_level),
    )


def _rehearse(vault: Vault, work: Work, question: Duplicate, picks: Mapping[str, str]) -> PersonRow:
    chosen = {name: read_choice(name, value) for name, value in picks.items()}

    def write(db: Connection) -> PersonRow:
        link_within(db, work, question.one, question.other, picks=chosen)
        raise _RehearsedError(_row(db, question.one, work.today))

    try:
        return vault.write(write)
    except _RehearsedError as rehearsed:
        return rehearsed.row


def _side(db: Connection, uid: str, today: date) -> tuple[PersonRow, Side]:
    row = _row(db, uid, today)
    sources = dict.fromkeys(source_name(one.path) for one in cards.provenance_of(db, row.id))
    since = date.fromisoformat(cards.since(db, row.id)[:10])
    return row, Side(uid, row.name, since, tuple(sources))


def _row(db: Connection, uid: str, today: date) -> PersonRow:
    row = people_pages.by_uid(db, uid, today)
    if row is None:
        raise UsageRefused(NOBODY)
    return row


def _lines(one: PersonRow, other: PersonRow, linked: PersonRow) -> Iterable[Line]:
    documents = [(row, load_shown(row.shown)) for row in (one, other, linked)]
    for label, pick, values in _FIELDS:
        mine, theirs, shown = (tuple(filter(None, values(*document))) for document in documents)
        if mine or theirs:
            yield Line(label, mine, theirs, shown, _agree(mine, theirs), pick)
    names = one.name.casefold(), other.name.casefold()
    if names[0] != names[1]:
        aside = (other.name,) if linked.name == one.name else (one.name,)
        yield Line("Also known as", (), (), aside, None)


def _agree(mine: Iterable[str], theirs: Iterable[str]) -> bool | None:
    one, other = ({value.casefold() for value in values} for values in (mine, theirs))
    return one == other if one and other else None


def _listed(name: str) -> _Values:
    return lambda _, shown: [one["value"] for one in shown[name]]


def _interactions(row: PersonRow, _: dict[str, Any]) -> list[str]:
    if row.last_interaction is None:
        return []
    return [f"{row.interactions:,}, last {date_words(date.fromisoformat(row.last_interaction), date.min)}"]


def _phones(_: PersonRow, shown: dict[str, Any]) -> list[str]:
    return [one["e164"] or one["value"] for one in shown["phones"]]


def _addresses(_: PersonRow, shown: dict[str, Any]) -> list[str]:
    parts = ("street", "extended", "postal_code", "locality", "country")
    return [", ".join(filter(None, (one[part] for part in parts))) for one in shown["addresses"]]


_FIELDS: Final[tuple[tuple[str, str, _Values], ...]] = (
    ("Name", "name", lambda row, _: [row.name]),
    ("Title", "title", lambda row, _: [row.title]),
    ("Employer", "organization", lambda row, _: [row.organization]),
    ("Level", "level", lambda row, _: [LEVELS[Level(row.level)]] if row.level != Level.UNKNOWN else []),
    ("E-mail", "", _listed("emails")),
    ("Phone", "", _phones),
    ("Profile", "", lambda _, shown: [shown["profile_slug"]]),
    ("Birthday", "birthday", lambda _, shown: [shown["birthday"] or ""]),
    ("Address", "", _addresses),
    ("Interactions", "", _interactions),
    ("Notes", "", lambda _, shown: shown["notes"]),
)
