"""Every screen on the sample vault, light and dark: `python -m builders.screens FOLDER [NAME ...]`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from builders import day, sample
from builders.day import ANNA
from builders.driver import CONTROL, Driver
from builders.safety import damage, maya_backed_up, maya_grown
from builders.sample import NOW, Maya, maya_alone, maya_joined, maya_new, maya_published, maya_waiting
from builders.sharing import Time
from builders.twins import TABLE, maya_twice
from builders.vault import PASSPHRASE
from builders.window import session_at, window_on
from weavit_desktop.demo.archives import pack_with_recent_dates
from weavit_desktop.resources import resource
from weavit_desktop.views.theme.theme import Appearance, Theme
from weavit_desktop.views.window_state import SMALLEST, USUAL

Key = Qt.Key
Vaults = Callable[[Path], Maya]
Steps = Callable[[Driver, Maya], object]
LOOKS = (Appearance.LIGHT, Appearance.DARK)
SECTIONS = {"people": Key.Key_1, "sharing": Key.Key_2, "import": Key.Key_3, "settings": Key.Key_4}


@dataclass(frozen=True, slots=True)
class Screen:
    """`vault` gives Maya's; `steps` lead from her open window to what is to be seen."""

    name: str
    vault: Vaults
    steps: Steps
    size: QSize = USUAL


def section(name: str) -> Steps:
    """Return the steps to a section."""
    return lambda driver, _maya: driver.press(SECTIONS[name], CONTROL)


def counted(driver: Driver, _maya: Maya) -> None:
    driver.press(SECTIONS["people"], CONTROL)
    driver.expect("twice in your vault.")


def searched(driver: Driver, _maya: Maya) -> None:
    driver.press(Key.Key_F, CONTROL)
    driver.write("oper")
    driver.press(Key.Key_Down)
    for _ in range(3):
        driver.press(Key.Key_Space)
        driver.press(Key.Key_Down)


def nobody_found(driver: Driver, _maya: Maya) -> None:
    driver.press(Key.Key_F, CONTROL)
    driver.write("operr")


def several(driver: Driver, maya: Maya) -> None:
    searched(driver, maya)
    driver.press(Key.Key_S)
    driver.press(Key.Key_2)


def person(driver: Driver, _maya: Maya) -> None:
    driver.press(Key.Key_K, CONTROL)
    driver.write(ANNA.split()[-1])
    driver.press(Key.Key_Return)
    driver.expect("Interaction intensity")


def person_drawer(driver: Driver, maya: Maya) -> None:
    person(driver, maya)
    driver.press(Key.Key_Period, CONTROL)


def checked(driver: Driver, maya: Maya) -> None:
    archive = maya.vault.folder.parent / "Complete_LinkedInDataExport.zip"
    pack_with_recent_dates(resource("sample/linkedin"), archive, NOW)
    driver.drop(resource("sample/people.vcf"), archive)
    driver.named("Import 109 people")


def imported(driver: Driver, maya: Maya) -> None:
    checked(driver, maya)
    driver.press(Key.Key_Return)
    driver.expect("Imported")


def reviewed(driver: Driver, _maya: Maya) -> None:
    driver.press(Key.Key_K, CONTROL)
    driver.write("review")
    driver.press(Key.Key_Return)
    driver.expect("Same person?")
    while not driver.sees("lower of the two"):
        driver.press(Key.Key_S)


def answered(driver: Driver, maya: Maya) -> None:
    reviewed(driver, maya)
    for _ in range(5):
        driver.expect("Same person?")
        driver.press(Key.Key_N)
    driver.expect("Nobody is here twice")


def taken_apart(driver: Driver, maya: Maya) -> None:
    reviewed(driver, maya)
    driver.press(Key.Key_M)
    person(driver, maya)
    driver.click("Edit facts…")
    driver.click("These are two people…")
    driver.expect("two people?")


def table_checked(driver: Driver, maya: Maya) -> None:
    path = maya.vault.folder.parent / "customers-2026.csv"
    path.write_text(TABLE, encoding="utf-8")
    driver.drop(path)
    driver.expect("customers-2026.csv")
    driver.named("Match columns…")


def table_unknown(driver: Driver, maya: Maya) -> None:
    path = maya.vault.folder.parent / "budget.csv"
    path.write_text("Alpha,Beta,Gamma\nAnna Hale,red,3/4/1971\nBo Lind,blue,13/5/1980\n", encoding="utf-8")
    driver.drop(path)
    driver.named("Match columns…")


