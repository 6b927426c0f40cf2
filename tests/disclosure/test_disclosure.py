"""What may be shown: protected by its publisher, or of region level and above. Nothing else."""

from __future__ import annotations

import copy
import dataclasses
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data.dataset import add_leveringen, read_dataset
from helpende_data.disclosure import Publishable, protect, read_beleid
from helpende_data.errors import DisclosureError, HelpendeDataError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.gebieden.model import Lidmaatschap
from helpende_data.sources import read_published

Write = Callable[..., Path]
EXACT = "gebied_code indicator periode aantal\nGM0225 meldingen 2022 31337"
REGION_ONLY = "gebied_code indicator periode aantal\nGM0225 csg_acute_zorg 2022 31337"
ROUNDED = {"bescherming": "uitgever", "afronding": 5, "marge": 2}
GROOT_EN_KLEIN = """
    gebied_code indicator periode aantal
    VT-GZ       meldingen 2020    2839
    VT06        meldingen 2020    2800
"""


def add(werkmap: Werkmap, *paden: Path) -> None:
    leveringen = [read_published(pad, pad.name) for pad in paden]
    add_leveringen(werkmap, leveringen, vast=False)


def nothing(mag: Publishable) -> bool:
    """The one figure of the first delivery stays out, and is counted."""
    assert mag.achtergehouden == {"L0001": 1}
    return len(mag.tellingen) == len(mag.opgaven) == 0


def protected(werkmap: Werkmap) -> Publishable:
    return protect(read_dataset(werkmap), read_gebieden(werkmap), read_beleid(werkmap))


@pytest.fixture
def after(tmp_path: Path, levering: Write) -> Callable[..., Publishable]:
    """What `protect` makes of one small delivery."""

    def run(tekst: str, **herkomst: object) -> Publishable:
        werkmap = Werkmap(tmp_path / "w")
        add(werkmap, levering(tekst, **herkomst))
        return protected(werkmap)

    return run


def test_the_published_figures_that_come_along_all_pass(ingested: Werkmap) -> None:
    mag = protected(ingested)
    dataset = read_dataset(ingested)
    assert len(mag.tellingen) == len(dataset.tellingen)
    assert len(mag.opgaven) == len(dataset.opgaven)
    assert not mag.synthetisch
    assert mag.beleid.versie


def test_the_example_passes_with_all_its_municipal_counts(example: Werkmap) -> None:
    mag = protected(example)
    assert mag.synthetisch
    assert mag.tellingen["gebied_code"].str.startswith("GM").any()
    assert bool(mag.tellingen["synthetisch"].all())


@pytest.mark.parametrize("status", ["afgerond", "onderdrukt"])
def test_a_municipal_count_that_its_publisher_protected_passes(
    status: str, after: Callable[..., Publishable]
) -> None:
    aantal = "65" if status == "afgerond" else "-"
    mag = after(
        f"gebied_code indicator periode aantal status\nGM0225 meldingen 2020 {aantal} {status}",
        **ROUNDED,
    )
    assert len(mag.tellingen) == 1


@pytest.mark.parametrize(("afronding", "marge"), [(1, 0), (1, 1), (2, 1)])
def test_a_label_without_room_between_the_bounds_protects_nothing(
    afronding: int, marge: int, after: Callable[..., Publishable]
) -> None:
    mag = after(
        "gebied_code indicator periode aantal status\nGM0225 meldingen 2020 64 afgerond",
        bescherming="uitgever",
        afronding=afronding,
        marge=marge,
    )
    assert nothing(mag)


@pytest.mark.parametrize("code", ["RA-GZ", "VT-GZ", "VT06", "MOVIERA", "PV25", "NL01"])
def test_an_exact_count_of_region_level_and_above_passes(
    code: str, after: Callable[..., Publishable]
) -> None:
    mag = after(
        f"gebied_code indicator periode aantal\n{code} meldingen 2020 2", bescherming="geen"
    )
    assert len(mag.tellingen) == 1


@pytest.mark.parametrize("code", ["GM0225", "SR-RIV", "JZ-BOM", "HG-DENBOSCH"])
@pytest.mark.parametrize("bescherming", ["geen", "uitgever"])
@pytest.mark.parametrize("openbaar", [True, False])
def test_an_exact_count_below_the_region_stays_out_whoever_says_it_is_protected(
    code: str, bescherming: str, openbaar: bool, after: Callable[..., Publishable]
) -> None:
    mag = after(
        f"gebied_code indicator periode aantal status\n{code} meldingen 2020 2 exact",
        bescherming=bescherming,
        openbaar=openbaar,
    )
    assert nothing(mag)


