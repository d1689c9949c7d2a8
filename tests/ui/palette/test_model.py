"""What the palette lists, and its model as Qt wants it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.models.palette import CommandEntry, Heading, PaletteModel, PersonEntry
from weavit_desktop.services.palette import Found
from weavit_desktop.services.share_states import Share
from weavit_desktop.views.commands import Command
from weavit_desktop.views.palette import commands_for, entries_for

HOSTILE = "<b>Bo</b>\u202eevil"
COMMANDS = (
    Command("Import files…", "folder-open", "Ctrl+O", lambda: None),
    Command("Lock the vault", "lock-keyhole", "Ctrl+L", lambda: None),
    Command("Back", "arrow-left", "Alt+Left", lambda: None, listed=False),
)


def found(name: str) -> Found:
    return Found("uid", name, "", "", "Veldmark", Share(SharingLevel.ROLE))


def test_it_holds_to_qts_rules_whatever_is_listed(qtbot: QtBot) -> None:
    model = PaletteModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for people in ([], [found("Anna")], [found("Anna"), found(HOSTILE)], []):
        model.show(entries_for("an", people, COMMANDS))
    assert tester.model() is model


def test_a_heading_cannot_be_chosen(qtbot: QtBot) -> None:
    model = PaletteModel()
    model.show(entries_for("an", [found("Anna")], COMMANDS))
    kinds = [type(model.entry(row)) for row in range(model.rowCount())]
    assert kinds == [Heading, PersonEntry, Heading, CommandEntry, CommandEntry, CommandEntry]
    assert model.choosable() == [1, 3, 4, 5]
    assert model.flags(model.index(0)) == Qt.ItemFlag.NoItemFlags


def test_a_reader_hears_who_it_is_and_what_the_company_sees() -> None:
    (_, person) = entries_for("an", [found("Anna")], ())
    assert isinstance(person, PersonEntry)
    assert person.spoken == "Anna, Veldmark, Company sees: Role."


def test_what_is_typed_stands_in_the_heading_as_it_is() -> None:
    (heading,) = entries_for(HOSTILE, [], ())
    assert isinstance(heading, Heading)
    assert heading.words == f"No one matches “\u2068{HOSTILE}\u2069”."


def test_each_typed_word_begins_a_word_of_what_can_be_done() -> None:
    assert [one.words for one in commands_for("va lo", COMMANDS)] == ["Lock the vault"]
    assert commands_for("ault", COMMANDS) == []


def test_nothing_typed_lists_all_but_what_is_too_plain() -> None:
    assert [one.words for one in commands_for("", COMMANDS)] == ["Import files…", "Lock the vault"]
