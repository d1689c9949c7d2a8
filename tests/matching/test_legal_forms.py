"""One organisation has one key, whatever its legal form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders.rules import rule_text, shipped_normaliser
from weavit_desktop.errors import InputRefused
from weavit_desktop.matching.legal_forms import read_legal_forms

key = shipped_normaliser().organisation_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Müller GmbH & Co. KG", "MUELLER"),
        ("Eni S.p.A.", "ENI S. p. A."),
        ("PT Bank Mandiri (Persero) Tbk", "Bank Mandiri, PT"),
        ("株式会社トヨタ", "トヨタ（株）"),
        ("华为技术有限公司", "华为技术"),
        ("삼성전자 주식회사", "삼성전자"),
        ("Novo Nordisk A/S", "Novo Nordisk"),
        ("Acme, Inc.", "ACME Corporation Ltd"),
        ("The Coca-Cola Company", "Coca Cola"),
        ("J.P. Morgan", "JP Morgan & Co."),
        ("Grupo Bimbo, S.A.B. de C.V.", "Grupo Bimbo"),
        ("Johnson and Johnson", "Johnson & Johnson Inc"),
        ("ООО Ромашка", "Romashka"),
        ("Veldmark Foods Sp. z o.o.", "Veldmark Foods B.V."),
        ("L'Oréal S.A.", "L’OREAL"),
    ],
)
def test_the_legal_form_makes_no_difference(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(
    "written",
    [
        *("Acme AG", "Acme GmbH und Co. KG", "Acme Ges.m.b.H.", "Acme KGaA", "Acme SE & Co. KGaA", "Acme eG"),
        *(
            "Acme Ltd",
            "Acme plc",
            "Acme LLP",
            "Acme, Inc.",
            "Acme L.L.C.",
            "The Acme Company",
            "Acme Pty Ltd",
        ),
        *("Acme Pte. Ltd.", "Acme Sdn. Bhd.", "Acme Private Limited", "Acme Ltd/Ltée", "Acme W.L.L."),
        *("Acme SA/NV", "Acme NV/SA", "Acme S.A./N.V.", "Acme B.V.", "Acme BVBA", "Stichting Acme"),
        *("Acme SARL", "Acme S.à r.l.", "Acme S.A.S.", "Acme S.C.A.", "Acme Société par actions simplifiée"),
        *("Acme SpA", "Acme S.r.l. Unipersonale", "Acme Società a responsabilità limitata"),
        *("Acme S.L.U.", "Acme S de RL de CV", "Acme Ltda.", "Acme S/A", "Acme, Lda."),
        *("Acme A/S", "Acme ApS", "Acme AB (publ)", "Acme Aktiebolag", "Acme Oy", "Acme Oyj", "Acme ehf."),
        *("Acme Sp. z o.o.", "Acme Spółka z ograniczoną odpowiedzialnością", "Acme s.r.o.", "Acme a.s."),
        *("Acme Kft", "Acme Zrt.", "Acme d.o.o.", "Acme EOOD", "SIA Acme", "UAB Acme", "Acme OÜ"),
        *("OOO Acme", "ООО «Acme»", "АО «Acme»", 'ПАО "Acme"', "ТОВ Acme", "ТзОВ Acme", "Acme LLP (TOO)"),
        *("Acme A.Ş.", "Acme Anonim Şirketi", "Acme Limited Şirketi", "Acme Ε.Π.Ε.", "Acme PJSC"),
        *("PT Acme Tbk", "PT. Acme (Persero) Tbk.", "CTCP Acme", "Công ty TNHH Acme", "บริษัท Acme จำกัด"),
        *(
            "株式会社Acme",
            "Acme株式會社",
            "Acme（株）",
            "Acme K.K.",
            "(주)Acme",
            "주식회사 Acme",
            "Acme股份有限公司",
        ),
    ],
)
def test_legal_forms_of_many_countries_are_taken_off(written: str) -> None:
    assert key(written) == "acme"


@pytest.mark.parametrize(
    ("one", "other"), [("Acme Foods", "Acme Steel"), ("Johnson & Johnson", "Johnson"), ("3M", "3i")]
)
def test_other_words_make_another_organisation(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("name", ["AG", "S.A. de C.V.", "株式会社", "& Co", "PT"])
def test_a_name_that_is_only_a_legal_form_is_kept(name: str) -> None:
    assert key(name)


@given(
    st.lists(st.sampled_from([*"ab", "GmbH", "Co", "KG", "&", "PT", "The", "株式会社", "Inc."]), min_size=1)
)
def test_a_name_with_a_letter_never_loses_all(words: list[str]) -> None:
    name = " ".join(words)
    assert key(name) or words == ["&"] * len(words)


@given(
    st.from_regex("[A-Z][a-z]{5,9} [A-Z][a-z]{5,9}", fullmatch=True),
    st.sampled_from(sorted(shipped_normaliser().legal_forms.trailing)),
)
def test_any_legal_form_behind_a_name_changes_nothing(name: str, form: tuple[str, ...]) -> None:
    assert key(f"{name} {' '.join(form)}") == key(name)


def test_a_file_without_its_sections_is_refused() -> None:
    with pytest.raises(InputRefused, match="sections"):
        read_legal_forms(rule_text("legal_forms.txt").replace("[trailing]", "[behind]"))
