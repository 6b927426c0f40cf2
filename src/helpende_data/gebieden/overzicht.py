"""Looks up areas for a person: what is there, who belongs to what, what differs. Prints nothing.

Inhabitants may be missing (None): areas can be looked at before any figure was read.
"""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.gebieden.inwoners import Inwoners
from helpende_data.gebieden.model import Gebied, Gebieden, Herindeling, Lidmaatschap


@dataclass(frozen=True)
class GebiedRegel:
    """One area in a list: its municipalities in a year, by the alphabet."""

    gebied: Gebied
    jaar: int
    gemeenten: tuple[str, ...]


@dataclass(frozen=True)
class GebiedOverzicht:
    """One area in a year: its municipalities with their inhabitants, and what to know about it.

    `inwoners` of the whole is None when they are not known; `reden` then says why, and is empty
    when no figures were read at all.
    """

    gebied: Gebied
    jaar: int
    gemeenten: tuple[tuple[Gebied, int | None], ...]
    inwoners: int | None
    reden: str
    volledig: bool
    let_op: tuple[str, ...]


@dataclass(frozen=True)
class GemeenteOverzicht:
    """One municipality in a year: where it belongs, what differs, and how it came about."""

    gemeente: Gebied
    jaar: int
    inwoners: int | None
    lidmaatschappen: tuple[Lidmaatschap, ...]
    let_op: tuple[str, ...]
    herindelingen: tuple[Herindeling, ...]


def list_gebieden(gebieden: Gebieden, jaar: int) -> tuple[GebiedRegel, ...]:
    """The regions with their subregions, then every other area that has members in a year.

    A region whose plan has ended by then is shown in the last year of the plan.
    """
    regels = []
    for regio in gebieden.regios:
        peil = jaar if gebieden.members(regio.code, jaar) else _last_year(gebieden, regio.code)
        regels += [_regel(gebieden, code, peil) for code in (regio.code, *regio.subregios)]
    overige = (
        _regel(gebieden, code, jaar)
        for code, gebied in gebieden.by_code.items()
        if gebied.soort not in ("gemeente", "regio", "subregio")
    )
    return (*regels, *(regel for regel in overige if regel.gemeenten))


def _regel(gebieden: Gebieden, code: str, jaar: int) -> GebiedRegel:
    namen = sorted(gebieden.name(lid) for lid in gebieden.members(code, jaar))
    return GebiedRegel(gebieden[code], jaar, tuple(namen))


def _last_year(gebieden: Gebieden, code: str) -> int:
    jaren = [lid.tot_jaar for lid in gebieden.lidmaatschappen if lid.gebied_code == code]
    return max((jaar for jaar in jaren if jaar), default=0)


def describe_gebied(
    gebieden: Gebieden, inwoners: Inwoners | None, naam: str, jaar: int
) -> GebiedOverzicht:
    """One area with its municipalities.

    Args:
        naam: name or code.

    Raises:
        UnknownError: no such area.
    """
    gebied = gebieden.find(naam)
    leden = sorted(gebieden.members(gebied.code, jaar), key=gebieden.name)
    totaal = inwoners.of(gebied.code, jaar) if inwoners else None
    return GebiedOverzicht(
        gebied,
        jaar,
        tuple((gebieden[lid], _count(inwoners, lid, jaar)) for lid in leden),
        totaal.inwoners if totaal else None,
        totaal.reden if totaal else "",
        gebieden.is_complete(gebied.code, jaar),
        tuple(dict.fromkeys(_notes(gebieden, gebied, jaar))),
    )


def describe_gemeente(
    gebieden: Gebieden, inwoners: Inwoners | None, naam: str, jaar: int
) -> GemeenteOverzicht:
    """One municipality with its memberships, exceptions and mergers.

    Args:
        naam: name or code, old ones too.

    Raises:
        UnknownError: no such municipality.
    """
    gemeente = gebieden.find(naam, soort="gemeente")
    return GemeenteOverzicht(
        gemeente,
        jaar,
        _count(inwoners, gemeente.code, jaar),
        tuple(
            lid
            for lid in gebieden.lidmaatschappen
            if lid.gemeente_code == gemeente.code and lid.holds_in(jaar)
        ),
        tuple(u.zin for u in gebieden.exceptions(gemeente.code)),
        tuple(h for h in gebieden.herindelingen if gemeente.code in (h.van_code, h.naar_code)),
    )


def _count(inwoners: Inwoners | None, code: str, jaar: int) -> int | None:
    return inwoners.of(code, jaar).inwoners if inwoners else None


def _notes(gebieden: Gebieden, gebied: Gebied, jaar: int) -> list[str]:
    noten = [f"{gebied.opmerking}."] if gebied.opmerking else []
    if not gebieden.is_certain(gebied.code, jaar):
        noten.append("niet elke gemeente van deze indeling is in een document gezien.")
    eigen = [lid for lid in gebieden.lidmaatschappen if lid.gebied_code == gebied.code]
    indelingen, leden = {lid.indeling for lid in eigen}, {lid.gemeente_code for lid in eigen}
    return noten + [
        u.zin
        for u in gebieden.uitzonderingen
        if set(u.indelingen) & indelingen and (u.gemeente_code in leden or gebied.naam in u.zin)
    ]
