"""A runner that holds work back, so that a test can look at a page while something runs."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QApplication

from weavit_desktop.models.tasks import Task


class Later:
    """Lets tasks wait until it is told."""

    def __init__(self) -> None:
        self.waiting: list[Task[Any]] = []

    def start(self, task: Task[Any]) -> None:
        self.waiting.append(task)

    def work(self) -> None:
        """Do all that waits, and what follows from it."""
        while self.waiting:
            self.waiting.pop(0).execute()
        QApplication.processEvents()
