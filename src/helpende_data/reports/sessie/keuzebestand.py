"""The file in which a choice of figures is kept, as text to edit. Reads and writes no file."""

from __future__ import annotations

import json

from helpende_data.reports.sessie.model import Voorbereiding


def dump_keuze(blad: Voorbereiding) -> bytes:
    """All figures with their titles; those that are chosen now without a # before them."""
    regels = [
        "# Welke figuren op het gespreksblad komen, in deze volgorde: hooguit acht.",
        "# Haal het # weg voor een figuur die u wilt, en zet het voor een die u niet wilt.",
        "figuren = [",
        *(
            f"  {'' if gekozen else '# '}{json.dumps(naam)},  # {' '.join(titel.split())}"
            for gekozen, naam, titel in blad.keuzes
        ),
        "]",
        "",
        "# Vragen van de teamleider, elk tussen aanhalingstekens; hooguit zes. Geen namen.",
        "vragen = [",
        "]",
        "",
        "# Voor de uitnodiging. Leeg laten mag.",
        'wanneer = ""',
        'afzender = ""',
        "",
    ]
    return "\n".join(regels).encode("utf-8")
