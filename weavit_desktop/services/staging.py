"""The first half of an import: records into the staging tables, in batches of bounded size."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Final

from weavit_core.fields import instant_text
from weavit_desktop.domain.card import Card, Photo
from weavit_desktop.domain.interaction import Direction, Interaction, Participant, Role
from weavit_desktop.importing.context import ReadingContext
from weavit_desktop.importing.pictures import without_picture
from weavit_desktop.importing.position import Position
from weavit_desktop.importing.reading import read_source
from weavit_desktop.importing.records import (
    CardRecord,
    InteractionRecord,
    MeRecord,
    Note,
    Problem,
    Record,
)
from weavit_desktop.importing.sources import Source
from weavit_desktop.rules import Rules
from weavit_desktop.services.eras import names_of_row
from weavit_desktop.services.field_check import FieldCheck
from weavit_desktop.services.identifiers import (
    Known,
    Suppressed,
    identifiers_of,
    normalise_identifier,
    record_name,
)
from weavit_desktop.services.import_report import EXCERPT_BYTES, ProblemReport
from weavit_desktop.services.photos import Cleaning, fits, kept_photo, with_clean_pictures, with_photo
from weavit_desktop.services.picture_process import Cleaner
from weavit_desktop.services.progress import IsCancelled, Progress, ReadingStep, stop_if
from weavit_desktop.vault.blobs import Place
from weavit_desktop.vault.card_json import dump_card, dump_properties
from weavit_desktop.vault.repositories import staging
from weavit_desktop.vault.repositories.staging import (
    Staged,
    StagedCard,
    StagedHint,
    StagedInteraction,
    StagedParticipant,
    StagedProblem,
)
from weavit_desktop.vault.vault import Vault

BATCH_RECORDS: Final = 1_000
BATCH_BYTES: Final = 4 * 1024 * 1024  # photos are large

EXCERPTS_BYTES: Final = 16 * 1024 * 1024  # of all problems of a source: a file may consist of nothing else

SUPPRESSED_PEOPLE: Final = "people who are not to be brought back"
SUPPRESSED_INTERACTIONS: Final = "interactions with people who are not to be brought back"


@dataclass(slots=True)
class SourceTally:
    """What was read from one source so far. `digest` is over the records, in their order."""

    source: Source
    number: int
    records: int = 0
    problems: list[ProblemReport] = field(default_factory=list)
    passed_over: Counter[str] = field(default_factory=Counter)
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    excerpts_left: int = EXCERPTS_BYTES

    def add_problem(self, problem: Problem) -> None:
        """Report a problem, with the beginning of its raw text as long as there is room for it."""
        excerpt = problem.raw[: min(EXCERPT_BYTES, self.excerpts_left)]
        self.excerpts_left -= len(excerpt)
        report = ProblemReport(problem.where, problem.what, problem.kept, len(problem.raw), excerpt)
        self.problems.append(report)

    def sign(self, *parts: str | bytes) -> None:
        """Add a record to the digest."""
        for part in parts:
            self.digest.update(part.encode() if isinstance(part, str) else part)
            self.digest.update(b"\0")


@dataclass(frozen=True, slots=True)
class Stager:
    """What turning records into staged ones needs."""

    rules: Rules
    context: ReadingContext
    suppressed: Suppressed
    cleaner: Cleaner
    place: Place
    check: FieldCheck | None = None


@dataclass(frozen=True, slots=True)
class _Developing:
    """A card whose picture is being cleaned, beside the reading. `number` counts the cards of its source."""

    staged: StagedCard
    card: Card
    photo: Photo
    cleaning: Cleaning
    number: int


def stage_sources(
    vault: Vault, sources: Sequence[Source], stager: Stager, progress: Progress, cancelled: IsCancelled
) -> list[SourceTally]:
    """Read every source into the staging tables. Raises Cancelled between two batches."""
    tallies = [SourceTally(source, number) for number, source in enumerate(sources)]
    positions = [Position(source) for source in sources]
    total = max(1, sum(position.total for position in positions))
    records = read = 0
    for tally, position in zip(tallies, positions, strict=True):
        for batch in _batches(_staged(tally, stager, position)):
            stop_if(cancelled)
            vault.write(partial(staging.add, batch=_developed(batch, tally), place=stager.place))
            if stager.check:
                vault.read(stager.check.compare)
            share = (read + position.done) / total
            progress(
                ReadingStep("read", records + tally.records, None, share, tally.number + 1, len(tallies))
            )
        records, read = records + tally.records, read + position.total
    return tallies


def _batches(entries: Iterable[Staged | _Developing]) -> Iterator[list[Staged | _Developing]]:
    batch: list[Staged | _Developing] = []
    size = 0
    for entry in entries:
        batch.append(entry)
        size += _size(entry)
        if len(batch) >= BATCH_RECORDS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _size(entry: Staged | _Developing) -> int:
    match entry:
        case StagedCard():
            return 2 * len(entry.raw)
        case _Developing():
            return 2 * len(entry.staged.raw) + len(entry.photo.data)
        case StagedProblem():
            return len(entry.raw)
        case _:
            return 0


def _developed(batch: Iterable[Staged | _Developing], tally: SourceTally) -> Iterator[Staged]:
    """Yield the batch with its pictures cleaned, and a problem for each that cannot be shown."""
    for entry in batch:
        if not isinstance(entry, _Developing):
            yield entry
            continue
        kept, problem = kept_photo(entry.photo, entry.cleaning)
        yield replace(entry.staged, card=dump_card(with_photo(entry.card, kept)), photo=kept)
        if problem:
            where = f"card {entry.number}"
            tally.problems.append(ProblemReport(where, problem, kept=True))
            yield StagedProblem(tally.number, where, problem, b"")


def _staged(tally: SourceTally, stager: Stager, position: Position) -> Iterator[Staged | _Developing]:
    for record in read_source(tally.source, stager.context, position):
        entry = _stage(record, tally, stager)
        if entry is not None:
            yield entry


def _stage(record: Record, tally: SourceTally, stager: Stager) -> Staged | _Developing | None:
    match record:
        case CardRecord():
            tally.records += 1
            tally.sign(record.key, record.digest)
            return _stage_card(record, tally, stager)
        case InteractionRecord(interaction):
            tally.records += bool(interaction.participants)
            tally.sign(interaction.source_key)
            return _stage_interaction(interaction, tally, stager)
        case MeRecord(kind, value):
            tally.sign(kind, value)
            return StagedHint(tally.number, kind, normalise_identifier(kind, value, stager.rules))
        case Problem(where, what, raw):
            tally.add_problem(record)
            tally.sign(where, what, raw)
            return StagedProblem(tally.number, where, what, raw)
        case Note(what, count):
            tally.passed_over[what] += count
            return None


def _stage_card(record: CardRecord, tally: SourceTally, stager: Stager) -> StagedCard | _Developing | None:
    identifiers = identifiers_of(record.card, stager.rules)
    origin = tally.source.format
    if stager.suppressed.hashes and _is_suppressed(record, origin, identifiers, stager.suppressed):
        tally.passed_over[SUPPRESSED_PEOPLE] += 1
        return None
    photo = record.card.photo if fits(record.card) else None
    if photo:
        record = without_picture(record)
    record = with_clean_pictures(record, stager.cleaner)
    if stager.check:
        stager.check.remember(record)
    card = replace(record.card, photo=None) if record.card.photo else record.card
    staged = StagedCard(
        source=tally.number,
        origin=origin,
        record_key=record.key,
        digest=record.digest,
        raw=record.raw,
        card="" if photo else dump_card(card),
        properties=dump_properties(record.properties),
        identifiers=tuple((one.kind, one.value, one.written) for one in identifiers),
    )
    return (
        _Developing(staged, card, photo, stager.cleaner.clean(photo.data), tally.records) if photo else staged
    )


def _is_suppressed(
    record: CardRecord, origin: str, identifiers: Iterable[Known], suppressed: Suppressed
) -> bool:
    """Say whether a card must not be brought back: by a key, an identifier, or a row of another era."""
    names = {
        *(("record", record_name(origin, key)) for key in (record.key, record.former) if key),
        *((one.kind, one.value) for one in identifiers),
        *names_of_row(record.card),
    }
    return any(suppressed.holds(*one) for one in names)


def _stage_interaction(
    interaction: Interaction, tally: SourceTally, stager: Stager
) -> StagedInteraction | None:
    everyone = [_participant(one, stager.rules) for one in interaction.participants]
    kept = tuple(one for one in everyone if not stager.suppressed.holds(one.kind, one.value))
    if everyone and not kept:
        tally.passed_over[SUPPRESSED_INTERACTIONS] += 1
        return None
    return StagedInteraction(
        source=tally.number,
        source_key=interaction.source_key,
        at=instant_text(interaction.at),
        zone=interaction.zone,
        day=interaction.day.isoformat(),
        channel=interaction.channel,
        direction=interaction.direction,
        recipients=_recipients(interaction),
        participants=kept,
        subject=interaction.subject,
        text=interaction.text,
    )


def _recipients(interaction: Interaction) -> int:
    """Return how many people it went to. The holder of the vault is one of them unless they sent it."""
    others = sum(one.role is not Role.FROM for one in interaction.participants)
    return max(1, others + (interaction.direction is Direction.INCOMING))


def _participant(one: Participant, rules: Rules) -> StagedParticipant:
    address = one.address
    kind, written = next(
        (kind, written)
        for kind, written in (
            ("email", address.email),
            ("profile", address.profile_slug),
            ("phone", address.phone),
            ("name", address.name),
        )
        if written or kind == "name"
    )
    value = normalise_identifier(kind, written, rules) or written.casefold()
    return StagedParticipant(kind, value, address.name, one.role)
