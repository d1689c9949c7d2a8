"""A vault with one of everything that an archive holds, and what a vault holds by what means something
outside of it."""

from __future__ import annotations

from typing import Any

from builders.desk import NOW, Desk, someone
from builders.linkedin import message, profile_url
from builders.pictures import jpeg, photo_line
from builders.worked import perform, write_down
from weavit_desktop.services import people
from weavit_desktop.services.attachments import attach_file
from weavit_desktop.services.clients import mark_client
from weavit_desktop.services.deleting import delete_people
from weavit_desktop.services.duplicates import refuse
from weavit_desktop.services.identity import confirm_me
from weavit_desktop.services.linking_people import link_people
from weavit_desktop.services.objecting import heed_objection
from weavit_desktop.services.sharing import read_choice, share

OWN = ("X-OWN;X-A=b:c\\, d", photo_line(jpeg()), f"URL:{profile_url('anna')}")

KEPT = {
    "cards": """SELECT person.uid, card.origin, card.record_key, card.variant, card.digest, card.raw,
      card.properties, card.card, card.identifiers, card.live, source.path,
      source.format, link.reason, link.decided_by, link.decided_at
      FROM source_card AS card JOIN link ON link.card_id = card.id JOIN person ON person.id = link.person_id
      JOIN import_source AS source ON source.id = card.source_id""",
    "people": "SELECT uid, name, name_key, objected, created_at, interactions, last_interaction FROM person",
    "edits": """SELECT uid, field, value, chosen_at FROM field_choice JOIN person ON person.id = person_id""",
    "positions": """SELECT person.uid, organisation.uid, organisation.name, client, position.title,
      position.level, from_day, to_day, confidence
      FROM position JOIN person ON person.id = person_id
      JOIN organisation ON organisation.id = organisation_id""",
    "interactions": """SELECT source_key, at, zone, day, channel, direction, recipients, kind, value,
      participant.name, role, uid FROM interaction JOIN participant ON interaction_id = interaction.id
      LEFT JOIN person ON person.id = participant.person_id""",
    "words": "SELECT source_key, subject, text FROM interaction",
    "scores": """SELECT uid, day, channel, direction, round(weight, 9) FROM day_bucket
      JOIN person ON person.id = person_id""",
    "notes": "SELECT uid, at, text FROM note JOIN person ON person.id = person_id",
    "reminders": "SELECT uid, due_day, text, done_at FROM reminder JOIN person ON person.id = person_id",
    "lists": """SELECT list.uid, list.name, person.uid FROM list JOIN list_member ON list_id = list.id
      JOIN person ON person.id = person_id""",
    "files": "SELECT attachment.uid, name, added_at FROM attachment",
    "not the same": "SELECT * FROM not_same",
    "identity": "SELECT * FROM identity",
    "problems": "SELECT place, what, raw FROM problem",
    "mappings": "SELECT * FROM mapping",
}


def kept(desk: Desk) -> dict[str, list[tuple[Any, ...]]]:
    """Return what the vault holds, by what means something outside of it."""
    return {name: sorted(desk.rows(sql), key=repr) for name, sql in KEPT.items()}


def work_with_everything(desk: Desk) -> Desk:
    """Leave one of everything that an archive holds in a vault."""
    cards = (
        someone("Anna Berg", *OWN, email="a@orrin.example", org="Orrin AG"),
        someone("Bo Lind", email="bo@orrin.example", org="Orrin AG", uid="1"),
        someone("Mia Own", email="me@own.example"),
    )
    desk.take(desk.file("a.vcf", *cards, b"BEGIN:VCARD\r\nno colon\r\nFN:Cleo\r\nEND:VCARD\r\n"))
    desk.take(desk.file("b.vcf", someone("Bo Lind", email="bo@orrin.example", org="Acme", uid="1")))
    confirm_me(desk.vault, desk.work, emails=["me@own.example"], company_domains=["own.example"])
    anna = desk.uid("Anna Berg")
    people.edit_person(desk.vault, desk.work, anna, {"title": "CFO", "note": "mine"})
    perform(
        desk,
        11,  # of which subjects and texts are kept
        [
            message("maya", "anna", at="2026-11-02 08:00:00 UTC", SUBJECT="Plan", CONTENT="Soon"),
            message("anna", "maya", at="2026-10-02 08:00:00 UTC"),
        ],
    )
    (desk.folder / "menu.pdf").write_bytes(b"%PDF menu")
    attach_file(desk.vault, desk.work, anna, desk.folder / "menu.pdf")
    ((organisation,),) = desk.rows("SELECT uid FROM organisation WHERE name = 'Orrin AG'")
    mark_client(desk.vault, organisation)
    share(desk.vault, anna, read_choice(3, 3, None, NOW.date()), lambda: desk.now, desk.new_uid)
    desk.vault.write(lambda db: write_down(db, anna, 1))
    refuse(desk.vault, desk.work, anna, desk.uid("Bo Lind"))
    return desk


def decide_about_people(desk: Desk) -> None:
    """Hear of two people twice, link them, heed an objection, delete somebody who is not to come back."""
    cards = (
        someone("Dora Wolf", email="d@wolf.example", org="Wolf", uid="d1"),
        someone("Dora Wolff", email="dora@home.example", uid="d2"),
        someone("Egon Nay", email="egon@nay.example"),
        someone("Fay Gone", email="fay@gone.example"),
    )
    desk.take(desk.file("c.vcf", *cards))
    desk.take(desk.file("c-again.vcf", *cards[:2]))
    link_people(desk.vault, desk.work, desk.uid("Dora Wolf"), desk.uid("Dora Wolff"))
    heed_objection(desk.vault, desk.work, desk.uid("Egon Nay"))
    delete_people(desk.vault, desk.work, [desk.uid("Fay Gone")], do_not_bring_back=True)
