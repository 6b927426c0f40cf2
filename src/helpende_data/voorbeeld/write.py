"""Writes the example as deliveries in the layout of `data/bron/`. Draws and reads no figures."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpende_data.errors import WriteError
from helpende_data.files import Werkmap, read_bytes, replace_together
from helpende_data.gebieden import read_gebieden
from helpende_data.periodes import Periode
from helpende_data.provenance import sha256
from helpende_data.schema import LAYOUT, read_indicatoren
from helpende_data.voorbeeld.read import read_instellingen
from helpende_data.voorbeeld.settings import Instellingen

if TYPE_CHECKING:
    from helpende_data.voorbeeld.cijfer import Cijfer, Inwonertal
    from helpende_data.voorbeeld.region import Voorbeeld

FOLDER = "leveringen"
SETTINGS = "voorbeeld.toml"
OPGAVEN = "voorbeeld-opgaven.csv"  # fixed: words and amounts are not drawn
_JAARREEKS = "veilig-thuis-voorbeeld-"


def make_voorbeeld(werkmap: Werkmap, *, seed: int | None = None) -> tuple[Path, ...]:
    """Write the synthetic example region into the werkmap and return its CSV files.

    The files are deliveries like any other: `sources.read_published` reads them, and
    `dataset.add_leveringen` adds them. The same seed and settings give the same bytes.

    Args:
        werkmap: the files come in its folder ``leveringen/``; all or none are replaced.
        seed: whole number; None takes `zaad` from ``data/voorbeeld.toml``.

    Returns:
        The CSV files in the order of their names; each has its herkomst beside it.

    Raises:
        SourceError, ContractError: the settings are missing or wrong; nothing was written.
        WriteError: nothing was replaced.
    """
    from helpende_data.voorbeeld.region import draw_voorbeeld

    instellingen_file = werkmap.data_file(SETTINGS)
    shown = werkmap.shown(instellingen_file)
    gebieden = read_gebieden(werkmap)
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    instellingen = read_instellingen(instellingen_file, shown, gebieden, indicatoren)
    if seed is not None:
        instellingen = replace(instellingen, zaad=seed)
    voorbeeld = draw_voorbeeld(instellingen, gebieden, indicatoren, shown)
    leveringen = _leveringen(voorbeeld, instellingen) | {
        "opgaven-voorbeeld": (
            "opgaven",
            "Verzonnen raming en landelijke achtergrond",
            read_bytes(werkmap.data_file(OPGAVEN)),
        )
    }
    bestanden: dict[str, bytes] = {}
    for naam in sorted(leveringen):
        tabel, titel, inhoud = leveringen[naam]
        bestanden[f"{naam}.csv"] = inhoud
        bestanden[f"{naam}.herkomst.toml"] = _herkomst(tabel, titel, inhoud, instellingen.zaad)
    folder = werkmap.root / FOLDER
    replace_together(folder, bestanden)
    _remove_other_years(folder, set(bestanden))
    return tuple(folder / naam for naam in bestanden if naam.endswith(".csv"))


def _leveringen(
    voorbeeld: Voorbeeld, instellingen: Instellingen
) -> dict[str, tuple[str, str, bytes]]:
    """File name -> table, title and contents."""
    vanaf, zaad = instellingen.voorlopig_vanaf, instellingen.zaad
    jaren = f"{instellingen.eerste_jaar}-{instellingen.laatste_jaar}"
    wonen = f"{instellingen.inwoners.eerste_jaar}-{instellingen.inwoners.laatste_jaar}"
    bestanden = {
        "inwoners-voorbeeld": (
            "inwoners",
            f"Verzonnen inwoners op 1 januari {wonen}",
            _inwoners(voorbeeld.inwoners),
        ),
        "landelijk-voorbeeld": (
            "tellingen",
            f"Verzonnen cijfers van Veilig Thuis, provincie en land {jaren}",
            _tellingen(voorbeeld.landelijk, vanaf, zaad),
        ),
        "andere-bronnen-voorbeeld": (
            "tellingen",
            f"Verzonnen cijfers van andere bronnen {jaren}",
            _tellingen(voorbeeld.andere, vanaf, zaad),
        ),
        "voorzieningen-voorbeeld": (
            "tellingen",
            f"Verzonnen gebruik van voorzieningen {jaren}",
            _tellingen(voorbeeld.voorzieningen, vanaf, zaad),
        ),
    }
    for jaar in instellingen.jaren:
        cijfers = [cijfer for cijfer in voorbeeld.veilig_thuis if cijfer.periode.jaar == jaar]
        bestanden[f"{_JAARREEKS}{jaar}"] = (
            "tellingen",
            f"Verzonnen cijfers van Veilig Thuis per gemeente {jaar}",
            _tellingen(cijfers, vanaf, zaad),
        )
    return bestanden


def _csv(kop: Sequence[str], rijen: Iterable[Sequence[str]]) -> bytes:
    buffer = io.StringIO()
    schrijver = csv.writer(buffer, lineterminator="\n")
    schrijver.writerow(kop)
    schrijver.writerows(rijen)
    return buffer.getvalue().encode()


def _tellingen(cijfers: Iterable[Cijfer], voorlopig_vanaf: Periode, zaad: int) -> bytes:
    return _csv(
        LAYOUT["tellingen"],
        (
            (
                c.gebied_code,
                c.dekking,
                c.indicator,
                c.uitsplitsing,
                str(c.periode),
                "" if c.aantal is None else str(c.aantal),
                "",
                "",
                c.status,
                "ja" if _provisional(c.periode, voorlopig_vanaf) else "nee",
                f"verzonnen, zaad {zaad}",
                c.opmerking,
            )
            for c in cijfers
        ),
    )


def _provisional(periode: Periode, vanaf: Periode) -> bool:
    """Does the period end in or after the first provisional half-year?"""
    return periode.first_month + periode.months > vanaf.first_month


def _inwoners(inwoners: Inwonertal) -> bytes:
    return _csv(
        LAYOUT["inwoners"],
        (
            (code, f"{jaar}-01-01", leeftijd, str(aantal), "exact", "")
            for (code, jaar, leeftijd), aantal in inwoners.items()
        ),
    )


def _herkomst(tabel: str, titel: str, inhoud: bytes, zaad: int) -> bytes:
    velden = {
        "tabel": tabel,
        "bron": "voorbeeld",
        "uitgever": "Voorbeeld (synthetisch)",
        "titel": titel,
        "adres": "",
        "licentie": "CC0",
        "gepubliceerd": "onbekend",
        "opgehaald": "onbekend",
        "openbaar": True,
        "bescherming": "geen",
        "synthetisch": True,
        "opmerking": f"Getrokken met zaad {zaad} en de instellingen in data/{SETTINGS}. "
        "Geen enkel cijfer is echt.",
        "sha256": sha256(inhoud),
    }
    # Texts and booleans are written in JSON as in TOML.
    regels = (f"{naam} = {json.dumps(v, ensure_ascii=False)}" for naam, v in velden.items())
    return ("\n".join(regels) + "\n").encode()


def _remove_other_years(folder: Path, geschreven: set[str]) -> None:
    """Take away years of an earlier example with other settings: they would be read as well."""
    for pad in sorted(folder.glob(f"{_JAARREEKS}[0-9][0-9][0-9][0-9].*")):
        if pad.name not in geschreven:
            try:
                pad.unlink()
            except OSError as fout:
                raise WriteError(
                    f"een bestand van een eerder voorbeeld kan niet weg ({fout.strerror})",
                    waar=str(pad),
                    doe="sluit het bestand (bijvoorbeeld in Excel) en probeer het opnieuw",
                ) from None
