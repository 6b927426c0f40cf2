"""Makes Typer speak Dutch: help pages and usage faults. Knows no commands' contents."""

from __future__ import annotations

import difflib
import re
from itertools import pairwise
from typing import Any

from typer._click.exceptions import BadParameter, MissingParameter, NoSuchOption, UsageError
from typer.core import TyperCommand, TyperGroup

_GENERAL = ("--werkmap", "--stil", "--json", "--foutzoeken")
_HELP = {
    "help": "Toon deze uitleg en stop.",
    "install_completion": "Zet aanvullen met de tab-toets aan voor deze shell.",
    "show_completion": "Toon wat er nodig is voor aanvullen met de tab-toets.",
}
_WORDS = {
    "Usage: ": "Gebruik: ",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "COMMANDO ...",
    "\nOptions:\n": "\nOpties:\n",
    "\nArguments:\n": "\nGegevens:\n",
    "\nCommands:\n": "\nCommando's:\n",
    "[env var:": "[omgevingsvariabele:",
    "[default: ": "[standaard: ",
    "[required]": "[verplicht]",
}


class _Dutch:
    """Dutch words in the help page of a command or group.

    Typer's rich pages cost 0.1 s at each start and hold English words; the plain page is
    translated as a whole.
    """

    def get_params(self, ctx: Any) -> list[Any]:
        params: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for param in params:
            if param.name in _HELP:
                param.help = _HELP[param.name]
        return params

    def get_help(self, ctx: Any) -> str:
        pagina: str = super().get_help(ctx)  # type: ignore[misc]
        for engels, nederlands in _WORDS.items():
            pagina = pagina.replace(engels, nederlands)
        return re.sub(r"\{(\w+)\}", r"\1", pagina)  # how Typer writes a value that must be there


class DutchCommand(_Dutch, TyperCommand):
    """A command with a Dutch help page, where no option is the value of another."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        opties = {naam: param for param in self.get_params(ctx) for naam in param.opts}
        for optie, erachter in pairwise(args):
            if optie in opties and erachter in opties and not opties[optie].is_flag:
                raise UsageError(f"achter {optie} hoort een waarde, en geen {erachter}", ctx)
        return super().parse_args(ctx, args)


class DutchGroup(_Dutch, TyperGroup):
    """A group that names the nearest command when one does not exist."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            namen = self.list_commands(ctx)
            dichtbij = difflib.get_close_matches(args[0], namen, n=1)
            raad = f". Bedoelt u {dichtbij[0]}?" if dichtbij else ""
            if not dichtbij and ctx.parent:
                raad = f". Kies uit {', '.join(namen)}"
            raise UsageError(f"onbekend commando {args[0]!r}{raad}", ctx)
        return super().resolve_command(ctx, args)


def usage_message(fout: UsageError) -> str:
    """A usage fault in one Dutch line, with the help page that says more."""
    pagina = fout.ctx.command_path if fout.ctx else "hd"
    return f"{_wrong(fout)}. Kijk met: {pagina} --help".replace("?.", "?")


def _wrong(fout: UsageError) -> str:
    if isinstance(fout, NoSuchOption):
        if fout.option_name in _GENERAL:
            return f"{fout.option_name} hoort voor het commando te staan"
        nabij = f". Bedoelt u {fout.possibilities[0]}?" if fout.possibilities else ""
        return f"onbekende optie {fout.option_name}{nabij}"
    if isinstance(fout, MissingParameter):
        return f"er ontbreekt iets: {_param_name(fout)}"
    if isinstance(fout, BadParameter):
        heel = ": schrijf een heel getal" if "valid int" in fout.message else ""
        return f"ongeldige waarde voor {_param_name(fout)}{heel}"
    if "requires an argument" in fout.message:
        return f"achter {getattr(fout, 'option_name', 'deze optie')} hoort een waarde"
    if "unexpected extra argument" in fout.message:
        los = fout.message.rpartition(" (")[2].rstrip(").")
        opties = {optie for param in fout.ctx.command.params for optie in param.opts}  # type: ignore[union-attr]
        naam = next((o for o in ("--gemeente", "--gebied") if o in opties), "")
        return f"dit hoort er niet bij: {los}" + (f". Staat {naam} ervoor?" if naam else "")
    if "does not take a value" in fout.message:
        return f"achter {getattr(fout, 'option_name', 'deze optie')} hoort geen waarde"
    return fout.message


def _param_name(fout: BadParameter) -> str:
    if fout.param is None:
        return str(fout.param_hint or "een optie")
    return fout.param.opts[0] if fout.param.opts else str(fout.param.name)
