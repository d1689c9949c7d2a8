"""Receipts and checkpoints: any flipped bit is refused (property 9), and a receipt proves its record."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.documents import ENTRY, IDS, KEY, NOW, OTHER_KEY
from weavit_core import authorship, canonical, ledger, merkle
from weavit_core.errors import BadProof, CoreError
from weavit_core.ledger import Checkpoint, Entry, Receipt

PUBLIC = KEY.public_key()
SALT = bytes(range(16))
BEFORE = [merkle.leaf_hash(bytes([n])) for n in range(5)]


def issue(entry: Entry = ENTRY, hub_id: str = IDS[0]) -> tuple[str, list[bytes]]:
    leaves = [*BEFORE, ledger.leaf(entry, SALT)]
    checkpoint = Checkpoint(hub_id, len(leaves), merkle.root(leaves), NOW)
    signed = ledger.sign_checkpoint(checkpoint, KEY)
    receipt = Receipt(IDS[0], entry, len(BEFORE), SALT, signed)
    return ledger.sign_receipt(receipt, KEY), merkle.inclusion_proof(leaves, len(BEFORE))


TOKEN, PROOF = issue()


def test_a_receipt_is_verified_whole() -> None:
    receipt, checkpoint = ledger.verify_receipt(TOKEN, PROOF, PUBLIC)
    assert receipt.entry == ENTRY
    assert (checkpoint.size, checkpoint.at) == (len(BEFORE) + 1, NOW)


@given(st.integers(0, len(TOKEN) - 1), st.integers(0, 6))
def test_a_flipped_bit_in_a_receipt_is_refused(at: int, bit: int) -> None:
    flipped = TOKEN[:at] + chr(ord(TOKEN[at]) ^ 1 << bit) + TOKEN[at + 1 :]
    with pytest.raises(CoreError):
        ledger.verify_receipt(flipped, PROOF, PUBLIC)


@given(st.integers(0, len(PROOF) - 1), st.integers(0, 31), st.integers(0, 7))
def test_a_flipped_bit_in_the_proof_is_refused(at: int, byte: int, bit: int) -> None:
    node = bytearray(PROOF[at])
    node[byte] ^= 1 << bit
    with pytest.raises(BadProof):
        ledger.verify_receipt(TOKEN, [*PROOF[:at], bytes(node), *PROOF[at + 1 :]], PUBLIC)


def test_a_receipt_of_another_key_is_refused() -> None:
    with pytest.raises(CoreError):
        ledger.verify_receipt(TOKEN, PROOF, OTHER_KEY.public_key())


def test_a_checkpoint_of_another_hub_is_refused() -> None:
    token, proof = issue(hub_id=IDS[5])
    with pytest.raises(BadProof):
        ledger.verify_receipt(token, proof, PUBLIC)


@pytest.mark.parametrize(
    "other",
    [
        replace(ENTRY, seq=3),
        replace(ENTRY, subject=IDS[5]),
        replace(ENTRY, digest="cd" * 32),
        replace(ENTRY, policy="cd" * 32),
        replace(ENTRY, kind=ledger.Kind.RETRACTION),
    ],
)
def test_a_receipt_for_a_record_that_is_not_in_the_log_is_refused(other: Entry) -> None:
    claimed = replace(ledger.read_receipt(TOKEN, PUBLIC), entry=other)
    with pytest.raises(BadProof):
        ledger.verify_receipt(ledger.sign_receipt(claimed, KEY), PROOF, PUBLIC)


def test_a_checkpoint_signed_for_another_purpose_is_refused() -> None:
    body = authorship.verify(ledger.read_receipt(TOKEN, PUBLIC).checkpoint, PUBLIC, ledger.CHECKPOINT_TYP)
    with pytest.raises(CoreError):
        ledger.read_checkpoint(authorship.sign(body, KEY, ledger.RECEIPT_TYP), PUBLIC)


@pytest.mark.parametrize("kind", [[], {}, 1, None, "rumour"])
def test_an_unknown_kind_of_record_is_refused(kind: object) -> None:
    document = canonical.decode(authorship.verify(TOKEN, PUBLIC, ledger.RECEIPT_TYP), at_most=4096)
    body = canonical.encode({**document, "kind": kind})
    with pytest.raises(CoreError):
        ledger.read_receipt(authorship.sign(body, KEY, ledger.RECEIPT_TYP), PUBLIC)


def test_an_erased_record_leaves_the_proofs_of_all_others_valid() -> None:
    # What remains of a record after it is erased is the inner digest alone.
    inner = merkle.inner_hash(SALT, ledger.record(ENTRY))
    assert merkle.leaf_hash(inner) == ledger.leaf(ENTRY, SALT)
