"""The frame around the pages: sections, keys, the ledger, the palette, dropped files, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QSize, Qt
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from builders.driver import Driver
from builders.sample import Maya, maya_alone, maya_published
from builders.sweeps import nameless, rich_labels, shown_words
from builders.vault import PASSPHRASE
from builders.window import session_at, unlock, window_on
from weavit_desktop.resources import resource
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.components.sidebar import Sidebar
from weavit_desktop.views.components.toast import Toast
from weavit_desktop.views.palette_card import PaletteCard
from weavit_desktop.views.session import WindowSession
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.workspace import Workspace

Key = Qt.Key
Control = Qt.KeyboardModifier.ControlModifier
Alt = Qt.KeyboardModifier.AltModifier
SECTIONS = {Key.Key_1: "People", Key.Key_2: "Sharing", Key.Key_3: "Import", Key.Key_4: "Settings"}


@pytest.fixture
def maya(tmp_path: Path) -> Maya:
    return maya_alone(tmp_path / "vault")


@pytest.fixture
def session(maya: Maya, theme: Theme) -> Iterator[WindowSession]:
    with window_on(maya, theme) as opened:
        yield opened


def press(
    session: WindowSession, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(QApplication.focusWidget() or session.window, key, held)
    QApplication.processEvents()


def write(session: WindowSession, words: str) -> None:
    for letter in words:
        QTest.keyClicks(QApplication.focusWidget() or session.window, letter)
        QApplication.processEvents()


def workspace(session: WindowSession) -> Workspace:
    assert session.workspace is not None
    return session.workspace


def section(session: WindowSession) -> str:
    """Return the section that the sidebar marks."""
    (marked,) = [one for one in sidebar(session).findChildren(QWidget) if is_marked(one)]
    return marked.accessibleName().split(",")[0]


def sidebar(session: WindowSession) -> Sidebar:
    return workspace(session).findChild(Sidebar)


def is_marked(widget: QWidget) -> bool:
    return bool(getattr(widget, "isCheckable", bool)() and getattr(widget, "isChecked", bool)())


def palette(session: WindowSession) -> PaletteCard:
    (card,) = session.window.findChildren(PaletteCard)
    return card


class TestGoingAbout:
    @pytest.mark.parametrize("key", SECTIONS, ids=SECTIONS.get)
    def test_control_and_a_number_opens_a_section(self, session: WindowSession, key: Qt.Key) -> None:
        press(session, key, Control)
        assert section(session) == SECTIONS[key]

    def test_a_click_in_the_sidebar_opens_a_section(self, session: WindowSession) -> None:
        (item,) = [
            one for one in sidebar(session).findChildren(QWidget) if one.accessibleName() == "Settings"
        ]
        QTest.mouseClick(item, Qt.MouseButton.LeftButton)
        assert section(session) == "Settings"

    def test_alt_and_left_goes_back_the_way_one_came(self, session: WindowSession) -> None:
        press(session, Key.Key_3, Control)
        press(session, Key.Key_4, Control)
        press(session, Key.Key_Left, Alt)
        assert section(session) == "Import"
        press(session, Key.Key_Left, Alt)
        assert section(session) == "People"
        press(session, Key.Key_Left, Alt)
        assert section(session) == "People"

    def test_a_person_stands_within_people(self, session: WindowSession, maya: Maya) -> None:
        press(session, Key.Key_Return)
        assert section(session) == "People"
        assert "Aarav Szabó" in shown_words(session.window)

    def test_control_f_goes_into_the_search(self, session: WindowSession) -> None:
        press(session, Key.Key_F, Control)
        write(session, "kowalczyk")
        assert "1 of 109" in shown_words(session.window)

    def test_a_question_mark_shows_the_keys_and_is_a_letter_in_a_field(self, session: WindowSession) -> None:
        press(session, Key.Key_F, Control)
        write(session, "?")
        field = QApplication.focusWidget()
        assert isinstance(field, QLineEdit)
        assert field.text() == "?"
        press(session, Key.Key_4, Control)
        sidebar(session).setFocus()
        write(session, "?")
        (dialog,) = [one for one in session.window.findChildren(Dialog) if one.isVisible()]
        assert dialog.accessibleName() == "Keys"

    def test_keys_of_the_window_rest_while_a_dialog_lies_over_it(self, session: WindowSession) -> None:
        press(session, Key.Key_N)
        press(session, Key.Key_3, Control)
        assert section(session) == "People"

    def test_settings_open_with_a_comma(self, session: WindowSession) -> None:
        press(session, Key.Key_Comma, Control)
        assert section(session) == "Settings"


class TestThePalette:
    def test_it_finds_a_person_and_enter_opens_them(self, session: WindowSession) -> None:
        press(session, Key.Key_K, Control)
        write(session, "kowal")
        press(session, Key.Key_Return)
        assert not palette(session).isVisible()
        assert "Anna Kowalczyk-Brandt" in shown_words(session.window)

    def test_it_does_what_is_said(self, session: WindowSession) -> None:
        press(session, Key.Key_K, Control)
        write(session, "settings")
        press(session, Key.Key_Return)
        assert section(session) == "Settings"

    def test_arrows_go_round_and_skip_the_headings(self, session: WindowSession) -> None:
        press(session, Key.Key_K, Control)
        write(session, "an")
        card = palette(session)
        rows = card.model.choosable()
        seen = []
        for _ in rows:
            seen.append(card.list.currentIndex().row())
            press(session, Key.Key_Down)
        assert seen == rows
        assert card.list.currentIndex().row() == rows[0]
        press(session, Key.Key_Up)
        assert card.list.currentIndex().row() == rows[-1]

    def test_escape_closes_it_and_nothing_happened(self, session: WindowSession) -> None:
        press(session, Key.Key_K, Control)
        write(session, "lock")
        press(session, Key.Key_Escape)
        assert not palette(session).isVisible()
        assert section(session) == "People"
        assert session.workspace is not None

    def test_nobody_found_is_said(self, session: WindowSession) -> None:
        press(session, Key.Key_K, Control)
        write(session, "qqq")
        card = palette(session)
        first = card.model.index(0).data()
        assert "No one matches" in first
        assert "qqq" in first


class TestTheFigures:
    def test_they_say_what_is_private_and_what_is_seen(self, tmp_path: Path, theme: Theme) -> None:
        with window_on(maya_published(tmp_path / "v"), theme) as session:
            said = shown_words(sidebar(session))
        assert "Vault of Maya" in said
        assert "People, 109" in said
        assert "Sharing, 2 waiting" in said
        assert "Last published 20 Nov, 18:01" in said
        assert "Offline. Nothing is leaving." in said

    def test_they_follow_what_is_done(self, session: WindowSession) -> None:
        press(session, Key.Key_N)
        write(session, "Zoe Adler")
        press(session, Key.Key_Return)
        assert "People, 110" in shown_words(sidebar(session))

    def test_an_edit_is_undone_with_control_z(self, session: WindowSession) -> None:
        press(session, Key.Key_N)
        write(session, "Zoe Adler")
        press(session, Key.Key_Return)
        (toast,) = [one for one in session.window.findChildren(Toast) if one.isVisible()]
        assert toast.accessibleName() == "\u2068Zoe Adler\u2069 added. Only you see them."
        press(session, Key.Key_Z, Control)
        assert "People, 109" in shown_words(sidebar(session))


class TestDropping:
    def test_files_dropped_anywhere_are_looked_into(self, session: WindowSession) -> None:
        Driver(session).drop(resource("sample/people.vcf"))
        assert section(session) == "Import"
        assert any("Nothing of it is in your vault yet" in words for words in shown_words(session.window))

    def test_text_is_no_file(self, session: WindowSession) -> None:
        data = QMimeData()
        data.setText("not a file")
        place, action, button = QPoint(300, 300), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        event = QDragEnterEvent(place, action, data, button, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(workspace(session), event)
        assert section(session) == "People"


class TestWhatIsRemembered:
    def test_size_section_and_looks_but_nobodys_name(self, maya: Maya, theme: Theme, tmp_path: Path) -> None:
        folder, settings = maya.vault.folder, tmp_path / "window.ini"
        maya.vault.close()
        with session_at(folder, theme, application=maya.application, settings=settings) as session:
            unlock(session, PASSPHRASE)
            session.window.resize(1300, 800)
            press(session, Key.Key_4, Control)
        with session_at(folder, theme, application=maya.application, settings=settings) as session:
            assert session.window.size() == QSize(1300, 800)
            unlock(session, PASSPHRASE)
            assert section(session) == "Settings"
        kept = settings.read_text(encoding="utf-8")
        assert "Maya" not in kept
        assert str(folder) not in kept

    def test_a_damaged_state_is_not_believed(self, maya: Maya, theme: Theme, tmp_path: Path) -> None:
        settings = tmp_path / "window.ini"
        settings.write_text("[window]\nsize=@Size(1 1)\nsection=nowhere\n[look]\ntext_scale=90\n", "utf-8")
        folder = maya.vault.folder
        maya.vault.close()
        with session_at(folder, theme, application=maya.application, settings=settings) as session:
            unlock(session, PASSPHRASE)
            assert session.window.width() >= 1100
            assert section(session) == "People"


class TestLocking:
    def test_control_l_covers_everything_and_closes_the_vault(
        self, session: WindowSession, maya: Maya
    ) -> None:
        locked: list[Path] = []
        session.locked.connect(locked.append)
        press(session, Key.Key_L, Control)
        assert locked == [maya.vault.folder]
        assert session.workspace is None
        assert not any("Kowalczyk" in words for words in shown_words(session.window))


class TestForms:
    @pytest.mark.parametrize("size", [QSize(1100, 700), QSize(1240, 760), QSize(1440, 900)])
    @pytest.mark.parametrize("scale", [1.0, 1.5])
    def test_every_section_fits(
        self, session: WindowSession, theme: Theme, size: QSize, scale: float
    ) -> None:
        session.window.resize(size)
        theme.set_text_scale(scale)
        for key in SECTIONS:
            press(session, key, Control)
            assert session.window.size() == size

    def test_every_section_says_its_names_and_obeys_no_markup(self, session: WindowSession) -> None:
        for key in SECTIONS:
            press(session, key, Control)
            assert nameless(session.window) == []
            assert rich_labels(session.window) == []

    def test_the_looks_change_while_it_is_open(self, session: WindowSession, theme: Theme) -> None:
        light = session.window.grab().toImage().pixelColor(5, 5)
        theme.set_appearance(Appearance.DARK)
        assert session.window.grab().toImage().pixelColor(5, 5).lightness() < light.lightness()
