"""The files with rules and events: what ships, and one line for every fault."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from statistics_wereld import Wereld

from helpende_data.errors import ContractError, HelpendeDataError, SourceError
from helpende_data.files import Werkmap
from helpende_data.statistics.regels import (
    GEBEURTENISSEN,
    VERGELIJKING,
    Gebeurtenis,
    read_gebeurtenissen,
    read_regels,
)

REGELS = Werkmap(Path("nergens")).data_file(VERGELIJKING).read_text("utf-8")
GEBEURTENIS = """
[[gebeurtenis]]
indicatoren = ["meldingen"]
gebieden = ["RA-GZ"]
datum = 2021-04-01
soort = "kanttekening"
zin = "Er veranderde iets."
bron = "Regioaanpak 2021-2025, bijlage 4"
"""


def test_the_changes_of_annex_4_and_the_protocol_of_2019_ship_with_the_tool(echt: Wereld) -> None:
    """Regioaanpak Gelderland-Zuid 2021-2025, annex 4."""
    gevonden = {(g.datum, g.soort, i) for g in echt.gebeurtenissen for i in g.indicatoren}
    for verwacht in (
        (date(2019, 1, 1), "breuk", "meldingen"),
        (date(2019, 1, 1), "breuk", "adviezen"),
        (date(2021, 6, 1), "kanttekening", "adviezen"),
        (date(2021, 4, 1), "kanttekening", "meldingen"),
        (date(2021, 1, 1), "kanttekening", "huisverboden"),
        (date(2021, 4, 1), "kanttekening", "actieve_betrokkenheid_casussen"),
    ):
        assert verwacht in gevonden


def test_every_event_has_a_sentence_a_source_and_a_place(echt: Wereld) -> None:
    for g in echt.gebeurtenissen:
        assert g.soort in ("breuk", "kanttekening")
        assert g.zin.endswith(".")
        assert g.zin[0].isupper()
        assert max(len(zin.split()) for zin in g.zin.split(". ")) <= 20
        if g.soort == "kanttekening":
            assert g.bron == "Regioaanpak 2021-2025, bijlage 4"


def test_the_breaks_of_the_registry_all_have_an_event(echt: Wereld) -> None:
    for code, indicator in echt.feiten.indicatoren.by_code.items():
        for breuk in indicator.breuken:
            assert any(
                g.soort == "breuk" and code in g.indicatoren and str(g.datum.year) == breuk
                for g in echt.gebeurtenissen
            ), code


@pytest.mark.parametrize(
    ("code", "indicator", "uitsplitsing", "raakt"),
    [
        ("RA-GZ", "meldingen", "totaal", True),
        ("VT-GZ", "meldingen", "aard:overig", True),
        ("VT06", "meldingen", "totaal", True),
        ("SR-RIV", "meldingen", "totaal", True),
        ("GM0225", "meldingen", "totaal", True),
        ("NL01", "meldingen", "totaal", False),
        ("PV25", "meldingen", "totaal", False),
        ("GM0363", "meldingen", "totaal", False),
        ("GM0225", "adviezen", "totaal", False),
    ],
)
def test_an_event_of_a_region_is_about_all_its_parts(
    echt: Wereld, code: str, indicator: str, uitsplitsing: str, raakt: bool
) -> None:
    g = Gebeurtenis(("meldingen",), ("RA-GZ",), date(2021, 4, 1), "kanttekening", "Zin.", "bron")
    assert g.touches(echt.feiten.gebieden, code, indicator, uitsplitsing) is raakt


def test_an_event_of_one_dimension_is_not_about_the_total(echt: Wereld) -> None:
    g = Gebeurtenis(("meldingen.eerder",), ("*",), date(2021, 4, 1), "kanttekening", "Z.", "bron")
    assert g.touches(echt.feiten.gebieden, "NL01", "meldingen", "eerder:hermelding")
    assert not g.touches(echt.feiten.gebieden, "NL01", "meldingen", "totaal")


@pytest.mark.parametrize(
    ("datum", "jaren"), [(date(2019, 1, 1), (2019,)), (date(2021, 6, 1), (2021, 2022))]
)
def test_a_break_within_a_year_sets_that_year_apart(datum: date, jaren: tuple[int, ...]) -> None:
    g = Gebeurtenis(("meldingen",), ("*",), datum, "breuk", "Zin.", "bron")
    assert g.first_years == jaren


@pytest.mark.parametrize(
    ("tekst", "soort", "zin"),
    [
        ("[familie\n", SourceError, "dit is geen geldige TOML"),
        (REGELS.replace("factor = 2", ""), ContractError, "ontbreekt: factor"),
        (REGELS.replace("factor = 2", "factor = 2\nkleur = 1"), ContractError, "onbekend: kleur"),
        (REGELS.replace("factor = 2", "factor = 'x'"), ContractError, "factor is leeg of van de"),
        (REGELS.replace("factor = 2", "factor = 1"), ContractError, "factor is groter dan 1"),
        (REGELS.replace("verschil = 1", "verschil = -1"), ContractError, "is 0 of meer"),
        (REGELS.replace('"STED1"', "1"), ContractError, "stedelijkheid is geen lijst"),
        (REGELS.replace("q = 0.05", "q = 5.0"), ContractError, "q ligt tussen 0 en 1"),
        (REGELS.replace("minstens = 2", "minstens = 9"), ContractError, "minstens is niet meer"),
        (REGELS.replace('"adviezen"', '"foo"'), ContractError, "onbekende indicator foo"),
        (REGELS.replace('"adviezen"', "3"), ContractError, "hoofdindicatoren is geen lijst"),
        (REGELS.replace("[aantallen]", "[andere]"), ContractError, "ontbreekt: aantallen"),
        ("familie = 3\n", ContractError, "ontbreekt: aantallen, vergelijkbaar"),
    ],
)
def test_a_fault_in_the_rules_is_one_line(
    tekst: str, soort: type[HelpendeDataError], zin: str, tmp_path: Path, echt: Wereld
) -> None:
    (tmp_path / VERGELIJKING).write_text(tekst, "utf-8")
    with pytest.raises(soort) as fout:
        read_regels(tmp_path / VERGELIJKING, echt.feiten.indicatoren)
    assert zin in str(fout.value)
    assert VERGELIJKING in str(fout.value)
    assert "\n" not in str(fout.value)


@pytest.mark.parametrize(
    ("tekst", "soort", "zin"),
    [
        ("[[gebeurtenis\n", SourceError, "dit is geen geldige TOML"),
        ("", ContractError, "ontbreekt: gebeurtenis"),
        ("gebeurtenis = [3]\n", ContractError, "dit is geen tabel"),
        (GEBEURTENIS.replace('bron = "Regio', 'bronnen = "Regio'), ContractError, "onbekend: bron"),
        (GEBEURTENIS.replace("2021-04-01", '"2021-04-01"'), ContractError, "datum is leeg of van"),
        (GEBEURTENIS.replace("2021-04-01", "2021-04-01T10:00:00"), ContractError, "datum is leeg"),
        (GEBEURTENIS.replace('"kanttekening"', '"ramp"'), ContractError, "soort is breuk of"),
        (GEBEURTENIS.replace('"meldingen"', '"foo"'), ContractError, "onbekende indicator foo"),
        (GEBEURTENIS.replace('"meldingen"', '"meldingen.x"'), ContractError, "meldingen.x"),
        (GEBEURTENIS.replace('"RA-GZ"', '"GM9999"'), ContractError, "onbekende gebiedscode GM9999"),
        (GEBEURTENIS.replace('["RA-GZ"]', "[]"), ContractError, "gebieden is leeg"),
        (GEBEURTENIS.replace('"Er veranderde iets."', '""'), ContractError, "zin is leeg"),
    ],
)
def test_a_fault_in_the_events_is_one_line(
    tekst: str, soort: type[HelpendeDataError], zin: str, tmp_path: Path, echt: Wereld
) -> None:
    pad = tmp_path / GEBEURTENISSEN
    pad.write_text(tekst, "utf-8")
    with pytest.raises(soort) as fout:
        read_gebeurtenissen(pad, echt.feiten.gebieden, echt.feiten.indicatoren)
    assert zin in str(fout.value)
    assert GEBEURTENISSEN in str(fout.value)
    assert "\n" not in str(fout.value)
