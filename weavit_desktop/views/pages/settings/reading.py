"""How the window looks and moves."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.segmented import SegmentedControl
from weavit_desktop.views.components.switch import Switch
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.window_state import TEXT_SCALES, WindowState

LOOKS = (Appearance.SYSTEM, Appearance.LIGHT, Appearance.DARK)


class ReadingCard(SettingsCard):
    """What is chosen is in force at once, and remembered."""

    def __init__(self, theme: Theme, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(theme, "accessibility", "Reading and motion", parent)
        self._theme = theme
        self._state = state
        looks = SegmentedControl(
            theme, ["As the system", "Light", "Dark"], "Appearance", at=LOOKS.index(theme.appearance)
        )
        sizes = SegmentedControl(
            theme,
            [f"{round(scale * 100)} %" for scale in TEXT_SCALES],
            "Size of text",
            at=TEXT_SCALES.index(theme.text_scale) if theme.text_scale in TEXT_SCALES else 0,
        )
        motion = Switch(theme, "Reduce motion", on=theme.reduced_motion)
        self.add_row("Appearance", "Light or dark", looks)
        self.add_row("Size of text", "Rows grow with it", sizes)
        self.add_row("Reduce motion", "Nothing slides; things appear at once", motion)
        looks.chosen.connect(self._choose_look)
        sizes.chosen.connect(self._choose_size)
        motion.toggled.connect(self._choose_motion)

    def _choose_look(self, place: int) -> None:
        self._state.set_appearance(LOOKS[place])
        self._theme.set_appearance(LOOKS[place])

    def _choose_size(self, place: int) -> None:
        self._state.set_text_scale(TEXT_SCALES[place])
        self._theme.set_text_scale(TEXT_SCALES[place])

    def _choose_motion(self, on: bool) -> None:
        self._state.set_reduced_motion(reduced=on)
        self._theme.set_reduced_motion(reduced=on)
