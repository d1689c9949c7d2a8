"""Another data key for the vault: what that does, the passphrase, and a new recovery code typed back."""

from __future__ import annotations

import random

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.services.passphrase import require_passphrase
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import MARGIN, Dialog
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.kit_card import KitCard
from weavit_desktop.views.kit_saving import kit_saver, offer_saving
from weavit_desktop.views.pages.settings.recovery import ENTER, GROUPS, WIDTH, WholeScroll

WHAT = (
    "A new passphrase locks the door anew, with the same key inside. If somebody may have copied the key "
    "itself, as from this laptop while the vault was open, the vault has to be encrypted anew."
)
HOW = (
    "The vault is closed, and every page is written into a new file under a new key: some seconds for "
    "each 100 MB. The passphrase stays. The recovery code is a new one, and the system keychain has to be "
    "switched on again. The files of now are kept in quarantine, and old backups open as they did."
)


class RotateDialog(Dialog):
    """Changes nothing by itself: the window closes the vault, and works on the closed one."""

    def __init__(self, desk: Desk, window: QWidget) -> None:
        super().__init__(desk.theme, window, "Change the vault’s key", WHAT, width=WIDTH)
        self._desk = desk
        self._code = new_recovery_code()
        self._kit: KitCard | None = None
        self._how = Label(desk.theme, HOW, "body", "ink2", wrap=True)
        self._present = Field(desk.theme, "Passphrase", PassphraseEdit(desk.theme, "Passphrase"))
        self._missing = Label(desk.theme, "", "caption", "ink3")
        self._next = Button(desk.theme, "Continue", Variant.FIRST)
        self._next.clicked.connect(self._proceed)
        self.body.addWidget(self._how)
        self.body.addSpacing(6)
        self.body.addWidget(self._present)
        self.body.addWidget(self._missing)
        self.add_keep_button(Button(desk.theme, "Keep the key", Variant.GHOST))
        self.add_button(self._next)
        self._present.edit.textChanged.connect(self._show)
        self.overlay.closed.connect(self.overlay.deleteLater)
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, but for the last step; keep on Esc."""
        if event.key() in ENTER and self._kit is None and self._next.isEnabled():
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
        passphrase = self._present.edit.text()
        if self._kit is not None:
            self.done()
            self._desk.navigation.change_key(passphrase, self._code)
            return
        self._next.set_busy(busy=True)
        vault = self._desk.vault
        self._desk.tasks.run(
            lambda _progress, _cancelled: require_passphrase(vault, passphrase),
            lambda _none: self._show_kit(),
            self._fail,
        )

    def _show_kit(self) -> None:
        desk = self._desk
        asked = sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
        self._kit = KitCard(desk.theme, self._code, asked)
        offer_saving(self._kit, desk.tasks, self._code, kit_saver(desk.application, desk.vault.folder))
        self._kit.changed.connect(self._show)
        self._present.hide()
        self._how.hide()
        scroll = WholeScroll(self._kit, desk.theme.grow(WIDTH) - 2 * MARGIN)
        self.body.insertWidget(0, scroll)
        scroll.show()  # or the dialog would be measured without it
        self._next.set_busy(busy=False)
        self._next.set_label("Close the vault and change its key")
        self._show()
        self.overlay.fit()
        self._kit.begin()

    def _fail(self, error: Exception) -> None:
        self._next.set_busy(busy=False)
        if isinstance(error, WrongPassphrase):
            self._present.set_problem("That passphrase does not fit.")
            self._present.edit.setFocus(Qt.FocusReason.OtherFocusReason)
            self.overlay.fit()
            return
        self.done()
        self._desk.navigation.tell_error(error)
