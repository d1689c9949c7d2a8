"""Keys of records within one source."""

from __future__ import annotations


class Keys:
    """Gives each record of one source its key, so that none hides another.

    Broken programs write one UID into many cards: a second record under a name, if it differs, gets a
    key of its own. Holds two short strings for each named record.
    """

    def __init__(self) -> None:
        self._first: dict[str, str] = {}
        self._others: dict[str, dict[str, int]] = {}

    def assign(self, name: str, digest: str) -> str:
        """Return the key of a record. One without a name is known by its digest alone."""
        if not name:
            return digest
        short = digest[:16]
        if self._first.setdefault(name, short) == short:
            return name
        others = self._others.setdefault(name, {})
        return f"{name}#{others.setdefault(short, len(others) + 2)}"
