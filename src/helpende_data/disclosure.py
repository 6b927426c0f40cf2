"""Which counts may be shown. The only maker of `Publishable`, the only input of what readers see.

In this form the room passes what is safe as it stands and refuses the rest.
"""

from __future__ import annotations

import tomllib
from dataclasses import InitVar, dataclass
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap, read_bytes
from helpende_data.gebieden import Gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.periodes import Periode

if TYPE_CHECKING:
    import pandas as pd

    from helpende_data.dataset import Dataset, Entry

_SEAL = object()


@dataclass(frozen=True)
class Beleid:
    """The disclosure policy: who decided it, from which level figures are free, and why."""

    versie: str
    eigenaar: str
    drempel: int
    niveaus_vrij: tuple[str, ...]
    redenen: dict[str, str]


def read_beleid(werkmap: Werkmap) -> Beleid:
    """The policy file of the werkmap, or the packaged one.

    Raises:
        ContractError: not TOML, or a key is missing or unknown.
    """
    try:
        velden = tomllib.loads(read_bytes(werkmap.data_file("beleid.toml")).decode("utf-8"))
        plain: dict[str, Any] = {
            naam: tuple(waarde) if isinstance(waarde, list) else waarde
            for naam, waarde in velden.items()
        }
        return Beleid(**plain)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as fout:
        raise ContractError(f"het beleid klopt niet ({fout})", waar="data/beleid.toml") from None


@dataclass(frozen=True)
class Publishable:
    """Figures that may be shown. Made by `protect` only."""

    tellingen: pd.DataFrame
    opgaven: pd.DataFrame
    inwoners: pd.DataFrame
    leveringen: tuple[Entry, ...]
    beleid: Beleid
    synthetisch: bool
    _seal: InitVar[object] = None

    def __post_init__(self, _seal: object) -> None:
        if _seal is not _SEAL:
            raise TypeError("only disclosure.protect makes a Publishable")


def protect(dataset: Dataset, gebieden: Gebieden, beleid: Beleid) -> Publishable:
    """The data set as it may be shown.

    Example figures pass: they say nothing about anyone. Counts that their publisher rounded or
    hid pass, and so do counts of the levels that the policy names (region and above).

    Raises:
        DisclosureError: an exact count of a lower level, or two exact counts of areas that differ
            by a few municipalities, so that subtracting gives theirs.
    """
    tellingen = dataset.tellingen
    if not dataset.synthetisch:
        refuse_small_areas("tellingen", tellingen, gebieden, beleid)
        refuse_small_areas("opgaven", dataset.opgaven, gebieden, beleid)
        _refuse_differences(tellingen, gebieden, beleid)
    return Publishable(
        tellingen,
        dataset.opgaven,
        dataset.inwoners,
        dataset.leveringen,
        beleid,
        dataset.synthetisch,
        _SEAL,
    )


def _unprotected(tellingen: pd.DataFrame, drempel: int) -> pd.DataFrame:
    """Counts that no publisher rounded or hid so that a small count stays unknown.

    The label alone does not protect: between the bounds there must be room for as many counts as
    the threshold of the policy.
    """
    gelabeld = tellingen["status"].isin(("afgerond", "onderdrukt")) & (
        tellingen["bescherming"] == "uitgever"
    )
    ruim = (tellingen["hoog"] - tellingen["laag"] >= drempel - 1).fillna(False)
    # Bounds without a count tell it just as well.
    return tellingen[~(gelabeld & ruim) & (tellingen["aantal"].notna() | tellingen["hoog"].notna())]


def _unprotected_statements(opgaven: pd.DataFrame, _drempel: int) -> pd.DataFrame:
    """Printed numbers of people, or rates and shares of them, that no publisher protected."""
    over_mensen = opgaven["eenheid"].isin(("personen", "per_100k", "pct"))
    getal = opgaven[["waarde", "laag", "hoog"]].notna().any(axis="columns")
    return opgaven[over_mensen & getal & (opgaven["bescherming"] != "uitgever")]


_UNPROTECTED = {"tellingen": _unprotected, "opgaven": _unprotected_statements}


def refuse_small_areas(tabel: str, df: pd.DataFrame, gebieden: Gebieden, beleid: Beleid) -> None:
    """Stop at exact figures of a level that the policy does not free; other tables pass.

    Args:
        tabel: ``tellingen``, ``opgaven`` or ``inwoners``.
        df: a table under that contract.

    Raises:
        DisclosureError: there are such figures; the message names areas, never counts.
    """
    if tabel not in _UNPROTECTED:
        return
    exact = _UNPROTECTED[tabel](df, beleid.drempel)
    vrij = {
        code: code == ONBEKEND or (code in gebieden and gebieden[code].soort in beleid.niveaus_vrij)
        for code in {*exact["gebied_code"], *exact["dekking"]}
    }
    # A count under the name of a region may cover one municipality: both must be free.
    paren = zip(exact["gebied_code"], exact["dekking"], strict=True)
    laag = exact[[not (vrij[code] and vrij[dekking]) for code, dekking in paren]]
    if len(laag):
        raise DisclosureError(
            f"{len(laag)} exacte aantallen onder het niveau van een regio zijn niet beschermd",
            waar=gebieden.names(laag["gebied_code"]),
            doe="gebruik cijfers die het CBS al heeft afgerond; bescherming van exacte aantallen "
            "per gemeente zit nog niet in deze versie",
        )


def _refuse_differences(tellingen: pd.DataFrame, gebieden: Gebieden, beleid: Beleid) -> None:
    """Two exact counts of the same thing for overlapping areas give the part between them."""
    exact = _unprotected(tellingen, beleid.drempel)
    for (indicator, _, periode), rijen in exact.groupby(["indicator", "uitsplitsing", "periode"]):
        jaar = Periode.parse(str(periode)).jaar
        leden = {code: gebieden.members(code, jaar) for code in set(rijen["dekking"])}
        bekend = sorted((code, deel) for code, deel in leden.items() if deel)
        for nummer, (code, deel) in enumerate(bekend):
            for ander, andere in bekend[nummer + 1 :]:
                if deel != andere and (deel < andere or andere < deel):
                    raise DisclosureError(
                        f"het verschil tussen twee exacte aantallen {indicator} in {periode} geeft "
                        "de aantallen van enkele gemeenten",
                        waar=f"{gebieden.name(code)} en {gebieden.name(ander)}",
                        doe="haal een van de twee weg",
                    )
