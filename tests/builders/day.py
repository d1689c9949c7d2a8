"""A day in the window, in five flows: create, import, find and read, share and publish, take back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt

from builders.driver import CONTROL, Driver

PASSPHRASE = "harbour lantern quiet mosaic tide"
ANNA = "Anna Kowalczyk-Brandt"
Key = Qt.Key


def live(driver: Driver, files: Sequence[Path], invite: str) -> None:
    """Live the whole day, from no vault to nothing shared."""
    create_vault(driver)
    bring_in(driver, files)
    find_and_read(driver, ANNA)
    join_hub(driver, invite)
    find_and_read(driver, ANNA)
    choose_strength(driver)
    confirm_clients(driver)
    publish(driver)
    take_back(driver)


def create_vault(driver: Driver) -> None:
    """Choose a passphrase, copy the code from the screen, give two groups of it back. By keys alone."""
    choose_passphrase(driver)
    _give_groups_back(driver, "Recovery kit")
    driver.press(Key.Key_Space)  # it is on paper
    driver.press(Key.Key_Return)
    driver.wait(lambda: driver.session.workspace is not None, "the vault")


def choose_passphrase(driver: Driver) -> None:
    """Type a passphrase twice, and go on to the recovery kit."""
    driver.write(PASSPHRASE)
    driver.press(Key.Key_Tab)
    while driver.words_at_focus() != "Passphrase, once more":
        driver.press(Key.Key_Tab)
    driver.write(PASSPHRASE)
    driver.wait(driver.named("Continue").isEnabled)
    driver.press(Key.Key_Return)
    driver.expect("Keep a way back in")


def bring_in(driver: Driver, files: Sequence[Path]) -> None:
    """Drop files on the window, look at the check, import, say who one is, and go to the people."""
    driver.drop(*files)
    driver.expect("Nothing of it is in your vault yet")
    driver.named("Import 109 people")
    driver.press(Key.Key_Return)
    driver.click("Yes, that is me")
    driver.press(Key.Key_1, CONTROL)
    driver.expect("109 people")


def find_and_read(driver: Driver, name: str) -> None:
    """Find somebody by typing a part of the name, and open them."""
    driver.press(Key.Key_1, CONTROL)
    driver.press(Key.Key_F, CONTROL)
    driver.write(name.split()[-1][:6].lower())
    driver.expect("1 of 109")
    driver.press(Key.Key_Down)
    driver.press(Key.Key_Return)
    driver.expect("Interaction intensity")
    driver.expect(name)


def join_hub(driver: Driver, invite: str) -> None:
    """Go through the steps of joining: invite, key, rules, the way back out."""
    driver.press(Key.Key_2, CONTROL)
    driver.click("Join a hub…")
    driver.write(invite)
    driver.press(Key.Key_Return)
    driver.tick("All eight groups are the same")
    driver.press(Key.Key_Return)
    driver.tick("I accept these rules")
    driver.press(Key.Key_Return)
    _give_groups_back(driver, "Retract-everything code")
    driver.click("Join, share nothing yet")
    driver.click("Go to People")
    driver.expect("Search people")


def choose_strength(driver: Driver) -> None:
    """On the page of a person: let the company see how strong it is."""
    driver.expect("The hub has nothing about")
    driver.press(Key.Key_S)
    driver.press(Key.Key_3)
    driver.expect("Waits in Sharing")


def confirm_clients(driver: Driver) -> None:
    """Say that the registry is right about who works where."""
    driver.press(Key.Key_2, CONTROL)
    driver.click("Confirm Clients…")
    driver.click("Confirm 12 Clients")


def publish(driver: Driver) -> None:
    """Look at what will leave, and let it."""
    driver.press(Key.Key_2, CONTROL)
    driver.named("Publish ")
    driver.press(Key.Key_Return, CONTROL)
    driver.expect("Nothing is waiting")


def take_back(driver: Driver) -> None:
    """Take everything back, with the passphrase."""
    driver.press(Key.Key_2, CONTROL)
    driver.click("Retract everything…")
    driver.write(PASSPHRASE)
    driver.click("Retract everything", last=True)
    driver.expect("Only you 109, company sees 0")


def _give_groups_back(driver: Driver, card: str) -> None:
    """Type the groups of a code that are asked for, as they stand on a card."""
    driver.wait(lambda: _asked(driver) is not None, "the groups")
    paper = {one[0]: one[1].replace(" ", "") for one in map(_group, driver.names_on(card)) if one}
    for _ in range(2):
        driver.wait(lambda: _asked(driver) is not None, f"a group, not {driver.words_at_focus()!r}")
        number = _asked(driver)
        assert number is not None
        driver.write(paper[number])
        driver.press(Key.Key_Tab)


def _asked(driver: Driver) -> str | None:
    found = re.match(r"Group (\d+)", driver.words_at_focus())
    return found[1] if found else None


def _group(name: str) -> tuple[str, str] | None:
    found = re.fullmatch(r"Group (\d): (.*)", name)
    return (found[1], found[2]) if found else None
