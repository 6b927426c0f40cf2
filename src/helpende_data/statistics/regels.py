"""The rules of comparison and the events in a series, from their files. Knows no figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from helpende_data.errors import ContractError
from helpende_data.files import read_toml
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren

VERGELIJKING = "vergelijking.toml"
GEBEURTENISSEN = "gebeurtenissen.toml"
BREUK, KANTTEKENING = "breuk", "kanttekening"
OVERAL = "*"


@dataclass(frozen=True)
class Regels:
    """Who is similar, which comparisons form a family, and from which count on words are used."""

    vergelijkbaar_aantal: int
    vergelijkbaar_minstens: int
    vergelijkbaar_factor: float
    stedelijkheid: tuple[str, ...]
    stedelijkheid_verschil: int
    hoofdindicatoren: tuple[str, ...]
    q: float
    uitleg: str
    woord_vanaf: int
    klein_onder: int
    gemiddelde_jaren: int


@dataclass(frozen=True)
class Gebeurtenis:
    """A change in how is counted or worked: `breuk` stops a trend, `kanttekening` is shown."""

    indicatoren: tuple[str, ...]
    gebieden: tuple[str, ...]
    datum: date
    soort: str
    zin: str
    bron: str

    def touches(self, gebieden: Gebieden, code: str, indicator: str, uitsplitsing: str) -> bool:
        """Is this event about this indicator, and about the whole or a part of this area?"""
        dimensie = uitsplitsing.partition(":")[0]
        if not {indicator, f"{indicator}.{dimensie}"} & set(self.indicatoren):
            return False
        if OVERAL in self.gebieden or code in self.gebieden:
            return True
        leden = gebieden.members(code, self.datum.year)
        ruimte = {lid for g in self.gebieden for lid in gebieden.members(g, self.datum.year)}
        return bool(leden) and leden <= ruimte

    @property
    def first_years(self) -> tuple[int, ...]:
        """The first year after this event; a break within a year sets that year apart as well."""
        jaar = self.datum.year
        return (jaar,) if (self.datum.month, self.datum.day) == (1, 1) else (jaar, jaar + 1)


_SECTIES: dict[str, dict[str, tuple[type, ...]]] = {
    "vergelijkbaar": {
        "aantal": (int,),
        "minstens": (int,),
        "factor": (int, float),
        "stedelijkheid": (list,),
        "stedelijkheid_verschil": (int,),
    },
    "familie": {"hoofdindicatoren": (list,), "q": (float,), "uitleg": (str,)},
    "aantallen": {"woord_vanaf": (int,), "klein_onder": (int,), "gemiddelde_jaren": (int,)},
}
_VELDEN: dict[str, tuple[type, ...]] = {
    "indicatoren": (list,),
    "gebieden": (list,),
    "datum": (date,),
    "soort": (str,),
    "zin": (str,),
    "bron": (str,),
}


def read_regels(pad: Path, indicatoren: Indicatoren) -> Regels:
    """The rules of comparison in `pad`.

    Raises:
        SourceError: not TOML.
        ContractError: a key is missing, unknown or of the wrong kind, or an indicator is unknown.
    """
    inhoud = read_toml(pad, pad.name)
    _check_keys(inhoud, dict.fromkeys(_SECTIES, (dict,)), pad.name)
    for sectie, velden in _SECTIES.items():
        _check_keys(inhoud[sectie], velden, f"{pad.name} [{sectie}]")
    gelijk, familie = inhoud["vergelijkbaar"], inhoud["familie"]
    regels = Regels(
        gelijk["aantal"],
        gelijk["minstens"],
        float(gelijk["factor"]),
        _texts(gelijk["stedelijkheid"], f"{pad.name} [vergelijkbaar]", "stedelijkheid"),
        gelijk["stedelijkheid_verschil"],
        _texts(familie["hoofdindicatoren"], f"{pad.name} [familie]", "hoofdindicatoren"),
        familie["q"],
        familie["uitleg"],
        **inhoud["aantallen"],
    )
    _check_indicators(regels.hoofdindicatoren, indicatoren, f"{pad.name} [familie]")
    eisen = {
        "aantal en minstens zijn 1 of meer, minstens is niet meer dan aantal": (
            1 <= regels.vergelijkbaar_minstens <= regels.vergelijkbaar_aantal
        ),
        "factor is groter dan 1": regels.vergelijkbaar_factor > 1,
        "stedelijkheid_verschil is 0 of meer": regels.stedelijkheid_verschil >= 0,
        "q ligt tussen 0 en 1": 0 < regels.q < 1,
        "woord_vanaf is 1 of meer, en klein_onder niet kleiner": (
            1 <= regels.woord_vanaf <= regels.klein_onder
        ),
        "gemiddelde_jaren is 2 of meer": regels.gemiddelde_jaren >= 2,
    }
    for eis, goed in eisen.items():
        if not goed:
            raise ContractError(eis, waar=pad.name)
    return regels


def read_gebeurtenissen(
    pad: Path, gebieden: Gebieden, indicatoren: Indicatoren
) -> tuple[Gebeurtenis, ...]:
    """The events in `pad`, by date.

    Raises:
        SourceError: not TOML.
        ContractError: a key is missing, unknown or of the wrong kind, or a code is unknown.
    """
    inhoud = read_toml(pad, pad.name)
    _check_keys(inhoud, {"gebeurtenis": (list,)}, pad.name)
    gevonden = []
    for nummer, velden in enumerate(inhoud["gebeurtenis"], start=1):
        waar = f"{pad.name}, gebeurtenis {nummer}"
        if not isinstance(velden, dict):
            raise ContractError("dit is geen tabel", waar=waar)
        _check_keys(velden, _VELDEN, waar)
        gebeurtenis = Gebeurtenis(
            _texts(velden["indicatoren"], waar, "indicatoren"),
            _texts(velden["gebieden"], waar, "gebieden"),
            velden["datum"],
            velden["soort"],
            velden["zin"],
            velden["bron"],
        )
        if gebeurtenis.soort not in (BREUK, KANTTEKENING):
            raise ContractError(f"soort is {BREUK} of {KANTTEKENING}", waar=waar)
        _check_indicators(gebeurtenis.indicatoren, indicatoren, waar)
        vreemd = [g for g in gebeurtenis.gebieden if g != OVERAL and g not in gebieden]
        if vreemd:
            raise ContractError(f"onbekende gebiedscode {vreemd[0]}", waar=waar)
        gevonden.append(gebeurtenis)
    return tuple(sorted(gevonden, key=lambda g: g.datum))


def _check_keys(velden: dict[str, Any], soorten: dict[str, tuple[type, ...]], waar: str) -> None:
    mist = sorted(set(soorten) - set(velden))
    vreemd = sorted(set(velden) - set(soorten))
    if mist or vreemd:
        delen = [f"ontbreekt: {', '.join(mist)}"] if mist else []
        delen += [f"onbekend: {', '.join(vreemd)}"] if vreemd else []
        raise ContractError(f"de sleutels kloppen niet, {'; '.join(delen)}", waar=waar)
    for naam, soort in soorten.items():
        # type() and not isinstance: true is no number here, and a moment is no date
        if type(velden[naam]) not in soort or velden[naam] in ("", []):
            raise ContractError(f"{naam} is leeg of van de verkeerde soort", waar=waar)


def _texts(waarden: list[Any], waar: str, naam: str) -> tuple[str, ...]:
    if not all(isinstance(waarde, str) for waarde in waarden):
        raise ContractError(f"{naam} is geen lijst van teksten", waar=waar)
    return tuple(waarden)


def _check_indicators(namen: tuple[str, ...], indicatoren: Indicatoren, waar: str) -> None:
    for naam in namen:
        code, _, dimensie = naam.partition(".")
        bekend = code in indicatoren
        if not bekend or (dimensie and dimensie not in indicatoren[code].dimensies):
            raise ContractError(
                f"onbekende indicator {naam}", waar=waar, doe="zie data/indicatoren.toml"
            )
