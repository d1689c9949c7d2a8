"""Facts of people, computed by another process while this one writes: an import keeps two cores busy.

The process is as near to the vault as this one, and as shut; it has neither the vault nor its key, and ends
with the import. Whatever it cannot do is done here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import partial
from typing import Any, Final, Self, TypeVar

from weavit_desktop import pipe
from weavit_desktop.child import Child, command_of
from weavit_desktop.events import Event, note
from weavit_desktop.pipe import Frame, PipeBroken
from weavit_desktop.rules import Rules
from weavit_desktop.services.person_facts import Mine, Person, PersonFacts, WantedPost, compute_people
from weavit_desktop.services.work import Work
from weavit_desktop.vault.card_json import dump_json, load_json
from weavit_desktop.vault.repositories.cards import LiveText
from weavit_desktop.vault.repositories.people import Computed
from weavit_desktop.vault.repositories.search_words import SearchWords

WORTH_IT: Final = 2_000  # records: below, starting it takes as long as it saves
DEADLINE: Final = 60.0  # seconds for a batch, which takes a tenth of one

T = TypeVar("T")


@contextmanager
def facts_beside(work: Work, records: int) -> Iterator[Work]:
    """Give work whose people another process computes, where there are enough of them."""
    if records < WORTH_IT:
        yield work
        return
    with FactsProcess(work.rules) as process:
        yield replace(work, computing=process.compute)


class FactsProcess:
    """The process, started at once and ended on leaving the context."""

    def __init__(self, rules: Rules, command: Sequence[str] | None = None) -> None:
        self._rules = rules
        self._command = command_of("facts") if command is None else command
        self._child: Child | None = None
        self._leaving = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="facts")

    def __enter__(self) -> Self:
        self._executor.submit(self._start)
        return self

    def __exit__(self, *_: object) -> None:
        self._leaving = True
        self._executor.shutdown(wait=False, cancel_futures=True)
        if self._child is not None:
            self._child.process.kill()  # whoever gives up an import does not wait for an answer to it
        self._executor.shutdown()
        self._end()

    def compute(self, people: Sequence[Person], mine: Mine) -> Callable[[], list[PersonFacts]]:
        """Begin to compute people, beside the caller's work. What is returned waits for their facts."""
        question = Frame(pipe.REQUEST, body=dump_people(people, mine))
        answer = self._executor.submit(self._ask, question, partial(_facts_of, people))

        def facts() -> list[PersonFacts]:
            try:
                return answer.result()
            except (OSError, PipeBroken, ValueError):  # ValueError: no frame holds the batch, or its facts
                return compute_people(people, mine, self._rules)

        return facts

    def _start(self) -> None:
        own, region = self._rules.own, self._rules.region
        members = {"own": None if own is None else str(own), "own_digest": self._rules.own_digest}
        hello = Frame(pipe.HELLO, {"region": region, **members})
        try:
            self._child = Child(self._command)
        except OSError:
            note(Event.FACTS_HERE)
            return
        with suppress(OSError, PipeBroken):
            self._ask(hello, len)

    def _ask(self, frame: Frame, read: Callable[[bytes], T]) -> T:
        if self._child is None:
            raise PipeBroken("there is no facts process")
        try:
            answer = self._child.ask(frame, DEADLINE)
            if answer is not None and answer.kind == pipe.FAILURE:
                raise ValueError("no frame holds these facts")
            if answer is None or answer.kind != pipe.ANSWER:
                raise PipeBroken("the facts process ended")
            return read(answer.body)
        except (OSError, PipeBroken):
            if not self._leaving:
                note(Event.FACTS_HERE)
            self._end()
            raise

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


def dump_people(people: Iterable[Person], mine: Mine) -> bytes:
    """Return people as the process takes them."""
    rows = [
        (one.id, [(text.id, text.card, text.identifiers) for text in one.cards], one.choices)
        for one in people
    ]
    return dump_json((sorted(mine.identifiers), sorted(mine.company_domains), rows)).encode()


def load_people(body: bytes) -> tuple[list[Person], Mine]:
    """Return the people of `dump_people`."""
    identifiers, domains, rows = load_json(body.decode())
    people = [
        Person(person_id, [LiveText(*text) for text in texts], choices) for person_id, texts, choices in rows
    ]
    return people, Mine(frozenset(map(tuple, identifiers)), frozenset(domains))


def dump_facts(facts: Iterable[PersonFacts]) -> bytes:
    """Return facts as the process gives them."""
    return dump_json([_row(one) for one in facts]).encode()


def load_facts(body: bytes) -> list[PersonFacts]:
    """Return the facts of `dump_facts`."""
    return [
        PersonFacts(
            Computed._make(computed),
            SearchWords._make(words),
            frozenset(map(tuple, identifiers)),
            tuple(_post(*post) for post in posts),
        )
        for computed, words, identifiers, posts in load_json(body.decode())
    ]


def _facts_of(people: Sequence[Person], body: bytes) -> list[PersonFacts]:
    """Return what was answered, if it is the facts of these people. Raises PipeBroken."""
    try:
        facts = load_facts(body)
    except (ValueError, TypeError) as error:
        raise PipeBroken("these are no facts") from error
    if [one.computed.person_id for one in facts] != [one.id for one in people]:
        raise PipeBroken("these are the facts of others")
    return facts


def _row(one: PersonFacts) -> tuple[Any, ...]:
    return tuple(one.computed), tuple(one.words), sorted(one.identifiers), [tuple(post) for post in one.posts]


def _post(key: str, organization: str, titles: list[str], domains: list[str], lei: str) -> WantedPost:
    return WantedPost(key, organization, tuple(titles), tuple(domains), lei)
