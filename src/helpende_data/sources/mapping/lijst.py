"""Which mappings there are, the wrong and the unfinished ones too. Opens no delivery."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import HelpendeDataError
from helpende_data.sources.levering import Registers
from helpende_data.sources.mapping.lezen import FOLDER, is_finished, read_mapping

KLAAR, NIET_AF, FOUT = "klaar", "nog niet af", "fout"


@dataclass(frozen=True)
class MappingRegel:
    """One line of `hd mapping lijst`; `fout` says why a mapping cannot be used."""

    naam: str
    soort: str
    bron: str
    uitleg: str
    eigen: bool
    stand: str
    fout: str = ""


def list_mappings(registers: Registers) -> tuple[MappingRegel, ...]:
    """Every mapping by name; one that cannot be used says why."""
    paden = registers.werkmap.data_files(FOLDER, ".toml")
    return tuple(_line(pad, registers) for pad in paden)


def _line(pad: Path, registers: Registers) -> MappingRegel:
    werkmap = registers.werkmap
    eigen = pad.is_relative_to(werkmap.own) and werkmap.own != werkmap.packaged
    try:
        if not is_finished(pad, werkmap):
            return MappingRegel(pad.stem, "", "", "", eigen, NIET_AF)
        m = read_mapping(pad, werkmap, registers.gebieden, registers.indicatoren)
    except HelpendeDataError as fout:
        return MappingRegel(pad.stem, "", "", "", eigen, FOUT, str(fout))
    return MappingRegel(m.naam, m.soort, m.herkomst.bron, m.uitleg, m.eigen, KLAAR)
