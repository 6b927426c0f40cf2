"""Reports from the same parts: what they say of a period, an area and a subject."""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as raw
import pytest

from helpende_data.errors import UnknownError
from helpende_data.files import Werkmap
from helpende_data.pipeline import Workshop
from helpende_data.pipeline.soorten import infographic, report_area
from helpende_data.reports.model import Alinea, Figuur, Rapport, Tabel


def tables(rapport: Rapport, anker: str) -> list[Tabel]:
    sectie = next(s for s in rapport.secties if s.anker == anker)
    return [blok for blok in sectie.blokken if isinstance(blok, Tabel)]


@pytest.fixture(scope="module")
def blad_2020(echt: Workshop, tmp_path_factory: pytest.TempPathFactory) -> Rapport:
    uit = tmp_path_factory.mktemp("blad")
    return infographic(
        echt, "Gelderland-Zuid", gebied="regio", periode=jaar(2020), formaten=("html",), uit=uit
    ).rapport


def jaar(jaar: int) -> Any:
    from helpende_data.periodes import Periode

    return Periode.parse(str(jaar))


def test_each_rate_of_the_infographic_names_its_period_and_inhabitants(blad_2020: Rapport) -> None:
    """6453 and 2839 on 569.443 inhabitants; 64.505 in the first half-year of 2020 is 370,6."""
    _, tabel = tables(blad_2020, "rates")
    rijen = {rij[:3]: rij[3:] for rij in tabel.rijen}
    regio = "Gelderland-Zuid (15 gemeenten)"
    assert rijen["Adviezen", regio, "2020"] == ("6.453", "1.133,2", "569.443")
    assert rijen["Meldingen", regio, "2020"] == ("2.839", "498,6", "569.443")
    assert rijen["Meldingen", "Nederland", "eerste halfjaar 2020"][1] == "370,6"


def test_rates_that_the_plan_printed_without_a_period_stand_beside_the_year(
    blad_2020: Rapport,
) -> None:
    (tabel,) = tables(blad_2020, "gedrukt")
    naast = {rij[1]: rij[2] for rij in tabel.rijen}
    assert naast == {"336": "niet bekend", "370": "731,9", "550": "1.133,2", "248": "498,6"}


@pytest.mark.parametrize(
    ("wereld", "gebied", "naam", "over"),
    [
        ("echt", "regio", "Gelderland-Zuid", 2020),
        pytest.param("echt", "gemeente", "Druten", 2023, marks=pytest.mark.slow),
        pytest.param("verzonnen", "gemeente", "Nijmegen", 2024, marks=pytest.mark.slow),
        ("verzonnen", "gemeente", "Mook en Middelaar", 2024),
        pytest.param("verzonnen", "subregio", "Rivierenland", 2022, marks=pytest.mark.slow),
    ],
)
def test_the_infographic_is_one_sheet_with_letters_of_eight_points(
    request: pytest.FixtureRequest, wereld: str, gebied: str, naam: str, over: int, tmp_path: Path
) -> None:
    workshop = request.getfixturevalue(wereld)
    gemaakt = infographic(
        workshop, naam, gebied=gebied, periode=jaar(over), formaten=("pdf",), uit=tmp_path
    )
    pdf = next(pad for pad in gemaakt.bestanden if pad.suffix == ".pdf")
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) <= 2
        for blad in document:
            for stuk in blad.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
                assert _points(stuk) >= 8
    finally:
        document.close()


def _points(stuk: pypdfium2.PdfObject) -> float:
    """How high the letters of a text stand on paper."""
    maat = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(stuk.raw, ctypes.byref(maat))
    vorm = stuk.get_matrix()
    return float(maat.value * math.hypot(vorm.b, vorm.d))


def test_a_tile_never_holds_the_count_of_the_whole_country(echt: Workshop, tmp_path: Path) -> None:
    """Of 2023 only the country's requests for advice are known; Druten's tile says so."""
    blad = infographic(echt, "Druten", periode=jaar(2023), formaten=("html",), uit=tmp_path).rapport
    tegels, _ = tables(blad, "rates")
    adviezen, meldingen = tegels.rijen
    assert adviezen == ("niet bekend", "Adviezen in Druten, 2023", "")
    assert meldingen[0] == "2.695 *"
    assert "Gelderland-Zuid (14 gemeenten)" in meldingen[1]
    assert "576.999 inwoners" in meldingen[2]


def test_the_infographic_of_another_year_holds_no_old_page(echt: Workshop, tmp_path: Any) -> None:
    blad = infographic(echt, "Druten", periode=jaar(2023), formaten=("html",), uit=tmp_path).rapport
    assert "gedrukt" not in {s.anker for s in blad.secties}


def test_a_subregion_that_is_not_known_names_the_nearest(verzonnen: Workshop) -> None:
    with pytest.raises(UnknownError, match="Rivierenlant") as fout:
        infographic(verzonnen, "Rivierenlant", gebied="subregio")
    assert "Rivierenland" in str(fout.value)


def test_hd_infographic_wants_one_area(hd: Callable[..., Any]) -> None:
    assert "kies een van deze" in hd("infographic", "--gemeente", "Druten", "--regio", "x").err


def test_a_subregion_lists_its_own_municipalities_by_the_alphabet(
    verzonnen: Workshop, tmp_path: Any
) -> None:
    rapport = report_area(
        verzonnen, "Rivierenland", gebied="subregio", formaten=("csv",), uit=tmp_path
    ).rapport
    sectie = next(s for s in rapport.secties if s.anker == "regio-meldingen")
    figuur = next(blok for blok in sectie.blokken if isinstance(blok, Figuur))
    namen = [rij[0] for rij in figuur.tabel.rijen]
    assert namen[:8] == [
        "Buren", "Culemborg", "Maasdriel", "Neder-Betuwe", "Tiel", "West Betuwe",
        "West Maas en Waal", "Zaltbommel",
    ]  # fmt: skip
    assert namen[8:] == ["Rivierenland", "Gelderland-Zuid (15 gemeenten)", "Nederland"]


