"""Kinds of violence: a page for each that has enough reports, one page for the others together."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from helpende_data.errors import UnknownError
from helpende_data.figures.model import PuntInterval
from helpende_data.files import slug
from helpende_data.reports.inhoud.bouwstenen import (
    NIETS,
    Paar,
    figure,
    note,
    people,
    printed,
    punt,
    rate_table,
)
from helpende_data.reports.inhoud.context import LAND, VEILIG_THUIS, Context, join
from helpende_data.reports.inhoud.duiding import explanations
from helpende_data.reports.inhoud.jaartellingen import yearly_counts
from helpende_data.reports.inhoud.kern import beside_region
from helpende_data.reports.model import Alinea, Blok, Sectie, Tabel
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import Cijfer, aantal, per_100k
from helpende_data.statistics.jaren import Jaar
from helpende_data.statistics.ketens import MELDINGEN
from helpende_data.statistics.trends import Trendbeeld, trend_van

AARD = "aard"
_ONBEKEND = "niet bekend"
_PAGE = 3  # with fewer rows the table follows on the page before


@dataclass(frozen=True)
class Thema:
    """One kind: its code in the texts, its name, and its place in the counts, if it has one."""

    code: str
    naam: str
    uitsplitsing: str  # empty: no source counts it


def thema_secties(context: Context, *, meeste: int | None = None) -> list[Sectie]:
    """The kinds, largest page first in the order of the texts; the small ones share the last page.

    Args:
        meeste: so many kinds get a page of their own at most.
    """
    eigen = [thema for thema in themas(context) if _is_reliable(context, thema)][:meeste]
    andere = [thema for thema in themas(context) if thema not in eigen]
    gedeeld = _shared(context, andere)
    return [*(_page(context, thema) for thema in eigen), *([gedeeld] if gedeeld else [])]


def themas(context: Context) -> list[Thema]:
    """All kinds of the texts; those that the registry counts with their place."""
    geteld = context.feiten.indicatoren[MELDINGEN].dimensies[AARD].categorieen
    return [
        Thema(code, naam, f"{AARD}:{code}" if code in geteld else "")
        for code, naam in context.teksten.table("themas.namen").items()
    ]


def find(context: Context, code: str) -> Thema | None:
    """The kind with this code, or None."""
    return next((thema for thema in themas(context) if thema.code == code), None)


def find_thema(teksten: Teksten, naam: str) -> str:
    """The code of the kind with this name or code.

    Raises:
        UnknownError: no such kind; the message names the nearest, or all of them.
    """
    namen = teksten.table("themas.namen")
    codes = {slug(woord): code for code, voluit in namen.items() for woord in (code, voluit)}
    if slug(naam) in codes:
        return codes[slug(naam)]
    begin = [woord for woord in codes if len(naam) > 2 and woord.startswith(slug(naam))]
    dichtbij = begin or difflib.get_close_matches(slug(naam), codes, n=3, cutoff=0.6)
    nabij = list(dict.fromkeys(namen[codes[woord]] for woord in dichtbij))
    doe = f"bedoelt u {' of '.join(nabij)}?" if nabij else f"kies uit {', '.join(namen.values())}"
    raise UnknownError(f"onbekend thema {naam!r}", doe=doe)


def _is_reliable(context: Context, thema: Thema) -> bool:
    """Is the municipality's own count certainly at or above the limit for words?"""
    if context.vergelijker is None or not thema.uitsplitsing:
        return False
    telling = context.feiten.telling(
        context.onderwerp.gemeente.code, MELDINGEN, context.periode, thema.uitsplitsing
    )
    grens = context.vergelijker.regels.woord_vanaf
    return telling is not None and telling.aantal is not None and telling.laag >= grens


