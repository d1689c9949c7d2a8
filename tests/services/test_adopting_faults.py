"""What a hub can lie about, and where the line can break, while a restored vault asks what it holds."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from builders.laptop import ACME, Laptop
from builders.restored import ANNA, BERT, adopt, levels, restore, suspended, two
from builders.sharing import copy_of, dump
from builders.stand_in_hub import Refused
from weavit_core import authorship, canonical, keys, publication
from weavit_core.http_signing import Request
from weavit_desktop.errors import HubNotTrusted, HubRefused, HubUnreachable
from weavit_desktop.services.adopting import Adopted
from weavit_desktop.vault.repositories import hub as hubs


def changed_rows(made: Laptop, change: Callable[[dict[str, Any]], object]) -> None:
    """Let the hub change each row of its mirror, and sign the answer all the same."""
    given = made.hub._mirror

    def lying(request: Request) -> tuple[int, object]:
        status, document = given(request)
        rows = json.loads(canonical.encode(document))["publications"]
        for row in rows:
            change(row)
        return status, {"publications": rows}

    made.hub._mirror = lying  # type: ignore[method-assign]  # a hub that lies


def forge_content(row: dict[str, Any]) -> None:
    document = publication.decode(keys.from_base64url(row["body"]))
    row["body"] = keys.to_base64url(publication.encode(replace(document, as_of="2026-09")))


def sign_with_another_key(row: dict[str, Any]) -> None:
    body = keys.from_base64url(row["body"])
    other = Ed25519PrivateKey.from_private_bytes(b"x" * 32)
    row["jws"] = authorship.sign_detached(body, other, publication.TYP)


def name_another_device(row: dict[str, Any]) -> None:
    document = publication.decode(keys.from_base64url(row["body"]))
    row["body"] = keys.to_base64url(publication.encode(replace(document, device_id=ACME)))


LIES: dict[str, Callable[[dict[str, Any]], object]] = {
    "content": forge_content,
    "author": sign_with_another_key,
    "device": name_another_device,
    "no signature": lambda row: row.pop("jws"),
    "no receipt": lambda row: row.pop("receipt"),
    "proof": lambda row: row.update(proof=["00" * 32]),
    "body": lambda row: row.update(body="%"),
}


@pytest.mark.parametrize("lie", LIES)
def test_what_not_both_have_signed_is_not_adopted(lie: str) -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    made.share_and_publish(BERT, 3)
    restore(made, made.vault.db)
    before = dump(made.vault.db, "permission", "sharing_period", "outbox", "hub")
    changed_rows(made, LIES[lie])
    with pytest.raises(HubNotTrusted):
        adopt(made)
    assert dump(made.vault.db, "permission", "sharing_period", "outbox", "hub") == before


def test_one_document_twice_is_not_adopted() -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    restore(made, made.vault.db)
    given = made.hub._mirror

    def twice(request: Request) -> tuple[int, object]:
        status, document = given(request)
        return status, {"publications": 2 * document["publications"]}  # type: ignore[index]  # as it stands

    made.hub._mirror = twice  # type: ignore[method-assign]  # a hub that lies
    with pytest.raises(HubNotTrusted):
        adopt(made)
    assert suspended(made) == hubs.RESTORED


def test_where_the_hub_is_not_believed_what_is_remembered_can_still_be_taken_back() -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    restore(made, made.vault.db)
    changed_rows(made, sign_with_another_key)
    made.revoke(ANNA)
    report = made.send_taken_back()
    assert made.hub.held == {}
    assert isinstance(report.trouble, HubNotTrusted)
    assert suspended(made) == hubs.RESTORED


def test_a_hub_with_another_history_is_not_believed() -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    restore(made, made.vault.db)
    made.hub.leaves[0] = bytes(32)
    with pytest.raises(HubNotTrusted):
        adopt(made)
    assert suspended(made) != ""
    assert levels(made) == {ANNA: 3}


@pytest.mark.parametrize("path", ["/v1/me/publications", "/v1/ledger/checkpoint"])
@pytest.mark.parametrize("fault", ["before", "after", "refused"])
def test_cut_off_it_is_restored_still_and_begins_anew(path: str, fault: str) -> None:
    made = two()
    made.share_and_publish(ANNA, 4)
    backup = copy_of(made.vault.db)
    made.share(ANNA, 1)
    made.publish()
    restore(made, backup)
    before = dump(made.vault.db, "permission", "sharing_period", "outbox", "hub")
    hit = lambda request: request.url.endswith(path)  # noqa: E731
    if fault == "refused":
        made.hub.refuse = lambda request: "internal" if hit(request) else ""
    else:
        made.hub.fault = lambda request: fault if hit(request) else ""
    with pytest.raises((HubUnreachable, HubRefused)):
        adopt(made)
    assert dump(made.vault.db, "permission", "sharing_period", "outbox", "hub") == before
    assert suspended(made) == hubs.RESTORED
    made.hub.fault = made.hub.refuse = lambda request: ""
    assert adopt(made) == Adopted(documents=1, ended=0, fallen=1)


def test_a_crash_in_its_transaction_leaves_a_restored_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    made = two()
    made.share_and_publish(ANNA, 3)
    restore(made, made.vault.db)
    before = dump(made.vault.db, "permission", "sharing_period", "outbox", "hub")
    broken = RuntimeError("the power went")

    def fail(*_: object) -> None:
        raise broken

    monkeypatch.setattr("weavit_desktop.services.adopting.redraft", fail)
    with pytest.raises(RuntimeError):
        adopt(made)
    assert dump(made.vault.db, "permission", "sharing_period", "outbox", "hub") == before


def test_nothing_but_what_takes_back_leaves_before_it() -> None:
    made = two()
    made.share(ANNA, 3)
    made.approve_all()
    restore(made, made.vault.db)

    def silent(request: Request) -> str:
        if request.method == "PUT":
            raise Refused("forbidden", 403)
        return "before" if request.url.endswith("/v1/me/publications") else ""

    made.hub.fault = silent
    report = made.publish()
    assert isinstance(report.trouble, HubUnreachable)
    assert made.hub.held == {}
