"""A municipality against others: worked values, laws, and who is compared with whom."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import pytest
from scipy import optimize, stats
from statistics_wereld import CENTRUM, GEMEENTEN, RIJK_VAN_NIJMEGEN, Wereld, counts, people

from helpende_data.errors import UnknownError
from helpende_data.statistics import per_100k, verwacht
from helpende_data.statistics.rest import REFERENTIES
from helpende_data.statistics.vergelijking import (
    OORDELEN,
    TE_WEINIG,
    Vergelijker,
    Vergelijking,
    ratio_figure,
    vergelijk,
    vergelijkingen,
)

DRUTEN, NEDER_BETUWE = "GM0225", "GM1740"
STERKTE = {
    "duidelijk lager": 2, "lager": 1, "niet aantoonbaar anders": 0, "hoger": 1,
    "duidelijk hoger": 2, TE_WEINIG: 0,
}  # fmt: skip
INWONERS = dict.fromkeys(GEMEENTEN, 20_000)
METEN = [(code, ind) for code in GEMEENTEN for ind in ("adviezen", "meldingen")]


def limits_by_binomial(x: int, n: int, y: int, q: int, confidence: float) -> tuple[float, float]:
    """Clopper-Pearson by root finding on the binomial tails: no code shared with the tool."""
    alpha = (1 - confidence) / 2
    low = optimize.brentq(lambda p: stats.binom.sf(x - 1, x + y, p) - alpha, 1e-12, 1 - 1e-12)
    high = optimize.brentq(lambda p: stats.binom.cdf(x, x + y, p) - alpha, 1e-12, 1 - 1e-12)
    return low / (1 - low) * q / n, high / (1 - high) * q / n


def known(w: Wereld, code: str, indicator: str = "meldingen") -> tuple[int, int]:
    """Count and inhabitants of 2023, straight from the tables."""
    t, i = w.feiten.publishable.tellingen, w.feiten.publishable.inwoners
    rij = t[
        (t["gebied_code"] == code)
        & (t["indicator"] == indicator)
        & (t["uitsplitsing"] == "totaal")
        & (t["periode"] == "2023")
    ]
    mensen = i[(i["gebied_code"] == code) & (i["jaar"] == 2023) & (i["leeftijd"] == "totaal")]
    return int(rij["aantal"].iloc[0]), int(mensen["inwoners"].iloc[0])


@pytest.mark.parametrize(
    ("met", "leden"),
    [
        ("regio", set(GEMEENTEN) - {DRUTEN}),
        ("regio_zonder_centrum", set(GEMEENTEN) - {DRUTEN, CENTRUM}),
        ("subregio", set(RIJK_VAN_NIJMEGEN) - {DRUTEN}),
        ("subregio_zonder_centrum", set(RIJK_VAN_NIJMEGEN) - {DRUTEN, CENTRUM}),
    ],
)
def test_the_ratio_of_druten_agrees_with_a_calculation_by_hand(
    voorbeeld: Wereld, met: str, leden: set[str]
) -> None:
    x, n = known(voorbeeld, DRUTEN)
    paren = [known(voorbeeld, lid) for lid in leden]
    y, q = sum(p[0] for p in paren), sum(p[1] for p in paren)
    v = Vergelijker(voorbeeld.feiten, voorbeeld.regels).vergelijk(
        DRUTEN, "meldingen", "2023", met=met
    )
    assert v.rest is not None
    assert set(v.rest.leden) == leden
    assert (v.rest.aantal, v.rest.laag, v.rest.hoog, v.rest.inwoners) == (y, y, y, q)
    assert v.waarde == pytest.approx((x / n) / (y / q), rel=1e-12)
    assert (v.laag, v.hoog) == pytest.approx(limits_by_binomial(x, n, y, q, 0.95), rel=1e-7)
    assert (v.laag_998, v.hoog_998) == pytest.approx(
        limits_by_binomial(x, n, y, q, 0.998), rel=1e-7
    )


def test_the_country_is_taken_without_the_municipality(voorbeeld: Wereld) -> None:
    x, n = known(voorbeeld, DRUTEN)
    land, mensen = known(voorbeeld, "NL01")
    v = vergelijk(
        voorbeeld.feiten, DRUTEN, "meldingen", "2023", met="land", regels=voorbeeld.regels
    )
    assert v.rest is not None
    assert (v.rest.aantal, v.rest.inwoners, v.rest.leden) == (land - x, mensen - n, ())


def test_similar_are_the_four_nearest_in_size_within_a_factor_two(voorbeeld: Wereld) -> None:
    mensen = {code: known(voorbeeld, code)[1] for code in GEMEENTEN}
    v = vergelijk(
        voorbeeld.feiten, DRUTEN, "meldingen", "2023", met="vergelijkbaar", regels=voorbeeld.regels
    )
    binnen = [c for c in GEMEENTEN if c != DRUTEN and 0.5 <= mensen[c] / mensen[DRUTEN] <= 2]
    dichtst = sorted(binnen, key=lambda c: abs(math.log(mensen[c] / mensen[DRUTEN])))[:4]
    assert v.rest is not None
    assert set(v.rest.leden) == set(dichtst)


def test_similar_are_of_the_same_or_a_neighbouring_urbanity_once_that_is_loaded(
    invent: Callable[..., Wereld],
) -> None:
    """All of one size: only the class of urbanity parts them, in the year of the class."""
    klassen = dict.fromkeys(GEMEENTEN, "STED2")
    klassen |= {DRUTEN: "STED4", "GM0209": "STED5", "GM0252": "STED3", "GM1945": "STED4"}
    del klassen["GM0296"]  # of this one the class is not known
    w = invent(
        [counts(dict.fromkeys(GEMEENTEN, 100)),
         counts(dict.fromkeys(GEMEENTEN, 100), periode="2022").partition("\n")[2]],
        people(INWONERS, (2022, 2023)),
        klassen,
    )  # fmt: skip
    vergelijker = Vergelijker(w.feiten, w.regels)
    v = vergelijker.vergelijk(DRUTEN, "meldingen", "2023", met="vergelijkbaar")
    assert v.rest is not None
    assert v.rest.leden == ("GM0209", "GM0252", "GM1945")
    assert v.rest.gekozen_op == "grootte en stedelijkheid"
    eerder = vergelijker.vergelijk(DRUTEN, "meldingen", "2022", met="vergelijkbaar")
    assert eerder.rest is not None
    assert (len(eerder.rest.leden), eerder.rest.gekozen_op) == (4, "grootte")
    zonder = vergelijker.vergelijk("GM0296", "meldingen", "2023", met="vergelijkbaar")
    assert zonder.rest is not None
    assert zonder.rest.gekozen_op == "grootte"


def test_too_few_of_the_same_urbanity_are_not_filled_up_with_others(
    invent: Callable[..., Wereld],
) -> None:
    klassen = dict.fromkeys(GEMEENTEN, "STED1") | {DRUTEN: "STED5", "GM0209": "STED4"}
    w = invent(counts(dict.fromkeys(GEMEENTEN, 100)), people(INWONERS), klassen)
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023", met="vergelijkbaar")
    assert v.oordeel == TE_WEINIG
    assert v.reden.startswith("te weinig gemeenten van ongeveer dezelfde grootte en stedelijkheid")


@pytest.mark.parametrize(
    ("eigen", "ander", "reden"),
    [
        (0, 0, "niet te berekenen: hier en bij de anderen is het aantal 0"),
        (0, 100, "het aantal is, of kan zijn, kleiner dan 10"),
        (100, 0, "niet te berekenen: bij de anderen is het aantal 0"),
    ],
)
def test_without_events_there_is_no_ratio_but_a_reason(
    invent: Callable[..., Wereld], eigen: int, ander: int, reden: str
) -> None:
    aantallen = dict.fromkeys(GEMEENTEN, ander) | {DRUTEN: eigen}
    w = invent(counts(aantallen), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    figuur = ratio_figure(v)
    assert v.oordeel == ("duidelijk hoger" if eigen else TE_WEINIG)
    assert figuur.waarde is None or ander
    assert figuur.reden == reden
    assert all(g is None or math.isfinite(g) for g in (figuur.waarde, figuur.laag, figuur.hoog))


def test_a_municipality_where_nobody_lives_has_no_rate_no_verdict_and_a_reason(
    invent: Callable[..., Wereld],
) -> None:
    mensen = people(INWONERS | {DRUTEN: 0})
    w = invent(counts(dict.fromkeys([*GEMEENTEN, "VT-GZ"], 100)), mensen)
    reden = "er waren geen inwoners op 1 januari 2023"
    assert per_100k(w.feiten, DRUTEN, "meldingen", "2023").reden == reden
    verwachting = verwacht(w.feiten, DRUTEN, "meldingen", "2023", referentie="VT-GZ")
    assert (verwachting.waarde, verwachting.reden) == (None, reden)
    for v in vergelijkingen(w.feiten, DRUTEN, "meldingen", "2023", regels=w.regels):
        assert (v.oordeel, v.reden) == (TE_WEINIG, reden)
    for v in vergelijkingen(w.feiten, NEDER_BETUWE, "meldingen", "2023", regels=w.regels):
        assert v.oordeel != TE_WEINIG or v.met in ("vergelijkbaar", "land")


def test_nijmegen_has_no_similar_municipality_in_its_region(voorbeeld: Wereld) -> None:
    v = vergelijk(
        voorbeeld.feiten, CENTRUM, "meldingen", "2023", met="vergelijkbaar", regels=voorbeeld.regels
    )
    assert v.oordeel == TE_WEINIG
    assert "ongeveer dezelfde grootte" in v.reden


def all_of(w: Wereld, periode: str = "2023") -> list[Vergelijking]:
    vergelijker = Vergelijker(w.feiten, w.regels)
    return [v for paar in METEN for v in vergelijker.vergelijkingen(*paar, periode)]


def test_municipality_and_rest_add_up_to_the_whole(voorbeeld: Wereld) -> None:
    for v in all_of(voorbeeld):
        if v.met == "regio":
            heel = voorbeeld.feiten.telling("VT-GZ", v.indicator, "2023")
            assert heel is not None
            assert v.telling is not None
            assert v.rest is not None
            assert v.telling.laag + v.rest.laag == v.telling.hoog + v.rest.hoog == heel.aantal
            assert v.inwoners is not None
            assert v.inwoners + v.rest.inwoners == sum(
                known(voorbeeld, code)[1] for code in GEMEENTEN
            )


def test_every_word_comes_from_the_small_vocabulary(voorbeeld: Wereld) -> None:
    assert set(OORDELEN) == set(STERKTE)
    assert {v.oordeel for v in all_of(voorbeeld)} <= set(OORDELEN)


def test_the_interval_decides_and_the_family_only_withdraws(voorbeeld: Wereld) -> None:
    for v in all_of(voorbeeld):
        if v.laag is None or v.oordeel == TE_WEINIG:
            continue
        assert v.hoog is not None
        assert v.laag_998 is not None
        assert v.hoog_998 is not None
        alleen = (
            "duidelijk hoger" if v.laag_998 > 1
            else "hoger" if v.laag > 1
            else "duidelijk lager" if v.hoog_998 < 1
            else "lager" if v.hoog < 1
            else "niet aantoonbaar anders"
        )  # fmt: skip
        assert v.oordeel_alleen == alleen
        if v.ingetrokken:
            assert alleen != "niet aantoonbaar anders"
            assert v.oordeel == "niet aantoonbaar anders"
            assert v.reden == voorbeeld.regels.uitleg
        else:
            assert v.oordeel == alleen


def test_the_family_withdraws_as_benjamini_and_hochberg_wrote(voorbeeld: Wereld) -> None:
    vergelijker = Vergelijker(voorbeeld.feiten, voorbeeld.regels)
    familie = [vergelijker.vergelijk(c, i, "2023", met="regio") for c, i in METEN]
    p = sorted(v.p_waarde for v in familie if v.p_waarde is not None)
    grens = max((kans for k, kans in enumerate(p, 1) if kans <= 0.05 * k / len(p)), default=-1)
    for v in familie:
        assert v.familie == len(p) == 30
        assert v.p_waarde is not None
        woord = v.oordeel not in (TE_WEINIG, "niet aantoonbaar anders")
        assert woord == (v.p_waarde <= grens and v.p_waarde < 0.05)


def test_verdicts_do_not_depend_on_what_is_asked_first(voorbeeld: Wereld) -> None:
    heen = Vergelijker(voorbeeld.feiten, voorbeeld.regels)
    terug = Vergelijker(voorbeeld.feiten, voorbeeld.regels)
    een = {m: heen.vergelijkingen(*m, "2023") for m in METEN}
    ander = {m: terug.vergelijkingen(*m, "2023") for m in reversed(METEN)}
    assert een == ander
    alleen = vergelijkingen(voorbeeld.feiten, DRUTEN, "adviezen", "2023", regels=voorbeeld.regels)
    assert alleen == een[DRUTEN, "adviezen"]


def test_verdicts_do_not_depend_on_the_order_of_the_rows(invent: Callable[..., Wereld]) -> None:
    aantallen = {code: 60 + 9 * nummer for nummer, code in enumerate(GEMEENTEN)}
    om = dict(reversed(aantallen.items()))
    een = invent(counts(aantallen), people(INWONERS))
    eerste = [
        Vergelijker(een.feiten, een.regels).vergelijk(c, "meldingen", "2023").oordeel
        for c in GEMEENTEN
    ]
    twee = invent(counts(om), people(dict(reversed(INWONERS.items()))))
    tweede = [
        Vergelijker(twee.feiten, twee.regels).vergelijk(c, "meldingen", "2023").oordeel
        for c in GEMEENTEN
    ]
    assert eerste == tweede
    assert len(set(eerste)) > 1


def test_a_verdict_that_hangs_on_the_centre_is_no_headline(invent: Callable[..., Wereld]) -> None:
    """Small municipalities alike, the centre three times as high: none of them is "lager"."""
    aantallen = dict.fromkeys(GEMEENTEN, 100) | {CENTRUM: 3000}
    inwoners = INWONERS | {CENTRUM: 180_000}
    w = invent(counts(aantallen), people(inwoners))
    gevonden = {
        v.met: v
        for v in Vergelijker(w.feiten, w.regels).vergelijkingen(DRUTEN, "meldingen", "2023")
    }
    met, zonder = gevonden["regio"], gevonden["regio_zonder_centrum"]
    assert met.oordeel == "duidelijk lager"
    assert zonder.oordeel == "niet aantoonbaar anders"
    assert (met.tegenhanger, zonder.tegenhanger) == (zonder.oordeel, met.oordeel)
    assert not met.kop
    assert not zonder.kop
    assert gevonden["vergelijkbaar"].kop


def test_without_the_centre_is_left_out_where_it_is_the_same_comparison(voorbeeld: Wereld) -> None:
    def soorten(code: str) -> list[str]:
        gevonden = vergelijkingen(
            voorbeeld.feiten, code, "meldingen", "2023", regels=voorbeeld.regels
        )
        return [v.met for v in gevonden]

    assert soorten(DRUTEN) == list(REFERENTIES)
    assert soorten(CENTRUM) == ["vergelijkbaar", "subregio", "regio", "land"]
    assert soorten(NEDER_BETUWE) == [m for m in REFERENTIES if m != "subregio_zonder_centrum"]


@pytest.mark.parametrize(("aantal", "klein"), [(9, None), (10, True), (19, True), (20, False)])
def test_below_ten_there_is_no_comparison_word(
    invent: Callable[..., Wereld], aantal: int, klein: bool | None
) -> None:
    """100 everywhere else: nine on the same inhabitants is far lower, and still not named."""
    w = invent(counts(dict.fromkeys(GEMEENTEN, 100) | {DRUTEN: aantal}), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert v.hoog is not None
    assert v.hoog < 1
    if klein is None:
        assert (v.oordeel, v.kop, v.klein_aantal) == (TE_WEINIG, False, False)
        assert "kleiner dan 10" in v.reden
    else:
        assert (v.oordeel, v.klein_aantal) == ("duidelijk lager", klein)


def test_a_hidden_count_has_no_word_and_no_ratio_but_an_interval(
    invent: Callable[..., Wereld],
) -> None:
    rijen = ["gebied_code indicator periode aantal status"]
    rijen += [
        f"{code} meldingen 2023 {'-' if code == DRUTEN else 100} "
        f"{'onderdrukt' if code == DRUTEN else 'afgerond'}"
        for code in GEMEENTEN
    ]
    w = invent(rijen, people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert (v.oordeel, v.waarde) == (TE_WEINIG, None)
    assert v.laag == 0
    assert v.hoog is not None
    figuur = ratio_figure(v)
    assert (figuur.waarde, figuur.tekst) == (None, "afgeschermd")


def test_a_rounded_count_never_gets_a_stronger_word_than_the_exact_one(
    invent: Callable[..., Wereld],
) -> None:
    exact = {code: 62 + 7 * nummer for nummer, code in enumerate(GEMEENTEN)}
    kaal = invent(counts(exact), people(INWONERS))
    rijen = ["gebied_code indicator periode aantal laag hoog status"]
    for code, n in exact.items():
        rond = 5 * round(n / 5)
        rijen.append(f"{code} meldingen 2023 {rond} {rond - 2} {rond + 2} afgerond")
    scherp = [
        Vergelijker(kaal.feiten, kaal.regels).vergelijk(c, "meldingen", "2023") for c in exact
    ]
    grof = invent(rijen, people(INWONERS))
    rond_ = [Vergelijker(grof.feiten, grof.regels).vergelijk(c, "meldingen", "2023") for c in exact]
    assert any(STERKTE[v.oordeel] for v in rond_)
    for een, ander in zip(scherp, rond_, strict=True):
        assert STERKTE[ander.oordeel] <= STERKTE[een.oordeel]
        assert ander.laag is not None
        assert een.laag is not None
        assert ander.hoog is not None
        assert een.hoog is not None
        assert ander.laag <= een.laag <= een.hoog <= ander.hoog
        assert ander.p_waarde is not None
        assert een.p_waarde is not None
        assert ander.p_waarde >= een.p_waarde


def test_on_equal_areas_no_word_appears(invent: Callable[..., Wereld]) -> None:
    """Counts spread around 100 as chance spreads them: the 15 middle points of Poisson(100)."""
    spreiding = [int(stats.poisson.ppf((k + 0.5) / 15, 100)) for k in range(15)]
    w = invent(counts(dict(zip(GEMEENTEN, spreiding, strict=True))), people(INWONERS))
    vergelijker = Vergelijker(w.feiten, w.regels)
    gevonden = [vergelijker.vergelijk(c, "meldingen", "2023") for c in GEMEENTEN]
    assert {v.oordeel for v in gevonden} == {"niet aantoonbaar anders"}
    assert sum(v.oordeel_alleen != v.oordeel for v in gevonden) <= 1


def test_more_reports_never_turn_higher_into_lower(invent: Callable[..., Wereld]) -> None:
    volgorde = ["duidelijk lager", "lager", "niet aantoonbaar anders", "hoger", "duidelijk hoger"]
    aantallen = {code: 20 + 15 * nummer for nummer, code in enumerate(GEMEENTEN)}
    w = invent(counts(aantallen), people(INWONERS))
    vergelijker = Vergelijker(w.feiten, w.regels)
    plekken = [
        volgorde.index(vergelijker.vergelijk(c, "meldingen", "2023").oordeel) for c in GEMEENTEN
    ]
    assert plekken == sorted(plekken)
    assert (plekken[0], plekken[-1]) == (0, 4)


def test_a_published_total_serves_where_one_municipality_is_missing(
    invent: Callable[..., Wereld],
) -> None:
    aantallen = dict.fromkeys([c for c in GEMEENTEN if c != "GM0944"], 100)
    zonder_totaal = invent(counts(aantallen), people(INWONERS))
    v = Vergelijker(zonder_totaal.feiten, zonder_totaal.regels).vergelijk(
        DRUTEN, "meldingen", "2023"
    )
    assert v.oordeel == TE_WEINIG
    assert v.reden == "niet van alle andere gemeenten is een cijfer bekend"
    met_totaal = invent(counts(aantallen | {"VT-GZ": 1450}), people(INWONERS))
    v = Vergelijker(met_totaal.feiten, met_totaal.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert v.rest is not None
    assert (v.rest.aantal, len(v.rest.leden), v.rest.inwoners) == (1350, 14, 280_000)


def test_an_indicator_that_skips_a_municipality_is_compared_without_it(voorbeeld: Wereld) -> None:
    """Mook en Middelaar belongs to another safety region, so it has no bans of this one."""
    v = vergelijk(
        voorbeeld.feiten, "GM1960", "huisverboden", "2023", met="regio", regels=voorbeeld.regels
    )
    assert v.rest is not None
    assert set(v.rest.leden) == set(GEMEENTEN) - {"GM1960", "GM0944"}
    assert v.familie < 15  # its own family: the municipalities with ten or more


def test_a_kind_of_violence_is_compared_on_the_people_it_is_about(voorbeeld: Wereld) -> None:
    v = vergelijk(
        voorbeeld.feiten, DRUTEN, "meldingen", "2023", met="regio", regels=voorbeeld.regels,
        uitsplitsing="aard:kindermishandeling",
    )  # fmt: skip
    jong = voorbeeld.feiten.inwoners.of(DRUTEN, 2023, populatie="0-17").inwoners
    rest = [
        voorbeeld.feiten.inwoners.of(c, 2023, populatie="0-17").inwoners
        for c in GEMEENTEN
        if c != DRUTEN
    ]
    assert v.inwoners == jong
    assert v.rest is not None
    assert v.rest.inwoners == sum(n or 0 for n in rest)
    assert "0-17" in v.noemer_label


def test_what_has_no_denominator_has_no_comparison_and_says_why(voorbeeld: Wereld) -> None:
    v = vergelijk(
        voorbeeld.feiten, DRUTEN, "opvang_vrouwen", "2023", met="land", regels=voorbeeld.regels
    )
    assert v.oordeel == TE_WEINIG
    assert v.reden == "geen cijfer van Druten in de bronnen"
    assert ratio_figure(v).bron == "geen bron"


def test_neder_betuwe_2025_h1_is_lower_than_the_country_as_cbs_printed_252_against_367(
    echt: Wereld,
) -> None:
    """CBS 84849NED: 65 reports, rounded to five; the country 66,270."""
    v = vergelijk(echt.feiten, NEDER_BETUWE, "meldingen", "2025-H1", met="land", regels=echt.regels)
    assert v.oordeel == "lager"
    assert v.waarde == pytest.approx(252 / 367, abs=0.005)
    assert v.voorlopig
    x = echt.feiten.telling(NEDER_BETUWE, "meldingen", "2025-H1")
    assert x is not None
    assert v.rest is not None
    assert v.inwoners is not None
    assert (v.rest.laag, v.rest.hoog) == (66_268 - 67, 66_272 - 63)
    laag, _ = limits_by_binomial(63, v.inwoners, v.rest.hoog, v.rest.inwoners, 0.95)
    _, hoog = limits_by_binomial(67, v.inwoners, v.rest.laag, v.rest.inwoners, 0.95)
    assert (v.laag, v.hoog) == pytest.approx((laag, hoog), rel=1e-6)


def test_an_unknown_reference_is_refused(voorbeeld: Wereld) -> None:
    with pytest.raises(ValueError, match="onbekende vergelijking 'buren'; kies uit"):
        vergelijk(
            voorbeeld.feiten, DRUTEN, "meldingen", "2023", met="buren", regels=voorbeeld.regels
        )


def test_a_stricter_family_withdraws_at_least_as_much(voorbeeld: Wereld) -> None:
    streng = replace(voorbeeld.regels, q=0.001)
    gewoon = Vergelijker(voorbeeld.feiten, voorbeeld.regels)
    strenger = Vergelijker(voorbeeld.feiten, streng)
    for code, indicator in METEN:
        een = gewoon.vergelijk(code, indicator, "2023")
        ander = strenger.vergelijk(code, indicator, "2023")
        assert STERKTE[ander.oordeel] <= STERKTE[een.oordeel]
        assert (ander.laag, ander.hoog) == (een.laag, een.hoog)


def test_the_shown_ratio_is_rounded_once(voorbeeld: Wereld) -> None:
    v = vergelijk(
        voorbeeld.feiten, DRUTEN, "meldingen", "2023", met="regio", regels=voorbeeld.regels
    )
    figuur = ratio_figure(v)
    assert v.waarde is not None
    assert figuur.waarde == round(v.waarde, 2)
    assert (figuur.maat, figuur.uitsplitsing) == ("verhouding", "totaal tegenover regio")
    assert "vergeleken met" in figuur.bron


@pytest.mark.parametrize(("code", "indicator"), [("GM9999", "meldingen"), (DRUTEN, "meldinge")])
def test_an_unknown_code_is_a_mistake_and_not_a_lack_of_data(
    voorbeeld: Wereld, code: str, indicator: str
) -> None:
    with pytest.raises(UnknownError):
        vergelijk(voorbeeld.feiten, code, indicator, "2023", regels=voorbeeld.regels)


def test_a_municipality_outside_every_known_region_says_so(invent: Callable[..., Wereld]) -> None:
    w = invent(counts({"GM0363": 500, "NL01": 9000}), people({"GM0363": 90_000, "NL01": 2_000_000}))
    gevonden = {
        v.met: v for v in vergelijkingen(w.feiten, "GM0363", "meldingen", "2023", regels=w.regels)
    }
    assert set(gevonden) == {"vergelijkbaar", "subregio", "regio", "land"}
    assert gevonden["regio"].reden == "deze gemeente hoort in 2023 bij geen regio die bekend is"
    assert gevonden["land"].oordeel == "duidelijk hoger"


ROND = "gebied_code dekking indicator periode aantal laag hoog status"


def rounded(aantallen: dict[str, int]) -> list[str]:
    return [ROND] + [
        f"{c} {c} meldingen 2023 {n} {max(0, n - 2)} {n + 2} afgerond" for c, n in aantallen.items()
    ]


def test_a_rounded_ten_that_may_be_eight_has_no_word(invent: Callable[..., Wereld]) -> None:
    w = invent(rounded(dict.fromkeys(GEMEENTEN, 100) | {DRUTEN: 10}), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert (v.oordeel, v.kop) == (TE_WEINIG, False)
    assert v.waarde == pytest.approx(0.1)


def test_the_whole_region_goes_before_a_tighter_part_of_it(invent: Callable[..., Wereld]) -> None:
    """The CBS region lacks Mook en Middelaar: its total is tighter, and about fewer people."""
    gelijk = dict.fromkeys(GEMEENTEN, 100)
    w = invent(rounded(gelijk | {"VT06": 1400}), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert v.rest is not None
    assert (len(v.rest.leden), v.rest.laag, v.rest.hoog) == (14, 14 * 98, 14 * 102)
    w = invent(rounded(gelijk | {"VT-GZ": 1500}), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert v.rest is not None
    assert (len(v.rest.leden), v.rest.laag, v.rest.hoog) == (14, 1498 - 102, 1502 - 98)


def test_the_cbs_total_serves_alone_and_says_whom_it_covers(invent: Callable[..., Wereld]) -> None:
    w = invent(rounded({DRUTEN: 100, "VT06": 1400}), people(INWONERS))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert v.rest is not None
    assert set(v.rest.leden) == set(GEMEENTEN) - {DRUTEN, "GM0944"}
    mook = invent(rounded({"GM0944": 100, "VT06": 1400}), people(INWONERS))
    v = Vergelijker(mook.feiten, mook.regels).vergelijk("GM0944", "meldingen", "2023")
    assert v.rest is not None
    assert (v.rest.aantal, len(v.rest.leden)) == (1400, 14)  # it was never part of the total


def test_a_total_that_covers_others_as_well_is_not_used(invent: Callable[..., Wereld]) -> None:
    """Under the name of the region stands a count that includes Gennep."""
    rijen = [*rounded({DRUTEN: 100}), "VT-GZ HG-NIJMEGEN meldingen 2023 1400 1398 1402 afgerond"]
    w = invent(rijen, people(INWONERS | {"GM0907": 17_000}))
    v = Vergelijker(w.feiten, w.regels).vergelijk(DRUTEN, "meldingen", "2023")
    assert (v.oordeel, v.rest) == (TE_WEINIG, None)
