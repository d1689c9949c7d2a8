"""The lock screen: the passphrase, or the code of the recovery kit. Whose vault it is, is not known here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import KeychainRefused, WrongPassphrase
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.vault.vault import Vault
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Sign
from weavit_desktop.views.components.field import LineEdit, PassphraseEdit
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.notice import Notice, Tone
from weavit_desktop.views.components.sidebar import Logo
from weavit_desktop.views.pages.unlock.new_passphrase import NewPassphraseCard
from weavit_desktop.views.pages.unlock.offline import Offline
from weavit_desktop.views.pages.unlock.secret_field import SecretField
from weavit_desktop.views.telling import heading_of, is_damage, words_of
from weavit_desktop.views.theme.theme import Theme

WIDTH = 360
EDGE = 28
LOGO = 72
CENTER = Qt.AlignmentFlag.AlignHCenter


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in. Each raises what opening a vault raises."""

    with_passphrase: Callable[[str], Vault]
    with_code: Callable[[str], Vault]
    change_passphrase: Callable[[Vault, str], None]
    with_keychain: Callable[[], Vault] | None = None  # where that was switched on


class UnlockPage(QWidget):
    """`opened` carries the open vault, and whether the passphrase was given for it.

    `damaged` carries the error, and what was typed with whether that was the code: '' for the keychain.
    `another_asked` where it is another one that is wanted, `restore_asked` where it is one from a backup.
    """

    opened = Signal(object, bool)
    another_asked = Signal()
    restore_asked = Signal()
    damaged = Signal(object, str, bool)

    def __init__(
        self,
        theme: Theme,
        tasks: Tasks,
        doors: Doors,
        *,
        state: str = "Locked",
        version: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tasks = tasks
        self._doors = doors
        self._state = state
        self._logo = Logo(theme, LOGO)
        self._heading = Label(theme, "", "headline", align=CENTER)
        self._words = Label(theme, "", "lead", "ink2", align=CENTER, wrap=True)
        self._body = QVBoxLayout()
        self._offline = Offline(theme)
        self._waiting = Label(theme, "", "caption", "ink2", align=CENTER)
        self._waiting.hide()
        self._other_way = Button(theme, "", Variant.CRUMB, icon="life-buoy")
        self._other_way.clicked.connect(self._change_way)
        self._another = Button(theme, "Open another vault", Variant.CRUMB, icon="folder-open")
        self._restore = Button(theme, "Restore a backup…", Variant.CRUMB, icon="history")
        self._restore.clicked.connect(self.restore_asked)
        self._keychain = Button(theme, "Use the system keychain", Variant.CRUMB, icon="lock-open")
        self._keychain.clicked.connect(self._try_keychain)
        self._by_code = False
        self.in_hand: Vault | None = None  # open, and not handed on while a new passphrase is chosen
        self._build(version)
        self.ask_passphrase()

    def ask_passphrase(self) -> None:
        """Ask for the passphrase."""
        edit = PassphraseEdit(self._theme, "Passphrase")
        field = SecretField(self._theme, "Passphrase", edit)
        field.given.connect(lambda text: self._try(field, lambda: self._doors.with_passphrase(text)))
        self._by_code = False
        self._ask("Your vault", self._state, field)

    def ask_code(self) -> None:
        """Ask for the recovery code."""
        edit = LineEdit(self._theme, "Recovery code", placeholder="8 groups of 4", mono=True)
        field = SecretField(self._theme, "Recovery code", edit)
        field.given.connect(lambda text: self._try(field, lambda: self._doors.with_code(text)))
        self._by_code = True
        self._ask("Use the recovery kit", "The code opens the vault as the passphrase does.", field)

    def is_opening(self) -> bool:
        """Return whether a vault is being opened, or is open in here."""
        return self.in_hand is not None or not self._another.isEnabled()

    def tell_waiting(self, count: int) -> None:
        """Say how many files are imported once the vault is open, if any."""
        self._waiting.setText(
            f"{many(count, 'file waits', 'files wait')} to be imported. Unlock to look at them."
        )
        self._waiting.setVisible(count > 0)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin in the field: what had the keyboard before there was a window lost it."""
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back from the code to the passphrase on Esc."""
        if event.key() == Qt.Key.Key_Escape and self._by_code and self._other_way.isEnabled():
            self.ask_passphrase()
        else:
            super().keyPressEvent(event)

    def _build(self, version: str) -> None:
        ground = Frame(Ground.GROUND, margin=0, gap=0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(ground)
        content = QWidget()
        ground.column.addWidget(BodyScroll(content), 1)
        ground.column.addLayout(self._foot(version))
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, EDGE, EDGE, 0)
        column.setSpacing(0)
        column.addStretch(17)
        column.addWidget(self._logo, 0, CENTER)
        column.addSpacing(24)
        column.addWidget(self._heading)
        column.addSpacing(5)
        column.addWidget(self._words)
        column.addSpacing(36)
        column.addLayout(self._middle(), 34)
        column.addSpacing(16)
        column.addWidget(self._waiting)
        column.addSpacing(10)
        column.addWidget(self._offline, 0, CENTER)
        column.addSpacing(46)

    def _middle(self) -> QHBoxLayout:
        """Return what may grow downwards without moving what stands above it."""
        self._body.setContentsMargins(0, 0, 0, 0)
        holder = QWidget()
        holder.setFixedWidth(self._theme.grow(WIDTH))
        around = QVBoxLayout(holder)
        around.setContentsMargins(0, 0, 0, 0)
        around.addLayout(self._body)
        around.addStretch(1)
        # Stretches, not an alignment: an aligned widget gets the height of unwrapped words.
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(holder)
        row.addStretch(1)
        return row

    def _foot(self, version: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(EDGE, 16, EDGE, 20)
        row.setSpacing(12)
        row.addWidget(Label(self._theme, f"Weavit {version}".strip(), "caption", "ink3"), 1)
        self._another.clicked.connect(self.another_asked)
        row.addWidget(self._keychain)
        row.addWidget(self._other_way)
        row.addWidget(self._restore)
        row.addWidget(self._another)
        self._keychain.setVisible(self._doors.with_keychain is not None)
        return row

    def _ask(self, heading: str, words: str, field: SecretField) -> None:
        self._show(heading, words, field)
        self._other_way.set_label("Use the passphrase" if self._by_code else "Use the recovery kit")
        self._other_way.set_icon_name("key-round" if self._by_code else "life-buoy")
        self._first = field
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, heading: str, words: str, *parts: QWidget) -> None:
        self._heading.setText(heading)
        self._words.setText(words)
        while (old := self._body.takeAt(0)) is not None:
            if (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for part in parts:
            self._body.addWidget(part)

    def _change_way(self) -> None:
        if self._by_code:
            self.ask_passphrase()
        else:
            self.ask_code()

    def _try_keychain(self) -> None:
        if self._doors.with_keychain is None:
            return
        self.ask_passphrase()
        self._try(self._first, self._doors.with_keychain, by_passphrase=False)

    def _try(
        self, field: SecretField, open_vault: Callable[[], Vault], *, by_passphrase: bool = True
    ) -> None:
        field.set_busy(busy=True)
        self._set_ways_open(are_open=False)
        by_code = self._by_code

        def done(vault: Vault) -> None:
            if by_code:
                self._ask_new_passphrase(vault)
            else:
                self.opened.emit(vault, by_passphrase)

        def fail(error: Exception) -> None:
            self._set_ways_open(are_open=True)
            if is_damage(error):
                self.damaged.emit(error, field.edit.text() if by_passphrase else "", by_code)
            else:
                self._fail(field, error)

        self._tasks.run(lambda _progress, _cancelled: open_vault(), done, fail)

    def _fail(self, field: SecretField, error: Exception) -> None:
        if not isinstance(error, (WrongPassphrase, KeychainRefused)):
            self._show_trouble(error)
            return
        while self._body.count() > 1:  # what was said of the last try
            item = self._body.takeAt(1)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if isinstance(error, KeychainRefused):
            field.set_busy(busy=False)
            heading = heading_of(error)
        else:
            field.try_again()
            heading = "That code does not fit" if self._by_code else "That passphrase does not fit"
        notice = Notice(self._theme, words_of(error), heading=heading, icon="key-round", tone=Tone.ATTENTION)
        self._body.addSpacing(12)
        self._body.addWidget(notice)

    def _set_ways_open(self, *, are_open: bool) -> None:
        """While a vault is being opened, there is no way to another: it would stay open, out of reach."""
        self._keychain.setEnabled(are_open)
        self._other_way.setEnabled(are_open)
        self._restore.setEnabled(are_open)
        self._another.setEnabled(are_open)

    def _show_trouble(self, error: Exception) -> None:
        again = Button(self._theme, "Try again", Variant.FIRST)
        again.clicked.connect(self.ask_passphrase)
        another = Button(self._theme, "Open another vault", Variant.GHOST)
        another.clicked.connect(self.another_asked)
        card = Frame(Ground.CARD, margin=22, gap=0)
        sign = Sign(self._theme, "file-warning", "attention", 22)
        card.column.addWidget(
            EmptyState(self._theme, sign, heading_of(error), words_of(error), (again, another))
        )
        self._show("Your vault", self._state, card)
        again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_new_passphrase(self, vault: Vault) -> None:
        """Let whoever came in by the code choose a passphrase, since they have none that they know."""
        self.in_hand = vault
        card = NewPassphraseCard(self._theme, self._tasks)

        def hand_on() -> None:
            self.in_hand = None
            self.opened.emit(vault, True)

        card.chosen.connect(
            lambda passphrase: self._tasks.run(
                lambda _progress, _cancelled: self._doors.change_passphrase(vault, passphrase),
                lambda _none: hand_on(),
                card.say,  # the vault is open, and stays so: the old passphrase and the code go on working
            )
        )
        card.put_off.connect(hand_on)
        ways = (self._keychain, self._other_way, self._restore, self._another)
        for other in (self._logo, self._offline, self._waiting, *ways):
            other.hide()
        self._show("Choose a new passphrase", "The vault is open. The code goes on working.", card)
        card.setFocus(Qt.FocusReason.OtherFocusReason)
