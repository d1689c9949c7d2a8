"""The bar over a page: where one is, what it says, and what can be done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.theme import Theme

HEIGHT = 60
MARGIN = 28


class HeaderBar(Frame):
    """Title and subtitle at the left, `tools` at the right. With `back`, the way there stands first."""

    went_back = Signal()

    def __init__(
        self,
        theme: Theme,
        title: str,
        subtitle: str = "",
        *,
        back: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(Ground.PAGE, margin=0, gap=0, parent=parent)
        self._theme = theme
        bar = QWidget()  # a bare layout would end where its tallest control does, short of the rule
        row = QHBoxLayout(bar)
        row.setContentsMargins(MARGIN, 0, 24, 0)
        row.setSpacing(12)
        if back:
            button = Button(theme, back, Variant.CRUMB, icon="arrow-left", accessible_name=f"Back to {back}")
            button.clicked.connect(self.went_back)
            crumb = QHBoxLayout()
            crumb.setContentsMargins(-4, 0, 0, 0)  # the button's own padding
            crumb.setSpacing(8)
            crumb.addWidget(button)
            crumb.addWidget(Label(theme, "/", "body", "ink3"))
            row.addLayout(crumb)
        self._title = Label(theme, title, "bodyStrong" if back else "pageHead", is_name=True)
        self._title.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self._title)
        self._subtitle = Label(theme, subtitle, "body", "ink3")
        row.addWidget(self._subtitle)
        self.middle = QHBoxLayout()
        self.middle.setSpacing(12)
        row.addLayout(self.middle)
        row.addStretch(1)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(8)
        row.addLayout(self.tools)
        self.column.addWidget(bar, 1)
        self.column.addWidget(Rule())
        self._fix_height()
        theme.changed.connect(self._fix_height)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Name another page."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)

    def _fix_height(self) -> None:
        self.setFixedHeight(self._theme.grow(HEIGHT))
