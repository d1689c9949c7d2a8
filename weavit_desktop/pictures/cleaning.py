"""A picture decoded, and written anew without anything but the picture. The only import of Pillow.

Everything Pillow could want later is imported here: the process can open no file once its limits are set.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from PIL import (  # noqa: F401  the plugins are wanted for being there
    Image,
    ImageCms,
    ImageOps,
    JpegImagePlugin,
    MpoImagePlugin,
    PngImagePlugin,
    TiffImagePlugin,
    WebPImagePlugin,
)

from weavit_desktop.pictures.anatomy import JPEG, MEDIA_TYPES, PNG, WEBP, is_bare, kind_of, webp_size
from weavit_desktop.pictures.limits import MOST_PIXELS, MOST_SIDE, THUMBNAIL_SIDE
from weavit_desktop.pipe import DAMAGED, FORMAT, OVERSIZED

QUALITY = 92
THUMBNAIL_QUALITY = 85

_WHITE = (255, 255, 255)

Image.preinit()  # else the first picture would do it


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without metadata. `data` is None if the bytes can be kept as they came."""

    media_type: str
    data: bytes | None = field(repr=False)
    thumbnail: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Refused:
    """A picture that cannot be shown: FORMAT, DAMAGED or OVERSIZED."""

    code: str


def clean(data: bytes) -> Cleaned | Refused:
    """Decode a picture within the limits and write it anew: upright, in sRGB, without metadata.

    A picture that is bare already, and can be decoded to its end, is left as it came: nothing is lost.
    """
    kind = kind_of(data)
    if kind is None:
        return Refused(FORMAT)
    try:
        if kind == WEBP and _is_too_large(*(webp_size(data) or (0, 0))):
            return Refused(OVERSIZED)
        with Image.open(io.BytesIO(data), formats=(JPEG, PNG, WEBP)) as image:
            if _is_too_large(*image.size):
                return Refused(OVERSIZED)
            image.load()
            upright = _plain(image)
            written = None if is_bare(kind, data) else _written(upright, lossless=kind == PNG)
            return Cleaned(
                MEDIA_TYPES[kind] if written is None else written[0],
                None if written is None else written[1],
                _thumbnail(upright),
            )
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Refused(OVERSIZED)
    except Exception:  # Pillow raises whatever a plugin stumbles over
        return Refused(DAMAGED)


def _is_too_large(width: int, height: int) -> bool:
    return width * height > MOST_PIXELS or max(width, height) > MOST_SIDE


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture upright, as RGB or RGBA in sRGB, with nothing beside its pixels."""
    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode.startswith("I"):  # 16 bits of grey
        upright = upright.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    has_alpha = upright.has_transparency_data
    if profile and upright.mode in ("RGB", "CMYK", "L"):
        upright = _in_srgb(upright, profile)
    plain = upright.convert("RGBA" if has_alpha else "RGB")
    plain.info = {}
    return plain


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    try:
        source = ImageCms.getOpenProfile(io.BytesIO(profile))
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):  # a damaged profile costs the colours' last shade
        return image
    return converted or image


def _written(image: Image.Image, *, lossless: bool) -> tuple[str, bytes]:
    out = io.BytesIO()
    if lossless or image.mode == "RGBA":
        image.save(out, PNG)
        return MEDIA_TYPES[PNG], out.getvalue()
    image.save(out, JPEG, quality=QUALITY, subsampling=0)
    return MEDIA_TYPES[JPEG], out.getvalue()


def _thumbnail(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    if small.mode == "RGBA":
        ground = Image.new("RGB", small.size, _WHITE)
        ground.paste(small, mask=small.getchannel("A"))
        small = ground
    out = io.BytesIO()
    small.save(out, JPEG, quality=THUMBNAIL_QUALITY)
    return out.getvalue()
