"""The facts of people come from another process as they would from this one, whatever becomes of it."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.computed import FILES, MINE, PAIRS, PEOPLE, TEXT, person, some_people
from builders.desk import Desk, open_desk, shipped_rules, someone
from builders.linkedin import MESSAGES, PROFILE, folder, message, table
from weavit_desktop.child import Child, command_of
from weavit_desktop.events import LOGGER, Event
from weavit_desktop.pipe import Frame
from weavit_desktop.rules import Rules, load_rules
from weavit_desktop.services import compute, facts_process, people
from weavit_desktop.services.facts_process import (
    FactsProcess,
    dump_facts,
    dump_people,
    facts_beside,
    load_facts,
    load_people,
)
from weavit_desktop.services.person_facts import Mine, Person, PersonFacts, WantedPost, compute_people
from weavit_desktop.vault.repositories.people import Computed
from weavit_desktop.vault.repositories.search_words import SearchWords

FLAGS = {"is_company": st.booleans(), "me": st.booleans(), "colleague": st.booleans()}
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
FACTS = st.lists(
    st.builds(
        PersonFacts,
        st.builds(Computed, st.integers(1, 2**53), *[TEXT] * 10, **FLAGS),
        st.builds(SearchWords, st.integers(1, 2**53), *[TEXT] * 5),
        PAIRS,
        st.lists(st.builds(WantedPost, TEXT, TEXT, TEXTS, TEXTS, TEXT), max_size=3).map(tuple),
    ),
    max_size=4,
)

ANSWERS_HELLO = """
import sys, time
from weavit_desktop.pipe import Frame, read_frame, write_frame
source, sink = sys.stdin.buffer, sys.stdout.buffer
read_frame(source)
write_frame(sink, Frame("answer"))
read_frame(source)
"""
FALSE = {
    "it ends": "",
    "it hangs": "time.sleep(600)",
    "it babbles": "sink.write(b'nonsense' * 9); sink.flush(); time.sleep(600)",
    "another kind": "write_frame(sink, Frame('ready')); time.sleep(600)",
    "no JSON": "write_frame(sink, Frame('answer', body=b'{')); time.sleep(600)",
    "no facts": "write_frame(sink, Frame('answer', body=b'[[1]]')); time.sleep(600)",
    "no list": "write_frame(sink, Frame('answer', body=b'5')); time.sleep(600)",
    "of nobody": "write_frame(sink, Frame('answer', body=b'[]')); time.sleep(600)",
}


@pytest.fixture
def logged() -> Iterator[list[str]]:
    """Return what is told to the log from now on."""
    told: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            told.append(record.getMessage())

    listener = Listener()
    LOGGER.addHandler(listener)
    yield told
    LOGGER.removeHandler(listener)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Child]:
    """Return the processes that are started from now on."""
    found: list[Child] = []

    class Seen(Child):
        def __init__(self, command: Sequence[str]) -> None:
            super().__init__(command)
            found.append(self)

    monkeypatch.setattr(facts_process, "Child", Seen)
    return found


@pytest.fixture
def nothing_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody be computed by this process."""

    def refuse(*_: object) -> list[PersonFacts]:
        raise AssertionError("computed here")

    monkeypatch.setattr(facts_process, "compute_people", refuse)


def acting(folder: Path, code: str) -> list[str]:
    """Return the command of a process that does this when it is asked for facts."""
    path = folder / "facts.py"
    path.write_text(ANSWERS_HELLO + code)
    return [sys.executable, str(path)]


def alive(children: Iterable[Child]) -> list[Child]:
    return [child for child in children if child.process.poll() is None]


class TestWhatGoesOverThePipe:
    @given(people=PEOPLE, mine=MINE)
    def test_people_arrive_as_they_left(self, people: list[Person], mine: Mine) -> None:
        assert load_people(dump_people(people, mine)) == (people, mine)

    @given(facts=FACTS)
    def test_facts_arrive_as_they_left(self, facts: list[PersonFacts]) -> None:
        assert load_facts(dump_facts(facts)) == facts

    @given(files=FILES)
    def test_facts_of_people_that_went_over_are_the_same(self, files: list[list[bytes]]) -> None:
        rules = shipped_rules()
        people = [person(number, *cards, rules=rules) for number, cards in enumerate(files, 1)]
        mine = Mine(frozenset({("email", "bo@gmail.com")}), frozenset({"orrin.example"}))
        went, with_mine = load_people(dump_people(people, mine))
        facts = load_facts(dump_facts(compute_people(went, with_mine, rules)))
        assert facts == compute_people(people, mine, rules)


