"""The second half of an import: everything staged becomes part of the vault in one transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from weavit_desktop.services.compute import recompute
from weavit_desktop.services.eras import adopt_former_keys
from weavit_desktop.services.identity import propose
from weavit_desktop.services.import_report import PeopleCount
from weavit_desktop.services.linking import link_cards
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import (
    cards,
    imports,
    interaction_words,
    interactions,
    staging,
    tellings,
)
from weavit_desktop.vault.repositories.imports import NewSource


@dataclass(frozen=True, slots=True)
class Published:
    """Figures by the number of a source, and who was touched, by row id."""

    people_new: Counter[int]
    people_updated: Counter[int]
    unchanged: Counter[int]
    interactions_new: Counter[int]
    interactions_updated: Counter[int]
    words_added: Counter[int]
    touched: frozenset[int]
    people: PeopleCount


def publish(db: Connection, uid: str, sources: Sequence[NewSource], work: Work) -> Published:
    """Publish what is staged as the import `uid`. Runs inside one transaction; the staging stays as it is."""
    staging.index_keys(db)
    adopt_former_keys(db)
    first_source, offset = imports.add(db, uid, work.now, sources), cards.last_place(db)
    seen = staging.people_of_seen_cards(db)
    unchanged = staging.drop_seen_cards(db, first_source, offset)
    told_anew = tellings.take_newer(db, first_source)
    words_added = interaction_words.keep_staged(db, first_source)
    staging.drop_seen_interactions(db, first_source)
    staging.index_identifiers(db)
    imports.publish_problems(db, first_source)
    propose(db, staging.hints(db), work.rules)
    linked = link_cards(db, first_source, offset, work)
    last_interaction = interactions.last_id(db)
    interactions_new = interactions.publish(db, first_source)
    interaction_words.keep_staged(db, first_source)
    met = interactions.people_since(db, last_interaction)
    cancelled = tellings.take_cancelled(db, first_source)
    met |= told_anew.people | cancelled.people
    recompute(db, linked.touched, work, also_scores=met, importing=uid)
    added = linked.people_new.total()
    return Published(
        people_new=linked.people_new,
        people_updated=linked.people_updated,
        unchanged=Counter(unchanged),
        interactions_new=Counter(interactions_new),
        interactions_updated=told_anew.by_source + cancelled.by_source,
        words_added=words_added,
        touched=frozenset(linked.touched),
        people=PeopleCount(added, len(linked.touched) - added, len(seen - linked.touched)),
    )
