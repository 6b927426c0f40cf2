"""What others publish about the counts that we publish: it must be known, and it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from helpende_data.disclosure import Cel, Fact, Ledger, Shown, Vrijgave, by_sum, cells_of
from helpende_data.errors import DisclosureError
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema.tables import TOTAAL
from helpende_data.sources.cbs.register import read_register
from helpende_data.statistics import Feiten

if TYPE_CHECKING:
    from helpende_data.pipeline.werkplaats import Workshop

STATLINE = "https://opendata.cbs.nl/statline/#/CBS/nl/dataset/"
DAYS = 31  # CBS publishes twice a year; who looked less than a month ago knows what there is
_NIVEAU = {
    "gemeente": "GM",
    "verzorgingsgebied": "VT",
    "veilig_thuis": "VT",
    "provincie": "PV",
    "land": "NL",
}


def missing_tables(
    werkmap: Werkmap, feiten: Feiten, cellen: Iterable[Cel], vandaag: date | None = None
) -> dict[Cel, str]:
    """The figures that CBS may publish too, each with the table that would tell.

    A table that was fetched is known when the data set holds it with the period. One that somebody
    took from StatLine by hand may be a part: a figure that is in it is not published by us, so each
    that is left here was not chosen, or its period was not there yet. Of an area that CBS does not
    have, such as that of our own count, its areas with the same gemeenten must be known.

    Args:
        cellen: what is about to be published.
        vandaag: a table that was fetched less than a month before this day is known too: the
            period was not in it yet. None leaves that out, so that the answer is always the same.
    """
    # A registry of one's own may add to what CBS has, and take nothing away from it.
    meegeleverd = Werkmap(werkmap.packaged.parent)
    waar = {
        (niveau, indicator, deel): tabel.id
        for bron in (meegeleverd, werkmap)
        for tabel in read_register(bron, feiten.indicatoren).tabellen
        for indicator, deel in tabel.claims(feiten.indicatoren)
        for niveau in tabel.niveaus
    }
    gelezen = {entry.naam: entry for entry in feiten.publishable.leveringen}
    met_de_hand = _ByHand(feiten)
    ontbreekt: dict[Cel, str] = {}
    for cel in cellen:
        gebied = feiten.gebieden.by_code.get(cel.gebied)
        niveau = _NIVEAU.get(gebied.soort, "") if gebied else ""
        tabel = waar.get((niveau, cel.indicator, cel.uitsplitsing), "")
        entry = gelezen.get(f"cbs-{tabel}")
        bekend = entry is not None and (
            cel.periode in entry.bevat or _is_recent(entry.herkomst.opgehaald, vandaag)
        )
        if tabel and not bekend and not met_de_hand.knows(cel, tabel, vandaag):
            ontbreekt[cel] = tabel
    return ontbreekt


def require_cbs(workshop: Workshop, cellen: Iterable[Cel], vandaag: date) -> None:
    """See to it that the figures of CBS about the same areas and periods are in the data set.

    Raises:
        DisclosureError: a table of CBS with these figures was never read, or too long ago.
    """
    feiten = workshop.feiten
    ontbreekt = missing_tables(workshop.werkmap, feiten, cellen, vandaag)
    if ontbreekt:
        cel = next(iter(ontbreekt))
        indicator = feiten.indicatoren[cel.indicator]
        wat = indicator.naam.lower()
        if cel.uitsplitsing != TOTAAL:
            wat += f" ({indicator.category(cel.uitsplitsing)})"
        van = " en ".join(map(feiten.gebieden.name, _areas_of_cbs(feiten.gebieden, cel)))
        raise DisclosureError(
            f"het CBS publiceert ook {wat} van {van or feiten.gebieden.name(cel.gebied)}; of dat "
            f"ook over {Periode.parse(cel.periode).label} is, weet de dataset niet",
            doe="er is niets gepubliceerd. Haal die cijfers eerst op: "
            + fetch_command(ontbreekt.values())
            + ". Kan deze computer niet bij het CBS, download de tabellen dan op een andere: "
            + ", ".join(f"{STATLINE}{tabel}/table" for tabel in sorted(set(ontbreekt.values())))
            + ", met alle gemeenten en kenmerken, en lees ze in met: hd ingest BESTAND. Zie "
            + '"Een download van StatLine" in de handleiding',
        )


def fetch_command(tabellen: Iterable[str]) -> str:
    """What to type to read these tables of CBS."""
    return "hd ingest --bron cbs" + "".join(f" --tabel {t}" for t in sorted(set(tabellen)))


def _areas_of_cbs(gebieden: Gebieden, cel: Cel) -> list[str]:
    """The area itself where CBS has it, else the areas of CBS of that kind with its gemeenten."""
    niveau = _NIVEAU[gebieden[cel.gebied].soort]
    jaar = Periode.parse(cel.periode).jaar

    def has(code: str) -> bool:
        return code.startswith(niveau) and code.removeprefix(niveau).isdigit()

    if has(cel.gebied):
        return [cel.gebied]
    eigen = gebieden.members(cel.gebied, jaar)
    return [code for code in gebieden.by_code if has(code) and eigen & gebieden.members(code, jaar)]


class _ByHand:
    """What stands in tables that somebody took from StatLine by hand."""

    def __init__(self, feiten: Feiten) -> None:
        self._leveringen = [
            entry for entry in feiten.publishable.leveringen if entry.herkomst.bron == "cbs"
        ]
        rijen = feiten.publishable.tellingen
        rijen = rijen[rijen["levering_id"].isin([entry.id for entry in self._leveringen])]
        kolommen = ("levering_id", "indicator", "uitsplitsing", "dekking")
        self._delen = set(zip(*(rijen[naam] for naam in kolommen), strict=True))
        self._cellen = set(cells_of(rijen))
        self._gebieden = feiten.gebieden

    def knows(self, cel: Cel, tabel: str, vandaag: date | None) -> bool:
        """Does a table tell of the figure, or that its period was not there yet?"""
        codes = _areas_of_cbs(self._gebieden, cel)
        return bool(codes) and all(
            (code != cel.gebied and replace(cel, gebied=code) in self._cellen)
            or self._not_yet(replace(cel, gebied=code), tabel, vandaag)
            for code in codes
        )

    def _not_yet(self, cel: Cel, tabel: str, vandaag: date | None) -> bool:
        """Was the figure looked for less than a month ago, and its period not there yet?"""
        return any(
            entry.herkomst.adres.rstrip("/").endswith(tabel)
            and cel.periode > max(_of_kind(cel.periode, entry.bevat), default=cel.periode)
            and (entry.id, cel.indicator, cel.uitsplitsing, cel.gebied) in self._delen
            and _is_recent(entry.herkomst.opgehaald, vandaag)
            for entry in self._leveringen
        )


def _of_kind(periode: str, alle: Iterable[str]) -> list[str]:
    """The periods that are as long: years, or half-years. Of one kind the last is the greatest."""
    soort = Periode.parse(periode).soort
    return [ander for ander in alle if is_periode(ander) and Periode.parse(ander).soort == soort]


def _is_recent(opgehaald: str, vandaag: date | None) -> bool:
    try:
        return vandaag is not None and 0 <= (vandaag - date.fromisoformat(opgehaald)).days < DAYS
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
    for som, gezegd in by_sum(vrijgave.openbaar).items():
        cel = gezegd[0].cellen[0]
        jaar = Periode.parse(cel.periode).jaar
        eerder = ledger.taken_over.get(som, ())
        zelfde = {(f.laag, f.hoog) for f in eerder} == {(f.laag, f.hoog) for f in gezegd}
        raakt = leden.get((cel.indicator, jaar), set()) & gebieden.members(cel.gebied, jaar)
        if raakt and not zelfde:
            yield from gezegd
