"""Rows with a label, a mark on one axis from zero and the value behind it. Draws no marks."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from helpende_data.figures.doek import (
    RAND,
    Doek,
    draw_arrow,
    draw_hidden_box,
    foot_height,
    middle,
    plot,
)
from helpende_data.figures.model import AFGESCHERMD, BEKEND, NVT, Punt
from helpende_data.figures.stijl import (
    AS,
    BREEDTE,
    GEWOON,
    GIDS,
    GRIJS,
    INKT,
    KLEIN,
    KLEINE_REGEL,
    REGEL,
    SOORTEN,
    text_width,
    wrap,
)
from helpende_data.figures.waarden import (
    VOORLOPIG,
    are_whole,
    check_point,
    furthest,
    hidden_limits,
    is_range,
    limits,
    shown_text,
    tick_texts,
    ticks,
)

GAT = 6.0  # points between a mark and its text
PIJL = 24.0  # how far an arrow goes on when there is no upper limit
SMALST = 4.0  # the narrowest hatched band, so that 1 tot 4 of thousands is still seen
ONDER_LABEL = 12.0  # between label column and axis


@dataclass(frozen=True)
class Rij:
    """One row: its point, its texts in lines, the middle of the row and the end of its mark."""

    punt: Punt
    label: list[str]
    noot: list[str]
    waarde: list[str]
    erbij: str
    y: float
    hoogte: float
    einde: float  # of the mark, as a value
    rest: float  # of the mark beyond that, in points


@dataclass(frozen=True)
class Rijen:
    """Rows laid out on a sheet: x is data, y is points from the lower edge of the sheet."""

    doek: Doek
    ax: Axes
    rijen: tuple[Rij, ...]
    links: float
    breedte: float
    xmax: float
    bekend: bool  # is there any number at all, so that the axis means something

    def to_points(self, waarde: float) -> float:
        """The place of a value on the sheet."""
        return self.links + waarde / self.xmax * self.breedte

    def to_data(self, punten: float) -> float:
        """A length on the sheet as a length on the axis."""
        return punten / self.breedte * self.xmax


def _end(punt: Punt, straal: float) -> tuple[float, float]:
    """Where the mark of a point ends: a value, and points that come on top of it."""
    if punt.toestand in (BEKEND, AFGESCHERMD) and punt.hoog == math.inf:
        rest = PIJL + 4
    elif punt.toestand == BEKEND:
        rest = straal
    else:
        rest = SMALST if hidden_limits(punt) else 0.0
    return furthest(punt), rest


def lay_out(
    punten: tuple[Punt, ...],
    eenheid: str,
    stempel: str,
    *,
    smalste_rij: float,
    straal: float = 1.0,
    erbij: tuple[str, ...] = (),
    as_getallen: bool = True,
    kop: int = 0,
) -> Rijen:
    """The sheet with labels, axis, value texts, notes and stamp; the caller adds the marks.

    Args:
        punten: one row each, from top to bottom.
        eenheid: stands under the axis.
        stempel: printed behind and under the figure, or "".
        smalste_rij: the least height of a row, in points.
        straal: how far a mark goes beyond its value, in points.
        erbij: a text behind the value of each row (a share), or nothing.
        as_getallen: whether the axis carries numbers.
        kop: so many rows at the top are set apart from the rest.

    Raises:
        ValueError: no points, or a point that contradicts itself.
    """
    if not punten:
        raise ValueError("een figuur heeft ten minste een rij")
    for punt in punten:
        check_point(punt)
    kolom = _label_column(punten)
    links = RAND + kolom + ONDER_LABEL
    breedte = BREEDTE - RAND - links
    noten = [VOORLOPIG] if any(p.voorlopig for p in punten) else []
    erbij = erbij or ("",) * len(punten)
    kop_ruimte = 8.0 if kop and len(punten) > kop else 0.0

    bekend = any(sum(_end(p, straal)) for p in punten)
    voet = foot_height(noten, stempel)
    eenheid_regels = wrap(eenheid, breedte, maat=KLEIN)
    onder = voet + len(eenheid_regels) * KLEINE_REGEL + (3 if eenheid_regels else 0)
    onder += KLEINE_REGEL + 4 if bekend and as_getallen else 2

    rijen: list[Rij] = []
    y = 0.0  # from the top down for now
    for i, (punt, extra) in enumerate(zip(punten, erbij, strict=True)):
        label = wrap(punt.label, kolom, _face(punt))
        noot = wrap(punt.noot, kolom, maat=KLEIN)
        waarde = wrap(shown_text(punt), 0.45 * breedte, _value_face(punt))
        hoogte = max(
            smalste_rij,
            (len(label) * GEWOON + len(noot) * KLEIN) * REGEL + 5,
            len(waarde) * GEWOON * REGEL + 5,
        )
        y += kop_ruimte if i == kop and kop else 0.0
        einde, rest = _end(punt, straal)
        rijen.append(Rij(punt, label, noot, waarde, extra, y + hoogte / 2, hoogte, einde, rest))
        y += hoogte
    totaal = onder + y + RAND
    rijen = [replace(r, y=totaal - RAND - r.y) for r in rijen]

    xmax = max(_needed(r, breedte) for r in rijen) or 1.0
    doek = Doek(totaal)
    ax = doek.vlak(
        links, onder, links + breedte, totaal - RAND, xlim=(0, xmax), ylim=(onder, totaal - RAND)
    )
    vel = Rijen(doek, ax, tuple(rijen), links, breedte, xmax, bekend)
    _draw_axis(vel, onder, eenheid_regels, voet, as_getallen)
    if kop_ruimte:
        lijn = (rijen[kop - 1].y - rijen[kop - 1].hoogte / 2) - kop_ruimte / 2
        x0, x1 = (RAND - links) / breedte * xmax, xmax
        plot(ax, [x0, x1], [lijn, lijn], color=AS, lw=0.6, gid="scheiding")
    for rij in vel.rijen:
        _draw_texts(vel, rij)
    doek.voet(noten, stempel)
    return vel


def _face(punt: Punt) -> str:
    return "half" if punt.soort == "gemeente" else "gewoon"


def _value_face(punt: Punt) -> str:
    return "half" if punt.toestand == BEKEND else "cursief"


def _label_column(punten: tuple[Punt, ...]) -> float:
    """As wide as the widest label, at most two fifths of the sheet."""
    langste = max(
        max(text_width(p.label, _face(p)), text_width(p.noot, "gewoon", KLEIN)) for p in punten
    )
    return min(langste + 1, 0.40 * BREEDTE)


def _text_width(rij: Rij) -> float:
    breedte = max((text_width(r, _value_face(rij.punt)) for r in rij.waarde), default=0.0)
    return breedte + (text_width(rij.erbij) + GAT if rij.erbij else 0)


def _needed(rij: Rij, breedte: float) -> float:
    """The end of the axis at which this row's mark and text just fit."""
    over = breedte - rij.rest - GAT - _text_width(rij)
    return rij.einde * breedte / max(over, 0.2 * breedte)


