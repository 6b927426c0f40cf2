"""What each column and table means. No files, no arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

STATUSSEN = {
    "exact": "geteld, niet afgerond",
    "afgerond": "afgerond door de uitgever, of door ons",
    "benaderd": "alleen ongeveer bekend, bijvoorbeeld uit een persbericht",
    "onderdrukt": "door de uitgever verborgen",
    "onbekend": "niet bekend",
    "niet_van_toepassing": "kan hier niet voorkomen",
}

PEILEN = ("1 januari", "gemiddeld")

MATEN = {
    "aantal": "aantal",
    "per_maand": "aantal per maand, gemiddeld",
    "per_100k": "aantal per 100.000 inwoners",
    "aandeel_pct": "procent",
    "verhouding": "verhouding",
    "verwacht": "verwacht aantal, een rekenvoorbeeld",
    "grens_hoger": "vanaf dit aantal aantoonbaar hoger dan eerder",
    "grens_lager": "tot en met dit aantal aantoonbaar lager dan eerder",
    "spreiding": "verschil tussen gemeenten, naast dat van toeval",
    "euro": "euro",
    "inwoners": "inwoners op 1 januari",
}


@dataclass(frozen=True)
class Column:
    """One column: its type, its meaning, and what its values must keep to.

    Args:
        soort: ``tekst``, ``code``, ``periode``, ``geheel`` (whole number), ``getal`` or ``ja_nee``.
        betekenis: what it means, in Dutch.
        nullable: may a cell be empty?
        minimum: lowest value allowed, for numbers.
        values: the only texts allowed.
        unit: what one stands for.
        eerder: what holds in a data set that was made before the column existed.
    """

    soort: str
    betekenis: str
    nullable: bool = False
    minimum: float | None = None
    values: tuple[str, ...] = ()
    unit: str = ""
    eerder: str = ""

    @property
    def dtype(self) -> str:
        return {"geheel": "Int64", "getal": "Float64", "ja_nee": "boolean"}.get(self.soort, "str")


@dataclass(frozen=True)
class Table:
    """A table is a name, what a row is, its columns and the columns that identify a row."""

    naam: str
    row: str
    columns: dict[str, Column]
    key: tuple[str, ...]


_AFKOMST = {
    "bron": Column("tekst", "korte naam van de uitgever"),
    "levering_id": Column("tekst", "volgnummer van de levering in de dataset"),
    "herkomst": Column("tekst", "bestand en regel waar het cijfer staat"),
    "vindplaats": Column("tekst", "tabel, hoofdstuk of adres in de bron", nullable=True),
}
_WAT = {
    "indicator": Column("tekst", "code van de indicator, zie indicatoren.toml"),
    "uitsplitsing": Column("tekst", "totaal, of dimensie:categorie"),
    "gebied_code": Column("code", "officiële code van het gebied"),
    "dekking": Column("code", "verzorgingsgebied dat het aantal dekt, of onbekend"),
}
_STATUS = {
    "status": Column("tekst", "hoe zeker het cijfer is", values=tuple(STATUSSEN)),
    "voorlopig": Column("ja_nee", "voorlopig cijfer"),
    "bescherming": Column(
        "tekst", "wie kleine aantallen beschermde", values=("uitgever", "eigen", "geen")
    ),
    "synthetisch": Column("ja_nee", "voorbeeldcijfer, niet echt"),
    "opmerking": Column("tekst", "kanttekening", nullable=True),
}

TOTAAL = "totaal"  # of `uitsplitsing`: not a category but all of them

TELLINGEN = Table(
    "tellingen",
    row="een bron, een indicator, een categorie, een gebied, een periode",
    columns=_AFKOMST
    | _WAT
    | {
        "periode": Column("periode", "2020, 2020-H1, 2020-Q2 of 2020-01"),
        "aantal": Column("geheel", "aantal zoals gepubliceerd", nullable=True, minimum=0),
        "laag": Column("geheel", "kleinste waarde die het echte aantal kan hebben", minimum=0),
        "hoog": Column(
            "geheel", "grootste waarde; leeg als die niet bekend is", nullable=True, minimum=0
        ),
    }
    | _STATUS,
    key=("bron", "indicator", "uitsplitsing", "gebied_code", "periode"),
)

INWONERS = Table(
    "inwoners",
    row="een gebied, een jaar, een peil, een leeftijdsgroep",
    columns=_AFKOMST
    | {
        "gebied_code": Column("code", "officiële code van het gebied"),
        "jaar": Column("geheel", "kalenderjaar", minimum=1900),
        "peil": Column("tekst", "wanneer in dat jaar is geteld", values=PEILEN, eerder="1 januari"),
        "leeftijd": Column("tekst", "totaal, of een leeftijdsgroep zoals 0-9 of 65+"),
        "inwoners": Column("geheel", "inwoners", minimum=0, unit="inwoners"),
    }
    | _STATUS,
    key=("gebied_code", "jaar", "peil", "leeftijd"),
)

INDELINGEN = Table(
    "indelingen",
    row="een indeling, een jaar, een gemeente",
    columns=_AFKOMST
    | {
        "indeling": Column("tekst", "code van de indeling, zie data/gebieden/README.md"),
        "jaar": Column("geheel", "jaar van de indeling", minimum=1900),
        "gemeente_code": Column("code", "officiële code van de gemeente"),
        "gemeente": Column("tekst", "naam van de gemeente in dat jaar"),
        "gebied_code": Column("code", "gebied waar de gemeente in dat jaar bij hoort"),
        "gebied": Column("tekst", "naam van dat gebied"),
        "soort": Column("tekst", "soort gebied"),
    },
    key=("indeling", "jaar", "gemeente_code"),
)

OPGAVEN = Table(
    "opgaven",
    row="een uitspraak zoals gedrukt: een cijfer per 100.000, een aandeel, een bedrag, een woord",
    columns=_AFKOMST
    | _WAT
    | {
        "periode": Column("tekst", "periode, een reeks jaren (2021-2025) of onbekend"),
        "waarde": Column("getal", "waarde zoals gedrukt", nullable=True),
        "laag": Column("getal", "ondergrens zoals gedrukt", nullable=True),
        "hoog": Column("getal", "bovengrens zoals gedrukt", nullable=True),
        "eenheid": Column(
            "tekst", "eenheid", values=("per_100k", "pct", "euro", "personen", "periode", "woorden")
        ),
        "tekst": Column("tekst", "de gedrukte woorden, kort", nullable=True),
    }
    | _STATUS,
    key=("levering_id", "indicator", "uitsplitsing", "gebied_code", "periode", "eenheid", "tekst"),
)

HERHALING = Table(
    "herhaling",
    row="een gebied, een periode, een aantal meldingen: over hoeveel huishoudens er zoveel waren",
    columns=_AFKOMST
    | {
        "indicator": Column("tekst", "wat er over een huishouden kwam, zie indicatoren.toml"),
        "gebied_code": Column("code", "officiële code van het gebied"),
        "dekking": Column("code", "verzorgingsgebied dat de telling dekt"),
        "periode": Column(
            "periode", "2020 of 2020-H1; elk huishouden telt in elke periode een keer"
        ),
        "keren": Column(
            "geheel", "zo vaak kwam er in de periode iets over het huishouden", minimum=1
        ),
        "huishoudens": Column("geheel", "over zoveel huishoudens", minimum=1, unit="huishoudens"),
    }
    | _STATUS,
    key=("bron", "indicator", "gebied_code", "periode", "keren"),
)

TABELLEN = {tabel.naam: tabel for tabel in (TELLINGEN, INWONERS, OPGAVEN, INDELINGEN, HERHALING)}

# The columns of a file in data/bron, in their order; data/bron/README.md explains them.
LAYOUT = {
    "tellingen": (
        "gebied_code",
        "dekking",
        "indicator",
        "uitsplitsing",
        "periode",
        "aantal",
        "laag",
        "hoog",
        "status",
        "voorlopig",
        "vindplaats",
        "opmerking",
    ),
    "inwoners": ("gebied_code", "peildatum", "leeftijd", "inwoners", "status", "opmerking"),
    "opgaven": (
        "gebied_code",
        "dekking",
        "indicator",
        "uitsplitsing",
        "periode",
        "waarde",
        "laag",
        "hoog",
        "eenheid",
        "tekst",
        "status",
        "voorlopig",
        "vindplaats",
        "opmerking",
    ),
}

CIJFERS = Table(
    "cijfers",
    row="een getoond cijfer",
    columns={
        "gebied_code": Column("code", "officiële code van het gebied"),
        "gebied": Column("tekst", "naam van het gebied"),
        "dekking": Column("code", "gebied waarvan de inwoners de noemer zijn"),
        "indicator": Column("tekst", "code van de indicator"),
        "uitsplitsing": Column("tekst", "totaal, of dimensie:categorie"),
        "periode": Column("tekst", "periode van het cijfer, of onbekend"),
        "maat": Column("tekst", "wat het getal is", values=tuple(MATEN)),
        "waarde": Column("getal", "het getoonde getal; leeg als het er niet is", nullable=True),
        "laag": Column("getal", "ondergrens van de marge", nullable=True),
        "hoog": Column("getal", "bovengrens van de marge", nullable=True),
        "noemer": Column("getal", "waardoor is gedeeld", nullable=True),
        "status": Column("tekst", "hoe zeker het cijfer is", values=tuple(STATUSSEN)),
        "voorlopig": Column("ja_nee", "voorlopig cijfer"),
        "synthetisch": Column("ja_nee", "voorbeeldcijfer, niet echt"),
        "bron": Column("tekst", "uitgever, titel en vindplaats"),
    },
    key=("gebied_code", "dekking", "indicator", "uitsplitsing", "periode", "maat", "bron"),
)
