"""The other reports, each asked for by a function of its own. Decides nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from helpende_data.periodes import Periode
from helpende_data.pipeline.uitgave import Aanvraag, Written, make
from helpende_data.pipeline.werkplaats import Workshop


def infographic(
    workshop: Workshop,
    naam: str,
    *,
    gebied: str = "gemeente",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the page with facts and figures about an area; `make` says how.

    Args:
        naam: name or code.
        gebied: what it is: ``gemeente``, ``regio`` or ``subregio``.
        periode, formaten, uit: see `Aanvraag`; no formats means HTML and PDF.

    Raises:
        See `make`.
    """
    return make(workshop, Aanvraag("infographic", naam, gebied, periode, tuple(formaten), uit))


def report_area(
    workshop: Workshop,
    naam: str,
    *,
    gebied: str = "regio",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the report about a whole region or subregion; `make` says how.

    Args:
        naam: name or code.
        gebied: ``regio`` or ``subregio``.
        periode, formaten, uit: see `Aanvraag`.

    Raises:
        See `make`.
    """
    return make(workshop, Aanvraag(gebied, naam, gebied, periode, tuple(formaten), uit))


def report_theme(
    workshop: Workshop,
    thema: str,
    naam: str = "",
    *,
    gebied: str = "regio",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the report about one kind of violence; `make` says how.

    Args:
        thema: name or code of the kind.
        naam: name or code of the area; none means the first region.
        gebied: ``regio`` or ``subregio``.
        periode, formaten, uit: see `Aanvraag`; no period takes the last year of the theme.

    Raises:
        See `make`.
    """
    return make(
        workshop, Aanvraag("thema", naam, gebied, periode, tuple(formaten), uit, thema=thema)
    )


def nieuwsbrief(
    workshop: Workshop,
    naam: str = "",
    *,
    gebied: str = "regio",
    thema: str = "",
    periode: Periode | None = None,
    formaten: Sequence[str] = (),
    uit: Path | None = None,
) -> Written:
    """Write the short text with one figure for a newsletter; `make` says how.

    Args:
        naam: name or code of the area; none means the first region.
        gebied: what it is: ``gemeente``, ``regio`` or ``subregio``.
        thema: name or code of a kind of violence; none means requests for advice and reports.
        periode, formaten, uit: see `Aanvraag`; no formats means HTML and Markdown.

    Raises:
        See `make`.
    """
    aanvraag = Aanvraag("nieuwsbrief", naam, gebied, periode, tuple(formaten), uit, thema=thema)
    return make(workshop, aanvraag)
