"""How a name sounds, roughly: one code for Meyer, Maier and Mayr, for finding candidates only."""

from __future__ import annotations

import re
from functools import lru_cache

_LENGTH = 6
_GROUPS = (
    ("sch", "s"), ("tsch", "s"), ("ph", "f"), ("ck", "k"), ("ch", "k"), ("sh", "s"), ("zh", "s"),
    ("cz", "s"), ("sz", "s"), ("th", "t"), ("dt", "t"), ("gh", "g"), ("qu", "k"), ("x", "ks"),
)  # fmt: skip
_CLASSES = str.maketrans("bcdgjqvwyz", "pktkikffis")
_SOFT_C = re.compile("c(?=[eiy])")
_SILENT = re.compile("(?<=.)[aeiouh]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(65_536)
def sound_of(word: str) -> str:
    """Return the code of a word in Latin letters without accents; other scripts sound as they are written."""
    if not word.isascii():
        return word
    text = _SOFT_C.sub("s", word)
    for letters, sound in _GROUPS:
        if letters in text:
            text = text.replace(letters, sound)
    text = text.translate(_CLASSES).replace("m", "n")
    if text[0] in "eiou":
        text = "a" + text[1:]
    return _TWICE.sub(r"\1", _SILENT.sub("", text))[:_LENGTH]
