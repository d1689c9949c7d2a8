"""What waits: at the left who changed, at the right what will leave and publishing it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.models.changes import Topic
from weavit_desktop.services import approving, sharing
from weavit_desktop.services.publishing_shown import file_name, save_bytes
from weavit_desktop.services.sharing_page import Aside, Leaving, PersonChange, choice_of
from weavit_desktop.views.components.body_scroll import BodyScroll
from weavit_desktop.views.components.button import Button
from weavit_desktop.views.components.drawer import Drawer, turns_drawer
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.changes import Changes
from weavit_desktop.views.pages.sharing.nothing import nothing_waits
from weavit_desktop.views.pages.sharing.outcome import RETRY, SEND_REST, Outcome
from weavit_desktop.views.pages.sharing.panel import PUBLISH_KEYS, Panel
from weavit_desktop.views.pages.sharing.publisher import Publisher, to_publish
from weavit_desktop.views.pages.sharing.reading import Reading
from weavit_desktop.views.pages.sharing.receipts import show_receipt
from weavit_desktop.views.pages.sharing.save_dialog import AskForPlace, ask_for_place
from weavit_desktop.views.theme.painting import isolate


class Waiting(QWidget):
    """The first of the three views. What it changes it tells; what it shows comes by `show_reading`."""

    seen_asked = Signal()
    rules_asked = Signal()
    clients_asked = Signal()
    take_back_asked = Signal()

    def __init__(self, desk: Desk, ask: AskForPlace = ask_for_place, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._ask = ask
        self._reading: Reading | None = None
        self._outcome: Outcome | None = None
        self._narrow = False
        self._drawn = False  # whether all of the reading stands on the screen
        self._drawer: Drawer | None = None
        self._list: Changes | None = None
        self._left = QVBoxLayout()
        self._rule = Rule(Qt.Orientation.Vertical)
        self._panel = Panel(desk.theme)
        self._publisher = Publisher(desk, self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._rule)
        self._row.addWidget(self._panel)
        self._connect()

    def show_reading(self, reading: Reading) -> None:
        """Show what was read. While documents are on their way, what they were shown as stays."""
        if self._publisher.busy:
            return
        focus = QApplication.focusWidget()
        inside = (one for one in (self, self._panel) if focus is not None and one.isAncestorOf(focus))
        had_keyboard = next(inside, None) is not None
        if self._reading is not None and self._reading.state.suspended and not reading.state.suspended:
            self._outcome = None  # what stopped it is over
        self._reading = reading
        self._fill_left(reading)
        self._drawn = False
        # In two steps: both sides at once would miss a frame.
        QTimer.singleShot(0, self, lambda: self._show_beside(reading, had_keyboard=had_keyboard))

    def _show_beside(self, reading: Reading, *, had_keyboard: bool) -> None:
        if reading is not self._reading:
            return  # a newer one is on its way
        self._panel.show_state(reading.state, reading.receipts, reading.checked, self._outcome)
        self._arrange()
        self._drawn = True
        if had_keyboard:
            self.begin()

    def begin(self) -> None:
        """Put the keyboard on the first change, or on the first thing there is."""
        if self._list is None:
            return
        first = self._list.first_row() or self._list.findChild(Button) or self._panel.findChild(Button)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def tell_outcome(self, outcome: Outcome) -> None:
        """Say beside the documents how something went; it stands there until it is put away."""
        self._outcome = outcome

    def set_narrow(self, *, narrow: bool) -> None:
        """Let the right side become a drawer."""
        self._narrow = narrow
        self._arrange()

    def turn_drawer(self) -> None:
        """Open the drawer, or close it."""
        if not self._narrow:
            return
        if self._drawer is None:
            self._drawer = Drawer(self._desk.theme, self.window(), "What will leave")
        if self._drawer.isVisible():
            self._drawer.close_down()
        else:
            self._drawer.take(self._panel)
            self._drawer.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the drawer on Ctrl+. ."""
        if turns_drawer(event):
            self.turn_drawer()
        else:
            super().keyPressEvent(event)

    def publish(self) -> None:
        """Send what is shown, exactly as it is shown. In a drawer that is closed, nothing is."""
        if self._reading is None or not self._drawn or self._publisher.busy:
            return
        if not to_publish(self._reading.state):
            return
        if not self._panel.isVisible():
            self.turn_drawer()
            return
        self._outcome = None
        self._panel.set_busy(busy=True)
        self._publisher.publish(self._reading.state)
        self._panel.set_busy(busy=self._publisher.busy)

    def _connect(self) -> None:
        desk, panel = self._desk, self._panel
        for keys in PUBLISH_KEYS:
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.publish)
        self._publisher.arrived.connect(self._arrived)
        self._publisher.ended.connect(self._ended)
        panel.publish_asked.connect(self.publish)
        panel.save_asked.connect(self._save)
        panel.stop_asked.connect(self._publisher.stop)
        panel.later_asked.connect(self._later)
        panel.take_back_asked.connect(self.take_back_asked)
        panel.receipt_opened.connect(lambda one: show_receipt(desk.theme, self.window(), one))
        panel.acted.connect(self._act)

    def _fill_left(self, reading: Reading) -> None:
        while (item := self._left.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        shown = self._list = Changes(self._desk.theme, reading.state, self._nothing(reading))
        shown.put_back.connect(self._put_back)
        shown.put_aside.connect(self._put_aside)
        shown.brought_back.connect(self._bring_back)
        shown.person_opened.connect(self._desk.navigation.open_person)
        shown.clients_asked.connect(self.clients_asked)
        shown.rules_asked.connect(self.rules_asked)
        shown.bytes_asked.connect(self.turn_drawer)
        self._left.addWidget(BodyScroll(shown))

    def _nothing(self, reading: Reading) -> QWidget | None:
        if reading.state.waiting:
            return None
        navigation = self._desk.navigation
        return nothing_waits(self._desk.theme, reading, self.seen_asked.emit, lambda: navigation.go("people"))

    def _arrange(self) -> None:
        """Stand the right side beside the left, or hold it for the drawer."""
        filled = self._has_panel()
        self._rule.setVisible(filled and not self._narrow)
        self._panel.set_keys(enabled=self._narrow)
        if self._list is not None:
            self._list.set_narrow(narrow=filled and self._narrow)
        if not self._narrow:
            if self._drawer is not None:
                self._drawer.close_down()
            self._row.addWidget(self._panel)
            self._panel.setVisible(filled)
        elif self._drawer is None or not self._drawer.isVisible():
            self._panel.hide()

    def _has_panel(self) -> bool:
        reading = self._reading
        return reading is not None and bool(reading.state.documents or reading.receipts or self._outcome)

    def _arrived(self, uid: str, done: int, shown: int) -> None:
        if self._list is not None:
            self._list.sent(uid)
        self._panel.set_progress(done, shown)

    def _ended(self, outcome: Outcome | None) -> None:
        self._outcome = outcome
        self._panel.set_busy(busy=False)
        self._desk.changes.tell(Topic.SHARING, Topic.HUB)

    def _act(self, what: str) -> None:
        if what in (RETRY, SEND_REST):
            self.publish()
            return
        self._outcome = None
        if self._reading is not None:
            self.show_reading(self._reading)

    def _later(self) -> None:
        if self._drawer is not None and self._drawer.isVisible():
            self._drawer.close_down()
        else:
            self._desk.navigation.back()

    def _save(self) -> None:
        documents = self._reading.state.documents if self._reading is not None else []
        if not documents:
            return
        one = len(documents) == 1
        name = file_name(documents[0]) if one else f"{len(documents)}-documents.zip"
        self._ask(self, name, lambda path: self._write(documents, path))

    def _write(self, documents: list[Leaving], path: Path) -> None:
        desk = self._desk
        words = f"Saved {many(len(documents), 'document')}. Nothing was sent."
        desk.tasks.run(
            lambda _progress, _cancelled: save_bytes(documents, path),
            lambda _nothing: desk.navigation.toast(words),
            desk.navigation.tell_error,
        )

    def _put_back(self, change: PersonChange) -> None:
        desk, application = self._desk, self._desk.application
        vault, clock, new_id = desk.vault, application.clock, application.new_id
        if not change.chosen:
            desk.navigation.toast("Nobody chose this: it follows from what happened. Put the document aside.")
            return
        self._change(
            lambda: sharing.put_back(vault, change.uid, choice_of(change.earlier), clock, new_id),
            f"Put back: {isolate(change.name)}",
            lambda: sharing.share(vault, change.uid, choice_of(change.now), clock, new_id),
        )

    def _put_aside(self, document: Leaving) -> None:
        desk, application = self._desk, self._desk.application
        vault, clock, new_id = desk.vault, application.clock, application.new_id
        self._change(
            lambda: approving.discard(vault, document.uid, clock, new_id),
            "Put aside. It is not sent until it would say something else.",
            lambda: approving.bring_back(vault, document.uid, clock, new_id),
        )

    def _bring_back(self, aside: Aside) -> None:
        desk, application = self._desk, self._desk.application
        self._change(
            lambda: approving.bring_back(desk.vault, aside.uid, application.clock, application.new_id),
            "It waits again.",
        )

    def _change(
        self, act: Callable[[], object], words: str, undo: Callable[[], object] | None = None
    ) -> None:
        desk = self._desk

        def done(_result: object) -> None:
            desk.navigation.toast(words, None if undo is None else lambda: self._change(undo, "Undone."))
            desk.changes.tell(Topic.SHARING)

        desk.tasks.run(lambda _progress, _cancelled: act(), done, desk.navigation.tell_error)
