"""Whom a count covers: areas that fill a wider one, and what a region's catchment leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from helpende_data.controle.gegevens import (
    TOTAAL,
    Gegevens,
    Telling,
    areas_with_counts,
    parse_periode,
)
from helpende_data.controle.grenzen import Span, compare, span, total
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import capital, enumerate_nl, in_period, in_words
from helpende_data.gebieden import Regio
from helpende_data.periodes import Periode
from helpende_data.schema.getallen import format_nl

_WIDE = ("provincie", "land")  # areas of which not all municipalities need to be in the data
_MOST_UNKNOWN = 6  # areas without known members that may or may not belong to the wider area
_ZEKERHEID = ("exact", "afgerond", "onderdrukt", "benaderd", "onbekend", "niet_van_toepassing")


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
    yield from _own_against_cbs(gegevens)


def _soort(gegevens: Gegevens, code: str) -> str:
    return gegevens.gebieden[code].soort if code in gegevens.gebieden else ""


def _covered(gegevens: Gegevens, telling: Telling, jaar: int) -> frozenset[str]:
    """The municipalities that a count covers; empty when not all of them are known."""
    dekking = telling.dekking
    return gegevens.members(dekking, jaar) if gegevens.is_complete(dekking) else frozenset()


def _known_members(
    gegevens: Gegevens, periode: Periode, tellingen: Mapping[str, Telling]
) -> Iterator[Bevinding]:
    leden = {code: _covered(gegevens, t, periode.jaar) for code, t in tellingen.items()}
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
                yield _sum_of_areas(gegevens, periode, geheel, [tellingen[c] for c in codes])


def _sum_of_areas(
    gegevens: Gegevens, periode: Periode, geheel: Telling, delen: list[Telling]
) -> Bevinding:
    delen = sorted(delen, key=lambda t: t.gebied_code)
    som, heel = total(delen), span(geheel)
    naam = gegevens.name(geheel.gebied_code)
    if gegevens.adds_up(geheel.indicator):
        ernst, woorden = compare(som, heel, wat=f"het aantal van {naam}")
    elif heel.exceeds(som):
        ernst = "klopt_niet"
        woorden = f"samen {som.shown} en {naam} heeft er {heel.shown}; dat kan niet meer zijn"
    else:
        ernst = "klopt"
        woorden = f"samen {som.shown} en {naam} heeft er {heel.shown}; meer mag dat niet zijn"
    return Bevinding(
        "verzorgingsgebied", ernst, geheel.gebied_code, geheel.indicator, geheel.periode,
        f"{_subject(gegevens, geheel, periode)}: {_parts(gegevens, delen)} zijn {woorden}.",
        (geheel.herkomst, *(t.herkomst for t in delen)),
    )  # fmt: skip


def _subject(gegevens: Gegevens, telling: Telling, periode: Periode) -> str:
    wat = gegevens.indicator_name(telling.indicator)
    indicator = gegevens.indicator(telling.indicator)
    if telling.uitsplitsing != TOTAAL:
        deel = indicator.category(telling.uitsplitsing) if indicator else telling.uitsplitsing
        wat += f' ("{deel}")'
    return capital(f"{wat} {in_period(periode)}")


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
        bekend = bool(_covered(gegevens, geheel, periode.jaar))
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
                bevinding = _sum_of_areas(gegevens, periode, geheel, gevonden)
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


def _own_against_cbs(gegevens: Gegevens) -> Iterator[Bevinding]:
    """A service's own count beside the published one of CBS, for the same period."""
    for regio in gegevens.gebieden.regios:
        if not (regio.tellingen_eigen and regio.tellingen_cbs):
            continue
        eigen = _best(gegevens, regio.tellingen_eigen)
        cbs = _best(gegevens, regio.tellingen_cbs)
        for sleutel in sorted(eigen.keys() & cbs.keys()):
            periode = parse_periode(sleutel[1])
            if periode is not None:
                yield _compare_own(gegevens, regio, periode, eigen[sleutel], cbs[sleutel])


def _best(gegevens: Gegevens, code: str) -> dict[tuple[str, str], Telling]:
    """(indicator, periode) -> the most certain total of this area."""
    found: dict[tuple[str, str], Telling] = {}
    for (gebied, indicator, uitsplitsing), tellingen in gegevens.tellingen_by_area.items():
        if gebied != code or uitsplitsing != TOTAAL:
            continue
        for t in sorted(tellingen, key=lambda t: (_ZEKERHEID.index(t.status), t.bron)):
            if t.aantal is not None:
                found.setdefault((indicator, t.periode), t)
    return found


def _compare_own(
    gegevens: Gegevens, regio: Regio, periode: Periode, eigen: Telling, cbs: Telling
) -> Bevinding:
    mijn = _covered(gegevens, eigen, periode.jaar)
    hun = _covered(gegevens, cbs, periode.jaar)
    een, ander = span(eigen), span(cbs)
    begin = (
        f"{_subject(gegevens, eigen, periode)} voor {regio.naam}: de eigen telling is "
        f"{een.shown}{_members_text(mijn)} en die van het CBS {ander.shown}{_members_text(hun)}"
    )
    gelijk = not een.exceeds(ander) and not ander.exceeds(een)
    extra = _difference(gegevens, mijn, hun)
    if not mijn or not hun or mijn == hun:
        ernst = "klopt" if gelijk else "klopt_niet" if mijn and hun else "let_op"
    else:
        te_weinig = (mijn > hun and ander.exceeds(een)) or (hun > mijn and een.exceeds(ander))
        ernst = "klopt_niet" if te_weinig else "let_op"
    slot = "dat past binnen de afronding" if gelijk else _percent(een, ander)
    zin = f"{begin}; {slot}{extra}."
    return Bevinding(
        "verzorgingsgebied", ernst, eigen.gebied_code, eigen.indicator, eigen.periode, zin,
        (eigen.herkomst, cbs.herkomst),
    )  # fmt: skip


def _members_text(leden: frozenset[str]) -> str:
    return f" ({len(leden)} gemeenten)" if leden else ""


def _percent(een: Span, ander: Span) -> str:
    if not ander.waarde or een.waarde is None:
        return "die twee verschillen"
    verschil = 100 * (een.waarde - ander.waarde) / ander.waarde
    richting = "hoger" if verschil > 0 else "lager"
    return f"de eigen telling is {format_nl(abs(verschil), 1)} % {richting}"


def _difference(gegevens: Gegevens, mijn: frozenset[str], hun: frozenset[str]) -> str:
    if not mijn or not hun:
        return ", en niet bekend is welke gemeenten beide tellen"
    if mijn == hun:
        return ", over dezelfde gemeenten"
    meer = enumerate_nl((gegevens.name(g) for g in sorted(mijn - hun)), meest=5)
    minder = enumerate_nl((gegevens.name(g) for g in sorted(hun - mijn)), meest=5)
    delen = [f"alleen de eigen telling telt {meer} mee"] if meer else []
    delen += [f"alleen het CBS telt {minder} mee"] if minder else []
    return f", en {' en '.join(delen)}"
