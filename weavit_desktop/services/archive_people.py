"""The people of an archive: found in the vault or added, with their records and all that is their own."""

from __future__ import annotations

from typing import Final

from weavit_desktop.domain.card import Photo
from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import DAMAGED, Archive, read_part
from weavit_desktop.matching.linking import Candidate, decide
from weavit_desktop.services.archive_rows import ArchivedCard, ArchivedPerson
from weavit_desktop.services.archive_taking import Bringing, Taken
from weavit_desktop.services.identifiers import Known, Suppressed, identifiers_of, record_name
from weavit_desktop.services.linking import grouped, pairs_of
from weavit_desktop.services.linking_people import GROUPS
from weavit_desktop.services.photos import kept_photo, with_photo
from weavit_desktop.services.progress import Step
from weavit_desktop.services.staging import SUPPRESSED_PEOPLE
from weavit_desktop.services.work import Work
from weavit_desktop.vault import blobs
from weavit_desktop.vault.blobs import NewBlob
from weavit_desktop.vault.card_json import dump_card, dump_json, dump_properties
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import attachments, links, moves, people, unarchiving
from weavit_desktop.vault.repositories.moves import NewMove
from weavit_desktop.vault.repositories.unarchiving import NewCard, NewLink, NewPost

_FILE: Final = "file"  # the purpose of the blob of an attachment, as services/attachments has it
_STEP: Final = 200


def bring_person(
    db: Connection, archive: Archive, person: ArchivedPerson, bringing: Bringing, taken: Taken
) -> None:
    """Take a person over. Raises InputRefused for what cannot be."""
    taken.records += len(person.cards)
    if len(taken.people) % _STEP == 0:
        bringing.work.progress(Step("people", len(taken.people)))
    if person.uid in taken.people:
        raise InputRefused(DAMAGED, fact="two people of one id")
    known = [identifiers_of(one.card, bringing.work.rules) for one in person.cards]
    if _is_suppressed(person, known, bringing.suppressed):
        taken.passed_over[SUPPRESSED_PEOPLE] += 1
        return
    person_id = _find(db, person, known, bringing.work, taken)
    is_new = person_id is None
    if person_id is None:
        # An id that the ledger knows is somebody's who was deleted: what was permitted of them must not
        # come into force again.
        is_free = person.uid not in taken.ledgered and not unarchiving.is_taken(db, person.uid)
        uid = person.uid if is_free else bringing.work.new_uid()
        person_id = unarchiving.add_person(db, uid, person.since, objected=person.objected)
        taken.people_new += 1
    taken.people[person.uid] = person_id
    taken.uids[person.uid] = people.uid_of(db, person_id)
    added = _bring_cards(db, archive, person, person_id, known, bringing, taken)
    _bring_belongings(db, archive, person, person_id, is_new=is_new, bringing=bringing, taken=taken)
    if added and not is_new:
        taken.people_updated += 1
    taken.touched.add(person_id)


def _is_suppressed(person: ArchivedPerson, known: list[tuple[Known, ...]], suppressed: Suppressed) -> bool:
    """Say whether a person must not be brought back: by a record of theirs, or an identifier."""
    if not suppressed.hashes:
        return False
    return any(suppressed.holds("record", record_name(one.origin, one.key)) for one in person.cards) or any(
        suppressed.holds(one.kind, one.value) for each in known for one in each
    )


def _find(
    db: Connection, person: ArchivedPerson, known: list[tuple[Known, ...]], work: Work, taken: Taken
) -> int | None:
    """Return who of the vault this is, None for somebody new. People of the archive are not asked."""
    if taken.last_person == 0:
        return None
    found = unarchiving.person_of_uid(db, person.uid, taken.last_person)
    for card in person.cards:
        if found is None:
            found = unarchiving.person_with_card(db, card.origin, card.key, card.digest, taken.last_card)
    return _match(db, person, known, work, taken) if found is None else found


def _match(
    db: Connection, person: ArchivedPerson, known: list[tuple[Known, ...]], work: Work, taken: Taken
) -> int | None:
    live = [one.card for one in person.cards if one.live]
    mine = grouped(
        person.name,
        bool(live) and live[-1].is_company,
        next((one.birthday for one in live if one.birthday), ""),
        {(one.kind, one.value) for each in known for one in each},
    )
    sharing = [one for one in links.people_with(db, pairs_of(mine)) if one <= taken.last_person]
    candidates = [
        Candidate(str(one.id), grouped(one.name, one.is_company, one.birthday, one.identifiers))
        for one in links.known_people(db, sharing)
    ]
    link = decide(mine, candidates, work.rules.normaliser)
    return int(link.candidate.person) if link else None


