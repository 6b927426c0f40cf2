"""Names and paths that every system takes; Windows is simulated with its own strings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpende_data.errors import WriteError
from helpende_data.files import check_name, os_path, slug
from helpende_data.files.names import MAX_NAME, RESERVED

WINDOWS_RESERVED = ["con", "PRN", "Aux", "nul", "COM1", "lpt9"]
LANG = "map" * 30


@given(st.text())
def test_a_slug_is_a_short_name_of_plain_letters(naam: str) -> None:
    kort = slug(naam)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", kort)
    assert 1 <= len(kort) <= MAX_NAME
    assert kort not in RESERVED


@given(st.text())
def test_a_slug_of_a_slug_is_the_same(naam: str) -> None:
    assert slug(slug(naam)) == slug(naam)


@given(st.text())
def test_a_slug_passes_the_check_on_names(naam: str) -> None:
    check_name(Path("rapporten") / slug(naam))


@pytest.mark.parametrize("naam", WINDOWS_RESERVED)
def test_a_name_that_windows_reserves_gets_another_slug(naam: str) -> None:
    assert slug(naam) == f"{naam.lower()}-gebied"


@pytest.mark.parametrize(
    ("naam", "kort"),
    [
        ("'s-Hertogenbosch", "s-hertogenbosch"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("West Maas en Waal", "west-maas-en-waal"),
        ("../../etc/passwd", "etc-passwd"),
        ("???", "naamloos"),
    ],
)
def test_names_of_municipalities_become_file_names(naam: str, kort: str) -> None:
    assert slug(naam) == kort


@pytest.mark.parametrize("naam", [*WINDOWS_RESERVED, "con.txt", "nul.tar.gz", "map.", "map "])
@pytest.mark.parametrize("voor", ["", "rapporten/"])
@pytest.mark.parametrize("na", ["", "/bestand.csv"])
def test_a_name_that_windows_refuses_is_refused_here(naam: str, voor: str, na: str) -> None:
    with pytest.raises(WriteError, match="deze naam kan niet op Windows"):
        check_name(Path(f"{voor}{naam}{na}"))


@pytest.mark.parametrize("pad", ["a/../b.csv", "./b.csv", "/tmp/console/nullen.csv", "com10"])
def test_names_that_only_look_reserved_pass(pad: str) -> None:
    check_name(Path(pad))


@pytest.mark.parametrize(
    ("pad", "verwacht"),
    [
        (r"C:\werk\rapport.html", r"C:\werk\rapport.html"),
        (rf"C:\{LANG}\{LANG}\{LANG}\r.html", rf"\\?\C:\{LANG}\{LANG}\{LANG}\r.html"),
        (r"\\server\deel\rapport.html", r"\\server\deel\rapport.html"),
        (
            rf"\\server\deel\{LANG}\{LANG}\{LANG}\r.html",
            rf"\\?\UNC\server\deel\{LANG}\{LANG}\{LANG}\r.html",
        ),
        (rf"\\?\C:\{LANG}\{LANG}\{LANG}\r.html", rf"\\?\C:\{LANG}\{LANG}\{LANG}\r.html"),
        (rf"C:/{LANG}/{LANG}/../{LANG}/{LANG}/r.html", rf"\\?\C:\{LANG}\{LANG}\{LANG}\r.html"),
    ],
)
def test_long_windows_paths_get_their_prefix(pad: str, verwacht: str) -> None:
    assert os_path(Path(pad), platform="win32") == verwacht


def test_other_systems_take_the_path_as_it_is() -> None:
    assert os_path(Path("a/b"), platform="linux") == "a/b"
