"""Are these two one human? The hard cases of import.md: for certain, perhaps, or no."""

from __future__ import annotations

import pytest

from builders.portraits import HOUSE, described, outcome_of, pairs_of, portrayed
from weavit_desktop.matching.comparing import Level, compare_birthdays
from weavit_desktop.matching.deciding import Outcome, certain_groups, forest

CERTAIN, PERHAPS, NO = Outcome.CERTAIN, Outcome.PERHAPS, Outcome.NO


def test_the_same_profile_is_certain_under_any_name() -> None:
    assert outcome_of(described("Anna Weber", slugs="anna"), described("A. Maier", slugs="anna")) is CERTAIN


def test_the_same_mailbox_and_a_fitting_name_are_certain() -> None:
    one = described("Anna Weber", emails="anna@acme.example")
    assert outcome_of(one, described("Weber, Anna", emails="anna@acme.example")) is CERTAIN


def test_the_same_phone_and_a_fitting_name_are_certain() -> None:
    one = described("Robert Weber", phones="+4930123456")
    assert outcome_of(one, described("Bob Weber", phones="+4930123456")) is CERTAIN


def test_two_who_share_a_mailbox_and_no_name_are_two() -> None:
    one = described("Anna Weber", emails="sales-team@acme.example")
    assert outcome_of(one, described("Bo Lind", emails="sales-team@acme.example")) is NO


def test_a_mailbox_that_several_use_makes_nothing_certain() -> None:
    one = described("Anna Weber", emails="x@acme.example", employers="acme")
    other = described("A. Weber", emails="x@acme.example", employers="acme")
    assert outcome_of(one, other) is CERTAIN
    assert outcome_of(one, other, described("Bo Lind", emails="x@acme.example")) is PERHAPS


def test_a_mailbox_for_a_task_makes_nothing_certain() -> None:
    one = described("Anna Weber", emails="info@acme.example")
    assert outcome_of(one, described("Anna Weber", emails="info@acme.example")) is not CERTAIN


def test_father_and_son_are_two_though_they_share_house_and_phone() -> None:
    father = described("Hans Weber Sr.", phones="+4930123456", at=HOUSE)
    assert outcome_of(father, described("Hans Weber Jr.", phones="+4930123456", at=HOUSE)) is NO


def test_father_and_son_of_one_name_are_not_certain_when_their_birthdays_differ() -> None:
    father = described("Hans Weber", phones="+4930123456", at=HOUSE, birthday="1950-03-01")
    son = described("Hans Weber", phones="+4930123456", at=HOUSE, birthday="1981-11-24")
    assert outcome_of(father, son) is not CERTAIN


def test_one_birthday_a_generation_later_is_a_question_at_even_odds_at_most() -> None:
    """The same day of the year, one figure apart: father and son, and no slip of the pen."""
    (pair,) = pairs_of(
        described("Hans Weber", phones="+4930123456", at=HOUSE, birthday="1940-05-03"),
        described("Hans Weber", phones="+4930123456", at=HOUSE, birthday="1970-05-03"),
    )
    assert (pair.outcome, pair.percent) == (PERHAPS, 50)


@pytest.mark.parametrize(
    ("birthday", "level"),
    [
        ("1940-05-03", Level.SAME),
        ("--05-03", Level.SHORT),
        ("1940-05-08", Level.CLOSE),
        ("1940-05-30", Level.CLOSE),
        ("1940-03-05", Level.CLOSE),
        ("1941-05-03", Level.CLOSE),
        ("1904-05-03", Level.DIFFERENT),
        ("1950-05-03", Level.DIFFERENT),
        ("1970-05-03", Level.DIFFERENT),
        ("2040-05-03", Level.DIFFERENT),
        ("1941-05-04", Level.DIFFERENT),
    ],
)
def test_a_slip_of_the_pen_is_one_figure_or_two_that_change_places_within_ten_years(
    birthday: str, level: Level
) -> None:
    one, other = portrayed(
        described("Hans Weber", birthday="1940-05-03"), described("Hans Weber", birthday=birthday)
    )
    assert compare_birthdays(one.birthday, other.birthday).level is level


