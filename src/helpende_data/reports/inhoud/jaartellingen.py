"""Counts over the years, for what cannot be divided by inhabitants. Knows no rates."""

from __future__ import annotations

from collections.abc import Sequence

from helpende_data.figures.model import Reeks, Trend
from helpende_data.periodes import Periode
from helpende_data.reports.inhoud.bouwstenen import alt_text, figure, note, printed, punt
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.inhoud.tijdlijn import breaks
from helpende_data.reports.model import Figuur, Tabel
from helpende_data.statistics import Cijfer
from helpende_data.statistics.ketens import MELDINGEN

_FROM = 3  # as many known years make a line worth drawing


def yearly_counts(
    context: Context, naam: str, thema: str, label: str, tellingen: Sequence[Cijfer]
) -> Figuur | None:
    """The counts of whole years as a line with their bounds, or None where too few are known.

    Args:
        naam: name of the figure.
        thema: the kind of violence, as a sentence names it.
        label: the area that was counted.
        tellingen: one count for each year, in order.
    """
    if sum(cijfer.waarde is not None for cijfer in tellingen) < _FROM:
        return None
    tellingen = [context.show(cijfer) for cijfer in tellingen]
    periodes = [Periode.parse(cijfer.periode) for cijfer in tellingen]
    soort = context.soort(tellingen[-1].gebied_code)
    punten = tuple(punt(c, p.label, soort) for c, p in zip(tellingen, periodes, strict=True))
    titel = context.say("themas.jaren", naam=thema, gebied=label)
    eenheid = context.say("themas.jaren_eenheid", naam=thema)
    rijen = tuple((p.label, printed(c)) for p, c in zip(periodes, tellingen, strict=True))
    strepen = breaks(
        context,
        context.feiten.indicatoren[MELDINGEN],
        tellingen[-1].gebied_code,
        periodes,
        deel=tellingen[-1].uitsplitsing,
    )
    return figure(
        naam,
        titel,
        context.say("themas.jaren_onderschrift"),
        tellingen,
        Trend(tuple(map(str, periodes)), (Reeks(label, soort, punten),), eenheid, strepen),
        Tabel(titel, ("Jaar", "Aantal"), rijen, (False, True), note(context, tellingen)),
        alt=alt_text(titel, punten, eenheid),
    )
