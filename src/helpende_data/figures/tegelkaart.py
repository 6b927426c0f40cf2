"""One equal tile for each municipality: its value, and a word beside it. No other kind of figure.

The size of an area means nothing here, so all tiles are the same; no shade stands for a value.
"""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpende_data.figures.doek import RAND, Doek, draw_box, draw_hidden_box, foot_height
from helpende_data.figures.model import AFGESCHERMD, BEKEND, Punt, Tegels
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GEWOON,
    GRIJS,
    INKT,
    KLEIN,
    KLEINE_REGEL,
    SOORTEN,
    SPOOR,
    stijl,
    wrap,
)
from helpende_data.figures.waarden import VOORLOPIG, check_point, shown_text

BREEDST = 92.0  # of a tile, in points
TUSSEN = 5.0
BINNEN = 4.0  # between the edge of a tile and its text


def tegels(data: Tegels, *, stempel: str = "") -> Figure:
    """Each point as a tile at its place, the own municipality with a heavy edge, hidden hatched.

    Args:
        data: the points with their places, and what the values are.
        stempel: words that mark every figure, for example VOORBEELDCIJFERS.

    Raises:
        ValueError: no points, two in one place, or a point that contradicts itself.
    """
    if not data.punten or len(set(data.plaatsen)) != len(data.punten):
        raise ValueError("elke tegel heeft een eigen plaats")
    for punt in data.punten:
        check_point(punt)
    with stijl():
        kolommen, rijen = (1 + max(plaats[i] for plaats in data.plaatsen) for i in (0, 1))
        ruimte = BREEDTE - 2 * RAND
        breedte = min(BREEDST, (ruimte - TUSSEN * (kolommen - 1)) / kolommen)
        regels = max(len(_name(punt, breedte)) + len(_word(punt, breedte)) for punt in data.punten)
        hoogte = regels * KLEINE_REGEL + 1.3 * GEWOON + 2 * BINNEN
        noten = [VOORLOPIG] if any(punt.voorlopig for punt in data.punten) else []
        onder = foot_height(noten, stempel) + KLEINE_REGEL + 6
        totaal = onder + rijen * (hoogte + TUSSEN) + RAND
        doek = Doek(totaal)
        ax = doek.vlak(0, 0, BREEDTE, totaal, xlim=(0, BREEDTE), ylim=(0, totaal))
        for punt, (kolom, rij) in zip(data.punten, data.plaatsen, strict=True):
            x = RAND + kolom * (breedte + TUSSEN)
            y = totaal - RAND - rij * (hoogte + TUSSEN) - hoogte
            _draw_tile(doek, ax, punt, x, y, breedte, hoogte)
        doek.kleine_regels(RAND, onder - KLEINE_REGEL - 1, [data.eenheid], gid="eenheid")
        doek.voet(noten, stempel)
        return doek.fig


def _name(punt: Punt, breedte: float) -> list[str]:
    return wrap(punt.label, breedte - 2 * BINNEN, "half", KLEIN)


def _word(punt: Punt, breedte: float) -> list[str]:
    return wrap(punt.noot, breedte - 2 * BINNEN, maat=KLEIN)


def _draw_tile(
    doek: Doek, ax: Axes, punt: Punt, x: float, y: float, breedte: float, hoogte: float
) -> None:
    eigen, kleur = punt.soort == "gemeente", SOORTEN["gemeente"].kleur
    if punt.toestand == AFGESCHERMD:
        draw_hidden_box(ax, x, y, breedte, hoogte, kleur=AS, zorder=1)
        draw_box(ax, x + 2, y + 2, breedte - 4, hoogte - 4, gid="vlak", facecolor="white", lw=0)
    else:
        rand = {"edgecolor": kleur if eigen else AS, "lw": 2.2 if eigen else 0.6}
        vulling = "white" if punt.toestand == BEKEND else SPOOR
        draw_box(ax, x, y, breedte, hoogte, gid="tegel", facecolor=vulling, zorder=1, **rand)
    basis = y + hoogte - BINNEN
    for regel in _name(punt, breedte):
        basis -= KLEINE_REGEL
        doek.tekst(x + BINNEN, basis + 2, regel, gid="label", face="half", maat=KLEIN)
    basis -= 1.2 * GEWOON
    bekend = punt.toestand == BEKEND
    doek.tekst(
        x + BINNEN,
        basis + 2,
        shown_text(punt),
        gid="waarde",
        face="half" if bekend else "cursief",
        maat=GEWOON if bekend else KLEIN,
        kleur=INKT if bekend else GRIJS,
    )
    for regel in _word(punt, breedte):
        basis -= KLEINE_REGEL
        doek.tekst(x + BINNEN, basis + 2, regel, gid="noot", maat=KLEIN, kleur=GRIJS)
