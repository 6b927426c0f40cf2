"""The same small chart for each area, on one scale: small multiples. No other kind of figure."""

from __future__ import annotations

from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpende_data.figures.doek import RAND, Doek, draw_box, foot_height, middle, plot
from helpende_data.figures.model import Reeks, Veelluik
from helpende_data.figures.reeksen import Lijn, all_points, check_trend, lines_of
from helpende_data.figures.ruimte import Vlak, Vrij
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GIDS,
    GRIJS,
    INKT,
    KLEIN,
    KLEINE_REGEL,
    SOORTEN,
    stijl,
    text_width,
    wrap,
)
from helpende_data.figures.streken import draw_band, draw_hidden, draw_line, draw_points
from helpende_data.figures.waarden import (
    MARGE,
    VOORLOPIG,
    furthest,
    limits,
    shown_text,
    tick_texts,
    ticks,
)

HOOGTE = 46.0  # of the part with a line
TUSSEN = 11.0  # between two fields
BINNEN = 4.0  # between the edge of a field and what stands in it
RUIM = 1.4  # the axis goes so far above the highest value; wider limits are cut off there


def veelluik(data: Veelluik, *, stempel: str = "") -> Figure:
    """A field for each area with its line and its last value; the own one in a heavy frame.

    Args:
        data: periods, one series for each area, and a line that stands in every field.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no periods or series, a series of another length, a break outside the
            periods, or a point that contradicts itself.
    """
    check_trend(data.trend)
    with stijl():
        return _draw(data, stempel)


def columns(aantal: int) -> int:
    """How many fields stand beside each other: as few empty places as can be, at most five."""
    return min(range(min(aantal, 5), min(aantal, 3) - 1, -1), key=lambda n: -aantal % n)


