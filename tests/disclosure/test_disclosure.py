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
from helpende_data.errors import ContractError, DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.sources import read_published

Write = Callable[..., Path]
EXACT = "gebied_code indicator periode aantal\nGM0225 meldingen 2022 31337"
ROUNDED = {"bescherming": "uitgever", "afronding": 5, "marge": 2}
REGEL = "exacte aantallen onder het niveau van een regio zijn niet beschermd"


def add(werkmap: Werkmap, pad: Path) -> None:
    """Into the data set past the door of `hd ingest`, which refuses such counts as well."""
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)


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
    with pytest.raises(DisclosureError, match=REGEL):
        after(
            "gebied_code indicator periode aantal status\nGM0225 meldingen 2020 64 afgerond",
            bescherming="uitgever",
            afronding=afronding,
            marge=marge,
        )


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
def test_an_exact_count_below_the_region_is_refused_whoever_says_it_is_protected(
    code: str, bescherming: str, after: Callable[..., Publishable]
) -> None:
    with pytest.raises(DisclosureError, match=REGEL):
        after(
            f"gebied_code indicator periode aantal status\n{code} meldingen 2020 2 exact",
            bescherming=bescherming,
        )


def test_a_rounded_municipal_count_that_no_publisher_protected_is_refused(
    after: Callable[..., Publishable],
) -> None:
    with pytest.raises(DisclosureError, match=REGEL):
        after(
            "gebied_code indicator periode aantal status\nGM0225 meldingen 2020 65 afgerond",
            bescherming="geen",
            afronding=5,
            marge=2,
        )


def test_bounds_that_tell_a_municipal_count_are_refused_like_the_count(
    after: Callable[..., Publishable],
) -> None:
    with pytest.raises(DisclosureError, match=REGEL):
        after(
            "gebied_code indicator periode aantal laag hoog status\n"
            "GM0225 meldingen 2020 - 3 3 benaderd",
            bescherming="geen",
        )


def test_a_count_of_one_municipality_under_the_name_of_its_region_is_refused(
    after: Callable[..., Publishable],
) -> None:
    with pytest.raises(DisclosureError, match=REGEL):
        after("gebied_code dekking indicator periode aantal\nRA-GZ GM0225 meldingen 2020 2")


@pytest.mark.parametrize("eenheid", ["personen", "per_100k", "pct"])
def test_a_printed_number_about_people_of_a_municipality_is_refused_too(
    eenheid: str, after: Callable[..., Publishable]
) -> None:
    tekst = f"""
        gebied_code indicator periode waarde eenheid
        GM0225      meldingen 2020    3      {eenheid}
    """
    with pytest.raises(DisclosureError, match=REGEL):
        after(tekst, tabel="opgaven", bescherming="geen")


def test_two_exact_counts_whose_difference_is_a_municipality_are_refused(
    after: Callable[..., Publishable],
) -> None:
    """VT-GZ has 15 municipalities, VT06 the same without Mook en Middelaar."""
    with pytest.raises(DisclosureError, match="het verschil tussen twee exacte aantallen") as fout:
        after("""
            gebied_code indicator periode aantal
            VT-GZ       meldingen 2020    2839
            VT06        meldingen 2020    2800
        """)
    assert "Gelderland-Zuid (VT)" in str(fout.value)
    assert "\n" not in str(fout.value)


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


def test_a_report_on_exact_municipal_counts_is_refused_with_one_line(
    ingested_copy: Werkmap, levering: Write, hd: Callable[..., Any]
) -> None:
    add(ingested_copy, levering(EXACT, bescherming="geen"))
    antwoord = hd("--werkmap", ingested_copy.root, "report", "-g", "Druten", "--formaat", "csv")
    assert antwoord.code == 12
    assert "exact" in antwoord.err
    assert "niet beschermd: Druten" in antwoord.err
    assert "31337" not in antwoord.err
    assert not ingested_copy.rapporten.exists()


def test_exact_municipal_counts_are_refused_at_the_door_and_nothing_changes(
    ingested_copy: Werkmap, levering: Write, hd: Callable[..., Any]
) -> None:
    voor = (ingested_copy.dataset / "dataset.json").read_bytes()
    pad = levering(EXACT, bescherming="geen")
    antwoord = hd("--werkmap", ingested_copy.root, "ingest", pad)
    assert antwoord.code == 12
    assert "niet beschermd: Druten" in antwoord.err
    assert "31337" not in antwoord.err
    assert (ingested_copy.dataset / "dataset.json").read_bytes() == voor


@pytest.mark.parametrize(
    ("tekst", "zin"),
    [("versie = ", "het beleid klopt niet"), ('versie = "1"', "het beleid klopt niet")],
)
def test_a_broken_policy_is_one_line(tekst: str, zin: str, tmp_path: Path) -> None:
    werkmap = Werkmap(tmp_path)
    werkmap.own.mkdir()
    (werkmap.own / "beleid.toml").write_text(tekst, "utf-8")
    with pytest.raises(ContractError, match=zin) as fout:
        read_beleid(werkmap)
    assert "data/beleid.toml" in str(fout.value)
