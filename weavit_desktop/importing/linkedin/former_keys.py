"""The keys of rows without a profile address, as former imports made them and as they are made now."""

from __future__ import annotations

from weavit_desktop.importing.dates import read_english_day, write_english_day


def present_key(key: str) -> str:
    """Return the key of a row without a profile address with its day spelled as LinkedIn does."""
    name, _, beside = key.rpartition("|")
    text, *number = beside.partition("#")
    day = read_english_day(text)
    return f"{name}|{write_english_day(day).casefold()}{''.join(number)}" if day else key
