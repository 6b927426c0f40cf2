"""Every number that a report prints is a shown figure: it is in the CSV and the workbook too."""

import re

import pytest

from helpende_data.periodes import MAANDEN, Periode
from helpende_data.reports.inhoud import build_rapport
from helpende_data.reports.inhoud.bouwstenen import points
from helpende_data.reports.model import Alinea, Figuur, Lijst, Rapport, Tabel
from helpende_data.schema.getallen import format_nl

# Numbers that are no figures: what a rate is out of, periods and dates, ages, codes, sizes of a
# region, words of a source ("1 op de 3"), the title of the plan and the version of the policy.
NO_FIGURE = re.compile(
    r"100\.000|\(95 %\)|\b95 van de 100\b"
    r"|\b(?:19|20)\d\d(?:-H\d|-(?:19|20)\d\d)?\b(?!\.\d)"
    rf"|\b\d{{1,2}} (?:{'|'.join(MAANDEN)})\b|\b[12]e (?:helft|halfjaar)\b"
    r"|\b\d+ tot en met \d+ jaar\b|\b\d+\+? jaar\b|\b\d+-17\b"
    r"|\b\d{5}NED\b|\b\d+ gemeenten\b|\b\d+ op de \d+\b|\bversie [\d-]+(?:\.\d+)*"
)
NUMBER = re.compile(r"\d[\d.]*(?:,\d+)?")


def _texts(rapport: Rapport) -> list[str]:
    """All that the report says of its figures: sentences, tables and the points of charts."""
    texts = [rapport.titel, rapport.ondertitel, *rapport.kern]
    for blok in (*rapport.voorblad, *(b for s in rapport.secties for b in s.blokken)):
        if isinstance(blok, Alinea):
            texts.append(blok.tekst)
        elif isinstance(blok, Lijst):
            texts += blok.punten
        elif isinstance(blok, Tabel):
            texts += [blok.noot, *(cel for rij in blok.rijen for cel in rij)]
        elif isinstance(blok, Figuur):
            texts += [blok.titel, blok.onderschrift, blok.alt, blok.tabel.noot]
            texts += [cel for rij in blok.tabel.rijen for cel in rij]
            texts += [punt.tekst for punt in points(blok.tekening)]
    return texts


def _numbers(tekst: str) -> list[str]:
    return [getal.rstrip(".") for getal in NUMBER.findall(NO_FIGURE.sub(" ", tekst))]


def _shown(rapport: Rapport) -> set[str]:
    """Every number of the CSV as printed: values, limits and denominators."""
    getoond = {getal for c in rapport.cijfers for getal in NUMBER.findall(f"{c.tekst} {c.marge}")}
    return getoond | {format_nl(c.noemer) for c in rapport.cijfers if c.noemer is not None}


@pytest.mark.parametrize(
    ("wereld", "gemeente", "periode"),
    [
        *(
            (wereld, gemeente, periode)
            for wereld, periodes in (
                ("echt", ("2020", "2023")),
                ("verzonnen", ("2019", "2022-H1", "2024")),
            )
            for gemeente in ("Druten", "Maasdriel", "Mook en Middelaar", "Nijmegen")
            for periode in periodes
        ),
        ("echt", "Neder-Betuwe", "2025-H1"),
    ],
)
def test_every_number_on_the_pages_is_among_the_shown_figures(request, wereld, gemeente, periode):
    workshop = request.getfixturevalue(wereld)
    rapport = build_rapport(
        workshop.feiten, workshop.teksten, gemeente, Periode.parse(periode), "beleid"
    )
    getoond = _shown(rapport)
    texts = _texts(rapport)
    assert sum(len(_numbers(tekst)) for tekst in texts) > 100
    assert {(g, t) for t in texts for g in _numbers(t) if g not in getoond} == set()


def test_a_number_that_nobody_registered_is_found(echt):
    """The test above sees a subtotal that was computed on the fly."""
    rapport = build_rapport(echt.feiten, echt.teksten, "Druten", Periode(2023), "team")
    assert _numbers("Van 245 van de 2.451 meldingen in 2023 (61,5 %).") == ["245", "2.451", "61,5"]
    assert "2.450" in _shown(rapport)
    assert "2.451" not in _shown(rapport)


@pytest.mark.parametrize("wereld", ["echt", "verzonnen"])
def test_every_point_of_a_chart_is_a_shown_figure_with_the_same_limits(request, wereld):
    workshop = request.getfixturevalue(wereld)
    rapport = build_rapport(workshop.feiten, workshop.teksten, "Druten", None, "beleid")
    getoond = {(c.waarde, c.laag, c.hoog) for c in rapport.cijfers}
    for figuur in rapport.figuren():
        for punt in points(figuur.tekening):
            assert (punt.waarde, punt.laag, punt.hoog) in getoond, (figuur.naam, punt.label)
