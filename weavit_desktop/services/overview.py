"""What the window says of the vault on every page: whose it is, how many are in it, what has left."""

from __future__ import annotations

from dataclasses import dataclass, field

from weavit_desktop.clock import Clock
from weavit_desktop.services.sharing_page import read_sharing
from weavit_desktop.services.shown import load_shown
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, overview, people_lists
from weavit_desktop.vault.vault import Vault


@dataclass(frozen=True, slots=True)
class Overview:
    """`seen` of `people` are seen by the company; `waiting` people have a change that has not left.

    `given_name` is the holder's, "" while unknown; `hub_name` is "" where none was joined;
    `last_published` is an instant in UTC, "" before the first.
    """

    given_name: str = field(repr=False)
    people: int
    seen: int
    waiting: int
    hub_name: str
    last_published: str

    @property
    def private(self) -> int:
        """Return how many nobody else sees anything of."""
        return self.people - self.seen


def read_overview(vault: Vault, clock: Clock) -> Overview:
    """Return the figures of this moment."""
    people, given_name = vault.read(lambda db: (people_lists.count_everyone(db), _given_name(db)))
    sharing = read_sharing(vault, clock)
    return Overview(
        given_name=given_name,
        people=people,
        seen=sharing.seen_people,
        waiting=len(sharing.changed),
        hub_name=sharing.hub_name,
        last_published=sharing.last_published,
    )


def _given_name(db: Connection) -> str:
    """Return how the holder is called: by their card, else by the one name that their files gave."""
    me = overview.holder(db)
    if me is not None:
        name, shown = me
        return str(load_shown(shown)["names"]["given"]) or name
    names = [one.value for one in identity.everything(db) if one.kind == "name"]
    return names[0].split()[0] if len(names) == 1 and names[0].split() else ""
