"""Create a vault: choose a passphrase, keep a way back in. Nothing is on disk until both are done."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from weavit_desktop.models.tasks import Tasks
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.wizard_side import WizardSide
from weavit_desktop.views.kit_card import KitCard
from weavit_desktop.views.kit_saving import SaveKit, offer_saving
from weavit_desktop.views.passphrase_choice import PassphraseChoice
from weavit_desktop.views.telling import heading_of, words_of
from weavit_desktop.views.theme.theme import Theme

# Makes a vault that this passphrase and this recovery code open.
Create = Callable[[str, str], Vault]

STEPS = (
    ("Passphrase", "Opens the vault every day"),
    ("Recovery kit", "The only other way in"),
    ("First import", "Files from phone, mail, LinkedIn"),
)
FOOT = (
    "Only you",
    "The vault is a folder on this laptop. Your passphrase is never stored or sent. If you lose it and the "
    "code, nobody can open the vault, including us.",
)
EDGE = 64
GHOST_PADDING = 19  # of a large ghost button: it begins with its words
LOW = 800
LEAST_FOR_BOTH = 760  # pixels at 100 %: under that, only the card in hand is shown
GROUPS = 8


class CreateVaultPage(QWidget):
    """`created` carries the open vault; `another_asked` where the person has a vault already.

    `restore_asked` where they have a backup of it; `settled` when making one has failed.
    """

    created = Signal(object)
    another_asked = Signal()
    restore_asked = Signal()
    settled = Signal()

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        create: Create,
        save_kit: SaveKit,
        *,
        asked: Sequence[int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._create = create
        self._code = new_recovery_code()
        self._at = 0
        self.is_working = False  # while the vault is being made
        numbers = asked or sorted(random.SystemRandom().sample(range(1, GROUPS + 1), 2))
        self._side = WizardSide(theme, "Weavit", STEPS, FOOT)
        self._heading = Label(theme, "", "headline")
        self._words = Label(theme, "", "lead", "ink2", wrap=True)
        self._choice = PassphraseChoice(theme, tasks)
        self._done = Label(theme, "Done", "caption", "ink2")
        self._done_sign = Sign(theme, "check", "ink", 16)
        self._kit = KitCard(theme, self._code, numbers)
        offer_saving(self._kit, tasks, self._code, save_kit)
        self._empty = QWidget()  # keeps the place of the kit until it is its turn
        self._problem = QVBoxLayout()
        self._problem.setContentsMargins(EDGE, 0, EDGE, 0)
        self._gap = QSpacerItem(0, 0)  # between words and cards: less in a low window
        self._foot = QHBoxLayout()
        self._back = Button(theme, "Back", Variant.GHOST, icon="arrow-left", large=True)
        self._another = Button(theme, "Open a vault you have…", Variant.GHOST, icon="folder-open", large=True)
        self._restore = Button(theme, "Restore from a backup…", Variant.GHOST, icon="history", large=True)
        self._missing = Label(theme, "", "caption", "ink3")
        self._next = Button(theme, "Continue", Variant.FIRST, large=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._content(), 1)
        self._choice.changed.connect(self._show)
        self._kit.changed.connect(self._show)
        self._back.clicked.connect(lambda: self._go(0))
        self._another.clicked.connect(self.another_asked)
        self._restore.clicked.connect(self.restore_asked)
        self._next.clicked.connect(self._proceed)
        self._go(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter, back with Esc."""
        if self._next.busy:  # one vault is enough
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._next.isEnabled():
            self._next.click()
        elif event.key() == Qt.Key.Key_Escape and self._at == 1:
            self._go(0)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Move together in a low window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        low = self.height() < LOW
        self._column.setContentsMargins(EDGE, 28 if low else EDGE - 2, EDGE, 0)
        self._foot.setContentsMargins(EDGE - GHOST_PADDING, 12, EDGE, 20 if low else 38)
        self._gap.changeSize(0, 18 if low else 34)
        self._column.invalidate()
        kit = self._at == 1
        both = self.width() - self._side.width() - 2 * EDGE >= self._theme.grow(LEAST_FOR_BOTH)
        self._card.setVisible(both or not kit)
        self._kit.setVisible(kit)
        self._empty.setVisible(both and not kit)

    def _content(self) -> QWidget:
        content = QWidget()
        column = self._column = QVBoxLayout(content)
        column.setSpacing(0)
        column.addWidget(self._heading)
        column.addSpacing(5)
        column.addWidget(self._words)
        column.addSpacerItem(self._gap)
        cards = QHBoxLayout()
        cards.setSpacing(24)
        cards.addWidget(self._passphrase_card(), 432)
        cards.addWidget(self._kit, 584)
        cards.addWidget(self._empty, 584)
        column.addLayout(cards)
        column.addStretch(1)
        page = Frame(Ground.PAGE, margin=0, gap=0)
        page.column.addWidget(BodyScroll(content), 1)
        page.column.addLayout(self._problem)
        page.column.addLayout(self._footer())
        return page

    def _footer(self) -> QHBoxLayout:
        foot = self._foot
        foot.setSpacing(12)
        foot.addWidget(self._back)
        foot.addWidget(self._another)
        foot.addWidget(self._restore)
        foot.addStretch(1)
        foot.addWidget(self._missing)
        foot.addWidget(self._next)
        return foot

    def _passphrase_card(self) -> Frame:
        card = self._card = Frame(Ground.CURRENT, margin=26, gap=0)
        head = QHBoxLayout()
        head.addWidget(Label(self._theme, "Passphrase", "heading"), 1)
        head.setSpacing(6)
        head.addWidget(self._done_sign)
        head.addWidget(self._done)
        card.column.addLayout(head)
        card.column.addSpacing(20)
        card.column.addWidget(self._choice)
        card.column.addStretch(1)
        return card

    def _go(self, at: int) -> None:
        self._at = at
        self._clear_problem()
        kit = at == 1
        self._side.steps.set_at(at)
        strength = self._choice.strength()
        self._side.steps.set_help(0, strength.word.capitalize() if kit and strength else STEPS[0][1])
        self._heading.setText("Keep a way back in" if kit else "Choose a passphrase")
        self._words.setText(
            "Your passphrase opens the vault every day. The recovery code opens it if you forget."
            if kit
            else "Four or five words that do not belong together. Nothing leaves this computer."
        )
        self._card.set_ground(Ground.CARD if kit else Ground.CURRENT)
        self._fit()
        self._back.setVisible(kit)
        self._another.setVisible(not kit)
        self._restore.setVisible(not kit)
        self._next.set_label("Create vault" if kit else "Continue")
        self._show()
        if kit:
            self._kit.begin()
        else:
            self._choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        kit = self._at == 1
        missing = self._choice.missing() or (self._kit.missing() if kit else "")
        self._missing.setText(missing)
        self._next.setEnabled(not missing)
        self._next.setAccessibleDescription(missing)
        for part in (self._done_sign, self._done):
            part.setVisible(kit and not self._choice.missing())

    def _proceed(self) -> None:
        passphrase = self._choice.passphrase()
        if passphrase is None:
            return
        if self._at == 0:
            self._go(1)
            return
        self.is_working = True
        self._set_busy(busy=True)
        self._clear_problem()
        code = self._code
        self._tasks.run(
            lambda _progress, _cancelled: self._create(passphrase, code), self._hand_on, self._fail
        )

    def _hand_on(self, vault: Vault) -> None:
        self.is_working = False
        self.created.emit(vault)

    def _set_busy(self, *, busy: bool) -> None:
        self._next.set_busy(busy=busy)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)  # where the keyboard was is disabled
        self._card.setEnabled(not busy)
        self._kit.setEnabled(not busy)
        self._back.setEnabled(not busy)
        self._missing.setText("Making the vault" if busy else "")

    def _clear_problem(self) -> None:
        while (old := self._problem.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()

    def _fail(self, error: Exception) -> None:
        self.is_working = False
        self._set_busy(busy=False)
        self.settled.emit()
        self._problem.addWidget(
            Notice(
                self._theme,
                words_of(error),
                heading=heading_of(error),
                icon="circle-alert",
                tone=Tone.ATTENTION,
            )
        )
        self._show()
