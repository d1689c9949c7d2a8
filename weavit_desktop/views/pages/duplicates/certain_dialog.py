"""All of whom a rule is certain, linked at once: asked first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from weavit_desktop.domain.counting import many
from weavit_desktop.views.components.button import Button, Variant
from weavit_desktop.views.components.dialog import Dialog
from weavit_desktop.views.theme.theme import Theme

WORDS = (
    "The same profile, or the same address or number with a name that fits, and nothing against it. Both "
    "source cards stay, the company sees no more by it, and Ctrl Z takes all of it back."
)


def ask_certain(theme: Theme, window: QWidget, count: int, link: Callable[[], object]) -> Dialog:
    """Ask whether to link so many pairs. `link` is called if so; Esc and Enter leave them as they are."""
    heading = "Link this pair?" if count == 1 else f"Link these {many(count, 'pair')}?"
    dialog = Dialog(theme, window, heading, WORDS)
    dialog.overlay.closed.connect(dialog.overlay.deleteLater)
    dialog.add_keep_button(Button(theme, "Not now"))
    go = Button(theme, "Link", Variant.FIRST, accessible_name=f"Link {many(count, 'pair')}")
    go.clicked.connect(dialog.done)
    go.clicked.connect(link)
    dialog.add_button(go)
    dialog.open()
    return dialog
