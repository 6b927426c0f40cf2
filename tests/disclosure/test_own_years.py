"""The policy edition from some years of own figures is let through by its own release gate."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from publicaties import OWN

from helpende_data import pipeline
from helpende_data.batch import report_all
from helpende_data.errors import DisclosureError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop
from helpende_data.pipeline.rapport import preview
from helpende_data.reports.draw import draw_rapport
from helpende_data.reports.model import Tabel
from helpende_data.reports.poort import check_release

Write = Callable[..., Path]
JAREN = range(2019, 2025)
MOOK = "GM0944"


@pytest.fixture(scope="module")
def eigen(write_levering: Write, tmp_path_factory: pytest.TempPathFactory) -> Workshop:
    """Six years of invented counts of all municipalities. Do not write in it."""
    werkmap, toeval = Werkmap(tmp_path_factory.mktemp("jaren")), Random(5)
    gebieden = read_gebieden(werkmap)
    regels = [
        f"{code} {indicator} totaal {jaar} {toeval.randint(20, 220)}"
        for jaar in JAREN
        for code in sorted(gebieden.members(gebieden.regios[0].code, jaar))
        for indicator in ("meldingen", "adviezen")
    ]
    tekst = "\n".join(("gebied_code indicator uitsplitsing periode aantal", *regels))
    levering = write_levering(tekst, naam="eigen", folder=werkmap.root / "in", **OWN)
    inwoners = werkmap.data_file("bron/inwoners-1-januari.csv")
    pipeline.ingest(werkmap, (levering, inwoners), accepteer="A. Ander")
    return pipeline.open_workshop(werkmap)


def test_a_trend_with_too_few_years_says_how_many_there_are(
    eigen: Workshop, tmp_path: Path
) -> None:
    """Its number of years is no figure about people; the gate stopped it."""
    over = {"periode": Periode(2021), "publiek": "beleid", "formaten": ("html",)}
    gemaakt = pipeline.report(eigen, "Druten", uit=tmp_path, **over)
    assert "te weinig jaren: 3 van de 5" in gemaakt.bestanden[0].read_text("utf-8")


@pytest.fixture
def drie_nullen(write_levering: Write, tmp_path: Path) -> Workshop:
    """Mook en Middelaar with 2 a year, which is rounded to 0; 40 everywhere else."""
    werkmap = Werkmap(tmp_path)
    gebieden = read_gebieden(werkmap)
    regels = [
        f"{code} meldingen totaal {jaar} {2 if code == MOOK else 40}"
        for jaar in JAREN
        for code in sorted(gebieden.members(gebieden.regios[0].code, jaar))
    ]
    tekst = "\n".join(("gebied_code indicator uitsplitsing periode aantal", *regels))
    levering = write_levering(tekst, naam="eigen", folder=werkmap.root / "in", **OWN)
    pipeline.ingest(werkmap, (levering, werkmap.data_file("bron/inwoners-1-januari.csv")))
    return pipeline.open_workshop(werkmap)


def test_years_together_of_rounded_counts_are_told_as_limits_where_rounding_leaves_most_open(
    drie_nullen: Workshop,
) -> None:
    """Three times 2 a year, each rounded to 0: together they are not nought."""
    gemaakt = pipeline.report(
        drie_nullen,
        "Mook en Middelaar",
        periode=Periode(2024),
        publiek="beleid",
        formaten=("html", "json"),
    )
    rapport = json.loads(gemaakt.bestanden[1].read_text("utf-8"))
    samen = [c for c in rapport["rapport"]["cijfers"] if c["periode"] == "2022-2024"]
    assert samen
    assert all(cijfer["tekst"] == cijfer["marge"] for cijfer in samen)
    zin = f"samen waren er {samen[-1]['marge']} meldingen per 100.000 inwoners in een jaar."
    assert zin in gemaakt.bestanden[0].read_text("utf-8")


def test_the_value_under_a_rate_of_rounded_years_together_stops_the_release(
    drie_nullen: Workshop,
) -> None:
    """Only its limits are printed: a table or a model with the value does not pass."""
    rapport = preview(drie_nullen, "Mook en Middelaar", periode=Periode(2024), publiek="beleid")
    samen = [c for c in rapport.cijfers if c.periode == "2022-2024" and c.maat == "per_100k"]
    assert samen
    assert all(cijfer.getal is None for cijfer in samen)
    check_release(rapport, draw_rapport(rapport, "x", ("csv", "xlsx", "json")))
    met_waarde = tuple(replace(c, klein=False) if c in samen else c for c in rapport.cijfers)
    vreemd = draw_rapport(replace(rapport, cijfers=met_waarde), "x", ("csv", "xlsx", "json"))
    for naam, inhoud in vreemd.items():
        with pytest.raises(DisclosureError):
            check_release(rapport, {naam: inhoud})


def test_a_gemeente_whose_neighbours_are_not_known_is_not_called_too_small(
    write_levering: Write, tmp_path: Path
) -> None:
    werkmap = Werkmap(tmp_path)
    tekst = "gebied_code indicator uitsplitsing periode aantal\nGM0225 meldingen totaal 2024 300"
    levering = write_levering(tekst, naam="eigen", folder=werkmap.root / "in", **OWN)
    pipeline.ingest(werkmap, (levering, werkmap.data_file("bron/inwoners-1-januari.csv")))
    over = {"periode": Periode(2024), "formaten": ("json",)}
    gemaakt = pipeline.report(pipeline.open_workshop(werkmap), "Druten", **over)
    (bestand,) = (pad for pad in gemaakt.bestanden if pad.name.endswith("concept.json"))
    delen = json.loads(bestand.read_text("utf-8"))["rapport"]["secties"]
    (overzicht,) = (deel for deel in delen if deel["anker"] == "overzicht")
    (tabel,) = (blok for blok in overzicht["blokken"] if blok["deel_soort"] == "tabel")
    (meldingen,) = (rij for rij in tabel["rijen"] if rij[0] == "Meldingen")
    plek = next(n for n, kop in enumerate(tabel["kolommen"]) if kop.startswith("Vergeleken"))
    assert meldingen[plek] == "\N{EN DASH}"


def test_a_year_without_a_count_keeps_its_place_in_the_line(
    write_levering: Write, tmp_path: Path
) -> None:
    werkmap = Werkmap(tmp_path)
    regels = [f"GM0225 meldingen totaal {jaar} {jaar % 100}0" for jaar in (2019, 2020, 2022, 2023)]
    tekst = "\n".join(("gebied_code indicator uitsplitsing periode aantal", *regels))
    levering = write_levering(tekst, naam="eigen", folder=werkmap.root / "in", **OWN)
    pipeline.ingest(werkmap, (levering, werkmap.data_file("bron/inwoners-1-januari.csv")))
    rapport = preview(pipeline.open_workshop(werkmap), "Druten", periode=Periode(2023))
    (lijn,) = (f for f in rapport.figuren() if f.naam == "meldingen-trend")
    assert lijn.tekening.periodes == ("2019", "2020", "2021", "2022", "2023")
    toestanden = [punt.toestand for punt in lijn.tekening.reeksen[0].punten]
    assert [toestand == "onbekend" for toestand in toestanden] == [False, False, True, False, False]


def test_without_inhabitants_there_is_no_report_but_a_word_on_how_to_read_them_in(
    write_levering: Write, tmp_path: Path
) -> None:
    """Westervoort, of a region whose plan has ended: it has no subregion, and nobody beside it."""
    werkmap = Werkmap(tmp_path)
    regels = [f"GM0293 meldingen totaal {jaar} {jaar % 100}0" for jaar in (2021, 2022, 2023)]
    tekst = "\n".join(("gebied_code indicator uitsplitsing periode aantal", *regels))
    pipeline.ingest(
        werkmap, (write_levering(tekst, naam="eigen", folder=werkmap.root / "in", **OWN),)
    )
    with pytest.raises(UnknownError) as fout:
        preview(pipeline.open_workshop(werkmap), "Westervoort")
    assert "de inwoners op 1 januari 2023 zijn niet bekend voor Westervoort" in str(fout.value)
    assert "hd ingest" in fout.value.doe
    pipeline.ingest(werkmap, (werkmap.data_file("bron/inwoners-1-januari.csv"),))
    rapport = preview(pipeline.open_workshop(werkmap), "Westervoort", publiek="beleid")
    tabellen = [b for s in rapport.secties for b in s.blokken if isinstance(b, Tabel)]
    (oordelen,) = (t.rijen for t in tabellen if t.kolommen[0] == "Vergeleken met")
    assert [rij[0] for rij in oordelen] == [
        "gemeenten van vergelijkbare grootte",
        "de rest van Arnhem-Achterhoek",
        "de rest van Nederland",
    ]


@pytest.mark.slow
@pytest.mark.parametrize("jaar", JAREN)
def test_every_municipality_has_its_policy_edition_in_each_year(
    jaar: int, eigen: Workshop, tmp_path: Path
) -> None:
    """However long the series, and where a rate looks like a number of an axis."""
    uitkomsten = report_all(
        eigen, periode=Periode(jaar), publieken=("beleid",), formaten=("html",), uit=tmp_path
    )
    assert [str(u.fout) for u in uitkomsten if u.fout] == []