def _draw_axis(
    vel: Rijen, onder: float, eenheid: list[str], voet: float, as_getallen: bool
) -> None:
    boven = vel.rijen[0].y + vel.rijen[0].hoogte / 2
    if vel.bekend and as_getallen:
        hoogste = max(r.einde for r in vel.rijen)
        hoogste = max(hoogste, 0.75 * vel.xmax) if hoogste else 0.0
        heel = are_whole(r.punt for r in vel.rijen)
        most = 5
        plaatsen = ticks(hoogste, most=most, heel=heel)
        breedste = max(text_width(t, maat=KLEIN) for t in tick_texts(plaatsen)) + 12
        while len(plaatsen) > 2 and breedste > vel.to_points(plaatsen[1]) - vel.links:
            most -= 1
            plaatsen = ticks(hoogste, most=most, heel=heel)
        for plaats, tekst in zip(plaatsen, tick_texts(plaatsen), strict=True):
            x, half = vel.to_points(plaats), text_width(tekst, maat=KLEIN) / 2
            if plaats:
                plot(vel.ax, [plaats] * 2, [onder, boven], color=GIDS, lw=0.7, zorder=0.5)
            x = min(x, BREEDTE - RAND - half)
            vel.doek.kleine_regels(x, onder - KLEINE_REGEL - 1, [tekst], gid="as", ha="center")
    plot(vel.ax, [0, 0], [onder, boven], color=AS, lw=0.9, zorder=1.5, gid="nul")
    y = voet + (len(eenheid) - 1) * KLEINE_REGEL + 3
    vel.doek.kleine_regels(vel.links, y, eenheid, gid="eenheid")


