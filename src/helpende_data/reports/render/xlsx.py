"""The report as a workbook: cover, exactly the shown figures, explanation, sources."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from helpende_data.reports.model import Alinea, Bronregel, Lijst, Rapport
from helpende_data.reports.render.tekst import (
    LEEG,
    MARGES,
    STATUS,
    publiek_label,
    running_title,
    shown_number,
    status_label,
)
from helpende_data.schema.tables import MATEN, STATUSSEN
from helpende_data.statistics import Cijfer

CREATED = datetime(2020, 1, 1)  # a constant: the same report gives the same bytes
ACCENT, ACCENT_SOFT, GREY = "#0B5563", "#E3EFF1", "#5A6469"
CELL_LIMIT = 32_767  # more does not fit in a cell of Excel

KOLOMMEN: tuple[tuple[str, int], ...] = (
    ("Gebiedscode", 12),
    ("Gebied", 24),
    ("Gebied van de noemer (dekking)", 18),
    ("Indicator", 26),
    ("Uitsplitsing", 20),
    ("Periode", 11),
    ("Maat (wat het getal is)", 27),
    ("Waarde (in de eenheid van de maat)", 16),
    ("Ondergrens (zelfde eenheid)", 14),
    ("Bovengrens (zelfde eenheid)", 14),
    ("Noemer (waardoor is gedeeld)", 16),
    ("Noemer is", 24),
    ("Status", 16),
    ("Voorlopig", 11),
    ("Voorbeeldcijfer", 15),
    ("Bron", 60),
    ("Waarom er geen cijfer is", 44),
)
BRONKOLOMMEN: tuple[tuple[str, int], ...] = (
    ("Uitgever", 26),
    ("Titel", 44),
    ("Adres", 44),
    ("Licentie", 16),
    ("Gepubliceerd", 14),
    ("Opgehaald", 14),
    ("Bestand", 40),
    ("sha256", 68),
    ("Gewijzigd in de werkmap", 14),
)


class _Blad:
    """One sheet: the stamp on its first row and in header and footer, texts always as texts."""

    def __init__(self, boek: Any, naam: str, rapport: Rapport) -> None:
        self.boek = boek
        self.blad = boek.add_worksheet(naam)
        self.blad.hide_gridlines(2)
        self.blad.set_paper(9)
        self.blad.set_margins(left=0.5, right=0.5, top=0.9, bottom=0.8)
        self.blad.fit_to_pages(1, 0)
        stempel = rapport.stempel[:60].replace("&", "&&")
        titel = running_title(rapport)[:120].replace("&", "&&")
        self.blad.set_header(f"&L&9{titel}&R&9&K9A3412{stempel}" if stempel else f"&L&9 {titel}")
        self.blad.set_footer(f"&L&9&K9A3412{stempel}&R&9bladzijde &P van &N")
        self.rij = 0
        if rapport.stempel:
            self.text(0, 0, rapport.stempel, "stempel")
            self.blad.set_row(0, 22)
        self.rij = 1

    def text(self, rij: int, kolom: int, tekst: str, stijl: str = "gewoon") -> None:
        opmaak = self.boek.stijlen[stijl]
        if tekst:
            self.blad.write_string(rij, kolom, tekst[:CELL_LIMIT], opmaak)
        else:
            self.blad.write_blank(rij, kolom, None, opmaak)

    def line(self, tekst: str, stijl: str = "gewoon", kolom: int = 0) -> None:
        self.text(self.rij, kolom, tekst, stijl)
        self.rij += 1

    def pair(self, label: str, tekst: str) -> None:
        self.text(self.rij, 0, label, "label")
        self.text(self.rij, 1, tekst, "tekst")
        self.rij += 1

    def head(self, kolommen: tuple[tuple[str, int], ...]) -> None:
        for i, (kop, breedte) in enumerate(kolommen):
            self.text(self.rij, i, kop, "kop")
            self.blad.set_column(i, i, breedte)
        self.blad.set_row(self.rij, 46)

    def table(self, kolommen: tuple[tuple[str, int], ...], aantal: int, naam: str) -> None:
        """Make the heading row and `aantal` rows below it a real, filterable Excel table."""
        start, stop = self.rij, self.rij + aantal
        self.head(kolommen)
        if aantal:
            kop = self.boek.stijlen["kop"]
            self.blad.add_table(
                start,
                0,
                stop,
                len(kolommen) - 1,
                {
                    "name": naam,
                    "style": "Table Style Light 1",
                    "columns": [{"header": k, "header_format": kop} for k, _ in kolommen],
                },
            )
        self.blad.freeze_panes(start + 1, 0)
        self.blad.repeat_rows(start)
        self.blad.set_landscape()
        self.rij += 1


def _styles(boek: Any) -> dict[str, Any]:
    basis = {"font_name": "Calibri", "font_size": 11, "valign": "top"}
    looks: dict[str, dict[str, Any]] = {
        "gewoon": {},
        "tekst": {"text_wrap": True},
        "label": {"bold": True, "font_color": ACCENT},
        "titel": {"bold": True, "font_size": 20, "font_color": ACCENT},
        "onder": {"font_size": 13, "font_color": GREY},
        "tussenkop": {"bold": True, "font_size": 13, "font_color": ACCENT},
        "stempel": {"bold": True, "font_size": 13, "font_color": "#FFFFFF", "bg_color": "#9A3412"},
        "kop": {
            "bold": True,
            "text_wrap": True,
            "font_color": "#FFFFFF",
            "bg_color": ACCENT,
            "valign": "vcenter",
        },
        "mist": {"italic": True, "font_color": GREY},
    }
    return {naam: boek.add_format(basis | look) for naam, look in looks.items()}


def _number_format(cijfer: Cijfer) -> str:
    getal = "#,##0" + ("." + "0" * cijfer.decimalen if cijfer.decimalen else "")
    return f'"€" {getal}' if cijfer.maat == "euro" else getal


def _cover(boek: Any, rapport: Rapport) -> None:
    blad = _Blad(boek, "Voorblad", rapport)
    blad.blad.set_column(0, 0, 22)
    blad.blad.set_column(1, 1, 92)
    blad.line(rapport.titel, "titel")
    blad.blad.set_row(blad.rij - 1, 30)
    if rapport.ondertitel:
        blad.line(rapport.ondertitel, "onder")
    blad.rij += 1
    blad.pair("Gebied", f"{rapport.gebied} ({rapport.gebied_code})")
    blad.pair("Periode", rapport.periode_label)
    blad.pair("Bestemd", publiek_label(rapport))
    if rapport.stempel:
        blad.pair("Let op", rapport.stempel)
    for blok in rapport.voorblad:
        if isinstance(blok, Alinea):
            blad.pair("Let op" if blok.soort == "let_op" else "", blok.tekst)
        elif isinstance(blok, Lijst):
            for punt in blok.punten:
                blad.pair("", f"• {punt}")
    blad.rij += 1
    blad.line("De kern", "tussenkop")
    for nummer, regel in enumerate(rapport.kern, start=1):
        blad.text(blad.rij, 0, str(nummer), "label")
        blad.text(blad.rij, 1, regel, "tekst")
        blad.rij += 1
    for kop, tekst in rapport.eigen_woorden():
        blad.pair(kop, tekst)
    blad.rij += 1
    blad.line("Hoe leest u dit bestand?", "tussenkop")
    blad.pair("Cijfers", "Precies de cijfers van het rapport: één rij per getoond cijfer.")
    blad.pair("Lege cellen", LEEG)
    blad.pair("Grenzen", MARGES)
    blad.pair("Toelichting", "Wat de statussen en de afkortingen betekenen.")
    blad.pair("Bronnen", "Waar de cijfers vandaan komen, met datum en licentie.")
    blad.rij += 1
    if rapport.organisatie:
        blad.pair("Organisatie", rapport.organisatie)
    if rapport.contact:
        blad.pair("Contact", rapport.contact)
    blad.pair("Versie", rapport.versie)


def _figures(boek: Any, rapport: Rapport) -> None:
    blad = _Blad(boek, "Cijfers", rapport)
    blad.line(f"Cijfers bij {rapport.titel}", "tussenkop")
    blad.rij += 1
    formats: dict[str, Any] = {}

    def number(kolom: int, waarde: float | None, code: str) -> None:
        if code not in formats:
            look = {"font_name": "Calibri", "font_size": 11, "valign": "top", "num_format": code}
            formats[code] = boek.add_format(look)
        if waarde is not None:
            blad.blad.write_number(blad.rij, kolom, waarde, formats[code])

    blad.table(KOLOMMEN, len(rapport.cijfers), "Cijfers")
    for cijfer in rapport.cijfers:
        waarde = shown_number(cijfer.getal, cijfer.decimalen)
        noemer = shown_number(cijfer.noemer)
        for kolom, tekst in enumerate(
            (
                cijfer.gebied_code,
                cijfer.gebied,
                cijfer.dekking,
                cijfer.indicator,
                cijfer.uitsplitsing,
                cijfer.periode,
                MATEN.get(cijfer.maat, cijfer.maat),
            )
        ):
            blad.text(blad.rij, kolom, tekst)
        code = _number_format(cijfer)
        number(7, waarde, code)
        number(8, shown_number(cijfer.laag, cijfer.decimalen), code)
        number(9, shown_number(cijfer.hoog, cijfer.decimalen), code)
        number(10, noemer, "#,##0" if noemer is None or noemer.is_integer() else "#,##0.0")
        blad.text(blad.rij, 11, cijfer.noemer_label)
        blad.text(blad.rij, 12, status_label(cijfer), "mist" if waarde is None else "gewoon")
        blad.text(blad.rij, 13, "ja" if cijfer.voorlopig else "nee")
        blad.text(blad.rij, 14, "ja" if cijfer.synthetisch else "nee")
        blad.text(blad.rij, 15, cijfer.bron)
        blad.text(blad.rij, 16, cijfer.reden)
        blad.rij += 1
    if not rapport.cijfers:
        blad.line("Dit rapport toont geen cijfers.", "mist")


def _explanation(boek: Any, rapport: Rapport) -> None:
    blad = _Blad(boek, "Toelichting", rapport)
    blad.blad.set_column(0, 0, 26)
    blad.blad.set_column(1, 1, 92)
    blad.line("Wat betekent de status?", "tussenkop")
    for status, betekenis in STATUSSEN.items():
        blad.pair(STATUS[status], betekenis)
    blad.pair("voorlopig", "De uitgever kan dit cijfer nog veranderen.")
    blad.pair("lege cel", LEEG)
    blad.rij += 1
    blad.line("Wat betekent de maat?", "tussenkop")
    for betekenis, uitleg in (
        (MATEN["aantal"], "Hoe vaak iets is geteld."),
        (MATEN["per_100k"], "Het aantal, omgerekend naar een gebied met 100.000 inwoners."),
        (MATEN["aandeel_pct"], "Welk deel van het geheel, op de honderd."),
        (MATEN["verhouding"], "Hoeveel keer het ene in het andere gaat."),
        (MATEN["verwacht"], "Wat u zou verwachten bij het cijfer van de regio. Geen telling."),
        (MATEN["euro"], "Bedrag in euro's."),
        (MATEN["inwoners"], "Het aantal inwoners op 1 januari van dat jaar."),
    ):
        blad.pair(betekenis, uitleg)
    blad.rij += 1
    blad.line("Wat betekenen de grenzen?", "tussenkop")
    blad.pair("onder- en bovengrens", MARGES)
    if rapport.woorden:
        blad.rij += 1
        blad.line("Woorden en afkortingen", "tussenkop")
        for woord, betekenis in rapport.woorden.items():
            blad.pair(woord, betekenis)


def _sources(boek: Any, rapport: Rapport) -> None:
    blad = _Blad(boek, "Bronnen", rapport)
    blad.line("Bronnen", "tussenkop")
    blad.rij += 1
    blad.table(BRONKOLOMMEN, len(rapport.bronnen), "Bronnen")
    for bron in rapport.bronnen:
        for kolom, tekst in enumerate(_source_row(bron)):
            blad.text(blad.rij, kolom, tekst, "tekst" if kolom in (1, 2, 6) else "gewoon")
        blad.rij += 1
    if not rapport.bronnen:
        blad.line("Dit rapport noemt geen bronnen.", "mist")


def _source_row(bron: Bronregel) -> tuple[str, ...]:
    return (
        bron.uitgever,
        bron.titel,
        bron.adres,
        bron.licentie,
        bron.gepubliceerd,
        bron.opgehaald,
        bron.bestand,
        bron.sha256,
        "ja" if bron.gewijzigd else "nee",
    )


def to_xlsx(rapport: Rapport) -> bytes:
    """The workbook: Voorblad, Cijfers, Toelichting and Bronnen. Equal reports give equal bytes.

    Every text is written as text, so nothing in a name or a source can become a formula; a missing
    number is an empty cell, and the column Status says why.
    """
    import xlsxwriter

    out = io.BytesIO()
    boek = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    boek.set_properties(
        {
            "title": rapport.titel,
            "subject": running_title(rapport),
            "author": "helpende-data",
            "comments": rapport.stempel,
            "created": CREATED,
        }
    )
    boek.stijlen = _styles(boek)
    for write_sheet in (_cover, _figures, _explanation, _sources):
        write_sheet(boek, rapport)
    boek.close()
    return out.getvalue()
