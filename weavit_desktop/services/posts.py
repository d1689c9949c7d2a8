"""Positions: a job change ends one and begins another; what else is learned about a post amends it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from weavit_desktop.services.person_facts import WantedPost, read_title
from weavit_desktop.services.work import Work
from weavit_desktop.vault.card_json import dump_json
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import organisations
from weavit_desktop.vault.repositories.organisations import KeptPost, Post

Choices = Mapping[int, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Swap:
    """The one position that a person lost beside the one that they got, at another organisation."""

    person_id: int
    before: KeptPost
    after: Post


@dataclass(slots=True)
class _Changes:
    begin: list[tuple[int, Post, str | None]] = field(default_factory=list)
    amend: list[tuple[int, Post]] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    swaps: list[Swap] = field(default_factory=list)


def save_posts(
    db: Connection, people: Sequence[tuple[int, tuple[WantedPost, ...]]], choices: Choices, work: Work
) -> list[Swap]:
    """Bring the current positions of people (id, wanted posts) to what their cards and edits say.

    Return who has one position instead of one other.
    """
    names: dict[str, str] = {}
    for _, posts in people:
        for post in posts:
            names.setdefault(post.key, post.organization)
    ids = organisations.ensure(db, names, work.new_uid)
    organisations.learn_leis(
        db, ((ids[post.key], post.lei) for _, posts in people for post in posts if post.lei)
    )
    kept = organisations.current_posts(db, [person_id for person_id, _ in people])
    changes = _Changes()
    for person_id, wanted in people:
        rest = {one.post.organisation_id: one for one in kept.get(person_id, ())}
        moves = [
            (
                known := rest.pop(ids[want.key], None),
                _post(ids[want.key], want, known, choices.get(person_id, {}), work),
            )
            for want in wanted
        ]
        _note(person_id, moves, rest.values(), work, changes)
    organisations.end_posts(db, changes.end, work.today.isoformat())
    organisations.begin_posts(db, changes.begin)
    organisations.amend_posts(db, changes.amend)
    return changes.swaps


def _note(
    person_id: int,
    moves: Sequence[tuple[KeptPost | None, Post]],
    left: Collection[KeptPost],
    work: Work,
    changes: _Changes,
) -> None:
    today = work.today.isoformat()
    for known, post in moves:
        if known is None:
            # Who leaves one post for another began now; else a source merely tells of it now.
            changes.begin.append((person_id, post, today if left else None))
        elif post.title == known.post.title or not post.title or not known.post.title:
            if post != known.post:
                changes.amend.append((known.id, post))
        else:
            changes.end.append(known.id)
            changes.begin.append((person_id, post, today))
    changes.end += [one.id for one in left]
    begun = [post for known, post in moves if known is None]
    if len(begun) == len(left) == 1:
        changes.swaps += [Swap(person_id, one, begun[0]) for one in left]


def _post(
    organisation_id: int, want: WantedPost, known: KeptPost | None, choices: Mapping[str, str], work: Work
) -> Post:
    """Return the post with one title: the one it had, as long as any source still gives that."""
    stays = known is not None and known.post.title in want.titles
    title = known.post.title if known and stays else next(iter(want.titles), "")
    reading = read_title(title, want.organization, choices, work.rules)
    return Post(
        organisation_id,
        title,
        reading.level,
        reading.level_rule,
        reading.function,
        reading.function_rule,
        reading.confidence,
        dump_json(sorted(set(want.domains))),
    )
