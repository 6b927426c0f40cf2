"""The yearly divisions of CBS come beside our own files, which go first."""

from __future__ import annotations

import pandas as pd
import pytest

from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, Inwoners, read_gebieden, with_indelingen

DRUTEN, NIJMEGEN, MOOK, UTRECHT = "GM0225", "GM0268", "GM0944", "GM0344"
KOLOMMEN = ("indeling", "jaar", "gemeente_code", "gebied_code", "gebied", "soort", "gemeente")


def division(*rijen: tuple[object, ...]) -> pd.DataFrame:
    """Rows of (indeling, year, municipality, area, name of the area, kind, municipality name)."""
    return pd.DataFrame([(*rij, "Naam")[: len(KOLOMMEN)] for rij in rijen], columns=KOLOMMEN)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Gebieden:
    return read_gebieden(Werkmap(tmp_path_factory.mktemp("leeg")))


def test_a_municipality_without_an_area_of_ours_gets_that_of_cbs(own: Gebieden) -> None:
    cbs = division(("veilig_thuis_cbs", 2023, UTRECHT, "VT20", "Utrecht (VT)", "veilig_thuis"))
    gebieden = with_indelingen(own, cbs)
    gevonden = gebieden.area_of(UTRECHT, "veilig_thuis_cbs", 2023)
    assert gevonden is not None
    assert gevonden.code == "VT20"
    assert gebieden.area_of(UTRECHT, "veilig_thuis_cbs", 2024) is None, "a later year is not known"


def test_years_that_follow_each_other_are_one_membership(own: Gebieden) -> None:
    cbs = division(
        *(
            ("stedelijkheid", j, UTRECHT, "STED1", "Zeer sterk", "stedelijkheid")
            for j in (2020, 2021)
        ),
        ("stedelijkheid", 2022, UTRECHT, "STED2", "Sterk", "stedelijkheid"),
        ("stedelijkheid", 2024, UTRECHT, "STED1", "Zeer sterk", "stedelijkheid"),
    )
    nieuw = with_indelingen(own, cbs).lidmaatschappen[len(own.lidmaatschappen) :]
    assert [(n.gebied_code, n.van_jaar, n.tot_jaar) for n in nieuw] == [
        ("STED1", 2020, 2021),
        ("STED1", 2024, 2024),
        ("STED2", 2022, 2022),
    ]


def test_our_own_file_goes_first_and_the_difference_is_kept(own: Gebieden) -> None:
    eigen = own.members("VT06", 2023)
    cbs = division(
        *(("veilig_thuis_cbs", 2023, g, "VT06", "x", "veilig_thuis") for g in eigen - {DRUTEN}),
        ("veilig_thuis_cbs", 2023, DRUTEN, "VT05", "x", "veilig_thuis"),
        ("veilig_thuis_cbs", 2023, MOOK, "VT06", "x", "veilig_thuis"),
    )
    gebieden = with_indelingen(own, cbs)
    druten = gebieden.area_of(DRUTEN, "veilig_thuis_cbs", 2023)
    assert druten is not None
    assert druten.code == "VT06"
    (afwijking,) = gebieden.afwijkingen
    assert afwijking.gebied_code == afwijking.cbs_code == "VT06"
    assert afwijking.alleen_eigen == (DRUTEN,)
    assert afwijking.alleen_cbs == (MOOK,)


def test_an_area_of_cbs_with_our_members_under_another_code_is_not_there_twice(
    own: Gebieden,
) -> None:
    leden = own.members("GGD-GZ", 2023)
    cbs = division(*(("ggd", 2023, g, "GG2811", "GGD Gelderland-Zuid", "ggd") for g in leden))
    gebieden = with_indelingen(own, cbs)
    assert "GG2811" not in gebieden
    assert gebieden.afwijkingen == ()
    assert gebieden.find("GGD Gelderland-Zuid").code == "GGD-GZ"


def test_a_municipality_that_our_files_do_not_know_yet_gets_its_name(own: Gebieden) -> None:
    cbs = division(
        ("provincie", 2027, "GM1999", "PV25", "Gelderland (PV)", "provincie", "Nieuwland")
    )
    gebieden = with_indelingen(own, cbs)
    assert gebieden.find("Nieuwland").code == "GM1999"
    assert not gebieden["GM1999"].exists_in(2026)


def test_a_province_may_be_summed_in_the_years_that_cbs_gave_whole(own: Gebieden) -> None:
    alle = [g for g in ("GM0202", NIJMEGEN, DRUTEN) if g in own]
    cbs = division(*(("provincie", 2023, g, "PV25", "Gelderland (PV)", "provincie") for g in alle))
    gebieden = with_indelingen(own, cbs)
    assert gebieden.is_complete("PV25", 2023)
    assert not gebieden.is_complete("PV25", 2022)
    assert not own.is_complete("PV25", 2023)


def test_the_regions_of_veilig_thuis_that_merged_exist_in_their_own_years(own: Gebieden) -> None:
    assert own["VT16"].exists_in(2022)
    assert not own["VT16"].exists_in(2023)
    assert own["VT27"].exists_in(2023)
    assert not own["VT27"].exists_in(2022)


def test_an_average_of_the_year_is_never_a_denominator(own: Gebieden) -> None:
    rijen = [
        (DRUTEN, 2023, peil, "totaal", n, "x!2")
        for peil, n in (("1 januari", 100), ("gemiddeld", 999))
    ]
    df = pd.DataFrame(
        rijen, columns=["gebied_code", "jaar", "peil", "leeftijd", "inwoners", "herkomst"]
    )
    assert Inwoners(df, own).of(DRUTEN, 2023).inwoners == 100
    alleen = Inwoners(df[df["peil"] == "gemiddeld"], own).of(DRUTEN, 2023)
    assert alleen.inwoners is None
    assert "niet bekend" in alleen.reden


def test_controle_tells_where_cbs_divides_otherwise(own: Gebieden) -> None:
    from helpende_data import controle
    from helpende_data.dataset import Dataset
    from helpende_data.schema import TABELLEN, Indicatoren

    cbs = division(
        *(("veilig_thuis_cbs", j, NIJMEGEN, "VT06", "x", "veilig_thuis") for j in (2022, 2023)),
        *(("veilig_thuis_cbs", j, MOOK, "VT06", "x", "veilig_thuis") for j in (2022, 2023)),
    )
    leeg = {n: pd.DataFrame(columns=list(t.columns)) for n, t in TABELLEN.items()}
    gevonden = controle.controle(Dataset((), leeg), with_indelingen(own, cbs), Indicatoren({}))
    (zin,) = [b.zin for b in gevonden if b.soort == "indeling"]
    assert "indeling van het CBS (VT06, 2022 t/m 2023)" in zin
    assert "Mook en Middelaar alleen bij het CBS" in zin
    assert "Wij houden onze eigen indeling aan." in zin
