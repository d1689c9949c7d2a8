"""How much a foreign file may ask of this machine. What lies beyond is refused in words, the rest is read."""

from __future__ import annotations

from typing import Final

KIB: Final = 1024
MIB: Final = 1024 * KIB

# Lines and records. A photo of 12 MB is 16 MiB as base64; nothing sensible in an address book is longer.
MAX_LINE_BYTES: Final = 16 * MIB
MAX_CARD_BYTES: Final = 32 * MIB
MAX_STRAY_BYTES: Final = 64 * KIB  # text between cards, kept for one problem
MAX_ROW_BYTES: Final = 1 * MIB
MAX_ROW_LINES: Final = 5_000
MAX_BROKEN_ROWS: Final = 1_000  # of one table, told one by one; further ones are told together
MAX_COLUMNS: Final = 1_000
MAX_JSON_BYTES: Final = 128 * MIB  # read as a whole
MAX_HEAD_BYTES: Final = 256 * KIB  # of a letter; some have a hundred recipients, none a thousand
MAX_EVENT_BYTES: Final = 1 * MIB  # who was asked to come and when, without pictures

# What is looked at to recognise a file.
HEAD_BYTES: Final = 64 * KIB
MAX_PREAMBLE_ROWS: Final = 50

# Folders and archives. A deflate stream of text stays far below 100:1; bombs start near 1,000:1.
MAX_FILES: Final = 100_000
MAX_FOLDER_DEPTH: Final = 16
MAX_ARCHIVE_DIRECTORY_BYTES: Final = 16 * MIB
MAX_ARCHIVE_BYTES: Final = 2 * KIB * MIB
MAX_RATIO: Final = 200
MIN_RATIO_BYTES: Final = 1 * MIB  # tiny members may well be repetitive
