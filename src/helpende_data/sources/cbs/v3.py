"""The replies of the old service of CBS (OData v3): a measure is a column, all cells are texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from helpende_data.sources.cbs.model import BLANCO, PUNT, Cel, Dimensie, Tabelinfo, Titel

Velden = Mapping[str, Any]
Lees = Callable[[str], Velden]  # name of a reply -> what it says

FIRST = "TableInfos"
CELLS = "UntypedDataSet"  # the typed one does not tell a dot from a blank
_GROEP = "TopicGroup"


def version(eerste: Velden) -> tuple[str, str]:
    """What changes with the figures; the old service has the moment only."""
    gewijzigd = str(eerste["value"][0]["Modified"])
    return gewijzigd, gewijzigd


def parts(lees: Lees) -> Iterator[str]:
    """The names of the replies that say what is in the table, after the first one.

    Args:
        lees: gives a reply that was named before.
    """
    yield from ("DataProperties", "CategoryGroups")
    yield from (str(rij["Key"]) for rij in lees("DataProperties")["value"] if _is_dimension(rij))


def address(basis: str, naam: str, query: str) -> str:
    """Where a reply is asked for; `basis` is the address of the table."""
    return f"{basis}/{naam}?$format=json" + (f"&{query}" if query else "")


def _is_dimension(rij: Velden) -> bool:
    return str(rij["Type"]).endswith("Dimension")


def read_info(tabel: str, lees: Lees, heeft: Callable[[str], bool]) -> Tabelinfo:  # noqa: ARG001
    """The table without its cells; `heeft` is asked by the new service only."""
    eerste = lees(FIRST)["value"][0]
    rijen = lees("DataProperties")["value"]
    groepen = {rij["ID"]: rij for rij in rijen if rij["Type"] == _GROEP}
    maten = tuple(
        Titel(
            str(rij["Key"]),
            str(rij["Title"]).strip(),
            groepen=_path(rij.get("ParentID"), groepen),
            eenheid=str(rij.get("Unit") or "").strip(),
        )
        for rij in rijen
        if rij["Type"] == "Topic"
    )
    dimensies = []
    for rij in (rij for rij in rijen if _is_dimension(rij)):
        naam = str(rij["Key"])
        van = {g["ID"]: g for g in lees("CategoryGroups")["value"] if g.get("DimensionKey") == naam}
        codes = [
            Titel(
                str(c["Key"]).strip(),
                str(c["Title"]).strip(),
                sleutel=str(c["Key"]),
                groepen=_path(c.get("CategoryGroupID"), van),
                status=str(c.get("Status") or ""),
            )
            for c in lees(naam)["value"]
        ]
        dimensies.append(
            Dimensie(naam, str(rij["Title"]).strip(), {code.id: code for code in codes})
        )
    return Tabelinfo(
        tabel,
        str(eerste["Title"]).strip(),
        str(eerste["Modified"]),
        str(eerste["Modified"]),
        int(eerste.get("RecordCount") or 0),
        maten,
        tuple(dimensies),
    )


def _path(nummer: Any, groepen: Mapping[Any, Velden]) -> tuple[str, ...]:
    """The titles of the groups from the outer one to this one."""
    pad: list[str] = []
    while nummer in groepen and len(pad) < len(groepen):
        pad.insert(0, str(groepen[nummer]["Title"]).strip())
        nummer = groepen[nummer].get("ParentID")
    return tuple(pad)


def read_cells(
    info: Tabelinfo, bladzijden: Iterable[Velden], nodig: Mapping[str, object]
) -> Iterator[Cel]:
    """The cells of some measures, as the service gave them.

    Args:
        nodig: the columns of these measures.
    """
    namen = [dimensie.id for dimensie in info.dimensies]
    for bladzijde in bladzijden:
        for rij in bladzijde["value"]:
            codes = tuple(rij[naam].strip() for naam in namen)
            for maat in nodig:
                tekst = str(rij[maat] if rij[maat] is not None else "").strip()
                herkomst = f"{rij['ID']}/{maat}"
                yield Cel(herkomst, maat, codes, _number(tekst), tekst, _EMPTY.get(tekst, ""))


_EMPTY = {".": PUNT, "": BLANCO}


def _number(tekst: str) -> float | None:
    """The number that a text is; None for a dot, a blank and for words."""
    try:
        return int(tekst) if tekst.lstrip("-").isdecimal() else float(tekst)
    except ValueError:
        return None
