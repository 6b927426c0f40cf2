"""Runs the app and turns every error into one line and an exit code. Knows no commands."""

from __future__ import annotations

import contextlib
import errno
import sys
from functools import cache
from typing import TYPE_CHECKING

import typer
from typer._click.exceptions import ClickException, UsageError

from helpende_data.cli.app import app
from helpende_data.cli.dutch import usage_message
from helpende_data.errors import ContractError, HelpendeDataError, WriteError

if TYPE_CHECKING:
    from typer._click import Command

INTERRUPTED = 130
OWN_FAULT = 70
STOPPED = "afgebroken; er staat niets half geschreven"


def _is_debug(args: list[str]) -> bool:
    return "--foutzoeken" in args


@cache
def _command() -> Command:
    """The app as one command: Typer reads the signature of every command anew for each question."""
    return typer.main.get_command(app)


def run_app(args: list[str]) -> int:
    """Run the app; every error a user can make is one line on stderr and an exit code."""
    for stroom in (sys.stdout, sys.stderr):
        # A Windows console in an old code page would fail on a euro sign or an accent.
        if hasattr(stroom, "reconfigure"):
            with contextlib.suppress(ValueError, OSError):
                stroom.reconfigure(errors="replace")
    try:
        code = _code(_command()(args, standalone_mode=False, prog_name="hd"))
        if code == INTERRUPTED:  # Typer catches Ctrl-C itself and says nothing
            _say(STOPPED)
        return code
    except UsageError as fout:
        _say(usage_message(fout))
        return 2
    except ClickException as fout:
        _say(fout.format_message())
        return fout.exit_code if hasattr(fout, "exit_code") else 1
    except (typer.Abort, KeyboardInterrupt):
        _say(STOPPED)
        return INTERRUPTED
    except HelpendeDataError as fout:
        _say(str(fout))
        if isinstance(fout, ContractError) and fout.faults:
            from helpende_data.cli.show_faults import show_faults

            show_faults(fout, json="--json" in args)
        return fout.exit_code
    except BrokenPipeError:
        return 0
    except OSError as fout:
        if fout.errno != errno.ENOSPC:
            return _own_fault(fout, args)
        _say("de schijf is vol; het antwoord kon niet worden geschreven")
        return WriteError.exit_code
    except MemoryError:
        _say("er is te weinig geheugen; sluit andere programma's en probeer het opnieuw")
        return OWN_FAULT
    except Exception as fout:
        return _own_fault(fout, args)


def _own_fault(fout: Exception, args: list[str]) -> int:
    """An unforeseen error in one line; its message may hold values of a row, so only its kind."""
    if _is_debug(args):
        raise fout
    _say(
        f"dit is een fout in helpende-data zelf ({type(fout).__name__}). Wat al klaar was, is er "
        "nog. Probeer het met --foutzoeken ervoor en meld wat er dan staat"
    )
    return OWN_FAULT


def _code(resultaat: object) -> int:
    return resultaat if isinstance(resultaat, int) else 0


def _say(zin: str) -> None:
    print(f"hd: {' '.join(zin.split())}", file=sys.stderr)
