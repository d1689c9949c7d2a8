"""Choosing a passphrase: typed twice, judged while typing, with what it still lacks."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.models.latest import Latest
from weavit_desktop.models.tasks import Tasks
from weavit_desktop.vault.passphrase import LEAST_CHARACTERS, PassphraseStrength, passphrase_strength
from weavit_desktop.views.components.field import Field, PassphraseEdit
from weavit_desktop.views.components.frames import Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.strength_meter import StrengthMeter
from weavit_desktop.views.guessing import time_to_guess
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

MET: tuple[str, ColorName] = ("check", "ink")
MISSING: tuple[str, ColorName] = ("minus", "ink3")


class PassphraseChoice(QWidget):
    """`changed` whenever what is chosen, or what it lacks, may be another."""

    changed = Signal()

    def __init__(self, theme: Theme, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._judge = Latest(tasks, passphrase_strength, self._take, _raise, self)
        self._judged: tuple[str, PassphraseStrength] | None = None
        self._first = PassphraseEdit(theme, "Passphrase")
        self._again = PassphraseEdit(theme, "Passphrase, once more")
        self._meter = StrengthMeter(theme)
        self._checks = [Check(theme, words) for words in ("", "Hard to guess", "Twice the same")]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for words, edit in (("Passphrase", self._first), ("Once more", self._again)):
            edit.setProperty("large", True)
            column.addWidget(Field(theme, words, edit))
            column.addSpacing(16)
        column.addSpacing(6)
        column.addWidget(self._meter)
        column.addSpacing(18)
        column.addWidget(Rule())
        column.addSpacing(17)
        for check in self._checks:
            column.addWidget(check)
            column.addSpacing(10)
        self._hint = Label(theme, "", "caption", "ink3", wrap=True)
        column.addWidget(self._hint)
        self._first.textChanged.connect(self._typed)
        self._again.textChanged.connect(self._show)
        self.setFocusProxy(self._first)
        self._show()

    def strength(self) -> PassphraseStrength | None:
        """Return the judgement of what is typed now; None while it is not judged."""
        judged = self._judged
        return judged[1] if judged and judged[0] == self._first.text() else None

    def passphrase(self) -> str | None:
        """Return the passphrase, once it is accepted and typed twice."""
        return None if self.missing() else self._first.text()

    def missing(self) -> str:
        """Return what is missing, or nothing."""
        text, strength = self._first.text(), self.strength()
        if not text:
            return "A passphrase is missing"
        if len(text) < LEAST_CHARACTERS:
            left = LEAST_CHARACTERS - len(text)
            return many(left, "character is missing", "characters are missing")
        if strength is None:
            return "Judging"
        if not strength.accepted:
            return "Too easy to guess"
        if self._again.text() != text:
            return "The second one differs" if self._again.text() else "Type it once more"
        return ""

    def forget(self) -> None:
        """Empty the fields: the passphrase is not needed any more."""
        self._first.clear()
        self._again.clear()

    def _typed(self, text: str) -> None:
        self._judge.ask(text)
        self._show()

    def _take(self, passphrase: str, strength: PassphraseStrength) -> None:
        self._judged = (passphrase, strength)
        self._show()

    def _show(self) -> None:
        text, strength = self._first.text(), self.strength()
        same = bool(text) and text == self._again.text()
        length, guess, twice = self._checks
        length.set_state(
            f"{many(len(text), 'character')}, {LEAST_CHARACTERS} is the least", len(text) >= LEAST_CHARACTERS
        )
        guess.set_state("Hard to guess", strength is not None and strength.accepted)
        twice.set_state("Twice the same", same)
        if not text:
            self._meter.set_strength(0, "", "")
        elif strength is not None:
            detail = time_to_guess(strength.guess_seconds)
            self._meter.set_strength(strength.score + 1, strength.word.capitalize(), detail)
        hint = strength.hint if text and strength is not None else ""
        self._hint.setText(hint or "Judged on this laptop. Nothing is looked up online.")
        self.changed.emit()


def _raise(error: Exception) -> None:
    raise error  # judging fails only by a bug


class Check(QWidget):
    """One thing that a passphrase must be, ticked once it is."""

    def __init__(self, theme: Theme, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._met = False
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.grow(14) + 8, 0, 0, 0)
        self._words = Label(theme, words, "body", "ink2")
        row.addWidget(self._words)

    def set_state(self, words: str, met: bool) -> None:
        """Say it anew, and whether it is so."""
        self._met = met
        self._words.setText(words)
        self._words.set_color("ink2" if met else "ink3")
        self._words.setAccessibleName(f"{words}: {'done' if met else 'not yet'}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tick, or a small line where it is not so yet."""
        side = self._theme.grow(14)
        area = QRectF(0, 0, side, self.height())
        icon, color = MET if self._met else MISSING
        self._theme.draw_icon(QPainter(self), area, icon, color, 14)
