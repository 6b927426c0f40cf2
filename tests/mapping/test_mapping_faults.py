"""What is wrong in a delivery is told at once: sheet, cell, what stands and what belongs there."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from helpende_data.errors import ContractError, Fault, PrivacyError, SourceError
from helpende_data.sources import Levering, Registers, read_file

MAPPING = """
gebied = { kolom = "Gemeente", namen = { "Hele regio" = "VT-GZ" } }
periode = { kolom = "Periode" }
kolommen = { negeren = ["Toelichting*"], mag_ontbreken = ["Adviezen"] }
rijen = { totaal = ["Totaal*"], overslaan = ["Memo*"] }
[labels]
"Meldingen" = "meldingen"
"Adviezen" = "adviezen"
"Acuut" = "meldingen/veiligheid:acuut_onveilig"
[controles."% acuut"]
teller = "meldingen/veiligheid:acuut_onveilig"
noemer = "meldingen"
[controles."Per 1.000"]
teller = "meldingen"
noemer_kolom = "Inwoners"
per = 1000
"""
# Ignores what it does not know: a column about people stops the file all the same.
RUIM = """
gebied = { kolom = "Gemeente" }
periode = { kolom = "Periode" }
kolommen = { negeren = ["*"] }
labels = { "Meldingen" = "meldingen" }
"""
KOP = ("Gemeente", "Periode", "Meldingen", "Adviezen", "Acuut", "% acuut", "Per 1.000", "Inwoners")


@pytest.fixture
def read(
    mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> Callable[..., Levering]:
    """Read an XLSX of these rows under the header, or under another one."""

    def run(
        *rijen: Sequence, kop: Sequence = KOP, regels: str = MAPPING, **bron: object
    ) -> Levering:
        from openpyxl import Workbook

        pad = mapping(regels)
        if bron:
            tekst = pad.read_text("utf-8")
            tekst += "".join(f"\n{naam} = {waarde}" for naam, waarde in bron.items())
            pad.write_text(tekst.replace('bescherming = "geen"', 'bescherming = "uitgever"'))
        boek = Workbook()
        boek.active.title = "Blad1"
        for rij in (kop, *rijen):
            boek.active.append(list(rij))
        boek.save(tmp_path / "levering.xlsx")
        (levering,) = read_file(tmp_path / "levering.xlsx", registers)
        return levering

    return run


@pytest.fixture
def faults(read: Callable[..., Levering]) -> Callable[..., list[Fault]]:
    """The faults of such a file."""

    def run(*rijen: Sequence, **opties: object) -> list[Fault]:
        with pytest.raises(ContractError) as gevangen:
            read(*rijen, **opties)
        assert "levering.xlsx" in str(gevangen.value)
        return list(gevangen.value.faults)

    return run


def test_good_file_carries_its_trace(read: Callable[..., Levering]) -> None:
    levering = read(("Druten", "2024-H1", 31, 40, 6))
    df = levering.df.set_index(["indicator", "uitsplitsing"])
    assert df.loc[("meldingen", "totaal"), "herkomst"] == "levering.xlsx!Blad1!C2"
    assert df.loc[("adviezen", "totaal"), "herkomst"] == "levering.xlsx!Blad1!D2"
    assert set(df["dekking"]) == {"GM0225"}
    assert set(df["bescherming"]) == {"geen"}
    assert levering.herkomst.sha256 == levering.sha256 != ""
    assert levering.herkomst.bron == "toets"
    assert not levering.herkomst.synthetisch


@pytest.mark.parametrize(
    ("waarde", "wat", "verwacht"),
    [
        (-3, "is negatief", "een heel getal vanaf 0"),
        ("-3", "is negatief", "een heel getal vanaf 0"),
        (3.5, "is geen heel getal", "een heel getal vanaf 0"),
        (1.234, "is een breuk", "een heel getal vanaf 0; is 1234 bedoeld?"),
        (0.3333, "is geen heel getal", "een heel getal vanaf 0"),
        ("3,5", "is geen heel getal", "een heel getal vanaf 0"),
        (
            "1.234",
            "kan 1234 zijn, of een breuk",
            '1234 zonder teken, of in de mapping [getallen] duizendtal = "."',
        ),
        ("12%", "is een percentage, geen aantal", "een heel getal vanaf 0"),
        (True, "is waar of onwaar, geen aantal", "een heel getal vanaf 0"),
        (999_999_999, "is te groot voor een aantal", "hoogstens 100000000"),
        (
            "veel",
            "is geen aantal",
            "een heel getal vanaf 0, of een teken dat in de mapping bij [tekens] staat",
        ),
        (
            "-",
            "is geen aantal",
            "een heel getal vanaf 0, of een teken dat in de mapping bij [tekens] staat",
        ),
    ],
)
def test_cell_that_is_no_count_is_a_fault(
    faults: Callable[..., list[Fault]], waarde: object, wat: str, verwacht: str
) -> None:
    (fault,) = faults(("Druten", "2024-H1", waarde, 40, 6))
    assert (fault.blad, fault.rij, fault.kolom) == ("Blad1", 2, "C")
    assert (fault.wat, fault.verwacht) == (wat, verwacht)


def test_a_fraction_is_told_with_a_comma(faults: Callable[..., list[Fault]]) -> None:
    (fault,) = faults(("Druten", "2024-H1", 3.5, 40, 6))
    assert fault.waarde == "3,5"


def test_date_in_the_place_of_a_count_asks_what_stood_there(
    faults: Callable[..., list[Fault]],
) -> None:
    from datetime import date

    (fault,) = faults(("Druten", "2024-H1", date(2024, 4, 1), 40, 6))
    assert fault.wat == "is een datum of tijd, geen aantal"
    assert "stond hier 1-4?" in fault.verwacht


@pytest.mark.parametrize(
    ("waarde", "status", "laag", "hoog"),
    [
        ("<5", "onderdrukt", 0, 4),
        ("< 10", "onderdrukt", 0, 9),
        ("minder dan 5", "onderdrukt", 0, 4),
        ("hoogstens 4", "onderdrukt", 0, 4),
        ("1 t/m 4", "onderdrukt", 1, 4),
        ("n.v.t.", "niet_van_toepassing", 0, None),
        ("onbekend", "onbekend", 0, None),
        ("", "onbekend", 0, None),
        ("ca. 40", "benaderd", 0, None),
        ("12,0", "exact", 12, 12),
        ("1 234", "exact", 1234, 1234),
        (" 31\u00a0", "exact", 31, 31),
    ],
)
def test_sign_becomes_a_status_with_its_bounds(
    read: Callable[..., Levering], waarde: str, status: str, laag: int, hoog: int | None
) -> None:
    df = read(("Druten", "2024-H1", waarde, 40, 6)).df
    rij = df[(df["indicator"] == "meldingen") & (df["uitsplitsing"] == "totaal")].iloc[0]
    assert rij["status"] == status
    assert rij["laag"] == laag
    assert (None if rij.isna()["hoog"] else rij["hoog"]) == hoog


def test_rest_of_the_column_decides_about_a_point(read: Callable[..., Levering]) -> None:
    df = read(("Druten", "2024", "1.234", 1, 1), ("Tiel", "2024", "1.234.567", 1, 1)).df
    assert sorted(df.loc[df["uitsplitsing"] == "totaal", "aantal"])[-2:] == [1234, 1234567]


def test_rounding_of_the_supplier_gives_bounds_and_is_checked(
    read: Callable[..., Levering], faults: Callable[..., list[Fault]]
) -> None:
    df = read(("Druten", "2024-H1", 30, 40, 5), afronding=5, marge=2).df
    assert set(df["status"]) == {"afgerond"}
    assert list(df["laag"]) == [28, 38, 3]
    assert list(df["hoog"]) == [32, 42, 7]
    (fault,) = faults(("Druten", "2024-H1", 31, 40, 5), afronding=5, marge=2)
    assert fault.verwacht == "een veelvoud van 5"


@pytest.mark.parametrize(
    ("gebied", "periode", "wat", "verwacht"),
    [
        ("Drutten", "2024-H1", "is geen gebied dat wij kennen", "bedoelt u Druten"),
        ("Geldermalsen", "2024-H1", "bestaat niet meer sinds 2019", "West Betuwe (GM1960)"),
        ("GM0241", "2020", "bestaat niet meer sinds 2016", "Berg en Dal (GM1945)"),
        ("Millingen aan de Rijn", "2020", "bestaat niet meer sinds 2015", "Berg en Dal (GM1945)"),
        ("West Betuwe", "2018", "bestaat pas sinds 2019", "een gemeente van 2018"),
        ("GM9999", "2024-H1", "is geen code van een gemeente", "een code zoals GM0225"),
    ],
)
def test_area_that_did_not_exist_names_what_came_in_its_place(
    faults: Callable[..., list[Fault]], gebied: str, periode: str, wat: str, verwacht: str
) -> None:
    (fault,) = faults((gebied, periode, 31, 40, 6))
    assert (fault.rij, fault.kolom, fault.waarde) == (2, "A", gebied)
    assert fault.wat == wat
    assert verwacht in fault.verwacht


@pytest.mark.parametrize(
    ("tekst", "code"),
    [
        ("druten", "GM0225"),
        ("Gemeente Druten", "GM0225"),
        ("Druten (gem.)", "GM0225"),
        ("Druten*", "GM0225"),
        ("GM0225", "GM0225"),
        ("0225", "GM0225"),
        (225, "GM0225"),
        ("Utrecht", "GM0344"),
        ("Den Bosch", "GM0796"),
        ("Hele regio", "VT-GZ"),
    ],
)
def test_area_is_found_as_people_write_it(
    read: Callable[..., Levering], tekst: object, code: str
) -> None:
    assert set(read((tekst, "2024-H1", 31, 40, 6)).df["gebied_code"]) == {code}


@pytest.mark.parametrize("tekst", ["2024 of 2025", "binnenkort", "7e halfjaar 2024", "2024/25", ""])
def test_period_that_cannot_be_read_is_a_fault(
    faults: Callable[..., list[Fault]], tekst: str
) -> None:
    (fault,) = faults(("Druten", tekst, 31, 40, 6))
    assert (fault.rij, fault.kolom, fault.waarde) == (2, "B", tekst)
    assert "periode" in fault.wat


def test_all_faults_of_a_file_come_at_once(faults: Callable[..., list[Fault]]) -> None:
    gevonden = faults(
        ("Drutten", "2024-H1", 31, 40, 6),
        ("Tiel", "2024-H9", -1, "veel", 6),
        ("Buren", "2024-H1", 9, 9, 9),
        ("Buren", "2024-H1", 9, 9, 9),
    )
    plekken = {(fault.rij, fault.kolom) for fault in gevonden}
    assert plekken >= {(2, "A"), (3, "B"), (3, "C"), (3, "D"), (5, "C"), (5, "D"), (5, "E")}


def test_figure_that_stands_twice_names_both_cells(faults: Callable[..., list[Fault]]) -> None:
    gevonden = faults(("Buren", "2024-H1", 9), ("Buren", "1e halfjaar 2024", 9))
    assert gevonden[0].wat == (
        "meldingen van Buren in 2024-H1 staat er twee keer in, ook in blad Blad1, rij 2, kolom C"
    )


def test_column_that_is_missing_or_unknown_is_a_fault(faults: Callable[..., list[Fault]]) -> None:
    kop = ("Gemeente", "Periode", "Meldingen", "Iets anders", "", "% acuut", "Per 1.000")
    regels = MAPPING.replace(
        "[labels]", 'herkenning = { kop = ["Gemeente", "Periode", "Meldingen"] }\n[labels]'
    )
    gevonden = faults(("Druten", "2024-H1", 31, 12, 13), kop=kop, regels=regels)
    assert [(f.kolom, f.wat) for f in gevonden] == [
        ("", "de kolom Inwoners ontbreekt"),
        ("", "de kolom Acuut ontbreekt"),
        ("D", "deze kolom staat niet in de mapping"),
        ("E", "kolom zonder kop"),
    ]


def test_column_that_may_be_missing_or_ignored_is_no_fault(read: Callable[..., Levering]) -> None:
    kop = ("Toelichting bij de rij", *(k for k in KOP if k != "Adviezen"))
    df = read(("let op", "Druten", "2024-H1", 31, 6), kop=kop).df
    assert list(df["aantal"]) == [31, 6]


def test_total_must_be_the_sum_of_its_rows(
    read: Callable[..., Levering], faults: Callable[..., list[Fault]]
) -> None:
    rijen = [("Druten", "2024-H1", 31), ("Tiel", "2024-H1", "<5")]
    for totaal in (31, 33, 35):
        assert len(read(*rijen, ("Totaal", "2024-H1", totaal)).df) == 6
    (fault,) = faults(*rijen, ("Totaal", "2024-H1", 36))
    assert (fault.rij, fault.kolom, fault.waarde) == (4, "C", "36")
    assert (fault.wat, fault.verwacht) == (
        "is niet de som van de rijen erboven",
        "31 tot en met 35",
    )


def test_total_counts_since_the_last_total_or_all(
    read: Callable[..., Levering], faults: Callable[..., list[Fault]]
) -> None:
    rijen = [
        ("Druten", "2024", 1),
        ("Totaal west", "2024", 1),
        ("Tiel", "2024", 5),
        ("Totaal oost", "2024", 5),
        ("Memo: nog uit te zoeken", "2024", 99),
    ]
    assert read(*rijen, ("Totaal", "2024", 6)).df["aantal"].sum() == 6
    (fault,) = faults(*rijen, ("Totaal", "2024", 5 + 5))
    assert fault.rij == 7


def test_printed_rates_are_handed_over_with_their_counts(read: Callable[..., Levering]) -> None:
    gedrukt = read(
        ("Druten", "2024-H1", 31, 40, 6, "19,4%", "1,6", "19.000"),
        ("Tiel", "2024-H1", 64, 70, 8, 0.125, "", ""),
        regels=MAPPING + '[getallen]\nduizendtal = "."\n',
    ).narekenen
    deel, per_duizend, breuk = gedrukt
    assert (deel.waarde, deel.decimalen, deel.teller, deel.noemer) == (19.4, 1, (6, 6), (31, 31))
    assert (deel.herkomst, deel.wat, deel.per) == ("levering.xlsx!Blad1!F2", "% acuut", 100)
    assert (per_duizend.waarde, per_duizend.per) == (1.6, 1000)
    assert per_duizend.noemer == (19000, 19000)
    assert (breuk.waarde, breuk.decimalen) == (12.5, 1)


def test_rate_that_is_no_number_is_a_fault(faults: Callable[..., list[Fault]]) -> None:
    (fault,) = faults(("Druten", "2024-H1", 31, 40, 6, "een vijfde"))
    assert (fault.kolom, fault.wat) == ("F", "is geen getal of percentage")


def test_merged_count_is_a_fault(
    mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> None:
    from openpyxl import Workbook

    mapping(MAPPING)
    boek = Workbook()
    for rij in (KOP, ("Druten", "2024", 5, 1, 1), ("Tiel", "2024", None, 1, 1)):
        boek.active.append(list(rij))
    boek.active.merge_cells("C2:C3")
    boek.save(tmp_path / "levering.xlsx")
    with pytest.raises(ContractError) as gevangen:
        read_file(tmp_path / "levering.xlsx", registers)
    (fault,) = gevangen.value.faults
    assert (fault.rij, fault.kolom) == (3, "C")
    assert fault.wat == "is samengevoegd met een andere cel"


def test_text_file_names_the_column_by_its_header(
    mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> None:
    mapping(MAPPING)
    (tmp_path / "levering.csv").write_text(f"{';'.join(KOP)}\nDruten;2024;x;1;1;;;\n", "utf-8")
    with pytest.raises(ContractError) as gevangen:
        read_file(tmp_path / "levering.csv", registers)
    (fault,) = gevangen.value.faults
    assert (fault.blad, fault.rij, fault.kolom, fault.waarde) == ("", 2, "Meldingen", "x")


def test_file_without_counts_is_a_fault(faults: Callable[..., list[Fault]]) -> None:
    (fault,) = faults(("Deze levering volgt nog",))
    assert fault.wat == "er staat geen enkel aantal in"


def test_period_or_area_that_the_title_lacks_is_one_fault(
    faults: Callable[..., list[Fault]],
) -> None:
    regels = """
    gebied = { uit = "titel" }
    periode = { uit = "titel" }
    wat = { kolom = "Onderwerp" }
    aantal = { kolom = "Aantal" }
    labels = { "Meldingen" = "meldingen", "Adviezen" = "adviezen" }
    """
    kop = ("Onderwerp", "Aantal")
    gevonden = faults(("Meldingen", 3), ("Adviezen", 4), kop=kop, regels=regels)
    assert [fault.wat for fault in gevonden] == [
        "de periode moet in titel staan, maar die noemt geen periode",
        "het gebied moet in titel staan, maar die noemt geen gebied dat wij kennen",
    ]


def test_subject_that_the_mapping_lacks_is_a_fault(faults: Callable[..., list[Fault]]) -> None:
    regels = """
    gebied = { kolom = "Gebied" }
    periode = { vast = "2024" }
    wat = { kolom = "Onderwerp" }
    aantal = { kolom = "Aantal" }
    labels = { "Meldingen" = "meldingen" }
    """
    kop = ("Gebied", "Onderwerp", "Aantal")
    (fault,) = faults(("Druten", "Meldingen", 3), ("Druten", "Vragen", 4), kop=kop, regels=regels)
    assert (fault.rij, fault.kolom, fault.waarde) == (3, "B", "Vragen")
    assert fault.wat == "dit onderwerp staat niet in de mapping"


def test_mapping_per_area_takes_one_area_and_follows_up_by_area(
    read: Callable[..., Levering], faults: Callable[..., list[Fault]]
) -> None:
    regels = "per_gebied = true\n" + MAPPING
    assert read(("Druten", "2024", 3), regels=regels).reeks == "toets/GM0225"
    (fault,) = faults(("Druten", "2024", 3), ("Tiel", "2024", 4), regels=regels)
    assert fault.wat == "er staan 2 gebieden in"


def test_coverage_of_the_mapping_goes_before_the_area(read: Callable[..., Levering]) -> None:
    regels = MAPPING.replace('kolom = "Gemeente",', 'kolom = "Gemeente", dekking = "MOVIERA",')
    assert set(read(("Hele regio", "2024", 3), regels=regels).df["dekking"]) == {"MOVIERA"}


def test_same_file_saved_again_changes_nothing(
    hd: Callable, mapping: Callable[..., Path], registers: Registers, tmp_path: Path
) -> None:
    mapping(MAPPING)
    pad = tmp_path / "levering.csv"
    pad.write_text(f"{';'.join(KOP)}\nDruten;2024;3;1;1;;;\n", "utf-8")
    werkmap = registers.werkmap.root
    assert "1 nieuw" in hd("--werkmap", werkmap, "ingest", pad).out
    os.utime(pad, (0, 0))
    assert "Er is niets veranderd" in hd("--werkmap", werkmap, "ingest", pad).out


def test_two_mappings_that_fit_are_both_named(
    mapping: Callable[..., Path], read: Callable[..., Levering]
) -> None:
    mapping(MAPPING, naam="nog-een")
    with pytest.raises(ContractError, match="op dit bestand passen 2 mappings: nog-een, toets"):
        read(("Druten", "2024", 3))


def test_name_of_the_file_tells_two_mappings_apart(
    mapping: Callable[..., Path], read: Callable[..., Levering]
) -> None:
    mapping(MAPPING + '[herkenning]\nbestand = "VT-*.xlsx"\n', naam="nog-een")
    assert read(("Druten", "2024", 3)).reeks == "toets"


def test_file_that_no_mapping_knows_names_the_way_on(registers: Registers, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a;b\n1;2\n", "utf-8")
    with pytest.raises(SourceError, match=r"Maak een mapping met: hd mapping voorstel x\.csv"):
        read_file(tmp_path / "x.csv", registers)


def test_invented_figures_are_marked_by_a_cell(read: Callable[..., Levering]) -> None:
    levering = read(("Druten", "2024", 3), ("VOORBEELDCIJFERS, niet echt",))
    assert levering.herkomst.synthetisch
    assert levering.df["synthetisch"].all()


@pytest.mark.parametrize(
    ("kop", "cel", "soort"),
    [
        ("BSN", "123456782", "burgerservicenummers"),
        ("Naam", "onbekend", "namen van mensen"),
        ("Geboortedatum", "1-2-1980", "geboortedatums"),
        ("Toelichting", "mail naar jan.jansen@voorbeeld.nl", "e-mailadressen"),
    ],
)
def test_column_about_people_stops_a_table_and_its_proposal(
    hd: Callable,
    read: Callable[..., Levering],
    registers: Registers,
    tmp_path: Path,
    kop: str,
    cel: str,
    soort: str,
) -> None:
    rijen = [(gemeente, "2024", 3, cel) for gemeente in ("Druten", "Tiel", "Buren")]
    with pytest.raises(PrivacyError) as gevangen:
        read(*rijen, kop=("Gemeente", "Periode", "Meldingen", kop), regels=RUIM)
    assert f'kolom "{kop}" ({soort}' in str(gevangen.value)
    assert cel not in str(gevangen.value)
    (registers.werkmap.own / "mappings" / "toets.toml").unlink()
    pad = tmp_path / "levering.xlsx"
    antwoord = hd("--werkmap", registers.werkmap.root, "mapping", "voorstel", pad)
    assert antwoord.code == PrivacyError.exit_code
    assert cel not in antwoord.err
    assert not list((registers.werkmap.own / "mappings").iterdir())
