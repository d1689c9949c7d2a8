"""Reads a PDF as any other reader would: its text, and the fonts that travel in it."""

from __future__ import annotations

import re
import zlib

_OBJECT = re.compile(rb"(?s)(?<!\d)(\d+) 0 obj(.*?)endobj")
_STREAM = re.compile(rb"(?s)(.*?)\sstream\r?\n(.*?)\r?\nendstream")
_SHOWN = re.compile(rb"/(F\d+) [\d.]+ Tf|<([0-9a-fA-F]+)> Tj")


def texts(pdf: bytes) -> str:
    """Return what a search in the document searches, without its spaces."""
    objects = dict(_OBJECT.findall(pdf))
    fonts = {name: _letters(objects, number) for name, number in re.findall(rb"/(F\d+) (\d+) 0 R", pdf)}
    shown = []
    letters: dict[int, str] = {}
    for content in map(_content, objects.values()):
        if b" Tf" not in content:
            continue
        for font, codes in _SHOWN.findall(content):
            if font:
                letters = fonts[font]
            else:
                glyphs = (int(codes[at : at + 4], 16) for at in range(0, len(codes), 4))
                shown.append("".join(letters[glyph] for glyph in glyphs))
    return "".join("".join(shown).split())


def embedded_fonts(pdf: bytes) -> set[str]:
    """Return the names of the fonts whose outlines are in the document."""
    descriptors = re.findall(rb"(?s)/Type /FontDescriptor.*?>>", pdf)
    return {
        match[1].decode()
        for one in descriptors
        if b"/FontFile" in one and (match := re.search(rb"/FontName /(?:[A-Z]{6}\+)?([\w-]+)", one))
    }


def _content(body: bytes) -> bytes:
    """Return what an object holds beside its description, or nothing."""
    stream = _STREAM.match(body)
    if stream is None:
        return b""
    return zlib.decompress(stream[2]) if b"FlateDecode" in stream[1] else stream[2]


def _letters(objects: dict[bytes, bytes], number: bytes) -> dict[int, str]:
    """Return the letters of a font by their glyphs, from its ToUnicode map."""
    table = re.search(rb"/ToUnicode (\d+) 0 R", objects[number])
    assert table is not None, "a font without its letters cannot be searched"
    letters: dict[int, str] = {}
    for first, last, to in re.findall(
        rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)> (\[.*?\]|<[0-9a-fA-F]+>)", _content(objects[table[1]])
    ):
        start = int(first, 16)
        for place in range(int(last, 16) - start + 1):
            if to.startswith(b"["):
                point = int(re.findall(rb"<([0-9a-fA-F]+)>", to)[place], 16)
            else:
                point = int(to[1:-1], 16) + place
            letters[start + place] = chr(point)
    return letters
