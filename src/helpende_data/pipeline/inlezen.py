"""The recipe from files to the data set, top to bottom. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from helpende_data.dataset import Change, Dataset, Entry, add_leveringen, check_world, read_dataset
from helpende_data.disclosure import count_withheld, read_beleid
from helpende_data.errors import FileFaults, HelpendeDataError, SourceError
from helpende_data.files import Werkmap, writer_lock
from helpende_data.pipeline.keuren import Unread, inspect
from helpende_data.pipeline.registers import read_registers
from helpende_data.pipeline.voorrang import Dubbel, find_double
from helpende_data.schema.getallen import format_nl
from helpende_data.sources import Levering, Registers, read_file


@dataclass(frozen=True)
class IngestRow:
    """One line of the summary after `hd ingest`."""

    levering: str
    bron: str
    tabel: str
    indicatoren: str
    gebieden: int
    periodes: str
    rijen: int
    voorlopig: int
    achtergehouden: int
    opmerking: str


@dataclass(frozen=True)
class Ingest:
    """What an ingest did.

    Args:
        rows: a summary of each delivery that was read now and counts.
        overig: how many others count.
        waarschuwingen: those that were let pass, per file.
        dubbel: figures of these deliveries that another source has too.
        ongebruikt: file -> headers of columns that were not read.
    """

    change: Change
    rows: tuple[IngestRow, ...]
    overig: int = 0
    waarschuwingen: tuple[FileFaults, ...] = ()
    dubbel: tuple[Dubbel, ...] = ()
    ongebruikt: dict[str, tuple[str, ...]] = field(default_factory=dict)


def ingest(
    werkmap: Werkmap, bestanden: Sequence[Path] = (), *, vast: bool = False, accepteer: str = ""
) -> Ingest:
    """Read files into the data set of the werkmap, all or nothing.

    Args:
        bestanden: deliveries of any kind; none means everything in `data/bron/`.
        vast: these files are a whole: an earlier one of the whole that is missing has lapsed.
        accepteer: name and role of who accepts the warnings of these deliveries.

    Raises:
        SourceError: the only file cannot be read.
        RefusedError: faults, or warnings that nobody accepted; of all files at once.
        DatasetError, BusyError, WriteError: nothing was changed.
    """
    paden = tuple(bestanden) or werkmap.data_files("bron", ".csv")
    if not paden:
        raise SourceError("er zijn geen bronbestanden", waar="data/bron")
    registers = read_registers(werkmap)
    leveringen, unread = _read_all(registers, paden)
    return keep(registers, leveringen, unread, vast=vast or not bestanden, accepteer=accepteer)


def keep(
    registers: Registers,
    leveringen: Sequence[Levering],
    unread: Sequence[Unread] = (),
    *,
    vast: bool = False,
    accepteer: str = "",
) -> Ingest:
    """Inspect deliveries from anywhere and add them to the data set, all or nothing.

    Args:
        unread: what could not be read; together with the faults of the others it stops the run.
        vast, accepteer: as for `ingest`.

    Raises:
        As `ingest`.
    """
    werkmap, beleid = registers.werkmap, read_beleid(registers.werkmap)
    gekeurd, gezien = inspect(registers, leveringen, unread, vast=vast, accepteer=accepteer)
    change = add_leveringen(werkmap, gekeurd, vast=vast)
    dataset = read_dataset(werkmap)
    nieuw = {entry.id for entry in change.nieuw}
    gelezen = nieuw | {entry.id for entry in (*change.gelijk, *change.hersteld)}
    weg = count_withheld(dataset, registers.gebieden, beleid)
    rows = tuple(
        _summary(dataset, entry, entry.id in nieuw, weg.get(entry.id, 0))
        for entry in dataset.leveringen
        if entry.id in gelezen
    )
    overig = len(dataset.leveringen) - len(rows)
    dubbel = find_double(registers, dataset, beleid, gelezen)
    ongebruikt = {lev.bestand: lev.ongebruikt for lev in leveringen if lev.ongebruikt}
    return Ingest(change, rows, overig, gezien, dubbel, ongebruikt)


def ingest_voorbeeld(werkmap: Werkmap, *, seed: int | None = None) -> Ingest:
    """Make the example's deliveries in a werkmap of its own and read them like any other.

    Raises:
        DatasetError: the werkmap holds real figures.
        BusyError, WriteError: nothing was changed.
    """
    from helpende_data.voorbeeld import make_voorbeeld

    check_world(werkmap, synthetisch=True)
    # Held until the files are read: another seed beside this one would mix two regions. The data
    # set has a lock of its own within.
    with writer_lock(werkmap.root):
        return ingest(werkmap, make_voorbeeld(werkmap, seed=seed), vast=True)


def _read_all(registers: Registers, paden: Sequence[Path]) -> tuple[list[Levering], list[Unread]]:
    """Every file read, and those that could not be."""
    leveringen: list[Levering] = []
    unread: list[Unread] = []
    for pad in paden:
        try:
            leveringen += read_file(pad, registers)
        except HelpendeDataError as fout:
            unread.append(Unread(registers.werkmap.shown(pad), fout))
    return leveringen, unread


def _few(codes: Sequence[str]) -> str:
    """The first two codes, and how many more there are."""
    meer = f" en {len(codes) - 2} meer" if len(codes) > 2 else ""
    return ", ".join(codes[:2]) + meer


def _summary(dataset: Dataset, entry: Entry, nieuw: bool, achtergehouden: int) -> IngestRow:
    df = dataset.tables[entry.tabel]
    df = df[df["levering_id"] == entry.id]
    tijd = df["jaar"] if "jaar" in df else df["periode"]
    periodes = sorted({str(t) for t in tijd if str(t) != "onbekend"})
    bereik = " t/m ".join(dict.fromkeys((periodes[0], periodes[-1]))) if periodes else "onbekend"
    opmerkingen = ["nieuw"] if nieuw else []
    if entry.gewijzigd:
        opmerkingen.append("wijkt af van de herkomst")
    if entry.herkomst.synthetisch:
        opmerkingen.append("voorbeeldcijfers")
    if achtergehouden:
        opmerkingen.append(f"{format_nl(achtergehouden)} niet zonder bescherming")
    return IngestRow(
        levering=entry.naam,
        bron=entry.herkomst.bron,
        tabel=entry.tabel,
        indicatoren=_few(sorted(set(df["indicator"]))) if "indicator" in df else entry.tabel,
        gebieden=df["gebied_code"].nunique(),
        periodes=bereik,
        rijen=len(df),
        voorlopig=int(df["voorlopig"].sum()) if "voorlopig" in df else 0,
        achtergehouden=achtergehouden,
        opmerking=", ".join(opmerkingen),
    )
