"""Small multiples: one field for each area, one scale, one order; hidden drawn as hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest
from figuur_gevallen import drawn, texts, vakken
from matplotlib.figure import Figure

from helpende_data.figures import Punt, veelluik
from helpende_data.figures.vakken import columns


def fields(fig: Figure) -> list:
    """The axes of the fields, in their order; the first of a figure is the sheet itself."""
    return fig.axes[1:]


def of_kind(ax, gid: str) -> list:
    return [a for a in (*ax.lines, *ax.patches, *ax.collections) if a.get_gid() == gid]


def test_fields_keep_their_order_and_share_one_scale_and_one_size() -> None:
    fig = drawn("veelluik")
    assert len(fields(fig)) == 15
    assert len({ax.get_ylim() for ax in fields(fig)}) == 1
    assert len({tuple(round(v, 9) for v in ax.get_position().size) for ax in fields(fig)}) == 1
    plaatsen = [(-round(ax.get_position().y0, 6), ax.get_position().x0) for ax in fields(fig)]
    assert plaatsen == sorted(plaatsen)
    namen = [reeks.label for reeks in vakken().reeksen]
    assert " ".join(texts(fig, "label")) == " ".join(namen)


def test_only_the_own_municipality_has_a_frame_and_the_region_stands_in_every_field() -> None:
    fig = drawn("veelluik")
    assert len(of_kind(fig.axes[0], "eigen")) == 1
    regio = {lijn.get_color() for ax in fields(fig) for lijn in of_kind(ax, "lijn")[:1]}
    assert len(regio) == 1
    assert texts(fig, "reeks") == ["in elk vak: Gelderland-Zuid"]


def test_a_hidden_year_is_hatched_and_an_area_without_a_figure_is_a_word() -> None:
    fig = drawn("veelluik")
    namen = [reeks.label for reeks in vakken().reeksen]
    velden = dict(zip(namen, fields(fig), strict=True))
    assert len(of_kind(velden["Mook en Middelaar"], "afgeschermd")) == 2
    assert not of_kind(velden["Buren"], "punt")
    assert texts(fig, "waarde")[namen.index("Buren")] == "afgeschermd"


def test_a_rate_that_is_printed_as_a_range_is_a_band_and_no_point() -> None:
    klein = Punt("2019", 12.0, "0 tot 62", 0, 62)
    reeks = vakken().reeksen[0]
    een = replace(reeks, punten=(klein, *reeks.punten[1:]))
    (veld,) = fields(veelluik(replace(vakken(), reeksen=(een,), achter=None, breuken=())))
    assert len(of_kind(veld, "afgeschermd")) == 1
    getekend = [x for lijn in of_kind(veld, "punt") for x in lijn.get_xdata()]
    assert sorted(getekend) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(("aantal", "kolommen"), [(1, 1), (2, 2), (7, 4), (8, 4), (15, 5), (6, 3)])
def test_rows_are_filled_as_well_as_can_be(aantal: int, kolommen: int) -> None:
    assert columns(aantal) == kolommen
