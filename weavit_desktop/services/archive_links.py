"""What an archive says of people who were linked to another one: what unlinking gives back."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.services.archive_rows import (
    DECIDERS,
    ArchivedPost,
    Document,
    day,
    each,
    instant,
    number,
    one_of,
    or_none,
    read_edit,
    read_id,
    read_post,
    text,
    texts,
)

Edit = tuple[str, tuple[str, str]]  # field, value and instant


@dataclass(frozen=True, slots=True)
class Side:
    """What was somebody's before they were linked. Numbers are of what stands in the person's document, from
    0; `posts` have one where the position is still there; `by_hand`: key of an interaction, kind, value."""

    cards: tuple[int, ...]
    notes: tuple[int, ...]
    reminders: tuple[int, ...]
    files: tuple[str, ...]
    lists: tuple[str, ...]
    linked: tuple[str, ...]
    edits: tuple[Edit, ...] = field(repr=False)
    posts: tuple[tuple[int | None, ArchivedPost], ...] = field(repr=False)
    by_hand: tuple[tuple[str, str, str], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ArchivedLink:
    """Who was linked to a person. `theirs` was before, `others` was the person's; `objected`: both, in this
    order; `edits_after` are the person's edits right after, `begun` the positions that then began."""

    uid: str
    reason: str
    decided_by: str
    decided_at: str
    since: str
    objected: tuple[bool, bool]
    day: str
    theirs: Side
    others: Side
    edits_after: tuple[Edit, ...] = field(repr=False)
    begun: tuple[int, ...]


def read_links(document: Document) -> tuple[ArchivedLink, ...]:
    """Return who was linked to the person of a line of people.jsonl, the oldest first."""
    return each(document, "linked", _link)


def _link(document: Document) -> ArchivedLink:
    theirs, others = document["objected"]
    return ArchivedLink(
        uid=read_id(document, "id"),
        reason=text(document, "reason"),
        decided_by=one_of(document, "decided_by", DECIDERS),
        decided_at=instant(document, "decided_at"),
        since=instant(document, "since"),
        objected=(theirs is True, others is True),
        day=day(document, "day"),
        theirs=_side(document["theirs"]),
        others=_side(document["others"]),
        edits_after=each(document, "edits_after", read_edit),
        begun=_numbers(document, "begun"),
    )


def _side(document: Document) -> Side:
    return Side(
        cards=_numbers(document, "cards"),
        notes=_numbers(document, "notes"),
        reminders=_numbers(document, "reminders"),
        files=tuple(texts(document, "files")),
        lists=tuple(texts(document, "lists")),
        linked=tuple(texts(document, "linked")),
        edits=each(document, "edits", read_edit),
        posts=each(document, "positions", lambda one: (or_none(one, "number", number), read_post(one))),
        by_hand=each(
            document, "by_hand", lambda one: (text(one, "interaction"), text(one, "kind"), text(one, "value"))
        ),
    )


def _numbers(document: Document, key: str) -> tuple[int, ...]:
    return tuple(number({key: one}, key) for one in document[key])
