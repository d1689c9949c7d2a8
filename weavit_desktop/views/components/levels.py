"""Words and icons of the sharing levels and the bands, as the design says them."""

from __future__ import annotations

from collections.abc import Mapping

from weavit_core.taxonomy import Band, SharingLevel

LEVEL_NAMES: Mapping[SharingLevel, str] = {
    SharingLevel.ONLY_YOU: "Only you",
    SharingLevel.COUNTED: "Counted",
    SharingLevel.ROLE: "Role",
    SharingLevel.STRENGTH: "Strength",
    SharingLevel.RHYTHM: "Rhythm",
}
LEVEL_ICONS: Mapping[SharingLevel, str] = {
    SharingLevel.ONLY_YOU: "lock",
    SharingLevel.COUNTED: "tally-3",
    SharingLevel.ROLE: "layout-grid",
    SharingLevel.STRENGTH: "signal-high",
    SharingLevel.RHYTHM: "audio-lines",
}
LEVEL_MEANINGS: Mapping[SharingLevel, str] = {
    SharingLevel.ONLY_YOU: "Nothing about this person leaves",
    SharingLevel.COUNTED: "I know someone at this Client",
    SharingLevel.ROLE: "Level and function",
    SharingLevel.STRENGTH: "The band, never the number",
    SharingLevel.RHYTHM: "Busy or quiet, month by month",
}
BAND_NAMES: Mapping[Band, str] = {
    Band.NONE: "No band",
    Band.DORMANT: "Dormant",
    Band.LIGHT: "Light",
    Band.REGULAR: "Regular",
    Band.STRONG: "Strong",
    Band.CORE: "Core",
}
