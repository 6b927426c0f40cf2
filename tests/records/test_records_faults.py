"""Every fault of a file in one run: row, column and kind. A broken file has its own message."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from records_rijen import KOP, Rij, as_csv, counts, row

from helpende_data.errors import ContractError, SourceError
from helpende_data.sources import Levering, Registers, read_file
from helpende_data.sources.mapping import find_mapping
from helpende_data.sources.records import csv_blokken, kop
from helpende_data.sources.records import fouten as fouten_module
from helpende_data.sources.records.model import read_records_block

Read = Callable[..., tuple[Levering, ...]]
FOUT: dict[str, tuple[Rij, str, str]] = {
    "unknown municipality": (row(gemeente="Atlantis"), "gemeente", "heeft een onbekende waarde"),
    "a province": (row(gemeente="Gelderland (PV)"), "gemeente", "heeft een onbekende waarde"),
    "no municipality": (row(gemeente=""), "gemeente", "is leeg"),
    "not there yet": (
        row(gemeente="West Betuwe", datum="2018-02-01"),
        "gemeente",
        "noemt een gemeente die er in dat jaar niet was",
    ),
    "gone": (
        row(gemeente="Geldermalsen"),
        "gemeente",
        "noemt een gemeente die er in dat jaar niet was",
    ),
    "another region": (
        row(gemeente="Arnhem"),
        "gemeente",
        "noemt een gemeente buiten het gebied van de levering",
    ),
    "no date": (row(datum=""), "datum", "is leeg"),
    "no day of the calendar": (row(datum="2024-02-30"), "datum", "heeft een onbekende waarde"),
    "month before day": (row(datum="03/31/2024"), "datum", "heeft een onbekende waarde"),
    "another century": (row(datum="0024-03-01"), "datum", "ligt buiten de periode van het bestand"),
    "unknown kind": (row(soort="klacht"), "soort", "heeft een onbekende waarde"),
    "unknown category": (row(rol="buurman"), "rol", "heeft een onbekende waarde"),
    "one of two unknown": (row(aard="partnergeweld|x"), "aard", "heeft een onbekende waarde"),
    "empty category": (row(organisatie=""), "organisatie", "is leeg"),
    "no household": (row(huishouden=""), "huishouden", "is leeg"),
    "a household of blanks": (row(huishouden="   "), "huishouden", "is leeg"),
}


@pytest.mark.parametrize("wat", FOUT)
@pytest.mark.parametrize("quote", [False, True])
def test_a_fault_has_its_row_column_and_kind(wat: str, quote: bool, read: Read) -> None:
    rij, kolom, soort = FOUT[wat]
    with pytest.raises(ContractError) as fout:
        read(as_csv([row(), row(), rij, row()], quote=quote))
    (fault,) = fout.value.faults
    assert (fault.rij, fault.kolom, fault.wat, fault.waarde) == (4, kolom, soort, "")
    assert f"1 fout in de regels: records.csv: kolom {kolom} {soort} (1 keer)" in str(fout.value)


@pytest.mark.parametrize("codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("quote", [False, True])
def test_rows_keep_their_numbers_below_the_note_of_excel(
    codering: str, quote: bool, read: Read
) -> None:
    rijen = [row(), row(soort="klacht"), (*row(), "x"), row()]
    with pytest.raises(ContractError) as fout:
        read(("sep=;\n" + as_csv(rijen, quote=quote).decode()).encode(codering))
    assert [fault.rij for fault in fout.value.faults] == [4, 5]


def test_all_faults_of_a_file_are_told_in_one_run_in_the_order_of_its_rows(read: Read) -> None:
    per_rij = list(FOUT.values())
    with pytest.raises(ContractError) as fout:
        read(as_csv([rij for rij, _, _ in per_rij]))
    gevonden = [(fault.rij, fault.kolom, fault.wat) for fault in fout.value.faults]
    verwacht = [(nummer, kolom, wat) for nummer, (_, kolom, wat) in enumerate(per_rij, start=2)]
    assert gevonden == verwacht


def test_faults_in_later_blocks_keep_their_row_numbers(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(csv_blokken, "BLOCK", 500)
    monkeypatch.setattr(csv_blokken, "_ARROW_BLOCK", 700)
    rijen = [row()] * 400
    for plaats in (3, 150, 399):
        rijen[plaats] = row(soort="klacht")
    for quote in (False, True):
        with pytest.raises(ContractError) as fout:
            read(as_csv(rijen, quote=quote))
        assert [fault.rij for fault in fout.value.faults] == [5, 152, 401]


def test_the_list_of_faults_has_an_end_and_the_number_of_all(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fouten_module, "MOST", 20)
    with pytest.raises(ContractError) as fout:
        read(as_csv([row(soort="klacht"), row(rol="x")] * 700))
    soorten = Counter(fault.wat for fault in fout.value.faults)
    assert len(fout.value.faults) == 40, "a kind that fills the file hides no other"
    assert set(soorten.values()) <= {20, 40}
    zin = str(fout.value)
    assert "1.400 fouten in de regels" in zin
    assert "kolom soort heeft een onbekende waarde (700 keer)" in zin
    assert "van elke soort staan de eerste 20 in de lijst" in zin


def test_rows_with_too_many_or_too_few_cells_are_faults_with_their_row(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    scheef: list[Rij] = [row(), (*row(), "x"), row(), row()[:-1], ("los",), row()]
    for quote in (False, True):
        for blok in (200, 1 << 20):
            monkeypatch.setattr(csv_blokken, "BLOCK", blok)
            monkeypatch.setattr(csv_blokken, "_ARROW_BLOCK", max(blok, 300))
            with pytest.raises(ContractError) as fout:
                read(as_csv([*scheef, *[row()] * 10, row()[:-1]], quote=quote))
            assert [(f.rij, f.kolom) for f in fout.value.faults] == [
                (rij, "(hele rij)") for rij in (3, 5, 6, 18)
            ]


def test_a_quotation_mark_without_its_partner_swallows_no_rows_in_silence(read: Read) -> None:
    kop_ = (*KOP, "notitie")
    goed, kapot = (*row(), '"a b"'), (*row(), '"open')
    for rijen in ([kapot, goed, goed], [kapot, kapot], [kapot, (*row(), "x"), kapot]):
        with pytest.raises((ContractError, SourceError)):
            read(as_csv(rijen, kop_))


def test_a_cell_between_quotation_marks_may_hold_signs_and_line_ends(read: Read) -> None:
    notitie = '"een; ""twee""\ndrie"'
    gelezen = read(as_csv([(*row(), notitie), (*row(), notitie)], (*KOP, "notitie")))
    assert counts(gelezen[0])["meldingen", "totaal", "GM0225", "2024-H1"] == 2


GOED = as_csv([row()])
KAPOT: dict[str, tuple[bytes, int, str]] = {
    "header only": (as_csv([]), 10, "dit bestand heeft geen regels die tellen"),
    "blank rows only": (as_csv([("",) * 7] * 3), 10, "dit bestand heeft geen regels die tellen"),
    "binary noise behind the header": (GOED + b"\x00\x01\x02\n", 10, "dit bestand is geen tekst"),
    "noise between quotation marks": (
        as_csv([row(), row(huishouden="\0")], quote=True),
        10,
        "dit bestand is geen tekst",
    ),
    "a line without end": (
        GOED + b"x" * (3 << 20),
        10,
        "dit bestand heeft een regel van meer dan een megabyte",
    ),
    "a line without end between quotation marks": (
        GOED + b'"' + b"x" * (9 << 20) + b'"\n',
        10,
        "dit bestand heeft een regel van meer dan een megabyte",
    ),
    "a header twice": (
        as_csv([(*row(), "")], (*KOP, "soort")),
        10,
        "deze kolomnamen staan er vaker: soort",
    ),
    "Windows-1252": (
        as_csv([row(gemeente="Súdwest-Fryslân")]).decode().encode("cp1252"),
        11,
        "kolom gemeente noemt een gemeente buiten het gebied",
    ),
}


@pytest.mark.parametrize("wat", KAPOT)
def test_a_broken_file_gives_its_message_and_exit_code_and_keeps_nothing(
    wat: str, hd: Callable[..., Any], tmp_path: Path
) -> None:
    inhoud, code, zin = KAPOT[wat]
    (tmp_path / "kapot.csv").write_bytes(inhoud)
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", tmp_path / "kapot.csv")
    assert zin in antwoord.err
    assert antwoord.code == code
    assert not (tmp_path / "w" / "data" / "dataset" / "dataset.json").exists()


def test_a_file_of_one_endless_line_is_refused_with_little_memory(tmp_path: Path) -> None:
    pad = tmp_path / "lang.csv"
    with open(pad, "wb") as bestand:
        bestand.write(b"datum;gemeente")
        bestand.truncate(2 << 30)  # a hole: the system gives zeros
    with pytest.raises(SourceError):
        kop.read_kop(pad, "lang.csv")
    pad.write_bytes(b"a;" * (1 << 20))
    with pytest.raises(SourceError, match="een regel van meer dan een megabyte"):
        kop.read_kop(pad, "lang.csv")
    pad.write_bytes(b";".join(b"%d" % n for n in range(100_000)) + b"\n")
    with pytest.raises(SourceError, match=r"meer dan 1000 kolommen"):
        kop.read_kop(pad, "lang.csv")


PARQUET: dict[str, tuple[pa.Table | bytes, str]] = {
    "cut off": (b"PAR1" + b"\x00" * 50, "dit Parquet-bestand is beschadigd"),
    "no rows": (
        pa.table({naam: pa.array([], pa.string()) for naam in KOP}),
        "dit bestand heeft geen regels die tellen",
    ),
    "lists": (
        pa.table(
            {naam: pa.array([cel]) for naam, cel in zip(KOP, row(), strict=True)} | {"x": [[1, 2]]}
        ),
        "deze kolommen bevatten lijsten of tabellen: x",
    ),
    "bytes that are no text": (
        pa.table(
            {naam: pa.array([cel]) for naam, cel in zip(KOP, row(), strict=True)}
            | {"sleutel": [b"\xff\xfe"]}
        ),
        "de kolom sleutel bevat geen tekst",
    ),
    "too many columns": (
        pa.table({f"k{n}": [1] for n in range(1200)}),
        "dit bestand heeft meer dan 1000 kolommen",
    ),
    "unknown": (pa.table({"a": [1]}), "dit bestand herkennen wij niet"),
}


@pytest.mark.parametrize("wat", PARQUET)
def test_a_parquet_file_that_cannot_be_read_gives_its_message(
    wat: str, hd: Callable[..., Any], tmp_path: Path
) -> None:
    inhoud, zin = PARQUET[wat]
    pad = tmp_path / "kapot.parquet"
    if isinstance(inhoud, bytes):
        pad.write_bytes(inhoud)
    else:
        pq.write_table(inhoud, pad)
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", pad)
    assert (antwoord.code, zin in antwoord.err) == (10, True), antwoord.err


def test_a_damaged_page_of_a_parquet_file_is_told(tmp_path: Path, registers: Registers) -> None:
    kolommen = {naam: [cel] * 5000 for naam, cel in zip(KOP, row(), strict=True)}
    kolommen["huishouden"] = [f"gezin {n}" for n in range(5000)]
    pad = tmp_path / "kapot.parquet"
    pq.write_table(pa.table(kolommen), pad, compression="zstd")
    heel = bytearray(pad.read_bytes())
    midden = len(heel) // 2
    heel[midden : midden + 2000] = b"\xff" * 2000
    pad.write_bytes(heel)
    with pytest.raises(SourceError, match="dit Parquet-bestand is beschadigd"):
        read_file(pad, registers)


VERKEERD = {
    'dekking = "VT-GZ"': ('dekking = "VT-XX"', "records.gebied.dekking is onbekend"),
    'kolom = "datum"': ("", "records.tijd.kolom ontbreekt"),
    '"melding" = "meldingen"': ('"melding" = "casussen"', "kan casussen niet tellen"),
    '"advies" = "adviezen"': ('"advies" = "raad"', "noemt raad, en dat is onbekend"),
    'kolom = "rol"': ('kolom = "rol"\nkleur = "rood"', "rol.kleur is een onbekende sleutel"),
    '"ggz" = "ggz"': ('"ggz" = "psychiatrie"', "organisatie.labels klopt niet"),
    'kolom = "organisatie"': (
        'kolom = "organisatie"\nscheiding = "|"',
        "organisatie.scheiding kan niet",
    ),
    'van = "meldingen"': ('van = "huisverboden"', "huishoudens.van telt hier niet"),
    'onbekend = ["onbekend"]': ('buiten = "weg"', "records.gebied.buiten klopt niet"),
    'kolom = "soort"\n': ('kolom = "soort"\ntelt = "meldingen"\n', "een van: kolom met labels"),
    "[records.tijd]": ('[records.tijd]\nperiodes = ["2024-Q1"]', "records.tijd.periodes klopt"),
}


@pytest.mark.parametrize("oud", VERKEERD)
def test_a_fault_in_a_mapping_names_the_key_and_what_is_expected(
    oud: str, mapping: Callable[[dict[str, str]], Registers]
) -> None:
    nieuw, zin = VERKEERD[oud]
    registers = mapping({oud: nieuw})
    alles = (registers.werkmap, registers.gebieden, registers.indicatoren)
    gelezen = find_mapping("veilig-thuis-records", *alles)
    with pytest.raises(ContractError) as fout:
        read_records_block(gelezen, registers.gebieden, registers.indicatoren)
    assert zin in str(fout.value)
    assert "verwacht:" in str(fout.value)


def test_two_mappings_for_one_file_are_an_error_that_names_both(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({'naam = "veilig-thuis-records"': 'naam = "veilig-thuis-records"'})
    map_ = registers.werkmap.own / "mappings"
    tekst = (map_ / "veilig-thuis-records.toml").read_text("utf-8")
    (map_ / "dubbel.toml").write_text(tekst.replace("veilig-thuis-records", "dubbel"), "utf-8")
    (tmp_path / "r.csv").write_bytes(GOED)
    with pytest.raises(ContractError, match="2 mappings: dubbel, veilig-thuis-records"):
        read_file(tmp_path / "r.csv", registers)
