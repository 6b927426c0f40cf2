"""One shown figure at a time: count, rate, share, ratio, expectation. No words, no drawing."""

from __future__ import annotations

import math
from dataclasses import replace

from helpende_data import formulas
from helpende_data.gebieden import Noemer
from helpende_data.periodes import Periode
from helpende_data.schema.getallen import round_once
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.cijfer import ZELF_VERBORGEN, Cijfer
from helpende_data.statistics.feiten import Feiten, Opgave, Telling

GEEN_BRON = "geen bron"
PER = 100_000
_MAAT_VAN_EENHEID = {
    "per_100k": "per_100k",
    "pct": "aandeel_pct",
    "euro": "euro",
    "personen": "aantal",
}
KLEIN_TOTAAL = "het totaal is te klein om een deel van te noemen"
TEGENSPRAAK = "de aantallen in de bronnen spreken elkaar tegen"
_BOVEN_TOTAAL = "door afronding staat het deel hoger dan het totaal"
_OPEN = 0.2  # of a total: more than that is not said in one number
_REDENEN = {"onderdrukt": "de uitgever laat dit kleine aantal niet zien"}


def missing(
    feiten: Feiten,
    code: str,
    indicator: str,
    periode: str,
    *,
    maat: str = "aantal",
    uitsplitsing: str = TOTAAL,
    reden: str = "geen cijfer in de bronnen",
) -> Cijfer:
    """A figure that nobody published: no value, with the reason."""
    return Cijfer(
        gebied_code=code,
        gebied=feiten.gebieden.name(code),
        dekking=code,
        indicator=indicator,
        uitsplitsing=uitsplitsing,
        periode=periode,
        maat=maat,
        waarde=None,
        laag=None,
        hoog=None,
        noemer=None,
        status="onbekend",
        voorlopig=False,
        synthetisch=feiten.synthetisch,
        bron=GEEN_BRON,
        reden=reden,
    )


def _from_telling(feiten: Feiten, telling: Telling) -> Cijfer:
    """A count as a shown figure; hidden and missing ones have no value."""
    reden = ""
    if telling.aantal is None:
        reden = _REDENEN.get(telling.status, telling.opmerking or "niet bekend")
        if telling.zelf_verborgen:
            reden = ZELF_VERBORGEN
    # An exact count has no limits, and a lower limit alone says nothing.
    begrensd = telling.status != "exact" and telling.hoog is not None
    return Cijfer(
        gebied_code=telling.gebied_code,
        gebied=feiten.gebieden.name(telling.gebied_code),
        dekking=telling.dekking,
        indicator=telling.indicator,
        uitsplitsing=telling.uitsplitsing,
        periode=telling.periode,
        maat="aantal",
        waarde=telling.aantal,
        laag=telling.laag if begrensd else None,
        hoog=telling.hoog if begrensd else None,
        noemer=None,
        status=telling.status,
        voorlopig=telling.voorlopig,
        synthetisch=feiten.synthetisch,
        bron=telling.bron,
        reden=reden,
        zelf_afgerond=telling.zelf_afgerond,
        klein=telling.klein or _took_two_steps(feiten, telling),
    )


def _took_two_steps(feiten: Feiten, telling: Telling) -> bool:
    """Did earlier figures push our rounding past a neighbour? Then the bounds say so, in words."""
    if not telling.zelf_afgerond or telling.aantal is None or telling.hoog is None:
        return False
    return telling.hoog - telling.aantal >= feiten.publishable.beleid.basis


def aantal(
    feiten: Feiten, code: str, indicator: str, periode: str, uitsplitsing: str = TOTAAL
) -> Cijfer:
    """The count of an area in a period; without a value when it is hidden or not known."""
    telling = feiten.telling(code, indicator, periode, uitsplitsing)
    if telling is None:
        return missing(feiten, code, indicator, periode, uitsplitsing=uitsplitsing)
    return _from_telling(feiten, telling)


def per_maand(feiten: Feiten, code: str, indicator: str, periode: str) -> Cijfer:
    """How many there were in a month on average, in whole numbers, from the count as shown.

    Returns:
        A figure without a value, and with the reason, when there is no count or it is less than
        one a month.
    """
    telling = feiten.telling(code, indicator, periode)
    if telling is None:
        return missing(feiten, code, indicator, periode, maat="per_maand")
    basis = replace(_from_telling(feiten, telling), maat="per_maand", laag=None, hoog=None)
    if telling.aantal is None:
        return basis
    gemiddeld = round_once(telling.aantal / Periode.parse(periode).months, 0)
    if gemiddeld < 1:
        return replace(basis, waarde=None, reden="minder dan een per maand")
    return replace(basis, waarde=gemiddeld)


