"""Subjects and texts, where the person asked for them, as they are kept."""

from __future__ import annotations

from typing import Final

MOST_SUBJECT: Final = 500  # characters
MOST_TEXT: Final = 100_000

_NO_WORDS: Final = {code: None for code in (*range(32), 127) if chr(code) not in "\t\n"}


def subject_of(written: str) -> str:
    """Return a subject on one line, shortened if it is longer than any real one."""
    return " ".join(written.split()).translate(_NO_WORDS)[:MOST_SUBJECT]


def text_of(written: str) -> str:
    """Return a text with its lines, shortened if it is longer than any real one."""
    return written.replace("\r\n", "\n").translate(_NO_WORDS).strip()[:MOST_TEXT]
