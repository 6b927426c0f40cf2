"""Turns the cells of a table of Veilig Thuis into counts. Sums nothing: CBS's own totals only."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import asdict
from itertools import islice
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode
from helpende_data.provenance import Herkomst, sha256
from helpende_data.schema import TELLINGEN, Indicatoren, check
from helpende_data.schema.tables import TOTAAL
from helpende_data.sources.cbs.download import read_cells
from helpende_data.sources.cbs.model import AFWEZIG, BLANCO, PUNT, Cel, Tabelinfo, read_periode
from helpende_data.sources.cbs.register import Tabel
from helpende_data.sources.cbs.snapshot import FOLDER, Snapshot
from helpende_data.sources.cbs.zoeken import Zoeker
from helpende_data.sources.levering import Levering

if TYPE_CHECKING:
    import pandas as pd

Cijfer = tuple[str, str]  # indicator, uitsplitsing
Plek = tuple[str, str]  # code of an area, code of a period
_DEFINITIEF = "Definitief"


def read_tellingen(
    snapshot: Snapshot, info: Tabelinfo, tabel: Tabel, gebieden: Gebieden, indicatoren: Indicatoren
) -> tuple[Levering, tuple[str, ...]]:
    """The counts of one table, and what to know about what did not go in.

    Every area and period of a figure gets a row. A cell without a value is hidden by CBS when the
    area existed and the figure was published that period, and cannot be there when it did not;
    `opmerking` keeps which kind of empty it was.

    Raises:
        ContractError: titles do not fit `cbs.toml`, or a count is not what CBS gives there.
        SourceError: the replies are damaged.
    """
    zoeker = Zoeker(info)
    doelen = _targets(zoeker, tabel, indicatoren)
    zoeker.check()
    bekend = [c for c in info.gebied.codes if c.startswith(tabel.niveaus) and c in gebieden]
    perioden = {code: p for code in info.tijd.codes if (p := read_periode(code)) is not None}
    cellen, vreemd = _cells(snapshot, info, doelen, perioden, tabel.niveaus, set(bekend))
    rijen = []
    te_veel = 0
    for cijfer, waarden in cellen.items():
        for periode_code, periode in perioden.items():
            hier = [waarden.get((code, periode_code)) for code in bekend]
            if not any(cel and (cel.waarde is not None or cel.leeg == PUNT) for cel in hier):
                continue  # this figure was not published for this period
            voorlopig = info.tijd.codes[periode_code].status != _DEFINITIEF
            for code, cel in zip(bekend, hier, strict=True):
                bestaat = gebieden[code].exists_in(periode.jaar)
                if cel and cel.waarde is not None and not bestaat:
                    te_veel += 1
                    continue
                rijen.append(_row(cijfer, code, periode, cel, bestaat, voorlopig, tabel))
    if not rijen:
        raise ContractError(
            f"tabel {info.id} heeft geen cijfers voor ons", doe="pas data/cbs.toml aan"
        )
    levering = _levering(snapshot, info, tabel, _frame(rijen, info.id), gebieden, bekend)
    return levering, _notes(zoeker, info, vreemd, perioden, te_veel)


def _targets(
    zoeker: Zoeker, tabel: Tabel, indicatoren: Indicatoren
) -> dict[tuple[str, tuple[str, ...]], Cijfer]:
    """(measure, category of each other dimension) -> the figure of ours that stands there."""
    gevonden = []
    for dimensie in tabel.dimensies:
        deze = zoeker.dimensie(dimensie.titels, mag_ontbreken=dimensie.mag_ontbreken)
        totaal = deze and zoeker.code(deze, dimensie.totaal)
        if deze and totaal:
            gevonden.append((dimensie, deze, totaal))
    zoeker.unused([deze for _, deze, _ in gevonden])
    totalen = {deze.id: totaal.id for _, deze, totaal in gevonden}
    keuzes: list[tuple[str, dict[str, str]]] = []  # our category -> where it differs from the total
    for dimensie, deze, _ in gevonden:
        for categorie, titels in dimensie.categorieen.items():
            code = zoeker.code(deze, titels, mag_ontbreken=categorie in dimensie.onzeker)
            if code:
                keuzes.append((categorie, {deze.id: code.id}))
    volgorde = [dimensie.id for dimensie in zoeker.info.overige]
    thuis = set(tabel.claims(indicatoren))
    doelen: dict[tuple[str, tuple[str, ...]], Cijfer] = {}
    for maat in tabel.maten:
        kolom = zoeker.maat(maat.titels, maat.eenheid)
        if kolom is None or len(totalen) != len(volgorde):
            continue
        eigen = [(maat.uitsplitsing, {})] if maat.uitsplitsing else [(TOTAAL, {}), *keuzes]
        for uitsplitsing, anders in eigen:
            if (maat.indicator, uitsplitsing) in thuis:
                codes = tuple((totalen | anders)[naam] for naam in volgorde)
                doelen[kolom.id, codes] = (maat.indicator, uitsplitsing)
    return doelen


def _cells(
    snapshot: Snapshot,
    info: Tabelinfo,
    doelen: dict[tuple[str, tuple[str, ...]], Cijfer],
    perioden: dict[str, Periode],
    niveaus: tuple[str, ...],
    bekend: set[str],
) -> tuple[dict[Cijfer, dict[Plek, Cel]], list[str]]:
    """The cells of our figures by area and period, and the areas with figures we do not know."""
    namen = [dimensie.id for dimensie in info.dimensies]
    gebied, tijd = namen.index(info.gebied.id), namen.index(info.tijd.id)
    overige = [namen.index(dimensie.id) for dimensie in info.overige]
    gevonden: dict[Cijfer, dict[Plek, Cel]] = {cijfer: {} for cijfer in doelen.values()}
    vreemd = set()
    for cel in read_cells(snapshot, info, {maat: None for maat, _ in doelen}):
        plek = (cel.codes[gebied], cel.codes[tijd])
        cijfer = doelen.get((cel.maat, tuple(cel.codes[n] for n in overige)))
        if cijfer is None or plek[1] not in perioden:
            continue
        if plek[0] in bekend:
            gevonden[cijfer][plek] = cel
        elif plek[0].startswith(niveaus) and cel.waarde is not None:
            vreemd.add(plek[0])
    return gevonden, sorted(vreemd)


def _row(
    cijfer: Cijfer,
    code: str,
    periode: Periode,
    cel: Cel | None,
    bestaat: bool,
    voorlopig: bool,
    tabel: Tabel,
) -> tuple[Any, ...]:
    """One count with the bounds that rounding or hiding leaves."""
    leeg = AFWEZIG if cel is None else cel.leeg
    waarde = cel.waarde if cel else None
    laag: float = 0
    hoog: float | None = None
    opmerking = leeg
    if waarde is not None:
        status = "afgerond"
        laag, hoog = max(0, waarde - tabel.marge), waarde + tabel.marge
    elif not bestaat:
        status, opmerking = "niet_van_toepassing", f"dit gebied bestond toen niet; {leeg}"
    elif leeg == BLANCO:
        status = "niet_van_toepassing"
    elif leeg:
        status, hoog = "onderdrukt", tabel.verborgen
    else:  # a word where a number was expected
        status, opmerking = "onbekend", "het CBS geeft hier geen getal"
    herkomst = f"{tabel.id}!{cel.herkomst if cel else 'afwezig'}"
    return (herkomst, *cijfer, code, str(periode), waarde, laag, hoog, status, voorlopig, opmerking)


_KOLOMMEN = (
    "herkomst",
    "indicator",
    "uitsplitsing",
    "gebied_code",
    "periode",
    "aantal",
    "laag",
    "hoog",
    "status",
    "voorlopig",
    "opmerking",
)


def _frame(rijen: list[tuple[Any, ...]], tabel: str) -> pd.DataFrame:
    import pandas as pd

    df = pd.DataFrame(rijen, columns=list(_KOLOMMEN))
    return df.assign(
        dekking=df["gebied_code"],
        bron="cbs",
        levering_id="nieuw",
        vindplaats=tabel,
        bescherming="uitgever",
        synthetisch=False,
    )


def _levering(
    snapshot: Snapshot,
    info: Tabelinfo,
    tabel: Tabel,
    df: pd.DataFrame,
    gebieden: Gebieden,
    codes: list[str],
) -> Levering:
    import pandas as pd

    aantal = pd.to_numeric(df["aantal"])
    scheef = aantal.notna() & (aantal % tabel.afronding != 0)
    if scheef.any():
        raise ContractError(
            f"{int(scheef.sum())} aantallen in tabel {info.id} zijn geen veelvoud van "
            f"{tabel.afronding}, dus het CBS rondt anders af dan data/cbs.toml zegt",
            doe="controleer afronding en marge bij deze tabel",
        )
    getypeerd = check(df, TELLINGEN, waar=info.id)
    bestaan = [(code, gebieden[code].eerste_jaar, gebieden[code].laatste_jaar) for code in codes]
    herkomst = cbs_herkomst(
        snapshot, info, "tellingen", bescherming="uitgever", afronding=tabel.afronding,
        marge=tabel.marge,
    )  # fmt: skip
    return cbs_levering(snapshot, info, getypeerd, herkomst, [asdict(tabel), bestaan])


def _notes(
    zoeker: Zoeker, info: Tabelinfo, vreemd: list[str], perioden: dict[str, Periode], te_veel: int
) -> tuple[str, ...]:
    """What did not go in, counted."""
    notes = list(zoeker.note())
    if vreemd:
        titels = (info.gebied.codes[code].titel for code in vreemd if code in info.gebied.codes)
        namen = ", ".join(islice(titels, 3))
        notes.append(f"{len(vreemd)} onbekende gebieden niet ingelezen, zoals {namen}")
    soorten = Counter(code[4:6] for code in info.tijd.codes if code not in perioden)
    if soorten:
        geteld = ", ".join(f"{aantal} {soort}" for soort, aantal in sorted(soorten.items()))
        notes.append(f"perioden van een andere soort niet ingelezen: {geteld}")
    if te_veel:
        notes.append(f"{te_veel} cijfers over een gebied dat toen niet bestond niet ingelezen")
    return tuple(notes)


def cbs_herkomst(snapshot: Snapshot, info: Tabelinfo, tabel: str, **velden: Any) -> Herkomst:
    """Where the figures of a table come from."""
    dienst = {"v4": "de nieuwe dataservice (OData 4)", "v3": "de oude dataservice (OData 3)"}
    opmerking = (
        f"Versie {snapshot.versie} uit {dienst[snapshot.dienst]}; "
        f"vingerafdruk van de antwoorden {snapshot.sha256}"
    )
    return Herkomst(
        tabel=tabel,
        bron="cbs",
        uitgever="Centraal Bureau voor de Statistiek (CBS)",
        kort="CBS",
        titel=f"{info.titel} ({info.id})",
        adres=f"https://www.cbs.nl/nl-nl/cijfers/detail/{info.id}",
        licentie="CC BY 4.0 (Bron: CBS)",
        gepubliceerd=info.gewijzigd[:10],
        opgehaald=snapshot.opgehaald[:10],
        openbaar=True,
        sha256="",
        opmerking=opmerking,
        **velden,
    )


def cbs_levering(
    snapshot: Snapshot, info: Tabelinfo, df: pd.DataFrame, herkomst: Herkomst, uitleg: Any
) -> Levering:
    """A table as a delivery; the next version of it takes the place of all its figures.

    Args:
        uitleg: all that decided beside the replies; other figures from the same replies get
            another fingerprint.
    """
    alles = json.dumps([snapshot.sha256, uitleg], sort_keys=True, default=str).encode()
    return Levering(
        naam=f"cbs-{info.id}",
        bestand=info.id,
        tabel=herkomst.tabel,
        df=df,
        herkomst=herkomst,
        sha256=sha256(alles),
        reeks=f"cbs/{info.id}",
        momentopname=f"{FOLDER}/{info.id}",
    )
