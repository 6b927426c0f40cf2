"""The municipality in its region: inhabitants, subregion, and what the region's rate would give."""

from __future__ import annotations

from helpende_data.figures.model import Balken, PuntInterval
from helpende_data.reports.inhoud.bouwstenen import (
    alt_text,
    denominator_text,
    period_label,
    printed,
    punt,
    source_line,
    whole_limits,
)
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, Context
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.statistics import Cijfer, inwoners, verwacht

_INDELINGEN = ("subregio", "regioaanpak", "jeugdhulp", "huiselijkgeweldregio")


def regio_sectie(context: Context) -> Sectie:
    """Inhabitants of the region's municipalities, and the expectation where no count exists."""
    teksten, onderwerp = context.teksten, context.onderwerp
    naam = onderwerp.gemeente.naam
    blokken = _inwoners(context)
    verwachtingen = _expectations(context)
    if verwachtingen:
        blokken.append(
            Alinea(
                teksten(
                    "algemeen.geen_eigen_cijfer", gemeente=naam, opdracht="hd ingest 84847NED.csv"
                ),
                "let_op",
            )
        )
        blokken += _expectation_blocks(context, verwachtingen)
    return Sectie(teksten("regio.kop", gemeente=naam), "regio", tuple(blokken))


def _inwoners(context: Context) -> list[Blok]:
    feiten, teksten, onderwerp = context.feiten, context.teksten, context.onderwerp
    jaar = onderwerp.periode.jaar
    eigen = context.show(inwoners(feiten, onderwerp.gemeente.code, jaar))
    regio = context.show(inwoners(feiten, onderwerp.regio.code, jaar))
    leden = feiten.gebieden.members(onderwerp.regio.code, jaar)
    velden = {
        "gemeente": onderwerp.gemeente.naam,
        "jaar": str(jaar),
        "inwoners": eigen.tekst,
        "subregio": onderwerp.subregio.naam if onderwerp.subregio else "geen subregio",
        "regio": onderwerp.regio.naam,
        "aantal_gemeenten": str(len(leden)),
        "regio_inwoners": regio.tekst,
    }
    sleutel = "regio.inwoners" if regio.waarde is not None else "regio.inwoners_kort"
    gemeenten = [
        (feiten.gebieden.name(code), context.show(inwoners(feiten, code, jaar)))
        for code in sorted(leden, key=feiten.gebieden.name)
    ]
    if eigen.waarde is None:
        return [Alinea(teksten(sleutel, **velden))]
    punten = tuple(punt(c, label, context.soort(c.gebied_code)) for label, c in gemeenten)
    titel = teksten("regio.inwoners_figuur", **velden)
    eenheid = f"Inwoners op 1 januari {jaar}"
    figuur = Figuur(
        "inwoners",
        titel,
        context.with_exceptions(
            teksten("regio.inwoners_onderschrift", **velden), set(), *_INDELINGEN
        ),
        source_line([c for _, c in gemeenten]),
        alt_text(titel, punten, eenheid),
        Balken(punten, eenheid),
        Tabel(
            eenheid,
            ("Gemeente", "Inwoners"),
            tuple((label, c.tekst) for label, c in gemeenten),
            (False, True),
        ),
    )
    return [Alinea(teksten(sleutel, **velden)), figuur]


def _expectations(context: Context) -> list[tuple[str, Cijfer]]:
    """For each headline indicator without a count of its own: what the region's rate would give."""
    feiten, onderwerp = context.feiten, context.onderwerp
    gevonden = []
    for code in HOOFDINDICATOREN:
        indicator = feiten.indicatoren[code]
        if feiten.telling(onderwerp.gemeente.code, code, context.periode) is not None:
            continue
        for periode in _region_periods(context, code):
            referentie = context.region_code(code, periode)
            if referentie is None:
                continue
            cijfer = verwacht(feiten, onderwerp.gemeente.code, code, periode, referentie=referentie)
            if cijfer.waarde is not None:
                label = f"{indicator.naam}, {period_label(periode)}"
                gevonden.append((label, context.show(cijfer)))
    return gevonden


def _region_periods(context: Context, indicator: str) -> list[str]:
    """The last two periods of the report's kind, up to it, for which the region has a count."""
    regio, tot = context.onderwerp.regio, context.onderwerp.periode
    gevonden = {
        periode
        for code in (regio.tellingen_eigen, regio.tellingen_cbs)
        if code
        for periode in context.feiten.periodes(code, indicator)
        if periode.soort == tot.soort and not tot < periode
    }
    return [str(periode) for periode in sorted(gevonden)[-2:]]


def _expectation_blocks(context: Context, verwachtingen: list[tuple[str, Cijfer]]) -> list[Blok]:
    teksten = context.teksten
    gemeente = context.onderwerp.gemeente.naam
    regel = teksten("algemeen.rekenvoorbeeld", gemeente=gemeente)
    punten = tuple(punt(c, label, "anders", noot="rekenvoorbeeld") for label, c in verwachtingen)
    titel = teksten("regio.verwacht_figuur", gemeente=gemeente)
    eenheid = "Verwacht aantal bij het cijfer van de regio"
    tabel = Tabel(
        f"{teksten('regio.verwacht_kop')}: {regel}",
        ("Wat", "Verwacht aantal", "Marge door toeval (95 %)", f"Inwoners van {gemeente}"),
        tuple(
            (label, printed(c), whole_limits(c), denominator_text(c)) for label, c in verwachtingen
        ),
        (False, True, True, True),
    )
    onderschrift = context.with_exceptions(
        teksten("regio.verwacht_onderschrift", gemeente=gemeente),
        {*HOOFDINDICATOREN},
        "veilig_thuis_eigen",
        "veilig_thuis_cbs",
    )
    return [
        Alinea(teksten("regio.verwacht_uitleg", gemeente=gemeente)),
        Figuur(
            "verwacht",
            titel,
            onderschrift,
            source_line([c for _, c in verwachtingen]),
            alt_text(f"{titel} ({regel})", punten, eenheid),
            PuntInterval(punten, eenheid),
            tabel,
        ),
        Alinea(f"{regel[0].upper()}{regel[1:]}.", "let_op"),
    ]
