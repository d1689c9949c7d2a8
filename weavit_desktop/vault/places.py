"""Where a live vault may not lie: on network drives and in folders that another program synchronises.

Locks do not hold there, and two machines writing one database destroy it. Backups may go there.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath

from weavit_desktop.errors import UsageRefused

MOUNTS = Path("/proc/mounts")

_NETWORK_TYPES = re.compile(r"nfs\d?|cifs|smb\d?|smbfs|afs|ceph|fuse(\..+)?")  # fuseblk is a local disk
_SYNC_FOLDERS = {
    "OneDrive": re.compile(r"onedrive( ?- ?.+)?"),
    "Dropbox": re.compile(r"dropbox( ?\(.+\)|-.+)?"),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"),
}
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


def refuse_unsafe_place(folder: Path) -> None:
    """Raise UsageRefused if the folder lies on a network drive or in a synchronised folder.

    macOS tells no file system's type without an extension: there only the names of folders are checked.
    """
    place = folder.resolve()
    service = sync_service(place)
    if service:
        raise UsageRefused(
            f"A vault cannot live in a folder that {service} synchronises: two machines would write into it "
            "and damage it. Choose a folder on this computer's own disk. Backups may go there."
        )
    if _on_network(place):
        raise UsageRefused(
            "A vault cannot live on a network drive: it could be damaged there. "
            "Choose a folder on this computer's own disk. Backups may go there."
        )


def sync_service(place: PurePath) -> str:
    """Return the name of the service that synchronises this path, '' for none. Pure."""
    for part in place.parts:
        for service, pattern in _SYNC_FOLDERS.items():
            if pattern.fullmatch(part.casefold()):
                return service
    return ""


def file_system_type(place: PurePath, mounts: str) -> str:
    """Return the type of the file system that holds an absolute path, from the text of /proc/mounts. Pure."""
    found, depth = "", -1
    for line in mounts.splitlines():
        _device, point, kind, *_ = line.split(" ")
        mounted = PurePath(_OCTAL.sub(lambda match: chr(int(match[1], 8)), point))
        # The last mount on a point hides the ones before it.
        if place.is_relative_to(mounted) and len(mounted.parts) >= depth:
            found, depth = kind, len(mounted.parts)
    return found


def is_network_type(kind: str) -> bool:
    """Tell whether a file system of this type is a network's, or a program's that may be one (FUSE)."""
    return _NETWORK_TYPES.fullmatch(kind) is not None


def _on_network(place: Path) -> bool:
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    if not MOUNTS.exists():
        return False
    return is_network_type(file_system_type(place, MOUNTS.read_text(errors="surrogateescape")))