class TestTheProcess:
    @pytest.mark.usefixtures("nothing_here")
    def test_it_answers_what_would_be_computed_here(self) -> None:
        rules = shipped_rules()
        people, mine = some_people(rules)
        with FactsProcess(rules) as process:
            assert process.compute(people, mine)() == compute_people(people, mine, rules)

    @pytest.mark.usefixtures("nothing_here")
    def test_it_heeds_the_rules_of_ones_own(self, tmp_path: Path) -> None:
        (tmp_path / "titles.toml").write_text('[level.director]\nen = ["grand poobah"]\n')
        rules = load_rules(region="CH", own=tmp_path)
        people = [person(1, someone("Anna Berg", title="Grand Poobah"), rules=rules)]
        with FactsProcess(rules) as process:
            (facts,) = process.compute(people, Mine())()
        assert facts.computed.level == "director"

    @pytest.mark.usefixtures("nothing_here")
    def test_nobody_has_no_facts(self) -> None:
        with FactsProcess(shipped_rules()) as process:
            assert process.compute([], Mine())() == []

    @pytest.mark.usefixtures("nothing_here")
    def test_several_batches_begun_at_once_come_each_as_its_own(self) -> None:
        rules = shipped_rules()
        people, mine = some_people(rules)
        with FactsProcess(rules) as process:
            begun = [process.compute([one], mine) for one in people]
            assert [facts() for facts in begun] == [compute_people([one], mine, rules) for one in people]

    def test_it_gets_nothing_of_the_environment_and_no_folder_to_load_code_from(self) -> None:
        assert command_of("facts")[1:3] == ["-I", "-B"]

    def test_it_ends_with_the_context(self, started: list[Child]) -> None:
        with FactsProcess(shipped_rules()) as process:
            process.compute([], Mine())()
            assert len(alive(started)) == 1
        assert alive(started) == []

    def test_it_ends_when_the_work_fails(self, started: list[Child]) -> None:
        def work() -> None:
            with FactsProcess(shipped_rules()) as process:
                process.compute([], Mine())()
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            work()
        assert len(started) == 1
        assert alive(started) == []


