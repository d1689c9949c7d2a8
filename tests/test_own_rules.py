"""A folder of one's own rules is laid over the shipped ones, and nonsense says where (docs/rules.md)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from platformdirs import user_config_path

from builders.command_line import program, weavit
from weavit_core.taxonomy import Function, Level
from weavit_desktop.errors import InputRefused
from weavit_desktop.own_rules import CHECKS
from weavit_desktop.resources import resource
from weavit_desktop.rules import Rules, load_rules


def own(folder: Path, name: str, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def rules(folder: Path, name: str, text: str) -> Rules:
    return load_rules(own=own(folder, name, text))


def test_without_a_folder_the_shipped_rules_hold(tmp_path: Path) -> None:
    assert load_rules(own=tmp_path / "none").read_title("CFO", "").level is Level.C_LEVEL


def test_a_phrase_of_ones_own_wins(tmp_path: Path) -> None:
    text = '[level.director]\nen = ["cfo", "grand poobah"]\n[function.sales]\nen = ["grand poobah"]\n'
    mine = rules(tmp_path / "rules", "titles.toml", text)
    assert mine.read_title("CFO", "").level is Level.DIRECTOR
    reading = mine.read_title("Grand Poobah", "")
    assert (reading.level, reading.function) == (Level.DIRECTOR, Function.SALES)
    assert mine.read_title("VP Marketing", "").level is Level.VP


def test_a_phrase_of_ones_own_wins_over_one_that_is_silent_as_shipped(tmp_path: Path) -> None:
    text = '[level.vp]\nen = ["assistant to"]'
    assert rules(tmp_path / "rules", "titles.toml", text).read_title("Assistant to X", "").level is Level.VP


def test_lists_are_added_to_and_taken_from(tmp_path: Path) -> None:
    text = "veldmark.example  # they give one to anyone\n-gmail.com\n"
    normaliser = rules(tmp_path / "rules", "free_mail.txt", text).normaliser
    assert normaliser.is_free_mail("veldmark.example")
    assert not normaliser.is_free_mail("gmail.com")
    assert normaliser.is_free_mail("gmx.de")


def test_each_list_can_be_laid_over(tmp_path: Path) -> None:
    folder = own(tmp_path / "rules", "no_employers.txt", "Gardening leave\n-Retired\n")
    own(folder, "legal_forms.txt", "[trailing]\nUnLtd\n-GmbH\n")
    own(folder, "role_mailboxes.txt", "frontdesk*\n")
    own(folder, "names.toml", 'honorifics = ["baron"]\nnicknames = "bartholomew barty"\n')
    mine = load_rules(own=folder)
    assert mine.organisation_key("Gardening Leave") == ""
    assert mine.organisation_key("Retired") == "retired"
    assert mine.organisation_key("Acme UnLtd") == "acme"
    assert mine.organisation_key("Acme GmbH") == "acme gmbh"
    assert mine.normaliser.is_role_address("frontdesk.bern@acme.example")
    assert mine.normaliser.compatible_names("Baron Barty Ray", "Bartholomew Ray")
    assert mine.normaliser.compatible_names("Dr. Bob Ray", "Robert Ray")


@pytest.mark.parametrize(
    ("name", "text", "where"),
    [
        ("titles.toml", '[level.vp]\nen = ["x"\n\n[level.staff]', "titles.toml, line 4"),
        ("titles.toml", '[level.vp]\nen = ["x"]\n[level.boss]\nen = ["y"]', "titles.toml, line 3"),
        ("titles.toml", '\n[levels.vp]\nen = ["x"]', "titles.toml, line 2"),
        ("titles.toml", '[level.vp]\nen = ["x"]\nde = "leiter"', "titles.toml, line 3"),
        ("titles.toml", '[level.vp]\nen = [\n  "key vp*",\n]', "titles.toml, line 3"),
        ("titles.toml", '[level.vp]\nen = [\n  "ein*kauf",\n]', "titles.toml, line 3"),
        ("names.toml", 'honorifics = ["x"]\nhonorific = ["dr"]', "names.toml, line 2"),
        ("names.toml", 'honorifics = "dr"', "names.toml, line 1"),
        ("free_mail.txt", "# mine\nanna@gmail.com", "free_mail.txt, line 2"),
        ("role_mailboxes.txt", "info\n*desk", "role_mailboxes.txt, line 2"),
        ("no_employers.txt", "Freelance\n\n--", "no_employers.txt, line 3"),
        ("legal_forms.txt", "GmbH", "legal_forms.txt, line 1"),
        ("legal_forms.txt", "[trailing]\nGmbH\n[behind]", "legal_forms.txt, line 3"),
    ],
)
def test_nonsense_names_its_file_and_line(tmp_path: Path, name: str, text: str, where: str) -> None:
    with pytest.raises(InputRefused, match=where):
        rules(tmp_path / "rules", name, text)


LISTED, LANGUAGES = "a list of words between quotes", "a table, as in [level.vp]"


@pytest.mark.parametrize(
    ("name", "text", "line", "says"),
    [
        ("names.toml", 'honorifics = "baron"', 1, f"'honorifics' is text and should be {LISTED}"),
        ("names.toml", "\ncredentials = 3", 2, f"'credentials' is a number and should be {LISTED}"),
        ("names.toml", 'credentials = ["cdir", 3]', 1, "'credentials' holds a number and should be words"),
        ("names.toml", 'honorifics = ["baron", ""]', 1, "'honorifics' holds an empty word"),
        ("names.toml", 'pronouns = "xe"', 1, f"'pronouns' is text and should be {LISTED}"),
        ("names.toml", 'nicknames = ["bartholomew barty"]', 1, "'nicknames' is a list and should be text"),
        ("names.toml", 'generations = ["jr"]', 1, "'generations' is a list and should be a table"),
        (
            "names.toml",
            '# jr = 1\n[generations]\nsr = ["older"]\njr = "minor"',
            4,
            f"'generations.jr' is text and should be {LISTED}",
        ),
        ("names.toml", "[generations]\njr = [1979-05-27]", 2, "'generations.jr' holds a date or time"),
        ("titles.toml", "level = true", 1, "'level' is true or false and should be a table"),
        ("titles.toml", '[level]\nvp = ["boss"]', 2, f"'level.vp' is a list and should be {LANGUAGES}"),
        (
            "titles.toml",
            '[level.vp]\nen=["boss"]\n[level.staff]\nen="hand"',
            4,
            f"'level.staff.en' is text and should be {LISTED}, as in en = [\"head of\"]",
        ),
        ("titles.toml", "[level.vp]\nen = [[1]]", 2, "'level.vp.en' holds a list and should be words"),
        ("titles.toml", 'silent_function = "x"', 1, "'silent_function' is text and should be a table"),
        ("titles.toml", '[assists]\nen = "to"', 2, f"'assists.en' is text and should be {LISTED}"),
        ("titles.toml", '# mine!\n[function.sales]\nen = ["!"]', 3, "'!' has no letter"),
        ("titles.toml", '\n[context]\nphrase = "cio"', 2, "'context' is a table and should be written"),
        ("titles.toml", 'context = ["cio"]', 1, "'context' is text and should be a table"),
        ("titles.toml", '\n[[context]]\nfunction = "nope"', 2, "this [[context]] has no 'phrase'"),
        (
            "titles.toml",
            '[[context]]\nphrase = "cio"\nfunction = "nope"\nwords = ["fund"]',
            3,
            "'nope' is none of general_management",
        ),
        (
            "titles.toml",
            '[[context]]\nphrase = "cio"\nfunction = "it"\nwords = ["fund"]\n\n'
            '[[context]]\nphrase = "cto"\nfunction = "it"\nwords = "fund"',
            9,
            f"'context.words' is text and should be {LISTED}",
        ),
        (
            "titles.toml",
            '[[context]]\nphrase = ["cio"]\nfunction = "it"\nwords = ["fund"]',
            2,
            "'context.phrase' is a list and should be text between quotes",
        ),
        (
            "titles.toml",
            '[[context]]\nphrase = "?"\nfunction = "it"\nwords = ["fund"]',
            2,
            "'?' has no letter",
        ),
        (
            "titles.toml",
            '[[context]]\nphrase = "cio"\nfunction = 3\nwords = ["fund"]',
            3,
            "'context.function' is a number and should be text between quotes",
        ),
        (
            "titles.toml",
            '[[context]]\nphrase = "cio"\nfunction = "it"\nwords = ["fund"]\nlevel = "vp"',
            5,
            "and no 'level'",
        ),
        ("titles.toml", '[level.vp]\nen = ["boss"', 2, "Unclosed array"),
        ("titles.toml", "[level.vp]\n\n[level.vp]", 3, "Cannot declare 'level.vp' twice"),
        ("free_mail.txt", '\n["gmx.example"]', 2, "is no domain"),
        ("role_mailboxes.txt", '["info"]', 1, "is not what stands before the @"),
        ("no_employers.txt", 'words = ["Freelance"]', 1, "is written as in a TOML file"),
        ("legal_forms.txt", '[trailing]\n"UnLtd"', 2, "is written as in a TOML file"),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused_in_plain_words(
    tmp_path: Path, name: str, text: str, line: int, says: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        rules(tmp_path / "rules", name, text)
    sentence = str(refused.value)
    assert f"{name}, line {line}: " in sentence
    assert says in sentence


def test_a_file_that_is_no_text_names_its_line(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"free_mail\.txt, line 2"):
        load_rules(own=own(tmp_path / "rules", "free_mail.txt", b"gmx.de\n\xff\xfe.de\n"))


def test_a_rule_file_of_an_unknown_name_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match=r"no rules called title\.toml"):
        rules(tmp_path / "rules", "title.toml", "")


def test_other_files_beside_them_are_none_of_our_business(tmp_path: Path) -> None:
    load_rules(own=own(tmp_path / "rules", ".titles.toml.swp", b"\0"))
    load_rules(own=own(tmp_path / "rules", "README.md", "mine"))


@pytest.mark.parametrize("name", sorted(CHECKS))
def test_every_shipped_file_would_be_accepted_as_ones_own(name: str) -> None:
    CHECKS[name](resource(f"rules/{name}").read_text(encoding="utf-8"))


@pytest.mark.skipif(sys.platform != "linux", reason="the folder can be set by the environment on Linux alone")
def test_the_program_reads_the_folder_and_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    maya = weavit(tmp_path / "vault", program)
    folder = user_config_path("Weavit", appauthor=False, roaming=True) / "rules"
    folder.mkdir(parents=True)
    own(folder, "titles.toml", '[level.vp]\nen = ["grand poobah"]')
    who = maya.ask("add", "Anna Berg", "--title", "Grand Poobah")["id"]
    assert maya.ask("person", who)["level"] == "vp"
    own(folder, "titles.toml", "[level.boss]\nen = []")
    ran = maya("add", "Bo Lind")
    assert (ran.code, ran.err.count("\n")) == (5, 1)
    assert "titles.toml, line 1" in ran.err