@pytest.mark.parametrize("birthday", ["1940-05-08", "1941-05-03", "1970-05-03", "1981-11-24"])
@pytest.mark.parametrize("known", [{"slugs": "hans"}, {"emails": "h@x.example"}, {"phones": "+4930123456"}])
def test_nothing_makes_two_with_birthdays_that_differ_certain(birthday: str, known: dict[str, str]) -> None:
    one = described("Hans Weber", birthday="1940-05-03", **known)
    assert outcome_of(one, described("Hans Weber", birthday=birthday, **known)) is not CERTAIN


def test_a_couple_in_one_house_is_never_more_than_a_question_at_even_odds() -> None:
    (pair,) = pairs_of(
        described("Anna Weber", phones="+4930123456", at=HOUSE),
        described("Peter Weber", phones="+4930123456", at=HOUSE),
    )
    assert (pair.outcome, pair.percent) == (PERHAPS, 50)


def test_brother_and_sister_with_birthdays_of_their_own_are_two() -> None:
    one = described("Anna Weber", at=HOUSE, birthday="1950-03-01")
    assert outcome_of(one, described("Peter Weber", at=HOUSE, birthday="1981-11-24")) is NO


def test_a_job_change_is_no_hindrance() -> None:
    old = described("Anna Kowalczyk", emails="ak@old.example", employers="old", phones="+48123456789")
    new = described("Anna Kowalczyk", emails="ak@new.example", employers="new", phones="+48123456789")
    assert outcome_of(old, new) is CERTAIN


def test_two_colleagues_of_one_name_are_not_certain() -> None:
    one = described("Anna Weber", emails="anna.weber@acme.example", phones="+4930123456", employers="acme")
    other = described("Anna Weber", emails="anna.weber2@acme.example", phones="+4930123456", employers="acme")
    assert outcome_of(one, other) is not CERTAIN


def test_two_mailboxes_at_one_firm_speak_against() -> None:
    one = described("Anna Weber", emails="anna.weber@acme.example", employers="acme")
    (apart,) = pairs_of(one, described("Anna Weber", emails="anna.weber2@acme.example", employers="acme"))
    (alone,) = pairs_of(one, described("Anna Weber", employers="acme"))
    assert apart.bits < alone.bits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nguyễn Văn An", "An Van Nguyen"),  # family name first
        ("Иванов Сергей", "Sergei Ivanov"),
        ("Κωνσταντίνος Παπαδημητρίου", "Konstantinos Papadimitrioy"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Seán Ó Briain", "Sean O'Briain"),
        ("William Okonkwo", "Bill Okonkwo"),
        ("Annamaria Rossi", "Anna Maria Rossi"),
        ("Jan van der Meer", "Jan Vandermeer"),
        ("Matthias Steinmetz", "Mathias Steinmetz"),
        ("J. Okonkwo", "Jane Okonkwo"),
        ("王思涵", "思涵王"),
    ],
)
def test_one_name_in_other_letters_at_one_firm_is_a_question(one: str, other: str) -> None:
    assert outcome_of(described(one, employers="acme"), described(other, employers="acme")) is PERHAPS


def test_a_maiden_name_with_the_same_mailbox_is_a_question() -> None:
    one = described("Yıldız Öztürk", emails="yildiz@acme.example", employers="acme")
    other = described("Yıldız Demir", emails="yildiz@acme.example", employers="acme")
    assert outcome_of(one, other) is PERHAPS


def test_a_name_in_two_scripts_that_cannot_be_compared_is_a_question_with_the_same_mailbox() -> None:
    one = described("김하윤", emails="hayoon.kim@acme.example", employers="acme")
    other = described("Kim Hayoon", emails="hayoon.kim@acme.example", employers="acme")
    assert outcome_of(one, other) is PERHAPS


