"""LinkedIn profile addresses."""

from __future__ import annotations

import pytest

from weavit_desktop.domain.profile import normalise_slug


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/jürgen-hale",
        "https://www.linkedin.com/in/J%C3%BCrgen-Hale/",
        "http://de.linkedin.com/in/ju%CC%88rgen-hale?trk=x#top",
        " linkedin.com/in/JÜRGEN-HALE/en",
        "https://www.linkedin.com/mwlite/in/jürgen-hale",
    ],
)
def test_one_member_has_one_slug(url: str) -> None:
    assert normalise_slug(url) == "jürgen-hale"


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.linkedin.com/company/acme",
        "https://notlinkedin.com/in/anna",
        "https://example.org/?u=https://www.linkedin.com/in/anna",
        "https://linkedin.com.example.org/in/anna",
        "anna",
    ],
)
def test_other_addresses_have_none(url: str) -> None:
    assert normalise_slug(url) == ""


def test_slugs_that_differ_in_a_letter_are_two_members() -> None:
    assert normalise_slug("linkedin.com/in/gross") != normalise_slug("linkedin.com/in/groß")
