"""The rules of a hub, as its company wrote them, and the numbers that bind whatever the words say."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from weavit_core.policy import Policy
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.services.hub_policy import Terms
from weavit_desktop.views.components.choice import CheckBox
from weavit_desktop.views.components.frames import Frame, Ground, Rule
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.pages.hub_join.points import Point, PointList
from weavit_desktop.views.theme.theme import Theme

NOT_ASKED = (
    "Not fetched yet. Compare the key first; then Weavit asks this hub for its name and its rules. That "
    "request is the first thing that leaves this laptop, and it names nobody."
)
ACCEPT = "I accept these rules. New rules pause publishing until I accept them."
LONGEST_HEADING = 90  # letters
_FIRST = re.compile(r"(?P<heading>.+?[.:])\s+(?P<rest>.+)", re.DOTALL)
# The first whose word stands in a rule's heading is its sign; a rule without any is a page of text.
SIGNS = (
    ("cannot promise", "user-round-x"),
    ("administrator", "user-round-x"),
    ("take back", "undo-2"),
    ("never receives", "shield-check"),
    ("logged", "scroll-text"),
    ("look", "eye"),
    ("company", "eye"),
    ("week", "users-round"),
    ("document", "layers"),
    ("share", "layers"),
    ("ends", "timer"),
    ("question", "waypoints"),
    ("policy", "pause"),
)


class RulesCard(Frame):
    """`changed` as the rules are accepted or not. Before they are fetched it says so."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Ground.CARD, margin=22, gap=0, parent=parent)
        self._theme = theme
        self.check = CheckBox(ACCEPT)
        self.check.toggled.connect(self.changed)
        self._company = Label(theme, "", "caption", "ink2", align=Qt.AlignmentFlag.AlignRight)
        self.rules = RulesScroll()
        self._digest = Label(theme, "", "bytes", "ink3")
        self._choices = Label(theme, "", "caption", "ink2", wrap=True)
        self._pages = QStackedWidget()
        self._pages.addWidget(_not_asked(theme))
        self._pages.addWidget(self._asked())
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Label(theme, "Its rules, in plain words", "heading"))
        head.addWidget(self._company, 1)
        self.column.addLayout(head)
        self.column.addSpacing(10)
        self.column.addWidget(self._pages, 1)
        self.setAccessibleName("Rules of the hub")

    def show_terms(self, terms: Terms | None) -> None:
        """Show what the hub asks one to accept; None: it was not asked."""
        self._pages.setCurrentIndex(0 if terms is None else 1)
        self._company.setText("" if terms is None else terms.policy.company)
        if terms is None:
            return
        self.rules.show_points(self._theme, [*points_of(terms.policy.words), numbers_of(terms.policy)])
        self._digest.setText(terms.digest)
        self._digest.setAccessibleName(f"SHA-256 of the rules: {terms.digest}")
        self._choices.setText(choices_words(terms.choices))
        self._choices.setVisible(bool(terms.choices))

    def set_current(self, *, current: bool, accepted: bool) -> None:
        """Ask for the acceptance, or keep it in sight."""
        self.set_ground(Ground.CURRENT if current else Ground.CARD)
        self.check.setChecked(accepted)

    def _asked(self) -> QWidget:
        theme = self._theme
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.rules, 1)
        column.addWidget(Rule())
        column.addSpacing(10)
        digest = QHBoxLayout()
        digest.setSpacing(10)
        digest.addWidget(Label(theme, "SHA-256", "caption", "ink3"))
        digest.addWidget(self._digest, 1)
        column.addLayout(digest)
        column.addSpacing(8)
        column.addWidget(self._choices)
        column.addSpacing(8)
        column.addWidget(self.check)
        return page


class RulesScroll(QScrollArea):
    """The rules, however long. The keyboard scrolls them: they are to be read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Rules, in plain words")
        self.viewport().setAutoFillBackground(False)

    def show_points(self, theme: Theme, points: Sequence[Point]) -> None:
        """Show other rules."""
        content = PointList(theme, points)
        said = ". ".join(part for point in points for part in (point.heading, point.words) if part)
        self.setAccessibleDescription(said)
        self.setWidget(content)
        content.setAutoFillBackground(False)  # setWidget turns it on

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand at the first rule."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.OtherFocusReason:
            self.verticalScrollBar().setValue(0)


def points_of(paragraphs: Sequence[str]) -> list[Point]:
    """Return each rule with its first sentence as the heading, where that is short enough for one."""
    points = []
    for paragraph in paragraphs:
        found = _FIRST.fullmatch(paragraph)
        heading, words = (found["heading"], found["rest"]) if found else (paragraph, "")
        if len(heading) > LONGEST_HEADING:
            heading, words = "", paragraph
        points.append(Point(_sign_of(heading or words), heading.removesuffix("."), words))
    return points


def numbers_of(policy: Policy) -> Point:
    """Return the numbers of a policy: they bind, and Weavit says them itself."""
    k = many(policy.least_k, "colleague")
    every = "every day" if policy.epoch_days == 1 else f"every {many(policy.epoch_days, 'day')}"
    least = many(policy.least_reps, "active colleague")
    months = many(policy.most_months, "month")
    return Point(
        "gauge",
        "In numbers",
        f"New tables {every}, none below {least}. The company asks for at "
        f"least {k}; you may ask for more. A document ends after {months} at most, and after "
        f"{many(policy.silence_days, 'day')} without this laptop.",
    )


def choices_words(choices: int) -> str:
    """Return what becomes of what was chosen before a hub was joined."""
    who = many_people(choices)
    return f"You chose for {who} already. Nothing about them leaves before you approve its bytes."


def _sign_of(heading: str) -> str:
    said = heading.casefold()
    return next((icon for word, icon in SIGNS if word in said), "file-text")


def _not_asked(theme: Theme) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    column.addWidget(Rule())
    column.addWidget(Label(theme, NOT_ASKED, "body", "ink2", wrap=True))
    column.addStretch(1)
    return page
