"""The recovery kit, later: does the paper still open this vault, and a new one instead."""

from __future__ import annotations

import random

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.ways_in import replace_recovery_code, require_recovery_code
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import MARGIN, Dialog
from weavit_desktop.views.components.field import Field, LineEdit, PassphraseEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.kit_card import KitCard
from weavit_desktop.views.kit_saving import kit_saver, offer_saving
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.theme.accessibility import announce

GROUPS = 8
WIDTH = 640
OPENS = "This code opens the vault. Put the paper back where it is safe."
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RecoveryCard(SettingsCard):
    """The paper that opens the vault."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.theme, "life-buoy", "Recovery kit", parent)
        self._desk = desk
        test = Button(desk.theme, "Test it…", accessible_name="Test the recovery code…")
        test.clicked.connect(self._test)
        new = Button(desk.theme, "New kit…", Variant.QUIET, accessible_name="Make a new recovery kit…")
        new.clicked.connect(lambda: NewKitDialog(desk, self.window()).open())
        self.add_row(
            "Recovery code on paper", "Opens the vault if you forget. If both are lost, nobody can.", test
        )
        self.add_row("Make a new kit", "The old code stops working at once.", new)

    def _test(self) -> None:
        dialog = TestKitDialog(self._desk, self.window())
        dialog.opened_the_vault.connect(lambda: self.note.setText("Tested just now"))
        dialog.open()


class TestKitDialog(Dialog):
    """Type the code; learn whether it opens this vault. Nothing is changed by it."""

    __test__ = False  # no test, whatever pytest makes of its name
    opened_the_vault = Signal()

    def __init__(self, desk: Desk, window: QWidget) -> None:
        words = "Type the eight groups from the paper. Nothing is changed."
        super().__init__(desk.theme, window, "Test the recovery code", words)
        self._desk = desk
        edit = LineEdit(desk.theme, "Recovery code", placeholder="8 groups of 4", mono=True)
        self._field = Field(desk.theme, "Recovery code", edit)
        self._verdict = Label(desk.theme, "", "body", wrap=True)
        self._verdict.hide()
        self._test = Button(desk.theme, "Test", Variant.FIRST, accessible_name="Test this code")
        self._test.clicked.connect(self._start)
        self.body.addWidget(self._field)
        self.body.addWidget(self._verdict)
        self.add_keep_button(Button(desk.theme, "Close", Variant.GHOST))
        self.add_button(self._test)
        edit.textChanged.connect(self._forget)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._forget()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Test on Enter."""
        if event.key() in ENTER and self._test.isEnabled():
            self._start()
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        """Let no verdict stand beside a code that it is not about."""
        self._test.setEnabled(bool(self._field.edit.text().strip()))
        self._field.set_problem("")
        self._field.edit.set_mark(None)
        self._verdict.hide()

    def _start(self) -> None:
        if self._test.busy:
            return
        self._test.set_busy(busy=True)
        code, vault = self._field.edit.text(), self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: require_recovery_code(vault, code),
            lambda _none: self._praise(),
            self._fail,
        )

    def _praise(self) -> None:
        self._test.set_busy(busy=False)
        self._field.edit.set_mark("check")
        self._verdict.setText(OPENS)
        self._verdict.show()
        self.overlay.fit()
        announce(self._verdict, OPENS)
        self.opened_the_vault.emit()

    def _fail(self, error: Exception) -> None:
        self._test.set_busy(busy=False)
        if not isinstance(error, WrongPassphrase):
            self.done()
            self._desk.navigation.tell_error(error)
            return
        self._field.set_problem(str(error))
        self._field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.overlay.fit()


class NewKitDialog(Dialog):
    """The passphrase, then a new code, typed back from paper. The old one works until the very end."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        words = "The old code works until you have shown that you have the new one."
        super().__init__(desk.theme, window, "Make a new recovery kit", words, width=WIDTH)
        self._desk = desk
        self._code = new_recovery_code()
        self._kit: KitCard | None = None
        self._present = Field(desk.theme, "Passphrase", PassphraseEdit(desk.theme, "Passphrase"))
        self._missing = Label(desk.theme, "", "caption", "ink3")
        self._next = Button(desk.theme, "Continue", Variant.FIRST)
        self._next.clicked.connect(self._proceed)
        self.body.addWidget(self._present)
        self.body.addWidget(self._missing)
        self.add_keep_button(Button(desk.theme, "Keep the old one", Variant.GHOST))
        self.add_button(self._next)
        self._present.edit.textChanged.connect(self._show)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go ahead on Enter, and keep on Esc unless the header is being written."""
        if event.key() in ENTER and self._next.isEnabled():
            self._proceed()
        elif not self._next.busy:
            super().keyPressEvent(event)

    def _show(self) -> None:
        if self._kit is None:
            missing = "" if self._present.edit.text() else "The passphrase is missing"
        else:
            missing = self._kit.missing()
        self._missing.setText(missing)
        self._next.setEnabled(not missing)
        self._next.setAccessibleDescription(missing)

    def _proceed(self) -> None:
        if self._next.busy:
            return
        self._next.set_busy(busy=True)
        vault, code, passphrase = self._desk.vault, self._code, self._present.edit.text()
        if self._kit is None:
            self._desk.tasks.run(
                lambda _progress, _cancelled: require_passphrase(vault, passphrase),
                lambda _none: self._show_kit(),
                self._fail,
            )
            return
        self._desk.tasks.run(
            lambda _progress, _cancelled: replace_recovery_code(vault, code),
            lambda _none: self._finish(),
            self._fail,
        )

    def _show_kit(self) -> None:
        desk = self._desk
        asked = sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
        self._kit = KitCard(desk.theme, self._code, asked)
        offer_saving(self._kit, desk.tasks, self._code, kit_saver(desk.application, desk.vault.folder))
        self._kit.changed.connect(self._show)
        self._present.hide()
        self._present.edit.clear()
        scroll = WholeScroll(self._kit, desk.theme.grow(WIDTH) - 2 * MARGIN)
        self.body.insertWidget(0, scroll)
        scroll.show()  # or the dialog would be measured without it
        self._next.set_busy(busy=False)
        self._next.set_label("Use the new kit")
        self._show()
        self.overlay.fit()
        self._kit.begin()

    def _finish(self) -> None:
        self.done()
        self._desk.navigation.toast("The new kit is in force. The old code stopped working.")

    def _fail(self, error: Exception) -> None:
        self._next.set_busy(busy=False)
        if self._kit is None and isinstance(error, WrongPassphrase):
            self._present.set_problem("That passphrase does not fit.")
            self._present.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.overlay.fit()
            return
        self.done()
        self._desk.navigation.tell_error(error)


class WholeScroll(BodyScroll):
    """Scrolls only where the window is too low: the wish that Qt has by itself ends at 24 lines."""

    def __init__(self, content: QWidget, width: int) -> None:
        super().__init__(content)
        self._content = content
        self._width = width

    def sizeHint(self) -> QSize:
        """Return what the content needs at its width in the dialog."""
        return QSize(self._width, self._content.heightForWidth(self._width))
