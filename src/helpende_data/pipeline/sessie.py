"""The recipe from a report to the package for a session, top to bottom. Decides nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import DisclosureError
from helpende_data.files import read_bytes, slug, write_atomic, writer_lock
from helpende_data.gesprek import check_figures, keuze_file
from helpende_data.periodes import Periode
from helpende_data.pipeline.gesprek import own_files, read_gesprek
from helpende_data.pipeline.rapport import Prepared, Workshop, preview, write_prepared
from helpende_data.provenance import sha256
from helpende_data.reports.draw import manifest_entry
from helpende_data.reports.inhoud.context import choose
from helpende_data.reports.inhoud.stempel import suffix
from helpende_data.reports.poort.sessie_bestand import strange_in_sessie
from helpende_data.reports.sessie.draw import draw_sessie, draw_voorbereiding
from helpende_data.reports.sessie.inhoud import available, build_sessie
from helpende_data.reports.sessie.keuzebestand import dump_keuze
from helpende_data.reports.sessie.model import Sessie
from helpende_data.reports.teksten import SESSIE, read_teksten


@dataclass(frozen=True)
class WrittenSessie:
    """A package that was written: the sheets, their folder, the files, and where the choice is."""

    sessie: Sessie
    map: Path
    bestanden: tuple[Path, ...]
    keuze: Path


def sessie(
    workshop: Workshop,
    gemeente: str,
    *,
    periode: Periode | None = None,
    voorbereiding: bool = False,
    uit: Path | None = None,
) -> WrittenSessie:
    """Write the package for a session about one municipality: all its files, or none.

    Args:
        gemeente: name or code.
        periode: year or half-year; None takes the last whole year with figures.
        voorbereiding: the page on which a team leader chooses instead, and the file for the
            choice where there is none yet.
        uit: another folder than ``rapporten/`` of the werkmap.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
        ContractError: the agreements, or the choice, have faults.
        DisclosureError: a sheet holds a number that the session has not.
        BusyError, WriteError: the earlier files are as they were.
    """
    werkmap = workshop.werkmap
    gebied = choose(workshop.feiten, gemeente, periode, "team").gemeente.naam
    pad = keuze_file(werkmap, gebied)
    gesprek = read_gesprek(werkmap, gebied, workshop.feiten.indicatoren, workshop.teksten)
    team, beleid = (
        preview(workshop, gemeente, periode=periode, publiek=publiek)
        for publiek in ("team", "beleid")
    )
    check_figures(gesprek.keuze, tuple(available(team, beleid)), werkmap.shown(pad))
    gemaakt = build_sessie(
        team,
        beleid,
        read_teksten(werkmap, SESSIE),
        workshop.teksten,
        gesprek,
        keuze_bestand=werkmap.shown(pad),
    )
    zonder = f"{slug(gebied)}-{team.periode}-sessie{'-voorbereiding' if voorbereiding else ''}"
    stam = f"{zonder}{suffix(gemaakt.rapport.stempel)}"
    files, svgs = (
        (draw_voorbereiding(gemaakt, stam), {}) if voorbereiding else draw_sessie(gemaakt, stam)
    )
    vreemd = strange_in_sessie(gemaakt, files, svgs)
    if vreemd:
        raise DisclosureError(
            "het pakket is niet geschreven: er staat een getal in dat er niet bij hoort",
            waar=", ".join(vreemd[:3]),
            doe="meld dit aan de makers van helpende-data; de oude bestanden zijn er nog",
        )
    rapporten = uit or werkmap.rapporten
    map_ = rapporten / team.periode / slug(gebied)
    map_ = map_ / "intern" if workshop.feiten.publishable.intern else map_
    zinnen = werkmap.data_file(SESSIE)
    registers = workshop.registers | {werkmap.shown(zinnen): sha256(read_bytes(zinnen))}
    registers |= own_files(werkmap, gebied)
    settings = {"publiek": "sessie", "periode": team.periode}
    entry = manifest_entry(gemaakt.rapport, files, settings, registers) | {"publiek": "sessie"}
    if voorbereiding:
        _keep_choice(pad, gemaakt)
    concept = f"{zonder}-concept"
    write_prepared(
        workshop, Prepared(gemaakt.rapport, rapporten, map_, stam, concept, files, entry)
    )
    return WrittenSessie(gemaakt, map_, tuple(map_ / bestand for bestand in files), pad)


def _keep_choice(pad: Path, gemaakt: Sessie) -> None:
    """Write the file for the choice, unless somebody made one already."""
    with writer_lock(pad.parent):
        if not pad.is_file():
            write_atomic(pad, dump_keuze(gemaakt.voorbereiding))
