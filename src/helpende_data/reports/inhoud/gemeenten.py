"""The municipalities of an area over the years, each in a field of its own on one scale."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from helpende_data.figures.model import Punt, Reeks, Veelluik
from helpende_data.figures.waarden import shown_text
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import alt_text, figure, period_label, punt
from helpende_data.reports.inhoud.context import VEILIG_THUIS, Context
from helpende_data.reports.inhoud.tijdlijn import TREND_FROM, breaks, short
from helpende_data.reports.model import Figuur, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import Cijfer, per_100k


def over_the_years(context: Context, indicator: Indicator, leden: Collection[str]) -> Figuur | None:
    """A field for each municipality in the order of the alphabet, with the region's line in each.

    None where fewer than half of them have three rates: most fields would be empty.

    Args:
        leden: the codes of the municipalities.
    """
    feiten, onderwerp, eigen = context.feiten, context.onderwerp, context.onderwerp.gemeente
    codes = sorted(leden, key=feiten.gebieden.name)
    tot = onderwerp.periode
    gevonden = {p for code in codes for p in feiten.periodes(code, indicator.code)}
    periodes = sorted(p for p in gevonden if p.soort == tot.soort and not tot < p)
    lijnen = {code: _rates(context, indicator, code, periodes) for code in codes}
    vol = [sum(c.waarde is not None for c in lijn) >= TREND_FROM for lijn in lijnen.values()]
    if 2 * sum(vol) < len(codes) or not codes:
        return None
    reeksen = tuple(
        Reeks(
            feiten.gebieden.name(code),
            "gemeente" if code == eigen.code else "anders",
            _points(context, lijn),
        )
        for code, lijn in lijnen.items()
    )
    van = onderwerp.regio.tellingen_eigen
    beside = _rates(context, indicator, van, periodes) if van else []
    bekend = any(cijfer.waarde is not None for cijfer in beside)
    achter = Reeks(onderwerp.regio.naam, "regio", _points(context, beside)) if bekend else None
    velden = {
        "naam": indicator.naam,
        "van": periodes[0].zin,
        "tot": periodes[-1].zin,
        "tijd": periodes[0].per_label,
        "gebied": (onderwerp.regio if eigen.soort == "gemeente" else eigen).naam,
    }
    eenheid = f"{indicator.naam} per 100.000 inwoners {periodes[0].per_label}"
    titel = context.say("veelluik.titel", **velden)
    korte = tuple(short(periode) for periode in periodes)
    onderschrift = context.say("veelluik.onderschrift", **velden)
    alle = [*lijnen.values(), *([beside] if achter else [])]
    tekening = Veelluik(
        korte, reeksen, eenheid, achter, breaks(context, indicator, van or eigen.code, periodes)
    )
    return figure(
        f"{indicator.code}-gemeenten-jaren",
        titel,
        context.with_exceptions(onderschrift, {indicator.code}, *VEILIG_THUIS),
        [cijfer for lijn in alle for cijfer in lijn],
        tekening,
        _table(titel, tekening),
        alt=_alt(titel, tekening),
    )


def _rates(
    context: Context, indicator: Indicator, code: str, periodes: Sequence[Periode]
) -> list[Cijfer]:
    return [per_100k(context.feiten, code, indicator.code, str(p)) for p in periodes]


def _points(context: Context, lijn: Sequence[Cijfer]) -> tuple[Punt, ...]:
    return tuple(
        punt(context.show(c), period_label(c.periode), context.soort(c.gebied_code)) for c in lijn
    )


def _table(titel: str, tekening: Veelluik) -> Tabel:
    """The rates, a row for each municipality, the own one first and the region last."""
    reeksen = sorted(tekening.reeksen, key=lambda reeks: reeks.soort != "gemeente")
    reeksen += [tekening.achter] if tekening.achter else []
    rijen = tuple((r.label, *(shown_text(p) for p in r.punten)) for r in reeksen)
    getallen = (False, *(True for _ in tekening.periodes))
    return Tabel(titel, ("Gemeente", *tekening.periodes), rijen, getallen)


def _alt(titel: str, tekening: Veelluik) -> str:
    """The fields in words, from the very points that are drawn."""
    return f"{titel}. " + " ".join(
        alt_text(reeks.label, reeks.punten, tekening.eenheid) for reeks in tekening.trend.reeksen
    )