def _page(context: Context, thema: Thema) -> Sectie:
    telling = aantal(
        context.feiten,
        context.onderwerp.gemeente.code,
        MELDINGEN,
        context.periode,
        thema.uitsplitsing,
    )
    zin = context.say("themas.aantal", naam=thema.naam, aantal=context.show(telling).tekst)
    blokken: list[Blok] = [
        Alinea(context.say("themas.wat", zin=context.teksten.table("themas.wat_is")[thema.code])),
        Alinea(zin + beside_region(context, MELDINGEN, thema.uitsplitsing)),
        *_numbers(context, thema),
        Alinea(context.say("vergelijking.wel", zin=context.say("themas.zegt_wel"))),
        Alinea(
            context.say("vergelijking.niet", zin=context.say("themas.zegt_niet", naam=thema.naam))
        ),
        *explanations(context, thema.code),
        Alinea(context.say("themas.meervoudig"), "uitleg"),
        Alinea(context.say("themas.vraag", naam=thema.naam)),
    ]
    kop = thema.naam[0].upper() + thema.naam[1:]
    return Sectie(kop, f"thema-{thema.code}".replace("_", "-"), tuple(blokken), nieuwe_pagina=True)


def _numbers(context: Context, thema: Thema) -> list[Blok]:
    """The rate of this kind here, in the region and in the country, where they are counted.

    Without any rate: why there is none, and the counts of the years, or of this period in a table.
    """
    onderwerp, jaar = context.onderwerp, context.onderwerp.periode.jaar
    regio = context.region_code(MELDINGEN, context.periode)
    paren = []
    for code in (onderwerp.gemeente.code, regio, LAND):
        wat = (context.feiten, code or "", MELDINGEN, context.periode, thema.uitsplitsing)
        if code and context.feiten.telling(*wat[1:]) is not None:
            telling, rate = context.show(aantal(*wat)), context.show(per_100k(*wat))
            paren.append(Paar(context.label(code, jaar), context.soort(code), telling, rate))
    per = people(paren[0].per_100k)
    titel = context.say(
        "themas.figuur", naam=thema.naam, aantal=paren[0].aantal.tekst, gebied=paren[0].label
    )
    tabel = rate_table(context, titel, paren, per=per)
    naam = f"thema-{thema.code}".replace("_", "-")
    if all(p.per_100k.waarde is None for p in paren):
        reden = Alinea(context.say("themas.geen_per", reden=paren[0].per_100k.reden), "uitleg")
        tellingen = [j.aantal for j in _years(context, thema, onderwerp.gemeente.code)]
        lijn = yearly_counts(context, naam, thema.naam, paren[0].label, tellingen)
        return [lijn, reden] if lijn else [tabel]
    eenheid = f"Meldingen per 100.000 {per}"
    onderschrift = context.say("themas.onderschrift", naam=thema.naam, per=per)
    punten = tuple(punt(p.per_100k, p.label, p.soort) for p in paren)
    return [
        figure(
            naam,
            titel,
            context.with_exceptions(onderschrift, {MELDINGEN}, *VEILIG_THUIS),
            [p.aantal for p in paren],
            PuntInterval(punten, eenheid),
            tabel,
        )
    ]


def _shared(context: Context, themas: list[Thema]) -> Sectie | None:
    """The other kinds in one table with a rate, where it is known, and the region."""
    rijen: list[tuple[str, str, str, str]] = []
    cijfers: list[Cijfer] = []
    niet_hier = context.say("themas.alleen_regio")
    for thema in themas:
        eigen, regio = _counts(context, thema)
        if eigen is None and regio is None:
            continue
        cijfers += [c for c in (eigen, regio) if c is not None]
        rijen.append(
            (
                thema.naam,
                _printed(eigen, niet_hier if region_only(context, thema) else _ONBEKEND),
                _rate(context, thema),
                _printed(regio, _ONBEKEND),
            )
        )
    stil = [thema.naam for thema in themas if thema.naam not in {rij[0] for rij in rijen}]
    if not rijen:
        return None
    kolommen = (
        "Waar de melding over ging",
        context.onderwerp.gemeente.naam,
        context.say("themas.per"),
        context.onderwerp.regio.naam,
    )
    met_per = any(per != NIETS for _, _, per, _ in rijen)
    plekken = (0, 1, 2, 3) if met_per else (0, 1, 3)
    tabel = Tabel(
        context.say("themas.tabel"),
        tuple(kolommen[plek] for plek in plekken),
        tuple(tuple(rij[plek] for plek in plekken) for rij in rijen),
        tuple(plek > 0 for plek in plekken),
        note(context, cijfers),
    )
    blokken: list[Blok] = [Alinea(context.say("themas.klein"))]
    if met_per:
        blokken.append(Alinea(context.say("themas.per_uitleg")))
    blokken.append(tabel)
    if any(eigen == niet_hier for _, eigen, _, _ in rijen):
        blokken.append(Alinea(context.say("themas.alleen_regio_uitleg"), "uitleg"))
    if stil:
        blokken.append(Alinea(context.say("themas.geen_cijfer", namen=join(stil))))
    blokken.append(Alinea(context.say("themas.meervoudig"), "uitleg"))
    vol = len(rijen) >= _PAGE
    return Sectie(context.say("themas.kop"), "themas", tuple(blokken), nieuwe_pagina=vol)


