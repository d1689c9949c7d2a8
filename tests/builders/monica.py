"""Accounts as Monica exports them, by hand: nobody in them exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

EMAIL, PHONE, WEB = "kind-email", "kind-phone", "kind-web"
_KINDS = (
    {"uuid": EMAIL, "properties": {"name": "Email", "protocol": "mailto:", "type": "email"}},
    {"uuid": PHONE, "properties": {"name": "Phone", "protocol": "tel:", "type": "phone"}},
    {"uuid": WEB, "properties": {"name": "LinkedIn"}},
)


def listed(kind: str, *values: Any) -> dict[str, Any]:
    """Return a list of entries as Monica writes it."""
    return {"count": len(values), "type": kind, "values": list(values)}


def entry(uuid: str = "", **properties: Any) -> dict[str, Any]:
    """Return an entry with some properties."""
    head = {"uuid": uuid} if uuid else {}
    return {**head, "created_at": "2024-01-01T00:00:00Z", "properties": properties}


def contact(
    uuid: str, *lists: dict[str, Any], email: str = "", phone: str = "", **properties: Any
) -> dict[str, Any]:
    """Return a person."""
    reached = [entry(data=email, type=EMAIL)] if email else []
    reached += [entry(data=phone, type=PHONE)] if phone else []
    own = [listed("contact_field", *reached)] if reached else []
    return {**entry(uuid, **properties), "updated_at": "2024-02-02T00:00:00Z", "data": [*own, *lists]}


def document(*contacts: Any, **lists: list[Any]) -> dict[str, Any]:
    """Return a whole export; `lists` are the account's other entries by their type."""
    others = [listed(kind, *values) for kind, values in lists.items()]
    account = {
        "uuid": "account",
        "data": [listed("contact", *contacts), *others],
        "properties": {},
        "instance": {"contact_field_types": list(_KINDS)},
    }
    return {"version": "1.0-preview.1", "app_version": "4.1.2", "account": account}


def export(path: Path, *contacts: Any, **lists: list[Any]) -> Path:
    """Write an export."""
    path.write_text(json.dumps(document(*contacts, **lists)), encoding="utf-8")
    return path
