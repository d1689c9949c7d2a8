"""The person's own edits: which fields there are, and how they win over any card."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.card import Card, Labelled
from weavit_desktop.domain.person import CHOICES
from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.columns.days import DayOrder, read_table_day
from weavit_desktop.vault.card_json import dump_json

# What `weavit edit ID FIELD=VALUE` takes, besides the texts in CHOICES. A list takes several values,
# separated by commas, and a note one; they stand before those of the cards, which are never lost.
# `level` and `function` correct what the title says.
LISTS: Final = ("email", "phone", "url", "category", "note")
DAYS: Final = ("birthday", "anniversary")
READINGS: Final = MappingProxyType({"level": tuple(Level), "function": tuple(Function)})
FIELDS: Final = (*sorted(CHOICES), *LISTS, *READINGS)


def read_choice(field: str, text: str) -> str:
    """Return a choice as it is kept. Raises UsageRefused for an unknown field or an impossible value."""
    value = text.strip()
    if field not in FIELDS:
        raise UsageRefused(f"There is no such field. The fields are: {', '.join(FIELDS)}.")
    if field in READINGS and value not in READINGS[field]:
        raise UsageRefused(f"That is no {field}. It is one of: {', '.join(READINGS[field])}.")
    if field in DAYS:
        return _read_day(value)
    if field == "note":
        return dump_json([value])
    if field in LISTS:
        return dump_json([part for piece in value.split(",") if (part := piece.strip())])
    return value


def _read_day(text: str) -> str:
    """Return a day in ISO 8601. One whose order of day and month is open is refused, as in any table."""
    day = read_table_day(text, DayOrder.UNKNOWN)
    if not day:
        raise UsageRefused("That is no day. Write it as 1971-06-03, or as --06-03 without a year.")
    return day


def join_lists(one: str, other: str) -> str:
    """Return two choices of a list as one: the first one's values before what only the other has."""
    return dump_json(list(dict.fromkeys([*json.loads(one), *json.loads(other)])))


def texts_in(choices: Mapping[str, str]) -> dict[str, str]:
    """Return the choices that replace a text of the shown card."""
    return {field: value for field, value in choices.items() if field in CHOICES}


def card_of(choices: Mapping[str, str], *, is_company: bool) -> Card | None:
    """Return the lists among the choices as a card of their own, newer than any other; None without any."""
    lists = {field: json.loads(choices[field]) for field in LISTS if field in choices}
    if not lists:
        return None
    return Card(
        name="",
        is_company=is_company,
        emails=_labelled(lists.get("email", [])),
        phones=_labelled(lists.get("phone", [])),
        urls=_labelled(lists.get("url", [])),
        categories=tuple(lists.get("category", [])),
        notes=tuple(lists.get("note", [])),
    )


def _labelled(values: list[str]) -> tuple[Labelled, ...]:
    return tuple(Labelled(value) for value in values)