class TestWhereItCannotBeHad:
    def test_one_that_cannot_be_started_costs_nothing(self, tmp_path: Path, logged: list[str]) -> None:
        rules = shipped_rules()
        people, mine = some_people(rules)
        with FactsProcess(rules, [str(tmp_path / "missing")]) as process:
            assert process.compute(people, mine)() == compute_people(people, mine, rules)
        assert logged == [Event.FACTS_HERE]

    @pytest.mark.parametrize("does", FALSE.values(), ids=FALSE)
    def test_what_it_does_not_answer_is_computed_here(
        self,
        tmp_path: Path,
        does: str,
        logged: list[str],
        started: list[Child],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(facts_process, "DEADLINE", 2.0)
        rules = shipped_rules()
        people, mine = some_people(rules)
        with FactsProcess(rules, acting(tmp_path, does)) as process:
            begun = [process.compute(people, mine) for _ in range(3)]
            assert [facts() for facts in begun] == [compute_people(people, mine, rules)] * 3
            assert alive(started) == []  # it is asked no more
        assert logged == [Event.FACTS_HERE]

    def test_rules_that_turned_to_nonsense_meanwhile_leave_it_to_this_process(
        self, tmp_path: Path, logged: list[str]
    ) -> None:
        rules = load_rules(region="CH", own=tmp_path)
        (tmp_path / "titles.toml").write_text("nonsense")
        people, mine = some_people(rules)
        with FactsProcess(rules) as process:
            assert process.compute(people, mine)() == compute_people(people, mine, rules)
        assert logged == [Event.FACTS_HERE]

    @pytest.mark.parametrize("notes", [2, 1], ids=["the batch", "its facts"])
    def test_what_no_frame_holds_costs_one_batch(
        self, notes: int, logged: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        rules = shipped_rules()
        large = [person(1, someone("Anna Berg", *["NOTE:" + "x" * 9_000_000] * notes), rules=rules)]
        people, mine = some_people(rules)
        here: list[Sequence[Person]] = []

        def compute_here(batch: Sequence[Person], mine: Mine, rules: Rules) -> list[PersonFacts]:
            here.append(batch)
            return compute_people(batch, mine, rules)

        monkeypatch.setattr(facts_process, "compute_people", compute_here)
        with FactsProcess(rules) as process:
            begun = [process.compute(batch, mine) for batch in (large, people)]
            found = [facts() for facts in begun]
        assert found == [compute_people(batch, mine, rules) for batch in (large, people)]
        assert here == [large]
        assert logged == []


def test_whoever_gives_up_waits_for_no_answer(started: list[Child], logged: list[str]) -> None:
    silent = [sys.executable, "-c", "import time; time.sleep(600)"]
    with FactsProcess(shipped_rules(), silent):
        while not started:
            time.sleep(0.01)
        begin = time.monotonic()
    assert time.monotonic() - begin < facts_process.DEADLINE / 2  # it was ended, not waited for
    assert alive(started) == []
    assert logged == []


class TestBesideAnImport:
    def test_few_records_start_no_process(self, desk: Desk, started: list[Child]) -> None:
        desk.take(desk.file("few.vcf", someone("Anna Berg"), someone("Bo Lind")))
        assert started == []

    def test_as_many_as_are_worth_it_do(
        self, desk: Desk, started: list[Child], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(facts_process, "WORTH_IT", 2)
        desk.take(desk.file("few.vcf", someone("Anna Berg"), someone("Bo Lind")))
        assert len(started) == 1
        assert alive(started) == []

    def test_work_without_a_process_is_handed_on_as_it_came(self, desk: Desk) -> None:
        work = desk.work
        with facts_beside(work, facts_process.WORTH_IT - 1) as helped:
            assert helped is work

    @pytest.mark.usefixtures("nothing_here")
    def test_an_import_gives_the_vault_that_it_gives_without(
        self, tmp_path: Path, started: list[Child], logged: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(compute, "BATCH", 2)
        without = vault_after_a_while(tmp_path / "without")
        assert started == []
        monkeypatch.setattr(facts_process, "WORTH_IT", 1)
        assert vault_after_a_while(tmp_path / "with") == without
        assert len(started) == IMPORTS
        assert logged == []

    @pytest.mark.parametrize("after", [1, 2, 3])
    def test_a_process_that_is_killed_in_the_middle_changes_nothing(
        self, tmp_path: Path, after: int, logged: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        class Killed(Child):
            asked = 0

            def ask(self, frame: Frame, deadline: float) -> Frame | None:
                if self.asked == after:
                    self.process.kill()
                self.asked += 1
                return super().ask(frame, deadline)

        monkeypatch.setattr(compute, "BATCH", 2)
        without = vault_after_a_while(tmp_path / "without")
        monkeypatch.setattr(facts_process, "WORTH_IT", 1)
        monkeypatch.setattr(facts_process, "Child", Killed)
        assert vault_after_a_while(tmp_path / "with") == without
        assert set(logged) == {Event.FACTS_HERE}

    def test_an_import_that_fails_leaves_no_process(
        self, desk: Desk, started: list[Child], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setattr(facts_process, "WORTH_IT", 1)
        monkeypatch.setattr(compute.people, "save", fail)
        with pytest.raises(ZeroDivisionError):
            desk.take(desk.file("one.vcf", someone("Anna Berg")))
        assert len(started) == 1
        assert alive(started) == []


IMPORTS = 3


def vault_after_a_while(place: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return what a vault holds after three imports, with edits between."""
    place.mkdir()
    with open_desk(place) as desk:
        crowd = [someone(f"Person {one}", email=f"p{one}@orrin.example", title="CFO") for one in range(7)]
        anna = someone("Anna Berg", email="anna@orrin.example", org="Orrin", title="VP Sales", uid="a")
        maya = someone("Maya", email="maya@veldmark.example", org="Veldmark Foods")
        desk.take(desk.file("1.vcf", anna, someone("王思涵", org="資生堂", title="部長"), maya, *crowd))
        people.edit_person(desk.vault, desk.work, desk.uid("Anna Berg"), {"organization": "Acme"})
        moved = someone("Anna Berg", email="anna@orrin.example", org="Veldmark Foods", title="CFO", uid="a")
        later = desk.on("2026-12-01")
        again = someone("Person One", email="p1@orrin.example", org="Ærø ApS", tel="044 668 18 00")
        later.take(desk.file("2.vcf", moved, again, someone("Bo", org="Acme")))
        words = {
            "Profile.csv": table(PROFILE, {"First Name": "Maya"}),
            "messages.csv": table(MESSAGES, message("maya", "anna"), message("anna", "maya")),
        }
        replace(later, folder=place).take(folder(place / "linkedin", words))
        return desk.contents()
