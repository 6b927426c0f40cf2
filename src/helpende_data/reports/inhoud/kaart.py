"""The municipalities of the region as equal tiles, each with its rate and verdict."""

from __future__ import annotations

import math

from helpende_data.figures.model import BEKEND, Tegels
from helpende_data.reports.inhoud.bouwstenen import figure, own_first, paar, punt, rate_table
from helpende_data.reports.inhoud.context import VEILIG_THUIS, Context
from helpende_data.reports.inhoud.oordeel import marked
from helpende_data.reports.model import Figuur
from helpende_data.schema import Indicator
from helpende_data.statistics import toetsen
from helpende_data.statistics.vergelijking import TE_WEINIG


def region_map(context: Context, indicator: Indicator) -> Figuur | None:
    """A tile for each municipality, or None where fewer than half of them have a rate."""
    onderwerp, jaar = context.onderwerp, context.onderwerp.periode.jaar
    leden = context.feiten.gebieden.members(onderwerp.regio.code, jaar)
    codes = sorted(leden, key=context.feiten.gebieden.name)
    geteld = [c for c in codes if context.feiten.telling(c, indicator.code, context.periode)]
    if context.vergelijker is None or 2 * len(geteld) < len(codes):
        return None
    paren = [
        paar(context, code, indicator.code, context.periode, context.label(code, jaar))
        for code in codes
    ]
    oordelen = [_verdict(context, indicator, code) for code in codes]
    punten = tuple(
        punt(p.per_100k, p.label, p.soort, noot=marked(oordeel))
        for p, oordeel in zip(paren, oordelen, strict=True)
    )
    if not any(p.toestand == BEKEND for p in punten):
        return None
    per = f"inwoners {onderwerp.periode.per_label}"
    eenheid = f"{indicator.naam} per 100.000 {per}"
    titel = _finding(context, indicator, oordelen)
    code = onderwerp.regio.centrumgemeente
    naam = context.feiten.gebieden.name(code) if code else ""
    centrum = context.say("kaart.centrum", centrum=naam) if naam else ""
    onderschrift = context.say("kaart.onderschrift", naam=indicator.naam, centrum=centrum)
    return figure(
        f"{indicator.code}-kaart",
        titel,
        context.with_exceptions(onderschrift, {indicator.code}, *VEILIG_THUIS),
        [p.aantal for p in paren],
        Tegels(punten, places(onderwerp.regio.tegels, codes), eenheid),
        rate_table(context, titel, own_first(paren), per=per),
    )


def _verdict(context: Context, indicator: Indicator, code: str) -> str:
    """The verdict beside the rest of the region; empty where no word may be said."""
    assert context.vergelijker is not None
    vergelijking = context.vergelijker.vergelijk(code, indicator.code, context.periode)
    zegt_iets = vergelijking.kop and vergelijking.oordeel != TE_WEINIG
    return vergelijking.oordeel if zegt_iets else ""


def _finding(context: Context, indicator: Indicator, oordelen: list[str]) -> str:
    """In how many municipalities no difference shows; without two of them only what it is."""
    zonder = oordelen.count(toetsen.GEEN_VERSCHIL)
    if zonder < 2:
        return context.say("kaart.titel", naam=indicator.naam)
    zin = context.say("kaart.figuur", naam=indicator.naam, aantal=str(zonder))
    return context.constant(zin)


def places(indeling: tuple[str, ...], codes: list[str]) -> tuple[tuple[int, int], ...]:
    """Column and row of each municipality: as drawn for the region, else a grid by name.

    Args:
        indeling: rows of codes from north to south, a dot for an empty place.
    """
    plaatsen = {
        code: (kolom, rij)
        for rij, regel in enumerate(indeling)
        for kolom, code in enumerate(regel.split())
    }
    if not set(codes) <= set(plaatsen):
        breed = math.ceil(math.sqrt(len(codes)))
        plaatsen = {code: (i % breed, i // breed) for i, code in enumerate(codes)}
    return tuple(plaatsen[code] for code in codes)
