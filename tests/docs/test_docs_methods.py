"""Are the worked examples of docs/methoden.md what the code computes, from the figures it names?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from helpende_data import formulas, pipeline
from helpende_data.files import Werkmap
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Feiten
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
