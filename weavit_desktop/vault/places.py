"""Where a live vault may not lie: on network drives and in folders that another program synchronises.

Locks do not hold there, and two machines writing one database destroy it. Backups may go there.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from pathlib import Path, PurePath

from weavit_desktop.errors import UsageRefused

MOUNTS = Path("/proc/mounts")

_NETWORK_TYPES = re.compile(  # fuseblk is a local disk
    r"nfs\d?|cifs|smb\d?|smbfs|afs|ceph|glusterfs|lustre|ncpfs|davfs|vboxsf|fuse(\..+)?"
)
_SYNC_FOLDERS = {
    "OneDrive": re.compile(r"onedrive( ?- ?.+)?"),
    "Dropbox": re.compile(r"dropbox( ?\(.+\)|-.+)?"),
    "iCloud": re.compile(r"icloud ?drive|mobile documents|com~apple~clouddocs"),
    "Google Drive": re.compile(r"google ?drive( ?- ?.+)?|drivefs"),
    "Box": re.compile(r"box sync|box-box"),
    "Nextcloud": re.compile(r"nextcloud\d*"),
    "ownCloud": re.compile(r"owncloud\d*"),
    "pCloud": re.compile(r"pcloud ?(drive|sync)"),
    "MEGA": re.compile(r"mega(sync)?( downloads| uploads)?"),
    "Proton Drive": re.compile(r"proton ?drive( ?- ?.+)?"),
    "Tresorit": re.compile(r"tresorit( drive)?"),
    "Seafile": re.compile(r"seafile|seadrive"),
}
_MAC_CLOUD = ("library", "cloudstorage")  # every provider has a folder in it: Provider-account
# Windows programs write the roots of OneDrive, wherever they were moved to, into these.
_ROOTS = {"OneDrive": ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")}
# What these programs keep in a folder that they synchronise, whatever it is called.
_MARKS = {
    "Syncthing": ".stfolder",
    "Dropbox": ".dropbox.cache",
    "Nextcloud": ".nextcloudsync.log",
    "ownCloud": ".owncloudsync.log",
    "Resilio Sync": ".sync/ID",
}
_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4
_MNT_LOCAL = 0x1000  # macOS, sys/mount.h
_FLAGS_AT = 64  # of f_flags in its struct statfs
_STATFS_BYTES = 4096  # more than the struct has


def refuse_unsafe_place(folder: Path) -> None:
    """Raise UsageRefused if the folder lies on a network drive or in a synchronised folder."""
    place = folder.resolve()
    service = sync_service(place) or _rooted_service(place) or _marked_service(place)
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
    parts = [part.casefold() for part in place.parts]
    for at in range(len(parts) - len(_MAC_CLOUD)):
        if tuple(parts[at : at + len(_MAC_CLOUD)]) == _MAC_CLOUD:
            return place.parts[at + len(_MAC_CLOUD)].split("-")[0]
    for part in parts:
        for service, pattern in _SYNC_FOLDERS.items():
            if pattern.fullmatch(part):
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


def is_unc(place: PurePath) -> bool:
    """Tell whether a Windows path names a share of another computer: \\\\server\\share. Pure."""
    return place.drive.startswith("\\\\") and not place.drive.startswith(("\\\\?\\", "\\\\.\\"))


def is_local_mount(statfs: bytes) -> bool:
    """Tell from macOS's struct statfs whether a file system is on this computer. Pure."""
    return bool(int.from_bytes(statfs[_FLAGS_AT : _FLAGS_AT + 4], "little") & _MNT_LOCAL)


def _rooted_service(place: Path) -> str:
    for service, names in _ROOTS.items():
        roots = (Path(root).resolve() for name in names if (root := os.environ.get(name)))
        if any(place.is_relative_to(root) for root in roots):
            return service
    return ""


def _marked_service(place: Path) -> str:
    for folder in (place, *place.parents):
        for service, mark in _MARKS.items():
            with suppress(OSError):
                if (folder / mark).exists():
                    return service
    return ""


def _on_network(place: Path) -> bool:
    if is_unc(place):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)
    if sys.platform == "darwin":
        return not _is_local_on_mac(place)
    if not MOUNTS.exists():
        return False
    return is_network_type(file_system_type(place, MOUNTS.read_text(errors="surrogateescape")))


def _is_local_on_mac(place: Path) -> bool:
    import ctypes

    there = next(folder for folder in (place, *place.parents) if folder.exists())
    answer = ctypes.create_string_buffer(_STATFS_BYTES)
    failed = ctypes.CDLL(None).statfs(os.fsencode(there), answer)
    return bool(failed) or is_local_mount(answer.raw)
