"""The `weavit-hub` command (cli.md): what it prints, and how it ends."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Connection

from builders.documents import IDS
from weavit_core import invite
from weavit_hub import __main__, configuration, policy_file
from weavit_hub.composition import open_hub
from weavit_hub.store import accounts, policies
from weavit_hub.store.accounts import Device, Rep
from weavit_hub.store.engine import write

URL = "http://127.0.0.1:8420"


class Command:
    """The command of one hub's folder, run in this process."""

    def __init__(
        self, directory: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.directory = directory
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: str, code: int = 0) -> str:
        """Run it, require the exit code, and return what it printed."""
        self._monkeypatch.setattr(sys, "argv", ["weavit-hub", "--dir", str(self.directory), *arguments])
        with pytest.raises(SystemExit) as ended:
            __main__.main()
        out, self.complaint = self._capsys.readouterr()
        assert ended.value.code == code, self.complaint
        return str(out)


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    command = Command(tmp_path / "hub", monkeypatch, capsys)
    command("init", "--name", "Contoso")
    return command


def enrol(hub: Command, name: str) -> tuple[str, str]:
    """Put a colleague into the database and return the ids of the rep and of the device."""
    here = open_hub(hub.directory)
    rep_id, device_id, at = IDS[0], IDS[1], "2026-03-10T09:00:00Z"

    def add(db: Connection) -> None:
        policy = policies.in_force(db).digest
        accounts.add_rep(db, Rep(rep_id, name, "rep", None, policy, "ab" * 32, at, at))
        accounts.add_device(db, Device(device_id, rep_id, "A" * 43, at))

    write(here.engine, add)
    here.engine.dispose()
    return rep_id, device_id


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_init_makes_files_that_only_its_account_reads(hub: Command) -> None:
    modes = {stat.S_IMODE(file.stat().st_mode) for file in hub.directory.iterdir()}
    assert modes == {0o600}
    written = json.loads((hub.directory / "hub.json").read_text())
    assert written["name"] == "Contoso"
    assert "PRIVATE" not in (hub.directory / "hub.json").read_text()


def test_a_second_init_changes_nothing(hub: Command) -> None:
    before = [(hub.directory / name).read_bytes() for name in ("hub.json", "hub.key")]
    hub("init", code=2)
    assert before == [(hub.directory / name).read_bytes() for name in ("hub.json", "hub.key")]


def test_init_never_takes_a_database_that_is_in_use(hub: Command, tmp_path: Path) -> None:
    database = hub.directory / "hub.db"
    hub.directory = tmp_path / "other"
    hub("init", "--database", f"sqlite:///{database}", code=2)
    assert not (tmp_path / "other" / "hub.json").exists()


@pytest.mark.parametrize("database", ["nonsense", "sqlite://", "oracle+nodriver://x/y"])
def test_init_refuses_a_database_that_it_cannot_open(hub: Command, tmp_path: Path, database: str) -> None:
    hub.directory = tmp_path / "other"
    hub("init", "--database", database, code=2)
    assert not (tmp_path / "other" / "hub.json").exists()


def test_an_invite_is_one_line_that_names_the_hub(hub: Command) -> None:
    line = hub("invite", "Anna", "--url", URL)
    read = invite.read(line.removesuffix("\n"))
    configured, key = configuration.load(hub.directory)
    assert (read.url, read.hub_id, read.hub_key) == (URL, configured.hub_id, key.public_key())


def test_an_invite_needs_an_address_until_the_hub_has_listened(hub: Command) -> None:
    hub("invite", "Anna", code=2)
    assert "--url" in hub.complaint
    configuration.remember_url(hub.directory, configuration.load(hub.directory)[0], URL)
    assert invite.read(hub("invite", "Anna").strip()).url == URL


def test_an_enrolled_name_cannot_be_invited_until_it_is_closed(hub: Command) -> None:
    enrol(hub, "Anna")
    hub("invite", "Anna", "--url", URL, code=2)
    hub("reps", "close", "Anna")
    hub("invite", "Anna", "--url", URL)


def test_colleagues_and_their_devices_are_listed(hub: Command) -> None:
    assert json.loads(hub("reps", "list", "--json")) == []
    rep_id, device_id = enrol(hub, "Anna")
    hub("device", "revoke", device_id)
    (row,) = json.loads(hub("reps", "list", "--json"))
    assert (row["id"], row["name"], row["role"], row["closed_at"]) == (rep_id, "Anna", "rep", None)
    assert row["devices"] == [{"id": device_id, "revoked": True}]
    assert "Anna" in hub("reps", "list")


