"""Whatever a timeline can hold has an icon."""

from __future__ import annotations

from weavit_desktop.services.person_timeline import Filter
from weavit_desktop.views.pages.person.timeline import ICONS


def test_every_kind_of_entry_has_an_icon() -> None:
    assert {kind for shown in Filter for kind in shown.value} == ICONS.keys()
