"""Explains a count, its inhabitants, its rate and the limits of that rate."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data import formulas
from helpende_data.periodes import Periode
from helpende_data.reports.uitleg.stap import Stap, Vraag, count_text, digits_for
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import per_100k
from helpende_data.statistics.maten import PER

GEEN_SPRAKE = "niet_van_toepassing"


def count_steps(vraag: Vraag) -> Iterator[Stap]:
    """The count, whom it is divided by, the rate and its limits; of what is not counted only so."""
    zeg, t = vraag.teksten, vraag.telling
    yield Stap(zeg("aantal.kop"), tuple(_count(vraag)))
    if t.status == GEEN_SPRAKE:
        return
    yield Stap(zeg("inwoners.kop"), tuple(_people(vraag)))
    if vraag.noemer.inwoners is not None:
        yield Stap(zeg("cijfer.kop"), tuple(_rate(vraag)))
        if t.hoog is not None:
            yield Stap(zeg("marge.kop"), tuple(_limits(vraag, t.hoog, vraag.noemer.inwoners)))


def _count(vraag: Vraag) -> Iterator[str]:
    zeg, t = vraag.teksten, vraag.telling
    indicator = vraag.feiten.indicatoren[t.indicator]
    wat = indicator.in_zin
    if not vraag.is_total:
        wat = f"{wat} ({indicator.category(t.uitsplitsing)})"
    velden = {"gebied": vraag.gebied, "periode": Periode.parse(t.periode).zin, "wat": wat}
    if t.status == GEEN_SPRAKE:
        yield zeg("aantal.geen_sprake", **velden)
        if t.opmerking:
            yield zeg("aantal.opmerking", zin=t.opmerking.rstrip("."))
    elif t.aantal is None:
        yield zeg("aantal.geen", **velden)
    else:
        yield zeg("aantal.is", aantal=count_text(t), **velden)
    if t.zelf_afgerond and t.hoog is not None:
        yield zeg("aantal.zelf_afgerond", laag=format_nl(t.laag), hoog=format_nl(t.hoog))
    elif t.zelf_verborgen:
        yield zeg("aantal.zelf_verborgen")
    elif t.status in ("afgerond", "benaderd", "onderdrukt") and t.hoog is not None:
        yield zeg(f"aantal.{t.status}", laag=format_nl(t.laag), hoog=format_nl(t.hoog))
    elif t.status != GEEN_SPRAKE:
        yield zeg("aantal.onbekend" if t.hoog is None else "aantal.exact")
    if t.voorlopig:
        yield zeg("aantal.voorlopig")
    if vraag.feiten.synthetisch:
        yield zeg("aantal.voorbeeld")
    yield zeg("aantal.betekenis", naam=indicator.naam, definitie=indicator.definitie)
    yield zeg("aantal.bron", bron=t.bron)


def _people(vraag: Vraag) -> Iterator[str]:
    zeg, t, noemer = vraag.teksten, vraag.telling, vraag.noemer
    gebieden = vraag.feiten.gebieden
    if noemer.inwoners is None:
        yield zeg("inwoners.geen", reden=noemer.reden)
        return
    yield zeg(
        "inwoners.is",
        dekking=gebieden.name(t.dekking),
        inwoners=format_nl(noemer.inwoners),
        label=noemer.label,
    )
    leden = gebieden.members(t.dekking, noemer.jaar)
    if len(leden) > 1 and gebieden.is_complete(t.dekking, noemer.jaar):
        yield zeg("inwoners.gemeenten", aantal=format_nl(len(leden)))
    soort = Periode.parse(t.periode).soort
    if soort != "jaar":
        yield zeg("inwoners.halfjaar", soort=soort)
    if noemer.populatie != "alle":
        yield zeg("inwoners.groep")
    yield zeg("inwoners.bron", bron=vraag.feiten.source_of_inwoners(noemer.bron))


def _rate(vraag: Vraag) -> Iterator[str]:
    zeg, t = vraag.teksten, vraag.telling
    cijfer = per_100k(vraag.feiten, *vraag.sleutel)
    if t.aantal is None or cijfer.getal is None:
        yield zeg("cijfer.geen")
        return
    yield zeg(
        "cijfer.som",
        aantal=count_text(t),
        inwoners=format_nl(vraag.noemer.inwoners or 0),
        waarde=cijfer.tekst,
    )
    yield zeg("cijfer.afronden" if cijfer.decimalen else "cijfer.afronden_heel")


def _limits(vraag: Vraag, hoog: int, inwoners: int) -> Iterator[str]:
    zeg, laag = vraag.teksten, vraag.telling.laag
    cijfer = per_100k(vraag.feiten, *vraag.sleutel)
    if cijfer.laag is None or cijfer.hoog is None:
        return
    yield zeg("marge.waarom")
    if laag < hoog:
        yield zeg("marge.grenzen", laag=format_nl(laag), hoog=format_nl(hoog))
    # on one person the limits are those of the count itself
    onder = formulas.rate_interval(laag, 1, multiplier=1)
    boven = formulas.rate_interval(hoog, 1, multiplier=1)
    if laag == 0:
        yield zeg("marge.nul")
    for naam, x, methode, grens, uit in (
        ("onder", laag, onder.method, onder.lower, cijfer.laag),
        ("boven", hoog, boven.method, boven.upper, cijfer.hoog),
    ):
        if naam == "boven" or laag > 0:
            cijfers_achter = digits_for(
                float(grens), lambda g: g / inwoners * PER, cijfer.decimalen
            )
            yield zeg(
                f"marge.{naam}_{str(methode).lower()}",
                x=format_nl(x),
                grens=format_nl(float(grens), cijfers_achter),
                inwoners=format_nl(inwoners),
                uit=format_nl(uit, cijfer.decimalen),
            )
    yield zeg("marge.uit", marge=cijfer.marge)
