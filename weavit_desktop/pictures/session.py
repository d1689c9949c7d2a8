"""One run: pictures come in as frames, and go out cleaned or refused."""

from __future__ import annotations

from typing import IO

from weavit_desktop.pictures.cleaning import Cleaned, Refused, clean
from weavit_desktop.pipe import (
    CLEANED,
    DAMAGED,
    MOST_BYTES,
    OVERSIZED,
    PICTURE,
    REFUSED,
    Frame,
    PipeBroken,
    read_frame,
    write_frame,
)

_HEAD_BYTES = 1024


def serve(incoming: IO[bytes], outgoing: IO[bytes]) -> int:
    """Answer frames until the pipe is closed. Return the exit code: 1 for what is no frame."""
    try:
        while (frame := read_frame(incoming)) is not None:
            if frame.kind != PICTURE:
                return 1
            write_frame(outgoing, _answer(frame.body))
    except (PipeBroken, OSError):
        return 1
    return 0


def _answer(data: bytes) -> Frame:
    try:
        outcome = clean(data)
        if isinstance(outcome, Refused):
            return Frame(REFUSED, {"code": outcome.code})
        frame = _frame(outcome)
    except MemoryError:
        return Frame(REFUSED, {"code": OVERSIZED})
    except RecursionError:
        return Frame(REFUSED, {"code": DAMAGED})
    return frame if len(frame.body) + _HEAD_BYTES < MOST_BYTES else Frame(REFUSED, {"code": OVERSIZED})


def _frame(cleaned: Cleaned) -> Frame:
    """`length` bytes of the body are the picture, 0 where it stays as it came; then the thumbnail."""
    data = cleaned.data or b""
    members = {"media_type": cleaned.media_type, "length": len(data)}
    return Frame(CLEANED, members, data + cleaned.thumbnail)
