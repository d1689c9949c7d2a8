"""The one set-up of what this program writes about itself: a log, and a report for each bug. Both stay here.

The log holds event codes and opaque ids, whatever was told: a filter lets nothing else through, be it of
ours or of a library. A report holds kinds of exceptions and places in our code: no message, no argument, no
local variable, no path. Neither is sent anywhere.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import traceback
import warnings
from collections.abc import Iterator
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from weavit_desktop.clock import Clock
from weavit_desktop.errors import WeavitError
from weavit_desktop.events import LOGGER, Event, note_failure, place_of

LOG = "weavit.log"
REPORTS = "reports"
MOST_BYTES = 256 * 1024
OLD_LOGS = 3
MOST_REPORTS = 20
MOST_CAUSES = 10

_OPAQUE = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAME = re.compile(r"[a-z_]{1,20}")
_OURS = ("weavit_desktop", "weavit_core")


def begin(folder: Path, clock: Clock, *, debug: bool = False) -> None:
    """Write what is told into a folder from now on, and take what nobody expected; print none of it.

    With `debug` the traceback of a bug, and what libraries warn of, come to the terminal too.
    """
    for handler in (LogFile(folder), ReportFiles(folder / REPORTS, clock)):
        handler.addFilter(OpaqueOnly())
        LOGGER.addHandler(handler)
    _silence_libraries(debug=debug)
    sys.excepthook = lambda _kind, error, _trace: _tell(error, debug=debug)
    threading.excepthook = lambda found: _tell(found.exc_value, debug=debug)
    sys.unraisablehook = lambda found: _tell(found.exc_value, debug=debug)


class OpaqueOnly(logging.Filter):
    """Drops every record that is not an event with UUIDs and codes of our errors."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record may be written."""
        ids = getattr(record, "ids", {})
        return (
            isinstance(record.msg, Event)
            and not record.args
            and isinstance(ids, dict)
            and all(_NAME.fullmatch(name) and _is_opaque(value) for name, value in ids.items())
        )


class LogFile(logging.Handler):
    """A line per event: when, what, ids. It is begun with the first one; no other user can read it.

    The library's own rotating file would bring the network's modules into the process with the vault.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record that has passed the filter. Its message is never put together."""
        at = logging.Formatter().formatTime(record)
        ids = (f"{name}={value}" for name, value in getattr(record, "ids", {}).items())
        line = " ".join([at, record.levelname, str(record.msg), *ids])
        with suppress(OSError):  # no room for it: what happens is told on the screen
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(line) + 1)
            with _opened_private(self._folder / LOG, os.O_APPEND) as file:
                file.write(f"{line}\n")

    def _make_room(self, more: int) -> None:
        """Move the logs on by one where the present one would grow too large; the oldest falls out."""
        names = [self._folder / name for name in (LOG, *(f"{LOG}.{at}" for at in range(1, OLD_LOGS + 1)))]
        if names[0].exists() and names[0].stat().st_size + more > MOST_BYTES:
            for older, newer in zip(names[:0:-1], names[-2::-1], strict=True):
                if newer.exists():
                    newer.replace(older)


class ReportFiles(logging.Handler):
    """A file per bug. The newest are kept."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__(logging.ERROR)
        self._folder = folder
        self._clock = clock

    def emit(self, record: logging.LogRecord) -> None:
        """Write the report of a record that has an exception."""
        error = record.exc_info[1] if record.exc_info else None
        if error is None:
            return
        with suppress(OSError):  # no room for it: the program has failed already, and says so
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            name = f"{self._clock():%Y%m%d-%H%M%S}-{getattr(record, 'ids', {}).get('report', '')}.txt"
            with _opened_private(self._folder / name, os.O_EXCL) as file:
                file.write("\n".join(report_of(error)) + "\n")
            for old in sorted(self._folder.glob("*.txt"))[:-MOST_REPORTS]:
                old.unlink(missing_ok=True)


def report_of(error: BaseException) -> Iterator[str]:
    """Yield the lines of a report: each exception's kind and its places in our code, then its cause."""
    from weavit_desktop.platform.program import version

    yield f"Weavit {version()}, {sys.platform}, Python {sys.version.split()[0]}"
    seen: set[int] = set()
    found: BaseException | None = error
    while found is not None and id(found) not in seen and len(seen) < MOST_CAUSES:
        yield f"{'caused by ' if seen else ''}{_kind_of(found)}"
        seen.add(id(found))
        yield from _frames_of(found.__traceback__)
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _kind_of(error: BaseException) -> str:
    kind = type(error)
    return f"{kind.__module__}.{kind.__qualname__}" + (
        f" ({error.code})" if isinstance(error, WeavitError) else ""
    )


def _frames_of(trace: TracebackType | None) -> Iterator[str]:
    elsewhere = False
    for frame, line in traceback.walk_tb(trace):
        module = _module_of(frame.f_globals)
        if module:
            yield f"  {module}:{line} {frame.f_code.co_name}"
        elif not elsewhere:
            yield "  elsewhere"
        elsewhere = not module


def _module_of(names: dict[str, object]) -> str:
    """Return the name of the module whose global names these are; "" for one that is not ours."""
    spec = names.get("__spec__")  # `python -m weavit_desktop` is called __main__ otherwise
    name = str(getattr(spec, "name", None) or names.get("__name__", ""))
    return name if name.split(".")[0] in _OURS else ""


def _is_opaque(value: object) -> bool:
    if not isinstance(value, str):
        return False
    return _OPAQUE.fullmatch(value) is not None or value in codes_of(WeavitError)


def codes_of(kind: type[WeavitError]) -> Iterator[str]:
    """Yield the codes of a kind of error and of all that are of it."""
    yield kind.code
    for each in kind.__subclasses__():
        yield from codes_of(each)


def _opened_private(path: Path, flag: int) -> TextIOWrapper:
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | flag, 0o600), "w", encoding="utf-8")


def _tell(error: BaseException | None, *, debug: bool) -> None:
    """Report what nobody expected, and say so in a sentence."""
    if error is None or isinstance(error, KeyboardInterrupt | SystemExit):
        return
    note_failure(error)
    sys.stderr.write(f"Weavit itself failed ({place_of(error)}). --debug shows more.\n")
    if debug:
        traceback.print_exception(error)


def _silence_libraries(*, debug: bool) -> None:
    """Let no library print: its words may quote what it was given."""
    if debug:
        return
    logging.getLogger().addHandler(logging.NullHandler())  # without any, warnings go to the terminal
    warnings.showwarning = lambda *_, **__: None
