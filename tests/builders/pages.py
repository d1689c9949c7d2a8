"""Every page of a vault's database as it reads once it is decrypted: the free ones too, and the log's.

SQLCipher's format: each page but the first 16 bytes of the file (the salt) is AES-256-CBC, and its last 80
bytes are the vector and an HMAC. A frame of the write-ahead log is 24 bytes and a page.
"""

from __future__ import annotations

from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from weavit_desktop.vault import files
from weavit_desktop.vault.keys import DataKey

PAGE = 4096
_RESERVED = 80
_SALT = 16
_LOG_HEADER, _FRAME_HEADER = 32, 24


def decrypted(folder: Path, data_key: DataKey) -> bytes:
    """Return the plain text of all pages of the database file and of its log, one after the other."""
    key = data_key.derive("db")
    data = (folder / files.DATABASE).read_bytes()
    assert len(data) % PAGE == 0
    pages = [_plain(data[at : at + PAGE], key, first=at == 0) for at in range(0, len(data), PAGE)]
    log = folder / files.WAL
    if log.exists():
        kept = log.read_bytes()
        step = _FRAME_HEADER + PAGE
        for at in range(_LOG_HEADER, len(kept) - step + 1, step):
            number = int.from_bytes(kept[at : at + 4])
            pages.append(_plain(kept[at + _FRAME_HEADER : at + step], key, first=number == 1))
    return b"".join(pages)


def _plain(page: bytes, key: bytes, *, first: bool) -> bytes:
    end = PAGE - _RESERVED
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[end : end + 16])).decryptor()
    return cipher.update(page[_SALT if first else 0 : end]) + cipher.finalize()
