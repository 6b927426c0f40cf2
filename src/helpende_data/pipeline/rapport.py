"""The recipe from figures to a report, top to bottom. Decides nothing itself."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import SourceError, UsageError
from helpende_data.files import Werkmap, read_bytes, replace_together, slug, writer_lock
from helpende_data.periodes import Periode
from helpende_data.pipeline.gesprek import own_files, read_gesprek
from helpende_data.pipeline.registers import load
from helpende_data.provenance import sha256
from helpende_data.reports.andere_bronnen import FILE as ANDERE_BRONNEN
from helpende_data.reports.andere_bronnen import AndereBron, read_andere_bronnen
from helpende_data.reports.draw import (
    check_formats,
    draw_rapport,
    dump_manifest,
    manifest_entry,
    with_earlier_formats,
)
from helpende_data.reports.inhoud import PUBLIEKEN, build_rapport
from helpende_data.reports.inhoud.context import choose
from helpende_data.reports.inhoud.stempel import suffix
from helpende_data.reports.inhoud.wijzigingen import Vorige
from helpende_data.reports.model import Rapport
from helpende_data.reports.poort import check_release
from helpende_data.reports.render.pptx_pakket import FILE as SJABLOON
from helpende_data.reports.render.pptx_pakket import read_sjabloon
from helpende_data.reports.teksten import FILE as TEKSTEN
from helpende_data.reports.teksten import Teksten, read_teksten
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
BELEID = "beleid.toml"


@dataclass(frozen=True)
class Written:
    """A report that was written: the model, its folder and its files.

    `achtergehouden` says by name of the deliveries how many of its figures may not be shown.
    """

    rapport: Rapport
    map: Path
    bestanden: tuple[Path, ...]
    achtergehouden: dict[str, int]


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
    andere_bronnen: tuple[AndereBron, ...]


@dataclass(frozen=True)
class Prepared:
    """A report that was made and let through by the release gate, not written yet.

    Args:
        rapporten: the folder of all reports.
        map: the folder of this one.
        stam: what its file names begin with.
        concept: what those of a concept of it begin with.
    """

    rapport: Rapport
    rapporten: Path
    map: Path
    stam: str
    concept: str
    files: dict[str, bytes]
    entry: dict[str, object]


def open_workshop(werkmap: Werkmap, *, intern: bool = False) -> Workshop:
    """The protected figures, texts and registries of a werkmap.

    Args:
        intern: the true counts instead; all that is made of them is stamped.

    Raises:
        DatasetError: nothing was ingested yet.
        DisclosureError: the ledger is lost or damaged, or a small count could be computed.
        ContractError: totals of a delivery do not add up.
    """
    registers = _registers(werkmap)
    bronnen = werkmap.data_files("bron", ".csv")
    feiten = load(werkmap, intern=intern)
    return Workshop(
        werkmap,
        feiten,
        read_teksten(werkmap),
        {werkmap.shown(pad): sha256(read_bytes(pad)) for pad in registers},
        tuple(werkmap.shown(pad) for pad in (*registers, *bronnen) if werkmap.is_own(pad)),
        read_regels(werkmap.data_file(VERGELIJKING), feiten.indicatoren),
        read_gebeurtenissen(werkmap.data_file(GEBEURTENISSEN), feiten.gebieden, feiten.indicatoren),
        read_andere_bronnen(werkmap, feiten.indicatoren),
    )


def _registers(werkmap: Werkmap) -> tuple[Path, ...]:
    """The files that decide what figures mean and how they read."""
    namen = (
        BELEID,
        "indicatoren.toml",
        VERGELIJKING,
        GEBEURTENISSEN,
        TEKSTEN,
        ANDERE_BRONNEN,
        SJABLOON,
    )
    vast = [werkmap.data_file(naam) for naam in namen]
    gebieden = (werkmap.data_files("gebieden", suffix) for suffix in (".csv", ".toml"))
    return (*vast, *(pad for paden in gebieden for pad in paden))


def check_edition(publiek: str, formaten: Sequence[str]) -> tuple[str, ...]:
    """The formats to make, the usual ones when none is named.

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

    With figures of ours that were not published yet it is a concept: stamped, and in files of its
    own beside those of the last publication. With the true counts it goes into a folder apart.

    Args:
        gemeente: name or code.
        periode: year or half-year; None takes the last whole year with figures.
        publiek: ``team``, ``beleid`` or ``raad``.
        formaten: html, pdf, xlsx, csv, pptx, json; none means the first four. A format that was
            made earlier from the same figures stays; one from other figures is removed.
        uit: another folder than ``rapporten/`` of the werkmap.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
        UsageError: an unknown format or audience.
        DisclosureError: a drawn file holds a number that the report has not.
        BusyError, WriteError: the earlier files are as they were.
    """
    voor = prepare(workshop, gemeente, periode=periode, publiek=publiek, formaten=formaten, uit=uit)
    return write_prepared(workshop, voor)


def prepare(
    workshop: Workshop,
    gemeente: str,
    *,
    periode: Periode | None = None,
    publiek: str = "team",
    formaten: Sequence[str] = (),
    uit: Path | None = None,
    definitief: bool = False,
) -> Prepared:
    """The report about one municipality, drawn and let through; `report` says the rest.

    Args:
        definitief: somebody decided to publish it, so it is no concept.
    """
    gekozen = check_edition(publiek, formaten)
    onderwerp = choose(workshop.feiten, gemeente, periode, publiek)
    naam = slug(onderwerp.gemeente.naam)
    stam = f"{naam}-{onderwerp.periode}-{publiek}"
    rapporten = uit or workshop.werkmap.rapporten
    map_ = rapporten / str(onderwerp.periode) / naam
    intern = workshop.feiten.publishable.intern
    eerder = _earlier_entries(map_ / MANIFEST).get(stam)
    beleid = workshop.registers[workshop.werkmap.shown(workshop.werkmap.data_file(BELEID))]
    vorige = None if intern else Vorige.from_manifest(eerder, beleid)
    rapport = _fill(workshop, gemeente, periode, publiek, vorige=vorige, definitief=definitief)
    concept = f"{stam}-concept"
    stam += suffix(rapport.stempel)
    map_ = map_ / "intern" if intern else map_
    sjabloon = read_sjabloon(workshop.werkmap) if "pptx" in gekozen else None
    files = draw_rapport(rapport, stam, gekozen, sjabloon)
    check_release(rapport, files, sjabloon)
    settings = {"formaten": ", ".join(gekozen), "publiek": publiek, "periode": rapport.periode}
    registers = workshop.registers | own_files(workshop.werkmap, onderwerp.gemeente.naam)
    entry = manifest_entry(rapport, files, settings, registers)
    return Prepared(rapport, rapporten, map_, stam, concept, files, entry)


def preview(
    workshop: Workshop, gemeente: str, *, periode: Periode | None = None, publiek: str = "team"
) -> Rapport:
    """The model of the report about one municipality, to look at: nothing is drawn or written.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
        UsageError: an unknown audience.
    """
    check_edition(publiek, ())
    return _fill(workshop, gemeente, periode, publiek)


def _fill(
    workshop: Workshop,
    gemeente: str,
    periode: Periode | None,
    publiek: str,
    *,
    vorige: Vorige | None = None,
    definitief: bool = False,
) -> Rapport:
    naam = choose(workshop.feiten, gemeente, periode, publiek).gemeente.naam
    return build_rapport(
        workshop.feiten,
        workshop.teksten,
        gemeente,
        periode,
        publiek,
        regels=workshop.regels,
        gebeurtenissen=workshop.gebeurtenissen,
        andere_bronnen=workshop.andere_bronnen,
        gesprek=read_gesprek(workshop.werkmap, naam, workshop.feiten.indicatoren, workshop.teksten),
        eigen_bestanden=workshop.eigen_bestanden,
        vorige=vorige,
        definitief=definitief,
    )


def write_prepared(workshop: Workshop, voor: Prepared) -> Written:
    """Write the files of a report, all or none; a concept of the same report goes.

    Raises:
        BusyError, WriteError: the earlier files are as they were.
    """
    map_, rapport = voor.map, voor.rapport
    with writer_lock(voor.rapporten):
        entries = _earlier_entries(map_ / MANIFEST)
        entry, oud = with_earlier_formats(voor.entry, entries.get(voor.stam))
        concept = entries.pop(voor.concept, None) if voor.concept != voor.stam else None
        if isinstance(concept, dict):
            oud = (*oud, *concept.get("uitvoer", ()))
        manifest = dump_manifest(entries | {voor.stam: entry})
        replace_together(map_, {**voor.files, MANIFEST: manifest}, remove=oud)
    publishable = workshop.feiten.publishable
    achtergehouden: Counter[str] = Counter()  # adds up: files in two folders can share a name
    for levering in publishable.leveringen:
        achtergehouden[levering.naam] += publishable.achtergehouden.get(levering.id, 0)
    bestanden = tuple(map_ / naam for naam in (*voor.files, MANIFEST))
    return Written(rapport, map_, bestanden, dict(+achtergehouden))


def _earlier_entries(manifest: Path) -> dict[str, object]:
    """The other editions in the same folder; an unreadable manifest counts as none."""
    try:
        entries = json.loads(read_bytes(manifest))["uitgaven"]
    except (SourceError, ValueError, KeyError, TypeError):
        return {}
    return entries if isinstance(entries, dict) else {}
