"""Turns a yearly table "Gebieden in Nederland" into divisions: who belongs where."""

from __future__ import annotations

import re
from dataclasses import asdict

from helpende_data.errors import ContractError
from helpende_data.schema import INDELINGEN, check
from helpende_data.sources.cbs.download import read_cells
from helpende_data.sources.cbs.model import Tabelinfo
from helpende_data.sources.cbs.register import Gebiedentabellen
from helpende_data.sources.cbs.snapshot import Snapshot
from helpende_data.sources.cbs.tellingen import cbs_herkomst, cbs_levering
from helpende_data.sources.cbs.zoeken import Zoeker
from helpende_data.sources.levering import Levering


def year_of(titel: str, tabellen: Gebiedentabellen) -> int | None:
    """The year of a table of areas; None when the title is not that of one."""
    past = re.fullmatch(
        rf"{re.escape(tabellen.titel)}\s+([0-9]{{4}})", titel.strip(), re.IGNORECASE
    )
    return int(past[1]) if past else None


def read_indelingen(
    snapshot: Snapshot, info: Tabelinfo, jaar: int, tabellen: Gebiedentabellen
) -> tuple[Levering, tuple[str, ...]]:
    """The divisions of one year that we use: Veilig Thuis, province, GGD and urbanity.

    Raises:
        ContractError: a division is not there, or a code does not look like one.
        SourceError: the replies are damaged.
    """
    import pandas as pd

    zoeker = Zoeker(info)
    gevonden = []
    for indeling in tabellen.indelingen:
        code_maat, naam_maat = (
            zoeker.maat(
                [f"{groep} {deel}" for groep in indeling.groepen for deel in delen],
                mag_ontbreken=indeling.mag_ontbreken,
            )
            for delen in (("Code",), indeling.naam)
        )
        if code_maat and naam_maat:
            gevonden.append((indeling, code_maat.id, naam_maat.id))
    zoeker.check()
    maten = {maat: None for _, code, naam in gevonden for maat in (code, naam)}
    gebied = [dimensie.id for dimensie in info.dimensies].index(info.gebied.id)
    teksten: dict[tuple[str, str], tuple[str, str]] = {}
    for cel in read_cells(snapshot, info, maten):
        tekst = cel.tekst or ("" if cel.waarde is None else f"{cel.waarde:g}")
        teksten[cel.codes[gebied], cel.maat] = (tekst, cel.herkomst)
    gemeenten = {c: t.titel for c, t in info.gebied.codes.items() if c.startswith("GM")}
    rijen, scheef = [], []
    for indeling, waar_code, waar_naam in gevonden:
        for gemeente, titel in gemeenten.items():
            code, plek = teksten.get((gemeente, waar_code), ("", ""))
            naam, _ = teksten.get((gemeente, waar_naam), ("", ""))
            if not re.fullmatch(indeling.code, code):
                scheef.append(f"{titel} ({indeling.indeling})")
                continue
            rijen.append(
                {
                    "herkomst": f"{info.id}!{plek}",
                    "indeling": indeling.indeling,
                    "gemeente_code": gemeente,
                    "gemeente": titel,
                    "gebied_code": f"{indeling.voor_code}{code}",
                    "gebied": f"{naam.removesuffix(indeling.achter_naam)}{indeling.achter_naam}",
                    "soort": indeling.soort,
                }
            )
    if scheef:
        raise ContractError(
            f"tabel {info.id} geeft {len(scheef)} gemeenten geen goede code, "
            f"zoals {', '.join(scheef[:3])}",
            doe="controleer de codes van deze indeling in data/cbs.toml",
        )
    df = pd.DataFrame(rijen).assign(bron="cbs", levering_id="nieuw", vindplaats=info.id, jaar=jaar)
    herkomst = cbs_herkomst(snapshot, info, "indelingen", bescherming="geen")
    getypeerd = check(df, INDELINGEN, waar=info.id)
    levering = cbs_levering(snapshot, info, getypeerd, herkomst, asdict(tabellen))
    return levering, zoeker.note()
