"""Draws in whole numbers: fixed values that hold on every machine, and what they add up to."""

from __future__ import annotations

import statistics

from helpende_data.voorbeeld.draws import Stream


def test_a_seed_gives_these_numbers_on_every_machine():
    stroom = Stream(1, "meldingen", "GM0225")
    assert [stroom.whole(1, 1000) for _ in range(4)] == [121, 853, 816, 823]
    assert stroom.poisson(25, 2) == 20
    assert stroom.gamma_promille(30) == 781
    assert stroom.split(100, [500, 300, 200]) == [44, 35, 21]
    assert stroom.marks(100, [500, 300, 200]) == [76, 28, 25]
    assert stroom.part(100, 250) == 28


def test_a_stream_depends_on_its_name_only():
    assert Stream(1, "a", "b").whole(0, 10**9) == Stream(1, "a", "b").whole(0, 10**9)
    getallen = {
        Stream(*naam).whole(0, 10**9) for naam in [(1, "a", "b"), (1, "ab"), (1, "a"), (2, "a")]
    }
    assert len(getallen) == 4


def test_poisson_has_its_mean_and_nearly_its_variance():
    stroom = Stream(3)
    getrokken = [stroom.poisson(25, 2) for _ in range(4000)]
    assert abs(statistics.mean(getrokken) - 12.5) < 0.2
    assert abs(statistics.variance(getrokken) - 12.5) < 1.2
    assert stroom.poisson(0, 1) == 0


def test_gamma_factor_has_mean_one_thousand_and_its_shape():
    stroom = Stream(4)
    factoren = [stroom.gamma_promille(25) for _ in range(2000)]
    assert abs(statistics.mean(factoren) - 1000) < 20
    assert abs(statistics.stdev(factoren) - 200) < 15


def test_split_adds_up_and_follows_the_shares():
    delen = Stream(5).split(100_000, [640, 300, 60, 0])
    assert sum(delen) == 100_000
    assert delen[3] == 0
    assert abs(delen[0] - 64_000) < 800
    assert Stream(5).split(0, [600, 400]) == [0, 0]


def test_marks_may_overlap_but_nobody_goes_without():
    delen = Stream(6).marks(1000, [600, 500])
    assert max(delen) <= 1000 < sum(delen)
    assert Stream(6).marks(10, [1, 0]) == [10, 0]
    assert Stream(6).marks(0, [600, 500]) == [0, 0]


def test_part_never_exceeds_the_whole():
    stroom = Stream(7)
    assert stroom.part(50, 0) == 0
    assert stroom.part(50, 1000) == 50
    assert 0 <= stroom.part(50, 500) <= 50
