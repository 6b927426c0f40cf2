"""Losse adviezen en meldingen become the counts that counting by hand gives."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from records_rijen import AARD, CODES, KOP, ROLLEN, Rij, as_csv, count_by_hand, counts, row

from helpende_data.errors import SourceError
from helpende_data.formulas import directly_standardised_rate
from helpende_data.sources import Levering, Registers, read_file
from helpende_data.sources.records import csv_blokken, parquet_blokken, waarden

Read = Callable[..., tuple[Levering, ...]]
DAGEN = st.dates(date(2022, 1, 1), date(2024, 12, 31)).map(str)
HALVES = [f"{jaar}-{dag}" for jaar in range(2022, 2025) for dag in ("01-01", "07-01")]


def without_gaps(rijen: list[Rij]) -> list[Rij]:
    """The same rows and one in each half-year between the first and the last of them."""
    eerste, laatste = min(rijen)[0], max(rijen)[0]
    return rijen + [row(datum=dag) for dag in HALVES if eerste < dag <= laatste]


RIJEN = st.lists(
    st.builds(
        row,
        datum=DAGEN,
        gemeente=st.sampled_from([*CODES, "onbekend"]),
        soort=st.sampled_from(["advies", "melding"]),
        rol=st.sampled_from(list(ROLLEN)),
        organisatie=st.sampled_from(["politie", "ggz", "niet vanuit een beroep"]),
        aard=st.lists(st.sampled_from(AARD), max_size=3).map("|".join),
        huishouden=st.sampled_from(["a", "b", "een-veel-langer-pseudoniem-1", "x" * 80]),
    ),
    min_size=1,
    max_size=40,
).map(without_gaps)


def hand(rijen: list[Rij]) -> dict[tuple[str, str, str, str], int]:
    """Counted by hand, under the names of the registry, whole years and half-years only."""
    som = count_by_hand(rijen)
    halves = {p for *_, p in som if "H" in p}
    eerste, laatste = min(halves), max(halves)
    jaren = {
        str(jaar)
        for jaar in range(2022, 2025)
        if eerste <= f"{jaar}-H1" and f"{jaar}-H2" <= laatste
    }
    return {
        (i, u.replace("niet vanuit een beroep", "niet_beroepsmatig"), g, p): n
        for (i, u, g, p), n in som.items()
        if "H" in p or p in jaren
    }


@given(RIJEN)
@settings(max_examples=15, phases=[Phase.explicit, Phase.generate])
def test_counts_equal_those_made_by_hand(read: Read, rijen: list[Rij]) -> None:
    assert counts(read(as_csv(rijen))[0]) == hand(rijen)


@pytest.mark.slow
@given(RIJEN, st.randoms(use_true_random=False))
@settings(max_examples=2, phases=[Phase.explicit, Phase.generate])
def test_the_order_of_rows_and_columns_and_the_way_of_writing_change_nothing(
    read: Read, rijen: list[Rij], toeval: random.Random
) -> None:
    volgorde = toeval.sample(range(len(KOP)), len(KOP))
    kop = [KOP[n].upper() for n in volgorde]
    door_elkaar = toeval.sample(rijen, len(rijen))
    gemengd = [tuple(rij[n] for n in volgorde) for rij in door_elkaar]
    verwacht = read(as_csv(rijen))
    for inhoud in (
        as_csv(gemengd, kop),
        as_csv(gemengd, kop, teken=",", quote=True),
        as_csv(gemengd, kop, teken="\t", einde="\r\n").removesuffix(b"\r\n"),
        as_csv([*gemengd, ("",) * len(KOP)], kop) + b"\n\n",
        b"\xef\xbb\xbf" + as_csv(gemengd, kop),
        as_csv(gemengd, kop).decode().encode("utf-16"),
        as_csv(gemengd, kop).decode().encode("utf-16-be"),  # without a mark
        b"sep=#\r\n" + as_csv(gemengd, kop, teken="#"),
        b"sep=;\n" + as_csv(gemengd, kop, quote=True),
        ("\ufeffsep=;\n" + as_csv(gemengd, kop).decode()).encode(),
        ("sep=;\n" + as_csv(gemengd, kop).decode()).encode("utf-16"),
    ):
        for gelezen, goed in zip(read(inhoud), verwacht, strict=True):
            assert gelezen.periodes == goed.periodes
            assert gelezen.df.astype(str).values.tolist() == goed.df.astype(str).values.tolist()


def many(aantal: int) -> list[Rij]:
    toeval = random.Random(1)
    return [
        row(
            datum=str(date(2023, 1, 1) + timedelta(toeval.randrange(730))),
            gemeente=toeval.choice(list(CODES)),
            soort=toeval.choice(["advies", "melding"]),
            rol=toeval.choice(list(ROLLEN)),
            aard=toeval.choice(AARD),
            huishouden=f"gezin {toeval.randrange(aantal // 3)}",
        )
        for _ in range(aantal)
    ]


@pytest.mark.parametrize("quote", [False, True])
def test_the_size_of_a_block_changes_nothing(
    quote: bool, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    rijen = many(3000)
    half = as_csv(rijen[:1500])
    inhoud = half + as_csv(rijen[1500:], quote=quote).partition(b"\n")[2]
    heel = counts(read(inhoud)[0])
    assert heel == hand(rijen)
    monkeypatch.setattr(csv_blokken, "BLOCK", 1000)
    monkeypatch.setattr(csv_blokken, "_ARROW_BLOCK", 2000)
    assert counts(read(inhoud)[0]) == heel


def test_parquet_gives_the_same_as_csv(
    read: Read, tmp_path: Path, registers: Registers, monkeypatch: pytest.MonkeyPatch
) -> None:
    rijen = many(500)
    kolommen = dict(zip(KOP, map(list, zip(*rijen, strict=True)), strict=True))
    dagen = [date.fromisoformat(datum) for datum in kolommen["datum"]]
    tabel = pa.table(
        {naam: pa.array([cel or None for cel in cellen]) for naam, cellen in kolommen.items()}
        | {
            "datum": pa.array(dagen).cast(pa.timestamp("us")),
            "gemeente": pa.array(kolommen["gemeente"]).dictionary_encode(),
            "wachttijd": pa.array(range(500)),
            "kosten": pa.array([0.5] * 500),
        }
    )
    pq.write_table(tabel, tmp_path / "records.parquet", row_group_size=100)
    monkeypatch.setattr(parquet_blokken, "_ROWS", 70)
    (gelezen, herhaling) = read_file(tmp_path / "records.parquet", registers)
    goed = read(as_csv(rijen))
    assert counts(gelezen) == counts(goed[0])
    assert len(herhaling.df) == len(goed[1].df)


def test_a_household_counts_once_in_each_period_and_area_however_often_it_was_reported(
    read: Read,
) -> None:
    rijen = [
        row(datum="2024-01-05", huishouden="H1"),
        row(datum="2024-02-05", huishouden="H1"),
        row(datum="2024-08-05", huishouden="H1"),
        row(datum="2024-08-06", huishouden="H1", gemeente="Tiel"),
        row(datum="2024-08-06", huishouden="H2"),
        row(datum="2024-08-07", huishouden="H3", soort="advies"),
    ]
    gelezen = counts(read(as_csv(rijen))[0])
    casussen = {(g, p): n for (i, _, g, p), n in gelezen.items() if i == "casussen"}
    assert casussen == {
        ("GM0225", "2024-H1"): 1,
        ("GM0225", "2024-H2"): 2,
        ("GM0225", "2024"): 2,
        ("GM0281", "2024-H2"): 1,
        ("GM0281", "2024"): 1,
        ("VT-GZ", "2024-H1"): 1,
        ("VT-GZ", "2024-H2"): 2,
        ("VT-GZ", "2024"): 2,
    }
    assert gelezen["meldingen", "totaal", "VT-GZ", "2024"] == 5


def test_households_by_number_of_reports_give_the_spread_that_limits_need(read: Read) -> None:
    rijen = many(900)
    tellingen, herhaling = read(as_csv(rijen))
    df = herhaling.df
    for (gebied, periode), deel in df.groupby(["gebied_code", "periode"]):
        aantal = counts(tellingen)
        keren, huishoudens = deel["keren"].astype(int), deel["huishoudens"].astype(int)
        assert (keren * huishoudens).sum() == aantal["meldingen", "totaal", gebied, periode]
        assert huishoudens.sum() == aantal["casussen", "totaal", gebied, periode]
    deel = df[(df["gebied_code"] == "VT-GZ") & (df["periode"] == "2023")]
    limits = directly_standardised_rate(
        deel["huishoudens"].to_numpy("float")[None, :],
        [540_000],
        [1],
        events_per_unit=deel["keren"].to_numpy("float"),
    )
    los = directly_standardised_rate([(deel["keren"] * deel["huishoudens"]).sum()], [540_000], [1])
    assert limits.value == pytest.approx(los.value)
    assert limits.upper - limits.lower > 1.1 * (los.upper - los.lower)


def test_a_municipality_without_rows_has_counted_zero(read: Read) -> None:
    df = read(as_csv([row()]))[0].df
    tiel = df[(df["gebied_code"] == "GM0281") & (df["uitsplitsing"] == "totaal")]
    assert tiel["aantal"].tolist() == [0, 0, 0]
    assert set(df["periode"]) == {"2024-H1"}
    assert (df["status"] == "exact").all()
    assert (df["bescherming"] == "geen").all()
    assert (df["laag"] == df["hoog"]).all()
    assert df["herkomst"].unique().tolist() == ["records.csv!records"]


def test_a_time_behind_a_date_is_no_part_of_it(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each second of a year is another text; only so many texts are learned."""
    monkeypatch.setattr(waarden.Waarden.__init__, "__defaults__", (20,))
    vormen = ("2024-03-05 {}", "2024-03-05T{}", "5-3-2024 {}", "05-03-2024 {}", "20240305T{}")
    rijen = [
        row(datum=vorm.format(f"{uur:02d}:{uur * 7 % 60:02d}:00"))
        for uur in range(24)
        for vorm in vormen
    ]
    assert counts(read(as_csv(rijen))[0])["meldingen", "totaal", "GM0225", "2024-H1"] == 120


