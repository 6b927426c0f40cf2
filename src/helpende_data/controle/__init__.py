"""Reconciles what is in the data set: sums, halves, catchments, printed rates. Changes nothing.

The findings are internal: they may name counts below the publication level and never go into a
report. Nothing here is keyed to an area, an indicator or a value: all of it follows from the data
set, the registry of indicators and the areas.
"""

from __future__ import annotations

from helpende_data.controle import (
    bedragen,
    documenten,
    eigen_telling,
    gedrukt,
    halfjaren,
    indelingen,
    inwoners,
    sommen,
    verzorgingsgebied,
)
from helpende_data.controle.gegevens import Gegevens
from helpende_data.controle.model import ERNSTEN, SOORTEN, Bevinding, summarise
from helpende_data.dataset import Dataset
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren

__all__ = ["ERNSTEN", "SOORTEN", "Bevinding", "controle", "summarise"]

_CHECKS = (
    sommen.check_sums,
    halfjaren.check_periods,
    verzorgingsgebied.check_catchments,
    eigen_telling.check_own_counts,
    gedrukt.check_printed,
    inwoners.check_inhabitants,
    indelingen.check_divisions,
    documenten.check_documents,
    bedragen.check_amounts,
)


def controle(
    dataset: Dataset, gebieden: Gebieden, indicatoren: Indicatoren
) -> tuple[Bevinding, ...]:
    """What fits and what does not, as plain Dutch sentences that each stand on their own.

    Internal: the sentences may name counts below the publication level.

    Args:
        dataset: every delivery that counts now, protected or not.
        gebieden: who belongs to what.
        indicatoren: the registry; an indicator that it lacks is checked as far as its meaning
            is not needed.

    Returns:
        The findings by kind, indicator, area and period; the order of the rows in the data set
        makes no difference.
    """
    gegevens = Gegevens(dataset, gebieden, indicatoren)
    gevonden = {bevinding for check in _CHECKS for bevinding in check(gegevens)}
    return tuple(sorted(gevonden, key=Bevinding.sort_key))
