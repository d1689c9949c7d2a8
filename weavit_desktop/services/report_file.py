"""The report of an import or of its rehearsal, saved for whoever wants to look through it."""

from __future__ import annotations

import json
from pathlib import Path

from weavit_desktop.errors import NoRoom
from weavit_desktop.services.import_report import ImportReport


def save_report(report: ImportReport, path: Path) -> None:
    """Write the document of `weavit import --json` into a file. Raises NoRoom if it cannot be written."""
    text = json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n"
    try:
        path.write_text(text, encoding="utf-8", errors="surrogateescape")
    except OSError as error:
        raise NoRoom(
            "The report could not be written: the disk is full or the permission is missing. "
            "Choose another place.",
            fact=type(error).__name__,
        ) from error
