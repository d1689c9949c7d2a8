"""The rule files that travel with the program, read once for tests."""

from __future__ import annotations

from functools import cache

from weavit_desktop.matching.normalise import Normaliser, read_normaliser
from weavit_desktop.resources import resource


def rule_text(file: str) -> str:
    return resource(f"rules/{file}").read_text(encoding="utf-8")


@cache
def shipped_normaliser() -> Normaliser:
    return read_normaliser(
        free_mail=rule_text("free_mail.txt"),
        role_mailboxes=rule_text("role_mailboxes.txt"),
        legal_forms=rule_text("legal_forms.txt"),
        names=rule_text("names.toml"),
    )
