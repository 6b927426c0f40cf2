"""Draws the workbook of a template: sheets, drop-downs, what a cell takes. Reads no mapping."""

from __future__ import annotations

import io
from collections.abc import Mapping as Pairs
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from helpende_data.sources.mapping.herkennen import MERK
from helpende_data.sources.mapping.model import Mapping, TabelMapping
from helpende_data.sources.mapping.tekst import LOS
from helpende_data.sources.mapping.toepassen import STEMPEL

ROWS = 500  # that are ready to be filled in
EMPTY = "een lege cel"
_MADE = datetime(2000, 1, 1)  # the same template, the same bytes
_LISTS = "Lijsten"


@dataclass(frozen=True)
class Invulkolom:
    """A column to fill in: its header, what it is for, and what may be chosen."""

    kop: str
    uitleg: str
    keuzes: tuple[str, ...] = ()
    aantal: bool = False


def header_rows(kolom: Invulkolom, koprijen: int) -> list[str]:
    """The header of a column over several rows; its last part is repeated to fill them."""
    delen = kolom.kop.split(LOS)
    if len(delen) > koprijen:
        delen = [kolom.kop]
    return delen + delen[-1:] * (koprijen - len(delen))


def draw_sjabloon(
    mapping: Mapping,
    regels: TabelMapping,
    kolommen: Sequence[Invulkolom],
    *,
    los: Sequence[tuple[str, str]],
    tekens: Pairs[str, str],
    keuzes: Pairs[str, str],
) -> bytes:
    """The bytes of an XLSX: a sheet to fill in, one with instructions, a hidden one with lists.

    Args:
        los: name and text of what stands above the table.
        tekens: sign in the place of a count -> meaning.
        keuzes: subject that can be chosen -> definition.
    """
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True})
    boek.set_properties({"title": mapping.herkomst.titel, "created": _MADE})
    vet = boek.add_format({"bold": True})
    naam = next((blad for blad in regels.bladen if "*" not in blad), "Invullen")
    invullen, uitleg, lijsten = map(boek.add_worksheet, (naam, "Uitleg", _LISTS))
    lijsten.hide()
    invullen.write_string(0, 0, mapping.herkomst.titel, vet)
    for rij, (wat, tekst) in enumerate(los, start=1):
        invullen.write_string(rij, 0, f"{wat}:")
        invullen.write_string(rij, 1, tekst)
    kop = boek.add_format(
        {"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#E8EEF2", "border": 1}
    )
    _draw_columns(invullen, lijsten, kolommen, kop, len(los) + 2, regels.koprijen)
    signs = [teken for teken in tekens if teken != EMPTY]
    _allow_counts(
        invullen,
        lijsten,
        kolommen,
        signs,
        len(los) + 2 + regels.koprijen,
        mapping.herkomst.afronding,
    )
    wikkel = boek.add_format({"text_wrap": True, "valign": "top"})
    _explain(uitleg, mapping, kolommen, tekens, keuzes, vet, wikkel)
    boek.close()
    return uit.getvalue()


def _hint(kolom: Invulkolom) -> dict[str, Any]:
    """What Excel shows beside a cell, as long as it allows."""
    return {"input_title": kolom.kop[:32], "input_message": kolom.uitleg[:255]}


def _draw_columns(
    blad: Any, lijsten: Any, kolommen: Sequence[Invulkolom], kop: Any, koprij: int, koprijen: int
) -> None:
    """The header, and the lists to choose from."""
    from xlsxwriter.utility import xl_col_to_name

    eerste = koprij + koprijen
    for nummer, kolom in enumerate(kolommen):
        for diep, tekst in enumerate(header_rows(kolom, koprijen)):
            blad.write_string(koprij + diep, nummer, tekst, kop)
        if kolom.aantal:
            continue
        keuze = {"validate": "any"} | _hint(kolom)
        if kolom.keuzes:
            lijsten.write_column(0, nummer, kolom.keuzes)
            letter = xl_col_to_name(nummer)
            keuze |= {
                "validate": "list",
                "source": f"={_LISTS}!${letter}$1:${letter}${len(kolom.keuzes)}",
                "error_title": "Kies uit de lijst",
                "error_message": "Dit staat niet in de lijst.",
            }
        blad.data_validation(eerste, nummer, eerste + ROWS - 1, nummer, keuze)
    blad.set_column(0, max(len(kolommen) - 1, 0), 18)
    blad.freeze_panes(eerste, 1)


