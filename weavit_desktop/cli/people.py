"""weavit people, person, add, edit, delete: everyone in the vault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import floor
from typing import Annotated, Any

import typer

from weavit_core.taxonomy import Level, SharingLevel
from weavit_desktop.cli.confirming import confirmed
from weavit_desktop.cli.printing import print_json, print_line, print_table, say
from weavit_desktop.cli.session import open_vault, session_of, work_of
from weavit_desktop.cli.stopping import stoppable
from weavit_desktop.cli.watching import watched
from weavit_desktop.domain.counting import many_people
from weavit_desktop.errors import UsageRefused
from weavit_desktop.services import deleting, people
from weavit_desktop.services.choices import FIELDS
from weavit_desktop.services.deleting import Deleted
from weavit_desktop.services.fact_words import fact_name, reason_words, source_words, value_words
from weavit_desktop.services.people import Person
from weavit_desktop.services.still_in_backups import sentence
from weavit_desktop.sharing.words import BANDS, SHARING
from weavit_desktop.vault.repositories.people_pages import PeopleQuery, PersonRow

PersonId = Annotated[str, typer.Argument(metavar="ID", help="The id of a person.")]

_FIELDS = f"""An empty value undoes it. Days as 1971-06-03, or --06-03 without a year; several e-mails,
phones, urls and categories by commas. The fields: {", ".join(FIELDS)}."""


def register(app: typer.Typer) -> None:
    """Add the commands of this module."""
    app.command("people")(list_people)
    app.command("person")(person)
    app.command("add")(add)
    app.command("edit")(edit)
    app.command("delete")(delete)


def list_people(
    context: typer.Context,
    query: Annotated[
        list[str] | None, typer.Argument(metavar="[QUERY]", help="Words to look for, in any order.")
    ] = None,
    client: Annotated[str | None, typer.Option(help="Only at this Client, by id.")] = None,
    band: Annotated[str | None, typer.Option(help="Only in this band: core, strong, regular ...")] = None,
    level: Annotated[Level | None, typer.Option(help="Only at this level.")] = None,
    sharing: Annotated[int | None, typer.Option(help="Only at this sharing level, 0 to 4.")] = None,
    limit: Annotated[int | None, typer.Option(help="At most so many.", min=1)] = None,
    after: Annotated[str | None, typer.Option(help="Go on after the person with this id.")] = None,
) -> None:
    """List or search people."""
    session = session_of(context)
    with open_vault(session, "weavit people") as vault:
        today = work_of(session, vault).today
        wanted = PeopleQuery(
            today=today,
            text=" ".join(query or ()),
            client=client,
            band=None if band is None else people.read_band(band),
            level=None if level is None else level.value,
            sharing=_sharing(sharing),
        )
        rows = people.list_people(vault, wanted, after=after, limit=limit)
    summaries = [people.summary(row, today) for row in rows]
    if session.json:
        print_json(summaries)
        return
    print_table(
        ("Id", "Name", "Title", "Organisation", "Intensity", "", "Company sees"),
        (_line(row, summary) for row, summary in zip(rows, summaries, strict=True)),
        numbers=frozenset({4}),
    )


def person(context: typer.Context, who: PersonId) -> None:
    """Show one person with all that is known, and what the company sees."""
    session = session_of(context)
    with open_vault(session, "weavit person") as vault:
        found = people.open_person(vault, who, work_of(session, vault).today)
    if session.json:
        print_json({**people.as_json(found), "facts": people.told_json(found)})
    else:
        _print_person(found)


def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The person's name.")],
    email: Annotated[str, typer.Option(help="An e-mail address.")] = "",
    organization: Annotated[str, typer.Option(help="Where the person works.")] = "",
    title: Annotated[str, typer.Option(help="The job title.")] = "",
) -> None:
    """Add a person by hand. They start as Only you."""
    session = session_of(context)
    fields = {"name": name, "email": email, "organization": organization, "title": title}
    with open_vault(session, "weavit add") as vault:
        who = people.add_person(vault, work_of(session, vault), fields)
    if session.json:
        print_json({"id": who})
    else:
        print_line(who)


def edit(
    context: typer.Context,
    who: PersonId,
    changes: Annotated[list[str], typer.Argument(metavar="FIELD=VALUE...", help=_FIELDS)],
) -> None:
    """Change fields of a person. Your own words win over any card; the cards stay as they came."""
    session = session_of(context)
    fields = dict(_change(change) for change in changes)
    with open_vault(session, "weavit edit") as vault:
        people.edit_person(vault, work_of(session, vault), who, fields)
    if session.json:
        print_json({"id": who, "changed": sorted(fields)})
    else:
        print_line("Changed.")


def delete(
    context: typer.Context,
    who: Annotated[list[str], typer.Argument(metavar="ID...", help="The ids of one or more people.")],
    do_not_bring_back: Annotated[
        bool, typer.Option("--do-not-bring-back", help="Later imports leave them out.")
    ] = False,
    confirm: Annotated[
        str | None, typer.Option(help="Confirm that this many go, as the refusal names it.")
    ] = None,
) -> None:
    """Erase people from the vault, and take back what the company sees of them."""
    session = session_of(context)
    with open_vault(session, "weavit delete") as vault:
        work = work_of(session, vault)

        def go(typed: str | None) -> Deleted:
            with watched("Deleting") as show, stoppable() as stopped:
                return deleting.delete_people(
                    vault,
                    replace(work, progress=show),
                    who,
                    do_not_bring_back=do_not_bring_back,
                    typed=typed,
                    cancelled=stopped,
                )

        deleted = confirmed(go, confirm)
    if session.json:
        print_json(_deleted_document(who, deleted))
        return
    print_line("Deleted." if deleted.people == 1 else f"{many_people(deleted.people)} deleted.")
    if also := sentence(deleted.still_in):
        print_line(also)
    if deleted.revoked.clients:
        say("What the company saw of them waits to be taken back: weavit publish")


def _deleted_document(who: list[str], deleted: Deleted) -> dict[str, Any]:
    found = deleted.still_in
    return {
        "deleted": who[0] if len(who) == 1 else who,
        "people": deleted.people,
        "waiting": deleted.revoked.clients,
        "backups": {
            "count": found.count,
            "for_good": found.for_good,
            "until": found.until.isoformat() if found.until else None,
            "copied": found.copied,
        },
    }


def _line(row: PersonRow, summary: dict[str, Any]) -> tuple[object, ...]:
    intensity = summary["intensity"]
    return (
        row.uid,
        row.name,
        row.title,
        row.organization,
        floor(intensity["score"]),  # 54.6 is Regular, and 55 would be Strong
        intensity["band"].capitalize(),
        SHARING[SharingLevel(row.sharing_level)],
    )


def _print_person(found: Person) -> None:
    row, intensity = found.row, found.intensity
    print_line(row.name)
    if place := ", ".join(filter(None, (row.title, row.organization))):
        print_line(place)
    print_line()
    print_line(f"Interaction intensity {floor(intensity.score)} of 100, {BANDS[intensity.band]}")
    print_table(
        ("", ""), ((part.name, f"{part.points:.1f}") for part in intensity.parts), numbers=frozenset({1})
    )
    if intensity.held_back > 0:
        print_line(f"Held back, since it went one way: {intensity.held_back:.1f}")
    if intensity.falls_to is not None:
        band, day = intensity.falls_to
        print_line(f"Falls to {BANDS[band]} on {day:%a} {day.isoformat()}.")
    print_line()
    print_table(("", "", ""), [*_told(found), *_figures(people.as_json(found))], dim=frozenset({0, 2}))


def _told(found: Person) -> Iterator[tuple[str, str, str]]:
    for fact in found.told:
        name = fact_name(fact, client=found.row.client_uid is not None)
        reason = reason_words(fact, found.row.title)
        is_said = reason or fact.name not in ("level", "function")
        said = f"said by {source_words(fact)}" if is_said else ""
        yield name, f"{value_words(fact)} {reason}".strip(), said


def _figures(document: dict[str, Any]) -> list[tuple[str, object, str]]:
    facts: list[tuple[str, object]] = [
        ("Last interaction", document["last_interaction"]),
        ("Interactions", document["interactions"]),
        ("Company sees", SHARING[SharingLevel(document["sharing"]["level"])]),
        *(("Moved", _move(one)) for one in document["moves"]),
        *((one["channel"].capitalize(), _said(one)) for one in document["words"]),
        *(("Card", f"{one['format']}, {one['path']}") for one in document["sources"]),
    ]
    return [(name, value, "") for name, value in facts if value not in ("", None)]


def _move(move: dict[str, Any]) -> str:
    words = ". ".join(move["follow_ups"])
    return f"from {move['from']['name']} to {move['to']['name']}, seen on {move['day']}. {words}."


def _said(words: dict[str, str]) -> str:
    said = ": ".join(words[name] for name in ("subject", "text") if name in words)
    return f"{words['day']}, {said}"


def _change(text: str) -> tuple[str, str]:
    field, equals, value = text.partition("=")
    if not equals:
        raise UsageRefused("Write each change as FIELD=VALUE, as in title='Head of Finance'.")
    return field, value


def _sharing(level: int | None) -> int | None:
    if level is not None and level not in set(SharingLevel):
        raise UsageRefused("The sharing level is a number from 0 (only you) to 4 (rhythm).")
    return level
