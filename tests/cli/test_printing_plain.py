"""What is printed of names: they come from files that anyone may have written."""

from __future__ import annotations

import pytest

from weavit_desktop.cli.printing import plain, print_table


@pytest.mark.parametrize("turn", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"])
def test_nothing_turns_the_direction_of_a_line(turn: str) -> None:
    assert plain(f"Anna{turn}greB") == "Anna\ufffdgreB"


def test_names_in_every_script_stay_as_they_are() -> None:
    names = "Müller 王思涵 דנה Иванов ‏"
    assert plain(names) == names


def test_a_table_without_heads_has_no_empty_line_for_them(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("", ""), [("Phone", "1")])
    assert capsys.readouterr().out.rstrip() == "Phone  1"
    print_table(("Fact", ""), [("Phone", "1")])
    assert [line.rstrip() for line in capsys.readouterr().out.splitlines()] == ["Fact", "Phone  1"]
