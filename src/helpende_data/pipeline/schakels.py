"""The steps of the chain behind one figure, each in plain sentences. Chooses no figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from helpende_data.dataset import Entry
from helpende_data.pipeline.voorrang import why
from helpende_data.pipeline.zicht import Rij, Zicht, cell
from helpende_data.schema.getallen import format_nl
from helpende_data.statistics import Feiten, Telling, aantal, per_100k
from helpende_data.statistics.maten import denominator

_NAMED = 5  # municipalities of a sum that are named; all of them are in the data
_UITGEVER = {
    "exact": "Geteld en niet afgerond",
    "onderdrukt": "Het aantal is verborgen",
    "benaderd": "Het aantal is alleen ongeveer bekend",
    "onbekend": "Het aantal is niet bekend",
    "niet_van_toepassing": "Dit aantal kan hier niet voorkomen",
}
_BY_PUBLISHER = {
    "afgerond": "de uitgever rondde het aantal zelf al af",
    "onderdrukt": "de uitgever verborg het aantal zelf al",
}
_BY_US = {
    "afgerond": "Wij hebben het aantal afgerond: rapporten tonen het met een marge.",
    "onderdrukt": "Wij schermen het aantal af, zodat niemand een klein aantal kan uitrekenen.",
    "exact": "Rapporten tonen het precies; andere aantallen zijn afgeschermd.",
}


@dataclass(frozen=True)
class Schakel:
    """One step of the chain.

    Args:
        gegevens: the same as the sentences, for a program.
        intern: a value below the publication level stands in it.
    """

    kop: str
    zinnen: tuple[str, ...]
    gegevens: dict[str, Any] = field(default_factory=dict)
    intern: bool = False


@dataclass(frozen=True)
class Versie:
    """The figure in a delivery that does not count, and why; no row where it cannot be read."""

    entry: Entry
    waarom: str
    zicht: Zicht | None = None
    rij: Rij | None = None


def shown(feiten: Feiten, telling: Telling | None, rij: Rij, zicht: Zicht) -> Schakel:
    """What reports print."""
    kop = "Het cijfer zoals rapporten het tonen"
    if telling is None:
        if rij["tabel"] == "opgaven" and zicht.is_open(rij):
            return Schakel(kop, (f"Zoals gedrukt: {zicht.text(rij)}.",), {"getoond": True})
        zin = "Dit cijfer staat in geen rapport: het is niet beschermd."
        return Schakel(kop, (zin,), {"getoond": False})
    vraag = (telling.gebied_code, telling.indicator, telling.periode, telling.uitsplitsing)
    zinnen, gegevens = [], {}
    for maat, naam in ((aantal, "Aantal"), (per_100k, "Per 100.000 inwoners")):
        cijfer = maat(feiten, *vraag)
        ster = " (voorlopig)" if cijfer.voorlopig else ""
        marge = f", marge {cijfer.marge}" if cijfer.marge else ""
        reden = f" ({cijfer.reden})" if cijfer.waarde is None and cijfer.reden else ""
        zinnen.append(f"{naam}: {cijfer.tekst}{ster}{marge}{reden}.")
        gegevens[cijfer.maat] = {"waarde": cijfer.getal, "laag": cijfer.laag, "hoog": cijfer.hoog}
    return Schakel(kop, tuple(zinnen), {"getoond": True} | gegevens)


def people(feiten: Feiten, telling: Telling) -> Schakel:
    """The denominator, and the cells that it comes from."""
    kop, gebieden = "De noemer", feiten.gebieden
    noemer = denominator(feiten, telling)
    if noemer.inwoners is None:
        return Schakel(kop, (f"Geen: {noemer.reden}.",), {"inwoners": None})
    df = feiten.publishable.inwoners
    leeftijd = "totaal" if noemer.populatie == "alle" else noemer.populatie
    df = df[(df["jaar"] == noemer.jaar) & (df["leeftijd"] == leeftijd)]
    df = df[df["peil"] == "1 januari"]
    eigen = df[df["gebied_code"] == telling.dekking]
    leden = sorted(gebieden.members(telling.dekking, noemer.jaar))
    df = eigen if len(eigen) else df[df["gebied_code"].isin(leden)].sort_values("gebied_code")
    kolommen = ["gebied_code", "inwoners", "levering_id", "herkomst"]
    cellen: list[dict[Any, Any]] = df[kolommen].to_dict("records")
    zinnen = [f"{format_nl(noemer.inwoners)} {noemer.label}, {gebieden.name(telling.dekking)}."]
    if not len(eigen):
        zinnen.append(f"Dat is de som van {len(cellen)} gemeenten.")
    zinnen += [
        f"{gebieden.name(c['gebied_code'])}: {format_nl(c['inwoners'])}, uit {cell(c)}."
        for c in cellen[:_NAMED]
    ]
    if len(cellen) > _NAMED:
        zinnen.append(f"De andere {len(cellen) - _NAMED} ziet u met --json.")
    return Schakel(kop, tuple(zinnen), {"inwoners": noemer.inwoners, "cellen": cellen})


def protection(feiten: Feiten, rij: Rij, zicht: Zicht) -> Schakel:
    """What our own protection did to it."""
    beleid = feiten.publishable.beleid
    if feiten.synthetisch:
        zin = "Niets: dit is een verzonnen voorbeeldcijfer."
    elif zicht.is_open(rij):
        zin = f"Niets: {_BY_PUBLISHER.get(rij['status'], 'rapporten tonen het als in de bron')}."
    elif zicht.is_changed(rij):
        zin = _BY_US[zicht.shown_status(rij)]
    else:
        zin = "Het aantal is achtergehouden."
    zinnen = (zin, f"Beleid: versie {beleid.versie}, {beleid.eigenaar}.")
    return Schakel("Onze bescherming", zinnen, {"beleid": beleid.versie})


def publisher(entry: Entry, rij: Rij, zicht: Zicht) -> Schakel:
    """What the publisher did to it, and what that leaves open."""
    laag, hoog = rij["laag"], rij["hoog"]
    zin = _UITGEVER.get(rij["status"], f"Afgerond op veelvouden van {entry.herkomst.afronding}")
    grenzen = laag is not None and hoog is not None and laag != hoog and zicht.shows(rij)
    if grenzen:
        zin += f": het ligt tussen {format_nl(laag)} en {format_nl(hoog)}"
    zinnen = [f"{zin}."]
    if rij["voorlopig"]:
        zinnen.append("Het cijfer is voorlopig.")
    if rij["opmerking"]:
        zinnen.append(f"Kanttekening: {rij['opmerking'].rstrip('.')}.")
    gegevens = {"status": rij["status"], "voorlopig": rij["voorlopig"]}
    if grenzen:
        gegevens |= {"laag": laag, "hoog": hoog}
    return Schakel("Wat de uitgever deed", tuple(zinnen), gegevens, grenzen and zicht.stamps(rij))


def source(entry: Entry, rij: Rij, zicht: Zicht) -> Schakel:
    """The delivery and the cell."""
    bron = entry.herkomst
    vindplaats = f", {rij['vindplaats']}" if rij["vindplaats"] else ""
    zinnen = [
        f"{cell(rij)}: {zicht.text(rij)}.",
        f"{bron.uitgever}: {bron.titel}{vindplaats}.",
        f"Gepubliceerd: {bron.gepubliceerd or 'onbekend'}. Opgehaald: {bron.opgehaald}.",
    ]
    if entry.ingelezen:
        tijd = entry.ingelezen.replace("T", " ")[:16]
        zinnen.append(f"Ingelezen: {tijd} door {entry.door}.")
    if bron.via:
        zinnen.append(f"Gezien via: {bron.via.rstrip('.')}.")
    if bron.adres:
        zinnen.append(f"Adres: {bron.adres}")
    if bron.openbaar:
        zinnen.append(f"Vingerafdruk van het bestand: {entry.bron_sha256}")
    if entry.gewijzigd:
        zinnen.append("Dit bestand is veranderd nadat de herkomst is vastgelegd.")
    gegevens = {
        "levering": entry.id,
        "bestand": entry.bestand,
        "herkomst": rij["herkomst"],
        "vindplaats": rij["vindplaats"] or "",
        "uitgever": bron.uitgever,
        "titel": bron.titel,
        "adres": bron.adres,
        "sha256": entry.bron_sha256 if bron.openbaar else "",
        "waarde": zicht.text(rij),
    }
    return Schakel("De bron", tuple(zinnen), gegevens, zicht.stamps(rij))


def versions(gevonden: Sequence[Versie]) -> Schakel:
    """The same figure in deliveries that do not count."""
    zinnen: list[str] = []
    gegevens: list[dict[str, str]] = []
    intern = False
    for v in gevonden:
        kern = {"levering": v.entry.id, "waarom": v.waarom}
        if v.zicht is None or v.rij is None:
            zinnen.append(f"{v.entry.id}, {v.entry.bestand}: {v.waarom}.")
        else:
            waarde = v.zicht.text(v.rij)
            zinnen.append(f"{cell(v.rij)}: {waarde}; {v.waarom}.")
            kern |= {"herkomst": v.rij["herkomst"], "waarde": waarde}
            intern |= v.zicht.stamps(v.rij)
        gegevens.append(kern)
    zinnen = zinnen or ["Er is geen eerdere of andere versie van dit cijfer."]
    return Schakel("Andere versies", tuple(zinnen), {"versies": gegevens}, intern)


def others(feiten: Feiten, rij: Rij, rijen: Sequence[Rij], zicht: Zicht) -> Iterator[Schakel]:
    """The same figure from other sources, where there are any, and why those do not count."""
    andere = [r for r in rijen if r is not rij]
    if andere:
        gegevens = [
            {
                "herkomst": r["herkomst"],
                "waarde": zicht.text(r),
                "waarom": why(feiten, rij, r, zicht.is_shown(r) or not zicht.is_shown(rij)),
            }
            for r in andere
        ]
        zinnen = tuple(
            f"{cell(r)}: {g['waarde']}; telt niet mee, want {g['waarom']}."
            for r, g in zip(andere, gegevens, strict=True)
        )
        intern = any(zicht.stamps(r) for r in andere)
        yield Schakel("Ook bij een andere bron", zinnen, {"andere": gegevens}, intern)


def why_not(entry: Entry, nu: Entry, door: Entry | None) -> str:
    """Why the figure of a delivery does not count.

    Args:
        nu: the delivery whose figure counts.
        door: the delivery that took its place in this period, if any.
    """
    if entry.handelingen and entry.toestand != "hersteld":
        h = entry.handelingen[-1]
        return f"{h.wat} op {h.op[:10]}{f' ({h.reden})' if h.reden else ''}"
    if door is not None:
        return f"vervangen door {door.id} op {door.ontvangen}"
    if entry.is_selectie and entry.sleutel == nu.sleutel:
        return f"vervangen door {nu.id} op {nu.ontvangen}"
    if entry.herkomst.via and not nu.herkomst.via:
        return "telt niet mee, want het cijfer van de uitgever zelf gaat voor"
    return "telt niet mee"
