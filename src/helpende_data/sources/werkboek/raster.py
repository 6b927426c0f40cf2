"""A sheet as calamine reads it, as a grid of cells. Knows no file format."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from helpende_data.sources.werkboek.grenzen import beschadigd, check_cells, check_count, wachtwoord
from helpende_data.sources.werkboek.model import Blad, Formulefout, Waarde

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

Merged = tuple[int, int, int, int]


@dataclass
class Kanttekening:
    """What calamine does not tell of a sheet: how far it goes, what is hidden, what failed."""

    rijen: int = 0
    kolommen: int = 0
    verborgen_rijen: set[int] = field(default_factory=set)
    fouten: dict[tuple[int, int], str] = field(default_factory=dict)
    samengevoegd: list[Merged] = field(default_factory=list)

    def reach(self, rij: int, kolom: int) -> None:
        """A filled cell (from 0): the sheet goes at least this far."""
        self.rijen = max(self.rijen, rij + 1)
        self.kolommen = max(self.kolommen, kolom + 1)


def check_sheets(kanttekeningen: Mapping[str, Kanttekening], shown: str) -> None:
    """Refuse a workbook with too many or too large sheets, before calamine makes room for them.

    Raises:
        SourceError: with what is too large.
    """
    check_count(shown, len(kanttekeningen))
    for naam, extra in kanttekeningen.items():
        check_cells(shown, naam, extra.rijen, extra.kolommen)


def read_sheets(
    bestand: BytesIO, kanttekeningen: Mapping[str, Kanttekening], shown: str
) -> Iterator[Blad]:
    """The sheets of cells that calamine reads, with what it does not tell; charts are left out.

    Raises:
        SourceError: calamine cannot read it.
    """
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    with _calamine_errors(shown), CalamineWorkbook.from_filelike(bestand) as werkboek:
        for blad in werkboek.sheets_metadata:
            if blad.typ == SheetTypeEnum.WorkSheet:
                yield _blad(
                    werkboek,
                    blad.name,
                    blad.visible != SheetVisibleEnum.Visible,
                    kanttekeningen.get(blad.name, Kanttekening()),
                )


@contextlib.contextmanager
def _calamine_errors(shown: str) -> Iterator[None]:
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise wachtwoord(shown) from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise beschadigd(shown) from None
    except BaseException as fout:
        # A panic in Rust comes as pyo3's PanicException, which is no Exception.
        if type(fout).__name__ == "PanicException":
            raise beschadigd(shown) from None
        raise


def _blad(werkboek: CalamineWorkbook, naam: str, verborgen: bool, extra: Kanttekening) -> Blad:
    blad = werkboek.get_sheet_by_name(naam)
    rijen = [list(map(_waarde, rij)) for rij in blad.to_python(skip_empty_area=False)]
    while rijen and rijen[-1].count(None) == len(rijen[-1]):
        rijen.pop()
    for (rij, kolom), tekst in extra.fouten.items():
        _widen(rijen, rij, kolom)
        rijen[rij][kolom] = Formulefout(tekst)
    return Blad(
        naam,
        tuple(map(tuple, rijen)),
        verborgen,
        frozenset(rij for rij in extra.verborgen_rijen if rij < len(rijen)),
        tuple(extra.samengevoegd) or _merged(blad),
    )


def _widen(rijen: list[list[Waarde]], rij: int, kolom: int) -> None:
    """Room for a cell outside the rectangle: calamine sees a failed formula as an empty cell."""
    breed = max(kolom + 1, len(rijen[0]) if rijen else 0)
    rijen.extend([] for _ in range(rij + 1 - len(rijen)))
    for regel in rijen:
        regel.extend([None] * (breed - len(regel)))


def _merged(blad: CalamineSheet) -> tuple[Merged, ...]:
    return tuple((*eerste, *laatste) for eerste, laatste in blad.merged_cell_ranges or ())


def _waarde(cel: object) -> Waarde:
    """A cell as we keep it: whole numbers as such, empty as None."""
    if isinstance(cel, float):
        return int(cel) if cel.is_integer() and abs(cel) < 2**53 else cel
    if cel == "" or cel is None:
        return None
    if isinstance(cel, timedelta):
        return str(cel)
    return cel  # type: ignore[return-value]
