"""The tables of the Import page."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from weavit_desktop.importing.calendar.reading import WHO_ARE_YOU as WHO_IN_CALENDAR
from weavit_desktop.importing.linkedin.reading import WHO_ARE_YOU as WHO_ON_LINKEDIN
from weavit_desktop.importing.mail.reading import WHO_ARE_YOU as WHO_IN_MAIL
from weavit_desktop.models.import_problems import BYTES_SHOWN, ProblemColumn, ProblemsModel, raw_text, visible
from weavit_desktop.models.importing import ICON_ROLE, WEIGHT_ROLE, HistoryModel, SourcesModel, Weight
from weavit_desktop.services.import_history import EarlierImport
from weavit_desktop.services.import_report import ProblemReport, SourceReport
from weavit_desktop.services.mappings import NOBODY_READ
from weavit_desktop.services.problem_groups import ProblemGroup, group_problems

Role = Qt.ItemDataRole
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
ODD = ProblemReport("line 3", "This is odd. It was kept.", kept=True, size=9, excerpt=b"odd\r\ntext")
SOURCES = (
    SourceReport("/home/maya/a.vcf", "vcard", 1_204, 982, 214, 8, problems=(ODD, ODD)),
    SourceReport("/home/maya/b.zip", "linkedin", interactions_new=6_412),
    SourceReport("/home/maya/c.what", "unknown"),
)
STEERING = {"Cc", "Cf", "Cs", "Zl", "Zp"}
AT = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def group(*problems: ProblemReport) -> ProblemGroup:
    (found,) = group_problems([SourceReport("a.vcf", "vcard", problems=problems)])
    return found


def cells(model: QAbstractItemModel, row: int, role: int = Role.DisplayRole) -> list[object]:
    return [model.index(row, column).data(role) for column in range(model.columnCount())]


class TestFiles:
    @pytest.fixture
    def model(self, qtbot: QtBot) -> SourcesModel:
        del qtbot
        model = SourcesModel()
        QAbstractItemModelTester(model, FATAL, model)
        model.show_sources(SOURCES)
        return model

    def test_it_is_a_proper_model_while_rows_come_and_go(self, model: SourcesModel) -> None:
        for sources in (SOURCES[:1], (), SOURCES):
            model.show_sources(sources)
            assert model.rowCount() == len(sources)
        assert model.rowCount(model.index(0, 0)) == 0
        assert model.data(QModelIndex()) is None

    def test_a_row_names_the_file_without_its_folder_and_its_figures(self, model: SourcesModel) -> None:
        assert cells(model, 0) == ["a.vcf", "vCard", "1,204", "982", "214", "8", "0", "2"]
        assert cells(model, 1)[-2:] == ["6,412", "none"]
        assert cells(model, 2)[1] == "Unknown"
        assert model.tip(0) == "/home/maya/a.vcf"

    def test_a_reader_hears_the_heading_with_each_figure(self, model: SourcesModel) -> None:
        spoken = cells(model, 0, Role.AccessibleTextRole)
        assert spoken == [
            "a.vcf",
            "Format: vCard",
            "Records: 1,204",
            "New: 982",
            "Updated: 214",
            "Unchanged: 8",
            "Interactions: 0",
            "2 problems",
        ]
        assert cells(model, 1, Role.AccessibleTextRole)[-1] == "No problems"

    def test_figures_stand_at_the_right_under_their_headings(self, model: SourcesModel) -> None:
        right = Qt.AlignmentFlag.AlignRight
        sides = [bool(side & right) for side in cells(model, 0, Role.TextAlignmentRole)]  # type: ignore[operator]
        heads = [
            bool(model.headerData(column, Qt.Orientation.Horizontal, Role.TextAlignmentRole) & right)
            for column in range(model.columnCount())
        ]
        assert sides == heads == [False, False, True, True, True, True, True, True]

    def test_what_matters_stands_out(self, model: SourcesModel) -> None:
        weights = cells(model, 0, WEIGHT_ROLE)
        assert weights[0] is weights[3] is Weight.STRONG
        assert cells(model, 0, ICON_ROLE)[-1] == "circle-alert"
        assert cells(model, 1, ICON_ROLE)[-1] == ""


class TestHistory:
    def test_it_is_a_proper_model_and_tells_each_import(self, qtbot: QtBot) -> None:
        del qtbot
        model = HistoryModel()
        QAbstractItemModelTester(model, FATAL, model)
        one = EarlierImport("i-1", AT, ("a.vcf", "b.zip", "c.vcf"), 12, 3, 40, 0, 55)
        forgotten = EarlierImport("i-2", AT, (), 0, 0, 0, 1, 0)
        model.show_imports([one, forgotten])
        assert cells(model, 0) == ["a.vcf and 2 more", "Fri 20 Nov 2026, 17:00", "12", "3", "40", "none"]
        assert cells(model, 1)[0] == "Nothing of it is left"
        assert model.tip(0) == "a.vcf, b.zip, c.vcf"
        model.show_imports([])
        assert model.rowCount() == 0


class TestProblems:
    def test_it_is_a_proper_model_and_says_what_where_and_whether_there_is_text(self, qtbot: QtBot) -> None:
        del qtbot
        model = ProblemsModel()
        QAbstractItemModelTester(model, FATAL, model)
        model.show([group(ODD), group(ProblemReport("the whole file", "This file is empty.", kept=False))])
        assert cells(model, 0) == ["This is odd. a.vcf, line 3", "It was kept.", "Show the raw text"]
        assert cells(model, 1) == ["This file is empty. a.vcf", "", "No raw text"]
        assert cells(model, 0, Role.AccessibleTextRole) == cells(model, 0)
        model.show([])
        assert model.rowCount() == 0
        assert model.data(QModelIndex()) is None


class TestRawText:
    def problem(self, text: bytes, size: int | None = None) -> ProblemReport:
        return ProblemReport("line 1", "Odd.", kept=True, size=size or len(text), excerpt=text)

    def test_each_text_stands_under_its_place(self) -> None:
        assert raw_text(group(ODD, ODD)) == "line 3\nodd\ntext\n\nline 3\nodd\ntext"

    def test_what_was_cut_off_is_counted(self) -> None:
        assert raw_text(group(self.problem(b"abc", 5_003))) == "line 1\nabc\n[5,000 more bytes]"

    def test_of_many_texts_the_first_are_shown_and_the_others_counted(self) -> None:
        assert raw_text(group(*[self.problem(b"abc")] * 2_100)).endswith("abc\n\n[2,000 more places]")

    def test_texts_together_stay_bounded(self) -> None:
        long = self.problem(b"x" * 4_096)
        shown = raw_text(group(*[long] * 50))
        assert shown.count("x") == BYTES_SHOWN
        assert shown.endswith("[42 more places]")

    def test_places_without_text_are_left_out(self) -> None:
        assert (
            raw_text(group(ProblemReport("line 1", "Odd.", kept=False), self.problem(b"abc")))
            == "line 1\nabc"
        )

    @pytest.mark.parametrize(
        ("raw", "shown"),
        [
            (b"\x1b[31mred", "\\u{1b}[31mred"),
            ("a\u202eb".encode(), "a\\u{202e}b"),
            (b"a\x00b\x07", "a\\u{0}b\\u{7}"),
            (b"caf\xe9", "caf\\xe9"),
            ("zero\u200bwidth".encode(), "zero\\u{200b}width"),
            ("a\u2028b".encode(), "a\\u{2028}b"),
            ("Müller\t日本".encode(), "Müller\t日本"),
        ],
    )
    def test_what_steers_is_shown_as_its_number(self, raw: bytes, shown: str) -> None:
        assert raw_text(group(self.problem(raw))) == f"line 1\n{shown}"

    @given(st.text())
    def test_no_text_steers_and_no_letter_is_lost(self, text: str) -> None:
        shown = visible(text)
        assert {unicodedata.category(sign) for sign in shown if sign not in "\n\t"}.isdisjoint(STEERING)
        plain = "".join(sign for sign in text if sign.isprintable())
        assert _is_within(plain, shown)


def _is_within(part: Sequence[str], whole: str) -> bool:
    rest = iter(whole)
    return all(sign in rest for sign in part)


class TestWhatToPress:
    """Where the command line says what to type, the window says what to press."""

    @pytest.mark.parametrize(
        ("what", "words"),
        [
            (NOBODY_READ, "Match columns…"),
            (WHO_ON_LINKEDIN, "Say who you are…"),
            (WHO_IN_MAIL, "Settings, You"),
            (WHO_IN_CALENDAR, "Settings, You"),
        ],
    )
    def test_no_command_is_told_in_the_window(self, what: str, words: str) -> None:
        model = ProblemsModel()
        model.show([group(ProblemReport("the whole file", what, kept=False))])
        said = model.index(0, ProblemColumn.REST).data()
        assert words in said
        assert "weavit " not in said
