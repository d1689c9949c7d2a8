"""What the window remembers between two runs: sizes and tastes, never a name or a path."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QSize

from weavit_desktop.views.theme.theme import Appearance

SMALLEST = QSize(1100, 700)
USUAL = QSize(1440, 900)
TEXT_SCALES = (1.0, 1.1, 1.25, 1.5)
LOCK_AFTER = (2, 5, 10, 30, 60)  # minutes; there is no "never"
USUAL_LOCK_AFTER = 10


class WindowState:
    """Reads and writes the settings file. What stands there is only believed as far as it makes sense."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def size(self) -> QSize:
        """Return the last size of the window."""
        found = self._settings.value("window/size")
        return found.expandedTo(SMALLEST) if isinstance(found, QSize) else USUAL

    def set_size(self, size: QSize) -> None:
        """Remember the size of the window."""
        self._settings.setValue("window/size", size)

    def maximised(self) -> bool:
        """Return whether the window filled the screen."""
        return bool(self._settings.value("window/maximised") == "true")

    def set_maximised(self, *, maximised: bool) -> None:
        """Remember whether the window fills the screen."""
        self._settings.setValue("window/maximised", "true" if maximised else "false")

    def section(self) -> str:
        """Return the key of the section that was open."""
        return str(self._settings.value("window/section", ""))

    def set_section(self, key: str) -> None:
        """Remember the open section."""
        self._settings.setValue("window/section", key)

    def appearance(self) -> Appearance:
        """Return the chosen colours."""
        found = str(self._settings.value("look/appearance", ""))
        return Appearance(found) if found in set(Appearance) else Appearance.SYSTEM

    def set_appearance(self, appearance: Appearance) -> None:
        """Remember the colours."""
        self._settings.setValue("look/appearance", appearance.value)

    def text_scale(self) -> float:
        """Return the chosen size of text, one of TEXT_SCALES."""
        found = str(self._settings.value("look/text_scale", ""))
        return next((scale for scale in TEXT_SCALES if str(scale) == found), 1.0)

    def set_text_scale(self, scale: float) -> None:
        """Remember the size of text."""
        self._settings.setValue("look/text_scale", str(scale))

    def reduced_motion(self) -> bool:
        """Return whether nothing may move."""
        return bool(self._settings.value("look/reduced_motion") == "true")

    def set_reduced_motion(self, *, reduced: bool) -> None:
        """Remember whether nothing may move."""
        self._settings.setValue("look/reduced_motion", "true" if reduced else "false")

    def lock_after(self) -> int:
        """Return after how many minutes without key or mouse the vault is locked, one of LOCK_AFTER."""
        found = str(self._settings.value("lock/after", ""))
        return next((minutes for minutes in LOCK_AFTER if str(minutes) == found), USUAL_LOCK_AFTER)

    def set_lock_after(self, minutes: int) -> None:
        """Remember after how many minutes the vault is locked."""
        self._settings.setValue("lock/after", str(minutes))

    def locks_with_system(self) -> bool:
        """Return whether the vault is locked when the screen is, and when the machine goes to sleep."""
        return bool(self._settings.value("lock/with_system") != "false")

    def set_locks_with_system(self, *, locks: bool) -> None:
        """Remember whether the vault is locked with the screen."""
        self._settings.setValue("lock/with_system", "true" if locks else "false")


def user_state() -> WindowState:
    """Return the state of this user of this machine: an INI file on every system."""
    return WindowState(QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "Weavit", "Weavit"))
