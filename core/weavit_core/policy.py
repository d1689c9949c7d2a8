"""What the hub does with publications, in words and in numbers. Its digest binds every permission."""

from __future__ import annotations

from dataclasses import dataclass

from weavit_core import canonical, fields
from weavit_core.errors import MalformedDocument
from weavit_core.taxonomy import THRESHOLDS

TYPE = "weavit.policy"
MOST_BYTES = 64 * 1024
_KEYS = frozenset(
    {"type", "v", "company", "words", "epoch_days", "most_months", "least_k", "least_reps", "silence_days"}
)


@dataclass(frozen=True, slots=True)
class Policy:
    """`least_k` may only raise a rep's k; below `least_reps` active reps nothing is released."""

    company: str
    words: tuple[str, ...]
    epoch_days: int = 7
    most_months: int = 12
    least_k: int = 1
    least_reps: int = 5
    silence_days: int = 35


def encode(policy: Policy) -> bytes:
    """Return the canonical bytes, whose SHA-256 names the policy."""
    body = canonical.encode(
        {
            "type": TYPE,
            "v": 1,
            "company": policy.company,
            "words": list(policy.words),
            "epoch_days": policy.epoch_days,
            "most_months": policy.most_months,
            "least_k": policy.least_k,
            "least_reps": policy.least_reps,
            "silence_days": policy.silence_days,
        }
    )
    decode(body)
    return body


def decode(body: bytes) -> Policy:
    """Read a policy strictly. Raises MalformedDocument."""
    document = fields.closed(canonical.decode(body, at_most=MOST_BYTES), _KEYS)
    fields.constant(document["type"], TYPE)
    fields.constant(document["v"], 1)
    words = document["words"]
    if not isinstance(words, list) or not words:
        raise MalformedDocument("a policy says in words what it does")
    least_k = fields.integer(document["least_k"], 1, 5)
    if least_k not in THRESHOLDS:
        raise MalformedDocument("least_k is 1, 3 or 5")
    return Policy(
        company=fields.text(document["company"], at_most=200),
        words=tuple(fields.text(word, at_most=2000) for word in words),
        epoch_days=fields.integer(document["epoch_days"], 1, 92),
        most_months=fields.integer(document["most_months"], 1, 12),
        least_k=least_k,
        least_reps=fields.integer(document["least_reps"], 5, 1000),
        silence_days=fields.integer(document["silence_days"], 7, 366),
    )
