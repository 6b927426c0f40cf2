"""A folder of broken source files: each has the message it must give, and the exit code."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from helpende_data.errors import ContractError, HelpendeDataError
from helpende_data.sources import read_published

KOP = (
    b"gebied_code,dekking,indicator,uitsplitsing,periode,aantal,laag,hoog,status,voorlopig,"
    b"vindplaats,opmerking\n"
)
ROUNDED = {"afronding": 5, "marge": 2}
RIJ = b"VT06,VT06,meldingen,totaal,2020,2695,,,afgerond,nee,,\n"
GOED = "gebied_code indicator periode aantal\nVT06 meldingen 2020 2695"
Write = Callable[..., Path]


def row(**velden: str) -> str:
    """One good count, with these cells changed."""
    cellen = {"gebied_code": "VT06", "indicator": "meldingen", "periode": "2020", "aantal": "2695"}
    cellen |= velden
    return f"{' '.join(cellen)}\n{' '.join(cellen.values())}"


BROKEN: dict[str, tuple[int, dict[str, Any], str]] = {
    "empty": (10, {"ruw": b""}, "dit bestand heeft geen cijfers: kapot.csv"),
    "header only": (10, {"ruw": KOP}, "dit bestand heeft geen cijfers: kapot.csv"),
    "broken TOML": (10, {"herkomst": "tabel = "}, "dit is geen geldige TOML"),
    "herkomst no text": (10, {"herkomst": b"\xff"}, "dit is geen geldige TOML"),
    "no herkomst": (
        10,
        {"herkomst": None},
        "van dit bestand is de herkomst niet bekend: kapot.csv",
    ),
    "key missing": (11, {"licentie": None}, "de herkomst klopt niet, ontbreekt: licentie"),
    "key unknown": (11, {"kleur": "rood"}, "de herkomst klopt niet, onbekend: kleur"),
    "key of another type": (11, {"marge": "twee"}, "dit is geen goede waarde voor marge"),
    "yes is not true": (11, {"openbaar": "ja"}, "dit is geen goede waarde voor openbaar"),
    "protection unknown": (
        11,
        {"bescherming": "een beetje"},
        'bescherming is "uitgever" of "geen"',
    ),
    "unknown table": (11, {"tabel_": "lijstjes"}, "onbekende tabel 'lijstjes' in de herkomst"),
    "wrong columns": (
        11,
        {"ruw": KOP.replace(b"aantal", b"Aantal") + RIJ},
        "de kolommen kloppen niet, ontbreekt: aantal; onbekend: Aantal",
    ),
    "columns in another order": (
        11,
        {"ruw": KOP.replace(b"laag,hoog", b"hoog,laag") + RIJ},
        "de kolommen kloppen niet, de volgorde is anders",
    ),
    "semicolons": (11, {"ruw": (KOP + RIJ).replace(b",", b";")}, "de kolommen kloppen niet"),
    "ragged rows": (
        10,
        {"ruw": KOP + RIJ + b"te,weinig\n" + RIJ + b"te,veel" + b"," * 20 + b"\n"},
        "deze regels hebben te veel of te weinig kolommen: kapot.csv, regel 3, 5",
    ),
    "open quote": (10, {"ruw": KOP + b'"' + RIJ}, "dit is geen geldige CSV"),
    "not UTF-8": (10, {"ruw": KOP + "één".encode("latin-1")}, "dit bestand is geen UTF-8"),
    "UTF-16 of Excel": (10, {"ruw": KOP.decode().encode("utf-16")}, "dit bestand is geen UTF-8"),
    "NUL bytes": (10, {"ruw": KOP + b"\0" * 50}, "dit bestand is geen tekst"),
    "a zip that is called csv": (
        10,
        {"ruw": b"PK\x03\x04\x14\0\x06\0"},
        "dit bestand is geen tekst",
    ),
    "fraction": (11, {"tekst": row(aantal="12.5")}, "rij 2, kolom aantal: is geen geheel getal"),
    "decimal comma": (
        11,
        {"ruw": KOP + RIJ.replace(b"2695", b'"12,5"')},
        "rij 2, kolom aantal: is geen geheel getal",
    ),
    "negative": (11, {"tekst": row(aantal="-3")}, "rij 2, kolom aantal: is kleiner dan 0"),
    "a sign of CBS": (11, {"tekst": row(aantal=".")}, "kolom aantal: is geen geheel getal"),
    "unknown status": (11, {"tekst": row(status="geheim")}, "kolom status: onbekende waarde"),
    "no status": (11, {"tekst": row(status="-")}, "kolom status: is leeg"),
    "no code": (11, {"tekst": row(gebied_code="Druten")}, "is geen gebiedscode zoals GM0225"),
    "unknown code": (11, {"tekst": row(gebied_code="GM9999")}, "onbekende gebiedscode GM9999"),
    "unknown catchment": (11, {"tekst": row(dekking="VT99")}, "onbekende gebiedscode VT99"),
    "wrong period": (11, {"tekst": row(periode="2020-H3")}, "kolom periode: is geen periode zoals"),
    "school year": (
        11,
        {"tekst": row(periode="2020/2021")},
        "kolom periode: is geen periode zoals",
    ),
    "duplicate key": (
        11,
        {"tekst": row() + "\nVT06 meldingen 2020 2700"},
        "rij 3, kolom bron, indicator, uitsplitsing, gebied_code, periode: deze rij staat er twee",
    ),
    "hidden with a count": (
        11,
        {"tekst": row(status="onderdrukt")},
        "rij 2, kolom aantal: hoort leeg te zijn bij status onderdrukt",
    ),
    "exact without a count": (
        11,
        {"tekst": row(aantal="-")},
        "rij 2, kolom aantal: hoort niet leeg te zijn bij status exact",
    ),
    "bounds the wrong way round": (
        11,
        {"tekst": row(aantal="50", laag="60", hoog="40", status="benaderd")},
        "rij 2, kolom aantal: ligt niet tussen laag en hoog",
    ),
    "not 1 January": (
        11,
        {
            "tabel": "inwoners",
            "tekst": "gebied_code peildatum inwoners\nGM0225 2020-01-01 1\nGM0225 2020-12-31 2\n"
            "GM0268 2020 3",
        },
        "2 fouten in de tabel inwoners: kapot.csv: rij 3, kolom peildatum: is geen 1 januari "
        "zoals 2020-01-01; rij 4, kolom peildatum: is geen 1 januari",
    ),
    "no inhabitants": (
        11,
        {"tabel": "inwoners", "tekst": "gebied_code peildatum inwoners\nGM0225 2020-01-01 -"},
        "rij 2, kolom inwoners: is leeg",
    ),
    "unknown unit": (
        11,
        {
            "tabel": "opgaven",
            "tekst": "gebied_code indicator periode waarde eenheid\nRA-GZ raming 2021 3 gulden",
        },
        "kolom eenheid: onbekende waarde",
    ),
}


@pytest.fixture
def broken(levering: Write) -> Callable[..., Path]:
    def write(wat: str, naam: str = "kapot") -> Path:
        velden = dict(BROKEN[wat][1])
        geen = object()
        toml = velden.pop("herkomst", geen)
        tekst = velden.pop("tekst", GOED)
        if "tabel_" in velden:  # the layout stays that of counts
            velden["tabel_"] = velden["tabel_"]
        extra = {"tabel": velden.pop("tabel_")} if "tabel_" in velden else {}
        pad = levering(tekst, naam=naam, **velden)
        buur = pad.with_name(f"{naam}.herkomst.toml")
        if extra:
            buur.write_text(buur.read_text().replace('"tellingen"', f'"{extra["tabel"]}"'))
        if toml is None:
            buur.unlink()
        elif toml is not geen:
            buur.write_bytes(toml if isinstance(toml, bytes) else str(toml).encode())
        return pad

    return write


@pytest.mark.parametrize("wat", BROKEN)
def test_a_broken_file_gives_its_message_and_exit_code(
    wat: str, broken: Callable[..., Path], hd: Callable[..., Any], tmp_path: Path
) -> None:
    code, _, zin = BROKEN[wat]
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", broken(wat))
    assert zin in antwoord.err
    assert antwoord.code == code
    assert antwoord.out == ""
    assert not (tmp_path / "w" / "data" / "dataset" / "dataset.json").exists()


def test_faults_of_several_files_are_told_at_once(
    broken: Callable[..., Path], hd: Callable[..., Any], tmp_path: Path
) -> None:
    soorten = ["not UTF-8", "fraction", "no herkomst", "duplicate key"]
    paden = [broken(wat, f"kapot-{nummer}") for nummer, wat in enumerate(soorten)]
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", *paden)
    assert antwoord.code == 11
    assert "4 bestanden kloppen niet" in antwoord.err
    for nummer, wat in enumerate(soorten):
        assert f"kapot-{nummer}.csv" in antwoord.err
        assert BROKEN[wat][2].partition(": kapot")[0] in antwoord.err


def test_unknown_codes_of_several_files_are_told_at_once(
    broken: Callable[..., Path], hd: Callable[..., Any], tmp_path: Path
) -> None:
    paden = [broken("unknown code", "een"), broken("unknown catchment", "twee")]
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", *paden)
    assert antwoord.code == 11
    assert "GM9999" in antwoord.err
    assert "VT99" in antwoord.err


def test_every_fault_of_a_file_is_in_the_error(levering: Write) -> None:
    pad = levering("""
        gebied_code indicator periode aantal status
        Druten      meldingen 2020    1      exact
        VT06        meldingen 2020-H9 -1     exact
        VT06        adviezen  2020    -      exact
        VT06        adviezen  2021    x      geheim
    """)
    with pytest.raises(ContractError) as fout:
        read_published(pad, "kapot.csv")
    assert sorted((f.rij, f.kolom) for f in fout.value.faults) == [
        (2, "dekking"),
        (2, "gebied_code"),
        (3, "aantal"),
        (3, "periode"),
        (4, "aantal"),
        (5, "aantal"),
        (5, "status"),
    ]


def test_a_missing_file_is_not_found_and_a_folder_cannot_be_read(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    antwoord = hd("--werkmap", tmp_path, "ingest", tmp_path / "weg.csv")
    assert (antwoord.code, "bestand niet gevonden" in antwoord.err) == (10, True)
    assert hd("--werkmap", tmp_path, "ingest", tmp_path).code == 10


@pytest.mark.parametrize("aantal", ["15", "15.0", "+15", "1.5e1"])
@pytest.mark.parametrize(("status", "grenzen"), [("exact", (15, 15)), ("afgerond", (13, 17))])
def test_a_count_has_the_bounds_of_its_status_however_it_is_written(
    aantal: str, status: str, grenzen: tuple[int, int], levering: Write
) -> None:
    df = read_published(levering(row(aantal=aantal, status=status), **ROUNDED), "x.csv").df
    assert df["aantal"].tolist() == [15]
    assert (df["laag"][0], df["hoog"][0]) == grenzen


@pytest.mark.parametrize(
    ("aantal", "herkomst", "wat"),
    [
        ("3", ROUNDED, "geen veelvoud van 5"),
        ("143", ROUNDED, "geen veelvoud van 5"),
        ("145", {}, "de herkomst noemt geen afronding"),
    ],
)
def test_a_count_that_only_calls_itself_rounded_is_refused(
    aantal: str, herkomst: dict[str, int], wat: str, levering: Write
) -> None:
    with pytest.raises(ContractError, match=wat):
        read_published(levering(row(aantal=aantal, status="afgerond"), **herkomst), "x.csv")


def test_a_hidden_or_unknown_count_is_an_interval(levering: Write) -> None:
    df = read_published(
        levering(
            """
            gebied_code indicator periode aantal laag hoog status
            VT06        meldingen 2019    -      -    -    onderdrukt
            VT06        meldingen 2020    -      -    -    onbekend
            VT06        meldingen 2021    67000  67000 67499 benaderd
            VT06        meldingen 2022    0      -    -    afgerond
        """,
            **ROUNDED,
        ),
        "x.csv",
    ).df
    hoog = [None if leeg else h for h, leeg in zip(df["hoog"], df["hoog"].isna(), strict=True)]
    assert list(zip(df["laag"], hoog, strict=True)) == [(0, 9), (0, None), (67000, 67499), (0, 2)]


def test_every_figure_says_in_which_row_of_which_file_it_stands(levering: Write) -> None:
    df = read_published(levering(GOED + "\nVT06 adviezen 2020 1"), "leveringen/x.csv").df
    assert df["herkomst"].tolist() == ["leveringen/x.csv!2", "leveringen/x.csv!3"]


def test_a_file_with_the_mark_of_windows_is_read(levering: Write) -> None:
    pad = levering("", ruw=b"\xef\xbb\xbf" + (KOP + RIJ).replace(b"\n", b"\r\n"), **ROUNDED)
    assert read_published(pad, "x.csv").df["aantal"].tolist() == [2695]


@pytest.mark.parametrize("knip", range(0, 240, 16))
def test_a_file_that_was_cut_off_never_gives_a_traceback(knip: int, levering: Write) -> None:
    inhoud = (KOP + RIJ)[:knip]
    with pytest.raises(HelpendeDataError):
        read_published(levering("", ruw=inhoud[:-2]), "x.csv")
