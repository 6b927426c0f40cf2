"""Which reader a file is for. Knows no layout itself."""

from __future__ import annotations

from pathlib import Path

from helpende_data.errors import SourceError
from helpende_data.sources.levering import Levering, Registers
from helpende_data.sources.mapping import choose_mapping, read_mappings, read_with, unfinished
from helpende_data.sources.published import is_published, read_published
from helpende_data.sources.records import choose_records, read_records
from helpende_data.sources.statline import read_statline
from helpende_data.sources.werkboek import read_werkboek


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
    if pad.is_dir():
        raise SourceError("dit is een map", waar=str(pad), doe="noem een bestand")
    if is_published(pad):
        return (read_published(pad, shown),)
    mappings = read_mappings(registers.werkmap, registers.gebieden, registers.indicatoren)
    records = choose_records(pad, mappings, shown)
    if records is not None:
        return read_records(pad, records, registers)
    boek = read_werkboek(pad, shown)
    if downloads := read_statline(pad, boek, registers):
        return downloads
    mapping = choose_mapping(pad, boek, mappings, registers.gebieden)
    if mapping is not None:
        return (read_with(pad, boek, mapping, registers),)
    wacht = unfinished(registers.werkmap)
    doe = f"maak een mapping met: hd mapping voorstel {pad.name}"
    if wacht:
        klaar = ", ".join(wacht[:3])
        doe = f"maak het voorstel af ({klaar}) en haal de regel af = false weg; of {doe}"
    raise SourceError("dit bestand herkennen wij niet", waar=shown, doe=doe)
