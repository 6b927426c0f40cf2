"""The recipe from the data service of CBS to the data set, top to bottom."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from helpende_data.dataset import check_world
from helpende_data.errors import BatchError, HelpendeDataError, SourceError, WriteError
from helpende_data.files import Werkmap, make_folder, writer_lock
from helpende_data.gebieden import Gebieden, read_gebieden, with_indelingen
from helpende_data.pipeline.inlezen import Ingest, keep
from helpende_data.pipeline.registers import read_registers
from helpende_data.sources import Registers
from helpende_data.sources.cbs import (
    Client,
    Downloader,
    Lezer,
    Meld,
    Uitslag,
    is_anything_kept,
    read_register,
)


@dataclass(frozen=True)
class CbsIngest:
    """What became of each table, and of the data set."""

    uitslagen: tuple[Uitslag, ...]
    ingest: Ingest

    @property
    def mislukt(self) -> tuple[Uitslag, ...]:
        return tuple(uitslag for uitslag in self.uitslagen if uitslag.fout)


def ingest_cbs(
    werkmap: Werkmap,
    tabellen: Sequence[str] = (),
    *,
    offline: bool = False,
    meld: Meld = lambda *_: None,
    make_client: Callable[..., Client] = Client,
) -> CbsIngest:
    """Read tables of CBS into the data set; one that does not fit does not stop the others.

    The replies are kept in the data set's folder. A table is fetched when its version is new; with
    `offline` nothing is asked at all.

    Args:
        tabellen: numbers; none means every table of `data/cbs.toml` and the areas of each year.
        meld: told how far a table is.
        make_client: gets the settings of the service.

    Raises:
        UnknownError: a number is not that of a table.
        SourceError, ContractError: no table went in, all for a reason of this kind.
        BatchError: no table went in, for different reasons.
        DatasetError, BusyError, WriteError: the data set is as it was.
    """
    check_world(werkmap, synthetisch=False)
    registers = read_registers(werkmap)
    register = read_register(werkmap, registers.indicatoren)
    gevraagd = tuple(dict.fromkeys(register.find(tabel) for tabel in tabellen))
    if offline and not is_anything_kept(werkmap):
        raise SourceError("er is nog niets van het CBS opgehaald", doe="haal op zonder --offline")
    with contextlib.ExitStack() as open_:
        # The data set may get figures later that are not public.
        make_folder(werkmap.dataset, private=True)
        open_.enter_context(writer_lock(werkmap.dataset / "snapshots", private=True))
        downloader = None
        if not offline:
            client = open_.enter_context(make_client(register.dienst))
            downloader = Downloader(client, werkmap, lambda: datetime.now(UTC).astimezone(), meld)
        lezer = Lezer(register, registers, downloader)
        uitslagen = []
        if gevraagd:
            indelingen = [tabel for tabel in gevraagd if tabel not in register.ids]
        else:
            gevraagd = register.ids
            try:
                indelingen = list(lezer.area_tables())
            except WriteError:
                raise
            except HelpendeDataError as fout:
                indelingen = []
                uitslagen.append(Uitslag(register.gebieden.titel, "niet ingelezen", fout=fout))
        uitslagen += [lezer.read(tabel) for tabel in indelingen]
        # Areas first: they say what the codes in the other tables are.
        registers = Registers(werkmap, _gebieden(registers, uitslagen), registers.indicatoren)
        lezer = lezer.with_registers(registers)
        uitslagen += [lezer.read(tabel) for tabel in gevraagd if tabel in register.ids]
    leveringen = [uitslag.levering for uitslag in uitslagen if uitslag.levering]
    if not leveringen:
        raise _nothing_read(uitslagen)
    return CbsIngest(tuple(uitslagen), keep(registers, leveringen))


def _gebieden(registers: Registers, uitslagen: Sequence[Uitslag]) -> Gebieden:
    """The areas with the divisions that were read before and those that were read now."""
    import pandas as pd

    from helpende_data.dataset import read_indelingen

    nieuw = [uitslag.levering.df for uitslag in uitslagen if uitslag.levering]
    if not nieuw:
        return registers.gebieden
    eerder = read_indelingen(registers.werkmap)
    samen = pd.concat([*nieuw, eerder], ignore_index=True)
    samen = samen.drop_duplicates(["indeling", "jaar", "gemeente_code"])
    return with_indelingen(read_gebieden(registers.werkmap), samen)


def _nothing_read(uitslagen: Sequence[Uitslag]) -> HelpendeDataError:
    """One error for all of them, of their kind when that is the same."""
    fouten = [uitslag.fout for uitslag in uitslagen if uitslag.fout]
    zinnen = dict.fromkeys(str(fout) for fout in fouten)
    if len(zinnen) == 1:
        return fouten[0]
    soorten = {type(fout) for fout in fouten}
    soort = soorten.pop() if len(soorten) == 1 else BatchError
    return soort(f"geen van de {len(fouten)} tabellen is ingelezen: {' | '.join(zinnen)}")
