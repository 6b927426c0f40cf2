"""The example region: the same every time, coherent, complete, and never taken for real."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys

import pytest

from helpende_data.dataset import add_leveringen, read_dataset
from helpende_data.errors import DatasetError, WriteError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.sources import read_published
from helpende_data.voorbeeld import FOLDER, make_voorbeeld

JAREN = range(2019, 2025)
HALFJAREN = [str(half) for jaar in JAREN for half in Periode(jaar).parts("halfjaar")]
PERIODES = HALFJAREN + [str(jaar) for jaar in JAREN]
GEMEENTEN = [
    "GM0209",
    "GM0214",
    "GM0216",
    "GM0225",
    "GM0252",
    "GM0263",
    "GM0268",
    "GM0281",
    "GM0296",
    "GM0297",
    "GM0668",
    "GM0944",
    "GM1740",
    "GM1945",
    "GM1960",
]
PER_HALFJAAR = ("adviezen", "meldingen", "casussen", "onderzoeken_afgerond")
GEBIEDEN = ["VT-GZ", "SR-RIV", "SR-RVN", *GEMEENTEN, "PV25", "NL01"]


def digests(folder):
    return {
        pad.name: hashlib.sha256(pad.read_bytes()).hexdigest() for pad in sorted(folder.iterdir())
    }


# --- the same every time


def test_same_seed_gives_the_same_bytes(voorbeeld, tmp_path):
    make_voorbeeld(Werkmap(tmp_path))
    assert digests(tmp_path / FOLDER) == digests(voorbeeld.werkmap.root / FOLDER)


@pytest.mark.slow
def test_another_process_with_another_hash_order_gives_the_same_bytes(voorbeeld, tmp_path):
    code = (
        "import sys; from pathlib import Path; from helpende_data.files import Werkmap; "
        "from helpende_data.voorbeeld import make_voorbeeld; "
        "make_voorbeeld(Werkmap(Path(sys.argv[1])))"
    )
    subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        check=True,
        env=os.environ | {"PYTHONHASHSEED": "7"},
    )
    assert digests(tmp_path / FOLDER) == digests(voorbeeld.werkmap.root / FOLDER)


def test_another_seed_gives_other_figures_of_the_same_shape(voorbeeld, tmp_path):
    paden = make_voorbeeld(Werkmap(tmp_path), seed=7)
    assert [pad.name for pad in paden] == [pad.name for pad in voorbeeld.paden]
    for pad, eerste in zip(paden, voorbeeld.paden, strict=True):
        getekend = pad.stem != "opgaven-voorbeeld"  # words and amounts are fixed, not drawn
        assert (pad.read_bytes() != eerste.read_bytes()) == getekend
        assert pad.read_bytes().count(b"\n") == eerste.read_bytes().count(b"\n")
    assert "zaad 7 " in (tmp_path / FOLDER / "inwoners-voorbeeld.herkomst.toml").read_text("utf-8")


def test_files_are_named_by_what_they_hold(voorbeeld):
    assert [pad.name for pad in voorbeeld.paden] == [
        "andere-bronnen-voorbeeld.csv",
        "inwoners-voorbeeld.csv",
        "landelijk-voorbeeld.csv",
        "opgaven-voorbeeld.csv",
        *(f"veilig-thuis-voorbeeld-{jaar}.csv" for jaar in JAREN),
        "voorzieningen-voorbeeld.csv",
    ]
    assert all(pad.parent == voorbeeld.werkmap.root / FOLDER for pad in voorbeeld.paden)


def test_a_year_that_left_the_settings_leaves_the_folder(voorbeeld, tmp_path):
    werkmap = Werkmap(tmp_path)
    shutil.copytree(voorbeeld.werkmap.root / FOLDER, tmp_path / FOLDER)
    tekst = werkmap.data_file("voorbeeld.toml").read_text("utf-8")
    werkmap.own.mkdir()
    korter = tekst.replace("laatste_jaar = 2024", "laatste_jaar = 2023", 1)
    (werkmap.own / "voorbeeld.toml").write_text(korter, "utf-8")
    ander = tmp_path / FOLDER / "veilig-thuis-2024.csv"
    ander.write_text("van een ander", "utf-8")
    paden = make_voorbeeld(werkmap)
    namen = {pad.name for pad in (tmp_path / FOLDER).iterdir()}
    assert not any(naam.startswith("veilig-thuis-voorbeeld-2024") for naam in namen)
    assert namen == {n for p in paden for n in (p.name, f"{p.stem}.herkomst.toml")} | {ander.name}


# --- never taken for real


def test_every_figure_and_every_file_is_marked_synthetic(voorbeeld):
    assert voorbeeld.dataset.synthetisch
    for levering in voorbeeld.leveringen:
        assert levering.herkomst.synthetisch
        assert levering.df["synthetisch"].all()
        assert levering.herkomst.uitgever == "Voorbeeld (synthetisch)"
        assert levering.herkomst.licentie == "CC0"
        assert levering.herkomst.bescherming == "geen"
        assert not levering.gewijzigd, "sha256 in the herkomst is that of the file"


def test_no_inhabitants_of_the_example_are_the_real_ones(voorbeeld):
    bron = voorbeeld.werkmap.data_file("bron/inwoners-1-januari.csv")
    echt = read_published(bron, "bron").df
    sleutel = ["gebied_code", "jaar", "leeftijd", "inwoners"]
    gelijk = voorbeeld.dataset.inwoners[sleutel].merge(echt[sleutel])
    assert gelijk.empty


def test_example_and_real_figures_refuse_to_mix(voorbeeld, tmp_path):
    werkmap = Werkmap(tmp_path)
    echt = read_published(werkmap.data_file("bron/cbs-veilig-thuis.csv"), "bron")
    add_leveringen(werkmap, [echt], vast=False)
    with pytest.raises(DatasetError, match="gaan niet samen"):
        add_leveringen(werkmap, voorbeeld.leveringen, vast=False)
    assert not read_dataset(werkmap).synthetisch


def test_a_real_delivery_is_refused_beside_the_example(voorbeeld):
    echt = read_published(voorbeeld.werkmap.data_file("bron/cbs-veilig-thuis.csv"), "bron")
    with pytest.raises(DatasetError, match="gaan niet samen"):
        add_leveringen(voorbeeld.werkmap, [echt], vast=False)


# --- read like any other delivery


def test_reading_the_same_example_again_changes_nothing(voorbeeld):
    change = add_leveringen(voorbeeld.werkmap, voorbeeld.leveringen, vast=False)
    assert not change.nieuw
    assert len(change.gelijk) == len(voorbeeld.paden)


def test_the_whole_example_stays_small(voorbeeld):
    assert 10_000 < sum(len(levering.df) for levering in voorbeeld.leveringen) < 30_000


def test_only_codes_that_the_registries_know(voorbeeld):
    tellingen = voorbeeld.dataset.tellingen
    for indicator, uitsplitsing in set(
        zip(tellingen["indicator"], tellingen["uitsplitsing"], strict=True)
    ):
        dimensies = voorbeeld.indicatoren[indicator].dimensies
        dimensie, _, categorie = uitsplitsing.partition(":")
        assert uitsplitsing == "totaal" or categorie in dimensies[dimensie].categorieen
    codes = {*tellingen["gebied_code"], *tellingen["dekking"]}
    codes |= set(voorbeeld.dataset.inwoners["gebied_code"])
    assert codes - {"onbekend"} <= set(voorbeeld.gebieden.by_code)


def test_every_area_has_every_half_year_and_year(counts):
    cellen = {(i, u) for i, u, g, _ in counts if g == "GM0268" and i in PER_HALFJAAR}
    assert {i for i, _ in cellen} == set(PER_HALFJAAR)
    for gebied in GEBIEDEN:
        for indicator, uitsplitsing in cellen:
            assert all((indicator, uitsplitsing, gebied, p) in counts for p in PERIODES)


def test_only_the_last_half_year_and_its_year_are_provisional(voorbeeld):
    tellingen = voorbeeld.dataset.tellingen
    voorlopig = tellingen["voorlopig"].astype(bool)
    assert set(tellingen[voorlopig]["periode"]) == {"2024-H2", "2024"}
    assert voorlopig[tellingen["periode"].isin(("2024-H2", "2024"))].all()


# --- coherent


def test_ages_add_up_to_all_inhabitants(voorbeeld):
    inwoners = voorbeeld.dataset.inwoners
    breed = inwoners.pivot(index=["gebied_code", "jaar"], columns="leeftijd", values="inwoners")
    assert len(breed) == 18 * 8
    assert (breed["0-17"] + breed["18-64"] + breed["65+"] == breed["totaal"]).all()
    assert (breed > 0).all(axis=None)


def test_additive_categories_add_up_to_the_total(voorbeeld, counts):
    gezien = set()
    for indicator in PER_HALFJAAR:
        for dimensie in voorbeeld.indicatoren[indicator].dimensies.values():
            delen = sorted(
                {u for i, u, _, _ in counts if i == indicator and u.startswith(f"{dimensie.code}:")}
            )
            if dimensie.optelsoort != "optellend" or not delen:
                continue
            gezien.add(f"{indicator} {dimensie.code}")
            for gebied in GEBIEDEN:
                for periode in PERIODES:
                    som = sum(counts[indicator, deel, gebied, periode] for deel in delen)
                    assert som == counts[indicator, "totaal", gebied, periode]
    assert gezien == {
        "adviezen rol",
        "meldingen rol",
        "meldingen organisatie",
        "meldingen leeftijd",
        "meldingen eerder",
        "meldingen veiligheid",
        "meldingen vervolg",
    }


@pytest.mark.parametrize("indicator", ["adviezen", "meldingen"])
def test_each_kind_is_part_of_the_total_and_all_kinds_exceed_it(counts, indicator):
    soorten = sorted({u for i, u, _, _ in counts if i == indicator and u.startswith("aard:")})
    for gebied in GEBIEDEN:
        for periode in PERIODES:
            totaal = counts[indicator, "totaal", gebied, periode]
            delen = [counts[indicator, soort, gebied, periode] for soort in soorten]
            assert max(delen) <= totaal <= sum(delen)
            assert gebied in GEMEENTEN or sum(delen) > totaal


def test_year_is_the_sum_of_its_halves(counts):
    for indicator, uitsplitsing, gebied, periode in counts:
        if indicator in PER_HALFJAAR and indicator != "casussen" and "H" not in periode:
            sleutel = (indicator, uitsplitsing, gebied)
            helften = [counts[(*sleutel, f"{periode}-{half}")] for half in ("H1", "H2")]
            jaar = counts[(*sleutel, periode)]
            assert (jaar is None) == (None in helften)
            assert jaar is None or jaar == sum(helften)


def test_household_counts_once_a_year(counts):
    minder = 0
    for gebied in GEBIEDEN:
        for jaar in map(str, JAREN):
            eerste, tweede, heel = (
                counts["casussen", "totaal", gebied, p] for p in (f"{jaar}-H1", f"{jaar}-H2", jaar)
            )
            assert max(eerste, tweede) <= heel <= eerste + tweede
            minder += heel < eerste + tweede
    assert minder > 100


def test_households_lie_between_first_reports_and_reports(counts):
    for gebied in GEBIEDEN:
        for periode in PERIODES:
            casussen = counts["casussen", "totaal", gebied, periode]
            assert counts["meldingen", "eerder:eerste_melding", gebied, periode] <= casussen
            assert casussen <= counts["meldingen", "totaal", gebied, periode]


def test_municipalities_add_up_to_subregions_and_subregions_to_the_region(voorbeeld, counts):
    for indicator, uitsplitsing, gebied, periode in counts:
        if gebied not in ("SR-RIV", "SR-RVN", "VT-GZ"):
            continue
        leden = voorbeeld.gebieden.members(gebied, int(periode[:4]))
        delen = [counts[indicator, uitsplitsing, lid, periode] for lid in leden]
        bekend = [deel for deel in delen if deel is not None]
        aantal = counts[indicator, uitsplitsing, gebied, periode]
        assert sum(bekend) == aantal or (len(bekend) < len(delen) and sum(bekend) <= aantal)
        if gebied == "VT-GZ":
            sub = [counts[indicator, uitsplitsing, s, periode] for s in ("SR-RIV", "SR-RVN")]
            assert sum(sub) == aantal


def test_barring_orders_add_up_over_the_safety_region(voorbeeld, counts):
    for jaar in map(str, JAREN):
        leden = voorbeeld.gebieden.members("VR08", int(jaar))
        delen = [counts["huisverboden", "totaal", lid, jaar] for lid in leden]
        bekend = sum(deel for deel in delen if deel is not None)
        aantal = counts["huisverboden", "totaal", "RA-GZ", jaar]
        assert bekend == aantal or (None in delen and bekend <= aantal)


def test_facilities_that_are_probably_the_same_have_the_same_counts(voorbeeld, counts):
    for indicator in voorbeeld.indicatoren.of_thema("voorziening"):
        if not indicator.zelfde_als:
            continue
        gebied, ander = (
            "RA-GZ" if code.startswith("mensenhandel") else "MOVIERA"
            for code in (indicator.code, indicator.zelfde_als)
        )
        for jaar in map(str, JAREN):
            aantal = counts[indicator.code, "totaal", gebied, jaar]
            assert aantal == counts[indicator.zelfde_als, "totaal", ander, jaar]


def test_every_facility_of_the_registry_has_every_year(voorbeeld, counts):
    for indicator in voorbeeld.indicatoren.of_thema("voorziening"):
        gebieden = {g for i, _, g, _ in counts if i == indicator.code}
        assert gebieden
        assert all(
            any((indicator.code, "totaal", g, str(jaar)) in counts for g in gebieden)
            for jaar in JAREN
        )


# --- enough to show every page


def test_three_in_ten_municipal_cells_are_below_five(voorbeeld):
    cellen = voorbeeld.dataset.tellingen
    cellen = cellen[cellen["gebied_code"].str.startswith("GM") & cellen["aantal"].notna()]
    cellen = cellen[cellen["uitsplitsing"] != "totaal"]
    assert (cellen["aantal"] < 5).mean() >= 0.30
    assert cellen["aantal"].between(1, 4).mean() >= 0.20


def test_small_themes_are_mostly_below_five(voorbeeld):
    t = voorbeeld.dataset.tellingen
    klein = t["uitsplitsing"].isin(("aard:eergerelateerd_geweld", "aard:mensenhandel"))
    gemeenten = t["gebied_code"].isin(set(GEMEENTEN) - {"GM0268"})
    assert (t[klein & gemeenten]["aantal"] < 5).mean() > 0.9
    kleinste = t[(t["gebied_code"] == "GM0944") & (t["periode"] == "2024-H1")]
    assert (kleinste["aantal"] == 0).sum() >= 3


def test_some_municipalities_differ_clearly_from_the_region(voorbeeld, counts):
    inwoners = voorbeeld.dataset.inwoners.query("leeftijd == 'totaal' and jaar == 2024")
    per = dict(zip(inwoners["gebied_code"], inwoners["inwoners"], strict=True))
    regio = counts["meldingen", "totaal", "VT-GZ", "2024"] / sum(per[g] for g in GEMEENTEN)
    afstand = {}
    for gemeente in GEMEENTEN:
        verwacht = regio * per[gemeente]
        aantal = counts["meldingen", "totaal", gemeente, "2024"]
        afstand[gemeente] = (aantal - verwacht) / verwacht**0.5
    assert sum(a > 3.1 for a in afstand.values()) >= 2
    assert sum(a < -3.1 for a in afstand.values()) >= 2
    assert sum(abs(a) < 1.96 for a in afstand.values()) >= 4


def test_one_municipality_steps_up_and_the_region_mildly(counts):
    stap = [counts["meldingen", "totaal", "GM0668", str(jaar)] for jaar in JAREN]
    assert min(stap[3:]) > 1.3 * max(stap[:3])
    regio = [counts["adviezen", "totaal", "VT-GZ", str(jaar)] for jaar in JAREN]
    assert 1.1 * regio[0] < regio[-1] < 1.3 * regio[0]


def test_country_is_far_larger_than_province_and_province_than_region(counts):
    for indicator in PER_HALFJAAR:
        regio, provincie, land = (
            counts[indicator, "totaal", gebied, "2023"] for gebied in ("VT-GZ", "PV25", "NL01")
        )
        assert 2 * regio < provincie
        assert 25 * regio < land < 45 * regio


def test_missing_cells_carry_a_status_and_no_number(voorbeeld):
    tellingen = voorbeeld.dataset.tellingen
    leeg = tellingen[tellingen["aantal"].isna()]
    statussen = leeg.groupby("status").size().to_dict()
    assert statussen == {"niet_van_toepassing": 6, "onbekend": 3}
    assert leeg["opmerking"].notna().all()
    nvt = leeg[leeg["status"] == "niet_van_toepassing"]
    assert set(nvt["gebied_code"]) == {"GM0944"}
    rest = tellingen[tellingen["aantal"].notna()]
    assert set(rest["status"]) == {"exact"}


# --- writing


def test_a_file_in_the_way_gives_one_line_and_nothing_is_lost(tmp_path):
    (tmp_path / FOLDER).write_text("van de gebruiker", "utf-8")
    with pytest.raises(WriteError) as fout:
        make_voorbeeld(Werkmap(tmp_path))
    assert "\n" not in str(fout.value)
    assert (tmp_path / FOLDER).read_text("utf-8") == "van de gebruiker"
