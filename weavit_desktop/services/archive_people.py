"""The people of an archive: found in the vault or added, with their records and all that is their own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from weavit_desktop.domain.card import Photo
from weavit_desktop.errors import InputRefused
from weavit_desktop.importing.archive.container import DAMAGED, MARKS, Archive, read_part
from weavit_desktop.matching.linking import Candidate, decide
from weavit_desktop.services.archive_linked import name_linked
from weavit_desktop.services.archive_links import ArchivedLink
from weavit_desktop.services.archive_rows import ArchivedCard, ArchivedPerson
from weavit_desktop.services.archive_taking import Belonged, Bringing, Taken
from weavit_desktop.services.eras import names_of_row
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
from weavit_desktop.vault.repositories import attachments, cards, links, moves, people, unarchiving
from weavit_desktop.vault.repositories.moves import NewMove
from weavit_desktop.vault.repositories.unarchiving import NewCard, NewLink, NewPost

_FILE: Final = "file"  # the purpose of the blob of an attachment, as services/attachments has it
_STEP: Final = 200


def bring_person(
    db: Connection,
    archive: Archive,
    person: ArchivedPerson,
    links_: Iterable[ArchivedLink],
    bringing: Bringing,
    taken: Taken,
) -> None:
    """Take a person over; one who is new, with who was linked to them. Raises InputRefused if not."""
    taken.records += len(person.cards)
    if len(taken.people) % _STEP == 0:
        bringing.work.progress(Step("people", len(taken.people)))
    if person.uid in taken.uids:
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
    belonged = _bring_belongings(
        db, archive, person, person_id, added, is_new=is_new, bringing=bringing, taken=taken
    )
    if is_new:
        name_linked(db, person_id, links_, belonged, bringing, taken)
    elif any(added):
        taken.people_updated += 1
    _bring_moves(db, person, person_id, bringing, taken)
    taken.touched.add(person_id)


def _is_suppressed(person: ArchivedPerson, known: list[tuple[Known, ...]], suppressed: Suppressed) -> bool:
    """Say whether a person must not be brought back: by a record of theirs, or an identifier."""
    if not suppressed.hashes:
        return False
    names = {
        *(("record", record_name(one.origin, one.key)) for one in person.cards),
        *((one.kind, one.value) for each in known for one in each),
        *(name for one in person.cards for name in names_of_row(one.card)),
    }
    return any(suppressed.holds(*name) for name in names)


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
        max((one.birthday for one in live if one.birthday), key=_has_year, default=""),
        {(one.kind, one.value) for each in known for one in each},
    )
    sharing = [one for one in links.people_with(db, pairs_of(mine)) if one <= taken.last_person]
    candidates = [
        Candidate(str(one.id), grouped(one.name, one.is_company, one.birthday, one.identifiers))
        for one in links.known_people(db, sharing)
    ]
    link = decide(mine, candidates, work.rules.normaliser)
    return int(link.candidate.person) if link else None


def _has_year(birthday: str) -> bool:
    return not birthday.startswith("--")


def _bring_cards(
    db: Connection,
    archive: Archive,
    person: ArchivedPerson,
    person_id: int,
    known: list[tuple[Known, ...]],
    bringing: Bringing,
    taken: Taken,
) -> list[int]:
    """Add the records of a person that are not here yet; return their row ids, 0 for one that is."""
    added, places = [], _places(person.cards, cards.last_place(db) + 1)
    for number, (card, identifiers) in enumerate(zip(person.cards, known, strict=True)):
        if unarchiving.person_with_card(db, card.origin, card.key, card.digest, taken.last_card) is not None:
            added.append(0)
            continue
        # Beside a record of the same key that is here already, as a variant of its own: neither hides one.
        variant = card.variant + unarchiving.last_variant(db, card.origin, card.key, taken.last_card)
        key = (card.origin, card.key, variant)
        told_by = {card.source, *(source for _, source in card.also_from)}
        if told_by - taken.sources.keys() or (card.live and key in taken.live):
            raise InputRefused(DAMAGED, fact="card")
        if card.live:
            taken.live.add(key)
        kept, photo_id = _photo(db, archive, card, bringing)
        new = NewCard(
            place=places[_place(card, number)],
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
        also_from = [(places[place], taken.sources[source]) for place, source in card.also_from]
        added.append(unarchiving.add_card(db, new, link, also_from))
    return added


def _places(cards_: Sequence[ArchivedCard], first: int) -> dict[int, int]:
    """Return the ids that records, and who else told of them, get here, by their places in the archive."""
    places = [_place(card, number) for number, card in enumerate(cards_)]
    places += [place for card in cards_ for place, _ in card.also_from]
    if len(set(places)) < len(places):
        raise InputRefused(DAMAGED, fact="two records of one place")
    return {place: first + number for number, place in enumerate(sorted(places))}


def _place(card: ArchivedCard, number: int) -> int:
    """Return the place of a card. Version 1 has none: there the oldest comes first."""
    return number if card.place is None else card.place


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
    added: list[int],
    *,
    is_new: bool,
    bringing: Bringing,
    taken: Taken,
) -> Belonged:
    mine = people.choices_of(db, [person_id]).get(person_id, {})
    barred = {name for group in GROUPS if group & mine.keys() for name in group}
    edits = {name: edit for name, edit in person.edits.items() if name not in barred}
    unarchiving.add_edits(db, person_id, edits)
    unarchiving.add_kept_records(db, person_id, person.kept_records)
    belonged = Belonged(
        added,
        unarchiving.add_notes(db, person_id, person.notes),
        unarchiving.add_reminders(db, person_id, person.reminders),
        unarchiving.add_posts(db, person_id, _posts(person, taken, ended_alone=not is_new)),
    )
    for one in person.files:
        if one.path is not None and not unarchiving.has_file(db, one.uid):
            data = read_part(archive, one.path, blobs.MOST_BYTES)
            (blob_id,) = blobs.keep(db, bringing.place, [NewBlob(_FILE, one.media_type, data)])
            attachments.add(db, one.uid, person_id, blob_id, one.name, one.added_at)
    if person.objected and (MARKS not in archive.parts or not is_new):  # else the marks come along
        taken.objected[taken.uids[person.uid]] = person_id
    return belonged


def _bring_moves(
    db: Connection, person: ArchivedPerson, person_id: int, bringing: Bringing, taken: Taken
) -> None:
    """Note the job changes that were seen, each once. Positions came before, which they go by."""
    for day, before, after, of in person.moves:
        if before in taken.organisations and after in taken.organisations:
            uid = taken.uids.get(of, taken.uids[person.uid])
            move = NewMove(person_id, taken.organisations[before], taken.organisations[after])
            moves.add_known(db, uid, move, bringing.import_uid, bringing.work.now, day)


def _posts(person: ArchivedPerson, taken: Taken, *, ended_alone: bool) -> list[NewPost | None]:
    """Return positions, None for one at an organisation that could not be taken over. Current ones of people
    who were here are computed from their cards."""
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
        if one.organisation in taken.organisations and (one.to_day is not None or not ended_alone)
        else None
        for one in person.posts
    ]
