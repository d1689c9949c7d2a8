"""The printed page of the recovery kit: what stands on it, in fonts of its own, and nothing about anybody."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders.pdf import embedded_fonts, texts
from weavit_desktop.vault.recovery_code import new_recovery_code
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.kit_page import BY_HAND, PURPOSE, STEPS, recovery_kit_pdf
from weavit_desktop.views.theme.theme import Theme

CODE = "7K2M-Q9TX-4HDN-W0RA-E6VB-J3PS-Z8CG-5YF1"
MADE = date(2026, 3, 2)


@pytest.fixture
def page(theme: Theme) -> bytes:
    del theme  # it loads the fonts
    return recovery_kit_pdf(CODE, MADE)


def test_the_eight_groups_stand_on_it_in_order_with_their_numbers(page: bytes) -> None:
    numbered = "".join(f"{number}{group}" for number, group in enumerate(CODE.split("-"), 1))
    assert numbered in texts(page)


def test_its_fonts_travel_in_it(page: bytes) -> None:
    assert embedded_fonts(page) == {
        "Inter-Regular",
        "Inter-SemiBold",
        "InterDisplay-SemiBold",
        "JetBrainsMono-Regular",
    }
    assert len(re.findall(rb"/BaseFont /", page)) == 2 * len(embedded_fonts(page))


def test_it_is_one_page(page: bytes) -> None:
    assert len(re.findall(rb"/Type /Page\b", page)) == 1


def test_it_says_what_it_is_for_and_where_to_keep_it_and_nothing_about_anybody(page: bytes) -> None:
    numbered = (f"{number}{group}" for number, group in enumerate(CODE.split("-"), 1))
    steps = (f"{number}.{step}" for number, step in enumerate(STEPS, 1))
    all_of_it = ("Weavit recovery kit", "Made Mon 2 March 2026", PURPOSE, *numbered, *steps, *BY_HAND)
    assert texts(page) == "".join(all_of_it).replace(" ", "")
    assert b"/Author ()" in page


@settings(max_examples=20, deadline=None)
@given(st.builds(new_recovery_code))
def test_whatever_the_code_it_can_be_read_from_the_page(app_theme: Theme, code: str) -> None:
    del app_theme
    said = texts(recovery_kit_pdf(code, MADE))
    assert all(group in said for group in code.split("-"))


def test_it_is_drawn_beside_the_window_as_well_as_in_it(page: bytes, theme: Theme) -> None:
    label = Label(theme, "Weavit", "title")
    with ThreadPoolExecutor(2) as pool:
        drawn = [pool.submit(recovery_kit_pdf, CODE, MADE) for _ in range(8)]
        pictures = [label.grab() for _ in range(20)]
    assert {texts(one.result()) for one in drawn} == {texts(page)}
    assert len(pictures) == 20
