"""Whom a count covers: areas that fill a wider one, and what a region's catchment leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from helpende_data.controle.gegevens import Gegevens, Telling, areas_with_counts, parse_periode
from helpende_data.controle.grenzen import Span, compare, span, total
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl, in_period, in_words, when
from helpende_data.gebieden import Regio
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode
from helpende_data.schema.tables import TOTAAL

_WIDE = ("provincie", "land")  # areas of which not all municipalities need to be in the data
_MOST_UNKNOWN = 6  # areas without known members that may or may not belong to the wider area


@dataclass(frozen=True)
class Fit:
    """These areas together are that wider area, to go by their counts."""

    wijd: str
    gebieden: tuple[str, ...]
    periode: Periode
    precies: bool
    bronnen: tuple[str, ...]


def check_catchments(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Areas against the wider area they fill, and what that says about their catchments.

    Where the members of both are known, the counts must add up. Where they are not, a set of
    areas of one kind that adds up to a province or the country is reported, and then tells which
    municipalities of a region lie outside it.
    """
    passend: list[Fit] = []
    for (_, _, uitsplitsing, tekst), tellingen in areas_with_counts(gegevens.tellingen).items():
        periode = parse_periode(tekst)
        if periode is None or len(tellingen) < 3:
            continue
        yield from _known_members(gegevens, periode, tellingen)
        if uitsplitsing == TOTAAL:
            for fit, bevinding in _wide_areas(gegevens, periode, tellingen):
                passend.append(fit)
                yield bevinding
    yield from _left_out(gegevens, passend)


def _soort(gegevens: Gegevens, code: str) -> str:
    return gegevens.gebieden[code].soort if code in gegevens.gebieden else ""


def _known_members(
    gegevens: Gegevens, periode: Periode, tellingen: Mapping[str, Telling]
) -> Iterator[Bevinding]:
    leden = {code: gegevens.covered(t, periode.jaar) for code, t in tellingen.items()}
    for wijd, geheel in tellingen.items():
        if len(leden[wijd]) < 2:
            continue
        per_soort: dict[str, list[str]] = {}
        for code in tellingen:
            soort = _soort(gegevens, code)
            # Equal members is the same area under another code, not a part of it.
            if soort != _soort(gegevens, wijd) and leden[code] and leden[code] < leden[wijd]:
                per_soort.setdefault(soort, []).append(code)
        for codes in per_soort.values():
            samen = frozenset().union(*(leden[code] for code in codes))
            los = sum(len(leden[code]) for code in codes) == len(samen)
            if los and samen == leden[wijd]:
                # What was counted without an area may belong to this one, or to another.
                rest = [t._replace(aantal=None, laag=0) for t in [tellingen.get(ONBEKEND)] if t]
                yield _sum_of_areas(gegevens, geheel, [tellingen[c] for c in codes], rest)


def _sum_of_areas(
    gegevens: Gegevens, geheel: Telling, delen: list[Telling], rest: Sequence[Telling] = ()
) -> Bevinding:
    delen = sorted(delen, key=lambda t: t.gebied_code)
    som, heel = total([*delen, *rest]), span(geheel)
    naam = gegevens.name(geheel.gebied_code)
    if gegevens.adds_up(geheel.indicator):
        ernst, woorden = compare(som, heel, wat=f"het aantal van {naam}")
    elif heel.exceeds(som):
        ernst = "klopt_niet"
        woorden = f"samen {som.shown} en {naam} heeft er {heel.shown}; dat kan niet meer zijn"
    else:
        ernst = "klopt"
        woorden = f"samen {som.shown} en {naam} heeft er {heel.shown}; meer mag dat niet zijn"
    wat = gegevens.subject(geheel.indicator, geheel.uitsplitsing)
    return Bevinding.about(
        geheel,
        soort="verzorgingsgebied",
        ernst=ernst,
        zin=f"{wat} {when(geheel.periode)}: {_parts(gegevens, delen)} zijn {woorden}.",
        bronnen=(geheel.herkomst, *(t.herkomst for t in delen)),
    )


def _parts(gegevens: Gegevens, delen: list[Telling]) -> str:
    if len(delen) > 5:
        soort = _soort(gegevens, delen[0].gebied_code)
        wat = {"gemeente": "gemeenten", "provincie": "provincies"}.get(soort, "gebieden")
        return f"{in_words(len(delen))} {wat}"
    return enumerate_nl(f"{gegevens.name(t.gebied_code)} {span(t).shown}" for t in delen)


def _wide_areas(
    gegevens: Gegevens, periode: Periode, tellingen: Mapping[str, Telling]
) -> Iterator[tuple[Fit, Bevinding]]:
    """Sets of areas of one kind whose counts add up to a province or the country."""
    for wijd, geheel in tellingen.items():
        if _soort(gegevens, wijd) not in _WIDE:
            continue
        bekend = bool(gegevens.covered(geheel, periode.jaar))
        per_soort: dict[str, list[Telling]] = {}
        for code, t in tellingen.items():
            soort = _soort(gegevens, code)
            # Municipalities inside a known area have been added up already.
            if soort not in ("", "land", _soort(gegevens, wijd)) and not (
                bekend and soort == "gemeente"
            ):
                per_soort.setdefault(soort, []).append(t)
        for delen in per_soort.values():
            gevonden = _set_that_fits(gegevens, periode.jaar, geheel, delen)
            if gevonden:
                bevinding = _sum_of_areas(gegevens, geheel, gevonden)
                codes = tuple(t.gebied_code for t in gevonden)
                precies = total(gevonden).waarde == geheel.aantal
                yield Fit(wijd, codes, periode, precies, bevinding.bronnen), bevinding


