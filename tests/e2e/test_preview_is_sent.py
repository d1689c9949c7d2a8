"""The bytes shown are the bytes sent: from the preview through the sync process and a socket to the hub."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from builders.hub import Clock
from builders.sharing import Post, Someone, add_organisation, add_people, choose, ids, weekly_mail
from builders.tapped import Tapped, tapped_hub
from builders.vault import new_vault
from weavit_core import canonical, keys, ledger
from weavit_desktop.errors import HubUnreachable
from weavit_desktop.services import approving, hub, joining, publishing
from weavit_desktop.services.approving import Preview
from weavit_desktop.services.checking import mirror, receipts
from weavit_desktop.services.clients import confirm_client
from weavit_desktop.services.sharing import revoke_everything
from weavit_desktop.sharing.preview import MADE_WHEN_SENT
from weavit_desktop.sharing.transport import HubAddress, SyncProcess
from weavit_desktop.vault.repositories import outbox
from weavit_desktop.vault.vault import Vault


@contextmanager
def laptop(folder: Path, tapped: Tapped, clock: Clock) -> Iterator[Vault]:
    """Give a real vault that joined the hub through a real sync process, with one shared person a Client."""
    new_id = ids(7)
    with new_vault(folder / "vault", clock=clock) as vault:

        def fill(db) -> None:
            add_organisation(db, 1, None, "Veldmark Foods")
            add_organisation(db, 2, None, "Orrin Maritime")
            add_people(
                db, [Someone("anna", days=weekly_mail(until=clock().date())), Someone("bert", [Post(2)])]
            )

        vault.write(fill)
        clients = [tapped.site.add_client("Veldmark Foods"), tapped.site.add_client("Orrin Maritime")]
        joining.join(vault, tapped.invite("Maya"), lambda terms: True, SyncProcess, clock, new_id)
        for number, client_id in enumerate(clients, start=1):
            confirm_client(vault, f"org-{number}", client_id, clock, new_id)
        choose(vault, "anna", 4, clock, new_id, k=1)
        choose(vault, "bert", 1, clock, new_id)
        yield vault


def previews(vault: Vault, state: str) -> list[Preview]:
    return [approving.show(vault, row.id) for row in approving.list_outbox(vault) if row.state == state]


def put_requests(tapped: Tapped) -> dict[bytes, dict[str, str]]:
    """Return the head of each PUT that passed the tap, by its body."""
    found = {}
    for raw in tapped.requests:
        head, _, body = raw.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        if first.startswith("PUT "):
            headers = dict(line.split(": ", 1) for line in lines)
            found[body] = {"": first} | {name.lower(): value for name, value in headers.items()}
    return found


def test_the_bytes_shown_are_the_bytes_sent_receipted_and_held(tmp_path: Path) -> None:
    clock = Clock()
    with tapped_hub(clock) as tapped, laptop(tmp_path, tapped, clock) as vault:
        shown = previews(vault, "draft")
        for one in shown:
            approving.approve(vault, one.row.id, canonical.sha256_hex(one.body), clock, ids(8))
        report = publishing.publish(vault, SyncProcess, clock, ids(9))
        held = mirror(vault, SyncProcess, clock)

        assert (report.accepted, report.trouble, len(shown)) == (2, None, 2)
        rendered = {one.text.encode() for one in shown}
        assert rendered == {
            bytes.fromhex("".join(line[8:] for line in one.hex_dump.splitlines())) for one in shown
        }
        assert rendered == set(put_requests(tapped))
        assert {canonical.sha256_hex(body) for body in rendered} == {row.sha256 for row in held}
        assert all(row.matches_sent for row in held)
        tokens = [kept.token for _, kept in vault.read(outbox.receipts)]
        key = tapped.site.hub.seal.key.public_key()
        digests = {ledger.read_receipt(token, key).entry.digest for token in tokens}
        assert digests == {canonical.sha256_hex(body) for body in rendered}
        assert all(one.verified for one in receipts(vault))


def test_the_request_shown_is_the_request_sent(tmp_path: Path) -> None:
    clock = Clock()
    with tapped_hub(clock) as tapped, laptop(tmp_path, tapped, clock) as vault:
        shown = previews(vault, "draft")
        approving.approve_all(vault, clock, ids(8))
        publishing.publish(vault, SyncProcess, clock, ids(9))

        sent = put_requests(tapped)
        for one in shown:
            first, *lines = one.request_head.splitlines()
            head = dict(sent[one.body])
            assert head.pop("") == f"PUT {first.removeprefix(f'PUT {tapped.url}')} HTTP/1.1"
            assert head.pop("host") == tapped.url.removeprefix("http://")
            expected = dict(line.split(": ", 1) for line in lines)
            assert head.keys() == expected.keys()
            assert all(value in (head[name], MADE_WHEN_SENT) for name, value in expected.items())


def test_taking_back_is_confirmed_by_the_hub_and_nothing_is_left(tmp_path: Path) -> None:
    clock = Clock()
    with tapped_hub(clock) as tapped, laptop(tmp_path, tapped, clock) as vault:
        approving.approve_all(vault, clock, ids(8))
        publishing.publish(vault, SyncProcess, clock, ids(9))
        revoke_everything(vault, clock, ids(10))

        report = publishing.send_taken_back(vault, SyncProcess, clock, ids(11))

        assert (report.accepted, report.waiting, report.trouble) == (2, 0, None)
        assert mirror(vault, SyncProcess, clock) == []
        assert len(receipts(vault)) == 4


def test_following_and_leaving_a_real_hub(tmp_path: Path) -> None:
    clock = Clock()
    with tapped_hub(clock) as tapped, laptop(tmp_path, tapped, clock) as vault:
        approving.approve_all(vault, clock, ids(8))
        publishing.publish(vault, SyncProcess, clock, ids(9))
        tapped.site.release()

        fetched = hub.fetch(vault, SyncProcess, clock, ids(11))
        hub.leave(vault, SyncProcess, clock, ids(10))

        assert (fetched.clients, fetched.epoch, fetched.policy_changed) == (2, 1, False)
        assert not hub.is_joined(vault)


def test_the_sync_process_ends_with_its_context_and_with_the_app(tmp_path: Path) -> None:
    with tapped_hub(Clock()) as tapped:
        address = HubAddress(tapped.url, keys.public_text(tapped.site.hub.seal.key))
        with SyncProcess(address) as sync:
            assert sync._child is not None
            process = sync._child.process
            assert process.poll() is None
            assert process.stdin is not None
            process.stdin.close()  # as the end of the app closes it
            assert process.wait(timeout=20) == 0


@pytest.mark.skipif(
    sys.platform == "win32", reason="a folder that cannot be written is made with POSIX modes"
)
def test_the_sync_process_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with tapped_hub(Clock()) as tapped:
        address = HubAddress(tapped.url, keys.public_text(tapped.site.hub.seal.key))
        with SyncProcess(address):
            pass

    assert list(tmp_path.iterdir()) == []


def test_a_hub_that_went_down_leaves_the_documents_approved(tmp_path: Path) -> None:
    clock = Clock()
    with tapped_hub(clock) as tapped, laptop(tmp_path, tapped, clock) as vault:
        approving.approve_all(vault, clock, ids(8))
        vault.write(lambda db: db.execute("UPDATE hub SET url = 'http://127.0.0.1:9'").fetchall())

        report = publishing.publish(vault, SyncProcess, clock, ids(9))

        assert isinstance(report.trouble, HubUnreachable)
        assert [row.state for row in approving.list_outbox(vault)] == ["approved", "approved"]
