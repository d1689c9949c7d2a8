"""Which Weavit this is, and whose work it stands on."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from weavit_desktop.platform.program import version
from weavit_desktop.resources import resource
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.theme.theme import Theme

LICENCES = (
    ("Inter", "SIL Open Font License 1.1", "fonts/LICENSE-Inter.txt"),
    ("JetBrains Mono", "SIL Open Font License 1.1", "fonts/LICENSE-JetBrainsMono.txt"),
    ("Noto Sans CJK", "SIL Open Font License 1.1", "fonts/LICENSE-NotoSansCJK.txt"),
    ("Noto Sans Arabic", "SIL Open Font License 1.1", "fonts/LICENSE-NotoSansArabic.txt"),
    ("Noto Sans Hebrew", "SIL Open Font License 1.1", "fonts/LICENSE-NotoSansHebrew.txt"),
    ("Lucide icons", "ISC License", "icons/LICENSE"),
)
WIDTH = 640
TALL = 360


class AboutCard(SettingsCard):
    """Version and licence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "info", "Weavit", parent)
        self.add_row(f"Version {version()}", "It does not look for updates, or for anything else, by itself.")
        self.add_row("Apache License 2.0", "Free to use, to read and to change.")
        self.add_row("Stands on", "Qt and PySide6 (LGPL 3), SQLCipher and SQLite, Python.")


class LicencesCard(SettingsCard):
    """What travels with the program, each with its licence to read."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "file-text", "Fonts and icons", parent)
        self._theme = theme
        for name, licence, path in LICENCES:
            read = Button(
                theme, "Read", Variant.QUIET, small=True, accessible_name=f"Read the licence of {name}"
            )
            read.clicked.connect(lambda _=False, name=name, path=path: self._read(name, path))
            self.add_row(name, licence, read)

    def _read(self, name: str, path: str) -> None:
        dialog = Dialog(self._theme, self.window(), name, width=WIDTH)
        text = QPlainTextEdit(resource(path).read_text(encoding="utf-8"))
        text.setReadOnly(True)
        text.setAccessibleName(f"Licence of {name}")
        text.setMinimumHeight(self._theme.grow(TALL))
        dialog.body.addWidget(text)
        dialog.add_keep_button(Button(self._theme, "Close", Variant.FIRST))
        dialog.overlay.closed.connect(dialog.overlay.deleteLater)
        dialog.open()
