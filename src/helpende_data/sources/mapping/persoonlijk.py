"""Refuses a table with a column about people, whatever a mapping says. Keeps no value."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from helpende_data.sources.mapping.kop import Raster, Tabel
from helpende_data.sources.mapping.tekst import as_text
from helpende_data.sources.persoonsgegevens import Bevinding, check_koppen, check_waarden, refuse


def refuse_personal(
    tabellen: Iterable[tuple[Raster, Tabel]], shown: str, vrij: Collection[str] = ()
) -> None:
    """Refuse a file when a column of these tables is about people, by its header or its cells.

    Args:
        vrij: headers that a mapping uses; there "naam" alone says nothing.

    Raises:
        PrivacyError: with every column and its reason; never a value.
    """
    gevonden: dict[Bevinding, None] = {}
    for raster, tabel in tabellen:
        rijen = raster.rijen[tabel.eerste : tabel.einde]
        for kolom in tabel.kolommen:
            naam = kolom.kop or "zonder kop"
            onder = kolom.delen[-1] if kolom.delen else ""
            bevindingen = check_koppen([onder], vrij)
            if not bevindingen:
                waarden = {as_text(rij[kolom.nummer]) for rij in rijen}
                bevindingen = [b for b in [check_waarden(naam, waarden)] if b is not None]
            gevonden |= dict.fromkeys(bevindingen)
    refuse(list(gevonden), shown)
