"""The sheets of a session as tagged PDF: A3 to talk over, A4 for facilitator and agreements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from helpende_data.reports.model import Alinea, Blok, Lijst, Tabel
from helpende_data.reports.render.pdf import compile_pdf, style_data
from helpende_data.reports.render.tekst import sheet_foot
from helpende_data.reports.sessie.model import (
    Afsprakenlijst,
    Blad,
    Gespreksblad,
    Kaart,
    Sessie,
    Voorbereiding,
)

Sheet = Gespreksblad | Blad | Afsprakenlijst | Voorbereiding
_ON_A_PAGE = 4  # figures on one side of A3: smaller ones cannot be read across a table
# Shares of the width, by number of columns.
_BREEDTES = {3: (6, 30, 66), 4: (8, 40, 32, 24), 6: (5, 34, 22, 20, 14, 24)}


def sheet_to_pdf(sessie: Sessie, blad: Sheet, svgs: Mapping[str, bytes]) -> bytes:
    """One sheet as PDF/UA-1.

    Args:
        svgs: figure name -> a whole SVG document; for the sheet with figures.

    Raises:
        HelpendeDataError: Typst refused the document.
    """
    rapport = sessie.rapport
    vast = {
        "kopregel": blad.kopregel,
        "titel": blad.titel,
        "stempel": rapport.stempel,
        "voet": sheet_foot(rapport),
        "stijl": style_data(rapport.huisstijl),
        "documenttitel": f"{blad.titel} ({blad.kopregel})"
        + (f" – {rapport.stempel}" if rapport.stempel else ""),
    }
    match blad:
        case Gespreksblad():
            eigen = _a3(blad, svgs)
        case Blad():
            eigen = _a4("begeleidersblad") | {
                "doel": blad.doel,
                "secties": [
                    {
                        "kop": sectie.kop,
                        "nieuwe_pagina": sectie.nieuwe_pagina,
                        "blokken": [_block(blok) for blok in sectie.blokken],
                    }
                    for sectie in blad.secties
                ],
            }
        case Afsprakenlijst():
            eigen = _a4("afsprakenlijst", liggend=True) | {
                "doel": blad.doel,
                "vorige": _block(blad.vorige),
                "vorige_geen": blad.vorige_geen,
                "nieuw": _block(blad.nieuw),
                "uitleg": blad.uitleg,
            }
        case Voorbereiding():
            eigen = _a4("voorbereiding") | {
                "uitleg": blad.uitleg,
                "kop": blad.kop,
                "keuzes": blad.keuzes,
                "ruimte": blad.ruimte,
            }
    return compile_pdf("sessie", vast | eigen, waar=f"{rapport.gebied} {rapport.periode_label}")


def _a4(soort: str, *, liggend: bool = False) -> dict[str, Any]:
    return {
        "soort": soort,
        "papier": "a4",
        "liggend": liggend,
        "marge": 17,
        "titelmaat": 20,
        "letter": 10,
    }


def _a3(blad: Gespreksblad, svgs: Mapping[str, bytes]) -> dict[str, Any]:
    paginas = _pages(blad.kaarten)
    return {
        "soort": "gespreksblad",
        "papier": "a3",
        "liggend": True,
        "marge": 14,
        "titelmaat": 26,
        "letter": 10.5,
        "doel": blad.doel,
        "uitleg": blad.uitleg,
        "paginas": [[_card(kaart, svgs) for kaart in pagina] for pagina in paginas],
        "vragen": blad.vragen,
        "onder": 32 + 9 * max(len(blad.eigen) - 2, 0),
        "missen": blad.missen,
        "eigen_kop": blad.eigen_kop,
        "eigen": blad.eigen,
    }


def _pages(kaarten: Sequence[Kaart]) -> list[Sequence[Kaart]]:
    return [kaarten[i : i + _ON_A_PAGE] for i in range(0, len(kaarten), _ON_A_PAGE)]


def _card(kaart: Kaart, svgs: Mapping[str, bytes]) -> dict[str, str]:
    return {
        "nummer": kaart.nummer,
        "titel": kaart.titel,
        "eenheid": kaart.eenheid,
        "svg": svgs[kaart.figuur.naam].decode("utf-8"),
        "alt": kaart.alt,
        "let_op": kaart.let_op,
        "lezen": kaart.lezen,
        "bron": kaart.figuur.bron,
    }


def _block(blok: Blok) -> dict[str, Any]:
    match blok:
        case Alinea():
            return {"type": "alinea", "soort": blok.soort, "tekst": blok.tekst}
        case Lijst():
            return {"type": "lijst", "punten": blok.punten}
        case Tabel():
            return {
                "type": "tabel",
                "titel": blok.titel,
                "kolommen": blok.kolommen,
                "rijen": blok.rijen,
                "getallen": blok.getallen,
                "breedtes": _BREEDTES[len(blok.kolommen)],
            }
        case _:
            raise TypeError(f"dit past niet op een blad: {type(blok).__name__}")
