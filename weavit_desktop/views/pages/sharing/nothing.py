"""What is said where nothing waits, and where no hub was joined."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import EmptyState, Weave
from weavit_desktop.views.moments import day_in_words
from weavit_desktop.views.pages.sharing.reading import Reading
from weavit_desktop.views.theme.theme import Theme


def nothing_waits(
    theme: Theme, reading: Reading, show_seen: Callable[[], object], show_people: Callable[[], object]
) -> QWidget:
    """Return the state before the first publish, or the one after."""
    state = reading.state
    if reading.last_published is None:
        button = Button(theme, "Choose people", Variant.DEFAULT, icon="users")
        button.clicked.connect(show_people)
        words = "Choose what the company sees on a person’s page. It waits here until you publish."
        return placed(
            EmptyState(theme, Weave(theme, dyed=False), "Nothing has ever left this laptop", words, (button,))
        )
    day = day_in_words(reading.last_published.date())
    words = f"The company sees {many_people(state.seen_people)}, as you left them on {day}."
    if not state.seen_people:
        words = "The company sees nobody of yours. What you took back is deleted at the hub."
    button = Button(theme, "Show what it sees", Variant.DEFAULT, icon="eye")
    button.clicked.connect(show_seen)
    buttons = (button,) if state.seen_people else ()
    return placed(EmptyState(theme, Weave(theme, dyed=True), "Nothing is waiting", words, buttons))


def not_joined(theme: Theme, chosen: int, join: Callable[[], object]) -> QWidget:
    """Return the state without a hub."""
    button = Button(theme, "Join a hub…", Variant.FIRST, icon="link")
    button.clicked.connect(join)
    words = "To share, join your company’s hub with an invite. Joining shares nothing."
    if chosen:
        who = many_people(chosen)
        words += f" What you chose for {who} stays here until you publish it."
    heading = "Nothing has ever left this laptop"
    return placed(EmptyState(theme, Weave(theme, dyed=False), heading, words, (button,)))


def placed(state: EmptyState) -> QWidget:
    """Return it in the upper middle of what it is given."""
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(28, 56, 28, 28)
    row = QHBoxLayout()
    row.addStretch(1)
    state.setMaximumWidth(380)
    row.addWidget(state, 2)
    row.addStretch(1)
    column.addLayout(row)
    column.addStretch(1)
    return box
