"""What must hold of any bytes before it is known what they are, and of their text and days."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from itertools import product
from pathlib import Path

from taken import member, read_twice
from zips import check_sources, memory

from weavit_desktop.importing import dates
from weavit_desktop.importing.detection import FORMATS
from weavit_desktop.importing.reading import READERS
from weavit_desktop.importing.recognition import REFUSALS, UNKNOWN, ZIP, recognise
from weavit_desktop.importing.streams import OVERLONG, read_lines, unify
from weavit_desktop.importing.text import decode

_NAMES = ("any", "any.csv", "any.vcf", "ANY.TSV")
_DAYS = (
    dates.read_vcard_day,
    dates.read_english_day,
    dates.read_slashed_day,
    dates.read_stamped_day,
    dates.read_american_day,
)


def check_any(data: bytes) -> None:
    """Any file: it is one thing, or refused in words; and each reader survives what is none of its own."""
    kinds = {name: recognise(data, name) for name in _NAMES}
    assert {one.format for one in kinds.values()} <= {*FORMATS, *REFUSALS, ZIP}, "a format that nobody reads"
    if kinds["any"].format != UNKNOWN:
        assert kinds["any.vcf"] == kinds["any"], "a file was known by its name"
    with tempfile.TemporaryDirectory(dir=memory()) as folder:
        path = Path(folder) / "any"
        path.write_bytes(data)
        check_sources(path)
    for format_ in READERS:
        read_twice(format_, {member("any", data, format_): data})


def check_text(data: bytes) -> None:
    """Text and days: every byte becomes text that can be stored; a day that is read is in the calendar."""
    said, _, rest = data.partition(b"\n")
    for charset in ("", said.decode("latin-1")):
        text = decode(rest, charset)
        text.encode()
        assert len(text) <= len(rest), "text grew out of nothing"
    for read, line in product(_DAYS, {decode(line) for line in data.splitlines()}):
        day = read(line)
        if day:
            date.fromisoformat(day.replace("--", "2000-", 1) if day.startswith("--") else day)
            assert read is not dates.read_vcard_day or read(day) == day, "a day became another"
    whole = unify(io.BytesIO(data)).read()
    by_pieces = unify(io.BytesIO(data))
    assert b"".join(iter(lambda: by_pieces.read(7), b"")) == whole, "text depends on how it is asked for"
    whole_lines = list(read_lines(io.BytesIO(whole), len(whole) + 1))
    assert b"".join(whole_lines) == whole, "a line was lost"
    short = list(read_lines(io.BytesIO(whole), 8))
    assert short == [line if len(line) <= 8 else OVERLONG for line in whole_lines], (
        "a long line spoils others"
    )
