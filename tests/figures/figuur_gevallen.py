"""Drawings for the tests: everyday ones and nasty ones. Values from print, or invented."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from functools import cache

from matplotlib.artist import Artist
from matplotlib.figure import Figure

from helpende_data.figures import draw
from helpende_data.figures.model import (
    AFGESCHERMD,
    NVT,
    ONBEKEND,
    Balken,
    Breuk,
    Keten,
    Punt,
    PuntInterval,
    Reeks,
    Tegels,
    Tekening,
    Trechter,
    Trend,
    Veelluik,
)
from helpende_data.schema.getallen import format_euro, format_nl

LANG = "Budget uitvoering actielijnen inclusief expertise specifieke thema's"
GEMEENTEN = {
    "Nijmegen": 177659,
    "West Betuwe": 51891,
    "Tiel": 42255,
    "Wijchen": 41275,
    "Berg en Dal": 34884,
    "Culemborg": 29702,
    "Zaltbommel": 29640,
    "Buren": 27263,
    "Beuningen": 26050,
    "Maasdriel": 25616,
    "Neder-Betuwe": 24960,
    "West Maas en Waal": 19770,
    "Druten": 18957,
    "Heumen": 16640,
    "Mook en Middelaar": 7901,
}


def unknown(label: str, soort: str = "anders") -> Punt:
    return Punt(label, None, "niet bekend", soort=soort, toestand=ONBEKEND)


def hidden(
    label: str, laag: float | None, hoog: float | None, soort: str = "gemeente", tekst: str = ""
) -> Punt:
    return Punt(label, None, tekst, laag, hoog, soort, AFGESCHERMD)


def known(label: str, waarde: float, soort: str = "anders", **meer: object) -> Punt:
    return Punt(label, float(waarde), format_nl(waarde), soort=soort, **meer)  # type: ignore[arg-type]


def regio_en_land() -> PuntInterval:
    return PuntInterval(
        (
            Punt("Gelderland-Zuid", 467.1, "467,1", 449.2, 485.5, "regio", voorlopig=True),
            Punt("Nederland", 714.9, "714,9", 711.0, 718.8, "land", voorlopig=True),
        ),
        "meldingen per 100.000 inwoners in 2023",
    )


def inwoners() -> Balken:
    return Balken(
        tuple(known(g, n, "gemeente" if g == "Druten" else "anders") for g, n in GEMEENTEN.items()),
        "inwoners op 1 januari 2020",
    )


def keten_2023() -> Keten:
    delen = {
        "Overgedragen": 815,
        "Voorwaarden en vervolg": 1495,
        "Onderzoek": 85,
        "Geen vervolg": 55,
        "Overig": 245,
    }
    return Keten(
        known("Meldingen", 2695, "regio"),
        tuple(known(naam, n, "regio") for naam, n in delen.items()),
        tuple(f"{100 * n / 2695:.0f} %" for n in delen.values()),
        "meldingen in Gelderland-Zuid in 2023",
    )


def alle_toestanden() -> PuntInterval:
    return PuntInterval(
        (
            hidden("Druten", 10.0, 420.0),
            Punt("Neder-Betuwe", 252.0, "252", 240.0, math.inf, "gemeente", voorlopig=True),
            Punt("Rijk van Nijmegen", 0.0, "0", 0.0, 30.0, "subregio"),
            unknown("Gelderland-Zuid", "regio"),
            Punt("Nederland", 367.0, "367", 360.0, 372.0, "land", noot="rekenvoorbeeld"),
            Punt("Gennep", None, "niet van toepassing", toestand=NVT),
        ),
        "meldingen per 100.000 inwoners in het eerste halfjaar van 2025",
    )


def _reeks(label: str, soort: str, waarden: list[float | None], marge: float = 0.0) -> Reeks:
    return Reeks(
        label,
        soort,
        tuple(
            unknown(label, soort)
            if w is None
            else Punt(
                label,
                w,
                format_nl(w, 1),
                max(0.0, w - marge) if marge else None,
                w + marge if marge else None,
                soort,
            )
            for w in waarden
        ),
    )


def jaren() -> Trend:
    return Trend(
        tuple(str(j) for j in range(2017, 2025)),
        (
            _reeks("Druten", "gemeente", [310, 335, 402, None, 451, 433, 470, 455], 80),
            _reeks("Rijk van Nijmegen", "subregio", [420, 431, 480, 505, None, 520, 515, 498], 25),
            _reeks("Gelderland-Zuid", "regio", [400, 410, 455, 499, 470, 480, 467.1, 471], 18),
            _reeks("Nederland", "land", [620, 640, 705, 732, 690, 700, 714.9, 720], 4),
        ),
        "meldingen per 100.000 inwoners in een jaar",
        (Breuk(2, "Vanaf 2019 telt Veilig Thuis anders. Vergelijk niet met eerdere jaren."),),
    )


def halfjaren() -> Trend:
    waarden = [64505, 62910, None, 61000, 58800, None, 63670, 63670, None, 65200, 66180]
    punten = tuple(
        unknown("Nederland", "land")
        if w is None
        else Punt(
            "Nederland",
            float(w),
            ("ongeveer " if i in (3, 4, 9) else "") + format_nl(w),
            soort="land",
            voorlopig=i >= 6,
            noot="benaderd" if i in (3, 4, 9) else "",
        )
        for i, w in enumerate(waarden)
    )
    periodes = tuple(f"{j}-H{h}" for j in range(2020, 2026) for h in (1, 2))[:11]
    return Trend(periodes, (Reeks("Meldingen", "land", punten),), "meldingen per halfjaar")


def vier_bijna_gelijk() -> Trend:
    return Trend(
        ("2021", "2022", "2023"),
        tuple(
            _reeks(f"Gebied {s} met een tamelijk lange naam", s, [90.0, 95.0, 100.0 + i / 10])
            for i, s in enumerate(("gemeente", "subregio", "regio", "land"))
        ),
        "meldingen per 100.000 inwoners",
    )


def verborgen_trend() -> Trend:
    punten = (
        known("Druten", 12, "gemeente"),
        hidden("Druten", 1.0, 4.0),
        hidden("Druten", 1.0, 4.0),
        hidden("Druten", 0.0, math.inf),
        known("Druten", 0, "gemeente"),
        known("Druten", 9, "gemeente", voorlopig=True),
    )
    return Trend(
        tuple(str(j) for j in range(2019, 2025)),
        (Reeks("Druten", "gemeente", punten),),
        "meldingen per jaar",
    )


def random_trend(zaad: int) -> Trend:
    r = random.Random(zaad)
    n, schaal = r.randint(1, 14), 10 ** r.randint(0, 6)
    soorten = ["gemeente", "subregio", "regio", "land", "anders", "anders"]
    reeksen = []
    for soort in r.sample(soorten, r.randint(1, 6)):
        punten = []
        for _ in range(n):
            w = round(r.random() * schaal, 1)
            keuze = r.random()
            if keuze < 0.12:
                punten.append(unknown("x", soort))
            elif keuze < 0.22:
                punten.append(hidden("x", w, r.choice([w + schaal / 5, math.inf, None]), soort))
            else:
                hoog = r.choice([None, w + schaal / 8, math.inf])
                punten.append(
                    Punt(
                        "x",
                        w,
                        format_nl(w, 1),
                        r.choice([None, w * 0.9]),
                        hoog,
                        soort,
                        voorlopig=r.random() < 0.2,
                        noot=r.choice(["", "", "", "benaderd", "uit een krant"]),
                    )
                )
        reeksen.append(Reeks(r.choice(["Druten", "Rijk van Nijmegen", LANG]), soort, tuple(punten)))
    breuken = tuple(
        Breuk(i, r.choice(["Nieuwe telling", "Vanaf hier telt Veilig Thuis anders " * 3]))
        for i in sorted(r.sample(range(1, n), min(n - 1, r.randint(0, 2))))
    )
    vorm = r.choice(["{}", "{}-H1", "eerste halfjaar {}"])
    periodes = tuple(vorm.format(2015 + i) for i in range(n))
    return Trend(periodes, tuple(reeksen), "meldingen per 100.000 inwoners", breuken)


@cache
def nasty() -> dict[str, Tekening]:
    """What has to be drawn without a text cut off or over another."""
    gevallen: dict[str, Tekening] = {
        "regio_en_land": regio_en_land(),
        "inwoners": inwoners(),
        "keten": keten_2023(),
        "toestanden": alle_toestanden(),
        "jaren": jaren(),
        "halfjaren": halfjaren(),
        "vier_bijna_gelijk": vier_bijna_gelijk(),
        "verborgen_trend": verborgen_trend(),
        "een_rij": Balken((known("Druten", 85, "gemeente"),), "meldingen"),
        "een_periode": Trend(
            ("eerste halfjaar 2025",),
            (_reeks("Neder-Betuwe", "gemeente", [252.0], 12), _reeks("Nederland", "land", [367.0])),
            "meldingen per 100.000 inwoners in een halfjaar",
        ),
        "niets_bekend": PuntInterval((unknown("Druten"), unknown("Nederland")), "meldingen"),
        "niets_bekend_trend": Trend(
            ("2022", "2023"), (_reeks("Druten", "gemeente", [None, None]),), "meldingen"
        ),
        "alleen_nullen": Balken((known("Druten", 0, "gemeente"), known("Tiel", 0)), "meldingen"),
        "lange_namen": Balken(
            (
                Punt(LANG, 854287.0, format_euro(854287), soort="regio", noot=LANG),
                Punt("Huiselijkgeweldsregiosamenwerkingsovereenkomst" * 2, 1.0, "1"),
                unknown("Veilig Thuis"),
            ),
            f"{LANG}, per jaar, in de jaren 2021 tot en met 2025 volgens de raming van de regio",
        ),
        "miljoenen": Balken(
            (
                Punt("Samen", 5519594.0, format_euro(5519594), soort="regio"),
                Punt("Rest", 12.0, format_euro(12), soort="regio", voorlopig=True),
            ),
            "euro per jaar",
        ),
        "lange_waarde": PuntInterval(
            (Punt("Druten", 5.0, "5, maar dat is een grove schatting " * 4, 1.0, 9.0, "gemeente"),),
            "meldingen",
        ),
        "tekens": Balken((Punt('<script>$x$ & "Tiel" \'s', 3.0, "3 $"),), "a & b < c"),
        "keten_verborgen": Keten(
            known("Meldingen", 125, "gemeente"),
            (
                known("Overgedragen", 85, "gemeente"),
                hidden("Onderzoek", 1.0, 4.0, tekst="1 tot 4"),
                known("Vervolg", 0, "gemeente"),
                unknown("Terugkoppeling"),
            ),
            ("68 %", "", "0 %", ""),
            "meldingen over Druten in 2023",
        ),
        "veelluik": vakken(),
        "twee_vakken": replace(vakken(), reeksen=vakken().reeksen[:2], achter=None),
        "zeven_vakken": replace(vakken(), reeksen=vakken().reeksen[4:11]),
        "keten_zonder_totaal": Keten(
            unknown("Meldingen"), (known("Overgedragen", 3),), ("",), "meldingen"
        ),
    }
    gevallen |= {f"toeval_{i}": random_trend(i) for i in range(12)}
    return gevallen


@cache
def drawn(naam: str, stempel: str = "") -> Figure:
    """One of the nasty figures, drawn once for all tests that only look at it."""
    return draw(nasty()[naam], stempel=stempel)


def texts(fig: Figure, gid: str) -> list[str]:
    """The texts of one kind in a figure, in the order in which they were drawn."""
    return [t.get_text() for t in fig.texts if t.get_gid() == gid]


def marks(fig: Figure, gid: str) -> list[Artist]:
    """The lines, boxes and bands of one kind in a figure."""
    ax = fig.axes[0]
    return [a for a in (*ax.lines, *ax.patches, *ax.collections) if a.get_gid() == gid]


def kaart() -> Tegels:
    """Invented rates on tiles: own, hidden, not known, provisional, with and without a word."""
    punten = (
        Punt("Druten", 626.3, "626,3", 520.1, 747.8, "gemeente", noot="niet aantoonbaar anders"),
        Punt("West Maas en Waal", 881.2, "881,2", voorlopig=True, noot="▲ hoger"),
        Punt("Mook en Middelaar", None, "afgeschermd", 0, 9, toestand=AFGESCHERMD),
        unknown("Heumen"),
        Punt("Berg en Dal", 489.0, "489,0"),
    )
    plaatsen = ((2, 0), (1, 0), (4, 1), (3, 1), (4, 0))
    return Tegels(punten, plaatsen, "Meldingen per 100.000 inwoners in een jaar")


def trechters() -> Trechter:
    """Invented rates of small and large areas, one of them provisional and the own one."""
    groottes = (8_000.0, 20_000.0, 40_000.0, 180_000.0)
    waarden = (900.0, 626.3, 410.0, 690.0)
    namen = ("Mook en Middelaar", "Druten", "Tiel", "Nijmegen")
    punten = tuple(
        Punt(
            naam,
            waarde,
            f"{waarde:.1f}".replace(".", ","),
            soort="gemeente" if naam == "Druten" else "anders",
            voorlopig=naam == "Druten",
        )
        for naam, waarde in zip(namen, waarden, strict=True)
    )
    binnen = ((420.0, 500.0, 560.0, 590.0), (840.0, 750.0, 690.0, 650.0))
    buiten = ((330.0, 440.0, 520.0, 570.0), (980.0, 830.0, 740.0, 670.0))
    eenheid = "Meldingen per 100.000 inwoners in een jaar"
    return Trechter(
        punten, groottes, 620.0, (7_000.0, 20_000.0, 60_000.0, 200_000.0), binnen, buiten, eenheid
    )


def vakken() -> Veelluik:
    """Invented rates of the fifteen over seven years: hidden, missing, provisional, a break."""
    r = random.Random(15)
    reeksen = []
    for naam in sorted(GEMEENTEN):
        soort = "gemeente" if naam == "Druten" else "anders"
        hoogte, marge = r.uniform(250, 420), 9000 / GEMEENTEN[naam] ** 0.5
        waarden: list[float | None] = [round(hoogte + r.gauss(0, marge / 2), 1) for _ in range(7)]
        if naam == "Heumen":
            waarden[2:4] = [None, None]
        reeks = _reeks(naam, soort, waarden, round(marge, 1))
        punten = [*reeks.punten[:-1], replace(reeks.punten[-1], voorlopig=True)]
        if naam == "Mook en Middelaar":
            punten[3:5] = [hidden(naam, 0.0, 125.0, soort)] * 2
        if naam == "Buren":
            punten = [hidden(naam, None, None, soort)] * 7
        reeksen.append(replace(reeks, punten=tuple(punten)))
    achter = _reeks("Gelderland-Zuid", "regio", [310, 318, 330, 325, 340, 333, 329])
    return Veelluik(
        tuple(str(j) for j in range(2019, 2026)),
        tuple(reeksen),
        "Meldingen per 100.000 inwoners in een jaar",
        achter,
        (Breuk(2, "vanaf 2021 een nieuwe werkwijze van de politie"),),
    )


def aandelen() -> Balken:
    """Invented shares: large, small, none, hidden between limits and printed as a range."""
    punten = (
        Punt("kindermishandeling", 46, "46 %", 38, 54, "gemeente"),
        Punt("(ex-)partnergeweld", 31, "31 %", 24, 39, "gemeente", voorlopig=True),
        Punt("ouderenmishandeling", 0, "0 tot 15 %", 0, 15, "gemeente"),
        Punt("mensenhandel", 0, "0 %", 0, 3, "gemeente"),
        hidden("eergerelateerd geweld", 0, 8),
    )
    return Balken(punten, "% van alle meldingen")


def geteld_en_verwacht() -> PuntInterval:
    """Invented: what was counted beside what the rate of the region would give."""
    geteld = Punt("Geteld", 70, "ongeveer 70", 66, 74, "gemeente")
    verwacht = Punt("Verwacht (rekenvoorbeeld)", 59.2, "59,2", 44, 75)
    return PuntInterval((geteld, verwacht), "meldingen")


BASELINES = {
    "geteld_en_verwacht": geteld_en_verwacht,
    "halfjaren": halfjaren,
    "aandelen": aandelen,
    "veelluik": vakken,
    "punt_interval": alle_toestanden,
    "balken": inwoners,
    "keten": keten_2023,
    "trend": jaren,
    "tegels": kaart,
    "trechter": trechters,
}
STEMPEL = "VOORBEELDCIJFERS"
