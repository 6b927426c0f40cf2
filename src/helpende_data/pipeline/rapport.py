"""The report about one municipality, in its editions. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpende_data.errors import UsageError
from helpende_data.periodes import Periode
from helpende_data.pipeline.uitgave import Aanvraag, Written, make
from helpende_data.pipeline.vullen import fill_rapport
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.reports.draw import check_formats
from helpende_data.reports.inhoud import PUBLIEKEN
from helpende_data.reports.inhoud.context import choose
from helpende_data.reports.model import Rapport


def check_edition(publiek: str, formaten: Sequence[str]) -> tuple[str, ...]:
    """The formats to make, the usual ones when none is named.

    Raises:
        UsageError: an unknown format or audience.
    """
    if publiek not in PUBLIEKEN:
        raise UsageError(f"onbekend publiek {publiek}", doe=f"kies uit {', '.join(PUBLIEKEN)}")
    return check_formats(formaten)


def report(
    workshop: Workshop,
    gemeente: str,
    *,
    periode: Periode | None = None,
    publiek: str = "team",
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the report about one municipality; `make` says how.

    Args:
        gemeente: name or code.
        publiek: ``team``, ``beleid`` or ``raad``.
        periode, formaten, uit: see `Aanvraag`. A format that was made earlier from the same
            figures stays; one from other figures is removed.

    Raises:
        See `make`.
    """
    check_edition(publiek, formaten)
    return make(
        workshop, Aanvraag(publiek, gemeente, periode=periode, formaten=tuple(formaten), uit=uit)
    )


def preview(
    workshop: Workshop, gemeente: str, *, periode: Periode | None = None, publiek: str = "team"
) -> Rapport:
    """The model of the report about one municipality, to look at: nothing is drawn or written.

    Raises:
        UnknownError: no such municipality, or no figures for the period.
        UsageError: an unknown audience.
    """
    check_edition(publiek, ())
    return fill_rapport(workshop, choose(workshop.feiten, gemeente, periode, publiek))
