"""What a mistyped name or year is answered with: the nearest names, or a short list."""

from collections.abc import Callable
from typing import Any

import pytest

from helpende_data.files import Werkmap
from helpende_data.periodes import Periode, in_runs

JAREN = "Kies uit 2019 tot en met 2024 of 2019-H1 tot en met 2024-H2"


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        ("report --gemeente Drutn", "onbekende gemeente 'Drutn'. Bedoelt u Druten?"),
        ("report --subregio Rivieren", "onbekende subregio 'Rivieren'. Bedoelt u Rivierenland?"),
        ("report --subregio xyz", "Kies uit Achterhoek, "),
        ("report --regio Gelderland", "Bekend zijn Gelderland-Zuid, Arnhem-Achterhoek"),
        ("report --thema ouderen", "onbekend thema 'ouderen'. Bedoelt u ouderenmishandeling?"),
        ("nieuwsbrief --thema stalkng", "onbekend thema 'stalkng'. Bedoelt u stalking?"),
        ("report --thema xyz", "Kies uit kindermishandeling, (ex-)partnergeweld"),
        ("report -g Druten --jaar 1999", JAREN),
        ("sessie -g Druten --jaar 2031", JAREN),
        ("infographic --regio Gelderland-Zuid --jaar 2031", JAREN),
    ],
)
def test_a_name_or_year_that_is_not_there_gets_what_was_meant(
    vraag: str, zin: str, example: Werkmap, hd: Callable[..., Any]
) -> None:
    antwoord = hd("--werkmap", example.root, *vraag.split())
    assert antwoord.code != 0
    assert zin in antwoord.err
    assert len(antwoord.err) < 250


@pytest.mark.parametrize(
    ("periodes", "woorden"),
    [
        ("2020", "2020"),
        ("2023 2020", "2020 of 2023"),
        ("2020 2021", "2020 of 2021"),
        ("2021 2019 2020 2024", "2019 tot en met 2021 of 2024"),
        ("2020-H1 2020 2019-H2 2020-H2", "2020 of 2019-H2 tot en met 2020-H2"),
        ("2019 2021 2023", "2019, 2021 of 2023"),
        ("", ""),
    ],
)
def test_periods_that_follow_each_other_are_one_run(periodes: str, woorden: str) -> None:
    assert in_runs(map(Periode.parse, periodes.split())) == woorden
