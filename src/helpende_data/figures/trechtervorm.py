"""Rates of areas against their size, with the limits of chance. No other kind of figure."""

from __future__ import annotations

import math

from matplotlib.figure import Figure

from helpende_data.figures.doek import RAND, Doek, foot_height, middle, plot
from helpende_data.figures.model import Trechter
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GIDS,
    GRIJS,
    INKT,
    KLEIN,
    KLEINE_REGEL,
    SOORTEN,
    SPOOR,
    stijl,
    text_width,
    wrap,
)
from helpende_data.figures.waarden import VOORLOPIG, check_point, shown_text, tick_texts, ticks

HOOGTE = 200.0  # of the part with dots
NAMEN = 96.0  # at its right, for the words at the lines


def trechter(data: Trechter, *, stempel: str = "") -> Figure:
    """Each area as a dot at its size, small ones left, and the limits as lines around the average.

    The size has no numbers at its axis: it is there to show that small areas swing more.

    Args:
        data: the points that have a value, with their sizes, and the limits.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no points, a point without a value, or sizes that do not fit.
    """
    if not data.punten or len(data.punten) != len(data.groottes) or len(data.grootte) < 2:
        raise ValueError("elk punt heeft een grootte")
    for punt in data.punten:
        check_point(punt)
        if punt.waarde is None:
            raise ValueError(f"een punt zonder waarde heeft geen plaats: {punt.label!r}")
    with stijl():
        return _draw(data, stempel)


def _draw(data: Trechter, stempel: str) -> Figure:
    noten = [VOORLOPIG] if any(punt.voorlopig for punt in data.punten) else []
    waarden = [punt.waarde or 0.0 for punt in data.punten]
    hoogste = max(*waarden, *data.binnen[1], min(max(data.buiten[1]), 2 * max(waarden)))
    plaatsen = ticks(hoogste, most=6)
    cijfers = tick_texts(plaatsen)
    links = RAND + max(text_width(cijfer, maat=KLEIN) for cijfer in cijfers) + 6
    rechts = BREEDTE - RAND - NAMEN
    onder = foot_height(noten, stempel) + 2 * KLEINE_REGEL
    boven = onder + HOOGTE
    eenheid = wrap(data.eenheid, BREEDTE - 2 * RAND, maat=KLEIN)
    doek = Doek(boven + 8 + len(eenheid) * KLEINE_REGEL + RAND)
    schaal = [math.log(grootte) for grootte in data.grootte]
    xlim, ylim = (schaal[0], schaal[-1]), (0.0, 1.04 * hoogste)
    ax = doek.vlak(links, onder, rechts, boven, xlim=xlim, ylim=ylim)

    for plaats, cijfer in zip(plaatsen, cijfers, strict=True):
        kleur = GIDS if plaats else AS
        plot(ax, xlim, [plaats] * 2, color=kleur, lw=0.7, zorder=0.5, gid="gids")
        y = onder + plaats / ylim[1] * HOOGTE
        doek.kleine_regels(links - 6, middle(y, KLEIN), [cijfer], gid="as", ha="right")
    onder_95, boven_95 = data.binnen
    ax.fill_between(schaal, onder_95, boven_95, color=SPOOR, lw=0, zorder=0.3, gid="band")
    for lijn in data.buiten:
        ax.plot(schaal, lijn, color=GRIJS, lw=0.9, ls=(0, (4, 3)), zorder=1, gid="grens")
    plot(ax, xlim, [data.midden] * 2, color=GRIJS, lw=1.1, zorder=1, gid="midden")
    for punt, grootte in sorted(
        zip(data.punten, data.groottes, strict=True), key=lambda paar: paar[0].soort == "gemeente"
    ):
        eigen, looks = punt.soort == "gemeente", SOORTEN[punt.soort]
        plot(
            ax,
            [math.log(grootte)],
            [punt.waarde or 0.0],
            marker=looks.teken if eigen else "o",
            ms=8.0 if eigen else 5.5,
            mfc=looks.kleur if eigen else "white",
            mec=looks.kleur if eigen else GRIJS,
            mew=1.4,
            ls="",
            zorder=5 if eigen else 4,
            gid="punt",
        )
    _draw_words(doek, data, rechts, onder, ylim[1])
    y = onder - KLEINE_REGEL - 2
    doek.kleine_regels(links, y, ["weinig inwoners"], gid="grootte")
    doek.kleine_regels(rechts, y, ["veel inwoners"], gid="grootte", ha="right")
    doek.kleine_regels(RAND, doek.hoogte - RAND - 0.8 * KLEIN, eenheid, gid="eenheid")
    doek.voet(noten, stempel)
    return doek.fig


def _draw_words(doek: Doek, data: Trechter, rechts: float, onder: float, ymax: float) -> None:
    """What the lines are, at their right ends, from the top down; and the own value."""
    woorden: list[tuple[float, str, str, str]] = [
        (data.buiten[1][-1], "gewoon", GRIJS, "buitenste grens"),
        (data.midden, "half", GRIJS, "gemiddelde"),
    ]
    woorden += [
        (punt.waarde or 0.0, "half", SOORTEN["gemeente"].inkt, f"{punt.label} {shown_text(punt)}")
        for punt in data.punten
        if punt.soort == "gemeente"
    ]
    vorige = math.inf
    for waarde, face, kleur, woord in sorted(woorden, key=lambda w: -w[0]):
        for i, regel in enumerate(wrap(woord, NAMEN - 10, face, KLEIN)):
            y = middle(onder + waarde / ymax * HOOGTE, KLEIN) if i == 0 else vorige - KLEINE_REGEL
            y = min(y, vorige - KLEINE_REGEL)
            kleur_van = kleur if face == "half" else INKT
            doek.tekst(rechts + 8, y, regel, gid="naam", face=face, maat=KLEIN, kleur=kleur_van)
            vorige = y