def test_a_rounded_municipal_count_that_no_publisher_protected_stays_out(
    after: Callable[..., Publishable],
) -> None:
    mag = after(
        "gebied_code indicator periode aantal status\nGM0225 meldingen 2020 65 afgerond",
        bescherming="geen",
        afronding=5,
        marge=2,
    )
    assert nothing(mag)


def test_bounds_that_tell_a_municipal_count_stay_out_like_the_count(
    after: Callable[..., Publishable],
) -> None:
    mag = after(
        "gebied_code indicator periode aantal laag hoog status\n"
        "GM0225 meldingen 2020 - 3 3 benaderd",
        bescherming="geen",
    )
    assert nothing(mag)


def test_a_count_of_one_municipality_under_the_name_of_its_region_stays_out(
    after: Callable[..., Publishable],
) -> None:
    mag = after("gebied_code dekking indicator periode aantal\nRA-GZ GM0225 meldingen 2020 2")
    assert nothing(mag)


@pytest.mark.parametrize("eenheid", ["personen", "per_100k", "pct"])
def test_a_printed_number_about_people_of_a_municipality_stays_out_too(
    eenheid: str, after: Callable[..., Publishable]
) -> None:
    tekst = f"""
        gebied_code indicator periode waarde eenheid
        GM0225      meldingen 2020    3      {eenheid}
    """
    assert nothing(after(tekst, tabel="opgaven", bescherming="geen"))


