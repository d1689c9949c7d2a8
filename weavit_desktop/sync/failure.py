"""What this process tells the app instead of an answer."""

from __future__ import annotations


class Failed(Exception):
    """There is no answer. `code` is one of the pipe's."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
