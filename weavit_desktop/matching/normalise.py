"""Identifiers in the one form in which they can be compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

import idna
from publicsuffixlist import PublicSuffixList

from weavit_desktop.matching.legal_forms import LegalForms, organisation_key, read_legal_forms
from weavit_desktop.matching.names import NameRules, compatible_names, name_key, read_name_rules
from weavit_desktop.matching.rule_lists import rule_lines

_SHORT_MAILBOX = 4  # "ap@" is accounts payable, "ap.smith@" is somebody
_SHORTEST_NUMBER = 5  # fewer digits are an extension, or an emergency call
_PART_BREAKS = str.maketrans("-_+", "...")


def normalise_email(value: str) -> str:
    """Return the address in lower case with an ASCII domain, or "" for what is no address."""
    text = value.strip()
    if text.endswith(">"):
        text = text[text.rfind("<") + 1 : -1].strip()
    if text[:7].lower() == "mailto:":
        text = text[7:].partition("?")[0]
    local, at, domain = text.rpartition("@")
    domain = normalise_domain(domain)
    if not (at and local and domain) or any(mark.isspace() or mark in '<>,;@"' for mark in local):
        return ""
    return f"{unicodedata.normalize('NFC', local).lower()}@{domain}"


@lru_cache(4096)  # an import meets the same domains again and again, and IDNA takes its time
def normalise_domain(value: str) -> str:
    """Return a domain in lower case and ASCII (IDNA 2008), or "" for what is none."""
    bare = value.strip().rstrip(".")
    if "." not in bare:
        return ""
    try:
        return idna.encode(bare, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""


def normalise_phone(value: str, region: str) -> str:
    """Return a number in E.164, or "" for what is no possible number.

    `region` is the two-letter country that numbers without one belong to; "" if unknown. A number without
    one that is not in use there belongs elsewhere, nobody knows where: "" too. An extension is left out: it
    distinguishes nobody by itself, and the name must fit as well.
    """
    import phonenumbers  # 90 ms that most commands never need

    try:
        number = phonenumbers.parse(value, region.upper() or None, keep_raw_input=True)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < _SHORTEST_NUMBER:
        return ""
    guessed = number.country_code_source == phonenumbers.CountryCodeSource.FROM_DEFAULT_COUNTRY
    if guessed and not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def domain_of_email(email: str) -> str:
    """Return the domain of a normalised address, or ""."""
    return email.rpartition("@")[2] if "@" in email else ""


@dataclass(frozen=True, slots=True)
class Normaliser:
    """What normalising needs to know, read once from the rule files by `read_normaliser`."""

    suffixes: Callable[[], PublicSuffixList]
    free_mail: frozenset[str]
    role_mailboxes: frozenset[str]
    role_beginnings: tuple[str, ...]
    legal_forms: LegalForms
    names: NameRules

    def registrable_domain(self, domain: str) -> str:
        """Return what was registered: "acme.co.uk" of "mail.acme.co.uk". "" of a public suffix alone."""
        return self.suffixes().privatesuffix(domain) or ""

    def is_free_mail(self, domain: str) -> bool:
        """Say whether anyone can have an address there, so that it names no employer."""
        parts = domain.split(".")
        return any(".".join(parts[at:]) in self.free_mail for at in range(len(parts) - 1))

    def is_role_address(self, email: str) -> bool:
        """Say whether a normalised address belongs to a task, or a machine, and not to one person."""
        local = email.rpartition("@")[0]
        if local in self.role_mailboxes or local.startswith(self.role_beginnings):
            return True
        first = local.translate(_PART_BREAKS).partition(".")[0]
        return len(first) >= _SHORT_MAILBOX and first in self.role_mailboxes

    def organisation_key(self, name: str) -> str:
        """Return the key of an organisation's name (legal_forms.organisation_key)."""
        return organisation_key(name, self.legal_forms)

    def name_key(self, name: str) -> str:
        """Return the key of a person's name (names.name_key)."""
        return name_key(name, self.names)

    def compatible_names(self, one: str, other: str) -> bool:
        """Say whether both may name one person (names.compatible_names)."""
        return compatible_names(one, other, self.names)


def read_normaliser(
    *, free_mail: str, role_mailboxes: str, legal_forms: str, names: str, own_names: str = ""
) -> Normaliser:
    """Read the texts of the four rule files. Raises InputRefused.

    The public suffixes, which take 60 ms, are read when a domain is first asked about.
    """
    mailboxes = list(rule_lines(role_mailboxes))
    return Normaliser(
        suffixes=cache(PublicSuffixList),
        free_mail=frozenset(rule_lines(free_mail)),
        role_mailboxes=frozenset(entry for entry in mailboxes if not entry.endswith("*")),
        role_beginnings=tuple(entry[:-1] for entry in mailboxes if entry.endswith("*")),
        legal_forms=read_legal_forms(legal_forms),
        names=read_name_rules(names, own_names),
    )
