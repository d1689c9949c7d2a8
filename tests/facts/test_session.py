"""A session of the process that computes facts: rules first, then people, and nothing but frames goes out."""

from __future__ import annotations

import gc
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders.computed import some_people
from builders.desk import shipped_rules
from weavit_desktop.child import command_of
from weavit_desktop.facts.session import serve
from weavit_desktop.pipe import ANSWER, FAILURE, HELLO, MAGIC, READY, REQUEST, Frame, read_frame, write_frame
from weavit_desktop.rules import load_rules
from weavit_desktop.services.facts_process import dump_people, load_facts
from weavit_desktop.services.person_facts import Mine, compute_people

HELLO_FRAME = Frame(HELLO, {"region": "CH", "own": None})
NOBODY = dump_people([], Mine())
linux = pytest.mark.skipif(sys.platform != "linux", reason="core dumps and /proc are Linux's")


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """Put the garbage collector back to work, which a session lets rest."""
    yield
    gc.enable()


def sent(*frames: Frame, tail: bytes = b"") -> bytes:
    """Return the bytes of these frames."""
    out = io.BytesIO()
    for frame in frames:
        write_frame(out, frame)
    return out.getvalue() + tail


def read_all(data: bytes) -> list[Frame]:
    """Return the frames that these bytes are. Raises PipeBroken where they are anything else too."""
    stream = io.BytesIO(data)
    return list(iter(lambda: read_frame(stream), None))


def talk(*frames: Frame, tail: bytes = b"") -> tuple[int, list[Frame]]:
    """Return the exit code and the frames of a session in which the app sends these frames and closes."""
    out = io.BytesIO()
    code = serve(io.BytesIO(sent(*frames, tail=tail)), out)
    return code, read_all(out.getvalue())


def question() -> Frame:
    return Frame(REQUEST, body=dump_people(*some_people(shipped_rules())))


def test_each_question_is_answered_until_the_pipe_closes() -> None:
    code, frames = talk(HELLO_FRAME, question(), question())
    assert code == 0
    assert [frame.kind for frame in frames] == [ANSWER] * 3
    people, mine = some_people(shipped_rules())
    assert load_facts(frames[2].body) == compute_people(people, mine, shipped_rules())


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"rubbish that is no frame",
        MAGIC + (99).to_bytes(4) + b"cut",
        sent(Frame(REQUEST)),
        sent(Frame(READY, HELLO_FRAME.members)),
        sent(Frame(HELLO)),
        sent(Frame(HELLO, {"region": 7, "own": None})),
        sent(Frame(HELLO, {"region": "CH", "own": 7})),
    ],
    ids=["nothing", "rubbish", "cut", "a question", "another kind", "no region", "number", "no folder"],
)
def test_without_a_hello_it_ends_in_silence(said: bytes) -> None:
    out = io.BytesIO()
    assert serve(io.BytesIO(said), out) == 1
    assert out.getvalue() == b""


@pytest.mark.parametrize(
    "said",
    [
        sent(HELLO_FRAME),
        sent(Frame(ANSWER, body=NOBODY)),
        b"rubbish",
        sent(Frame(REQUEST, body=b"{")),
        sent(Frame(REQUEST)),
    ],
    ids=["hello again", "another kind", "rubbish", "no JSON", "nobody"],
)
def test_what_is_no_question_ends_it(said: bytes) -> None:
    code, frames = talk(HELLO_FRAME, tail=said)
    assert code == 1
    assert [frame.kind for frame in frames] == [ANSWER]


def test_rules_of_ones_own_that_are_nonsense_end_it(tmp_path: Path) -> None:
    (tmp_path / "titles.toml").write_text("nonsense")
    assert talk(Frame(HELLO, {"region": "CH", "own": str(tmp_path)})) == (1, [])


def test_facts_that_no_frame_holds_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    questions = sent(HELLO_FRAME, question(), Frame(REQUEST, body=NOBODY))
    monkeypatch.setattr(
        "weavit_desktop.facts.session.dump_facts", lambda facts: bytes(17_000_000 * len(facts))
    )
    out = io.BytesIO()
    assert serve(io.BytesIO(questions), out) == 0
    assert [frame.kind for frame in read_all(out.getvalue())] == [ANSWER, FAILURE, ANSWER]


@pytest.mark.parametrize(("tail", "code"), [(b"", 0), (b"rubbish", 1)], ids=["to its end", "broken off"])
def test_the_process_writes_nothing_but_frames(tail: bytes, code: int) -> None:
    said = sent(HELLO_FRAME, question(), tail=tail)
    ran = subprocess.run(command_of("facts"), input=said, capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (code, b"")
    assert [frame.kind for frame in read_all(ran.stdout)] == [ANSWER, ANSWER]


def test_rules_that_were_edited_since_the_app_read_them_are_not_computed_by(tmp_path: Path) -> None:
    (tmp_path / "no_employers.txt").write_text("Gardening leave\n")
    read_before = load_rules(own=tmp_path).own_digest
    (tmp_path / "no_employers.txt").write_text("Garden leave\n")
    hello = Frame(HELLO, {"region": "CH", "own": str(tmp_path), "own_digest": read_before})
    assert talk(hello, question()) == (1, [])


def test_the_process_opens_no_socket_and_no_file_but_program_and_rules(tmp_path: Path) -> None:
    if shutil.which("strace") is None:
        pytest.skip("strace is not installed: the system calls of the process cannot be traced here")
    rules, vault, trace = tmp_path / "rules", tmp_path / "vault", tmp_path / "trace"
    for folder in (rules, vault):
        folder.mkdir()
    (rules / "no_employers.txt").write_text("Gardening leave\n")
    digest = load_rules(own=rules).own_digest
    said = sent(Frame(HELLO, {"region": "CH", "own": str(rules), "own_digest": digest}), question())
    ran = subprocess.run(
        ["strace", "-f", "-s4096", "-etrace=%network,%file", "-o", str(trace), *command_of("facts")],
        input=said,
        cwd=vault,
        env={"HOME": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        check=False,
    )
    assert (ran.returncode, len(read_all(ran.stdout))) == (0, 2)
    calls = trace.read_text().splitlines()
    opened = [call for call in calls if "open" in call.partition("(")[0]]
    assert [call for call in calls if "socket" in call.partition("(")[0]] == []
    assert [call for call in opened if "O_WRONLY" in call or "O_RDWR" in call or "O_CREAT" in call] == []
    assert [call for call in opened if str(vault) in call or "vault.db" in call] == []
    assert any(str(rules) in call for call in opened)  # the trace sees what it looks for


SAYS_WHAT_HOLDS = """
import ctypes, resource, runpy, sys
import weavit_desktop.facts.session as session
def tell(*_):
    print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
    return 0
session.serve = tell
runpy.run_module("weavit_desktop.facts", run_name="__main__")
"""


@linux
def test_before_it_is_told_of_anyone_the_process_is_shut() -> None:
    ran = subprocess.run([sys.executable, "-c", SAYS_WHAT_HOLDS], capture_output=True, text=True, check=True)
    assert ran.stdout == "0 (0, 0)\n"
