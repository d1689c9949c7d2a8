"""The recovery code: random, forgiving to read, and strict about mistakes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis.strategies import integers, text

from weavit_desktop.errors import WrongPassphrase
from weavit_desktop.vault.recovery_code import new_recovery_code, recovery_secret

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = "2303-P347-1XRH-0J8J-FV5Z-4C50-S98H-VDE7"


def test_a_code_has_eight_groups_of_four_in_crockfords_letters() -> None:
    assert re.fullmatch(rf"([{ALPHABET}]{{4}}-){{7}}[{ALPHABET}]{{4}}", new_recovery_code())


def test_a_code_carries_140_bits() -> None:
    assert len(recovery_secret(CODE)) == 18
    secrets = [recovery_secret(new_recovery_code()) for _ in range(200)]
    assert all(secret[0] < 16 for secret in secrets)
    # Each of the 140 bits is 0 in some code and 1 in another.
    numbers = [int.from_bytes(secret) for secret in secrets]
    assert all(len({number >> bit & 1 for number in numbers}) == 2 for bit in range(140))


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\r\n",
        CODE.replace("-", " – "),
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("0", "o").replace("1", "I"),
    ],
)
def test_case_spaces_dashes_and_lookalikes_do_not_matter(typed: str) -> None:
    assert recovery_secret(typed) == recovery_secret(CODE)


@pytest.mark.parametrize("place", range(32))
def test_any_wrong_character_is_a_typing_mistake(place: int) -> None:
    letters = CODE.replace("-", "")
    for letter in set(ALPHABET) - {letters[place]}:
        with pytest.raises(WrongPassphrase, match="typing mistake"):
            recovery_secret(letters[:place] + letter + letters[place + 1 :])


@pytest.mark.parametrize("place", range(31))
def test_two_swapped_characters_are_a_typing_mistake(place: int) -> None:
    letters = CODE.replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if swapped != letters:
        with pytest.raises(WrongPassphrase, match="typing mistake"):
            recovery_secret(swapped)


def test_a_code_with_a_group_too_few_or_a_foreign_letter_is_not_a_code() -> None:
    for typed in (CODE[:-5], CODE + "-0000", CODE.replace("P", "U"), "", "ledger amber tide chapel"):
        with pytest.raises(WrongPassphrase, match="eight groups"):
            recovery_secret(typed)


@given(text(max_size=60))
@settings(deadline=None)
def test_any_text_is_a_code_or_refused(typed: str) -> None:
    with pytest.raises(WrongPassphrase):
        recovery_secret(typed)


@given(integers(1, 40))
@settings(deadline=None)
def test_fresh_codes_read_back_however_they_are_grouped(width: int) -> None:
    code = new_recovery_code()
    spaced = " ".join(code[at : at + width] for at in range(0, len(code), width))
    assert recovery_secret(spaced) == recovery_secret(code)
