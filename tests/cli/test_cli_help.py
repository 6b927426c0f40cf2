"""The help of every command is Dutch, and general options stand before the command."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import typer.main

from helpende_data import __version__
from helpende_data.cli.app import app


def commands(naam: str, commando: Any) -> Iterator[tuple[str, Any]]:
    """Each command with its name, those of groups too: ``dataset terug``."""
    for deel, onder in getattr(commando, "commands", {}).items():
        yield f"{naam} {deel}".strip(), onder
        yield from commands(f"{naam} {deel}".strip(), onder)


COMMANDS = dict(commands("", typer.main.get_command(app)))
ENGLISH = re.compile(
    r"\b(usage|options?|arguments?|commands?|show|this message|exit|default|env var|required|"
    r"install completion|text|integer|path|the|and|of the)\b",
    re.IGNORECASE,
)


def without_names(pagina: str) -> str:
    """The page without the names of options, which may be international."""
    return re.sub(r"--[a-z-]+|HD_WERKMAP", "", pagina)


def test_the_commands_of_the_first_version_are_there() -> None:
    assert {"ingest", "report", "gebieden", "controle", "voorbeeld"} <= set(COMMANDS)


@pytest.mark.parametrize(
    "vraag", [[], ["--help"], ["-h"], ["dataset"], *([*c.split(), "--help"] for c in COMMANDS)]
)
def test_every_help_page_is_dutch(vraag: list[str], hd: Callable[..., Any]) -> None:
    antwoord = hd(*vraag)
    assert antwoord.code == 0
    assert antwoord.out.startswith("Gebruik: hd")
    assert not ENGLISH.findall(without_names(antwoord.out))


def test_every_option_has_a_sentence_of_help() -> None:
    for naam, commando in COMMANDS.items():
        assert commando.help.endswith((".", ")")) or commando.help, naam
        for param in commando.params:
            assert getattr(param, "help", ""), f"{naam} {param.name}"


def test_the_version_is_printed(hd: Callable[..., Any]) -> None:
    assert hd("--version").out == f"helpende-data {__version__}\n"


@pytest.mark.parametrize(
    ("vraag", "zin"),
    [
        (["reprot"], "onbekend commando 'reprot'. Bedoelt u report?"),
        (["xyzzy"], "onbekend commando 'xyzzy'. Kijk met: hd --help"),
        (["report", "--gemeent", "Druten"], "onbekende optie --gemeent. Bedoelt u --gemeente?"),
        (["--werkmp", "x", "report"], "onbekende optie --werkmp. Bedoelt u --werkmap?"),
        (["report", "-q"], "onbekende optie -q"),
        (["report", "--gemeente"], "achter --gemeente hoort een waarde"),
        (["--werkmap"], "achter --werkmap hoort een waarde"),
        (["--stil=ja", "ingest"], "achter --stil hoort geen waarde"),
        (["report", "-g", "Druten", "--json"], "--json hoort voor het commando te staan"),
        (["ingest", "--stil"], "--stil hoort voor het commando te staan"),
        (["report", "--werkmap", "x"], "--werkmap hoort voor het commando te staan"),
        (["gebieden", "Druten"], "dit hoort er niet bij: Druten"),
        (["gebieden", "West", "Betuwe"], "dit hoort er niet bij: West Betuwe"),
        (["voorbeeld", "--seed", "abc"], "ongeldige waarde voor --seed: schrijf een heel getal"),
        (["report"], "kies waarover het rapport gaat. Met --gemeente NAAM, --subregio NAAM, "),
        (
            ["report", "--regio", "--formaat", "pdf"],
            "achter --regio hoort een waarde, en geen --formaat",
        ),
        (["report", "Druten"], "dit hoort er niet bij: Druten. Staat --gemeente ervoor?"),
        (["report", "-g", "Druten", "--alle"], "kies --gemeente of --alle, niet allebei"),
        (["report", "-g", "x", "--voor", ","], "kies bij --voor een of meer van team, beleid en"),
        (["report", "-g", "x", "--toon", "--voor", "team,raad"], "kies bij --voor een van team"),
        (["report", "-g", "x", "--voor", "team,burger"], "onbekend publiek burger. Kies uit team"),
        (["sessie"], "er ontbreekt iets: --gemeente. Kijk met: hd sessie --help"),
        (["dataset", "toon"], "onbekend commando 'toon'. Kies uit "),
        (["infographic", "-g", "x", "--regio", "y"], "kies een van deze: --gemeente, --regio"),
        (["report", "-g", "x", "--jaar", "23"], "geen periode: '23'; schrijf 2020"),
        (["report", "-g", "x", "--jaar", "2020-H1"], "2020-H1 is geen jaar. Gebruik --periode"),
        (["report", "-g", "x", "--periode", "2020-H3"], "geen periode: '2020-H3'"),
        (["report", "-g", "x", "--jaar", "2020", "--periode", "2020"], "niet allebei"),
        (["gebieden", "-g", "x", "--van", "y"], "kies --gemeente of --van, niet allebei"),
    ],
)
def test_a_command_that_does_not_fit_says_so_in_one_dutch_line(
    vraag: list[str], zin: str, hd: Callable[..., Any]
) -> None:
    antwoord = hd(*vraag)
    assert antwoord.code == 2
    assert zin in antwoord.err
    assert antwoord.out == ""
    assert not ENGLISH.findall(without_names(antwoord.err))


def test_a_werkmap_that_is_a_file_is_refused(tmp_path: Path, hd: Callable[..., Any]) -> None:
    (tmp_path / "bestand").write_text("x")
    antwoord = hd("--werkmap", tmp_path / "bestand", "ingest")
    assert antwoord.code == 2
    assert "de werkmap is geen map" in antwoord.err
