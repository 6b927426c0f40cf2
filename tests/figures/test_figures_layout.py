"""Nothing is cut off, nothing overlaps, and every figure carries its stamp."""

from __future__ import annotations

from itertools import combinations

import pytest
from figuur_gevallen import STEMPEL, drawn, nasty
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from helpende_data.figures.stijl import BREEDTE

GEVALLEN = nasty()


def boxes(fig: Figure) -> list[tuple[Text, Bbox]]:
    """The texts but the large stamp, each with its place on the canvas."""
    renderer = fig.canvas.get_renderer()  # type: ignore[attr-defined]
    return [
        (t, t.get_window_extent(renderer))
        for t in fig.findobj(Text)
        if t.get_text() and t.get_visible() and t.get_gid() != "stempel" and t.axes is None
    ]


@pytest.mark.parametrize("naam", GEVALLEN)
def test_no_text_is_cut_off_or_over_another(naam: str) -> None:
    fig = drawn(naam, STEMPEL)
    breedte, hoogte = fig.get_size_inches() * fig.dpi
    gevonden = boxes(fig)
    assert gevonden
    for tekst, box in gevonden:
        assert box.x0 >= -0.5, tekst
        assert box.y0 >= -0.5, tekst
        assert box.x1 <= breedte + 0.5, tekst
        assert box.y1 <= hoogte + 0.5, tekst
    for (een, a), (ander, b) in combinations(gevonden, 2):
        over_x = min(a.x1, b.x1) - max(a.x0, b.x0)
        over_y = min(a.y1, b.y1) - max(a.y0, b.y0)
        # 1.5 points: the box holds room for tails and accents above and below the letters
        assert over_x <= 0.5 or over_y <= 1.5, f"{een} over {ander}"


@pytest.mark.parametrize("naam", GEVALLEN)
def test_every_figure_carries_its_stamp_behind_the_data_and_at_the_foot(naam: str) -> None:
    fig = drawn(naam, STEMPEL)
    groot = [t for t in fig.texts if t.get_gid() == "stempel"]
    klein = [t for t in fig.texts if t.get_gid() == "stempel-voet"]
    assert [t.get_text() for t in groot + klein] == [STEMPEL, STEMPEL]
    assert groot[0].get_zorder() < min(ax.get_zorder() for ax in fig.axes)
    box = groot[0].get_window_extent(fig.canvas.get_renderer())  # type: ignore[attr-defined]
    breedte, hoogte = fig.get_size_inches() * fig.dpi
    assert box.x0 >= 0
    assert box.x1 <= breedte
    assert box.height <= hoogte + 2
    assert box.width > 0.3 * breedte


@pytest.mark.parametrize("naam", ["regio_en_land", "inwoners", "keten", "jaren"])
def test_without_a_stamp_nothing_is_stamped(naam: str) -> None:
    assert not any("stempel" in (t.get_gid() or "") for t in drawn(naam).texts)


@pytest.mark.parametrize("naam", GEVALLEN)
def test_no_figure_prints_nan_none_or_inf(naam: str) -> None:
    teksten = [t.get_text().lower() for t in drawn(naam, STEMPEL).texts]
    assert not any(t in ("nan", "none", "inf") or "nan " in t for t in teksten)


def test_every_figure_is_as_wide_as_a_text_column() -> None:
    for naam in GEVALLEN:
        assert drawn(naam, STEMPEL).get_figwidth() * 72 == pytest.approx(BREEDTE)


def test_height_follows_from_the_number_of_rows() -> None:
    assert drawn("inwoners").get_figheight() > 3 * drawn("een_rij").get_figheight()