def test_without_a_pseudonym_no_households_are_counted(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({'[records.huishoudens]\nkolom = "huishouden"\nvan = "meldingen"\n': ""})
    (tmp_path / "records.csv").write_bytes(as_csv([row()]))
    (levering,) = read_file(tmp_path / "records.csv", registers)
    assert "casussen" not in set(levering.df["indicator"])


def test_the_mapping_may_say_which_periods_a_file_holds(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({'kolom = "datum"': 'kolom = "datum"\nperiodes = ["2023-H2", "2024"]'})
    (tmp_path / "records.csv").write_bytes(as_csv([row()]))
    levering = read_file(tmp_path / "records.csv", registers)[0]
    assert levering.periodes == ("2023-H2", "2024-H1", "2024-H2", "2024")
    assert counts(levering)["meldingen", "totaal", "GM0225", "2024"] == 1
    nul = levering.df.query("gebied_code == 'GM0225' and periode == '2023-H2'")
    assert nul["aantal"].sum() == 0


def test_rows_of_other_areas_are_left_out_where_the_mapping_says_so(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({'dekking = "VT-GZ"': 'dekking = "VT-GZ"\nbuiten = "overslaan"'})
    (tmp_path / "records.csv").write_bytes(as_csv([row(), row(gemeente="Arnhem")]))
    levering = read_file(tmp_path / "records.csv", registers)[0]
    assert counts(levering)["meldingen", "totaal", "VT-GZ", "2024-H1"] == 1
    assert "van buiten VT-GZ" in levering.waarschuwingen[0].wat


def test_a_gap_of_whole_half_years_is_no_row_of_zeros(
    mapping: Callable[[dict[str, str]], Registers], read: Read, tmp_path: Path
) -> None:
    """One date with a slip of the pen would else put zeros over years of good figures."""
    inhoud = as_csv([row(datum="2022-03-05"), row(datum="2022-08-05"), row(datum="2024-03-05")])
    with pytest.raises(SourceError, match="geen regels die tellen in 2023-H1, 2023-H2, en wel"):
        read(inhoud)
    with pytest.raises(SourceError, match=r"2015-H2, 2016-H1, .* en nog 11, en wel"):
        read(as_csv([row(datum="2015-03-05"), row(datum="2024-03-05")]))
    registers = mapping({'kolom = "datum"': 'kolom = "datum"\nperiodes = ["2022", "2023", "2024"]'})
    (tmp_path / "records.csv").write_bytes(inhoud)
    levering = read_file(tmp_path / "records.csv", registers)[0]
    assert levering.periodes[-3:] == ("2022", "2023", "2024")


LABELS = 'labels = { "advies" = "adviezen", "melding" = "meldingen"'


@pytest.mark.parametrize("anders", [{"gemeente": "Arnhem"}, {"soort": "monitor"}])
def test_rows_that_do_not_count_say_nothing_about_the_periods_of_a_file(
    anders: dict[str, str], mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping(
        {
            'dekking = "VT-GZ"': 'dekking = "VT-GZ"\nbuiten = "overslaan"',
            LABELS: f'{LABELS}, "monitor" = "overslaan"',
        }
    )
    los = [row(datum=dag, **anders) for dag in ("2020-03-05", "2024-01-05", "2024-09-05")]
    (tmp_path / "records.csv").write_bytes(as_csv([*los, row(datum="2024-06-05")]))
    levering = read_file(tmp_path / "records.csv", registers)[0]
    assert levering.periodes == ("2024-H1",)
    assert "januari 2024 heeft geen" in " ".join(map(str, levering.waarschuwingen))
    (tmp_path / "records.csv").write_bytes(as_csv(los))
    with pytest.raises(SourceError, match="geen regels die tellen"):
        read_file(tmp_path / "records.csv", registers)


def test_a_file_of_rows_without_dates_that_do_not_count_has_no_rows(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({LABELS: f'{LABELS}, "monitor" = "overslaan"'})
    (tmp_path / "records.csv").write_bytes(as_csv([row(soort="monitor", datum="")] * 3))
    with pytest.raises(SourceError, match="heeft geen regels die tellen"):
        read_file(tmp_path / "records.csv", registers)


def test_a_kind_that_does_not_count_may_lack_everything_else(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    labels = 'labels = { "advies" = "adviezen", "melding" = "meldingen"'
    registers = mapping({labels: f'{labels}, "monitor" = "overslaan"'})
    leeg = row(soort="monitor", gemeente="", datum="", rol="onzin", aard="", huishouden="")
    (tmp_path / "records.csv").write_bytes(as_csv([leeg, row(), leeg]))
    levering = read_file(tmp_path / "records.csv", registers)[0]
    assert counts(levering)["meldingen", "totaal", "VT-GZ", "2024-H1"] == 1


def test_half_years_that_begin_or_end_without_rows_are_a_warning(read: Read) -> None:
    levering = read(as_csv([row(datum="2024-03-01"), row(datum="2024-12-01")]))[0]
    assert "januari 2024 heeft geen enkele regel" in str(levering.waarschuwingen[0])


VIJFTIEN = (
    *("Berg en Dal", "Beuningen", "Buren", "Culemborg", "Druten", "Heumen", "Maasdriel"),
    *("Mook en Middelaar", "Neder-Betuwe", "Nijmegen", "Tiel", "West Betuwe"),
    *("West Maas en Waal", "Wijchen", "Zaltbommel"),
)


def test_municipalities_without_a_row_are_named_in_a_warning(read: Read) -> None:
    """Half of them left out of the file would else be zeros that nobody notices."""
    heel = [row(gemeente=naam, datum=f"2024-{m}-05") for naam in VIJFTIEN for m in ("01", "12")]
    assert read(as_csv(heel))[0].waarschuwingen == ()
    laat = [rij for rij in heel if rij[:2] != ("2024-01-05", "Tiel")]
    half = [rij for rij in laat if rij[1] not in ("Buren", "Heumen")]
    (fout, andere) = read(as_csv(half))[0].waarschuwingen
    assert "niet elke gemeente van VT-GZ heeft een regel" in fout.wat
    assert fout.verwacht == "ook regels van Buren, Heumen, in het hele bestand"
    assert andere.verwacht == "ook regels van Tiel, in 2024-H1"
    assert "Buren" not in str(fout.bare)  # a count of zero does not stay in the data set


def test_a_dissolved_municipality_counts_in_its_own_years_only(read: Read) -> None:
    rijen = [row(datum="2018-05-01", gemeente="Geldermalsen")]
    assert counts(read(as_csv(rijen))[0])["meldingen", "totaal", "GM0236", "2018-H1"] == 1


@given(st.lists(st.binary(max_size=70), max_size=60))
@settings(max_examples=100)
def test_equal_cells_and_only_those_have_equal_hashes(cellen: list[bytes]) -> None:
    from helpende_data.sources.records.cellen import PAD, Cellen

    lengte = np.array([len(cel) for cel in cellen], "i8")
    start = np.concatenate(([0], np.cumsum(lengte)[:-1])).astype("i8")[: len(cellen)]
    heel = b"".join(cellen)
    data = np.frombuffer(heel + bytes(PAD + 8 - len(heel) % 8), np.uint8)
    samen = Cellen(data, start, lengte).hashes(12345).tolist()
    for cel, hash_ in zip(cellen, samen, strict=True):
        los = np.frombuffer(b"123" + cel + b"\xff" * (PAD + 13 - len(cel) % 8), np.uint8)
        alleen = Cellen(los, np.array([3]), np.array([len(cel)])).hashes(12345)
        assert alleen.tolist() == [hash_]
    assert len(set(samen)) == len(set(cellen))
