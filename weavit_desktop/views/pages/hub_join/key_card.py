"""The key of the hub: eight groups to compare with what somebody reads out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.services.invites import ReadInvite
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

COLUMNS = 4
WORDS = (
    "The invite names this key. Ask whoever sent it to read the eight groups out, by telephone or across the "
    "table, not in the same letter."
)


class KeyCard(Frame):
    """`changed` as the person says that the groups are the same."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=22, gap=0, parent=parent)
        self.check = CheckBox("All eight groups are the same")
        self.check.toggled.connect(self.changed)
        self._compared = QWidget()
        done = QHBoxLayout(self._compared)
        done.setContentsMargins(0, 0, 0, 0)
        done.setSpacing(7)
        done.addWidget(Sign(theme, "check", "ink", 14))
        done.addWidget(Label(theme, "You compared it", "caption", "ink2"))
        head = QHBoxLayout()
        head.addWidget(Label(theme, "Key of the hub", "heading"), 1)
        head.addWidget(self._compared)
        self._groups = Groups(theme)
        box = Frame(Ground.SUNKEN, margin=12, gap=0)
        box.column.addWidget(self._groups)
        self._ask = QWidget()
        ask = QVBoxLayout(self._ask)
        ask.setContentsMargins(0, 14, 0, 0)
        ask.addWidget(self.check)
        self._address = Label(theme, "", "caption", "ink2", wrap=True)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(Sign(theme, "link", "ink2", 14), 0, Qt.AlignmentFlag.AlignTop)
        place.addWidget(self._address, 1)
        column = self.column
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(Label(theme, WORDS, "body", "ink2", wrap=True))
        column.addSpacing(10)
        column.addWidget(box)
        column.addSpacing(10)
        column.addLayout(place)
        column.addWidget(self._ask)
        self.setAccessibleName("Key of the hub")

    def show_invite(self, invite: ReadInvite) -> None:
        """Show the key that an invite names, and where its hub is."""
        self._groups.show_groups(invite.fingerprint.upper().split())
        self._address.setText(f"{isolate(invite.address)}. The invite is good for one laptop, once.")

    def set_current(self, *, current: bool, compared: bool) -> None:
        """Ask for the comparison, or say that it was made."""
        self.set_ground(Ground.CURRENT if current else Ground.CARD)
        self._ask.setVisible(current)
        self.check.setChecked(compared)
        self._compared.setVisible(compared and not current)


class Groups(QWidget):
    """Groups of letters and digits in rows of four; `numbered` shows which is which."""

    def __init__(self, theme: Theme, *, numbered: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._numbered = numbered
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(8)
        self._cells: list[Label] = []

    def show_groups(self, groups: list[str]) -> None:
        """Show other groups."""
        while len(self._cells) < len(groups):
            self._add_cell()
        for place, (cell, group) in enumerate(zip(self._cells, groups, strict=True)):
            cell.setText(group)
            cell.setAccessibleName(f"Group {place + 1}: {' '.join(group)}")

    def _add_cell(self) -> None:
        place = len(self._cells)
        center = Qt.AlignmentFlag.AlignHCenter
        cell = Label(self._theme, "", "code", align=center)
        row, column = divmod(place, COLUMNS)
        self._cells.append(cell)
        if not self._numbered:
            self._grid.addWidget(cell, row, column)
            return
        self._grid.addWidget(
            Label(self._theme, str(place + 1), "micro", "ink3", align=center), 2 * row, column
        )
        self._grid.addWidget(cell, 2 * row + 1, column)
