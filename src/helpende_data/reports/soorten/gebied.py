"""What another report is about, and the areas beside it. Draws nothing, decides no words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from helpende_data.errors import UnknownError
from helpende_data.gebieden import Gebied, Regio
from helpende_data.periodes import Periode, in_runs
from helpende_data.reports.inhoud.bouwstenen import Paar, paar
from helpende_data.reports.inhoud.context import LAND, Context, Onderwerp, available_periods, choose
from helpende_data.reports.inhoud.themas import AARD
from helpende_data.statistics import Feiten
from helpende_data.statistics.ketens import MELDINGEN


def choose_area(
    feiten: Feiten, soort: str, naam: str, periode: Periode | None, publiek: str, thema: str = ""
) -> Onderwerp:
    """What a report is about, for a municipality, a region or a subregion.

    Args:
        soort: ``gemeente``, ``regio`` or ``subregio``.
        naam: name or code; none means the first region of ``regios.toml``.
        periode: None takes the last whole year with figures, of the theme if there are any.
        thema: the code of a theme, or nothing.

    Raises:
        UnknownError: no such area, or no figures for the period; the message says what there is.
    """
    if soort == "gemeente":
        onderwerp = choose(feiten, naam, periode, publiek)
    else:
        onderwerp = _choose_wider(feiten, soort, naam, periode, publiek)
    onderwerp = replace(onderwerp, thema=thema)
    laatste = _last_year(feiten, onderwerp) if periode is None and thema else None
    return replace(onderwerp, periode=laatste) if laatste else onderwerp


def _last_year(feiten: Feiten, onderwerp: Onderwerp) -> Periode | None:
    """The last whole year with a count of the theme, in the area or its region."""
    codes = (onderwerp.gemeente.code, *onderwerp.regio.tellingen)
    jaren = [
        p
        for code in codes
        for p in feiten.periodes(code, MELDINGEN, f"{AARD}:{onderwerp.thema}")
        if p.soort == "jaar"
    ]
    return max(jaren, default=None)


def _choose_wider(
    feiten: Feiten, soort: str, naam: str, periode: Periode | None, publiek: str
) -> Onderwerp:
    gebied, regio = _area(feiten, soort, naam)
    bekend = available_periods(feiten, gebied, regio)
    if not bekend:
        raise UnknownError(
            f"voor {gebied.naam} zijn geen adviezen of meldingen ingelezen",
            doe="lees een levering in met: hd ingest BESTAND",
        )
    if periode is None:
        periode = ([p for p in bekend if p.soort == "jaar"] or bekend)[-1]
    elif periode not in bekend:
        raise UnknownError(
            f"over {periode} zijn geen adviezen of meldingen bekend van {gebied.naam}",
            doe=f"kies uit {in_runs(bekend)}",
        )
    return Onderwerp(gebied, regio, None, periode, publiek)


def _area(feiten: Feiten, soort: str, naam: str) -> tuple[Gebied, Regio]:
    gebieden = feiten.gebieden
    if soort == "regio":
        regio = gebieden.regio(naam) if naam else gebieden.regios[0]
        # The registry adds what its code stands for; readers know the region by its own name.
        return replace(gebieden[regio.code], naam=regio.naam), regio
    gebied = gebieden.find(naam, soort="subregio")
    return gebied, next(r for r in gebieden.regios if gebied.code in r.subregios)


def counted_codes(
    context: Context, indicator: str, periode: str, zonder: Collection[str] = ()
) -> list[str]:
    """The area itself, then its subregion, region and the country, where this is counted.

    Args:
        zonder: areas that are not looked up: a report rests on each count that it looks up.
    """
    onderwerp = context.onderwerp
    codes = [onderwerp.gemeente.code]
    if onderwerp.subregio:
        codes.append(onderwerp.subregio.code)
    codes += [context.region_code(indicator, periode) or "", LAND]
    gevraagd = [c for c in dict.fromkeys(codes) if c and c not in zonder]
    return [c for c in gevraagd if context.feiten.telling(c, indicator, periode)]


def beside_each_other(
    context: Context, indicator: str, periode: str, zonder: Collection[str] = ()
) -> list[Paar]:
    """Count and rate of the area and those around it but for `zonder`, for one period."""
    jaar = Periode.parse(periode).jaar
    return [
        paar(context, code, indicator, periode, context.label(code, jaar))
        for code in counted_codes(context, indicator, periode, zonder)
    ]


def members(context: Context) -> list[str]:
    """The municipalities of a region or subregion, by the alphabet: no order of figures."""
    gebieden, onderwerp = context.feiten.gebieden, context.onderwerp
    codes = gebieden.members(onderwerp.gemeente.code, onderwerp.periode.jaar)
    return sorted(codes, key=gebieden.name)
