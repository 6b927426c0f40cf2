"""Every municipality's report, on real and example figures: nothing empty, nothing claimed."""

import csv
import dataclasses
import io
import json
import re
from datetime import date

import pytest

from helpende_data.errors import UnknownError, UsageError, WriteError
from helpende_data.figures.model import BEKEND
from helpende_data.periodes import Periode
from helpende_data.pipeline import ingest, open_workshop, report
from helpende_data.provenance import sha256
from helpende_data.reports.inhoud import PUBLIEKEN, build_rapport
from helpende_data.reports.inhoud.bouwstenen import points
from helpende_data.reports.model import Alinea, Figuur, Lijst, Rapport, Tabel
from helpende_data.schema import CIJFERS

GEMEENTEN = (
    "Berg en Dal",
    "Beuningen",
    "Buren",
    "Culemborg",
    "Druten",
    "Heumen",
    "Maasdriel",
    "Mook en Middelaar",
    "Neder-Betuwe",
    "Nijmegen",
    "Tiel",
    "West Betuwe",
    "West Maas en Waal",
    "Wijchen",
    "Zaltbommel",
)
OORDEEL = re.compile(r"\b(beter|slechter|gelijk aan|goed|slecht|ranglijst|koploper|nan|None)\b")


def _build(workshop, gemeente, periode=None, publiek="beleid") -> Rapport:
    over = Periode.parse(periode) if periode else None
    return build_rapport(
        workshop.feiten,
        workshop.teksten,
        gemeente,
        over,
        publiek,
        regels=workshop.regels,
        gebeurtenissen=workshop.gebeurtenissen,
    )


def _texts(rapport: Rapport) -> list[str]:
    texts = [rapport.titel, rapport.ondertitel, *rapport.kern]
    for blok in (*rapport.voorblad, *(b for s in rapport.secties for b in s.blokken)):
        if isinstance(blok, Alinea):
            texts.append(blok.tekst)
        elif isinstance(blok, Lijst):
            texts += blok.punten
        elif isinstance(blok, Tabel):
            texts += [cel for rij in blok.rijen for cel in rij]
        elif isinstance(blok, Figuur):
            texts += [blok.titel, blok.onderschrift, blok.bron, blok.alt]
            texts += [cel for rij in blok.tabel.rijen for cel in rij]
    return texts


def _sound(rapport: Rapport) -> None:
    """No empty chart, no word about nothing, no verdict, no figure that is not in the CSV."""
    assert 4 <= len(rapport.kern) <= 5
    texts = _texts(rapport)
    assert [t for t in texts if OORDEEL.search(t) or "{" in t or "  " in t] == []
    for figuur in rapport.figuren():
        punten = points(figuur.tekening)
        assert any(p.toestand == BEKEND for p in punten), figuur.naam
        assert all(p.tekst in figuur.alt for p in punten), figuur.naam
        assert figuur.bron.startswith("Bron: ")
        assert figuur.tabel.rijen
        assert all(len(rij) == len(figuur.tabel.kolommen) for rij in figuur.tabel.rijen)
    namen = [figuur.naam for figuur in rapport.figuren()]
    assert len(namen) == len(set(namen)) >= (1 if rapport.kort else 6)
    sleutels = [tuple(getattr(c, k) for k in CIJFERS.key) for c in rapport.cijfers]
    assert len(sleutels) == len(set(sleutels))


@pytest.mark.parametrize("gemeente", GEMEENTEN)
@pytest.mark.parametrize("periode", ["2020", "2023"])
def test_every_municipality_has_a_sound_report_on_real_figures(echt, gemeente, periode):
    for publiek in PUBLIEKEN:
        _sound(_build(echt, gemeente, periode, publiek))


@pytest.mark.parametrize(
    "gemeente",
    [
        naam
        if naam in ("Druten", "Mook en Middelaar")
        else pytest.param(naam, marks=pytest.mark.slow)
        for naam in GEMEENTEN
    ],
)
def test_every_municipality_has_a_sound_report_on_example_figures(verzonnen, gemeente):
    for periode in ("2019", "2022-H1", "2024"):
        for publiek in PUBLIEKEN:
            rapport = _build(verzonnen, gemeente, periode, publiek)
            _sound(rapport)
            assert rapport.stempel == "VOORBEELDCIJFERS"
            assert all(c.synthetisch for c in rapport.cijfers)


