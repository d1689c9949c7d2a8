"""How a row reads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from weavit_core.taxonomy import Band, Level, SharingLevel
from weavit_desktop.models.people_words import elapsed_words, row_words
from weavit_desktop.services.people_lists import ListedPerson
from weavit_desktop.services.share_states import Share

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (0, "Today"),
        (1, "1 day"),
        (20, "20 days"),
        (21, "3 weeks"),
        (83, "11 weeks"),
        (84, "2 months"),
        (430, "14 months"),
        (731, "2 years"),
        (4000, "10 years"),
    ],
)
def test_how_long_ago_the_last_contact_was(days: int, words: str) -> None:
    assert elapsed_words(TODAY - timedelta(days), TODAY) == words


def test_who_was_never_met_was_never_met() -> None:
    assert elapsed_words(None, TODAY) == "Never"


def anna(**changed: object) -> ListedPerson:
    fields: dict[str, object] = {
        "id": 1,
        "uid": "uid-1",
        "name": "Anna Kowalczyk",
        "given": "Anna",
        "family": "Kowalczyk",
        "title": "Head of Treasury",
        "organization": "Veldmark Foods",
        "level": Level.DIRECTOR,
        "score": 64,
        "band": Band.STRONG,
        "last": TODAY - timedelta(6),
        "share": Share(SharingLevel.COUNTED, SharingLevel.STRENGTH),
        **changed,
    }
    return ListedPerson(**fields)  # type: ignore[arg-type]  # named above


def test_a_reader_hears_a_row_in_the_order_of_the_design() -> None:
    assert row_words(anna(), TODAY) == (
        "Anna Kowalczyk, Head of Treasury, Veldmark Foods, Director, 64 of 100, Strong, "
        "last contact 6 days ago, Company sees: Counted. Waiting: Strength"
    )


def test_what_is_not_known_is_not_said() -> None:
    stranger = anna(
        title="", organization="", level=Level.UNKNOWN, last=None, share=Share(SharingLevel.ONLY_YOU)
    )
    assert row_words(stranger, TODAY) == "Anna Kowalczyk, 64 of 100, Strong, last contact never, Only you"
