"""Where a secret comes from: a file, standard input, or a person at a terminal. Never an argument."""

from __future__ import annotations

import random
import sys
from getpass import getpass
from pathlib import Path

from weavit_desktop.errors import NoWayToAsk, UsageRefused
from weavit_desktop.vault.recovery_code import same_letters

_MOST_CHARACTERS = 4096


def read_secret(source: str | None, *, prompt: str, option: str) -> str:
    """Return the secret. `source` is a path, `-` for standard input, or None for a prompt.

    One line end at the end of a file is not part of the secret; every other character is.
    Raises NoWayToAsk where there is neither a file nor a terminal.
    """
    if source == "-":
        return _first_line(sys.stdin.read(_MOST_CHARACTERS))
    if source is not None:
        try:
            return _first_line(Path(source).read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError) as error:
            raise UsageRefused(f"The file given with {option} cannot be read. Check its path.") from error
    if not sys.stdin.isatty():
        raise NoWayToAsk(f"{prompt} is needed, and there is no terminal to ask on. Use {option} FILE.")
    return getpass(f"{prompt}: ")


def read_new_secret(source: str | None, *, prompt: str, option: str) -> str:
    """Return a secret to set: at a terminal it is asked for twice."""
    secret = read_secret(source, prompt=prompt, option=option)
    if source is None and getpass(f"{prompt}, once more: ") != secret:
        raise UsageRefused("The two entries differ. Nothing was changed; try again.")
    return secret


def require_typed_back(code: str) -> None:
    """At a terminal, let two groups of a code be typed back. Raises UsageRefused for what is not right."""
    if not sys.stdin.isatty():
        return
    groups = code.split("-")
    for place in sorted(random.SystemRandom().sample(range(len(groups)), 2)):
        if not same_letters(getpass(f"Group {place + 1}, from paper: "), groups[place]):
            raise UsageRefused("This is not the group on the paper. Nothing was changed; the old code works.")


def _first_line(text: str) -> str:
    return text.removesuffix("\n").removesuffix("\r")
