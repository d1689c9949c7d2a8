"""The rule data that reading titles, names and employers needs: loaded once, handed to the services."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from weavit_desktop.domain.title_rules import read_title_rules
from weavit_desktop.domain.titles import TitleReading, classify, has_context
from weavit_desktop.matching.normalise import Normaliser, read_normaliser
from weavit_desktop.matching.rule_lists import lay_over, rule_lines
from weavit_desktop.matching.weights import Weights, read_weights
from weavit_desktop.own_rules import read_own_rules
from weavit_desktop.resources import resource

CACHED = 4096  # employers, titles and domains come back again and again in one import


@dataclass(frozen=True, slots=True)
class Rules:
    """`region` is the two-letter country of phone numbers written without one, "" if unknown.

    `read_title` (title, organisation), `organisation_key` (name; "" for "Freelance" and the like, which is
    no employer) and `employer_domain` (domain; "" for free mail) remember their latest answers. `own` is the
    folder of the person's own rules that are in them, `own_digest` tells what stood there.
    """

    normaliser: Normaliser
    read_title: Callable[[str, str], TitleReading]
    organisation_key: Callable[[str], str]
    employer_domain: Callable[[str], str]
    region: str = ""
    own: Path | None = None
    own_digest: str = ""


def load_rules(*, region: str = "", own: Path | None = None) -> Rules:
    """Read the rule files that travel with the program, and the person's `own` folder laid over them.

    Raises InputRefused, saying which file and line, if one was edited to nonsense.
    """
    mine = read_own_rules(own) if own else {}

    def text(name: str) -> str:
        return lay_over(_text(name), mine.get(name, ""))

    titles = read_title_rules(_text("titles.toml"), mine.get("titles.toml", ""))
    normaliser = read_normaliser(
        free_mail=text("free_mail.txt"),
        role_mailboxes=text("role_mailboxes.txt"),
        legal_forms=text("legal_forms.txt"),
        names=_text("names.toml"),
        own_names=mine.get("names.toml", ""),
    )
    no_employers = frozenset(map(normaliser.organisation_key, rule_lines(text("no_employers.txt"))))

    @lru_cache(CACHED)
    def asks_for_employer(title: str) -> bool:
        return has_context(title, titles)

    @lru_cache(CACHED)
    def read_title_there(title: str, organization: str) -> TitleReading:
        return classify(title, organization, titles)

    def read_title(title: str, organization: str) -> TitleReading:
        # One title is read once, and not once for each employer: hardly any depends on that.
        return read_title_there(title, organization if asks_for_employer(title) else "")

    def organisation_key(name: str) -> str:
        key = normaliser.organisation_key(name)
        return "" if key in no_employers else key

    def employer_domain(domain: str) -> str:
        return "" if normaliser.is_free_mail(domain) else normaliser.registrable_domain(domain)

    return Rules(
        normaliser=normaliser,
        read_title=read_title,
        organisation_key=lru_cache(CACHED)(organisation_key),
        employer_domain=lru_cache(CACHED)(employer_domain),
        region=region,
        own=own,
        own_digest=sha256(repr(sorted(mine.items())).encode()).hexdigest() if mine else "",
    )


def load_weights() -> Weights:
    """Read what agreement between two people is worth. Raises InputRefused if it was edited to nonsense."""
    return read_weights(_text("matching.toml"))


def _text(name: str) -> str:
    return resource(f"rules/{name}").read_text(encoding="utf-8")
