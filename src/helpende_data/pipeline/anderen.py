"""What others publish about the counts that we publish: it must be known, and it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from helpende_data.disclosure import Cel, Ledger, Shown, Vrijgave
from helpende_data.disclosure.facts import Fact
from helpende_data.errors import DisclosureError
from helpende_data.periodes import Periode
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.sources.cbs.register import read_register
from helpende_data.statistics import Feiten

DAYS = 31  # CBS publishes twice a year; who looked less than a month ago knows what there is
_NIVEAU = {
    "gemeente": "GM",
    "verzorgingsgebied": "VT",
    "veilig_thuis": "VT",
    "provincie": "PV",
    "land": "NL",
}


def require_cbs(workshop: Workshop, cellen: Iterable[Cel], vandaag: date) -> None:
    """See to it that the figures of CBS about the same areas and periods are in the data set.

    A table is known when the data set holds it with the period, or when it was fetched less than
    a month ago and the period was not in it yet.

    Args:
        cellen: what is about to be published.

    Raises:
        DisclosureError: a table of CBS with these figures was never read, or too long ago.
    """
    feiten = workshop.feiten
    tabellen = read_register(workshop.werkmap, feiten.indicatoren).tabellen
    waar = {
        (niveau, indicator, deel): tabel.id
        for tabel in tabellen
        for indicator, deel in tabel.claims(feiten.indicatoren)
        for niveau in tabel.niveaus
    }
    gelezen = {entry.naam: entry for entry in feiten.publishable.leveringen}
    ontbreekt: dict[str, Cel] = {}
    for cel in cellen:
        gebied = feiten.gebieden.by_code.get(cel.gebied)
        niveau = _NIVEAU.get(gebied.soort, "") if gebied else ""
        tabel = waar.get((niveau, cel.indicator, cel.uitsplitsing), "")
        entry = gelezen.get(f"cbs-{tabel}")
        bekend = entry is not None and (
            cel.periode in entry.bevat or _is_recent(entry.herkomst.opgehaald, vandaag)
        )
        if tabel and not bekend:
            ontbreekt.setdefault(tabel, cel)
    if ontbreekt:
        cel = next(iter(ontbreekt.values()))
        naam = feiten.indicatoren[cel.indicator].naam.lower()
        keuze = "".join(f" --tabel {tabel}" for tabel in sorted(ontbreekt))
        raise DisclosureError(
            f"het CBS publiceert ook {naam} van {feiten.gebieden.name(cel.gebied)}; of dat ook "
            f"over {Periode.parse(cel.periode).label} is, weet de dataset niet",
            doe=f"er is niets gepubliceerd. Haal die cijfers eerst op: hd ingest --bron cbs{keuze}",
        )


def _is_recent(opgehaald: str, vandaag: date) -> bool:
    try:
        return (vandaag - date.fromisoformat(opgehaald)).days < DAYS
    except ValueError:
        return False  # nobody knows when


def take_over(
    feiten: Feiten, vrijgave: Vrijgave, ledger: Ledger, nieuw: Sequence[Shown]
) -> Iterator[Fact]:
    """What public deliveries say about the same subject or one that hangs together with it, in the
    same year and municipalities.

    Only what the ledger does not know yet, or knows otherwise.
    """
    gebieden = feiten.gebieden
    leden: dict[tuple[str, int], set[str]] = {}
    for shown in nieuw:
        jaar = Periode.parse(shown.cel.periode).jaar
        for indicator in feiten.indicatoren.tied_to([shown.cel.indicator]):
            samen = leden.setdefault((indicator, jaar), set())
            samen |= gebieden.members(shown.cel.gebied, jaar)
    for feit in vrijgave.openbaar:
        cel = feit.cellen[0]
        jaar = Periode.parse(cel.periode).jaar
        eerder = ledger.taken_over.get(feit.termen)
        zelfde = eerder is not None and (eerder.laag, eerder.hoog) == (feit.laag, feit.hoog)
        raakt = leden.get((cel.indicator, jaar), set()) & gebieden.members(cel.gebied, jaar)
        if raakt and not zelfde:
            yield feit
