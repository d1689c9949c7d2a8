"""What a person entrusts is nowhere on the disk in plain text."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
import zlib
from pathlib import Path

from builders.spelled import found_in, spellings, text_spellings
from builders.vault import PASSPHRASE, new_vault, new_vault_and_code
from weavit_desktop.vault.opening import open_vault
from weavit_desktop.vault.recovery_code import recovery_secret

MARKER = "Quillfeather-Marmalade-7431"


def test_what_is_stored_and_searched_is_in_no_file_in_plain_text(tmp_path: Path) -> None:
    with new_vault(tmp_path / "vault") as vault:
        vault.write(
            lambda db: db.execute("INSERT INTO template VALUES (NULL, ?, '', ?)", (MARKER, MARKER * 500))
        )
        vault.write(lambda db: db.execute("INSERT INTO person_search (rowid, name) VALUES (1, ?)", (MARKER,)))
        # Reading the open database drops SQLite's own locks on it; here nobody else wants them.
        assert found_in(tmp_path, text_spellings(MARKER)) == []  # in the write-ahead log
    assert found_in(tmp_path, text_spellings(MARKER)) == []  # in the database
    with open_vault(tmp_path / "vault", PASSPHRASE, command="weavit people") as vault:
        count = "SELECT count(*) FROM template WHERE name = ?"
        assert vault.read(lambda db: db.execute(count, (MARKER,)).fetchone()) == (1,)


def test_neither_keys_nor_passphrase_nor_recovery_code_are_in_any_file(tmp_path: Path) -> None:
    vault, code = new_vault_and_code(tmp_path / "vault")
    with vault:
        secrets = [vault.data_key.raw, vault.data_key.derive("db"), recovery_secret(code)]
        needles = [spelling for secret in secrets for spelling in spellings(secret)]
        needles += text_spellings(PASSPHRASE) + text_spellings(code) + text_spellings(code.replace("-", ""))
        assert found_in(tmp_path, needles) == []
    assert found_in(tmp_path, needles) == []


def test_the_search_for_plain_text_finds_it_where_it_is(tmp_path: Path) -> None:
    hidden = [MARKER.encode(), MARKER.encode("utf-16-le"), MARKER.encode().hex().encode()]
    hidden += [base64.b64encode(b"x" * shift + MARKER.encode() + b"yy") for shift in range(3)]
    text = (MARKER + " and more of the same ").encode() * 9
    hidden += [zlib.compress(text), gzip.compress(text), zipped(text)]
    for number, data in enumerate(hidden):
        (tmp_path / str(number)).write_bytes(b"noise" + data + b"noise")
    assert len(found_in(tmp_path, text_spellings(MARKER))) == len(hidden)


def zipped(data: bytes) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("note.txt", data)
    return archive.getvalue()
