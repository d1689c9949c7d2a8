"""Nothing of this process comes to others by a core dump, or by reading its memory: in real processes."""

from __future__ import annotations

import ctypes
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from weavit_desktop.platform.hardening import DESCRIPTOR, refuse_on_windows

linux = pytest.mark.skipif(sys.platform != "linux", reason="core dumps and /proc are Linux's")

# Each stands in place of a face of the program, which begins once the process is shut.
SAYS_WHAT_HOLDS = """
import ctypes, resource, sys
def tell(*_, **__):
    print(ctypes.CDLL(None).prctl(3), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
    return 0
"""
COMMAND = """
import weavit_desktop.cli.app as app
from weavit_desktop import __main__ as program
app.run = tell
sys.argv = ["weavit", "people"]
program.main()
"""
WINDOW = """
from weavit_desktop import __main__ as program
from weavit_desktop.views.session import WindowSession
WindowSession.start = lambda self: sys.exit(tell())
sys.argv = ["weavit"]
program.main()
"""
WINDOW_PROGRAM = """
from weavit_desktop import __main__ as program
from weavit_desktop.views import program as qt
begun = qt.Program.__init__
def begin(self, *arguments):
    tell()
    begun(self, *arguments)
qt.Program.__init__ = begin
import weavit_desktop.views.app
weavit_desktop.views.app.Theme = lambda *_, **__: sys.exit(0)
sys.argv = ["weavit"]
program.main()
"""


def run(script: str, home: Path) -> str:
    environment = {**os.environ, "HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    ran = subprocess.run(
        [sys.executable, "-c", SAYS_WHAT_HOLDS + script],
        env={name: value for name, value in environment.items() if not name.startswith("XDG_")},
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


@linux
@pytest.mark.parametrize("face", [COMMAND, WINDOW], ids=["command", "window"])
def test_before_a_passphrase_can_be_typed_the_process_is_shut(face: str, tmp_path: Path) -> None:
    assert run(face, tmp_path) == "0 (0, 0)\n"


@linux
def test_the_window_asks_the_desktop_for_its_colours_first(tmp_path: Path) -> None:
    # The portal answers no process that it cannot look at; there is no core dump from the beginning.
    assert run(WINDOW_PROGRAM, tmp_path) == "1 (0, 0)\n"


# Root may: the tests of CI run as root, so the pair becomes somebody else, which by itself shuts a process.
PARENT = """
import ctypes, os, sys
from weavit_desktop.platform.hardening import refuse_readers
if os.geteuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
    ctypes.CDLL(None).prctl(4, 1)
told, tells = os.pipe()
ends, end = os.pipe()
child = os.fork()
if not child:
    exec(sys.argv[1])
    os.close(end)
    os.write(tells, b"x")
    os.read(ends, 1)  # until its parent is gone
    os._exit(0)
os.read(told, 1)
try:
    print("read", bool(open(f"/proc/{child}/mem", "rb")))
except PermissionError:
    print("refused")
"""


@linux
@pytest.mark.parametrize(("does", "found"), [("refuse_readers()", "refused\n"), ("", "read True\n")])
def test_not_even_its_parent_of_the_same_user_reads_its_memory(does: str, found: str) -> None:
    ran = subprocess.run([sys.executable, "-c", PARENT, does], capture_output=True, text=True)
    assert (ran.stdout, ran.stderr) == (found, "")


@linux
def test_a_crash_leaves_no_core(tmp_path: Path) -> None:
    script = (
        "import os, signal; from weavit_desktop.platform.hardening import refuse_core_dumps\n"
        "refuse_core_dumps(); os.kill(os.getpid(), signal.SIGSEGV)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path) as process:
        _, status, _ = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == -signal.SIGSEGV
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.iterdir()) == []


@dataclass
class Windows:
    """Stands in for kernel32 and advapi32; `fails` is a call that does not work."""

    fails: str = ""
    calls: list[tuple[object, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.GetCurrentProcess = self._function("process", -1)
        self.LocalFree = self._function("free", 0)
        self.SetKernelObjectSecurity = self._function("set", 1)
        self.ConvertStringSecurityDescriptorToSecurityDescriptorW = self._function("convert", 1)

    def _function(self, name: str, answer: int):
        def call(*arguments: object) -> int:
            self.calls.append((name, *arguments))
            return 0 if name == self.fails else answer

        return call


def test_on_windows_the_process_gets_a_list_of_its_own() -> None:
    windows = Windows()
    assert refuse_on_windows(windows, windows)
    names = [name for name, *_ in windows.calls]
    assert names == ["convert", "process", "set", "free"]
    assert windows.calls[0][1] == DESCRIPTOR
    assert windows.calls[2][1:3] == (-1, 4)  # this process; its list of rights and nothing else


@pytest.mark.parametrize("fails", ["convert", "set"])
def test_what_windows_refuses_is_said(fails: str) -> None:
    windows = Windows(fails=fails)
    assert not refuse_on_windows(windows, windows)
    assert (fails == "set") == ("free" in [name for name, *_ in windows.calls])


def test_the_list_lets_nobody_but_the_system_read_memory_or_change_the_list() -> None:
    entries = re.findall(r"\(A;;(\w+);;;(\w+)\)", DESCRIPTOR)
    granted = {who: int(rights, 16) for rights, who in entries}
    read_write_inject_duplicate = 0x0010 | 0x0020 | 0x0008 | 0x0002 | 0x0040
    change_the_list_or_its_owner = 0x00040000 | 0x00080000
    assert DESCRIPTOR.startswith("D:P(")  # protected: nothing is inherited
    assert granted.keys() == {"OW", "SY"}
    assert not granted["OW"] & (read_write_inject_duplicate | change_the_list_or_its_owner)
    assert granted["OW"] & 0x0001  # the user can still end it


@pytest.mark.skipif(sys.platform != "win32", reason="the calls are Windows's")
def test_windows_itself_takes_the_list() -> None:
    assert refuse_on_windows(ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32"))
