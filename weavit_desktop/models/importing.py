"""Tables of the Import page: the files of an import, and the imports before it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from weavit_desktop.domain.counting import many
from weavit_desktop.services.import_history import EarlierImport, files_words
from weavit_desktop.services.import_report import SourceReport
from weavit_desktop.services.person_words import short_day, source_name

WEIGHT_ROLE: Final = Qt.ItemDataRole.UserRole + 1
ICON_ROLE: Final = Qt.ItemDataRole.UserRole + 2

FORMATS: Final = {
    "vcard": "vCard",
    "linkedin": "LinkedIn",
    "zip": "ZIP",
    "csv": "Table",
    "ics": "Calendar",
    "mbox": "Mailbox",
    "eml": "E-mail",
    "maildir": "E-mail",
    "google-csv": "Google table",
    "outlook-csv": "Outlook table",
    "monica": "Monica",
    "archive": "Weavit archive",
    "empty": "Empty",
}
_ICONS: Final = {
    "vcard": "contact",
    "linkedin": "briefcase-business",
    "zip": "archive",
    "csv": "table-2",
    "google-csv": "table-2",
    "outlook-csv": "table-2",
    "ics": "calendar",
    "mbox": "mail",
    "eml": "mail",
    "maildir": "mail",
    "monica": "contact",
    "archive": "archive",
}

Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Weight(Enum):
    """How a cell stands out."""

    STRONG = auto()
    NORMAL = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `spoken` is what a reader says of it, `icon` stands before it."""

    text: str
    weight: Weight = Weight.NORMAL
    spoken: str = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A heading and whether figures stand under it."""

    heading: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`tip` is shown under the mouse."""

    cells: tuple[Cell, ...]
    tip: str = field(default="", repr=False)


class FiguresModel(QAbstractTableModel):
    """Rows of cells, made when they are asked for: a folder may hold a hundred thousand files."""

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._count = 0
        self._row: Callable[[int], Row] = lambda _: Row(())

    def show(self, count: int, row: Callable[[int], Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._count, self._row = count, row
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  an invalid index has no state
        """Return how many rows there are."""
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, says and looks like."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[index.column()].is_number else _LEFT
        row = self._row(index.row())
        cell = row.cells[index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.spoken or f"{self._columns[index.column()].heading}: {cell.text}"
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return row.tip
            case _ if role == WEIGHT_ROLE:
                return cell.weight
            case _ if role == ICON_ROLE:
                return cell.icon
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a heading."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].is_number else _LEFT
        return None

    def tip(self, row: int) -> str:
        """Return what is shown under the mouse."""
        return self._row(row).tip


class SourcesModel(FiguresModel):
    """What came, or would come, out of each file."""

    def __init__(self, parent: QObject | None = None) -> None:
        numbers = ("Records", "New", "Updated", "Unchanged", "Interactions", "Problems")
        super().__init__(
            (
                Column("File, recognised by its content"),
                Column("Format"),
                *(Column(heading, is_number=True) for heading in numbers),
            ),
            parent,
        )

    def show_sources(self, sources: Sequence[SourceReport]) -> None:
        """Show other files."""
        self.show(len(sources), lambda at: _source_row(sources[at]))


class HistoryModel(FiguresModel):
    """The imports before, the newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        numbers = ("New", "Updated", "Interactions", "Problems")
        super().__init__(
            (Column("Files"), Column("When"), *(Column(heading, is_number=True) for heading in numbers)),
            parent,
        )
        self.imports: Sequence[EarlierImport] = ()

    def show_imports(self, imports: Sequence[EarlierImport]) -> None:
        """Show other imports."""
        self.imports = imports
        self.show(len(imports), lambda at: _import_row(imports[at]))


def _source_row(source: SourceReport) -> Row:
    name = source_name(source.path)
    return Row(
        (
            Cell(name, Weight.STRONG, name, _ICONS.get(source.format, "file-text")),
            Cell(FORMATS.get(source.format, "Unknown"), Weight.QUIET),
            _number(source.records),
            _number(source.people_new, Weight.STRONG),
            _number(source.people_updated),
            _number(source.unchanged, Weight.QUIET),
            _number(source.interactions_new),
            _problems(len(source.problems)),
        ),
        source.path,
    )


def _import_row(one: EarlierImport) -> Row:
    return Row(
        (
            _import_cell(one),
            Cell(when_words(one.at), Weight.QUIET),
            _number(one.people_new, Weight.STRONG),
            _number(one.people_updated),
            _number(one.interactions_new),
            _problems(one.problems),
        ),
        ", ".join(one.files),
    )


def _import_cell(one: EarlierImport) -> Cell:
    if one.undone_at is not None:
        return Cell(f"Undone {when_words(one.undone_at)}", Weight.QUIET, icon="undo-2")
    return Cell(files_words(one.files), Weight.STRONG, icon="history")


def when_words(at: datetime) -> str:
    """Return an instant as a list shows it: "Fri 20 Nov 2026, 17:00"."""
    return f"{short_day(at.date(), date.min)}, {at:%H:%M}"  # always with its year


def _number(count: int, weight: Weight = Weight.NORMAL) -> Cell:
    return Cell(f"{count:,}", weight)


def _problems(count: int) -> Cell:
    if not count:
        return Cell("none", Weight.QUIET, "No problems")
    return Cell(f"{count:,}", Weight.NORMAL, many(count, "problem"), "circle-alert")
