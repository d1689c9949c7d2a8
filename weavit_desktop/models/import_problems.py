"""What could not be read, as a table: what is the matter, what was done, and a way to the raw text."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from weavit_desktop.domain.counting import many
from weavit_desktop.services.mappings import NOBODY_READ
from weavit_desktop.services.problem_groups import ProblemGroup

GROUP_ROLE: Final = Qt.ItemDataRole.UserRole + 1
TEXTS_SHOWN: Final = 100
BYTES_SHOWN: Final = 32 * 1024  # of all texts of a row together
HEADINGS: Final = ("What", "Then", "Raw text")
MATCH: Final = "Match columns…"
WHO: Final = "Say who you are…"
# What to press, where a sentence says what to type.
_TO_PRESS: Final = {
    "weavit me --email": "Add your e-mail address in Settings, You, and import this again.",
    "weavit me --profile": f"Press “{WHO}” in the flight check of this file.",
}
_MATCH_IT: Final = f"Press “{MATCH}” in the flight check of this file, and say what they are."

Index = QModelIndex | QPersistentModelIndex


class ProblemColumn(IntEnum):
    """The columns, from the left."""

    WHAT = 0
    REST = 1
    SHOW = 2


class ProblemsModel(QAbstractTableModel):
    """One row for each kind of trouble in each file."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[ProblemGroup] = ()

    def show(self, groups: Sequence[ProblemGroup]) -> None:
        """Show other problems."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    def group(self, row: int) -> ProblemGroup:
        """Return the problems of a row."""
        return self._groups[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index has no state
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self._groups)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(ProblemColumn)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or the problems of its row."""
        if not index.isValid():
            return None
        group = self._groups[index.row()]
        if role == GROUP_ROLE:
            return group
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _words(group, ProblemColumn(index.column()))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return None


def raw_text(group: ProblemGroup) -> str:
    """Return the raw texts of a row, each under its place, in letters that can all be seen.

    Signs that steer (escape codes, marks that turn the direction of writing) stand as their number. What
    goes beyond BYTES_SHOWN is counted only: a page of text is laid out while the window waits.
    """
    with_text = [one for one in group.problems if one.excerpt]
    pieces: list[str] = []
    left = BYTES_SHOWN
    for one in with_text[:TEXTS_SHOWN]:
        if left <= 0:
            break
        excerpt = one.excerpt[:left]
        left -= len(excerpt)
        shown = visible(excerpt.decode("utf-8", "backslashreplace").replace("\r\n", "\n")).rstrip()
        cut = one.size - len(excerpt)
        pieces.append(f"{visible(one.where)}\n{shown}" + (f"\n[{many(cut, 'more byte')}]" if cut else ""))
    more = len(with_text) - len(pieces)
    return "\n\n".join([*pieces, f"[{many(more, 'more place')}]"] if more else pieces)


def visible(text: str) -> str:
    """Return text in which nothing steers: only letters, line feeds and tabs act as such."""
    return text.translate(_Visible())


class _Visible(dict[int, str]):
    """What `str.translate` asks for: each sign is looked up once, however often it stands in a text."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        steers = sign not in "\n\t" and unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Zl", "Zp")
        shown = self[code] = f"\\u{{{code:x}}}" if steers else sign
        return shown


def _words(group: ProblemGroup, column: ProblemColumn) -> str:
    match column:
        case ProblemColumn.WHAT:
            return f"{group.heading}. {group.places}"
        case ProblemColumn.REST:
            return _rest(group)
        case ProblemColumn.SHOW:
            return "Show the raw text" if group.has_text else "No raw text"


def _rest(group: ProblemGroup) -> str:
    if group.what == NOBODY_READ:
        return _MATCH_IT
    return next((words for typed, words in _TO_PRESS.items() if typed in group.rest), group.rest)
