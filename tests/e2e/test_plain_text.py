"""What a person entrusted is nowhere in plain text: after an import, work, a backup, a crash, a lock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from builders.desk import someone
from builders.spelled import found_in, text_spellings
from builders.vault import PASSPHRASE, new_vault_and_code
from builders.window_process import environment, open_window_on

NAME, EMAIL, NOTE, TITLE = (
    "Quillfeather-Marmalade",
    "orla.brackenridge@tarnholm.example",
    "Keeps seventeen tortoises in the conservatory",
    "Keeper of the Obsidian Ledger",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("home", "temp", "source"):
        (tmp_path / name).mkdir()
    return tmp_path / "home"


def weavit(home: Path, *arguments: str | Path, code: int = 0) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "weavit_desktop", *map(str, arguments)],
        env=places(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == code, ran.stderr


def places(home: Path) -> dict[str, str]:
    """Return an environment in which everything that is written lies below one folder."""
    return {**environment(home), "TMPDIR": str(home.with_name("temp"))}


DIE = """
import os, sys
from pathlib import Path
from weavit_desktop.vault.opening import open_vault
vault = open_vault(Path(sys.argv[1]), sys.argv[2], command="weavit import")
def half(db):
    db.execute("INSERT INTO template VALUES (NULL, ?, '', ?)", (sys.argv[3], sys.argv[3] * 2000))
    db.execute("INSERT INTO person_search (rowid, name) VALUES (9999, ?)", (sys.argv[3],))
vault.write(half)
os._exit(9)
"""


def test_what_was_entrusted_is_nowhere_in_plain_text(home: Path) -> None:
    folder, source = home / "vault", home.with_name("source")
    vault, code = new_vault_and_code(folder)
    vault.close()
    (source / "passphrase").write_text(PASSPHRASE + "\n")
    card = someone(NAME, f"NOTE:{NOTE}", email=EMAIL, title=TITLE)
    (source / "people.vcf").write_bytes(card + b"a stray line about Orla\r\n")
    (source / "file.txt").write_text(NOTE)
    asked = ("--vault", folder, "--passphrase-file", source / "passphrase")
    needles = [one for text in (NAME, EMAIL, NOTE, TITLE, PASSPHRASE, code) for one in text_spellings(text)]

    def nothing_lies_about() -> bool:
        return found_in(home, needles) == [] and not found_in_temp(home, needles)

    weavit(home, "import", source / "people.vcf", *asked, code=5)  # one line was no card
    weavit(home, "people", NAME, *asked)
    weavit(home, "add", f"{NAME} Junior", *asked)
    assert nothing_lies_about()

    weavit(home, "vault", "backup", *asked)
    weavit(home, "import", source / "nowhere.vcf", *asked, code=5)
    assert nothing_lies_about()

    died = [sys.executable, "-c", DIE, str(folder), PASSPHRASE, NOTE]
    assert subprocess.run(died, env=places(home), check=False).returncode == 9
    assert (folder / "vault.db-wal").stat().st_size > 0
    assert nothing_lies_about()

    with open_window_on(folder, home) as window:  # with what a crash left to be taken in
        weavit(home, "lock", "--vault", folder)
        assert window.poll() is None
    assert nothing_lies_about()


def found_in_temp(home: Path, needles: list[bytes]) -> list[str]:
    temp = home.with_name("temp")
    return found_in(temp, needles) if any(path.is_file() for path in temp.rglob("*")) else []
