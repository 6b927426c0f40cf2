"""Halves, quarters and months against the longer period that they fill, within one source."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.gegevens import Gegevens, Telling, parse_periode
from helpende_data.controle.grenzen import compare, span, total
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl, kinds, the_period
from helpende_data.periodes import SOORTEN, Periode


def check_periods(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every period of which all the shorter ones of one kind are known.

    Of an indicator that is "optellend" they add up. Of one that counts something once per period
    the longer period is at most their sum and at least each of them; the same holds for an
    indicator that the registry does not know.
    """
    reeksen: dict[tuple[str, str, str, str], dict[Periode, Telling]] = {}
    for t in gegevens.tellingen:
        periode = parse_periode(t.periode)
        if periode is not None:
            sleutel = (t.indicator, t.uitsplitsing, t.gebied_code, t.bron)
            reeksen.setdefault(sleutel, {})[periode] = t
    for reeks in reeksen.values():
        soorten = {periode.soort for periode in reeks}
        for lang, geheel in reeks.items():
            for kort in SOORTEN:
                if kort not in soorten or 12 // SOORTEN[kort] >= lang.months:
                    continue
                delen = [reeks.get(deel) for deel in lang.parts(kort)]
                bekend = [deel for deel in delen if deel is not None]
                if len(bekend) == len(delen):
                    yield _check(gegevens, lang, kort, geheel, bekend)
                elif bekend:
                    yield from _check_some(gegevens, lang, kort, geheel, bekend)


def _finding(
    gegevens: Gegevens, ernst: str, geheel: Telling, delen: list[Telling], woorden: str
) -> Bevinding:
    wat = gegevens.subject(geheel.indicator, geheel.uitsplitsing)
    return Bevinding.about(
        geheel,
        soort="halfjaren",
        ernst=ernst,
        zin=f"{wat} voor {gegevens.name(geheel.gebied_code)}: {woorden}.",
        bronnen=(geheel.herkomst, *(t.herkomst for t in delen)),
    )


def _check(
    gegevens: Gegevens, lang: Periode, kort: str, geheel: Telling, delen: list[Telling]
) -> Bevinding:
    los = f" ({enumerate_nl(span(t).shown for t in delen)})" if len(delen) <= 4 else ""
    van = f"de {kinds(kort)} van {the_period(lang)}{los}"
    if gegevens.adds_up(geheel.indicator):
        ernst, woorden = compare(total(delen), span(geheel), wat=the_period(lang))
        return _finding(gegevens, ernst, geheel, delen, f"{van} zijn {woorden}")
    som, heel = total(delen), span(geheel)
    te_veel = heel.exceeds(som)
    te_weinig = any(span(t).exceeds(heel) for t in delen)
    if te_veel or te_weinig:
        fout = (
            f"meer dan de {kinds(kort)} samen ({som.shown})"
            if te_veel
            else f"minder dan een van de {kinds(kort)}{los}"
        )
        woorden = f"{the_period(lang)} is {heel.shown}, {fout}; dat kan niet"
        return _finding(gegevens, "klopt_niet", geheel, delen, woorden)
    woorden = (
        f"{the_period(lang)} is {heel.shown}, niet meer dan {van} samen en niet minder dan elk "
        "daarvan; dat klopt, want wie in meer dan een periode voorkomt telt in de langste een keer"
    )
    return _finding(gegevens, "klopt", geheel, delen, woorden)


def _check_some(
    gegevens: Gegevens, lang: Periode, kort: str, geheel: Telling, delen: list[Telling]
) -> Iterator[Bevinding]:
    """Not all parts are known: they can only be too much."""
    som = total(delen) if gegevens.adds_up(geheel.indicator) else None
    grootste = max(delen, key=lambda t: span(t).laag)
    deel = som if som is not None else span(grootste)
    if deel.exceeds(span(geheel), extra=True):
        woorden = (
            f"een deel van de {kinds(kort)} van {the_period(lang)} is al {deel.shown}, meer dan "
            f"{the_period(lang)} ({span(geheel).shown})"
        )
        yield _finding(gegevens, "klopt_niet", geheel, delen, woorden)
