"""Whatever is told or raised, the log and the reports hold codes, opaque ids and places in our code."""

from __future__ import annotations

import logging
import os
import re
import stat
import subprocess
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop import errors, journal
from weavit_desktop.domain.month import later
from weavit_desktop.events import LOGGER, Event, note, note_failure

MARKER = "Kowalczyk-Brandt"
VAULT = "6f1c6c0e-6f0a-4c7c-9d5e-1f2a3b4c5d6e"


@pytest.fixture
def logs(tmp_path: Path) -> Iterator[Path]:
    """Begin a journal in a folder, and put everything back as it was."""
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning
    handlers, root = LOGGER.handlers[:], logging.getLogger().handlers[:]
    journal.begin(tmp_path / "logs", lambda: datetime(2026, 3, 2, 9, 30, tzinfo=UTC))
    yield tmp_path / "logs"
    for handler in LOGGER.handlers[len(handlers) :]:
        handler.close()
    LOGGER.handlers[:], logging.getLogger().handlers[:] = handlers, root
    sys.excepthook, threading.excepthook, sys.unraisablehook, warnings.showwarning = hooks


def test_it_brings_no_network_into_the_process() -> None:
    check = "import sys, weavit_desktop.__main__; print('socket' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True)
    assert ran.stdout == "False\n"


def written(logs: Path) -> str:
    return "\n".join(path.read_text() for path in sorted(logs.rglob("*")) if path.is_file())


def failing() -> Exception:
    person = MARKER  # a local variable that a careless report would hold
    try:
        try:
            raise KeyError(person, {"mail": MARKER})
        except KeyError as cause:
            raise ValueError(f"{person} cannot be read") from cause
    except ValueError as error:
        error.add_note(MARKER)
        return error


def test_an_event_is_a_line_of_its_code_and_its_ids(logs: Path) -> None:
    note(Event.VAULT_OPENED, vault=VAULT)
    note(Event.REFUSED, code=errors.WrongPassphrase.code)
    lines = (logs / journal.LOG).read_text().splitlines()
    assert [line.split(" ", 2)[2] for line in lines] == [
        f"INFO vault-opened vault={VAULT}",
        "INFO refused code=wrong-passphrase",
    ]


TOLD: list[Callable[[], object]] = [
    lambda: LOGGER.warning("%s was imported", MARKER),
    lambda: LOGGER.warning(MARKER),
    lambda: LOGGER.warning(Event.REFUSED, {"name": MARKER}),
    lambda: LOGGER.error("failed", exc_info=failing()),
    lambda: note(Event.VAULT_OPENED, vault=MARKER),
    lambda: note(Event.VAULT_OPENED, vault=f"{VAULT} {MARKER}"),
    lambda: note(Event.VAULT_OPENED, vault=VAULT, **{MARKER: VAULT}),
    lambda: LOGGER.info(Event.REFUSED, extra={"ids": MARKER}),
]


@pytest.mark.parametrize("tell", TOLD, ids=range(len(TOLD)))
def test_everything_else_is_dropped(
    logs: Path, tell: Callable[[], object], capfd: pytest.CaptureFixture[str]
) -> None:
    tell()
    assert written(logs) == ""
    assert capfd.readouterr().err == ""


CODES = set(journal.codes_of(errors.WeavitError))


@given(st.text(max_size=40).filter(lambda text: text not in CODES))
def test_no_text_but_a_uuid_or_a_code_passes_the_filter(text: str) -> None:
    record = LOGGER.makeRecord(
        "weavit", logging.INFO, "", 0, Event.REFUSED, (), None, extra={"ids": {"id": text}}
    )
    assert not journal.OpaqueOnly().filter(record)


LIBRARIES = """
import logging, sys, warnings
from pathlib import Path
from weavit_desktop import journal
from weavit_desktop.clock import system_clock
journal.begin(Path(sys.argv[1]), system_clock, debug=sys.argv[2] == "debug")
logging.getLogger("vobject").error("cannot read %s", sys.argv[3])
warnings.warn(sys.argv[3])
"""


