"""The recipe from files to figures to a report, top to bottom. Decides nothing itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpende_data.dataset import Change, Dataset, Entry, add_leveringen, check_world, read_dataset
from helpende_data.disclosure import protect, read_beleid, refuse_small_areas
from helpende_data.errors import ContractError, HelpendeDataError, SourceError, UsageError
from helpende_data.files import Werkmap, read_bytes, replace_together, slug, writer_lock
from helpende_data.gebieden import Gebieden, read_gebieden
from helpende_data.periodes import Periode
from helpende_data.provenance import sha256
from helpende_data.reports.draw import (
    check_formats,
    draw_rapport,
    dump_manifest,
    manifest_entry,
    with_earlier_formats,
)
from helpende_data.reports.inhoud import PUBLIEKEN, build_rapport
from helpende_data.reports.model import Rapport
from helpende_data.reports.teksten import FILE as TEKSTEN
from helpende_data.reports.teksten import Teksten, read_teksten
from helpende_data.schema import Indicatoren, read_indicatoren
from helpende_data.sources import Levering, read_published
from helpende_data.statistics import Feiten
from helpende_data.statistics.regels import (
    GEBEURTENISSEN,
    VERGELIJKING,
    Gebeurtenis,
    Regels,
    read_gebeurtenissen,
    read_regels,
)

MANIFEST = "manifest.json"


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
        DisclosureError: a file holds exact counts below the level of a region.
        DatasetError, BusyError, WriteError: nothing was changed.
    """
    paden = tuple(bestanden) or werkmap.data_files("bron", ".csv")
    if not paden:
        raise SourceError("er zijn geen bronbestanden", waar="data/bron")
    leveringen = _read_all(werkmap, paden)
    gebieden, indicatoren = read_registry(werkmap)
    _check_codes(leveringen, gebieden, indicatoren)
    beleid = read_beleid(werkmap)
    for levering in leveringen:
        # What no report may show is refused at the door, so that it does not block the others.
        if not levering.herkomst.synthetisch:
            refuse_small_areas(levering.tabel, levering.df, gebieden, beleid)
    change = add_leveringen(werkmap, leveringen, vast=vast or not bestanden)
    dataset = read_dataset(werkmap)
    nieuw = {entry.id for entry in change.nieuw}
    rows = tuple(_summary(dataset, entry, entry.id in nieuw) for entry in dataset.leveringen)
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


def _read_all(werkmap: Werkmap, paden: Sequence[Path]) -> list[Levering]:
    """Every file read; when some are wrong, one error that names them all."""
    leveringen: list[Levering] = []
    fouten: list[HelpendeDataError] = []
    for pad in paden:
        try:
            leveringen.append(read_published(pad, werkmap.shown(pad)))
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


def _summary(dataset: Dataset, entry: Entry, nieuw: bool) -> IngestRow:
    df = dataset.tables[entry.tabel]
    df = df[df["levering_id"] == entry.id]
    tijd = df["jaar"] if entry.tabel == "inwoners" else df["periode"]
    periodes = sorted({str(t) for t in tijd if str(t) != "onbekend"})
    bereik = " t/m ".join(dict.fromkeys((periodes[0], periodes[-1]))) if periodes else "onbekend"
    opmerkingen = ["nieuw"] if nieuw else []
    if entry.gewijzigd:
        opmerkingen.append("wijkt af van de herkomst")
    if entry.herkomst.synthetisch:
        opmerkingen.append("voorbeeldcijfers")
    return IngestRow(
        levering=entry.naam,
        bron=entry.herkomst.bron,
        tabel=entry.tabel,
        indicatoren=_few(sorted(set(df["indicator"]))) if "indicator" in df else "inwoners",
        gebieden=df["gebied_code"].nunique(),
        periodes=bereik,
        rijen=len(df),
        voorlopig=int(df["voorlopig"].sum()),
        opmerking=", ".join(opmerkingen),
    )


def read_registry(werkmap: Werkmap) -> tuple[Gebieden, Indicatoren]:
    """The areas and the indicators of a werkmap."""
    return read_gebieden(werkmap), read_indicatoren(werkmap.data_file("indicatoren.toml"))


def load(werkmap: Werkmap) -> Feiten:
    """The data set, protected, with the registries that say what it means."""
    dataset = read_dataset(werkmap)
    gebieden, indicatoren = read_registry(werkmap)
    return Feiten(protect(dataset, gebieden, read_beleid(werkmap)), gebieden, indicatoren)


