"""What a municipality's own figures allow to be said, compared with others and over the years."""

from __future__ import annotations

from helpende_data.reports.inhoud.bouwstenen import NIETS, people
from helpende_data.reports.inhoud.context import Context, join
from helpende_data.reports.model import Alinea, Blok, Tabel
from helpende_data.schema import Indicator
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import toetsen, trends
from helpende_data.statistics.rest import GROOTTE
from helpende_data.statistics.trends import Trendbeeld, trend_van
from helpende_data.statistics.vergelijking import Vergelijking, ratio_figure

_MET = {
    "vergelijkbaar": "oordeel.met_vergelijkbaar",
    "subregio": "oordeel.met_subregio",
    "subregio_zonder_centrum": "oordeel.met_subregio_zonder",
    "regio": "oordeel.met_regio",
    "regio_zonder_centrum": "oordeel.met_regio_zonder",
    "land": "oordeel.met_land",
}
# A mark beside the word, so that a row is found at a glance; it never stands without its word.
_MARKS = {
    toetsen.HOGER: "▲",
    toetsen.DUIDELIJK_HOGER: "▲",
    toetsen.LAGER: "▼",
    toetsen.DUIDELIJK_LAGER: "▼",
    trends.GENOEMD[0]: "▲",
    trends.GENOEMD[1]: "▼",
}
_TREND_FROM = 3  # with fewer whole years nothing is said about them


def marked(woord: str) -> str:
    """A verdict or trend with its mark, where it has one."""
    return f"{_MARKS[woord]} {woord}" if woord in _MARKS else woord


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
    gevonden = [
        v
        for v in vergelijker.vergelijkingen(code, indicator.code, context.periode)
        if context.onderwerp.subregio or not v.met.startswith("subregio")
    ]
    titel = context.say("oordeel.titel", naam=indicator.naam)
    kolommen = ("Vergeleken met", "Verhouding", "Marge (95 %)", "Oordeel")
    rijen = tuple(_row(context, vergelijking) for vergelijking in gevonden)
    blokken: list[Blok] = [Tabel(titel, kolommen, rijen, (False, True, True, False))]
    if any(v.centrum_beslist for v in gevonden):
        centrum = context.feiten.gebieden.name(context.onderwerp.regio.centrumgemeente)
        blokken.append(Alinea(context.say("oordeel.tegenhanger", centrum=centrum), "let_op"))
    blokken.append(Alinea(context.say("oordeel.uitleg", regel=vergelijker.regels.uitleg), "uitleg"))
    return blokken


def _row(context: Context, vergelijking: Vergelijking) -> tuple[str, str, str, str]:
    """With whom, the ratio with its limits, and the verdict or why there is none."""
    cijfer = context.show(ratio_figure(vergelijking))
    leden = vergelijking.rest.leden if vergelijking.rest else ()
    namen = join([context.feiten.gebieden.name(lid) for lid in leden])
    subregio, regio = context.onderwerp.subregio, context.onderwerp.regio
    wie = context.say(
        _MET[vergelijking.met],
        namen=namen,
        gekozen_op=vergelijking.rest.gekozen_op if vergelijking.rest else GROOTTE,
        subregio=subregio.naam if subregio else "",
        centrum=context.feiten.gebieden.name(regio.centrumgemeente),
    )
    oordeel = vergelijking.oordeel
    # Why a word was withdrawn is told once, below the table.
    if vergelijking.ingetrokken:
        alleen = vergelijking.oordeel_alleen
        oordeel = context.say("oordeel.ingetrokken", oordeel=oordeel, alleen=alleen)
    elif vergelijking.reden:
        oordeel = f"{oordeel}: {context.constant(vergelijking.reden)}"
    elif vergelijking.klein_aantal:
        oordeel = context.say("oordeel.klein", oordeel=oordeel)
    bekend = cijfer.waarde is not None
    wie = wie.removesuffix(": ")  # nobody to name
    return wie, cijfer.tekst if bekend else NIETS, cijfer.marge or NIETS, oordeel


def series(
    context: Context, indicator: Indicator, uitsplitsing: str = TOTAAL, code: str = ""
) -> Trendbeeld | None:
    """The whole years of the area's own count, or None where there are too few.

    Args:
        code: under which code the area is counted, where that is not its own.
    """
    periode, vergelijker = context.onderwerp.periode, context.vergelijker
    if vergelijker is None or periode.soort != "jaar":
        return None
    code = code or context.onderwerp.gemeente.code
    sleutel = (code, indicator.code, uitsplitsing)
    if sleutel not in context.trends:
        context.trends[sleutel] = trend_van(
            context.feiten,
            code,
            indicator.code,
            tot=periode.jaar,
            regels=vergelijker.regels,
            gebeurtenissen=context.gebeurtenissen,
            uitsplitsing=uitsplitsing,
        )
    beeld = context.trends[sleutel]
    return beeld if len(beeld.jaren) >= _TREND_FROM else None


def with_events(context: Context, indicator: Indicator, onderschrift: str) -> str:
    """A caption with what changed in counting or working during the series."""
    beeld = series(context, indicator)
    zinnen = dict.fromkeys(g.zin for g in beeld.gebeurtenissen) if beeld else {}
    if not zinnen:
        return onderschrift
    return context.say("algemeen.let_op", onderschrift=onderschrift, zinnen=" ".join(zinnen))


def _years(context: Context, indicator: Indicator) -> list[Blok]:
    """The trend in words; with small numbers the last years together as well."""
    beeld = series(context, indicator)
    if beeld is None:
        return []
    naam = indicator.naam.lower()
    return [Alinea(trend_sentence(context, naam, beeld)), *years_together(context, naam, beeld)]


def trend_sentence(context: Context, naam: str, beeld: Trendbeeld) -> str:
    """The verdict on a series, with the reason where there is none.

    Args:
        naam: of what, within a sentence.
    """
    # How many years there are is no figure about people.
    reden = f": {context.constant(beeld.reden)}" if beeld.reden else ""
    zin = context.say("oordeel.trend", naam=naam, oordeel=beeld.oordeel + reden)
    if beeld.voorlopig:
        zin += context.say("oordeel.voorlopig", jaren=join([str(j) for j in beeld.voorlopig]))
    return zin


def years_together(context: Context, naam: str, beeld: Trendbeeld) -> list[Blok]:
    """The last years of a series taken together, where its numbers are small."""
    samen = [jaar.gemiddelde for jaar in beeld.jaren if jaar.gemiddelde is not None]
    if not samen or samen[-1].waarde is None:
        return []
    cijfer = context.show(samen[-1])
    velden = {"jaren": cijfer.periode, "cijfer": cijfer.tekst, "wie": people(cijfer)}
    zin = context.say("oordeel.samen", naam=naam, marge=context.margin(cijfer), **velden)
    return [Alinea(zin)]
