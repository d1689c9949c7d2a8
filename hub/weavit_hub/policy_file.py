"""A policy as an administrator writes it: paragraphs of plain text, or JSON of the whole policy."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, fields
from importlib import resources
from pathlib import Path
from typing import Any

from weavit_core import policy as wire
from weavit_core.errors import MalformedDocument
from weavit_core.policy import Policy
from weavit_hub.errors import InputRefused

_MEMBERS = frozenset(field.name for field in fields(Policy))


def default_policy(company: str) -> Policy:
    """Return the policy that comes with the hub."""
    text = resources.files("weavit_hub").joinpath("policy.txt").read_text(encoding="utf-8")
    return Policy(company, _paragraphs(text))


def read_policy(file: Path, company: str) -> Policy:
    """Read a policy. Plain text keeps the default numbers; JSON may set each. Raises InputRefused."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputRefused("The policy file cannot be read as UTF-8 text.") from error
    try:
        policy = (
            _from_json(text, company) if text.lstrip().startswith("{") else Policy(company, _paragraphs(text))
        )
        wire.encode(policy)
    except (MalformedDocument, ValueError, TypeError) as error:
        reason = str(error) if isinstance(error, MalformedDocument) else "it is not JSON of a policy"
        raise InputRefused(f"The policy file was refused: {reason}.") from error
    return policy


def _from_json(text: str, company: str) -> Policy:
    document: dict[str, Any] = json.loads(text)
    if not document.keys() <= _MEMBERS:
        raise MalformedDocument(f"a policy has {', '.join(sorted(_MEMBERS))}")
    whole = {**asdict(default_policy(company)), **document}
    return Policy(**{**whole, "words": tuple(whole["words"])})


def _paragraphs(text: str) -> tuple[str, ...]:
    parts = re.split(r"\n\s*\n", text.strip())
    return tuple(" ".join(part.split()) for part in parts if part.strip())
