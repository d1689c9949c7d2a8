"""The design's values (`ui/theme/tokens.json`), read once and checked by type. Lengths in pixels at 100 %."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal

ColorName = Literal[
    "window", "surface", "raised", "sunken", "hover", "selected", "line", "lineStrong", "lineControl",
    "ink", "ink2", "ink3", "ink4", "inkTrack", "inkSolid", "onInkSolid",
    "shared", "sharedSolid", "onSharedSolid", "sharedSoft", "sharedSofter", "sharedLine", "onSharedLine",
    "sharedDeep", "attention", "attentionSolid", "onAttentionSolid", "attentionSoft", "attentionLine",
    "mark", "focus", "scrim", "heat0", "heat1", "heat2", "heat3", "heat4", "onHeat",
]  # fmt: skip
TextName = Literal[
    "display", "title", "pageHead", "heading", "body", "bodyStrong", "caption", "captionStrong",
    "smallStrong", "small", "lead", "leadStrong", "headline", "micro", "mono", "bytes", "code",
]  # fmt: skip
RadiusName = Literal["mark", "chip", "control", "card", "dialog", "full"]
DurationName = Literal["quick", "base", "panel", "publish"]


class Scheme(StrEnum):
    """The two sets of colours."""

    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class TextStyle:
    """`px` and `line` in pixels, `weight` as in CSS, `tracking` in em."""

    px: int
    line: int
    weight: int
    tracking: float


@dataclass(frozen=True, slots=True)
class Elevation:
    """A shadow: `y` offset and `blur` as in CSS (two standard deviations), colour per scheme."""

    y: int
    blur: int
    color: Mapping[Scheme, str]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Everything the design fixes."""

    colors: Mapping[Scheme, Mapping[str, str]]
    text: Mapping[str, TextStyle]
    radius: Mapping[str, int]
    elevation: Mapping[int, Elevation]
    duration: Mapping[str, int]
    ease_out: tuple[float, float, float, float]


# Named in DESIGN.md or drawn in the mock-ups, absent from tokens.json. "Strong" is 600: the static
# Inter has no 550. `bytes` is what sharing.png needs for 64 bytes on a line of its panel.
DERIVED = {
    "pageHead": TextStyle(18, 26, 600, -0.01),
    "bodyStrong": TextStyle(13, 20, 600, 0),
    "captionStrong": TextStyle(12, 16, 500, 0),
    "smallStrong": TextStyle(12, 16, 600, 0),
    "small": TextStyle(11, 14, 400, 0),
    "lead": TextStyle(14, 20, 400, 0),
    "leadStrong": TextStyle(14, 20, 600, 0),
    "headline": TextStyle(26, 34, 600, -0.004),
    "bytes": TextStyle(11, 15, 400, 0),
    "code": TextStyle(20, 28, 400, 0),
}


def load_tokens(path: Path) -> Tokens:
    """Read the tokens. Raises KeyError or ValueError for a broken file: a broken installation."""
    raw: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    styles = {name: _text_style(value) for name, value in raw["type"].items()}
    return Tokens(
        colors={scheme: raw["color"][scheme] for scheme in Scheme},
        text={**styles, **DERIVED},
        radius=raw["radius"],
        elevation={
            int(level): _elevation(value["shadow"])
            for level, value in raw["elevation"].items()
            if value["shadow"]
        },
        duration={name: raw["motion"][name] for name in ("quick", "base", "panel", "publish")},
        ease_out=tuple(raw["motion"]["easeOut"]),
    )


def _text_style(value: Mapping[str, Any]) -> TextStyle:
    return TextStyle(value["px"], value["line"], value["weight"], value["tracking"])


def _elevation(shadow: Mapping[str, Any]) -> Elevation:
    return Elevation(shadow["y"], shadow["blur"], {scheme: shadow[scheme] for scheme in Scheme})
