"""Frames: bounded, versioned, and never a wait for what cannot come."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop import pipe
from weavit_desktop.pipe import MAGIC, MOST_BYTES, Frame, PipeBroken, read_frame, write_frame

texts = st.text(max_size=20)
members = st.dictionaries(
    texts.filter(lambda name: name != "kind"), texts | st.integers() | st.none(), max_size=4
)
frames = st.builds(Frame, texts, members, st.binary(max_size=200))


def written(*those: Frame) -> bytes:
    stream = io.BytesIO()
    for frame in those:
        write_frame(stream, frame)
    return stream.getvalue()


@given(st.lists(frames, max_size=4))
def test_frames_arrive_as_they_were_sent(those: list[Frame]) -> None:
    stream = io.BytesIO(written(*those))

    assert [read_frame(stream) for _ in those] == those
    assert read_frame(stream) is None


@given(frame=frames, data=st.data())
def test_a_truncated_frame_is_an_error(frame: Frame, data: st.DataObject) -> None:
    whole = written(frame)
    cut = data.draw(st.integers(1, len(whole) - 1))

    with pytest.raises(PipeBroken):
        read_frame(io.BytesIO(whole[:cut]))


@given(st.binary(min_size=1, max_size=64).filter(lambda data: data[:4] != MAGIC[: len(data)]))
def test_foreign_bytes_are_an_error(data: bytes) -> None:
    with pytest.raises(PipeBroken):
        read_frame(io.BytesIO(data))


@given(st.binary(max_size=200))
def test_whatever_stands_in_a_frame_is_a_frame_or_an_error(payload: bytes) -> None:
    stream = io.BytesIO(MAGIC + len(payload).to_bytes(4) + payload)

    try:
        frame = read_frame(stream)
    except PipeBroken:
        return
    assert isinstance(frame, Frame)


def test_a_frame_of_another_version_is_an_error() -> None:
    with pytest.raises(PipeBroken):
        read_frame(io.BytesIO(written(Frame(pipe.READY)).replace(b"WVP1", b"WVP2")))


def test_an_oversized_frame_is_refused_before_it_is_read() -> None:
    stream = io.BytesIO(MAGIC + (MOST_BYTES + 1).to_bytes(4) + b"x" * 100)

    with pytest.raises(PipeBroken):
        read_frame(stream)

    assert stream.tell() == len(MAGIC) + 4


def test_an_oversized_frame_is_not_sent() -> None:
    with pytest.raises(ValueError, match="at most"):
        write_frame(io.BytesIO(), Frame(pipe.ANSWER, {}, bytes(MOST_BYTES)))


@pytest.mark.parametrize("head", [b"", b"[]", b"{}", b'{"kind":1}', b"{", b"[" * 100_000, b"\xff"])
def test_a_head_that_says_no_kind_is_an_error(head: bytes) -> None:
    payload = head + b"\nbody"

    with pytest.raises(PipeBroken):
        read_frame(io.BytesIO(MAGIC + len(payload).to_bytes(4) + payload))


@pytest.mark.parametrize("value", [None, 1, "x", True, ["x"], {"a": 1}])
def test_a_member_of_another_type_is_an_error(value: object) -> None:
    frame = Frame("x", {"m": value})

    for read, fits in (
        (frame.text, type(value) is str),
        (frame.number, type(value) is int),
        (frame.texts, False),
        (frame.optional_text, value is None or type(value) is str),
    ):
        if fits:
            assert read("m") == value
        else:
            with pytest.raises(PipeBroken):
                read("m")
