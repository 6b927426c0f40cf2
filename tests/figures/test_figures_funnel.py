"""What stands in a funnel: each area at its size, the own one filled, no numbers for size."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from figuur_gevallen import marks, texts, trechters, unknown

from helpende_data.figures import trechter


def test_each_area_stands_at_its_size_and_rate_and_only_the_own_one_is_filled() -> None:
    data = trechters()
    punten = marks(trechter(data), "punt")
    plekken = {(round(p.get_xdata()[0], 6), p.get_ydata()[0]) for p in punten}
    assert plekken == {
        (round(math.log(n), 6), p.waarde) for p, n in zip(data.punten, data.groottes, strict=True)
    }
    vol = [p for p in punten if p.get_markerfacecolor() != "white"]
    assert [p.get_ydata()[0] for p in vol] == [626.3]
    assert punten[-1] is vol[0], "the own area is drawn on top"


def test_words_say_what_the_lines_are_and_size_has_no_numbers() -> None:
    fig = trechter(trechters())
    namen = " ".join(texts(fig, "naam"))
    assert all(woord in namen for woord in ("buitenste grens", "gemiddelde", "Druten", "626,3 *"))
    assert "Tiel" not in namen
    assert texts(fig, "grootte") == ["weinig inwoners", "veel inwoners"]
    assert texts(fig, "voet") == ["* voorlopig"]


def test_a_point_without_a_value_or_a_size_is_refused() -> None:
    data = trechters()
    for fout in (
        replace(data, punten=()),
        replace(data, groottes=data.groottes[1:]),
        replace(data, punten=(*data.punten[1:], unknown("Heumen"))),
    ):
        with pytest.raises(ValueError, match=r"grootte|waarde"):
            trechter(fout)
