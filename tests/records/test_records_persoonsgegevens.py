"""A file with data about people is refused, whatever its mapping says; an ordinary one never."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records_rijen import KOP, as_csv, row

from helpende_data.errors import PrivacyError
from helpende_data.files import Werkmap
from helpende_data.gebieden import read_gebieden
from helpende_data.sources import Levering, Registers, read_file
from helpende_data.sources.persoonsgegevens import check_koppen, check_waarden, is_bsn
from helpende_data.sources.records import kolomscan

Read = Callable[..., tuple[Levering, ...]]
TOEVAL = random.Random(7)
BSNS = [f"{n:09d}" for n in range(100_000_000, 100_003_000, 11) if is_bsn(f"{n:09d}")]
BSNS += [n for n in (f"{TOEVAL.randrange(10**9):09d}" for _ in range(1500)) if is_bsn(n)]
GEBOREN = [str(date(1930, 1, 1) + timedelta(TOEVAL.randrange(30_000))) for _ in range(40)]
STRATEN = ["Dorpsstraat 12", "Kerkweg 3a", "Lange Laan 145", "van Heemstrasingel 8-2"]
PERSOONLIJK: dict[str, tuple[list[str], str]] = {
    "bsn": (BSNS[:40], "burgerservicenummers"),
    "bsn with dots": ([f"{b[:4]}.{b[4:6]}.{b[6:]}" for b in BSNS[:40]], "burgerservicenummers"),
    "bsn with dashes": ([f"{b[:3]}-{b[3:6]}-{b[6:]}" for b in BSNS[:40]], "burgerservicenummers"),
    "bsn in threes": ([f"{b[:3]}.{b[3:6]}.{b[6:]}" for b in BSNS[:40]], "burgerservicenummers"),
    "bsn as a spreadsheet has it": ([f"{b}.0" for b in BSNS[:40]], "burgerservicenummers"),
    "five bsn": (BSNS[:5], "burgerservicenummers"),
    "bsn and a number for none": ([*BSNS[:5], "999999999", "000000000"], "burgerservicenummers"),
    "bsn of 8 digits": (
        [b[1:] for b in BSNS if b[0] == "0"] + [b for b in BSNS if b[0] != "0"][:5],
        "burgerservicenummers",
    ),
    "half of them bsn": (BSNS[:25] + ["123456780"] * 9, "burgerservicenummers"),
    "first and last name": (
        ["Jan Jansen", "Fatima el Amrani", "Piet de Boer", "Sanne van den Berg", "Ali Yilmaz"],
        "namen van mensen",
    ),
    "initials": (
        ["J. de Vries", "A.B. Jansen", "M. van 't Hof", "Bakker, P.J.", "el Idrissi, S."],
        "namen van mensen",
    ),
    "first names": (["Anna", "Mohammed", "Kees", "Willemijn", "Youssef"], "namen van mensen"),
    "surnames": (["de Jong", "Janssen", "van Dijk", "Yilmaz", "Hoekstra"], "namen van mensen"),
    "birth dates": (GEBOREN, "geboortedatums"),
    "birth dates, Dutch": (
        ["-".join(reversed(datum.split("-"))) for datum in GEBOREN],
        "geboortedatums",
    ),
    "birth dates, slashes": (
        [f"{date.fromisoformat(d):%d/%m/%Y}" for d in GEBOREN],
        "geboortedatums",
    ),
    "birth dates, short year": (
        [f"{date.fromisoformat(d):%d-%m-%y}" for d in GEBOREN],
        "geboortedatums",
    ),
    "birth dates in words": (
        ["12 mei 1984", "3 januari 1960", "25 dec. '71", "1-okt-99"],
        "geboortedatums",
    ),
    "postcodes": (["6651 AB", "6511BC", "4001 ZZ", "6602 HK", "6573CD"], "adressen of postcodes"),
    "streets": (STRATEN * 3, "adressen of postcodes"),
    "whole addresses": (
        [f"{straat}, 6651 A{n} Druten" for n, straat in zip("BCDE", STRATEN, strict=True)],
        "adressen of postcodes",
    ),
    "one e-mail": (["", "iets anders", "Mail jan@voorbeeld.nl terug"], "e-mailadressen"),
    "mobile": (["06-12345678", "0612345679", "+31 6 1234 5670", "06 12 34 56 71"], "telefoon"),
    "landline": (["024-3297111", "(0344) 61 23 45", "024 329 71 12", "0031243297114"], "telefoon"),
}


@pytest.mark.parametrize("wat", PERSOONLIJK)
def test_a_column_that_no_mapping_names_is_refused_for_what_stands_in_it(
    wat: str, read: Read
) -> None:
    waarden, soort = PERSOONLIJK[wat]
    rijen = [(*row(), waarde) for waarde in waarden]
    with pytest.raises(PrivacyError) as fout:
        read(as_csv(rijen, (*KOP, "kenmerk")))
    zin = str(fout.value)
    assert 'kolom "kenmerk"' in zin
    assert soort in zin
    assert not any(waarde in zin for waarde in waarden if len(waarde) > 3)


@pytest.mark.parametrize("kolom", ["gemeente", "soort", "rol", "aard", "huishouden", "organisatie"])
@pytest.mark.parametrize("wat", ["bsn", "first and last name", "one e-mail", "postcodes"])
def test_a_column_that_the_mapping_names_is_refused_as_well(
    kolom: str, wat: str, read: Read
) -> None:
    waarden, soort = PERSOONLIJK[wat]
    rijen = [row(**{kolom: waarde}) for waarde in waarden]
    with pytest.raises(PrivacyError, match=rf'kolom "{kolom}" .{soort}'):
        read(as_csv(rijen))


def test_rows_that_do_not_count_are_searched_but_do_not_tell_when_the_reports_came(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    """With an old row that does not count, dates of 30 years before the reports are suspect."""
    labels = 'labels = { "advies" = "adviezen", "melding" = "meldingen"'
    registers = mapping({labels: f'{labels}, "monitor" = "overslaan"'})
    tel, oud = row(datum="2024-03-05"), row(datum="1995-03-05", soort="monitor")
    geboren = [f"{jaar}-05-0{dag}" for jaar in range(1988, 1999) for dag in (1, 2)]
    for rij, waarden in ((tel, geboren), (oud, BSNS[:30])):
        rijen = [(*tel, ""), (*oud, ""), *((*rij, waarde) for waarde in waarden)]
        (tmp_path / "r.csv").write_bytes(as_csv(rijen, (*KOP, "kenmerk")))
        with pytest.raises(PrivacyError, match='kolom "kenmerk"'):
            read_file(tmp_path / "r.csv", registers)


def test_the_date_of_a_report_may_not_be_a_date_of_birth(
    mapping: Callable[[dict[str, str]], Registers], tmp_path: Path
) -> None:
    registers = mapping({'"datum"': '"geboortedatum"'})
    (tmp_path / "r.csv").write_bytes(as_csv([row()], ("geboortedatum", *KOP[1:])))
    with pytest.raises(PrivacyError, match=r'kolom "geboortedatum" .geboortedatums'):
        read_file(tmp_path / "r.csv", registers)


@pytest.mark.parametrize(
    "kop",
    [
        *("BSN", "bsn_kind", "BurgerServiceNummer", "Burger Service Nummer", "sofinummer"),
        *("Voornaam", "achternaam", "naam", "Naam cliënt", "clientnaam", "naamMelder", "roepnaam"),
        *("geboortedatum", "Geb.datum", "geb_dat", "Geboortejaar", "geboortedag kind", "DOB"),
        *("adres", "Straat", "postcode", "PC6", "huisnr", "woonadres", "post code"),
        *("e-mail", "Email", "e-mailadres melder", "telefoon", "Tel.", "telefoonnummer", "GSM"),
    ],
)
def test_a_header_that_says_so_is_refused_before_any_row_is_read(kop: str, read: Read) -> None:
    with pytest.raises(PrivacyError, match="zo heet de kolom"):
        read(as_csv([(*row(), "")], (*KOP, kop)))


@pytest.mark.parametrize(
    "kop",
    [
        *("gemeentenaam", "Naam gemeente", "naam organisatie", "bestandsnaam", "soort melding"),
        *("zaaknummer", "aantal kinderen", "leeftijd", "geslacht", "geboorteland", "woonplaats"),
        *("absnummer", "maildatum_niet", "regio", "postcode4", "Beroep melder", "namens wie"),
    ],
)
def test_an_ordinary_header_is_no_data_about_people(kop: str) -> None:
    assert check_koppen([kop]) == []


def test_a_mapping_makes_only_a_plain_naam_free() -> None:
    assert check_koppen(["naam"]) != []
    assert check_koppen(["naam"], vrij=["naam"]) == []
    assert check_koppen(["bsn", "voornaam"], vrij=["bsn", "voornaam"]) != []


GEWOON: dict[str, list[str]] = {
    "professions": [
        *("politieagent", "leerkracht", "huisarts", "verpleegkundige", "Bakker", "Visser", "Kok"),
        *("Schipper", "Dominee", "wijkverpleegkundige", "Jeugdarts", "psycholoog", "tandarts"),
    ],
    "organisations": [
        "Veilig Thuis Gelderland-Zuid",
        "GGZ Oost Brabant",
        "Politie Oost-Nederland",
        "Sint Maartenskliniek",
        "De Waalboog",
        "Huisartsenpraktijk Druten",
        "Basisschool De Klimop",
        "Moviera",
        "Kinderopvang KION",
    ],
    "case numbers": [f"VT-2024-{n:06d}" for n in range(200)],
    "case numbers of the old protocol": [f"ML{n:05d}" for n in range(23334, 23500)],
    "numbers of 8 digits": [f"{n:08d}" for n in range(20_240_000, 20_240_400)],
    "numbers of 9 digits": [str(n) for n in range(200_000_000, 200_000_400)],
    "numbers of 10 digits": [str(n) for n in range(1_200_000_000, 1_200_000_400)],
    "dates of the period": [str(date(2023, 1, 1) + timedelta(n)) for n in range(700)],
    **{
        f"dates of the period as {vorm}": [
            f"{date(2023, 1, 1) + timedelta(n):{vorm}}" for n in range(700)
        ]
        for vorm in ("%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%d-%m-%y", "%y-%m-%d", "%y%m%d")
    },
    "numbers of 9 digits in threes": [f"200.{n:03d}.{n * 7 % 1000:03d}" for n in range(400)],
    "numbers with dashes": [f"2024-{n:05d}" for n in range(400)],
    "numbers of a spreadsheet": [f"{n}.0" for n in range(20_240_000, 20_240_400)],
    "few numbers": ["20240001", "20240002", "20240003", "20240004", "20240005"],
    "dates in one piece": [f"{date(2023, 1, 1) + timedelta(n):%Y%m%d}" for n in range(700)],
    "years": [str(jaar) for jaar in range(1940, 2025)],
    "postcode of 4 digits": ["6651", "6511", "4001", "6602"],
    "amounts": ["1.234,56", "12,00", "1.000,00"],
    "ages": ["0-17", "18-64", "65+"],
    "yes and no": ["ja", "nee", ""],
    "kinds of violence": ["Kindermishandeling", "Ex-partnergeweld", "Eergerelateerd geweld"],
    "times": ["09:30", "14:05", "23:59:00"],
    "uuid": [f"3f2a{n:04x}-77aa-4c1d-9e0b-{n * 7919:012x}" for n in range(300)],
    "test numbers that are no bsn": ["000000000", "999999999"] * 30,
}


@pytest.mark.parametrize("wat", GEWOON)
def test_ordinary_values_are_no_data_about_people(wat: str, read: Read) -> None:
    waarden = GEWOON[wat]
    assert check_waarden(wat, waarden, sinds=date(2023, 1, 1)) is None
    assert check_waarden(wat, waarden) is None
    read(as_csv([(*row(), waarde) for waarde in waarden], (*KOP, "kenmerk")))


def test_no_set_of_municipalities_is_taken_for_people() -> None:
    namen = [gebied.naam for gebied in read_gebieden(Werkmap(Path("leeg"))).by_code.values()]
    assert check_waarden("gemeente", namen) is None
    for begin in range(0, len(namen), 12):
        assert check_waarden("gemeente", namen[begin : begin + 12]) is None


@given(st.integers(0, 99_999_999))
def test_of_ten_last_digits_at_most_one_makes_a_bsn(begin: int) -> None:
    assert sum(is_bsn(f"{begin:08d}{laatste}") for laatste in range(10)) <= 1


def test_known_numbers_pass_or_fail_the_eleven_test() -> None:
    """111222333 is the number that forms print as an example; 123456789 is the protocol's."""
    assert is_bsn("111222333")
    assert is_bsn("12345672")  # 8 digits: 012345672
    assert not any(map(is_bsn, ("123456789", "000000000", "00000000", "999999999")))


