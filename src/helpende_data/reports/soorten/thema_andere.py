"""Facilities for a kind of violence, and what others state about it. Counts no reports."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.reports.inhoud.bouwstenen import note, period_label, printed
from helpende_data.reports.inhoud.context import LAND, Context
from helpende_data.reports.inhoud.themas import Thema
from helpende_data.reports.inhoud.voorzieningen import facilities
from helpende_data.reports.model import Alinea, Blok, Sectie, Tabel
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import opgave


def other_sources(context: Context, zinnen: Teksten, thema: Thema) -> Sectie | None:
    """Facilities for this kind, and what sources state about it without a count."""
    blokken: list[Blok] = []
    codes = zinnen.table("thema.voorzieningen").get(thema.code, "").split()
    gevonden = [v for v in facilities(context) if v.indicator.code in codes]
    if gevonden:
        rijen = tuple(
            (
                v.indicator.naam,
                context.feiten.gebieden.name(v.aantal.gebied_code),
                v.aantal.periode,
                printed(context.show(v.aantal)),
            )
            for v in gevonden
        )
        kolommen = ("Wat", "Gebied", "Periode", "Aantal")
        noot = note(context, [v.aantal for v in gevonden])
        titel = zinnen("thema.voorzieningen_tabel")
        blokken.append(Tabel(titel, kolommen, rijen, (False, False, False, True), noot))
    opgaven = tuple(_stated(context, zinnen, thema))
    if opgaven:
        kolommen = ("Gebied", "Periode", "Zoals gedrukt", "Erbij gezegd")
        blokken.append(Tabel(zinnen("thema.opgaven_tabel"), kolommen, opgaven, (False,) * 4))
        blokken.append(Alinea(zinnen("thema.opgaven_uitleg"), "uitleg"))
    if not blokken:
        return None
    return Sectie(zinnen("thema.andere_kop"), "andere", tuple(blokken))


def _stated(context: Context, zinnen: Teksten, thema: Thema) -> Iterator[tuple[str, str, str, str]]:
    """Shares of this kind as printed, and national background, each with its period and words."""
    codes = zinnen.table("thema.achtergrond").get(thema.code, "").split()
    onderwerp, geen_jaar = context.onderwerp, context.say("achtergrond.geen_jaar")
    gebieden = {onderwerp.gemeente.code, *onderwerp.regio.tellingen, LAND}
    for gedrukt in context.feiten.opgaven:
        deel = gedrukt.indicator == "meldingen_aandeel" and (
            gedrukt.uitsplitsing == thema.uitsplitsing
        )
        if gedrukt.gebied_code not in gebieden and gedrukt.indicator not in codes:
            continue
        if not (deel or gedrukt.indicator in codes):
            continue
        if gedrukt.waarde is not None or gedrukt.laag is not None:
            context.show(opgave(context.feiten, gedrukt))
        periode = geen_jaar if gedrukt.periode == "onbekend" else period_label(gedrukt.periode)
        label = context.label(gedrukt.gebied_code, onderwerp.periode.jaar)
        gedrukt_als, volgens = map(context.constant, (gedrukt.tekst, gedrukt.opmerking))
        yield label, context.constant(periode), gedrukt_als, volgens
