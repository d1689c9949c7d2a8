"""What must hold of any bytes: a function per parser of foreign bytes. It returns, or fails with the reason.

Atheris drives them (run.py), and `nox -s tests` runs the kept corpus through them on every system.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path, PurePosixPath
from unittest.mock import patch

from archives import check_archive
from calendars import check_calendar
from letters import check_mail
from linkedin_exports import check_linkedin
from people_tables import check_monica, check_table
from recognised import check_any, check_text
from zips import check_zip, memory

from weavit_desktop import pipe
from weavit_desktop.errors import BackupDamaged, HeaderDamaged, MadeByNewerVersion, WrongPassphrase
from weavit_desktop.importing.keys import Keys
from weavit_desktop.importing.limits import MAX_LINE_BYTES
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.importing.streams import read_lines, unify
from weavit_desktop.importing.vcard.reading import read_vcards
from weavit_desktop.importing.vcard.splitting import RawCard, split_cards
from weavit_desktop.importing.vcard.tokens import tokenize
from weavit_desktop.vault import backup_file, header, slots
from weavit_desktop.vault.keys import KEY_BYTES, LANES, MEMORY_KIB, PASSES, Argon2Cost

CORPUS = Path(__file__).parent / "corpus"
SEALED = "sealed"  # so begin the seeds that KEK opens; nothing that differs from all of them may open
KEK = bytes(range(KEY_BYTES))
MOST_TEXT = 16  # characters that a byte of a card may at most become, all copies of a text counted
_BLANKS = b" \t\r\n\0\v\f\xc2\x85\xa0"


def check_header(data: bytes) -> None:
    """A vault's header: damage, a newer version, a wrong passphrase; what opens is one that was sealed."""
    derived: list[Argon2Cost] = []

    def derive(_passphrase: str, _salt: bytes, cost: Argon2Cost) -> bytes:
        derived.append(cost)
        return KEK

    try:
        found = header.decode(_framed_header(data))
        again = header.encode(found)
        with patch.object(slots, "kek_from_passphrase", derive):
            slots.unlock_with_passphrase(found, "any")
    except (HeaderDamaged, MadeByNewerVersion, WrongPassphrase):
        pass
    else:
        assert _framed_header(data) in _sealed(), "a changed header opened"
        assert again == _framed_header(data), "what was read is not what was written"
    for cost in derived:
        assert cost.memory_kib in MEMORY_KIB, "derived beyond the bounds of memory"
        assert cost.passes in PASSES, "derived beyond the bounds of time"
        assert cost.lanes in LANES, "derived beyond the bounds of lanes"
    assert len(derived) <= 1, "derived more than once"


def check_backup(data: bytes) -> None:
    """A backup's container: damage or a newer version; no byte too many, no name that leaves the folder."""
    taken: dict[str, int] = {}

    def take(part: backup_file.Part, chunks: Iterator[bytes]) -> None:
        taken[part.name] = sum(map(len, chunks))

    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        path = Path(folder) / "any.weavitbackup"
        path.write_bytes(_framed_backup(data))
        try:
            found = backup_file.read_container(path, take)
        except (BackupDamaged, MadeByNewerVersion):
            found = None
    assert sum(taken.values()) <= len(data), "a sink was given more than the file holds"
    for name in taken:
        way = PurePosixPath(name)
        assert not way.is_absolute(), "a part leaves the folder"
        assert ".." not in way.parts, "a part leaves the folder"
        assert not set(name) & {"\\", ":", "\0"}, "a part leaves the folder on Windows"
    if found is not None:
        assert taken == {part.name: part.bytes for part in found.manifest.parts}, "a part was cut"


