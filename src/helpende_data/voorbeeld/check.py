"""The settings of the example against the known areas and indicators. Reads and draws nothing."""

from __future__ import annotations

from collections.abc import Iterable

from helpende_data.errors import ContractError, UnknownError
from helpende_data.gebieden import Gebieden, Regio
from helpende_data.schema import Indicator, Indicatoren
from helpende_data.voorbeeld.settings import GEMEENTEN, Instellingen


def fault(shown: str, sleutel: str, wat: str) -> ContractError:
    """What is wrong with the settings under a key, as one line."""
    return ContractError(f"{sleutel}: {wat}", waar=shown, doe="herstel de instellingen")


def region_of(instellingen: Instellingen, gebieden: Gebieden, shown: str) -> Regio:
    """The region of the example, with its subregions and the area of its own counts.

    Raises:
        ContractError: no such region, or one without counts of its own.
    """
    try:
        regio = gebieden.regio(instellingen.regio)
    except UnknownError as fout:
        raise fault(shown, "regio", str(fout)) from None
    if not regio.tellingen_eigen:
        raise fault(shown, "regio", f"{regio.naam} heeft in regios.toml geen eigen telling")
    return regio


def check_gebieden(instellingen: Instellingen, shown: str, gebieden: Gebieden) -> None:
    """Every code is known, and every municipality of the region has inhabitants.

    Args:
        shown: the name of the settings in messages.

    Raises:
        ContractError: the first fault, with the key under which it stands.
    """
    regio = region_of(instellingen, gebieden, shown)
    _check_codes(instellingen, shown, gebieden)
    _check_indeling(instellingen, shown, gebieden, regio)
    leden = gebieden.members(regio.tellingen_eigen, instellingen.eerste_jaar)
    huis = gebieden.members(instellingen.huisverboden.dekking, instellingen.eerste_jaar)
    if not huis or not huis <= leden:
        raise fault(shown, "huisverboden.dekking", "valt niet binnen de regio")
    for code in (*sorted(leden), *instellingen.vergelijking):
        if code not in instellingen.inwoners.basis:
            raise fault(shown, "inwoners.basis", f"{code} ({gebieden.name(code)}) ontbreekt")
    gemeenten = [("sprong", sprong.gemeente) for sprong in instellingen.sprongen]
    gemeenten += [("onbekend", cel.gemeente) for cel in instellingen.onbekend]
    for sleutel, code in gemeenten:
        if code not in leden:
            raise fault(shown, sleutel, f"{code} is geen gemeente van {regio.naam}")


def _check_codes(instellingen: Instellingen, shown: str, gebieden: Gebieden) -> None:
    genoemd: dict[str, Iterable[str]] = {
        "inwoners.basis": instellingen.inwoners.basis,
        "vergelijking": instellingen.vergelijking,
        "huisverboden": (instellingen.huisverboden.dekking,),
    }
    for code, voorziening in instellingen.voorzieningen.items():
        genoemd[f"voorzieningen.{code}"] = (voorziening.gebied, voorziening.dekking)
    for code, andere in instellingen.andere.items():
        if andere.gebied != GEMEENTEN:
            genoemd[f"andere.{code}"] = (andere.gebied,)
    for sleutel, codes in genoemd.items():
        vreemd = [code for code in codes if code not in gebieden and code != "onbekend"]
        if vreemd:
            raise fault(shown, sleutel, f"onbekende gebiedscode {vreemd[0]}")


def _check_indeling(
    instellingen: Instellingen, shown: str, gebieden: Gebieden, regio: Regio
) -> None:
    """The same municipalities make up the region, and its subregions, in every year."""
    leden = gebieden.members(regio.tellingen_eigen, instellingen.eerste_jaar)
    for jaar in instellingen.jaren:
        if gebieden.members(regio.tellingen_eigen, jaar) != leden:
            raise fault(shown, "laatste_jaar", f"de gemeenten van {regio.naam} wisselen in {jaar}")
        delen = [gebieden.members(code, jaar) for code in regio.subregios]
        if sum(map(len, delen)) != len(leden) or frozenset().union(*delen) != leden:
            wat = f"de subregio's van {regio.naam} vullen de regio in {jaar} niet"
            raise fault(shown, "regio", wat)


def check_indicatoren(instellingen: Instellingen, shown: str, indicatoren: Indicatoren) -> None:
    """Every code is in the registry, and the shares fit how its categories add up.

    Args:
        shown: the name of the settings in messages.

    Raises:
        ContractError: the first fault, with the key under which it stands.
    """
    codes = [*instellingen.tellingen, "casussen", "huisverboden", *instellingen.voorzieningen]
    codes += [*instellingen.andere, *instellingen.scores]
    codes += [sprong.indicator for sprong in instellingen.sprongen]
    codes += [cel.indicator for cel in instellingen.onbekend]
    for code in codes:
        if code not in indicatoren:
            raise fault(shown, code, "deze indicator staat niet in indicatoren.toml")
    for sprong in instellingen.sprongen:
        if sprong.indicator not in instellingen.tellingen:
            raise fault(shown, "sprong", f"{sprong.indicator} staat niet onder [tellingen]")
    onderdelen = {code: tuple(andere.delen) for code, andere in instellingen.andere.items()}
    onderdelen |= {code: scores.onderdelen for code, scores in instellingen.scores.items()}
    for code, delen in onderdelen.items():
        dimensie = next(iter(indicatoren[code].dimensies), "")
        if delen:
            _check_dimensie(indicatoren[code], dimensie, delen, f"andere.{code}", shown)
    for code, telling in instellingen.tellingen.items():
        for dimensie, categorieen in (telling.dimensies | telling.opgeteld).items():
            sleutel = f"tellingen.{code}.{dimensie}"
            _check_dimensie(indicatoren[code], dimensie, categorieen, sleutel, shown)
        for dimensie, aandelen in telling.dimensies.items():
            samen = sum(aandelen.values())
            if indicatoren[code].dimensies[dimensie].optelsoort == "optellend" and samen != 1000:
                wat = f"de aandelen tellen op tot {samen} en niet tot 1000"
                raise fault(shown, f"tellingen.{code}.{dimensie}", wat)


def _check_dimensie(
    indicator: Indicator, dimensie: str, categorieen: Iterable[str], sleutel: str, shown: str
) -> None:
    if dimensie not in indicator.dimensies:
        raise fault(shown, sleutel, "deze uitsplitsing staat niet in indicatoren.toml")
    vreemd = [c for c in categorieen if c not in indicator.dimensies[dimensie].categorieen]
    if vreemd:
        raise fault(shown, sleutel, f"{vreemd[0]} staat niet in indicatoren.toml")
