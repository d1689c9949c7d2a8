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
    return node_hash(root(leaves[:split]), root(leaves[split:]))


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path from leaf `index` to the root, lowest first (RFC 9162, 2.1.3.1)."""
    return [root(leaves[part.start : part.stop]) for part in inclusion_ranges(len(leaves), index)]


def consistency_proof(leaves: Sequence[bytes], earlier: int) -> list[bytes]:
    """Return the proof that the first `earlier` leaves are a prefix of these (RFC 9162, 2.1.4.1)."""
    return [root(leaves[part.start : part.stop]) for part in consistency_ranges(len(leaves), earlier)]


def inclusion_ranges(size: int, index: int) -> list[range]:
    """Return the ranges of leaves whose roots are the inclusion proof, so that a store need not read all."""
    if not 0 <= index < size:
        raise IndexError(index)
    ranges, low, high = [], 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            ranges.append(range(middle, high))
            high = middle
        else:
            ranges.append(range(low, middle))
            low = middle
    return ranges[::-1]


def consistency_ranges(size: int, earlier: int) -> list[range]:
    """Return the ranges of leaves whose roots are the consistency proof."""
    if not 0 < earlier <= size:
        raise IndexError(earlier)
    ranges, low, high = [], 0, size
    while high != earlier:
        middle = low + _split(high - low)
        if earlier <= middle:
            ranges.append(range(middle, high))
            high = middle
        else:
            ranges.append(range(low, middle))
            low = middle
    if low > 0:  # else the verifier starts from the earlier root that it holds
        ranges.append(range(low, high))
    return ranges[::-1]


def complete_subtrees(leaves: range) -> list[range]:
    """Split a range that a proof or a root names into complete subtrees, largest first.

    Each has 2^n leaves and starts at a multiple of 2^n; `fold` gives the root of the whole.
    """
    parts, low = [], leaves.start
    while low < leaves.stop:
        size = 1 << (leaves.stop - low).bit_length() - 1
        parts.append(range(low, low + size))
        low += size
    return parts


def fold(subtrees: Sequence[bytes]) -> bytes:
    """Return the root over complete subtrees of falling size."""
    if not subtrees:
        return EMPTY_ROOT
    result = subtrees[-1]
    for left in reversed(subtrees[:-1]):
        result = node_hash(left, result)
    return result


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
            result = node_hash(sibling, result)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            result = node_hash(result, sibling)
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
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while node and not node & 1:
                node, last = node >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last != 0:
        raise BadProof("the proof is too short")
    return old, new


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def _split(size: int) -> int:
    """Return the largest power of two below `size`."""
    return 1 << (size - 1).bit_length() - 1
