"""What is so, once the hub is joined; and what is said where one was joined before."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many_people
from weavit_desktop.services.joining import Joined
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.hub_join.points import Point, PointList
from weavit_desktop.views.theme.painting import isolate
from weavit_desktop.views.theme.theme import Theme

ROLES = {"rep": "a colleague who shares", "manager": "a manager", "administrator": "an administrator"}


class DoneCard(Frame):
    """Says that nothing is shared yet."""

    def __init__(self, theme: Theme, joined: Joined, choices: int, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=22, gap=0, parent=parent)
        self.column.addWidget(Label(theme, "Still nothing is shared", "heading"))
        self.column.addSpacing(10)
        self.column.addWidget(PointList(theme, _points(joined, choices)), 1)


def taken_words(hub_name: str) -> tuple[str, str]:
    """Return what is said where a hub was joined before: heading and words."""
    return (
        f"You have joined the {isolate(hub_name)} hub",
        "A vault joins one hub at a time. Leave this one in Settings before you join another.",
    )


def _points(joined: Joined, choices: int) -> list[Point]:
    role = ROLES.get(joined.role, isolate(joined.role))
    if choices:
        who = many_people(choices)
        people = Point(
            "circle-dashed",
            f"What you chose for {who} waits in Sharing",
            "Nothing about them leaves before you approve its bytes.",
        )
    else:
        people = Point(
            "lock", "Everyone is Only you", "You decide person by person, whenever you like, or never."
        )
    return [
        Point("badge-check", f"The hub knows you as {isolate(joined.rep_name)}", f"There you are {role}."),
        people,
        Point("undo-2", "The code on paper takes everything back", "It is not kept on this laptop."),
        Point("unlink", "You can leave at any time, in Settings", "Leaving never touches your vault."),
    ]
