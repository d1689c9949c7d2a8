"""The Merkle tree of RFC 9162: roots, inclusion and consistency proofs, and their verification.

A leaf is SHA-256(0x00 || SHA-256(salt || record)): erasing a record and its salt leaves every proof
valid, since the tree needs only the inner digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from weavit_core.errors import BadProof

EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(inner: bytes) -> bytes:
    """Return the hash of a leaf from the salted digest of its record."""
    return hashlib.sha256(b"\x00" + inner).digest()


def inner_hash(salt: bytes, record: bytes) -> bytes:
    """Return the salted digest of a record: what the hub must keep for ever."""
    return hashlib.sha256(salt + record).digest()


def root(leaves: Sequence[bytes]) -> bytes:
    """Return the tree head over leaf hashes (RFC 9162, 2.1.1)."""
    if not leaves:
        return EMPTY_ROOT
    if len(leaves) == 1:
        return leaves[0]
    split = _split(len(leaves))
    return _node(root(leaves[:split]), root(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path from leaf `index` to the root, lowest first (RFC 9162, 2.1.3.1)."""
    if not 0 <= index < len(leaves):
        raise IndexError(index)
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), root(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the proof that the first `earlier` leaves are a prefix of these (RFC 9162, 2.1.4.1)."""
    if not 0 < earlier <= len(leaves):
        raise IndexError(earlier)
    return _subproof(leaves, earlier, complete=True)


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> None:
    """Raise BadProof unless the leaf stands at `index` of the tree (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise BadProof("the index lies outside the tree")
    node, last, result = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise BadProof("the path is too long")
        if node & 1 or node == last:
            result = _node(sibling, result)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            result = _node(result, sibling)
        node, last = node >> 1, last >> 1
    if last != 0 or result != expected_root:
        raise BadProof("the path does not lead to the root")


def verify_consistency(
    earlier: int, earlier_root: bytes, size: int, expected_root: bytes, proof: Sequence[bytes]
) -> None:
    """Raise BadProof unless the earlier tree is a prefix of the later one (RFC 9162, 2.1.4.2)."""
    if not 0 <= earlier <= size:
        raise BadProof("the log became shorter")
    if earlier in (0, size):
        if proof or (earlier == size and earlier_root != expected_root):
            raise BadProof("the log shows another history")
        return
    path = list(proof) if earlier & (earlier - 1) else [earlier_root, *proof]
    if not path:
        raise BadProof("the proof is empty")
    if _climb(path, earlier, size) != (earlier_root, expected_root):
        raise BadProof("the log shows another history")


def _climb(path: Sequence[bytes], earlier: int, size: int) -> tuple[bytes, bytes]:
    """Return the two roots, of the earlier and of the later tree, that the path builds."""
    node, last = earlier - 1, size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise BadProof("the proof is too long")
        if node & 1 or node == last:
            old, new = _node(sibling, old), _node(sibling, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = _node(new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    return old, new


def _subproof(leaves: Sequence[bytes], earlier: int, *, complete: bool) -> list[bytes]:
    if earlier == len(leaves):
        return [] if complete else [root(leaves)]
    split = _split(len(leaves))
    if earlier <= split:
        return [*_subproof(leaves[:split], earlier, complete=complete), root(leaves[split:])]
    return [*_subproof(leaves[split:], earlier - split, complete=False), root(leaves[:split])]


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
