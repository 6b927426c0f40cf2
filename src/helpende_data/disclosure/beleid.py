"""The disclosure policy: how counts are protected, who decided that, when and why. No figures."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import MISSING, dataclass, field, fields
from typing import Any

from helpende_data.disclosure.model import Cel
from helpende_data.errors import ContractError
from helpende_data.files import Werkmap, read_toml
from helpende_data.schema import Indicatoren

AFRONDEN, ONDERDRUKKEN = "afronden", "onderdrukken"
WIJZEN = (AFRONDEN, ONDERDRUKKEN)
STANDAARD = "standaard"
BESTAND = "data/beleid.toml"
INDICATOREN = "data/indicatoren.toml"
NIET_VASTGESTELD = "nog niet vastgesteld"
_WITH_REASON = ("drempel", "basis", "wijze", "niveaus_vrij", "alleen_regio", "geen_personen")


@dataclass(frozen=True)
class Beleid:
    """The policy as it stands in the file.

    Args:
        drempel: counts of 1 to one less are protected.
        niveaus_vrij: kinds of areas whose counts need no protection by themselves.
        redenen: why, per setting.
        basis: counts are rounded to multiples of it.
        wijze: indicator -> afronden or onderdrukken; `standaard` for all others.
        zoekrondes: how long to look for a way to hide less: rounds, so that each machine finds
            the same; 0: not at all.
        alleen_regio: indicators, or ``dimensie:categorie``, that are shown for free levels only.
        geen_personen: indicators that are no counts of people, and need no protection.
        vastgesteld_op: on which day it was decided.
    """

    versie: str
    eigenaar: str
    drempel: int
    niveaus_vrij: tuple[str, ...]
    redenen: dict[str, str]
    bewaartermijn: dict[str, int] = field(default_factory=dict)  # kind of delivery -> months
    basis: int = 5
    wijze: dict[str, str] = field(default_factory=lambda: {STANDAARD: AFRONDEN})
    zoekrondes: int = 2
    alleen_regio: tuple[str, ...] = ()
    geen_personen: tuple[str, ...] = ()
    vastgesteld_op: str = NIET_VASTGESTELD

    @property
    def is_decided(self) -> bool:
        """Did somebody put a name and a day to it?"""
        return NIET_VASTGESTELD not in (self.eigenaar, self.vastgesteld_op)

    def wijze_of(self, indicator: str) -> str:
        return self.wijze.get(indicator, self.wijze.get(STANDAARD, AFRONDEN))

    def is_for_region_only(self, cel: Cel) -> bool:
        return bool({cel.indicator, cel.uitsplitsing} & set(self.alleen_regio))


def read_beleid(werkmap: Werkmap) -> Beleid:
    """The policy file of the werkmap, or the packaged one.

    Raises:
        SourceError: not TOML.
        ContractError: a key is missing or unknown, a setting is without a reason, a
            mode is unknown, or rounding would prove that a count is small.
    """
    velden = read_toml(werkmap.data_file("beleid.toml"), BESTAND)
    plain: dict[str, Any] = {
        naam: tuple(waarde) if isinstance(waarde, list) else waarde
        for naam, waarde in velden.items()
    }
    fout = _wrong_keys(plain)
    if not fout:
        beleid = Beleid(**plain)
        fout = _fault(beleid, set(velden))
    if fout:
        raise ContractError(f"het beleid klopt niet: {fout}", waar=BESTAND)
    return beleid


def _wrong_keys(velden: dict[str, Any]) -> str:
    """Which key is unknown, missing or of another kind, in Dutch; empty when none is."""
    mag = {veld.name: str(veld.type).partition("[")[0] for veld in fields(Beleid)}
    for naam, waarde in velden.items():
        if naam not in mag:
            return f"onbekend is {naam}; {nearest(naam, mag)}"
        if mag[naam] in ("str", "dict", "tuple") and type(waarde).__name__ != mag[naam]:
            return f"{naam} is van de verkeerde soort; zie het beleid dat bij het programma hoort"
        if isinstance(waarde, tuple) and not all(isinstance(woord, str) for woord in waarde):
            return f"in {naam} staat iets anders dan woorden tussen aanhalingstekens"
    for veld in fields(Beleid):
        if veld.default is MISSING and veld.default_factory is MISSING and veld.name not in velden:
            return f"{veld.name} ontbreekt"
    return ""


def nearest(woord: str, bekend: Iterable[str]) -> str:
    """Which known words somebody probably meant, in Dutch; all of them when none is near."""
    bekend = list(bekend)
    dichtbij = difflib.get_close_matches(woord, bekend, n=3, cutoff=0.5)
    return f"bedoelt u {' of '.join(dichtbij)}?" if dichtbij else f"kies uit {', '.join(bekend)}"


def check_names(
    beleid: Beleid, indicatoren: Indicatoren, niveaus: Iterable[str], *, eigen: bool = True
) -> None:
    """See to it that a typing error in a name does not change in silence what is protected.

    Args:
        niveaus: the kinds of areas that there are.
        eigen: did people write this policy themselves? Then the fault is in it; else in a registry
            of their own, of before an indicator was added.

    Raises:
        ContractError: the policy names an indicator or category that the registry lacks, or, where
            people wrote it themselves, a kind of area that there is not.
    """
    niveaus = sorted(set(niveaus))
    for niveau in beleid.niveaus_vrij:
        if eigen and niveau not in niveaus:
            raise ContractError(
                f"het beleid klopt niet: bij niveaus_vrij staat {niveau}, een onbekend niveau",
                waar=BESTAND,
                doe=nearest(niveau, niveaus),
            )
    codes = list(indicatoren.by_code)
    delen = [
        f"{dimensie.code}:{categorie}"
        for indicator in indicatoren.by_code.values()
        for dimensie in indicator.dimensies.values()
        for categorie in dimensie.categorieen
    ]
    soorten = (
        ("alleen_regio", beleid.alleen_regio, dict.fromkeys(codes + delen)),
        ("geen_personen", beleid.geen_personen, codes),
        ("wijze", tuple(beleid.wijze), [STANDAARD, *codes]),
    )
    for sleutel, namen, bekend in soorten:
        for naam in namen:
            if naam not in bekend:
                if not eigen:
                    raise ContractError(
                        f"{naam} ontbreekt, en het beleid voor kleine aantallen noemt het "
                        f"(bij {sleutel})",
                        waar=INDICATOREN,
                        doe="neem het over uit het meegeleverde bestand, of zet in de werkmap een "
                        f"{BESTAND} zonder {naam}",
                    )
                dimensie = str(naam).rpartition(":")[0]
                zelfde = [w for w in bekend if w.rpartition(":")[0] == dimensie] or bekend
                raise ContractError(
                    f"het beleid klopt niet: bij {sleutel} staat {naam}, een onbekend cijfer",
                    waar=BESTAND,
                    doe=nearest(str(naam), zelfde),
                )


def _fault(beleid: Beleid, gezet: set[str]) -> str:
    """What is wrong with the policy, in Dutch; empty when nothing is."""
    for naam in _WITH_REASON:
        if naam in gezet and not str(beleid.redenen.get(naam, "")).strip():
            return f"bij redenen staat niet waarom {naam} zo is"
    if "gemeente" in beleid.niveaus_vrij:
        return "aantallen van een gemeente zijn nooit vrij; haal gemeente weg bij niveaus_vrij"
    for indicator, wijze in beleid.wijze.items():
        if wijze not in WIJZEN:
            return f"de wijze van {indicator} is {' of '.join(WIJZEN)}"
    for naam, getal in (("drempel", beleid.drempel), ("basis", beleid.basis)):
        if isinstance(getal, bool) or not isinstance(getal, int) or getal < 2:
            return f"{naam} is een geheel getal vanaf 2"
    rondes = beleid.zoekrondes
    if isinstance(rondes, bool) or not isinstance(rondes, int) or rondes < 0:
        return "zoekrondes is een geheel getal vanaf 0"
    wijzen = {beleid.wijze_of(STANDAARD), *beleid.wijze.values()}
    if ONDERDRUKKEN in wijzen and not str(beleid.redenen.get(ONDERDRUKKEN, "")).strip():
        return (
            f"bij redenen staat niet waarom er exacte cijfers nodig zijn; zet daar {ONDERDRUKKEN} ="
        )
    if AFRONDEN in wijzen and beleid.basis < beleid.drempel:
        return (
            f"met basis {beleid.basis} en drempel {beleid.drempel} bewijst een afgerond aantal van "
            f"{beleid.basis} dat het echte aantal klein is; maak de basis ten minste de drempel"
        )
    return ""
