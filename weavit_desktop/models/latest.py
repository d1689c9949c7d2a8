"""Questions that come with every letter: one is answered at a time, and those typed over meanwhile never."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject
from shiboken6 import isValid

from weavit_desktop.models.tasks import Tasks

Q = TypeVar("Q")
A = TypeVar("A")


class Latest(QObject, Generic[Q, A]):
    """Works out an answer beside the window. `done` gets (question, answer), the newest question's last."""

    def __init__(
        self,
        tasks: Tasks,
        work: Callable[[Q], A],
        done: Callable[[Q, A], object],
        failed: Callable[[Exception], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._done = done
        self._failed = failed
        self._next: list[Q] = []
        self._busy = False

    def ask(self, question: Q) -> None:
        """Ask, as soon as the question before is answered."""
        self._next = [question]
        if not self._busy:
            self._start()

    def _start(self) -> None:
        if not self._next:
            return
        question = self._next.pop()
        self._busy = True
        self._tasks.run(
            lambda _progress, _cancelled: self._work(question),
            lambda answer: self._settle(lambda: self._done(question, answer)),
            lambda error: self._settle(lambda: self._failed(error)),
        )

    def _settle(self, tell: Callable[[], object]) -> None:
        if not isValid(self):  # the page went while its last letters were looked at
            return
        self._busy = False
        tell()
        self._start()
