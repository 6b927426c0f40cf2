"""Colours, fonts, and what importing the room costs."""

from __future__ import annotations

import math
import subprocess
import sys
from itertools import combinations, pairwise
from pathlib import Path

import matplotlib
import pytest
from figuur_gevallen import jaren
from matplotlib.colors import to_rgb

from helpende_data.errors import HelpendeDataError
from helpende_data.figures import letters, stijl, trend
from helpende_data.figures.letters import SNEDEN
from helpende_data.figures.stijl import GRIJS, INKT, SOORTEN, VOORRANG, text_width, wrap


def luminance(kleur: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    r, g, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(kleur))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def lightness(kleur: str) -> float:
    """L* of CIELAB: what is left of a colour in greyscale."""
    y = luminance(kleur)
    return 116 * y ** (1 / 3) - 16 if y > 0.008856 else 903.3 * y


def contrast(kleur: str) -> float:
    return 1.05 / (luminance(kleur) + 0.05)


def test_colours_of_areas_differ_in_greyscale() -> None:
    stappen = sorted(lightness(s.kleur) for s in SOORTEN.values())
    assert all(b - a >= 9 for a, b in pairwise(stappen))


# Machado, Oliveira and Fernandes (2009), table 1, severity 1.0; on linear RGB.
BLIND = {
    "protanopie": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopie": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopie": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(kleur: str, blind: str) -> tuple[float, ...]:
    """A colour as somebody without one kind of cone sees it, in linear RGB from 0 to 1."""
    recht = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in to_rgb(kleur)]
    rijen = (sum(m * c for m, c in zip(rij, recht, strict=True)) for rij in BLIND[blind])
    return tuple(min(1.0, max(0.0, waarde)) for waarde in rijen)


def lab(recht: tuple[float, ...]) -> tuple[float, float, float]:
    """CIELAB of a linear RGB colour: equal distances look equally different."""
    r, g, b = recht
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    fx, fy, fz = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


@pytest.mark.parametrize("blind", BLIND)
def test_colours_of_areas_differ_for_colour_blind_readers(blind: str) -> None:
    kleuren = {naam: lab(seen(soort.kleur, blind)) for naam, soort in SOORTEN.items()}
    afstanden = {
        paar: math.dist(kleuren[paar[0]], kleuren[paar[1]]) for paar in combinations(kleuren, 2)
    }
    assert {paar: round(d) for paar, d in afstanden.items() if d < 10} == {}


def test_areas_differ_in_marker_and_line_too() -> None:
    assert len({s.teken for s in SOORTEN.values()}) == len(SOORTEN)
    assert len({str(s.lijn) for s in SOORTEN.values()}) == len(SOORTEN)


def test_every_kind_of_area_has_its_rank() -> None:
    assert sorted(VOORRANG) == sorted(SOORTEN)


def test_marks_and_words_stand_out_from_white() -> None:
    assert all(contrast(s.kleur) >= 3 for s in SOORTEN.values())
    assert all(contrast(k) >= 4.5 for k in (INKT, GRIJS, *(s.inkt for s in SOORTEN.values())))


def test_no_colour_is_red_or_green() -> None:
    for soort in SOORTEN.values():
        r, g, b = to_rgb(soort.kleur)
        assert not (r > 2 * g and r > 2 * b), soort
        assert not (g > r + 0.1 and g > b + 0.1), soort


@pytest.mark.parametrize("face", SNEDEN)
def test_each_face_is_the_file_of_the_package(face: str) -> None:
    assert stijl.font_file(face).parent.name == "files"
    assert Path(stijl.font(face, 9.0).get_file()).is_file()


def test_missing_face_stops_loudly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "font_folder", lambda: tmp_path)
    with pytest.raises(HelpendeDataError, match="ontbreekt"):
        stijl.font_file.__wrapped__("half")


def test_another_face_under_a_known_name_stops_loudly(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gewoon = stijl.font_file("gewoon").read_bytes()
    (tmp_path / "SourceSansPro-Bold.ttf").write_bytes(gewoon)
    monkeypatch.setattr(letters, "font_folder", lambda: tmp_path)
    with pytest.raises(HelpendeDataError, match="een andere"):
        stijl.font_file.__wrapped__("vet")


def test_drawing_leaves_the_settings_of_matplotlib_as_they_were() -> None:
    voor = dict(matplotlib.rcParams)
    trend(jaren())
    assert dict(matplotlib.rcParams) == voor


def test_all_texts_are_in_the_shipped_font() -> None:
    for tekst in trend(jaren(), stempel="PROEF").texts:
        assert "SourceSansPro" in str(tekst.get_fontproperties().get_file())


def test_lines_of_wrapped_text_fit_and_hold_every_letter() -> None:
    tekst = "Budget uitvoering actielijnen inclusief expertise specifieke thema's"
    regels = wrap(tekst, 120.0)
    assert " ".join(regels) == tekst
    assert all(text_width(r) <= 120 for r in regels)


def test_word_wider_than_its_column_is_divided() -> None:
    regels = wrap("huiselijkgeweldsregio", 40.0)
    assert "".join(r.removesuffix("-") for r in regels) == "huiselijkgeweldsregio"
    assert all(text_width(r) <= 40 for r in regels)


def run(code: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    ).stdout.strip()


def test_model_is_importable_without_matplotlib() -> None:
    code = (
        "import sys; sys.modules['matplotlib'] = None\n"
        "from helpende_data.figures.model import Punt\n"
        "from helpende_data.figures import Trend, Balken\n"
        "print(Punt('a', 1.0, '1').label)"
    )
    assert run(code) == "a"


def test_drawing_and_saving_never_load_pyplot() -> None:
    code = (
        "import sys\n"
        "from helpende_data.figures import *\n"
        "fig = draw(Balken((Punt('a', 1.0, '1'),), 'm'))\n"
        "to_svg(fig, prefix='a', titel='t', alt='a'); to_png(fig); to_svg_file(fig)\n"
        "print('matplotlib.pyplot' in sys.modules)"
    )
    assert run(code) == "False"


def test_unknown_name_in_the_room_is_an_attribute_error() -> None:
    import helpende_data.figures as room

    with pytest.raises(AttributeError, match="taart"):
        room.taart  # noqa: B018
