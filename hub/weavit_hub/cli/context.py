"""What every command needs from the line it was called with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from weavit_hub.composition import open_hub
from weavit_hub.hub import Hub


@dataclass(frozen=True, slots=True)
class Place:
    """The hub's folder."""

    directory: Path


def place(context: typer.Context) -> Place:
    """Return where the hub of this call lies."""
    found = context.find_object(Place)
    assert found is not None  # set by the root command
    return found


def hub(context: typer.Context) -> Hub:
    """Open the hub of this call, and close it when the call is done."""
    opened = open_hub(place(context).directory)
    context.call_on_close(opened.engine.dispose)
    return opened


def print_json(document: Any) -> None:
    """Print one JSON document."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
