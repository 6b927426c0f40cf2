"""An invented region as data files: nothing in it exists, and it is wrong on purpose."""

from __future__ import annotations

from pathlib import Path

_GEBIEDEN = {
    "gemeenten.csv": """
        gemeente_code,gemeente,eerste_jaar,laatste_jaar,opmerking
        GM9001,Aam,2014,,
        GM9002,Bolder,2014,,
        GM9003,Cede,2014,,
        GM9004,Overig,2014,,
    """,
    "gebieden.csv": """
        gebied_code,gebied,soort,volledig,opmerking
        LA01,Laagland,land,ja,
        PV91,Noorderland,provincie,nee,
        PV92,Zuiderland,provincie,nee,
        RX-VL,Vlietstreek,regio,ja,
        VX-VL,Meldpunt Vlietstreek,veilig_thuis,ja,
        VT91,Vliet (VT),veilig_thuis,ja,
        VT92,Duin (VT),veilig_thuis,ja,
        VT93,Veen (VT),veilig_thuis,ja,
    """,
    "indeling.csv": """
        indeling,van_jaar,tot_jaar,gemeente_code,gebied_code,zeker,bron,opmerking
        regioaanpak,2015,,GM9001,RX-VL,ja,verzonnen,
        regioaanpak,2015,,GM9002,RX-VL,ja,verzonnen,
        regioaanpak,2015,,GM9003,RX-VL,ja,verzonnen,
        veilig_thuis_eigen,2015,,GM9001,VX-VL,ja,verzonnen,
        veilig_thuis_eigen,2015,,GM9002,VX-VL,ja,verzonnen,
        veilig_thuis_eigen,2015,,GM9003,VX-VL,ja,verzonnen,
        veilig_thuis_cbs,2015,,GM9001,VT91,ja,verzonnen,
        veilig_thuis_cbs,2015,,GM9002,VT91,ja,verzonnen,
        provincie,2015,,GM9001,PV91,ja,verzonnen,
        provincie,2015,,GM9002,PV91,ja,verzonnen,
        provincie,2015,,GM9003,PV92,ja,verzonnen,
    """,
    "namen.csv": "naam,gemeente_code,soort",
    "herindelingen.csv": "van_code,naar_code,datum,soort,inwoners,opmerking,bron",
    "regios.toml": """
        [[regio]]
        code = "RX-VL"
        naam = "Vlietstreek"
        subregios = []
        tellingen_eigen = "VX-VL"
        tellingen_cbs = "VT91"
    """,
    "uitzonderingen.toml": "",
}

_INDICATOREN = """
    [signalen]
    naam = "Signalen"
    enkelvoud = "signaal"
    definitie = "verzonnen"
    thema = "melding"
    noemer = "alle"
    [signalen.dimensies.weg]
    naam = "Langs welke weg"
    optelsoort = "optellend"
    categorieen = { brief = "per brief", bel = "per telefoon", loket = "aan het loket" }
    [signalen.dimensies.kleur]
    naam = "Welke kleur"
    optelsoort = "meervoudig"
    categorieen = { rood = "rood", blauw = "blauw" }

    [vragen]
    naam = "Vragen"
    enkelvoud = "vraag"
    definitie = "verzonnen"
    thema = "advies"
    noemer = "alle"

    [oproepen]
    naam = "Oproepen"
    enkelvoud = "oproep"
    definitie = "verzonnen"
    thema = "advies"
    noemer = "alle"

    [gezinnen]
    naam = "Gezinnen"
    enkelvoud = "gezin"
    definitie = "verzonnen"
    thema = "melding"
    noemer = "alle"
    per = "uniek per periode"

    [bed_a]
    naam = "Bedden"
    enkelvoud = "bed"
    definitie = "verzonnen"
    thema = "voorziening"
    geen_noemer = "verzonnen"
    zelfde_als = "bed_b"

    [bed_b]
    naam = "Slaapplaatsen"
    enkelvoud = "slaapplaats"
    definitie = "verzonnen"
    thema = "voorziening"
    geen_noemer = "verzonnen"
    zelfde_als = "bed_a"
"""