def test_of_a_delivery_only_what_is_not_protected_stays_out_and_is_counted(
    tmp_path: Path, levering: Write
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    kop = "gebied_code indicator periode aantal\n"
    add(
        werkmap,
        levering(kop + "VT-GZ meldingen 2022 900\nGM0225 meldingen 2022 31", naam="een"),
        levering(kop + "GM0225 adviezen 2022 3\nGM0209 adviezen 2022 5", naam="twee"),
        levering(kop + "VT-GZ adviezen 2022 800", naam="drie"),
    )
    mag = protected(werkmap)
    assert set(mag.tellingen["gebied_code"]) == {"VT-GZ"}
    assert mag.achtergehouden == {"L0001": 1, "L0002": 2}


def test_two_public_exact_counts_whose_difference_is_a_municipality_are_refused(
    after: Callable[..., Publishable],
) -> None:
    """VT-GZ has 15 municipalities, VT06 the same without Mook en Middelaar."""
    with pytest.raises(DisclosureError, match="het verschil tussen twee exacte aantallen") as fout:
        after(GROOT_EN_KLEIN)
    assert "Gelderland-Zuid (VT)" in str(fout.value)
    assert "\n" not in str(fout.value)


def test_of_a_delivery_that_is_not_public_no_exact_count_of_any_level_is_shown(
    after: Callable[..., Publishable],
) -> None:
    """A region is one municipality's count when the others have none: see decision 0013."""
    mag = after(GROOT_EN_KLEIN, openbaar=False, bescherming="geen")
    assert mag.tellingen.empty
    assert mag.achtergehouden == {"L0001": 2}


@pytest.mark.parametrize("openbare", ["VT-GZ", "VT06"])
def test_an_own_count_gives_way_to_a_public_one_that_it_would_be_subtracted_from(
    openbare: str, tmp_path: Path, levering: Write
) -> None:
    werkmap = Werkmap(tmp_path / "w")
    eigen = {"VT-GZ": "VT06", "VT06": "VT-GZ"}[openbare]
    kop = "gebied_code indicator periode aantal\n"
    add(
        werkmap,
        levering(f"{kop}{openbare} meldingen 2020 2839", naam="openbaar"),
        # The halves of the year would give it just as well.
        levering(
            f"{kop}{eigen} meldingen 2020-H1 1400\n{eigen} meldingen 2020-H2 1401",
            naam="eigen",
            bron="eigen",
            openbaar=False,
        ),
    )
    mag = protected(werkmap)
    assert list(mag.tellingen["dekking"]) == [openbare]
    assert mag.achtergehouden == {"L0002": 2}


def test_a_country_without_one_region_is_not_a_small_area(tmp_path: Path, levering: Write) -> None:
    """The country here is two regions; subtracting one of them gives the other, which is free."""
    werkmap = Werkmap(tmp_path / "w")
    kop = "gebied_code indicator periode aantal\n"
    add(werkmap, levering(f"{kop}NL01 meldingen 2020 9000\nVT-GZ meldingen 2020 2839"))
    gebieden = read_gebieden(werkmap)
    leden = {*gebieden.members("VT-GZ", 2020), *gebieden.members("RA-AA", 2020)}
    land = tuple(Lidmaatschap("land", 2020, None, gm, "NL01", True, "") for gm in sorted(leden))
    ruim = dataclasses.replace(gebieden, lidmaatschappen=gebieden.lidmaatschappen + land)
    mag = protect(read_dataset(werkmap), ruim, read_beleid(werkmap))
    assert len(mag.tellingen) == 2


@pytest.mark.parametrize(
    "ander", ["VT06 meldingen 2021 2800", "VT06 adviezen 2020 2800", "RA-GZ meldingen 2020 2839"]
)
def test_counts_of_another_year_indicator_or_the_same_area_may_stand_beside_each_other(
    ander: str, after: Callable[..., Publishable]
) -> None:
    mag = after(f"gebied_code indicator periode aantal\nVT-GZ meldingen 2020 2839\n{ander}")
    assert len(mag.tellingen) == 2


def test_a_rounded_count_beside_an_exact_one_may_stay(after: Callable[..., Publishable]) -> None:
    mag = after(
        """
        gebied_code indicator periode aantal status
        VT-GZ       meldingen 2020    2839   exact
        VT06        meldingen 2020    2800   afgerond
    """,
        **ROUNDED,
    )
    assert len(mag.tellingen) == 2


def test_a_publishable_cannot_be_made_or_changed_by_hand(ingested: Werkmap) -> None:
    mag = protected(ingested)
    velden = {f.name: getattr(mag, f.name) for f in dataclasses.fields(mag)}
    with pytest.raises(TypeError, match="only disclosure"):
        Publishable(**velden)
    with pytest.raises(TypeError, match="only disclosure"):
        Publishable(**velden, _seal=object())
    with pytest.raises(TypeError, match="only disclosure"):
        dataclasses.replace(mag, tellingen=mag.tellingen.head(1))
    with pytest.raises(dataclasses.FrozenInstanceError):
        mag.tellingen = mag.tellingen.head(1)  # type: ignore[misc]
    assert copy.copy(mag).beleid == mag.beleid


def test_exact_municipal_counts_go_in_and_stay_out_of_the_report_which_says_so(
    ingested_copy: Werkmap, levering: Write, hd: Callable[..., Any]
) -> None:
    """Nothing of them is in any file or on screen, except how many there are."""
    pad = levering(REGION_ONLY, naam="eigen-cijfers", bescherming="geen", openbaar=False)
    binnen = hd("--werkmap", ingested_copy.root, "ingest", pad)
    assert "eigen-cijfers (1 cijfer)" in binnen.out
    antwoord = hd("--werkmap", ingested_copy.root, "report", "-g", "Druten")
    assert "Niet in rapporten, ook niet afgerond: eigen-cijfers (1 cijfer)." in (antwoord.out)
    bestanden = [pad for pad in ingested_copy.rapporten.rglob("*") if pad.is_file()]
    html = next(pad for pad in bestanden if pad.suffix == ".html").read_text("utf-8")
    assert "Van een levering die niet openbaar is, staan niet alle aantallen" in html
    for geheim in ("31337", "31.337"):
        assert geheim not in binnen.out + antwoord.out
        for bestand in bestanden:
            assert geheim.encode() not in bestand.read_bytes(), bestand.name


def test_a_program_is_told_how_many_figures_stay_out(
    ingested_copy: Werkmap, levering: Write, hd: Callable[..., Any]
) -> None:
    pad = levering(REGION_ONLY, naam="eigen-cijfers", bescherming="geen", openbaar=False)
    gelezen = hd("--werkmap", ingested_copy.root, "--json", "ingest", pad).json
    assert {r["levering"]: r["achtergehouden"] for r in gelezen["leveringen"]}[pad.stem] == 1
    over = ("--json", "report", "-g", "Druten", "--formaat", "csv")
    antwoord = hd("--werkmap", ingested_copy.root, *over).json
    assert antwoord["achtergehouden"] == {"eigen-cijfers": 1}


@pytest.mark.parametrize(
    ("tekst", "zin"), [("versie = ", "geen geldige TOML"), ('versie = "1"', "eigenaar ontbreekt")]
)
def test_a_broken_policy_is_one_line(tekst: str, zin: str, tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")
    with pytest.raises(HelpendeDataError, match=zin) as fout:
        read_beleid(werkmap)
    assert "data/beleid.toml" in str(fout.value)
