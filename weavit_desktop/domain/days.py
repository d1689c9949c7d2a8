"""Days of a card in words. Python's own names of the months follow the machine's language."""

from __future__ import annotations

import re

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_CARD_DATE = re.compile(r"(?P<year>-|\d{4})-(?P<month>\d\d)-(?P<day>\d\d)")


def birthday_words(text: str) -> str:
    """Return a date of a card in words: "8 February", "3 June 1971"; as it is where it is none."""
    found = _CARD_DATE.fullmatch(text)
    if found is None or not 1 <= int(found["month"]) <= len(MONTHS):
        return text
    words = f"{int(found['day'])} {MONTHS[int(found['month']) - 1]}"
    return words if found["year"] == "-" else f"{words} {found['year']}"
