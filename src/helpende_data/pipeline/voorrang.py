"""Which of two sources of one figure counts, and why. Reads nothing, changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from helpende_data.dataset import Dataset, Entry
from helpende_data.disclosure import Beleid, protect
from helpende_data.errors import DisclosureError
from helpende_data.pipeline.zicht import Rij
from helpende_data.sources import Registers
from helpende_data.statistics import Feiten

_FIGURE = ["indicator", "uitsplitsing", "gebied_code", "periode"]


@dataclass(frozen=True)
class Dubbel:
    """Figures that two deliveries hold.

    Args:
        telt: the delivery whose figures reports show.
        wijkt: the other one.
        aantal: figures that both hold and of which that goes for this reason.
    """

    telt: Entry
    wijkt: Entry
    waarom: str
    aantal: int
    indicatoren: tuple[str, ...]


def find_double(
    registers: Registers, dataset: Dataset, beleid: Beleid, nummers: Collection[str]
) -> tuple[Dubbel, ...]:
    """The figures of some deliveries that another source holds too, per pair of deliveries.

    None while the data set may not be shown at all: then nothing of it counts. Nothing is rounded
    for it: of a delivery that is not public, what stays out as it stands comes in rounded.

    Args:
        nummers: of these deliveries.
    """
    df = dataset.tellingen
    df = df[df.duplicated(_FIGURE, keep=False)]
    if df.empty:
        return ()
    try:
        mag = protect(dataset, registers.gebieden, beleid)
    except DisclosureError:
        return ()
    feiten = Feiten(mag, registers.gebieden, registers.indicatoren)
    open_ = mag.tellingen[[*_FIGURE, "levering_id"]].assign(open=True)
    df = df.merge(open_, on=[*_FIGURE, "levering_id"], how="left")
    dicht = {entry.id for entry in dataset.leveringen if not entry.herkomst.openbaar}
    rond = df["open"].isna() & df["levering_id"].isin(dicht)
    df["status"] = df["status"].mask(rond, "afgerond")
    df["open"] = df["open"].notna() | rond
    geteld: dict[tuple[str, str, str], Counter[str]] = {}
    for _, rijen in df.groupby(_FIGURE):
        gelijk: list[dict[Any, Any]] = rijen.to_dict("records")
        telt, *rest = sorted(gelijk, key=lambda r: order(feiten, r, r["open"]))
        for rij in rest:
            paar = {telt["levering_id"], rij["levering_id"]}
            if paar & set(nummers):
                waarom = why(feiten, telt, rij, rij["open"] or not telt["open"])
                sleutel = (telt["levering_id"], rij["levering_id"], waarom)
                geteld.setdefault(sleutel, Counter())[rij["indicator"]] += 1
    return tuple(
        Dubbel(dataset.by_id[telt], dataset.by_id[ander], waarom, tel.total(), tuple(sorted(tel)))
        for (telt, ander, waarom), tel in geteld.items()
    )


def order(feiten: Feiten, rij: Rij, is_open: bool) -> tuple[bool, tuple[bool, int, int]]:
    """Where a row stands among those about one figure: the lowest is the one that counts."""
    return not is_open, feiten.preference(rij["levering_id"], rij["status"])


def why(feiten: Feiten, telt: Rij, ander: Rij, ander_open: bool) -> str:
    """Why the figure of one source counts and that of another does not.

    Args:
        ander_open: may the other one be shown, or neither of them?
    """
    if telt["gebied_code"] != ander["gebied_code"]:
        return "het cijfer van de eigen dienst gaat voor"
    if not ander_open:
        return "het andere cijfer is niet beschermd"
    een, twee = (feiten.preference(r["levering_id"], r["status"]) for r in (telt, ander))
    if een[0] != twee[0]:
        return "een eigen levering gaat voor het ingebouwde voorbeeld"
    if een[1] != twee[1]:
        woorden = (str(r["status"]).replace("_", " ") for r in (telt, ander))
        return " gaat voor ".join(woorden)
    return "wat het laatst is ingelezen, gaat voor"
