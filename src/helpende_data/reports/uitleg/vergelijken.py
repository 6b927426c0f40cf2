"""Explains the comparison of a municipality with others: the ratio, its limits, the verdict."""

from __future__ import annotations

import math
from collections.abc import Iterator

from helpende_data import formulas
from helpende_data.reports.uitleg.stap import Stap, Vraag, count_text, digits_for
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Cijfer
from helpende_data.statistics.lijst import shown_ratio
from helpende_data.statistics.maten import PER
from helpende_data.statistics.rest import Rest
from helpende_data.statistics.toetsen import GEEN_VERSCHIL
from helpende_data.statistics.vergelijking import TE_WEINIG, Vergelijking

_NAMED = 5  # so many municipalities are named, of more only the number


def comparison_steps(vraag: Vraag, met: str) -> Iterator[Stap]:
    """The comparison, and the one without the centre municipality where that is another one."""
    code, indicator, periode, deel = vraag.sleutel
    alle = vraag.vergelijker.with_and_without_centre(
        code, indicator, periode, met=met, uitsplitsing=deel
    )
    for v in alle:
        zinnen = list(_comparison(vraag, v))
        if v is alle[-1] and v.centrum_beslist:
            zinnen.append(vraag.teksten("vergelijking.tegenhanger"))
        kop = vraag.teksten("vergelijking.kop", met=v.met.replace("_", " "))
        yield Stap(kop, tuple(zinnen))


def _comparison(vraag: Vraag, v: Vergelijking) -> Iterator[str]:
    zeg, rest = vraag.teksten, v.rest
    if rest is None or v.inwoners is None or vraag.telling.hoog is None:
        yield zeg("vergelijking.geen", reden=v.reden)
        yield zeg("vergelijking.oordeel", oordeel=v.oordeel)
        return
    velden = {"namen": _names(vraag, rest.leden), "gekozen_op": rest.gekozen_op}
    wie = zeg(f"vergelijking.wie.{v.met}", **velden)
    yield zeg("vergelijking.met", gebied=vraag.gebied, wie=wie)
    yield _others(vraag, v, rest)
    verhouding = shown_ratio(v)
    if verhouding.waarde is not None and vraag.telling.aantal is not None:
        yield zeg(
            "vergelijking.som",
            eigen=count_text(vraag.telling),
            eigen_inwoners=format_nl(v.inwoners),
            aantal=format_nl(rest.aantal or 0),
            inwoners=format_nl(rest.inwoners),
            waarde=verhouding.tekst,
        )
    yield from _limits(vraag, v, rest, v.inwoners, verhouding)
    yield zeg("vergelijking.oordeel", oordeel=v.oordeel)
    if v.oordeel == GEEN_VERSCHIL and not v.ingetrokken:
        yield zeg("vergelijking.binnen")
    yield zeg(f"vergelijking.betekenis.{v.oordeel}", reden=v.reden)
    if v.ingetrokken:
        yield zeg(
            "vergelijking.ingetrokken",
            alleen=v.oordeel_alleen,
            uitleg=v.reden,
            familie=format_nl(v.familie),
        )
    if v.klein_aantal and v.oordeel != TE_WEINIG:
        yield zeg("vergelijking.klein")


def _others(vraag: Vraag, v: Vergelijking, rest: Rest) -> str:
    """Their count, on how many people."""
    zeg = vraag.teksten
    mensen = f"{format_nl(rest.inwoners)} {v.noemer_label.partition(' op ')[0]}"
    grenzen = {"laag": format_nl(rest.laag), "hoog": format_nl(rest.hoog)}
    if rest.aantal is None:
        return zeg("vergelijking.rest_grenzen", inwoners=mensen, **grenzen)
    daar = formulas.rate_interval(rest.aantal, rest.inwoners, multiplier=PER)
    return zeg(
        "vergelijking.rest" if rest.laag == rest.hoog else "vergelijking.rest_afgerond",
        aantal=format_nl(rest.aantal),
        inwoners=mensen,
        per_100k=format_nl(float(daar.value), 1),
        **grenzen,
    )


def _limits(
    vraag: Vraag, v: Vergelijking, rest: Rest, inwoners: int, verhouding: Cijfer
) -> Iterator[str]:
    """The limits of the ratio with the formula filled in; the stricter ones where they decide."""
    zeg, telling, d = vraag.teksten, vraag.telling, verhouding.decimalen
    if v.laag is None or v.hoog is None or not math.isfinite(v.hoog):
        return
    factor = rest.inwoners / inwoners
    for naam, grens, x, y in (
        ("onder", v.laag, telling.laag, rest.hoog),
        ("boven", v.hoog, telling.hoog or 0, rest.laag),
    ):
        if grens > 0:
            # the share of all events that fell in the area, at this limit
            deel = grens / factor / (1 + grens / factor)
            achter = digits_for(deel, lambda p: p / (1 - p) * factor, d)
            yield zeg(
                f"vergelijking.{naam}",
                x=format_nl(x),
                y=format_nl(y),
                pi=format_nl(deel, achter),
                inwoners=format_nl(rest.inwoners),
                eigen_inwoners=format_nl(inwoners),
                grens=format_nl(grens, d),
            )
    yield zeg("vergelijking.marge", laag=format_nl(v.laag, d), hoog=format_nl(v.hoog, d))
    if "duidelijk" in v.oordeel and v.laag_998 is not None and v.hoog_998 is not None:
        grenzen = {"laag": format_nl(v.laag_998, 3), "hoog": format_nl(v.hoog_998, 3)}
        yield zeg("vergelijking.marge_998", **grenzen)


def _names(vraag: Vraag, leden: tuple[str, ...]) -> str:
    if len(leden) > _NAMED:
        return f"{len(leden)} gemeenten"
    return ", ".join(sorted(vraag.feiten.gebieden.name(lid) for lid in leden))
