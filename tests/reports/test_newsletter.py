"""A short text with one figure for a newsletter: what it says, and what it leaves out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from helpende_data.errors import DisclosureError
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop
from helpende_data.pipeline.soorten import nieuwsbrief
from helpende_data.reports.model import Alinea, Rapport
from helpende_data.reports.poort import check_release
from helpende_data.reports.render import to_md


def text(rapport: Rapport) -> list[str]:
    """What a reader reads: title and paragraphs, without figure and table."""
    blokken = (*rapport.voorblad, *(b for s in rapport.secties for b in s.blokken))
    return [rapport.titel, *(b.tekst for b in blokken if isinstance(b, Alinea))]


@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
@pytest.mark.parametrize("thema", ["", "ouderenmishandeling", "stalking"])
@pytest.mark.parametrize(
    ("gebied", "naam"),
    [("regio", ""), ("gemeente", "Mook en Middelaar"), ("subregio", "Rivierenland")],
)
def test_newsletter_has_at_most_150_words_and_one_figure(
    request: pytest.FixtureRequest, wereld: str, thema: str, gebied: str, naam: str, tmp_path: Path
) -> None:
    workshop = request.getfixturevalue(wereld)
    rapport = nieuwsbrief(workshop, naam, gebied=gebied, thema=thema, uit=tmp_path).rapport
    assert len(" ".join(text(rapport)).split()) < 150
    assert len(rapport.figuren()) <= 1
    assert all(figuur.alt for figuur in rapport.figuren())
    assert "Bron: " in text(rapport)[-1]


def test_newsletter_names_number_period_population_and_source(
    echt: Workshop, tmp_path: Path
) -> None:
    gemaakt = nieuwsbrief(echt, periode=Periode.parse("2020"), uit=tmp_path)
    md = next(pad for pad in gemaakt.bestanden if pad.suffix == ".md").read_text("utf-8")
    assert "2.839 meldingen uit Gelderland-Zuid (15 gemeenten) in 2020" in md
    assert "498,6 per 100.000 inwoners in een jaar, gerekend met 569.443 inwoners" in md
    assert "De vijftien gemeenten van de regio Gelderland-Zuid" in md


def test_a_newsletter_about_a_gemeente_says_first_that_its_own_count_is_not_known(
    echt: Workshop, tmp_path: Path
) -> None:
    jaar = Periode.parse("2023")
    over = nieuwsbrief(echt, "Druten", gebied="gemeente", periode=jaar, uit=tmp_path).rapport
    assert (
        "Hoeveel meldingen er in 2023 uit Druten kwamen, is niet bekend. "
        "Veilig Thuis telde 2.695 meldingen uit Gelderland-Zuid"
    ) in " ".join(text(over))


def test_a_small_count_gets_no_rate_share_or_place_in_the_figure(
    verzonnen: Workshop, tmp_path: Path
) -> None:
    """Four reports in Druten: two more would be half as many again."""
    rapport = nieuwsbrief(
        verzonnen, "Druten", gebied="gemeente", thema="ouderenmishandeling", uit=tmp_path
    ).rapport
    woorden = " ".join(text(rapport))
    assert "een klein aantal" in woorden
    assert "%" not in woorden
    (figuur,) = rapport.figuren()
    assert "Druten" not in figuur.alt


def test_a_theme_of_regions_only_gives_the_region_with_its_name(
    verzonnen: Workshop, tmp_path: Path
) -> None:
    rapport = nieuwsbrief(
        verzonnen, "Druten", gebied="gemeente", thema="mensenhandel", uit=tmp_path
    ).rapport
    assert "Over Gelderland-Zuid (15 gemeenten)" in " ".join(text(rapport))
    assert not any(c.gebied_code == "GM0225" for c in rapport.cijfers)


def test_markdown_shows_signs_of_a_name_as_text(verzonnen: Workshop, tmp_path: Path) -> None:
    rapport = nieuwsbrief(verzonnen, uit=tmp_path).rapport
    naam = "<script>|`*[x](y)"
    md = to_md(replace(rapport, titel=naam)).decode()
    assert md.startswith(r"# \<script\>\|\`\*\[x\](y)")


@pytest.mark.parametrize(
    ("wat", "wordt"),
    [(r"(\| \d)", r"\g<1>3"), (r"\n\nBron", "\n\nEr waren er 3.\n\nBron"), (r"^# ", "# 3 ")],
)
def test_a_planted_number_stops_the_markdown(
    wat: str, wordt: str, verzonnen: Workshop, tmp_path: Path
) -> None:
    gemaakt = nieuwsbrief(verzonnen, uit=tmp_path)
    md = to_md(gemaakt.rapport)
    check_release(gemaakt.rapport, {"x.md": md})
    vals = re.sub(wat, wordt, md.decode(), count=1).encode()
    assert vals != md
    with pytest.raises(DisclosureError, match=r"x\.md"):
        check_release(gemaakt.rapport, {"x.md": vals})


def test_hd_nieuwsbrief_without_an_area_is_about_the_region(
    hd: Callable[..., Any], verzonnen: Workshop, tmp_path: Path
) -> None:
    antwoord = hd("--werkmap", verzonnen.werkmap.root, "nieuwsbrief", "--uit", tmp_path)
    assert antwoord.code == 0, antwoord.err
    assert "gelderland-zuid-2024-nieuwsbrief.md" in antwoord.out


def test_no_sign_of_a_text_means_anything_to_markdown(verzonnen: Workshop, tmp_path: Path) -> None:
    rapport = nieuwsbrief(verzonnen, "Druten", gebied="gemeente", uit=tmp_path).rapport
    for tekst in (
        "2023. Het jaar",
        "- los",
        "+ x",
        "1) een",
        "~~weg~~",
        "a &lt; b",
        "*a* _b_ [c](d)",
    ):
        regel = to_md(replace(rapport, contact=tekst)).decode().splitlines()[-1]
        gelezen = MarkdownIt("gfm-like", {"linkify": False}).render(regel)
        assert gelezen.strip() == f"<p>{escape(tekst)}</p>"
