"""What the block [records] of a mapping says. Reads no files and no rows."""

from __future__ import annotations

from collections.abc import Mapping as Pairs
from dataclasses import dataclass, replace

from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema import Indicatoren
from helpende_data.sources.mapping import Mapping
from helpende_data.sources.mapping.sleutels import Sleutels

OVERSLAAN = "overslaan"


@dataclass(frozen=True)
class Uitsplitsing:
    """A column that says to which category of a dimension a row belongs.

    Args:
        labels: text of the supplier -> category.
        scheiding: sign between categories in one cell; empty: there is one in each.
        leeg: category of an empty cell; empty: a cell must be filled.
        voor: indicators that are split.
    """

    dimensie: str
    kolom: str
    labels: Pairs[str, str]
    scheiding: str
    leeg: str
    voor: tuple[str, ...]


@dataclass(frozen=True)
class Huishoudens:
    """A column with a pseudonym of the household, of rows that count for indicator `van`.

    Args:
        indicator: counts each household once in a period.
    """

    kolom: str
    van: str
    indicator: str


@dataclass(frozen=True)
class Records:
    """How the rows of a file become counts.

    Args:
        gebied, datum, soort: headers of columns; `soort` is empty when `telt` is filled.
        dekking: code of the catchment; its total counts every row.
        buiten: what to do with a row of another municipality: ``fout`` or ``overslaan``.
        namen: texts of the supplier -> code of a municipality.
        onbekend: texts that say that the municipality is not known.
        periodes: what a file holds whole; empty: from its first half-year to its last.
        soorten: text of the supplier -> indicator, or `OVERSLAAN`.
        telt: the indicator for which every row counts.
    """

    gebied: str
    dekking: str
    buiten: str
    namen: Pairs[str, str]
    onbekend: tuple[str, ...]
    datum: str
    periodes: tuple[str, ...]
    soort: str
    soorten: Pairs[str, str]
    telt: str
    uitsplitsingen: tuple[Uitsplitsing, ...]
    huishoudens: Huishoudens | None

    @property
    def indicatoren(self) -> tuple[str, ...]:
        """The indicators for which rows count."""
        codes = [self.telt] if self.telt else [c for c in self.soorten.values() if c != OVERSLAAN]
        return tuple(dict.fromkeys(codes))

    @property
    def kolommen(self) -> tuple[str, ...]:
        """The headers that a file must have."""
        namen = [self.gebied, self.datum, self.soort]
        namen += [deel.kolom for deel in self.uitsplitsingen]
        namen += [self.huishoudens.kolom] if self.huishoudens else []
        return tuple(dict.fromkeys(naam for naam in namen if naam))


def read_records_block(mapping: Mapping, gebieden: Gebieden, indicatoren: Indicatoren) -> Records:
    """The block of a mapping, checked against the areas and indicators that exist.

    Raises:
        ContractError: with every fault: the key, and what is expected there.
    """
    faults: list[str] = []
    keys = Sleutels(dict(mapping.records), faults, "records")
    gebied = keys.table("gebied")
    soort = keys.table("soort")
    tijd = keys.table("tijd")
    records = Records(
        gebied=gebied.text("kolom", "de kop van de kolom met de gemeente"),
        dekking=gebied.text("dekking", "de code van een gebied, zoals VT-GZ"),
        buiten=gebied.one_of("buiten", ("fout", OVERSLAAN), "fout"),
        namen=gebied.pairs("namen", "de code van een gemeente"),
        onbekend=gebied.texts("onbekend", 'een lijst met teksten, zoals ["onbekend"]'),
        datum=tijd.text("kolom", "de kop van de kolom met de datum"),
        periodes=tijd.texts("periodes", 'een lijst met halfjaren of jaren, zoals ["2024-H1"]'),
        soort=soort.text("kolom", "de kop van de kolom met de soort", ""),
        soorten=soort.pairs("labels", f'een indicator of "{OVERSLAAN}"'),
        telt=soort.text("telt", "de indicator waar elke regel voor telt", ""),
        uitsplitsingen=tuple(
            _uitsplitsing(naam, Sleutels(inhoud, faults, f"records.uitsplitsingen.{naam}"))
            for naam, inhoud in keys.table("uitsplitsingen").items()
        ),
        huishoudens=_huishoudens(keys.table("huishoudens")) if "huishoudens" in keys else None,
    )
    gebied.end("kolom, dekking, buiten, namen, onbekend")
    tijd.end("kolom, periodes")
    soort.end("kolom, labels, telt")
    keys.end("gebied, tijd, soort, uitsplitsingen, huishoudens")
    if bool(records.telt) == bool(records.soort and records.soorten):
        soort.fault("", "klopt niet", "een van: kolom met labels, telt")
    if not faults:
        _check(records, keys, gebieden, indicatoren)
    if faults:
        fouten = "1 fout" if len(faults) == 1 else f"{len(faults)} fouten"
        raise ContractError(
            f"{fouten} in deze mapping: {'; '.join(faults)}",
            waar=mapping.shown,
            doe="herstel de mapping; data/mappings/README.md legt de sleutels uit",
        )
    return replace(
        records,
        uitsplitsingen=tuple(
            replace(deel, voor=_split(deel, records, indicatoren))
            for deel in records.uitsplitsingen
        ),
    )


