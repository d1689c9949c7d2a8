"""Two ways of answering: one JSON document for machines, plain tables for people."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress

# rich is imported where something is drawn: a command that answers with JSON has no use for it.

_TURNS = frozenset({"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"})
_WITHOUT_TERMINAL = 10_000  # columns: nothing is folded in a file or a pipe


def plain(value: object) -> str:
    """Return text that is safe on a terminal: names come from files that anyone may have written."""
    return "".join(_shown(sign) for sign in str(value))


def _shown(sign: str) -> str:
    if unicodedata.category(sign) in ("Cc", "Cs"):
        return " "
    # What turns the direction of what follows could make a line read as another one.
    return "\ufffd" if unicodedata.bidirectional(sign) in _TURNS else sign


def print_json(document: Any) -> None:
    """Write one JSON document to standard output."""
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=2) + "\n")


def print_table(
    heads: Sequence[str],
    rows: Iterable[Sequence[object]],
    *,
    numbers: frozenset[int] = frozenset(),
    dim: frozenset[int] = frozenset(),
) -> None:
    """Write a table to standard output, its columns in `numbers` set to the right, those in `dim` dimmed."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="dim", show_header=any(heads))
    for at, head in enumerate(heads):
        table.add_column(
            head,
            justify="right" if at in numbers else "left",
            overflow="fold",
            no_wrap=head == "Id",
            style="dim" if at in dim else None,
        )
    for row in rows:
        table.add_row(*(Text(plain(value)) for value in row))
    _console(sys.stdout).print(table)


def print_line(text: object = "") -> None:
    """Write one line to standard output."""
    sys.stdout.write(plain(text) + "\n")


def say(text: object) -> None:
    """Write to standard error: what a person reads beside the answer."""
    sys.stderr.write("\n".join(map(plain, str(text).splitlines())) + "\n")


def progress_bar() -> Progress:
    """Return a progress bar on standard error that stays silent where there is no terminal."""
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
    )

    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=_console(sys.stderr),
        disable=not sys.stderr.isatty(),
        transient=True,
    )


def _console(stream: Any) -> Console:
    from rich.console import Console

    width = None if stream.isatty() else _WITHOUT_TERMINAL
    return Console(file=stream, highlight=False, markup=False, emoji=False, width=width)
