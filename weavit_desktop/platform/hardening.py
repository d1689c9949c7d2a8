"""This process shut against the rest of the machine: no core dump of it, no other program reads its memory.

What it cannot stop: an administrator, and malicious software that was here before it (SECURITY.md).
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

from weavit_desktop.events import Event, note

PR_SET_DUMPABLE = 4

# To wait for the process, to ask its name and to end it; not to read or write its memory, nor to give
# oneself more: an entry for the owner's rights takes away the owner's right to change the list.
FOR_THE_USER = 0x00100000 | 0x1000 | 0x0001 | 0x00020000
EVERYTHING = 0x001FFFFF
DESCRIPTOR = f"D:P(A;;{FOR_THE_USER:#x};;;OW)(A;;{EVERYTHING:#x};;;SY)"

_DACL = 4  # DACL_SECURITY_INFORMATION
_REVISION = 1  # SDDL_REVISION_1


def refuse_core_dumps() -> None:
    """Let no crash write the memory of this process, or of any that it starts, to the disk."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse_readers() -> bool:
    """Let no other program of this user read the memory of this process. Return whether that holds now.

    The log says so where it does not.

    On Linux the desktop's portal then answers this process no more (flatpak/xdg-desktop-portal 785): call
    it once Qt has asked it for the colours, and before there is a passphrase. A program that replaces this
    process begins without it. On macOS the signature of the bundle does it (hardened runtime): nothing here.
    """
    shut = False
    if sys.platform == "linux":
        shut = _refuse_on_linux(ctypes.CDLL(None))
    elif sys.platform == "win32":
        shut = refuse_on_windows(ctypes.WinDLL("kernel32"), ctypes.WinDLL("advapi32"))
    if not shut:
        note(Event.NOT_SHUT)
    return shut


def _refuse_on_linux(library: Any) -> bool:
    # It also gives /proc/PID to root, and keeps the process out of dumps that a handler would receive,
    # which the limit above does not.
    return bool(library.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0)


def refuse_on_windows(kernel: Any, rights: Any) -> bool:
    """Replace the list of who may do what with this process. The libraries are kernel32 and advapi32."""
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    kernel.LocalFree.argtypes = [ctypes.c_void_p]
    rights.SetKernelObjectSecurity.argtypes = [ctypes.c_void_p, ctypes.c_uint32, ctypes.c_void_p]
    rights.ConvertStringSecurityDescriptorToSecurityDescriptorW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p
    ]  # fmt: skip
    made = ctypes.c_void_p()
    if not rights.ConvertStringSecurityDescriptorToSecurityDescriptorW(
        DESCRIPTOR, _REVISION, ctypes.byref(made), None
    ):
        return False
    try:
        return bool(rights.SetKernelObjectSecurity(kernel.GetCurrentProcess(), _DACL, made))
    finally:
        kernel.LocalFree(made)