_TELLINGEN = (
    "gebied_code,dekking,indicator,uitsplitsing,periode,aantal,laag,hoog,status,voorlopig,"
    "vindplaats,opmerking"
)
_OPGAVEN = (
    "gebied_code,dekking,indicator,uitsplitsing,periode,waarde,laag,hoog,eenheid,tekst,status,"
    "voorlopig,vindplaats,opmerking"
)
_INWONERS = "gebied_code,peildatum,leeftijd,inwoners,status,opmerking"


def _counts(status: str, *rijen: str) -> list[str]:
    """``VX-VL signalen totaal 2031 1500`` as a row of counts."""
    velden = (rij.split() for rij in rijen)
    return [
        f"{gebied},{gebied},{indicator},{deel},{periode},{aantal},,,{status},nee,,"
        for gebied, indicator, deel, periode, aantal in velden
    ]


def _printed(*rijen: str) -> list[str]:
    """``LA01 signalen totaal onbekend 401 per_100k`` as a printed statement."""
    velden = (rij.split(maxsplit=6) for rij in rijen)
    return [
        f"{v[0]},{v[0]},{v[1]},{v[2]},{v[3]},{v[4]},,,{v[5]},{v[6] if v[6:] else ''},exact,nee,,"
        for v in velden
    ]


def _people(*rijen: str) -> list[str]:
    """``GM9001 2031 totaal 40000`` as a row of inhabitants."""
    velden = (rij.split() for rij in rijen)
    return [f"{code},{jaar}-01-01,{leeftijd},{n},exact," for code, jaar, leeftijd, n in velden]


