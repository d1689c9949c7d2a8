"""What a vault tells of everyone, to be compared with another one after an export and an import."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

from builders.desk import Desk, open_desk
from weavit_desktop.services import people
from weavit_desktop.services.exporting import ExportReport, export
from weavit_desktop.vault.repositories import archive
from weavit_desktop.vault.repositories.people_pages import PeopleQuery

FOLDER = "weavit-archive/"


def give_out(desk: Desk, name: str, format_: str, **options: Any) -> tuple[Path, ExportReport]:
    """Export a desk's vault into a file beside it."""
    path = desk.folder / name
    report = export(desk.vault, desk.rules, path, format=format_, clock=lambda: desk.now, **options)
    return path, report


@contextmanager
def another_desk(folder: Path) -> Iterator[Desk]:
    """Sit down at a new, empty vault, whose ids are not those of the first."""
    folder.mkdir()
    with open_desk(folder) as opened:
        yield replace(opened, numbers=count(500_000))


def everyone(desk: Desk) -> list[dict[str, Any]]:
    """Return the documents of everyone, with all that is their own, in the order of their ids."""
    today = desk.now.date()
    documents = []
    for row in people.list_people(desk.vault, PeopleQuery(today)):
        document = people.as_json(people.open_person(desk.vault, row.uid, today))
        own = desk.vault.read(partial(archive.own_of, person_id=row.id))
        for source in document["sources"]:
            del source["import_id"]  # that of the running import
        del document["sharing"]
        documents.append({**document, **own})
    return sorted(documents, key=lambda one: str(one["id"]))


def rewritten(path: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """Return a copy of an archive whose parts were changed, or left out, and its manifest with them: hostile,
    not merely damaged."""
    out = path.with_name(f"changed-{path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = change(info.filename.removeprefix(FOLDER), old.read(info))
            if data is not None and not info.filename.endswith("manifest.json"):
                new.writestr(info.filename, data)
        manifest = json.loads(old.read(f"{FOLDER}manifest.json"))
    return _with_manifest(out, manifest)


def _with_manifest(path: Path, manifest: dict[str, Any]) -> Path:
    with zipfile.ZipFile(path) as archive_:
        manifest["parts"] = {
            name.removeprefix(FOLDER): {
                "bytes": len(data := archive_.read(name)),
                "sha256": hashlib.sha256(data).hexdigest(),
            }
            for name in archive_.namelist()
        }
    with zipfile.ZipFile(path, "a") as archive_:
        archive_.writestr(f"{FOLDER}manifest.json", json.dumps(manifest))
    return path
