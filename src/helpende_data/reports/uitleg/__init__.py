"""Explains one figure step by step, with the formula and the numbers filled in. No layout."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpende_data.errors import UsageError
from helpende_data.files import Werkmap, read_toml
from helpende_data.periodes import Periode
from helpende_data.reports.teksten import Teksten
from helpende_data.reports.uitleg.aantal import GEEN_SPRAKE, count_steps
from helpende_data.reports.uitleg.deel import DERIVED, derived_steps, share_step
from helpende_data.reports.uitleg.jaren import trend_steps
from helpende_data.reports.uitleg.stap import Stap, Vraag
from helpende_data.reports.uitleg.vergelijken import comparison_steps
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import Cijfer, cijfers
from helpende_data.statistics.ketens import MELDINGEN
from helpende_data.statistics.keuze import area_codes, parse_indicator
from helpende_data.statistics.maten import denominator
from helpende_data.statistics.regels import Gebeurtenis
from helpende_data.statistics.vergelijking import Vergelijker

FILE = "teksten/uitleg.toml"

__all__ = ["Stap", "explain", "read_uitleg"]


def read_uitleg(werkmap: Werkmap) -> Teksten:
    """The sentences of the explanation.

    Raises:
        SourceError: the file is not TOML in UTF-8.
    """
    return Teksten(read_toml(werkmap.data_file(FILE), f"data/{FILE}"), FILE)


def explain(
    vergelijker: Vergelijker,
    teksten: Teksten,
    *,
    gebied: str,
    indicator: str,
    periode: Periode,
    dekking: str = "",
    vergelijk: str = "",
    gebeurtenissen: Sequence[Gebeurtenis] = (),
) -> tuple[Stap, ...]:
    """How one count becomes a rate or a share with its limits and verdicts, and what it says.

    Of a region the count of its own service is explained where there is one, else that of CBS. A
    municipality is compared with the rest of its region, unless another comparison is asked for.
    Of a year the years before it are explained too, where there are five of them.

    Args:
        vergelijker: knows the protected figures and the rules of comparison.
        teksten: of `read_uitleg`.
        gebied, indicator, periode, dekking, vergelijk, gebeurtenissen: as `statistics.cijfers`;
            `indicator` names one figure: ``meldingen``, ``meldingen/vervolg:overdracht`` or
            ``adviezen/per:meldingen``.

    Raises:
        UnknownError: no such area, indicator or figure.
        UsageError: this names no single figure that is counted; or no such comparison.
    """
    feiten = vergelijker.feiten
    code, deel = parse_indicator(feiten, indicator)
    # every fault in the question is told in the words of the list
    regels = cijfers(
        vergelijker,
        gebied=gebied,
        indicator=f"{code}/{deel or TOTAAL}",
        dekking=dekking,
        periode=periode,
        vergelijk=vergelijk,
    )
    afgeleid = regels[0].cijfer if (code, deel) in DERIVED else None
    gedekt = {regel.cijfer.dekking for regel in regels}
    wat = (MELDINGEN, TOTAAL) if afgeleid else (code, deel or TOTAAL)
    codes = (afgeleid.gebied_code,) if afgeleid else area_codes(feiten, gebied)
    tellingen = (feiten.telling(c, wat[0], str(periode), wat[1]) for c in codes)
    telling = next((t for t in tellingen if t is not None and t.dekking in gedekt), None)
    if telling is None:
        raise UsageError(
            "uitleg is er voor een aantal tegelijk", waar=indicator,
            doe="noem een indicator, of indicator/dimensie:categorie, uit de tellingen",
        )  # fmt: skip
    noemer = denominator(feiten, telling)
    vraag = Vraag(vergelijker, teksten, telling, noemer, gebeurtenissen)
    return tuple(_derived(vraag, afgeleid) if afgeleid else _counted(vraag, vergelijk))


def _counted(vraag: Vraag, vergelijk: str) -> Iterator[Stap]:
    yield from count_steps(vraag)
    if vraag.telling.status != GEEN_SPRAKE:
        yield from share_step(vraag)
        if vraag.feiten.gebieden[vraag.telling.gebied_code].soort == "gemeente":
            yield from comparison_steps(vraag, vergelijk or "regio")
        yield from trend_steps(vraag)
    yield _meaning(vraag, vraag.telling.indicator)


def _derived(vraag: Vraag, cijfer: Cijfer) -> Iterator[Stap]:
    yield from derived_steps(vraag, cijfer)
    yield _meaning(vraag, cijfer.indicator)


def _meaning(vraag: Vraag, code: str) -> Stap:
    indicator = vraag.feiten.indicatoren[code]
    zinnen = {
        "zegt.wel": indicator.zegt_wel,
        "zegt.niet": indicator.zegt_niet,
        "zegt.meer": indicator.meer_kan_betekenen,
    }
    gezegd = [vraag.teksten(sleutel, zin=zin) for sleutel, zin in zinnen.items() if zin]
    return Stap(vraag.teksten("zegt.kop"), (*gezegd, vraag.teksten("zegt.toeval")))
