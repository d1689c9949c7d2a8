"""Bytes into text, where a file may declare its encoding, declare it wrongly, or not at all."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache

# Names by `codecs.lookup`. Only these: others are no character sets (rot13), or slow on hostile input (idna).
_ACCEPTED = re.compile(
    r"ascii|utf-8|cp125\d|cp437|cp85[02]|cp866|cp9(32|49)|iso8859-\d+|koi8-[ru]|mac-roman|tis-620|shift_jis"
    r"|euc_(jp|kr)|iso2022_jp|gb2312|gbk|gb18030|big5(hkscs)?"
)


# Windows-1252, with the five bytes that mean nothing in it as the control characters they are in Latin-1.
_WINDOWS = "".join(bytes((code,)).decode("cp1252", "ignore") or chr(code) for code in range(256))


def decode(data: bytes, charset: str = "") -> str:
    """Return the text of `data`: by its declared charset, else UTF-8, else Windows-1252. Never fails."""
    for encoding in (_codec(charset), "utf-8"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return codecs.charmap_decode(data, "strict", _WINDOWS)[0]


@lru_cache(maxsize=64)
def _codec(charset: str) -> str:
    try:
        name = codecs.lookup(charset.strip()).name if charset and charset.isascii() else "utf-8"
    except (LookupError, ValueError):
        return "utf-8"
    if name == "iso8859-1":
        return "cp1252"  # what programs that say ISO-8859-1 really write
    return name if _ACCEPTED.fullmatch(name) else "utf-8"
