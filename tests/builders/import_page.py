"""The Import page as a test drives it: keys, mouse, files that are dropped, file dialogs that answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from builders.desk import someone
from builders.linkedin import CONNECTIONS, MESSAGES, PROFILE, folder, profile_url, table
from builders.shown_page import LEFT, NO_KEY, ShownPage
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.importing.drop_box import DropBox
from weavit_desktop.views.pages.importing.page import ImportPage

EMAILS = "Email Address,Confirmed,Primary,Updated On"
ANNA = someone("Anna Berg", email="anna@veldmark.example", org="Veldmark", title="VP Finance", uid="a-1")
BO = someone("Bo Lind", email="bo@orrin.example", org="Orrin", uid="b-2")
CY = someone("Cy Voss", email="cy@zahra.example", uid="c-3")
STRAY = b"stray <b>text</b>\x1b[31m\r\n"


@dataclass
class Dialogs:
    """File dialogs that answer at once with what a test put into them, or wait for ever."""

    files: list[Path] | None = None
    folder: Path | None = None
    place: Path | None = None
    asked: list[str] = field(default_factory=list)

    def ask_for_files(self, _parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        self.asked.append("files")
        if self.files is not None:
            chosen(self.files)

    def ask_for_folder(self, _parent: QWidget, chosen: Callable[[list[Path]], object]) -> None:
        self.asked.append("folder")
        if self.folder is not None:
            chosen([self.folder])

    def ask_for_place(self, _parent: QWidget, name: str, chosen: Callable[[Path], object]) -> None:
        self.asked.append(name)
        if self.place is not None:
            chosen(self.place)


@dataclass
class Opened(ShownPage):
    """The page as a test drives it."""

    page: ImportPage
    dialogs: Dialogs

    def click_box(self) -> None:
        """Click into the box for files, beside its words."""
        (box,) = self.window.findChildren(DropBox)
        QTest.mouseClick(box, LEFT, pos=QPoint(12, 12))
        QApplication.processEvents()

    def click_row(self, table: str, row: int) -> None:
        view = self.named(table)
        place = view.visualRect(view.model().index(row, 0)).center()  # type: ignore[attr-defined] # a table
        QTest.mouseMove(view.viewport(), place)  # type: ignore[attr-defined]
        QTest.mouseClick(view.viewport(), LEFT, pos=place)  # type: ignore[attr-defined]
        QApplication.processEvents()

    def rows(self, table: str) -> list[list[str]]:
        """Return what stands in a table, without the columns that gave way."""
        view = self.named(table)
        model = view.model()  # type: ignore[attr-defined] # a table
        columns = [at for at in range(model.columnCount()) if not view.isColumnHidden(at)]  # type: ignore[attr-defined]
        return [[str(model.index(row, at).data()) for at in columns] for row in range(model.rowCount())]

    def dialog(self) -> Dialog | None:
        found = [one for one in self.window.findChildren(Dialog) if one.isVisible()]
        return found[0] if found else None

    def drop(self, *paths: Path) -> bool:
        """Hold files over the page and let them go. Return whether it took them."""
        urls = [QUrl.fromLocalFile(str(path)) for path in paths]
        taken = self.hold(urls)
        if taken:
            drop = QDropEvent(QPointF(self._place()), Qt.DropAction.CopyAction, self._held, LEFT, NO_KEY)
            QApplication.sendEvent(self.page, drop)
        QApplication.processEvents()
        return taken

    def hold(self, urls: list[QUrl], text: str = "") -> bool:
        """Hold something over the page. Return whether it would take it."""
        data = self._held = _data(urls, text)  # an event does not keep it alive
        enter = QDragEnterEvent(self._place(), Qt.DropAction.CopyAction, data, LEFT, NO_KEY)
        enter.ignore()
        QApplication.sendEvent(self.page, enter)
        return enter.isAccepted()

    def take_away(self) -> None:
        QApplication.sendEvent(self.page, QDragLeaveEvent())

    def close(self) -> None:
        """Close the window for good."""
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def _place(self) -> QPoint:
        return QPoint(self.page.width() // 2, 200)


def _data(urls: list[QUrl], text: str = "") -> QMimeData:
    data = QMimeData()
    if urls:
        data.setUrls(urls)
    if text:
        data.setText(text)
    return data


def write(path: Path, *parts: bytes) -> Path:
    """Write a file and return its path."""
    path.write_bytes(b"".join(parts))
    return path


def count(vault: Vault, table: str) -> int:
    number: int = vault.read(lambda db: db.execute(f'SELECT count(*) FROM "{table}"').fetchone())[0]
    return number


BACKUPS_TOLD = ("backup_sequence", "backups_verified_at")


def everything(vault: Vault) -> dict[str, list[Any]]:
    """Return every row of every table, but for what tells of backups: that before an import stays made."""

    def read(db: Any) -> dict[str, list[Any]]:
        names = [row[0] for row in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        rows = {name: list(db.execute(f'SELECT * FROM "{name}"')) for name in sorted(names)}
        rows["meta"] = [row for row in rows["meta"] if row[0] not in BACKUPS_TOLD]
        return rows

    return vault.read(read)


def names_in(vault: Vault) -> list[str]:
    return vault.read(lambda db: [row[0] for row in db.execute("SELECT name FROM person ORDER BY 1")])


def export(place: Path, *rows: dict[str, str]) -> Path:
    """Write Maya's export: who she is, one connection, and messages."""
    connection = {"First Name": "Ann", "Last Name": "Ode", "URL": profile_url("ann-ode")}
    return folder(
        place,
        {
            "Profile.csv": table(PROFILE, {"First Name": "Maya", "Last Name": "Rin"}),
            "Email Addresses.csv": table(
                EMAILS, {"Email Address": "maya@tarnholm.example", "Confirmed": "Yes"}
            ),
            "Connections.csv": table(CONNECTIONS, connection),
            "messages.csv": table(MESSAGES, *rows),
        },
    )
