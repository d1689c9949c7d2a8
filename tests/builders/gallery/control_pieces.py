"""Chips, ladder, buttons, fields, choices: the middle column of components.png."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from builders.gallery.arrangement import Piece, Ringed, column, row
from weavit_core.taxonomy import Band, SharingLevel
from weavit_desktop.views.components.avatar import Avatar, Shape
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.choice import CheckBox, RadioButton
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.field import ComboBox, Field, LineEdit
from weavit_desktop.views.components.intensity import BAND_FILLS, BandGlyph, IntensityBar
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.components.ladder import Ladder, LadderState
from weavit_desktop.views.components.levels import BAND_NAMES
from weavit_desktop.views.components.segmented import SegmentedControl, Threshold
from weavit_desktop.views.components.share_chip import ShareChip
from weavit_desktop.views.components.stitch import Stitch, StitchMark
from weavit_desktop.views.components.switch import Switch
from weavit_desktop.views.theme.theme import Theme

X = 504
WIDTH = 452
LEVELS = tuple(SharingLevel)


def chips(theme: Theme) -> QWidget:
    """Return what the company sees now."""
    only, *others = (ShareChip(theme, level) for level in LEVELS)
    card = Sign(theme, "contact", "ink2", 16)
    return row(only, *others, card)


def waiting_chips(theme: Theme) -> QWidget:
    """Return what waits."""
    return row(*(ShareChip(theme, level, waiting=True) for level in LEVELS[1:]))


def ladder(theme: Theme) -> QWidget:
    """Return the ladder with a choice that waits, and the threshold."""
    words = row(
        Label(theme, "Show only when at least", "caption", "ink2"),
        Threshold(theme),
        Label(theme, "colleagues share here too", "caption", "ink2"),
    )
    return column([Ladder(theme, LadderState(SharingLevel.COUNTED, SharingLevel.STRENGTH)), words])


def switches(theme: Theme) -> QWidget:
    """Return switches and stitches."""
    off, on, focus = (Switch(theme, name, on=name != "off") for name in ("off", "on", "focus"))
    marks = (StitchMark(theme, Stitch.SOLID), StitchMark(theme, Stitch.HOLLOW))
    return row(off, on, Ringed(theme, focus, 10), *marks, gap=20)


def buttons(theme: Theme) -> QWidget:
    """Return every kind of button."""
    disabled = Button(theme, "Disabled")
    disabled.setEnabled(False)
    first = row(
        Button(theme, "Default"),
        Button(theme, "First", Variant.FIRST, keys="Enter"),
        Button(theme, "Publish", Variant.COMPANY, icon="upload"),
        Button(theme, "Introduce…", Variant.COMPANY_OUTLINE, icon="handshake"),
    )
    second = row(
        Button(theme, "Quiet", Variant.QUIET),
        Button(theme, "Ghost", Variant.GHOST),
        Button(theme, "Retract…", Variant.DESTRUCTIVE),
        Ringed(theme, Button(theme, "Focus"), 7),
        disabled,
        gap=4,
    )
    return column([first, second], gap=4)


def fields(theme: Theme) -> QWidget:
    """Return fields, one in focus, one wrong."""
    focused = LineEdit(theme, "Focus", text="Focus")
    empty = LineEdit(theme, "Empty", placeholder="Empty")
    wrong = Field(theme, "", LineEdit(theme, "E-mail", text="Anna@"))
    wrong.set_problem("Missing what follows the @")
    for edit in (empty, wrong):
        edit.setFixedWidth(209)
    focused.setFixedWidth(232)
    combo = ComboBox(theme, "Lock after", ("10 minutes", "5 minutes"))
    date = Button(theme, "19 May 2027", Variant.FIELD, trailing="calendar")
    second = row(wrong, combo, date, gap=10)
    second.layout().setAlignment(combo, Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr] # has one
    second.layout().setAlignment(date, Qt.AlignmentFlag.AlignTop)  # type: ignore[union-attr]
    return column([row(empty, Ringed(theme, focused, 7, 3), gap=7), second], gap=8)


def choices(theme: Theme) -> QWidget:
    """Return check boxes, radio buttons, a segmented control and keys."""
    partly = CheckBox("", name="some")
    partly.setTristate(True)
    partly.setCheckState(Qt.CheckState.PartiallyChecked)
    boxes = (CheckBox("", name="off"), CheckBox("", checked=True, name="on"), partly)
    radios = (RadioButton("", name="off"), RadioButton("", checked=True, name="on"))
    for radio in radios:
        radio.setAutoExclusive(False)
    views = SegmentedControl(theme, ("All", "Mail", "Notes"), "Show")
    return row(*boxes, *radios, views, row(KeyCap(theme, "Ctrl"), KeyCap(theme, "K"), gap=4), gap=12)


def intensity(theme: Theme) -> QWidget:
    """Return bars with numbers, and glyphs with words."""
    scores = ((83, Band.CORE), (64, Band.STRONG), (38, Band.REGULAR), (26, Band.LIGHT), (6, Band.DORMANT))
    bars = [
        row(
            IntensityBar(theme, score, 100, f"{score} of 100", fill=BAND_FILLS[band]),
            Label(theme, str(score), tabular=True),
        )
        for score, band in scores
    ]
    glyphs = [
        row(BandGlyph(theme, band, shared=True), Label(theme, BAND_NAMES[band], "caption", "ink2"), gap=6)
        for _score, band in scores
    ]
    return column([row(*bars, gap=16), row(*glyphs, gap=20)], gap=4)


def avatars(theme: Theme) -> QWidget:
    """Return avatars of every kind."""
    return row(
        *(Avatar(theme, letters) for letters in ("AK", "北", "م ز", "김")),
        Avatar(theme, "HD", shape=Shape.COLLEAGUE),
        Avatar(theme, "", shape=Shape.HIDDEN),
        Avatar(theme, "VF", shape=Shape.CLIENT),
        gap=10,
    )


PIECES = (
    Piece("chips", "Share state, now, and the card glyph: something goes to colleagues", X, 22, WIDTH, chips),
    Piece("chips-waiting", "Share state, waiting to be published", X, 81, WIDTH, waiting_chips),
    Piece(
        "ladder", "Ladder: solid has left, dashed waits. And the person's threshold", X, 140, WIDTH, ladder
    ),
    Piece("switches", "Settings switch in ink, stitch at the row edge", X, 371, WIDTH, switches),
    Piece(
        "buttons",
        "Buttons: default, first, company, company outline, quiet, ghost, destructive",
        X,
        447,
        WIDTH,
        buttons,
    ),
    Piece("fields", "Fields", X, 556, WIDTH, fields),
    Piece("choices", "Check, pick, segment, keys", X, 687, WIDTH, choices),
    Piece(
        "intensity",
        "Interaction intensity: number and word, private. Band only, for the company",
        X,
        754,
        WIDTH,
        intensity,
    ),
    Piece(
        "avatars",
        "Avatars: photo, no photo, other scripts, colleague, hidden colleague, Client",
        X,
        834,
        WIDTH,
        avatars,
    ),
)
