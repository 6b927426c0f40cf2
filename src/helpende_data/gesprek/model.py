"""All that people of one municipality wrote for their report and their session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from helpende_data.gesprek.afspraken import Afspraak
from helpende_data.gesprek.keuze import Keuze
from helpende_data.gesprek.toelichting import Toelichting
from helpende_data.schema.getallen import has_number


@dataclass(frozen=True)
class Gesprek:
    """Agreements of every year, own words for one, chosen figures; each may be nothing."""

    afspraken: tuple[Afspraak, ...] = ()
    toelichting: Toelichting | None = None
    keuze: Keuze = field(default_factory=Keuze)

    def before(self, jaar: int) -> tuple[Afspraak, ...]:
        """What a report about `jaar` comes back to: the last year's, and older ones still open."""
        eerder = [afspraak for afspraak in self.afspraken if afspraak.jaar < jaar]
        laatste = max((afspraak.jaar for afspraak in eerder), default=0)
        return tuple(a for a in eerder if a.jaar == laatste or a.gedaan in ("open", "deels"))

    def numbers(self, jaar: int) -> tuple[str, ...]:
        """The own texts with a number that a report about `jaar` prints.

        Nobody checked these numbers against the figures, so they are listed apart.
        """
        woorden = self.toelichting
        teksten = [tekst for a in self.before(jaar) for tekst in a.own_texts]
        if woorden is not None and woorden.jaar == jaar:
            teksten += [alinea for _, alineas in woorden.themas for alinea in alineas]
            teksten += [woorden.naam, woorden.functie]
        return _with_number(teksten)

    def numbers_on_sheets(self, jaar: int) -> tuple[str, ...]:
        """The same, of what the sheets of a session about `jaar` print."""
        keuze = self.keuze
        afspraken = (tekst for a in self.before(jaar) for tekst in a.own_texts)
        return _with_number([*afspraken, *keuze.vragen, keuze.wanneer, keuze.afzender])


def _with_number(teksten: Sequence[str]) -> tuple[str, ...]:
    return tuple(tekst for tekst in teksten if has_number(tekst))
