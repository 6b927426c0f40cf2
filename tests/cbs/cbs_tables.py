"""Invented tables in the shape of those of CBS, small enough to read."""

from __future__ import annotations

from cbs_server import Cell, Fact, FakeTable

ADVIEZEN, MELDINGEN = "M01", "M02"
TOTAAL = "T001"
JAREN = range(2022, 2024)
REGIOS = {
    "NL01": "Nederland",
    "PV25": "Gelderland (PV)",
    "GM0225": "Druten",
    "GM0268": "Nijmegen",
    "GM0003": "Appingedam",  # until 2020
}
VT = {
    "NL01": "Nederland",
    "VT06": "Gelderland-Zuid (VT)",
    "VT16": "Brabant Noordoost (VT)",  # until 2022
    "VT27": "Oost-Brabant (VT)",  # from 2023
}


def periods(*extra: Fact) -> list[Fact]:
    """Half-years and years; the last year is provisional."""
    feiten = []
    for jaar in JAREN:
        stand = "Voorlopig" if jaar == max(JAREN) else "Definitief"
        for code, titel in (("HJ01", "1e halfjaar"), ("HJ02", "2e halfjaar"), ("JJ00", "")):
            feiten.append(Fact(f"{jaar}{code}", f"{jaar} {titel}".strip(), status=stand))
    return [*feiten, *extra]


def areas(regios: dict[str, str]) -> list[Fact]:
    return [Fact(code, naam) for code, naam in regios.items()]


KENMERKEN = [
    Fact(TOTAAL, "Totaal"),
    Fact("K01", "Niet beroepsmatig  totaal", "Rol/functie"),
    Fact("K02", "Beroepsmatig totaal", "Rol/functie"),
    Fact("K03", "Beroep: medisch: verpleegkundige", "Rol/functie"),
    Fact("K04", "Beroep: kinderopvang: totaal", "Rol/functie"),
    Fact("K05", "Rol/functie onbekend", "Rol/functie"),
    Fact("K06", "Gezondheidszorg", "Organisatie"),
    Fact("K07", "GGZ", "Organisatie"),
    Fact("K08", ">1 week<1 maand", "Duur geweld"),
]


def rol_table(
    tabel: str = "84849NED", regios: dict[str, str] = REGIOS, *, extra: tuple[Fact, ...] = ()
) -> FakeTable:
    """Adviezen and meldingen by role and organisation, every cell filled."""
    waar = "Veilig Thuis-regio" if tabel == "84848NED" else "regio"
    table = FakeTable(
        tabel,
        f"Huiselijk geweld; rol/functie, organisatie, duur geweld, {waar}",
        {
            "KenmerkenAdviezenMeldingen": ("Kenmerken adviezen/meldingen", list(KENMERKEN)),
            "RegioS": ("Regio's", areas(regios)),
            "Perioden": ("Perioden", periods(*extra)),
        },
        [
            Fact(ADVIEZEN, "Gestarte adviezen", unit="aantal"),
            Fact(MELDINGEN, "Ontvangen meldingen", unit="aantal"),
        ],
    )
    for r, regio in enumerate(regios):
        for periode in (p.code for p in periods()):
            jaar, helften = (
                int(periode[:4]),
                (1, 2) if periode.endswith("JJ00") else (int(periode[-1]),),
            )
            for m, maat in enumerate((ADVIEZEN, MELDINGEN)):
                geteld = [_half(r, regio, jaar, helft, m) for helft in helften]
                for kenmerk in KENMERKEN:
                    waarde = sum(half.get(kenmerk.code, half["rest"]) for half in geteld)
                    table.put(maat, kenmerk.code, regio, periode, value=5 * round(waarde / 5))
    return table


def _half(r: int, regio: str, jaar: int, helft: int, m: int) -> dict[str, int]:
    """What one area counted in a half-year, before rounding: roles add up to the total."""
    keer = {"NL": 1000, "PV": 40}.get(regio[:2], 1)
    n = (90 + 7 * r + 3 * (2 * (jaar - 2019) + helft) + 11 * m) * keer
    niet = n // 4
    return {
        TOTAAL: n,
        "K01": niet,
        "K02": n - niet - 12 * keer,
        "K05": 12 * keer,
        "rest": 13 * keer,
    }


