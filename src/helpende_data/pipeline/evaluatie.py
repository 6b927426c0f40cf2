"""The midway evaluation of a plan, asked for by a function of its own. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpende_data.errors import UsageError
from helpende_data.periodes import Periode
from helpende_data.pipeline.plannen import plans_of
from helpende_data.pipeline.uitgave import Aanvraag, Written, make
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.reports.soorten.gebied import choose_area


def evaluatie(
    workshop: Workshop,
    naam: str = "",
    *,
    gebied: str = "regio",
    van: int | None = None,
    tot: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the midway evaluation of the plan of a region or a municipality; `make` says how.

    Args:
        naam: name or code; of a region, empty takes the first one of the registry.
        gebied: ``regio`` or ``gemeente``.
        van: the year to hold `tot` against; None takes the one that the plan names.
        tot: a year; None takes the last one with figures.
        formaten, uit: see `Aanvraag`.

    Raises:
        UsageError: the years do not fit together, or no municipality is named.
        UnknownError: no such area, no plan of it, or no figures for one of the years.
        ContractError: a plan has faults.
        See `make` for the others.
    """
    if not naam and gebied != "regio":
        raise UsageError(f"noem de {gebied} waar de evaluatie over gaat")
    onderwerp = choose_area(workshop.feiten, gebied, naam, tot, "evaluatie")
    begin = plans_of(workshop, onderwerp)[0].nulmeting if van is None else van
    periode = onderwerp.periode
    vraag = Aanvraag("evaluatie", naam, gebied, periode, tuple(formaten), uit, van=begin)
    return make(workshop, vraag)
