"""Subjects and texts are kept where a box was ticked, and no box is ticked beforehand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from builders.import_page import ANNA, count, export, write
from builders.letters import ME, letter, mailbox
from builders.linkedin import message
from weavit_desktop.vault.repositories import identity
from weavit_desktop.vault.vault import Vault

Key = Qt.Key
SUBJECTS, TEXTS = "Subjects and titles of meetings", "Texts of LinkedIn messages"
NOTHING_SAID: tuple[Any, Any] = (None, None)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    said = message("maya-rin", "ann-ode", FROM="Maya Rin", SUBJECT="Zeppelin", CONTENT="Quagmire")
    return export(tmp_path / "li", said)


def kept(vault: Vault) -> set[tuple[Any, Any]]:
    return set(vault.read(lambda db: db.execute("SELECT subject, text FROM interaction").fetchall()))


def test_boxes_are_off_and_nothing_is_kept(vault: Vault, importing: Any, files: Path) -> None:
    importing.drop(files)
    assert [importing.named(name).isChecked() for name in (SUBJECTS, TEXTS)] == [False, False]
    assert importing.sees("where the company never sees it")
    importing.press(Key.Key_Return)
    assert kept(vault) == {NOTHING_SAID}
    assert importing.sees("No text is read.")


def test_what_is_ticked_by_key_is_kept_and_the_other_is_not(
    vault: Vault, importing: Any, files: Path
) -> None:
    importing.drop(files)
    importing.focus(SUBJECTS)
    importing.press(Key.Key_Space)
    importing.press(Key.Key_Return)
    assert kept(vault) == {("Zeppelin", None)}
    assert importing.sees("as you asked subjects")


def test_it_is_asked_anew_each_time_and_what_is_known_can_be_added_to(
    vault: Vault, importing: Any, files: Path
) -> None:
    importing.drop(files)
    importing.click(TEXTS)
    importing.press(Key.Key_Return)
    assert kept(vault) == {(None, "Quagmire")}
    importing.click("Not now")
    importing.press(Key.Key_Escape)
    importing.drop(files)
    assert importing.sees("The vault has all of this already.")
    assert [importing.named(name).isChecked() for name in (SUBJECTS, TEXTS)] == [False, False]
    importing.named("Done")
    importing.click(SUBJECTS)
    importing.click("Import subjects")
    assert kept(vault) == {("Zeppelin", "Quagmire")}


def test_what_was_unticked_again_imports_nothing(vault: Vault, importing: Any, files: Path) -> None:
    importing.drop(files)
    importing.press(Key.Key_Return)
    importing.click("Not now")
    importing.press(Key.Key_Escape)
    importing.drop(files)
    imports = count(vault, "import")
    importing.click(SUBJECTS)
    importing.click(SUBJECTS)
    importing.click("Done")
    assert (kept(vault), count(vault, "import")) == ({NOTHING_SAID}, imports)


def test_of_mail_only_subjects_are_offered_and_of_cards_nothing(
    vault: Vault, importing: Any, tmp_path: Path
) -> None:
    vault.write(lambda db: identity.confirm(db, [("email", ME)]))
    mail = mailbox(*(letter(number=number) for number in (1, 2, 3)))
    importing.drop(write(tmp_path / "mail.mbox", mail))
    importing.named(SUBJECTS)
    assert not importing.sees(TEXTS)
    importing.press(Key.Key_Escape)
    importing.drop(write(tmp_path / "people.vcf", ANNA))
    assert not importing.sees(SUBJECTS)
