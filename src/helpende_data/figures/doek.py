"""The sheet under every figure: size, text in points, ticks, stamp and foot. No kinds of figure."""

from __future__ import annotations

import math
from collections.abc import Iterable

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text

from helpende_data.figures.model import AFGESCHERMD, BEKEND, NVT, ONBEKEND, Punt
from helpende_data.figures.stijl import (
    BREEDTE,
    GEWOON,
    GRIJS,
    HALF_HOOG,
    INKT,
    KLEIN,
    REGEL,
    SOORTEN,
    STEMPEL,
    font,
    text_width,
    wrap,
)
from helpende_data.schema.getallen import format_nl

RAND = 4.0  # points kept free along the edge
TOESTANDEN = (BEKEND, AFGESCHERMD, ONBEKEND, NVT)
WOORDEN = {AFGESCHERMD: "afgeschermd", ONBEKEND: "niet bekend", NVT: "niet van toepassing"}
VOORLOPIG = "* voorlopig"


class Doek:
    """A sheet of the fixed width; places are in points from the lower left corner."""

    def __init__(self, hoogte: float) -> None:
        self.hoogte = hoogte
        self.fig = Figure(figsize=(BREEDTE / 72, hoogte / 72))
        FigureCanvasAgg(self.fig)

    def vlak(
        self,
        links: float,
        onder: float,
        rechts: float,
        boven: float,
        *,
        xlim: tuple[float, float],
        ylim: tuple[float, float],
    ) -> Axes:
        """The part of the sheet that holds the data, without frame or ticks of its own."""
        ax = self.fig.add_axes(
            (
                links / BREEDTE,
                onder / self.hoogte,
                (rechts - links) / BREEDTE,
                (boven - onder) / self.hoogte,
            )
        )
        ax.set_axis_off()
        ax.set_xlim(*xlim)
        ax.set_ylim(*ylim)
        return ax

    def tekst(
        self,
        x: float,
        y: float,
        tekst: str,
        *,
        gid: str,
        face: str = "gewoon",
        maat: float = GEWOON,
        kleur: str = INKT,
        ha: str = "left",
    ) -> Text:
        """One line of text with its baseline at `y`."""
        return self.fig.text(
            x / 72,
            y / 72,
            tekst,
            transform=self.fig.dpi_scale_trans,
            fontproperties=font(face, maat),
            color=kleur,
            ha=ha,
            va="baseline",
            gid=gid,
        )

    def voet(self, noten: Iterable[str], stempel: str) -> None:
        """The lines at the foot, the stamp at their right and large behind the data."""
        y = RAND + 0.25 * KLEIN
        for regel in reversed(foot_lines(noten, stempel)):
            if regel:
                self.tekst(RAND, y, regel, gid="voet", maat=KLEIN, kleur=GRIJS)
            y += KLEIN * REGEL
        if stempel:
            self._stempel(stempel)

    def _stempel(self, stempel: str) -> None:
        klein = _fitting(stempel, 0.45 * BREEDTE, "half", KLEIN)
        self.tekst(
            BREEDTE - RAND,
            RAND + 0.25 * KLEIN,
            stempel,
            gid="stempel-voet",
            face="half",
            maat=klein,
            kleur=GRIJS,
            ha="right",
        )
        hoek = min(math.atan2(self.hoogte, BREEDTE), math.radians(28)) * 0.8
        per_punt = text_width(stempel, "vet", 100.0) / 100
        maat = min(
            0.94 * BREEDTE / (per_punt * math.cos(hoek) + math.sin(hoek)),
            0.94 * self.hoogte / (per_punt * math.sin(hoek) + math.cos(hoek)),
            64.0,
        )
        self.fig.text(
            0.5,
            0.5,
            stempel,
            fontproperties=font("vet", round(maat, 1)),
            color=STEMPEL,
            rotation=math.degrees(hoek),
            rotation_mode="default",
            ha="center",
            va="center",
            gid="stempel",
            zorder=-10,
        )


def _fitting(tekst: str, breedte: float, face: str, maat: float) -> float:
    """`maat`, or smaller where `tekst` would be wider than `breedte`."""
    return min(maat, maat * breedte / max(text_width(tekst, face, maat), 1.0))


