"""The replies of the new service of CBS (OData v4): one row a cell, codes without blanks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from helpende_data.sources.cbs.model import Cel, Dimensie, Tabelinfo, Titel, null

Velden = Mapping[str, Any]
Lees = Callable[[str], Velden]  # name of a reply -> what it says

FIRST = "Properties"
CELLS = "Observations"


def version(eerste: Velden) -> tuple[str, str]:
    """What changes with the figures: the version and the moment of the last change."""
    return str(eerste["Version"]), str(eerste.get("ObservationsModified") or eerste["Modified"])


def parts(lees: Lees) -> Iterator[str]:
    """The names of the replies that say what is in the table, after the first one.

    Args:
        lees: gives a reply that was named before.
    """
    yield from ("Dimensions", "MeasureCodes", "MeasureGroups")
    for dimensie in lees("Dimensions")["value"]:
        yield f"{dimensie['Identifier']}Codes"
        if dimensie.get("ContainsGroups"):
            yield f"{dimensie['Identifier']}Groups"


def address(basis: str, naam: str, query: str) -> str:
    """Where a reply is asked for; `basis` is the address of the table."""
    return f"{basis}/{naam}" + (f"?{query}" if query else "")


def read_info(tabel: str, lees: Lees, heeft: Callable[[str], bool]) -> Tabelinfo:
    """The table without its cells.

    Args:
        heeft: is there a reply of this name?
    """
    eerste = lees(FIRST)
    versie, _ = version(eerste)
    maten = [
        Titel(
            str(m["Identifier"]).strip(),
            str(m["Title"]).strip(),
            groepen=groepen,
            eenheid=str(m.get("Unit") or "").strip(),
        )
        for m, groepen in _with_groups(
            lees("MeasureCodes"), lees("MeasureGroups"), "MeasureGroupId"
        )
    ]
    dimensies = []
    for dimensie in lees("Dimensions")["value"]:
        naam = str(dimensie["Identifier"])
        groepen_van = lees(f"{naam}Groups") if heeft(f"{naam}Groups") else {"value": []}
        codes = [
            Titel(
                str(c["Identifier"]).strip(),
                str(c["Title"]).strip(),
                sleutel=str(c["Identifier"]),
                groepen=groepen,
                status=str(c.get("Status") or ""),
            )
            for c, groepen in _with_groups(lees(f"{naam}Codes"), groepen_van, "DimensionGroupId")
        ]
        titel = str(dimensie["Title"]).strip()
        dimensies.append(Dimensie(naam, titel, {code.id: code for code in codes}))
    return Tabelinfo(
        tabel,
        str(eerste["Title"]).strip(),
        versie,
        str(eerste["Modified"]),
        int(eerste.get("ObservationCount") or 0),
        tuple(maten),
        tuple(dimensies),
    )


def _with_groups(
    rijen: Velden, groepen: Velden, sleutel: str
) -> Iterator[tuple[Velden, tuple[str, ...]]]:
    """Each row with the titles of the groups it stands in, the outer one first."""
    bekend = {str(g["Id"]): g for g in groepen["value"]}
    for rij in rijen["value"]:
        pad: list[str] = []
        nummer = rij.get(sleutel)
        while nummer is not None and str(nummer) in bekend and len(pad) < len(bekend):
            groep = bekend[str(nummer)]
            pad.insert(0, str(groep["Title"]).strip())
            nummer = groep.get("ParentId")
        yield rij, tuple(pad)


def read_cells(
    info: Tabelinfo, bladzijden: Iterable[Velden], nodig: Mapping[str, object]
) -> Iterator[Cel]:
    """The cells of some measures, as the service gave them.

    Args:
        nodig: the codes of these measures.
    """
    namen = [dimensie.id for dimensie in info.dimensies]
    for bladzijde in bladzijden:
        for rij in bladzijde["value"]:
            if rij["Measure"] in nodig:
                waarde = rij["Value"]
                tekst = rij.get("StringValue")
                leeg = waarde is None and tekst is None
                yield Cel(
                    str(rij["Id"]),
                    rij["Measure"],
                    tuple(rij[naam].strip() for naam in namen),
                    waarde,
                    (tekst or "").strip(),
                    null(str(rij.get("ValueAttribute") or "null")) if leeg else "",
                )
