"""A report about Druten in 2023 with real published figures, and one with hostile texts."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape

import pytest

from helpende_data.figures.model import Balken, Punt, PuntInterval
from helpende_data.reports.model import Alinea, Bronregel, Figuur, Lijst, Rapport, Sectie, Tabel
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Cijfer

CBS = "Bron: CBS, Veilig Thuis; overdrachten en meldingen (85300NED), 2023, voorlopig; CC BY 4.0."
PLAN = "Bron: Regioplan Gelderland-Zuid 2021-2025, hoofdstuk 2; cijfers over 2020."


@dataclass(frozen=True)
class Getekend:
    """A report with its drawings in both forms."""

    rapport: Rapport
    svgs: dict[str, str]

    @property
    def svg_bytes(self) -> dict[str, bytes]:
        return {naam: svg.encode("utf-8") for naam, svg in self.svgs.items()}


def draw_svg(figuur: Figuur) -> str:
    """A plain bar chart of the points, enough to look at."""
    assert isinstance(figuur.tekening, (Balken, PuntInterval))
    punten = figuur.tekening.punten
    top = max((p.hoog or p.waarde or 0 for p in punten), default=1) or 1
    rows = []
    for i, p in enumerate(punten):
        y = 14 + 34 * i
        rows.append(f'<text x="0" y="{y + 15}" font-size="13">{escape(p.label)}</text>')
        breed = 300 * (p.waarde or 0) / top
        kleur = {"gemeente": "#0b5563", "regio": "#3f8fa0", "land": "#7a858a"}.get(
            p.soort, "#9db4b9"
        )
        if p.waarde is not None:
            rows.append(f'<rect x="200" y="{y}" width="{breed:.1f}" height="20" fill="{kleur}"/>')
        rows.append(
            f'<text x="{208 + breed:.1f}" y="{y + 15}" font-size="13" font-weight="600">'
            f"{escape(p.tekst)}</text>"
        )
    hoog = 24 + 34 * len(punten)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 620 {hoog}" width="620" '
        f'height="{hoog}" font-family="Source Sans Pro" fill="#1b2529">{"".join(rows)}</svg>'
    )


def make_figuur(
    naam: str, titel: str, onderschrift: str, bron: str, punten: tuple[Punt, ...], eenheid: str
) -> Figuur:
    rijen = tuple(
        (
            p.label,
            p.tekst,
            ""
            if p.laag is None or p.hoog is None
            else f"{format_nl(p.laag)} tot {format_nl(p.hoog)}",
        )
        for p in punten
    )
    return Figuur(
        naam=naam,
        titel=titel,
        onderschrift=onderschrift,
        bron=bron,
        alt=f"{titel}. " + "; ".join(f"{p.label}: {p.tekst}" for p in punten) + ".",
        tekening=Balken(punten, eenheid),
        tabel=Tabel(
            titel=onderschrift,
            kolommen=("Gebied", eenheid[0].upper() + eenheid[1:], "Marge (95 %)"),
            rijen=rijen,
            getallen=(False, True, True),
        ),
    )


def make_cijfer(indicator: str, maat: str, waarde: float | None, **anders: object) -> Cijfer:
    basis = Cijfer(
        gebied_code="VT06",
        gebied="Gelderland-Zuid (VT)",
        dekking="VT06",
        indicator=indicator,
        uitsplitsing="totaal",
        periode="2023",
        maat=maat,
        waarde=waarde,
        laag=None,
        hoog=None,
        noemer=None,
        status="afgerond",
        voorlopig=True,
        synthetisch=False,
        bron="CBS, Veilig Thuis (85300NED)",
        decimalen=0,
    )
    return replace(basis, **anders)  # type: ignore[arg-type]


CIJFERS_DRUTEN = (
    make_cijfer("meldingen", "aantal", 2695.0, laag=2693.0, hoog=2697.0),
    make_cijfer(
        "meldingen",
        "per_100k",
        467.1,
        laag=449.6,
        hoog=485.2,
        noemer=576999.0,
        decimalen=1,
        noemer_label="inwoners 1 januari",
    ),
    make_cijfer(
        "meldingen",
        "per_100k",
        714.9,
        gebied_code="NL00",
        gebied="Nederland",
        dekking="NL00",
        noemer=17811291.0,
        decimalen=1,
        noemer_label="inwoners 1 januari",
    ),
    make_cijfer("adviezen", "aantal", None, status="onbekend", reden="niet gepubliceerd"),
    make_cijfer("meldingen_herhaald", "aantal", None, laag=0.0, hoog=9.0, status="onderdrukt"),
    make_cijfer(
        "budget_veilig_thuis",
        "euro",
        3010400.0,
        status="exact",
        voorlopig=False,
        bron="Regioplan 2021-2025, hoofdstuk 5",
    ),
    make_cijfer(
        "inwoners",
        "inwoners",
        19_484.0,
        gebied_code="GM0225",
        gebied="Druten",
        dekking="GM0225",
        status="exact",
        voorlopig=False,
        bron="CBS 03759ned",
    ),
)


def make_druten() -> Rapport:
    """Druten 2023 for the team: the texts as they could be, the figures as published."""
    meldingen = make_figuur(
        "meldingen_regio_land",
        "In de regio komen minder meldingen binnen dan landelijk",
        "Meldingen bij Veilig Thuis per 100.000 inwoners, 2023, voorlopig; "
        "regio zonder Mook en Middelaar",
        CBS,
        (
            Punt("Gelderland-Zuid", 467.1, "467,1*", 449.6, 485.2, "regio", voorlopig=True),
            Punt("Nederland", 714.9, "714,9*", 711.0, 718.8, "land", voorlopig=True),
        ),
        "per 100.000 inwoners",
    )
    inwoners = make_figuur(
        "inwoners_subregio",
        "Druten is een van de kleinere gemeenten van Rijk van Nijmegen",
        "Inwoners op 1 januari 2023, gemeenten van de subregio Rijk van Nijmegen",
        "Bron: CBS, Bevolking; geslacht, leeftijd en regio (03759ned), 1 januari 2023; CC BY 4.0.",
        (
            Punt("Nijmegen", 182_478, "182.478"),
            Punt("Wijchen", 41_580, "41.580"),
            Punt("Berg en Dal", 35_490, "35.490"),
            Punt("Beuningen", 26_470, "26.470"),
            Punt("Druten", 19_484, "19.484", soort="gemeente"),
            Punt("Heumen", 16_830, "16.830"),
            Punt("Mook en Middelaar", 8_001, "8.001"),
        ),
        "inwoners",
    )
    voorzieningen = make_figuur(
        "voorzieningen_2020",
        "De meeste hulp is ambulant; de opvang is het kleinst",
        "Aantal cliënten of trajecten per voorziening in de regio, 2020",
        PLAN,
        (
            Punt("Ambulante trajecten", 134, "134"),
            Punt("Centrum Seksueel Geweld", 92, "92"),
            Punt("Tijdelijk huisverbod", 61, "61"),
            Punt("Vrouwenopvang", 44, "44"),
            Punt("Mannenopvang", None, "niet bekend", toestand="onbekend"),
            Punt("AWARE", None, "afgeschermd", 0, 9, toestand="afgeschermd"),
        ),
        "aantal",
    )
    posten = (
        ("Veilig Thuis", "€ 3.010.400", "54,5 %", "alle gemeenten, naar inwoners"),
        (
            "Vrouwenopvang",
            "€ 1.420.194",
            "25,7 %",
            "centrumgemeente Nijmegen (decentralisatie-uitkering)",
        ),
        ("Centrum Seksueel Geweld", "€ 489.000", "8,9 %", "alle gemeenten, naar inwoners"),
        ("Aanpak mensenhandel", "€ 350.000", "6,3 %", "centrumgemeente Nijmegen"),
        ("Onderzoek en leren", "€ 250.000", "4,5 %", "regio"),
    )
    gemeenten = (
        ("Berg en Dal", "35.490", "166", "142 tot 191"),
        ("Beuningen", "26.470", "124", "102 tot 146"),
        ("Buren", "27.718", "129", "108 tot 152"),
        ("Culemborg", "29.935", "140", "117 tot 163"),
        ("Druten", "19.484", "91", "73 tot 110"),
        ("Heumen", "16.830", "79", "62 tot 96"),
        ("Maasdriel", "25.910", "121", "100 tot 143"),
        ("Mook en Middelaar", "8.001", "37", "26 tot 49"),
        ("Neder-Betuwe", "25.150", "117", "97 tot 139"),
        ("Nijmegen", "182.478", "852", "795 tot 909"),
        ("Tiel", "42.780", "200", "173 tot 228"),
        ("West Maas en Waal", "20.010", "93", "75 tot 113"),
        ("West Betuwe", "53.100", "248", "218 tot 279"),
        ("Wijchen", "41.580", "194", "167 tot 222"),
        ("Zaltbommel", "30.450", "142", "120 tot 166"),
    )
    return Rapport(
        gebied_code="GM0225",
        gebied="Druten",
        periode="2023",
        periode_label="2023",
        publiek="team",
        titel="Huiselijk geweld en kindermishandeling in Druten",
        ondertitel="Wat de gepubliceerde cijfers zeggen, en wat niet",
        voorblad=(
            Alinea(
                "Dit rapport is bedoeld om samen te bespreken. Het laat zien wat "
                "er over Druten en de "
                "regio Gelderland-Zuid bekend is, waar de cijfers vandaan komen "
                "en wat nog ontbreekt."
            ),
            Alinea("Alle cijfers zijn eerder gepubliceerd. Peildatum: 1 maart 2026.", "uitleg"),
        ),
        kern=(
            "Over Druten zelf is geen aantal meldingen gepubliceerd. Wat hier "
            "staat, gaat over de regio.",
            "In de regio kwamen in 2023 ongeveer 2.695 meldingen binnen: 467 per 100.000 inwoners. "
            "Landelijk waren dat er 715.",
            "Hoeveel adviezen er in de regio waren, is over 2023 niet bekend.",
            "In 2020 waren er 134 ambulante trajecten. Uit welke gemeente die "
            "mensen kwamen, is niet bekend.",
            "Of de aanpak werkt, is met deze cijfers niet te zien: geen enkel "
            "cijfer meet het effect.",
        ),
        secties=(
            Sectie(
                "Druten in de regio",
                "druten-in-de-regio",
                (
                    Alinea(
                        "Druten ligt in de subregio Rijk van Nijmegen. Op 1 "
                        "januari 2023 woonden er "
                        "19.484 mensen, ongeveer 3,3 % van de regio Gelderland-Zuid."
                    ),
                    inwoners,
                    Alinea(
                        "Rekenvoorbeeld, geen cijfer over Druten; werkelijke verschillen tussen "
                        "gemeenten zitten niet in deze marge.",
                        "let_op",
                    ),
                    Tabel(
                        "Verwacht aantal meldingen bij het cijfer van de regio, 2023",
                        ("Gemeente", "Inwoners", "Verwacht aantal", "Marge (95 %)"),
                        gemeenten,
                        (False, True, True, True),
                        "Het cijfer van de regio (467,1 per 100.000) maal de "
                        "inwoners van de gemeente.",
                    ),
                    Lijst(
                        (
                            "Vraag Veilig Thuis om het eigen aantal van Druten.",
                            "Lees het in met: hd ingest --bron levering.",
                            "Maak het rapport opnieuw.",
                        ),
                        genummerd=True,
                    ),
                ),
            ),
            Sectie(
                "Meldingen bij Veilig Thuis",
                "meldingen",
                (
                    Alinea(
                        "Een melding is een bericht aan Veilig Thuis over een "
                        "vermoeden van huiselijk "
                        "geweld of kindermishandeling. Een melding is geen "
                        "slachtoffer: over één gezin "
                        "kunnen meer meldingen binnenkomen."
                    ),
                    meldingen,
                    Lijst(
                        (
                            "Wat zegt dit wel: hoe vaak mensen en organisaties "
                            "Veilig Thuis weten te vinden.",
                            "Wat zegt dit niet: hoe vaak het geweld voorkomt.",
                        )
                    ),
                ),
                nieuwe_pagina=True,
            ),
            Sectie(
                "Voorzieningen en geld",
                "voorzieningen",
                (
                    voorzieningen,
                    Tabel(
                        "Wat de regio per jaar uitgeeft",
                        ("Post", "Bedrag per jaar", "Aandeel", "Wie betaalt"),
                        posten,
                        (False, True, True, False),
                        "Raming voor 2021-2025; dat het bedragen per jaar zijn, is afgeleid.",
                    ),
                    Alinea(
                        "De bedragen zijn een raming van de regio en geen uitgave van Druten.",
                        "let_op",
                    ),
                ),
            ),
            Sectie(
                "Wat we niet weten",
                "wat-we-niet-weten",
                (
                    Lijst(
                        (
                            "Het aantal meldingen en adviezen over inwoners van Druten.",
                            "Het aantal adviezen in de regio na 2020.",
                            "Hoe vaak geweld terugkomt na een melding.",
                        )
                    ),
                    Alinea("Deze lijst wordt korter zodra er een levering is.", "uitleg"),
                ),
            ),
        ),
        cijfers=CIJFERS_DRUTEN,
        bronnen=(
            Bronregel(
                "CBS",
                "Veilig Thuis; meldingen en adviezen",
                "https://www.cbs.nl/nl-nl/cijfers/detail/85300NED",
                "CC BY 4.0",
                "30 april 2024",
                "1 maart 2026",
                "data/bron/cbs/veilig-thuis-regio-2023.csv",
                "9f2c" * 16,
                False,
            ),
            Bronregel(
                "Regio Gelderland-Zuid",
                "Regioplan huiselijk geweld en kindermishandeling 2021-2025",
                "papieren uitgave",
                "",
                "2021",
                "1 maart 2026",
                "data/bron/regioplan/voorzieningen-2020.csv",
                "01ab" * 16,
                True,
            ),
        ),
        contact="GGD Gelderland-Zuid, team Onderzoek, onderzoek@example.org",
        versie="helpende-data 0.1.0, beleid 2026-1",
        woorden={
            "AWARE": "alarm voor mensen die door een ex-partner worden bedreigd",
            "CBS": "Centraal Bureau voor de Statistiek",
        },
    )


HOSTILE = (
    'O\'Druten "& zn" <script>alert(1)</script> a/b\\c #kop *vet* _cursief_ $x$ @wie {{ 1 }} [l](j)'
)


def make_hostile() -> Rapport:
    """Names and texts that a format could take for its own language; stamped, with a sentence."""
    druten = make_druten()
    figuur = replace(
        druten.figuren()[0],
        naam='fig/<1> "x"',
        titel=f"=1+1 {HOSTILE}",
        onderschrift=HOSTILE,
        bron=HOSTILE,
        alt=HOSTILE,
        tabel=Tabel(
            HOSTILE,
            ("@SOM(A1)", "=2+2"),
            ((f"+{HOSTILE}", "-1"), ("漢字 → ✓ \u2011 é", "afgeschermd")),
            (False, True),
            HOSTILE,
        ),
    )
    return replace(
        druten,
        gebied=HOSTILE,
        titel=f"= {HOSTILE}",
        ondertitel=HOSTILE,
        kern=(HOSTILE, "</style></title>--> ]]>", "漢字 🙂 → ≥ Ⅳ"),
        secties=(
            Sectie(HOSTILE, "<anker>", (figuur, Alinea(HOSTILE, "let_op"), Lijst((HOSTILE,)))),
            Sectie(HOSTILE, "<anker>", (Tabel("Leeg", ("a", "b"), (), (False, True)),)),
        ),
        cijfers=tuple(
            replace(c, gebied=teken + HOSTILE, bron="x" * 300)
            for c, teken in zip(CIJFERS_DRUTEN, ("=", "+", "-", "@", "\t", "'=", ""), strict=True)
        ),
        bronnen=(replace(druten.bronnen[0], adres="javascript:alert(1)", titel=HOSTILE),),
        contact=HOSTILE,
        stempel='VOORBEELDCIJFERS & "<b>"',
        woorden={HOSTILE: HOSTILE},
    )


def _drawn(rapport: Rapport) -> Getekend:
    return Getekend(rapport, {f.naam: draw_svg(f) for f in rapport.figuren()})


@pytest.fixture(scope="session")
def druten() -> Getekend:
    return _drawn(make_druten())


@pytest.fixture(scope="session")
def stamped() -> Getekend:
    rapport = replace(make_druten(), stempel="VOORBEELDCIJFERS")
    return _drawn(rapport)


@pytest.fixture(scope="session")
def hostile() -> Getekend:
    return _drawn(make_hostile())
