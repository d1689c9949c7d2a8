"""The bundled fonts. Nothing is taken from the machine: every laptop draws the same letters."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from PySide6.QtGui import QFont, QFontDatabase

from weavit_desktop.resources import resource
from weavit_desktop.views.theme.tokens import TextName, TextStyle

UI = "Inter"
DISPLAY = "Inter Display"
MONO = "JetBrains Mono"
RIGHT_TO_LEFT = ("Noto Sans Arabic", "Noto Sans Hebrew")
HAN = ("Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans CJK KR")
HAN_BY_LANGUAGE = {"ja": "Noto Sans CJK JP", "ko": "Noto Sans CJK KR", "zh": "Noto Sans CJK SC"}
DISPLAY_FROM = 20  # pixels
STRONG = 600
STRONG_NOT_LATIN = 500  # strong non-Latin script closes up: DESIGN.md 3
LAST_COMMON = "\u052f"  # of Latin, Greek and Cyrillic; the rest is looked at letter by letter
ALPHABETS_OF_INTER = ("LATIN", "GREEK", "CYRILLIC")


def load_fonts() -> None:
    """Register every bundled font. Raises RuntimeError for a broken installation."""
    for path in sorted(resource("fonts").glob("*.[ot]tf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"The font {path.name} cannot be read.")


def make_font(name: TextName, style: TextStyle, scale: float, *, tabular: bool = False) -> QFont:
    """Return the font of a text style at a text scale."""
    font = QFont()
    font.setFamilies(_families(name, style.px))
    font.setPixelSize(round(style.px * scale))
    font.setWeight(QFont.Weight(style.weight))
    if style.tracking:
        font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, style.tracking * style.px * scale)
    if tabular:
        font.setFeature(QFont.Tag("tnum"), 1)
    # Hinting bends outlines by the machine's settings; without it pixels agree everywhere.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def fit_name(font: QFont, text: str, language: str | None = None) -> QFont:
    """Return `font` for one person's name: lighter outside Inter's alphabets, Han in the language's form.

    `language` is an ISO 639 code or None; kana and hangul speak for themselves.
    """
    if not text or max(text) <= LAST_COMMON:
        return font
    fitted = QFont(font)
    if font.weight() >= STRONG and not _in_inter(text):
        fitted.setWeight(QFont.Weight(STRONG_NOT_LATIN))
        fitted.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
    han = HAN_BY_LANGUAGE.get(language or _language_of_script(text))
    if han:
        fitted.setFamilies(
            [*_without_han(font.families()), han, *(family for family in HAN if family != han)]
        )
    return fitted


def _families(name: TextName, px: int) -> Sequence[str]:
    if name in ("mono", "bytes", "code"):
        return (MONO, UI, *RIGHT_TO_LEFT, *HAN)
    first = (DISPLAY, UI) if px >= DISPLAY_FROM else (UI,)
    return (*first, *RIGHT_TO_LEFT, *HAN)


def _without_han(families: Sequence[str]) -> list[str]:
    return [family for family in families if family not in HAN]


def _in_inter(text: str) -> bool:
    letters = (unicodedata.name(char, "") for char in text if char.isalpha())
    return all(name.startswith(ALPHABETS_OF_INTER) for name in letters)


def _language_of_script(text: str) -> str:
    names = [unicodedata.name(char, "") for char in text]
    if any(name.startswith(("HIRAGANA", "KATAKANA")) for name in names):
        return "ja"
    return "ko" if any(name.startswith("HANGUL") for name in names) else ""
