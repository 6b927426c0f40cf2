"""Prints what was asked of the data set: a table, a line, or JSON. Calls nothing that computes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape

from helpende_data.cli.show import make_console, make_table, print_json
from helpende_data.dataset import SOORTEN
from helpende_data.schema.getallen import format_nl

if TYPE_CHECKING:
    from helpende_data.cli.settings import Settings
    from helpende_data.dataset import Change, Entry, Herstel, Regel, Verschil, Waarde
    from helpende_data.pipeline import Verschillen

_LINES = 40  # differences on screen; the others with --alles


# --- history --------------------------------------------------------------------------------------


def show_historie(regels: Sequence[Regel], een: bool, settings: Settings) -> None:
    """The deliveries in the order in which they came in, or all about one."""
    if settings.json:
        print_json([_history_json(regel) for regel in regels])
        return
    console = make_console()
    if een:
        for kop, tekst in _details(regels[0]):
            console.print(escape(f"{kop + ':':<14}{tekst}"))
    else:
        kolommen = [
            (naam, False)
            for naam in ("Levering", "Bestand", "Van", "Ingelezen", "Periodes", "Stand", "Let op")
        ]
        rijen = (
            (
                r.entry.id,
                r.entry.bestand,
                r.entry.herkomst.kort or r.entry.herkomst.uitgever,
                r.entry.ingelezen[:10],
                name_periods(r.periodes),
                _state(r),
                _remarks(r),
            )
            for r in regels
        )
        console.print(make_table(kolommen, rijen))
    for regel in regels:
        if regel.verlopen:
            console.print(
                escape(
                    f"{regel.entry.id} mocht bewaard blijven tot en met {regel.bewaren_tot}. "
                    f"Wissen kan met: hd dataset verwijder {regel.entry.id} "
                    '--reden "bewaartermijn voorbij"'
                )
            )
        if regel.raad:
            console.print(escape(f"Het bestand van {regel.entry.id} is beschadigd: {regel.raad}"))


def name_periods(periodes: Sequence[str]) -> str:
    """``2024``, ``2023 en 2024``, or the first and the last with how many there are."""
    bekend = [periode for periode in periodes if periode != "onbekend"]
    if len(bekend) < 3:
        return " en ".join(bekend) or "onbekend"
    return f"{bekend[0]} t/m {bekend[-1]} ({len(bekend)})"


def _state(regel: Regel) -> str:
    door = regel.stand.door
    return f"{regel.stand.status}{f' door {name_numbers(door)}' if door else ''}"


def name_numbers(nummers: Sequence[str]) -> str:
    """``L0001, L0002 en L0003``."""
    return nummers[0] if len(nummers) == 1 else f"{', '.join(nummers[:-1])} en {nummers[-1]}"


def _remarks(regel: Regel) -> str:
    entry = regel.entry
    delen = []
    if entry.waarschuwingen:
        aantal = len(entry.waarschuwingen)
        woord = "waarschuwing" if aantal == 1 else "waarschuwingen"
        wie = f" aanvaard door {entry.geaccepteerd_door}" if entry.geaccepteerd_door else ""
        delen.append(f"{aantal} {woord}{wie}")
    if entry.handelingen and entry.handelingen[-1].reden:
        delen.append(entry.handelingen[-1].reden)
    if regel.verlopen:
        delen.append("bewaartermijn voorbij")
    if regel.raad:
        delen.append("beschadigd")
    return "; ".join(delen)


def _details(regel: Regel) -> list[tuple[str, str]]:
    entry, herkomst = regel.entry, regel.entry.herkomst
    wanneer = entry.ingelezen.replace("T", " ")[:16] or "door een eerdere versie"
    rijen = [
        ("Levering", entry.id),
        ("Bestand", entry.bestand),
        ("Van", f"{herkomst.uitgever}: {herkomst.titel}"),
        ("Ingelezen", f"{wanneer}{f' door {entry.door}' if entry.door else ''}"),
        ("Cijfers", f"{format_nl(entry.rijen)} {entry.tabel}"),
        ("Periodes", ", ".join(regel.periodes) or "niet bekend"),
        ("Stand", _state(regel)),
    ]
    rijen += [
        ("Vervangen", f"{periode} door {door}") for periode, door in sorted(regel.stand.weg.items())
    ]
    if entry.geaccepteerd_door:
        rijen.append(("Aanvaard", f"{entry.geaccepteerd_op} door {entry.geaccepteerd_door}"))
    rijen += [("Waarschuwing", tekst) for tekst in entry.waarschuwingen]
    for h in entry.handelingen:
        wie = f" door {h.door}" if h.door else ""
        waarom = f" ({h.reden})" if h.reden else ""
        rijen.append(("Daarna", f"{h.op.replace('T', ' ')[:16]} {h.wat}{wie}{waarom}".strip()))
    if regel.bewaren_tot:
        rijen.append(("Bewaren tot", regel.bewaren_tot))
    return rijen


def _history_json(regel: Regel) -> dict[str, Any]:
    """All but the hash of what is not public: that could be found by trying."""
    e = regel.entry
    return {
        "levering": e.id,
        "bestand": e.bestand,
        "tabel": e.tabel,
        "uitgever": e.herkomst.uitgever,
        "titel": e.herkomst.titel,
        "openbaar": e.herkomst.openbaar,
        "sha256": e.bron_sha256 if e.herkomst.openbaar else "",
        "rijen": e.rijen,
        "reeks": e.reeks,
        "periodes": list(regel.periodes),
        "ingelezen": e.ingelezen,
        "door": e.door,
        "stand": regel.stand.status,
        "vervangen_door": regel.stand.weg,
        "waarschuwingen": list(e.waarschuwingen),
        "geaccepteerd_door": e.geaccepteerd_door,
        "geaccepteerd_op": e.geaccepteerd_op,
        "handelingen": [
            {"wat": h.wat, "op": h.op, "door": h.door, "reden": h.reden} for h in e.handelingen
        ],
        "bewaren_tot": regel.bewaren_tot,
        "verlopen": regel.verlopen,
        "beschadigd": bool(regel.raad),
    }


# --- changes --------------------------------------------------------------------------------------


def _change(change: Change) -> dict[str, list[str]]:
    return {
        "geldt_niet_meer": [entry.id for entry in change.vervallen],
        "geldt_weer": [entry.id for entry in change.nieuw],
    }


def _effects(change: Change) -> str:
    """Which deliveries ceased to count, and which count again."""
    zinnen = [f"{_entry(entry)} telt niet meer mee." for entry in change.vervallen]
    zinnen += [f"{_entry(entry)} geldt nu." for entry in change.nieuw]
    return " ".join(zinnen)


def _entry(entry: Entry) -> str:
    return f"{entry.id} ({entry.bestand}, {name_periods(entry.periodes or entry.bevat)})"


def show_terug(change: Change, settings: Settings) -> None:
    """What counts now."""
    if settings.json:
        print_json(_change(change))
    elif not settings.stil:
        tekst = _effects(change) or "Er verandert niets aan wat er telt."
        make_console().print(escape(tekst))


def show_verwijder(change: Change, settings: Settings) -> None:
    """What counts now, and what the tool cannot erase."""
    if settings.json:
        print_json(_change(change))
    elif not settings.stil:
        console = make_console()
        console.print(escape(f"De cijfers zijn gewist. {_effects(change)}".strip()))
        console.print(
            "Wat er nog kan staan: het bestand dat u hebt ingelezen, lijsten in de map fouten, "
            "reservekopieën van de schijf, en rapporten die al zijn gemaakt."
        )


def show_herstel(herstel: Herstel, settings: Settings) -> None:
    """What was put back, and what must be read in again."""
    if settings.json:
        schade = [{"levering": e.id, "bestand": e.bestand, "doe": d} for e, d in herstel.beschadigd]
        onbekend = list(herstel.onbekend)
        print_json({"index_teruggezet": herstel.index, "beschadigd": schade, "onbekend": onbekend})
        return
    if settings.stil and not (herstel.beschadigd or herstel.onbekend):
        return
    console = make_console()
    if herstel.index:
        console.print("De lijst van leveringen was beschadigd en is teruggezet uit de kopie.")
    if herstel.onbekend:
        console.print(
            escape(
                f"De lijst noemt {name_numbers(herstel.onbekend)} niet: de laatste wijziging kan "
                "ontbreken. Kijk met hd dataset historie welke levering ontbreekt, en lees die "
                "opnieuw in."
            )
        )
    for entry, doe in herstel.beschadigd:
        console.print(escape(f"De cijfers van {entry.id} zijn beschadigd: {doe}"))
    if not (herstel.index or herstel.beschadigd):
        console.print("De dataset is heel: elke levering is zoals zij is ingelezen.")


# --- differences ----------------------------------------------------------------------------------


def show_verschil(gevonden: Verschillen, alles: bool, settings: Settings) -> None:
    """Each figure that differs, the stamp with what may not leave the house, and the counts."""
    if settings.json:
        print_json(
            {
                "van": gevonden.van,
                "tot": gevonden.tot,
                "stempel": gevonden.stempel,
                "gewist": list(gevonden.gewist),
                "verschillen": [
                    _difference_json(r.verschil)
                    | {"verborgen": r.verborgen, "stempel": gevonden.stempel if r.intern else ""}
                    for r in gevonden.regels
                ],
            }
        )
        return
    console = make_console()
    if gevonden.stempel:
        console.print(gevonden.stempel)
    kolommen = [
        ("Gebied", False),
        ("Wat", False),
        ("Deel", False),
        ("Periode", False),
        ("Was", True),
        ("Is nu", True),
        ("Verschil", False),
    ]
    getoond = gevonden.regels if alles else gevonden.regels[:_LINES]
    rijen = []
    for r in getoond:
        v = r.verschil
        slot = SOORTEN[v.soort]
        if r.verborgen:
            slot += "; hoe, staat er alleen met --intern"
        if r.intern:
            slot += f"; {gevonden.stempel}"
        wat = (gevonden.gebieden.name(v.gebied_code), v.wat, v.deel, v.periode)
        rijen.append((*wat, _side(v.oud), _side(v.nieuw), slot))
    if rijen:
        console.print(make_table(kolommen, rijen))
    if gevonden.stempel:
        console.print(gevonden.stempel)
    console.print(escape(_counts(gevonden, len(getoond))))
    if gevonden.gewist:
        console.print(
            f"Van {name_numbers(gevonden.gewist)} zijn de cijfers gewist: "
            "die zijn niet te vergelijken."
        )


def _counts(gevonden: Verschillen, getoond: int) -> str:
    if not gevonden.regels:
        return f"Tussen {gevonden.van} en {gevonden.tot} is geen enkel cijfer anders."
    geteld = Counter(r.verschil.soort for r in gevonden.regels)
    delen = [f"{format_nl(geteld[s])} {naam}" for s, naam in SOORTEN.items() if geteld[s]]
    aantal = len(gevonden.regels)
    zin = f"{format_nl(aantal)} verschil{'' if aantal == 1 else 'len'}: {'; '.join(delen)}."
    meer = len(gevonden.regels) - getoond
    return f"{zin} De andere {format_nl(meer)} regels ziet u met --alles." if meer else zin


def _side(waarde: Waarde | None) -> str:
    """A value as printed, with its bounds where they differ from it."""
    if waarde is None:
        return ""
    eerste, *grenzen = waarde.getallen
    getal = format_nl(eerste) if isinstance(eerste, (int, float)) else waarde.status
    if isinstance(eerste, float) and eerste % 1:
        getal = format_nl(eerste, 1)
    laag, hoog = [*grenzen, None, None][:2]
    if isinstance(laag, int) and isinstance(hoog, int) and laag != hoog:
        getal += f" ({format_nl(laag)} tot {format_nl(hoog)})"
    return getal + (" *" if waarde.voorlopig else "")


def _difference_json(v: Verschil) -> dict[str, Any]:
    def side(waarde: Waarde | None) -> dict[str, Any] | None:
        if waarde is None:
            return None
        return {
            "getallen": list(waarde.getallen),
            "status": waarde.status,
            "voorlopig": waarde.voorlopig,
            "levering": waarde.levering_id,
            "herkomst": waarde.herkomst,
        }

    kop = ("tabel", "bron", "wat", "deel", "gebied_code", "periode", "soort")
    return {naam: getattr(v, naam) for naam in kop} | {"was": side(v.oud), "is": side(v.nieuw)}
