"""The bar over a page of the import that keeps the words of its title."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.theme.theme import Theme

ALL_THAT_IS_LEFT = 1000  # against the 1 of the space before the tools


class PageHeader(HeaderBar):
    """The subtitle is shortened before the title is; in less than `least` pixels at 100 % it is left out."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        subtitle: str,
        *,
        back: str,
        least: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, title, subtitle, back=back, parent=parent)
        self._least = least
        # Two that prefer their width would each lose of it; this one asks for none, and takes what is left.
        self._subtitle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        bar = self._subtitle.parentWidget()
        row = bar.layout() if bar is not None else None
        assert isinstance(row, QBoxLayout)
        row.setStretchFactor(self._subtitle, ALL_THAT_IS_LEFT)
        theme.changed.connect(self._fit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._subtitle.setVisible(self.width() >= self._theme.grow(self._least))
