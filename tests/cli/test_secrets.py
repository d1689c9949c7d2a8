"""Secrets come from files, standard input or a terminal: as they are, and never from anywhere else."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from weavit_desktop.cli import secrets
from weavit_desktop.cli.secrets import read_new_secret, read_secret, require_typed_back
from weavit_desktop.errors import NoWayToAsk, UsageRefused


def read(source: str | None) -> str:
    return read_secret(source, prompt="Passphrase", option="--passphrase-file")


def test_one_line_end_at_the_end_of_a_file_is_not_part_of_the_secret(tmp_path: Path) -> None:
    for ending in ("", "\n", "\r\n"):
        (tmp_path / "secret").write_bytes(b" amber tide " + ending.encode())
        assert read(str(tmp_path / "secret")) == " amber tide "


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("amber tide\n"))
    assert read("-") == "amber tide"


def test_without_a_file_or_a_terminal_there_is_no_way_to_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("amber tide\n"))
    with pytest.raises(NoWayToAsk, match="--passphrase-file"):
        read(None)


def test_a_file_that_cannot_be_read_is_named_by_its_option(tmp_path: Path) -> None:
    (tmp_path / "latin1").write_bytes(b"caf\xe9")
    for source in (tmp_path / "missing", tmp_path, tmp_path / "latin1"):
        with pytest.raises(UsageRefused, match="--passphrase-file"):
            read(str(source))


def test_a_new_secret_at_a_terminal_is_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["amber tide", "amber tied"])
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr(secrets, "getpass", lambda prompt: next(answers))
    with pytest.raises(UsageRefused, match="differ"):
        read_new_secret(None, prompt="New passphrase", option="--new-passphrase-file")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class TestTypedBack:
    CODE = "1111-2222-3333-4444-5555-6666-7777-8888"

    @pytest.fixture(autouse=True)
    def terminal(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def test_two_different_groups_of_the_code_are_asked_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        asked: list[str] = []

        def answer(prompt: str) -> str:
            asked.append(prompt)
            return prompt[len("Group ")] * 4

        monkeypatch.setattr(secrets, "getpass", answer)
        require_typed_back(self.CODE)
        assert len(set(asked)) == 2

    def test_a_wrong_group_is_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(secrets, "getpass", lambda _prompt: "9999")
        with pytest.raises(UsageRefused, match="the old code works"):
            require_typed_back(self.CODE)
