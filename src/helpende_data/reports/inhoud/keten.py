"""What happens after a report: next steps, kinds, earlier contact, investigations."""

from __future__ import annotations

from helpende_data.figures.model import Balken, Keten, Reeks, Trend
from helpende_data.reports.inhoud.bouwstenen import (
    alt_text,
    period_label,
    printed,
    punt,
    source_line,
)
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.inhoud.vergelijking import breaks
from helpende_data.reports.model import Alinea, Blok, Figuur, Sectie, Tabel
from helpende_data.schema.getallen import format_nl, round_once
from helpende_data.statistics import Cijfer, aandeel, aantal

MELDINGEN = "meldingen"
_OPEN = "nog_niet_beoordeeld"
_SPLITS = ("aard", "organisatie", "eerder", "veiligheid", "leeftijd")


def keten_sectie(context: Context) -> Sectie | None:
    """Steps after a report for the municipality or its region, or None where nothing is known."""
    blokken: list[Blok] = [*_vervolg(context), *_verdelingen(context), *_onderzoeken(context)]
    if not blokken:
        return None
    return Sectie(context.teksten("keten.kop"), "keten", tuple(blokken))


def chain_area(context: Context, dimensie: str = "vervolg") -> str | None:
    """Where a split of the reports is known: the municipality itself, else its region."""
    onderwerp = context.onderwerp
    for code in (
        onderwerp.gemeente.code,
        onderwerp.regio.tellingen_eigen,
        onderwerp.regio.tellingen_cbs,
    ):
        delen = (
            context.feiten.categories(code, MELDINGEN, context.periode, dimensie) if code else []
        )
        if len(delen) > 1:
            return code
    return None


def _label(context: Context, code: str) -> str:
    return context.label(code, context.onderwerp.periode.jaar)


def _counts(context: Context, code: str, dimensie: str) -> list[tuple[str, Cijfer, Cijfer]]:
    """Name, count and share of each category, registered as shown."""
    feiten = context.feiten
    indicator = feiten.indicatoren[MELDINGEN]
    return [
        (
            indicator.category(deel.uitsplitsing),
            context.show(aantal(feiten, code, MELDINGEN, deel.periode, deel.uitsplitsing)),
            context.show(aandeel(feiten, code, MELDINGEN, deel.periode, deel.uitsplitsing)),
        )
        for deel in feiten.categories(code, MELDINGEN, context.periode, dimensie)
    ]


def share_text(cijfer: Cijfer) -> str:
    return f"{cijfer.tekst}\N{NO-BREAK SPACE}%" if cijfer.waarde is not None else ""


def _vervolg(context: Context) -> list[Blok]:
    code = chain_area(context)
    if code is None:
        return []
    teksten, feiten = context.teksten, context.feiten
    totaal = context.show(aantal(feiten, code, MELDINGEN, context.periode))
    delen = _counts(context, code, "vervolg")
    by_code = {c.uitsplitsing.partition(":")[2]: (c, a) for _, c, a in delen}
    velden = {
        "totaal": totaal.tekst,
        "gebied": _label(context, code),
        "periode": context.onderwerp.periode.zin,
    }
    overdracht = by_code.get("overdracht")
    titel = (
        teksten("keten.figuur", overdracht=overdracht[0].tekst, **velden)
        if overdracht
        else (teksten("keten.kop"))
    )
    stappen = tuple(punt(c, naam, context.soort(code)) for naam, c, _ in delen)
    eenheid = "Aantal meldingen"
    figuur = Figuur(
        "keten",
        titel,
        context.with_exceptions(
            teksten("keten.onderschrift", **velden),
            {MELDINGEN},
            "veilig_thuis_eigen",
            "veilig_thuis_cbs",
        ),
        source_line([c for _, c, _ in delen]),
        alt_text(titel, stappen, eenheid),
        Keten(
            punt(totaal, "Alle meldingen", context.soort(code)),
            stappen,
            tuple(share_text(a) for _, _, a in delen),
            eenheid,
        ),
        _split_table(titel, totaal, delen),
    )
    blokken: list[Blok] = [Alinea(teksten("keten.uitleg", **velden)), figuur]
    blokken += _assessed(context, totaal, by_code)
    blokken.append(Alinea(teksten("keten.ontvanger"), "let_op"))
    blokken += _acute(context, code)
    return blokken


def _split_table(titel: str, totaal: Cijfer, delen: list[tuple[str, Cijfer, Cijfer]]) -> Tabel:
    rijen = [(naam, printed(c), share_text(a) or "geen") for naam, c, a in delen]
    rijen.append(("alle meldingen", printed(totaal), ""))
    noot = "* voorlopig cijfer" if totaal.voorlopig else ""
    return Tabel(titel, ("Wat", "Aantal", "Aandeel"), tuple(rijen), (False, True, True), noot)


