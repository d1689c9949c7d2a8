"""The properties of one card laid out by name, with a record of which have found their field."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from weavit_desktop.domain.card import Labelled, Property
from weavit_desktop.importing.vcard.tokens import Token
from weavit_desktop.importing.vcard.values import unescape

_LABEL = "X-ABLABEL"
_UNRANKED = 1000  # beyond every PREF, which ends at 100


class Sheet:
    """Hands out properties by name. What was never handed out is the rest."""

    __slots__ = ("_by_key", "_choices", "_labels", "_taken", "_tokens", "damaged", "version")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._taken: set[int] = set()
        self._by_key: dict[str, list[Token]] = {}
        self._labels: dict[str, Token] = {}
        self._choices: dict[str, int] = {}  # once for each name: asking for each value would be quadratic
        self.damaged: list[Token] = []
        for token in tokens:
            self._by_key.setdefault(token.head.key, []).append(token)
        for token in self._by_key.get(_LABEL, ()):
            if token.head.group:
                self._labels.setdefault(token.head.group.upper(), token)
        version = self.best("VERSION")
        self.version = version.value.strip() if version else ""

    def of(self, key: str) -> Sequence[Token]:
        """Return the properties of that name without taking them."""
        return self._by_key.get(key, ())

    def take(self, token: Token) -> Token:
        self._taken.add(id(token))
        return token

    def keep(self, token: Token) -> None:
        """Leave a property in the rest although a field has taken a part of it."""
        self._taken.discard(id(token))

    def best(self, key: str) -> Token | None:
        """Take the preferred property of that name: empty ones last, of equals the first."""
        tokens = self.of(key)
        if not tokens:
            return None
        if len(tokens) == 1:
            return self.take(tokens[0])
        return self.take(min(tokens, key=lambda token: (not token.value.strip(), rank(token))))

    def text(self, key: str) -> str:
        """Take the preferred property of that name and return its plain text."""
        token = self.best(key)
        return unescape(token.value).strip() if token else ""

    def each(self, key: str) -> Sequence[Token]:
        """Take every property of that name; of alternatives (ALTID) the preferred one alone."""
        tokens = self._by_key.get(key)
        if tokens is None:
            return ()
        if any(token.head.altid for token in tokens):
            tokens = _without_alternatives(tokens)
        self._taken.update(map(id, tokens))
        return tokens

    def labelled(self, key: str, clean: Callable[[str], str]) -> tuple[Labelled, ...]:
        """Take every property of that name as values with their kinds, without empty ones."""
        found = [(clean(unescape(token.value)), token) for token in self.each(key)]
        return tuple(Labelled(value, self.types(token)) for value, token in found if value)

    def types(self, token: Token) -> tuple[str, ...]:
        """Return the kinds of a value: its TYPEs, its X-ABLabel, and "pref" for the most preferred."""
        head = token.head
        kinds = head.types
        label = self.label(token)
        if label is not None:
            self.take(label)
            kinds = (*kinds, label_text(label))
        if head.pref is not None and "pref" not in kinds and head.pref == self._first_choice(head.key):
            kinds = (*kinds, "pref")
        return kinds

    def _first_choice(self, key: str) -> int:
        if key not in self._choices:
            self._choices[key] = min(map(rank, self.of(key)))
        return self._choices[key]

    def label(self, token: Token) -> Token | None:
        """Return the X-ABLabel of a property's group."""
        group = token.head.group
        return self._labels.get(group.upper()) if group and self._labels else None

    def rest(self) -> tuple[Property, ...]:
        """Return what was never taken, in its order."""
        return tuple(token.as_property() for token in self._tokens if id(token) not in self._taken)


def _without_alternatives(tokens: Sequence[Token]) -> list[Token]:
    chosen: dict[str, Token] = {}
    for token in sorted(tokens, key=rank):
        chosen.setdefault(token.head.altid, token)
    return [token for token in tokens if not token.head.altid or chosen[token.head.altid] is token]


def rank(token: Token) -> int:
    """Return the preference of a property: 1 is the first choice."""
    return _UNRANKED if token.head.pref is None else token.head.pref


def label_text(label: Token) -> str:
    """Return a label in lower case; Apple wraps its own as "_$!<Home>!$_"."""
    return label.value.strip().removeprefix("_$!<").removesuffix(">!$_").lower()
