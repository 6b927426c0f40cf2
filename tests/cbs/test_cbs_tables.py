"""What a table of CBS becomes: figures found by title, and what each kind of empty cell means."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from cbs_server import CbsServer, Fact
from cbs_tables import (
    ADVIEZEN,
    MELDINGEN,
    TOTAAL,
    VT,
    area_table,
    known_table,
    population,
    put_row,
    rol_table,
)
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.errors import ContractError, SourceError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.schema import read_indicatoren
from helpende_data.sources.cbs import Uitslag, read_register
from helpende_data.sources.cbs.inwoners import make_query
from helpende_data.sources.cbs.model import Dimensie, Tabelinfo, Titel

Read = Callable[..., Uitslag]
DIENSTEN = ("v4", "v3")
PACKAGED = Werkmap(Path("nergens"))
REGISTER = read_register(PACKAGED, read_indicatoren(PACKAGED.data_file("indicatoren.toml")))


def rows(uitslag: Uitslag, **waar: object) -> pd.DataFrame:
    """The rows that have these values; the table must have been read."""
    assert uitslag.fout is None, uitslag.fout
    assert uitslag.levering is not None
    df = uitslag.levering.df
    for kolom, waarde in waar.items():
        df = df[df[kolom] == waarde]
    return df


def cell(uitslag: Uitslag, **waar: object) -> dict[str, object]:
    """The one row that has these values."""
    (rij,) = rows(uitslag, **{"uitsplitsing": "totaal", **waar}).to_dict("records")
    return {k: (None if pd.isna(v) else v) for k, v in rij.items()}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_a_count_gets_the_bounds_of_its_rounding_and_its_trace(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    table = rol_table()
    put_row(table, MELDINGEN, "GM0225", "2023HJ01", 65)
    cbs.add(table)
    rij = cell(
        read("84849NED", dienst), indicator="meldingen", gebied_code="GM0225", periode="2023-H1"
    )
    assert (rij["aantal"], rij["laag"], rij["hoog"], rij["status"]) == (65, 63, 67, "afgerond")
    assert rij["voorlopig"], "the star stands with the period"
    assert rij["bron"] == "cbs"
    assert rij["vindplaats"] == "84849NED"
    assert rij["dekking"] == "GM0225"
    assert rij["bescherming"] == "uitgever"
    plek = str(rij["herkomst"])
    assert plek.startswith("84849NED!")
    assert plek.endswith("/OntvangenMeldingen_2") == (dienst == "v3")


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_a_definite_period_is_not_provisional(dienst: str, read: Read, cbs: CbsServer) -> None:
    cbs.add(rol_table())
    df = rows(read("84849NED", dienst))
    assert set(df[df["voorlopig"]]["periode"].str[:4]) == {"2023"}


def test_both_services_give_the_same_figures(read: Read, cbs: CbsServer) -> None:
    table = rol_table()
    put_row(table, ADVIEZEN, "GM0225", "2022JJ00", ".")
    cbs.add(table)
    kolommen = ["indicator", "uitsplitsing", "gebied_code", "periode", "aantal", "laag", "hoog"]
    kolommen += ["status", "voorlopig"]
    nieuw, oud = (rows(read("84849NED", dienst))[kolommen] for dienst in DIENSTEN)
    pd.testing.assert_frame_equal(nieuw.reset_index(drop=True), oud.reset_index(drop=True))


@pytest.mark.parametrize(
    ("dienst", "hoe", "status", "hoog", "opmerking"),
    [
        ("v4", "absent", "onderdrukt", 9, "niet in het antwoord van het CBS"),
        ("v4", None, "onderdrukt", 9, "leeg in het antwoord van het CBS (Impossible)"),
        ("v3", ".", "onderdrukt", 9, "punt in de tabel van het CBS"),
        ("v3", None, "niet_van_toepassing", None, "blanco in de tabel van het CBS"),
    ],
)
def test_each_kind_of_empty_cell_stays_known_and_gets_its_bounds(
    dienst: str,
    hoe: object,
    status: str,
    hoog: int | None,
    opmerking: str,
    read: Read,
    cbs: CbsServer,
) -> None:
    table = rol_table()
    put_row(table, MELDINGEN, "GM0225", "2022JJ00", hoe)  # type: ignore[arg-type]
    if hoe == "absent":
        del table.cells[MELDINGEN, TOTAAL, "GM0225", "2022JJ00"]
    cbs.add(table)
    rij = cell(
        read("84849NED", dienst), indicator="meldingen", gebied_code="GM0225", periode="2022"
    )
    assert rij["aantal"] is None
    assert (rij["status"], rij["laag"], rij["hoog"]) == (status, 0, hoog)
    assert rij["opmerking"] == opmerking


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_an_area_has_no_figure_in_a_year_in_which_it_did_not_exist(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    table = rol_table("84848NED", VT)
    for periode in ("2023HJ01", "2023HJ02", "2023JJ00"):
        put_row(table, MELDINGEN, "VT16", periode, ".")
        put_row(table, MELDINGEN, "VT27", periode, 500)
    cbs.add(table)
    uitslag = read("84848NED", dienst)
    weg = cell(uitslag, indicator="meldingen", gebied_code="VT16", periode="2023")
    assert weg["status"] == "niet_van_toepassing"
    assert weg["hoog"] is None
    assert str(weg["opmerking"]).startswith("dit gebied bestond toen niet; ")
    er_nog = cell(uitslag, indicator="meldingen", gebied_code="VT16", periode="2022")
    assert er_nog["status"] == "afgerond"
    nieuw = cell(uitslag, indicator="meldingen", gebied_code="VT27", periode="2023")
    assert nieuw["aantal"] == 500


def test_figures_of_an_area_that_was_gone_are_counted_and_left_out(
    read: Read, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    uitslag = read("84849NED")
    assert rows(uitslag, gebied_code="GM0003", periode="2022").empty
    assert any("over een gebied dat toen niet bestond" in m for m in uitslag.meldingen)


def test_a_figure_that_nobody_has_in_a_period_is_not_published_rather_than_hidden(
    read: Read, cbs: CbsServer
) -> None:
    table = rol_table()
    table.cells = {
        k: v for k, v in table.cells.items() if not (k[1] == "K03" and k[3].startswith("2023"))
    }
    cbs.add(table)
    df = rows(read("84849NED"), uitsplitsing="beroep:verpleegkundige")
    assert "2022" in set(df["periode"])
    assert not df["periode"].str.startswith("2023").any()


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_each_level_has_one_table(dienst: str, read: Read, cbs: CbsServer) -> None:
    cbs.add(rol_table("84848NED", VT), rol_table())
    assert set(rows(read("84848NED", dienst))["gebied_code"]) == {"VT06", "VT16", "VT27"}
    assert "NL01" in set(rows(read("84849NED", dienst))["gebied_code"])


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_categories_are_found_by_title_whatever_their_code_and_place(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    gewoon, anders = rol_table(), rol_table()
    titel, feiten = anders.dims["KenmerkenAdviezenMeldingen"]
    hernoemd = {f.code: f"Z{n:02d}" for n, f in enumerate(feiten)}
    feiten = [Fact(hernoemd[f.code], f"  {f.title.upper()} ", f.group) for f in feiten]
    anders.dims["KenmerkenAdviezenMeldingen"] = (titel, feiten[::-1])
    anders.cells = {
        (maat, hernoemd[kenmerk], *plek): cel
        for (maat, kenmerk, *plek), cel in gewoon.cells.items()
    }
    anders.measures = anders.measures[::-1]
    cbs.add(gewoon)
    kolommen = ["indicator", "uitsplitsing", "gebied_code", "periode", "aantal"]
    eerst = rows(read("84849NED", dienst))[kolommen].sort_values(kolommen[:4])
    anders.version, anders.modified = "2", "2025-06-01T00:00:00"
    cbs.add(anders)
    daarna = rows(read("84849NED", dienst))[kolommen].sort_values(kolommen[:4])
    pd.testing.assert_frame_equal(eerst.reset_index(drop=True), daarna.reset_index(drop=True))
    assert set(eerst["uitsplitsing"]) >= {"totaal", "rol:beroepsmatig", "sector:ggz"}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_a_measure_with_another_title_stops_its_table_and_says_what_there_is(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    table = rol_table()
    table.measures[1] = Fact(MELDINGEN, "Binnengekomen meldingen", unit="aantal")
    cbs.add(table)
    uitslag = read("84849NED", dienst)
    assert isinstance(uitslag.fout, ContractError)
    assert "maat 'Ontvangen meldingen' (aantal) staat er niet" in str(uitslag.fout)
    assert "Binnengekomen meldingen (aantal)" in str(uitslag.fout)
    assert "Pas de titels aan in data/cbs.toml" in str(uitslag.fout)


def test_a_title_that_fits_twice_stops_its_table(read: Read, cbs: CbsServer) -> None:
    table = rol_table()
    table.dims["KenmerkenAdviezenMeldingen"][1].append(Fact("K99", "TOTAAL"))
    cbs.add(table)
    assert "staat er 2 keer" in str(read("84849NED").fout)


def test_a_dimension_that_nobody_knows_stops_its_table(read: Read, cbs: CbsServer) -> None:
    table = rol_table()
    table.dims = {"Leeftijd": ("Leeftijd", [Fact("T009", "Totaal")]), **table.dims}
    table.cells = {(maat, "T009", *codes): v for (maat, *codes), v in table.cells.items()}
    cbs.add(table)
    assert "de dimensie 'Leeftijd' is onbekend" in str(read("84849NED").fout)


def test_a_category_that_is_not_certain_may_be_missing_and_is_told(
    read: Read, cbs: CbsServer
) -> None:
    cbs.add(rol_table())
    uitslag = read("84849NED")
    (melding,) = [m for m in uitslag.meldingen if "titels" in m]
    assert "Jeugdzorg" in melding
    assert "in de tabel staan ook: Duur geweld: >1 week<1 maand" in melding
    assert rows(uitslag, uitsplitsing="sector:jeugdzorg").empty


def test_periods_of_another_kind_are_kept_aside_and_counted(read: Read, cbs: CbsServer) -> None:
    table = rol_table(extra=(Fact("2023SJ00", "2023/2024"), Fact("2022G100", "2019-2022")))
    put_row(table, MELDINGEN, "NL01", "2023SJ00", 100)
    cbs.add(table)
    uitslag = read("84849NED")
    assert "perioden van een andere soort niet ingelezen: 1 G1, 1 SJ" in uitslag.meldingen
    assert set(rows(uitslag)["periode"].str.len()) == {4, 7}


def test_an_area_that_nobody_knows_is_counted_and_left_out(read: Read, cbs: CbsServer) -> None:
    table = rol_table(regios={"NL01": "Nederland", "GM0998": "Buitenland", "GM0225": "Druten"})
    cbs.add(table)
    uitslag = read("84849NED")
    assert "1 onbekende gebieden niet ingelezen, zoals Buitenland" in uitslag.meldingen
    assert set(rows(uitslag)["gebied_code"]) == {"NL01", "GM0225"}


def test_counts_on_another_step_than_the_registry_says_are_refused(
    read: Read, cbs: CbsServer
) -> None:
    table = rol_table()
    put_row(table, MELDINGEN, "GM0225", "2023JJ00", 127)
    cbs.add(table)
    assert "1 aantallen in tabel 84849NED zijn geen veelvoud van 5" in str(read("84849NED").fout)


def test_a_negative_count_is_refused(read: Read, cbs: CbsServer) -> None:
    table = rol_table()
    put_row(table, MELDINGEN, "GM0225", "2023JJ00", -5)
    cbs.add(table)
    assert "is kleiner dan 0" in str(read("84849NED").fout)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_counts_and_percentages_of_one_title_are_told_apart_by_unit_and_group(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    cbs.add(known_table())
    df = rows(read("85361NED", dienst), gebied_code="GM0225", periode="2023")
    assert dict(zip(df["uitsplitsing"], df["aantal"], strict=True)) == {
        "eerder:eerste_melding": 15,
        "eerder:hermelding": 20,
        "eerder:tijdens_betrokkenheid": 30,
        "eerder:niet_ingedeeld": 35,
    }


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_ages_become_groups_that_add_up_to_the_total(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    cbs.add(population())
    df = rows(read("03759ned", dienst), gebied_code="GM0225", jaar=2023, peil="1 januari")
    per_leeftijd = dict(zip(df["leeftijd"], df["inwoners"], strict=True))
    assert per_leeftijd == {"totaal": 1053, "0-17": 180, "18-64": 470, "65+": 403}
    assert set(df["status"]) == {"exact"}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_the_average_of_the_year_stands_apart_and_is_rounded_once(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    cbs.add(population())
    df = rows(read("03759ned", dienst), gebied_code="GM0225", jaar=2023, peil="gemiddeld")
    per_leeftijd = dict(zip(df["leeftijd"], df["inwoners"], strict=True))
    assert per_leeftijd["totaal"] == 1054, "1053,5"
    assert set(df["status"]) == {"afgerond"}


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_of_the_population_only_the_cells_that_we_need_are_asked(
    dienst: str, read: Read, cbs: CbsServer
) -> None:
    table = population()
    cbs.add(table)
    assert set(rows(read("03759ned", dienst))["gebied_code"]) == {"NL01", "GM0225"}
    (vraag,) = cbs.cells_asked()
    assert "Perioden ge '2016JJ00'" in vraag
    assert "startswith(RegioS,'GM')" in vraag
    assert "CR" not in vraag
    assert "1010" not in vraag, "nobody by marital status"


def test_groups_of_ages_are_taken_where_they_fit(read: Read, cbs: CbsServer) -> None:
    table = population()
    leeftijden = table.dims["Leeftijd"][1]
    leeftijden += [Fact("G65", "65 jaar of ouder"), Fact("G00", "0 tot 5 jaar")]
    for (maat, *codes), n in list(table.cells.items()):
        if codes[2] == "L000":
            deel = [*codes[:2], "", *codes[3:]]
            for groep, keer in (("G65", 40.3), ("G00", 5)):
                deel[2] = groep
                table.put(maat, *deel, value=round(int(n) * keer, 1))  # type: ignore[arg-type]
    cbs.add(table)
    uitslag = read("03759ned")
    plekken = rows(uitslag, gebied_code="GM0225", jaar=2023, leeftijd="65+", peil="1 januari")
    assert plekken["herkomst"].iloc[0].count("+") == 0, "one cell instead of forty"
    assert plekken["inwoners"].iloc[0] == 403


def test_ages_with_a_gap_are_refused(read: Read, cbs: CbsServer) -> None:
    table = population()
    titel, leeftijden = table.dims["Leeftijd"]
    table.dims["Leeftijd"] = (titel, [f for f in leeftijden if f.title != "17 jaar"])
    cbs.add(table)
    zin = "geen leeftijden die samen 0-17 zijn: er begint niets bij 17 jaar"
    assert zin in str(read("03759ned").fout)


def test_ages_that_do_not_add_up_are_refused(read: Read, cbs: CbsServer) -> None:
    table = population()
    table.put("M000352", "T001019", "T001038", "L040", "GM0225", "2023JJ00", value=11)
    cbs.add(table)
    assert "tellen de leeftijden van GM0225 in 2023 niet op" in str(read("03759ned").fout)


@pytest.mark.parametrize("dienst", DIENSTEN)
def test_a_table_of_areas_becomes_divisions(dienst: str, read: Read, cbs: CbsServer) -> None:
    cbs.add(area_table(2023, "85385NED"))
    df = rows(read("85385NED", dienst), gemeente_code="GM0225")
    per_indeling = dict(zip(df["indeling"], df["gebied_code"], strict=True))
    assert per_indeling == {
        "veilig_thuis_cbs": "VT06",
        "provincie": "PV25",
        "ggd": "GG2811",
        "stedelijkheid": "STED4",
    }
    assert set(df["jaar"]) == {2023}
    assert set(df["gemeente"]) == {"Druten"}
    assert set(df["bron"]) == {"cbs"}


def test_a_table_of_areas_without_veilig_thuis_says_so(read: Read, cbs: CbsServer) -> None:
    table = area_table()
    table.measures = [m for m in table.measures if "Veilig Thuis" not in m.group]
    cbs.add(table)
    uitslag = read("85385NED")
    assert isinstance(uitslag.fout, ContractError)
    assert "Veilig Thuis-regio's Code" in str(uitslag.fout)
    assert "GGD-regio's: Code" in str(uitslag.fout)


def test_urbanity_may_be_missing(read: Read, cbs: CbsServer) -> None:
    table = area_table()
    table.measures = [m for m in table.measures if m.group != "Stedelijkheid"]
    cbs.add(table)
    assert "stedelijkheid" not in set(rows(read("85385NED"))["indeling"])


def test_a_municipality_with_a_strange_code_stops_the_table_of_areas(
    read: Read, cbs: CbsServer
) -> None:
    table = area_table()
    (maat,) = [m for m in table.measures if m.group.startswith("Veilig") and m.title == "Code"]
    table.put(maat.code, "GM0225", value="onbekend")
    cbs.add(table)
    zin = "geeft 1 gemeenten geen goede code, zoals Druten (veilig_thuis_cbs)"
    assert zin in str(read("85385NED").fout)


def test_another_table_is_not_fetched(read: Read, cbs: CbsServer) -> None:
    table = rol_table("37230NED")
    table.title = "Bevolkingsontwikkeling; regio per maand"
    cbs.add(table)
    assert isinstance(read("37230NED").fout, UnknownError)
    assert cbs.cells_asked() == []


@pytest.mark.parametrize("deel", ["Dimensions", "MeasureCodes", "KenmerkenAdviezenMeldingenCodes"])
def test_when_the_new_service_gives_another_shape_the_old_one_is_asked(
    deel: str, read: Read, cbs: CbsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = rol_table()
    gewoon = table.v4
    monkeypatch.setattr(table, "v4", lambda d, url: [{"Iets": 1}] if d == deel else gewoon(d, url))
    cbs.add(table)
    uitslag = read("84849NED")
    assert uitslag.levering is not None
    assert "oude dataservice" in uitslag.levering.herkomst.opmerking


def test_cells_in_another_shape_stop_their_table_without_a_traceback(
    read: Read, cbs: CbsServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = rol_table()
    gewoon = table.v4
    monkeypatch.setattr(
        table, "v4", lambda d, url: [{"Iets": 1}] if d == "Observations" else gewoon(d, url)
    )
    cbs.add(table)
    fout = read("84849NED").fout
    assert isinstance(fout, SourceError)
    assert "geeft tabel 84849NED anders dan verwacht" in str(fout)


@given(st.sets(st.tuples(st.integers(0, 100), st.integers(2, 30)), max_size=12))
def test_whatever_groups_of_ages_there_are_none_is_counted_twice_or_missed(
    groepen: set[tuple[int, int]],
) -> None:
    enkel = {f"E{n}": (n, n + 1) for n in range(95)} | {"OUD": (95, 1000)}
    breed = {f"B{van}-{van + n}": (van, van + n) for van, n in groepen if van + n <= 95}
    codes = {"T": Titel("T", "Totaal")}
    for code, (van, tot) in (enkel | breed).items():
        titel = f"{van} jaar" if tot == van + 1 else f"{van} tot {tot} jaar"
        codes[code] = Titel(code, "95 jaar of ouder" if code == "OUD" else titel)
    maten = (Titel("a", "Bevolking op 1 januari"), Titel("b", "Gemiddelde bevolking"))
    dimensies = (
        Dimensie("s", "Burgerlijke staat", {"T": Titel("T", "Totaal burgerlijke staat")}),
        Dimensie("g", "Geslacht", {"T": Titel("T", "Totaal mannen en vrouwen")}),
        Dimensie("Leeftijd", "Leeftijd", codes),
    )
    info = Tabelinfo("03759ned", "x", "1", "1", 0, maten, dimensies)
    gekozen = make_query(info, REGISTER.bevolking).codes["Leeftijd"][1:]
    leeftijden = [n for code in gekozen for n in range(*(enkel | breed)[code.id])]
    assert leeftijden == list(range(1000))
