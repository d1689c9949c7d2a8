"""The passphrase, then a new recovery code that is typed back from paper: what precedes every new code."""

from __future__ import annotations

import random

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import MARGIN, Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.kit_card import KitCard
from weavit_desktop.views.kit_saving import kit_saver, offer_saving

GROUPS = 8
WIDTH = 640
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KitDialog(Dialog):
    """`proved` carries the passphrase and the new code, once the one fits and the other was typed back.

    Until then nothing is changed. `keep` and `last` are the words of the buttons that leave and that end;
    `how` stands before the passphrase, which is forgotten as soon as it fits unless `needs_passphrase`.
    Only `ends_by_enter` ends it by Enter as well.
    """

    proved = Signal(str, str)

    def __init__(
        self,
        desk: Desk,
        window: QWidget,
        heading: str,
        words: str,
        *,
        keep: str,
        last: str,
        how: str = "",
        needs_passphrase: bool = False,
        ends_by_enter: bool = True,
    ) -> None:
        super().__init__(desk.theme, window, heading, words, width=WIDTH)
        self._desk = desk
        self._last = last
        self._ends_by_enter = ends_by_enter
        self._code = new_recovery_code()
        self._kit: KitCard | None = None
        self._needs_passphrase = needs_passphrase
        self._how = Label(desk.theme, how, "body", "ink2", wrap=True) if how else None
        self._present = Field(desk.theme, "Passphrase", PassphraseEdit(desk.theme, "Passphrase"))
        self._missing = Label(desk.theme, "", "caption", "ink3")
        self._next = Button(desk.theme, "Continue", Variant.FIRST)
        self._next.clicked.connect(self._proceed)
        if self._how is not None:
            self.body.addWidget(self._how)
            self.body.addSpacing(6)
        self.body.addWidget(self._present)
        self.body.addWidget(self._missing)
        self.add_keep_button(Button(desk.theme, keep, Variant.GHOST))
        self.add_button(self._next)
        self._present.edit.textChanged.connect(self._show)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._show()

    def fail(self, error: Exception) -> None:
        """Say what did not work: beside the passphrase if it is that, else in place of the dialog."""
        self._next.set_busy(busy=False)
        if self._kit is None and isinstance(error, WrongPassphrase):
            self._present.set_problem("That passphrase does not fit.")
            self._present.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.overlay.fit()
            return
        self.done()
        self._desk.navigation.tell_error(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter; keep on Esc, unless something is being written."""
        by_enter = self._kit is None or self._ends_by_enter
        if event.key() in ENTER and by_enter and self._next.isEnabled():
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
        vault, passphrase = self._desk.vault, self._present.edit.text()
        if self._kit is not None:
            self.proved.emit(passphrase, self._code)
            return
        self._desk.tasks.run(
            lambda _progress, _cancelled: require_passphrase(vault, passphrase),
            lambda _none: self._show_kit(),
            self.fail,
        )

    def _show_kit(self) -> None:
        desk = self._desk
        asked = sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
        self._kit = KitCard(desk.theme, self._code, asked)
        offer_saving(self._kit, desk.tasks, self._code, kit_saver(desk.application, desk.vault.folder))
        self._kit.changed.connect(self._show)
        self._present.hide()
        if not self._needs_passphrase:
            self._present.edit.clear()
        if self._how is not None:
            self._how.hide()
        scroll = WholeScroll(self._kit, desk.theme.grow(WIDTH) - 2 * MARGIN)
        self.body.insertWidget(0, scroll)
        scroll.show()  # or the dialog would be measured without it
        self._next.set_busy(busy=False)
        self._next.set_label(self._last)
        self._show()
        self.overlay.fit()
        self._kit.begin()


class WholeScroll(BodyScroll):
    """Scrolls only where the window is too low: the wish that Qt has by itself ends at 24 lines."""

    def __init__(self, content: QWidget, width: int) -> None:
        super().__init__(content)
        self._content = content
        self._width = width

    def sizeHint(self) -> QSize:
        """Return what the content needs at its width in the dialog."""
        return QSize(self._width, self._content.heightForWidth(self._width))
