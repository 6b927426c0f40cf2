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
    """Possible reasons for more, for less, and what to check first; nothing without a text.

    Args:
        onderwerp: an indicator, or one of its dimensions, as the texts name it.
    """
    punten = tuple(
        context.say(f"duiding.{kant}_zin", zin=zin)
        for kant in _SIDES
        if (zin := context.teksten.table(f"duiding.{kant}").get(onderwerp))
    )
    return [Alinea(context.say("duiding.kop")), Lijst(punten)] if punten else []
