"""A year from its halves and an area from its municipalities, only where nothing is missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from helpende_data.dataset import Dataset, add_leveringen, read_dataset, with_totals
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.gebieden.model import ONBEKEND
from helpende_data.schema import TELLINGEN, check, read_indicatoren
from helpende_data.sources import read_published

Write = Callable[..., Path]
Make = Callable[..., dict[tuple[str, str, str], int]]
KOP = "gebied_code dekking indicator uitsplitsing periode aantal laag hoog status"
EIGEN = {"bescherming": "geen", "openbaar": False, "bron": "eigen"}
GEMEENTEN = [
    *("GM0214", "GM0216", "GM0225", "GM0263", "GM0281", "GM0297", "GM0668", "GM1740", "GM1960"),
    *("GM0209", "GM0252", "GM0268", "GM0296", "GM0944", "GM1945"),
]


def line(gebied: str, periode: str, aantal: int, wat: str = "meldingen totaal") -> str:
    return f"{gebied} {gebied} {wat} {periode} {aantal} {aantal} {aantal} exact"


@pytest.fixture
def werkmap(tmp_path: Path) -> Werkmap:
    return Werkmap(tmp_path / "w")


@pytest.fixture
def sums(werkmap: Werkmap, levering: Write) -> Callable[..., pd.DataFrame]:
    """The rows that are added to some deliveries."""

    def run(*leveringen: str, **herkomst: object) -> pd.DataFrame:
        paden = [
            levering(f"{KOP}\n{regels}", naam=f"d{nummer}", **(EIGEN | herkomst))
            for nummer, regels in enumerate(leveringen)
        ]
        add_leveringen(werkmap, [read_published(pad, pad.name) for pad in paden], vast=False)
        dataset = read_dataset(werkmap)
        met = totals(werkmap, dataset)
        check(met.tellingen, TELLINGEN, waar="proef")
        return met.tellingen.iloc[len(dataset.tellingen) :].set_index(["dekking", "periode"])

    return run


def totals(werkmap: Werkmap, dataset: Dataset) -> Dataset:
    indicatoren = read_indicatoren(werkmap.data_file("indicatoren.toml"))
    return with_totals(dataset, read_gebieden(werkmap), indicatoren)


def test_a_year_is_the_sum_of_its_halves_and_names_both_cells(
    sums: Callable[..., pd.DataFrame],
) -> None:
    erbij = sums(line("GM0225", "2022-H1", 12), line("GM0225", "2022-H2", 30))
    assert erbij.index.tolist() == [("GM0225", "2022")]
    jaar = erbij.iloc[0]
    assert (jaar["aantal"], jaar["laag"], jaar["hoog"], jaar["status"]) == (42, 42, 42, "exact")
    assert jaar["herkomst"] == "d0.csv!2, d1.csv!2"
    assert jaar["opmerking"] == "Opgeteld uit 2 halfjaren"
    assert jaar["levering_id"] == "L0002"  # the last one that it needs


@pytest.mark.parametrize(
    "regels",
    [
        pytest.param([line("GM0225", "2022-H1", 12)], id="half a year"),
        pytest.param(
            [
                line("GM0225", "2022-H1", 12),
                "GM0225 GM0225 meldingen totaal 2022-H2 - 0 4 onderdrukt",
            ],
            id="a hidden half",
        ),
        pytest.param(
            [line("GM0225", f"2022-H{h}", 12, "casussen totaal") for h in (1, 2)],
            id="households, counted once a year",
        ),
        pytest.param(
            [
                line("GM0225", "2022-H1", 12),
                line("GM0225", "2022-H2", 12),
                line("GM0225", "2022", 25),
            ],
            id="there is one already",
        ),
        pytest.param(
            [line("VT-GZ", "2022-H1", 12), "RA-GZ VT-GZ meldingen totaal 2022-H1 12 12 12 exact"],
            id="one half under two codes",
        ),
        pytest.param(
            [line(code, "2022", 5) for code in GEMEENTEN[:5]], id="municipalities are missing"
        ),
    ],
)
def test_no_sum_where(regels: list[str], sums: Callable[..., pd.DataFrame]) -> None:
    assert not len(sums("\n".join(regels)))


def test_an_area_is_the_sum_of_its_municipalities_for_each_period(
    sums: Callable[..., pd.DataFrame],
) -> None:
    regels = (
        line(code, f"2022-H{half}", nummer + half)
        for nummer, code in enumerate(GEMEENTEN)
        for half in (1, 2)
    )
    erbij = sums("\n".join(regels))["aantal"]
    per_half = sum(range(15))
    assert erbij["VT-GZ"].to_dict() == {
        "2022-H1": per_half + 15,
        "2022-H2": per_half + 30,
        "2022": 2 * per_half + 45,
    }
    samen = erbij["SR-RIV"] + erbij["SR-RVN"]
    assert samen.to_dict() == erbij["VT-GZ"].to_dict()
    assert len(erbij["GM0225"]) == 1


def test_reports_without_a_gemeente_leave_an_area_without_a_sum(
    sums: Callable[..., pd.DataFrame],
) -> None:
    regels = [line(code, "2022", 5) for code in GEMEENTEN]
    assert len(sums("\n".join([*regels, line(ONBEKEND, "2022", 3)]))) == 0


def test_what_was_published_stays_as_it_was_published(sums: Callable[..., pd.DataFrame]) -> None:
    regels = "\n".join(line("VT-GZ", f"2022-H{half}", 900) for half in (1, 2))
    assert not len(sums(regels, openbaar=True))


def test_quarters_make_half_years_and_these_make_years(sums: Callable[..., pd.DataFrame]) -> None:
    regels = [line("GM0225", f"2022-Q{k}", k) for k in (1, 2)]
    erbij = sums("\n".join([*regels, line("GM0225", "2022-H2", 8)]))
    assert erbij["aantal"].to_dict() == {("GM0225", "2022-H1"): 3, ("GM0225", "2022"): 11}


def test_halves_go_before_quarters(sums: Callable[..., pd.DataFrame]) -> None:
    regels = [line("GM0225", f"2022-{deel}", 10) for deel in ("Q1", "Q2", "Q3", "Q4", "H1", "H2")]
    (jaar,) = sums("\n".join(regels))["opmerking"]
    assert jaar == "Opgeteld uit 2 halfjaren"


def test_a_figure_that_is_a_sum_leads_back_to_its_cells(
    werkmap: Werkmap, levering: Write, hd: Callable[..., object]
) -> None:
    regels = "\n".join(line("GM0225", f"2022-H{half}", 30 + half) for half in (1, 2))
    pad = levering(f"{KOP}\n{regels}", naam="vt", **EIGEN)
    add_leveringen(werkmap, [read_published(pad, pad.name)], vast=False)
    vraag = ("--gebied", "Druten", "--indicator", "meldingen", "--jaar", "2022")
    antwoord = hd("--werkmap", str(werkmap.root), "herkomst", *vraag)
    assert "Opgeteld uit 2 halfjaren." in antwoord.out
    assert "de som van 2 cellen: L0001, vt.csv, regel 2 en 3" in antwoord.out
    assert "63" not in antwoord.out
    assert "31" not in antwoord.out
