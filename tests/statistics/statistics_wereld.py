"""The municipalities of the region, a world of facts with its rules, and small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data import pipeline
from helpende_data.files import Werkmap
from helpende_data.statistics.feiten import Feiten
from helpende_data.statistics.regels import (
    GEBEURTENISSEN,
    VERGELIJKING,
    Gebeurtenis,
    Regels,
    read_gebeurtenissen,
    read_regels,
)

RIVIERENLAND = ["GM0214", "GM0216", "GM0263", "GM0281", "GM0297", "GM0668", "GM1740", "GM1960"]
RIJK_VAN_NIJMEGEN = ["GM0209", "GM0225", "GM0252", "GM0268", "GM0296", "GM0944", "GM1945"]
GEMEENTEN = sorted([*RIVIERENLAND, *RIJK_VAN_NIJMEGEN])
CENTRUM = "GM0268"


@dataclass(frozen=True)
class Wereld:
    """Facts with the rules and the events that go with them."""

    feiten: Feiten
    regels: Regels
    gebeurtenissen: tuple[Gebeurtenis, ...]


def wereld(werkmap: Werkmap) -> Wereld:
    feiten = pipeline.load(werkmap)
    return Wereld(
        feiten,
        read_regels(werkmap.data_file(VERGELIJKING), feiten.indicatoren),
        read_gebeurtenissen(werkmap.data_file(GEBEURTENISSEN), feiten.gebieden, feiten.indicatoren),
    )


def people(aantallen: dict[str, int], jaren: Sequence[int] = (2023,)) -> str:
    """Inhabitants as a small table."""
    regels = ["gebied_code peildatum inwoners"]
    regels += [f"{code} {jaar}-01-01 {n}" for code, n in aantallen.items() for jaar in jaren]
    return "\n".join(regels)


def counts(
    aantallen: dict[str, int], *, indicator: str = "meldingen", periode: str = "2023"
) -> str:
    """Exact counts as a small table."""
    regels = ["gebied_code indicator periode aantal"]
    regels += [f"{code} {indicator} {periode} {n}" for code, n in aantallen.items()]
    return "\n".join(regels)


def classify(werkmap: Werkmap, klassen: dict[str, str], jaar: int = 2023) -> None:
    """How urban municipalities are in one year, as files of the werkmap: code -> class."""
    map_ = werkmap.own / "gebieden"
    map_.mkdir(parents=True)
    erbij = {
        "gebieden.csv": [f"STED{n},Klasse {n},stedelijkheid,nee," for n in range(1, 6)],
        "indeling.csv": [
            f"stedelijkheid,{jaar},{jaar},{code},{klasse},ja,verzonnen,"
            for code, klasse in klassen.items()
        ],
    }
    for naam, regels in erbij.items():
        tekst = (werkmap.packaged / "gebieden" / naam).read_text("utf-8")
        (map_ / naam).write_text(tekst + "".join(f"{regel}\n" for regel in regels), "utf-8")
