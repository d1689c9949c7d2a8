"""Adding a person by hand, and asking before people are deleted: twice, and in writing, before most are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.field import Field, LineEdit
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

# The fields of services.people.add_person, in the order in which they are asked for.
FIELDS = (("name", "Name"), ("email", "E-mail"), ("organization", "Organisation"), ("title", "Title"))
NO_NAME = "A person needs a name."

Fields = Mapping[str, str]


class AddDialog(Dialog):
    """Asks for a new person's name, e-mail, organisation and title. Enter adds."""

    def __init__(self, theme: Theme, window: QWidget, add: Callable[[Fields], object]) -> None:
        super().__init__(
            theme, window, "Add a person", "They start as Only you. Nothing about them leaves this computer."
        )
        self._add = add
        self.fields = {key: Field(theme, label, LineEdit(theme, label)) for key, label in FIELDS}
        for field in self.fields.values():
            self.body.addWidget(field)
            field.edit.returnPressed.connect(self._go)
        self.fields["name"].edit.textEdited.connect(lambda _text: self.fields["name"].set_problem(""))
        self.add_keep_button(Button(theme, "Cancel", Variant.DEFAULT, accessible_name="Add nobody"))
        button = Button(theme, "Add person", Variant.FIRST)
        button.clicked.connect(self._go)
        self.add_button(button)

    def _go(self) -> None:
        values = {key: field.edit.text() for key, field in self.fields.items()}
        if not values["name"].strip():
            self.fields["name"].set_problem(NO_NAME)
            self.fields["name"].edit.setFocus()
            return
        self.done()
        self._add(values)


class NumberDialog(Dialog):
    """Asks for the number of people in writing, as so many of all would go. Enter deletes nobody."""

    def __init__(
        self, theme: Theme, window: QWidget, count: int, why: str, delete: Callable[[str], object]
    ) -> None:
        super().__init__(theme, window, f"Delete {many_people(count)}?", why)
        self.number = Field(
            theme, "How many people are deleted", LineEdit(theme, "How many people are deleted")
        )
        self.body.addWidget(self.number)
        self.add_keep_button(
            Button(theme, "Keep", Variant.DEFAULT, accessible_name=f"Keep {many_people(count)}")
        )
        button = Button(theme, f"Delete {count:,}", Variant.DESTRUCTIVE_SOLID)

        def go() -> None:
            self.done()
            delete(self.number.edit.text())

        button.clicked.connect(go)
        self.add_button(button)


def ask_delete(
    theme: Theme, window: QWidget, name: str, count: int, delete: Callable[[bool], object]
) -> Dialog:
    """Ask whether to delete `count` people, or the one of that name.

    `delete` is told whether later imports leave them out.
    """
    words = (
        "Their cards, interactions and notes are erased from this vault, and cannot be brought back but by "
        "importing them again. What the company sees of them is taken back; that waits in Sharing."
    )
    one = count == 1
    who = isolate(name) if one else many_people(count)
    dialog = Dialog(theme, window, f"Delete {who}?", words)
    leave_out = CheckBox(f"Later imports leave {'this person' if one else 'them'} out")
    dialog.body.addWidget(leave_out)
    dialog.add_keep_button(Button(theme, "Keep", Variant.DEFAULT, accessible_name=f"Keep {who}"))
    label = "Delete" if one else f"Delete {count:,}"
    button = Button(theme, label, Variant.DESTRUCTIVE_SOLID, accessible_name=f"Delete {who}")

    def go() -> None:
        dialog.done()
        delete(leave_out.isChecked())

    button.clicked.connect(go)
    dialog.add_button(button)
    return dialog
