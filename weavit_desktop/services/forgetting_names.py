"""What employers are called once an import is gone that gave a name or LEI: as the first card left says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from weavit_desktop.matching.clients import lei_of
from weavit_desktop.services.work import Work
from weavit_desktop.vault.card_json import load_card
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import employer_names, organisations
from weavit_desktop.vault.repositories.employer_names import Naming


@dataclass(slots=True)
class Given:
    """The names and LEIs that cards give one organisation, the first first."""

    names: dict[str, None] = field(default_factory=dict)
    leis: dict[str, None] = field(default_factory=dict)


def given_by(db: Connection, sources: Collection[int], work: Work) -> Mapping[str, Given]:
    """Return what the cards of sources call employers, by the key of each."""
    return _given(employer_names.namings_by(db, sources), work)


def forget_names(
    db: Connection, gone: Mapping[str, Given], organisation_ids: Collection[int], work: Work
) -> None:
    """Call organisations by what is left, where their name or LEI may be that of cards that are `gone`.

    A name that no card is left to give stays: it is the holder's own.
    """
    called = [
        one
        for one in organisations.called(db, organisation_ids)
        if one.key in gone and (one.name in gone[one.key].names or one.lei in gone[one.key].leis)
    ]
    left = _given(employer_names.namings_at(db, [one.id for one in called]), work)
    anew = []
    for one in called:
        given = left.get(one.key, Given())
        name = next(iter(given.names), one.name) if one.name in gone[one.key].names else one.name
        lei = next(iter(given.leis), None) if one.lei in gone[one.key].leis else one.lei
        anew.append(replace(one, name=name, lei=lei))
    organisations.call(db, anew)


def _given(namings: Iterable[Naming], work: Work) -> dict[str, Given]:
    found: defaultdict[str, Given] = defaultdict(Given)
    for one in namings:
        given = found[work.rules.organisation_key(one.organization)]
        given.names[one.organization] = None
        if one.card and (lei := lei_of(load_card(one.card).extra)):
            given.leis[lei] = None
    return found