def _draw_texts(vel: Rijen, rij: Rij) -> None:
    punt, doek = rij.punt, vel.doek
    kleur = GRIJS if punt.toestand == NVT else INKT
    hoog = (len(rij.label) * GEWOON + len(rij.noot) * KLEIN) * REGEL
    y = rij.y + hoog / 2
    for regel in rij.label:
        y -= GEWOON * REGEL
        doek.tekst(RAND, y + 0.27 * GEWOON, regel, gid="label", face=_face(punt), kleur=kleur)
    for regel in rij.noot:
        y -= KLEINE_REGEL
        doek.tekst(RAND, y + 0.27 * KLEIN, regel, gid="noot", maat=KLEIN, kleur=GRIJS)

    x = vel.to_points(rij.einde) + rij.rest + GAT
    y = middle(rij.y) + (len(rij.waarde) - 1) * GEWOON * REGEL / 2
    for i, regel in enumerate(rij.waarde):
        doek.tekst(
            x,
            y - i * GEWOON * REGEL,
            regel,
            gid="waarde",
            face=_value_face(punt),
            kleur=INKT if punt.toestand == BEKEND else GRIJS,
        )
    if rij.erbij:
        waarde_breed = _text_width(rij) - text_width(rij.erbij)
        doek.tekst(x + waarde_breed, middle(rij.y), rij.erbij, gid="aandeel", kleur=GRIJS)


def draw_limits(
    vel: Rijen, rij: Rij, *, dikte: float, kap: float, kleur: str, rand: bool = False
) -> None:
    """The limits of a known point: a line with caps, an arrow where there is no upper limit.

    `rand` puts a white edge around the line, so that it is seen on a bar.
    """
    grenzen = limits(rij.punt)
    if grenzen is None:
        return
    laag, hoog = grenzen
    oneindig = math.isinf(hoog)
    if oneindig:
        hoog = furthest(rij.punt) + vel.to_data(PIJL)
    if rand:
        plot(vel.ax, [laag, hoog], [rij.y] * 2, color="white", lw=dikte + 2, zorder=2.5)
    plot(vel.ax, [laag, hoog], [rij.y] * 2, color=kleur, lw=dikte, zorder=3, gid="interval")
    kappen = [laag] if rij.punt.laag is not None else []
    kappen += [hoog] if rij.punt.hoog is not None and not oneindig else []
    for plaats in kappen:
        y = [rij.y - kap, rij.y + kap]
        plot(vel.ax, [plaats] * 2, y, color=kleur, lw=1.2, zorder=3, gid="kap")
    if oneindig:
        draw_arrow(vel.ax, hoog, rij.y, teken=">", kleur=kleur)


def draw_hidden(vel: Rijen, rij: Rij, hoogte: float) -> None:
    """A hatched band between the limits of what is hidden or printed as a range.

    Without limits only the word stands.
    """
    grenzen = limits(rij.punt) if is_range(rij.punt) else hidden_limits(rij.punt)
    if grenzen is None:
        return
    laag, hoog = grenzen
    breedte = vel.to_data(PIJL) if math.isinf(hoog) else max(hoog - laag, vel.to_data(SMALST))
    kleur = SOORTEN[rij.punt.soort].kleur
    draw_hidden_box(vel.ax, laag, rij.y - hoogte / 2, breedte, hoogte, kleur=kleur, zorder=2)
    if math.isinf(hoog):
        draw_arrow(vel.ax, laag + breedte, rij.y, teken=">", kleur=kleur)
