"""How much a file may hold, and the words for one that holds more or is not what it seems."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.errors import SourceError
from helpende_data.schema.getallen import format_nl
from helpende_data.sources.werkboek.model import cel_naam

MAX_BYTES = 100_000_000  # of the file
MAX_UNPACKED = 500_000_000  # of what is packed in a workbook
MAX_RATIO = 200  # unpacked to packed; the XML of real workbooks stays under 50
RATIO_FROM = 20_000_000  # below this much a high ratio does no harm
MAX_PARTS = 5_000  # files packed in a workbook
MAX_SHEETS = 400  # one for each municipality, and some
MAX_CELLS = 5_000_000  # of one sheet, from A1 to the last filled row and column
MAX_LINE = 1_000_000  # characters of one line of text

OPNIEUW = "open het in Excel of LibreOffice en sla het op als xlsx"


def te_groot(shown: str, bytes_: int) -> SourceError:
    """The file itself is too large."""
    return SourceError(
        f"dit bestand is te groot ({format_nl(bytes_ / 1e6)} MB, hoogstens "
        f"{format_nl(MAX_BYTES / 1e6)} MB)",
        waar=shown,
        doe="lees alleen het deel met de cijfers in",
    )


def check_cells(shown: str, blad: str, rijen: int, kolommen: int) -> None:
    """Refuse a sheet of more cells than we hold in memory.

    Raises:
        SourceError: with the last cell, which is often one that was filled by mistake.
    """
    if rijen * kolommen > MAX_CELLS:
        raise SourceError(
            f"dit blad is te groot: het loopt tot cel {cel_naam(rijen - 1, kolommen - 1)}",
            waar=f"{shown}, blad {blad}" if blad else shown,
            doe="verwijder wat los onder of naast de tabel staat, of splits het bestand",
        )


def check_count(shown: str, bladen: int) -> None:
    """Refuse a workbook of more sheets than anybody fills by hand.

    Raises:
        SourceError: with how many there are.
    """
    if bladen > MAX_SHEETS:
        raise SourceError(
            f"dit werkboek heeft {bladen} bladen, hoogstens {MAX_SHEETS}",
            waar=shown,
            doe="kopieer het blad met de cijfers naar een nieuw werkboek",
        )


def check_names(shown: str, namen: Sequence[str]) -> None:
    """Refuse two sheets of one name: what was looked at must be what is read.

    Raises:
        SourceError: no program writes such a workbook.
    """
    if len(set(namen)) < len(namen):
        raise beschadigd(shown, "twee bladen hebben dezelfde naam")


def beschadigd(shown: str, wat: str = "") -> SourceError:
    """The file says that it is a workbook but cannot be read as one."""
    return SourceError(
        "dit werkboek is beschadigd of niet compleet" + (f" ({wat})" if wat else ""),
        waar=shown,
        doe="vraag het opnieuw aan; of " + OPNIEUW,
    )


def wachtwoord(shown: str) -> SourceError:
    """The file is encrypted."""
    return SourceError(
        "dit werkboek is beveiligd met een wachtwoord",
        waar=shown,
        doe="open het in Excel, haal het wachtwoord weg en sla het op",
    )


def oud(shown: str) -> SourceError:
    """An XLS of Excel 95 or before."""
    return SourceError("dit werkboek is van voor Excel 97", waar=shown, doe=OPNIEUW)
