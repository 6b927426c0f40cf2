"""Makes an empty workbook or CSV from a mapping, which reads it when it was filled in."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from helpende_data.errors import UsageError, WriteError
from helpende_data.files import os_path, write_atomic
from helpende_data.gebieden import Gebieden
from helpende_data.schema import STATUSSEN, Indicatoren
from helpende_data.sources.levering import Registers
from helpende_data.sources.mapping.lezen import find_mapping
from helpende_data.sources.mapping.model import NUL, Mapping, Plek, TabelMapping, split_code
from helpende_data.sources.mapping.sjabloon_xlsx import (
    EMPTY,
    Invulkolom,
    draw_sjabloon,
    header_rows,
)
from helpende_data.sources.mapping.tekst import LOS

FIRST_YEAR = 2019


def write_sjabloon(naam: str, registers: Registers, uit: Path | None = None) -> Path:
    """Write the empty template of a mapping; a filled one is read with that mapping.

    Args:
        naam: of the mapping.
        uit: XLSX or CSV; None: ``NAAM-sjabloon.xlsx`` in the werkmap.

    Raises:
        SourceError: no such mapping.
        UsageError: this kind of mapping has no template, or `uit` is no XLSX or CSV.
        WriteError: the file exists; a template that was filled in is never overwritten.
    """
    werkmap = registers.werkmap
    mapping = find_mapping(naam, werkmap, registers.gebieden, registers.indicatoren)
    doel = uit or werkmap.root / f"{naam}-sjabloon.xlsx"
    soort = doel.suffix.lower()
    if soort not in (".xlsx", ".csv"):
        raise UsageError("een sjabloon is xlsx of csv", waar=str(doel))
    if Path(os_path(doel)).exists():
        raise WriteError(
            "dit bestand bestaat al", waar=str(doel), doe="kies een andere naam met --uit"
        )
    regels = _fillable(mapping)
    kolommen = tuple(_columns(regels, registers.gebieden, registers.indicatoren))
    if soort == ".csv":
        inhoud = _csv(regels, kolommen)
    else:
        inhoud = draw_sjabloon(
            mapping,
            regels,
            kolommen,
            los=_loose(regels),
            tekens=_signs(regels),
            keuzes=_choices(regels, registers.indicatoren),
        )
    write_atomic(doel, inhoud)
    return doel


def _fillable(mapping: Mapping) -> TabelMapping:
    """The rules of a mapping that a single list can be filled in for.

    Raises:
        UsageError: areas or periods stand across, in the name of a sheet or of the file.
    """
    waar = mapping.shown
    if mapping.tabel is None:
        raise UsageError("een sjabloon is er niet voor losse adviezen of meldingen", waar=waar)
    for plek, naam in ((mapping.tabel.gebied, "het gebied"), (mapping.tabel.periode, "de periode")):
        if set(plek.uit) - {"titel"}:
            raise UsageError(
                f"bij deze mapping kan geen sjabloon: {naam} staat in {' en '.join(plek.uit)}",
                waar=waar,
                doe="kies bij gebied en periode voor kolom, titel of vast",
            )
    return mapping.tabel


def _columns(
    regels: TabelMapping, gebieden: Gebieden, indicatoren: Indicatoren
) -> Iterator[Invulkolom]:
    for kop in regels.gebied.kolommen:
        yield Invulkolom(kop, "Kies de gemeente of het gebied.", _areas(regels.gebied, gebieden))
    for kop in regels.periode.kolommen:
        keuzes = _periods() if len(regels.periode.kolommen) == 1 else ()
        yield Invulkolom(kop, "De periode, zoals 2024 of 2024-H1 (eerste halfjaar).", keuzes)
    delen = [label.split(LOS) for label in regels.labels]
    for nummer, kop in enumerate(regels.wat.kolommen):
        keuzes = tuple(dict.fromkeys(d[nummer] for d in delen if len(d) > nummer))
        yield Invulkolom(kop, "Kies wat u telt.", keuzes)
    if regels.aantal:
        yield Invulkolom(regels.aantal, "Het aantal: een heel getal vanaf 0.", aantal=True)
    else:
        for label, code in regels.labels.items():
            yield Invulkolom(label, _definition(code, indicatoren), aantal=True)
    for kop in regels.negeren:
        if "*" not in kop:
            yield Invulkolom(kop, "Hier mag u iets toelichten. Noem geen personen.")


def _areas(plek: Plek, gebieden: Gebieden) -> tuple[str, ...]:
    """Own names of the mapping, then the municipalities of today."""
    gemeenten = sorted(
        g.naam for g in gebieden.by_code.values() if g.soort == "gemeente" and not g.laatste_jaar
    )
    return (*plek.namen, *gemeenten)


def _periods() -> tuple[str, ...]:
    jaren = range(date.today().year + 1, FIRST_YEAR - 1, -1)
    return tuple(f"{jaar}{deel}" for jaar in jaren for deel in ("", "-H2", "-H1"))


def _definition(code: str, indicatoren: Indicatoren) -> str:
    """What a label counts, in the words of the registry."""
    naam, uitsplitsing = split_code(code)
    indicator = indicatoren[naam]
    if uitsplitsing == "totaal":
        return indicator.definitie
    return f"{indicator.naam}, alleen: {indicator.category(uitsplitsing)}."


def _choices(regels: TabelMapping, indicatoren: Indicatoren) -> dict[str, str]:
    """What can be chosen as subject, with its definition."""
    if not regels.wat.kolommen:
        return {}
    return {label: _definition(code, indicatoren) for label, code in regels.labels.items()}


def _signs(regels: TabelMapping) -> dict[str, str]:
    """Texts that may stand in the place of a count, and what they mean."""
    tekens = {"<5": "minder dan 5, niet precies bekend", "onbekend": STATUSSEN["onbekend"]}
    tekens["nvt"] = STATUSSEN["niet_van_toepassing"]
    for teken, betekent in regels.tekens.items():
        if betekent.hoog is not None and betekent.status != NUL:
            tekens[teken] = f"{betekent.laag} tot en met {betekent.hoog}, niet precies bekend"
        else:
            tekens[teken] = "geen (0)" if betekent.status == NUL else STATUSSEN[betekent.status]
    leeg = "geen (0)" if regels.leeg == NUL else STATUSSEN.get(regels.leeg, "telt niet mee")
    return {**tekens, EMPTY: leeg}


def _loose(regels: TabelMapping) -> list[tuple[str, str]]:
    """What stands above the table, when the area or the period is told in a title."""
    los = [("Gebied", regels.gebied), ("Periode", regels.periode)]
    return [(naam, "vul in") for naam, plek in los if "titel" in plek.uit]


def _csv(regels: TabelMapping, kolommen: Sequence[Invulkolom]) -> bytes:
    """Only the header: Excel opens it with accents and in columns."""
    uit = io.StringIO()
    schrijver = csv.writer(uit, delimiter=";", lineterminator="\r\n")
    schrijver.writerows([[f"{naam}:", wat] for naam, wat in _loose(regels)])
    koppen = [header_rows(kolom, regels.koprijen) for kolom in kolommen]
    schrijver.writerows(zip(*koppen, strict=True))
    return uit.getvalue().encode("utf-8-sig")
