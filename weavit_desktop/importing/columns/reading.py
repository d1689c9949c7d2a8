"""A table of people into records, in two passes: the first learns what only the whole table shows."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from weavit_desktop.domain.card import NO_NAME, Card, Property
from weavit_desktop.domain.people_table import is_ours
from weavit_desktop.importing.columns.days import DayOrder, read_table_day, show_order
from weavit_desktop.importing.columns.drafts import Plan, compose, name_in, plan_for
from weavit_desktop.importing.columns.mapping import DAYS, ColumnMapping, Target
from weavit_desktop.importing.columns.opening import GOOGLE, TABLE, OpenTable, open_table
from weavit_desktop.importing.columns.ours import compose_ours
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.keys import BY_NAME, Keys
from weavit_desktop.importing.limits import MAX_ROW_BYTES
from weavit_desktop.importing.records import CardRecord, Problem, Record
from weavit_desktop.importing.sources import Member, Opener, Source
from weavit_desktop.importing.streams import read_lines, unify
from weavit_desktop.importing.tables import Broken, Header, Row, column_key, read_rows

BROKEN: Final = "This is no row of the table: its quotes or its columns are wrong. The other rows were read."


@dataclass(slots=True)
class _Survey:
    """What the first pass learns: which names stand there twice, and the order of days."""

    names: Counter[str] = field(default_factory=Counter)
    days: DayOrder = DayOrder.UNKNOWN


def read_table(source: Source, open_member: Opener, context: ReadingContext) -> Iterator[Record]:
    """Yield a card for each row of a table, and a problem for each line that is none.

    Raises UNREADABLE. Memory is bounded by one row and the names.
    """
    for member in source.members:
        opened = open_table(open_member, member, source.format, context.mappings)
        if isinstance(opened, str) or opened.refusal:
            yield Problem(_place(source, member, "the whole file"), str(getattr(opened, "refusal", opened)))
            continue
        yield from _read_rows(source, open_member, member, opened)


def _read_rows(source: Source, open_member: Opener, member: Member, opened: OpenTable) -> Iterator[Record]:
    header, mapping = opened.header, opened.mapping
    plan = plan_for(mapping)
    survey = _survey(_rows(open_member, member, header), plan)
    said = mapping.days if source.format == TABLE else DayOrder.UNKNOWN  # else it is a program's custom only
    plan = replace(plan, days=said or survey.days or mapping.days)
    namer = _Namer(plan.ids, survey.names, mapping.fingerprint[:12] if source.format == TABLE else "")
    ours = source.format == GOOGLE and is_ours(header.names)
    digest_of = _Digest(mapping, plan.days, is_said=source.format == TABLE, is_ours=ours)
    keys = Keys()
    for row in _rows(open_member, member, header):
        if isinstance(row, Broken):
            yield Problem(_place(source, member, row.place), BROKEN, row.raw)
            continue
        cells = tuple(map(str.strip, row.cells))
        card = compose(plan, cells)
        filled = [index for index, cell in enumerate(cells) if cell]
        digest = digest_of.row(cells, filled)
        properties = tuple([Property(header.names[index], row.cells[index]) for index in filled])
        key = keys.assign(namer.name(card, cells), digest)  # of ours too as of any table of Google's
        card = compose_ours(header.names, cells, plan.days) if ours else card
        yield CardRecord(key, digest, row.raw, properties, card)


def _rows(open_member: Opener, member: Member, header: Header) -> Iterator[Row | Broken]:
    with open_member(member) as stream:
        yield from read_rows(read_lines(unify(stream), MAX_ROW_BYTES), header)


def _place(source: Source, member: Member, place: str) -> str:
    return f"{member.name}, {place}" if source.archive else place


def _survey(rows: Iterator[Row | Broken], plan: Plan) -> _Survey:
    found = _Survey()
    days = [step.index for step in plan.steps if step.target.field in DAYS]
    for row in rows:
        if isinstance(row, Row):
            found.names[_folded(name_in(plan, row.cells))] += 1
            if days and not found.days:
                found.days = show_order(row.cells[index].strip() for index in days)
    return found


@dataclass(frozen=True, slots=True)
class _Namer:
    """Says by what the record of a row is known again in a later export.

    By its id where the table has one, else by its profile address, else by its name: people keep it
    when post, e-mail and phone change. Where a name stands in the table twice, the e-mail address or
    the phone is part of it. Such a key is weak: BY_NAME says so to whoever compares. `scope` keeps apart
    tables of different columns, which tell of different things.
    """

    ids: Sequence[int]
    names: Counter[str]
    scope: str

    def name(self, card: Card, cells: Sequence[str]) -> str:
        """Return the name of a record, "" where the row has nothing to know it by."""
        found = self._bare(card, cells)
        return f"{found}@{self.scope}" if found and self.scope else found

    def _bare(self, card: Card, cells: Sequence[str]) -> str:
        for index in self.ids:
            if cells[index]:
                return f"id:{cells[index]}"
        if card.profile_slug:
            return f"profile:{card.profile_slug}"
        if card.name == NO_NAME:
            return ""
        folded = _folded(card.name)
        if self.names[folded] <= 1:
            return f"{BY_NAME}{folded}"
        more = next((one.value.casefold() for one in (*card.emails, *card.phones)), "")
        return f"{BY_NAME}{folded}|{more or card.organization.casefold()}"


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


class _Digest:
    """Says by a SHA-256 what a row says: its quoting and columns that are empty do not count.

    What the columns stand for counts where a person may say it (`is_said`): the same rows read otherwise
    are news. So are those of our own table (`is_ours`) to a vault that took them for Google's.
    """

    def __init__(self, mapping: ColumnMapping, days: DayOrder, *, is_said: bool, is_ours: bool) -> None:
        targets = mapping.targets if is_said else (None,) * len(mapping.targets)
        self._start = f"{mapping.revision}\x1f" if is_said and mapping.revision else ""
        if is_ours:
            self._start = "ours\x1f"
        self._marks = tuple(
            (column_key(name) or name) + _stands_for(target)
            for name, target in zip(mapping.names, targets, strict=True)
        )
        self._days = {
            index for index, target in enumerate(targets) if target is not None and target.field in DAYS
        }
        self._order = days

    def row(self, cells: Sequence[str], filled: Sequence[int]) -> str:
        """Return the digest of a row of which these columns are filled."""
        stated = "\x1f".join([f"{self._marks[index]}={cells[index]}" for index in filled])
        # A day that another table could not tell from a month is another day where this one can.
        told = "".join(
            [f"\x1f{read_table_day(cells[index], self._order)}" for index in filled if index in self._days]
        )
        return hashlib.sha256(f"{self._start}{stated}{told}".encode()).hexdigest()


def _stands_for(target: Target | None) -> str:
    if target is None:
        return ""
    return "\x1e".join(("", target.field, *target.types, target.group, target.separator, target.name))
