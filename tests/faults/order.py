"""What a power cut would leave: a kill loses nothing that was written, a power cut all that was not synced.

Read from the system calls of an operation: content is on the disk before its file gets its name, the name is
on the disk before the operation says that it is done, and so is what SQLite wrote.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from builders.backups import add_people
from builders.vault import PASSPHRASE, new_vault
from faults.injection import in_child
from faults.operations import COMMAND, Operation, operations
from faults.sweep import Tally
from weavit_desktop.vault.opening import open_vault

_CALLS = (
    "trace=openat,write,pwrite64,sendfile,ftruncate,fsync,fdatasync,rename,unlink,access",
    "signal=none",
    "decode-fds=path",
)
_ON_FILE = re.compile(
    r"(write|pwrite64|sendfile|ftruncate|fsync|fdatasync)\(\d+<([^>]+)>.* = (?:0|[1-9]\d*)$"
)
_RENAME = re.compile(r'rename\("([^"]+)", "([^"]+)"\) = 0$')
_UNLINK = re.compile(r'unlink\("([^"]+)"\) = 0$')
_DONE = "/weavit-faults-done"
_KEPT = re.compile(r"vault\.(db|db-wal|key|key\.bak)|.*\.weavitbackup|[0-9a-f]{32,}")
_SCRATCH = re.compile(r"/\.making-[^/]*/(?!made)")  # removed in a moment; what comes of it is "made"


def check_order(place: Path, tally: Tally) -> None:
    """Run every operation once, and say where a power cut could take what was done."""
    place.mkdir()
    for operation in (*operations(), Operation("commit", _people, _commit)):
        folder, log = place / operation.name, place / "log"
        operation.make(folder)
        ended = in_child(partial(_tell_when_done, operation, folder), _CALLS, str(log))
        if ended.code:
            tally.losses.append(f"{operation.name}: {ended.said}")
        lines = log.read_text(errors="replace").splitlines()
        steps = [line for line in lines if str(folder) in line or _DONE in line]
        tally.tried["syncs"] += sum("sync(" in line for line in steps)
        tally.losses += [f"{operation.name}: {one}" for one in _violations(steps)]


def _people(place: Path) -> None:
    with new_vault(place / "vault") as vault:
        add_people(vault, 3)


def _commit(place: Path) -> None:
    """Tell before the vault is closed, which would sync everything."""
    with open_vault(place / "vault", PASSPHRASE, command=COMMAND) as vault:
        add_people(vault, 3)
        _tell()


def _tell_when_done(operation: Operation, place: Path) -> None:
    operation.run(place)
    _tell()


def _tell() -> None:
    os.access(_DONE, os.F_OK)  # a call that the trace shows


def _violations(steps: list[str]) -> Iterator[str]:
    """Go through the calls, keeping in mind which content and which names are not on the disk yet."""
    content: set[str] = set()
    names: set[str] = set()
    for step in steps:
        if found := _ON_FILE.search(step):
            call, path = found.groups()
            if "sync" in call:
                content.discard(path)
                names.discard(path)
            elif _KEPT.fullmatch(Path(path).name) and not _SCRATCH.search(path):
                content.add(path)
        elif found := _UNLINK.search(step):
            content.discard(found[1])
        elif found := _RENAME.search(step):
            source, target = found.groups()
            yield from (
                f"{Path(path).name} is renamed before its content is on the disk"
                for path in content
                if path == source or path.startswith(f"{source}/")
            )
            names.add(str(Path(target).parent))
        elif _DONE in step:
            yield from (f"it is told before {Path(path).name} is on the disk" for path in content)
            yield from (f"it is told before the names in {Path(path).name} are on the disk" for path in names)
            return
    yield "the end was not seen"
