"""Everything that is computed of one person: from their live cards, the holder's edits, and the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import NamedTuple

from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.card import NO_NAME, Card
from weavit_desktop.domain.connected import connected, is_older, marks_of_newer
from weavit_desktop.domain.folding import fold, search_terms
from weavit_desktop.domain.person import LinkedCard, merge_cards
from weavit_desktop.domain.titles import TitleReading
from weavit_desktop.matching.clients import lei_of
from weavit_desktop.matching.names import split_name
from weavit_desktop.matching.normalise import domain_of_email
from weavit_desktop.rules import Rules
from weavit_desktop.services.choices import card_of, texts_in
from weavit_desktop.services.identifiers import Known, identifiers_of
from weavit_desktop.services.shown import dump_shown
from weavit_desktop.vault.card_json import photo_of
from weavit_desktop.vault.repositories.cards import LiveCard, LiveText
from weavit_desktop.vault.repositories.people import Computed
from weavit_desktop.vault.repositories.search_words import SearchWords

CHOSEN = "chosen"  # the rule of a level or function that the person corrected


@dataclass(frozen=True, slots=True)
class Mine:
    """Confirmed identifiers of the holder of the vault, and the domains of their own company."""

    identifiers: frozenset[tuple[str, str]] = frozenset()
    company_domains: frozenset[str] = frozenset()


class WantedPost(NamedTuple):
    """A current position, by its organisation's key. `titles`: all that are given, the best first.

    `lei`: the organisation's, where a card gives it, else "".
    """

    key: str
    organization: str
    titles: tuple[str, ...]
    domains: tuple[str, ...]
    lei: str = ""


@dataclass(frozen=True, slots=True)
class PersonFacts:
    computed: Computed
    words: SearchWords
    identifiers: frozenset[tuple[str, str]]
    posts: tuple[WantedPost, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """What a person is computed from: live cards, from the oldest to the newest, and the own edits."""

    id: int
    cards: Sequence[LiveText]
    choices: Mapping[str, str]


Computing = Callable[[Sequence[Person], Mine], Callable[[], list[PersonFacts]]]
"""Begins to compute people, here or elsewhere; what it returns waits for their facts."""


def computing_here(rules: Rules) -> Computing:
    """Return what computes people by these rules, when their facts are asked for."""
    return lambda people, mine: lambda: compute_people(people, mine, rules)


def compute_people(people: Iterable[Person], mine: Mine, rules: Rules) -> list[PersonFacts]:
    """Compute each of several people."""
    return [
        compute_person(one.id, [text.load() for text in one.cards], one.choices, mine, rules)
        for one in people
    ]


def compute_person(
    person_id: int, cards: Sequence[LiveCard], choices: Mapping[str, str], mine: Mine, rules: Rules
) -> PersonFacts:
    """Compute one person. `cards` stand from the oldest to the newest."""
    shown, known = shown_card(cards, choices, rules)
    reading = read_title(shown.title, shown.organization, choices, rules)
    identifiers = frozenset((one.kind, one.value) for one in known)
    me = bool(identifiers & mine.identifiers)
    photo = next((found for one in reversed(cards) if (found := photo_of(one.text))), None)
    computed = Computed(
        person_id=person_id,
        name=shown.name,
        sort_key=fold(shown.name),
        name_key=rules.normaliser.name_key(shown.name),
        organization=shown.organization,
        title=shown.title,
        level=reading.level,
        level_rule=reading.level_rule,
        function=reading.function,
        function_rule=reading.function_rule,
        shown=dump_shown(shown, known, photo),
        is_company=shown.is_company,
        me=me,
        colleague=not me and bool(employer_domains(known, rules) & mine.company_domains),
    )
    posts = () if shown.is_company else tuple(_posts(cards, shown, choices, rules))
    return PersonFacts(computed, _search_words(person_id, shown, known), identifiers, posts)


def shown_card(
    cards: Sequence[LiveCard], choices: Mapping[str, str], rules: Rules
) -> tuple[Card, list[Known]]:
    """Return the card a person is shown by, without its picture, and every identifier in it.

    `cards` stand from the oldest to the newest.
    """
    known = [Known._make(entry) for one in cards for entry in one.identifiers]
    own = card_of(choices, is_company=cards[-1].card.is_company if cards else False)
    if own:
        known += identifiers_of(own, rules)
    return _with_parts(_merge(cards, own, choices, known)), known


def read_title(title: str, organization: str, choices: Mapping[str, str], rules: Rules) -> TitleReading:
    """Read a title by the rules; what the person corrected wins."""
    reading = rules.read_title(title, organization)
    if "level" in choices:
        reading = replace(reading, level=Level(choices["level"]), level_rule=CHOSEN, confidence=1.0)
    if "function" in choices:
        reading = replace(reading, function=Function(choices["function"]), function_rule=CHOSEN)
    return reading


def employer_domains(known: Iterable[Known], rules: Rules) -> frozenset[str]:
    """Return the registered domains of the e-mail addresses that may name an employer."""
    domains = (rules.employer_domain(domain_of_email(one.value)) for one in known if one.kind == "email")
    return frozenset(filter(None, domains))


def _merge(
    cards: Sequence[LiveCard], own: Card | None, choices: Mapping[str, str], known: list[Known]
) -> Card:
    texts = texts_in(choices)
    if len(cards) == 1 and not own and not texts and _says_nothing_twice(cards[0].card):
        return cards[0].card  # as merging would, in no time: most people have one card
    ranked = [LinkedCard((f"{one.id:020d}",), one.card) for one in _in_force(cards)]
    if own:
        ranked.append(LinkedCard(("~",), own))  # after every digit
    numbers = {one.written.strip(): one.value for one in known if one.kind == "phone"}
    return merge_cards(ranked, texts, lambda written: numbers.get(written, written))


def _with_parts(shown: Card) -> Card:
    """Return the card with the parts of a name that its sources gave in one piece: "Ludwig van Beethoven".

    Not of one word, which may be either part, nor of what stands for a name where there is none.
    """
    names = shown.names
    if names.given or names.family or shown.is_company or shown.name in (NO_NAME, shown.organization):
        return shown
    if " " not in shown.name or "@" in shown.name or not any(map(str.isalpha, shown.name)):
        return shown
    given = {part: text for part, text in asdict(names).items() if text}
    return replace(shown, names=replace(split_name(shown.name), **given))


def _says_nothing_twice(card: Card) -> bool:
    lists = (card.emails, card.phones, card.urls, card.addresses, card.notes, card.categories)
    return all(len(values) < 2 for values in lists) and len(set(card.extra)) == len(card.extra)


def _in_force(cards: Sequence[LiveCard]) -> Sequence[LiveCard]:
    """Return the cards, without the employer of a LinkedIn connection where a newer export tells of one."""
    newer = marks_of_newer(connected(one.card) for one in cards) if len(cards) > 1 else ()
    if not newer:
        return cards
    return [_without_post(one) if is_older(connected(one.card), newer) else one for one in cards]


def _without_post(one: LiveCard) -> LiveCard:
    return replace(one, card=replace(one.card, organization="", department="", title=""))


def _posts(
    cards: Sequence[LiveCard], shown: Card, choices: Mapping[str, str], rules: Rules
) -> Iterable[WantedPost]:
    """Return one post for each organisation that the cards name, or the one that was chosen."""
    named: dict[str, str] = {}
    titles: dict[str, list[str]] = {}
    domains: dict[str, set[str]] = {}
    leis: dict[str, str] = {}
    for one in reversed(_in_force(cards)):
        card = one.card
        key = "" if card.is_company else rules.organisation_key(card.organization)
        if not key:
            continue
        named.setdefault(key, card.organization)
        titles.setdefault(key, []).extend(filter(None, [card.title]))
        if lei := lei_of(card.extra):
            leis.setdefault(key, lei)
        domains.setdefault(key, set()).update(employer_domains(map(Known._make, one.identifiers), rules))
    main = rules.organisation_key(shown.organization)
    if "organization" in choices:
        named = {main: shown.organization} if main else {}
    if main in named and shown.title:
        titles[main] = [shown.title] if "title" in choices else [shown.title, *titles.get(main, [])]
    return [
        WantedPost(
            key, name, tuple(titles.get(key, ())), tuple(sorted(domains.get(key, ()))), leis.get(key, "")
        )
        for key, name in named.items()
    ]


def _search_words(person_id: int, shown: Card, known: Iterable[Known]) -> SearchWords:
    written = (entry.value for entry in (*shown.emails, *shown.phones, *shown.urls))
    normalised = (one.value for one in known if one.kind != "email")
    return SearchWords(
        person_id,
        name=shown.name,
        work=_terms(shown.organization, shown.department, shown.title),
        identifiers=" ".join(dict.fromkeys((*written, *normalised))),
        notes=_terms(*shown.notes, *shown.categories),
        folded=_terms(shown.name, shown.names.given, shown.names.family, shown.names.nickname),
    )


def _terms(*texts: str) -> str:
    text = " ".join(filter(None, texts))
    # Plain ASCII is folded by the index itself.
    return text if text.isascii() else " ".join(search_terms(text))