def _allow_counts(
    blad: Any,
    lijsten: Any,
    kolommen: Sequence[Invulkolom],
    tekens: Sequence[str],
    eerste: int,
    afronding: int,
) -> None:
    """Columns of counts take a whole number, or a sign of the mapping."""
    from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

    letter = xl_col_to_name(len(kolommen))
    for rij, teken in enumerate(tekens):
        lijsten.write_string(rij, len(kolommen), teken)
    signs = f"{_LISTS}!${letter}$1:${letter}${len(tekens)}"
    for nummer, kolom in enumerate(kolommen):
        if not kolom.aantal:
            continue
        cel = xl_rowcol_to_cell(eerste, nummer)
        geheel = f"{cel}>=0,{cel}=INT({cel})" + (f",MOD({cel},{afronding})=0" if afronding else "")
        # A text is no number, so the two are asked apart: INT of a text is an error.
        anders = f'OR(LEFT({cel},1)="<",COUNTIF({signs},{cel})>0)'
        keuze = {
            "validate": "custom",
            "value": f"=IF(ISNUMBER({cel}),AND({geheel}),{anders})",
            "error_title": "Geen aantal",
            "error_message": "Vul een heel getal vanaf 0 in, of een teken van het blad Uitleg.",
        }
        blad.data_validation(eerste, nummer, eerste + ROWS - 1, nummer, keuze | _hint(kolom))


def _explain(
    blad: Any,
    mapping: Mapping,
    kolommen: Sequence[Invulkolom],
    tekens: Pairs[str, str],
    keuzes: Pairs[str, str],
    vet: Any,
    wikkel: Any,
) -> None:
    """The sheet with instructions, signs and definitions."""
    blad.write_string(0, 0, mapping.herkomst.titel, vet)
    blad.write_string(1, 0, f"{MERK.capitalize()} {mapping.naam}")
    blad.write_string(2, 0, "Soort cijfers")
    blad.write_string(2, 1, "echte cijfers")
    soort = {"validate": "list", "source": ["echte cijfers", STEMPEL.upper()]}
    blad.data_validation(2, 1, 2, 1, soort)
    regel = 4
    for zin in (
        mapping.uitleg,
        "Vul het eerste blad in. Een rij is een gebied in een periode.",
        "Verander de kop niet: daaraan herkent het programma dit bestand.",
        "Noem nergens namen, geboortedatums of adressen.",
        f"Zijn de cijfers verzonnen? Kies dan hierboven, in cel B3, voor {STEMPEL.upper()}.",
        "Lees het bestand in met: hd ingest, en daarachter de naam van dit bestand.",
    ):
        if zin:
            blad.write_string(regel, 0, zin)
            regel += 1
    for titel, paren in (
        ("Tekens in de plaats van een aantal", tekens),
        ("Wat de kolommen betekenen", {kolom.kop: kolom.uitleg for kolom in kolommen}),
        ("Wat u kunt kiezen", keuzes),
    ):
        if paren:
            blad.write_string(regel + 1, 0, titel, vet)
            regel += 2
        for links, rechts in paren.items():
            blad.write_string(regel, 0, links, wikkel)
            blad.write_string(regel, 1, rechts, wikkel)
            regel += 1
    blad.set_column(0, 0, 40)
    blad.set_column(1, 1, 90)
