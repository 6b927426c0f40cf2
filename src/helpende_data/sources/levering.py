"""A delivery as it was read, whatever it was read from. Opens nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpende_data.errors import ContractError, Fault
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden
from helpende_data.provenance import Herkomst
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd


@dataclass(frozen=True)
class Printed:
    """A rate or share as a file prints it, to be held against what it is made from.

    Args:
        herkomst: its cell, written as in the column `herkomst` of the counts.
        wat: what it is called, such as its header.
        waarde: as printed.
        decimalen: digits behind the comma, as printed.
        teller, noemer: lowest and highest value of what is divided; equal when known exactly.
        per: 100 for a percentage, 100_000 for a rate per 100,000, 1 for a ratio.
    """

    herkomst: str
    wat: str
    waarde: float
    decimalen: int
    teller: tuple[float, float]
    noemer: tuple[float, float]
    per: int = 100


@dataclass(frozen=True)
class Levering:
    """One file or download as it was read: its table under contract, and where it came from.

    Args:
        naam: short name for lists and files.
        bestand: the file or address as messages show it.
        tabel: name of the contract of `df`.
        sha256: of the bytes that were read.
        reeks: deliveries of one `reeks` follow each other up; empty: only one of the same name.
        periodes: what this delivery claims to hold whole. It takes the place of every figure of
            its `reeks` in these periods, also of those that it lacks. Empty: everything.
        waarschuwingen: what looks wrong but may be right; somebody must accept it.
        narekenen: printed rates and shares that must follow from the counts of this file.
        ongebruikt: headers of columns that were not read, such as notes.
        geaccepteerd_door: name and role of who accepted the warnings; empty: nobody had to.
        momentopname: folder within that of the data set where what was fetched is kept; erasing
            the delivery erases it too.
    """

    naam: str
    bestand: str
    tabel: str
    df: pd.DataFrame
    herkomst: Herkomst
    sha256: str
    reeks: str = ""
    periodes: tuple[str, ...] = ()
    waarschuwingen: tuple[Fault, ...] = ()
    narekenen: tuple[Printed, ...] = ()
    ongebruikt: tuple[str, ...] = ()
    geaccepteerd_door: str = ""
    momentopname: str = ""

    @property
    def gewijzigd(self) -> bool:
        """Is the file no longer what the herkomst describes?"""
        return self.herkomst.sha256 not in ("", self.sha256)


class PartlyReadError(ContractError):
    """A delivery with faults, and what could be read of it: to look for more, never to keep."""

    def __init__(self, fout: ContractError, rest: Levering) -> None:
        super().__init__(fout.wat, waar=fout.waar, doe=fout.doe, faults=fout.faults)
        self.rest = rest


def partly(fout: ContractError, rest: Callable[[], Levering]) -> ContractError:
    """The same error with what could be read, when that keeps to its contract."""
    try:
        return PartlyReadError(fout, rest())
    except ContractError:
        return fout


@dataclass(frozen=True)
class Registers:
    """What a reader needs beside the file: the user's folder, areas and indicators."""

    werkmap: Werkmap
    gebieden: Gebieden
    indicatoren: Indicatoren


def with_id(levering: Levering, levering_id: str) -> Levering:
    """The same delivery under its number in the data set."""
    return replace(levering, df=levering.df.assign(levering_id=levering_id))
