"""What a person does who creates a vault at the gate: by keys, and as the page is read aloud."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt

from builders.driver import Driver
from builders.vault import PASSPHRASE

Key = Qt.Key


def tab_to(driver: Driver, name: str) -> None:
    """Press Tab until something is reached."""
    for _ in range(12):
        if driver.words_at_focus() == name:
            return
        driver.press(Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {name!r}")


def choose(driver: Driver, passphrase: str = PASSPHRASE) -> None:
    """Type a passphrase twice and go on."""
    driver.write(passphrase)
    tab_to(driver, "Passphrase, once more")
    driver.write(passphrase)
    driver.press(Key.Key_Return)


def code_on_screen(driver: Driver) -> dict[str, str]:
    """Return the groups of the code by their number."""
    names = driver.names_on("Recovery kit")
    groups = (re.fullmatch(r"Group (\d): ([0-9A-Z ]+)", name) for name in names)
    return {found[1]: found[2].replace(" ", "") for found in groups if found}


def asked(driver: Driver) -> list[str]:
    """Return the numbers of the groups that are to be typed back."""
    names = driver.names_on("Recovery kit")
    return [found[1] for name in names if (found := re.fullmatch(r"Group (\d) of the recovery code", name))]


def prove(driver: Driver) -> None:
    """Type back what is asked for, by keys, and say that it is on paper."""
    paper = code_on_screen(driver)
    for number in asked(driver):
        assert driver.words_at_focus() == f"Group {number} of the recovery code"
        driver.write(paper[number])
        driver.press(Key.Key_Tab)
    driver.press(Key.Key_Space)


def waits_for(driver: Driver, words: str) -> bool:
    """Say whether the page tells what is missing and does not go on."""
    before = driver.words()
    driver.press(Key.Key_Return)
    return driver.sees(words) and driver.words() == before