def known_table() -> FakeTable:
    """Reports by earlier involvement: ten counts, and the same ten as percentages."""
    maten = [
        ("", "Totaal meldingen"),
        ("", "1e melding, geen betrokkenen bekend VT"),
        ("Hermelding", "Totaal"),
        ("Hermelding", "Een betrokkene al bekend"),
        ("Vervolgmelding", "Totaal"),
        ("", "Melding niet ingedeeld"),
    ]
    facts = [
        Fact(f"E{n}{letter}", titel, groep, eenheid)
        for letter, eenheid in (("A", "aantal"), ("P", "%"))
        for n, (groep, titel) in enumerate(maten)
    ]
    table = FakeTable(
        "85361NED",
        "Huiselijk geweld; meldingen naar eerdere betrokkenheid Veilig Thuis, regio",
        {
            "RegioS": ("Regio's", areas(REGIOS)),
            "Perioden": ("Perioden", [p for p in periods() if p.code.endswith("JJ00")]),
        },
        facts,
    )
    for n, fact in enumerate(facts):
        table.put(fact.code, "GM0225", "2023JJ00", value=5 * (n + 2) if fact.unit != "%" else 12.5)
    return table


def population(jaren: range = range(2022, 2024)) -> FakeTable:
    """People by single year of age; two open groups overlap, as in the real table."""
    leeftijden = [Fact("10000", "Totaal")]
    leeftijden += [Fact(f"L{n:03d}", f"{n} jaar") for n in range(105)]
    leeftijden += [Fact("22000", "95 jaar of ouder"), Fact("22300", "105 jaar of ouder")]
    table = FakeTable(
        "03759ned",
        "Bevolking op 1 januari en gemiddeld; geslacht, leeftijd en regio",
        {
            "BurgerlijkeStaat": (
                "Burgerlijke staat",
                [Fact("T001019", "Totaal burgerlijke staat"), Fact("1010", "Ongehuwd")],
            ),
            "Geslacht": (
                "Geslacht",
                [Fact("T001038", "Totaal mannen en vrouwen"), Fact("3000", "Mannen")],
            ),
            "Leeftijd": ("Leeftijd", leeftijden),
            "RegioS": ("Regio's", areas({"NL01": "Nederland", "GM0225": "Druten", "CR13": "x"})),
            "Perioden": (
                "Perioden",
                [Fact(f"{j}JJ00", str(j), status="Definitief") for j in jaren],
            ),
        },
        [
            Fact("M000352", "Bevolking op 1 januari", unit="aantal"),
            Fact("M000365", "Gemiddelde bevolking ", unit="aantal"),
        ],
    )
    for jaar in jaren:
        for regio, keer in (("NL01", 100), ("GM0225", 1), ("CR13", 7)):
            for staat, geslacht in (("T001019", "T001038"), ("1010", "3000")):
                plek = (f"{jaar}JJ00",)
                per_jaar = {f"L{n:03d}": 10 * keer for n in range(105)} | {"22300": 3 * keer}
                per_jaar["22000"] = 10 * 10 * keer + 3 * keer
                per_jaar["10000"] = 105 * 10 * keer + 3 * keer
                for code, n in per_jaar.items():
                    codes = (staat, geslacht, code, regio, *plek)
                    table.put("M000352", *codes, value=n)
                    half = 0.5 if code in ("10000", "L000") else 0
                    table.put("M000365", *codes, value=n + half)
    return table


GEMEENTEN = {
    "GM0225": ("Druten", "VT06", "PV25", "GG2811", "4"),
    "GM0268": ("Nijmegen", "VT06", "PV25", "GG2811", "1"),
    "GM0344": ("Utrecht (gemeente)", "VT20", "PV26", "GG2612", "1"),
}


def area_table(jaar: int = 2023, tabel: str = "85385NED") -> FakeTable:
    """Who belongs where in one year; the measures are texts, padded, and named by their group."""
    groepen = {
        "COROP-gebieden": ("CR16", "Ergens"),
        "GGD-regio's": (3, "GGD ergens"),
        "Provincies": (2, "Provincie"),
        "Veilig Thuis-regio's": (1, "Regio"),
        "Stedelijkheid": (4, "Matig stedelijk"),
    }
    maten = [
        Fact(f"A{n}{deel[0]}", deel, groep)
        for n, groep in enumerate(groepen)
        for deel in ("Code", "Omschrijving" if groep == "Stedelijkheid" else "Naam")
    ]
    table = FakeTable(
        tabel,
        f"Gebieden in Nederland {jaar}",
        {"RegioS": ("Regio's", [Fact(code, g[0]) for code, g in GEMEENTEN.items()])},
        maten,
        width=10,
    )
    for code, gemeente in GEMEENTEN.items():
        for n, (plek, naam) in enumerate(groepen.values()):
            tekst = gemeente[plek] if isinstance(plek, int) else plek
            table.put(maten[2 * n].code, code, value=f"{tekst}    ")
            table.put(maten[2 * n + 1].code, code, value=f"{naam} {tekst}          ")
    return table


def put_row(table: FakeTable, maat: str, regio: str, periode: str, value: Cell) -> None:
    """Change the total of one area and period."""
    table.put(maat, TOTAAL, regio, periode, value=value)
