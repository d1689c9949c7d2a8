"""225 files that others wrote: every card is read, nothing is lost, and vobject agrees where it can read."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import vobject

from builders.shared_data import shared_data
from builders.vcards import problems, read, records
from weavit_desktop.importing.records import CardRecord
from weavit_desktop.importing.vcard.values import unescape

BEGIN = re.compile(rb"^BEGIN[ \t]*:[ \t]*VCARD[ \t\r]*$", re.IGNORECASE | re.MULTILINE)
COMPARED = ("fn", "email", "tel", "title", "note")


def files() -> list[Path]:
    return sorted(shared_data("vcf").rglob("*.vcf"))


def test_every_card_of_every_file_is_read() -> None:
    found = files()
    assert found
    for path in found:
        data = path.read_bytes()
        assert len(records(data)) == len(BEGIN.findall(data)) > 0, path.name


def test_every_line_of_every_file_is_kept() -> None:
    for path in files():
        data = path.read_bytes()
        kept = b"".join(item.raw for item in read(data) if hasattr(item, "raw"))
        assert all(line.strip() in kept for line in data.split(b"\n")), path.name


def test_every_line_with_a_colon_is_a_property() -> None:
    """So that a problem is only ever what no reader could take for one."""
    for path in files():
        for problem in problems(path.read_bytes()):
            begins = problem.raw.split(b"\n")[0]
            assert b":" not in begins or "END line" in problem.what, (path.name, problem)


def test_vobject_agrees_wherever_it_can_read() -> None:
    logging.getLogger("vobject.base").setLevel(logging.CRITICAL)
    compared = 0
    for path in files():
        text = path.read_bytes().decode("utf-8", "replace")
        unfolded = re.sub(r"\r?\n[ \t]", "", text)
        if "\ufffd" in text or any(":" not in line for line in unfolded.split("\n") if line.strip()):
            continue  # vobject reads UTF-8 alone, and may hang for ever on a mis-folded line
        try:
            peers = list(vobject.readComponents(text))
        except vobject.base.ParseError:
            continue
        found = [item for item in read(text.encode()) if isinstance(item, CardRecord)]
        for record, peer in zip(found, peers, strict=True):
            for name in COMPARED:
                ours = [unescape(item.value) for item in record.properties if item.name.lower() == name]
                theirs = [item.value.replace("\r\n", "\n") for item in peer.contents.get(name, [])]
                assert ours == theirs, (path.name, name)
                compared += len(ours)
    assert compared > 300
