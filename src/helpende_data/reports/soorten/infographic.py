"""Facts and figures of an area in short, each rate with its period and its population."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import PuntInterval
from helpende_data.reports.inhoud.bouwstenen import Paar, figure, note, period_label, printed, punt
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, VEILIG_THUIS, Context
from helpende_data.reports.inhoud.voorzieningen import facilities
from helpende_data.reports.model import Alinea, Blok, Figuur, Rapport, Sectie, Tabel
from helpende_data.reports.soorten.gebied import beside_each_other
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import Cijfer, aantal, opgave
from helpende_data.statistics.feiten import Opgave

_AARD = "aard"
_UNDATED_YEAR = 2020  # the page that printed rates without a period is about this year


def build_infographic(
    context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()
) -> Rapport:
    """The page about the area and period of the context.

    Args:
        zinnen: the sentences of the other reports.
    """
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    paren = {i: beside_each_other(context, i, context.periode) for i in HOOFDINDICATOREN}
    secties = [
        Sectie(zinnen("infographic.rates_kop"), "rates", tuple(_rates(context, zinnen, paren))),
        *_others(context, zinnen),
        *_as_printed(context, zinnen, paren),
    ]
    return assemble(
        context,
        titel=zinnen("infographic.titel", gebied=gebied),
        ondertitel=zinnen("infographic.ondertitel", periode=periode.label),
        kern=_core(context, zinnen, paren),
        secties=secties,
        eigen_bestanden=eigen_bestanden,
        kort=True,
    )


def _core(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[str]:
    """A sentence for each headline count of the area, or of the nearest one that has it."""
    regels = []
    for code, rij in paren.items():
        eigen = next((p for p in rij if p.aantal.waarde is not None), None)
        if eigen is None:
            regels.append(zinnen("infographic.kern_niet", naam=_name(context, code)))
            continue
        velden = {"gebied": eigen.label, "periode": context.onderwerp.periode.zin}
        zin = zinnen(f"infographic.kern_{code}", aantal=eigen.aantal.tekst, **velden)
        if eigen.per_100k.waarde is not None and not eigen.per_100k.klein:
            zin += zinnen("infographic.kern_per", per=eigen.per_100k.tekst)
        regels.append(zin)
    return regels


def _name(context: Context, indicator: str) -> str:
    return context.feiten.indicatoren[indicator].naam


def _rates(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[Blok]:
    """A chart of the rates of this very period, and below it all that it was made of."""
    blokken: list[Blok] = []
    rijen = [p for rij in paren.values() for p in rij]
    figuur = _figure(context, zinnen, paren)
    if figuur:
        blokken.append(figuur)
    halve = [p for code, rij in paren.items() for p in _halves(context, code, rij)]
    if rijen or halve:
        blokken.append(_table(context, zinnen, [*rijen, *halve]))
    if not rijen:
        blokken.append(Alinea(zinnen("infographic.geen"), "let_op"))
    blokken.append(Alinea(zinnen("infographic.periodes"), "uitleg"))
    return blokken


def _halves(context: Context, indicator: str, jaar: list[Paar]) -> list[Paar]:
    """Half-years of the year: those of areas without a count of the year, and those that a source
    printed without a period, to be recognised."""
    periode = context.onderwerp.periode
    if periode.soort != "jaar":
        return []
    bekend = {p.aantal.gebied_code for p in jaar}
    if periode.jaar == _UNDATED_YEAR:
        bekend -= {o.gebied_code for o in _undated(context, {indicator})}
    return [
        p
        for half in (f"{periode.jaar}-H{nummer}" for nummer in (1, 2))
        for p in beside_each_other(context, indicator, half, zonder=bekend)
    ]


def _undated(context: Context, indicatoren: set[str]) -> list[Opgave]:
    """Rates of this region and the country that a source prints without a period."""
    codes = {*context.onderwerp.regio.tellingen, LAND}
    return [
        o
        for o in context.feiten.opgaven
        if o.indicator in indicatoren
        and o.periode == "onbekend"
        and o.eenheid == "per_100k"
        and o.gebied_code in codes
    ]


def _table(context: Context, zinnen: Teksten, paren: list[Paar]) -> Tabel:
    """Count, rate and inhabitants, each row with its own period."""
    rijen = tuple(
        (
            _name(context, p.aantal.indicator),
            p.label,
            period_label(p.aantal.periode),
            printed(p.aantal),
            printed(p.per_100k),
            p.per_100k.noemer_tekst or p.per_100k.reden,
        )
        for p in paren
    )
    kolommen = ("Wat", "Gebied", "Periode", "Aantal", "Per 100.000 inwoners", "Inwoners")
    rechts = (False, False, False, True, True, True)
    noot = note(context, [p.aantal for p in paren])
    return Tabel(zinnen("infographic.tabel"), kolommen, rijen, rechts, noot)


def _figure(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> Figuur | None:
    """Dots of the rates, advice and reports each with the same areas; None without any rate."""
    gekozen = [
        (f"{_name(context, code)}, {p.label}", p)
        for code, rij in paren.items()
        for p in rij
        if p.per_100k.waarde is not None
    ]
    if not gekozen:
        return None
    eenheid = zinnen("infographic.eenheid", tijd=context.onderwerp.periode.per_label)
    titel = zinnen("infographic.figuur")
    rijen = tuple((label, printed(p.per_100k), p.per_100k.marge) for label, p in gekozen)
    return figure(
        "per-100000",
        titel,
        context.with_exceptions(
            zinnen("infographic.onderschrift", periode=context.onderwerp.periode.zin),
            {*HOOFDINDICATOREN},
            *VEILIG_THUIS,
        ),
        [p.aantal for _, p in gekozen],
        PuntInterval(tuple(punt(p.per_100k, label, p.soort) for label, p in gekozen), eenheid),
        Tabel(eenheid, ("Wat", "Per 100.000", "Marge (95 %)"), rijen, (False, True, True)),
    )


def _others(context: Context, zinnen: Teksten) -> list[Sectie]:
    """Kinds of violence and facilities, as counts of the nearest area that has them."""
    rijen, cijfers = [], []
    for code in HOOFDINDICATOREN:
        indicator = context.feiten.indicatoren[code]
        for deel, naam in indicator.dimensies[_AARD].categorieen.items():
            cijfer = _nearest(context, code, f"{_AARD}:{deel}")
            if cijfer is not None:
                cijfers.append(context.show(cijfer))
                wat = zinnen("infographic.over", indicator=indicator.naam, naam=naam.lower())
                rijen.append((wat, cijfer))
    for voorziening in facilities(context):
        if voorziening.aantal.periode == context.periode:
            cijfers.append(context.show(voorziening.aantal))
            rijen.append((voorziening.indicator.naam, voorziening.aantal))
    if not rijen:
        return []
    jaar = context.onderwerp.periode.jaar
    tabel = Tabel(
        zinnen("infographic.andere_tabel", periode=context.onderwerp.periode.zin),
        ("Wat", "Gebied", "Aantal"),
        tuple((wat, context.label(c.gebied_code, jaar), printed(c)) for wat, c in rijen),
        (False, False, True),
        note(context, cijfers),
    )
    uitleg = Alinea(zinnen("infographic.andere_uitleg"), "uitleg")
    return [Sectie(zinnen("infographic.andere_kop"), "andere", (tabel, uitleg))]


def _nearest(context: Context, indicator: str, uitsplitsing: str) -> Cijfer | None:
    """The count of the area itself, else of its region; None where nobody counted it."""
    onderwerp = context.onderwerp
    for code in (onderwerp.gemeente.code, *onderwerp.regio.tellingen):
        if context.feiten.telling(code, indicator, context.periode, uitsplitsing):
            return aantal(context.feiten, code, indicator, context.periode, uitsplitsing)
    return None


def _as_printed(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[Sectie]:
    """Rates that a source of this region prints without a period, beside those of the period."""
    jaar, rijen = context.onderwerp.periode.jaar, []
    for gedrukt in _undated(context, {*paren}) if jaar == _UNDATED_YEAR else ():
        code = gedrukt.gebied_code
        nu = next((p for p in paren[gedrukt.indicator] if p.aantal.gebied_code == code), None)
        cijfer = context.show(opgave(context.feiten, gedrukt))
        rijen.append(
            (
                f"{_name(context, gedrukt.indicator)}, {context.label(code, jaar)}",
                cijfer.tekst,
                printed(nu.per_100k) if nu else "niet bekend",
                gedrukt.opmerking,
            )
        )
    if not rijen:
        return []
    kolommen = (
        "Wat",
        "Zoals gedrukt, zonder periode",
        zinnen("infographic.gedrukt_nu", tijd=context.onderwerp.periode.label),
        "Wat wij zagen",
    )
    tabel = Tabel(
        zinnen("infographic.gedrukt_tabel"), kolommen, tuple(rijen), (False, True, True, False)
    )
    uitleg = Alinea(zinnen("infographic.gedrukt_uitleg"), "let_op")
    return [Sectie(zinnen("infographic.gedrukt_kop"), "gedrukt", (uitleg, tabel))]
