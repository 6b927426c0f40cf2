"""Inspects deliveries before anything of them is kept, and tells all that was found at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from helpende_data.dataset import preview
from helpende_data.errors import ContractError, FileFaults, HelpendeDataError, RefusedError
from helpende_data.pipeline.foutenlijst import write_lists
from helpende_data.schema.check import faults_error, some
from helpende_data.sources import Levering, Registers
from helpende_data.sources.keuring import keur

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
    vooruit = preview(registers.werkmap, leveringen, vast=vast)
    keuringen = iter(
        keur(
            [
                levering
                for levering, is_nieuw in zip(leveringen, vooruit.nieuw, strict=True)
                if is_nieuw
            ],
            registers.gebieden,
            registers.indicatoren,
            eerder=vooruit.tellingen,
            vandaag=date.today(),
        )
    )
    fouten = [stuk.fout for stuk in unread]
    files = [FileFaults(u.bestand, f) for u in unread if (f := getattr(u.fout, "faults", ()))]
    gekeurd, gezien = [], []
    for levering, is_nieuw in zip(leveringen, vooruit.nieuw, strict=True):
        if not is_nieuw:
            gekeurd.append(levering)
            continue
        keuring = next(keuringen)
        synthetisch = levering.herkomst.synthetisch
        waarschuwingen = () if synthetisch else keuring.waarschuwingen
        found = FileFaults(levering.bestand, keuring.fouten, waarschuwingen)
        vraagt = bool(waarschuwingen) and not levering.herkomst.openbaar
        if keuring.fouten or (vraagt and not accepteer):
            fouten.append(_error(found, levering.tabel))
            files.append(found)
        elif waarschuwingen:
            gezien.append(found)
        door = accepteer if vraagt else ""
        gekeurd.append(replace(levering, waarschuwingen=waarschuwingen, geaccepteerd_door=door))
    if fouten:
        raise _refusal(registers, fouten, files)
    return tuple(gekeurd), tuple(gezien)


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
    registers: Registers, fouten: Sequence[HelpendeDataError], files: Sequence[FileFaults]
) -> HelpendeDataError:
    eerste = fouten[0]
    lijsten = write_lists(registers.werkmap, files)
    if len(fouten) > 1:
        zin = f"{len(fouten)} bestanden kloppen niet: {' | '.join(str(fout) for fout in fouten)}"
        return RefusedError(zin, files=tuple(files), lijsten=lijsten)
    if not files:
        return eerste
    return RefusedError(
        eerste.wat, waar=eerste.waar, doe=eerste.doe, files=tuple(files), lijsten=lijsten
    )
