"""Inspects deliveries before anything of them is kept, and tells all that was found at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpende_data.dataset import Verlies, preview
from helpende_data.errors import ContractError, Fault, FileFaults, HelpendeDataError, RefusedError
from helpende_data.gebieden import Gebieden
from helpende_data.pipeline.foutenlijst import write_lists
from helpende_data.schema.check import faults_error, some
from helpende_data.schema.getallen import format_nl
from helpende_data.sources import Levering, PartlyReadError, Registers
from helpende_data.sources.keuring import Keuring, keur

ACCEPTEER = "--accepteer-waarschuwingen"


@dataclass(frozen=True)
class Unread:
    """A file that could not be read, and why."""

    bestand: str
    fout: HelpendeDataError


def inspect(
    registers: Registers,
    leveringen: Sequence[Levering],
    unread: Sequence[Unread] = (),
    *,
    vast: bool,
    accepteer: str = "",
) -> tuple[tuple[Levering, ...], tuple[FileFaults, ...]]:
    """The deliveries with their warnings, when nothing stops them.

    What was read in before is not looked at again. Warnings about public figures stop nothing:
    they stay as they were published. Those about other figures somebody must accept. The example
    has none: its figures are drawn by chance.

    Args:
        unread: files of the same run that could not be read.
        vast: as for `add_leveringen`.
        accepteer: name and role of who accepts the warnings; empty: nobody.

    Returns:
        The deliveries, and per file the warnings that were let pass.

    Raises:
        RefusedError: something stops one or more of them; nothing may be kept.
        HelpendeDataError: the only file could not be read.
    """
    werk = [*leveringen, *(u.fout.rest for u in unread if isinstance(u.fout, PartlyReadError))]
    vooruit = preview(registers.werkmap, werk, vast=vast)
    # What has faults was never read in before, whatever its fingerprint says.
    nieuw = [n for n, _ in enumerate(werk) if vooruit.nieuw[n] or n >= len(leveringen)]
    gevonden = keur(
        [werk[n] for n in nieuw],
        registers.gebieden,
        registers.indicatoren,
        eerder=vooruit.tellingen,
        vandaag=date.today(),
    )
    keuringen = dict(zip(nieuw, gevonden, strict=True))
    rest = iter([keuringen.pop(n) for n in nieuw if n >= len(leveringen)])
    stopt = [
        _tell(stuk, next(rest) if isinstance(stuk.fout, PartlyReadError) else None)
        for stuk in unread
    ]
    gekeurd, gezien = list(leveringen), []
    for nummer, keuring in keuringen.items():
        levering = leveringen[nummer]
        verlies = (_lost(weg, registers.gebieden) for weg in vooruit.verlies[nummer])
        waarschuwingen = (*keuring.waarschuwingen, *verlies)
        if levering.herkomst.synthetisch:
            waarschuwingen = ()
        found = FileFaults(levering.bestand, keuring.fouten, waarschuwingen)
        vraagt = bool(waarschuwingen) and not levering.herkomst.openbaar
        if keuring.fouten or (vraagt and not accepteer):
            stopt.append((_error(found, levering.tabel), found))
        elif waarschuwingen:
            gezien.append(found)
        door = accepteer if vraagt else ""
        gekeurd[nummer] = replace(levering, waarschuwingen=waarschuwingen, geaccepteerd_door=door)
    if stopt:
        raise _refusal(registers, stopt)
    return tuple(gekeurd), tuple(gezien)


def _lost(weg: Verlies, gebieden: Gebieden) -> Fault:
    """What a delivery lacks of the one that it takes the place of."""
    periodes = ", ".join(weg.periodes[:3])
    if len(weg.periodes) > 3:
        periodes = f"{weg.periodes[0]} t/m {weg.periodes[-1]}"
    if weg.gebieden:
        wat = f"alles van {gebieden.names(weg.gebieden)}"
    else:
        wat = "1 cijfer" if weg.aantal == 1 else f"{format_nl(weg.aantal)} cijfers"
    return Fault(
        0, "", f"over {periodes} ontbreekt {wat}: dat telt nu mee ({weg.van}), straks niet"
    )


def _tell(stuk: Unread, keuring: Keuring | None) -> tuple[HelpendeDataError, FileFaults]:
    """What stops a file that could not be read, or not wholly, and what else is wrong in it."""
    fout = stuk.fout
    faults = fout.faults if isinstance(fout, ContractError) else ()
    if not isinstance(fout, PartlyReadError) or keuring is None:
        return fout, FileFaults(stuk.bestand, faults)
    found = FileFaults(stuk.bestand, faults + keuring.fouten, keuring.waarschuwingen)
    return _error(found, fout.rest.tabel) if keuring.fouten else fout, found


def _error(found: FileFaults, tabel: str) -> ContractError:
    """What stops one delivery, in one line."""
    if found.fouten:
        return faults_error(found.fouten, tabel, found.bestand)
    aantal = len(found.waarschuwingen)
    return ContractError(
        f"{aantal} waarschuwing{'' if aantal == 1 else 'en'} die u eerst moet nakijken",
        waar=f"{found.bestand}: {some(found.waarschuwingen)}",
        doe=f'klopt het toch, lees dan in met {ACCEPTEER} "uw naam en functie"',
    )


def _refusal(
    registers: Registers, stopt: Sequence[tuple[HelpendeDataError, FileFaults]]
) -> HelpendeDataError:
    """One error for all that stops this run; its list is written for the supplier."""
    fouten = [fout for fout, _ in stopt]
    files = tuple(found for _, found in stopt if found.fouten or found.waarschuwingen)
    lijsten = write_lists(registers.werkmap, files)
    if len(fouten) > 1:
        zin = f"{len(fouten)} bestanden kloppen niet: {' | '.join(str(fout) for fout in fouten)}"
        return RefusedError(zin, files=files, lijsten=lijsten)
    [fout] = fouten
    if not files:
        return fout
    return RefusedError(fout.wat, waar=fout.waar, doe=fout.doe, files=files, lijsten=lijsten)
