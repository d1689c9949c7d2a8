"""What a passphrase may be: its one spelling, and how strong it is."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from weavit_desktop.errors import UsageRefused

LEAST_CHARACTERS = 12
LEAST_SCORE = 3
SCORED_CHARACTERS = 72  # zxcvbn refuses more, and needs time that grows faster than the length

_WORDS = ("very weak", "weak", "fair", "strong", "very strong")
_ADVICE = "Four or five unrelated words work well."


@dataclass(frozen=True, slots=True)
class PassphraseStrength:
    """A judgement for people: `score` 0 to 4 (zxcvbn), its word, and what to do better ('' if accepted).

    `guess_seconds`: how long guessing would take at 10,000 tries a second, zxcvbn's figure for slow hashing.
    """

    score: int
    word: str
    hint: str
    accepted: bool
    guess_seconds: float


def passphrase_bytes(text: str) -> bytes:
    """Return the bytes that keys are derived from: NFKC in UTF-8, never trimmed.

    The same keys typed on a Mac (decomposed) and elsewhere (composed) give the same bytes. Lone
    surrogates, as undecodable input leaves them, are kept: they are wrong, not an error.
    """
    return unicodedata.normalize("NFKC", text).encode("utf-8", "surrogatepass")


def passphrase_strength(text: str) -> PassphraseStrength:
    """Judge a new passphrase by length and zxcvbn.

    Only the first 72 characters are scored: a longer passphrase is at least as strong as its beginning.
    """
    from zxcvbn import zxcvbn  # 50 ms of word lists that only a new passphrase needs

    spelled = unicodedata.normalize("NFKC", text)
    result = zxcvbn(spelled[:SCORED_CHARACTERS] or " ")  # it fails on an empty text
    score = result["score"]
    hint = ""
    if len(spelled) < LEAST_CHARACTERS:
        hint = f"Use at least {LEAST_CHARACTERS} characters. {_ADVICE}"
        score = min(score, LEAST_SCORE - 1)
    elif score < LEAST_SCORE:
        hint = f"{result['feedback']['warning']} {_ADVICE}".strip()
    seconds = float(result["crack_times_seconds"]["offline_slow_hashing_1e4_per_second"])
    return PassphraseStrength(score, _WORDS[score], hint, accepted=not hint, guess_seconds=seconds)


def require_strong(text: str) -> None:
    """Raise UsageRefused, with the hint, unless the passphrase may protect a vault."""
    strength = passphrase_strength(text)
    if not strength.accepted:
        raise UsageRefused(f"This passphrase is {strength.word}. {strength.hint}")