def _assessed(
    context: Context, totaal: Cijfer, by_code: dict[str, tuple[Cijfer, Cijfer]]
) -> list[Blok]:
    """The share handed over of the reports that were assessed: another denominator, so said."""
    if _OPEN not in by_code or "overdracht" not in by_code or totaal.waarde is None:
        return []
    open_, over = by_code[_OPEN][0], by_code["overdracht"][0]
    if not open_.waarde or over.waarde is None or totaal.waarde <= open_.waarde:
        return []
    beoordeeld = totaal.waarde - open_.waarde
    cijfer = context.show(
        Cijfer(
            **{
                **over.__dict__,
                "maat": "aandeel_pct",
                "uitsplitsing": f"{over.uitsplitsing}_van_beoordeeld",
                "waarde": round_once(100 * over.waarde / beoordeeld, 0),
                "laag": None,
                "hoog": None,
                "noemer": beoordeeld,
            }
        )
    )
    zin = context.teksten(
        "keten.beoordeeld", open=open_.tekst, beoordeeld=format_nl(beoordeeld), aandeel=cijfer.tekst
    )
    return [Alinea(zin)]


def _acute(context: Context, code: str) -> list[Blok]:
    telling = context.feiten.telling(code, MELDINGEN, context.periode, "veiligheid:acuut_onveilig")
    if telling is None or telling.aantal is None:
        return []
    cijfer = context.show(
        aantal(context.feiten, code, MELDINGEN, context.periode, telling.uitsplitsing)
    )
    zin = context.teksten(
        "keten.acuut",
        aantal=cijfer.tekst,
        gebied=_label(context, code),
        periode=context.onderwerp.periode.zin,
    )
    return [Alinea(zin)]


def _verdelingen(context: Context) -> list[Blok]:
    """The reports by kind, reporter, earlier contact, safety and age, where they are known."""
    blokken: list[Blok] = []
    indicator = context.feiten.indicatoren[MELDINGEN]
    for dimensie in _SPLITS:
        code = chain_area(context, dimensie)
        if code is None:
            continue
        delen = _counts(context, code, dimensie)
        totaal = context.show(aantal(context.feiten, code, MELDINGEN, context.periode))
        meervoudig = indicator.dimensies[dimensie].optelsoort == "meervoudig"
        velden = {"gebied": _label(context, code), "periode": context.onderwerp.periode.zin}
        titel = context.teksten(
            "keten.verdeling", naam=indicator.dimensies[dimensie].naam, **velden
        )
        onderschrift = context.teksten(
            "keten.verdeling_onderschrift",
            indicator=MELDINGEN,
            optelsoort=context.teksten("keten.meervoudig") if meervoudig else "",
            **velden,
        )
        punten = tuple(punt(c, naam, context.soort(code)) for naam, c, _ in delen)
        blokken.append(
            Figuur(
                f"meldingen-{dimensie}",
                titel,
                onderschrift,
                source_line([c for _, c, _ in delen]),
                alt_text(titel, punten, "Aantal meldingen"),
                Balken(punten, "Aantal meldingen"),
                _split_table(titel, totaal, delen),
            )
        )
    return blokken


def _onderzoeken(context: Context) -> list[Blok]:
    """Investigations that were finished per year, of the region's own service."""
    code, feiten = context.onderwerp.regio.tellingen_eigen, context.feiten
    periodes = (
        [p for p in feiten.periodes(code, "onderzoeken_afgerond") if p.soort == "jaar"]
        if code
        else []
    )
    if len(periodes) < 2:
        return []
    indicator = feiten.indicatoren["onderzoeken_afgerond"]
    cijfers = [context.show(aantal(feiten, code, indicator.code, str(p))) for p in periodes]
    punten = tuple(punt(c, c.periode, "regio") for c in cijfers)
    titel = context.teksten(
        "keten.onderzoek_figuur", laatste_jaar=cijfers[-1].periode, laatste=cijfers[-1].tekst
    )
    reden = context.teksten("keten.onderzoek_breuk")
    tekening = Trend(
        tuple(str(p) for p in periodes),
        (Reeks(context.label(code, periodes[-1].jaar), "regio", punten),),
        indicator.naam,
        breaks(indicator, periodes, reden),
    )
    figuur = Figuur(
        "onderzoeken",
        titel,
        context.teksten("keten.onderzoek_onderschrift", definitie=indicator.definitie),
        source_line(cijfers),
        alt_text(titel, punten, indicator.naam),
        tekening,
        Tabel(
            titel,
            ("Jaar", indicator.naam),
            tuple((period_label(c.periode), printed(c)) for c in cijfers),
            (False, True),
        ),
    )
    blokken: list[Blok] = [
        figuur,
        Alinea(context.teksten("vergelijking.niet", zin=indicator.zegt_niet), "uitleg"),
    ]
    if tekening.breuken:
        blokken.append(Alinea(context.teksten("keten.onderzoek_niet_vergelijken"), "let_op"))
    return blokken
