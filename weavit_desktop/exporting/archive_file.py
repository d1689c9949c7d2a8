"""The portable archive: a ZIP of plain text that can be read without Weavit, today and in twenty years.

weavit-archive/README.txt       what all of this is, in words
weavit-archive/<part>.jsonl     one JSON document a line, UTF-8
weavit-archive/photos/...       pictures, and files/...: what was kept with people; as they are
weavit-archive/manifest.json    name and version of the format, and SHA-256 and length of every part
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any, Final, Self

NAME: Final = "weavit-archive"
VERSION: Final = 2  # importing/archive/container.py reads this and all before
FOLDER: Final = f"{NAME}/"
MANIFEST: Final = "manifest.json"
README: Final = "README.txt"

_EXTENSIONS: Final = {"image/jpeg": ".jpg", "image/png": ".png", "image/webp": ".webp", "image/gif": ".gif"}

EXPLANATION: Final = """\
This is everything that one person's Weavit vault held on the day in manifest.json. It is NOT encrypted.

Weavit takes it back with: weavit import FILE.zip. You do not need Weavit to read it: each .jsonl file is
plain text in UTF-8, with one JSON document on each line. Every text editor opens it, every programming
language reads it. manifest.json names each file with its length and its SHA-256, so that damage shows.

people.jsonl         one person or company a line. "cards" are the records they came from, the oldest first:
                     "raw" exactly as it stood in the file it came from ("raw_base64" where that was no
                     UTF-8), "properties" one by one, "card" in Weavit's words, "photo" the name of a picture
                     in photos/, "live": false for a record that a newer export replaced, "linked" why
                     it belongs to this person and who said so, "also_from" which other files told the same,
                     "place" which came when. "edits" are what you changed by hand, and win over every card.
                     "positions" are where they work and worked, "moves" when you learned of a change, "files"
                     what you kept with them (the files themselves are in files/), "linked" who was linked to
                     them and what each was before, by the numbers of cards, notes and the rest from 0 up,
                     "kept_records" which records they lost with an import that you took back.
sources.jsonl        the files that were imported, and when. Cards and interactions name their source by "id".
problems.jsonl       what could not be read of them, as it stood there.
interactions.jsonl   when you met, called or wrote to whom. "day" is the day
                     where you lived, "subject" and "text" only where you asked for them, "words" which file
                     told them, "also_from" which other files told of it, and what else they said.
organisations.jsonl  companies; "client": true for those you marked as a Client.
lists.jsonl          your lists of people.
identity.jsonl       what Weavit knew to be you: addresses, numbers, profiles, your company's domains.
not_same.jsonl       pairs of whom you said that they are not the same person.
mappings.jsonl       what you said the columns of tables mean.
permissions.jsonl    the ledger of what the company was allowed to see of whom, and when. A record and no
                     more: taken back into a vault, none of it is in force, and everyone starts as Only you.
suppressed.jsonl     who is not to come back, because you deleted them with "do not bring back" or they
                     objected: no names, only marks that an address or number can be compared with. "mark" is
                     HMAC-SHA-256 with "key" over kind, a zero byte and the address.

Not in here: what was sent to a hub and its receipts, which `weavit receipts export` gives, and the reports of
imports. Interaction intensity is computed from interactions.jsonl. docs/export.md says it of everything.
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an archive, as the manifest names it."""

    bytes: int
    sha256: str


class ArchiveFile:
    """Writes an archive into a stream, part by part. `finish` writes the manifest."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=6)
        self._parts: dict[str, Part] = {}
        self.add_file(README, EXPLANATION.encode())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def add_lines(self, name: str, documents: Iterable[dict[str, Any]]) -> int:
        """Write a part of one document a line; return how many."""
        digest, size, count = hashlib.sha256(), 0, 0
        with self._zip.open(FOLDER + name, "w", force_zip64=True) as out:
            for document in documents:
                line = f"{json.dumps(document, ensure_ascii=False)}\n".encode()
                out.write(line)
                digest.update(line)
                size, count = size + len(line), count + 1
        self._parts[name] = Part(size, digest.hexdigest())
        return count

    def add_file(self, name: str, data: bytes) -> None:
        """Write a part as it is."""
        self._zip.writestr(FOLDER + name, data)
        self._parts[name] = Part(len(data), hashlib.sha256(data).hexdigest())

    def holds(self, name: str) -> bool:
        """Say whether a part was written."""
        return name in self._parts

    def finish(self, facts: dict[str, Any]) -> None:
        """Write the manifest. `facts`: what else it says."""
        parts = {name: {"bytes": part.bytes, "sha256": part.sha256} for name, part in self._parts.items()}
        manifest = {"format": NAME, "version": VERSION, **facts, "parts": parts}
        self._zip.writestr(FOLDER + MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1) + "\n")


def photo_name(data: bytes, media_type: str) -> str:
    """Return the name of a picture's part."""
    return f"photos/{hashlib.sha256(data).hexdigest()}{_EXTENSIONS.get(media_type, '.bin')}"


def file_name(uid: str) -> str:
    """Return the name of the part of a file kept with a person. What it was called stands in the JSON."""
    return f"files/{hashlib.sha256(uid.encode()).hexdigest()[:32]}"
