"""Make the golden archive of the format's version: `PYTHONPATH=tests python tests/golden/make_archive.py`.

A golden archive is what a released version exported, never changed afterwards; beside it stands what the
vault held, as JSON.
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

from builders.archived import decide_about_people, kept, work_with_everything
from builders.desk import Desk, open_desk
from builders.exports import give_out, rewritten
from weavit_desktop.exporting.archive_file import VERSION

PLACE = Path(__file__).parent / "archives"


def make() -> None:
    """Make the golden archive, over the one that is there."""
    with tempfile.TemporaryDirectory() as place, open_desk(Path(place)) as desk:
        decide_about_people(work_with_everything(desk))
        path, _ = give_out(desk, "all.zip", "archive")
        path = rewritten(path, lambda _, data: data.replace(f"{place}/".encode(), b""))
        (PLACE / f"{VERSION}.zip").write_bytes(path.read_bytes())
        text = json.dumps(holds(desk), indent=1, ensure_ascii=False)
    (PLACE / f"{VERSION}.json").write_text(f"{text}\n", "utf-8")


def holds(desk: Desk) -> dict[str, Any]:
    """Return what the vault holds, as JSON has it, but for where its files lay."""
    found = {name: [list(map(_plain, row)) for row in rows] for name, rows in kept(desk).items()}
    for row in found["cards"]:
        row[10] = Path(row[10]).name
    return found


def _plain(value: object) -> Any:
    return value.decode() if isinstance(value, bytes) else value


if __name__ == "__main__":
    make()
