"""What two documents say about the same thing, and what is probably the same thing twice."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.afronding import printed
from helpende_data.controle.gegevens import ONBEKEND, Gegevens, Opgave, Telling
from helpende_data.controle.grenzen import span
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import capital, enumerate_nl, when
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL


def check_documents(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Statements, counts and indicators that stand in the data more than once."""
    yield from _periods_stated(gegevens)
    yield from _figures_stated(gegevens)
    yield from _counts_of_two_sources(gegevens)
    yield from _probably_the_same(gegevens)


def _document(opgave: Opgave) -> str:
    """How a statement names its document: by its category, else by its publisher."""
    dimensie, _, categorie = opgave.uitsplitsing.partition(":")
    return categorie.replace("_", " ") if dimensie and categorie else opgave.bron


def _periods_stated(gegevens: Gegevens) -> Iterator[Bevinding]:
    """The period that documents give for one thing, such as the years of a plan."""
    groepen: dict[tuple[str, str], list[Opgave]] = {}
    for opgave in gegevens.opgaven:
        if opgave.eenheid == "periode" and opgave.periode != ONBEKEND:
            groepen.setdefault((opgave.gebied_code, opgave.indicator), []).append(opgave)
    for (code, indicator), opgaven in groepen.items():
        per_periode: dict[str, list[str]] = {}
        for opgave in opgaven:
            per_periode.setdefault(opgave.periode, []).append(_document(opgave))
        if len(opgaven) < 2:
            continue
        wat = f"{gegevens.indicator_name(indicator)} voor {gegevens.name(code)}"
        if len(per_periode) == 1:
            ernst = "klopt"
            slot = f"{len(opgaven)} documenten noemen allemaal {opgaven[0].periode}"
        else:
            stukken = (
                f"{periode} ({enumerate_nl(dict.fromkeys(namen))})"
                for periode, namen in sorted(per_periode.items())
            )
            ernst = "klopt_niet"
            slot = f"documenten spreken elkaar tegen, want er staat {enumerate_nl(stukken)}"
        yield Bevinding(
            "documenten",
            ernst,
            code,
            indicator,
            "",
            capital(f"{wat}: {slot}."),
            tuple(opgave.herkomst for opgave in opgaven),
        )


def _figures_stated(gegevens: Gegevens) -> Iterator[Bevinding]:
    """The same statement in two deliveries with another value."""
    groepen: dict[tuple[str, ...], list[Opgave]] = {}
    for o in gegevens.opgaven:
        if o.waarde is not None and o.periode != ONBEKEND and o.eenheid != "periode":
            sleutel = (o.gebied_code, o.dekking, o.indicator, o.uitsplitsing, o.periode, o.eenheid)
            groepen.setdefault(sleutel, []).append(o)
    for (code, _, indicator, *_), opgaven in groepen.items():
        if len({o.levering_id for o in opgaven}) < 2 or len({o.waarde for o in opgaven}) < 2:
            continue
        stukken = enumerate_nl(
            f"{gedrukt.shown} ({o.bron})" for o in opgaven if (gedrukt := printed(o)) is not None
        )
        yield Bevinding(
            "documenten",
            "klopt_niet",
            code,
            indicator,
            opgaven[0].periode,
            capital(
                f"{gegevens.indicator_name(indicator)} voor {gegevens.name(code)} over "
                f"{opgaven[0].periode}: documenten spreken elkaar tegen, want er staat {stukken}."
            ),
            tuple(o.herkomst for o in opgaven),
        )


def _counts_of_two_sources(gegevens: Gegevens) -> Iterator[Bevinding]:
    """The same count from two publishers: can both be true?"""
    for tellingen in gegevens.tellingen_by_area.values():
        per_periode: dict[str, list[Telling]] = {}
        for t in tellingen:
            if t.aantal is not None or t.status == "onderdrukt":
                per_periode.setdefault(t.periode, []).append(t)
        for groep in per_periode.values():
            if len({t.bron for t in groep}) > 1:
                yield _two_sources(gegevens, groep)


def _two_sources(gegevens: Gegevens, groep: list[Telling]) -> Bevinding:
    eerste = groep[0]
    wat = gegevens.subject(eerste.indicator, eerste.uitsplitsing)
    stukken = enumerate_nl(f"{span(t).shown} ({t.bron})" for t in groep)
    anders = any(span(a).exceeds(span(b)) for a in groep for b in groep)
    if not anders:
        ernst, slot = "klopt", "die spreken elkaar niet tegen"
    elif len({t.dekking for t in groep}) > 1:
        ernst, slot = "let_op", "die gaan niet over hetzelfde verzorgingsgebied"
    else:
        ernst, slot = "klopt_niet", "die kunnen niet allebei kloppen"
    return Bevinding.about(
        eerste,
        soort="documenten",
        ernst=ernst,
        zin=(
            f"{wat} voor {gegevens.name(eerste.gebied_code)} "
            f"{when(eerste.periode)}: er staat {stukken}; {slot}."
        ),
        bronnen=(t.herkomst for t in groep),
    )


def _probably_the_same(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Two indicators that the registry takes for one thing, with the same count."""
    totalen: dict[tuple[str, str], list[Telling]] = {}
    for t in gegevens.tellingen:
        if t.uitsplitsing == TOTAAL and t.aantal is not None:
            totalen.setdefault((t.indicator, t.periode), []).append(t)
    gezien: set[tuple[str, ...]] = set()
    for (code, periode), tellingen in totalen.items():
        indicator = gegevens.indicator(code)
        if indicator is None or not indicator.zelfde_als:
            continue
        for een in tellingen:
            for ander in totalen.get((indicator.zelfde_als, periode), ()):
                samen = een.bron == ander.bron or een.gebied_code == ander.gebied_code
                sleutel = tuple(sorted((een.herkomst, ander.herkomst)))
                if een.aantal == ander.aantal and samen and sleutel not in gezien:
                    gezien.add(sleutel)
                    yield _same(gegevens, *sorted((een, ander)))


def _same(gegevens: Gegevens, een: Telling, ander: Telling) -> Bevinding:
    namen = enumerate_nl(
        f"{gegevens.indicator_name(t.indicator)} ({gegevens.name(t.gebied_code)})"
        for t in (een, ander)
    )
    zin = (
        f"{namen} zijn {when(een.periode)} allebei "
        f"{format_nl(een.aantal or 0)}: waarschijnlijk dezelfde, niet optellen."
    )
    return Bevinding(
        "documenten",
        "let_op",
        een.gebied_code if een.gebied_code == ander.gebied_code else "",
        een.indicator,
        een.periode,
        capital(zin),
        (een.herkomst, ander.herkomst),
    )
