"""Monica's export into records."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.monica.account import read_account
from weavit_desktop.importing.monica.cards import read_cards
from weavit_desktop.importing.monica.interactions import read_interactions
from weavit_desktop.importing.records import Problem, Record
from weavit_desktop.importing.sources import Opener, Source

MONICA: Final = "monica"
NO_ENTRY: Final = "This is no entry of an account. It was kept as it came, but not used."


def read_monica(source: Source, open_member: Opener, context: ReadingContext) -> Iterator[Record]:
    """Yield the people of an account, then their interactions. Raises UNREADABLE."""
    for member in source.members:
        with open_member(member) as stream:
            account = read_account(stream)
        if isinstance(account, str):
            yield Problem(member.name if source.archive else "the whole file", account)
            continue
        for kind, entry in account.damaged():
            yield Problem(f"among the entries of type {kind}", NO_ENTRY, json.dumps(entry).encode())
        yield from read_cards(account)
        yield from read_interactions(account, context)
