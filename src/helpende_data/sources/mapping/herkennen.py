"""Which mapping a workbook belongs to, by the texts of its header. Reads no counts."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatch
from pathlib import Path

from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.sources.mapping.gebied import Gebiedsnamen
from helpende_data.sources.mapping.kop import Raster
from helpende_data.sources.mapping.model import Mapping
from helpende_data.sources.mapping.tekst import plain
from helpende_data.sources.mapping.toepassen import find_tables
from helpende_data.sources.werkboek import Blad, Werkboek

MERK = "sjabloon:"  # in a template: the name of its mapping comes behind it
_MERK_ROWS = 20


def choose_mapping(
    pad: Path, boek: Werkboek, mappings: Sequence[Mapping], gebieden: Gebieden
) -> Mapping | None:
    """The one mapping of kind tabel whose header stands in the workbook; None when there is none.

    Raises:
        ContractError: two mappings fit; the message names them.
    """
    rasters = [Raster(blad) for blad in boek.bladen]
    passend = [m for m in mappings if m.tabel is not None and _fits(pad, rasters, m, gebieden)]
    gemerkt = {naam for blad in boek.bladen for naam in _marks(blad)}
    # A template says which mapping it was made from: templates may have equal headers.
    passend = [m for m in passend if m.naam in gemerkt] or passend
    if len(passend) > 1:
        raise ContractError(
            f"op dit bestand passen {len(passend)} mappings: {', '.join(m.naam for m in passend)}",
            waar=boek.bestand,
            doe="zet bij een van de twee onder [herkenning] een kop of bestand dat de ander niet "
            "heeft",
        )
    return passend[0] if passend else None


def _fits(pad: Path, rasters: Sequence[Raster], mapping: Mapping, gebieden: Gebieden) -> bool:
    if mapping.bestand and not fnmatch(pad.name.casefold(), mapping.bestand.casefold()):
        return False
    assert mapping.tabel is not None
    namen = Gebiedsnamen(gebieden, mapping.tabel.gebied.namen)
    return any(True for _ in find_tables(rasters, mapping, namen))


def _marks(blad: Blad) -> set[str]:
    """Names of mappings that the head of a sheet says it was made from."""
    teksten = (plain(c) for rij in blad.rijen[:_MERK_ROWS] for c in rij if isinstance(c, str))
    return {tekst.removeprefix(MERK).strip() for tekst in teksten if tekst.startswith(MERK)}
