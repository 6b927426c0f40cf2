"""Turns the table of the population into inhabitants per age group. Ages are exact, so they add."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from helpende_data.errors import ContractError
from helpende_data.gebieden import Gebieden
from helpende_data.schema import INWONERS, check
from helpende_data.schema.getallen import round_once
from helpende_data.schema.tables import TOTAAL
from helpende_data.sources.cbs.download import read_cells
from helpende_data.sources.cbs.model import Cel, Tabelinfo, Titel, plain, read_periode
from helpende_data.sources.cbs.register import Bevolking
from helpende_data.sources.cbs.snapshot import Snapshot
from helpende_data.sources.cbs.tellingen import cbs_herkomst, cbs_levering
from helpende_data.sources.cbs.vraag import Vraag
from helpende_data.sources.cbs.zoeken import Zoeker
from helpende_data.sources.levering import Levering

if TYPE_CHECKING:
    import pandas as pd

_JAREN = re.compile(r"(?P<van>\d+)(?: tot (?P<tot>\d+))? jaar(?P<open> (?:of|en) ouder)?")
_LEEFTIJD = "leeftijd"
_OUDSTE = 1000  # beyond every age


def make_query(info: Tabelinfo, bevolking: Bevolking) -> Vraag:
    """The few cells that we need of a table of a hundred million.

    Raises:
        ContractError: titles do not fit `cbs.toml`.
    """
    zoeker = Zoeker(info)
    maten = [zoeker.maat(titels) for titels in bevolking.maten.values()]
    codes: dict[str, tuple[Titel, ...]] = {}
    gebruikt = []
    for titel, totaal in bevolking.totalen.items():
        dimensie = zoeker.dimensie([titel])
        code = dimensie and zoeker.code(dimensie, [totaal])
        if dimensie and code:
            gebruikt.append(dimensie)
            codes[dimensie.id] = (code,)
            if plain(titel) == _LEEFTIJD:
                groepen = _groups(dimensie.codes.values(), bevolking)
                codes[dimensie.id] += tuple(c for delen in groepen.values() for c in delen)
    zoeker.unused(gebruikt)
    zoeker.check()
    return Vraag(tuple(m for m in maten if m), codes, bevolking.niveaus, bevolking.vanaf)


def _groups(leeftijden: Any, bevolking: Bevolking) -> dict[str, tuple[Titel, ...]]:
    """Age group -> the categories that fill it without gap or overlap, as few as possible."""
    stukken: dict[int, list[tuple[int, Titel]]] = {}
    for code in leeftijden:
        past = _JAREN.fullmatch(plain(code.titel))
        if past:
            van = int(past["van"])
            tot = _OUDSTE if past["open"] else int(past["tot"] or van + 1)
            stukken.setdefault(van, []).append((tot, code))
    groepen = {}
    for naam, (van, eind) in bevolking.leeftijden.items():
        tot, punt, delen = eind or _OUDSTE, van, []
        while punt < tot:
            past_hier = [(t, code) for t, code in stukken.get(punt, ()) if t <= tot]
            if not past_hier:
                raise ContractError(
                    f"tabel {bevolking.id} heeft geen leeftijden die samen {naam} zijn: "
                    f"er begint niets bij {punt} jaar"
                )
            punt, code = max(past_hier, key=lambda stuk: stuk[0])
            delen.append(code)
        groepen[naam] = tuple(delen)
    return groepen


def read_inwoners(
    snapshot: Snapshot, info: Tabelinfo, bevolking: Bevolking, gebieden: Gebieden
) -> tuple[Levering, tuple[str, ...]]:
    """Inhabitants on 1 January and the average of the year: the total and three age groups.

    Raises:
        ContractError: titles do not fit, or the ages of an area do not add up to its total.
        SourceError: the replies are damaged.
    """
    vraag = make_query(info, bevolking)
    peil_van = {maat.id: peil for maat, peil in zip(vraag.maten, bevolking.maten, strict=True)}
    leeftijd = next(d for d in info.overige if plain(d.titel) == _LEEFTIJD)
    groepen = {TOTAAL: vraag.codes[leeftijd.id][:1]}
    groepen |= _groups(leeftijd.codes.values(), bevolking)
    namen = [dimensie.id for dimensie in info.dimensies]
    plekken = [namen.index(naam) for naam in (info.gebied.id, info.tijd.id, leeftijd.id)]
    per_plek: dict[tuple[str, str, str], dict[str, Cel]] = {}
    for cel in read_cells(snapshot, info, peil_van):
        gebied, tijd, jaren = (cel.codes[n] for n in plekken)
        if cel.waarde is not None:
            per_plek.setdefault((gebied, tijd, cel.maat), {})[jaren] = cel
    rijen: list[tuple[Any, ...]] = []
    vreemd: set[str] = set()
    for (gebied, tijd, maat), cellen in per_plek.items():
        periode = read_periode(tijd)
        if periode is None or periode.soort != "jaar" or not gebied.startswith(bevolking.niveaus):
            continue
        if gebied not in gebieden:
            vreemd.add(gebied)
            continue
        peil, voorlopig = peil_van[maat], info.tijd.codes[tijd].status != "Definitief"
        rijen += _rows(groepen, cellen, (gebied, periode.jaar, peil), voorlopig, info.id)
    meldingen = (f"{len(vreemd)} onbekende gebieden niet ingelezen",) if vreemd else ()
    df = check(_frame(rijen), INWONERS, waar=info.id)
    herkomst = cbs_herkomst(snapshot, info, "inwoners", bescherming="geen")
    levering = cbs_levering(snapshot, info, df, herkomst, [asdict(bevolking), sorted(vreemd)])
    return levering, meldingen


def _rows(
    groepen: dict[str, tuple[Titel, ...]],
    cellen: dict[str, Cel],
    plek: tuple[str, int, str],
    voorlopig: bool,
    tabel: str,
) -> list[tuple[Any, ...]]:
    """The total and the age groups of one place; a group with a missing age is left out."""
    sommen = {
        naam: sum(cellen[code.id].waarde or 0 for code in codes)
        for naam, codes in groepen.items()
        if all(code.id in cellen for code in codes)
    }
    delen = [som for naam, som in sommen.items() if naam != TOTAAL]
    if len(sommen) == len(groepen) and abs(sum(delen) - sommen[TOTAAL]) > 0.5:
        raise ContractError(
            f"in tabel {tabel} tellen de leeftijden van {plek[0]} in {plek[1]} niet op tot het "
            f"totaal ({plek[2]})"
        )
    status = "exact" if plek[2] == "1 januari" else "afgerond"
    return [
        (
            f"{tabel}!" + "+".join(cellen[code.id].herkomst for code in groepen[naam]),
            *plek,
            naam,
            round_once(som, 0),  # an average may end in a half
            status,
            voorlopig,
        )
        for naam, som in sommen.items()
    ]


def _frame(rijen: list[tuple[Any, ...]]) -> pd.DataFrame:
    import pandas as pd

    kolommen = ("herkomst", "gebied_code", "jaar", "peil", "leeftijd", "inwoners", "status")
    return pd.DataFrame(rijen, columns=[*kolommen, "voorlopig"]).assign(
        bron="cbs",
        levering_id="nieuw",
        vindplaats="",
        bescherming="geen",
        synthetisch=False,
        opmerking="",
    )
