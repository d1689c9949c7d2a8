"""Taking an import back, whenever: what it brought goes, what the holder made of it since stays."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from weavit_desktop.domain.counting import many, many_people, together
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services.backups import back_up
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.eras import kin_by_connection
from weavit_desktop.services.forgetting_names import forget_names, given_by
from weavit_desktop.services.forgetting_posts import forget_posts, told_by
from weavit_desktop.services.progress import Gauge, IsCancelled, never, pulsing, unless
from weavit_desktop.services.replaying import kindred, local_day, replay, set_aside
from weavit_desktop.services.shrink_guard import require_confirmed
from weavit_desktop.services.work import Work
from weavit_desktop.vault.backup_file import Reason
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.interruption import ticking
from weavit_desktop.vault.repositories import (
    backups,
    deletion,
    interactions,
    kept_cards,
    linked_remains,
    links,
    organisations,
    people,
    tellings,
    undoing,
)
from weavit_desktop.vault.repositories.backups import Contents
from weavit_desktop.vault.repositories.undoing import Undoable
from weavit_desktop.vault.vault import Vault

NO_SUCH_IMPORT = "There is no import with this id. `weavit imports` lists them all."
UNDONE_BEFORE = "This import was undone before. Nothing was changed."
UNDOING = "undoing"
IMPORTING = "An import is running, or was cut off. Let it end, or import again; then undo."

# How much is done once it is known who is touched, the cards are taken away, and the others are linked anew.
LOOKED, TAKEN, REPLAYED = 0.1, 0.3, 0.8


@dataclass(frozen=True, slots=True)
class Undone:
    """What goes with an import. `kept`: people who stay without a card, for something is the holder's own;
    `told_again`: who stay with theirs, for another import told of them too."""

    people: int
    kept: int
    cards: int
    interactions: int
    problems: int
    told_again: int


def gone_words(undone: Undone) -> str:
    """Return what goes, or went: "1 person and 2 cards", "" for nothing."""
    several = (
        (undone.people, many_people(undone.people)),
        (undone.cards, many(undone.cards, "card")),
        (undone.interactions, many(undone.interactions, "interaction")),
    )
    return together([words for count, words in several if count])


def kept_words(undone: Undone) -> list[str]:
    """Return the sentences about who stays, none where nobody does."""
    own = many(undone.kept, "person stays", "people stay")
    others = many(undone.told_again, "person stays", "people stay")
    said = (
        (undone.kept, f"{own} without a card: you wrote or chose something there."),
        (undone.told_again, f"{others}: another import told of them too."),
    )
    return [words for count, words in said if count]


def look_at_undo(vault: Vault, uid: str) -> Undone:
    """Return what undoing an import would take away. Raises UsageRefused."""
    return vault.read(lambda db: _figures(db, _find(db, uid)))


def undo_import(
    vault: Vault, work: Work, uid: str, *, typed: str | None = None, cancelled: IsCancelled = never
) -> Undone:
    """Take back all that only this import told of; the same file brings it again.

    What a newer card had superseded is live again, what another import told of as well stays with that one,
    and all is as if this import had never been. Whoever has an edit, a note, a permission or anything else
    of the holder's own stays, with the name that was shown. The vault is backed up first. What the company
    saw is lowered at once and raised only by approval. If over a fifth of everyone would go, `typed` is
    their number. Failed, refused or cancelled, it changes nothing. Raises UsageRefused, ConfirmationNeeded,
    Cancelled, and as `back_up` does.
    """
    confirm_undo(vault, uid, typed)
    with pulsing(work.progress) as progress:
        return _back_up_and_undo(vault, replace(work, progress=unless(cancelled, progress)), uid, cancelled)


def confirm_undo(vault: Vault, uid: str, typed: str | None) -> None:
    """Compare what was typed with how many would go. Raises ConfirmationNeeded, UsageRefused."""
    before, figures = vault.read(lambda db: (backups.contents(db), _figures(db, _find(db, uid))))
    after = Contents(before.people - figures.people, before.interactions - figures.interactions)
    require_confirmed(before, after, typed)


def _back_up_and_undo(vault: Vault, work: Work, uid: str, cancelled: IsCancelled) -> Undone:
    back_up(vault, Reason.BEFORE_DELETION, lambda: work.at, progress=work.progress, cancelled=cancelled)
    gauge = Gauge(UNDOING, work.progress)

    def write(db: Connection) -> Undone:
        with ticking(db, gauge.tick):
            return _undo(db, work, _find(db, uid), gauge)

    undone = vault.write(write)
    vault.maintain(deletion.empty_log)
    return undone


def _find(db: Connection, uid: str) -> Undoable:
    found = undoing.find(db, uid)
    if found is None:
        raise UsageRefused(NO_SUCH_IMPORT)
    if found.undone:
        raise UsageRefused(UNDONE_BEFORE)
    if undoing.is_staging(db):
        raise UsageRefused(IMPORTING)
    return found


def _figures(db: Connection, found: Undoable) -> Undone:
    empty = undoing.left_without(db, found.sources, undoing.people_of(db, found.sources))
    kept = undoing.own(db, empty)
    told_again = undoing.people_told_by(db, found.sources) - empty
    return Undone(len(empty - kept), len(kept), *undoing.count(db, found.sources), len(told_again))


def _undo(db: Connection, work: Work, found: Undoable, gauge: Gauge) -> Undone:
    figures, sources = _figures(db, found), found.sources
    cards = [*undoing.kin(db), *kin_by_connection(db)]
    everyone = kindred(cards, undoing.people_of(db, sources), gauge.tick)
    gauge.reach(LOOKED)
    own = undoing.own(db, everyone)
    held = own | undoing.linked(db, everyone)
    empty = undoing.left_without(db, sources, held)
    employers = organisations.of_people(db, sorted(everyone))
    known = {one for each in links.identifiers_of(db, sorted(everyone)).values() for one in each}
    moves = undoing.moves(db, sources)
    told, given = told_by(db, held, work), given_by(db, sources, work)
    _keep_names(db, empty & own, work.now)
    called = linked_remains.before(db, held)
    uids = set_aside(db, everyone - held)
    undoing.move(db, moves)
    kept_cards.remember_going(db, held - empty, sources)
    undoing.delete_cards(db, sources)
    undoing.delete_people(db, empty - own)
    staying = held - (empty - own)
    undoing.revive(db, staying)
    linked_remains.after(db, staying, called, work.now)
    forget_posts(db, told, staying, local_day(db, undoing.instant_of(db, found.id)).isoformat(), work)
    organisations.delete_empty(db, employers)  # they may be spelled as only the cards that are gone did
    gauge.reach(TAKEN)
    replayed = replay(db, uids, moves, held, replace(work, progress=gauge.stretch(TAKEN, REPLAYED)))
    forgotten = tellings.forget_sources(db, sources)
    undoing.hand_on_problems(db, sources)
    undoing.close(db, found.id, work.now)
    organisations.refresh_domains(db, employers)
    organisations.delete_empty(db, employers)
    met = interactions.resolve(db, known | replayed.identifiers)
    work = replace(work, progress=gauge.stretch(REPLAYED, 1.0))
    recompute(db, staying, work, also_scores=met | forgotten.people)
    forget_names(db, given, employers, work)
    gauge.reach(1.0)
    return figures


def _keep_names(db: Connection, person_ids: Collection[int], at: str) -> None:
    """Make the shown name the choice of people who are about to have no card, until one comes back."""
    chosen = people.choices_of(db, sorted(person_ids))
    named = {one for one in person_ids if "name" not in chosen.get(one, {})}
    for person_id, name in undoing.names(db, named).items():
        people.choose(db, person_id, {"name": name}, at)
    kept_cards.remember(db, person_ids, named, at)
