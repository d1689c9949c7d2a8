"""Two vaults that agree on what the gate lets through give the same bytes, whatever else they hold."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from builders.laptop import Laptop, laptop
from builders.sharing import Post, Someone, add_organisation, add_people, dump, shuffled
from weavit_desktop.domain import month
from weavit_desktop.services.joining import join
from weavit_desktop.sharing.view import view
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import hub as hubs
from weavit_desktop.vault.repositories import permissions, shareable

AS_OF = "2026-10"
UNMAPPED = 3

days = st.dates(date(2025, 9, 1), month.last_day(AS_OF))
later = st.dates(date(2026, 11, 1), date(2026, 11, 23))
channels = st.sampled_from(("mail", "message", "call", "meeting"))
ways = st.sampled_from(("out", "in"))
weights = st.sampled_from((0.5, 1.0, 2.0))
posts = st.builds(
    Post, st.sampled_from((1, 2)), st.sampled_from(("vp", "staff", "unknown")), st.sampled_from(("it", "hr"))
)
words = st.text(min_size=1, max_size=8)


def history(on: st.SearchStrategy[date], size: int) -> st.SearchStrategy[list[tuple[date, str, str, float]]]:
    rows = st.tuples(on, channels, ways, weights)
    return st.lists(rows, max_size=size, unique_by=lambda row: row[:3])


@dataclass(frozen=True)
class Shared:
    """Someone with a choice."""

    posts: list[Post]
    days: list[tuple[date, str, str, float]]
    level: int
    k: int


shared = st.builds(
    Shared,
    st.lists(posts, max_size=2, unique=True),
    history(days, 12),
    st.integers(1, 4),
    st.sampled_from((1, 3, 5)),
)


@dataclass(frozen=True)
class Rest:
    """What the gate never lets through of someone: words, also said ones, the present month, other posts."""

    texts: tuple[str, str, str]
    days: list[tuple[date, str, str, float]]
    posts: list[Post]


rest = st.builds(
    Rest,
    st.tuples(words, words, words),
    history(later, 4),
    st.lists(
        st.builds(Post, st.just(UNMAPPED), st.sampled_from(("vp", "c_level")))
        | st.builds(Post, st.just(1), st.just("c_level"), to_day=st.just("2026-01-01")),
        max_size=2,
    ),
)
strangers = st.lists(
    st.builds(
        Someone,
        st.integers(1000, 9999).map(str),
        st.lists(posts, max_size=2),
        history(days, 4),
        st.booleans(),
        st.booleans(),
        texts=st.tuples(words, words, words),
    ),
    max_size=3,
    unique_by=lambda one: one.uid,
)


def made_of(people: list[Shared], others: list[Rest], unchosen: list[Someone], seed: int) -> Laptop:
    """Return a laptop that shares these people, with all the rest as given, in any order of rows."""
    someones = [
        Someone(
            f"p{number}",
            shuffled([*one.posts, *other.posts], seed),
            shuffled([*one.days, *other.days], seed),
            texts=other.texts,
        )
        for number, (one, other) in enumerate(zip(people, others, strict=False))
    ]
    made = laptop(joined=False)
    add_organisation(made.vault.db, UNMAPPED, None, others[0].texts[0])
    add_people(made.vault.db, shuffled([*someones, *unchosen], seed))
    for one in someones:
        _say(made.vault.db, one)
    return made


def _say(db: Connection, one: Someone) -> None:
    """Keep subjects and texts of what was said with someone, as the holder asked for."""
    (person_id,) = db.execute("SELECT id FROM person WHERE uid = ?", (one.uid,)).fetchone()
    for day, channel, direction, _ in one.days:
        key, (subject, *_, text) = f"{one.uid} {day} {channel} {direction}", one.texts
        added = db.execute(
            """INSERT INTO interaction (source_key, at, zone, day, channel, direction, recipients, subject,
              text) VALUES (?, ?, 'UTC', ?, ?, ?, 1, ?, ?)""",
            (key, f"{day}T08:00:00Z", day.isoformat(), channel, direction, subject, text),
        )
        db.execute(
            """INSERT INTO participant (interaction_id, kind, value, name, role, person_id)
            VALUES (?, 'email', ?, '', 'to', ?)""",
            (added.lastrowid, f"{one.uid}@other.example", person_id),
        )


def outcome(made: Laptop, people: list[Shared]) -> tuple[list[object], list[object]]:
    """Return what the gate lets through, and the outbox with every byte of it, after sharing everyone."""
    for number, one in enumerate(people):
        made.share(f"p{number}", one.level, k=one.k)
    join(made.vault, made.hub.invite, lambda terms: True, made.connect, made.clock, made.new_id)
    made.approve_all()
    made.publish()
    made.share("p0", 0)
    made.redraft()
    db = made.vault.db
    hub = hubs.joined(db)
    assert hub is not None
    chosen = permissions.all_giving(db)
    seen = [
        one
        for person in shareable.people_at(db, None, AS_OF)
        for one in view(person, chosen[person.uid], made.clock(), hub.policy)
    ]
    return [*seen], [*dump(db, "outbox", "sharing_period"), *made.hub.accepted]


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(shared, min_size=1, max_size=4),
    one=st.lists(rest, min_size=4, max_size=4),
    other=st.lists(rest, min_size=4, max_size=4),
    strangers_here=strangers,
    strangers_there=strangers,
    seed=st.integers(0, 99),
)
def test_vaults_that_agree_on_the_view_give_identical_bytes_and_an_identical_outbox(
    people: list[Shared],
    one: list[Rest],
    other: list[Rest],
    strangers_here: list[Someone],
    strangers_there: list[Someone],
    seed: int,
) -> None:
    seen_here, here = outcome(made_of(people, one, strangers_here, 0), people)
    seen_there, there = outcome(made_of(people, other, strangers_there, seed), people)

    assert seen_here == seen_there  # or the two would not have to agree
    assert here == there


@settings(max_examples=40, deadline=None)
@given(
    people=st.lists(shared, min_size=1, max_size=3),
    one=st.lists(rest, min_size=3, max_size=3),
    changed=history(days, 6),
    level=st.sampled_from(("director", "unknown")),
)
def test_a_person_who_is_only_counted_shows_neither_rank_nor_rhythm(
    people: list[Shared], one: list[Rest], changed: list[tuple[date, str, str, float]], level: str
) -> None:
    counted = replace(people[0], level=1)
    moved = [replace(post, level=level) for post in counted.posts]
    differently = replace(counted, posts=list(dict.fromkeys(moved)), days=changed)

    _, here = outcome(made_of([counted, *people[1:]], one, [], 0), [counted, *people[1:]])
    _, there = outcome(made_of([differently, *people[1:]], one, [], 0), [counted, *people[1:]])

    assert here == there
