"""Qt's palette from the tokens, so that even a widget we never styled speaks our colours."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QColor, QPalette

from weavit_desktop.views.theme.tokens import ColorName

Role = QPalette.ColorRole
ROLES: Mapping[QPalette.ColorRole, ColorName] = {
    Role.Window: "surface",
    Role.WindowText: "ink",
    Role.Base: "raised",
    Role.AlternateBase: "sunken",
    Role.Text: "ink",
    Role.PlaceholderText: "ink3",
    Role.Button: "raised",
    Role.ButtonText: "ink",
    Role.BrightText: "onInkSolid",
    Role.ToolTipBase: "inkSolid",
    Role.ToolTipText: "onInkSolid",
    Role.Highlight: "mark",  # selected text; never indigo
    Role.HighlightedText: "ink",
    Role.Accent: "inkSolid",
    Role.Link: "ink",
    Role.LinkVisited: "ink2",
    Role.Light: "raised",
    Role.Midlight: "hover",
    Role.Mid: "lineStrong",
    Role.Dark: "lineControl",
    Role.Shadow: "line",
}
DISABLED: Mapping[QPalette.ColorRole, ColorName] = {
    Role.WindowText: "ink3",
    Role.Text: "ink3",
    Role.ButtonText: "ink3",
    Role.Base: "sunken",
    Role.Button: "sunken",
}


def make_palette(colors: Mapping[str, str]) -> QPalette:
    """Return the palette of one scheme."""
    palette = QPalette()
    for role, name in ROLES.items():
        palette.setColor(role, QColor(colors[name]))
    for role, name in DISABLED.items():
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colors[name]))
    return palette
