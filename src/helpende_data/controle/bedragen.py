"""Amounts of one budget against its printed totals. Knows no posts by name."""

from __future__ import annotations

import math
from collections.abc import Iterator

from helpende_data.controle.gegevens import Gegevens, Opgave
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import capital, enumerate_nl, in_words
from helpende_data.schema.getallen import format_euro

_SUFFIX = "_totaal"
_CENT = 0.005


def check_amounts(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every printed total of a budget against its posts, and its totals against each other.

    The rule: within one delivery, area and period a total is an amount whose indicator ends in
    `_totaal`; its posts are the amounts that begin like it. Amounts that begin like no total at
    all belong to the one total that needs them to add up, or else to the one that comes nearest.
    """
    groepen: dict[tuple[str, str, str], list[Opgave]] = {}
    for opgave in gegevens.opgaven:
        if opgave.eenheid == "euro" and opgave.waarde is not None:
            sleutel = (opgave.levering_id, opgave.gebied_code, opgave.periode)
            groepen.setdefault(sleutel, []).append(opgave)
    for opgaven in groepen.values():
        totalen = [o for o in opgaven if o.indicator.endswith(_SUFFIX)]
        posten, rest = _posts(totalen, [o for o in opgaven if o not in totalen])
        nemer = _taker(totalen, posten, rest)
        for totaal in totalen:
            delen = posten[totaal.indicator] + (rest if totaal is nemer else [])
            if delen:
                yield _check(gegevens, totaal, delen)
        if totalen and rest and nemer is None:
            yield _loose(gegevens, rest)
        if len(totalen) > 1:
            yield _sides(gegevens, totalen)


def _posts(
    totalen: list[Opgave], bedragen: list[Opgave]
) -> tuple[dict[str, list[Opgave]], list[Opgave]]:
    """Per total its posts, and the amounts that begin like no total."""
    posten: dict[str, list[Opgave]] = {totaal.indicator: [] for totaal in totalen}
    rest = []
    for opgave in bedragen:
        eigen = [c for c in posten if opgave.indicator.startswith(c.removesuffix(_SUFFIX) + "_")]
        if eigen:
            posten[max(eigen, key=len)].append(opgave)
        else:
            rest.append(opgave)
    return posten, rest


def _sum(opgaven: list[Opgave]) -> float:
    return math.fsum(o.waarde or 0.0 for o in opgaven)


def _taker(
    totalen: list[Opgave], posten: dict[str, list[Opgave]], rest: list[Opgave]
) -> Opgave | None:
    """The total that the rest belongs to: with it that total comes nearest."""
    if not rest:
        return None

    def winst(totaal: Opgave) -> float:
        zonder = abs((totaal.waarde or 0.0) - _sum(posten[totaal.indicator]))
        met = abs((totaal.waarde or 0.0) - _sum(posten[totaal.indicator]) - _sum(rest))
        return zonder - met

    beste = max(totalen, key=winst, default=None)
    return beste if beste is not None and winst(beste) > 0 else None


def _check(gegevens: Gegevens, totaal: Opgave, delen: list[Opgave]) -> Bevinding:
    som, gedrukt = _sum(delen), totaal.waarde or 0.0
    verschil = som - gedrukt
    wat = f"{gegevens.indicator_name(totaal.indicator)} voor {gegevens.name(totaal.gebied_code)}"
    aantal = "een post is" if len(delen) == 1 else f"{in_words(len(delen))} posten zijn samen"
    begin = capital(f"{wat}, {totaal.periode}: {aantal} {format_euro(som)}")
    if abs(verschil) <= _CENT:
        ernst, slot = "klopt", "precies het gedrukte totaal"
    else:
        ernst = "klopt_niet"
        slot = (
            f"{format_euro(abs(verschil))} {'meer' if verschil > 0 else 'minder'} dan het gedrukte "
            f"totaal van {format_euro(gedrukt)}"
        )
    return Bevinding.about(
        totaal,
        soort="rond",
        ernst=ernst,
        zin=f"{begin}, {slot}.",
        bronnen=(totaal.herkomst, *(o.herkomst for o in delen)),
    )


def _loose(gegevens: Gegevens, rest: list[Opgave]) -> Bevinding:
    eerste = rest[0]
    namen = enumerate_nl((f'"{gegevens.indicator_name(o.indicator)}"' for o in rest), meest=3)
    zin = (
        f"{namen} voor {gegevens.name(eerste.gebied_code)}, {eerste.periode}, samen "
        f"{format_euro(_sum(rest))}: bij geen gedrukt totaal passen deze bedragen."
    )
    return Bevinding(
        "rond",
        "let_op",
        eerste.gebied_code,
        "",
        eerste.periode,
        capital(zin),
        tuple(o.herkomst for o in rest),
    )


def _sides(gegevens: Gegevens, totalen: list[Opgave]) -> Bevinding:
    eerste = totalen[0]
    namen = enumerate_nl(f'"{gegevens.indicator_name(o.indicator)}"' for o in totalen)
    waar = f"voor {gegevens.name(eerste.gebied_code)}, {eerste.periode}"
    if max(o.waarde or 0.0 for o in totalen) - min(o.waarde or 0.0 for o in totalen) <= _CENT:
        beide = "allebei" if len(totalen) == 2 else "alle"
        ernst, slot = "klopt", f"zijn {beide} {format_euro(eerste.waarde or 0.0)}"
    else:
        bedragen = enumerate_nl(format_euro(o.waarde or 0.0) for o in totalen)
        ernst, slot = "klopt_niet", f"zijn niet gelijk: {bedragen}"
    return Bevinding(
        "rond",
        ernst,
        eerste.gebied_code,
        "",
        eerste.periode,
        f"De totalen {namen} {waar}, {slot}.",
        tuple(o.herkomst for o in totalen),
    )
