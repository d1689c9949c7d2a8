"""Why a version waits, in words: what changed of someone whose step is the same, or of the document alone."""

from __future__ import annotations

from weavit_core.publication import Publication
from weavit_core.taxonomy import SharingLevel
from weavit_desktop.vault.repositories.shareable import ShareablePerson
from weavit_desktop.vault.repositories.sharing_page import KnownAt


def same_step(
    one: KnownAt, step: SharingLevel, then: ShareablePerson | None, now: ShareablePerson | None
) -> str:
    """Return what changed of someone whose step is the same, "" for nothing."""
    if step is SharingLevel.ONLY_YOU or one.before is None:
        return ""
    if one.before.k != one.now.k:
        return f"same step, k {one.before.k} becomes {one.now.k}"
    if then is None or now is None or step < SharingLevel.STRENGTH:
        return ""
    if then.band is not now.band:
        return "same step, new band"
    return "same step, new months" if step is SharingLevel.RHYTHM and then.activity != now.activity else ""


def reason_of(held: Publication | None, newest: Publication) -> str:
    """Return why a version waits though the step of nobody changed."""
    if held is None or held.content != newest.content:
        return "A level or a function changed, or somebody left."
    if held.policy != newest.policy:
        return "Nobody changed. It names the rules that you accepted."
    if held.not_after != newest.not_after:
        later = newest.not_after > held.not_after
        return f"Nobody changed. It ends {'later' if later else 'sooner'} than the version before."
    return "Nobody changed. It is as of another month."
