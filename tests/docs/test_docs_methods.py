"""Are the worked examples of docs/methoden.md what the code computes, from the figures it names?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpende_data import formulas, pipeline, statistics
from helpende_data.files import Werkmap
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Feiten
from helpende_data.statistics.ketens import advice_ratio, handed_over
from helpende_data.statistics.regels import VERGELIJKING, read_regels
from helpende_data.statistics.toetsen import bounded_ratio
from helpende_data.statistics.vergelijking import Vergelijker

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "methoden.md").read_text("utf-8")
JAREN = [2019, 2020, 2021, 2022, 2023]


@pytest.fixture(scope="module")
def voorbeeld(example: Werkmap) -> Feiten:
    return pipeline.load(example)


def series(feiten: Feiten, code: str, indicator: str) -> tuple[list[int], list[int]]:
    """Counts and inhabitants of the years that count."""
    tellingen = [feiten.telling(code, indicator, str(jaar)) for jaar in JAREN]
    inwoners = [feiten.inwoners.of(code, jaar).inwoners for jaar in JAREN]
    return [t.aantal or 0 for t in tellingen if t], [n or 0 for n in inwoners]


def shown(value: float, lower: float, upper: float, decimals: int = 1) -> str:
    value_, lower_, upper_ = (format_nl(float(n), decimals) for n in (value, lower, upper))
    return f"{value_} ({lower_} tot {upper_})"


def test_worked_ratio_against_the_rest_of_the_country(ingested: Werkmap) -> None:
    feiten = pipeline.load(ingested)
    eigen, land = (feiten.telling(c, "meldingen", "2025-H1") for c in ("GM1740", "NL01"))
    assert eigen is not None
    assert land is not None
    assert eigen.hoog is not None
    assert land.hoog is not None
    n, alle = (feiten.inwoners.of(c, 2025).inwoners or 0 for c in ("GM1740", "NL01"))
    rest = (land.laag - eigen.hoog, land.hoog - eigen.laag, alle - n)
    assert "63 tot en met 67 meldingen op 25.781 inwoners" in PAGE
    assert (eigen.laag, eigen.hoog, n) == (63, 67, 25_781)
    # the bounds of the rest as the page prints them are those of the comparison itself
    regels = read_regels(ingested.data_file(VERGELIJKING), feiten.indicatoren)
    v = Vergelijker(feiten, regels).vergelijk("GM1740", "meldingen", "2025-H1", met="land")
    assert v.rest is not None
    assert (v.rest.laag, v.rest.hoog, v.rest.inwoners) == rest
    assert f"{format_nl(v.rest.laag)} tot en met {format_nl(v.rest.hoog)}" in PAGE
    assert f"op {format_nl(v.rest.inwoners)}" in PAGE
    toets = bounded_ratio(eigen.laag, eigen.hoog, n, *rest)
    assert v.waarde is not None
    assert f"**{shown(v.waarde, toets.lower[0], toets.upper[0], 2)}**: {v.oordeel}." in PAGE
    streng = bounded_ratio(eigen.laag, eigen.hoog, n, *rest, confidence=0.998)
    assert f"bovengrens {format_nl(float(streng.upper[0]), 2)}," in PAGE


def test_worked_withdrawn_word_is_that_of_the_example(example: Werkmap, voorbeeld: Feiten) -> None:
    regels = read_regels(example.data_file(VERGELIJKING), voorbeeld.indicatoren)
    v = Vergelijker(voorbeeld, regels).vergelijk(
        "GM0225", "adviezen", "2024", met="subregio_zonder_centrum"
    )
    assert (v.oordeel_alleen, v.oordeel, v.familie) == ("hoger", "niet aantoonbaar anders", 30)
    assert v.waarde is not None
    assert v.laag is not None
    assert v.hoog is not None
    assert f"**{shown(v.waarde, v.laag, v.hoog, 2)}**" in PAGE


@pytest.mark.parametrize("naam", [n for n in statistics.__all__ if n.islower()])
def test_every_public_function_is_explained(naam: str) -> None:
    assert f"`formulas.{naam}`" in PAGE or f"`statistics.{naam}`" in PAGE


def test_worked_shares_of_rounded_counts_are_those_of_the_real_figures(ingested: Werkmap) -> None:
    alle, beoordeeld = handed_over(pipeline.load(ingested), "VT06", "2023")
    for cijfer in (alle, beoordeeld):
        assert f"**{cijfer.tekst} % ({cijfer.marge})**" in PAGE
    assert f"1.495 van de {format_nl(alle.noemer or 0)} meldingen" in PAGE
    assert f"Van de {format_nl(beoordeeld.noemer or 0)} beoordeelde meldingen" in PAGE


def test_worked_ratio_of_two_counts_is_that_of_the_real_figures(ingested: Werkmap) -> None:
    cijfer = advice_ratio(pipeline.load(ingested), "VT-GZ", "2020")
    assert f"**{cijfer.tekst} ({cijfer.marge})**" in PAGE


def test_worked_trend_of_a_share_is_that_of_the_example(voorbeeld: Feiten) -> None:
    delen, totalen = (
        [t.aantal or 0 for j in JAREN if (t := voorbeeld.telling("VT-GZ", "meldingen", str(j), d))]
        for d in ("vervolg:overdracht", "totaal")
    )
    paren = [f"{format_nl(x)} van {format_nl(n)}" for x, n in zip(delen, totalen, strict=True)]
    assert f"{', '.join(paren[:-1])} en {paren[-1]}" in PAGE
    beeld = formulas.trend(delen, totalen, JAREN, kind="proportion")
    getallen = (beeld.annual_change_pct, beeld.annual_change_lower, beeld.annual_change_upper)
    jaar, laag, hoog = (format_nl(float(g), 1) for g in getallen)
    zin = f"X² = **{format_nl(float(beeld.chi_square), 2)}**: {beeld.verdict}, "
    assert f"{zin}**{jaar} % per jaar ({laag} tot {hoog})**" in PAGE


def test_worked_annual_change_follows_the_formula_on_the_page(voorbeeld: Feiten) -> None:
    """The formula as it is printed, solved here by halving."""
    x, n = (np.array(reeks, dtype=float) for reeks in series(voorbeeld, "GM0225", "meldingen"))
    t = np.arange(5.0)

    def expected(b: float) -> np.ndarray:
        return x.sum() * n * np.exp(b * t) / (n * np.exp(b * t)).sum()

    laag, hoog = -1.0, 1.0
    for _ in range(60):
        b = (laag + hoog) / 2
        laag, hoog = (b, hoog) if (expected(b) * t).sum() < (x * t).sum() else (laag, b)
    fit = expected(b)
    phi = ((x - fit) ** 2 / fit).sum() / 3
    s = (max(1, phi) / (fit * (t - (fit * t).sum() / x.sum()) ** 2).sum()) ** 0.5
    assert (
        f"b = **{format_nl(b, 5)}**, φ = **{format_nl(phi, 2)}**, s = **{format_nl(s, 5)}**" in PAGE
    )
    beeld = formulas.trend(x, n, JAREN)
    assert float(beeld.annual_change_lower) == pytest.approx(100 * np.expm1(b - 1.959964 * s))
    assert float(beeld.annual_change_upper) == pytest.approx(100 * np.expm1(b + 1.959964 * s))


def test_worked_standardised_rates_are_those_of_the_example(voorbeeld: Feiten) -> None:
    groepen = ("0-17", "18-64", "65+")

    def ages(code: str) -> tuple[np.ndarray, np.ndarray]:
        tellingen = [voorbeeld.telling(code, "meldingen", "2023", f"leeftijd:{g}") for g in groepen]
        inwoners = [voorbeeld.inwoners.of(code, 2023, populatie=g).inwoners for g in groepen]
        return np.array([t.aantal for t in tellingen if t]), np.array(inwoners)

    (x, n), (alle, mensen) = ages("GM0225"), ages("VT-GZ")
    for reeks in (x, n, alle, mensen):
        a, b, c = map(format_nl, reeks)
        assert f"{a}, {b} en {c}" in PAGE
    direct = formulas.directly_standardised_rate(x, n, mensen)
    assert f"**{format_nl(float(direct.value), 1)} per 100.000 ({marge(direct, 1)})**" in PAGE
    ruw = float(x.sum() / n.sum() * 1e5)
    assert f"zonder weging was het {format_nl(ruw, 1)}" in PAGE
    verwacht = float((n * alle / mensen).sum())
    assert f"**{format_nl(verwacht, 1)}**" in PAGE
    keer = formulas.indirectly_standardised_ratio(x.sum(), verwacht)
    assert f"**{format_nl(float(keer.value), 2)} keer ({marge(keer, 2)})**" in PAGE
    basis = alle.sum() / mensen.sum() * 1e5
    cijfer = formulas.indirectly_standardised_rate(x.sum(), verwacht, basis)
    assert f"**{format_nl(float(cijfer.value), 1)} per 100.000 ({marge(cijfer, 1)})**" in PAGE


def marge(interval: formulas.Interval, decimalen: int) -> str:
    laag, hoog = (format_nl(float(g), decimalen) for g in (interval.lower, interval.upper))
    return f"{laag} tot {hoog}"


@pytest.mark.parametrize(
    ("code", "indicator", "oordeel"),
    [("VT-GZ", "adviezen", "stijgend"), ("GM0225", "meldingen", "geen aantoonbare verandering")],
)
def test_worked_trends_are_those_of_the_example(
    voorbeeld: Feiten, code: str, indicator: str, oordeel: str
) -> None:
    aantallen, inwoners = series(voorbeeld, code, indicator)
    beeld = formulas.trend(aantallen, inwoners, JAREN)
    *eerste, laatste = map(format_nl, aantallen)
    assert f"{', '.join(eerste)} en {laatste}" in PAGE
    grenzen = (beeld.annual_change_lower, beeld.annual_change_upper)
    jaar, laag, hoog = (format_nl(float(g), 1) for g in (beeld.annual_change_pct, *grenzen))
    zin = f"X² = **{format_nl(float(beeld.chi_square), 1)}**: {oordeel}, "
    assert str(beeld.verdict) == oordeel
    assert f"{zin}**{jaar} % per jaar ({laag} tot {hoog})**" in PAGE


def test_worked_detectable_changes_are_what_the_code_computes() -> None:
    regio, klein = formulas.expected_count(2839, 1, 1), formulas.expected_count(94, 1, 1)
    for binnen in (regio, klein):
        vanaf, tot = format_nl(float(binnen.upper) + 1), format_nl(float(binnen.lower) - 1)
        assert f"**{vanaf}** of tot en met **{tot}**" in PAGE
    niveau = formulas.detectable_change(94, 1)
    assert f"**{niveau.upper:.0f}** of **{niveau.lower:.0f}**" in PAGE


def test_worked_years_together_are_those_of_the_example(voorbeeld: Feiten) -> None:
    aantallen, inwoners = series(voorbeeld, "GM0225", "meldingen")
    samen = formulas.pooled_rate(aantallen[-3:], inwoners[-3:])
    alleen = formulas.rate_interval(aantallen[-1], inwoners[-1])
    for marge in (samen, alleen):
        assert f"**{shown(marge.value, marge.lower, marge.upper)}**" in PAGE
    assert all(format_nl(n) in PAGE for n in inwoners[-3:])


def test_worked_funnel_and_overdispersion_are_what_the_code_computes(voorbeeld: Feiten) -> None:
    basis = 127_340 / 17_811_291
    for zekerheid in (0.95, 0.998):
        band = formulas.funnel_limits(basis, 576_999, confidence=zekerheid)
        laag, hoog = (format_nl(float(g), 1) for g in (band.lower, band.upper))
        assert f"**{laag} en {hoog}**" in PAGE
    assert f'"{formulas.funnel_label(2695, 576_999, basis)}"' in PAGE
    aantallen, inwoners, _ = everyone(voorbeeld)
    phi = formulas.overdispersion(aantallen, inwoners * aantallen.sum() / inwoners.sum()).phi
    assert f"**{format_nl(float(phi), 1)}**" in PAGE


def test_worked_smoothed_rates_are_those_of_the_example(voorbeeld: Feiten) -> None:
    aantallen, inwoners, codes = everyone(voorbeeld)
    glad = formulas.smoothed_rates(aantallen, inwoners)
    samen = float(aantallen.sum() / inwoners.sum() * 100_000)
    assert f"samen {format_nl(samen, 1)} per 100.000" in PAGE
    for code in ("GM0944", "GM0268"):
        i = codes.index(code)
        eigen = format_nl(float(aantallen[i] / inwoners[i] * 100_000), 1)
        wordt, gewicht = format_nl(float(glad.value[i]), 1), format_nl(float(glad.weight[i]), 2)
        zin = f"{format_nl(float(inwoners[i]))} inwoners: **{eigen} wordt {wordt}** (W = {gewicht})"
        assert zin in PAGE


def everyone(feiten: Feiten) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Counts and inhabitants of all municipalities of the example in 2023."""
    codes = sorted(feiten.gebieden.members("RA-GZ", 2023))
    tellingen = [feiten.telling(code, "meldingen", "2023") for code in codes]
    inwoners = [feiten.inwoners.of(code, 2023).inwoners for code in codes]
    return np.array([t.aantal for t in tellingen if t]), np.array(inwoners), codes
