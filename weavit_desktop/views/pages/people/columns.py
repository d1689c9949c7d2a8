"""How wide the columns are, and where things stand in a row. Lengths in pixels at 100 %."""

from __future__ import annotations

from collections.abc import Mapping

from weavit_desktop.models.people_list import Column
from weavit_desktop.views.theme.theme import Theme

STITCH_X = 4
CHECK_X = 14
CHECK_END = 34  # a press up to here ticks the box
AVATAR_X = 38
AVATAR = 24
NAME_X = 70
BAR_WIDTH = 32
NUMBER_RIGHT = 57  # in its column
BAND_X = 66
BETWEEN = 6  # free at the right of every cell

FIXED: Mapping[Column, int] = {Column.LEVEL: 62, Column.INTENSITY: 121, Column.LAST: 72, Column.SEES: 133}
NARROW_FIXED: Mapping[Column, int] = {Column.INTENSITY: 122, Column.LAST: 64, Column.SEES: 140}
SHARES: Mapping[Column, int] = {Column.NAME: 326, Column.TITLE: 204, Column.CLIENT: 128}
NARROW_SHARES: Mapping[Column, int] = {Column.NAME: 328, Column.TITLE: 220}
LEAST_FLEXIBLE = 380  # below this, name, title and Client would not be read: Client and level leave


def column_widths(width: int, theme: Theme, *, slim: bool) -> dict[Column, int]:
    """Return the width of each column that is shown in a table of `width` pixels."""
    if slim or width - _sum(FIXED, theme) < theme.grow(LEAST_FLEXIBLE):
        return _shared_out(width, NARROW_FIXED, NARROW_SHARES, theme)
    return _shared_out(width, FIXED, SHARES, theme)


def _shared_out(
    width: int, fixed: Mapping[Column, int], shares: Mapping[Column, int], theme: Theme
) -> dict[Column, int]:
    rest = max(width - _sum(fixed, theme), 0)
    widths = {column: rest * share // sum(shares.values()) for column, share in shares.items()}
    widths[Column.TITLE] += rest - sum(widths.values())  # what rounding left
    widths.update({column: theme.grow(px) for column, px in fixed.items()})
    return widths


def _sum(fixed: Mapping[Column, int], theme: Theme) -> int:
    return sum(theme.grow(px) for px in fixed.values())
