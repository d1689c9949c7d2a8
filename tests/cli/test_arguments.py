"""The common options may stand anywhere in the line."""

from __future__ import annotations

from weavit_desktop.cli.arguments import hoist


def test_a_common_option_behind_the_command_counts_as_one_before_it() -> None:
    assert hoist(["people", "anna", "--json", "--vault", "v"]) == ["--json", "--vault", "v", "people", "anna"]


def test_a_value_joined_by_an_equals_sign_stays_with_its_option() -> None:
    assert hoist(["people", "--vault=v"]) == ["--vault=v", "people"]


def test_the_value_of_an_option_is_never_taken_for_an_option() -> None:
    assert hoist(["people", "--vault", "--json"]) == ["--vault", "--json", "people"]


def test_an_option_without_its_value_is_left_for_the_parser_to_refuse() -> None:
    assert hoist(["people", "--vault"]) == ["--vault", "people"]


def test_what_follows_a_bare_double_dash_is_data() -> None:
    assert hoist(["add", "--", "--json"]) == ["add", "--", "--json"]
