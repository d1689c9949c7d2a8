"""ZIP files made to do harm, or just damaged: refused in words, without being unpacked."""

from __future__ import annotations

import io
import stat
import struct
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.letters import letter
from builders.linkedin import archive
from builders.reading import BERLIN, of_kind, read_paths
from builders.vcards import vcard
from weavit_desktop.errors import InputRefused
from weavit_desktop.importing import archives
from weavit_desktop.importing.archives import list_entries
from weavit_desktop.importing.detection import ZIP_IN_ZIP, find_sources
from weavit_desktop.importing.limits import MIB
from weavit_desktop.importing.reading import read_source
from weavit_desktop.importing.records import CardRecord, Problem


def refusals(path: Path) -> dict[str, str]:
    return {entry.member.name: entry.refusal for entry in list_entries(path) if entry.refusal}


def test_a_bomb_is_not_opened(tmp_path: Path) -> None:
    path = archive(tmp_path / "bomb.zip", {"bomb.vcf": b"\0" * (40 * MIB), "good.vcf": vcard("FN:Anna")})
    assert path.stat().st_size < MIB
    assert refusals(path) == {"bomb.vcf": archives.TOO_DENSE}
    records = read_paths(path)
    assert [record.card.name for record in of_kind(CardRecord, records)] == ["Anna"]
    assert [problem.what for problem in of_kind(Problem, records)] == [archives.TOO_DENSE]


def test_more_than_the_limit_in_all_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_ARCHIVE_BYTES", 1_000)
    path = archive(tmp_path / "large.zip", {"a.vcf": vcard("NOTE:" + "x" * 990)})
    with pytest.raises(InputRefused, match="would unpack"):
        list_entries(path)


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_FILES", 2)
    path = archive(tmp_path / "many.zip", {f"{number}.vcf": vcard() for number in range(3)})
    [source] = find_sources([path])
    assert source.refusal == archives.TOO_MANY


def test_a_table_of_contents_that_would_fill_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive(tmp_path / "a.zip", {"a.vcf": vcard()})
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = struct.pack("<I", 17 * MIB)
    path.write_bytes(data)

    def never(*arguments: object) -> None:
        raise AssertionError("zipfile reads the whole table of contents")

    monkeypatch.setattr(zipfile, "ZipFile", never)
    with pytest.raises(InputRefused):
        list_entries(path)


@pytest.mark.parametrize("name", ["../../evil.vcf", "/etc/evil.vcf", "C:/evil.vcf", "a/../../evil.vcf"])
def test_a_name_that_leads_out_of_the_zip_is_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "out.zip", {name: vcard("FN:Evil"), "good.vcf": vcard("FN:Anna")})
    assert list(refusals(path).values()) == [archives.OUTSIDE]
    assert [record.card.name for record in of_kind(CardRecord, read_paths(path))] == ["Anna"]


def test_a_file_without_a_name_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"good.vcf": vcard("FN:Anna")})
    with zipfile.ZipFile(path, "a") as packed:
        packed.writestr(zipfile.ZipInfo(""), letter())

    assert refusals(path) == {"": archives.NAMELESS}
    assert [record.card.name for record in of_kind(CardRecord, read_paths(path))] == ["Anna"]


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.vcf")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as packed:
        packed.writestr(info, "/etc/passwd")
    assert refusals(tmp_path / "link.zip") == {"link.vcf": archives.OUTSIDE}


def test_a_file_locked_by_a_password_is_named(tmp_path: Path) -> None:
    path = archive(tmp_path / "locked.zip", {"a.vcf": vcard(), "b.vcf": vcard("FN:Anna")})
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.find(signature) + offset] |= 1
    path.write_bytes(data)
    assert refusals(path) == {"a.vcf": archives.LOCKED}
    assert [record.card.name for record in of_kind(CardRecord, read_paths(path))] == ["Anna"]


