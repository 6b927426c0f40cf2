"""The recipe that follows one figure back to its cell, with every step that changed it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from helpende_data.dataset import Dataset, Entry, read_index, state_of
from helpende_data.dataset.stand import stand
from helpende_data.errors import DatasetError, UnknownError
from helpende_data.files import Werkmap
from helpende_data.periodes import Periode
from helpende_data.pipeline import schakels
from helpende_data.pipeline.registers import protected, read_counts
from helpende_data.pipeline.schakels import Schakel
from helpende_data.pipeline.voorrang import order
from helpende_data.pipeline.zicht import Rij, Vraag, Zicht, open_tables, place
from helpende_data.reports.inhoud.stempel import INTERN, stamp
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics.keuze import area_codes, parse_indicator


@dataclass(frozen=True)
class Spoor:
    """The chain of one figure, from the page back to the cell."""

    titel: str
    schakels: tuple[Schakel, ...]
    concept: str = ""  # the stamp when the figure is not public yet

    @property
    def stempel(self) -> str:
        return INTERN if any(schakel.intern for schakel in self.schakels) else self.concept


def herkomst(
    werkmap: Werkmap,
    *,
    gebied: str,
    indicator: str,
    periode: Periode,
    uitsplitsing: str = "",
    intern: bool = False,
) -> Spoor:
    """How a figure came to be: from what reports print to the delivery and the cell.

    Of a region the count of its own service is followed where there is one, else that of CBS.

    Args:
        gebied: name or code.
        indicator: code, or ``code/dimensie:categorie``.
        uitsplitsing: ``dimensie:categorie``; empty for the total.
        intern: show true values below the publication level too; their steps are stamped.

    Raises:
        UnknownError: no such area, indicator or figure; the message says which there are.
        DatasetError: no data set, or a damaged one.
    """
    dataset, gebieden, indicatoren = read_counts(werkmap)
    feiten = protected(werkmap, dataset, gebieden, indicatoren)
    mag = feiten.publishable
    codes = area_codes(feiten, gebied)
    wat, deel = parse_indicator(feiten, "/".join(filter(None, (indicator, uitsplitsing))))
    vraag = Vraag(wat, deel or TOTAAL, str(periode))
    getoond = {"tellingen": mag.tellingen, "opgaven": mag.opgaven}
    zicht = Zicht.look(dataset, getoond, vraag, intern)
    rijen = zicht.of(codes)
    if not rijen:
        eerder = next(_gone(werkmap, vraag, codes), "")
        raise _unknown(dataset, vraag, codes, gebieden.name(codes[0]), eerder)
    tellingen = (feiten.telling(code, wat, vraag.periode, vraag.deel) for code in codes)
    telling = next((t for t in tellingen if t is not None), None)
    beste = min(rijen, key=lambda r: order(feiten, r, zicht.is_shown(r)))
    gezocht = telling and (telling.levering_id, telling.herkomst, telling.gebied_code)
    rij = next((rij for rij in rijen if place(rij) == gezocht), beste)
    entry = dataset.by_id[rij["levering_id"]]

    def look(anders: Entry) -> Zicht:
        toen = state_of(werkmap, anders)
        return Zicht.look(toen, open_tables(toen, gebieden, mag.beleid), vraag, intern)

    leden = sorted(gebieden.members(rij["gebied_code"], periode.jaar))
    alle = [
        schakels.shown(feiten, telling, rij, zicht),
        *([schakels.people(feiten, telling)] if telling else []),
        schakels.protection(feiten, rij, zicht),
        schakels.publisher(entry, rij, zicht),
        schakels.source(entry, rij, zicht),
        schakels.versions(tuple(_versions(werkmap, entry, rij, leden, look))),
        *schakels.others(feiten, rij, rijen, zicht),
    ]
    naam = gebieden.name(rij["gebied_code"])
    waarvan = wat if vraag.deel == TOTAAL else f"{wat}, {vraag.deel}"
    concept = "" if feiten.synthetisch else stamp(feiten, feiten.gelezen)
    return Spoor(f"{waarvan}, {naam}, {periode.label}", tuple(alle), concept)


def _versions(
    werkmap: Werkmap, nu: Entry, rij: Rij, leden: Sequence[str], look: Callable[[Entry], Zicht]
) -> Iterator[schakels.Versie]:
    """The other deliveries that hold, or held, this figure of this source, or what it is a sum of.

    Args:
        leden: the gemeenten of its area.
    """
    entries = read_index(werkmap)
    standen, by_id = stand(entries), {entry.id: entry for entry in entries}
    # A year that was added up stands in no delivery; its half-years do.
    heel = rij["periode"] in nu.bevat
    delen = () if heel else tuple(map(str, Periode.parse(rij["periode"]).parts("halfjaar")))
    for entry in entries:
        if entry.id == nu.id or entry.tabel != nu.tabel:
            continue
        for deel in delen:
            if deel in entry.bevat and (door := standen[entry.id].weg.get(deel)):
                waarom = schakels.why_not(entry, nu, by_id[door])
                yield schakels.Versie(entry, f"{waarom} voor {deel}; vraag die periode op")
        if rij["periode"] not in entry.bevat:
            continue
        door = standen[entry.id].weg.get(rij["periode"])
        waarom = schakels.why_not(entry, nu, by_id[door] if door else None)
        if entry.is_erased:
            if entry.sleutel == nu.sleutel:
                yield schakels.Versie(entry, f"{waarom}; wat er stond, is niet bekend")
            continue
        try:
            toen = look(entry)
        except DatasetError:
            yield schakels.Versie(entry, "het bestand is beschadigd")
            continue
        gevonden = [r for r in toen.of((rij["gebied_code"],)) if r["bron"] == rij["bron"]]
        for ander in gevonden:
            yield schakels.Versie(entry, waarom, toen, ander)
        opgeteld = not gevonden and ", " in rij["herkomst"]
        if opgeteld and any(r["bron"] == rij["bron"] for r in toen.of(leden)):
            yield schakels.Versie(entry, f"{waarom}; vraag de opgetelde gemeenten op")


def _gone(werkmap: Werkmap, vraag: Vraag, codes: Sequence[str]) -> Iterator[str]:
    """The deliveries that held such a figure, the last one first, and why none of it counts."""
    entries = read_index(werkmap)
    standen, by_id = stand(entries), {entry.id: entry for entry in entries}
    for entry in reversed(entries):
        if entry.is_erased or vraag.periode not in entry.bevat:
            continue
        with contextlib.suppress(DatasetError):  # a damaged one
            rijen = vraag.rows(state_of(werkmap, entry).tables)
            if any(rij["gebied_code"] in codes for rij in rijen):
                door = standen[entry.id].weg.get(vraag.periode)
                waarom = schakels.why_not(entry, entry, by_id[door] if door else None)
                yield f"het staat in {entry.id} ({entry.bestand}), en die is {waarom}"


def _unknown(
    dataset: Dataset, vraag: Vraag, codes: Sequence[str], naam: str, eerder: str
) -> UnknownError:
    """There is no such figure: which are there, or which delivery had it?"""
    kolommen = ["indicator", "uitsplitsing", "periode"]
    rijen = [
        tuple(rij)
        for df in (dataset.tellingen, dataset.opgaven)
        for rij in df.loc[df["gebied_code"].isin(codes), kolommen].to_numpy()
    ]
    zelfde = [r for r in rijen if r[0] == vraag.wat]
    delen = [r for r in zelfde if r[1] == vraag.deel]
    if delen:
        deel = "" if vraag.deel == TOTAAL else f", {vraag.deel},"
        wat, wel = f"{vraag.wat}{deel} van {naam} in {vraag.periode}", {r[2] for r in delen}
    elif zelfde:
        wat, wel = f"{vraag.wat}, {vraag.deel}, van {naam}", {r[1] for r in zelfde}
    else:
        wat, wel = f"{vraag.wat} van {naam}", {r[0] for r in rijen}
    if eerder:
        doe = eerder
    elif wel:
        doe = f"wel over {', '.join(sorted(wel))}"
    else:
        doe = f"van {naam} is niets ingelezen; kijk wat er is met: hd dataset historie"
    return UnknownError(f"geen cijfers over {wat}", doe=doe)
