"""Facts and figures of an area on one sheet, each rate with its period and its population."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from helpende_data.figures.model import PuntInterval
from helpende_data.reports.inhoud.bouwstenen import Paar, figure, note, period_label, printed, punt
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, VEILIG_THUIS, Context
from helpende_data.reports.inhoud.slot import achtergrond_sectie
from helpende_data.reports.inhoud.voorzieningen import Voorziening, facilities, same_people
from helpende_data.reports.model import Alinea, Blok, Figuur, Rapport, Sectie, Tabel
from helpende_data.reports.soorten.gebied import beside_each_other
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import Cijfer, aantal, opgave
from helpende_data.statistics.feiten import Opgave

_AARD = "aard"


def build_infographic(
    context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()
) -> Rapport:
    """The page about the area and period of the context.

    Args:
        zinnen: the sentences of the other reports.
    """
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    paren = {i: beside_each_other(context, i, context.periode) for i in HOOFDINDICATOREN}
    blokken = (*_tiles(context, zinnen, paren), *_rates(context, zinnen, paren))
    secties = [
        Sectie(zinnen("infographic.rates_kop"), "rates", blokken),
        *_others(context, zinnen),
        *_as_printed(context, zinnen, paren),
        *_background(context),
    ]
    return assemble(
        context,
        titel=zinnen("infographic.titel", gebied=gebied),
        ondertitel=zinnen("infographic.ondertitel", periode=periode.label),
        secties=secties,
        eigen_bestanden=eigen_bestanden,
        blad=True,
    )


def _tiles(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[Blok]:
    """A tile for each headline count of the area, or of what lies around it within the region."""
    rijen = []
    for code, rij in paren.items():
        bekend = (p for p in rij if p.aantal.waarde is not None and p.soort != "land")
        eigen = next(bekend, None)
        if eigen is None:
            gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode.zin
            velden = {"naam": _name(context, code), "gebied": gebied, "periode": periode}
            niet = zinnen("infographic.tegel_niet")
            rijen.append((niet, zinnen("infographic.tegel_wat_niet", **velden), ""))
            continue
        velden = {"gebied": eigen.label, "periode": context.onderwerp.periode.zin}
        klein = ""
        if eigen.per_100k.waarde is not None and not eigen.per_100k.klein:
            klein = zinnen(
                "infographic.tegel_per",
                per=eigen.per_100k.tekst,
                marge=eigen.per_100k.marge,
                inwoners=eigen.per_100k.noemer_tekst,
                tijd=context.onderwerp.periode.per_label,
            )
        wat = zinnen(f"infographic.tegel_{code}", **velden)
        rijen.append((printed(eigen.aantal), wat, klein))
    kolommen = ("Aantal", "Wat", "Omgerekend")
    titel = zinnen("infographic.tegels")
    noot = note(context, [p.aantal for rij in paren.values() for p in rij])
    return [Tabel(titel, kolommen, tuple(rijen), (True, False, False), noot, tegels=True)]


def _name(context: Context, indicator: str) -> str:
    return context.feiten.indicatoren[indicator].naam


def _rates(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[Blok]:
    """A chart of the rates of this very period, and below it all that it was made of."""
    blokken: list[Blok] = []
    figuur = _figure(context, zinnen, paren)
    if figuur:
        blokken.append(figuur)
    rijen = [p for code, rij in paren.items() for p in (*rij, *_halves(context, code, rij))]
    if rijen:
        blokken.append(_table(context, zinnen, rijen))
    if len({p.aantal.periode for p in rijen}) > 1:
        blokken.append(Alinea(zinnen("infographic.periodes"), "uitleg"))
    return blokken


def _halves(context: Context, indicator: str, jaar: list[Paar]) -> list[Paar]:
    """Half-years of the year: those of areas without a count of the year, and those that a source
    printed without a period, to be recognised."""
    periode = context.onderwerp.periode
    if periode.soort != "jaar":
        return []
    bekend = {p.aantal.gebied_code for p in jaar}
    bekend -= {o.gebied_code for o in _undated(context, {indicator})}
    return [
        p
        for half in (f"{periode.jaar}-H{nummer}" for nummer in (1, 2))
        for p in beside_each_other(context, indicator, half, zonder=bekend)
    ]


def _undated(context: Context, indicatoren: set[str]) -> list[Opgave]:
    """Rates of this region and the country that its plan prints beside counts of this year."""
    regio = context.onderwerp.regio
    if context.onderwerp.periode.jaar != regio.jaar_zonder_periode:
        return []
    codes = {*regio.tellingen, LAND}
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
    vormen, voorzieningen = _kinds(context, zinnen), _facilities(context, zinnen)
    blokken: list[Blok] = []
    if vormen.rijen:
        blokken += [vormen, Alinea(zinnen("infographic.andere_uitleg"), "uitleg")]
    if voorzieningen.rijen:
        blokken.append(voorzieningen)
        dezelfden = " ".join(same_people(context, _of_period(context)))
        blokken += [Alinea(dezelfden, "uitleg")] if dezelfden else []
    return [Sectie(zinnen("infographic.andere_kop"), "andere", tuple(blokken))] if blokken else []


def _kinds(context: Context, zinnen: Teksten) -> Tabel:
    """Reports and requests for advice by kind, each row of one area."""
    indicatoren = [context.feiten.indicatoren[code] for code in HOOFDINDICATOREN]
    namen = {k: v for i in indicatoren for k, v in i.dimensies[_AARD].categorieen.items()}
    jaar, rijen, cijfers = context.onderwerp.periode.jaar, [], []
    for deel, naam in namen.items():
        for gebied, aantallen in _nearest(context, f"{_AARD}:{deel}"):
            rijen.append(
                (
                    naam,
                    context.label(gebied, jaar),
                    *(printed(c) if c else "niet bekend" for c in aantallen),
                )
            )
            cijfers += [c for c in aantallen if c]
    return Tabel(
        zinnen("infographic.vormen_tabel", periode=context.onderwerp.periode.zin),
        ("Vorm", "Gebied", *(i.naam for i in indicatoren)),
        tuple(rijen),
        (False, False, True, True),
        note(context, cijfers),
    )


def _nearest(context: Context, uitsplitsing: str) -> Iterator[tuple[str, list[Cijfer | None]]]:
    """The first of the area itself and its region that has one of these counts, with both."""
    onderwerp, feiten = context.onderwerp, context.feiten
    for gebied in (onderwerp.gemeente.code, *onderwerp.regio.tellingen):
        aantallen = [
            context.show(aantal(feiten, gebied, code, context.periode, uitsplitsing))
            if feiten.telling(gebied, code, context.periode, uitsplitsing)
            else None
            for code in HOOFDINDICATOREN
        ]
        if any(aantallen):
            yield gebied, aantallen
            return


def _of_period(context: Context) -> list[Voorziening]:
    return [v for v in facilities(context) if v.aantal.periode == context.periode]


def _facilities(context: Context, zinnen: Teksten) -> Tabel:
    """The facilities that were counted over this very period."""
    gevonden = _of_period(context)
    cijfers = [context.show(v.aantal) for v in gevonden]
    naam = context.feiten.gebieden.name
    rijen = tuple(
        (v.indicator.naam, naam(v.aantal.gebied_code), printed(v.aantal)) for v in gevonden
    )
    titel = zinnen("infographic.voorzieningen_tabel", periode=context.onderwerp.periode.zin)
    kolommen = ("Voorziening", "Gebied", "Aantal")
    return Tabel(titel, kolommen, rijen, (False, False, True), note(context, cijfers))


def _as_printed(context: Context, zinnen: Teksten, paren: dict[str, list[Paar]]) -> list[Sectie]:
    """Rates that a source of this region prints without a period, beside those of the period."""
    jaar, rijen = context.onderwerp.periode.jaar, []
    for gedrukt in _undated(context, {*paren}):
        code = gedrukt.gebied_code
        nu = next((p for p in paren[gedrukt.indicator] if p.aantal.gebied_code == code), None)
        cijfer = context.show(opgave(context.feiten, gedrukt))
        rijen.append(
            (
                f"{_name(context, gedrukt.indicator)}, {context.label(code, jaar)}",
                cijfer.tekst,
                printed(nu.per_100k) if nu else "niet bekend",
                context.constant(gedrukt.opmerking),
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


def _background(context: Context) -> list[Sectie]:
    """Statements about the country, without a column that says the same of each."""
    sectie = achtergrond_sectie(context)
    if sectie is None:
        return []
    return [replace(sectie, blokken=tuple(map(_narrow, sectie.blokken)))]


def _narrow(blok: Blok) -> Blok:
    """A table with the columns in which its rows differ; what they all say stands in its note.

    Whom the document quotes stands in the policy edition, to which the accountability refers.
    """
    if not isinstance(blok, Tabel):
        return blok
    anders = [i for i, kolom in enumerate(zip(*blok.rijen, strict=True)) if len(set(kolom)) > 1]
    zelfde = [cel for i, cel in enumerate(blok.rijen[0]) if i not in anders]
    houden = [i for i in anders if blok.kolommen[i] != "Volgens"]
    return replace(
        blok,
        kolommen=tuple(blok.kolommen[i] for i in houden),
        rijen=tuple(tuple(rij[i] for i in houden) for rij in blok.rijen),
        getallen=tuple(blok.getallen[i] for i in houden),
        noot=", ".join((*zelfde, *filter(None, [blok.noot]))),
    )