def matched(driver: Driver, maya: Maya) -> None:
    table_checked(driver, maya)
    driver.click("Match columns…")
    driver.press(Key.Key_Down)


def undone(driver: Driver, _maya: Maya) -> None:
    driver.press(SECTIONS["import"], CONTROL)
    driver.named("Earlier imports").setFocus(Qt.FocusReason.TabFocusReason)
    driver.press(Key.Key_Return)
    driver.click("Undo this import…")
    driver.expect("Keep this import")


def pressed(place: str, name: str) -> Steps:
    """Return the steps to a section and a press on something there."""

    def press(driver: Driver, _maya: Maya) -> None:
        driver.press(SECTIONS[place], CONTROL)
        driver.click(name)

    return press


def security(button: str) -> Steps:
    """Return the steps to the security settings and a press on something there."""

    def press(driver: Driver, maya: Maya) -> None:
        pressed("settings", "Security")(driver, maya)
        driver.click(button)

    return press


def looked_into(driver: Driver, maya: Maya) -> None:
    security("Restore a backup…")(driver, maya)
    driver.press(Key.Key_Return)
    driver.write(PASSPHRASE)
    driver.press(Key.Key_Return)
    driver.expect("It holds")


def restored(driver: Driver, maya: Maya) -> None:
    looked_into(driver, maya)
    driver.click("Restore this backup")
    driver.expect("The vault is restored")


def mirrored(driver: Driver, maya: Maya) -> None:
    pressed("sharing", "Company mirror")(driver, maya)
    driver.click("Read back now")
    driver.expect("agree")


def joining(until: int) -> Steps:
    """Return the steps to one of the steps of joining: 0 the invite, 1 the key, 2 the rules, 3 the code."""

    def join(driver: Driver, maya: Maya) -> None:
        driver.press(SECTIONS["sharing"], CONTROL)
        driver.click("Join a hub…")
        driver.named("Invite")
        if until > 0:
            driver.write(maya.hub.invite)
            driver.press(Key.Key_Return)
            driver.named("All eight groups are the same")
        if until > 1:
            driver.tick("All eight groups are the same")
            driver.press(Key.Key_Return)
            driver.named("I accept these rules")
        if until > 2:
            driver.tick("I accept these rules")
            driver.press(Key.Key_Return)
            driver.named("Retract-everything code")

    return join


def palette(driver: Driver, _maya: Maya) -> None:
    driver.press(Key.Key_K, CONTROL)
    driver.write("an")


def keys(driver: Driver, _maya: Maya) -> None:
    driver.write("?")


SCREENS = (
    Screen("people-empty", maya_new, section("people")),
    Screen("people", maya_published, counted),
    Screen("people-twice", maya_twice, counted),
    Screen("people-search", maya_published, searched),
    Screen("people-nobody", maya_published, nobody_found),
    Screen("people-narrow", maya_twice, counted, SMALLEST),
    Screen("person", maya_waiting, person),
    Screen("person-published", maya_published, person),
    Screen("person-narrow", maya_waiting, person, SMALLEST),
    Screen("person-narrow-drawer", maya_waiting, person_drawer, SMALLEST),
    Screen("share-bulk", maya_published, several),
    Screen("import", maya_alone, section("import")),
    Screen("flight-check", maya_new, checked),
    Screen("imported", maya_new, imported),
    Screen("table-check", maya_alone, table_checked),
    Screen("table-unknown", maya_alone, table_unknown),
    Screen("match-columns", maya_alone, matched),
    Screen("match-columns-narrow", maya_alone, matched, SMALLEST),
    Screen("undo-import", maya_twice, undone),
    Screen("review-duplicates", maya_twice, reviewed),
    Screen("review-duplicates-narrow", maya_twice, reviewed, SMALLEST),
    Screen("review-duplicates-done", maya_twice, answered),
    Screen("two-people", maya_twice, taken_apart),
    Screen("sharing-no-hub", maya_alone, section("sharing")),
    Screen("sharing", maya_published, section("sharing")),
    Screen("sharing-narrow", maya_published, section("sharing"), SMALLEST),
    Screen("sharing-shared-now", maya_published, pressed("sharing", "Shared now")),
    Screen("company-mirror", maya_published, mirrored),
    Screen("take-back", maya_published, pressed("sharing", "Retract everything…")),
    Screen("hub-join-invite", maya_alone, joining(0)),
    Screen("hub-join-key", maya_alone, joining(1)),
    Screen("hub-join-rules", maya_alone, joining(2)),
    Screen("hub-join-code", maya_alone, joining(3)),
    Screen("settings-you", maya_joined, section("settings")),
    Screen("settings-security", maya_backed_up, pressed("settings", "Security")),
    Screen("settings-security-narrow", maya_backed_up, pressed("settings", "Security"), SMALLEST),
    Screen("settings-backups", maya_backed_up, security("Show the backups…")),
    Screen("settings-key", maya_backed_up, security("Change the vault’s key…")),
    Screen("restore", maya_backed_up, looked_into),
    Screen("restore-narrow", maya_backed_up, looked_into, SMALLEST),
    Screen("restore-confirm", maya_grown, looked_into),
    Screen("restored", maya_backed_up, restored),
    Screen("settings-hub", maya_published, pressed("settings", "Hub")),
    Screen("settings-reading", maya_joined, pressed("settings", "Reading, motion")),
    Screen("settings-about", maya_joined, pressed("settings", "About")),
    Screen("palette", maya_published, palette),
    Screen("keys", maya_published, keys),
)
# At the gate there is no vault yet, or a locked one.
GATE = (
    "create-vault",
    "recovery-kit",
    "unlock",
    "unlock-wrong",
    "unlock-waiting",
    "damaged",
    "damaged-lost",
    "damaged-narrow",
)