def test_every_number_in_the_core_is_among_the_shown_figures(echt, verzonnen):
    for rapport in (_build(echt, "Druten"), _build(verzonnen, "Druten")):
        getoond = {c.tekst for c in rapport.cijfers}
        getoond |= {deel for c in rapport.cijfers for deel in c.marge.split(" tot ")}
        for regel in rapport.kern:
            zonder = re.sub(r"100\.000|\b(19|20)\d\d\b(?!\.\d)|\(\d+ gemeenten\)", "", regel)
            getallen = re.findall(r"\d[\d.]*(?:,\d+)?", zonder)
            assert [g for g in getallen if g.rstrip(".") not in getoond] == []


def test_points_of_a_chart_and_its_table_print_the_same_numbers(echt, verzonnen):
    for rapport in (_build(echt, "Druten"), _build(verzonnen, "Nijmegen")):
        for figuur in rapport.figuren():
            cellen = " | ".join(cel for rij in figuur.tabel.rijen for cel in rij)
            for p in points(figuur.tekening):
                assert p.toestand != BEKEND or p.tekst in cellen, (figuur.naam, p.tekst)


def test_expectation_is_in_no_heading_nor_in_the_core_and_says_what_it_is(echt):
    rapport = _build(echt, "Druten", "2020")
    regel = (
        "rekenvoorbeeld, geen cijfer over Druten; werkelijke verschillen tussen gemeenten zitten "
        "niet in deze marge"
    )
    assert any(regel.capitalize()[1:] in t or regel[1:] in t for t in _texts(rapport))
    koppen = " ".join([s.kop for s in rapport.secties] + [f.titel for f in rapport.figuren()])
    assert "94,4" not in koppen + " ".join(rapport.kern)
    assert any("84849NED" in t and "hd ingest" in t for t in _texts(rapport))


def test_municipality_with_its_own_count_gets_no_expectation(echt):
    rapport = _build(echt, "Neder-Betuwe", "2025-H1")
    assert not [c for c in rapport.cijfers if c.maat == "verwacht"]
    assert {"ongeveer 65", "ongeveer 95", "252", "368"} <= {c.tekst for c in rapport.cijfers}


def test_hidden_count_is_shown_as_hidden_and_never_as_zero(echt):
    telling = echt.feiten.telling("GM1740", "meldingen", "2025-H1", "rol:niet_beroepsmatig")
    assert (telling.status, telling.aantal, telling.laag, telling.hoog) == (
        "onderdrukt",
        None,
        0,
        9,
    )


@pytest.mark.parametrize(
    ("gemeente", "figuur", "zin"),
    [
        ("Mook en Middelaar", "meldingen-vergelijking", "niet in de regiocijfers van CBS"),
        ("Mook en Middelaar", "voorzieningen", "rechtbank in Roermond"),
        ("Maasdriel", "voorzieningen", "geen gebruik van Moviera"),
        ("Zaltbommel", "voorzieningen", "Den Bosch"),
        ("Maasdriel", "raming", "rechtstreeks aan de GGD"),
        ("Wijchen", "inwoners", "niet voor alle onderdelen"),
    ],
)
def test_exception_of_annex_2_stands_with_each_figure_that_it_touches(echt, gemeente, figuur, zin):
    rapport = _build(echt, gemeente, "2020")
    by_name = {f.naam: f.onderschrift for f in rapport.figuren()}
    assert zin in by_name[figuur]
    assert any(zin in b.tekst for b in rapport.voorblad if isinstance(b, Alinea))


def test_municipality_without_exception_has_no_such_sentence(echt):
    assert not any("Let op" in f.onderschrift for f in _build(echt, "Druten").figuren())


def test_pairs_that_are_probably_the_same_are_named_and_never_added(echt):
    texts = " ".join(_texts(_build(echt, "Druten", "2020")))
    assert texts.count("waarschijnlijk dezelfde mensen") == 2
    assert not {"62", "40"} & {
        c.tekst for c in _build(echt, "Druten", "2020").cijfers if "mensenhandel" in c.indicator
    }


def test_what_is_missing_is_said(echt):
    onbekend = next(s for s in _build(echt, "Druten").secties if s.anker == "onbekend")
    punten = next(b for b in onbekend.blokken if isinstance(b, Lijst)).punten
    assert "Hoeveel adviezen er in de regio waren in 2023." in punten
    assert "Hoeveel adviezen er in Nederland waren in 2020." in punten
    assert any("reeks van vijf hele jaren" in p for p in punten)


