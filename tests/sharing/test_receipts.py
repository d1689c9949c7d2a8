"""A receipt is for what was sent, or it is none; and every checkpoint continues the one before."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from builders.sharing import NOW, uuid
from weavit_core import ledger, merkle
from weavit_core.ledger import Checkpoint, Entry, Kind, Receipt
from weavit_desktop.errors import HubNotTrusted
from weavit_desktop.sharing import receipts
from weavit_desktop.sharing.receipts import Expected, LogDoesNotAddUp, check_history

KEY = Ed25519PrivateKey.from_private_bytes(b"h" * 32)
HUB, PUB = uuid(0xB), uuid(2)
ENTRY = Entry(Kind.PUBLICATION, PUB, 3, "d" * 64, "e" * 64, NOW)
EXPECTED = Expected(HUB, Kind.PUBLICATION, PUB, 3, "d" * 64, "e" * 64)
OTHERS = [merkle.leaf_hash(bytes([number])) for number in range(5)]


def given_by_hub(entry: Entry = ENTRY, hub: str = HUB, key: Ed25519PrivateKey = KEY) -> dict[str, object]:
    """Return the answer of a hub whose log has some entries before this one."""
    salt = b"s" * ledger.SALT_BYTES
    leaves = [*OTHERS, ledger.leaf(entry, salt)]
    head = ledger.sign_checkpoint(Checkpoint(hub, len(leaves), merkle.root(leaves), NOW), key)
    proof = merkle.inclusion_proof(leaves, len(OTHERS))
    token = ledger.sign_receipt(Receipt(hub, entry, len(OTHERS), salt, head), key)
    return {"receipt": token, "proof": [node.hex() for node in proof]}


def test_the_receipt_for_what_was_sent_is_one() -> None:
    proven = receipts.read(given_by_hub(), KEY.public_key(), EXPECTED)

    assert (proven.receipt.entry, proven.checkpoint.size) == (ENTRY, 6)
    assert receipts.verifies(proven.token, json.dumps(proven.proof), KEY.public_key(), EXPECTED)


@pytest.mark.parametrize(
    "change",
    [{"kind": Kind.RETRACTION}, {"subject": uuid(9)}, {"seq": 4}, {"digest": "0" * 64}, {"policy": "0" * 64}],
)
def test_a_receipt_for_anything_else_is_none(change: dict[str, object]) -> None:
    with pytest.raises(HubNotTrusted):
        receipts.read(given_by_hub(replace(ENTRY, **change)), KEY.public_key(), EXPECTED)


def test_the_receipt_of_another_hub_or_key_is_none() -> None:
    for answer in (given_by_hub(hub=uuid(9)), given_by_hub(key=Ed25519PrivateKey.generate())):
        with pytest.raises(HubNotTrusted):
            receipts.read(answer, KEY.public_key(), EXPECTED)


@given(data=st.data())
def test_a_receipt_or_proof_that_was_changed_is_none(data: st.DataObject) -> None:
    honest = json.dumps(given_by_hub(), sort_keys=True)
    at = data.draw(st.integers(0, len(honest) - 1))
    changed = honest[:at] + data.draw(st.sampled_from("0aZ_")) + honest[at + 1 :]
    try:
        answer = json.loads(changed)
    except ValueError:
        return
    if answer == json.loads(honest):
        return

    with pytest.raises(HubNotTrusted):
        receipts.read(answer, KEY.public_key(), EXPECTED)


@pytest.mark.parametrize("proof", [None, {}, [1], ["zz"], ["00"], ["00" * 32] * 65])
def test_a_proof_that_is_none_is_refused(proof: object) -> None:
    with pytest.raises(HubNotTrusted):
        receipts.read({**given_by_hub(), "proof": proof}, KEY.public_key(), EXPECTED)


def head(leaves: list[bytes], hub: str = HUB) -> Checkpoint:
    return Checkpoint(hub, len(leaves), merkle.root(leaves), NOW)


def proofs_of(leaves: list[bytes]) -> Callable[[int, int], list[bytes]]:
    return lambda smaller, larger: merkle.consistency_proof(leaves[:larger], smaller)


sizes = st.integers(0, 12)


@given(one=sizes, other=sizes)
def test_a_log_that_only_grew_adds_up_in_whatever_order_it_is_seen(one: int, other: int) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(12)]

    check_history(head(leaves[:one]), head(leaves[:other]), proofs_of(leaves))


@given(kept=st.integers(1, 12), new=st.integers(1, 12), data=st.data())
def test_a_log_whose_past_changed_does_not_add_up(kept: int, new: int, data: st.DataObject) -> None:
    leaves = [merkle.leaf_hash(bytes([number])) for number in range(12)]
    at = data.draw(st.integers(0, min(kept, new) - 1))
    forged = [*leaves[:at], merkle.leaf_hash(b"forged"), *leaves[at + 1 :]]

    with pytest.raises(LogDoesNotAddUp):
        check_history(head(leaves[:kept]), head(forged[:new]), proofs_of(forged))


def test_the_log_of_another_hub_does_not_continue_this_one() -> None:
    with pytest.raises(LogDoesNotAddUp):
        check_history(head(OTHERS), head(OTHERS, hub=uuid(9)), proofs_of(OTHERS))


def test_the_first_checkpoint_has_nothing_to_be_held_against() -> None:
    check_history(None, head(OTHERS), proofs_of([]))
