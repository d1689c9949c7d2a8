"""What is shown, computed from what came in: for the people an operation touched, or for everyone."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final

from weavit_desktop.services.batches import in_batches
from weavit_desktop.services.drafting import redraft
from weavit_desktop.services.identifiers import identifiers_of
from weavit_desktop.services.intensities import recompute_scores
from weavit_desktop.services.moves import note_moves
from weavit_desktop.services.person_facts import Mine, Person, PersonFacts, computing_here
from weavit_desktop.services.posts import save_posts
from weavit_desktop.services.progress import Step
from weavit_desktop.services.work import Work
from weavit_desktop.vault.card_json import dump_json, load_card
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    cards,
    identity,
    interactions,
    links,
    organisations,
    people,
    search_words,
)
from weavit_desktop.vault.vault import Vault

PEOPLE: Final = "people"
BATCH: Final = 500
AHEAD: Final = 2  # batches that are computed while one is saved, so that nobody waits for the other


def recompute(
    db: Connection,
    person_ids: Iterable[int],
    work: Work,
    *,
    also_scores: Iterable[int] = (),
    importing: str = "",
) -> None:
    """Compute these people anew, and all that follows: who stands behind an address, who works where, drafts.

    `also_scores`: people whose interactions changed. `importing`: the import whose cards are the reason, so
    that a job change they tell of is noted. Incremental equals `rebuild`.
    """
    changed = recompute_people(db, person_ids, work, importing=importing)
    recompute_scores(db, {*also_scores, *interactions.resolve(db, changed)}, work.today)
    redraft(db, work.at, work.new_uid)


def recompute_people(
    db: Connection, person_ids: Iterable[int], work: Work, *, importing: str = ""
) -> set[tuple[str, str]]:
    """Compute these people anew, and where they work, and nothing that follows.

    Returns the identifiers that someone gained or lost.
    """
    wanted = sorted(set(person_ids))
    mine = my_identifiers(db)
    changed: set[tuple[str, str]] = set()
    employers = organisations.of_people(db, wanted)
    with search_words.erasing_together(db, wanted):
        for done, (batch, facts) in enumerate(_computed(db, wanted, mine, work)):
            work.progress(Step(PEOPLE, done * BATCH, len(wanted)))
            changed |= _save(db, batch, facts, work, importing)
    employers |= organisations.of_people(db, wanted)
    organisations.refresh_domains(db, employers)
    organisations.delete_empty(db, employers)
    return changed


def rebuild(vault: Vault, work: Work) -> None:
    """Compute everything anew from cards, edits and interactions. Ended positions are facts and stay."""
    vault.write(lambda db: _rebuild(db, work))


def _rebuild(db: Connection, work: Work) -> None:
    for card_id in cards.all_ids(db):
        found = identifiers_of(load_card(cards.text_of(db, card_id)), work.rules)
        cards.set_identifiers(db, card_id, dump_json([(one.kind, one.value, one.written) for one in found]))
    everyone = people.all_ids(db)
    interactions.unresolve_all(db)
    recompute(db, everyone, work)
    interactions.resolve(db, interactions.addresses(db))
    recompute_scores(db, everyone, work.today)


def my_identifiers(db: Connection) -> Mine:
    """Return what the holder confirmed about themselves."""
    confirmed = [one for one in identity.everything(db) if one.confirmed]
    return Mine(
        frozenset((one.kind, one.value) for one in confirmed if one.kind in ("email", "phone", "profile")),
        frozenset(one.value for one in confirmed if one.kind == "company-domain"),
    )


def _computed(
    db: Connection, wanted: Sequence[int], mine: Mine, work: Work
) -> Iterator[tuple[list[Person], list[PersonFacts]]]:
    """Yield people with their facts in batches. While one is saved, the next may be computed elsewhere."""
    compute = work.computing or computing_here(work.rules)
    begun: deque[tuple[list[Person], Callable[[], list[PersonFacts]]]] = deque()
    for ids in in_batches(wanted, BATCH):
        texts, choices = cards.live_texts_of(db, ids), people.choices_of(db, ids)
        batch = [Person(one, texts.get(one, ()), choices.get(one, {})) for one in ids]
        begun.append((batch, compute(batch, mine)))
        if len(begun) > AHEAD:
            batch, facts = begun.popleft()
            yield batch, facts()
    for batch, facts in begun:
        yield batch, facts()


def _save(
    db: Connection, batch: Sequence[Person], facts: Sequence[PersonFacts], work: Work, importing: str
) -> set[tuple[str, str]]:
    """Save the facts of people. Return the identifiers that someone gained or lost."""
    people.save(db, [one.computed for one in facts])
    search_words.save(db, [one.words for one in facts])
    choices = {one.id: one.choices for one in batch}
    swaps = save_posts(db, [(one.computed.person_id, one.posts) for one in facts], choices, work)
    if importing:
        me = {one.computed.person_id for one in facts if one.computed.me}
        note_moves(db, (one for one in swaps if one.person_id not in me), importing, work)
    return _save_identifiers(db, [one.id for one in batch], facts)


def _save_identifiers(
    db: Connection, batch: Sequence[int], facts: Sequence[PersonFacts]
) -> set[tuple[str, str]]:
    before = links.identifiers_of(db, batch)
    gone, added = [], []
    for one in facts:
        person_id = one.computed.person_id
        known = before.get(person_id, set())
        gone += [(person_id, *identifier) for identifier in known - one.identifiers]
        added += [(person_id, *identifier) for identifier in one.identifiers - known]
    links.change_identifiers(db, gone, added)
    return {(kind, value) for _, kind, value in (*gone, *added)}