def test_kinds_about_children_and_older_people_are_divided_by_those_people_or_say_why_not(
    echt, verzonnen
):
    met = _texts(_build(verzonnen, "Druten", "2023"))
    (zin,) = [t for t in met if t.startswith("Over kindermishandeling waren er 2.548,3 meldingen")]
    assert "per 100.000 inwoners van 0-17 jaar in een jaar (marge: 2.041,0 tot 3.143,4)" in zin
    assert "Over ouderenmishandeling waren er" in zin
    reden = "In onze bronnen staat voor 2023 niet hoeveel kinderen en ouderen er wonen"
    assert not any(reden in t for t in met)
    zonder = _texts(_build(echt, "Druten", "2023"))
    assert any(reden in t for t in zonder)
    assert not any("inwoners van 0-17 jaar" in t for t in zonder)


def test_old_name_leads_to_the_municipality_of_today(echt):
    assert _build(echt, "Geldermalsen").gebied == "West Betuwe"
    assert _build(echt, "Groesbeek").gebied == "Berg en Dal"


def test_unknown_municipality_names_the_nearest(echt):
    with pytest.raises(UnknownError, match="Drutn") as fout:
        _build(echt, "Drutn")
    assert "Druten" in str(fout.value)


def test_period_without_figures_names_those_that_have(echt):
    with pytest.raises(UnknownError) as fout:
        _build(echt, "Druten", "2025-H1")
    assert "2020 of 2023" in str(fout.value)


def test_municipality_outside_the_known_regions_says_so(echt):
    with pytest.raises(UnknownError, match="bij geen regio"):
        _build(echt, "Amsterdam")


def test_unknown_format_and_audience_are_refused(echt):
    with pytest.raises(UsageError, match="onbekend formaat"):
        report(echt, "Druten", formaten=("docx",))
    with pytest.raises(UsageError, match="onbekend publiek"):
        report(echt, "Druten", publiek="pers")


def test_manifest_lists_inputs_and_outputs_with_their_sha256(echt):
    written = report(echt, "Druten", publiek="beleid")
    manifest = json.loads((written.map / "manifest.json").read_text("utf-8"))
    entry = manifest["uitgaven"]["druten-2023-beleid"]
    for naam, digest in entry["uitvoer"].items():
        assert sha256((written.map / naam).read_bytes()) == digest
    for bron in entry["invoer"]:
        bestand = echt.werkmap.data_file(bron["bestand"].removeprefix("data/"))
        assert sha256(bestand.read_bytes()) == bron["sha256"]
    assert entry["registers"]["data/indicatoren.toml"]
    assert str(written.map.parent.parent.parent) not in json.dumps(manifest)


def test_two_audiences_stand_beside_each_other_in_one_manifest(echt):
    report(echt, "Buren", formaten=("csv",))
    written = report(echt, "Buren", formaten=("csv",), publiek="beleid")
    manifest = json.loads((written.map / "manifest.json").read_text("utf-8"))
    assert set(manifest["uitgaven"]) == {"buren-2023-team", "buren-2023-beleid"}


def test_full_disk_while_writing_leaves_the_earlier_report(echt, monkeypatch):
    written = report(echt, "Tiel")
    voor = {pad.name: pad.read_bytes() for pad in written.map.iterdir() if pad.is_file()}

    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("helpende_data.files.atomic.os.fsync", full)
    with pytest.raises(WriteError, match="schijf is vol"):
        report(echt, "Tiel", periode=Periode(2023))
    assert {p.name: p.read_bytes() for p in written.map.iterdir() if p.is_file()} == voor


def test_csv_holds_every_shown_figure_in_the_fixed_columns(echt):
    written = report(echt, "Druten", formaten=("csv",))
    inhoud = (written.map / "druten-2023-team-cijfers.csv").read_text("utf-8")
    rijen = list(csv.reader(io.StringIO(inhoud)))
    assert rijen[0] == [
        "gebied_code",
        "gebied",
        "dekking",
        "indicator",
        "uitsplitsing",
        "periode",
        "maat",
        "waarde",
        "laag",
        "hoog",
        "noemer",
        "status",
        "voorlopig",
        "synthetisch",
        "bron",
    ]
    assert len(rijen) - 1 == len(written.rapport.cijfers)


def test_report_model_is_frozen(echt):
    rapport = _build(echt, "Druten")
    with pytest.raises(dataclasses.FrozenInstanceError):
        rapport.titel = "anders"  # type: ignore[misc]


def test_verdict_on_an_own_count_uses_the_fixed_words(echt, verzonnen):
    woorden = ("niet aantoonbaar anders", "hoger", "lager", "duidelijk", "te weinig gegevens")
    for rapport in (_build(echt, "Neder-Betuwe", "2025-H1"), _build(verzonnen, "Druten")):
        secties = [s for s in rapport.secties if s.anker in ("adviezen", "meldingen")]
        tabellen = [b for s in secties for b in s.blokken if isinstance(b, Tabel)]
        assert len(tabellen) == 2
        for tabel in tabellen:
            assert all(rij[3].startswith(woorden) for rij in tabel.rijen)
            assert tabel.rijen[-1][0] == "de rest van Nederland"


