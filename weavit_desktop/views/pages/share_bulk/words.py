"""The sentences of the choice for several people."""

from __future__ import annotations

from collections.abc import Sequence

from weavit_core.taxonomy import SharingLevel
from weavit_desktop.domain.counting import many, many_people
from weavit_desktop.models.share_bulk import Counts
from weavit_desktop.services.choosing_many import Candidate, WholeEffect
from weavit_desktop.sharing.words import SHARING
from weavit_desktop.views.theme.painting import isolate

LATER = "People you add later start as Only you."
RAISES = "Nobody is lowered by this"
TAKES_BACK = "What was read cannot be unread"
RHYTHM = "Rhythm reaches a release only from 5 colleagues, whatever stands above."
NO_HUB = "No hub is joined: what you choose stays on this computer."


def people(count: int) -> str:
    """Return "1 person" or "12 people"."""
    return many_people(count)


def title(rows: Sequence[Candidate]) -> str:
    """Return whom it is about."""
    return isolate(rows[0].name) if len(rows) == 1 else people(len(rows))


def count_words(counts: Counts, level: SharingLevel | None) -> tuple[str, str]:
    """Return how many change, strong, and how the others fare."""
    stays = many(counts.staying, "stays as they are", "stay as they are")
    locked = f"{counts.locked:,} locked" if counts.locked else ""
    if level is None:
        return "Nobody changes yet", locked
    left_out = f"{counts.left_out:,} left out by you" if counts.left_out else ""
    others = (stays if counts.staying else "", left_out, locked)
    return f"{counts.changing:,} will change", "   ".join(part for part in others if part)


def button_words(count: int, level: SharingLevel | None, *, joined: bool) -> str:
    """Return what the button does: "Let these 7 wait in Sharing"."""
    if level is None:
        return "Choose a step first"
    who = "this person" if count == 1 else f"these {count:,}"
    if level is SharingLevel.ONLY_YOU:
        return f"Take {who} back"
    return f"Let {who} wait in Sharing" if joined else f"Choose this for {who}"


def effect_words(effect: WholeEffect | None, *, joined: bool) -> str:
    """Return what a choice does as a whole: documents, versions, bytes."""
    if not joined:
        return f"{LATER} {NO_HUB}"
    if effect is None:
        return f"{LATER} The whole effect is being worked out."
    count = len(effect.documents)
    if not count:
        return f"{LATER} No document changes by this."
    if count == 1:
        (document,) = effect.documents
        what = f"one document, for {isolate(document.client_name)}, version {document.seq}"
    else:
        what = many(count, "document")
    instead = f" instead of {effect.instead_of:,}" if effect.instead_of else ""
    return f"{LATER} The whole effect: {what}, {effect.bytes:,} bytes{instead}."


def done_words(who: str, level: SharingLevel, *, joined: bool) -> str:
    """Return what was done, for the toast."""
    if level is SharingLevel.ONLY_YOU:
        tells = " Publishing tells the hub, and it deletes them." if joined else ""
        return f"{who}: taken back here.{tells}"
    waits = "Waits in Sharing." if joined else "Nothing leaves before you join a hub."
    return f"{who}: {SHARING[level]}. {waits}"
