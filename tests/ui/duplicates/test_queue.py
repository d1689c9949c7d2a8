"""The queue while it is worked through: places, names of who was linked, and the way back."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.models.duplicate_queue import Answer, DuplicateQueue
from weavit_desktop.services.duplicates import Duplicate


def ask(one: str, other: str, *, certain: bool = False) -> Duplicate:
    return Duplicate(one, other, one.upper(), other.upper(), certain, 99, "Very likely", "Same name", "Why.")


def queue(*questions: Duplicate) -> DuplicateQueue:
    made = DuplicateQueue()
    made.start(questions)
    return made


def pairs(one: DuplicateQueue) -> list[tuple[str, str]]:
    return [(question.one, question.other) for question in one.pending]


def test_an_answer_takes_a_question_off() -> None:
    asked = queue(ask("a", "b"), ask("c", "d"))
    asked.settle(0, Answer.NOT_SAME)
    assert (pairs(asked), asked.done, asked.total) == ([("c", "d")], 1, 2)


def test_questions_of_whoever_was_linked_speak_of_the_one_they_are_now() -> None:
    asked = queue(ask("a", "b"), ask("b", "c"), ask("d", "b"))
    asked.settle(0, Answer.SAME)
    assert pairs(asked) == [("a", "c"), ("d", "a")]


def test_taking_it_back_names_them_again() -> None:
    asked = queue(ask("a", "b"), ask("b", "c"))
    asked.settle(0, Answer.SAME)
    assert asked.take_back() == 0
    assert pairs(asked) == [("a", "b"), ("b", "c")]
    assert asked.last is None


def test_what_was_put_off_stays_last_when_it_is_looked_anew() -> None:
    asked = queue(ask("a", "b"), ask("c", "d"))
    asked.settle(0, Answer.LATER)
    asked.start([ask("a", "b"), ask("c", "d"), ask("e", "f")])
    assert pairs(asked) == [("c", "d"), ("e", "f"), ("a", "b")]


def test_after_looking_anew_an_answer_can_be_taken_back_but_has_no_place() -> None:
    asked = queue(ask("a", "b"), ask("c", "d"))
    asked.settle(0, Answer.NOT_SAME)
    asked.start([ask("c", "d")])
    assert asked.last is not None
    assert asked.take_back() is None
    assert asked.done == 0


def test_a_question_that_answered_itself_cannot_be_taken_back() -> None:
    asked = queue(ask("a", "b"), ask("c", "d"))
    asked.settle(0, Answer.GONE)
    assert (asked.last, asked.done) == (None, 1)


def test_it_counts_who_is_certain() -> None:
    assert queue(ask("a", "b", certain=True), ask("c", "d")).certain == 1


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from([Answer.SAME, Answer.NOT_SAME, Answer.LATER]))),
)
def test_taking_everything_back_gives_the_queue_as_it_was(
    answers: Sequence[tuple[int, Answer]],
) -> None:
    asked = queue(ask("a", "b"), ask("b", "c"), ask("c", "d"), ask("e", "f"), ask("f", "a"))
    before = list(asked.pending)
    given_so_far = 0
    for at, answer in answers:
        if asked.pending:
            asked.settle(at % len(asked.pending), answer)
            given_so_far += 1
    for _ in range(given_so_far):
        asked.take_back()
    assert (asked.pending, asked.done, asked.last) == (before, 0, None)
