"""Explains the years before: the line through them, the test, and the change per year."""

from __future__ import annotations

import math
from collections.abc import Iterator

from helpende_data.formulas.markers import YEARS
from helpende_data.formulas.poisson import normal_quantile
from helpende_data.formulas.trends import NOT_EVERY_TABLE, ONE_YEAR
from helpende_data.periodes import Periode
from helpende_data.reports.uitleg.stap import Stap, Vraag
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics.jaren import AANDEEL, PER_100K, Jaar
from helpende_data.statistics.trends import GENOEMD, NIET_TE_BEPALEN, Trendbeeld, trend_van

_WIDEST = 7  # digits of a slope at most


def trend_steps(vraag: Vraag) -> Iterator[Stap]:
    """The years up to this one: of the rate where there is one, and of the share of a category."""
    periode = Periode.parse(vraag.telling.periode)
    if periode.soort != "jaar":
        return
    code, indicator, _, deel = vraag.sleutel
    maten = [PER_100K] if vraag.noemer.inwoners is not None else []
    for maat in maten if vraag.is_total else [*maten, AANDEEL]:
        beeld = trend_van(
            vraag.feiten,
            code,
            indicator,
            tot=periode.jaar,
            regels=vraag.vergelijker.regels,
            gebeurtenissen=vraag.gebeurtenissen,
            uitsplitsing=deel,
            maat=maat,
        )
        if len(beeld.jaren) >= YEARS:
            yield Stap(vraag.teksten(f"jaren.kop_{maat}"), tuple(_trend(vraag, beeld)))


def _trend(vraag: Vraag, beeld: Trendbeeld) -> Iterator[str]:
    zeg = vraag.teksten
    vijf = [jaar for jaar in beeld.jaren if jaar.telt_mee][-YEARS:]
    if beeld.oordeel != NIET_TE_BEPALEN:
        eenheid = " %" if beeld.maat == AANDEEL else ""
        punten = "; ".join(f"{j.jaar}: {j.cijfer.tekst}{eenheid}" for j in vijf)
        yield zeg("jaren.reeks", punten=punten)
    if beeld.voorlopig:
        yield zeg("jaren.voorlopig", jaren=", ".join(map(str, beeld.voorlopig)))
    if beeld.oordeel == NIET_TE_BEPALEN:
        yield zeg("jaren.onbepaald", reden=beeld.reden)
    else:
        yield from _test(vraag, beeld, vijf)
        yield zeg("jaren.oordeel", oordeel=beeld.oordeel)
        yield from _change(vraag, beeld)
    if beeld.maat == PER_100K:
        yield from _together(vraag, beeld)
    for gebeurtenis in beeld.gebeurtenissen:
        yield zeg("jaren.gebeurtenis", zin=gebeurtenis.zin)


def _test(vraag: Vraag, beeld: Trendbeeld, vijf: list[Jaar]) -> Iterator[str]:
    """The line, its chi-square with the numbers filled in, and what that decides."""
    zeg = vraag.teksten
    x2, helling = beeld.chi_kwadraat, beeld.helling
    yield zeg(f"jaren.lijn_{beeld.maat}")
    if x2 is None or helling is None:
        yield zeg("jaren.verborgen")
    elif beeld.maat == PER_100K:
        if helling:
            achter = _significant(helling)
            yield zeg(
                "jaren.toets_per_100k",
                helling=format_nl(helling, achter),
                # the sum of w (t - mean t)^2 that the test multiplies by
                som=format_nl(x2 / helling**2, _significant(x2 / helling**2)),
                x2=format_nl(x2, 2),
            )
    else:
        yield _armitage(vraag, vijf, x2)
    if beeld.oordeel in GENOEMD:
        uitkomst = "houdt"
    elif beeld.oordeel == ONE_YEAR:
        uitkomst = "een_jaar"
    else:
        uitkomst = "grenzen" if beeld.reden == NOT_EVERY_TABLE else "te_klein"
    yield zeg("jaren.drempel", uitkomst=zeg(f"jaren.drempel_{uitkomst}"))


