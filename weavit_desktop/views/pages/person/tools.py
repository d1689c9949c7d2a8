"""The bar over the page: the way back, and what can be done with a person."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.header_bar import HeaderBar
from weavit_desktop.views.components.menu import Menu
from weavit_desktop.views.theme.theme import Theme


class PersonTools(HeaderBar):
    """Tells what is asked for; the page does it."""

    edit_asked = Signal()
    copy_asked = Signal()
    events_asked = Signal()
    panel_asked = Signal()
    parting_asked = Signal()
    delete_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", back="People", parent=parent)
        self._has_email = False
        self._narrow = False
        self.edit_button = Button(theme, "Edit…", icon="notebook-pen", accessible_name="Edit facts…")
        self.copy_button = Button(theme, "Copy e-mail", Variant.QUIET, icon="copy")
        self.panel_button = Button(
            theme,
            "Company sees",
            Variant.COMPANY_OUTLINE,
            icon="eye",
            keys="Ctrl .",
            accessible_name="Open what the company sees",
        )
        self.more_button = Button(theme, "", Variant.GHOST, icon="ellipsis", accessible_name="More")
        self.edit_button.clicked.connect(self.edit_asked)
        self.copy_button.clicked.connect(self.copy_asked)
        self.panel_button.clicked.connect(self.panel_asked)
        self.more_button.clicked.connect(self.open_menu)
        for button in (self.edit_button, self.copy_button, self.more_button, self.panel_button):
            self.tools.addWidget(button)
        self.show_nobody()

    def show_person(self, name: str, *, has_email: bool) -> None:
        """Offer what can be done with a person."""
        self.set_title(name)
        self._has_email = has_email
        self.edit_button.show()
        self.more_button.show()
        self.copy_button.setVisible(has_email)
        self.panel_button.setVisible(self._narrow)

    def show_nobody(self) -> None:
        """Offer nothing but the way back."""
        self.set_title("Person")
        for button in (self.edit_button, self.copy_button, self.panel_button, self.more_button):
            button.hide()

    def set_narrow(self, *, narrow: bool) -> None:
        """Offer the panel where it is a drawer."""
        self._narrow = narrow
        self.panel_button.setVisible(narrow and self.edit_button.isVisibleTo(self))

    def set_tight(self, *, tight: bool) -> None:
        """Shorten a button to its icon."""
        self.copy_button.set_label("" if tight else "Copy e-mail", "Copy e-mail")

    def open_menu(self) -> Menu:
        """Open the menu of what is done less often."""
        menu = Menu(self._theme, "Person", self)
        menu.add("list", "Facts and who said them…").triggered.connect(self.edit_asked)
        menu.add("trending-down", "Each event behind the number…").triggered.connect(self.events_asked)
        if self._has_email:
            menu.add("copy", "Copy the e-mail address").triggered.connect(self.copy_asked)
        menu.add("unlink", "These are two people…").triggered.connect(self.parting_asked)
        menu.addSeparator()
        menu.add("trash-2", "Delete…", destructive=True).triggered.connect(self.delete_asked)
        menu.aboutToHide.connect(menu.deleteLater)
        corner = QPoint(self.more_button.width() - menu.sizeHint().width(), self.more_button.height() + 4)
        menu.popup(self.more_button.mapToGlobal(corner))
        menu.setActiveAction(menu.actions()[0])
        return menu
