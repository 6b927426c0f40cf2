"""What an indicator does and does not say, and what may lie behind it. Knows no figures."""

from __future__ import annotations

from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.model import Alinea, Blok, Lijst
from helpende_data.schema import Indicator

_SIDES = ("hoger", "lager", "nakijken")


def meaning(context: Context, indicator: Indicator) -> list[Blok]:
    """Conclusions and meaning: what it says, possible explanations, question and action line."""
    say = context.say
    blokken: list[Blok] = [
        Alinea(say("vergelijking.wel", zin=indicator.zegt_wel)),
        Alinea(say("vergelijking.niet", zin=indicator.zegt_niet)),
        *explanations(context, indicator.code),
    ]
    if indicator.vraag:
        blokken.append(Alinea(say("vergelijking.vraag", zin=indicator.vraag)))
    if indicator.actielijn:
        blokken.append(Alinea(say("duiding.actielijn", lijn=indicator.actielijn), "uitleg"))
    return blokken


def explanations(context: Context, onderwerp: str) -> list[Blok]:
    """What a split says and does not say, reasons for more and for less, and what to check first.

    What an indicator says stands with the indicator; nothing is told of a subject without a text.

    Args:
        onderwerp: an indicator, or one of its dimensions, as the texts name it.
    """
    punten = tuple(
        context.say(f"duiding.{kant}_zin", zin=zin)
        for kant in _SIDES
        if (zin := context.teksten.table(f"duiding.{kant}").get(onderwerp))
    )
    betekenis: list[Blok] = [
        Alinea(context.say(f"vergelijking.{kant}", zin=zin))
        for kant in ("wel", "niet")
        if (zin := context.teksten.table(f"duiding.{kant}").get(onderwerp))
    ]
    return [*betekenis, Alinea(context.say("duiding.kop")), Lijst(punten)] if punten else betekenis