def check_vcard(data: bytes) -> None:
    """A vCard file: every byte is in a card or kept beside it, every line in a property or a problem."""
    text = unify(io.BytesIO(data)).read()
    pieces = list(split_cards(read_lines(unify(io.BytesIO(data)), MAX_LINE_BYTES)))
    kept = b"".join(piece.raw for piece in pieces)
    assert _bare(kept) == _bare(text), "bytes were lost, or came twice"
    for card in pieces:
        if isinstance(card, RawCard):
            _check_lines(card)
    records = list(read_vcards(io.BytesIO(data), Keys()))
    cards = [record for record in records if isinstance(record, CardRecord)]
    assert len(cards) == sum(isinstance(piece, RawCard) for piece in pieces), "a card was lost"
    known: dict[str, str] = {}
    for card in cards:
        assert known.setdefault(card.key, card.digest) == card.digest, "a card hides another"
    length = sum(len(prop.value) for card in cards for prop in card.properties)
    assert length <= MOST_TEXT * (len(text) + 1), "a small file became a large one"


def check_pipe(data: bytes) -> None:
    """A frame of the pipe: broken, or read and written again the same; never more than was sent."""
    stream = io.BytesIO(data)
    try:
        frame = pipe.read_frame(stream)
    except pipe.PipeBroken:
        return
    if frame is None:
        assert data == b"", "bytes were taken for the end"
        return
    assert len(frame.body) < len(data), "a body longer than its frame"
    for read in (frame.text, frame.number, frame.texts, frame.optional_text):
        for name in (*frame.members, "missing"):
            with suppress(pipe.PipeBroken):
                read(name)
    written = io.BytesIO()
    pipe.write_frame(written, frame)
    again = pipe.read_frame(io.BytesIO(written.getvalue()))
    assert again is not None
    assert (again.kind, again.body) == (frame.kind, frame.body), "written otherwise than it was read"
    assert json.dumps(again.members) == json.dumps(frame.members), "written otherwise than it was read"


TARGETS: dict[str, Callable[[bytes], None]] = {
    "header": check_header,
    "backup": check_backup,
    "vcard": check_vcard,
    "pipe": check_pipe,
    "table": check_table,
    "monica": check_monica,
    "archive": check_archive,
    "calendar": check_calendar,
    "mail": check_mail,
    "linkedin": check_linkedin,
    "zip": check_zip,
    "any": check_any,
    "text": check_text,
}


def _check_lines(card: RawCard) -> None:
    """Assert that each line is in a property or rejected, once, but for blank ones, BEGIN and END."""
    found = tokenize(card)
    runs = [(token.line, token.end) for token in found.tokens] + found.rejected
    seen = set[int]()
    for first, end in runs:
        assert 0 <= first < end <= len(card.lines) + 1, "a place outside of the card"
        assert seen.isdisjoint(range(first, end)), "a line was read twice"
        seen.update(range(first, end))
    if card.nested:
        return  # a card within a card is the value of a property, whose place is its first line
    inner = range(1, len(card.lines) - card.closed)
    lost = [at for at in inner if at not in seen and not _is_blank(card.lines[at])]
    assert lost == [], "a line was lost"


def _is_blank(line: bytes) -> bool:
    """Say whether a line is blank in one of the two ways in which a card is read."""
    texts = (line.decode(encoding, "replace") for encoding in ("utf-8", "latin-1"))
    return any(not text.replace("\0", "").strip() for text in texts)


def _framed_header(data: bytes) -> bytes:
    """Return data as a file whose hash fits, or chance would never come past it; a whole file as it is."""
    if data.startswith(header.MAGIC):
        return data
    framed = header.MAGIC + len(data).to_bytes(4) + data
    return framed + hashlib.sha256(framed).digest()


def _framed_backup(data: bytes) -> bytes:
    """Return a manifest, a line feed and the parts as a container whose hash fits; a whole file as it is."""
    if data.startswith(backup_file.MAGIC):
        return data
    manifest, _, parts = data.partition(b"\n")
    framed = backup_file.MAGIC + len(manifest).to_bytes(4) + manifest + parts
    return framed + hashlib.sha256(framed).digest() + bytes(32)


def _bare(text: bytes) -> bytes:
    return text.translate(None, _BLANKS).replace(b"\xef\xbb\xbf", b"")


@cache
def _sealed() -> frozenset[bytes]:
    return frozenset(_framed_header(path.read_bytes()) for path in (CORPUS / "header").glob(f"{SEALED}*"))
