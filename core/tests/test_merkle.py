"""The Merkle tree against the definitions of RFC 9162, written out naively (property 14)."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from weavit_core import merkle
from weavit_core.errors import BadProof

LEAVES = [merkle.leaf_hash(bytes([n])) for n in range(40)]
sizes = st.integers(1, len(LEAVES))


def naive_root(leaves: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1: split at the largest power of two below the size."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = max(2**n for n in range(10) if 2**n < len(leaves))
    return hashlib.sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


def naive_path(leaves: list[bytes], index: int) -> list[bytes]:
    """RFC 9162, 2.1.3.1."""
    if len(leaves) == 1:
        return []
    split = max(2**n for n in range(10) if 2**n < len(leaves))
    if index < split:
        return [*naive_path(leaves[:split], index), naive_root(leaves[split:])]
    return [*naive_path(leaves[split:], index - split), naive_root(leaves[:split])]


def naive_consistency(leaves: list[bytes], earlier: int, complete: bool = True) -> list[bytes]:
    """RFC 9162, 2.1.4.1."""
    if earlier == len(leaves):
        return [] if complete else [naive_root(leaves)]
    split = max(2**n for n in range(10) if 2**n < len(leaves))
    if earlier <= split:
        return [*naive_consistency(leaves[:split], earlier, complete), naive_root(leaves[split:])]
    return [*naive_consistency(leaves[split:], earlier - split, False), naive_root(leaves[:split])]


@given(st.integers(0, len(LEAVES)))
def test_the_root_is_that_of_the_definition(size: int) -> None:
    assert merkle.root(LEAVES[:size]) == naive_root(LEAVES[:size])


@given(sizes, st.data())
def test_the_inclusion_proof_is_that_of_the_definition_and_verifies(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    leaves = LEAVES[:size]
    proof = merkle.inclusion_proof(leaves, index)
    assert proof == naive_path(leaves, index)
    merkle.verify_inclusion(leaves[index], index, size, proof, naive_root(leaves))


@given(sizes, sizes)
def test_the_consistency_proof_is_that_of_the_definition_and_verifies(one: int, other: int) -> None:
    earlier, later = sorted((one, other))
    leaves = LEAVES[:later]
    proof = merkle.consistency_proof(leaves, earlier)
    assert proof == naive_consistency(leaves, earlier)
    merkle.verify_consistency(earlier, naive_root(leaves[:earlier]), later, naive_root(leaves), proof)


@given(sizes, st.data())
def test_no_other_leaf_or_index_verifies(size: int, data: st.DataObject) -> None:
    index, claimed = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, len(LEAVES)))
    leaf = data.draw(st.sampled_from(LEAVES))
    assume((leaf, claimed) != (LEAVES[index], index))
    proof = merkle.inclusion_proof(LEAVES[:size], index)
    with pytest.raises(BadProof):
        merkle.verify_inclusion(leaf, claimed, size, proof, naive_root(LEAVES[:size]))


@given(sizes, st.data())
def test_a_flipped_bit_in_an_inclusion_proof_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    proof = merkle.inclusion_proof(LEAVES[:size], index)
    assume(proof)
    with pytest.raises(BadProof):
        merkle.verify_inclusion(LEAVES[index], index, size, flipped(proof, data), naive_root(LEAVES[:size]))


@given(sizes, sizes, st.data())
def test_a_flipped_bit_in_a_consistency_proof_is_refused(one: int, other: int, data: st.DataObject) -> None:
    earlier, later = sorted((one, other))
    proof = merkle.consistency_proof(LEAVES[:later], earlier)
    assume(proof)
    roots = naive_root(LEAVES[:earlier]), naive_root(LEAVES[:later])
    with pytest.raises(BadProof):
        merkle.verify_consistency(earlier, roots[0], later, roots[1], flipped(proof, data))


@given(sizes, st.data())
def test_a_proof_that_is_too_short_or_too_long_is_refused(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    root, proof = naive_root(LEAVES[:size]), merkle.inclusion_proof(LEAVES[:size], index)
    with pytest.raises(BadProof):
        merkle.verify_inclusion(LEAVES[index], index, size, [*proof, LEAVES[0]], root)
    if proof:
        with pytest.raises(BadProof):
            merkle.verify_inclusion(LEAVES[index], index, size, proof[:-1], root)


@given(sizes, sizes, st.data())
def test_a_rewritten_history_is_refused(one: int, other: int, data: st.DataObject) -> None:
    earlier, later = sorted((one, other))
    at = data.draw(st.integers(0, earlier - 1))
    rewritten = [*LEAVES[:at], merkle.leaf_hash(b"another"), *LEAVES[at + 1 : later]]
    proof = merkle.consistency_proof(rewritten, earlier)
    roots = naive_root(LEAVES[:earlier]), naive_root(rewritten)
    with pytest.raises(BadProof):
        merkle.verify_consistency(earlier, roots[0], later, roots[1], proof)


def test_a_log_that_became_shorter_is_refused() -> None:
    with pytest.raises(BadProof):
        merkle.verify_consistency(3, naive_root(LEAVES[:3]), 2, naive_root(LEAVES[:2]), [])


@given(sizes, st.data())
def test_stored_subtrees_give_the_root_of_any_range_of_a_proof(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    ranges = [*merkle.inclusion_ranges(size, index), *merkle.consistency_ranges(size, index + 1), range(size)]
    for leaves in ranges:
        parts = merkle.complete_subtrees(leaves)
        assert all(len(part) & (len(part) - 1) == 0 and part.start % len(part) == 0 for part in parts)
        roots = [naive_root(LEAVES[part.start : part.stop]) for part in parts]
        assert merkle.fold(roots) == naive_root(LEAVES[leaves.start : leaves.stop])


def flipped(proof: list[bytes], data: st.DataObject) -> list[bytes]:
    at = data.draw(st.integers(0, len(proof) - 1))
    byte, bit = data.draw(st.integers(0, 31)), data.draw(st.integers(0, 7))
    node = bytearray(proof[at])
    node[byte] ^= 1 << bit
    return [*proof[:at], bytes(node), *proof[at + 1 :]]
