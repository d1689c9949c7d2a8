"""The review queue while it is worked through: what is still asked, what was answered, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from weavit_desktop.services.duplicates import Duplicate


class Answer(Enum):
    """What was said of a question. GONE: it answered itself, one of the two is not there any more."""

    SAME = auto()
    NOT_SAME = auto()
    LATER = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer, as it has to be known to be taken back.

    `at`: where the question stood. `renamed`: those questions, by place, that spoke of the other one.
    """

    question: Duplicate
    answer: Answer
    at: int
    round: int
    renamed: tuple[tuple[int, Duplicate], ...] = field(default=(), repr=False)


class DuplicateQueue:
    """The questions that wait, `pending`, and how many were `done`.

    Who was linked has the id of the one they were linked to: questions that spoke of them speak of that one.
    """

    def __init__(self) -> None:
        self.pending: list[Duplicate] = []
        self.done = 0
        self._answers: list[Answered] = []
        self._round = 0

    @property
    def total(self) -> int:
        """Return how many questions there were so far, the answered ones with them."""
        return self.done + len(self.pending)

    @property
    def certain(self) -> int:
        """Return how many of those that wait a rule is certain of."""
        return sum(one.certain for one in self.pending)

    @property
    def answers(self) -> int:
        """Return how many answers can be taken back."""
        return len(self._answers)

    @property
    def last(self) -> Answered | None:
        """Return the answer that would be taken back next."""
        return self._answers[-1] if self._answers else None

    def start(self, found: Sequence[Duplicate]) -> None:
        """Ask what was found anew. Those that were put off come last, and answers stay to be taken back."""
        put_off = {
            (one.question.one, one.question.other) for one in self._answers if one.answer is Answer.LATER
        }
        self.pending = sorted(found, key=lambda one: (one.one, one.other) in put_off)
        self._round += 1

    def settle(self, at: int, answer: Answer) -> None:
        """Take the question at a place off the queue, or to its end where it is put off."""
        question = self.pending.pop(at)
        renamed: tuple[tuple[int, Duplicate], ...] = ()
        if answer is Answer.LATER:
            self.pending.append(question)
        else:
            self.done += 1
        if answer is Answer.SAME:
            renamed = self._rename(question.other, question.one)
        if answer is Answer.GONE:
            self._round += 1  # it cannot be put back, so the places of earlier answers do not hold any more
        else:
            self._answers.append(Answered(question, answer, at, self._round, renamed))

    def take_back(self) -> int | None:
        """Undo the last answer in the queue; return where its question stands again.

        None where the questions were looked for anew since: then they have to be looked for once more.
        """
        last = self._answers.pop()
        if last.answer is not Answer.LATER:
            self.done -= 1
        if last.round != self._round:
            return None
        if last.answer is Answer.LATER:
            self.pending.pop()
        for place, question in last.renamed:
            self.pending[place] = question
        self.pending.insert(last.at, last.question)
        return last.at

    def _rename(self, other: str, one: str) -> tuple[tuple[int, Duplicate], ...]:
        renamed = [
            (place, question)
            for place, question in enumerate(self.pending)
            if other in (question.one, question.other)
        ]
        for place, question in renamed:
            self.pending[place] = replace(
                question,
                one=one if question.one == other else question.one,
                other=one if question.other == other else question.other,
            )
        return tuple(renamed)
