"""Explains shares and ratios: a part of a total, of what was assessed, advice for each report."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.reports.uitleg.stap import Stap, Vraag, count_text
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Cijfer, Telling, aandeel, ketens

_ASSESSED = f"{ketens.OVERDRACHT}_van_beoordeeld"
_RATIO = f"per:{ketens.MELDINGEN}"
# figures of the chain that are no category of their own
DERIVED = {
    (ketens.ADVIEZEN, _RATIO),
    (ketens.MELDINGEN, _ASSESSED),
    (ketens.MELDINGEN, ketens.LOKAAL_TEAM),
}


def share_step(vraag: Vraag) -> Iterator[Stap]:
    """The share of a category in the total, with its limits and what goes with it."""
    zeg, t = vraag.teksten, vraag.telling
    feiten, (code, indicator, periode, deel) = vraag.feiten, vraag.sleutel
    if vraag.is_total:
        return
    keten = ketens.chain_figures(feiten, code, periode)
    zelfde = (c for c in keten if (c.indicator, c.uitsplitsing) == (indicator, deel))
    cijfer = next(zelfde, None) or aandeel(feiten, *vraag.sleutel)
    geheel = feiten.telling(code, indicator, periode)
    if cijfer.noemer is None or geheel is None:
        return
    zinnen = [*_share(vraag, cijfer, t, geheel)]
    dimensie = deel.partition(":")[0]
    if deel == ketens.POLITIE:
        zinnen.append(zeg("aandeel.politie"))
    elif dimensie in ("eerder", "veiligheid", "vervolg") and indicator == ketens.MELDINGEN:
        zinnen.append(zeg(f"aandeel.{dimensie}"))
    if deel == ketens.OVERDRACHT:
        _, ander = ketens.handed_over(feiten, code, periode)
        if ander.waarde is not None and ander.noemer is not None and t.aantal is not None:
            zinnen.append(
                zeg(
                    "aandeel.overdracht",
                    aantal=count_text(t),
                    beoordeeld=ander.noemer_tekst,
                    ander=ander.tekst,
                )
            )
    if cijfer.reden and cijfer.waarde is not None:
        zinnen.append(zeg("aandeel.opmerking", zin=cijfer.reden[0].upper() + cijfer.reden[1:]))
    yield Stap(zeg("aandeel.kop"), tuple(zinnen))


def derived_steps(vraag: Vraag, cijfer: Cijfer) -> Iterator[Stap]:
    """A figure of the chain that is made from other counts; `vraag` is about the one below it."""
    zeg, feiten, t = vraag.teksten, vraag.feiten, vraag.telling
    code, _, periode, _ = vraag.sleutel
    if cijfer.waarde is None:
        yield Stap(zeg("aandeel.kop"), (zeg("aandeel.geen", reden=cijfer.reden),))
        return
    if cijfer.uitsplitsing == _RATIO:
        boven = feiten.telling(code, ketens.ADVIEZEN, periode)
        if boven is not None:
            zinnen = (*_ratio(vraag, cijfer, boven, t), *_remarks(vraag, cijfer))
            yield Stap(zeg("verhouding.kop"), zinnen)
        return
    over = feiten.telling(code, ketens.MELDINGEN, periode, ketens.OVERDRACHT)
    open_ = feiten.telling(code, ketens.MELDINGEN, periode, ketens.OPEN)
    beoordeeld = ketens.assessed(t, open_)
    if over is None or open_ is None or beoordeeld is None:
        return
    som = zeg(
        "aandeel.beoordeeld",
        totaal=count_text(t),
        open=count_text(open_),
        beoordeeld=count_text(beoordeeld),
    )
    zinnen = (som, *_share(vraag, cijfer, over, beoordeeld), zeg("aandeel.vervolg"))
    yield Stap(zeg("aandeel.kop"), (*zinnen, *_remarks(vraag, cijfer)))


def _share(vraag: Vraag, cijfer: Cijfer, deel: Telling, geheel: Telling) -> Iterator[str]:
    """The division, and Wilson's formula with the numbers filled in."""
    zeg = vraag.teksten
    if cijfer.waarde is None or deel.aantal is None:
        yield zeg("aandeel.geen", reden=cijfer.reden)
    else:
        yield zeg(
            "aandeel.som", aantal=count_text(deel), totaal=count_text(geheel), waarde=cijfer.tekst
        )
    if not cijfer.marge or deel.hoog is None or geheel.hoog is None:
        return
    if deel.laag == deel.hoog and geheel.laag == geheel.hoog:
        yield zeg("aandeel.wilson", x=format_nl(deel.laag), n=format_nl(geheel.laag))
    else:
        yield zeg(
            "aandeel.wilson_grenzen",
            x_laag=format_nl(deel.laag),
            n_hoog=format_nl(geheel.hoog),
            x_hoog=format_nl(min(deel.hoog, geheel.laag)),
            n_laag=format_nl(geheel.laag),
        )
    yield zeg("aandeel.marge", marge=cijfer.marge)


def _remarks(vraag: Vraag, cijfer: Cijfer) -> Iterator[str]:
    """What goes with a figure that no step about its count was written for."""
    if cijfer.voorlopig:
        yield vraag.teksten("aantal.voorlopig")
    if cijfer.synthetisch:
        yield vraag.teksten("aantal.voorbeeld")
    yield vraag.teksten("aantal.bron", bron=cijfer.bron)


def _ratio(vraag: Vraag, cijfer: Cijfer, boven: Telling, onder: Telling) -> Iterator[str]:
    """The division, and the exact limits of a ratio of two counts filled in."""
    zeg = vraag.teksten
    yield zeg(
        "verhouding.som",
        adviezen=count_text(boven),
        meldingen=count_text(onder),
        waarde=cijfer.tekst,
    )
    if cijfer.laag is None or cijfer.hoog is None or boven.hoog is None or onder.hoog is None:
        yield zeg("verhouding.zonder")
        return
    for naam, grens, x, y in (
        ("onder", cijfer.laag, boven.laag, onder.hoog),
        ("boven", cijfer.hoog, boven.hoog, onder.laag),
    ):
        velden = {"x": format_nl(x), "y": format_nl(y), "grens": format_nl(grens, 1)}
        yield zeg(f"verhouding.{naam}", **velden)
    yield zeg("verhouding.marge", marge=cijfer.marge)
    yield zeg("verhouding.betekenis")