def _draw(data: Veelluik, stempel: str) -> Figure:
    punten = list(all_points(data.trend))
    hoogste = max((p.waarde or 0.0 for p in punten), default=0.0)
    ymax = min(max(map(furthest, punten)), RUIM * hoogste if hoogste else 1e99) or 1.0
    plaatsen = ticks(ymax, most=4)
    cijfers = tick_texts(plaatsen)
    links = RAND + max(text_width(cijfer, maat=KLEIN) for cijfer in cijfers) + 6
    kolommen = columns(len(data.reeksen))
    breedte = (BREEDTE - RAND - BINNEN - links - TUSSEN * (kolommen - 1)) / kolommen
    namen = [_name(reeks, breedte) for reeks in data.reeksen]
    kop = (max(map(len, namen)) + 1) * KLEINE_REGEL + 4
    rij_hoog = kop + HOOGTE + KLEINE_REGEL + 2 + 2 * BINNEN
    rijen = -(-len(data.reeksen) // kolommen)

    noten = [VOORLOPIG] if any(p.voorlopig for p in punten) else []
    noten += [MARGE] if any(map(limits, punten)) else []
    noten += [f"streep van boven naar beneden: {breuk.reden}" for breuk in data.breuken]
    boven = _top_lines(data)
    onder = foot_height(noten, stempel)
    hoogte = onder + rijen * (rij_hoog + 4) + boven + RAND
    doek = Doek(hoogte)
    ax = doek.vlak(0, 0, BREEDTE, hoogte, xlim=(0, BREEDTE), ylim=(0, hoogte))
    _draw_top(doek, ax, data)
    achter = _line(data, data.achter, dikte=1.2) if data.achter else None
    for nummer, (reeks, naam) in enumerate(zip(data.reeksen, namen, strict=True)):
        x = links + nummer % kolommen * (breedte + TUSSEN)
        top = hoogte - RAND - boven - nummer // kolommen * (rij_hoog + 4)
        if reeks.soort == "gemeente":
            rand = {"edgecolor": SOORTEN["gemeente"].kleur, "lw": 2.0, "facecolor": "none"}
            rand_x, rand_b = x - BINNEN, breedte + 2 * BINNEN
            draw_box(ax, rand_x, top - rij_hoog, rand_b, rij_hoog, gid="eigen", zorder=5, **rand)
        vlak = _field(doek, data, x, top - kop - HOOGTE, breedte, ymax)
        _draw_words(vlak, data, reeks, naam, top)
        _draw_axis(vlak, plaatsen, cijfers if nummer % kolommen == 0 else [])
        _draw_series(vlak, data, _line(data, reeks), achter)
    doek.voet(noten, stempel)
    return doek.fig


def _line(data: Veelluik, reeks: Reeks, dikte: float = 1.8) -> Lijn:
    """A series with its looks: the areas differ in place, so all are drawn alike."""
    (lijn,) = lines_of(replace(data.trend, reeksen=(reeks,)))
    if reeks is data.achter:
        return replace(lijn, looks=replace(lijn.looks, dikte=dikte))
    # Darker than other areas elsewhere: in greyscale too it stands out from the region's dashes.
    kleur = GRIJS if reeks.soort == "anders" else lijn.looks.kleur
    looks = replace(lijn.looks, kleur=kleur, teken="o", lijn="solid", dikte=dikte)
    return replace(lijn, looks=looks)


def _field(doek: Doek, data: Veelluik, x: float, onder: float, breedte: float, ymax: float) -> Vlak:
    xlim, boven = (-0.5, len(data.periodes) - 0.5), onder + HOOGTE
    ax = doek.vlak(x, onder, x + breedte, boven, xlim=xlim, ylim=(0, ymax))
    return Vlak(doek, ax, x, onder, x + breedte, boven, xlim, ymax)


def _name(reeks: Reeks, breedte: float) -> list[str]:
    return wrap(reeks.label, breedte, "half", KLEIN)


def _unit(data: Veelluik) -> list[str]:
    return wrap(data.eenheid, BREEDTE - 2 * RAND, maat=KLEIN)


def _top_lines(data: Veelluik) -> float:
    """The height of the unit and, below it, of the line that stands in every field."""
    return (len(_unit(data)) + bool(data.achter)) * KLEINE_REGEL + 6


def _draw_top(doek: Doek, ax: Axes, data: Veelluik) -> None:
    y = doek.hoogte - RAND - 0.8 * KLEIN
    doek.kleine_regels(RAND, y, _unit(data), gid="eenheid")
    if data.achter:
        y -= len(_unit(data)) * KLEINE_REGEL
        looks = SOORTEN[data.achter.soort]
        midden, lengte = y + 0.33 * KLEIN, 28
        x = [RAND, RAND + lengte]
        plot(ax, x, [midden] * 2, color=looks.kleur, lw=1.2, ls=looks.lijn, gid="sleutel")
        naam = f"in elk vak: {data.achter.label}"
        doek.tekst(RAND + lengte + 5, y, naam, gid="reeks", maat=KLEIN, kleur=looks.inkt)


def _draw_words(vlak: Vlak, data: Veelluik, reeks: Reeks, naam: list[str], top: float) -> None:
    """Name and last value above the field, the first and the last period under it."""
    eigen = reeks.soort == "gemeente"
    kleur = SOORTEN["gemeente"].inkt if eigen else INKT
    y = top - BINNEN - 0.8 * KLEIN
    for regel in naam:
        vlak.doek.tekst(vlak.links, y, regel, gid="label", face="half", maat=KLEIN, kleur=kleur)
        y -= KLEINE_REGEL
    bekend = [i for i, punt in enumerate(reeks.punten) if punt.waarde is not None]
    laatste = bekend[-1] if bekend else len(reeks.punten) - 1
    tekst = shown_text(reeks.punten[laatste])
    if bekend:
        tekst += f" in {data.periodes[laatste]}"
    face = "gewoon" if bekend else "cursief"
    passend = wrap(tekst, vlak.rechts - vlak.links, face, KLEIN)
    vlak.doek.tekst(vlak.links, y, passend[0], gid="waarde", face=face, maat=KLEIN, kleur=GRIJS)
    y = vlak.onder - KLEINE_REGEL
    vlak.doek.kleine_regels(vlak.links, y, [data.periodes[0]], gid="periode")
    if len(data.periodes) > 1:
        vlak.doek.kleine_regels(vlak.rechts, y, [data.periodes[-1]], gid="periode", ha="right")


def _draw_axis(vlak: Vlak, plaatsen: list[float], cijfers: list[str]) -> None:
    for plaats in plaatsen:
        kleur = GIDS if plaats else AS
        plot(vlak.ax, vlak.xlim, [plaats] * 2, color=kleur, lw=0.6, zorder=0.5, gid="gids")
    for plaats, cijfer in zip(plaatsen, cijfers, strict=False):
        y = middle(vlak.y(plaats), KLEIN)
        vlak.doek.kleine_regels(vlak.links - 6, y, [cijfer], gid="as", ha="right")


def _draw_series(vlak: Vlak, data: Veelluik, lijn: Lijn, achter: Lijn | None) -> None:
    """The line with its limits, over the one that stands in every field; breaks as dashes."""
    breuken, vrij = {breuk.voor for breuk in data.breuken}, Vrij(vlak)
    for voor in breuken:
        x, streep = [voor - 0.5] * 2, (0, (4, 3))
        plot(vlak.ax, x, [0, vlak.ymax], color=GRIJS, lw=0.8, ls=streep, zorder=1, gid="breuk")
    draw_band(vlak, lijn)
    for een in filter(None, (achter, lijn)):
        draw_line(vlak, een, breuken, vrij)
    draw_points(vlak, lijn, vrij, maat=3.6)
    draw_hidden(vlak, lijn, vrij)
