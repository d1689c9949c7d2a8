"""Fields, counted both ways: what does not come back as it was is counted as lost, in its group."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import replace

import pytest

from builders.desk import Desk, someone
from builders.vcards import vcard
from weavit_desktop.services.field_check import FieldCheck, FieldGroup
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.repositories.staging import KeptText

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(40)).decode()
FULL = vcard(
    "FN:Anna Berg",
    "N:Berg;Anna;;;",
    "ORG:Veldmark",
    "EMAIL:anna@veldmark.example",
    "TEL:+41446681800",
    "URL:https://veldmark.example",
    "BDAY:1971-06-03",
    "NOTE:Likes rowing",
    f"PHOTO;ENCODING=b;TYPE=PNG:{PNG}",
    "X-SHOE-SIZE:41",
)


def counted(desk: Desk, check: FieldCheck, *cards: bytes) -> dict[FieldGroup, tuple[int, int]]:
    desk.take(desk.file("in.vcf", *cards), dry_run=True, check=check)
    return {one.group: (one.read, one.lost) for one in check.counts()}


def test_every_group_that_is_there_is_counted_and_nothing_is_lost(desk: Desk) -> None:
    counts = counted(desk, FieldCheck(), FULL)
    assert counts.keys() == set(FieldGroup)
    assert all(read > 0 and lost == 0 for read, lost in counts.values())
    assert counts[FieldGroup.REACH] == (2, 0)
    assert counts[FieldGroup.REST] == (2, 0)  # note and picture


def test_groups_without_a_value_are_left_out(desk: Desk) -> None:
    counts = counted(desk, FieldCheck(), someone("Bo Lind"))
    assert FieldGroup.REACH not in counts
    assert FieldGroup.WORK in counts


def test_cards_are_compared_with_themselves_across_batches(desk: Desk) -> None:
    cards = [someone(f"Person {number}", email=f"p{number}@firm.example") for number in range(1_203)]
    assert counted(desk, FieldCheck(), *cards)[FieldGroup.REACH] == (1_203, 0)


@pytest.mark.parametrize(
    ("change", "group", "expected"),
    [
        (lambda kept: replace(kept, card=kept.card.replace("681800", "681801")), FieldGroup.REACH, (2, 1)),
        (
            lambda kept: replace(kept, card=kept.card.replace('"Veldmark"', '"Feldmark"')),
            FieldGroup.WORK,
            (4, 1),
        ),
        (lambda kept: replace(kept, raw=kept.raw[1:]), FieldGroup.RAW, (1, 1)),
        (lambda kept: replace(kept, photo=False), FieldGroup.REST, (2, 1)),
    ],
)
def test_what_the_vault_gives_back_otherwise_is_lost(
    desk: Desk,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[KeptText], KeptText],
    group: FieldGroup,
    expected: tuple[int, int],
) -> None:
    latest = staging.latest_cards
    monkeypatch.setattr(staging, "latest_cards", lambda db, count: [change(one) for one in latest(db, count)])
    counts = counted(desk, FieldCheck(), FULL)
    assert counts[group] == expected
    assert sum(lost for _, lost in counts.values()) == 1
