"""The package for a session about one municipality. Decides nothing itself."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpende_data.gesprek import keuze_file
from helpende_data.periodes import Periode
from helpende_data.pipeline.uitgave import Aanvraag, Written, make
from helpende_data.pipeline.werkplaats import Workshop


@dataclass(frozen=True)
class WrittenSessie:
    """A package that was written, and where the choice of its figures stands."""

    geschreven: Written
    keuze: Path


def sessie(
    workshop: Workshop,
    gemeente: str,
    *,
    periode: Periode | None = None,
    voorbereiding: bool = False,
    uit: Path | None = None,
) -> WrittenSessie:
    """Write the package for a session about one municipality; `make` says how.

    Args:
        gemeente: name or code.
        voorbereiding: the page on which a team leader chooses instead, and the file for the
            choice where there is none yet.
        periode, uit: see `Aanvraag`.

    Raises:
        See `make`; also a ContractError when the choice has faults.
    """
    soort = "sessie-voorbereiding" if voorbereiding else "sessie"
    geschreven = make(workshop, Aanvraag(soort, gemeente, periode=periode, uit=uit))
    return WrittenSessie(geschreven, keuze_file(workshop.werkmap, geschreven.rapport.gebied))