def test_a_compression_that_is_not_known_is_named(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_BZIP2) as packed:
        packed.writestr("a.vcf", vcard())
    assert refusals(tmp_path / "a.zip") == {"a.vcf": archives.UNKNOWN_COMPRESSION}


def entry_of(data: bytes, name: bytes) -> int:
    """Return where the entry of a file in the table of contents begins."""
    return data.find(name, data.find(b"PK\x01\x02")) - 46


def test_files_that_share_their_bytes_are_opened_once(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.vcf": vcard("FN:Anna"), "b.vcf": vcard("FN:Bert")})
    data = bytearray(path.read_bytes())
    first, second = entry_of(data, b"a.vcf"), entry_of(data, b"b.vcf")
    data[second + 16 : second + 28] = data[first + 16 : first + 28]  # CRC and sizes
    data[second + 42 : second + 46] = data[first + 42 : first + 46]  # where its bytes are
    path.write_bytes(data)

    assert refusals(path) == {"b.vcf": archives.MISPLACED}
    assert [record.card.name for record in of_kind(CardRecord, read_paths(path))] == ["Anna"]


def test_a_file_that_says_to_be_larger_than_the_zip_is_not_opened(tmp_path: Path) -> None:
    """Or a bomb would look as sound as it pleases: its ratio is that of two sizes that it says itself."""
    path = archive(tmp_path / "a.zip", {"a.vcf": vcard("FN:Anna"), "b.vcf": b"\0" * (4 * MIB)})
    data = bytearray(path.read_bytes())
    at = entry_of(data, b"b.vcf") + 20
    data[at : at + 4] = struct.pack("<I", MIB)
    path.write_bytes(data)

    assert refusals(path) == {"b.vcf": archives.MISPLACED}
    assert [record.card.name for record in of_kind(CardRecord, read_paths(path))] == ["Anna"]


def test_a_zip_that_another_took_the_place_of_before_it_was_read_is_a_problem(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.vcf": vcard("FN:Anna")})
    [source] = find_sources([path])
    data = bytearray(path.read_bytes())
    data[entry_of(data, b"a.vcf") + 6] = 99  # the version of ZIP that is needed to read it
    path.write_bytes(data)

    assert [type(record) for record in read_source(source, BERLIN)] == [Problem]


def test_a_zip_in_a_zip_is_named_and_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"a.vcf": vcard()})
    path = archive(tmp_path / "outer.zip", {"inner.zip": inner.read_bytes(), "b.vcf": vcard("FN:Anna")})
    cards, nested = find_sources([path])
    assert (cards.format, nested.refusal) == ("vcard", ZIP_IN_ZIP)


def test_the_shadows_that_macos_adds_are_passed_over(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.vcf": vcard("FN:A"), "__MACOSX/._a.vcf": "x", ".DS_Store": "y"})
    assert [entry.member.name for entry in list_entries(path)] == ["a.vcf"]


@pytest.mark.parametrize("data", [b"PK\x03\x04", b"PK\x03\x04" + b"\0" * 100, b"PK\x05\x06" + b"\xff" * 18])
def test_a_damaged_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "damaged.zip"
    path.write_bytes(data)
    [source] = find_sources([path])
    assert source.refusal in (archives.DAMAGED, archives.TOO_MANY)


def packed(files: int = 2) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for number in range(files):
            target.writestr(f"{number}.vcf", vcard(f"FN:Person {number}", "NOTE:" + "text " * 30))
    return out.getvalue()


PACKED = packed()


@settings(max_examples=300)
@given(at=st.integers(0, len(PACKED) - 1), value=st.integers(0, 255), cut=st.integers(0, 40))
def test_whatever_byte_is_damaged_there_is_a_sentence_or_the_cards(at: int, value: int, cut: int) -> None:
    data = bytearray(PACKED)
    data[at] = value
    with tempfile.TemporaryDirectory() as place:
        path = Path(place, "damaged.zip")
        path.write_bytes(data[: len(data) - cut])
        records = read_paths(path)
    assert of_kind(Problem, records) or len(of_kind(CardRecord, records)) == 2