def test_few_numbers_say_that_they_are_bsn_only_when_all_of_at_least_five_are() -> None:
    assert check_waarden("nummer", BSNS[:4]) is None
    assert check_waarden("nummer", BSNS[:5]) is not None
    assert check_waarden("nummer", [*BSNS[:18], "123456789"]) is None
    assert check_waarden("nummer", [*BSNS[:19], "123456789"]) is not None


def test_a_number_with_and_without_its_leading_zero_is_one_number() -> None:
    acht = [bsn for bsn in BSNS if bsn[0] == "0"][:4]
    assert check_waarden("nummer", [*acht, *(bsn[1:] for bsn in acht)]) is None


def test_of_twenty_numbers_half_must_be_bsn() -> None:
    anders = [str(n) for n in range(600_000_000, 600_000_100) if not is_bsn(str(n))]
    assert check_waarden("nummer", [*BSNS[:20], *anders[:20]]) is not None
    assert check_waarden("nummer", [*BSNS[:20], *anders[:21]]) is None


def test_bsn_and_mail_are_found_wherever_they_stand_in_a_long_file(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Past the first values only a sample is kept, but of these two kinds every value is seen."""
    monkeypatch.setattr(kolomscan, "FIRST", 10)
    monkeypatch.setattr(kolomscan, "PER_BLOCK", 5)
    gewoon = [(*row(), f"iets {n}") for n in range(2000)]
    for waarden, soort in (
        (BSNS[:20], "burgerservicenummers"),
        ([f"{b[:3]}-{b[3:6]}-{b[6:]}" for b in BSNS[:20]], "burgerservicenummers"),
        ([f"{b}.0" for b in BSNS[:20]], "burgerservicenummers"),
        (["x@y.nl"], "e-mail"),
    ):
        erbij = [(*row(), waarde) for waarde in waarden]
        with pytest.raises(PrivacyError, match=soort):
            read(as_csv([*gewoon, *erbij, *gewoon], (*KOP, "kenmerk")))


def test_many_different_numbers_are_judged_by_a_fair_share_of_them(
    read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kolomscan, "_NUMBERS", 100)
    gewoon = [(*row(), str(300_000_000 + n)) for n in range(3000)]
    read(as_csv(gewoon, (*KOP, "kenmerk")))
    with pytest.raises(PrivacyError, match="burgerservicenummers"):
        read(as_csv([(*row(), bsn) for bsn in BSNS], (*KOP, "kenmerk")))


def test_the_command_names_column_and_reason_and_keeps_nothing(
    hd: Callable[..., Any], tmp_path: Path
) -> None:
    (tmp_path / "r.csv").write_bytes(
        as_csv([(*row(), bsn, "") for bsn in BSNS[:30]], (*KOP, "nummer", "Voornaam"))
    )
    antwoord = hd("--werkmap", tmp_path / "w", "ingest", tmp_path / "r.csv")
    assert antwoord.code == 17
    assert antwoord.out == ""
    assert antwoord.err == (
        "hd: dit bestand bevat persoonsgegevens en is niet ingelezen: r.csv, "
        'kolom "Voornaam" (namen van mensen: zo heet de kolom). '
        "Vraag een bestand zonder deze kolommen en wis dit bestand\n"
    )
    assert not (tmp_path / "w" / "data" / "dataset" / "dataset.json").exists()
