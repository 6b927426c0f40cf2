"""Reads a file with one row per advies or melding as its mapping says. Keeps counts only."""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from helpende_data.errors import ContractError, SourceError
from helpende_data.files import os_path
from helpende_data.provenance import Herkomst
from helpende_data.schema import TABELLEN, check
from helpende_data.schema.plek import RECORDS
from helpende_data.sources.levering import Levering, Registers
from helpende_data.sources.mapping import Mapping
from helpende_data.sources.mapping.tekst import plain
from helpende_data.sources.mapping.toepassen import file_date
from helpende_data.sources.persoonsgegevens import check_koppen, refuse
from helpende_data.sources.records.betekenis import Betekenis, expected
from helpende_data.sources.records.blokken import Blok
from helpende_data.sources.records.csv_blokken import csv_blokken
from helpende_data.sources.records.kop import Kop, read_kop
from helpende_data.sources.records.model import Records, read_records_block
from helpende_data.sources.records.opvallend import find_warnings
from helpende_data.sources.records.parquet_blokken import parquet_blokken, parquet_namen
from helpende_data.sources.records.tellen import Teller, Telling
from helpende_data.sources.records.uitkomst import Cel, Keren, Uitkomst, claim

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = {"tellingen": Cel.__annotations__, "herhaling": Keren.__annotations__}
_PARQUET = b"PAR1"
_OTHERS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # workbooks


def choose_records(pad: Path, mappings: Sequence[Mapping], shown: str) -> Mapping | None:
    """The one mapping of kind records whose headers all stand in the file; None: there is none.

    Raises:
        SourceError: a Parquet file that is damaged, or that no mapping knows.
        ContractError: two mappings fit; the message names them.
    """
    records = [mapping for mapping in mappings if mapping.soort == "records"]
    begin = _first_bytes(pad)
    if not records or begin in _OTHERS or (not begin and pad.is_dir()):
        return None
    try:
        namen = {plain(naam) for naam in _header(pad, shown)[0]}
    except SourceError:
        if begin == _PARQUET:
            raise
        return None  # another reader tells what is wrong with it
    passend = [m for m in records if m.kop and {plain(naam) for naam in m.kop} <= namen]
    if len(passend) > 1:
        raise ContractError(
            f"op dit bestand passen {len(passend)} mappings: {', '.join(m.naam for m in passend)}",
            waar=shown,
            doe="zet bij een van de twee onder [herkenning] een kop die de ander niet heeft",
        )
    if not passend and begin == _PARQUET:
        raise SourceError(
            "dit bestand herkennen wij niet",
            waar=shown,
            doe="maak een mapping van soort records; data/mappings/README.md legt uit hoe",
        )
    return passend[0] if passend else None


def read_records(pad: Path, mapping: Mapping, registers: Registers) -> tuple[Levering, ...]:
    """The counts in a file with one row per advies or melding, made in one pass.

    Returns:
        The counts and, where households have a pseudonym, about how many of them there were how
        many reports.

    Raises:
        PrivacyError: a column holds data about people, whatever the mapping says.
        ContractError: with every fault: row, column and kind, never a value.
        SourceError: the file cannot be read, or holds no rows.
    """
    shown = registers.werkmap.shown(pad)
    records = read_records_block(mapping, registers.gebieden, registers.indicatoren)
    voor = _stamp(pad)
    betekenis, telling = count_file(pad, records, registers, shown)
    periodes = claim(records, betekenis, telling, shown)
    vingerafdruk = _sha256(pad)
    if _stamp(pad) != voor:
        raise SourceError(
            "dit bestand veranderde terwijl het werd gelezen", waar=shown, doe="lees het opnieuw in"
        )
    herkomst = replace(mapping.herkomst, opgehaald=file_date(pad), sha256=vingerafdruk)
    uit = Uitkomst(telling, betekenis, records, periodes, registers.gebieden)
    maanden = {betekenis.maanden.namen[maand] for maand in telling.maanden}
    levering = Levering(
        naam=pad.stem,
        bestand=shown,
        tabel="tellingen",
        df=_table("tellingen", uit.cellen(), herkomst, mapping.voorlopig, shown),
        herkomst=herkomst,
        sha256=vingerafdruk,
        reeks=mapping.naam,
        periodes=tuple(str(periode) for periode in periodes),
        waarschuwingen=tuple(find_warnings(uit, telling, records, maanden, registers.gebieden)),
        ongebruikt=_unused(pad, records, shown),
    )
    if not records.huishoudens:
        return (levering,)
    herhaling = replace(
        levering,
        naam=f"{pad.stem}-herhaling",
        tabel="herhaling",
        df=_table("herhaling", uit.herhaling(), herkomst, mapping.voorlopig, shown),
        waarschuwingen=(),
    )
    return (levering, herhaling)


