"""The plans that an evaluation is held against: lines, goals, and which figure belongs to each.

Knows no figures. A plan is a file in `data/plannen/`; one of the werkmap with the same name goes
first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpende_data.errors import ContractError, UnknownError
from helpende_data.files import Werkmap, read_toml
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Feiten
from helpende_data.statistics.jaren import AANDEEL, PER_100K
from helpende_data.statistics.keuze import parse_indicator
from helpende_data.statistics.toen_en_nu import AANTAL

FOLDER = "plannen"


@dataclass(frozen=True)
class Meting:
    """A figure that says something about a goal, and what it says; `maat` is how it is shown."""

    indicator: str
    uitsplitsing: str
    maat: str
    zegt: str


@dataclass(frozen=True)
class Doel:
    """A goal in our words, where it stands in the plan, and its figures.

    `nodig` says what it would take to measure it; it is there where nothing measures it.
    """

    tekst: str
    plek: str
    metingen: tuple[Meting, ...]
    nodig: str


@dataclass(frozen=True)
class Lijn:
    """A part of a plan: its name, what it is for, its goals and questions to talk about."""

    naam: str
    effect: str
    doelen: tuple[Doel, ...]
    vragen: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """One edition of a plan of a region or a municipality.

    Args:
        gebied: code of the region or the municipality.
        nulmeting: the year that goes before, to hold later years against.
        ambitie: what the plan is for.
        opmerking: what a reader of the goals must know, may be empty.
        bestand: as messages and the manifest print it.
        eigen: somebody wrote it in the werkmap.
    """

    naam: str
    uitgave: str
    gebied: str
    van: int
    tot: int
    nulmeting: int
    ambitie: str
    bron: str
    opmerking: str
    lijnen: tuple[Lijn, ...]
    bestand: str
    pad: Path
    eigen: bool

    @property
    def doelen(self) -> tuple[Doel, ...]:
        return tuple(doel for lijn in self.lijnen for doel in lijn.doelen)

    @property
    def zinnen(self) -> tuple[str, ...]:
        """What its writers tell in their own words, the names and places in it included."""
        doelen = self.doelen
        return (
            self.naam,
            self.uitgave,
            self.bron,
            self.ambitie,
            self.opmerking,
            *(zin for lijn in self.lijnen for zin in (lijn.naam, lijn.effect, *lijn.vragen)),
            *(zin for doel in doelen for zin in (doel.tekst, doel.plek, doel.nodig)),
            *(meting.zegt for doel in doelen for meting in doel.metingen),
        )


# key -> kind, and whether it must be there
_PLAN: Mapping[str, tuple[type, bool]] = {
    "naam": (str, True),
    "uitgave": (str, True),
    "gebied": (str, True),
    "van": (int, True),
    "tot": (int, True),
    "nulmeting": (int, True),
    "ambitie": (str, True),
    "bron": (str, True),
    "opmerking": (str, False),
    "lijn": (list, True),
}
_LIJN: Mapping[str, tuple[type, bool]] = {
    "naam": (str, True),
    "effect": (str, False),
    "vragen": (list, False),
    "doel": (list, True),
}
_DOEL: Mapping[str, tuple[type, bool]] = {
    "doel": (str, True),
    "plek": (str, True),
    "nodig": (str, False),
    "meting": (list, False),
}
_METING: Mapping[str, tuple[type, bool]] = {
    "cijfer": (str, True),
    "maat": (str, False),
    "zegt": (str, True),
}


def read_plannen(werkmap: Werkmap, feiten: Feiten) -> tuple[Plan, ...]:
    """All plans, packaged ones and those of the werkmap, the first to begin first.

    Raises:
        SourceError: a file is not TOML.
        ContractError: a key is missing, unknown or of the wrong kind, an area or a figure is
            unknown (the message names the nearest), or two plans of an area begin in one year.
    """
    plannen = [
        _read_plan(pad, werkmap.shown(pad), werkmap.is_own(pad), feiten)
        for pad in werkmap.data_files(FOLDER, ".toml")
    ]
    eerder: dict[tuple[str, int], str] = {}
    for plan in plannen:
        ander = eerder.setdefault((plan.gebied, plan.van), plan.bestand)
        if ander != plan.bestand:
            raise ContractError(
                f"{ander} gaat over hetzelfde gebied en begint in hetzelfde jaar",
                waar=plan.bestand,
                doe="haal een van de twee weg, of geef hem dezelfde naam",
            )
    return tuple(sorted(plannen, key=lambda plan: (plan.van, plan.bestand)))


def plan_of(plannen: Sequence[Plan], code: str, jaar: int) -> Plan | None:
    """The last plan of an area that had begun in a year, or None."""
    begonnen = [plan for plan in plannen if plan.gebied == code and plan.van <= jaar]
    return begonnen[-1] if begonnen else None


def _read_plan(pad: Path, waar: str, eigen: bool, feiten: Feiten) -> Plan:
    velden = read_toml(pad, waar)
    _check(velden, _PLAN, waar)
    if not velden["nulmeting"] <= velden["tot"] or not velden["van"] <= velden["tot"]:
        raise ContractError(
            "van of nulmeting ligt na tot",
            waar=waar,
            doe="zet bij tot het laatste jaar van het plan",
        )
    lijnen = tuple(
        _read_lijn(lijn, f"{waar}, lijn {nummer}", feiten)
        for nummer, lijn in enumerate(velden["lijn"], start=1)
    )
    return Plan(
        naam=velden["naam"],
        uitgave=velden["uitgave"],
        gebied=_area(feiten, velden["gebied"], waar),
        van=velden["van"],
        tot=velden["tot"],
        nulmeting=velden["nulmeting"],
        ambitie=velden["ambitie"],
        bron=velden["bron"],
        opmerking=velden.get("opmerking", ""),
        lijnen=lijnen,
        bestand=waar,
        pad=pad,
        eigen=eigen,
    )


def _area(feiten: Feiten, naam: str, waar: str) -> str:
    """The code of a region or a municipality."""
    if any(naam in (regio.code, regio.naam) for regio in feiten.gebieden.regios):
        return feiten.gebieden.regio(naam).code
    gebied = feiten.gebieden.search(naam, soort="gemeente")
    if gebied is None:
        raise ContractError(
            f"onbekend gebied {naam!r}", waar=waar, doe=feiten.gebieden.advice(naam)
        )
    return gebied.code


def _read_lijn(velden: Any, waar: str, feiten: Feiten) -> Lijn:
    _check(velden, _LIJN, waar)
    vragen = velden.get("vragen", [])
    if not all(isinstance(vraag, str) and vraag for vraag in vragen):
        raise ContractError("vragen is geen lijst van zinnen", waar=waar)
    doelen = tuple(
        _read_doel(doel, f"{waar}, doel {nummer}", feiten)
        for nummer, doel in enumerate(velden["doel"], start=1)
    )
    return Lijn(velden["naam"], velden.get("effect", ""), doelen, tuple(vragen))


def _read_doel(velden: Any, waar: str, feiten: Feiten) -> Doel:
    _check(velden, _DOEL, waar)
    metingen = tuple(
        _read_meting(meting, f"{waar}, meting {nummer}", feiten)
        for nummer, meting in enumerate(velden.get("meting", []), start=1)
    )
    if not metingen and "nodig" not in velden:
        raise ContractError(
            "dit doel heeft geen cijfer", waar=waar, doe="schrijf bij nodig wat ervoor nodig is"
        )
    return Doel(velden["doel"], velden["plek"], metingen, velden.get("nodig", ""))


def _read_meting(velden: Any, waar: str, feiten: Feiten) -> Meting:
    _check(velden, _METING, waar)
    try:
        code, deel = parse_indicator(feiten, velden["cijfer"])
    except UnknownError as fout:
        raise ContractError(fout.wat, waar=waar, doe=fout.doe) from None
    if code not in feiten.indicatoren or (deel and ":" not in deel):
        raise ContractError(
            f"{velden['cijfer']!r} is geen cijfer",
            waar=waar,
            doe="noem een indicator, of indicator/dimensie:categorie",
        )
    deel = deel or TOTAAL
    heeft_noemer = bool(feiten.indicatoren[code].population(deel))
    gewoon = PER_100K if heeft_noemer and deel == TOTAAL else AANTAL
    if deel != TOTAAL and not feiten.indicatoren[code].eenheid:
        gewoon = AANDEEL
    maat = velden.get("maat", gewoon)
    mag = {AANTAL, *([PER_100K] if heeft_noemer else []), *([AANDEEL] if deel != TOTAAL else [])}
    if maat not in mag:
        raise ContractError(
            f"de maat {maat!r} past niet bij dit cijfer",
            waar=waar,
            doe=f"kies uit {', '.join(sorted(mag))}",
        )
    return Meting(code, deel, maat, velden["zegt"])


def _check(velden: Any, soorten: Mapping[str, tuple[type, bool]], waar: str) -> None:
    """Raises ContractError unless the keys are these and no value is empty or of another kind."""
    if not isinstance(velden, dict):
        raise ContractError("dit is geen tabel", waar=waar)
    mist = [naam for naam, (_, moet) in soorten.items() if moet and naam not in velden]
    vreemd = sorted(set(velden) - set(soorten))
    if mist or vreemd:
        delen = [f"ontbreekt: {', '.join(mist)}"] if mist else []
        delen += [f"onbekend: {', '.join(vreemd)}"] if vreemd else []
        raise ContractError(f"de sleutels kloppen niet, {'; '.join(delen)}", waar=waar)
    for naam, waarde in velden.items():
        # type() and not isinstance: true is no year here
        if type(waarde) is not soorten[naam][0] or waarde in ("", []):
            raise ContractError(f"{naam} is leeg of van de verkeerde soort", waar=waar)