def test_municipality_without_its_own_count_is_not_compared(echt):
    secties = [s for s in _build(echt, "Druten").secties if s.anker in ("adviezen", "meldingen")]
    assert not [b for s in secties for b in s.blokken if isinstance(b, Tabel)]


def test_small_yearly_counts_are_shown_over_three_years_together(eigen_bron):
    rijen = [
        f"GM0944,GM0944,meldingen,totaal,{jaar},{n},,,afgerond,nee,verzonnen,"
        for jaar, n in ((2019, 10), (2020, 15), (2021, 10), (2022, 15), (2023, 10))
    ]
    bron = eigen_bron.own / "bron"
    kop = (bron / "cbs-veilig-thuis.csv").read_text("utf-8").splitlines()[0]
    (bron / "klein.csv").write_text("\n".join([kop, *rijen]) + "\n", "utf-8")
    herkomst = (bron / "cbs-veilig-thuis.herkomst.toml").read_text("utf-8")
    zonder = re.sub(r"(?m)^sha256 = .*$", 'sha256 = ""', herkomst)
    (bron / "klein.herkomst.toml").write_text(zonder, "utf-8")
    ingest(eigen_bron)
    rapport = _build(open_workshop(eigen_bron), "Mook en Middelaar", "2023")
    _sound(rapport)
    samen = [t for t in _texts(rapport) if t.startswith("De aantallen per jaar zijn klein")]
    assert len(samen) == 1
    cijfer = next(c for c in rapport.cijfers if c.periode == "2021-2023")
    assert f"waren er {cijfer.tekst} meldingen" in samen[0]
    # 35 reports in three years on 7909 + 7989 + 8043 inhabitants
    assert cijfer.waarde == pytest.approx(35 / 23_941 * 100_000, abs=0.5)


def test_years_together_of_a_theme_stop_at_a_break_that_only_an_event_tells(verzonnen):
    def together(workshop) -> set[str]:
        secties = _build(workshop, "Mook en Middelaar", "2024").secties
        tabel = next(
            b for s in secties if s.anker == "themas" for b in s.blokken if isinstance(b, Tabel)
        )
        plek = tabel.kolommen.index("Per 100.000 in een jaar")
        return {re.search(r"\((\d+-\d+)", rij[plek])[1] for rij in tabel.rijen}

    assert together(verzonnen) == {"2021-2023"}
    bekend = verzonnen.gebeurtenissen
    breuk = dataclasses.replace(
        bekend[0], indicatoren=("meldingen",), soort="breuk", datum=date(2022, 1, 1)
    )
    anders = dataclasses.replace(verzonnen, gebeurtenissen=(*bekend, breuk))
    assert together(anders) == {"2019-2021"}


@pytest.mark.parametrize(("dag", "vanaf"), [(date(2022, 1, 1), [3]), (date(2022, 7, 1), [3, 4])])
def test_a_trend_is_told_and_drawn_apart_on_each_side_of_a_break_that_only_an_event_tells(
    verzonnen, dag, vanaf
):
    bekend = verzonnen.gebeurtenissen
    breuk = dataclasses.replace(
        bekend[0], indicatoren=("meldingen",), gebieden=("RA-GZ",), soort="breuk", datum=dag
    )
    anders = dataclasses.replace(verzonnen, gebeurtenissen=(*bekend, breuk))
    figuren = {f.naam: f for f in _build(anders, "Druten", "2024", publiek="beleid").figuren()}
    assert [b.voor for b in figuren["meldingen-trend"].tekening.breuken] == vanaf
    assert f"in {2019 + vanaf[-1]} en" in figuren["meldingen-trend"].titel
    assert [b.voor for b in figuren["meldingen-gemeenten-jaren"].tekening.breuken] == vanaf
    assert figuren["adviezen-trend"].tekening.breuken == ()


def test_verdicts_that_differ_with_and_without_the_centre_stand_under_a_warning(verzonnen):
    sectie = next(s for s in _build(verzonnen, "Druten").secties if s.anker == "adviezen")
    oordelen = next(b.rijen for b in sectie.blokken if isinstance(b, Tabel))
    met, zonder = (
        next(r for r in oordelen if r[0].endswith(e)) for e in ("Nijmegen", "zonder Nijmegen")
    )
    assert met[3] == "hoger"
    assert zonder[3] == "niet aantoonbaar anders (los bekeken: hoger)"
    assert any("Gebruik geen van beide alleen" in t for t in _texts(_build(verzonnen, "Druten")))
