"""What became of publishing: a card that says it, why, and the one thing to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.errors import Cancelled, HubNotTrusted, HubUnreachable, WeavitError
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.sharing.receipts import LogDoesNotAddUp
from weavit_desktop.sharing.requests import Refusal
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.empty_state import Sign
from weavit_desktop.views.components.frames import Frame, Ground
from weavit_desktop.views.components.label import Label
from weavit_desktop.views.telling import heading_of
from weavit_desktop.views.theme.accessibility import announce
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.theme.tokens import ColorName

CANNOT_UNREAD = "It cannot unread what was read."
RETRY, SEND_REST, CLOSE = "retry", "rest", "close"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`actions` are (what, words, variant), in their order."""

    icon: str
    color: ColorName
    heading: str
    words: str
    actions: tuple[tuple[str, str, Variant], ...] = field(
        default=((CLOSE, "Done", Variant.QUIET),), kw_only=True
    )


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the documents that were shown: how many arrived, were refused, and still wait.

    `last_receipt` is the number of the newest receipt of all, `problem` the hub's word for the first
    refusal, `unsure` counts those of which nobody knows.
    """

    arrived: int
    arrived_bytes: int
    last_receipt: int
    refused: int
    problem: str
    left: int
    unsure: int
    trouble: WeavitError | None

    @property
    def paused(self) -> bool:
        """Return whether trying again would do nothing before something else was done."""
        trouble = self.trouble
        rules = isinstance(trouble, Refusal) and trouble.problem == "policy-changed"
        return rules or isinstance(trouble, LogDoesNotAddUp)

    @property
    def shown(self) -> int:
        """Return how many documents it was about."""
        return self.arrived + self.refused + self.left


def outcome_of(result: Result) -> Outcome:
    """Return how a publication went."""
    heading = f"{result.arrived} of {many(result.shown, 'document')} arrived"
    if not result.left and not result.refused:
        words = (
            f"{_receipts(result)}, {result.arrived_bytes:,} bytes, signed by the hub. "
            "The next release counts what is new."
        )
        return Outcome("badge-check", "shared", f"Published {many(result.arrived, 'document')}", words)
    if not result.left:
        words = f"The hub refused {result.refused}. {Refusal(result.problem)}"
        return Outcome("circle-alert", "attention", heading, words)
    if not result.arrived:
        return _stopped(result)
    words = f"The hub signed for {result.arrived}. {_rest(result.left)} still waiting here. "
    words += _unsure(result.unsure) if result.unsure else "Nothing was sent twice."
    if result.trouble is not None and not isinstance(result.trouble, HubUnreachable | Cancelled):
        words += f" {result.trouble}"
    if result.paused:
        return Outcome("circle-alert", "attention", heading, words)
    send = "Send the other" if result.left == 1 else f"Send the other {result.left}"
    actions = ((SEND_REST, send, Variant.COMPANY), (CLOSE, "Later", Variant.GHOST))
    return Outcome("circle-alert", "attention", heading, words, actions=actions)


def changed_since(words: str) -> Outcome:
    """Return what is said where the documents are not those that were shown any more."""
    return Outcome("refresh-cw", "ink2", "Nothing was published", words)


def _stopped(result: Result) -> Outcome:
    waiting = f"Your {many(result.left, 'document is', 'documents are')} still waiting, exactly as before."
    again = ((RETRY, "Try again", Variant.FIRST), (CLOSE, "Later", Variant.GHOST))
    trouble = result.trouble
    if isinstance(trouble, Cancelled):
        return Outcome("pause", "ink2", "Stopped", f"Nothing was sent. {waiting}", actions=again)
    if trouble is None or isinstance(trouble, HubUnreachable):
        words = _unsure(result.unsure) if result.unsure else f"Nothing was sent. {waiting}"
        return Outcome("cloud-off", "ink2", "The hub did not answer", words, actions=again)
    heading = "Nothing was published"
    if isinstance(trouble, HubNotTrusted) and not isinstance(trouble, LogDoesNotAddUp):
        heading = heading_of(trouble)
    actions = ((CLOSE, "Done", Variant.QUIET),) if result.paused else again
    return Outcome("circle-alert", "attention", heading, f"{trouble} {waiting}", actions=actions)


def taken_back(report: PublishReport) -> Outcome:
    """Return how taking back at the hub went; on this laptop it is done."""
    refused = [one.problem for one in report.refused if one.problem != "gone"]
    if not report.waiting and not refused:
        gone = many(report.accepted, "document")
        words = f"{gone} deleted there, each with a signed receipt. {CANNOT_UNREAD}"
        if not report.accepted:
            words = "The hub held nothing of it, so nothing had to be sent."
        return Outcome("badge-check", "ink2", "Taken back", words)
    trouble = report.trouble or (Refusal(refused[0]) if refused else None)
    left = many(max(report.waiting, len(refused)), "document")
    words = f"On this laptop it is taken back. {left} still to send. "
    words += "" if trouble is None else str(trouble)
    again = ((RETRY, "Try again", Variant.FIRST), (CLOSE, "Later", Variant.GHOST))
    heading = "The hub does not know it yet"
    if isinstance(trouble, HubUnreachable):
        return Outcome("cloud-off", "ink2", heading, words, actions=again)
    return Outcome("circle-alert", "attention", heading, words, actions=again)


def _receipts(result: Result) -> str:
    last = result.last_receipt
    if result.arrived == 1:
        return f"Receipt #{last}"
    return f"Receipts #{last - result.arrived + 1} to #{last}"


def _unsure(number: int) -> str:
    one = "one of them" if number == 1 else f"{number} of them"
    return f"Nobody knows yet whether {one} arrived. Trying again sends the same bytes; nothing counts twice."


def _rest(left: int) -> str:
    return "The other is" if left == 1 else f"The other {left} are"


class OutcomeCard(Frame):
    """Shows an outcome; `act` gets what was pressed."""

    def __init__(
        self, theme: Theme, outcome: Outcome, act: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(Ground.CARD, margin=14, gap=0, parent=parent)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Sign(theme, outcome.icon, outcome.color, 22), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(Label(theme, outcome.heading, "bodyStrong"))
        column.addWidget(Label(theme, outcome.words, "caption", "ink2", wrap=True))
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.setSpacing(6)
        for what, words, variant in outcome.actions:
            button = Button(theme, words, variant, small=True)
            button.clicked.connect(lambda _checked=False, what=what: act(what))
            buttons.addWidget(button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        row.addLayout(column, 1)
        self.column.addLayout(row)
        self.setAccessibleName(f"{outcome.heading}. {outcome.words}")

    def say(self) -> None:
        """Have it read out."""
        announce(self, self.accessibleName())
