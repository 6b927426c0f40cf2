"""Which numbers a filled report may hold: each is a shown figure or a constant. Opens no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from string import Formatter
from typing import Any

from helpende_data.reports.inhoud.bouwstenen import points, printed
from helpende_data.reports.model import Figuur, Rapport, Sectie, Tabel, texts
from helpende_data.reports.poort.teksten import drawn_texts
from helpende_data.reports.sessie.model import Sessie
from helpende_data.schema.getallen import date_nl, has_number
from helpende_data.statistics import Cijfer

# A run of letters and digits ("84849NED"), a number as printed ("1.133,2"), a sign that counts.
_WORD = re.compile(r"[^\W_]*[^\W\d_][^\W_]*|\d++(?:[.,]\d++)*+|[^\W_]|[%+€]")
_SENTENCE = re.compile(r"(?<=[.?!;:|])\s+|\n")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HALVES = frozenset(("h1", "h2", "1e", "2e"))
_AROUND = 4  # words on either side by which a number of a fixed sentence is known again
# Heads of tables that stand in no file of sentences.
_COLUMNS = ("Marge (95 %)", "Marge door toeval (95 %)", "Per 100.000")

Around = tuple[tuple[str, ...], tuple[str, ...]]  # the words before a number and behind it


def _words(tekst: str) -> list[str]:
    return [woord.casefold() for woord in _WORD.findall(tekst)]


def _years(*teksten: str) -> frozenset[str]:
    return frozenset(jaar for tekst in teksten for jaar in _YEAR.findall(tekst))


class Phrases:
    """Numbers with the words around them; a number on its own is known only as a whole text."""

    def __init__(self) -> None:
        self._by_number: dict[str, set[Around]] = {}

    def add(self, tekst: str, around: int = 10_000) -> None:
        """Every number of a text, known again by this many words on either side of it."""
        woorden = _words(tekst)
        for plek, woord in enumerate(woorden):
            if has_number(woord):
                voor = tuple(woorden[max(0, plek - around) : plek])
                na = tuple(woorden[plek + 1 : plek + 1 + around])
                self._by_number.setdefault(woord, set()).add((voor, na))

    def add_fixed(self, tekst: str) -> None:
        """The numbers of a text of which a report may print parts."""
        for zin in _SENTENCE.split(tekst):
            if has_number(zin):
                self.add(zin, _AROUND)

    def holds(self, woorden: Sequence[str], plek: int) -> bool:
        """Is the number at this place one of these, with the words around it?"""
        gevonden = self._by_number.get(woorden[plek], ())
        return any(
            (voor or na or len(woorden) == 1) and _stands_at(woorden, plek, voor, na)
            for voor, na in gevonden
        )


def _stands_at(
    woorden: Sequence[str], plek: int, voor: tuple[str, ...], na: tuple[str, ...]
) -> bool:
    eerst = plek - len(voor)
    return (
        eerst >= 0
        and tuple(woorden[eerst:plek]) == voor
        and tuple(woorden[plek + 1 : plek + 1 + len(na)]) == na
    )


def fixed_numbers(sentences: Iterable[Any], registers: Iterable[Any]) -> Phrases:
    """The constants that every report may print.

    Args:
        sentences: tables of sentences; what they have between braces is no constant.
        registers: indicators, areas and what else says in words what figures mean.
    """
    vast = Phrases()
    for zin in texts(list(sentences)):
        for stuk, _, _, _ in Formatter().parse(zin):
            vast.add_fixed(stuk)
    for tekst in texts(list(registers)):
        vast.add_fixed(tekst)
    for kop in _COLUMNS:
        vast.add(kop)
    return vast


@dataclass(frozen=True)
class _Figures:
    """Texts of shown figures: number -> the words around it -> the years that it is about."""

    by_number: dict[str, dict[Around, set[frozenset[str]]]]

    @classmethod
    def of(cls, cijfers: Iterable[Cijfer]) -> _Figures:
        gevonden: dict[str, dict[Around, set[frozenset[str]]]] = {}
        for cijfer in cijfers:
            jaren, marge = _years(cijfer.periode), cijfer.marge
            gedrukt = (cijfer.tekst, printed(cijfer), marge, cijfer.noemer_tekst)
            for tekst in dict.fromkeys((*gedrukt, marge.replace(" tot ", " en "))):
                woorden = _words(tekst)
                for plek, woord in enumerate(woorden):
                    if has_number(woord):
                        om = tuple(woorden[:plek]), tuple(woorden[plek + 1 :])
                        gevonden.setdefault(woord, {}).setdefault(om, set()).add(jaren)
        return cls(gevonden)

    def holds(self, woorden: Sequence[str], plek: int, jaren: frozenset[str]) -> bool:
        """Is the number at this place that of a figure about one of these years?"""
        return any(
            _stands_at(woorden, plek, *om) and any(not over or over & jaren for over in perioden)
            for om, perioden in self.by_number.get(woorden[plek], {}).items()
        )


@dataclass(frozen=True)
class _Place:
    """A part of a report with its name; figures in it are about the years that it names."""

    naam: str
    delen: tuple[tuple[str, tuple[str, ...]], ...]  # what it is -> its texts


def unproven(model: Rapport | Sessie, vast: Phrases) -> dict[str, tuple[str, ...]]:
    """The places with a number that is no shown figure and no constant -> those numbers.

    A figure counts with all words that it is printed with ("81 tot 89"), where the same chapter
    names its year or that of the report.
    A number in what people wrote themselves is theirs: they are asked about it when it is
    published.

    Args:
        vast: from `fixed_numbers`.
    """
    rapport = model.rapport if isinstance(model, Sessie) else model
    cijfers = _Figures.of(rapport.cijfers)
    eigen = _of_this_report(model, rapport)
    bekend = _known_years(rapport)
    gevonden: dict[str, tuple[str, ...]] = {}
    for plaats in _places(model):
        jaren = _years(rapport.periode, plaats.naam, *chain(*(d for _, d in plaats.delen)))
        for wat, teksten in plaats.delen:
            vreemd = [
                woorden[plek]
                for woorden in map(_words, filter(has_number, teksten))
                for plek, woord in enumerate(woorden)
                if has_number(woord)
                and not (
                    woord in bekend
                    or vast.holds(woorden, plek)
                    or eigen.holds(woorden, plek)
                    or cijfers.holds(woorden, plek, jaren)
                )
            ]
            if vreemd:
                naam = ", ".join(filter(None, (plaats.naam, wat)))
                gevonden[naam] = (*gevonden.get(naam, ()), *vreemd)
    return gevonden | _strange_points(model, rapport.cijfers)


def _strange_points(
    model: Rapport | Sessie, cijfers: Iterable[Cijfer]
) -> dict[str, tuple[str, ...]]:
    """The charts with a point that has not the value and limits of a shown figure."""
    bekend = {(cijfer.waarde, cijfer.laag, cijfer.hoog) for cijfer in cijfers}
    figuren = (
        [kaart.figuur for kaart in model.gespreksblad.kaarten]
        if isinstance(model, Sessie)
        else model.figuren()
    )
    return {
        f"figuur {figuur.naam}, punten": vreemd
        for figuur in figuren
        if (
            vreemd := tuple(
                str(punt.waarde)
                for punt in points(figuur.tekening)
                if (punt.waarde, punt.laag, punt.hoog) not in bekend
            )
        )
    }


def _known_years(rapport: Rapport) -> frozenset[str]:
    """The years of its figures and sources; a count is never printed like a year."""
    datums = (d for bron in rapport.bronnen for d in (bron.opgehaald, bron.gepubliceerd))
    perioden = (cijfer.periode for cijfer in rapport.cijfers)
    return _HALVES | _years(rapport.periode, *perioden, *datums)


def _of_this_report(model: Rapport | Sessie, rapport: Rapport) -> Phrases:
    """The constants of one report: what was marked as such, its sources, and own words."""
    eigen = Phrases()
    for tekst in (*model.vast, *rapport.vast, *rapport.eigen_tekst, rapport.versie):
        eigen.add(tekst)
    bij_cijfers = (tekst for cijfer in rapport.cijfers for tekst in (cijfer.bron, cijfer.reden))
    for tekst in {*texts(rapport.bronnen), *bij_cijfers}:
        eigen.add_fixed(tekst)
    for bron in rapport.bronnen:
        for datum in (bron.opgehaald, bron.gepubliceerd):
            eigen.add(date_nl(datum))
    for regel in rapport.wijzigingen.regels if rapport.wijzigingen else ():
        eigen.add(regel.was)
    return eigen


def _places(model: Rapport | Sessie) -> Iterator[_Place]:
    if isinstance(model, Sessie):
        rapport = model.rapport
        for kaart in model.gespreksblad.kaarten:
            yield _Place(f"figuur {kaart.figuur.naam}", tuple(_of_figure(kaart.figuur)))
        for veld in fields(model):
            if veld.name not in ("rapport", "vast"):
                yield _Place(veld.name, (("", tuple(_but_figures(getattr(model, veld.name)))),))
        yield _Place("rand", (("", (rapport.stempel, rapport.contact)),))
        return
    kop = (model.titel, model.ondertitel, model.periode_label, model.stempel, model.contact)
    yield _Place("rand", (("", (*kop, *texts(model.woorden))),))
    yield _Place("kern", (("", model.kern),))
    yield from _chapter(Sectie("voorblad", "", model.voorblad))
    for sectie in model.secties:
        yield from _chapter(sectie)


def _chapter(sectie: Sectie) -> Iterator[_Place]:
    delen: list[tuple[str, tuple[str, ...]]] = [("kop", (sectie.kop,))]
    for blok in sectie.blokken:
        if isinstance(blok, Figuur):
            delen += [(f"figuur {blok.naam}, {wat}", t) for wat, t in _of_figure(blok)]
        elif isinstance(blok, Tabel):
            delen += _of_table(blok)
        else:
            delen.append(("tekst", tuple(texts(blok))))
    yield _Place(sectie.kop, tuple(delen))


def _of_figure(figuur: Figuur) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "titel", (figuur.titel,)
    yield "onderschrift", (figuur.onderschrift,)
    yield "bron", (figuur.bron,)
    yield "tekst voor wie niet ziet", (figuur.alt,)
    yield "tekening", drawn_texts(figuur.tekening)
    yield from _of_table(figuur.tabel)


def _of_table(tabel: Tabel) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "tabel", (tabel.titel, *tabel.kolommen, *chain(*tabel.rijen))
    yield "noot bij de tabel", (tabel.noot,)


def _but_figures(deel: Any) -> Iterator[str]:
    """Every text in a sheet; its figures are places of their own."""
    if isinstance(deel, (tuple, list)):
        for stuk in deel:
            yield from _but_figures(stuk)
    elif hasattr(deel, "__dataclass_fields__") and not isinstance(deel, Figuur):
        for veld in fields(deel):
            yield from _but_figures(getattr(deel, veld.name))
    elif not isinstance(deel, Figuur):
        yield from texts(deel)
