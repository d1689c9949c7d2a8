"""The hub's registry of Clients, read strictly, since its words are shown and matched on this laptop."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from weavit_core import fields
from weavit_core.errors import MalformedDocument

_KEYS = frozenset({"id", "name", "aliases", "domains", "lei", "country", "parent", "status", "merged_into"})
_STATUSES = frozenset({"active", "merged", "retired"})
_MOST_CLIENTS = 100_000
_MOST_TEXT = 500
_MOST_TEXTS = 1000


def read_registry(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return (id, JSON) of each Client that the hub gave. Raises MalformedDocument."""
    whole = fields.closed(document, frozenset({"version", "clients"}))
    fields.integer(whole["version"], 0, 2**53 - 1)
    rows = whole["clients"]
    if not isinstance(rows, list) or len(rows) > _MOST_CLIENTS:
        raise MalformedDocument("the registry is a list of Clients")
    return [(_checked(row), json.dumps(row, ensure_ascii=False, sort_keys=True)) for row in rows]


def _checked(row: Any) -> str:
    """Return the id of a Client whose members are all as they should be."""
    client = fields.closed(row, _KEYS)
    fields.text(client["name"], at_most=_MOST_TEXT)
    fields.one_of(client["status"], _STATUSES)
    for name in ("aliases", "domains"):
        _check_texts(client[name])
    for name in ("lei", "country", "parent", "merged_into"):
        if client[name] is not None:
            fields.text(client[name], at_most=_MOST_TEXT)
    return fields.uuid_text(client["id"])


def _check_texts(value: Any) -> None:
    if not isinstance(value, list) or len(value) > _MOST_TEXTS:
        raise MalformedDocument("expected a list of texts")
    for one in value:
        fields.text(one, at_most=_MOST_TEXT)
