"""Reads a whole workbook as a mapping says: its tables, its counts, every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from helpende_data.errors import ContractError, Fault
from helpende_data.files import os_path
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.schema import TELLINGEN, check
from helpende_data.schema.check import some
from helpende_data.sources.levering import Levering, Registers, partly
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Raster, Tabel, cut_tables, find_headers
from helpende_data.sources.mapping.model import Mapping, TabelMapping, split_code
from helpende_data.sources.mapping.persoonlijk import refuse_personal
from helpende_data.sources.mapping.regels import Feit, TabelLezer
from helpende_data.sources.mapping.tekst import as_text, matches, plain
from helpende_data.sources.werkboek import Blad, Werkboek

if TYPE_CHECKING:
    import pandas as pd

STEMPEL = "voorbeeldcijfers"  # in a cell: these figures are invented
_STEMPEL_ROWS = 20


def find_tables(
    rasters: Sequence[Raster], mapping: Mapping, namen: Gebiedsnamen
) -> Iterator[tuple[Raster, Tabel]]:
    """Every table in these sheets whose header is the one of the mapping."""
    regels = mapping.tabel
    if regels is None:
        return
    sleutels = (*regels.gebied.kolommen, *regels.periode.kolommen, *regels.wat.kolommen)
    for raster in rasters:
        if regels.bladen and not matches(raster.blad.naam, regels.bladen):
            continue

        def is_data(rij: int, raster: Raster = raster) -> bool:
            return _holds_figures(raster, rij, namen)

        koppen = find_headers(raster, mapping.kop, regels.koprijen, is_data)
        for tabel in cut_tables(raster, koppen, regels.koprijen, sleutels, is_data):
            yield raster, tabel


def _holds_figures(raster: Raster, rij: int, namen: Gebiedsnamen) -> bool:
    """Does a row name an area and something else, or hold a number that is no year?"""
    teksten = [tekst for tekst in map(as_text, raster.rijen[rij]) if tekst]
    if any(t.isdecimal() and not (len(t) == 4 and t[:2] in ("19", "20")) for t in teksten):
        return True
    return len(teksten) > 1 and namen.knows(teksten[0])


def read_with(pad: Path, boek: Werkboek, mapping: Mapping, registers: Registers) -> Levering:
    """The delivery in a workbook, read as a mapping of kind tabel says.

    Args:
        pad: the file, for its name and its date.
        boek: its cells.

    Raises:
        PrivacyError: a column is about people.
        ContractError: with every fault of the file: sheet, cell, what stands there, what was
            expected; `PartlyReadError` when other cells are right.
    """
    regels = mapping.tabel
    assert regels is not None
    namen = Gebiedsnamen(registers.gebieden, regels.gebied.namen)
    tabellen = list(find_tables(list(map(Raster, boek.bladen)), mapping, namen))
    refuse_personal(tabellen, boek.bestand, mapping.kop)
    lezers = []
    for raster, tabel in tabellen:
        lezer = TabelLezer(boek, raster, tabel, mapping, regels, namen, pad.stem)
        lezer.read()
        lezers.append(lezer)
    feiten, dubbel = _once(lezers, registers.gebieden)
    faults = [*(fault for lezer in lezers for fault in lezer.faults), *dubbel]
    gebieden = sorted({feit.gebied_code for _, feit in feiten})
    if mapping.per_gebied and len(gebieden) > 1:
        faults.append(Fault(0, "", f"er staan {len(gebieden)} gebieden in", verwacht="een gebied"))
    if not feiten and not faults:
        faults.append(Fault(0, "", "er staat geen enkel aantal in", verwacht="ingevulde rijen"))
    stempel = any(_is_stamped(blad) for blad in boek.bladen)
    herkomst = replace(
        mapping.herkomst,
        opgehaald=file_date(pad),
        sha256=boek.sha256,
        synthetisch=mapping.herkomst.synthetisch or stempel,
    )

    def levering() -> Levering:
        return Levering(
            naam=pad.stem,
            bestand=boek.bestand,
            tabel="tellingen",
            df=_table(boek, feiten, regels, replace(mapping, herkomst=herkomst)),
            herkomst=herkomst,
            sha256=boek.sha256,
            reeks="/".join([mapping.naam, *(gebieden if mapping.per_gebied else [])]),
            periodes=tuple(sorted({str(feit.periode) for _, feit in feiten})),
            waarschuwingen=tuple(_warnings(lezers)),
            narekenen=tuple(deel for lezer in lezers for deel in lezer.gedrukt),
            ongebruikt=tuple(dict.fromkeys(kop for lezer in lezers for kop in lezer.ongebruikt)),
        )

    if faults:
        fout = _contract_error(faults, mapping, boek.bestand)
        raise partly(fout, levering) if feiten else fout
    return levering()


def _table(
    boek: Werkboek, feiten: Sequence[tuple[Blad, Feit]], regels: TabelMapping, mapping: Mapping
) -> pd.DataFrame:
    import pandas as pd

    bron = mapping.herkomst
    codes = [split_code(feit.code) for _, feit in feiten]
    tellingen = [feit.telling for _, feit in feiten]
    df = pd.DataFrame(
        {
            "bron": bron.bron,
            "levering_id": "nieuw",
            "herkomst": [boek.vindplaats(blad, f.rij, f.kolom) for blad, f in feiten],
            "vindplaats": [f"blad {blad.naam}" if blad.naam else "" for blad, _ in feiten],
            "indicator": [indicator for indicator, _ in codes],
            "uitsplitsing": [uitsplitsing for _, uitsplitsing in codes],
            "gebied_code": [f.gebied_code for _, f in feiten],
            "dekking": [regels.dekking or f.gebied_code for _, f in feiten],
            "periode": [str(f.periode) for _, f in feiten],
            "aantal": [t.aantal for t in tellingen],
            "laag": [t.laag for t in tellingen],
            "hoog": [t.hoog for t in tellingen],
            "status": [t.status for t in tellingen],
            "voorlopig": ["ja" if f.voorlopig else "nee" for _, f in feiten],
            "bescherming": bron.bescherming,
            "synthetisch": "ja" if bron.synthetisch else "nee",
            "opmerking": "",
        }
    )
    return check(df, TELLINGEN, waar=boek.bestand)


def _once(
    lezers: Sequence[TabelLezer], gebieden: Gebieden
) -> tuple[list[tuple[Blad, Feit]], list[Fault]]:
    """Each figure where it stands first, and a fault for each that stands there again."""
    eerste: dict[tuple[str, str, Periode], tuple[TabelLezer, Feit]] = {}
    faults = []
    for lezer in lezers:
        for feit in lezer.feiten:
            sleutel = (feit.code, feit.gebied_code, feit.periode)
            ander, eerder = eerste.setdefault(sleutel, (lezer, feit))
            if eerder is not feit:
                plek = ander.fault_at(eerder.rij, eerder.kolom, "").plek
                wie = f"{feit.code} van {gebieden.name(feit.gebied_code)} in {feit.periode}"
                wat = f"{wie} staat er twee keer in, ook in {plek}"
                faults.append(lezer.fault_at(feit.rij, feit.kolom, wat, verwacht="een keer"))
    return [(lezer.blad, feit) for lezer, feit in eerste.values()], faults


def _warnings(lezers: Sequence[TabelLezer]) -> Iterator[Fault]:
    for naam in dict.fromkeys(lezer.blad.naam for lezer in lezers if lezer.blad.verborgen):
        yield Fault(0, "", "dit blad is verborgen en is meegelezen", naam)
    for lezer in lezers:
        yield from lezer.waarschuwingen


def _contract_error(faults: Sequence[Fault], mapping: Mapping, shown: str) -> ContractError:
    fouten = "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"
    return ContractError(
        f"{fouten} in deze levering, gelezen met de mapping {mapping.naam}",
        waar=f"{shown}: {some(faults)}",
        doe="herstel het bestand of de mapping en lees het opnieuw in",
        faults=tuple(faults),
    )


def _is_stamped(blad: Blad) -> bool:
    """Does the head of a sheet say that its figures are invented?"""
    koppen = (cel for rij in blad.rijen[:_STEMPEL_ROWS] for cel in rij if isinstance(cel, str))
    return any(plain(cel).startswith(STEMPEL) for cel in koppen)


def file_date(pad: Path) -> str:
    """The day on which the file was last saved: how fresh these figures are."""
    return date.fromtimestamp(Path(os_path(pad)).stat().st_mtime).isoformat()
