"""Who "me" is: proposed by imports, confirmed by the holder of the vault."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from weavit_desktop.errors import UsageRefused
from weavit_desktop.importing.context import Identity, ReadingContext
from weavit_desktop.matching.normalise import domain_of_email
from weavit_desktop.rules import Rules
from weavit_desktop.services.compute import recompute
from weavit_desktop.services.identifiers import normalise_identifier
from weavit_desktop.services.work import Work
from weavit_desktop.vault.connection import Connection
from weavit_desktop.vault.repositories import identity, links
from weavit_desktop.vault.repositories.identity import Identifier
from weavit_desktop.vault.vault import Vault

_NO_SLUG = re.compile(r"[\s/@:?#.]")  # a name, a mail address, the page of a company

NOT_READ = {
    "email": "This is no e-mail address. Write it as name@company.com.",
    "phone": "This is no phone number. Write it with its country code, as +41441234567.",
    "profile": "This is no LinkedIn profile. Write its address, as linkedin.com/in/your-name.",
    "company-domain": "This is no domain of a company. Write it as company.com.",
}


def me(vault: Vault) -> list[Identifier]:
    """Return what is known of the holder, by kind: what imports proposed, and what was confirmed."""
    return vault.read(identity.everything)


def confirm_me(
    vault: Vault,
    work: Work,
    *,
    emails: Sequence[str] = (),
    phones: Sequence[str] = (),
    profiles: Sequence[str] = (),
    company_domains: Sequence[str] = (),
) -> list[Identifier]:
    """Confirm identifiers as the holder's own. From now on nobody with one of them is a relationship,
    and people at these domains are colleagues. Raises UsageRefused for a value that is none of its kind."""
    given = (
        ("email", emails),
        ("phone", phones),
        ("profile", profiles),
        ("company-domain", company_domains),
    )
    confirmed = [(kind, _read(kind, value, work.rules)) for kind, values in given for value in values]

    def write(db: Connection) -> list[Identifier]:
        identity.confirm(db, confirmed)
        propose(db, confirmed, work.rules)
        domains = [value for kind, value in confirmed if kind == "company-domain"]
        concerned = {*links.people_with(db, confirmed), *links.people_at(db, domains)}
        recompute(db, concerned, work)
        return identity.everything(db)

    return vault.write(write)


def propose(db: Connection, hints: Iterable[tuple[str, str]], rules: Rules) -> None:
    """Keep (kind, value) as proposals, and with an address at work the company's domain."""
    found = list(hints)
    identity.propose(db, found)
    employers = {rules.employer_domain(domain_of_email(value)) for kind, value in found if kind == "email"}
    identity.propose(db, (("company-domain", domain) for domain in sorted(employers) if domain))


def reading_context(db: Connection, rules: Rules, now: datetime) -> ReadingContext:
    """Return what readers need to know of the holder: the home zone and what was confirmed."""
    confirmed = [one for one in identity.everything(db) if one.confirmed]

    def values(kind: str) -> frozenset[str]:
        return frozenset(one.value for one in confirmed if one.kind == kind)

    return ReadingContext(
        ZoneInfo(identity.home_zone(db)),
        now,
        rules.normaliser.is_role_address,
        Identity(values("email"), values("phone"), values("profile"), values("name")),
    )


def _read(kind: str, value: str, rules: Rules) -> str:
    normalised = normalise_identifier(kind, value, rules)
    if not normalised or (kind == "profile" and _NO_SLUG.search(normalised)):
        raise UsageRefused(NOT_READ[kind])
    return normalised