def foot_lines(noten: Iterable[str], stempel: str) -> list[str]:
    """The notes in lines beside the stamp; at least one (empty) line when there is a stamp."""
    breedte = (BREEDTE - 2 * RAND) * (0.5 if stempel else 1.0)
    regels: list[str] = []
    for noot in noten:
        samen = f"{regels[-1]}  \N{MIDDLE DOT}  {noot}" if regels else noot
        if text_width(samen, maat=KLEIN) <= breedte:
            regels[-1:] = [samen]
        else:
            regels += wrap(noot, breedte, maat=KLEIN)
    return regels or ([""] if stempel else [])


def foot_height(noten: Iterable[str], stempel: str) -> float:
    """What `Doek.voet` needs at the foot, in points."""
    regels = foot_lines(noten, stempel)
    return RAND + (len(regels) * KLEIN * REGEL + 3 if regels else 0)


def middle(y: float, maat: float = GEWOON) -> float:
    """The baseline of text that stands in the middle of `y`."""
    return y - HALF_HOOG * maat


def check_point(punt: Punt) -> None:
    """Refuse a point whose parts contradict each other; no value stands in the message."""
    if punt.toestand not in TOESTANDEN:
        raise ValueError(f"onbekende toestand {punt.toestand!r} bij {punt.label!r}")
    if punt.soort not in SOORTEN:
        raise ValueError(f"onbekende soort {punt.soort!r} bij {punt.label!r}")
    if (punt.waarde is None) == (punt.toestand == BEKEND):
        raise ValueError(f"alleen een bekend punt heeft een waarde: {punt.label!r}")
    if punt.waarde is not None and not (math.isfinite(punt.waarde) and punt.waarde >= 0):
        raise ValueError(f"een waarde is 0 of meer en eindig: {punt.label!r}")
    laag, hoog = low(punt), punt.hoog
    if math.isnan(laag) or laag < 0 or math.isinf(laag) or (hoog is not None and not hoog >= laag):
        raise ValueError(f"grenzen zijn 0 of meer, laag niet boven hoog: {punt.label!r}")


def low(punt: Punt) -> float:
    """The lower limit, 0 where none is given: counts and rates do not go below it."""
    return 0.0 if punt.laag is None else punt.laag


def shown_text(punt: Punt) -> str:
    """What stands beside a point: its own text, the words for its state, the asterisk."""
    tekst = punt.tekst.strip()
    if punt.toestand == AFGESCHERMD and WOORDEN[AFGESCHERMD] not in tekst.lower():
        tekst = f"{WOORDEN[AFGESCHERMD]}: {tekst}" if tekst else WOORDEN[AFGESCHERMD]
    tekst = tekst or WOORDEN.get(punt.toestand, "")
    return f"{tekst} *" if punt.voorlopig and not tekst.endswith("*") else tekst


def ticks(hoogste: float, *, most: int = 5, heel: bool = False) -> list[float]:
    """A few round numbers from 0 up to and including `hoogste`, at most `most`.

    With `heel` none lies between two whole numbers: half a person is never counted.
    """
    if hoogste <= 0:
        return [0.0]
    macht = 10.0 ** math.floor(math.log10(hoogste))
    for stap in (m * macht for m in (0.1, 0.2, 0.5, 1, 2, 5, 10)):
        if heel and stap < 1:
            continue
        n = math.floor(hoogste / stap + 1e-9)
        if n + 1 <= most:
            return [round(i * stap, 12) for i in range(n + 1)]
    return [0.0]


def whole(punten: Iterable[Punt]) -> bool:
    """Are all known values whole numbers, as counts are?"""
    return all(p.waarde is None or float(p.waarde).is_integer() for p in punten)


def tick_texts(waarden: list[float]) -> list[str]:
    """The ticks as Dutch numbers, with just the decimals that they need."""
    stap = waarden[1] if len(waarden) > 1 else 1.0
    decimalen = max(0, -math.floor(math.log10(stap) + 1e-9))
    return [format_nl(w, decimalen if w else 0) for w in waarden]
