"""What a municipality's own figures allow to be said, compared with others and over the years."""

from __future__ import annotations

from helpende_data.reports.inhoud.context import Context, join
from helpende_data.reports.model import Alinea, Blok, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics.trends import trend_van
from helpende_data.statistics.vergelijking import Vergelijking, ratio_figure

_MET = {
    "vergelijkbaar": "oordeel.met_vergelijkbaar",
    "subregio": "oordeel.met_subregio",
    "subregio_zonder_centrum": "oordeel.met_subregio_zonder",
    "regio": "oordeel.met_regio",
    "regio_zonder_centrum": "oordeel.met_regio_zonder",
    "land": "oordeel.met_land",
}
_TREND_FROM = 3  # with fewer whole years nothing is said about them


def verdict_blocks(context: Context, indicator: Indicator) -> list[Blok]:
    """The verdicts on an own count, and on its years; nothing without one."""
    if context.vergelijker is None:
        return []
    code = context.onderwerp.gemeente.code
    if context.feiten.telling(code, indicator.code, context.periode) is None:
        return []
    return [*_comparisons(context, indicator), *_years(context, indicator)]


def _comparisons(context: Context, indicator: Indicator) -> list[Blok]:
    vergelijker = context.vergelijker
    if vergelijker is None:
        return []
    code = context.onderwerp.gemeente.code
    gevonden = vergelijker.vergelijkingen(code, indicator.code, context.periode)
    titel = context.say("oordeel.titel", naam=indicator.naam)
    kolommen = ("Vergeleken met", "Verhouding", "Marge (95 %)", "Oordeel")
    rijen = tuple(_row(context, vergelijking) for vergelijking in gevonden)
    return [
        Tabel(titel, kolommen, rijen, (False, True, True, False)),
        Alinea(context.say("oordeel.uitleg", regel=vergelijker.regels.uitleg), "uitleg"),
    ]


def _row(context: Context, vergelijking: Vergelijking) -> tuple[str, str, str, str]:
    """With whom, the ratio with its limits, and the verdict or why there is none."""
    cijfer = context.show(ratio_figure(vergelijking))
    leden = vergelijking.rest.leden if vergelijking.rest else ()
    namen = join([context.feiten.gebieden.name(lid) for lid in leden])
    subregio, regio = context.onderwerp.subregio, context.onderwerp.regio
    wie = context.say(
        _MET[vergelijking.met],
        namen=namen,
        subregio=subregio.naam if subregio else "",
        centrum=context.feiten.gebieden.name(regio.centrumgemeente),
    )
    oordeel = vergelijking.oordeel
    # Why a word was withdrawn is told once, below the table.
    if vergelijking.reden and not vergelijking.ingetrokken:
        oordeel = f"{oordeel}: {vergelijking.reden}"
    elif vergelijking.klein_aantal:
        oordeel = context.say("oordeel.klein", oordeel=oordeel)
    bekend = cijfer.waarde is not None
    return wie, cijfer.tekst if bekend else "geen", cijfer.marge or "geen", oordeel


def _years(context: Context, indicator: Indicator) -> list[Blok]:
    """The trend in words, with the events that lie in it."""
    periode = context.onderwerp.periode
    if context.vergelijker is None or periode.soort != "jaar":
        return []
    beeld = trend_van(
        context.feiten,
        context.onderwerp.gemeente.code,
        indicator.code,
        tot=periode.jaar,
        regels=context.vergelijker.regels,
        gebeurtenissen=context.gebeurtenissen,
    )
    if len(beeld.jaren) < _TREND_FROM:
        return []
    reden = f": {beeld.reden}" if beeld.reden else ""
    zin = context.say("oordeel.trend", naam=indicator.naam.lower(), oordeel=beeld.oordeel + reden)
    if beeld.voorlopig:
        jaren = join([str(jaar) for jaar in beeld.voorlopig])
        zin += context.say("oordeel.voorlopig", jaren=jaren)
    events = dict.fromkeys(gebeurtenis.zin for gebeurtenis in beeld.gebeurtenissen)
    return [Alinea(zin), *(Alinea(event, "uitleg") for event in events)]
