"""What stands in dots, bars and chains."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from figuur_gevallen import (
    STEMPEL,
    alle_toestanden,
    drawn,
    hidden,
    inwoners,
    keten_2023,
    known,
    marks,
    nasty,
    regio_en_land,
    texts,
    unknown,
)
from matplotlib.colors import to_hex

from helpende_data.figures import Balken, Keten, Punt, PuntInterval, balken, draw, keten
from helpende_data.figures import punt_interval as dots
from helpende_data.figures.stijl import SOORTEN
from helpende_data.figures.waarden import tick_texts, ticks


def test_published_rates_are_printed_as_given_and_drawn_at_their_value() -> None:
    fig = dots(regio_en_land())
    assert texts(fig, "waarde") == ["467,1 *", "714,9 *"]
    assert [m.get_xdata()[0] for m in marks(fig, "punt")] == [467.1, 714.9]
    assert [tuple(m.get_xdata()) for m in marks(fig, "interval")] == [
        (449.2, 485.5),
        (711.0, 718.8),
    ]
    assert texts(fig, "voet") == ["* voorlopig"]


def test_axis_starts_at_zero() -> None:
    for naam in nasty():
        ax = drawn(naam, STEMPEL).axes[0]
        assert 0 in (ax.get_xlim()[0], ax.get_ylim()[0])


def test_fifteen_municipalities_give_fifteen_bars_in_the_given_order() -> None:
    fig = balken(inwoners())
    staven = marks(fig, "balk")
    assert [b.get_width() for b in staven] == [p.waarde for p in inwoners().punten]
    hoogtes = [b.get_y() for b in staven]
    assert hoogtes == sorted(hoogtes, reverse=True)
    donker = [to_hex(b.get_facecolor()).upper() for b in staven]
    assert donker.count(SOORTEN["gemeente"].kleur) == 1
    assert texts(fig, "as") == ["0", "50.000", "100.000", "150.000"]


def test_number_text_is_never_made_again() -> None:
    fig = balken(Balken((Punt("Tiel", 1234.0, "zo'n 1.200"),), "meldingen"))
    assert texts(fig, "waarde") == ["zo'n 1.200"]


def test_provisional_bar_is_open_and_has_one_asterisk() -> None:
    punten = (known("Tiel", 8, voorlopig=True), Punt("Buren", 9.0, "9 *", voorlopig=True))
    fig = balken(Balken(punten, "meldingen"))
    assert texts(fig, "waarde") == ["8 *", "9 *"]
    assert {to_hex(b.get_facecolor()) for b in marks(fig, "balk")} == {"#ffffff"}


def test_definitive_figures_have_no_note_on_provisional_ones() -> None:
    assert texts(balken(inwoners()), "voet") == []


def test_zero_is_a_line_at_zero_with_its_text_and_no_bar() -> None:
    fig = balken(Balken((known("Druten", 0, "gemeente"), known("Tiel", 4)), "meldingen"))
    assert texts(fig, "waarde") == ["0", "4"]
    assert len(marks(fig, "balk")) == 1
    assert [tuple(m.get_xdata()) for m in marks(fig, "nulwaarde")] == [(0, 0)]


def test_hidden_count_is_a_hatched_band_between_its_limits() -> None:
    fig = balken(Balken((hidden("Druten", 1.0, 4.0), known("Tiel", 9)), "meldingen"))
    (band,) = marks(fig, "afgeschermd")
    assert (band.get_x(), band.get_x() + band.get_width()) == (1.0, 4.0)
    assert band.get_hatch()
    assert texts(fig, "waarde")[0] == "afgeschermd"
    assert len(marks(fig, "balk")) == 1


def test_hidden_count_keeps_its_own_words_beside_the_word_hidden() -> None:
    een = hidden("Druten", 1.0, 4.0, tekst="1 tot 4")
    ander = hidden("Tiel", 1.0, 4.0, tekst="Afgeschermd (1 tot 4)")
    fig = balken(Balken((een, ander), "meldingen"))
    assert texts(fig, "waarde") == ["afgeschermd: 1 tot 4", "Afgeschermd (1 tot 4)"]


def test_hidden_count_without_limits_has_only_the_word() -> None:
    fig = balken(Balken((hidden("Druten", None, None), known("Tiel", 9)), "meldingen"))
    assert not marks(fig, "afgeschermd")
    assert texts(fig, "waarde")[0] == "afgeschermd"


def test_narrow_band_of_a_hidden_count_is_still_seen() -> None:
    fig = balken(Balken((hidden("Druten", 1.0, 4.0), known("Nederland", 90000)), "meldingen"))
    (band,) = marks(fig, "afgeschermd")
    assert band.get_window_extent().width >= 3.9


@pytest.mark.parametrize("teken", [dots, balken])
def test_unknown_and_not_applicable_are_grey_italic_words_without_a_mark(teken: object) -> None:
    punten = (unknown("Druten"), Punt("Gennep", None, "", toestand="nvt"), known("Tiel", 3))
    data = PuntInterval(punten, "m") if teken is dots else Balken(punten, "m")
    fig = draw(data)
    woorden = [t for t in fig.texts if t.get_gid() == "waarde"]
    assert [t.get_text() for t in woorden] == ["niet bekend", "niet van toepassing", "3"]
    assert [t.get_fontstyle() for t in woorden] == ["italic", "italic", "normal"]
    assert len(marks(fig, "punt") + marks(fig, "balk")) == 1


def test_when_nothing_is_known_no_number_stands_in_the_figure() -> None:
    fig = dots(PuntInterval((unknown("Druten"), unknown("Nederland")), "meldingen"))
    assert texts(fig, "as") == []
    assert not any(any(c.isdigit() for c in t.get_text()) for t in fig.texts)


def test_missing_upper_limit_is_an_arrow_without_a_cap_there() -> None:
    punt = Punt("Druten", 5.0, "5", 3.0, math.inf, "gemeente")
    fig = dots(PuntInterval((punt, known("Tiel", 20)), "meldingen"))
    assert len(marks(fig, "pijl")) == 1
    assert [m.get_xdata()[0] for m in marks(fig, "kap")] == [3.0]


def test_limits_have_a_cap_at_each_end() -> None:
    fig = dots(regio_en_land())
    assert [m.get_xdata()[0] for m in marks(fig, "kap")] == [449.2, 485.5, 711.0, 718.8]


def test_note_stands_under_its_label() -> None:
    fig = dots(alle_toestanden())
    noot = next(t for t in fig.texts if t.get_text() == "rekenvoorbeeld")
    label = next(t for t in fig.texts if t.get_text() == "Nederland")
    assert noot.get_position()[1] < label.get_position()[1]


def test_chain_has_the_total_and_each_part_with_number_and_share() -> None:
    fig = keten(keten_2023())
    assert texts(fig, "waarde") == ["2.695", "815", "1.495", "85", "55", "245"]
    assert texts(fig, "aandeel") == ["30 %", "55 %", "3 %", "2 %", "9 %"]
    assert [b.get_width() for b in marks(fig, "balk")] == [2695, 815, 1495, 85, 55, 245]
    assert {s.get_width() for s in marks(fig, "spoor")} == {2695}


def test_chain_without_shares_prints_none() -> None:
    assert texts(keten(replace(keten_2023(), aandelen=())), "aandeel") == []


def test_chain_with_another_number_of_shares_is_refused() -> None:
    with pytest.raises(ValueError, match="evenveel aandelen"):
        keten(replace(keten_2023(), aandelen=("1 %",)))


@pytest.mark.parametrize(
    ("punt", "fout"),
    [
        (Punt("Tiel", None, "?"), "alleen een bekend punt"),
        (Punt("Tiel", 3.0, "3", toestand="afgeschermd"), "alleen een bekend punt"),
        (Punt("Tiel", math.nan, "3"), "0 of meer"),
        (Punt("Tiel", -1.0, "-1"), "0 of meer"),
        (Punt("Tiel", 3.0, "3", 4.0, 2.0), "laag niet boven hoog"),
        (Punt("Tiel", 3.0, "3", soort="dorp"), "onbekende soort"),
        (Punt("Tiel", 3.0, "3", toestand="zoek"), "onbekende toestand"),
    ],
)
def test_point_that_contradicts_itself_is_refused_without_its_value(punt: Punt, fout: str) -> None:
    with pytest.raises(ValueError, match=fout) as gevangen:
        balken(Balken((punt,), "meldingen"))
    assert "3" not in str(gevangen.value)


def test_figure_without_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="ten minste een rij"):
        balken(Balken((), "meldingen"))


def test_chain_without_total_is_drawn_without_tracks() -> None:
    fig = keten(Keten(unknown("Meldingen"), (known("Over", 3),), (), "meldingen"))
    assert not marks(fig, "spoor")
    assert texts(fig, "waarde") == ["niet bekend", "3"]


def test_counts_have_no_ticks_between_whole_numbers() -> None:
    fig = balken(Balken((known("Druten", 1, "gemeente"), known("Tiel", 0)), "meldingen"))
    assert texts(fig, "as") == ["0", "1"]


def test_axis_of_nothing_but_zeros_has_one_tick() -> None:
    assert texts(balken(Balken((known("Druten", 0),), "meldingen")), "as") == ["0"]


@pytest.mark.parametrize(
    ("hoogste", "verwacht"),
    [
        (0, ["0"]),
        (1, ["0", "0,5", "1,0"]),
        (4, ["0", "1", "2", "3", "4"]),
        (714.9, ["0", "200", "400", "600"]),
        (5519594, ["0", "2.000.000", "4.000.000"]),
        (0.3, ["0", "0,1", "0,2", "0,3"]),
    ],
)
def test_ticks_are_few_round_and_dutch(hoogste: float, verwacht: list[str]) -> None:
    assert tick_texts(ticks(hoogste)) == verwacht
