"""Reads `data/cbs.toml`: which tables of CBS there are and what their titles mean to us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from helpende_data.errors import ContractError, UnknownError
from helpende_data.files import Werkmap, read_toml
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import PEILEN, TOTAAL

FILE = "cbs.toml"
NIVEAUS = ("NL", "LD", "PV", "VT", "GM")


@dataclass(frozen=True)
class Dienst:
    """Where the services of CBS are and how patient to be; seconds."""

    v4: str
    v3: str
    v3_groot: str
    v3_catalogus: str
    verbinden_s: float = 10
    lezen_s: float = 60
    pogingen: int = 5
    langste_wacht_s: float = 120
    alleen_ipv4: bool = False


@dataclass(frozen=True)
class Maat:
    """A measure by its titles and unit, and the indicator that it counts.

    Args:
        uitsplitsing: where the measure itself is a category.
        totaal: is this table the home of the total too, or of its categories only?
    """

    titels: tuple[str, ...]
    indicator: str
    eenheid: str = "aantal"
    uitsplitsing: str = ""
    totaal: bool = True


@dataclass(frozen=True)
class Dimensie:
    """A dimension by its titles, the titles of its total, and those of our categories.

    Args:
        categorieen: ``dimensie:categorie`` of ours -> titles.
        onzeker: categories whose title was not seen; they may be missing.
        mag_ontbreken: the whole dimension may be missing.
    """

    titels: tuple[str, ...]
    totaal: tuple[str, ...]
    categorieen: dict[str, tuple[str, ...]]
    onzeker: tuple[str, ...] = ()
    mag_ontbreken: bool = False


@dataclass(frozen=True)
class Tabel:
    """A table with counts of Veilig Thuis.

    Args:
        niveaus: first letters of the area codes for which this table is the home.
        afronding, marge: the step of the rounding, and how far it can be off on each side.
        verborgen: the largest count that CBS hides.
    """

    id: str
    titel: str
    niveaus: tuple[str, ...]
    maten: tuple[Maat, ...]
    dimensies: tuple[Dimensie, ...]
    afronding: int
    marge: int
    verborgen: int
    opmerking: str = ""

    def claims(self, indicatoren: Indicatoren) -> Iterator[tuple[str, str]]:
        """(indicator, uitsplitsing) of every figure that has its home here.

        A category that an indicator does not have in `indicatoren.toml` is no figure of ours.
        """
        for maat in self.maten:
            if maat.totaal or maat.uitsplitsing:
                yield maat.indicator, maat.uitsplitsing or TOTAAL
            for dimensie in self.dimensies:
                for categorie in dimensie.categorieen:
                    if not maat.uitsplitsing and not indicatoren.unknown(
                        [(maat.indicator, categorie)]
                    ):
                        yield maat.indicator, categorie


@dataclass(frozen=True)
class Bevolking:
    """The table of inhabitants.

    Args:
        vanaf: first year.
        maten: 1 January or average -> titles.
        totalen: title of a dimension -> title of its total.
        leeftijden: age group -> (first age, age after the last one or None).
    """

    id: str
    titel: str
    niveaus: tuple[str, ...]
    vanaf: int
    maten: dict[str, tuple[str, ...]]
    totalen: dict[str, str]
    leeftijden: dict[str, tuple[int, int | None]]


@dataclass(frozen=True)
class Indeling:
    """A division in the tables of areas: the group of measures with its code and name.

    Args:
        code: pattern that its codes have.
        voor_code, achter_naam: what we put around them.
    """

    indeling: str
    soort: str
    groepen: tuple[str, ...]
    naam: tuple[str, ...]
    code: str
    voor_code: str = ""
    achter_naam: str = ""
    mag_ontbreken: bool = False


@dataclass(frozen=True)
class Gebiedentabellen:
    """The tables of areas: one a year, found by this title with the year behind it."""

    titel: str
    vanaf: int
    indelingen: tuple[Indeling, ...]


@dataclass(frozen=True)
class Register:
    """All of `cbs.toml`."""

    dienst: Dienst
    tabellen: tuple[Tabel, ...]
    bevolking: Bevolking
    gebieden: Gebiedentabellen

    @property
    def ids(self) -> tuple[str, ...]:
        """Every table that has a fixed number."""
        return (self.bevolking.id, *(tabel.id for tabel in self.tabellen))

    def find(self, gevraagd: str) -> str:
        """The number of a table as CBS writes it; the old service wants the right case.

        Raises:
            UnknownError: it does not look like the number of a table.
        """
        for tabel_id in self.ids:
            if tabel_id.lower() == gevraagd.strip().lower():
                return tabel_id
        netjes = gevraagd.strip().upper()
        if len(netjes) == 8 and netjes[:5].isdecimal() and netjes[5:] == "NED":
            return netjes
        raise UnknownError(
            f"{gevraagd!r} is geen nummer van een CBS-tabel",
            doe=f"schrijf bijvoorbeeld --tabel {self.tabellen[0].id}",
        )


def read_register(werkmap: Werkmap, indicatoren: Indicatoren) -> Register:
    """The registry of the werkmap, or the packaged one.

    Raises:
        SourceError: not TOML.
        ContractError: a key is missing, unknown or wrong, or two tables claim the same figure.
    """
    ruw = read_toml(werkmap.data_file(FILE), f"data/{FILE}")
    try:
        register = _register(ruw)
    except (KeyError, TypeError, ValueError, AttributeError) as fout:
        raise ContractError(
            f"een sleutel ontbreekt, is onbekend of heeft geen goede waarde ({fout})",
            waar=f"data/{FILE}",
        ) from None
    _check(register, indicatoren)
    return register


def _plain(waarde: Any) -> Any:
    """Lists as tuples, at any depth."""
    if isinstance(waarde, list):
        return tuple(_plain(deel) for deel in waarde)
    if isinstance(waarde, dict):
        return {sleutel: _plain(deel) for sleutel, deel in waarde.items()}
    return waarde


def _register(ruw: dict[str, Any]) -> Register:
    velden = _plain(ruw)
    tabellen: dict[str, Tabel] = {}
    for tabel in velden.pop("tabel"):
        gelezen = {**velden["standaard"], **tabel}
        als = tabellen[gelezen.pop("net_als")] if "net_als" in gelezen else None
        maten, dimensies = gelezen.pop("maat", ()), gelezen.pop("dimensie", ())
        tabellen[tabel["id"]] = Tabel(
            **gelezen,
            maten=als.maten if als else tuple(Maat(**maat) for maat in maten),
            dimensies=als.dimensies
            if als
            else tuple(Dimensie(**{"categorieen": {}, **dimensie}) for dimensie in dimensies),
        )
    gebieden, bevolking = velden["gebieden"], velden["bevolking"]
    groepen = {
        naam: (grens[0], grens[1] if len(grens) > 1 else None)
        for naam, grens in bevolking.pop("leeftijden").items()
    }
    indelingen = tuple(Indeling(**indeling) for indeling in gebieden.pop("indeling"))
    return Register(
        Dienst(**velden["dienst"]),
        tuple(tabellen.values()),
        Bevolking(**bevolking, leeftijden=groepen),
        Gebiedentabellen(**gebieden, indelingen=indelingen),
    )


def _check(register: Register, indicatoren: Indicatoren) -> None:
    """Every figure is one of ours and has one home."""
    thuis: Counter[tuple[str, str, str]] = Counter()
    for tabel in register.tabellen:
        vreemd = indicatoren.unknown((m.indicator, m.uitsplitsing or TOTAAL) for m in tabel.maten)
        vreemd += sorted({*tabel.niveaus} - {*NIVEAUS})
        if vreemd:
            raise ContractError(
                f"onbekend bij tabel {tabel.id}: {', '.join(vreemd)}", waar=f"data/{FILE}"
            )
        for cijfer in tabel.claims(indicatoren):
            thuis.update((*cijfer, niveau) for niveau in tabel.niveaus)
    dubbel = sorted(cijfer for cijfer, tabellen in thuis.items() if tabellen > 1)
    if dubbel:
        raise ContractError(
            f"{len(dubbel)} cijfers hebben meer dan een tabel, het eerste is "
            + " ".join(dubbel[0]),
            waar=f"data/{FILE}",
        )
    if set(register.bevolking.maten) != set(PEILEN):
        raise ContractError(
            f"bevolking.maten noemt precies {' en '.join(PEILEN)}", waar=f"data/{FILE}"
        )
