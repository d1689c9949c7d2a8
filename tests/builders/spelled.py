"""The forms in which a text could lie in a file or in memory unencrypted, and the search for them."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

_STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]|PK\x03\x04")
_MOST_INFLATED = 1 << 20
_WBITS = 15 + 32  # zlib or gzip, by its head
_RAW = -15


def spellings(secret: bytes) -> list[bytes]:
    """Return the bytes under which a secret could lie in a file: base64 at each of its three alignments."""
    shifted = [base64.b64encode(bytes(shift) + secret)[4:-4] for shift in range(3)]
    return [secret, secret.hex().encode(), secret.hex().upper().encode(), *shifted]


def text_spellings(text: str) -> list[bytes]:
    """Return the spellings of a text in each encoding."""
    encodings = ("utf-8", "utf-16-le", "utf-16-be")
    return [spelling for encoding in encodings for spelling in spellings(text.encode(encoding))]


def found_in(folder: Path, needles: Iterable[bytes]) -> list[str]:
    """Name the files anywhere in a folder that hold a needle, as it is or in a compressed stream."""
    needles = list(needles)
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    assert files
    return [path.name for path in files if _holds(path.read_bytes(), needles)]


def _holds(data: bytes, needles: list[bytes]) -> bool:
    return any(needle in text for text in (data, *_inflated(data)) for needle in needles)


def _inflated(data: bytes) -> Iterator[bytes]:
    """Yield the beginning of everything that can be read as zlib, gzip, or a part of a zip archive."""
    for head in _STREAM.finditer(data):
        start, wbits = head.start(), _WBITS
        if head[0] == b"PK\x03\x04":
            name, extra = (int.from_bytes(data[start + at : start + at + 2], "little") for at in (26, 28))
            start, wbits = start + 30 + name + extra, _RAW
        unpack = zlib.decompressobj(wbits)
        try:
            yield unpack.decompress(data[start : start + _MOST_INFLATED], _MOST_INFLATED)
        except zlib.error:
            continue