def _table(
    tabel: str, rijen: Iterable[Cel | Keren], herkomst: Herkomst, voorlopig: bool, shown: str
) -> pd.DataFrame:
    """Rows under contract. Their trace is the file and no row of it: that would be one report."""
    import pandas as pd

    # The names of the columns for when there are no rows: a file without meldingen.
    df = pd.DataFrame([vars(rij) for rij in rijen], columns=[*_COLUMNS[tabel]]).assign(
        bron=herkomst.bron,
        levering_id="nieuw",
        herkomst=f"{shown}{RECORDS}",
        vindplaats="losse adviezen en meldingen",
        status="exact",
        voorlopig="ja" if voorlopig else "nee",
        bescherming=herkomst.bescherming,
        synthetisch="ja" if herkomst.synthetisch else "nee",
        opmerking="",
    )
    if tabel == "tellingen":
        df = df.assign(laag=df["aantal"], hoog=df["aantal"])
    return check(df, TABELLEN[tabel], waar=shown)


def count_file(
    pad: Path, records: Records, registers: Registers, shown: str
) -> tuple[Betekenis, Telling]:
    """What stands in a file, counted, after every check of its rows and columns.

    Raises:
        PrivacyError, ContractError, SourceError: as `read_records`.
    """
    ruw, kop = _header(pad, shown)
    eigen = {plain(naam): naam for naam in records.kolommen}
    namen = tuple(eigen.get(plain(naam), naam) for naam in ruw)
    dubbel = sorted({naam for naam in namen if namen.count(naam) > 1})
    if dubbel:
        raise SourceError(
            f"deze kolomnamen staan er vaker: {', '.join(dubbel[:5])}",
            waar=shown,
            doe="geef elke kolom een eigen naam",
        )
    mist = [naam for naam in records.kolommen if naam not in namen]
    if mist:
        raise SourceError(f"deze kolommen ontbreken: {', '.join(mist)}", waar=shown)
    refuse(check_koppen(namen, records.kolommen), shown)
    betekenis = Betekenis(records, registers.gebieden)
    teller = Teller(namen, records, betekenis)
    with closing(_blocks(pad, kop, shown)) as blokken:
        telling = teller.count(blokken, eerste_rij=kop.regels + 1 if kop else 1)
    refuse(teller.personal(telling), shown)
    telling.fouten.raise_any(shown, expected(records))
    if not telling.aantallen or not telling.aantallen[""].any():
        raise SourceError(
            "dit bestand heeft geen regels die tellen", waar=shown, doe="lees een gevuld bestand in"
        )
    return betekenis, telling


def _header(pad: Path, shown: str) -> tuple[tuple[str, ...], Kop | None]:
    """The names of the columns, and of a CSV how it is written."""
    if _first_bytes(pad) == _PARQUET:
        return parquet_namen(pad, shown), None
    kop = read_kop(pad, shown)
    return kop.namen, kop


def _unused(pad: Path, records: Records, shown: str) -> tuple[str, ...]:
    """The names of the columns that were looked at for data about people only."""
    eigen = {plain(naam) for naam in records.kolommen}
    return tuple(naam for naam in _header(pad, shown)[0] if plain(naam) not in eigen)


def _blocks(pad: Path, kop: Kop | None, shown: str) -> Generator[Blok]:
    return csv_blokken(pad, kop, shown) if kop else parquet_blokken(pad, shown)


def _first_bytes(pad: Path) -> bytes:
    try:
        with open(os_path(pad), "rb") as bestand:
            return bestand.read(4)
    except OSError:
        return b""


def _sha256(pad: Path) -> str:
    with open(os_path(pad), "rb") as bestand:
        return hashlib.file_digest(bestand, "sha256").hexdigest()


def _stamp(pad: Path) -> tuple[int, int]:
    staat = Path(os_path(pad)).stat()
    return staat.st_size, staat.st_mtime_ns
