"""What stands in a trend."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from figuur_gevallen import (
    halfjaren,
    jaren,
    known,
    marks,
    texts,
    unknown,
    verborgen_trend,
    vier_bijna_gelijk,
)
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from helpende_data.figures import Breuk, Punt, Reeks, Trend, to_svg, trend
from helpende_data.figures.ruimte import push_apart


def places(fig: Figure, gid: str) -> list[list[float]]:
    return [list(m.get_xdata()) for m in marks(fig, gid)]


def one(*punten: Punt, soort: str = "gemeente", breuken: tuple[Breuk, ...] = ()) -> Figure:
    periodes = tuple(str(2020 + i) for i in range(len(punten)))
    return trend(Trend(periodes, (Reeks("Druten", soort, punten),), "meldingen", breuken))


def test_missing_point_interrupts_the_line_and_the_foot_says_so() -> None:
    fig = one(known("a", 3), known("a", 4), unknown("a"), known("a", 5), known("a", 6))
    assert places(fig, "lijn") == [[0, 1], [3, 4]]
    assert texts(fig, "voet") == ["onderbroken lijn: geen cijfer"]


def test_break_interrupts_the_line_and_stands_in_words_at_a_dashed_line() -> None:
    fig = one(*(known("a", w) for w in (3, 4, 9, 8)), breuken=(Breuk(2, "nieuwe telling"),))
    assert places(fig, "lijn") == [[0, 1], [2, 3]]
    (lijn,) = marks(fig, "breuk")
    assert list(lijn.get_xdata()) == [1.5, 1.5]
    assert lijn.is_dashed()
    (reden,) = [t for t in fig.texts if t.get_gid() == "breuk"]
    assert (reden.get_text(), reden.get_rotation()) == ("nieuwe telling", 0)


def test_no_line_crosses_the_break_of_2019() -> None:
    for plaatsen in places(trend(jaren()), "lijn"):
        assert max(plaatsen) < 2 or min(plaatsen) >= 2


def test_single_period_gives_dots_and_no_line() -> None:
    fig = one(known("a", 3))
    assert len(marks(fig, "punt")) == 1
    assert not marks(fig, "lijn")
    assert texts(fig, "eindwaarde") == ["3"]


def test_provisional_points_are_open_and_the_others_filled() -> None:
    fig = one(known("a", 3), known("a", 4, voorlopig=True))
    assert [m.get_markerfacecolor() == "white" for m in marks(fig, "punt")] == [False, True]
    assert texts(fig, "eindwaarde") == ["4 *"]
    assert texts(fig, "voet") == ["* voorlopig"]


def test_name_and_last_value_stand_at_the_end_of_each_line() -> None:
    fig = trend(jaren())
    assert sorted(texts(fig, "reeks")) == [
        "Druten",
        "Gelderland-Zuid",
        "Nederland",
        "Rijk van Nijmegen",
    ]
    assert sorted(texts(fig, "eindwaarde")) == ["455,0", "471,0", "498,0", "720,0"]


def test_last_value_of_an_earlier_period_names_that_period() -> None:
    assert texts(one(known("a", 3), known("a", 4), unknown("a")), "eindwaarde") == ["4 (2021)"]


def test_series_without_any_value_says_so_in_words() -> None:
    fig = one(unknown("a"), unknown("a"))
    assert texts(fig, "eindwaarde") == ["niet bekend"]
    assert texts(fig, "as") == []
    assert not marks(fig, "punt") + marks(fig, "lijn")


def test_names_of_four_lines_at_one_height_keep_their_order() -> None:
    fig = trend(vier_bijna_gelijk())
    hoogte = {t.get_text(): t.get_position()[1] for t in fig.texts if t.get_gid() == "eindwaarde"}
    assert hoogte["100,3"] > hoogte["100,2"] > hoogte["100,1"] > hoogte["100,0"]


def test_hidden_points_are_hatched_and_the_word_stands_once_for_neighbours() -> None:
    fig = trend(verborgen_trend())
    banden = marks(fig, "afgeschermd")
    assert len(banden) == 3
    assert all(b.get_hatch() for b in banden)
    assert texts(fig, "waarde").count("afgeschermd") == 1
    assert "0" in texts(fig, "waarde")


def test_notes_are_explained_once_at_the_foot() -> None:
    fig = trend(halfjaren())
    assert texts(fig, "voet") == ["* voorlopig  ·  ¹ benaderd  ·  onderbroken lijn: geen cijfer"]
    assert "ongeveer 61.000¹" in texts(fig, "waarde")


def test_nearest_area_always_gets_its_limits() -> None:
    fig = trend(jaren())
    assert len(marks(fig, "interval")) == 7  # Druten has seven known years
    assert not marks(fig, "band")  # three others: no room
    minder = replace(jaren(), reeksen=jaren().reeksen[:3])
    assert marks(trend(minder), "band")


def test_missing_upper_limit_is_an_arrow() -> None:
    fig = one(Punt("a", 3.0, "3", 1.0, math.inf), known("a", 8))
    assert len(marks(fig, "pijl")) == 1


def test_two_series_of_one_kind_differ_in_marker_and_dash() -> None:
    reeksen = tuple(
        Reeks(naam, "land", (known("a", 3 + i), known("a", 5 + i)))
        for i, naam in enumerate(("Adviezen", "Meldingen"))
    )
    fig = trend(Trend(("2022", "2023"), reeksen, "aantal"))
    assert len({m.get_marker() for m in marks(fig, "punt")}) == 2
    svg = to_svg(fig, prefix="a", titel="t", alt="a")
    assert len(set(re.findall(r'stroke-dasharray="([^"]*)"', svg))) == 2


def test_half_years_that_do_not_fit_stand_over_two_lines() -> None:
    periodes = tuple(f"{j}-H{h}" for j in range(2018, 2026) for h in (1, 2))
    punten = tuple(known("a", 3) for _ in periodes)
    fig = trend(Trend(periodes, (Reeks("Rijk van Nijmegen", "subregio", punten),), "meldingen"))
    assert texts(fig, "periode")[:4] == ["2018", "H1", "2018", "H2"]


@pytest.mark.parametrize(
    ("kapot", "fout"),
    [
        (Trend((), (), "m"), "ten minste een periode"),
        (Trend(("2020",), (Reeks("Druten", "gemeente", ()),), "m"), "voor elke periode"),
        (replace(jaren(), breuken=(Breuk(0, "x"),)), "tussen twee periodes"),
        (replace(jaren(), breuken=(Breuk(8, "x"),)), "tussen twee periodes"),
        (Trend(("2020",), (Reeks("D", "dorp", (known("a", 1),)),), "m"), "onbekende soort"),
    ],
)
def test_trend_that_does_not_fit_together_is_refused(kapot: Trend, fout: str) -> None:
    with pytest.raises(ValueError, match=fout):
        trend(kapot)


@given(st.lists(st.tuples(st.floats(0, 200), st.floats(5, 40)), min_size=1, max_size=8))
def test_pushed_labels_never_overlap_and_stay_inside_when_they_fit(
    wensen: list[tuple[float, float]],
) -> None:
    doel, hoogtes = [w[0] for w in wensen], [w[1] for w in wensen]
    boven = max(200.0, sum(hoogtes) + 4 * len(hoogtes))
    midden = push_apart(doel, hoogtes, 0.0, boven)
    volgorde = sorted(zip(midden, hoogtes, strict=True))
    for (m0, h0), (m1, h1) in pairwise(volgorde):
        assert m1 - h1 / 2 >= m0 + h0 / 2 - 1e-6
    assert all(m - h / 2 >= -1e-6 for m, h in volgorde)
    assert all(m + h / 2 <= boven + 1e-6 for m, h in volgorde)
