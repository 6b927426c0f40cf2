"""All formats of one report, and the manifest that says how they were made. Writes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from typing import cast

from helpende_data import figures  # its names load matplotlib when they are first used
from helpende_data.errors import UsageError
from helpende_data.provenance import sha256
from helpende_data.reports import render
from helpende_data.reports.inhoud.wijzigingen import printed_figures
from helpende_data.reports.model import Rapport, Wijzigingen, last_fetched

STANDAARD = ("html", "pdf", "xlsx", "csv")  # made when no format is named
FORMATEN = (*STANDAARD, "pptx", "json", "md")
LIBRARIES = (
    "numpy",
    "pandas",
    "scipy",
    "matplotlib",
    "typst",
    "jinja2",
    "xlsxwriter",
    "python-pptx",
)


def check_formats(formaten: Sequence[str]) -> tuple[str, ...]:
    """The formats asked for, in fixed order; none asked for means the usual ones.

    Raises:
        UsageError: a format that does not exist.
    """
    vreemd = [formaat for formaat in formaten if formaat not in FORMATEN]
    if vreemd:
        raise UsageError(f"onbekend formaat {vreemd[0]}", doe=f"kies uit {', '.join(FORMATEN)}")
    return tuple(formaat for formaat in FORMATEN if formaat in (formaten or STANDAARD))


def draw_rapport(
    rapport: Rapport, stam: str, formaten: Sequence[str], sjabloon: bytes | None = None
) -> dict[str, bytes]:
    """File name -> contents, for each format.

    Args:
        stam: what the file names begin with, for example ``druten-2023-team``.
        sjabloon: the template of the slides; None takes the packaged one.
    """
    losse: dict[str, bytes] = {}
    if {"html", "pdf"} & set(formaten):
        losse = {
            f.naam: figures.to_svg_file(figures.draw(f.tekening, stempel=rapport.stempel))
            for f in rapport.figuren()
        }
    files: dict[str, bytes] = {}
    if "html" in formaten:
        svgs = {
            f.naam: figures.inline_svg(losse[f.naam], prefix=f.naam, titel=f.titel, alt=f.alt)
            for f in rapport.figuren()
        }
        files[f"{stam}.html"] = render.to_html(rapport, svgs)
    if "pdf" in formaten:
        files[f"{stam}.pdf"] = render.to_pdf(rapport, losse)
    if "xlsx" in formaten:
        files[f"{stam}.xlsx"] = render.to_xlsx(rapport)
    if "csv" in formaten:
        files[f"{stam}-cijfers.csv"] = render.to_csv(rapport)
    if "pptx" in formaten:
        files[f"{stam}.pptx"] = render.to_pptx(rapport, sjabloon)
    if "json" in formaten:
        files[f"{stam}.json"] = render.to_json(rapport)
    if "md" in formaten:
        files[f"{stam}.md"] = render.to_md(rapport)
    return files


def manifest_entry(
    rapport: Rapport, settings: Mapping[str, str], registers: Mapping[str, str]
) -> dict[str, object]:
    """What one edition is made of: inputs with sha256, versions, settings; `outputs` come to it.

    Holds no date of the run: the same data give the same manifest.

    Args:
        settings: what the user chose.
        registers: file of the registry or the texts -> sha256.
    """
    return {
        "gebied": {"code": rapport.gebied_code, "naam": rapport.gebied},
        "periode": rapport.periode,
        "publiek": rapport.publiek,
        "stempel": rapport.stempel,
        "stand_van_de_gegevens": last_fetched(rapport.bronnen),
        "instellingen": dict(settings),
        "programma": {"helpende-data": rapport.versie} | _library_versions(),
        "invoer": [asdict(bron) for bron in rapport.bronnen],
        "registers": dict(registers),
        "eigen_bestanden": list(rapport.eigen_bestanden),
        "eigen_tekst": list(rapport.eigen_tekst),
        "aantal_cijfers": len(rapport.cijfers),
        "cijfers": printed_figures(rapport.cijfers),
        "gewijzigd": _as_read_back(rapport.wijzigingen),
    }


def outputs(files: Mapping[str, bytes]) -> dict[str, object]:
    """What was drawn of it, with sha256."""
    return {"uitvoer": {naam: sha256(inhoud) for naam, inhoud in files.items()}}


def _as_read_back(wijzigingen: Wijzigingen | None) -> dict[str, object] | None:
    """The changes as JSON gives them back, so that they can be held against an earlier manifest."""
    if wijzigingen is None:
        return None
    return asdict(wijzigingen) | {"regels": [asdict(regel) for regel in wijzigingen.regels]}


_MADE_OF = (
    "stempel", "programma", "invoer", "registers", "eigen_bestanden", "eigen_tekst", "cijfers",
    "gewijzigd",
)  # fmt: skip


def is_same(entry: Mapping[str, object], eerder: object) -> bool:
    """Was an edition made of the same figures, texts and versions as an earlier one?"""
    return isinstance(eerder, dict) and all(
        eerder.get(sleutel) == entry[sleutel] for sleutel in _MADE_OF
    )


def with_earlier_formats(
    entry: dict[str, object], eerder: object
) -> tuple[dict[str, object], tuple[str, ...]]:
    """The entry of an edition with the formats that still belong to it, and those that do not.

    Args:
        entry: what was made now.
        eerder: the entry of the same edition that stood there, or None.

    Returns:
        The entry; and the names of earlier files made from other figures, texts or versions.
    """
    if not isinstance(eerder, dict) or not isinstance(eerder.get("uitvoer"), dict):
        return entry, ()
    nieuw = cast("dict[str, str]", entry["uitvoer"])
    oud = {naam: digest for naam, digest in eerder["uitvoer"].items() if naam not in nieuw}
    if is_same(entry, eerder):
        return entry | {"uitvoer": oud | nieuw}, ()
    return entry, tuple(oud)


def _library_versions() -> dict[str, str]:
    versies = {}
    for naam in LIBRARIES:
        try:
            versies[naam] = version(naam)
        except PackageNotFoundError:
            versies[naam] = "onbekend"
    return versies


def dump_manifest(entries: Mapping[str, object]) -> bytes:
    """The manifest of a folder: one entry for each edition in it, by file name stem."""
    inhoud = {"versie": 1, "uitgaven": dict(sorted(entries.items()))}
    return (json.dumps(inhoud, ensure_ascii=False, indent=2) + "\n").encode()
