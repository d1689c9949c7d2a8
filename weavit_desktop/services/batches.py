"""Long streams in pieces of bounded size."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of `size`, the last one shorter. (itertools.batched needs Python 3.12.)"""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch
