"""The texts in a trend: names at the ends of the lines, values at the points. Draws no lines."""

from __future__ import annotations

from typing import NamedTuple

from helpende_data.figures.doek import middle, plot
from helpende_data.figures.model import AFGESCHERMD, Punt
from helpende_data.figures.reeksen import SLEUTEL, Lijn
from helpende_data.figures.ruimte import AANLOOP, Vlak, Vrij, push_apart
from helpende_data.figures.stijl import AS, GRIJS, INKT, KLEIN, KLEINE_REGEL, text_width
from helpende_data.figures.waarden import WOORDEN, limits, low, shown_text


def draw_names(vlak: Vlak, lijnen: list[Lijn]) -> None:
    """The names at the ends of the lines, pushed apart, each with a sample of its line."""
    doel = []
    for lijn in lijnen:
        waarde = None if lijn.laatste is None else lijn.reeks.punten[lijn.laatste].waarde
        doel.append(vlak.boven if waarde is None else vlak.y(waarde))
    midden = push_apart(doel, [lijn.hoogte for lijn in lijnen], vlak.onder - 4, vlak.boven + 4)
    x = vlak.rechts + AANLOOP
    for lijn, gewenst, y in zip(lijnen, doel, midden, strict=True):
        top = y + lijn.hoogte / 2
        eerste_regel = top - 0.5 * KLEINE_REGEL
        if lijn.laatste == len(lijn.reeks.punten) - 1:
            van = vlak.x(lijn.laatste) + 5
            plot(
                vlak.ax,
                [vlak.place_at(punt) for punt in (van, x - 7, x - 3)],
                [vlak.value_at(punt) for punt in (gewenst, eerste_regel, eerste_regel)],
                color=AS,
                lw=0.6,
                zorder=1,
                gid="wijzer",
            )
        if lijn.laatste is not None:
            _draw_sample(vlak, lijn, x, eerste_regel)
        regels = [(regel, "half", lijn.looks.inkt, "reeks") for regel in lijn.naam]
        face, kleur = ("cursief", GRIJS) if lijn.laatste is None else ("gewoon", INKT)
        regels += [(regel, face, kleur, "eindwaarde") for regel in lijn.waarde]
        for i, (regel, face, kleur, gid) in enumerate(regels):
            basis = middle(top - (i + 0.5) * KLEINE_REGEL, KLEIN)
            vlak.doek.tekst(x + SLEUTEL, basis, regel, gid=gid, face=face, maat=KLEIN, kleur=kleur)


def _draw_sample(vlak: Vlak, lijn: Lijn, x: float, y: float) -> None:
    """The line and marker of a series before its name; of one point only the marker."""
    looks = lijn.looks
    plaatsen, waarde = [vlak.place_at(x), vlak.place_at(x + SLEUTEL - 5)], vlak.value_at(y)
    plot(
        vlak.ax,
        plaatsen,
        [waarde] * 2,
        color=looks.kleur,
        lw=looks.dikte if len(lijn.reeks.punten) > 1 else 0,
        ls=looks.lijn,
        zorder=2,
        gid="sleutel",
    )
    plot(
        vlak.ax,
        [sum(plaatsen) / 2],
        [waarde],
        marker=looks.teken,
        ms=5.5,
        color=looks.kleur,
        mew=0,
        ls="",
        zorder=3,
        gid="sleutel",
    )


class Wens(NamedTuple):
    """A text that would like to stand at a point; in sorted order the first gets its room first."""

    beurt: int
    rang: int
    lijn: int
    plaats: int
    tekst: str
    face: str


def draw_values(vlak: Vlak, lijnen: list[Lijn], noten: dict[str, str], vrij: Vrij) -> None:
    """The texts of points where there is room; hidden, zero and noted ones first.

    With three or more series only the nearest area gets its values. The last known one stands
    at the name; the table at the figure holds them all.

    Args:
        noten: note -> the sign that stands at its points.
        vrij: what is taken; the texts are added.
    """
    for wens in sorted(_wishes(lijnen, noten)):
        lijn = lijnen[wens.lijn]
        punt = lijn.reeks.punten[wens.plaats]
        kleur = GRIJS if punt.waarde is None else lijn.looks.inkt
        # Where the whole text has no room, the sign of its note may still have.
        for tekst in dict.fromkeys((wens.tekst, noten.get(punt.noot, ""))):
            if tekst and _place_text(vlak, punt, wens.plaats, tekst, wens.face, kleur, vrij):
                break


def _wishes(lijnen: list[Lijn], noten: dict[str, str]) -> list[Wens]:
    eerste = min(lijn.rang for lijn in lijnen)
    wensen = []
    for n, lijn in enumerate(lijnen):
        punten = lijn.reeks.punten
        for i, punt in enumerate(punten):
            teken = noten.get(punt.noot, "")
            if punt.toestand == AFGESCHERMD:
                if not i or punten[i - 1].toestand != AFGESCHERMD:
                    wensen.append(Wens(0, lijn.rang, n, i, WOORDEN[AFGESCHERMD], "cursief"))
            elif punt.waarde is None:
                continue
            elif i == lijn.laatste:
                if teken:
                    wensen.append(Wens(1, lijn.rang, n, i, teken, "gewoon"))
            elif len(lijnen) < 3 or lijn.rang == eerste or not punt.waarde:
                beurt, tekst = 2 if punt.waarde else 1, shown_text(punt) + teken
                wensen.append(Wens(beurt, lijn.rang, n, i, tekst, "gewoon"))
    return wensen


def _place_text(
    vlak: Vlak, punt: Punt, i: int, tekst: str, face: str, kleur: str, vrij: Vrij
) -> bool:
    """Write `tekst` above, under or beside a point where nothing stands yet; False without room."""
    if punt.waarde is None:
        laag, hoog = low(punt), low(punt) if punt.hoog is None else punt.hoog
    else:
        laag, hoog = limits(punt) or (punt.waarde, punt.waarde)
    hoog = min(hoog, vlak.ymax)
    midden = vlak.y((laag + hoog) / 2 if punt.waarde is None else punt.waarde)
    boven = max(vlak.y(hoog), midden + 4) + 2.5
    onder = min(vlak.y(laag), midden - 4) - 2.5
    x, breedte, hoogte = vlak.x(i), text_width(tekst, face, KLEIN), 0.75 * KLEIN
    recht = [(x - breedte / 2, boven), (x - breedte / 2, onder - hoogte)]
    schuin = [
        (x + 5, midden + 4),
        (x + 5, midden - 4 - hoogte),
        (x - 5 - breedte, midden + 4),
        (x - 5 - breedte, midden - 4 - hoogte),
    ]
    ernaast = [(x + 6, midden - hoogte / 2), (x - 6 - breedte, midden - hoogte / 2)]
    # Beside the dot where long limits would carry the text away to another height.
    lang = punt.waarde is not None and boven - onder > 26
    for links, basis in schuin + ernaast if lang else recht + ernaast + schuin:
        kader = (links - 1, basis - 1.5, links + breedte + 1, basis + hoogte + 1)
        if vrij.fits(kader):
            vrij.add(kader)
            vlak.doek.tekst(links, basis, tekst, gid="waarde", face=face, maat=KLEIN, kleur=kleur)
            return True
    return False
