"""Pictures as cameras and programs write them, with a marker where metadata lies."""

from __future__ import annotations

import base64
import io
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo

MARKER = "GPS-47.3769-8.5417-Quillfeather"
GPS = 0x8825
ORIENTATION = 0x0112
DESCRIPTION = 0x010E
XMP = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'>{MARKER}</x:xmpmeta>".encode()


def drawing(width: int = 40, height: int = 30, mode: str = "RGB", shade: int = 0) -> Image.Image:
    """Return a picture of which no two corners are alike. Another shade makes it another picture."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    image.paste((255 - shade, shade, 0, 255)[: len(mode)], (0, 0, width // 3, height // 3))
    return image


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg(**options: int) -> bytes:
    """Return a JPEG that is nothing but a picture."""
    return encoded(drawing(**options), "JPEG")


def exif(orientation: int = 1) -> Image.Exif:
    """Return EXIF data that tells of a place."""
    data = Image.Exif()
    data[DESCRIPTION] = MARKER
    data[ORIENTATION] = orientation
    data.get_ifd(GPS)[29] = MARKER  # GPSDateStamp, as text
    return data


def told_all(kind: str, orientation: int = 1) -> bytes:
    """Return a picture with EXIF, GPS and XMP data, comments, and something appended."""
    options: dict[str, object] = {"exif": exif(orientation)}
    if kind == "JPEG":
        options |= {"comment": MARKER, "xmp": XMP}
    if kind == "WEBP":
        options |= {"xmp": XMP}
    if kind == "PNG":
        notes = PngInfo()
        notes.add_text("Location", MARKER)
        notes.add_itxt("XML:com.adobe.xmp", XMP.decode())
        options |= {"pnginfo": notes}
    return encoded(drawing(), kind, **options) + MARKER.encode()


def bomb_png(width: int, height: int) -> bytes:
    """Return a small PNG whose header promises a huge picture."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)

    header = width.to_bytes(4) + height.to_bytes(4) + bytes((8, 2, 0, 0, 0))
    rows = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def bomb_webp(width: int, height: int) -> bytes:
    """Return a WebP of a few bytes whose header promises a huge picture."""
    size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunks = b"VP8X" + (10).to_bytes(4, "little") + bytes(4) + size
    return b"RIFF" + (4 + len(chunks)).to_bytes(4, "little") + b"WEBP" + chunks


def photo_line(picture: bytes, kind: str = "JPEG") -> str:
    """Return a PHOTO property, folded as programs do."""
    text = base64.b64encode(picture).decode()
    folded = "\r\n ".join(text[at : at + 74] for at in range(0, len(text), 74))
    return f"PHOTO;ENCODING=b;TYPE={kind}:\r\n {folded}"