@pytest.mark.parametrize(
    "arguments",
    [
        ("reps", "close", "Nobody"),
        ("device", "revoke", "x"),
        ("clients", "merge", "a", "b"),
        ("release",),
        ("serve", "--host", "0.0.0.0"),
        ("serve", "--certificate", __file__),
        ("nonsense",),
        ("invite",),
        ("policy", "set", "/nowhere"),
        ("serve", "--port", "99999"),
        (),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(hub: Command, arguments: tuple[str, ...]) -> None:
    hub(*arguments, code=2)
    assert "Traceback" not in hub.complaint


def test_a_list_of_clients_is_brought_in(hub: Command, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("name,domains\nACME,acme.de\nBank,bank.de\n", encoding="utf-8")
    assert json.loads(hub("clients", "import", str(file), "--json")) == {
        "added": 2,
        "updated": 0,
        "unchanged": 0,
        "problems": [],
    }
    acme, bank = sorted(json.loads(hub("clients", "list", "--json")), key=lambda client: client["name"])
    hub("clients", "merge", acme["id"], bank["id"])
    assert "merged" in hub("clients", "list")


def test_a_list_with_problems_is_taken_as_far_as_it_goes(hub: Command, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_text("name,country\nACME,Germany\nBank,DE\n", encoding="utf-8")
    assert hub("clients", "import", str(file), code=5) == "1 added, 0 updated, 0 unchanged\n"
    assert "line 2" in hub.complaint


def test_a_list_in_another_encoding_is_refused(hub: Command, tmp_path: Path) -> None:
    file = tmp_path / "clients.csv"
    file.write_bytes("name\nMüller\n".encode("latin-1"))
    hub("clients", "import", str(file), code=5)


def test_a_release_is_computed_at_once(hub: Command) -> None:
    counts = json.loads(hub("release", "--now", "--json"))
    assert (counts["epoch"], counts["clients"]) == (1, 0)
    assert hub("release", "--now").startswith("epoch 2")


def test_a_policy_in_plain_words_or_json_is_put_in_force(hub: Command, tmp_path: Path) -> None:
    file = tmp_path / "policy"
    file.write_text("We count.\n\nWe name\nnobody.\n", encoding="utf-8")
    words = hub("policy", "set", str(file))
    file.write_text('{"words": ["We count."], "least_k": 3}', encoding="utf-8")
    numbers = hub("policy", "set", str(file))
    assert len({words, numbers}) == 2
    assert policy_file.read_policy(file, "Contoso").least_k == 3


@pytest.mark.parametrize("text", ["", '{"least_k": 2}', '{"least_reps": 1}', '{"x": 1}', "{", "a" * 3000])
def test_a_policy_that_is_none_is_refused(hub: Command, tmp_path: Path, text: str) -> None:
    file = tmp_path / "policy"
    file.write_text(text, encoding="utf-8")
    hub("policy", "set", str(file), code=5)


def test_the_policy_that_comes_with_the_hub_says_its_own_numbers() -> None:
    policy = policy_file.default_policy("Contoso")
    words = " ".join(policy.words)
    assert (policy.epoch_days, policy.most_months) == (7, 12)
    numbers = (
        "once a week",
        "twelve months",
        f"fewer than {policy.least_reps}",
        f"{policy.silence_days} days",
    )
    assert all(number in words for number in numbers)


def test_a_sound_hub_checks_and_needs_no_migration(hub: Command) -> None:
    assert hub("check") == "all verified\n"
    assert hub("migrate") == "nothing to do\n"


@pytest.mark.parametrize("name", ["hub.json", "hub.key", "hub.db"])
def test_a_damaged_file_is_told_in_a_sentence(hub: Command, name: str) -> None:
    (hub.directory / name).write_bytes(b"nonsense" * 1000)
    hub("check", code=4)
    assert "Traceback" not in hub.complaint


def test_a_folder_without_a_hub_is_told_in_a_sentence(hub: Command, tmp_path: Path) -> None:
    hub.directory = tmp_path / "nowhere"
    hub("check", code=4)
    assert "init" in hub.complaint


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(
    hub: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "denied")

    hub.directory = tmp_path / "other"
    monkeypatch.setattr(Path, "mkdir", refuse)
    hub("init", code=8)


def test_a_mistake_of_our_own_is_no_traceback_unless_asked_for(
    hub: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Callable[..., None]:
        raise ZeroDivisionError

    monkeypatch.setattr("weavit_hub.services.check.faults", fail)
    hub("check", code=1)
    assert "ZeroDivisionError" in hub.complaint
    assert "Traceback" not in hub.complaint
