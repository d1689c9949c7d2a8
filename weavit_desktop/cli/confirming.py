"""Where much would go: the number is asked for at a terminal, and elsewhere said how to give it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from weavit_desktop.cli.printing import say
from weavit_desktop.errors import ConfirmationNeeded

T = TypeVar("T")


def confirmed(go: Callable[[str | None], T], given: str | None) -> T:
    """Return what `go` does with the number that was `given` by --confirm, or else is typed now.

    Raises ConfirmationNeeded, which names the option, if it was given wrong or nobody can be asked.
    """
    try:
        return go(given)
    except ConfirmationNeeded as needed:
        if given is not None or not sys.stdin.isatty():
            raise ConfirmationNeeded(f"{needed} Add: --confirm {needed.number}", needed.number) from needed
        say(needed)
    return go(input("> "))
