"""An invite is found in whatever it came in, and nothing is sent by reading it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from builders.sharing import Time
from builders.stand_in_hub import StandInHub
from weavit_core import keys
from weavit_desktop.errors import InputRefused, UsageRefused
from weavit_desktop.services.invites import MOST_BYTES, find_invite, read_invite_file

HUB = StandInHub(Time())
LINE = HUB.invite


@pytest.mark.parametrize(
    "text",
    [
        LINE,
        f"  {LINE}\n",
        f"Dear Maya,\n\n{LINE}\n\nYours, Tobias",
        f"Your invite: {LINE}. It lasts five days.",
        f"Dear Maya,\n\n{textwrap.fill(LINE, 72)}\n\nYours, Tobias",
        "> " + "\n> ".join(textwrap.wrap(LINE, 72)),
        textwrap.fill(LINE, 72).replace("\n", "\r\n"),
        f"{LINE}\nYours",
    ],
    ids=["alone", "spaces", "letter", "sentence", "wrapped", "quoted", "windows", "word below"],
)
def test_an_invite_is_found_in(text: str) -> None:
    found = find_invite(text)

    assert (found.line, found.address) == (LINE, HUB.url)
    assert found.fingerprint == keys.fingerprint(HUB.key.public_key())


@pytest.mark.parametrize(
    "text", ["", "hello", "weavit1-", "weavit1-AAAA", LINE[:-3], f"{LINE[:60]} {LINE[60:]}"]
)
def test_what_holds_no_whole_invite_is_refused(text: str) -> None:
    with pytest.raises(UsageRefused, match="not an invite"):
        find_invite(text)


def test_the_secret_is_in_no_representation() -> None:
    assert LINE not in repr(find_invite(LINE))


def test_an_invite_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "invite.txt"
    file.write_bytes(b"\xef\xbb\xbf" + LINE.encode())

    assert find_invite(LINE) == read_invite_file(file)


def test_a_file_without_an_invite_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(bytes(range(256)))

    with pytest.raises(UsageRefused, match="not an invite"):
        read_invite_file(file)


@pytest.mark.parametrize("make", [Path.mkdir, lambda path: None], ids=["folder", "missing"])
def test_what_cannot_be_read_is_refused_in_words(tmp_path: Path, make) -> None:
    make(tmp_path / "invite")

    with pytest.raises(InputRefused, match="cannot be read"):
        read_invite_file(tmp_path / "invite")


def test_a_huge_file_is_not_read_whole(tmp_path: Path) -> None:
    file = tmp_path / "backup.iso"
    file.write_bytes(b"a" * (MOST_BYTES + 1))

    with pytest.raises(InputRefused, match="too large"):
        read_invite_file(file)
