"""Changing one fact of a person: the new value wins over any card, an empty one undoes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from weavit_desktop.services.choices import READINGS
from weavit_desktop.services.fact_words import field_name
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.sharing.words import FUNCTIONS, LEVELS
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import ComboBox, Field, LineEdit
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

AS_TITLE = "As the title says"
HELP = {
    "email": "Several are separated by commas. Those of the files stay and stand behind yours.",
    "phone": "Several are separated by commas. Those of the files stay and stand behind yours.",
    "url": "Several are separated by commas. Those of the files stay and stand behind yours.",
    "category": "Several are separated by commas. Those of the files stay and stand behind yours.",
    "birthday": "As 1971-06-03, or --06-03 where the year is unknown.",
    "anniversary": "As 2015-06-03, or --06-03 where the year is unknown.",
}
EMPTY = "Leave it empty to let the files speak again."
WORDS: dict[str, dict[str, str]] = {
    "level": {level.value: words for level, words in LEVELS.items()},
    "function": {function.value: words for function, words in FUNCTIONS.items()},
}


class FactEditor:
    """A dialog over one field. `save` is told the new value and keeps the dialog open until `settled`."""

    def __init__(
        self, theme: Theme, window: QWidget, page: PersonPage, field: str, save: Callable[[str], object]
    ) -> None:
        self._page = page
        self._field = field
        self._save = save
        client = any(one.client for one in page.company.employers)
        name = field_name(field, client=client)
        heading = f"{name} of {isolate(page.given)}"
        self.dialog = Dialog(theme, window, heading)
        self.dialog.overlay.closed.connect(self.dialog.overlay.deleteLater)
        self._choice: ComboBox | None = None
        self._text: Field | None = None
        if field in READINGS:
            self._choice = self._make_choice(theme, name)
            self.dialog.body.addWidget(self._choice)
        else:
            self._text = self._make_text(theme, name)
            self.dialog.body.addWidget(self._text)
            words = " ".join(filter(None, (HELP.get(field, ""), EMPTY)))
            self.dialog.body.addWidget(Label(theme, words, "caption", "ink3", wrap=True))
        self.dialog.add_keep_button(Button(theme, "Keep as it is"))
        self._button = Button(theme, "Save", Variant.FIRST, accessible_name=f"Save {name.lower()}")
        self._button.clicked.connect(self._go)
        self.dialog.add_button(self._button)
        self.dialog.open()
        if self._text is not None:
            self._text.edit.selectAll()

    @property
    def takes_text(self) -> bool:
        """Return whether a value is typed: one that is picked cannot be wrong."""
        return self._text is not None

    def settled(self) -> None:
        """Close: it was saved."""
        self.dialog.done()

    def refused(self, sentence: str) -> None:
        """Say what is wrong and stay."""
        self._button.set_busy(busy=False)
        if self._text is not None:
            self._text.set_problem(sentence)

    def _make_choice(self, theme: Theme, name: str) -> ComboBox:
        values = READINGS[self._field]
        now = self._page.facts.edits.get(self._field, "")
        choices = (AS_TITLE, *(WORDS[self._field][value] for value in values))
        return ComboBox(theme, name, choices, 1 + values.index(now) if now in values else 0)

    def _make_text(self, theme: Theme, name: str) -> Field:
        facts = self._page.facts
        self._before = facts.edits.get(self._field) or facts.first(self._field)
        edit = LineEdit(theme, name, text=self._before)
        edit.returnPressed.connect(self._go)
        return Field(theme, "", edit)

    def _go(self) -> None:
        if self._button.busy:
            return
        value = self._value()
        if value is None:
            self.dialog.keep()
            return
        self._button.set_busy(busy=True)
        self._save(value)

    def _value(self) -> str | None:
        """Return the new value, or None where nothing changed."""
        edited = self._page.facts.edits.get(self._field, "")
        if self._choice is not None:
            place = self._choice.currentIndex()
            value = str(READINGS[self._field][place - 1]) if place else ""
            return None if value == edited else value
        assert self._text is not None
        value = self._text.edit.text().strip()
        return None if value == self._before else value
