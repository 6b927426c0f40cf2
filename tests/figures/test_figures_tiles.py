"""What stands on the tiles of a region: the same size for all, hidden drawn as hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figuur_gevallen import kaart, marks, texts

from helpende_data.figures import Tegels, tegels


def test_every_tile_has_the_same_size_and_none_covers_another() -> None:
    fig = tegels(kaart())
    vakken = [*marks(fig, "tegel"), *marks(fig, "afgeschermd")]
    assert len(vakken) == 5
    assert len({(round(v.get_width(), 6), round(v.get_height(), 6)) for v in vakken}) == 1
    for i, een in enumerate(vakken):
        for ander in vakken[i + 1 :]:
            naast = abs(een.get_x() - ander.get_x()) >= een.get_width()
            onder = abs(een.get_y() - ander.get_y()) >= een.get_height()
            assert naast or onder


def test_values_stand_as_printed_and_hidden_is_a_hatched_tile_with_its_word() -> None:
    fig = tegels(kaart())
    assert texts(fig, "waarde") == ["626,3", "881,2 *", "afgeschermd", "niet bekend", "489,0"]
    assert len(marks(fig, "afgeschermd")) == 1
    assert "▲ hoger" in texts(fig, "noot")
    assert texts(fig, "voet") == ["* voorlopig"]


def test_only_the_own_municipality_has_a_heavy_edge_and_no_shade_stands_for_a_value() -> None:
    vakken = marks(tegels(kaart()), "tegel")
    assert sorted(v.get_linewidth() for v in vakken)[-2:] == [0.6, 2.2]
    bekend = [v for v in vakken if v.get_facecolor()[:3] == (1.0, 1.0, 1.0)]
    assert len(bekend) == 3


def test_no_tile_and_two_in_one_place_are_refused() -> None:
    dubbel = replace(kaart(), plaatsen=((0, 0),) * 5)
    for fout in (dubbel, Tegels((), (), "")):
        with pytest.raises(ValueError, match="eigen plaats"):
            tegels(fout)