@dataclass(frozen=True)
class Written:
    """A report that was written: the model, its folder and its files."""

    rapport: Rapport
    map: Path
    bestanden: tuple[Path, ...]


@dataclass(frozen=True)
class Workshop:
    """All that reports are made from, read once for one or many of them."""

    werkmap: Werkmap
    feiten: Feiten
    teksten: Teksten
    registers: dict[str, str]
    eigen_bestanden: tuple[str, ...]
    regels: Regels
    gebeurtenissen: tuple[Gebeurtenis, ...]


def open_workshop(werkmap: Werkmap) -> Workshop:
    """The protected figures, texts and registries of a werkmap.

    Raises:
        DatasetError: nothing was ingested yet.
        DisclosureError: the data set holds counts that may not be shown.
    """
    registers = _registers(werkmap)
    bronnen = werkmap.data_files("bron", ".csv")
    feiten = load(werkmap)
    return Workshop(
        werkmap,
        feiten,
        read_teksten(werkmap),
        {werkmap.shown(pad): sha256(read_bytes(pad)) for pad in registers},
        tuple(werkmap.shown(pad) for pad in (*registers, *bronnen) if werkmap.is_own(pad)),
        read_regels(werkmap.data_file(VERGELIJKING), feiten.indicatoren),
        read_gebeurtenissen(werkmap.data_file(GEBEURTENISSEN), feiten.gebieden, feiten.indicatoren),
    )


def _registers(werkmap: Werkmap) -> tuple[Path, ...]:
    """The files that decide what figures mean and how they read."""
    namen = ("beleid.toml", "indicatoren.toml", VERGELIJKING, GEBEURTENISSEN, TEKSTEN)
    vast = [werkmap.data_file(naam) for naam in namen]
    gebieden = (werkmap.data_files("gebieden", suffix) for suffix in (".csv", ".toml"))
    return (*vast, *(pad for paden in gebieden for pad in paden))


def check_edition(publiek: str, formaten: Sequence[str]) -> tuple[str, ...]:
    """The formats to make, all when none is named.

    Raises:
        UsageError: an unknown format or audience.
    """
    if publiek not in PUBLIEKEN:
        raise UsageError(f"onbekend publiek {publiek}", doe=f"kies uit {', '.join(PUBLIEKEN)}")
    return check_formats(formaten)


def report(
    workshop: Workshop,
    gemeente: str,
    *,
    periode: Periode | None = None,
    publiek: str = "team",
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the report about one municipality: all its files, or none.

    Args:
        gemeente: name or code.
        periode: year or half-year; None takes the last whole year with figures.
        publiek: ``team`` or ``beleid``.
        formaten: html, pdf, xlsx, csv; none means all. A format that was made earlier from the
            same figures stays; one that was made from other figures is removed.
        uit: another folder than ``rapporten/`` of the werkmap.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
        UsageError: an unknown format or audience.
        BusyError, WriteError: the earlier files are as they were.
    """
    gekozen = check_edition(publiek, formaten)
    rapport = build_rapport(
        workshop.feiten,
        workshop.teksten,
        gemeente,
        periode,
        publiek,
        regels=workshop.regels,
        gebeurtenissen=workshop.gebeurtenissen,
        eigen_bestanden=workshop.eigen_bestanden,
    )
    stam = f"{slug(rapport.gebied)}-{rapport.periode}-{publiek}"
    rapporten = uit or workshop.werkmap.rapporten
    map_ = rapporten / rapport.periode / slug(rapport.gebied)
    files = draw_rapport(rapport, stam, gekozen)
    settings = {"formaten": ", ".join(gekozen), "publiek": publiek, "periode": rapport.periode}
    entry = manifest_entry(rapport, files, settings, workshop.registers)
    with writer_lock(rapporten):
        entries = _earlier_entries(map_ / MANIFEST)
        entry, oud = with_earlier_formats(entry, entries.get(stam))
        manifest = dump_manifest(entries | {stam: entry})
        replace_together(map_, {**files, MANIFEST: manifest}, remove=oud)
    return Written(rapport, map_, tuple(map_ / naam for naam in (*files, MANIFEST)))


def _earlier_entries(manifest: Path) -> dict[str, object]:
    """The other editions in the same folder; an unreadable manifest counts as none."""
    try:
        entries = json.loads(read_bytes(manifest))["uitgaven"]
    except (SourceError, ValueError, KeyError, TypeError):
        return {}
    return entries if isinstance(entries, dict) else {}
