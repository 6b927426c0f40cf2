"""Which reader a file is for. Knows no layout itself."""

from __future__ import annotations

from pathlib import Path

from helpende_data.sources.levering import Levering, Registers
from helpende_data.sources.published import read_published


def read_file(pad: Path, registers: Registers) -> tuple[Levering, ...]:
    """The deliveries in one file, read by the reader that recognises it.

    Args:
        pad: a file in any layout that the tool knows.
        registers: areas and indicators, to turn names and labels into codes.

    Raises:
        SourceError: the file cannot be read, or no reader recognises it.
        ContractError: with every fault of the file.
    """
    shown = registers.werkmap.shown(pad)
    return (read_published(pad, shown),)
