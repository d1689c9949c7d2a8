"""Where a vault may lie."""

from __future__ import annotations

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from weavit_desktop.errors import UsageRefused
from weavit_desktop.vault import places
from weavit_desktop.vault.places import (
    file_system_type,
    is_local_mount,
    is_network_type,
    is_unc,
    refuse_unsafe_place,
    sync_service,
)

MOUNTS = """\
/dev/vda / ext4 rw,relatime 0 0
server:/export /srv/team nfs4 rw 0 0
/dev/sda1 /srv/team/local xfs rw 0 0
//server/share /mnt/with\\040space cifs rw 0 0
me@host: /home/me/remote fuse.sshfs rw 0 0
/dev/sdb1 /media/stick fuseblk rw 0 0
/dev/sdc1 /twice ext4 rw 0 0
server:/twice /twice nfs rw 0 0
"""


@pytest.mark.parametrize(
    ("place", "kind", "network"),
    [
        ("/home/me/vault", "ext4", False),
        ("/srv/team/vault", "nfs4", True),
        ("/srv/team/local/vault", "xfs", False),
        ("/srv/teamwork/vault", "ext4", False),
        ("/mnt/with space/vault", "cifs", True),
        ("/home/me/remote/vault", "fuse.sshfs", True),
        ("/media/stick/vault", "fuseblk", False),
        ("/twice/vault", "nfs", True),
    ],
)
def test_the_nearest_mount_decides(place: str, kind: str, network: bool) -> None:
    assert file_system_type(PurePosixPath(place), MOUNTS) == kind
    assert is_network_type(kind) is network


@pytest.mark.parametrize(
    ("place", "service"),
    [
        (PureWindowsPath(r"C:\Users\me\OneDrive\vault"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\me\OneDrive - Contoso AG\vault"), "OneDrive"),
        (PureWindowsPath(r"C:\Users\me\iCloudDrive\vault"), "iCloud"),
        (PurePosixPath("/Users/me/Library/Mobile Documents/com~apple~CloudDocs/vault"), "iCloud"),
        (PurePosixPath("/Users/me/Library/CloudStorage/OneDrive-Personal/vault"), "OneDrive"),
        (PurePosixPath("/Users/me/Library/CloudStorage/GoogleDrive-me@example.com/vault"), "GoogleDrive"),
        (PurePosixPath("/Users/me/Library/CloudStorage/Unheard-of/vault"), "Unheard"),
        (PurePosixPath("/Users/me/Library/CloudStorage"), ""),
        (PureWindowsPath(r"C:\Users\me\Google Drive\vault"), "Google Drive"),
        (PureWindowsPath(r"C:\Users\me\Box Sync\vault"), "Box"),
        (PurePosixPath("/home/me/Nextcloud2/vault"), "Nextcloud"),
        (PurePosixPath("/home/me/box/vault"), ""),
        (PurePosixPath("/home/me/megaphone/vault"), ""),
        (PurePosixPath("/home/me/Dropbox/vault"), "Dropbox"),
        (PurePosixPath("/home/me/Dropbox (Private)/vault"), "Dropbox"),
        (PurePosixPath("/home/me/dropboxes/vault"), ""),
        (PurePosixPath("/home/me/.local/share/weavit/vault"), ""),
    ],
)
def test_synchronised_folders_are_known_by_name(place: PurePosixPath | PureWindowsPath, service: str) -> None:
    assert sync_service(place) == service


def test_a_synchronised_folder_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageRefused, match="Dropbox synchronises"):
        refuse_unsafe_place(tmp_path / "Dropbox" / "vault")


def test_a_link_into_a_synchronised_folder_is_seen_through(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    try:
        (tmp_path / "private").symlink_to(tmp_path / "OneDrive", target_is_directory=True)
    except OSError:
        pytest.skip("this user may not make links")
    with pytest.raises(UsageRefused, match="OneDrive"):
        refuse_unsafe_place(tmp_path / "private" / "vault")


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveConsumer", "OneDriveCommercial"])
def test_a_folder_of_onedrive_is_known_wherever_it_was_moved_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, str(tmp_path / "moved"))
    with pytest.raises(UsageRefused, match="OneDrive synchronises"):
        refuse_unsafe_place(tmp_path / "moved" / "mine" / "vault")
    refuse_unsafe_place(tmp_path / "elsewhere")


@pytest.mark.parametrize(
    ("mark", "service"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox.cache", "Dropbox"),
        (".nextcloudsync.log", "Nextcloud"),
        (".owncloudsync.log", "ownCloud"),
        (".sync/ID", "Resilio Sync"),
    ],
)
def test_a_synchronised_folder_is_known_by_what_its_program_keeps_there(
    tmp_path: Path, mark: str, service: str
) -> None:
    (tmp_path / "shared" / mark).parent.mkdir(parents=True)
    (tmp_path / "shared" / mark).touch()
    with pytest.raises(UsageRefused, match=f"{service} synchronises"):
        refuse_unsafe_place(tmp_path / "shared" / "deeper" / "vault")


def test_a_share_of_another_windows_computer_is_known_by_its_path() -> None:
    assert is_unc(PureWindowsPath(r"\\server\share\vault"))
    assert not is_unc(PureWindowsPath(r"C:\vault"))
    assert not is_unc(PureWindowsPath("\\\\?\\C:\\vault"))
    assert not is_unc(PurePosixPath("//server/share"))


def test_macos_tells_by_a_flag_what_is_local() -> None:
    flags = 0x1000 | 0x4000
    assert is_local_mount(bytes(64) + flags.to_bytes(4, "little") + bytes(100))
    assert not is_local_mount(bytes(64) + (0x4000).to_bytes(4, "little") + bytes(100))


def test_a_network_drive_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/export {tmp_path.resolve()} nfs4 rw 0 0\n")
    monkeypatch.setattr(places, "MOUNTS", mounts)
    with pytest.raises(UsageRefused, match="network drive"):
        refuse_unsafe_place(tmp_path / "vault")


def test_a_folder_of_this_machine_is_accepted(tmp_path: Path) -> None:
    refuse_unsafe_place(tmp_path / "vault")
