"""Fills the one style sheet (`ui/theme/weavit.qss`) with the tokens."""

from __future__ import annotations

from collections.abc import Mapping
from string import Template

from weavit_desktop.views.theme.tokens import Tokens


def render_sheet(template: str, colors: Mapping[str, str], tokens: Tokens, scale: float) -> str:
    """Return the style sheet. `$name` is a colour, `$radius_name` and `$text_name` are pixels, `$control`,
    `$control_large` and `$control_huge` the height of a control inside its border. Raises KeyError for a
    name that no token has.
    """
    values = dict(colors)
    values.update({f"radius_{name}": f"{px}px" for name, px in tokens.radius.items()})
    values.update({f"text_{name}": f"{round(style.px * scale)}px" for name, style in tokens.text.items()})
    values["control"] = f"{round(32 * scale) - 2}px"
    values["control_large"] = f"{round(40 * scale) - 2}px"
    values["control_huge"] = f"{round(46 * scale) - 2}px"
    values["menu_item"] = f"{round(30 * scale)}px"
    return Template(template).substitute(values)
