"""Does one text that somebody typed name a person? Answers with the reason, keeps no value."""

from __future__ import annotations

from helpende_data.errors import Fault
from helpende_data.sources.persoonsgegevens import find_personal


def personal_fault(rij: int, kolom: str, tekst: str) -> Fault | None:
    """The fault of a text with data about a person, or None.

    Args:
        rij: row or line of the file.
        kolom: column, or what the line is.
    """
    soort = find_personal(tekst)
    if not soort:
        return None
    iemand = kolom == "functie" or soort.startswith("namen")
    wat = "een functie, zoals gezinscoach" if iemand else "een tekst zonder zulke gegevens"
    return Fault(rij, kolom, f"hier lijken {soort} te staan", verwacht=wat)