def _bring_cards(
    db: Connection,
    archive: Archive,
    person: ArchivedPerson,
    person_id: int,
    known: list[tuple[Known, ...]],
    bringing: Bringing,
    taken: Taken,
) -> bool:
    """Add the records of a person that are not here yet; return whether there were any."""
    added = False
    for card, identifiers in zip(person.cards, known, strict=True):
        if unarchiving.person_with_card(db, card.origin, card.key, card.digest, taken.last_card) is not None:
            continue
        # Beside a record of the same key that is here already, as a variant of its own: neither hides one.
        variant = card.variant + unarchiving.last_variant(db, card.origin, card.key, taken.last_card)
        place = (card.origin, card.key, variant)
        if card.source not in taken.sources or (card.live and place in taken.live):
            raise InputRefused(DAMAGED, fact="card")
        if card.live:
            taken.live.add(place)
        kept, photo_id = _photo(db, archive, card, bringing)
        new = NewCard(
            source_id=taken.sources[card.source],
            origin=card.origin,
            record_key=card.key,
            variant=variant,
            digest=card.digest,
            raw=card.raw,
            properties=dump_properties(card.properties),
            card=dump_card(with_photo(card.card, kept) if kept else card.card),
            identifiers=dump_json([(one.kind, one.value, one.written) for one in identifiers]),
            photo_blob_id=photo_id,
            live=card.live,
        )
        link = NewLink(person_id, card.reason, card.decided_by, card.decided_at)
        unarchiving.add_card(db, new, link)
        added = True
    return added


def _photo(
    db: Connection, archive: Archive, card: ArchivedCard, bringing: Bringing
) -> tuple[NewBlob | None, int | None]:
    """Keep the picture of a card, cleaned like any that a stranger made; a clean one stays as it is."""
    if card.photo is None:
        return None, None
    data = read_part(archive, card.photo, blobs.MOST_BYTES)
    kept, _ = kept_photo(Photo(card.media_type, data), bringing.cleaner.clean(data))
    (blob_id,) = blobs.keep(db, bringing.place, [kept])
    return kept, blob_id


def _bring_belongings(
    db: Connection,
    archive: Archive,
    person: ArchivedPerson,
    person_id: int,
    *,
    is_new: bool,
    bringing: Bringing,
    taken: Taken,
) -> None:
    mine = people.choices_of(db, [person_id]).get(person_id, {})
    barred = {name for group in GROUPS if group & mine.keys() for name in group}
    edits = {name: edit for name, edit in person.edits.items() if name not in barred}
    unarchiving.add_edits(db, person_id, edits)
    unarchiving.add_posts(db, person_id, _posts(person, taken, ended_alone=not is_new))
    _bring_moves(db, person, person_id, bringing, taken)
    unarchiving.add_notes(db, person_id, person.notes)
    unarchiving.add_reminders(db, person_id, person.reminders)
    for one in person.files:
        if one.path is not None and not unarchiving.has_file(db, one.uid):
            data = read_part(archive, one.path, blobs.MOST_BYTES)
            (blob_id,) = blobs.keep(db, bringing.place, [NewBlob(_FILE, one.media_type, data)])
            attachments.add(db, one.uid, person_id, blob_id, one.name, one.added_at)
    if person.objected:
        taken.objected[taken.uids[person.uid]] = person_id


def _bring_moves(
    db: Connection, person: ArchivedPerson, person_id: int, bringing: Bringing, taken: Taken
) -> None:
    """Note the job changes that were seen, each once. Positions came before, which they go by."""
    known = {one.day for one in moves.of_person(db, person_id)}
    for day, before, after in person.moves:
        if day not in known and before in taken.organisations and after in taken.organisations:
            move = NewMove(person_id, taken.organisations[before], taken.organisations[after])
            moves.add(db, [move], bringing.import_uid, bringing.work.now, day)


def _posts(person: ArchivedPerson, taken: Taken, *, ended_alone: bool) -> list[NewPost]:
    """Return positions at organisations that could be taken over. Current ones of people who were here are
    computed from their cards."""
    return [
        NewPost(
            organisation_id=taken.organisations[one.organisation],
            title=one.title,
            level=one.level,
            level_rule=one.level_rule,
            function=one.function,
            function_rule=one.function_rule,
            confidence=one.confidence,
            domains=one.domains,
            from_day=one.from_day,
            to_day=one.to_day,
        )
        for one in person.posts
        if one.organisation in taken.organisations and (one.to_day is not None or not ended_alone)
    ]
