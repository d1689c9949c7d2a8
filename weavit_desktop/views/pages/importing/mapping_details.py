"""What more there is to say of a column: its kind, its name, what parts its values, whose kind it tells."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.models.column_mapping import DAY_ORDERS, ColumnsModel
from weavit_desktop.services.mapping_words import kinds_words
from weavit_desktop.views.components.field import ComboBox, LineEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

KIND = "Kind"
NAME = "Name"
PARTED = "Parted by"
ADDRESS = "Part of which address"
TOLD = "Tells the kind of"
DAYS = "Days such as 3/4/2026"
ONE_VALUE = "a cell holds one"
KINDS_HINT = "such as work, home, fax"
CAPTION = 72  # pixels at 100 %, before a line of text
LONGEST = 22  # letters of a choice: the card beside the columns is narrow


class MappingDetails(QWidget):
    """Shows the details of one column at a time, and only what applies to it. `said` when something was."""

    said = Signal()

    def __init__(self, theme: Theme, model: ColumnsModel, edge: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._row = 0
        self._captions: list[Label] = []
        self._boxes: dict[QWidget, QWidget] = {}  # each with its caption
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(edge, 10, edge, 0)
        self._column.setSpacing(8)
        self._kinds = self._add_text(KIND, model.say_kinds)
        self._name = self._add_text(NAME, model.say_name)
        self._parted = self._add_text(PARTED, model.say_separator)
        self._address = self._add_choice(ADDRESS, lambda at: model.say_address(self._row, at))
        self._told = self._add_choice(TOLD, lambda at: model.say_told(self._row, at))
        self._days = self._add_choice(DAYS, self._say_days)
        self._days.addItems([words for _, words in DAY_ORDERS])
        theme.changed.connect(self._fit)
        self._fit()

    def show_column(self, row: int) -> None:
        """Show what more can be said of a column."""
        self._row = row
        details = self._model.details(row)
        told = details.kinds_told
        self._kinds.setPlaceholderText(f"told by “{isolate(_short(told))}”" if told else KINDS_HINT)
        self._name.setPlaceholderText(self._model.row(row).name)
        self._parted.setPlaceholderText(ONE_VALUE)
        self._show_text(self._kinds, None if details.kinds is None else kinds_words(details.kinds))
        self._show_text(self._name, details.name)
        self._show_text(self._parted, details.separator)
        self._show_choice(self._address, details.addresses, details.address)
        self._show_choice(self._told, details.told, details.tells)
        self._days.setCurrentIndex([order for order, _ in DAY_ORDERS].index(self._model.days))
        self._boxes[self._days].setVisible(details.is_day)

    def _fit(self) -> None:
        for caption in self._captions:
            caption.setFixedWidth(self._theme.grow(CAPTION))

    def _say_days(self, at: int) -> None:
        self._model.days = DAY_ORDERS[at][0]

    def _add_text(self, caption: str, say: Callable[[int, str], object]) -> LineEdit:
        edit = LineEdit(self._theme, caption)
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        words = Label(self._theme, caption, "captionStrong", "ink2")
        words.setBuddy(edit)
        self._captions.append(words)
        line.addWidget(words)
        line.addWidget(edit, 1)
        self._column.addWidget(box)
        self._boxes[edit] = box

        def tell(text: str) -> None:
            say(self._row, text)
            self.said.emit()

        edit.textEdited.connect(tell)
        return edit

    def _add_choice(self, caption: str, say: Callable[[int], object]) -> ComboBox:
        choice = ComboBox(self._theme, caption, ())
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(Label(self._theme, caption, "captionStrong", "ink2"))
        column.addWidget(choice)
        self._column.addWidget(box)
        self._boxes[choice] = box

        def tell(at: int) -> None:
            say(at)
            self.show_column(self._row)
            self.said.emit()

        choice.activated.connect(tell)
        return choice

    def _show_text(self, edit: LineEdit, text: str | None) -> None:
        self._boxes[edit].setVisible(text is not None)
        if text is not None and not edit.hasFocus():  # what is being written stays as it is
            edit.setText(text)

    def _show_choice(self, choice: ComboBox, words: Sequence[str], at: int) -> None:
        self._boxes[choice].setVisible(bool(words))
        shown = [_short(one) for one in words]
        if [choice.itemText(place) for place in range(choice.count())] != shown:
            choice.clear()
            choice.addItems(shown)
            choice.updateGeometry()
        choice.setCurrentIndex(at)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
