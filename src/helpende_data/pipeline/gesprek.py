"""Agreements and own words of the werkmap: read for a report, changed by a command."""

from __future__ import annotations

from pathlib import Path

from helpende_data.files import Werkmap, read_bytes, writer_lock
from helpende_data.gesprek import (
    Afspraak,
    Gesprek,
    Keuzes,
    add_afspraak,
    afspraken_file,
    keuze_file,
    mark_done,
    read_afspraken,
    read_keuze,
    read_toelichting,
    toelichting_file,
    write_afspraken,
)
from helpende_data.pipeline.registers import read_registry
from helpende_data.provenance import sha256
from helpende_data.reports.teksten import Teksten, read_teksten
from helpende_data.schema import Indicatoren


def read_gesprek(
    werkmap: Werkmap, gemeente: str, indicatoren: Indicatoren, teksten: Teksten
) -> Gesprek:
    """What people of a municipality wrote themselves.

    Raises:
        ContractError: a file has faults; all of them are told.
        SourceError: a file cannot be read.
    """
    return Gesprek(
        read_afspraken(werkmap, gemeente, _keuzes(indicatoren, teksten)),
        read_toelichting(werkmap, gemeente, teksten.table("toelichting.themas")),
        read_keuze(werkmap, gemeente),
    )


def own_files(werkmap: Werkmap, gemeente: str) -> dict[str, str]:
    """The files behind `read_gesprek` that exist -> sha256."""
    paden = (file(werkmap, gemeente) for file in (afspraken_file, toelichting_file, keuze_file))
    return {werkmap.shown(pad): sha256(read_bytes(pad)) for pad in paden if pad.is_file()}


def list_afspraken(werkmap: Werkmap, gemeente: str) -> tuple[str, tuple[Afspraak, ...]]:
    """The name of the municipality, and its agreements.

    Raises:
        UnknownError: no such municipality.
        ContractError: the list has faults.
    """
    naam, keuzes = _open(werkmap, gemeente)
    return naam, read_afspraken(werkmap, naam, keuzes)


def new_afspraak(werkmap: Werkmap, gemeente: str, nieuw: Afspraak) -> tuple[Path, Afspraak]:
    """Add an agreement, under the next number; where it stands and as it was written.

    Raises:
        UnknownError, UsageError, ContractError, BusyError, WriteError: nothing was written.
    """
    naam, keuzes = _open(werkmap, gemeente)
    with writer_lock(afspraken_file(werkmap, naam).parent):
        afspraken = add_afspraak(read_afspraken(werkmap, naam, keuzes), nieuw, keuzes)
        return write_afspraken(werkmap, naam, afspraken), afspraken[-1]


def finish_afspraak(
    werkmap: Werkmap, gemeente: str, nr: int, gedaan: str, toelichting: str
) -> tuple[Path, Afspraak]:
    """Write what became of an agreement; where it stands and as it was written.

    Raises:
        UnknownError, UsageError, ContractError, BusyError, WriteError: nothing was written.
    """
    naam, keuzes = _open(werkmap, gemeente)
    with writer_lock(afspraken_file(werkmap, naam).parent):
        lijst = mark_done(read_afspraken(werkmap, naam, keuzes), nr, gedaan, toelichting)
        pad = write_afspraken(werkmap, naam, lijst)
    return pad, next(afspraak for afspraak in lijst if afspraak.nr == nr)


def _open(werkmap: Werkmap, gemeente: str) -> tuple[str, Keuzes]:
    gebieden, indicatoren = read_registry(werkmap)
    naam = gebieden.find(gemeente, soort="gemeente").naam
    return naam, _keuzes(indicatoren, read_teksten(werkmap))


def _keuzes(indicatoren: Indicatoren, teksten: Teksten) -> Keuzes:
    lijnen = tuple(teksten.table("afspraken.actielijnen").values())
    return Keuzes(tuple(indicatoren.by_code), lijnen)
