"""Interaction intensity: the number, how long it lasts, and parts that add up to it."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QHBoxLayout, QWidget

from weavit_core.taxonomy import Band
from weavit_desktop.domain.counting import many
from weavit_desktop.domain.intensity import (
    DEPTH_HALF_LIFE,
    DEPTH_POINTS,
    WARMTH_HALF_LIFE,
    WARMTH_POINTS,
)
from weavit_desktop.domain.intensity_explanation import whole_points
from weavit_desktop.domain.interaction import Channel
from weavit_desktop.services.person_page import RECENT, PersonPage
from weavit_desktop.services.person_words import date_words
from weavit_desktop.sharing.words import BANDS
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.intensity import IntensityBar
from weavit_desktop.views.components.label import Label, set_tooltip
from weavit_desktop.views.components.link import Link
from weavit_desktop.views.pages.person.pieces import Slot, column_of, line_of, with_icon
from weavit_desktop.views.theme.theme import Theme

CHANNEL_ICONS = {
    Channel.MAIL: "mail",
    Channel.MESSAGE: "message-square",
    Channel.CALL: "phone",
    Channel.MEETING: "utensils",
}
BAR = 64
HELD_BACK_FROM = 0.05  # points: less would be shown as 0.0


class IntensityCard(Frame):
    """`asked_events` when someone wants to see what each day adds."""

    accessible_role = QAccessible.Role.ProgressBar
    asked_events = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=16, gap=0, parent=parent)
        self._theme = theme
        self._score = 0
        heading = Label(theme, "Interaction intensity", "heading")
        self.column.addWidget(line_of(heading, None, with_icon(theme, "lock", "Number: only you")))
        self._body = Slot()
        self.column.addWidget(self._body)
        self.column.addStretch(1)

    def accessible_value(self) -> str:
        """Return the score in percent."""
        return f"{self._score}%"

    def show_page(self, page: PersonPage) -> None:
        """Show a person's intensity."""
        intensity = page.person.intensity
        self._score = floor(intensity.score)
        self.setAccessibleName(spoken(page))
        self._body.put(self._filled(page) if intensity.parts else self._empty())

    def _empty(self) -> QWidget:
        theme = self._theme
        words = (
            "No interaction is known. A card alone gives no points; mail, messages, calls and meetings do."
        )
        return column_of(
            _score_line(theme, "0", Band.DORMANT, ""),
            Label(theme, words, "caption", "ink2", wrap=True),
            gap=8,
        )

    def _filled(self, page: PersonPage) -> QWidget:
        theme, intensity = self._theme, page.person.intensity
        points = list(zip(intensity.parts, whole_points(intensity), strict=True))
        warmth, depth = (
            {part.channel: count for part, count in points if part.clock == clock}
            for clock in ("warmth", "depth")
        )
        counted = page.counted
        clocks = QWidget()
        row = QHBoxLayout(clocks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        recent = _parts(theme, warmth, counted.recent, f"in {RECENT} days", WARMTH_HALF_LIFE)
        row.addWidget(_clock(theme, "Warmth", sum(warmth.values()), WARMTH_POINTS, recent), 1)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        long = _parts(theme, depth, counted.long, "in a year", DEPTH_HALF_LIFE)
        row.addWidget(_clock(theme, "Depth", sum(depth.values()), DEPTH_POINTS, long), 1)
        score = _score_line(theme, str(self._score), intensity.band, falls(page))
        return column_of(score, clocks, Rule(), self._foot(page), gap=8)

    def _foot(self, page: PersonPage) -> QWidget:
        theme = self._theme
        words = with_icon(theme, "pause", held_back(page), color="ink2", sign="ink2", gap=8)
        set_tooltip(words, "One side counts for at most three times the other. Counted in a year.")
        link = Link(theme, "Each event", name="Each event behind the number")
        link.clicked.connect(self.asked_events)
        return line_of(words, None, link)


def spoken(page: PersonPage) -> str:
    """Return the whole of it as a screen reader says it."""
    intensity = page.person.intensity
    totals = {"warmth": 0, "depth": 0}
    for part, count in zip(intensity.parts, whole_points(intensity), strict=True):
        totals[part.clock] += count
    parts = f"warmth {totals['warmth']}, depth {totals['depth']}"
    words = f"{floor(intensity.score)} of 100, {BANDS[intensity.band]}: {parts}."
    if intensity.falls_to is None:
        return words
    band, day = intensity.falls_to
    return f"{words} Falls to {BANDS[band]} on {date_words(day, page.person.today)}."


def falls(page: PersonPage) -> str:
    """Return when the band is lost: "falls to Regular in 25 days, on 14 December"."""
    found = page.person.intensity.falls_to
    if found is None:
        return ""
    band, day = found
    today = page.person.today
    return f"falls to {BANDS[band]} in {many((day - today).days, 'day')}, on {date_words(day, today)}"


def held_back(page: PersonPage) -> str:
    """Return what one-way traffic does not count: "Held back: 14 sent, 2 received. Costs 1.2 points."."""
    lost = page.person.intensity.held_back
    if lost < HELD_BACK_FROM:
        return "Nothing is held back: both ways count in full."
    counted = page.counted
    return f"Held back: {counted.sent} sent, {counted.received} received. Costs {lost:.1f} points."


def _score_line(theme: Theme, score: str, band: Band, rest: str) -> QWidget:
    number = Label(theme, score, "display", tabular=True)
    return line_of(number, Label(theme, BANDS[band], "bodyStrong"), Label(theme, rest, "body", "ink2"), None)


def _clock(theme: Theme, name: str, points: int, most: int, parts: list[QWidget]) -> QWidget:
    head = line_of(
        Label(theme, name, "bodyStrong"),
        IntensityBar(theme, points, most, f"{name}: {points} of {most}", width=BAR),
        Label(theme, str(points), "bodyStrong", tabular=True),
        Label(theme, f"of {most}", "caption", "ink3", tabular=True),
        None,
    )
    return column_of(head, *parts, None, gap=4)


def _parts(
    theme: Theme,
    points: Mapping[Channel, int],
    counted: Mapping[Channel, int],
    span: str,
    half_life: int,
) -> list[QWidget]:
    """Return a line for each channel, and how fast the clock forgets."""
    lines = []
    for channel, count in points.items():
        happened = counted.get(channel, 0)
        words = f"{many(happened, channel.value)} {span}" if happened else f"earlier {channel.value}s"
        number = Label(theme, str(count), "caption", tabular=True)
        lines.append(line_of(_what(theme, CHANNEL_ICONS[channel], words), None, number))
    return [*lines, line_of(_what(theme, "clock", f"halves every {half_life} days"), None)]


def _what(theme: Theme, icon: str, words: str) -> QWidget:
    return with_icon(theme, icon, words, color="ink2")
