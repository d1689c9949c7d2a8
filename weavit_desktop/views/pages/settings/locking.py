"""When the vault locks by itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from weavit_desktop.views.components.field import ComboBox
from weavit_desktop.views.components.key_cap import KeyCap
from weavit_desktop.views.components.switch import Switch
from weavit_desktop.views.pages.settings.card import SettingsCard
from weavit_desktop.views.theme.theme import Theme
from weavit_desktop.views.window_state import LOCK_AFTER, WindowState


class LockingCard(SettingsCard):
    """What is chosen is in force at once, and remembered."""

    def __init__(self, theme: Theme, state: WindowState, parent: QWidget | None = None) -> None:
        super().__init__(theme, "timer", "Locking", parent)
        self._state = state
        choices = tuple(f"{minutes} minutes" for minutes in LOCK_AFTER)
        after = ComboBox(theme, "Lock after", choices, LOCK_AFTER.index(state.lock_after()))
        after.currentIndexChanged.connect(lambda place: state.set_lock_after(LOCK_AFTER[place]))
        asleep = Switch(theme, "Lock when the laptop sleeps", on=state.locks_with_system())
        asleep.toggled.connect(lambda on: state.set_locks_with_system(locks=on))
        keys = [KeyCap(theme, key) for key in ("Ctrl", "L")]
        self.add_row("Lock after", "With no key or mouse", after)
        self.add_row("Lock when the laptop sleeps", "And when its screen is locked", asleep)
        self.add_row("Lock now", "From anywhere. Nothing readable stays in memory.", *keys)
