"""Strict readers for the members of a closed JSON object."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from weavit_core.errors import MalformedDocument

SHA256_HEX = re.compile(r"[0-9a-f]{64}")
MONTH = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")


def closed(document: Any, keys: frozenset[str]) -> Mapping[str, Any]:
    """Return the object if it has exactly these keys."""
    if not isinstance(document, dict) or document.keys() != keys:
        raise MalformedDocument(f"expected an object with {', '.join(sorted(keys))}")
    return document


def constant(value: Any, expected: str | int) -> None:
    """Refuse anything but the expected value, of the same type."""
    if type(value) is not type(expected) or value != expected:
        raise MalformedDocument(f"expected {expected!r}")


def integer(value: Any, low: int, high: int) -> int:
    """Return a whole number within the bounds, both included."""
    if type(value) is not int or not low <= value <= high:
        raise MalformedDocument(f"expected a whole number from {low} to {high}")
    return value


def text(value: Any, *, at_most: int) -> str:
    """Return a string of bounded length."""
    if not isinstance(value, str) or len(value) > at_most:
        raise MalformedDocument(f"expected text of at most {at_most} characters")
    return value


def one_of(value: Any, allowed: frozenset[str]) -> str:
    """Return a string of a closed set."""
    # A list or an object is unhashable, so its type is asked first.
    if not isinstance(value, str) or value not in allowed:
        raise MalformedDocument(f"expected one of {', '.join(sorted(allowed))}")
    return value


def uuid_text(value: Any) -> str:
    """Return a UUID in its one canonical spelling."""
    try:
        if isinstance(value, str) and str(UUID(value)) == value:
            return value
    except ValueError:
        pass
    raise MalformedDocument("expected a UUID in lower case")


def digest(value: Any) -> str:
    """Return a SHA-256 digest in lower-case hexadecimal."""
    if isinstance(value, str) and SHA256_HEX.fullmatch(value):
        return value
    raise MalformedDocument("expected a SHA-256 digest in lower-case hexadecimal")


def month(value: Any) -> str:
    """Return a month, YYYY-MM."""
    if isinstance(value, str) and MONTH.fullmatch(value):
        return value
    raise MalformedDocument("expected a month, YYYY-MM")


def day(value: Any) -> date:
    """Return a calendar day, written YYYY-MM-DD."""
    try:
        if isinstance(value, str) and date.fromisoformat(value).isoformat() == value:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise MalformedDocument("expected a day, YYYY-MM-DD")


def instant(value: Any) -> datetime:
    """Return an instant in UTC, written YYYY-MM-DDTHH:MM:SSZ."""
    try:
        # Python reads many spellings (week dates, a space for T); only one may stand in a signed body.
        if isinstance(value, str) and instant_text(at := datetime.fromisoformat(value)) == value:
            return at
    except ValueError:
        pass
    raise MalformedDocument("expected an instant, YYYY-MM-DDTHH:MM:SSZ")


def instant_text(at: datetime) -> str:
    """Write an instant to the second, in UTC."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
