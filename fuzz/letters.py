"""What must hold of any bytes taken for a mailbox, or for a file with one letter."""

from __future__ import annotations

import io

from taken import CONTEXT, STRANGER, member, read_twice

from weavit_desktop.importing.mail.heads import begins_mailbox, read_letter, read_mailbox
from weavit_desktop.importing.mail.reading import WHOLE_FOLDER, WHOLE_MAILBOX
from weavit_desktop.importing.recognition import LETTER, MAILBOX, MAILDIR
from weavit_desktop.importing.records import InteractionRecord, Note, Problem, Record

_SEPARATOR = b"From - Mon Mar  2 10:15:00 2026\n"
_BODY = b"\nFrom: mallory@x.example\nTo: me@x.example\nDate: Mon, 02 Mar 2026 10:15:00 +0100\n\nSecret\n\n"


def check_mail(data: bytes) -> None:
    """Mail: a head ends at its first blank line, each letter is told of once, no body changes anything."""
    whole = read_letter(io.BytesIO(data)).lines
    assert whole.rstrip() == _head(data).rstrip(), "a head is not what stands above the first blank line"
    heads = list(read_mailbox(io.BytesIO(data)))
    assert [head.number for head in heads] == list(range(1, len(heads) + 1)), "a letter was not counted"
    assert sum(len(head.lines) for head in heads) <= len(data) + len(heads), "a byte is in two heads"
    for head in heads:
        assert head.lines.rstrip() == _head(head.lines).rstrip(), "a head goes on behind a blank line"
    bodies = b"".join(_SEPARATOR + _head(head.lines) + _BODY for head in heads)
    found = [head.lines.rstrip() for head in read_mailbox(io.BytesIO(bodies))]
    assert found == [head.lines.rstrip() for head in heads], "a body was read"
    assert heads or not begins_mailbox(data), "a mailbox without letters"
    _check_counts(MAILBOX, len(heads), [data], WHOLE_MAILBOX)
    half = len(data) // 2
    for format_ in (LETTER, MAILDIR):
        _check_counts(format_, 2, [data[:half], data[half:]], WHOLE_FOLDER)


def _check_counts(format_: str, letters: int, contents: list[bytes], whole: str) -> None:
    files = {member(f"{at}:2,S", content): content for at, content in enumerate(contents)}
    for context in (CONTEXT, STRANGER):
        records = read_twice(format_, files, context)
        if context is STRANGER and any(isinstance(one, Problem) and one.where == whole for one in records):
            assert len(records) == 1, "letters were taken though nobody knows whose they are"
        else:
            assert sum(map(_letters, records)) == letters, "a letter was lost, or told of twice"


def _letters(record: Record) -> int:
    """Return how many letters a record tells of. What cannot be read is never kept: it may be a body."""
    if isinstance(record, Problem):
        assert not record.kept, "text of a letter was kept"
    return record.count if isinstance(record, Note) else int(isinstance(record, InteractionRecord | Problem))


def _head(data: bytes) -> bytes:
    """Return the lines above the first blank one, told line by line; the last of them has its end."""
    lines: list[bytes] = []
    for line in io.BytesIO(data):
        if line in (b"\n", b"\r\n"):
            break
        lines.append(line if line.endswith(b"\n") else line + b"\n")
    return b"".join(lines)
