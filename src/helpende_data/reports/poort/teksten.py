"""Which texts of the model hold a number, and where they may stand. Opens no file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import Any

from helpende_data.figures.model import (
    Balken,
    Keten,
    Punt,
    PuntInterval,
    Tegels,
    Tekening,
    Trechter,
    Trend,
    Veelluik,
)
from helpende_data.figures.waarden import MARGE, shown_text
from helpende_data.reports.model import Figuur, Rapport, texts
from helpende_data.reports.render.tekst import publiek_label, running_title, source_line
from helpende_data.schema.getallen import has_number

_DASHES = "-\N{MINUS SIGN}\N{ZERO WIDTH SPACE}\ufffe"  # the last: a word broken in a PDF
_LAYOUT = ("Cf", "Cc", "Pd")  # signs of layout, of control, and other dashes


class _Kept(dict[int, int | None]):
    """What becomes of each sign; asked once for a sign, since a report has half a million."""

    def __missing__(self, code: int) -> int | None:
        teken = chr(code)
        weg = teken.isspace() or teken in _DASHES or unicodedata.category(teken) in _LAYOUT
        self[code] = None if weg else code
        return self[code]


_KEPT = _Kept()


def bare(tekst: str) -> str:
    """`tekst` without blanks, hyphens and other signs that a layout may add or drop."""
    return unicodedata.normalize("NFKC", tekst).translate(_KEPT)


def allowed(*delen: Any) -> frozenset[str]:
    """The texts with a number in these parts of the model, bare."""
    return frozenset(bare(tekst) for tekst in texts(delen) if has_number(tekst))


def frame(rapport: Rapport) -> tuple[str, ...]:
    """What stands around the chapters: titles, stamp, contact, version, name of the document."""
    kop = running_title(rapport)
    stempel = f" – {rapport.stempel}" if rapport.stempel else ""
    return (
        kop,
        rapport.titel,
        rapport.ondertitel,
        rapport.stempel,
        rapport.organisatie,
        rapport.huisstijl.logo.alt if rapport.huisstijl.logo else "",
        rapport.contact,
        rapport.versie,
        f"{kop} – {rapport.titel}{stempel}",
        f"{rapport.titel} ({kop}){stempel}",
        f"Cijfers bij {rapport.titel}",
        f"{rapport.gebied} ({rapport.gebied_code})",
        rapport.periode_label,
        publiek_label(rapport),
        *(sectie.kop for sectie in rapport.secties),
    )


def source_texts(rapport: Rapport) -> tuple[str, ...]:
    """What the list of sources prints, as each format puts it together."""
    regels: list[str] = []
    for bron in rapport.bronnen:
        kop = ": ".join(deel for deel in (bron.uitgever, bron.titel) if deel)
        bestand = f"{bron.bestand} (sha256 {bron.sha256})" if bron.sha256 else bron.bestand
        regels += [kop, source_line(bron), bestand, f"{bron.bestand} (sha256"]
        regels += texts(bron)
    return tuple(regels)


def drawn_texts(tekening: Tekening) -> tuple[str, ...]:
    """The texts that a chart may draw, each as often as it may draw it."""
    match tekening:
        case PuntInterval() | Balken() | Tegels() | Trechter():
            return (*_of_points(tekening.punten), tekening.eenheid)
        case Keten():
            punten = (tekening.totaal, *tekening.stappen)
            return (*_of_points(punten), *tekening.aandelen, tekening.eenheid)
        case Trend():
            punten = tuple(punt for reeks in tekening.reeksen for punt in reeks.punten)
            namen = [reeks.label for reeks in tekening.reeksen]
            redenen = [breuk.reden for breuk in tekening.breuken]
            periodes = (*tekening.periodes, *_ends(tekening))
            return (*_of_points(punten), *namen, *periodes, *redenen, tekening.eenheid)
        case Veelluik():  # each field names its periods and the one of its last value
            vaak = (2 * len(tekening.reeksen)) * tekening.periodes
            return (*drawn_texts(tekening.trend), *vaak, MARGE)


def _ends(trend: Trend) -> Iterator[str]:
    """The value and the period at the end of a line that stops before the others."""
    for reeks in trend.reeksen:
        bekend = [i for i, punt in enumerate(reeks.punten) if punt.waarde is not None]
        if bekend and bekend[-1] < len(trend.periodes) - 1:
            yield f"{shown_text(reeks.punten[bekend[-1]])} ({trend.periodes[bekend[-1]]})"


def _joined(tekening: Tekening) -> Iterator[tuple[str, str]]:
    """Texts in which a value stands with words around it, and that value."""
    if isinstance(tekening, Trechter):
        for punt in tekening.punten:
            yield f"{punt.label} {shown_text(punt)}", shown_text(punt)
    if isinstance(tekening, Veelluik):
        for reeks in tekening.reeksen:
            for punt, periode in zip(reeks.punten, tekening.periodes, strict=True):
                yield f"{shown_text(punt)} in {periode}", shown_text(punt)


def _of_points(punten: Sequence[Punt]) -> Iterator[str]:
    for punt in punten:
        yield from (punt.label, shown_text(punt), punt.noot)


def strange_in_chart(getekend: Iterable[str], figuur: Figuur) -> bool:
    """Does a chart draw a number that is neither its own text nor a number of its axis?

    Args:
        getekend: the texts of the drawing in order; a long label comes in several.

    A text of the chart is used up when it is found, so that no other number can hide behind it.
    What is left must be an axis: from nought in equal steps.
    """
    stroom = "\0".join(bare(tekst) for tekst in getekend)
    eigen = [bare(tekst) for tekst in drawn_texts(figuur.tekening) if has_number(tekst)]
    los = list(eigen)
    for samen, waarde in _joined(figuur.tekening):
        # Before the value on its own, which could be taken from an axis with the same number.
        rest = take_out(stroom, bare(samen))
        if rest != stroom and bare(waarde) in los:
            stroom = rest
            los.remove(bare(waarde))
    for tekst in sorted(los, key=len, reverse=True):
        stroom = take_out(stroom, tekst)
    over = [deel for deel in stroom.split("\0") if has_number(deel)]
    return not _is_axis(over, eigen)


def take_out(stroom: str, tekst: str) -> str:
    """`stroom` without the first place where `tekst` stands as a whole, folded or not."""
    patroon = "\0*".join(re.escape(teken) for teken in tekst)
    return re.sub(rf"(?<![\d.,]){patroon}(?![\d%]|[.,]\d)", "\0", stroom, count=1)


def _is_axis(delen: Sequence[str], eigen: Sequence[str]) -> bool:
    """Numbers in equal steps from nought, as an axis carries them; nothing at all is one too.

    A number of the axis may be gone where a value of the chart looks the same (`eigen`).
    """
    try:
        waarden = sorted({_value(deel) for deel in delen})  # an axis can stand at several fields
    except ValueError:
        return False
    if len(waarden) < 2:
        return waarden in ([], [0.0])
    stap = min(hier - eerder for eerder, hier in pairwise(waarden))
    stappen = [waarde / stap if stap else 0.5 for waarde in waarden]
    if any(abs(n - round(n)) > 1e-6 for n in stappen):
        return False
    bekend: set[float] = {round(n) for n in stappen}
    for tekst in eigen:
        with suppress(ValueError):
            bekend.add(round(_value(tekst) / stap, 6))
    return bekend >= set(range(1, round(stappen[-1])))


def _value(tekst: str) -> float:
    return float(tekst.replace(".", "").replace(",", "."))
