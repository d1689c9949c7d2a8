"""Text reaches 4.5 to 1 and what one must see to use a control 3 to 1, in both schemes (WCAG 2.2)."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtGui import QColor

from weavit_desktop.resources import ui_file
from weavit_desktop.views.components.button import DISABLED, LOOKS, Variant
from weavit_desktop.views.theme.tokens import Scheme, load_tokens

TOKENS = load_tokens(ui_file("theme/tokens.json"))
GROUNDS = ("window", "surface", "raised", "sunken", "hover", "selected")
TEXT = (
    *product(("ink", "ink2", "ink3", "shared", "attention"), GROUNDS),
    *product(("ink", "ink2", "ink3", "shared"), ("sharedSofter",)),
    *product(("ink", "ink2", "shared"), ("sharedSoft",)),
    *product(("ink", "ink2", "attention"), ("attentionSoft",)),
    *product(("onHeat",), ("heat0", "heat1", "heat2", "heat3", "heat4")),
    ("ink", "mark"),
    ("ink2", "inkTrack"),
    ("onInkSolid", "inkSolid"),
    ("onSharedSolid", "sharedSolid"),
    ("onAttentionSolid", "attentionSolid"),
    ("onSharedLine", "sharedLine"),
)
SEEN = (
    *product(("focus", "sharedSolid", "sharedLine"), GROUNDS),
    *product(("lineControl",), ("window", "surface", "raised", "sunken")),
    *product(("ink4", "attentionLine", "attentionSolid"), ("window", "surface", "raised", "sunken")),
    ("sharedLine", "sharedSofter"),
)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("text", "ground"), TEXT)
def test_text_can_be_read(scheme: Scheme, text: str, ground: str) -> None:
    assert contrast(scheme, text, ground) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize(("mark", "ground"), SEEN)
def test_what_shows_a_state_can_be_seen(scheme: Scheme, mark: str, ground: str) -> None:
    assert contrast(scheme, mark, ground) >= 3


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("variant", Variant)
def test_the_words_of_a_button_can_be_read_at_rest_and_under_the_mouse(
    scheme: Scheme, variant: Variant
) -> None:
    look = LOOKS[variant]
    rest = look.fill or ("inkSolid" if "INVERSE" in variant.name else "surface")
    assert contrast(scheme, look.text, rest) >= 4.5
    assert contrast(scheme, look.text, look.hover) >= 4.5


@pytest.mark.parametrize("scheme", Scheme)
def test_a_disabled_button_can_be_read(scheme: Scheme) -> None:
    assert DISABLED.fill
    assert contrast(scheme, DISABLED.text, DISABLED.fill) >= 4.5


def contrast(scheme: Scheme, first: str, second: str) -> float:
    lighter, darker = sorted((luminance(scheme, first), luminance(scheme, second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(scheme: Scheme, name: str) -> float:
    color = QColor(TOKENS.colors[scheme][name])
    red, green, blue = (linear(part) for part in (color.redF(), color.greenF(), color.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