def test_a_subregion_never_takes_the_count_of_its_region(echt: Workshop, tmp_path: Any) -> None:
    rapport = report_area(
        echt, "Rivierenland", gebied="subregio", periode=jaar(2020), formaten=("csv",), uit=tmp_path
    ).rapport
    assert rapport.kern[0].endswith(
        "Meldingen: over 2020 is van dit gebied zelf geen aantal bekend."
    )


def test_the_region_has_its_own_count_and_no_municipal_ones_that_nobody_published(
    hd: Callable[..., Any], ingested: Werkmap, tmp_path: Path
) -> None:
    vraag = ("report", "--regio", "Gelderland-Zuid", "--jaar", "2020", "--formaat", "csv")
    hd("--werkmap", ingested.root, *vraag, "--uit", tmp_path)
    naam = "gelderland-zuid-2020-regio-cijfers.csv"
    tekst = (tmp_path / "2020" / "gelderland-zuid" / naam).read_text("utf-8")
    assert "2839" in tekst
    assert "GM0225" not in tekst


def test_another_region_works_by_its_data_files(
    hd: Callable[..., Any], tmp_path: Path, levering: Callable[..., Path]
) -> None:
    """Westervoort in Arnhem-Achterhoek, with figures made up for this test."""
    werkmap = Werkmap(tmp_path / "werkmap")
    gebieden = werkmap.own / "gebieden"
    gebieden.mkdir(parents=True)
    voor, blok, na = (
        (werkmap.packaged / "gebieden" / "regios.toml")
        .read_text("utf-8")
        .partition('code = "RA-AA"')
    )
    na = na.replace('tellingen_cbs = ""', 'tellingen_cbs = "RA-AA"')
    (gebieden / "regios.toml").write_text(voor + blok + na, "utf-8")
    hd("--werkmap", werkmap.root, "ingest")
    tekst = """
    gebied_code indicator periode aantal status
    GM0293 meldingen 2021 85 afgerond
    GM0293 meldingen 2025 90 afgerond
    RA-AA meldingen 2021 4100 afgerond
    """
    ingelezen = hd("--werkmap", werkmap.root, "ingest", levering(tekst, afronding=5, marge=2))
    assert ingelezen.code == 0, ingelezen.err
    opdracht = ("--jaar", "2021", "--formaat", "csv,html")
    hd("--werkmap", werkmap.root, "report", "-g", "Westervoort", *opdracht)
    hd("--werkmap", werkmap.root, "report", "--regio", "Arnhem-Achterhoek", *opdracht)
    gemeente = next(werkmap.rapporten.rglob("westervoort-2021-team.html")).read_text("utf-8")
    regio = next(werkmap.rapporten.rglob("arnhem-achterhoek-2021-regio.html")).read_text("utf-8")
    for bladzijde in (gemeente, regio):
        assert "Arnhem-Achterhoek" in bladzijde
        assert "Nijmegen" not in bladzijde
        assert "(crisis)opvang" not in bladzijde  # of Moviera, in the other region
    assert ">Westervoort<" in regio
    cijfers = next(werkmap.rapporten.rglob("westervoort-2021-team-cijfers.csv")).read_text("utf-8")
    assert "GM0293;" in cijfers or "GM0293," in cijfers
    # Which municipalities belong to a region is not known for ever: no figure of nothing then.
    later = hd("--werkmap", werkmap.root, "report", "-g", "Westervoort", "--voor", "beleid",
               "--jaar", "2025", "--formaat", "html")  # fmt: skip
    assert later.code == 0, later.err
    beleid = next(werkmap.rapporten.rglob("westervoort-2025-beleid.html")).read_text("utf-8")
    assert "van de hele regio is voor dit jaar niet bekend" in beleid
    gebied = hd("--werkmap", werkmap.root, "gebieden", "--van", "Arnhem-Achterhoek")
    assert "Maasdriel" not in gebied.out


def test_the_core_of_a_region_answers_the_three_questions_and_ranks_nothing(
    verzonnen: Workshop, tmp_path: Path
) -> None:
    rapport = report_area(
        verzonnen, "Gelderland-Zuid", gebied="regio", formaten=("csv",), uit=tmp_path
    ).rapport
    assert len(rapport.kern) == 5
    vragen = [regel.partition("?")[0] for regel in rapport.kern if "?" in regel]
    assert vragen[0] == "Doen we wat nodig is"
    assert vragen[-2].startswith("Zijn de effecten")
    assert vragen[-1].startswith("Is het direct helpend")
    assert "per 100.000 inwoners in een jaar (marge: " in rapport.kern[0]
    assert "niet aantoonbaar van de rest van de regio" in rapport.kern[2]
    sectie = next(s for s in rapport.secties if s.anker == "regio-meldingen")
    zin = next(
        blok.tekst
        for blok in sectie.blokken
        if isinstance(blok, Alinea) and blok.tekst.startswith("Vergeleken met de rest")
    )
    alfabet = sorted(
        verzonnen.feiten.gebieden.name(g) for g in verzonnen.feiten.gebieden.members("RA-GZ", 2024)
    )
    for deel in zin.split("; ")[1:]:
        plaatsen = [deel.find(naam) for naam in alfabet if naam in deel]
        assert plaatsen
        assert plaatsen == sorted(plaatsen)
