"""The recipe from files to the data set, top to bottom. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpende_data.dataset import Change, Dataset, Entry, add_leveringen, check_world, read_dataset
from helpende_data.disclosure import count_withheld, read_beleid
from helpende_data.errors import ContractError, HelpendeDataError, SourceError
from helpende_data.files import Werkmap, writer_lock
from helpende_data.gebieden import Gebieden
from helpende_data.pipeline.registers import read_registry
from helpende_data.schema import Indicatoren
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
    """What an ingest did, and the summary of everything that counts now."""

    change: Change
    rows: tuple[IngestRow, ...]


def ingest(werkmap: Werkmap, bestanden: Sequence[Path] = (), *, vast: bool = False) -> Ingest:
    """Read files into the data set of the werkmap, all or nothing.

    Args:
        bestanden: deliveries in the project's own layout; none means everything in `data/bron/`.
        vast: these files are a whole: an earlier one of the whole that is missing has lapsed.

    Raises:
        SourceError, ContractError: a file cannot be read; faults of all files are reported at once.
        DatasetError, BusyError, WriteError: nothing was changed.
    """
    paden = tuple(bestanden) or werkmap.data_files("bron", ".csv")
    if not paden:
        raise SourceError("er zijn geen bronbestanden", waar="data/bron")
    gebieden, indicatoren = read_registry(werkmap)
    leveringen = _read_all(Registers(werkmap, gebieden, indicatoren), paden)
    _check_codes(leveringen, gebieden, indicatoren)
    beleid = read_beleid(werkmap)
    change = add_leveringen(werkmap, leveringen, vast=vast or not bestanden)
    dataset = read_dataset(werkmap)
    nieuw = {entry.id for entry in change.nieuw}
    weg = count_withheld(dataset, gebieden, beleid)
    rows = tuple(
        _summary(dataset, entry, entry.id in nieuw, weg.get(entry.id, 0))
        for entry in dataset.leveringen
    )
    return Ingest(change, rows)


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


def _read_all(registers: Registers, paden: Sequence[Path]) -> list[Levering]:
    """Every file read; when some are wrong, one error that names them all."""
    leveringen: list[Levering] = []
    fouten: list[HelpendeDataError] = []
    for pad in paden:
        try:
            leveringen += read_file(pad, registers)
        except HelpendeDataError as fout:
            fouten.append(fout)
    _raise_all(fouten)
    return leveringen


def _raise_all(fouten: Sequence[HelpendeDataError]) -> None:
    """One error that holds them all; nothing when there are none."""
    if len(fouten) == 1:
        raise fouten[0]
    if fouten:
        raise ContractError(
            f"{len(fouten)} bestanden kloppen niet: " + " | ".join(str(f) for f in fouten),
            faults=tuple(f for fout in fouten for f in getattr(fout, "faults", ())),
        )


def _check_codes(
    leveringen: Sequence[Levering], gebieden: Gebieden, indicatoren: Indicatoren
) -> None:
    """Every area, indicator and category in a delivery is one that we know."""
    fouten: list[HelpendeDataError] = []
    for levering in leveringen:
        if levering.tabel == "indelingen":  # they bring areas of their own
            continue
        codes = set(levering.df["gebied_code"]) | set(levering.df.get("dekking", ()))
        vreemd = sorted(code for code in codes if code not in gebieden and code != "onbekend")
        if vreemd:
            wat = f"onbekende gebiedscode {', '.join(vreemd[:5])}"
            doe = "herstel de code, of zet het gebied in data/gebieden/"
            fouten.append(ContractError(wat, waar=levering.bestand, doe=doe))
        if levering.tabel == "tellingen":
            onbekend = indicatoren.unknown(
                zip(levering.df["indicator"], levering.df["uitsplitsing"], strict=True)
            )
            if onbekend:
                wat = f"onbekende indicator of uitsplitsing: {', '.join(onbekend[:5])}"
                doe = "herstel de code, of zet hem in data/indicatoren.toml"
                fouten.append(ContractError(wat, waar=levering.bestand, doe=doe))
    _raise_all(fouten)


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
        opmerkingen.append(f"{format_nl(achtergehouden)} nog niet beschermd")
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