@pytest.mark.parametrize("debug", ["", "debug"])
def test_libraries_print_only_for_debugging_and_stand_in_no_log(tmp_path: Path, debug: str) -> None:
    # In a process of its own: pytest has warnings and logs in hand here.
    ran = subprocess.run(
        [sys.executable, "-c", LIBRARIES, str(tmp_path / "logs"), debug, MARKER],
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stderr.count(f"cannot read {MARKER}") == bool(debug)
    assert ran.stderr.count(f"UserWarning: {MARKER}") == bool(debug)
    assert written(tmp_path / "logs") == ""


def test_a_report_holds_kinds_and_places_and_no_value(logs: Path) -> None:
    report = note_failure(failing())
    (path,) = (logs / journal.REPORTS).iterdir()
    assert path.name == f"20260302-093000-{report}.txt"
    text = path.read_text()
    assert text.splitlines()[1:] == [
        "builtins.ValueError",
        "  elsewhere",
        "caused by builtins.KeyError",
        "  elsewhere",
    ]
    assert report in (logs / journal.LOG).read_text()
    assert MARKER not in written(logs)
    assert str(Path.home()) not in text


def test_a_place_in_our_code_is_a_module_a_line_and_a_function() -> None:
    with pytest.raises(ValueError) as raised:
        later(MARKER, 1)
    lines = list(journal.report_of(raised.value))
    assert any(re.fullmatch(r"  weavit_desktop\.domain\.month:\d+ later", line) for line in lines)


def test_of_a_known_error_the_code_is_written_and_neither_sentence_nor_fact() -> None:
    error = errors.HeaderDamaged(f"{MARKER} is damaged", fact=MARKER)
    assert list(journal.report_of(error))[1:] == ["weavit_desktop.errors.HeaderDamaged (header-damaged)"]


def test_a_chain_of_causes_that_bites_its_tail_ends() -> None:
    one, other = KeyError(), ValueError()
    one.__cause__, other.__cause__ = other, one
    assert len(list(journal.report_of(one))) == 3


def test_the_newest_reports_are_kept(logs: Path) -> None:
    for _ in range(journal.MOST_REPORTS + 3):
        note_failure(failing())
    assert len(list((logs / journal.REPORTS).iterdir())) == journal.MOST_REPORTS


def test_the_log_starts_anew_before_it_grows_large(logs: Path) -> None:
    line = len(f"2026-03-02 09:30:00,000 INFO vault-opened vault={VAULT}")
    for _ in range((journal.OLD_LOGS + 2) * journal.MOST_BYTES // line):
        note(Event.VAULT_OPENED, vault=VAULT)
    sizes = [path.stat().st_size for path in logs.glob(f"{journal.LOG}*")]
    assert len(sizes) == 1 + journal.OLD_LOGS
    assert max(sizes) <= journal.MOST_BYTES


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps them to the user by the folder's rights")
def test_no_other_user_can_read_them(logs: Path) -> None:
    before = os.umask(0)
    try:
        note_failure(failing())
    finally:
        os.umask(before)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in logs.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert stat.S_IMODE((logs / journal.REPORTS).stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_written_stops_nothing_and_prints_nothing(
    logs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.write_text("a file stands in its place")
    note_failure(failing())
    assert capfd.readouterr().err == ""


def hooked(kind: str) -> None:
    """Let the interpreter itself tell an error that nobody expected."""
    error = failing()
    if kind == "program":
        sys.excepthook(type(error), error, error.__traceback__)
    elif kind == "thread":
        thread = threading.Thread(target=raise_it, args=(error,), name=MARKER)
        thread.start()
        thread.join()
    else:
        sys.unraisablehook(Unraisable(error))  # type: ignore[arg-type]


def raise_it(error: Exception) -> None:
    raise error


class Unraisable:
    """What Python hands to its hook; its own cannot be made."""

    def __init__(self, error: Exception) -> None:
        self.exc_type, self.exc_value, self.exc_traceback = type(error), error, error.__traceback__
        self.err_msg, self.object = MARKER, MARKER


@pytest.mark.parametrize("kind", ["program", "thread", "unraisable"])
def test_what_nobody_expected_is_reported_and_told_by_its_place(
    kind: str, logs: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    hooked(kind)
    said = capfd.readouterr().err
    assert said.startswith("Weavit itself failed (ValueError in test_journal.py:")
    assert MARKER not in said + written(logs)
    assert len(list((logs / journal.REPORTS).iterdir())) == 1