def _armitage(vraag: Vraag, vijf: list[Jaar], x2: float) -> str:
    """The test of shares with its sums filled in; only said where counts are not exact."""
    zeg = vraag.teksten
    code, indicator, _, deel = vraag.sleutel
    delen = [vraag.feiten.telling(code, indicator, str(j.jaar), deel) for j in vijf]
    gehelen = [vraag.feiten.telling(code, indicator, str(j.jaar)) for j in vijf]
    x = [t.aantal for t in delen if t is not None and t.status == "exact"]
    n = [t.aantal for t in gehelen if t is not None and t.status == "exact"]
    if len(x) < YEARS or len(n) < YEARS:
        return zeg("jaren.toets_afgerond", x2=format_nl(x2, 2))
    t = [j.jaar - vijf[0].jaar for j in vijf]
    rijen = [(a or 0, b or 0, c) for a, b, c in zip(x, n, t, strict=True)]
    return zeg(
        "jaren.toets_aandeel_pct",
        n=format_nl(sum(b for _, b, _ in rijen)),
        x=format_nl(sum(a for a, _, _ in rijen)),
        xt=format_nl(sum(a * c for a, _, c in rijen)),
        nt=format_nl(sum(b * c for _, b, c in rijen)),
        ntt=format_nl(sum(b * c * c for _, b, c in rijen)),
        x2=format_nl(x2, 2),
    )


def _change(vraag: Vraag, beeld: Trendbeeld) -> Iterator[str]:
    """The change per year with its limits, and why it may seem to say more than the verdict."""
    zeg = vraag.teksten
    pct, laag, hoog = beeld.verandering_pct, beeld.verandering_laag, beeld.verandering_hoog
    if pct is None or laag is None or hoog is None:
        yield zeg("jaren.geen_verandering")
        return
    keer, onder, boven = (1 + g / 100 for g in (pct, laag, hoog))
    grenzen = {"laag": format_nl(onder, 3), "hoog": format_nl(boven, 3)}
    yield zeg("jaren.verandering", keer=format_nl(keer, 3), **grenzen)
    exact = all(j.cijfer.status == "exact" for j in beeld.jaren if j.telt_mee)
    if exact and onder > 0 and beeld.spreiding is not None:
        yield zeg(
            f"jaren.poisson_{beeld.maat}",
            b=format_nl(math.log(keer), 5),
            s=format_nl((math.log(boven) - math.log(onder)) / (2 * normal_quantile(0.95)), 5),
            phi=format_nl(beeld.spreiding, 2),
            **grenzen,
        )
    if beeld.margin_alone:
        yield zeg("jaren.alleen_marge")


def _together(vraag: Vraag, beeld: Trendbeeld) -> Iterator[str]:
    """The last years together, where single years are small."""
    samen = [(nummer, j.gemiddelde) for nummer, j in enumerate(beeld.jaren) if j.gemiddelde]
    if not samen:
        return
    nummer, cijfer = samen[-1]
    if cijfer is None or cijfer.waarde is None:
        return
    breedte = vraag.vergelijker.regels.gemiddelde_jaren
    jaren = beeld.jaren[nummer + 1 - breedte : nummer + 1]
    yield vraag.teksten(
        "jaren.samen",
        jaren=cijfer.periode,
        aantallen=" + ".join(j.aantal.tekst for j in jaren),
        inwoners=" + ".join(format_nl(j.cijfer.noemer or 0) for j in jaren),
        waarde=cijfer.tekst,
        marge=cijfer.marge,
    )


def _significant(waarde: float, cijfers: int = 6) -> int:
    """How many decimals give so many digits that count."""
    return min(_WIDEST, max(0, cijfers - 1 - math.floor(math.log10(abs(waarde)))))
