"""From the paths a person names to the sources that are in them. What is no source says why."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath, PurePosixPath
from typing import Final

from weavit_desktop.errors import InputRefused, UsageRefused
from weavit_desktop.importing.archive.container import ARCHIVE, find_archive
from weavit_desktop.importing.archives import list_entries
from weavit_desktop.importing.columns.opening import FORMATS as TABLES
from weavit_desktop.importing.columns.opening import TABLE
from weavit_desktop.importing.limits import HEAD_BYTES, MAX_FILES, MAX_FOLDER_DEPTH
from weavit_desktop.importing.linkedin.kinds import TELLING, Table, is_never_read
from weavit_desktop.importing.monica.reading import MONICA
from weavit_desktop.importing.recognition import (
    CALENDAR,
    LETTER,
    LINKEDIN,
    MAILBOX,
    MAILDIR,
    PART,
    REFUSALS,
    UNKNOWN,
    VCARD,
    ZIP,
    Recognised,
    recognise,
)
from weavit_desktop.importing.sources import UNREADABLE, Member, Opener, Source, explain, opened

FORMATS: Final = ("auto", VCARD, LINKEDIN, *TABLES, CALENDAR, MAILBOX, MAILDIR, LETTER, MONICA, ARCHIVE)

NOT_A_FILE: Final = "This is neither a file nor a folder. Name a file, a folder or a ZIP."
NEVER_READ: Final = "This part of a LinkedIn export says nothing about relationships. It is never opened."
ZIP_IN_ZIP: Final = "This is a ZIP inside a ZIP. Unpack the outer one and import the inner one."
EXCEL: Final = "This is an Excel workbook. Save the sheet with the people as CSV and import that file."
NOTHING_KNOWN: Final = "Nothing known was found in here. Check that it is the one you meant."
TOO_MANY_FILES: Final = f"This folder holds more than {MAX_FILES:,} files. Import a part of it at a time."
TOO_DEEP: Final = f"This folder lies more than {MAX_FOLDER_DEPTH} folders deep. Import it by itself."

_WORKBOOK: Final = "xl/workbook.xml"  # in the ZIP that an Excel file is
_EACH: Final = (*TABLES, CALENDAR, MAILBOX, MONICA)  # a source for each file, in a ZIP too
_DELIVERED: Final = ("cur", "new")  # the folders of a Maildir that hold letters

# Files in a folder that claim by their name to be contacts, so that a wrong one is worth a word.
_CLAIMS: Final = (".vcf", ".vcard", ".csv", ".ics", ".zip", ".mbox", ".eml")


@dataclass(frozen=True, slots=True)
class _Found:
    """A file with what it is. `failed` says that it could not be looked at."""

    member: Member
    label: str
    folder: PurePath
    what: Recognised
    refusal: str = ""
    failed: bool = False


def find_sources(paths: Sequence[Path], *, format: str = "auto") -> list[Source]:  # noqa: A002 - as the CLI has it
    """Return what can be read in these files, folders and ZIPs, in the order given, folders by name.

    A LinkedIn export, ZIP or unpacked, is one source; so are the vCards of one ZIP. What cannot be read
    is a source with a refusal. `format` takes one kind alone. Raises UsageRefused for one not read yet.
    """
    if format not in FORMATS:
        raise UsageRefused(
            f"This version reads {', '.join(FORMATS[1:])}. Say one of them, or leave the format out."
        )
    sources = [source for path in dict.fromkeys(paths) for source in _sources_at(path)]
    return [_only(format, source) for source in sources]


def _sources_at(path: Path) -> list[Source]:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            return _sources_in_folder(path)
        if not stat.S_ISREG(mode):  # a pipe would keep us waiting for ever
            return [_refused(str(path), NOT_A_FILE)]
        return _sources_in_file(path)
    except UNREADABLE as error:
        return [_refused(str(path), explain(error))]


def _sources_in_file(path: Path) -> list[Source]:
    with opened(None) as open_member:
        found = _look(Member(path.name, path.stat().st_size, path), str(path), path.parent, open_member)
    if found.what.format == ZIP:
        return _sources_in_archive(path)
    if found.refusal:
        return [_refused(found.label, found.refusal, found.what.format)]
    if found.what.table is not None and found.what.table not in TELLING:
        return [_refused(found.label, REFUSALS[PART], LINKEDIN)]
    return [Source(found.label, found.what.format, (found.member,))]


def _sources_in_folder(folder: Path) -> list[Source]:
    sources: list[Source] = []
    found: list[_Found] = []
    with opened(None) as open_member:
        for item in _walk(folder):
            if isinstance(item, Source):
                sources.append(item)
                continue
            path, size = item
            found.append(_look(Member(path.name, size, path), str(path), path.parent, open_member))
    for seen in found:
        if seen.what.format == ZIP:
            sources += _sources_in_archive(Path(seen.label))
    exports = _exports(found)
    sources += [Source(str(place), LINKEDIN, members) for place, members in exports.items()]
    sources += [Source(seen.label, VCARD, (seen.member,)) for seen in found if seen.what.format == VCARD]
    sources += [Source(seen.label, seen.what.format, (seen.member,)) for seen in _alone(found, exports)]
    sources += _mail(found)
    sources += _worth_a_word(found, exports)
    return sorted(sources, key=lambda source: source.path) or [_refused(str(folder), NOTHING_KNOWN)]


def _sources_in_archive(path: Path) -> list[Source]:
    label = str(path)
    try:
        if archive := find_archive(path):
            return [archive]
        entries = list_entries(path)
        with opened(path) as open_member:
            found = [
                _look(entry.member, f"{label}/{entry.member.name}", _folder_in_zip(entry.member), open_member)
                for entry in entries
                if not entry.refusal
            ]
    except InputRefused as refusal:
        return [_refused(label, str(refusal), ZIP)]
    except UNREADABLE as error:
        return [_refused(label, explain(error), ZIP)]
    exports = _exports(found)
    sources = [
        Source(label if len(exports) == 1 else f"{label}/{place}", LINKEDIN, members, path)
        for place, members in exports.items()
    ]
    cards = tuple(seen.member for seen in found if seen.what.format == VCARD)
    if cards:
        sources.append(Source(label, VCARD, cards, path))
    sources += [Source(seen.label, seen.what.format, (seen.member,), path) for seen in _alone(found, exports)]
    sources += [replace(one, path=f"{label}/{one.path}", archive=path) for one in _mail(found)]
    if any(entry.member.name == _WORKBOOK for entry in entries):
        sources.append(_refused(label, EXCEL, ZIP))
    sources += [_refused(f"{label}/{entry.member.name}", entry.refusal) for entry in entries if entry.refusal]
    sources += [_refused(seen.label, ZIP_IN_ZIP, ZIP) for seen in found if seen.what.format == ZIP]
    sources += _worth_a_word(found, exports)
    return sources or [_refused(label, NOTHING_KNOWN, ZIP)]


def _walk(folder: Path) -> Iterator[tuple[Path, int] | Source]:
    """Yield the files below a folder with their sizes, and a refused source for what cannot be entered."""
    failures: list[OSError] = []
    count = 0
    for place, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(
            name for name in folders if not _is_hidden(name) or _is_maildir(Path(place, name))
        )
        if folders and len(Path(place).relative_to(folder).parts) >= MAX_FOLDER_DEPTH:
            yield from (_refused(str(Path(place, name)), TOO_DEEP) for name in folders)
            folders.clear()
        for name in sorted(name for name in names if not _is_hidden(name)):
            count += 1
            if count > MAX_FILES:
                yield _refused(str(folder), TOO_MANY_FILES)
                return
            path = Path(place, name)
            try:
                status = path.stat()
            except OSError as failure:
                failures.append(failure)
                continue
            if stat.S_ISREG(status.st_mode):
                yield path, status.st_size
    yield from (_refused(str(failure.filename), explain(failure)) for failure in failures)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == "__MACOSX"


def _is_maildir(folder: Path) -> bool:
    """Say whether this is a folder of mail, whose subfolders are called ".Sent" and the like."""
    return (folder / "cur").is_dir()


def _folder_in_zip(member: Member) -> PurePosixPath:
    return PurePosixPath(member.name.replace("\\", "/")).parent


def _look(member: Member, label: str, folder: PurePath, open_member: Opener) -> _Found:
    """Say what a file is by its beginning. Tables of LinkedIn that are never read are not opened for it."""
    if is_never_read(member.name):
        return _Found(member, label, folder, Recognised(UNKNOWN), NEVER_READ)
    try:
        with open_member(member) as stream:
            what = recognise(stream.read(HEAD_BYTES), member.name)
    except UNREADABLE as error:
        return _Found(member, label, folder, Recognised(UNKNOWN), explain(error), failed=True)
    kind = what.format if what.format in (*TABLES, CALENDAR) else str(what.table or "")
    return _Found(replace(member, kind=kind), label, folder, what, REFUSALS.get(what.format, ""))


def _exports(found: Sequence[_Found]) -> dict[PurePath, tuple[Member, ...]]:
    """Return the files of each LinkedIn export by the folder that holds it, in their order of reading."""
    order = list(Table)
    tables: dict[PurePath, list[tuple[int, str, Member]]] = {}
    for seen in found:
        if seen.what.table is not None:
            place = (order.index(seen.what.table), seen.member.name, seen.member)
            tables.setdefault(seen.folder, []).append(place)
    return {
        folder: tuple(member for *_, member in sorted(places, key=lambda place: place[:2]))
        for folder, places in tables.items()
        if any(order[number] in TELLING for number, *_ in places)
    }


def _alone(found: Sequence[_Found], exports: dict[PurePath, tuple[Member, ...]]) -> list[_Found]:
    """Return the files that are a source each.

    Tables of unknown columns beside a LinkedIn export are parts of it, unless they promise people.
    """
    return [
        seen
        for seen in found
        if seen.what.format in _EACH
        and (seen.what.format != TABLE or seen.what.reaches or not _is_in_export(seen, exports))
    ]


def _mail(found: Sequence[_Found]) -> list[Source]:
    """Return the letters that are a file each: those of one folder, or of one Maildir, are one source."""
    folders: dict[tuple[PurePath, str], list[Member]] = {}
    for seen in found:
        if seen.what.format == LETTER:
            is_maildir = seen.folder.name in _DELIVERED
            place = (seen.folder.parent, MAILDIR) if is_maildir else (seen.folder, LETTER)
            folders.setdefault(place, []).append(seen.member)
    return [Source(str(folder), format_, tuple(members)) for (folder, format_), members in folders.items()]


def _is_in_export(seen: _Found, exports: dict[PurePath, tuple[Member, ...]]) -> bool:
    return seen.folder in exports or any(parent in exports for parent in seen.folder.parents)


def _worth_a_word(found: Sequence[_Found], exports: dict[PurePath, tuple[Member, ...]]) -> list[Source]:
    """Return the files beside the sources that one would miss: those that failed or claim to be contacts.

    Not the other tables of a LinkedIn export, nor documents and pictures that happen to lie in a folder.
    """
    refused = []
    for seen in found:
        in_export = _is_in_export(seen, exports)
        claims = seen.label.lower().endswith(_CLAIMS) and not in_export and seen.refusal != NEVER_READ
        if seen.refusal and (seen.failed or claims):
            refused.append(_refused(seen.label, seen.refusal, seen.what.format))
        elif seen.what.table is not None and seen.folder not in exports:
            refused.append(_refused(seen.label, REFUSALS[PART], LINKEDIN))
    return refused


def _refused(label: str, sentence: str, format_: str = UNKNOWN) -> Source:
    return Source(label, format_, refusal=sentence)


def _only(format_: str, source: Source) -> Source:
    if source.refusal or format_ in ("auto", source.format):
        return source
    if format_ in TABLES and source.format in TABLES:  # the person knows better whose table it is
        return replace(source, format=format_)
    sentence = f"This is not {format_}, which you asked for. Leave the format out."
    return _refused(source.path, sentence, source.format)
