"""Where one is in the window, and where one came from."""

from __future__ import annotations

from dataclasses import dataclass

MOST = 50


@dataclass(frozen=True, slots=True)
class Place:
    """A page by its key; `uid` says whose, where the page is somebody's."""

    key: str
    uid: str = ""


class History:
    """The way one came. It starts nowhere."""

    def __init__(self) -> None:
        self._way: list[Place] = []

    @property
    def here(self) -> Place | None:
        """Return the present place."""
        return self._way[-1] if self._way else None

    def visit(self, place: Place) -> None:
        """Go on to a place. The one where one is counts once."""
        if place != self.here:
            self._way = [*self._way, place][-MOST:]

    def leave(self) -> None:
        """Forget the present place: nobody will come back to it."""
        del self._way[-1:]

    def back(self) -> Place | None:
        """Go back one step and return where that is; None where there is no way back."""
        if len(self._way) < 2:
            return None
        self._way.pop()
        return self.here
