"""Ctrl K: go to anyone, go anywhere, do anything that the window can do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.models.latest import Latest
from weavit_desktop.models.palette import CommandEntry, Entry, Heading, PersonEntry
from weavit_desktop.models.people_matches import matches, typed_words
from weavit_desktop.services.palette import Found, find_people
from weavit_desktop.services.share_states import Share, share_states
from weavit_desktop.vault.repositories.identity import home_zone
from weavit_desktop.views.commands import Command
from weavit_desktop.views.components.avatar import initials
from weavit_desktop.views.components.dialog import Overlay
from weavit_desktop.views.components.share_chip import ShareState, share_words
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.palette_card import PaletteCard
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.painting import isolate

TOP = 97

Offers = Callable[[], Sequence[Command]]


class Palette(QObject):
    """Opens over a window. `offers` tells what can be done at this moment."""

    def __init__(self, desk: Desk, window: QWidget, offers: Offers) -> None:
        super().__init__(window)
        self._desk = desk
        self._offers = offers
        self._shares: Mapping[int, Share] = {}
        self._card = PaletteCard(desk.theme)
        self._overlay = Overlay(desk.theme, window, self._card, top=TOP)
        self._search = Latest(desk.tasks, self._find, self._show, desk.navigation.tell_error, self)
        self._card.typed.connect(self._type)
        self._card.chosen.connect(self._do)
        self._card.left.connect(self._overlay.close_down)

    def open(self) -> None:
        """Open it, empty."""
        self._card.edit.clear()
        self._show("", [])
        self._overlay.open()
        vault, clock = self._desk.vault, self._desk.application.clock
        self._desk.tasks.run(
            lambda _progress, _cancelled: share_states(vault, clock),
            self._know,
            self._desk.navigation.tell_error,
        )

    def _know(self, shares: Mapping[int, Share]) -> None:
        self._shares = shares
        if self._card.edit.text().strip():
            self._search.ask(self._card.edit.text())

    def _type(self, text: str) -> None:
        if text.strip():
            self._search.ask(text)
        else:
            self._show("", [])

    def _find(self, text: str) -> list[Found]:
        """Look for people, beside the window."""
        vault = self._desk.vault
        zone = ZoneInfo(vault.read(home_zone))
        today = self._desk.application.clock().astimezone(zone).date()
        return find_people(vault, text, today, self._shares)

    def _show(self, text: str, people: Sequence[Found]) -> None:
        if text.strip() != self._card.edit.text().strip():
            return  # the letters that it answers are not there any more
        offered = commands_for(text, self._offers())
        self._card.show_entries(entries_for(text, people, offered))
        self._overlay.fit()
        if text.strip():
            announce(self._card.edit, f"{many_people(len(people))}, {many(len(offered), 'action')}")

    def _do(self, row: int) -> None:
        entry = self._card.model.entry(row)
        self._overlay.close_down()
        if isinstance(entry, PersonEntry):
            self._desk.navigation.open_person(entry.uid)
        elif isinstance(entry, CommandEntry):
            entry.run()


def commands_for(text: str, commands: Sequence[Command]) -> list[Command]:
    """Return what can be done, as far as each typed word begins one of its words."""
    typed = text.casefold().split()
    return [
        command
        for command in commands
        if command.listed
        and all(any(word.startswith(one) for word in command.words.casefold().split()) for one in typed)
    ]


def entries_for(text: str, people: Sequence[Found], commands: Sequence[Command]) -> list[Entry]:
    """Return the lines of the palette."""
    entries: list[Entry] = []
    wanted = isolate(text.strip())
    if people:
        entries += [Heading(f"People matching {wanted}"), *(_person(text, one) for one in people)]
    elif text.strip():
        entries.append(Heading(f"No one matches “{wanted}”."))
    if commands:
        entries.append(Heading("Do something"))
        entries += [CommandEntry(one.words, one.icon, one.keys, one.run) for one in commands]
    return entries


def _person(text: str, found: Found) -> PersonEntry:
    said = (found.name, found.organization, share_words(ShareState(found.share.now, found.share.waiting)))
    return PersonEntry(
        found.uid,
        found.name,
        found.organization,
        initials(found.given, found.family) or initials(found.name, ""),
        matches(found.name, typed_words(text)),
        found.share,
        ", ".join(part for part in said if part),
    )