def _counts(context: Context, thema: Thema) -> tuple[Cijfer | None, Cijfer | None]:
    """The count of the municipality and of its region; None for one that nobody counted."""
    regio = next(
        (
            code
            for code in context.onderwerp.regio.tellingen
            if thema.uitsplitsing
            and context.feiten.telling(code, MELDINGEN, context.periode, thema.uitsplitsing)
        ),
        None,
    )
    gevonden = [
        context.show(aantal(context.feiten, code, MELDINGEN, context.periode, thema.uitsplitsing))
        if code
        and thema.uitsplitsing
        and context.feiten.telling(code, MELDINGEN, context.periode, thema.uitsplitsing)
        else None
        for code in (context.onderwerp.gemeente.code, regio)
    ]
    return gevonden[0], gevonden[1]


def region_only(context: Context, thema: Thema) -> bool:
    """Does the policy show this kind of regions only?"""
    return thema.uitsplitsing in context.feiten.publishable.beleid.alleen_regio


def _printed(cijfer: Cijfer | None, anders: str) -> str:
    return printed(cijfer) if cijfer else anders


def _rate(context: Context, thema: Thema) -> str:
    """The rate of the last years together, or of this period alone when its count is large.

    With its years, and of whom it is when that is not of all inhabitants.
    """
    gemeente = context.onderwerp.gemeente.code
    cijfer = together(context, thema, gemeente)
    if cijfer is None and _is_reliable(context, thema):
        wat = (gemeente, MELDINGEN, context.periode, thema.uitsplitsing)
        cijfer = context.show(per_100k(context.feiten, *wat))
    if cijfer is None or cijfer.waarde is None:
        return NIETS
    wie = people(cijfer)
    return f"{printed(cijfer)} ({cijfer.periode}{'' if wie == 'inwoners' else f', {wie}'})"


def together(context: Context, thema: Thema, code: str) -> Cijfer | None:
    """The rate over the last years together; None where it is not known."""
    samen = [j.gemiddelde for j in _years(context, thema, code) if j.gemiddelde is not None]
    return context.show(samen[-1]) if samen and samen[-1].waarde is not None else None


def series(context: Context, thema: Thema, code: str) -> Trendbeeld | None:
    """The whole years of an area's reports about this kind; None for a half-year's report.

    A mean of years stops at a break, also at one that only an event of the region tells.
    """
    periode = context.onderwerp.periode
    if context.vergelijker is None or periode.soort != "jaar" or not thema.uitsplitsing:
        return None
    return trend_van(
        context.feiten,
        code,
        MELDINGEN,
        tot=periode.jaar,
        regels=context.vergelijker.regels,
        gebeurtenissen=context.gebeurtenissen,
        uitsplitsing=thema.uitsplitsing,
    )


def _years(context: Context, thema: Thema, code: str) -> tuple[Jaar, ...]:
    beeld = series(context, thema, code)
    return beeld.jaren if beeld else ()
