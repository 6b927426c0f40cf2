"""The recipe from figures to one of the other reports, top to bottom. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from helpende_data.files import read_bytes, slug
from helpende_data.periodes import Periode
from helpende_data.pipeline.rapport import Prepared, Workshop, Written, write_prepared
from helpende_data.provenance import sha256
from helpende_data.reports.draw import check_formats, draw_rapport, manifest_entry
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.inhoud.stempel import suffix
from helpende_data.reports.model import Rapport
from helpende_data.reports.poort import check_release
from helpende_data.reports.render.pptx_pakket import read_sjabloon
from helpende_data.reports.soorten.gebied import choose_area
from helpende_data.reports.soorten.infographic import build_infographic
from helpende_data.reports.soorten.regio import build_regio
from helpende_data.reports.teksten import MEER, Teksten, read_teksten
from helpende_data.statistics.vergelijking import Vergelijker

Bouwer = Callable[[Context, Teksten, Sequence[str]], Rapport]


def infographic(
    workshop: Workshop,
    naam: str,
    *,
    gebied: str = "gemeente",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the page with facts and figures about an area: all its files, or none.

    Args:
        naam: name or code.
        gebied: what it is: ``gemeente``, ``regio`` or ``subregio``.
        periode: year or half-year; None takes the last whole year with figures.
        formaten: as for `report`; none means HTML and PDF.
        uit: another folder than ``rapporten/`` of the werkmap.

    Raises:
        UnknownError: no such area, or no figures for the period.
        UsageError: an unknown format.
        DisclosureError: a drawn file holds a number that the page has not.
        BusyError, WriteError: the earlier files are as they were.
    """
    return _make(
        workshop,
        build_infographic,
        naam,
        gebied,
        periode,
        "infographic",
        formaten or ("html", "pdf"),
        uit,
    )


def report_area(
    workshop: Workshop,
    naam: str,
    *,
    gebied: str = "regio",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the report about a whole region or subregion: all its files, or none.

    Args:
        naam: name or code.
        gebied: ``regio`` or ``subregio``.
        periode, formaten, uit: as for `report`.

    Raises:
        The same as `infographic`.
    """
    return _make(workshop, build_regio, naam, gebied, periode, gebied, formaten, uit)


def _make(
    workshop: Workshop,
    bouw: Bouwer,
    naam: str,
    gebied: str,
    periode: Periode | None,
    soort: str,
    formaten: Sequence[str],
    uit: Path | None,
) -> Written:
    gekozen = check_formats(formaten)
    werkmap, feiten = workshop.werkmap, workshop.feiten.watched()
    onderwerp = choose_area(feiten, gebied, naam, periode, soort)
    context = Context(
        feiten,
        workshop.teksten,
        onderwerp,
        Vergelijker(feiten, workshop.regels),
        workshop.gebeurtenissen,
        workshop.andere_bronnen,
    )
    rapport = bouw(context, read_teksten(werkmap, MEER), workshop.eigen_bestanden)
    map_naam = slug(onderwerp.gemeente.naam)
    zonder = f"{map_naam}-{rapport.periode}-{soort}"
    stam = f"{zonder}{suffix(rapport.stempel)}"
    sjabloon = read_sjabloon(werkmap) if "pptx" in gekozen else None
    files = draw_rapport(rapport, stam, gekozen, sjabloon)
    check_release(rapport, files, sjabloon)
    zinnen = werkmap.data_file(MEER)
    registers = workshop.registers | {werkmap.shown(zinnen): sha256(read_bytes(zinnen))}
    settings = {"formaten": ", ".join(gekozen), "publiek": soort, "periode": rapport.periode}
    rapporten = uit or werkmap.rapporten
    map_ = rapporten / rapport.periode / map_naam
    map_ = map_ / "intern" if feiten.publishable.intern else map_
    entry = manifest_entry(rapport, files, settings, registers)
    return write_prepared(
        workshop, Prepared(rapport, rapporten, map_, stam, f"{zonder}-concept", files, entry)
    )
