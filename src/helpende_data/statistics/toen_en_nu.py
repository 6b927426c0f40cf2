"""Did a figure of one area change between two years by more than chance. Verdicts, no prose.

A verdict says nothing about better or worse, nor why, and never that two figures are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpende_data import formulas
from helpende_data.schema.getallen import round_once
from helpende_data.statistics import toetsen
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.jaren import AANDEEL, PER_100K
from helpende_data.statistics.maten import aandeel, aantal, denominator, per_100k
from helpende_data.statistics.regels import BREUK, Gebeurtenis, Regels

NIET_TE_VERGELIJKEN = "niet te vergelijken"
AANTAL = "aantal"


@dataclass(frozen=True)
class Vraag:
    """Which figure of an area, in which two years.

    Args:
        codes: under which codes the area is counted, the first that has both years is taken.
        maat: PER_100K, AANDEEL or AANTAL, which has no verdict.
    """

    codes: tuple[str, ...]
    indicator: str
    uitsplitsing: str
    maat: str
    van: int
    tot: int


@dataclass(frozen=True)
class Kant:
    """One of the two years: the count, the figure made of it, and why it cannot be compared.

    `laag` to `hoog` are the bounds of the count, over `onder`, so that every value that is possible
    lies between them; `scherp`: is it known exactly what the count is over?
    """

    aantal: Cijfer
    cijfer: Cijfer
    laag: float = 0.0
    hoog: float = 0.0
    onder: float = 0.0
    scherp: bool = True
    reden: str = ""


@dataclass(frozen=True)
class Verandering:
    """A figure of then and of now, and whether they differ by more than chance.

    Args:
        oordeel: a word of `toetsen` (the figure of now, against that of then), or
            NIET_TE_VERGELIJKEN with its `reden`.
        ingetrokken: it differs when tested alone, and not among all that is tested with it.
        hoger_vanaf, lager_tot: the counts from which now would differ, as shown figures: of a
            rounded one its rounding comes on top, as the verdict asks it of all that is possible.
            Only where nothing can be told apart, None where no count would or its total is rounded.
        breuken: first years of another way of counting, between the two.
        gebeurtenissen: what else changed between the two.
        makers: do the two years come from two publishers?
    """

    vraag: Vraag
    toen: Kant
    nu: Kant
    oordeel: str
    reden: str = ""
    p_waarde: float = 1.0
    ingetrokken: bool = False
    hoger_vanaf: Cijfer | None = None
    lager_tot: Cijfer | None = None
    breuken: tuple[int, ...] = ()
    gebeurtenissen: tuple[Gebeurtenis, ...] = ()
    makers: bool = False


def verandering(
    feiten: Feiten, vraag: Vraag, regels: Regels, gebeurtenissen: Sequence[Gebeurtenis] = ()
) -> Verandering:
    """The figure of both years, and the verdict on their difference.

    Counts between bounds are compared over all that is possible. A share is tested as a rate over
    its total, which asks a little more than needed. Nothing is said when the two years cover other
    municipalities, a break lies between them, a count is hidden, or one is below the reliability
    limit.

    Raises:
        UnknownError: no such area or indicator.

    Sources: `toetsen.bounded_ratio`; `formulas.expected_count` for what could be told apart.
    """
    toen_telling, nu_telling = _tellingen(feiten, vraag)
    toen, nu = (
        _side(feiten, vraag, vraag.van, toen_telling),
        _side(feiten, vraag, vraag.tot, nu_telling),
    )
    breuken, bij = _between(feiten, vraag, gebeurtenissen)
    gevonden = Verandering(
        vraag,
        toen,
        nu,
        NIET_TE_VERGELIJKEN,
        breuken=breuken,
        gebeurtenissen=bij,
        makers=bool(toen_telling and nu_telling and _maker(toen_telling) != _maker(nu_telling)),
    )
    reden = toen.reden or nu.reden
    if not reden and toen.cijfer.dekking != nu.cijfer.dekking:
        reden = "de twee jaren gaan niet over dezelfde gemeenten"
    elif not reden and breuken:
        reden = f"vanaf {breuken[-1]} wordt anders geteld"
    elif not reden and min(toen.laag, nu.laag) < regels.woord_vanaf:
        reden = "een van de aantallen is te klein voor een oordeel"
    if reden:
        return replace(gevonden, reden=reden)
    toets = toetsen.bounded_ratio(nu.laag, nu.hoog, nu.onder, toen.laag, toen.hoog, toen.onder)
    return _with_limits(
        replace(
            gevonden,
            oordeel=str(toetsen.name_difference(toets)[0]),
            p_waarde=float(toets.p_value[0]),
        )
    )


def together(veranderingen: Sequence[Verandering], regels: Regels) -> tuple[Verandering, ...]:
    """The same ones, tested as one family: a word that does not stand among them is withdrawn."""
    getoetst = [v for v in veranderingen if v.oordeel != NIET_TE_VERGELIJKEN]
    staat = iter(toetsen.false_discovery([v.p_waarde for v in getoetst], regels.q))
    return tuple(
        replace(v, oordeel=toetsen.GEEN_VERSCHIL, ingetrokken=True)
        if v.oordeel != NIET_TE_VERGELIJKEN
        and not next(staat)
        and v.oordeel != toetsen.GEEN_VERSCHIL
        else v
        for v in veranderingen
    )


def _tellingen(feiten: Feiten, vraag: Vraag) -> tuple[Telling | None, Telling | None]:
    """The counts of both years: under one code where one has both."""
    paren = [
        tuple(
            feiten.telling(code, vraag.indicator, str(jaar), vraag.uitsplitsing)
            for jaar in (vraag.van, vraag.tot)
        )
        for code in vraag.codes
    ]
    for toen, nu in paren:
        if toen is not None and nu is not None:
            return toen, nu
    return (
        next((toen for toen, _ in paren if toen is not None), None),
        next((nu for _, nu in paren if nu is not None), None),
    )


def _side(feiten: Feiten, vraag: Vraag, jaar: int, telling: Telling | None) -> Kant:
    code = telling.gebied_code if telling else vraag.codes[0]
    wat = (feiten, code, vraag.indicator, str(jaar), vraag.uitsplitsing)
    geteld = aantal(*wat)
    maken = {PER_100K: per_100k, AANDEEL: aandeel}.get(vraag.maat, aantal)
    kant = Kant(geteld, maken(*wat))
    if telling is None:
        return replace(kant, reden=f"over {jaar} is geen aantal bekend")
    if telling.aantal is None or telling.hoog is None:
        return replace(kant, reden=f"het aantal over {jaar} is {geteld.tekst}")
    kant = replace(kant, laag=float(telling.laag), hoog=float(telling.hoog))
    if vraag.maat == PER_100K:
        noemer = denominator(feiten, telling)
        return replace(kant, onder=float(noemer.inwoners or 0), reden=noemer.reden)
    indicator = feiten.indicatoren[vraag.indicator]
    if vraag.maat == AANTAL:
        if indicator.eenheid:
            return replace(kant, reden=f"bij een {indicator.eenheid} is toeval niet uit te rekenen")
        return replace(kant, reden=indicator.geen_noemer or "er is geen noemer bij")
    geheel = feiten.telling(code, vraag.indicator, str(jaar))
    if kant.cijfer.waarde is None or geheel is None or not geheel.laag or not geheel.hoog:
        return replace(kant, reden=kant.cijfer.reden or "het totaal is te klein of niet bekend")
    # over the lowest total: then every share that is possible lies within the bounds
    return replace(
        kant,
        laag=telling.laag * geheel.laag / geheel.hoog,
        hoog=float(min(telling.hoog, geheel.laag)),
        onder=float(geheel.laag),
        scherp=geheel.laag == geheel.hoog,
    )


def _between(
    feiten: Feiten, vraag: Vraag, gebeurtenissen: Sequence[Gebeurtenis]
) -> tuple[tuple[int, ...], tuple[Gebeurtenis, ...]]:
    """The breaks and the other events after the first year began, up to the end of the last."""
    bij = tuple(
        g
        for g in gebeurtenissen
        if g.touches(feiten.gebieden, vraag.codes[0], vraag.indicator, vraag.uitsplitsing)
        and g.datum.isoformat() > f"{vraag.van}-01-01"
        and g.datum.year <= vraag.tot
    )
    breuken = {int(tekst[:4]) for tekst in feiten.indicatoren[vraag.indicator].breuken}
    breuken |= {jaar for g in bij if g.soort == BREUK for jaar in g.first_years}
    return tuple(sorted(b for b in breuken if vraag.van < b <= vraag.tot)), bij


def _maker(telling: Telling) -> tuple[str, str]:
    """Who counted: the publisher, and whether it rounds."""
    return telling.bron.partition(",")[0], telling.status


def _with_limits(gevonden: Verandering) -> Verandering:
    """With the counts from which now would differ, where it does not.

    Of counts between bounds the side that asks most is taken.
    """
    toen, nu = gevonden.toen, gevonden.nu
    if gevonden.oordeel != toetsen.GEEN_VERSCHIL or not (toen.scherp and nu.scherp):
        return gevonden
    laagste = formulas.expected_count(toen.laag, toen.onder, nu.onder)
    hoogste = formulas.expected_count(toen.hoog, toen.onder, nu.onder)
    getoond = nu.aantal.waarde
    onder, boven = (0.0, 0.0) if getoond is None else (getoond - nu.laag, nu.hoog - getoond)
    lager = float(laagste.lower) - 1 - boven
    hoger = float(hoogste.upper) + 1 + onder
    kan_hoger = hoger <= nu.onder  # a part is never more than its whole
    return replace(
        gevonden,
        hoger_vanaf=_limit(nu.aantal, "grens_hoger", hoger) if kan_hoger else None,
        lager_tot=_limit(nu.aantal, "grens_lager", lager) if lager >= 0 else None,
    )


def _limit(geteld: Cijfer, maat: str, waarde: float) -> Cijfer:
    return replace(
        geteld,
        maat=maat,
        waarde=round_once(waarde, 0),
        laag=None,
        hoog=None,
        zelf_afgerond=False,
        klein=False,
    )
