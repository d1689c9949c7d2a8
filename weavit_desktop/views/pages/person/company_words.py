"""The sentences of the panel that says what the company sees of one person."""

from __future__ import annotations

from collections.abc import Mapping

from weavit_core.taxonomy import Band, Function, Level, SharingLevel
from weavit_desktop.domain.counting import many
from weavit_desktop.domain.days import MONTHS
from weavit_desktop.services.person_company import Barred, ClientDocument, CompanySees
from weavit_desktop.services.person_page import PersonPage
from weavit_desktop.sharing.line_changes import Fate
from weavit_desktop.sharing.words import BANDS, FUNCTIONS, LEVELS, SHARING
from weavit_desktop.views.components.levels import LEVEL_MEANINGS
from weavit_desktop.views.theme.painting import isolate

BARRED: Mapping[Barred, str] = {
    Barred.ME: "This is you. Nothing about you is shared with a Client's document.",
    Barred.COMPANY: "This is a company, not a person. There is no relationship to share.",
    Barred.COLLEAGUE: "A colleague at your company. Colleagues are no relationship with a Client.",
    Barred.OBJECTED: "This person asked not to be processed. Nothing about them is shared, with anyone.",
}
NO_HUB = "No hub is joined. What you choose here stays on this computer."
RHYTHM = "Rhythm reaches a release only from 5 colleagues, whatever stands above."
UNMAPPED = "is not confirmed as a Client of the registry, so nothing about {given} can reach its document."
NO_EMPLOYER = "No employer is known, so there is no Client whose document could change."
CHANGES_NOTHING = "{given} changes nothing in the document: others whom you share here give as much."


def state_words(page: PersonPage) -> tuple[str, str]:
    """Return what is true now, and what waits: "The hub has nothing about Anna yet.", "Waits in Sharing."."""
    company, given = page.company, isolate(page.given)
    if company.barred is not None:
        return f"The hub has nothing about {given}.", ""
    if not company.hub:
        return "Nothing can leave this computer.", ""
    waits = company.chosen is not company.sent
    if company.sent is SharingLevel.ONLY_YOU:
        if not waits:
            return f"The hub has nothing about {given}.", ""
        return f"The hub has nothing about {given} yet.", "Waits in Sharing."
    seen = f"The company sees: {SHARING[company.sent]}."
    if not waits:
        return seen, ""
    if company.chosen > company.sent:
        return seen, f"{SHARING[company.chosen]} waits in Sharing."
    return seen, "Taking back waits in Sharing."


def meanings(page: PersonPage) -> Mapping[SharingLevel, str]:
    """Return what each step of the ladder would show of this very person."""
    company = page.company
    known = company.level is not Level.UNKNOWN and company.function is not Function.UNKNOWN
    if not known:
        unknown = "Level" if company.level is Level.UNKNOWN else "Function"
        only = f"{unknown} unknown: counted only"
        return {**LEVEL_MEANINGS, **dict.fromkeys(list(SharingLevel)[2:], only)}
    return {
        **LEVEL_MEANINGS,
        SharingLevel.ROLE: f"{LEVELS[company.level]}, {FUNCTIONS[company.function]}",
        SharingLevel.STRENGTH: _strength(company, page.person.intensity.band),
    }


def _strength(company: CompanySees, today: Band) -> str:
    """Return the band that would be shown, and as of when if it is another than today's."""
    if company.band is today:
        return f"{BANDS[today]}. Never the number"
    return f"{BANDS[company.band]}, as of {MONTHS[int(company.as_of[5:]) - 1]}"


def document_name(document: ClientDocument) -> str:
    """Return what a screen reader calls the bytes."""
    return f"Document for {isolate(document.client_name)}, {document_size(document)}"


def document_size(document: ClientDocument) -> str:
    """Return "version 7, 792 bytes"."""
    return f"version {document.seq}, {len(document.body):,} bytes"


def document_words(document: ClientDocument, page: PersonPage) -> str:
    """Return what this person does to the document, and what else waits in it."""
    fates = [line.change.fate for line in document.lines if line.theirs]
    others = [line for line in document.lines if not line.theirs and line.change.fate is not Fate.KEPT]
    words = _theirs(fates, document, page)
    if others and document.waits:
        words += f" {many(len(others), 'other line waits', 'other lines wait')} too."
    return words


def _theirs(fates: list[Fate], document: ClientDocument, page: PersonPage) -> str:
    given = isolate(page.given)
    kinds = (
        (Fate.ADDED, "adds the marked line", "adds the {count} marked lines"),
        (Fate.UPDATED, "changes the marked line", "changes {count} lines"),
        (Fate.REMOVED, "leaves the struck line", "leaves the {count} struck lines"),
    )
    said = [
        (one if fates.count(fate) == 1 else several.format(count=fates.count(fate)))
        for fate, one, several in kinds
        if fate in fates
    ]
    if said:
        return f"{given} {' and '.join(said)}."
    if page.company.chosen is SharingLevel.ONLY_YOU:
        return f"Nothing about {given} is in it."
    if fates:
        lines = "line is" if len(fates) == 1 else "lines are"
        return f"The marked {lines} there because of {given}." if document.marks else f"{given} stays in it."
    return CHANGES_NOTHING.format(given=given)


def chosen_words(given: str, level: SharingLevel, k: int, *, hub: bool) -> str:
    """Return what a choice did, for a toast."""
    if level is SharingLevel.ONLY_YOU:
        return f"{isolate(given)}: only you."
    share = "even for you alone" if k == 1 else f"from {many(k, 'colleague')}"
    waits = "Waits in Sharing." if hub else "Nothing leaves before you join a hub."
    return f"{isolate(given)}: {SHARING[level]}, {share}. {waits}"
