"""One run: HELLO says by which rules, then people come in as frames, and their facts go out."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import IO

from weavit_desktop.errors import InputRefused
from weavit_desktop.pipe import (
    ANSWER,
    FAILURE,
    HELLO,
    REQUEST,
    TOO_LARGE,
    Frame,
    PipeBroken,
    read_frame,
    write_frame,
)
from weavit_desktop.rules import Rules, load_rules
from weavit_desktop.services.facts_process import dump_facts, load_people
from weavit_desktop.services.person_facts import compute_people


def serve(incoming: IO[bytes], outgoing: IO[bytes]) -> int:
    """Answer frames until the pipe is closed. Return the exit code: 1 for what cannot be answered."""
    try:
        hello = read_frame(incoming)
        if hello is None or hello.kind != HELLO:
            return 1
        rules = _rules(hello)
        write_frame(outgoing, Frame(ANSWER))
        gc.disable()  # as in the app: what is made here forms no cycles
        while (frame := read_frame(incoming)) is not None:
            if frame.kind != REQUEST:
                return 1
            people, mine = load_people(frame.body)
            _answer(outgoing, dump_facts(compute_people(people, mine, rules)))
    except (PipeBroken, OSError, ValueError, InputRefused):
        return 1
    return 0


def _answer(outgoing: IO[bytes], facts: bytes) -> None:
    """Hand out facts; of those that no frame holds, say so: the next ones may be fewer."""
    try:
        write_frame(outgoing, Frame(ANSWER, body=facts))
    except ValueError:
        write_frame(outgoing, Frame(FAILURE, {"code": TOO_LARGE}))


def _rules(hello: Frame) -> Rules:
    """Read the rules by which the app computes. Raises PipeBroken if they were edited since it read them."""
    own = hello.optional_text("own")
    rules = load_rules(region=hello.text("region"), own=None if own is None else Path(own))
    if rules.own_digest != (hello.optional_text("own_digest") or ""):
        raise PipeBroken("other rules than the app's")
    return rules