def per_100k(
    feiten: Feiten, code: str, indicator: str, periode: str, uitsplitsing: str = TOTAAL
) -> Cijfer:
    """The count per 100,000 inhabitants of exactly its catchment, with 95 % limits.

    Exact limits below ten, Byar's from ten; of a rounded or hidden count the lower limit belongs
    to its lowest and the upper limit to its highest possible value. A half-year is divided by the
    inhabitants of its year, not by half of them. Shown with one decimal, or none where rounding of
    the count leaves more than half a unit of doubt.

    Returns:
        A figure without a value, and with the reason, when there is no count or no fitting
        denominator.

    Sources: docs/methoden.md; Breslow & Day (1987).
    """
    telling = feiten.telling(code, indicator, periode, uitsplitsing)
    if telling is None:
        return missing(feiten, code, indicator, periode, maat="per_100k", uitsplitsing=uitsplitsing)
    basis = replace(_from_telling(feiten, telling), maat="per_100k", laag=None, hoog=None)
    noemer = denominator(feiten, telling)
    if noemer.inwoners is None:
        return replace(basis, waarde=None, reden=noemer.reden)
    met_noemer = replace(
        basis,
        noemer=float(noemer.inwoners),
        noemer_label=noemer.label,
        bron=f"{basis.bron}; inwoners: {noemer.bron}",
    )
    if telling.hoog is None:
        return replace(met_noemer, waarde=None)
    marge = formulas.bounded_rate_interval(
        telling.laag, telling.hoog, noemer.inwoners, multiplier=PER
    )
    speling = (telling.hoog - telling.laag) / noemer.inwoners * PER / 2
    decimalen = 1 if speling <= 0.5 else 0
    waarde = None
    if telling.aantal is not None:
        waarde = round_once(telling.aantal / noemer.inwoners * PER, decimalen)
    return replace(
        met_noemer,
        waarde=waarde,
        decimalen=decimalen,
        laag=round_once(float(marge.lower), decimalen),
        hoog=round_once(float(marge.upper), decimalen),
    )


def denominator(feiten: Feiten, telling: Telling) -> Noemer:
    """The inhabitants under a count, or the reason why it has no rate."""
    indicator = feiten.indicatoren[telling.indicator]
    periode = Periode.parse(telling.periode)
    populatie = indicator.population(telling.uitsplitsing)
    if not populatie:
        return Noemer(None, periode.jaar, reden=indicator.geen_noemer)
    return _inhabited(feiten.inwoners.for_count(telling.dekking, periode, populatie=populatie))


def _inhabited(noemer: Noemer) -> Noemer:
    """The denominator; without inhabitants, and with the reason, where nobody lives."""
    if noemer.inwoners != 0:
        return noemer
    return replace(noemer, inwoners=None, reden=f"er waren geen {noemer.label}")


def aandeel(feiten: Feiten, code: str, indicator: str, periode: str, uitsplitsing: str) -> Cijfer:
    """The share of a category in the total, in per cent, with Wilson's limits.

    Of rounded or hidden counts the limits are those over all counts within the bounds, and where
    rounding alone leaves more than 20 per cent of the total open, only they are printed. Whole per
    cents; one decimal below ten per cent of an exact total of at least a thousand, and as many as
    it takes (at most two) to keep a count above 0 from being printed as 0 %.

    Returns:
        A figure without a value, and with the reason, when the count or its total is not known, is
        0, or is less than its part.
    """
    deel = feiten.telling(code, indicator, periode, uitsplitsing)
    geheel = feiten.telling(code, indicator, periode)
    if deel is None:
        return missing(
            feiten, code, indicator, periode, maat="aandeel_pct", uitsplitsing=uitsplitsing
        )
    return share(replace(_from_telling(feiten, deel), maat="aandeel_pct"), deel, geheel)


def share(basis: Cijfer, deel: Telling, geheel: Telling | None) -> Cijfer:
    """`basis` with the share of one count in another as its value and limits, as `aandeel`."""
    basis = replace(basis, waarde=None, laag=None, hoog=None)
    if deel.aantal is None and deel.hoog is None:  # hidden, or not known: nothing to compute with
        return basis
    if (
        geheel is not None
        and geheel.zelf_afgerond
        and (geheel.aantal or 0) < max(1, deel.aantal or 0)
    ):
        # Neither is a rounded 0 nought, nor do rounded counts contradict each other.
        return replace(basis, reden=KLEIN_TOTAAL)
    if geheel is None or not geheel.aantal or geheel.hoog is None:
        return replace(basis, reden=basis.reden or "het totaal is niet bekend of nul")
    if deel.laag > geheel.hoog:
        return replace(basis, reden=TEGENSPRAAK)
    if (deel.aantal or 0) > geheel.aantal:  # while the bounds leave room for a share
        return replace(basis, reden=_BOVEN_TOTAAL)
    basis = replace(
        basis, noemer=float(geheel.aantal), voorlopig=deel.voorlopig or geheel.voorlopig
    )
    decimalen = 0
    if deel.aantal is not None:
        pct = 100 * deel.aantal / geheel.aantal
        exact = deel.status == geheel.status == "exact"
        decimalen = 1 if exact and pct < 10 and geheel.aantal >= 1000 else 0
        while deel.aantal and decimalen < 2 and round_once(pct, decimalen) == 0:
            decimalen += 1
        basis = replace(basis, waarde=round_once(pct, decimalen), decimalen=decimalen)
    if deel.hoog is None or geheel.laag == 0:
        return basis
    marge = formulas.bounded_proportion_interval(deel.laag, deel.hoog, geheel.laag, geheel.hoog)
    open_ = min(1.0, deel.hoog / geheel.laag) - deel.laag / geheel.hoog
    return replace(
        basis,
        klein=basis.klein or open_ > _OPEN,
        laag=round_once(100 * float(marge.lower), decimalen),
        hoog=round_once(100 * float(marge.upper), decimalen),
    )


