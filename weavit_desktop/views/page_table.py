"""The pages by their keys. Each is imported when it is first asked for: the first frame waits for none."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.sidebar import Section
from weavit_desktop.views.desk import Desk, Page
from weavit_desktop.views.window_state import WindowState

PEOPLE, PERSON, SHARING = "people", "person", "sharing"
IMPORT, SETTINGS, HUB_JOIN = "import", "settings", "hub-join"
DUPLICATES = "duplicates"

SECTIONS = (
    Section(PEOPLE, "People", "users"),
    Section(SHARING, "Sharing", "eye", gap=True),
    Section(IMPORT, "Import", "import", gap=True),
    Section(SETTINGS, "Settings", "settings"),
)
# Which section is marked while a page that is none of them is shown.
WITHIN = {PERSON: PEOPLE, HUB_JOIN: SETTINGS, DUPLICATES: IMPORT}


def make_page(key: str, desk: Desk, state: WindowState, parent: QWidget) -> Page:
    """Return a fresh page. Raises KeyError for a key that no page has."""
    if key == PEOPLE:
        from weavit_desktop.views.pages.people.page import PeoplePage

        return PeoplePage(desk, parent)
    if key == PERSON:
        from weavit_desktop.views.pages.person.page import PersonPage

        return PersonPage(desk, parent)
    if key == SHARING:
        from weavit_desktop.views.pages.sharing.page import SharingPage

        return SharingPage(desk, parent)
    if key == IMPORT:
        from weavit_desktop.views.pages.importing.page import ImportPage

        return ImportPage(desk, parent)
    if key == DUPLICATES:
        from weavit_desktop.views.pages.duplicates.page import DuplicatesPage

        return DuplicatesPage(desk, parent)
    if key == HUB_JOIN:
        from weavit_desktop.views.pages.hub_join.page import HubJoinPage

        return HubJoinPage(desk, parent)
    if key == SETTINGS:
        from weavit_desktop.views.pages.settings.page import SettingsPage

        return SettingsPage(desk, state, parent)
    raise KeyError(key)
