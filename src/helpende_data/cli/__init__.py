"""The command `hd`: arguments in, one library call, a short answer out."""

from __future__ import annotations

import sys
import warnings


def main(args: list[str] | None = None) -> int:
    """Run `hd` with these arguments (those of the process by default); returns the exit code."""
    from helpende_data.cli.run import run_app

    return run_app(sys.argv[1:] if args is None else args)


def run() -> None:
    """The entry point of the installed command."""
    if "--foutzoeken" not in sys.argv:
        warnings.simplefilter("ignore")  # what libraries tell programmers, in English
    sys.exit(main())
