"""Parts that several sections use: points, tables and source lines made from shown figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.figures.model import (
    AFGESCHERMD,
    BEKEND,
    NVT,
    ONBEKEND,
    Keten,
    Punt,
    Tekening,
    Trend,
    Veelluik,
)
from helpende_data.periodes import Periode, is_periode
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.model import Figuur, Tabel
from helpende_data.statistics import GEEN_BRON, Cijfer, aantal, per_100k

NIETS = "\N{EN DASH}"  # in a table: there is nothing to say here
_TOESTAND = {"onderdrukt": AFGESCHERMD, "niet_van_toepassing": NVT}


def punt(cijfer: Cijfer, label: str, soort: str, *, noot: str = "") -> Punt:
    """A shown figure as a point of a chart; a hidden one keeps its limits."""
    toestand = BEKEND
    if cijfer.waarde is None:
        toestand = _TOESTAND.get(cijfer.status, ONBEKEND)
    return Punt(
        label,
        cijfer.waarde,
        cijfer.tekst,
        cijfer.laag,
        cijfer.hoog,
        soort,
        toestand,
        cijfer.voorlopig,
        noot,
    )


def printed(cijfer: Cijfer) -> str:
    """The figure as tables print it, provisional ones with an asterisk.

    Of a count that we rounded they print what it may be, of one that others rounded what they
    published. What a source itself gives as about so many keeps that word.
    """
    ster = " *" if cijfer.voorlopig and cijfer.waarde is not None else ""
    ruimte = cijfer.marge if cijfer.zelf_afgerond and cijfer.maat == "aantal" else ""
    tekst = cijfer.tekst if cijfer.status == "benaderd" else cijfer.kaal
    return f"{ruimte or tekst}{ster}"


def people(rate: Cijfer) -> str:
    """Of whom a rate is: "inwoners", or those of an age."""
    return rate.noemer_label.partition(" op ")[0] or "inwoners"


def period_label(periode: str) -> str:
    """A period in words; what is no calendar period ("2021-2025", "onbekend") as it is."""
    return Periode.parse(periode).label if is_periode(periode) else periode


@dataclass(frozen=True)
class Paar:
    """A count and its rate, for the same area and period."""

    label: str
    soort: str
    aantal: Cijfer
    per_100k: Cijfer


def paar(context: Context, code: str, indicator: str, periode: str, label: str) -> Paar:
    """Count and rate of an area, both registered as shown."""
    feiten = context.feiten
    return Paar(
        label,
        context.soort(code),
        context.show(aantal(feiten, code, indicator, periode)),
        context.show(per_100k(feiten, code, indicator, periode)),
    )


def own_first(paren: Sequence[Paar]) -> list[Paar]:
    """The pairs with the own municipality in front, the others in their order."""
    return sorted(paren, key=lambda p: p.soort != "gemeente")


def rate_table(context: Context, titel: str, paren: Sequence[Paar], *, per: str) -> Tabel:
    """Counts, rates, limits and denominators, one row for each area and period."""
    rijen = tuple(
        (
            p.label,
            period_label(p.aantal.periode),
            printed(p.aantal),
            printed(p.per_100k),
            p.per_100k.marge or ("geen" if p.per_100k.waarde is not None else NIETS),
            p.per_100k.noemer_tekst or NIETS,
        )
        for p in paren
    )
    kolommen = ("Gebied", "Periode", "Aantal", f"Per 100.000 {per}", "Marge (95 %)", "Inwoners")
    zonder = [p.per_100k for p in paren if not p.per_100k.noemer_tekst]
    redenen = dict.fromkeys(rate.reden for rate in zonder)  # once, not in each row
    noot = "; ".join(filter(None, (note(context, [p.aantal for p in paren]), *redenen)))
    return Tabel(titel, kolommen, rijen, (False, False, True, True, True, True), noot)


def note(context: Context, cijfers: Sequence[Cijfer]) -> str:
    """What the signs in a table mean, for those that it holds."""
    tekens = {
        "tabel.voorlopig": any(c.voorlopig for c in cijfers),
        "tabel.afgerond": any(
            c.status == "afgerond" and not c.zelf_afgerond and c.tekst != c.kaal for c in cijfers
        ),
        "tabel.afgeschermd": any(
            c.status == "onderdrukt" and not c.zelf_verborgen for c in cijfers
        ),
        "tabel.zelf_verborgen": any(c.zelf_verborgen for c in cijfers),
    }
    return "; ".join(context.say(sleutel) for sleutel, staat_er in tekens.items() if staat_er)


def source_line(cijfers: Sequence[Cijfer]) -> str:
    """The publishers behind these figures and where in them, once each."""
    regels = dict.fromkeys(c.bron.split("; ")[0] for c in cijfers if c.bron != GEEN_BRON)
    return f"Bron: {'; '.join(regels)}" if regels else "Bron: geen cijfer gevonden"


def figure(
    naam: str,
    titel: str,
    onderschrift: str,
    cijfers: Sequence[Cijfer],
    tekening: Tekening,
    tabel: Tabel,
    *,
    alt: str = "",
) -> Figuur:
    """A figure with its source line, and its chart in words, made from what it shows.

    Args:
        naam: short name without blanks, unique in the report.
        cijfers: the figures whose sources are named.
        alt: the chart in words where the points alone do not tell it.
    """
    woorden = alt or alt_text(titel, points(tekening), tekening.eenheid)
    return Figuur(naam, titel, onderschrift, source_line(cijfers), woorden, tekening, tabel)


def points(tekening: Tekening) -> tuple[Punt, ...]:
    """The points of a chart in the order of its drawing; of a chain its steps."""
    if isinstance(tekening, Keten):
        return tekening.stappen
    if isinstance(tekening, Veelluik):
        tekening = tekening.trend
    if isinstance(tekening, Trend):
        return tuple(p for reeks in tekening.reeksen for p in reeks.punten)
    return tekening.punten


def alt_text(titel: str, punten: Sequence[Punt], eenheid: str) -> str:
    """A chart in words, from the very points that are drawn."""
    delen = []
    for p in punten:
        ster = ", voorlopig" if p.voorlopig and p.toestand == BEKEND else ""
        noot = f" ({p.noot})" if p.noot else ""
        delen.append(f"{p.label}{noot}: {p.tekst}{ster}")
    return f"{titel}. {eenheid}. {'; '.join(delen)}."