def draw(folder: Path, names: list[str]) -> None:
    """Draw the named screens, or all."""
    theme = Theme(QApplication(["weavit"]), Appearance.LIGHT, reduced_motion=True)
    folder.mkdir(parents=True, exist_ok=True)
    for screen in SCREENS:
        if not names or screen.name in names:
            with tempfile.TemporaryDirectory() as place:
                os.environ["HOME"] = place  # the settings show where the vault is, from there on
                maya = screen.vault(Path(place) / "vault")
                with window_on(maya, theme) as session:
                    session.window.resize(screen.size)
                    QApplication.processEvents()
                    screen.steps(Driver(session), maya)
                    take(session.window, theme, folder / screen.name)
    for name in GATE:
        if not names or name in names:
            with at_gate(name, theme) as driver:
                take(driver.window, theme, folder / name)


@contextmanager
def at_gate(name: str, theme: Theme) -> Iterator[Driver]:
    """Give the window before any vault is open."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        os.environ["HOME"] = place
        if name.startswith("unlock"):
            maya_alone(folder).vault.close()
        elif name.startswith("damaged"):
            maya_backed_up(folder).vault.close()
            damage(folder, 2, 60, 61)
        with session_at(folder, theme, application=sample.application(clock=Time(NOW))) as session:
            session.window.resize(SMALLEST if name.endswith("narrow") else USUAL)
            driver = Driver(session)
            if name == "recovery-kit":
                day.choose_passphrase(driver)
            elif name == "unlock-wrong":
                driver.write("not the one\r")
            elif name == "unlock-waiting":
                session.open_files([Path("anna.vcf"), Path("mail.mbox"), Path("calendar.ics")])
            elif name.startswith("damaged"):
                driver.write(f"{PASSPHRASE}\r")
                if name != "damaged":
                    driver.click("Show what is lost")
            yield driver


def take(window: QWidget, theme: Theme, path: Path) -> None:
    """Save what a window shows, light and dark."""
    for look in LOOKS:
        theme.set_appearance(look)
        for _ in range(5):
            QApplication.processEvents()
        reduce(window.grab().toImage()).save(f"{path}-{look}.png", quality=0)
    theme.set_appearance(Appearance.LIGHT)


def reduce(picture: QImage) -> QImage:
    """Return a picture in its 256 most frequent colours: enough for two hues, and a third of the size."""
    picture = picture.convertToFormat(QImage.Format.Format_RGB32)
    colours = Counter(memoryview(picture.constBits()).cast("B").cast("I"))
    most = [colour for colour, _ in colours.most_common(256)]
    return picture.convertToFormat(
        QImage.Format.Format_Indexed8, most, Qt.ImageConversionFlag.ThresholdDither
    )


if __name__ == "__main__":
    draw(Path(sys.argv[1]), sys.argv[2:])
