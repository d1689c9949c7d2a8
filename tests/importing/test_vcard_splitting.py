"""Lines that are taken without counting their folds are split as if each had been counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.importing.streams import OVERLONG
from weavit_desktop.importing.vcard import splitting
from weavit_desktop.importing.vcard.splitting import CARD_TOO_LONG, LINE_TOO_LONG, RawCard, split_cards

MOST_OF_A_LINE, MOST_OF_A_CARD = 40, 90
BEGIN, END = b"BEGIN:VCARD\n", b"END:VCARD\n"
LINES = st.lists(
    st.builds(
        lambda start, size: start + b"x" * size + b"\n",
        st.sampled_from([b"A:", b" ", b" ", b"\t"]),
        st.integers(0, 60) | st.integers(0, 12),
    )
    | st.sampled_from([OVERLONG, b"\n"]),
    max_size=14,
)


@dataclass
class Counted:
    """A card split as plainly as can be: whole lines first, with their folds, then what fits."""

    lines: list[bytes] = field(default_factory=lambda: [BEGIN])
    numbers: list[int] = field(default_factory=lambda: [1])
    refused: list[tuple[int, str]] = field(default_factory=list)


def split_plainly(lines: Sequence[bytes]) -> Counted:
    """Return what a card of these lines between BEGIN and END is, each line counted with all its folds."""
    card = Counted()
    kept: list[tuple[int, bytes]] = []  # the present line, with its folds
    size, dropping = 0, False

    def keep() -> None:
        card.lines += [line for _, line in kept]
        card.numbers += [number for number, _ in kept]
        kept.clear()

    for number, line in enumerate(lines, 2):
        if line[:1] not in (b" ", b"\t"):
            keep()
            size, dropping = 0, False
        size += len(line)
        in_card = sum(map(len, card.lines)) + sum(len(one) for _, one in kept)
        if dropping:
            continue
        sentence = ""
        if line == OVERLONG or size > MOST_OF_A_LINE:
            sentence = LINE_TOO_LONG
        elif in_card + len(line) > MOST_OF_A_CARD:
            sentence = CARD_TOO_LONG
        if not sentence:
            kept.append((number, line))
            continue
        if not card.refused or card.refused[-1][1] != sentence:
            card.refused.append((kept[0][0] if kept else number, sentence))
        kept.clear()
        dropping = True
    keep()
    return card


@pytest.fixture(autouse=True, scope="module")
def small_limits() -> object:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(splitting, "MAX_LINE_BYTES", MOST_OF_A_LINE)
        patch.setattr(splitting, "MAX_CARD_BYTES", MOST_OF_A_CARD)
        yield


@given(lines=LINES)
def test_a_card_of_any_lines_is_split_as_if_each_was_counted(lines: list[bytes]) -> None:
    (card,) = split_cards([BEGIN, *lines, END])
    assert isinstance(card, RawCard)
    plain = split_plainly(lines)
    assert card.lines == [*plain.lines, END]
    assert card.refused == plain.refused
    assert [card.number(index) for index in range(len(plain.lines))] == plain.numbers


@given(cards=st.lists(LINES, max_size=3))
def test_no_card_is_split_by_what_was_before_it(cards: list[list[bytes]]) -> None:
    together = list(split_cards([line for lines in cards for line in (BEGIN, *lines, END)]))
    alone = [card for lines in cards for card in split_cards([BEGIN, *lines, END])]
    assert [(card.lines, card.gaps) for card in together] == [(card.lines, card.gaps) for card in alone]
