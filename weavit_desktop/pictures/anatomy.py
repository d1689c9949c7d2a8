"""What a picture's bytes say of themselves, read without decoding: kind, size, and whether it is bare.

Bare is a picture that consists of nothing but the picture: it can be kept as it came. The lists say what is
allowed, not what is forbidden, so that a kind of metadata nobody thought of is no way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

JPEG, PNG, WEBP = "JPEG", "PNG", "WEBP"
MEDIA_TYPES = {JPEG: "image/jpeg", PNG: "image/png", WEBP: "image/webp"}

_PNG_START = b"\x89PNG\r\n\x1a\n"
# With the length that each may have: in a longer one, there would be room for something else.
_PNG_BARE = {
    b"IHDR": 13,
    b"PLTE": 768,
    b"tRNS": 256,
    b"sRGB": 1,
    b"gAMA": 4,
    b"cHRM": 32,
    b"pHYs": 9,
    b"IDAT": 2**31,
    b"IEND": 0,
}

_JPEG_START = b"\xff\xd8"
_JPEG_TABLES = frozenset(
    {0xC0, 0xC1, 0xC2, 0xC4, 0xDB, 0xDD}
)  # frames, Huffman, quantisation, restart interval
_JFIF, _ADOBE, _SCAN, _END = 0xE0, 0xEE, 0xDA, 0xD9
_JFIF_LENGTH, _ADOBE_LENGTH = 16, 14  # without a thumbnail inside it, and without anything appended
# Within a scan: whatever is no marker, a stuffed 0xFF, a restart.
_SCANNED = re.compile(rb"(?:[^\xff]++|\xff+[\x00\xd0-\xd7])*+")

_WEBP_BARE = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})
_VP8X_LENGTH = 10
_WEBP_METADATA_FLAGS = 0x2E  # of VP8X: ICC profile, EXIF, XMP, animation


def kind_of(data: bytes) -> str | None:
    """Return JPEG, PNG or WEBP, None for anything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(_PNG_START):
        return PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return WEBP
    return None


def webp_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height as a WebP's header gives them: its decoder takes memory on opening."""
    for name, start, _length in _riff(data):
        if name == b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (start + 4, start + 7))
            return width, height
        if name == b"VP8L":
            bits = int.from_bytes(data[start + 1 : start + 5], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if name == b"VP8 ":
            width, height = (int.from_bytes(data[at : at + 2], "little") for at in (start + 6, start + 8))
            return width & 0x3FFF, height & 0x3FFF
    return None


def is_bare(kind: str, data: bytes) -> bool:
    """Return whether this is a picture and nothing else: no metadata, no profile, nothing appended."""
    return {JPEG: _is_bare_jpeg, PNG: _is_bare_png, WEBP: _is_bare_webp}[kind](data)


def _is_bare_png(data: bytes) -> bool:
    at = len(_PNG_START)
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4]), data[at + 4 : at + 8]
        if length > _PNG_BARE.get(name, -1):
            return False
        at += 12 + length
        if name == b"IEND":
            return at == len(data)
    return False


def _is_bare_jpeg(data: bytes) -> bool:
    at = len(_JPEG_START)
    while at + 4 <= len(data):
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4])
        if data[at] != 0xFF or not _is_bare_segment(marker, length, data[at + 4 : at + 9]):
            return False
        at += 2 + length
        if marker == _SCAN:
            scanned = _SCANNED.match(data, at)
            at = scanned.end() if scanned else at
            if data[at : at + 2] == bytes((0xFF, _END)):
                return at + 2 == len(data)
    return False


def _is_bare_segment(marker: int, length: int, start: bytes) -> bool:
    if marker == _JFIF:
        return length == _JFIF_LENGTH and start == b"JFIF\0"
    if marker == _ADOBE:
        return length == _ADOBE_LENGTH and start == b"Adobe"
    return length >= 2 and (marker in _JPEG_TABLES or marker == _SCAN)


def _is_bare_webp(data: bytes) -> bool:
    end = 12
    for name, start, length in _riff(data):
        if name not in _WEBP_BARE:
            return False
        if name == b"VP8X" and (length != _VP8X_LENGTH or data[start] & _WEBP_METADATA_FLAGS):
            return False
        end = start + length + (length & 1)
    return end == len(data) == int.from_bytes(data[4:8], "little") + 8


def _riff(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start and length of each chunk of a WebP."""
    at = 12
    while at + 8 < len(data):
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], at + 8, length
        at += 8 + length + (length & 1)