# name: (table, publisher, margin of rounding, title, rows)
_BRON = {
    "bevolking": (
        "inwoners",
        "telbureau",
        0,
        "Bevolking",
        [
            _INWONERS,
            *_people(
                "GM9001 2031 totaal 40000",
                "GM9002 2031 totaal 35000",
                "GM9003 2031 totaal 25000",
                "GM9004 2031 totaal 900000",
                "LA01 2031 totaal 1000000",
                "GM9001 2032 totaal 41000",
                "GM9002 2032 totaal 36000",
                "GM9003 2032 totaal 26000",
                "GM9004 2032 totaal 926000",
                "LA01 2032 totaal 1030000",
                "GM9001 2033 totaal 41500",
                "GM9001 2031 0-17 10000",
                "GM9001 2031 18-64 20000",
                "GM9001 2031 65+ 9000",
                "GM9002 2031 0-17 9000",
                "GM9002 2031 18-64 20000",
                "GM9002 2031 65+ 6000",
            ),
        ],
    ),
    "jaarverslag": (
        "tellingen",
        "meldpunt",
        0,
        "Jaarverslag van het meldpunt",
        [
            _TELLINGEN,
            *_counts(
                "exact",
                "VX-VL signalen totaal 2031 1500",
                "VX-VL signalen totaal 2031-H1 700",
                "VX-VL signalen totaal 2031-H2 750",
                "VX-VL signalen weg:brief 2031 900",
                "VX-VL signalen weg:bel 2031 500",
                "VX-VL signalen weg:loket 2031 100",
                "VX-VL signalen kleur:rood 2031 1600",
                "VX-VL signalen kleur:blauw 2031 700",
                "VX-VL vragen totaal 2031 2400",
                "VX-VL gezinnen totaal 2031 500",
                "VX-VL gezinnen totaal 2031-H1 200",
                "VX-VL gezinnen totaal 2031-H2 250",
                "VX-VL gezinnen totaal 2032 400",
                "VX-VL gezinnen totaal 2032-H1 220",
                "VX-VL gezinnen totaal 2032-H2 230",
                "VX-VL bed_a totaal 2031 12",
                "VX-VL bed_b totaal 2031 12",
                "VX-VL raadsel totaal 2031 7",
                "VX-VL raadsel vorm:rond 2031 9",
            ),
        ],
    ),
    "landelijk": (
        "tellingen",
        "telbureau",
        2,
        "Landelijke tabel",
        [
            _TELLINGEN,
            *_counts(
                "afgerond",
                "LA01 signalen totaal 2031 8005",
                "LA01 signalen totaal 2031-H1 4015",
                "LA01 signalen totaal 2031-H2 3985",
                "LA01 signalen weg:brief 2031 3000",
                "LA01 signalen weg:bel 2031 2000",
                "LA01 signalen weg:loket 2031 2500",
                "LA01 signalen weg:brief 2031-H1 3000",
                "LA01 signalen weg:bel 2031-H1 1000",
                "LA01 oproepen totaal 2031-H1 3000",
                "LA01 oproepen totaal 2032 6200",
                "LA01 vragen totaal 2031 5000",
                "VT91 signalen totaal 2031 1100",
                "VT92 signalen totaal 2031 900",
                "VT93 signalen totaal 2031 600",
                "PV91 signalen totaal 2031 2600",
            ),
        ],
    ),
    "krant": (
        "tellingen",
        "krant",
        0,
        "Krantenbericht",
        [_TELLINGEN, *_counts("exact", "LA01 signalen totaal 2031 9000")],
    ),
    "plan": (
        "opgaven",
        "meldpunt",
        0,
        "Plan van Vlietstreek",
        [
            _OPGAVEN,
            *_printed(
                "LA01 signalen totaal onbekend 401 per_100k",
                "VX-VL signalen totaal onbekend 1500 per_100k",
                "RX-VL vragen totaal onbekend 590 per_100k",
                "LA01 oproepen totaal onbekend 275 per_100k",
                "LA01 vragen totaal onbekend 9999 per_100k",
                "LA01 raadsel totaal onbekend 12 per_100k",
                "VX-VL signalen totaal 2031 1500 per_100k goed",
                "VX-VL signalen totaal 2031 750 per_100k fout",
                "VX-VL signalen_aandeel weg:brief 2031 60 pct",
                "VX-VL signalen_aandeel weg:bel 2031 40 pct",
            ),
            "RX-VL,RX-VL,inwoners,totaal,onbekend,90000,89500,90000,personen,bijna 90.000,"
            "benaderd,nee,,",
            "GM9001,GM9001,inwoners,totaal,onbekend,41000,41000,41499,personen,ruim 41.000,"
            "benaderd,nee,,",
            "RX-VL,RX-VL,duur,document:folder,2030-2034,,,,periode,2030-2034,exact,nee,,",
            "RX-VL,RX-VL,duur,document:plan,2030-2033,,,,periode,2030-2033,exact,nee,,",
        ],
    ),
    "begroting": (
        "opgaven",
        "meldpunt",
        0,
        "Begroting",
        [
            _OPGAVEN,
            *_printed(
                "RX-VL kosten_huis totaal 2031 100000 euro",
                "RX-VL kosten_staf totaal 2031 250000 euro",
                "RX-VL kosten_totaal totaal 2031 400000 euro",
                "RX-VL baten_rijk totaal 2031 290000 euro",
                "RX-VL gift_fonds totaal 2031 100000 euro",
                "RX-VL baten_totaal totaal 2031 390000 euro",
            ),
        ],
    ),
}


def _dedent(tekst: str) -> str:
    return "\n".join(regel.strip() for regel in tekst.strip().splitlines()) + "\n"


def write_invented(data: Path) -> None:
    """Write the invented region under the folder `data` of a werkmap."""
    (data / "gebieden").mkdir(parents=True)
    (data / "bron").mkdir()
    for naam, tekst in _GEBIEDEN.items():
        (data / "gebieden" / naam).write_text(_dedent(tekst), encoding="utf-8")
    (data / "indicatoren.toml").write_text(_dedent(_INDICATOREN), encoding="utf-8")
    for naam, (tabel, bron, marge, titel, rijen) in _BRON.items():
        (data / "bron" / f"{naam}.csv").write_text("\n".join(rijen) + "\n", encoding="utf-8")
        herkomst = f"""
            tabel = "{tabel}"
            bron = "{bron}"
            uitgever = "verzonnen"
            titel = "{titel}"
            adres = ""
            licentie = "verzonnen"
            gepubliceerd = "onbekend"
            opgehaald = "2031-01-01"
            openbaar = true
            bescherming = "geen"
            afronding = 1
            marge = {marge}
            sha256 = ""
        """
        (data / "bron" / f"{naam}.herkomst.toml").write_text(_dedent(herkomst), encoding="utf-8")
