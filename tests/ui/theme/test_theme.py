"""The theme: tokens become colours, fonts and icons, and follow what a person chose."""

from __future__ import annotations

import json
from typing import get_args

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from weavit_desktop.resources import resource, ui_file
from weavit_desktop.views.theme.fonts import fit_name
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.theme.tokens import ColorName, Scheme, TextName, load_tokens

RAW = json.loads(ui_file("theme/tokens.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("scheme", Scheme)
def test_every_colour_of_the_design_has_a_name_in_the_code_and_no_other(scheme: Scheme) -> None:
    assert set(RAW["color"][scheme]) == set(get_args(ColorName))


def test_every_text_style_in_the_code_has_a_size() -> None:
    assert set(load_tokens(ui_file("theme/tokens.json")).text) == set(get_args(TextName))


def test_the_palette_changes_with_the_appearance(theme: Theme, qapp: QApplication) -> None:
    theme.set_appearance(Appearance.DARK)
    assert qapp.palette().color(QPalette.ColorRole.Window) == theme.color("surface")
    assert theme.color("surface").lightness() < 60
    theme.set_appearance(Appearance.LIGHT)
    assert theme.color("surface").lightness() > 200


def test_a_change_of_the_system_is_followed_only_by_choice(theme: Theme) -> None:
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(True))
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert not told
    theme.set_appearance(Appearance.SYSTEM)
    told.clear()
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert told


def test_the_scrim_lets_the_window_shine_through(theme: Theme) -> None:
    # Qt reads #RRGGBBAA as #AARRGGBB.
    assert theme.color("scrim").alpha() == 0x61
    assert theme.color("scrim").red() == 0x21


@pytest.mark.parametrize("style", get_args(TextName))
def test_every_text_style_is_drawn_with_a_bundled_font_of_its_weight(theme: Theme, style: TextName) -> None:
    used = QFontInfo(theme.font(style))
    assert used.family() in ("Inter", "Inter Display", "JetBrains Mono")
    assert used.weight() == theme.font(style).weight()


@pytest.mark.parametrize(
    ("name", "language", "family"),
    [
        ("北村 明日香", "ja", "Noto Sans CJK JP"),
        ("王思涵", "zh", "Noto Sans CJK SC"),
        ("김하윤", None, "Noto Sans CJK KR"),
        ("さくら", None, "Noto Sans CJK JP"),
    ],
)
def test_han_takes_the_form_of_its_language(
    theme: Theme, name: str, language: str | None, family: str
) -> None:
    families = fit_name(theme.font("bodyStrong"), name, language).families()
    first = next(candidate for candidate in families if "CJK" in candidate)
    assert first == family


@pytest.mark.parametrize(
    ("name", "weight"), [("Κωνσταντίνος", 600), ("Нина", 600), ("محمد", 500), ("王", 500)]
)
def test_a_strong_name_is_lighter_outside_the_alphabets_of_inter(
    theme: Theme, name: str, weight: int
) -> None:
    assert fit_name(theme.font("bodyStrong"), name).weight() == weight


def test_text_grows_to_one_and_a_half_and_no_further(theme: Theme) -> None:
    theme.set_text_scale(2.0)
    assert theme.font("body").pixelSize() == 20
    assert theme.grow(36) == 54


def test_reduced_motion_leaves_no_time_to_move(theme: Theme) -> None:
    assert theme.duration("panel") == 0
    theme.set_reduced_motion(reduced=False)
    assert theme.duration("panel") == 200


def test_an_icon_takes_the_colour_and_is_drawn_once(theme: Theme) -> None:
    light = theme.icon("lock", "shared")
    assert theme.icon("lock", "shared").cacheKey() == light.cacheKey()
    inked = {light.toImage().pixelColor(x, y).name() for x in range(16) for y in range(16)}
    assert theme.color("shared").name() in inked
    assert theme.icon("lock", "shared", ratio=2.0).width() == 32


def test_an_unknown_icon_is_a_bug_that_shows(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon", "ink")


def test_every_font_has_its_licence_beside_it() -> None:
    families = {path.name.split("-")[0] for path in resource("fonts").glob("*.[ot]tf")}
    licences = {path.stem.removeprefix("LICENSE-") for path in resource("fonts").glob("LICENSE-*.txt")}
    assert all(any(family.startswith(licence) for licence in licences) for family in families)
