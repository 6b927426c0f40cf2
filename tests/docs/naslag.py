"""Writes docs/naslag.md, the reference made from the code itself. Run it with `make docs`."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from helpende_data import errors
from helpende_data.cli.app import app
from helpende_data.cli.run import INTERRUPTED, OWN_FAULT
from helpende_data.schema import (
    CIJFERS,
    MATEN,
    STATUSSEN,
    TABELLEN,
    Indicatoren,
    Table,
    read_indicatoren,
)

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "docs" / "naslag.md"
INDICATOREN = ROOT / "data" / "indicatoren.toml"

# What each exit code means to a user: errors.py says it for programmers, in English.
EXIT_CODES = {
    0: ("", "gelukt"),
    1: ("HelpendeDataError", "een andere fout, die op de regel staat"),
    2: ("UsageError", "de opdracht klopt niet: een onbekende of tegenstrijdige optie"),
    10: ("SourceError", "een bestand is er niet, is beschadigd of kan niet worden gelezen"),
    11: ("ContractError", "een bestand houdt zich niet aan de afgesproken indeling"),
    12: ("DisclosureError", "deze cijfers mogen niet worden getoond: ze zijn niet beschermd"),
    13: ("UnknownError", "een gemeente, gebied, jaar, periode of indicator is niet bekend"),
    14: (
        "DatasetError",
        "er is nog geen dataset, of hij is beschadigd, te nieuw of van de andere soort",
    ),
    15: ("WriteError", "schrijven lukt niet: alleen-lezen, schijf vol, bestand open, schijf weg"),
    16: ("BusyError", "een ander proces schrijft al in deze werkmap"),
    17: ("PrivacyError", "een bestand bevat gegevens van mensen, zoals een BSN of namen"),
    20: (
        "BatchError",
        "een of meer rapporten of tabellen van een reeks zijn mislukt; de andere staan er",
    ),
    OWN_FAULT: ("", "een fout in het programma zelf, of te weinig geheugen"),
    INTERRUPTED: ("", "afgebroken met Ctrl+C"),
}


@dataclass(frozen=True)
class Parameter:
    """One option or argument of a command, as a user types it."""

    names: tuple[str, ...]
    value: str
    help: str
    default: str
    is_option: bool


@dataclass(frozen=True)
class Command:
    """One command of `hd`, such as ``report`` or ``dataset terug``; `hd` itself has no name."""

    name: str
    help: str
    parameters: tuple[Parameter, ...]

    @property
    def options(self) -> set[str]:
        """Every way to write an option of this command, `--help` included."""
        names = {name for p in self.parameters if p.is_option for name in p.names}
        return names | {"--help", "-h"}


def read_commands() -> tuple[Command, ...]:
    """The commands with their options, general options first, from the Typer app."""
    return tuple(
        Command(name, " ".join((command.help or "").split()), tuple(_parameters(command)))
        for name, command in _walk("", typer.main.get_command(app))
    )


def _walk(name: str, command: Any) -> Iterator[tuple[str, Any]]:
    """A command, and after it those of its group."""
    yield name, command
    for deel, onder in getattr(command, "commands", {}).items():
        yield from _walk(f"{name} {deel}".strip(), onder)


def _parameters(command: object) -> Iterator[Parameter]:
    context = typer.Context(command)  # type: ignore[arg-type]
    for param in command.get_params(context):  # type: ignore[attr-defined]
        if param.name == "help":
            continue
        is_option = param.param_type_name == "option"
        value = "" if getattr(param, "is_flag", False) else (param.metavar or "")
        names = tuple(param.opts) if is_option else (value.strip("[]{}.") or str(param.name),)
        default = "" if param.default in (None, "", False, ()) else str(param.default)
        yield Parameter(names, value if is_option else "", param.help or "", default, is_option)


def exit_codes() -> dict[int, str]:
    """Every exit code that the error family in errors.py knows -> name of its error."""
    family = [errors.HelpendeDataError]
    for error in family:
        family += error.__subclasses__()
    # A kind of another error shares its code: the name of the first one stands for both.
    return {error.exit_code: error.__name__ for error in reversed(family)}


def rows(kop: Sequence[str], regels: Iterable[Sequence[str]]) -> list[str]:
    """A Markdown table."""
    lines = [kop, ["---"] * len(kop), *regels]
    return ["| " + " | ".join(_cell(c) for c in line) + " |" for line in lines]


def _cell(tekst: str) -> str:
    return " ".join(tekst.replace("|", "\\|").split())


def _code(*namen: str) -> str:
    return ", ".join(f"`{naam}`" for naam in namen if naam)


def _commands() -> Iterator[str]:
    for command in read_commands():
        kop = f"hd {command.name}".strip()
        yield from ("", f"### {kop}", "", command.help, "")
        if not command.parameters:
            yield "Deze opdracht heeft geen eigen opties."
            continue
        yield from rows(
            ("optie of gegeven", "waarde", "betekenis", "standaard"),
            (
                (_code(*p.names), _code(p.value), p.help, _code(p.default))
                for p in command.parameters
            ),
        )


def _table(table: Table) -> Iterator[str]:
    yield from ("", f"### {table.naam}", "", f"Een rij is {table.row}.", "")
    yield from rows(
        ("kolom", "soort", "mag leeg", "betekenis", "waarden"),
        (
            (
                f"`{naam}`",
                column.soort
                + (f", vanaf {column.minimum:g}" if column.minimum is not None else ""),
                "ja" if column.nullable else "nee",
                column.betekenis,
                _code(*column.values),
            )
            for naam, column in table.columns.items()
        ),
    )
    yield from ("", f"Samen uniek: {_code(*table.key)}.")


def _indicators(indicatoren: Indicatoren) -> Iterator[str]:
    for code, indicator in indicatoren.by_code.items():
        yield from ("", f"### {code}", "", f"**{indicator.naam}.** {indicator.definitie}", "")
        if indicator.noemer:
            yield f"- Noemer: inwoners, {indicator.noemer}."
        else:
            yield f"- Geen cijfer per 100.000 inwoners: {indicator.geen_noemer}."
        yield f"- Thema: {indicator.thema}. Twee halfjaren: {indicator.per}."
        if indicator.breuken:
            yield f"- Nieuwe telling vanaf: {', '.join(indicator.breuken)}."
        if indicator.zelfde_als:
            yield f"- Waarschijnlijk dezelfde als `{indicator.zelfde_als}`: nooit optellen."
        for dimensie in indicator.dimensies.values():
            namen = ", ".join(f"`{c}` ({n})" for c, n in dimensie.categorieen.items())
            yield f"- `{dimensie.code}`, {dimensie.naam.lower()} ({dimensie.optelsoort}): {namen}."


def make() -> str:
    """The whole reference as Markdown."""
    lines = [
        "# Naslag",
        "",
        "Dit bestand is gemaakt uit de code met `make docs`. Wijzig het niet met de hand. "
        "Uitleg staat in de [handleiding](handleiding.md).",
        "",
        "## Opdrachten",
        "",
        "Algemene opties staan voor de opdracht: `hd --werkmap MAP report ...`. "
        "Elke opdracht kent ook `--help` (of `-h`).",
        *_commands(),
        "",
        "## Eindcodes",
        "",
        *rows(
            ("code", "fout in de code", "betekenis"),
            ((str(code), _code(naam), uitleg) for code, (naam, uitleg) in EXIT_CODES.items()),
        ),
        "",
        "## Tabellen",
        "",
        "`tellingen`, `inwoners` en `opgaven` staan in de dataset; `cijfers` is de indeling van "
        "[...-cijfers.csv](cijfers-csv.md).",
    ]
    for table in (*TABELLEN.values(), CIJFERS):
        lines += _table(table)
    lines += ["", "## Status", "", *rows(("status", "betekenis"), _pairs(STATUSSEN))]
    lines += ["", "## Maten", "", *rows(("maat", "betekenis"), _pairs(MATEN))]
    lines += ["", "## Indicatoren", "", "Uit `data/indicatoren.toml`."]
    lines += _indicators(read_indicatoren(INDICATOREN))
    return "\n".join(lines) + "\n"


def _pairs(betekenissen: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((f"`{naam}`", betekenis) for naam, betekenis in betekenissen.items())


def main() -> int:
    """Write the reference; says whether it changed."""
    oud = TARGET.read_text(encoding="utf-8") if TARGET.is_file() else ""
    nieuw = make()
    TARGET.write_text(nieuw, encoding="utf-8", newline="\n")
    print("docs/naslag.md is bijgewerkt" if nieuw != oud else "docs/naslag.md was al bij")
    return 0


if __name__ == "__main__":
    sys.exit(main())
