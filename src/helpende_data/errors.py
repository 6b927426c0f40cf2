"""The family of errors that a user can meet, each with its exit code. No files, no printing."""

from __future__ import annotations

from dataclasses import dataclass, replace


class HelpendeDataError(Exception):
    """What is wrong, where, and what to do about it, on one line in plain Dutch.

    Args:
        wat: what is wrong, without a closing full stop.
        waar: file, cell, area or setting that it is about; may be empty.
        doe: what the user can do now; may be empty.
    """

    exit_code = 1

    def __init__(self, wat: str, *, waar: str = "", doe: str = "") -> None:
        self.wat, self.waar, self.doe = (" ".join(deel.split()) for deel in (wat, waar, doe))
        super().__init__(wat)

    def __str__(self) -> str:
        plek = f": {self.waar}" if self.waar else ""
        raad = f". {self.doe[0].upper()}{self.doe[1:]}" if self.doe else ""
        return f"{self.wat}{plek}{raad}"


class UsageError(HelpendeDataError):
    """The command does not fit together: an option that is unknown or contradicts another."""

    exit_code = 2


class SourceError(HelpendeDataError):
    """A source file is missing, damaged or cannot be read."""

    exit_code = 10


SHOWN = 3  # faults of a table in its one-line message; the others are listed below it


@dataclass(frozen=True)
class Fault:
    """One fault in a table: where it stands, what is wrong with it, what was expected.

    Args:
        rij: row in the file, from 1; 0: it is about the file as a whole.
        kolom: name of the column, or its letter in a workbook.
        wat: what is wrong, without the value itself.
        blad: sheet of a workbook; empty for a text file.
        waarde: what stands there. Never filled for a row about one person or report.
        verwacht: what was expected instead.
    """

    rij: int
    kolom: str
    wat: str
    blad: str = ""
    waarde: str = ""
    verwacht: str = ""

    @property
    def plek(self) -> str:
        """``blad Cijfers, rij 17, kolom C``; empty when it is about the whole file."""
        delen = (("blad", self.blad), ("rij", self.rij), ("kolom", self.kolom))
        return ", ".join(f"{naam} {waarde}" for naam, waarde in delen if waarde)

    @property
    def bare(self) -> Fault:
        """The same fault without what stands there and what was expected."""
        return replace(self, waarde="", verwacht="")

    def __str__(self) -> str:
        plek = f"{self.plek}: " if self.plek else ""
        staat = f" (er staat {self.waarde})" if self.waarde else ""
        hoort = f"; verwacht: {self.verwacht}" if self.verwacht else ""
        return f"{plek}{self.wat}{staat}{hoort}"


class ContractError(HelpendeDataError):
    """A table does not keep to its contract; `faults` holds every fault at once."""

    exit_code = 11

    def __init__(self, wat: str, *, waar: str = "", doe: str = "", faults: tuple[Fault, ...] = ()):
        super().__init__(wat, waar=waar, doe=doe)
        self.faults = faults


@dataclass(frozen=True)
class FileFaults:
    """What was found in one file: what is wrong, and what looks wrong but may be right."""

    bestand: str
    fouten: tuple[Fault, ...] = ()
    waarschuwingen: tuple[Fault, ...] = ()


class RefusedError(ContractError):
    """Deliveries of which nothing was kept.

    Args:
        files: what was found in each file.
        lijsten: files in which all of it was written, to send back to the supplier.
    """

    def __init__(
        self,
        wat: str,
        *,
        waar: str = "",
        doe: str = "",
        files: tuple[FileFaults, ...] = (),
        lijsten: tuple[str, ...] = (),
    ):
        alle = tuple(f for file in files for f in (*file.fouten, *file.waarschuwingen))
        super().__init__(wat, waar=waar, doe=doe, faults=alle)
        self.files, self.lijsten = files, lijsten


class DisclosureError(HelpendeDataError):
    """Showing these figures would give away a protected count."""

    exit_code = 12


class UnknownError(HelpendeDataError):
    """A gemeente, jaar, indicator or other name that is not known."""

    exit_code = 13


class DatasetError(HelpendeDataError):
    """The data set is missing, damaged, from a newer version, or of the other world."""

    exit_code = 14


class DamagedError(DatasetError):
    """A file of the data set is missing or not as it was written."""


class WriteError(HelpendeDataError):
    """Something could not be written: read-only, full, open in another program, share lost."""

    exit_code = 15


class BusyError(HelpendeDataError):
    """Another process is writing in the same werkmap."""

    exit_code = 16


class PrivacyError(HelpendeDataError):
    """A file holds data about people; nothing of it is kept."""

    exit_code = 17


class BatchError(HelpendeDataError):
    """Some reports or tables of a batch failed; the others were written."""

    exit_code = 20
