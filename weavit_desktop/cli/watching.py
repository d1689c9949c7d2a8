"""Long work as a bar on standard error, while there is a terminal to see it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from weavit_desktop.cli.printing import progress_bar
from weavit_desktop.services.progress import Progress, Step


@contextmanager
def watched(first: str) -> Iterator[Progress]:
    """Give what the work tells its steps to; `first` stands there until it tells one."""
    with progress_bar() as bar:
        task = bar.add_task(first, total=None)

        def show(step: Step) -> None:
            phase = step.phase[:1].upper() + step.phase[1:]
            bar.update(task, description=phase, completed=step.done, total=step.total)

        yield show
