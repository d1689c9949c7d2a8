"""Options that every command knows, wherever they stand in the line."""

from __future__ import annotations

from collections.abc import Sequence

WITH_VALUE = ("--vault", "--passphrase-file", "--recovery-code-file")
ALONE = ("--json", "--debug")


def hoist(arguments: Sequence[str]) -> list[str]:
    """Move the common options to the front: `weavit people --json` becomes `weavit --json people`.

    What follows a bare `--` is left as it is.
    """
    front: list[str] = []
    rest: list[str] = []
    pending = iter(arguments)
    for argument in pending:
        if argument == "--":
            rest += [argument, *pending]
        elif argument in ALONE or argument.startswith(tuple(f"{name}=" for name in WITH_VALUE)):
            front.append(argument)
        elif argument in WITH_VALUE:
            front += [argument, *([value] if (value := next(pending, None)) is not None else [])]
        else:
            rest.append(argument)
    return front + rest