def test_a_person_is_never_a_company() -> None:
    one = described("Anna Weber", slugs="anna")
    assert outcome_of(one, described("Anna Weber", slugs="anna", is_company=True)) is NO


def test_one_company_in_two_spellings_with_one_number_is_certain() -> None:
    one = described("Acme GmbH", phones="+4930123456", is_company=True)
    assert outcome_of(one, described("ACME", phones="+4930123456", is_company=True)) is CERTAIN


def test_a_word_that_has_no_latin_spelling_is_no_word() -> None:
    one = described("ъ Weber", emails="x@acme.example", employers="acme")
    assert pairs_of(one, described("Weber", emails="x@acme.example")) != []


def test_how_far_it_is_only_grows_up_to_a_known_figure() -> None:
    told: list[tuple[int, int]] = []
    people = [described("Anna Kowalczyk", employers="acme"), described("A. Kowalczyk", employers="acme")]
    pairs_of(*people, tick=lambda done, total: told.append((done, total)))
    done, totals = zip(*told, strict=True)
    assert set(totals) == {2 * len(people)}
    assert list(done) == sorted(done)
    assert done[-1] == totals[-1]
    assert len(told) > 3


def test_a_common_name_says_less_than_a_rare_one() -> None:
    crowd = [described("Peter Müller") for _ in range(60)]
    common = outcome_of(described("Peter Müller", employers="acme"), described("Peter Müller"), *crowd)
    rare = pairs_of(described("Xaver Quint", employers="a"), described("Xaver Quint"), *crowd)
    assert common is NO
    assert len([pair for pair in rare if pair.bits > 0]) == 1


def test_of_three_entries_two_questions_are_left() -> None:
    pairs = pairs_of(*(described("Anna Kowalczyk", employers="acme") for _ in range(3)))
    assert len(pairs) == 3
    assert len(forest(pairs)) == 2


def test_a_rule_brings_no_two_profiles_together_over_a_third() -> None:
    people = portrayed(
        described("Anna Weber", id=1, emails="a@x.example", slugs="anna-1"),
        described("Anna Weber", id=2, emails="a@x.example b@x.example"),
        described("Anna Weber", id=3, emails="b@x.example", slugs="anna-2"),
    )
    pairs = pairs_of(*(one.told for one in people))
    sure = [pair for pair in pairs if pair.outcome is CERTAIN]
    assert len(sure) == 2
    assert len(certain_groups(sure, {one.id: one for one in people}, set())) == 1


def test_a_rule_brings_no_two_together_who_are_not_the_same() -> None:
    people = portrayed(*(described("Anna Weber", id=at, emails="a@x.example") for at in (1, 2, 3)))
    sure = pairs_of(*(one.told for one in people))
    steps = certain_groups(sure, {one.id: one for one in people}, {(1, 3)})
    assert len(steps) == 1


def test_where_somebody_lives_and_works_is_nothing_to_ask_by_without_a_name() -> None:
    named = described("Anna Weber", employers="acme", at=HOUSE)
    nameless = described("(no name)", employers="acme", at=HOUSE)
    assert outcome_of(named, nameless) is NO


def test_a_mailbox_in_common_is_something_to_ask_by_without_a_name() -> None:
    assert (
        outcome_of(described("Anna Weber", emails="a@x.example"), described("", emails="a@x.example"))
        is not NO
    )


@pytest.mark.parametrize(
    ("elder", "younger"), [("Hans Maier", "Hans Maier jun."), ("Hans Maier sen.", "Hans Maier")]
)
def test_father_and_son_with_one_line_are_never_asked_about(elder: str, younger: str) -> None:
    line = "+49221111111"
    assert outcome_of(described(elder, phones=line), described(younger, phones=line)) is NO


def test_names_that_are_written_like_a_generation_are_names() -> None:
    assert (
        outcome_of(described("Amartya Sen", emails="s@x.example"), described("A. Sen", emails="s@x.example"))
        is not NO
    )
