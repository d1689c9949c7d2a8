"""A new name of an employer is not always a new employer."""

from __future__ import annotations

import pytest

from builders.rules import shipped_normaliser
from weavit_desktop.matching.renaming import Employer, is_renaming


def renamed(before: str, after: str, old: str = "", new: str = "") -> bool:
    def employer(name: str, domains: str) -> Employer:
        return Employer(shipped_normaliser().organisation_key(name), frozenset(domains.split()))

    return is_renaming(employer(before, old), employer(after, new))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Orrin", "ORRIN GmbH & Co. KG"),
        ("Orrin AG", "Orrin Holding AG"),
        ("Orrin Schweiz", "Orrin"),
        ("Müller & Co.", "Mueller"),
    ],
)
def test_one_name_within_the_other_is_a_renaming(before: str, after: str) -> None:
    assert renamed(before, after)


def test_another_name_is_another_employer() -> None:
    assert not renamed("Veldmark Foods", "Orrin AG")


def test_the_parents_name_is_no_other_employer_as_long_as_the_address_stays() -> None:
    assert renamed("Veldmark Foods", "Orrin", "orrin.example", "orrin.example")
    assert renamed("Veldmark Foods", "Orrin", "group.example", "group.example")


def test_an_address_that_carries_the_old_name_alone_was_left_behind() -> None:
    assert not renamed("Veldmark Foods", "Orrin", "veldmark.example", "veldmark.example")
    assert not renamed("Veldmark Foods", "Orrin", "vf.example", "vf.example")


def test_a_new_address_is_a_new_employer() -> None:
    assert not renamed("Veldmark Foods", "Orrin", "group.example", "group.example orrin.example")
