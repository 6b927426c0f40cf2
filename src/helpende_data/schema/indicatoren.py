"""The registry of indicators: name, unit, denominator, categories, meaning. No figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from helpende_data.errors import ContractError, UnknownError
from helpende_data.files import read_toml
from helpende_data.schema.verbanden import Verband, read_verbanden

POPULATIES = ("alle", "0-17", "18-64", "65+")
OPTELSOORTEN = ("optellend", "meervoudig", "uniek per periode")


def _within(naam: str) -> str:
    """A name as it stands within a sentence; one that begins as an abbreviation stays."""
    return naam if naam[1:2].isupper() else naam[:1].lower() + naam[1:]


@dataclass(frozen=True)
class Dimension:
    """A way to split an indicator, and whether its categories add up to the total.

    `noemers` names the population of a category that is not about all that the indicator is about:
    child abuse is about people of 0 to 17.
    """

    code: str
    naam: str
    optelsoort: str
    categorieen: dict[str, str]  # code -> name
    noemers: dict[str, str] = field(default_factory=dict)  # code -> population

    @property
    def in_zin(self) -> str:
        return _within(self.naam)


@dataclass(frozen=True)
class Indicator:
    """What one indicator counts and how it may be shown.

    `noemer` is the population of a rate, empty when there is no fitting one; `geen_noemer` then
    says why.
    """

    code: str
    naam: str
    enkelvoud: str
    definitie: str
    thema: str
    noemer: str = ""
    geen_noemer: str = ""
    per: str = "optellend"  # does a year equal its halves? "optellend" or "uniek per periode"
    actielijn: str = ""
    zegt_wel: str = ""
    zegt_niet: str = ""
    meer_kan_betekenen: str = ""
    vraag: str = ""
    breuken: tuple[str, ...] = ()  # first period after each break in the series
    dimensies: dict[str, Dimension] = field(default_factory=dict)
    eenheid: str = ""  # what the number is when it is no count: "score van 1 tot en met 4"
    heeft: str = ""  # each unit has at least one of this other indicator: a casus has a melding
    zelfde_als: str = ""  # probably the same as this other indicator: never add
    samenhang: tuple[str, ...] = ()  # what else is known of its counts; see `verbanden`

    @property
    def in_zin(self) -> str:
        return _within(self.naam)

    def category(self, uitsplitsing: str) -> str:
        """The name of ``dimensie:categorie``, or the code when the registry lacks it."""
        code, _, categorie = uitsplitsing.partition(":")
        dimensie = self.dimensies.get(code)
        return dimensie.categorieen.get(categorie, categorie) if dimensie else uitsplitsing

    def population(self, uitsplitsing: str) -> str:
        """The population of a rate of ``totaal`` or ``dimensie:categorie``; empty without one."""
        code, _, categorie = uitsplitsing.partition(":")
        dimensie = self.dimensies.get(code)
        eigen = dimensie.noemers.get(categorie, "") if dimensie else ""
        return eigen if eigen and self.noemer else self.noemer


@dataclass(frozen=True)
class Indicatoren:
    """All indicators by code, in the order of the file."""

    by_code: dict[str, Indicator]

    @cached_property
    def verbanden(self) -> tuple[Verband, ...]:
        """What is known of counts beside their sums."""
        return read_verbanden(self)

    def tied_to(self, codes: Iterable[str]) -> set[str]:
        """These indicators and those that something is known of together with one of them."""
        codes = set(codes)
        samen = ({code for code, _ in (*v.links, *v.rechts)} for v in self.verbanden)
        return codes.union(*(soorten for soorten in samen if soorten & codes))

    def __getitem__(self, code: str) -> Indicator:
        if code not in self.by_code:
            raise UnknownError(
                f"onbekende indicator {code}", doe="zet hem in data/indicatoren.toml"
            )
        return self.by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self.by_code

    def unknown(self, paren: Iterable[tuple[str, str]]) -> list[str]:
        """The indicators and ``indicator/dimensie:categorie`` that the registry lacks, sorted."""
        onbekend = set()
        for code, uitsplitsing in set(paren):
            indicator = self.by_code.get(code)
            dimensie, _, categorie = uitsplitsing.partition(":")
            if indicator is None:
                onbekend.add(code)
            elif uitsplitsing != "totaal" and (
                dimensie not in indicator.dimensies
                or categorie not in indicator.dimensies[dimensie].categorieen
            ):
                onbekend.add(f"{code}/{uitsplitsing}")
        return sorted(onbekend)

    def of_thema(self, thema: str) -> tuple[Indicator, ...]:
        return tuple(i for i in self.by_code.values() if i.thema == thema)


def read_indicatoren(pad: Path) -> Indicatoren:
    """The registry of `pad`.

    Raises:
        SourceError: not TOML.
        ContractError: a key is unknown, or a value is not one of the known ones.
    """
    inhoud = read_toml(pad, pad.name)
    indicatoren = Indicatoren({code: _indicator(code, velden) for code, velden in inhoud.items()})
    indicatoren.verbanden  # noqa: B018 - a fault in one of them is told here
    return indicatoren


def _indicator(code: str, velden: object) -> Indicator:
    waar = f"indicatoren.toml [{code}]"
    if not isinstance(velden, dict):
        raise ContractError("dit is geen tabel", waar=waar)
    dimensies = velden.pop("dimensies", {})
    if not isinstance(dimensies, dict):
        raise ContractError("dimensies is geen tabel", waar=waar)
    gebouwd = {}
    for naam, dimensie in dimensies.items():
        try:
            gebouwd[naam] = Dimension(naam, **dimensie)
        except TypeError:
            raise ContractError(f"de dimensie {naam} klopt niet", waar=waar) from None
        if gebouwd[naam].optelsoort not in OPTELSOORTEN:
            raise ContractError(f"de optelsoort van {naam} is onbekend", waar=waar)
        _check_populations(gebouwd[naam], waar)
    for sleutel in ("breuken", "samenhang"):
        if sleutel in velden:
            if not isinstance(velden[sleutel], list):
                raise ContractError(f"{sleutel} is geen lijst", waar=waar)
            velden[sleutel] = tuple(map(str, velden[sleutel]))
    try:
        indicator = Indicator(code=code, dimensies=gebouwd, **velden)
    except TypeError as fout:
        raise ContractError(f"een sleutel ontbreekt of is onbekend ({fout})", waar=waar) from None
    if indicator.noemer not in ("", *POPULATIES):
        raise ContractError(f"noemer is een van {', '.join(POPULATIES)} of leeg", waar=waar)
    if not indicator.noemer and not indicator.geen_noemer:
        raise ContractError("zonder noemer hoort er een reden in geen_noemer", waar=waar)
    return indicator


def _check_populations(dimensie: Dimension, waar: str) -> None:
    noemers = dimensie.noemers
    if not isinstance(noemers, dict) or not all(n in POPULATIES for n in noemers.values()):
        raise ContractError(
            f"noemers van {dimensie.code} is een tabel met {', '.join(POPULATIES)}", waar=waar
        )
    vreemd = sorted(set(noemers) - set(dimensie.categorieen))
    if vreemd:
        raise ContractError(
            f"noemers van {dimensie.code} noemt een onbekende categorie {vreemd[0]}", waar=waar
        )
