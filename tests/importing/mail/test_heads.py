"""Heads are cut out of mailboxes; what follows them is not read."""

from __future__ import annotations

import io
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.letters import ME, letter, mailbox
from weavit_desktop.importing.limits import MAX_HEAD_BYTES
from weavit_desktop.importing.mail.heads import TOO_LONG, Head, read_letter, read_mailbox

SENDER = st.from_regex(r"[a-z]{1,8}@[a-z]{1,8}\.example", fullmatch=True)
BODY = st.text(st.sampled_from("From -:\n>ab 12\r"), max_size=80)


def heads_of(data: bytes) -> list[Head]:
    return list(read_mailbox(io.BytesIO(data)))


@given(st.lists(st.tuples(SENDER, BODY), max_size=6))
def test_every_letter_of_a_mailbox_gives_its_head_and_nothing_of_its_body(
    letters: list[tuple[str, str]],
) -> None:
    bodies = [body.replace("From ", ">From ") for _, body in letters]
    texts = [
        letter(sender, body=f"\nSECRET {body}") for (sender, _), body in zip(letters, bodies, strict=True)
    ]

    found = heads_of(mailbox(*texts))

    assert [head.lines.splitlines()[0].decode() for head in found] == [
        f"From: {sender}" for sender, _ in letters
    ]
    assert not any(b"SECRET" in head.lines for head in found)


@pytest.mark.parametrize(
    "separator",
    [
        "From maya@ours.example Mon Mar  2 10:15:00 2026",
        "From 1790000000000000000@xxx Mon Mar 02 10:15:00 +0000 2026",
        "From MAILER-DAEMON Mon Mar  2 10:15:00 2026",
        "From - Mon Mar 02 10:15:00 2026",
        "From ",
        "From - ",
    ],
)
def test_the_separators_of_known_programs_begin_a_letter(separator: str) -> None:
    assert len(heads_of(mailbox(letter(), letter(), separator=separator))) == 2


def test_a_sentence_that_begins_with_from_begins_no_letter() -> None:
    body = "\nFrom all of us, a happy new year.\nFrom now on at 10.\n\nFrom here\n"

    assert len(heads_of(mailbox(letter(body=body), letter()))) == 2


def test_line_ends_of_windows_are_read_alike() -> None:
    data = mailbox(letter(), letter(sender="eve@acme.example")).replace(b"\n", b"\r\n")

    assert [head.lines.splitlines()[0] for head in heads_of(data)] == [
        b"From: Maya Weber <maya@ours.example>",
        b"From: eve@acme.example",
    ]


@pytest.mark.parametrize("length", [255, 256, 257, 700])
def test_a_separator_across_two_chunks_is_found(length: int) -> None:
    body = "x" * (length * 1024 - 200)

    assert len(heads_of(mailbox(*(letter(body=body) for _ in range(5))))) == 5


def test_a_letter_without_a_body_does_not_swallow_the_next() -> None:
    assert len(heads_of(mailbox("From: eve@acme.example\n", "From: kim@acme.example\n"))) == 2


def test_a_head_beyond_the_limit_costs_itself_alone() -> None:
    endless = letter(more=["X-Filler: " + "y" * (MAX_HEAD_BYTES + 1)])

    found = heads_of(mailbox(letter(), endless, letter()))

    assert [head.lines == TOO_LONG for head in found] == [False, True, False]


class Watched(io.BytesIO):
    """A file that knows how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        self.taken += len(data)
        return data


def test_of_a_letter_in_a_file_no_more_is_read_than_its_head() -> None:
    stream: IO[bytes] = Watched(letter(body="z" * 1_000_000).encode())

    assert b"zz" not in read_letter(stream).lines
    assert isinstance(stream, Watched)
    assert stream.taken <= 8 * 1024


def test_bytes_after_the_head_are_in_no_way_part_of_it() -> None:
    assert read_letter(io.BytesIO(letter(body="From: mallory@x.example").encode())).lines.count(b"From:") == 1


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_letter_without_a_head_has_a_body_that_is_not_taken_for_one(end: str) -> None:
    text = letter("eve@acme.example", ME)
    data = mailbox(f"\n{text}", letter()).replace(b"\n", end.encode())

    assert next(head.lines for head in heads_of(data)) == b"\n"
    assert read_letter(io.BytesIO(f"\n{text}".replace("\n", end).encode())).lines == b"\n"
    assert len(heads_of(data)) == 2
