"""LinkedIn profile addresses: the one identifier that LinkedIn's files and address books share."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import unquote

_PROFILE = re.compile(
    r"\s*+(?:https?://)?(?:[a-z0-9-]++\.)*linkedin\.com/(?:mwlite/)?in/([^/?#\s]++)", re.IGNORECASE
)


def normalise_slug(url: str) -> str:
    """Return the slug of a member's profile address, "" where `url` is none.

    Case, percent-encoding, scheme, country host, trailing slash, query and deeper pages do not count:
    "http://de.linkedin.com/in/J%C3%BCrgen/?trk=x" gives "jürgen".
    """
    found = _PROFILE.match(url)
    if found is None:
        return ""
    return unicodedata.normalize("NFC", unquote(found[1])).lower().strip()
