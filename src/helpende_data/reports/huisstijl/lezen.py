"""The style file of a werkmap, with every fault named. Draws nothing."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from helpende_data.errors import ContractError, SourceError, UsageError
from helpende_data.files import Werkmap, read_bytes, read_toml, write_atomic, writer_lock
from helpende_data.reports.huisstijl.kleur import GRIJS, INKT, LEESBAAR, WIT, contrast, is_colour
from helpende_data.reports.huisstijl.logo import read_logo
from helpende_data.reports.huisstijl.model import GEWOON, Huisstijl, Logo
from helpende_data.reports.model import Rapport
from helpende_data.reports.render.pptx_pakket import FILE as DIAS
from helpende_data.reports.render.pptx_pakket import open_sjabloon
from helpende_data.schema.getallen import format_nl

FILE = "huisstijl.toml"
EXAMPLE = "sjablonen/huisstijl.toml"
_KEYS: dict[str, tuple[str, ...]] = {
    "": ("naam", "contact", "dias", "logo", "kleuren"),
    "logo": ("bestand", "alt"),
    "kleuren": ("accent", "zacht"),
}
_LONGEST = 150  # signs: what stands on a title page, and below each page
_TABLES = ("logo", "kleuren")


@dataclass(frozen=True)
class Stijlbestand:
    """What an organisation says about its reports; empty where it says nothing.

    Args:
        dias: the template of the slides, in the folder ``data/``.
        bestanden: the style file and the files that it names.
    """

    naam: str = ""
    contact: str = ""
    stijl: Huisstijl = GEWOON
    dias: str = DIAS
    bestanden: tuple[Path, ...] = ()

    def dress(self, rapport: Rapport) -> Rapport:
        """The same report in this style."""
        return replace(
            rapport,
            organisatie=self.naam,
            contact=self.contact or rapport.contact,
            huisstijl=self.stijl,
        )


def read_huisstijl(werkmap: Werkmap) -> Stijlbestand:
    """The style of a werkmap; the tool's own when there is no style file.

    Raises:
        SourceError: no TOML, or a file that it names is missing.
        ContractError: an unknown key, a value that is no text or colour, two colours that cannot
            be read on each other, a logo that is no picture, or a template that is no template.
    """
    pad = werkmap.own / FILE
    if not pad.is_file():
        return Stijlbestand()
    shown = werkmap.shown(pad)
    inhoud = _checked(read_toml(pad, shown), "", shown)
    delen = {deel: _checked(inhoud.pop(deel, {}), deel, shown) for deel in _TABLES}
    logo, paden = _logo(werkmap, delen["logo"], shown)
    dias = inhoud.get("dias", "")
    if dias:
        sjabloon = _own_file(werkmap, dias, "dias", shown)
        open_sjabloon(read_bytes(sjabloon), werkmap.shown(sjabloon))
        paden = (*paden, sjabloon)
    return Stijlbestand(
        inhoud.get("naam", ""),
        inhoud.get("contact", ""),
        _colours(delen["kleuren"], logo, shown),
        dias or DIAS,
        (pad, *paden),
    )


def write_huisstijl(werkmap: Werkmap) -> Path:
    """Put the example with its explanation in the werkmap.

    Raises:
        UsageError: there is a style file already.
        BusyError, WriteError: nothing was written.
    """
    doel = werkmap.own / FILE
    with writer_lock(werkmap.own):
        if doel.exists():
            raise UsageError("er is al een huisstijl", waar=werkmap.shown(doel))
        write_atomic(doel, read_bytes(werkmap.data_file(EXAMPLE)))
    return doel


def _checked(inhoud: Any, deel: str, shown: str) -> dict[str, Any]:
    """The keys of a table: all known, each a text on one line."""
    waar = f"{shown}, [{deel}]" if deel else shown
    if not isinstance(inhoud, Mapping):
        raise ContractError(
            f"{deel} is een blok met eigen regels", waar=shown, doe=f"schrijf [{deel}]"
        )
    for sleutel, waarde in inhoud.items():
        if sleutel not in _KEYS[deel]:
            raise ContractError(
                f"onbekend woord {sleutel[:40]}", waar=waar, doe=_nearest(sleutel, deel)
            )
        if sleutel not in _TABLES and not isinstance(waarde, str):
            raise ContractError(
                f"{sleutel} is geen tekst", waar=waar, doe="zet er aanhalingstekens om"
            )
        if isinstance(waarde, str) and len(waarde) > _LONGEST:
            raise ContractError(
                f"{sleutel} is langer dan {_LONGEST} tekens", waar=waar, doe="kort de tekst in"
            )
    return {
        sleutel: " ".join(waarde.split()) if isinstance(waarde, str) else waarde
        for sleutel, waarde in inhoud.items()
    }


def _nearest(sleutel: str, deel: str) -> str:
    elders = [naam for naam, woorden in _KEYS.items() if naam != deel and sleutel in woorden]
    if elders:
        return f"zet het onder [{elders[0]}]" if elders[0] else "zet het bovenaan, voor de blokken"
    dichtbij = difflib.get_close_matches(sleutel, _KEYS[deel], n=1, cutoff=0.5)
    return f"bedoelt u {dichtbij[0]}?" if dichtbij else f"kies uit {', '.join(_KEYS[deel])}"


def _logo(
    werkmap: Werkmap, deel: Mapping[str, str], shown: str
) -> tuple[Logo | None, tuple[Path, ...]]:
    naam, alt = deel.get("bestand", ""), deel.get("alt", "")
    if not naam:
        if alt:
            raise ContractError("bij het logo staat geen bestand", waar=f"{shown}, [logo]")
        return None, ()
    if not alt:
        raise ContractError(
            "bij het logo ontbreekt alt",
            waar=f"{shown}, [logo]",
            doe='schrijf wat het is, zoals alt = "Logo van GGD Voorbeeld"',
        )
    pad = _own_file(werkmap, naam, "bestand", f"{shown}, [logo]")
    return read_logo(read_bytes(pad), alt, werkmap.shown(pad)), (pad,)


def _own_file(werkmap: Werkmap, naam: str, sleutel: str, waar: str) -> Path:
    """A file in the folder ``data/`` of the werkmap."""
    los = PurePosixPath(naam.replace("\\", "/"))
    if los.is_absolute() or ".." in los.parts or ":" in naam:
        raise ContractError(
            f"{sleutel} wijst buiten de map data", waar=waar, doe="zet het bestand in data"
        )
    pad = werkmap.own / los
    if not pad.is_file():
        raise SourceError(
            f"bestand niet gevonden: data/{los}",
            waar=f"{waar}, {sleutel}",
            doe="zet het in de map data, of verbeter de naam",
        )
    return pad


def _colours(deel: Mapping[str, str], logo: Logo | None, shown: str) -> Huisstijl:
    waar = f"{shown}, [kleuren]"
    for sleutel, kleur in deel.items():
        if not is_colour(kleur):
            raise ContractError(
                f"{sleutel} is geen kleur als #rrggbb",
                waar=waar,
                doe='schrijf bijvoorbeeld "#0f2f57"',
            )
    stijl = Huisstijl(**{naam: kleur.lower() for naam, kleur in deel.items()}, logo=logo)
    for een, ander, wat in (
        (stijl.accent, WIT, "accent op wit"),
        (stijl.accent, stijl.zacht, "accent op zacht"),
        (INKT, stijl.zacht, "zwarte tekst op zacht"),
        (GRIJS, stijl.zacht, "grijze tekst op zacht"),
    ):
        verschil = contrast(een, ander)
        if verschil < LEESBAAR:
            raise ContractError(
                f"{wat} is niet goed te lezen: contrast {format_nl(verschil, 1)}, "
                f"nodig is {format_nl(LEESBAAR, 1)}",
                waar=waar,
                doe="maak accent donkerder of zacht lichter",
            )
    return stijl
