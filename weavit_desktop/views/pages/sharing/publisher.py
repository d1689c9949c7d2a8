"""Sends what is shown, exactly as it is shown, and says how it went."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from weavit_desktop.errors import UsageRefused
from weavit_desktop.models.tasks import Task
from weavit_desktop.services.checking import receipts
from weavit_desktop.services.progress import IsCancelled, Progress, Step
from weavit_desktop.services.publishing import PublishReport
from weavit_desktop.services.publishing_shown import Arrival, publish_shown, publish_taken_back
from weavit_desktop.services.sharing_page import Leaving, SharingState, read_sharing
from weavit_desktop.sharing.outbox import State
from weavit_desktop.views.desk import Desk
from weavit_desktop.views.pages.sharing.outcome import Outcome, Result, changed_since, outcome_of


def to_publish(state: SharingState) -> list[Leaving]:
    """Return what publishing would send: while it is suspended, only what takes everything back."""
    return [document for document in state.documents if document.retraction or not state.suspended]


class Publisher(QObject):
    """`arrived` carries (id, how many, of how many) as each receipt comes; `ended` an Outcome or None."""

    arrived = Signal(str, int, int)
    ended = Signal(object)

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._task: Task[Outcome | None] | None = None
        self.busy = False

    def publish(self, state: SharingState) -> None:
        """Begin, unless there is nothing to send, nothing may be sent, or something is on its way."""
        documents = to_publish(state)
        if self.busy or not documents:
            return
        self.busy = True
        desk, suspended, shown = self._desk, bool(state.suspended), state.shown()

        def work(progress: Progress, cancelled: IsCancelled) -> Outcome | None:
            arrived: list[str] = []

            def tell(step: Step) -> None:
                if isinstance(step, Arrival):
                    arrived.append(step.uid)
                progress(step)

            vault, application = desk.vault, desk.application
            way = application.connect, application.clock, application.new_id, tell, cancelled
            if suspended:
                report = publish_taken_back(vault, len(documents), *way)
            else:
                report = publish_shown(vault, shown, *way)
            after = read_sharing(vault, application.clock)
            return _outcome(report, after, documents, arrived, len(receipts(vault)))

        self._task = desk.tasks.run(work, self._finish, self._fail, self._step)

    def stop(self) -> None:
        """Send nothing after the document that is on its way."""
        if self._task is not None:
            self._task.cancel()

    def _step(self, step: Step) -> None:
        if isinstance(step, Arrival):
            self.arrived.emit(step.uid, step.done, step.total or 0)

    def _finish(self, outcome: Outcome | None) -> None:
        # The last outline fills before the list is drawn anew.
        QTimer.singleShot(self._desk.theme.duration("publish"), self, lambda: self._end(outcome))

    def _fail(self, error: Exception) -> None:
        if not isinstance(error, UsageRefused):
            self._desk.navigation.tell_error(error)
        self._end(changed_since(str(error)) if isinstance(error, UsageRefused) else None)

    def _end(self, outcome: Outcome | None) -> None:
        self._task = None
        self.busy = False
        self.ended.emit(outcome)


def _outcome(
    report: PublishReport,
    after: SharingState,
    documents: Sequence[Leaving],
    arrived: Sequence[str],
    receipts_now: int,
) -> Outcome | None:
    """Return how it went, from what the vault says afterwards of the versions that were shown."""
    sizes = {document.uid: len(document.body) for document in documents}
    left = [document for document in after.documents if document.uid in sizes]
    refused = [aside for aside in after.aside if aside.problem and aside.uid in sizes]
    result = Result(
        arrived=len(arrived),
        arrived_bytes=sum(sizes[uid] for uid in arrived),
        last_receipt=receipts_now,
        refused=len(refused),
        problem=refused[0].problem if refused else "",
        left=len(left),
        unsure=sum(document.state is State.SENDING for document in left),
        trouble=report.trouble,
    )
    return outcome_of(result) if result.shown else None
