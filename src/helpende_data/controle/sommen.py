"""Categories against their total: the same source, area, indicator and period."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.gegevens import Gegevens, Telling
from helpende_data.controle.grenzen import Span, compare, difference, span, total
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl, when
from helpende_data.schema import Indicator
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.indicatoren import Dimension
from helpende_data.schema.tables import TOTAAL


def check_sums(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every dimension that the registry knows, against the total it belongs to.

    Categories of a dimension that is "optellend" add up to the total. Categories that the source
    does not give are no fault: the finding says how many are left over. Of every other kind of
    dimension no category is more than the total.
    """
    groepen: dict[tuple[str, str, str, str], list[Telling]] = {}
    for t in gegevens.tellingen:
        groepen.setdefault((t.indicator, t.gebied_code, t.periode, t.bron), []).append(t)
    for (code, *_), rijen in groepen.items():
        indicator = gegevens.indicator(code)
        geheel = next((t for t in rijen if t.uitsplitsing == TOTAAL), None)
        if indicator is None or geheel is None:
            continue
        for dimensie in indicator.dimensies.values():
            delen = [t for t in rijen if t.dimensie == dimensie.code and t.categorie]
            if delen:
                yield from _check_dimension(gegevens, indicator, dimensie, geheel, delen)


def _check_dimension(
    gegevens: Gegevens,
    indicator: Indicator,
    dimensie: Dimension,
    geheel: Telling,
    delen: list[Telling],
) -> Iterator[Bevinding]:
    if dimensie.optelsoort == "optellend":
        oordeel = _adds_up(dimensie, geheel, delen)
    else:
        oordeel = _not_more(indicator, dimensie, geheel, delen)
    if oordeel is None:
        return
    ernst, woorden = oordeel
    wat = f"{gegevens.indicator_name(indicator.code)} voor {gegevens.name(geheel.gebied_code)}"
    yield Bevinding.about(
        geheel,
        soort="som",
        ernst=ernst,
        zin=f"{wat} {when(geheel.periode)}, uitsplitsing {_quoted(dimensie)}: {woorden}.",
        bronnen=(geheel.herkomst, *(t.herkomst for t in delen)),
    )


def _quoted(dimensie: Dimension) -> str:
    return f'"{dimensie.in_zin}"'


def _adds_up(dimensie: Dimension, geheel: Telling, delen: list[Telling]) -> tuple[str, str] | None:
    som, heel = total(delen), span(geheel)
    bekend = {t.categorie for t in delen}
    mist = [naam for code, naam in dimensie.categorieen.items() if code not in bekend]
    ernst, woorden = compare(som, heel, wat="het totaal")
    if not mist and ernst != "klopt" and heel.exceeds(som):
        return ernst, f"de delen zijn {woorden}, of de lijst van categorieën is niet volledig"
    if not mist or ernst == "klopt":
        # All categories but one fit as well: then the missing one is zero or close to it.
        return (ernst, f"de delen zijn {woorden}") if not mist or len(delen) > 1 else None
    if som.exceeds(heel):
        return ernst, f"de delen zijn {woorden}"
    if len(delen) < 2:
        return None  # one category is no sum
    rest = _left_over(som, heel)
    namen = enumerate_nl((f'"{naam}"' for naam in mist), meest=3)
    ontbreekt = "de bron geeft geen aantal voor"
    return "let_op", (
        f"de delen zijn samen {som.shown} van {heel.shown}; {rest} niet ingedeeld, "
        f"want {ontbreekt} {namen}"
    )


def _left_over(som: Span, heel: Span) -> str:
    if som.waarde is None or heel.waarde is None:
        return "de rest is"
    rest = heel.waarde - som.waarde
    return f"{format_nl(rest)} {'is' if rest == 1 else 'zijn'}"


def _not_more(
    indicator: Indicator, dimensie: Dimension, geheel: Telling, delen: list[Telling]
) -> tuple[str, str]:
    heel = span(geheel)
    te_groot = [t for t in delen if span(t).exceeds(heel)]
    if not te_groot:
        return "klopt", f"geen enkel deel is groter dan het totaal van {heel.shown}"
    namen = enumerate_nl(
        f'"{dimensie.categorieen.get(t.categorie, t.categorie)}" ({span(t).shown})'
        for t in te_groot
    )
    meer = difference(span(te_groot[0]), heel) if len(te_groot) == 1 else "dat kan niet"
    wat = indicator.enkelvoud or "telling"
    return "klopt_niet", (
        f"het totaal is {heel.shown} en {namen} is meer; {meer}, ook als een {wat} meer dan een "
        "keer meetelt"
    )
