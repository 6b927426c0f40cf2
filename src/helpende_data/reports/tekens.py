"""Which signs of a report get lost in print, and at what heading. Knows no fonts itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from helpende_data.reports.model import Rapport, texts
from helpende_data.reports.render.fonts import lost_signs
from helpende_data.reports.sessie.model import Sessie


def lost_in_report(rapport: Rapport) -> tuple[str, ...]:
    """``漢 (bij Meldingen)`` for each heading under which signs become a question mark."""
    vast = (
        *(rapport.titel, rapport.ondertitel, rapport.organisatie, rapport.contact),
        *(rapport.voorblad, rapport.kern, rapport.woorden, rapport.bronnen),
    )
    return tuple(_named([("de vaste teksten", vast), *((s.kop, s) for s in rapport.secties)]))


def lost_in_sheets(sessie: Sessie, *, voorbereiding: bool) -> tuple[str, ...]:
    """The same for the sheets of a session, by their titles."""
    bladen = (
        (sessie.voorbereiding,)
        if voorbereiding
        else (sessie.gespreksblad, sessie.begeleidersblad, sessie.afsprakenlijst)
    )
    voet = (sessie.rapport.organisatie, sessie.rapport.contact)
    return tuple(_named((blad.titel, (blad, voet)) for blad in bladen))


def _named(delen: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for plek, deel in delen:
        if weg := lost_signs("".join(texts(deel))):
            yield f"{' '.join(weg)} (bij {plek})"
