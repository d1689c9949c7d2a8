"""Movement that a person can turn off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QVariantAnimation
from PySide6.QtWidgets import QWidget

from weavit_desktop.views.theme.tokens import DurationName

if TYPE_CHECKING:
    from weavit_desktop.views.theme.theme import Theme


class Fade(QVariantAnimation):
    """A number between 0 and 1 on its way; each step repaints the widget. Jumps when motion is reduced."""

    def __init__(self, widget: QWidget, theme: Theme, duration: DurationName) -> None:
        super().__init__(widget)
        self._theme = theme
        self._duration: DurationName = duration
        self._now = 0.0
        self.valueChanged.connect(self._step)
        self._widget = widget

    @property
    def now(self) -> float:
        """Return where it is."""
        return self._now

    def go(self, target: float) -> None:
        """Move to `target`, from wherever it is."""
        self.stop()
        duration = self._theme.duration(self._duration)
        if duration == 0 or not self._widget.isVisible():
            self._step(target)
            return
        self.setDuration(duration)
        self.setEasingCurve(self._theme.easing())
        self.setStartValue(self._now)
        self.setEndValue(target)
        self.start()

    def _step(self, value: float) -> None:
        self._now = value
        self._widget.update()