def _uitsplitsing(dimensie: str, keys: Sleutels) -> Uitsplitsing:
    deel = Uitsplitsing(
        dimensie,
        keys.text("kolom", "de kop van een kolom"),
        keys.pairs("labels", "een categorie uit indicatoren.toml"),
        keys.text("scheiding", 'een teken tussen categorieën, zoals "|"', ""),
        keys.text("leeg", "de categorie van een lege cel", ""),
        keys.texts("voor", 'een lijst met indicatoren, zoals ["meldingen"]'),
    )
    keys.end("kolom, labels, scheiding, leeg, voor")
    return deel


def _huishoudens(keys: Sleutels) -> Huishoudens:
    deel = Huishoudens(
        keys.text("kolom", "de kop van de kolom met het pseudoniem"),
        keys.text("van", "de indicator van de regels die tellen", "meldingen"),
        keys.text("indicator", "de indicator die huishoudens telt", "casussen"),
    )
    keys.end("kolom, van, indicator")
    return deel


def _check(records: Records, keys: Sleutels, gebieden: Gebieden, indicatoren: Indicatoren) -> None:
    """Every code that the block writes is one that we know, and fits where it stands."""
    if records.dekking not in gebieden:
        keys.fault("gebied.dekking", "is onbekend", "een code uit hd gebieden")
    for naam, code in records.namen.items():
        if code not in gebieden or gebieden[code].soort != "gemeente":
            keys.fault(f"gebied.namen.{naam}", "is onbekend", "de code van een gemeente")
    for periode in records.periodes:
        if not is_periode(periode) or Periode.parse(periode).soort not in ("jaar", "halfjaar"):
            keys.fault("tijd.periodes", "klopt niet", "halfjaren of jaren, zoals 2024-H1 of 2024")
    for code in records.indicatoren:
        if code not in indicatoren:
            keys.fault("soort", f"noemt {code}, en dat is onbekend", "een indicator")
        elif indicatoren[code].per != "optellend":
            # Two rows of one household would count twice.
            keys.fault("soort", f"kan {code} niet tellen", "huishoudens met een pseudoniem")
    for deel in records.uitsplitsingen:
        pad = f"uitsplitsingen.{deel.dimensie}"
        voor = _split(deel, records, indicatoren)
        if not voor or set(deel.voor) - set(records.indicatoren):
            keys.fault(pad, "splitst niets", "een dimensie van een indicator die hier telt")
        for code in voor:
            dimensie = indicatoren[code].dimensies.get(deel.dimensie)
            categorieen = dimensie.categorieen if dimensie else {}
            vreemd = {*deel.labels.values(), *([deel.leeg] if deel.leeg else [])} - {*categorieen}
            if vreemd or not deel.labels:
                keys.fault(f"{pad}.labels", "klopt niet", f"categorieën: {', '.join(categorieen)}")
            if deel.scheiding and dimensie and dimensie.optelsoort != "meervoudig":
                keys.fault(
                    f"{pad}.scheiding", "kan niet", f"{deel.dimensie} telt op tot het totaal"
                )
    if records.huishoudens:
        _check_huishoudens(records.huishoudens, records, keys, indicatoren)


def _check_huishoudens(
    deel: Huishoudens, records: Records, keys: Sleutels, indicatoren: Indicatoren
) -> None:
    if deel.van not in records.indicatoren:
        keys.fault("huishoudens.van", "telt hier niet", " of ".join(records.indicatoren))
    if deel.indicator not in indicatoren or indicatoren[deel.indicator].per == "optellend":
        keys.fault("huishoudens.indicator", "klopt niet", "een indicator die uniek per periode is")


def _split(deel: Uitsplitsing, records: Records, indicatoren: Indicatoren) -> tuple[str, ...]:
    """The indicators that a column splits: those named, or all that have its dimension."""
    return deel.voor or tuple(
        code
        for code in records.indicatoren
        if code in indicatoren and deel.dimensie in indicatoren[code].dimensies
    )
