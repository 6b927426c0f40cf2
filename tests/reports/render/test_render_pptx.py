"""The slides, read back from the file: real titles, native charts, notes, stamp, template."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from itertools import pairwise

import pytest
from pptx import Presentation
from pptx.enum.dml import MSO_FILL
from pptx.shapes.group import GroupShape

from helpende_data.errors import ContractError
from helpende_data.figures.model import (
    AFGESCHERMD,
    Balken,
    Punt,
    PuntInterval,
    Reeks,
    Tegels,
    Trechter,
    Trend,
    Veelluik,
)
from helpende_data.figures.waarden import shown_text
from helpende_data.pipeline import Workshop, open_workshop, preview, report
from helpende_data.reports.model import Alinea, Rapport, Sectie, Tabel
from helpende_data.reports.poort.pptx_bestand import strange_in_pptx
from helpende_data.reports.render import to_pptx
from helpende_data.reports.render.pptx_notities import VRAGEN, agreement_notes, figure_notes
from helpende_data.reports.render.pptx_pakket import open_sjabloon, pack, read_sjabloon
from helpende_data.reports.render.pptx_rooster import printed_value

C = "http://schemas.openxmlformats.org/drawingml/2006/chart"


@pytest.fixture(scope="module")
def rapport(verzonnen: Workshop) -> Rapport:
    return preview(verzonnen, "Druten")


@pytest.fixture(scope="module")
def dias(rapport: Rapport):
    return list(Presentation(io.BytesIO(to_pptx(rapport))).slides)


def charts(dia) -> list:
    return [vorm for vorm in dia.shapes if vorm.has_chart]


def notes(dia) -> str:
    return dia.notes_slide.notes_text_frame.text.replace("\N{NO-BREAK SPACE}", " ")


def only(rapport: Rapport, *punten: Punt) -> Rapport:
    """The report with one figure, of these points."""
    figuur = replace(rapport.figuren()[0], tekening=Balken(punten, "meldingen"))
    return replace(rapport, voorblad=(figuur,), secties=())


def test_every_figure_has_a_slide_between_the_core_and_the_agreements(rapport, dias):
    titels = [dia.shapes.title.text.replace("\N{NO-BREAK SPACE}", " ") for dia in dias]
    figuren = [figuur.titel for figuur in rapport.figuren()]
    assert titels == [
        rapport.titel, "De kern", *figuren, "Samen kijken naar de figuren", "Onze afspraken",
    ]  # fmt: skip


def test_each_slide_carries_the_stamp_a_number_and_notes(rapport, dias):
    for dia in dias:
        teksten = [vorm.text_frame.text for vorm in dia.shapes if vorm.has_text_frame]
        assert rapport.stempel in teksten
        assert 'type="slidenum"' in dia.shapes._spTree.xml
        assert notes(dia).startswith(rapport.stempel)


def test_the_facilitator_finds_questions_words_and_source_under_a_figure(rapport, dias):
    for figuur, dia in zip(rapport.figuren(), dias[2:], strict=False):
        assert all(vraag in notes(dia) for vraag in VRAGEN)
        assert figuur.bron in notes(dia)
        assert figuur.alt in notes(dia)


def named(rapport: Rapport, naam: str) -> tuple[str, ...]:
    return figure_notes(rapport, next(f for f in rapport.figuren() if f.naam == naam))


def test_each_figure_of_a_subject_has_its_help_and_not_that_of_the_subject_before(beleid):
    wel = [naam for naam in ("adviezen", "meldingen") for _ in (1, 2)]
    figuren = ("adviezen-vergelijking", "adviezen-trend", "meldingen-vergelijking",
               "meldingen-trechter")  # fmt: skip
    zinnen = {
        naam: [zin for zin in named(beleid, naam) if zin.startswith("Wat zegt dit wel?")]
        for naam in figuren
    }
    assert all(len(gevonden) == 1 for gevonden in zinnen.values())
    for onderwerp, naam in zip(wel, figuren, strict=True):
        assert zinnen[naam] == zinnen[f"{onderwerp}-vergelijking"]
    assert zinnen["adviezen-trend"] != zinnen["meldingen-vergelijking"]
    assert any(zin.startswith("Meldingen: ") for zin in named(beleid, "meldingen-vergelijking"))
    assert not any(zin.startswith("Meldingen: ") for zin in named(beleid, "adviezen-trend"))


def test_explanations_of_a_chapter_stand_under_each_of_its_figures(rapport):
    (kop,) = {
        zin
        for naam in ("meldingen-veiligheid", "keten")
        for zin in named(rapport, naam)
        if zin.startswith("Mogelijke verklaringen")
    }
    notities = named(rapport, "meldingen-veiligheid")
    assert notities[notities.index(kop) + 1].startswith("Meer kan komen door")


def test_earlier_agreements_come_back_in_the_notes(rapport):
    zin = "Meldingen in Druten: 100 in 2023 en 122 in 2024."
    rij = ("2023", "Wij bespreken elke melding", "Teamleider, mei", "Minder herhaling", "ja")
    tabel = Tabel("Afspraken", ("", "", "", "", ""), (rij,), (False,) * 5)
    sectie = Sectie("Afspraken", "afspraken", (tabel, Alinea(zin)))
    eerder = replace(rapport, secties=(sectie, *rapport.secties))
    slot = notes(list(Presentation(io.BytesIO(to_pptx(eerder))).slides)[-1])
    assert " – ".join(rij) in slot
    assert zin in slot
    assert zin in named(eerder, "meldingen-trend")
    assert zin not in named(eerder, "adviezen-trend")
    assert not agreement_notes(rapport)


def test_a_chart_tells_itself_to_who_cannot_see_it(rapport, dias):
    for figuur, dia in zip(rapport.figuren(), dias[2:], strict=False):
        for vorm in dia.shapes:
            if vorm.has_chart or vorm.has_table:
                assert vorm._element.nvGraphicFramePr.cNvPr.get("descr") == figuur.alt


def test_a_chart_holds_exactly_the_values_of_its_figure(rapport, dias):
    for figuur, dia in zip(rapport.figuren(), dias[2:], strict=False):
        if not isinstance(figuur.tekening, Trend):
            continue
        (vorm,) = charts(dia)
        for reeks, getekend in zip(
            figuur.tekening.reeksen, vorm.chart.plots[0].series, strict=True
        ):
            assert getekend.name == reeks.label
            assert list(getekend.values) == [punt.waarde for punt in reeks.punten]


def labels(reeks) -> dict[int, str]:
    """Row -> the number format in which its value stands beside its mark."""
    gevonden = reeks._element.iterfind(f".//{{{C}}}dLbl")
    return {
        int(label.find(f"{{{C}}}idx").get("val")): label.find(f"{{{C}}}numFmt").get("formatCode")
        for label in gevonden
    }


def test_a_hidden_point_is_a_hatched_band_with_its_word(rapport):
    twee = only(
        rapport,
        Punt("Druten", 12, "12", soort="gemeente"),
        Punt("Mook", None, "", 0, 9, toestand=AFGESCHERMD),
    )
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(twee))).slides[2])
    waarden, banden = vorm.chart.plots[0].series
    assert list(vorm.chart.plots[0].categories) == ["Druten", "Mook"]
    assert (list(waarden.values), list(banden.values)) == ([12, None], [None, 9])
    assert labels(banden) == {1: '"afgeschermd"'}
    assert banden.points[1].format.fill.type == MSO_FILL.PATTERNED


def test_a_hidden_point_without_limits_is_a_word_beside_its_name(rapport):
    twee = only(rapport, Punt("Druten", 12, "12"), Punt("Mook", None, "", toestand=AFGESCHERMD))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(twee))).slides[2])
    assert list(vorm.chart.plots[0].categories) == ["Druten", "Mook: afgeschermd"]
    assert list(vorm.chart.plots[0].series[0].values) == [12, None]


def test_nobody_reads_none_where_a_count_is_printed_as_a_range(rapport):
    klein = only(rapport, Punt("Druten", 0, "0 tot 4", 0, 4), Punt("Nijmegen", 40, "ongeveer 40"))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(klein))).slides[2])
    waarden, banden = vorm.chart.plots[0].series
    assert list(vorm.chart.plots[0].categories) == ["Druten", "Nijmegen"]
    assert (list(waarden.values), list(banden.values)) == ([None, 40], [4, None])
    assert labels(banden) == {0: '"0 tot 4"'}
    assert labels(waarden) == {1: '[$-413]"ongeveer "#,##0'}


def test_a_value_under_its_own_limits_stands_beside_its_name(rapport):
    punten = (Punt("2020", 0, "0,0", 0, 80, "gemeente"), Punt("2023", 111.6, "111,6", 36.2, 260))
    figuur = replace(rapport.figuren()[0], tekening=PuntInterval(punten, "per 100.000"))
    los = replace(rapport, voorblad=(figuur,), secties=())
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(los))).slides[2])
    assert list(vorm.chart.plots[0].categories) == ["2020: 0,0", "2023: 111,6"]
    assert not labels(vorm.chart.plots[0].series[0])


@pytest.mark.parametrize("blank", [" ", "\N{NO-BREAK SPACE}"])
def test_a_share_is_a_bar_with_its_sign(rapport, blank):
    delen = only(rapport, Punt("politie", 59, f"59{blank}%"), Punt("school", 5, f"5{blank}%"))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(delen))).slides[2])
    plot = vorm.chart.plots[0]
    assert list(plot.categories) == ["politie", "school"]
    assert list(plot.series[0].values) == [59, 5]
    assert labels(plot.series[0]) == dict.fromkeys((0, 1), '[$-413]#,##0" %"')


@pytest.mark.parametrize(("laag", "hoog", "lijnen"), [(51.0, 67.0, 1), (59.0, 59.0, 0)])
def test_a_share_with_limits_shows_them_on_its_bar(rapport, laag, hoog, lijnen):
    """The caption says "met marge"; a count that is exactly known has none."""
    delen = only(rapport, Punt("politie", 59, "59 %", laag=laag, hoog=hoog))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(delen))).slides[2])
    assert len(list(vorm.chart._chartSpace.iter(f"{{{C}}}errBars"))) == lijnen


@pytest.mark.parametrize(("waarde", "tekst", "vorm"), [(592.5, "592,5", ""), (2.5, "2,5", ".0")])
def test_an_axis_has_decimals_where_its_steps_are_small_only(rapport, waarde, tekst, vorm):
    los = only(rapport, Punt("Druten", waarde, tekst))
    (grafiek,) = charts(Presentation(io.BytesIO(to_pptx(los))).slides[2])
    assert grafiek.chart.value_axis.tick_labels.number_format == f"[$-413]#,##0{vorm}"


def test_an_amount_is_a_bar_with_its_sign(rapport):
    geld = only(rapport, Punt("opvang", 250_000, "€\N{NO-BREAK SPACE}250.000"))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(geld))).slides[2])
    assert list(vorm.chart.plots[0].categories) == ["opvang"]
    assert labels(vorm.chart.plots[0].series[0]) == {0: '[$-413]"€ "#,##0'}


def test_a_share_beside_a_count_keeps_its_sign(rapport):
    los = only(rapport, Punt("politie", 5.9, "5,9 %"), Punt("alle", 122, "122"))
    (vorm,) = charts(Presentation(io.BytesIO(to_pptx(los))).slides[2])
    assert list(vorm.chart.plots[0].categories) == ["politie", "alle"]
    verwacht = {0: '[$-413]#,##0.0" %"', 1: "[$-413]#,##0"}
    assert labels(vorm.chart.plots[0].series[0]) == verwacht


def test_a_table_that_is_too_long_for_a_slide_says_where_the_rest_is(rapport):
    leeg = only(rapport, Punt("Druten", None, "", toestand=AFGESCHERMD))
    (figuur,) = leeg.voorblad
    rijen = tuple((f"rij {chr(97 + n)}", *figuur.tabel.rijen[0][1:]) for n in range(20))
    lang = replace(leeg, voorblad=(replace(figuur, tabel=replace(figuur.tabel, rijen=rijen)),))
    inhoud = to_pptx(lang)
    assert not strange_in_pptx(lang, inhoud)
    dia = Presentation(io.BytesIO(inhoud)).slides[2]
    (tabel,) = (vorm.table for vorm in dia.shapes if vorm.has_table)
    namen = [rij.cells[0].text for rij in tabel.rows][1:]
    assert namen == [*(rij[0] for rij in rijen[:11]), "De andere rijen staan in het rapport."]


def test_a_long_title_is_smaller_than_a_short_one(rapport):
    figuur = rapport.figuren()[0]
    kort, lang = (replace(figuur, titel=titel) for titel in ("Kort", "woord " * 20))
    deck = Presentation(io.BytesIO(to_pptx(replace(rapport, voorblad=(kort, lang), secties=()))))
    maten = [deck.slides[n].shapes.title.text_frame.paragraphs[0].runs[0].font.size for n in (2, 3)]
    assert maten[0] is None
    assert maten[1] is not None


def test_a_figure_without_a_single_value_is_a_table(rapport):
    leeg = only(rapport, Punt("Druten", None, "", toestand=AFGESCHERMD))
    dia = Presentation(io.BytesIO(to_pptx(leeg))).slides[2]
    assert not charts(dia)
    assert any(vorm.has_table for vorm in dia.shapes)


@pytest.fixture(scope="module")
def beleid(verzonnen: Workshop) -> Rapport:
    return preview(verzonnen, "Druten", publiek="beleid")


def of_kind(rapport: Rapport, kind: type) -> tuple:
    """The first figure of a kind, and its slide."""
    deck = Presentation(io.BytesIO(to_pptx(rapport)))
    plek = next(n for n, f in enumerate(rapport.figuren()) if isinstance(f.tekening, kind))
    return rapport.figuren()[plek], deck.slides[plek + 2]


def test_the_map_is_one_shape_for_each_municipality_with_its_value_and_word(beleid):
    figuur, dia = of_kind(beleid, Tegels)
    (groep,) = (vorm for vorm in dia.shapes if isinstance(vorm, GroupShape))
    tegels = [vorm for vorm in groep.shapes if vorm.name == "Tegel"]
    assert groep._element._nvXxPr.cNvPr.get("descr") == figuur.alt
    for punt, vorm in zip(figuur.tekening.punten, tegels, strict=True):
        tekst = vorm.text_frame.text.replace("\N{NO-BREAK SPACE}", " ")
        assert tekst.split("\n") == [t for t in (punt.label, shown_text(punt), punt.noot) if t]
    plaatsen = {(vorm.left, vorm.top) for vorm in tegels}
    assert len({left for left, _ in plaatsen}) == 1 + max(x for x, _ in figuur.tekening.plaatsen)
    assert len({top for _, top in plaatsen}) == 1 + max(y for _, y in figuur.tekening.plaatsen)


def test_a_hidden_tile_holds_a_word_and_stays_on_the_slide(beleid):
    figuur, _ = of_kind(beleid, Tegels)
    punten = [
        replace(p, waarde=None, laag=None, hoog=None, tekst="", toestand=AFGESCHERMD)
        for p in figuur.tekening.punten
    ]
    leeg = replace(figuur, tekening=replace(figuur.tekening, punten=tuple(punten)))
    _, dia = of_kind(replace(beleid, voorblad=(leeg,), secties=()), Tegels)
    (groep,) = (vorm for vorm in dia.shapes if isinstance(vorm, GroupShape))
    teksten = [vorm.text_frame.text for vorm in groep.shapes if vorm.name == "Tegel"]
    assert len(teksten) == len(punten)
    assert all("afgeschermd" in tekst for tekst in teksten)


def test_the_funnel_is_a_chart_of_dots_with_lines_of_limits(beleid):
    figuur, dia = of_kind(beleid, Trechter)
    (vorm,) = charts(dia)
    trechter, reeksen = figuur.tekening, vorm.chart.plots[0].series
    binnen, buiten = trechter.binnen, trechter.buiten
    *lijnen, anderen, eigen = (list(reeks.values) for reeks in reeksen)
    assert lijnen == [[trechter.midden] * len(binnen[0]), *map(list, (*binnen, *buiten))]
    waarden = {punt.label: punt.waarde for punt in trechter.punten}
    assert eigen == [waarden.pop("Druten")]
    assert anderen == list(waarden.values())
    assert [reeks.name for reeks in reeksen][-2:] == ["andere gemeenten *", "Druten *"]


@pytest.mark.slow
def test_a_funnel_with_a_rate_in_words_stays_a_table(beleid):
    figuur, _ = of_kind(beleid, Trechter)
    eerste, *rest = figuur.tekening.punten
    woorden = replace(figuur.tekening, punten=(replace(eerste, tekst="0 tot 4"), *rest))
    los = replace(beleid, voorblad=(replace(figuur, tekening=woorden),), secties=())
    _, dia = of_kind(los, Trechter)
    assert not charts(dia)
    assert any(vorm.has_table for vorm in dia.shapes)


@pytest.mark.slow
def test_the_sheet_behind_a_funnel_names_each_municipality_beside_its_dot(beleid):
    openpyxl = pytest.importorskip("openpyxl")
    figuur, dia = of_kind(beleid, Trechter)
    (vorm,) = charts(dia)
    blob = vorm.chart.part.chart_workbook.xlsx_part.blob
    rijen = openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows(values_only=True)
    genoemd = {naam: (x, y) for x, y, naam in rijen if naam}
    trechter = figuur.tekening
    assert genoemd == {
        punt.label: (round(grootte), punt.waarde)
        for punt, grootte in zip(trechter.punten, trechter.groottes, strict=True)
    }


def test_the_sheet_behind_a_chart_opens_with_its_values(dias):
    openpyxl = pytest.importorskip("openpyxl")
    for dia in dias:
        for vorm in charts(dia):
            blob = vorm.chart.part.chart_workbook.xlsx_part.blob
            blad = openpyxl.load_workbook(io.BytesIO(blob)).active
            kolom = [blad.cell(rij, 2).value for rij in range(2, blad.max_row + 1)]
            assert kolom == list(vorm.chart.plots[0].series[0].values)


def test_the_same_report_gives_the_same_bytes(rapport):
    assert to_pptx(rapport) == to_pptx(rapport)


def test_the_template_of_the_werkmap_goes_first_and_loses_its_own_slides(verzonnen, tmp_path):
    eigen = open_sjabloon(read_sjabloon())
    eigen.slide_master.placeholders[0].text_frame.text = "Bel 024 123 45 67"
    eigen.slides.add_slide(eigen.slide_layouts[0])
    pad = verzonnen.werkmap.own / "sjablonen" / "dias.pptx"
    pad.parent.mkdir()
    pad.write_bytes(pack(eigen))
    try:
        workshop = open_workshop(verzonnen.werkmap)
        written = report(workshop, "Druten", formaten=("pptx",), uit=tmp_path)
    finally:
        pad.unlink()
        pad.parent.rmdir()
    bestand = next(pad for pad in written.bestanden if pad.suffix == ".pptx")
    deck = Presentation(bestand)
    assert "024" in deck.slide_master.placeholders[0].text_frame.text
    assert len(deck.slides) == len(written.rapport.figuren()) + 4


def without(naam: str, soorten: tuple[int, ...] = ()) -> bytes:
    """The template without a layout, or without the placeholders of a kind in it."""
    deck = open_sjabloon(read_sjabloon())
    layout = next(indeling for indeling in deck.slide_layouts if indeling.name == naam)
    if not soorten:
        layout.name = "Anders"
    for plek in list(layout.placeholders):
        if int(plek.placeholder_format.type) in soorten:
            plek._element.getparent().remove(plek._element)
    return pack(deck)


def zipped() -> bytes:
    uit = io.BytesIO()
    with zipfile.ZipFile(uit, "w") as pakket:
        pakket.writestr("brief.txt", "hallo")
    return uit.getvalue()


@pytest.mark.parametrize(
    ("sjabloon", "zin"),
    [
        (lambda: b"hallo", "geen PowerPoint-presentatie"),
        (lambda: b"", "geen PowerPoint-presentatie"),
        (zipped, "geen PowerPoint-presentatie"),
        (lambda: read_sjabloon()[:9000], "geen PowerPoint-presentatie"),
        (lambda: without("Figuur"), "ontbreekt de indeling Figuur"),
        (lambda: without("Figuur", (7, 8)), "een vlak voor een grafiek in de indeling Figuur"),
        (lambda: without("Tekst", (1, 3)), "een titel in de indeling Tekst"),
        (lambda: without("Voorblad", (2, 4)), "een tekstvak in de indeling Voorblad"),
    ],
)
def test_a_template_with_a_fault_says_what_and_where(sjabloon, zin, rapport):
    with pytest.raises(ContractError, match=zin) as fout:
        to_pptx(rapport, sjabloon())
    assert "data/sjablonen/dias.pptx" in str(fout.value)


def test_small_multiples_are_a_chart_for_each_area_on_one_scale(beleid):
    figuur, dia = of_kind(beleid, Veelluik)
    vormen = charts(dia)
    for reeks, vorm in zip(figuur.tekening.reeksen, vormen, strict=True):
        eigen, achter = vorm.chart.plots[0].series
        assert (eigen.name, achter.name) == (reeks.label, figuur.tekening.achter.label)
        assert list(eigen.values) == [printed_value(punt) for punt in reeks.punten]
    assert len({vorm.chart.value_axis.maximum_scale for vorm in vormen}) == 1
    maten = {(vorm.width, vorm.height) for vorm in vormen}
    assert len(maten) == 1


def test_a_field_with_a_hidden_year_says_so(beleid):
    figuur, _ = of_kind(beleid, Veelluik)
    eerste, *rest = figuur.tekening.reeksen
    stil = replace(eerste.punten[0], waarde=None, tekst="", toestand=AFGESCHERMD)
    reeks = replace(eerste, punten=(stil, *eerste.punten[1:]))
    tekening = replace(figuur.tekening, reeksen=(reeks, *rest))
    los = replace(beleid, voorblad=(replace(figuur, tekening=tekening),), secties=())
    _, dia = of_kind(los, Veelluik)
    namen = [vorm.chart.chart_title.text_frame.text for vorm in charts(dia)]
    assert [naam.endswith("(afgeschermd)") for naam in namen] == [True] + [False] * 14
    assert next(iter(charts(dia)[0].chart.plots[0].series[0].values)) is None


def test_a_line_is_named_at_its_end_and_a_hidden_year_is_said_in_words(rapport):
    def line(naam, soort, *waarden):
        return Reeks(naam, soort, tuple(
            Punt(naam, None, "", soort=soort, toestand=AFGESCHERMD)
            if waarde is None else Punt(naam, waarde, f"ongeveer {waarde}", soort=soort)
            for waarde in waarden
        ))  # fmt: skip

    jaren = ("2020", "2021", "2022", "2023", "2024", "2025")
    reeksen = (
        line("Druten", "gemeente", 45, None, 40, None, None, None),
        line("Nederland", "land", *[50] * 6),
        line("Rijk van Nijmegen", "subregio", *[50] * 6),
    )
    figuur = replace(rapport.figuren()[0], tekening=Trend(jaren, reeksen, "per 100.000"))
    los = replace(rapport, voorblad=(figuur,), secties=())
    inhoud = to_pptx(los)
    assert not strange_in_pptx(los, inhoud)
    dia = Presentation(io.BytesIO(inhoud)).slides[2]
    (vorm,) = charts(dia)
    assert not vorm.chart.has_legend
    vakken = [v for v in dia.shapes if v.has_text_frame]
    namen = {v.text_frame.text: v for v in vakken if v.text_frame.text[:1] in "●■▲◆"}
    assert list(namen) == [
        "● Druten ongeveer 40 (2022)", "◆ Nederland ongeveer 50", "■ Rijk van Nijmegen ongeveer 50",
    ]  # fmt: skip
    assert len({v.top for v in namen.values()}) == 3
    hoogtes = sorted((v.top, v.top + v.height) for v in namen.values())
    assert all(onder <= boven for (_, onder), (boven, _) in pairwise(hoogtes))
    zin = "Druten in 2021 en 2023 tot en met 2025: afgeschermd."
    assert any(zin in v.text_frame.text.replace("\N{NO-BREAK SPACE}", " ") for v in vakken)


@pytest.mark.slow
def test_every_letter_of_a_slide_can_be_read_on_a_beamer(beleid):
    deck = Presentation(io.BytesIO(to_pptx(beleid)))
    for dia in deck.slides:
        xml = dia.shapes._spTree.xml + "".join(v.chart._chartSpace.xml for v in charts(dia))
        maten = [int(maat) for maat in re.findall(r' sz="(\d+)"', xml)]
        assert min(maten, default=1400) >= 1400
