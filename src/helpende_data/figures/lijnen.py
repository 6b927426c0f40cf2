"""Lines over periods, with names at their ends and breaks in words. No other kind of figure."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpende_data.figures.doek import (
    RAND,
    VOORLOPIG,
    Doek,
    check_point,
    foot_height,
    low,
    middle,
    shown_text,
    tick_texts,
    ticks,
    whole,
)
from helpende_data.figures.model import AFGESCHERMD, BEKEND, Punt, Reeks, Trend
from helpende_data.figures.ruimte import AANLOOP, Vlak, Vrij, push_apart
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GIDS,
    GRIJS,
    INKT,
    KLEIN,
    REGEL,
    SOORTEN,
    VOORRANG,
    Soort,
    stijl,
    text_width,
    wrap,
)

HOOGTE = 165.0  # of the part with lines, unless the names at the ends need more
LEEG = 40.0  # when there is nothing to draw but words
NAAM = 0.27 * BREEDTE  # the widest column of names
SLEUTEL = 22.0  # the sample of the line before a name
TEKENS = "¹²³⁴⁵⁶⁷⁸⁹"
ANDERE_TEKENS = ("o", "s", "D", "^", "v", "P", "X", "p")
KORT = re.compile(r"(\d{4})-([HQ]\d)")


@dataclass(frozen=True)
class Lijn:
    """A series with its looks and the texts at its end."""

    reeks: Reeks
    looks: Soort
    naam: list[str]
    waarde: list[str]
    laatste: int | None  # place of the last known point

    @property
    def hoogte(self) -> float:
        return (len(self.naam) + len(self.waarde)) * KLEIN * REGEL


def trend(data: Trend, *, stempel: str = "") -> Figure:
    """The series as lines from zero, interrupted where a figure is missing or a break stands.

    Args:
        data: periods, series with one point for each period, unit and breaks.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no periods or series, a series of another length, a break outside the
            periods, or a point that contradicts itself.
    """
    _check(data)
    with stijl():
        lijnen = _lines(data)
        noten = _notes(data)
        vlak = _lay_out(data, lijnen, noten, stempel)
        vrij = Vrij(vlak)
        _draw_breaks(vlak, data, vrij)
        _draw_limits(vlak, lijnen, vrij)
        for lijn in sorted(lijnen, key=lambda lijn: -VOORRANG.index(lijn.reeks.soort)):
            _draw_line(vlak, data, lijn, vrij)  # the nearest area last, on top
        _draw_names(vlak, lijnen)
        _draw_values(vlak, data, lijnen, vrij)
        vlak.doek.voet(_foot(data, noten), stempel)
        return vlak.doek.fig


def _check(data: Trend) -> None:
    if not data.periodes or not data.reeksen:
        raise ValueError("een trend heeft ten minste een periode en een reeks")
    for reeks in data.reeksen:
        if len(reeks.punten) != len(data.periodes):
            raise ValueError(f"een punt voor elke periode nodig: {reeks.label!r}")
        if reeks.soort not in SOORTEN:
            raise ValueError(f"onbekende soort {reeks.soort!r} bij {reeks.label!r}")
        for punt in reeks.punten:
            check_point(punt)
    for breuk in data.breuken:
        if not 0 < breuk.voor < len(data.periodes):
            raise ValueError("een breuk ligt tussen twee periodes van de figuur")


def _points(data: Trend) -> Iterator[Punt]:
    for reeks in data.reeksen:
        yield from reeks.punten


def _lines(data: Trend) -> list[Lijn]:
    """Each series with its looks; a second one of the same kind gets another marker and dash."""
    gehad: dict[str, int] = {}
    lijnen = []
    for reeks in data.reeksen:
        looks, n = SOORTEN[reeks.soort], gehad.get(reeks.soort, 0)
        gehad[reeks.soort] = n + 1
        if n:
            start = ANDERE_TEKENS.index(looks.teken) if looks.teken in ANDERE_TEKENS else 0
            teken = ANDERE_TEKENS[(start + n) % len(ANDERE_TEKENS)]
            streep = (0, (3.0 + 2 * (n % 3), 1.0 + n))
            looks = replace(looks, teken=teken, lijn=streep)
        bekend = [i for i, p in enumerate(reeks.punten) if p.toestand == BEKEND]
        breedte = NAAM - SLEUTEL
        if bekend:
            waarde = shown_text(reeks.punten[bekend[-1]])
            if bekend[-1] < len(data.periodes) - 1:
                waarde = f"{waarde} ({data.periodes[bekend[-1]]})"
        else:
            waarde = shown_text(reeks.punten[-1])
        lijnen.append(
            Lijn(
                reeks,
                looks,
                wrap(reeks.label, breedte, "half", KLEIN),
                wrap(waarde, breedte, "gewoon" if bekend else "cursief", KLEIN),
                bekend[-1] if bekend else None,
            )
        )
    return lijnen


def _notes(data: Trend) -> dict[str, str]:
    """Each note once, with the small figure that stands at its points."""
    noten: dict[str, str] = {}
    for punt in _points(data):
        if punt.noot and punt.noot not in noten:
            noten[punt.noot] = TEKENS[len(noten)] if len(noten) < len(TEKENS) else "°"
    return noten


def _foot(data: Trend, noten: dict[str, str]) -> list[str]:
    """The notes under the figure."""
    regels = [VOORLOPIG] if any(p.voorlopig for p in _points(data)) else []
    regels += [f"{teken} {noot}" for noot, teken in noten.items()]
    if any(_has_gap(reeks) for reeks in data.reeksen):
        regels.append("onderbroken lijn: geen cijfer")
    return regels


def _has_gap(reeks: Reeks) -> bool:
    bekend = [i for i, p in enumerate(reeks.punten) if p.toestand == BEKEND]
    if len(bekend) < 2:
        return False
    return any(p.toestand != BEKEND for p in reeks.punten[bekend[0] : bekend[-1]])


def _highest(data: Trend) -> float:
    hoogste = [0.0]
    for punt in _points(data):
        hoogste.append(punt.waarde or 0.0)
        if punt.toestand in (BEKEND, AFGESCHERMD):
            hoogste.append(low(punt))
            hoogste += [punt.hoog] if punt.hoog is not None and math.isfinite(punt.hoog) else []
    return max(hoogste)


def _lay_out(data: Trend, lijnen: list[Lijn], noten: dict[str, str], stempel: str) -> Vlak:
    hoogste, n = _highest(data), len(data.periodes)
    bekend = hoogste > 0 or any(p.toestand == BEKEND for p in _points(data))
    namen = max(
        max((text_width(t, "half", KLEIN) for t in (*lijn.naam, *lijn.waarde)), default=0.0)
        for lijn in lijnen
    )
    rechts = BREEDTE - RAND - namen - SLEUTEL - AANLOOP
    rechts = min(rechts, RAND + 40 + 120 * n)  # one or two periods: names near the dots
    hoogte = max(HOOGTE if bekend else LEEG, sum(lijn.hoogte + 5 for lijn in lijnen))
    plaatsen = ticks(hoogste, most=6, heel=whole(_points(data))) if bekend else []
    cijfers = tick_texts(plaatsen) if plaatsen else []
    links = RAND + max((text_width(t, maat=KLEIN) for t in cijfers), default=0.0) + 6
    xlim = (-0.5, n - 0.5) if n > 1 else (-0.5, 0.5)

    periodes = [_period_lines(p, (rechts - links) / n - 4) for p in data.periodes]
    voet = foot_height(_foot(data, noten), stempel)
    onder = voet + max(len(p) for p in periodes) * KLEIN * REGEL + 6
    lagen = [_reason(data, i, links, rechts) for i in range(len(data.breuken))]
    breuk_hoogte = sum(len(regels) * KLEIN * REGEL + 2 for _, _, regels in lagen)
    eenheid = wrap(data.eenheid, BREEDTE - 2 * RAND, maat=KLEIN)
    boven = onder + hoogte
    doek = Doek(boven + breuk_hoogte + 8 + len(eenheid) * KLEIN * REGEL + RAND)
    ymax = (hoogste or 1.0) * hoogte / (hoogte - 14)
    ax = doek.vlak(links, onder, rechts, boven, xlim=xlim, ylim=(0, ymax))
    vlak = Vlak(doek, ax, links, onder, rechts, boven, xlim, ymax)

    for plaats, tekst in zip(plaatsen, cijfers, strict=True):
        ax.plot(
            xlim,
            [plaats] * 2,
            color=GIDS if plaats else AS,
            lw=0.7 if plaats else 0.9,
            clip_on=False,
            zorder=0.5,
            gid="gids" if plaats else "nul",
        )
        y = middle(vlak.y(plaats), KLEIN)
        doek.tekst(links - 6, y, tekst, gid="as", maat=KLEIN, kleur=GRIJS, ha="right")
    if not bekend:
        ax.plot(xlim, [0, 0], color=GIDS, lw=0.7, clip_on=False, gid="gids")
    stap = _period_step(periodes, (rechts - links) / n)
    for i, regels in enumerate(periodes):
        if (n - 1 - i) % stap == 0:
            for j, regel in enumerate(regels):
                doek.tekst(
                    vlak.x(i),
                    onder - (j + 1) * KLEIN * REGEL - 2,
                    regel,
                    gid="periode",
                    maat=KLEIN,
                    kleur=GRIJS,
                    ha="center",
                )
    y = doek.hoogte - RAND - 0.8 * KLEIN
    for regel in eenheid:
        doek.tekst(RAND, y, regel, gid="eenheid", maat=KLEIN, kleur=GRIJS)
        y -= KLEIN * REGEL
    return vlak


def _period_lines(periode: str, breedte: float) -> list[str]:
    """A period in lines as narrow as its place: ``2020-H1`` becomes 2020 over H1."""
    kort = KORT.fullmatch(periode)
    if kort and text_width(periode, maat=KLEIN) > breedte:
        return [kort[1], kort[2]]
    breedste_woord = max((text_width(w, maat=KLEIN) for w in periode.split()), default=0.0)
    return wrap(periode, max(breedte, breedste_woord + 0.5), maat=KLEIN) or [""]


def _period_step(periodes: list[list[str]], ruimte: float) -> int:
    """Each how many periods a label fits; counted from the last one."""
    breedste = max(text_width(r, maat=KLEIN) for p in periodes for r in p)
    return max(1, math.ceil((breedste + 3) / ruimte))


def _reason(data: Trend, i: int, links: float, rechts: float) -> tuple[float, str, list[str]]:
    """Where the words of a break stand, to which side, and in which lines.

    Every break has a layer of its own, the first on top, so that no line crosses other words.
    """
    breuken = sorted(data.breuken, key=lambda b: b.voor)
    slot = (rechts - links) / len(data.periodes)
    x = links + breuken[i].voor * slot
    vorige = links + breuken[i - 1].voor * slot if i else links
    naar_rechts = BREEDTE - RAND - x
    if naar_rechts >= 110 or naar_rechts >= x - vorige:
        return x, "left", wrap(breuken[i].reden, min(naar_rechts - 4, 190), maat=KLEIN)
    return x, "right", wrap(breuken[i].reden, min(x - vorige - 8, 190), maat=KLEIN)


def _draw_breaks(vlak: Vlak, data: Trend, vrij: Vrij) -> None:
    y = vlak.boven + 4
    for i in reversed(range(len(data.breuken))):
        x, kant, regels = _reason(data, i, vlak.links, vlak.rechts)
        boven = y + len(regels) * KLEIN * REGEL
        plaats = sorted(data.breuken, key=lambda b: b.voor)[i].voor - 0.5
        vlak.ax.plot(
            [plaats] * 2,
            [0, vlak.ymax + vlak.to_data(boven - vlak.boven)],
            color=GRIJS,
            lw=1.0,
            ls=(0, (4, 3)),
            clip_on=False,
            zorder=1,
            gid="breuk",
        )
        vrij.add((x - 1, vlak.onder, x + 1, boven))
        for j, regel in enumerate(regels):
            vlak.doek.tekst(
                x + (4 if kant == "left" else -4),
                boven - (j + 0.85) * KLEIN * REGEL,
                regel,
                gid="breuk",
                maat=KLEIN,
                kleur=GRIJS,
                ha=kant,
            )
        y = boven + 2


def _draw_limits(vlak: Vlak, lijnen: list[Lijn], vrij: Vrij) -> None:
    """Limits as thin bars for the nearest area, as light bands for at most two others."""
    op_volgorde = sorted(lijnen, key=lambda lijn: VOORRANG.index(lijn.reeks.soort))
    met = [lijn for lijn in op_volgorde if any(_limits(p) for p in lijn.reeks.punten)]
    staven = [lijn for lijn in met if lijn.reeks.soort == "gemeente"] or met[:1]
    banden = [lijn for lijn in met if lijn not in staven]
    for lijn in staven:
        for i, punt in enumerate(lijn.reeks.punten):
            grenzen = _limits(punt)
            if not grenzen:
                continue
            laag, hoog = grenzen
            oneindig = math.isinf(hoog)
            top = vlak.ymax if oneindig else hoog
            kleur = lijn.looks.kleur
            streep = partial(vlak.ax.plot, color=kleur, clip_on=False, zorder=3, lw=1.1)
            streep([i, i], [laag, top], gid="interval")
            kap = vlak.to_places(3)
            for grens in (laag,) if oneindig else (laag, hoog):
                streep([i - kap, i + kap], [grens] * 2, gid="kap")
            if oneindig:
                streep([i], [top], marker="^", ms=6, mew=0, ls="", gid="pijl")
            vrij.add((vlak.x(i) - 3, vlak.y(laag), vlak.x(i) + 3, vlak.y(top) + 1))
    if len(banden) <= 2:
        for lijn in banden:
            _draw_band(vlak, lijn)


def _draw_band(vlak: Vlak, lijn: Lijn) -> None:
    """A light band along each stretch of points with limits; a lone point gets a thin bar."""
    stuk: list[tuple[int, float, float]] = []
    for i, punt in enumerate((*lijn.reeks.punten, None)):
        grenzen = _limits(punt) if punt is not None else None
        if grenzen:
            stuk.append((i, grenzen[0], min(grenzen[1], vlak.ymax)))
            continue
        if len(stuk) > 1:
            vlak.ax.fill_between(
                [s[0] for s in stuk],
                [s[1] for s in stuk],
                [s[2] for s in stuk],
                color=lijn.looks.tint,
                lw=0,
                clip_on=False,
                zorder=0.7,
                gid="band",
            )
        elif stuk:
            vlak.ax.plot(
                [stuk[0][0]] * 2,
                stuk[0][1:],
                color=lijn.looks.kleur,
                lw=0.9,
                clip_on=False,
                zorder=2,
                gid="interval",
            )
        stuk = []


def _limits(punt: Punt) -> tuple[float, float] | None:
    """The limits of a known point, a missing one at its own value; None when it has none."""
    if punt.toestand != BEKEND or (punt.laag is None and punt.hoog is None):
        return None
    waarde = punt.waarde or 0.0
    return (waarde if punt.laag is None else punt.laag, waarde if punt.hoog is None else punt.hoog)


def _draw_line(vlak: Vlak, data: Trend, lijn: Lijn, vrij: Vrij) -> None:
    looks, breuken = lijn.looks, {b.voor for b in data.breuken}
    stuk: list[tuple[int, float]] = []
    stukken = [stuk]
    for i, punt in enumerate(lijn.reeks.punten):
        if i in breuken or punt.waarde is None:
            stuk = []
            stukken.append(stuk)
        if punt.waarde is not None:
            stuk.append((i, punt.waarde))
    for stuk in stukken:
        if len(stuk) > 1:
            vlak.ax.plot(
                [s[0] for s in stuk],
                [s[1] for s in stuk],
                color=looks.kleur,
                lw=looks.dikte,
                ls=looks.lijn,
                clip_on=False,
                zorder=4,
                gid="lijn",
            )
            vrij.add_line([(vlak.x(a), vlak.y(b)) for a, b in stuk])
    for voorlopig in (False, True):
        punten = [
            (i, p.waarde)
            for i, p in enumerate(lijn.reeks.punten)
            if p.waarde is not None and p.voorlopig is voorlopig
        ]
        if punten:
            vlak.ax.plot(
                [p[0] for p in punten],
                [p[1] for p in punten],
                marker=looks.teken,
                ms=5.5,
                mfc="white" if voorlopig else looks.kleur,
                mec=looks.kleur,
                mew=1.3,
                ls="",
                clip_on=False,
                zorder=5,
                gid="punt",
            )
            for i, waarde in punten:
                x, y = vlak.x(i), vlak.y(waarde)
                vrij.add((x - 3.5, y - 3.5, x + 3.5, y + 3.5))
    breed = min(8.0, 0.5 * (vlak.rechts - vlak.links) / len(data.periodes))
    for i, punt in enumerate(lijn.reeks.punten):
        if punt.toestand == AFGESCHERMD and (punt.laag is not None or punt.hoog is not None):
            laag = low(punt)
            hoog = vlak.ymax if punt.hoog == math.inf else (punt.hoog or laag)
            half = vlak.to_places(breed / 2)
            vlak.ax.add_patch(
                Rectangle(
                    (i - half, laag),
                    2 * half,
                    max(hoog - laag, vlak.to_data(4)),
                    facecolor="white",
                    edgecolor=looks.kleur,
                    hatch="//////",
                    lw=0.8,
                    clip_on=False,
                    zorder=3,
                    gid="afgeschermd",
                )
            )
            x = vlak.x(i)
            vrij.add(
                (x - breed / 2, vlak.y(laag), x + breed / 2, max(vlak.y(hoog), vlak.y(laag) + 4))
            )


def _draw_names(vlak: Vlak, lijnen: list[Lijn]) -> None:
    """The names at the ends of the lines, pushed apart, each with a sample of its line."""
    doel = []
    for lijn in lijnen:
        punt = lijn.reeks.punten[lijn.laatste] if lijn.laatste is not None else None
        waarde = punt.waarde if punt is not None else None
        doel.append(vlak.boven if waarde is None else vlak.y(waarde))
    midden = push_apart(doel, [lijn.hoogte for lijn in lijnen], vlak.onder - 4, vlak.boven + 4)
    x = vlak.rechts + AANLOOP
    for lijn, gewenst, y in zip(lijnen, doel, midden, strict=True):
        looks = lijn.looks
        top = y + lijn.hoogte / 2
        sleutel = top - 0.5 * KLEIN * REGEL
        if lijn.laatste == len(lijn.reeks.punten) - 1:
            van = vlak.x(lijn.laatste) + 5
            vlak.ax.plot(
                [_place(vlak, v) for v in (van, x - 7, x - 3)],
                [_value(vlak, v) for v in (gewenst, sleutel, sleutel)],
                color=AS,
                lw=0.6,
                clip_on=False,
                zorder=1,
                gid="wijzer",
            )
        if lijn.laatste is not None:
            sample = [_place(vlak, x), _place(vlak, x + SLEUTEL - 5)]
            vlak.ax.plot(
                sample,
                [_value(vlak, sleutel)] * 2,
                color=looks.kleur,
                lw=looks.dikte if len(lijn.reeks.punten) > 1 else 0,
                ls=looks.lijn,
                clip_on=False,
                zorder=2,
                gid="sleutel",
            )
            vlak.ax.plot(
                [sum(sample) / 2],
                [_value(vlak, sleutel)],
                marker=looks.teken,
                ms=5.5,
                color=looks.kleur,
                mew=0,
                ls="",
                clip_on=False,
                zorder=3,
                gid="sleutel",
            )
        bekend = lijn.laatste is not None
        regels = [(t, "half", looks.inkt, "reeks") for t in lijn.naam]
        gezicht, kleur = ("gewoon", INKT) if bekend else ("cursief", GRIJS)
        regels += [(t, gezicht, kleur, "eindwaarde") for t in lijn.waarde]
        for j, (tekst, face, inkt, gid) in enumerate(regels):
            basis = top - (j + 0.5) * KLEIN * REGEL
            vlak.doek.tekst(
                x + SLEUTEL, middle(basis, KLEIN), tekst, gid=gid, face=face, maat=KLEIN, kleur=inkt
            )


def _place(vlak: Vlak, x: float) -> float:
    return vlak.xlim[0] + vlak.to_places(x - vlak.links)


def _value(vlak: Vlak, y: float) -> float:
    return vlak.to_data(y - vlak.onder)


def _draw_values(vlak: Vlak, data: Trend, lijnen: list[Lijn], vrij: Vrij) -> None:
    """The texts of points where there is room; hidden, zero and noted ones first.

    With three or more series only the nearest area gets its values. The last known one stands
    at the name; the table at the figure holds them all.
    """
    noten = _notes(data)
    eerste = min(VOORRANG.index(lijn.reeks.soort) for lijn in lijnen)
    wensen = []
    for n, lijn in enumerate(lijnen):
        for i, punt in enumerate(lijn.reeks.punten):
            teken = noten.get(punt.noot, "")
            tekst = shown_text(punt) + teken
            rang = VOORRANG.index(lijn.reeks.soort)
            if punt.toestand == AFGESCHERMD:
                vorige = lijn.reeks.punten[i - 1] if i else None
                if not (vorige and vorige.toestand == AFGESCHERMD):
                    wensen.append((0, rang, n, i, "afgeschermd", "cursief"))
            elif punt.waarde is not None and i == lijn.laatste:
                if teken:
                    wensen.append((1, rang, n, i, teken, "gewoon"))
            elif punt.waarde is not None and (len(lijnen) < 3 or rang == eerste or not punt.waarde):
                wensen.append((1 if punt.waarde == 0 else 2, rang, n, i, tekst, "gewoon"))
    for _, _, n, i, tekst, face in sorted(wensen):
        punt = lijnen[n].reeks.punten[i]
        kleur = GRIJS if punt.waarde is None else lijnen[n].looks.inkt
        gezet = _place_text(vlak, punt, i, tekst, face, kleur, vrij)
        teken = noten.get(punt.noot, "")
        if not gezet and teken and tekst != teken:
            _place_text(vlak, punt, i, teken, face, kleur, vrij)


def _place_text(
    vlak: Vlak, punt: Punt, i: int, tekst: str, face: str, kleur: str, vrij: Vrij
) -> bool:
    if punt.waarde is None:
        laag, hoog = low(punt), low(punt) if punt.hoog is None else punt.hoog
    else:
        laag, hoog = _limits(punt) or (punt.waarde, punt.waarde)
    midden = vlak.y((laag + min(hoog, vlak.ymax)) / 2 if punt.waarde is None else punt.waarde)
    boven = max(vlak.y(min(hoog, vlak.ymax)), midden + 4) + 2.5
    onder = min(vlak.y(laag), midden - 4) - 2.5
    x, half, hoogte = vlak.x(i), text_width(tekst, face, KLEIN) / 2, 0.75 * KLEIN
    # Beside the dot where long limits would carry the text away to another height.
    recht = [(x - half, boven), (x - half, onder - hoogte)]
    schuin = [
        (x + 5, midden + 4),
        (x + 5, midden - 4 - hoogte),
        (x - 5 - 2 * half, midden + 4),
        (x - 5 - 2 * half, midden - 4 - hoogte),
        (x + 6, midden - hoogte / 2),
        (x - 6 - 2 * half, midden - hoogte / 2),
    ]
    lang = punt.waarde is not None and boven - onder > 26
    for links, basis in schuin if lang else recht + schuin[-2:] + schuin[:-2]:
        kader = (links - 1, basis - 1.5, links + 2 * half + 1, basis + hoogte + 1)
        if vrij.fits(kader):
            vrij.add(kader)
            vlak.doek.tekst(links, basis, tekst, gid="waarde", face=face, maat=KLEIN, kleur=kleur)
            return True
    return False