def verhouding(feiten: Feiten, code: str, teller: str, noemer: str, periode: str) -> Cijfer:
    """How many of one there are for each of another: 2,4 adviezen for each melding.

    Rounded to one decimal, without limits; `advice_ratio` in `ketens` has them. Without a value
    when one of the two counts is hidden or not known, or the one below is zero.

    Args:
        teller, noemer: codes of the two indicators.
    """
    boven = feiten.telling(code, teller, periode)
    onder = feiten.telling(code, noemer, periode)
    uitsplitsing = f"per:{noemer}"
    if (
        boven is None
        or onder is None
        or boven.aantal is None
        or not onder.aantal
        or onder.klein  # of 1 to 9 reports each number gives another answer
    ):
        leeg = missing(feiten, code, teller, periode, maat="verhouding", uitsplitsing=uitsplitsing)
        klein = onder is not None and onder.zelf_afgerond
        return replace(leeg, reden=KLEIN_TOTAAL) if klein else leeg
    return replace(
        _from_telling(feiten, boven),
        maat="verhouding",
        uitsplitsing=uitsplitsing,
        decimalen=1,
        waarde=round_once(boven.aantal / onder.aantal, 1),
        noemer=float(onder.aantal),
        laag=None,
        hoog=None,
        voorlopig=boven.voorlopig or onder.voorlopig,
        klein=boven.klein or onder.klein,
    )


def verwacht(feiten: Feiten, code: str, indicator: str, periode: str, *, referentie: str) -> Cijfer:
    """What an area would count at the rate of the reference area: a calculation, not a count.

    The limits are an exact, equal-tailed 95 % prediction interval; true differences between
    municipalities are not in them.

    Args:
        code: the area without a count of its own.
        referentie: code of the area whose rate is used, for example the region.

    Returns:
        the number with one decimal and whole limits; no value when the reference has no count or
        one of the two areas has no denominator.
    """
    telling = feiten.telling(referentie, indicator, periode)
    leeg = missing(feiten, code, indicator, periode, maat="verwacht")
    if telling is None or telling.aantal is None or telling.hoog is None:
        return leeg
    noemer = denominator(feiten, telling)
    eigen = _inhabited(
        feiten.inwoners.for_count(code, Periode.parse(periode), populatie=noemer.populatie)
    )
    reden = noemer.reden or eigen.reden
    if noemer.inwoners is None or eigen.inwoners is None:
        return replace(leeg, reden=reden)
    midden, laagste, hoogste = (
        formulas.expected_count(n, noemer.inwoners, eigen.inwoners)
        for n in (telling.aantal, telling.laag, telling.hoog)
    )
    return replace(
        leeg,
        waarde=round_once(float(midden.value), 1),
        decimalen=1,
        reden="",
        laag=float(laagste.lower),
        hoog=float(hoogste.upper),
        noemer=float(eigen.inwoners),
        noemer_label=eigen.label,
        status=telling.status,
        voorlopig=telling.voorlopig,
        bron=telling.bron,
    )


def inwoners(feiten: Feiten, code: str, jaar: int) -> Cijfer:
    """The inhabitants of an area on 1 January of a year; no value, with the reason, if unknown."""
    noemer = feiten.inwoners.of(code, jaar)
    leeg = missing(feiten, code, "inwoners", str(jaar), maat="inwoners", reden=noemer.reden)
    if noemer.inwoners is None:
        return leeg
    bron = feiten.source_of_inwoners(noemer.bron)
    return replace(leeg, waarde=float(noemer.inwoners), status="exact", bron=bron, reden="")


def opgave(feiten: Feiten, gedrukt: Opgave) -> Cijfer:
    """A printed statement as a shown figure, with as many decimals as were printed."""
    waarden = [w for w in (gedrukt.waarde, gedrukt.laag, gedrukt.hoog) if w is not None]
    heel = all(math.isclose(w, round(w)) for w in waarden)
    return Cijfer(
        gebied_code=gedrukt.gebied_code,
        gebied=feiten.gebieden.name(gedrukt.gebied_code),
        dekking=gedrukt.dekking,
        indicator=gedrukt.indicator,
        uitsplitsing=gedrukt.uitsplitsing,
        periode=gedrukt.periode,
        maat=_MAAT_VAN_EENHEID.get(gedrukt.eenheid, "aantal"),
        waarde=gedrukt.waarde,
        laag=gedrukt.laag,
        hoog=gedrukt.hoog,
        noemer=None,
        status=gedrukt.status,
        voorlopig=gedrukt.voorlopig,
        synthetisch=feiten.synthetisch,
        bron=gedrukt.bron,
        decimalen=0 if heel else 1,
        reden=gedrukt.opmerking,
    )