def _set_that_fits(
    gegevens: Gegevens, jaar: int, geheel: Telling, delen: list[Telling]
) -> list[Telling]:
    """The set of areas that adds up to the wider area, or nothing.

    Areas with known members inside the wider area must take part, those outside it must not. The
    rest take part as well, or else the one choice of them that adds up to the last digit: with
    more choices or more areas a fit would be chance.
    """
    binnen = gegevens.members(geheel.dekking, jaar)
    leden = {t.gebied_code: gegevens.members(t.dekking, jaar) for t in delen}
    vast = [t for t in delen if binnen and leden[t.gebied_code] & binnen]
    los = [t for t in delen if not leden[t.gebied_code] or not binnen]
    if len(set().union(*leden.values())) < sum(map(len, leden.values())):
        return []  # areas that overlap do not add up to anything
    if _fits(vast + los, span(geheel)):
        return vast + los
    if len(los) > _MOST_UNKNOWN:
        return []
    keuzes = (vast + list(deel) for n in range(len(los)) for deel in combinations(los, n))
    passend = [
        keuze
        for keuze in keuzes
        if _fits(keuze, span(geheel)) and total(keuze).waarde == geheel.aantal
    ]
    return passend[0] if len(passend) == 1 else []


def _fits(delen: list[Telling], heel: Span) -> bool:
    """Two areas or more whose sum can be this, and could not be without the smallest one."""
    if len(delen) < 2:
        return False
    som = total(delen)
    if som.waarde is None or som.hoog is None or heel.waarde is None or heel.hoog is None:
        return False
    speling = (som.hoog - som.laag) + (heel.hoog - heel.laag)
    return min(t.laag for t in delen) > speling and not som.exceeds(heel) and not heel.exceeds(som)


def _left_out(gegevens: Gegevens, passend: list[Fit]) -> Iterator[Bevinding]:
    """What a region's catchment leaves out, once its kind of areas fills a wider one exactly."""
    laatste: dict[tuple[str, str, str], tuple[Regio, Fit]] = {}
    for fit in sorted(passend, key=lambda f: (f.periode.first_month, -f.periode.months)):
        for regio in gegevens.gebieden.regios:
            for code in {regio.tellingen_cbs, regio.tellingen_eigen} & set(fit.gebieden):
                laatste[regio.code, code, fit.wijd] = (regio, fit)
    for (_, code, _), (regio, fit) in laatste.items():
        yield from _outside(gegevens, regio, code, fit)


def _outside(gegevens: Gegevens, regio: Regio, code: str, fit: Fit) -> Iterator[Bevinding]:
    jaar = fit.periode.jaar
    soort = _soort(gegevens, fit.wijd)
    ligt_in = {
        lid.gemeente_code: lid.gebied_code
        for lid in gegevens.gebieden.lidmaatschappen
        if lid.holds_in(jaar) and _soort(gegevens, lid.gebied_code) == soort
    }
    plan = gegevens.members(regio.code, jaar)
    buiten = sorted(g for g in plan if ligt_in.get(g, fit.wijd) != fit.wijd)
    dekking = gegevens.members(code, jaar)
    tegen = sorted(set(buiten) & dekking)
    naam = gegevens.name(code)
    anderen = enumerate_nl((gegevens.name(g) for g in sorted(fit.gebieden) if g != code), meest=3)
    samen = (
        f"samen met {anderen} is die {in_period(fit.periode)} "
        f"{'precies' if fit.precies else 'binnen de afronding'} {gegevens.name(fit.wijd)}"
    )

    def finding(ernst: str, zin: str) -> Bevinding:
        tekst = str(fit.periode)
        return Bevinding("verzorgingsgebied", ernst, code, "", tekst, zin, fit.bronnen)

    if buiten:
        wie = enumerate_nl(gegevens.name(g) for g in buiten)
        elders = enumerate_nl(sorted({gegevens.name(ligt_in[g]) for g in buiten}))
        ligt = "ligt" if len(buiten) == 1 else "liggen"
        yield finding(
            "klopt_niet" if tegen else "let_op",
            f"De telling van {naam} laat {wie} weg: {samen}, en {wie} {ligt} in {elders}"
            + (
                f"; volgens de indeling telt {enumerate_nl(map(gegevens.name, tegen))} toch mee."
                if tegen
                else f"; de telling gaat over {len(plan) - len(buiten)} van de {len(plan)} "
                f"gemeenten van {gegevens.name(regio.code)}."
            ),
        )
    # Inside the wider area nobody can be missing, as together the areas fill it.
    mist = sorted(plan - dekking - set(buiten)) if dekking else []
    if mist:
        wie = enumerate_nl(gegevens.name(g) for g in mist)
        yield finding(
            "let_op",
            f"Volgens de indeling telt {naam} {wie} niet mee, maar {samen}, en daarbinnen "
            f"{'ligt' if len(mist) == 1 else 'liggen'} ook {wie}; kijk bij welk gebied dat telt.",
        )
