"""What the columns of an unknown table are taken for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from weavit_desktop.importing.columns.mapping import Field, Target
from weavit_desktop.importing.columns.proposing import propose


def fields(header: str, *samples: str) -> list[str | None]:
    """Return the fields of columns given as "a;b;c", with one row of samples."""
    names = header.split(";")
    cells = [[row.split(";")[at] for row in samples if row.split(";")[at]] for at in range(len(names))]
    return [target and str(target.field) for target in propose(names, cells).targets]


@pytest.mark.parametrize(
    "header",
    [
        "First Name;Last Name;Company;Job Title;Email;Phone;City;Notes",
        "FirstName;LastName;CompanyName;JobTitle;EmailAddress;PhoneNumber;City;Comments",
        "Vorname;Nachname;Firma;Funktion;E-Mail-Adresse;Telefonnummer;Ort;Bemerkungen",
        "Prénom;Nom;Société;Fonction;Adresse e-mail;Téléphone;Ville;Commentaires",
        "Nombre;Apellidos;Empresa;Cargo;Correo electrónico;Teléfono;Ciudad;Observaciones",
        "Nome;Cognome;Azienda;Ruolo;Indirizzo email;Telefono;Città;Note",
        "Voornaam;Achternaam;Bedrijf;Functie;E-mailadres;Telefoonnummer;Plaats;Opmerkingen",
        "Nome;Sobrenome;Empresa;Cargo;E-mail;Telefone;Cidade;Observações",
    ],
)
def test_columns_are_known_in_many_languages(header: str) -> None:
    wanted = ["given", "family", "organization", "title", "email", "phone", "locality", "note"]
    assert fields(header) == wanted


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("Work Email 2", Target(Field.EMAIL, ("work",))),
        ("E-Mail (privat)", Target(Field.EMAIL, ("home",))),
        ("Mobile", Target(Field.PHONE, ("cell",))),
        ("Handynummer", Target(Field.PHONE, ("cell",))),
        ("Company Phone", Target(Field.PHONE, ("work",))),
        ("Téléphone portable", Target(Field.PHONE, ("cell",))),
        ("Business City", Target(Field.LOCALITY, ("work",), group="work address")),
        ("PLZ", Target(Field.POSTAL_CODE, group="address")),
        ("Person LinkedIn URL", Target(Field.URL)),
        ("Geburtsdatum", Target(Field.BIRTHDAY)),
    ],
)
def test_a_name_may_say_the_kind_too(name: str, target: Target) -> None:
    assert propose([name], [()]).targets == (target,)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Name;Email", ["name", "email"]),
        ("Name;Vorname", ["family", "given"]),
        ("Nom;Prénom", ["family", "given"]),
        ("Nombre;Apellidos", ["given", "family"]),
        ("Name;First Name;Last Name", ["name", "given", "family"]),
    ],
)
def test_a_name_means_what_its_neighbours_leave(header: str, wanted: list[str]) -> None:
    assert fields(header) == wanted


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        (
            "First Name;Last Name;Title;Account Name;Mobile;Mailing Street;Mailing Zip/Postal Code;User",
            ["given", "family", "title", "organization", "phone", "street", "postal_code", None],
        ),
        (
            "Record ID;Associated Company;Email;Phone Number;Contact owner;Last Activity Date",
            ["id", "organization", "email", "phone", None, None],
        ),
        (
            "Display Name;Primary Email;Secondary Email;Work Phone;Fax Number;Home ZipCode;Screen Name",
            ["name", "email", "email", "phone", "phone", "postal_code", None],
        ),
        (
            "Person - Name;Organization - Name;Person - Email - Work;Work Direct Phone;Email Status",
            ["name", "organization", "email", "phone", None],
        ),
    ],
)
def test_the_tables_of_other_programs_are_understood(header: str, wanted: list[str | None]) -> None:
    assert fields(header) == wanted


def test_a_title_is_the_job_unless_it_is_mister() -> None:
    assert fields("Name;Title", "Anna;VP Sales", "Bo;CFO") == ["name", "title"]
    assert fields("Name;Title", "Anna;Ms.", "Bo;Prof. Dr.") == ["name", "prefix"]
    assert fields("Name;Title;Position", "Anna;Ms.;CFO") == ["name", "prefix", "title"]


def test_what_is_in_a_column_counts_where_its_name_says_nothing() -> None:
    row = "a@x.example;+49 30 123456;https://x.example;2026"
    assert fields("A;B;C;D", row) == ["email", "phone", "url", None]


def test_a_column_without_a_single_address_is_not_of_addresses() -> None:
    assert fields("Name;Email", "Anna;yes", "Bo;no") == ["name", None]
    assert fields("Name;Phone", "Anna;yes") == ["name", None]


def test_an_id_is_one_only_if_no_two_are_the_same() -> None:
    assert fields("ID;Name", "1;Anna", "2;Bo") == ["id", "name"]
    assert fields("ID;Name", "1;Anna", "1;Bo") == [None, "name"]


def test_a_field_that_one_has_once_is_one_column() -> None:
    assert fields("Name;Company;Firma;Email;E-Mail 2") == ["name", "organization", None, "email", "email"]


def test_several_values_in_a_cell_are_parted() -> None:
    mapping = propose(
        ["Name", "Emails", "Tags", "Phone"],
        [["Anna"], ["a@x.example; b@x.example", "c@x.example"], ["red, blue"], ["+49 (30) 1"]],
    )
    assert [target and target.separator for target in mapping.targets] == ["", ";", ",", ""]


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("Name;Phone;Phone Type", ["name", "phone", "label"]),
        ("Name;Email 1 Label;Email 1;Email 2 Label;Email 2", ["name", "label", "email", "label", "email"]),
        ("Name;Event 1 - Type;Event 1 - Value", ["name", "label", "event"]),
        ("Name;Telefon Art;Telefon", ["name", "label", "phone"]),
        ("Name;Phone Type", ["name", None]),
        ("Name;Phone;Type", ["name", "phone", None]),
    ],
)
def test_a_column_that_tells_the_kind_of_another_is_its_label(header: str, wanted: list[str | None]) -> None:
    assert fields(header) == wanted


def test_each_label_is_in_the_group_of_its_column() -> None:
    names = ["Name", "Email 1 Label", "Email 1", "Email 2 Label", "Email 2"]
    _, label, first, other, second = propose(names, [()] * 5).targets
    assert label
    assert first
    assert other
    assert second
    assert (label.group, other.group) == (first.group, second.group)
    assert first.group != second.group


def test_an_event_is_one_only_with_days_in_it() -> None:
    assert fields("Name;Event", "Anna;3/4/2024") == ["name", "event"]
    assert fields("Name;Event", "Anna;Sibos") == ["name", None]


def test_several_addresses_in_a_cell_say_what_it_is_too() -> None:
    assert fields("Who;Reach", "Anna;a@x.example, b@x.example") == [None, "email"]


@given(st.lists(st.tuples(st.text(), st.lists(st.text(min_size=1), max_size=5)), max_size=6))
def test_any_columns_get_one_answer_each(columns: list[tuple[str, list[str]]]) -> None:
    mapping = propose([name for name, _ in columns], [texts for _, texts in columns])
    assert len(mapping.targets) == len(columns)
