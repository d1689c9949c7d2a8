"""Pictures inside a card. Addresses of pictures elsewhere are never fetched: they stay text."""

from __future__ import annotations

import binascii
import re
from urllib.parse import unquote_to_bytes

from weavit_desktop.domain.card import Photo
from weavit_desktop.importing.vcard.tokens import Token
from weavit_desktop.importing.vcard.values import unescape

_DATA = re.compile(r"data:([^;,]*+)((?:;[^;,]*+)*+),", re.IGNORECASE)
_SIGNATURES = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG", "image/png"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
)


def read_photo(token: Token) -> Photo | None:
    """Return the picture in a PHOTO property, None where it holds an address or nothing.

    Raises binascii.Error where it holds damaged base64.
    """
    value = token.value
    if token.head.encoding == "b":
        return _photo(_from_base64(value), _stated_type(token)) if value else None
    value = unescape(value.strip())
    found = _DATA.match(value)
    if found is None:
        return None
    rest = value[found.end() :]
    data = _from_base64(rest) if found[2].lower().endswith(";base64") else unquote_to_bytes(rest)
    return _photo(data, found[1].lower() or _stated_type(token))


def _from_base64(text: str) -> bytes:
    compact = "".join(text.split())
    if not compact.isascii():
        raise binascii.Error("not base64")
    return binascii.a2b_base64(compact.rstrip("=") + "=" * (-len(compact.rstrip("=")) % 4), strict_mode=True)


def _photo(data: bytes, stated: str) -> Photo | None:
    """Return the picture; what its bytes say of their kind counts more than what the card says."""
    if not data:
        return None
    known = (kind for signature, kind in _SIGNATURES if data.startswith(signature))
    return Photo(next(known, stated or "application/octet-stream"), data)


def _stated_type(token: Token) -> str:
    for kind in (token.head.parameter("MEDIATYPE").lower(), *token.head.types):
        if kind.startswith("image/"):
            return kind
        if kind in ("jpeg", "jpg", "png", "gif", "bmp", "webp", "tiff"):
            return "image/jpeg" if kind == "jpg" else f"image/{kind}"
    return ""
