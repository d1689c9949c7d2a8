"""Passphrases: one spelling, and a strength that a person understands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis.strategies import text

from weavit_desktop.errors import UsageRefused
from weavit_desktop.vault.passphrase import passphrase_bytes, passphrase_strength, require_strong


def test_composed_and_decomposed_letters_are_the_same_passphrase() -> None:
    assert passphrase_bytes("Zürich am See") == passphrase_bytes("Zu\u0308rich am See")


def test_spaces_at_the_ends_belong_to_the_passphrase() -> None:
    assert len({passphrase_bytes(spelling) for spelling in ("tide", " tide", "tide ", "tide\n")}) == 4


def test_undecodable_input_is_a_wrong_passphrase_and_no_crash() -> None:
    assert passphrase_bytes("tide\udcff") != passphrase_bytes("tide")


@pytest.mark.parametrize("weak", ["", "tide", "aaaaaaaaaaaaaaaa", "password1234", "Xk9#qLw2!"])
def test_a_weak_passphrase_is_refused_with_a_hint(weak: str) -> None:
    strength = passphrase_strength(weak)
    assert not strength.accepted
    assert strength.score < 3
    assert "words" in strength.hint
    with pytest.raises(UsageRefused, match=r"This passphrase is (very weak|weak|fair)\. "):
        require_strong(weak)


def test_the_refusal_does_not_repeat_the_passphrase() -> None:
    with pytest.raises(UsageRefused) as refused:
        require_strong("hunter2hunter2")
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize(
    "strong", ["ledger amber tide chapel", "Zürich liegt am See", "корабль туман лампа", "x7#Kp2!vQz9&"]
)
def test_four_unrelated_words_are_enough(strong: str) -> None:
    strength = passphrase_strength(strong)
    assert strength.accepted
    assert strength.word in ("strong", "very strong")
    assert strength.hint == ""


def test_a_strong_beginning_makes_a_long_passphrase_strong() -> None:
    assert passphrase_strength("ledger amber tide chapel" + "x" * 5000).accepted


@given(text(max_size=100))
@settings(deadline=None, max_examples=50)
def test_any_text_gets_a_judgement(typed: str) -> None:
    strength = passphrase_strength(typed)
    assert strength.accepted == (strength.hint == "")
    assert strength.accepted <= (strength.score >= 3)
