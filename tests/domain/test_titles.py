"""Level and function from a job title (scoring.md 2, import.md)."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.shared_data import shared_data
from weavit_core.taxonomy import Function, Level
from weavit_desktop.domain.title_rules import TitleRules, read_title_rules
from weavit_desktop.domain.titles import TitleReading, classify
from weavit_desktop.errors import InputRefused
from weavit_desktop.resources import resource

TITLES = [
    # English
    ("Chief Executive Officer", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("C.E.O.", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("CFO", Level.C_LEVEL, Function.FINANCE),
    ("Founder & CTO", Level.C_LEVEL, Function.IT),
    ("Managing Partner", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("President", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Vice President", Level.VP, Function.UNKNOWN),
    ("V.P. of Sales", Level.VP, Function.SALES),
    ("SVP, Human Resources", Level.VP, Function.HR),
    ("Head of Procurement", Level.DIRECTOR, Function.PROCUREMENT),
    ("Global Head of IT Procurement", Level.DIRECTOR, Function.PROCUREMENT),
    ("R & D Director", Level.DIRECTOR, Function.ENGINEERING_RD),
    ("IT Project Manager", Level.MANAGER, Function.IT),
    ("Project Manager", Level.MANAGER, Function.OPERATIONS),
    ("Team Lead Customer Service", Level.MANAGER, Function.OPERATIONS),
    ("Legal Counsel", Level.STAFF, Function.LEGAL),
    ("Senior Software Engineer", Level.STAFF, Function.IT),
    ("Data Protection Officer", Level.STAFF, Function.RISK_COMPLIANCE),
    ("Graphic Designer", Level.STAFF, Function.MARKETING_COMMUNICATION),
    # Deutsch
    ("Geschäftsführer", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Geschaeftsfuehrerin Vertrieb", Level.C_LEVEL, Function.SALES),
    ("Mitglied des Vorstands", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Vertriebsleiter/in", Level.DIRECTOR, Function.SALES),
    ("Leiter:in Unternehmenskommunikation", Level.DIRECTOR, Function.MARKETING_COMMUNICATION),
    ("stellv. Leiter Rechtsabteilung", Level.DIRECTOR, Function.LEGAL),
    ("Teamleiter Einkauf", Level.MANAGER, Function.PROCUREMENT),
    ("Projektleiterin", Level.MANAGER, Function.OPERATIONS),
    ("Manager*in Controlling", Level.MANAGER, Function.FINANCE),
    ("Sachbearbeiter Rechnungswesen", Level.STAFF, Function.FINANCE),
    ("Halbleiter-Ingenieur", Level.STAFF, Function.ENGINEERING_RD),
    # Français
    ("Présidente-directrice générale", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Directrice des achats", Level.DIRECTOR, Function.PROCUREMENT),
    ("Responsable marketing", Level.MANAGER, Function.MARKETING_COMMUNICATION),
    ("Chef de projet informatique", Level.MANAGER, Function.IT),
    ("Chargé(e) de communication", Level.STAFF, Function.MARKETING_COMMUNICATION),
    ("Vice-président Ventes", Level.VP, Function.SALES),
    # Español
    ("Consejero delegado", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Directora financiera", Level.DIRECTOR, Function.FINANCE),
    ("Jefe de compras", Level.MANAGER, Function.PROCUREMENT),
    ("Abogada", Level.STAFF, Function.LEGAL),
    # Italiano
    ("Amministratore delegato", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Direttore commerciale", Level.DIRECTOR, Function.SALES),
    ("Responsabile risorse umane", Level.MANAGER, Function.HR),
    ("Addetta alla contabilità", Level.STAFF, Function.FINANCE),
    # Português
    ("Sócio-gerente", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Diretor de vendas", Level.DIRECTOR, Function.SALES),
    ("Gerente de TI", Level.MANAGER, Function.IT),
    # Nederlands
    ("Algemeen directeur", Level.C_LEVEL, Function.GENERAL_MANAGEMENT),
    ("Hoofd inkoop", Level.DIRECTOR, Function.PROCUREMENT),
    ("Teamleider klantenservice", Level.MANAGER, Function.OPERATIONS),
    # Institutional finance
    ("Head of Manager Selection", Level.DIRECTOR, Function.BUSINESS_LINE),
    ("Analyst, Manager Selection", Level.STAFF, Function.BUSINESS_LINE),
    ("Leiter Kapitalanlagen", Level.DIRECTOR, Function.BUSINESS_LINE),
    ("Chief Investment Officer", Level.C_LEVEL, Function.BUSINESS_LINE),
    ("Chief Information Officer", Level.C_LEVEL, Function.IT),
    ("Portfolio Manager Fixed Income", Level.MANAGER, Function.BUSINESS_LINE),
]

ASSISTING = [
    "Assistant to the CEO",
    "Executive Assistant to the Chief Financial Officer",
    "CEO Assistant",
    "Director's Assistant",
    "Assistentin der Geschäftsführung",
    "Referent des Vorstands",
    "Vorstandsassistent",
    "Assistante de direction",
    "Asistente del director general",
    "Assistente del direttore",
    "Assistente do diretor",
    "Assistent van de directeur",
]

NOT_WHAT_THE_WORD_SAYS = [
    ("Product Owner", Level.STAFF),
    ("HR Business Partner", Level.STAFF),
    ("Lead Generation Specialist", Level.STAFF),
    ("Management Consultant", Level.STAFF),
    ("Chief of Staff to the CEO", Level.DIRECTOR),
]


@pytest.fixture(scope="module")
def rules() -> TitleRules:
    return read_title_rules(resource("rules/titles.toml").read_text(encoding="utf-8"))


def read(title: str, rules: TitleRules, organization: str = "") -> TitleReading:
    return classify(title, organization, rules)


@pytest.mark.parametrize(("title", "level", "function"), TITLES)
def test_a_title_has_a_level_and_a_function(
    title: str, level: Level, function: Function, rules: TitleRules
) -> None:
    reading = read(title, rules)
    assert (reading.level, reading.function) == (level, function)


@pytest.mark.parametrize("title", ASSISTING)
def test_who_assists_is_staff_whomever_they_assist(title: str, rules: TitleRules) -> None:
    assert read(title, rules).level is Level.STAFF


@pytest.mark.parametrize(("title", "level"), NOT_WHAT_THE_WORD_SAYS)
def test_a_longer_phrase_outweighs_a_word_in_it(title: str, level: Level, rules: TitleRules) -> None:
    assert read(title, rules).level is level


def test_an_assistant_director_is_a_director(rules: TitleRules) -> None:
    assert read("Assistant Director", rules).level is Level.DIRECTOR


def test_a_second_title_counts_beside_that_of_an_assistant(rules: TitleRules) -> None:
    assert read("Assistant to the CEO | Board Member", rules).level is Level.C_LEVEL


@pytest.mark.parametrize("title", ["Director and VP", "VP and Director", "Manager, Director, VP"])
def test_of_two_levels_the_higher_counts(title: str, rules: TitleRules) -> None:
    assert read(title, rules).level is Level.VP


@pytest.mark.parametrize(
    ("title", "organization", "function"),
    [
        ("CIO", "Acme Software GmbH", Function.IT),
        ("CIO", "Northern Pension Fund", Function.BUSINESS_LINE),
        ("CIO", "Versorgungswerk der Ärzte", Function.BUSINESS_LINE),
        ("CIO Fixed Income", "", Function.BUSINESS_LINE),
        ("CIO and CTO", "", Function.IT),
    ],
)
def test_a_cio_invests_or_informs_by_context(
    title: str, organization: str, function: Function, rules: TitleRules
) -> None:
    assert read(title, rules, organization).function is function


def test_the_reading_names_the_rules_that_fired(rules: TitleRules) -> None:
    reading = read("Leiter Einkauf", rules)
    assert (reading.level_rule, reading.function_rule) == ("de: leiter", "de: einkauf*")


def test_nothing_is_known_of_an_unknown_title(rules: TitleRules) -> None:
    assert read("Xyzzy", rules) == TitleReading(Level.UNKNOWN, "", Function.UNKNOWN, "", 0.0)


def test_confidence_falls_from_a_plain_level_to_a_weak_one_to_none_named(rules: TitleRules) -> None:
    plain, two, weak, none = (
        read(title, rules).confidence for title in ("Sales Director", "Director, VP", "Partner", "Sales")
    )
    assert 1 > plain > two > weak > none > 0


@pytest.mark.parametrize("title", [title for title, _, _ in TITLES])
def test_case_changes_nothing(title: str, rules: TitleRules) -> None:
    read_upper, as_written = read(title.upper(), rules), read(title, rules)
    assert (read_upper.level, read_upper.function) == (as_written.level, as_written.function)


@given(st.text())
def test_every_text_is_read(rules: TitleRules, text: str) -> None:
    reading = read(text, rules, text)
    assert (reading.level is Level.UNKNOWN) == (reading.confidence == 0)


def test_nine_in_ten_labelled_titles_have_their_level(rules: TitleRules) -> None:
    """Staff and Unknown are the data's "Other". At least .89 (scoring.md 2)."""
    names = {"C-Suite": Level.C_LEVEL, "VP": Level.VP, "Director": Level.DIRECTOR, "Manager": Level.MANAGER}
    with (shared_data("titles") / "rootstrap_level.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    right = sum(
        names.get(label, Level.STAFF)
        is (Level.STAFF if (level := read(title, rules).level) is Level.UNKNOWN else level)
        for title, label in rows
    )
    assert right / len(rows) >= 0.89


@pytest.mark.parametrize(
    "text",
    [
        "not toml",
        '[level.boss]\nen = ["boss"]',
        '[level.vp]\nen = ["key vp*"]',
        '[function.sales]\nen = [""]',
        "[level.vp]\nen = 5",
        '[[context]]\nphrase = "cio"',
    ],
)
def test_a_rule_file_that_makes_no_sense_is_refused(text: str) -> None:
    with pytest.raises(InputRefused, match="title rules"):
        read_title_rules(text)
