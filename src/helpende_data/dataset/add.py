"""Adds deliveries to the data set in one atomic step. Reads no sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import combinations
from typing import TYPE_CHECKING

from helpende_data.dataset.index import read_index, save
from helpende_data.dataset.model import (
    GEWIST,
    INGETROKKEN,
    VERVALLEN,
    VRIJGEGEVEN,
    Change,
    Entry,
    Handeling,
)
from helpende_data.dataset.secret import is_digest_of, make_secret
from helpende_data.dataset.stand import VERVANGEN, Stand, stand
from helpende_data.dataset.store import (
    is_intact,
    periods_of,
    read_counting,
    read_table,
    read_tables,
    refuse_double,
    sweep,
    to_parquet,
)
from helpende_data.dataset.verlies import Verlies, lost, replaced
from helpende_data.errors import ContractError, DatasetError
from helpende_data.files import Werkmap, user_name, write_atomic, writer_lock
from helpende_data.provenance import sha256
from helpende_data.schema import TABELLEN
from helpende_data.sources import Levering
from helpende_data.sources.levering import with_id

if TYPE_CHECKING:
    import pandas as pd


def now() -> str:
    """The time of a change, with the user's time zone."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def add_leveringen(werkmap: Werkmap, leveringen: Sequence[Levering], *, vast: bool) -> Change:
    """Add deliveries in one atomic step; the same file again changes nothing.

    A delivery takes the place of earlier figures of its `reeks` in the periods that it claims. One
    that was read in before and does not count any more stays so: see `Change.overgeslagen`. When
    its file in the data set is damaged, it is made again.

    Args:
        leveringen: checked deliveries.
        vast: these are all the files of `data/bron`: an earlier one that is missing has lapsed.

    Raises:
        DatasetError: real and example figures would mix, or the data set is damaged or newer.
        ContractError: two deliveries claim the same figure.
        BusyError, WriteError: nothing was changed.
    """
    with writer_lock(werkmap.dataset, private=True):
        oud = read_index(werkmap, missing_ok=True)
        _one_world(werkmap, oud, {levering.herkomst.synthetisch for levering in leveringen})
        plan = _Plan(werkmap, oud, vast)
        for levering in leveringen:
            plan.add(levering)
        _refuse_same_names(plan.gelezen)
        if vast:
            plan.lapse({levering.naam for levering in leveringen})
        _refuse_same_claims(plan.nieuw, plan.cijfers)
        if any(not (e.herkomst.openbaar or e.herkomst.synthetisch) for e in plan.nieuw):
            make_secret(werkmap)
        commit(werkmap, tuple(plan.index.values()), plan.bestanden)
    return Change(
        tuple(plan.nieuw),
        tuple(plan.gelijk),
        tuple(plan.vervallen),
        tuple(plan.overgeslagen),
        tuple(plan.hersteld),
        replaced(oud, plan.index.values()),
    )


@dataclass(frozen=True)
class Preview:
    """What adding deliveries will do.

    Args:
        nieuw: of each delivery: does it come in as a new one?
        verlies: of each delivery: which figures that count now stop counting by it.
        tellingen: the counts of before that go on counting.
    """

    nieuw: tuple[bool, ...]
    verlies: tuple[tuple[Verlies, ...], ...]
    tellingen: pd.DataFrame


def preview(werkmap: Werkmap, leveringen: Sequence[Levering], *, vast: bool) -> Preview:
    """What `add_leveringen` would do with these; nothing is changed.

    Raises:
        DatasetError: the data set is damaged or newer.
    """
    oud = read_index(werkmap, missing_ok=True)
    plan = _Plan(werkmap, oud, vast)
    nummers = []
    for levering in leveringen:
        eerder = len(plan.nieuw)
        plan.add(levering)
        nummers.append(plan.nieuw[-1].id if len(plan.nieuw) > eerder else "")
    if vast:
        plan.lapse({levering.naam for levering in leveringen})
    weg = lost(werkmap, replaced(oud, plan.index.values()), plan.cijfers)
    samen = tuple(plan.index.values()) if any(nummers) else ()
    tellingen = read_counting(werkmap, samen, stand(samen), plan.bestanden, "tellingen")
    return Preview(
        tuple(map(bool, nummers)),
        tuple(weg.get(nummer, ()) for nummer in nummers),
        tellingen[~tellingen["levering_id"].isin(nummers)],
    )


def commit(
    werkmap: Werkmap, entries: Sequence[Entry], bestanden: Mapping[str, bytes] | None = None
) -> None:
    """Write a new state: its Parquet files first, the index last; then sweep.

    Args:
        bestanden: Parquet files that are new, by name.

    Raises:
        ContractError: a figure would come from two deliveries; nothing was changed.
        DatasetError: a delivery that counts is damaged; nothing was changed.
        WriteError: nothing was changed.
    """
    nieuw = bestanden or {}
    refuse_double(read_tables(werkmap, entries, stand(entries), nieuw), entries)
    for parquet, inhoud in nieuw.items():
        write_atomic(werkmap.dataset / parquet, inhoud, private=True)
    save(werkmap, entries)
    sweep(werkmap, entries)


def check_world(werkmap: Werkmap, *, synthetisch: bool) -> None:
    """Refuse to bring real figures to example figures, or the other way round.

    Raises:
        DatasetError: the data set of the werkmap is of the other world.
    """
    _one_world(werkmap, read_index(werkmap, missing_ok=True), {synthetisch})


def _one_world(werkmap: Werkmap, oud: Iterable[Entry], nieuw: set[bool]) -> None:
    if len({entry.herkomst.synthetisch for entry in oud} | nieuw) > 1:
        raise DatasetError(
            "echte cijfers en voorbeeldcijfers gaan niet samen in een werkmap",
            waar=str(werkmap.root),
            doe="gebruik een andere map met --werkmap",
        )


def _refuse_same_names(leveringen: Iterable[Levering]) -> None:
    """Without a `reeks` the name says what follows up what: it must be there once."""
    geteld = Counter(levering.naam for levering in leveringen if not levering.reeks)
    dubbel = sorted(naam for naam, aantal in geteld.items() if aantal > 1)
    if dubbel:
        raise ContractError(
            "twee bestanden hebben dezelfde naam",
            waar=", ".join(dubbel),
            doe="hernoem een van de twee",
        )


def _refuse_same_claims(nieuw: Sequence[Entry], cijfers: Mapping[str, pd.DataFrame]) -> None:
    """Of two new deliveries about the same periods nobody said which one is the correction."""
    for een, ander in combinations(nieuw, 2):
        samen = set(een.periodes) & set(ander.periodes)
        if een.sleutel != ander.sleutel:
            continue
        if een.is_selectie:
            if _contradict(cijfers[een.id], cijfers[ander.id], een.tabel):
                raise ContractError(
                    f"twee downloads van {een.reeks} geven een ander getal voor hetzelfde cijfer",
                    waar=f"{een.bestand} en {ander.bestand}",
                    doe="lees ze na elkaar in, de nieuwste het laatst",
                )
        elif samen or not (een.periodes and ander.periodes):
            raise ContractError(
                f"twee leveringen gaan over dezelfde periode van {een.reeks}",
                waar=f"{een.bestand} en {ander.bestand}",
                doe="zijn het delen van een geheel, voeg ze dan samen in een bestand; is de ene "
                "een verbetering van de andere, lees ze dan na elkaar in, de verbeterde het laatst",
            )


def _contradict(een: pd.DataFrame, ander: pd.DataFrame, tabel: str) -> bool:
    """Do two tables say something else about one figure?"""
    import pandas as pd

    sleutel = list(TABELLEN[tabel].key)
    samen = pd.concat([een, ander])[[*sleutel, "laag", "hoog", "status", "voorlopig"]]
    return bool(samen.drop_duplicates().duplicated(sleutel).any())


@dataclass
class _Plan:
    """What becomes of the index and the files; nothing is written yet."""

    werkmap: Werkmap
    oud: tuple[Entry, ...]
    vast: bool
    nieuw: list[Entry] = field(default_factory=list)
    gelijk: list[Entry] = field(default_factory=list)
    vervallen: list[Entry] = field(default_factory=list)
    overgeslagen: list[tuple[Entry, str]] = field(default_factory=list)
    hersteld: list[Entry] = field(default_factory=list)
    bestanden: dict[str, bytes] = field(default_factory=dict)
    gelezen: list[Levering] = field(default_factory=list)
    cijfers: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.index = {entry.id: entry for entry in self.oud}
        self.standen = stand(self.oud)
        self.tijd, self.wie = now(), user_name()

    def add(self, levering: Levering) -> None:
        if any(_is_read_twice(levering, ander) for ander in self.gelezen):
            return
        self.gelezen.append(levering)
        eerder = next(self._earlier(levering), None)
        if eerder is None:
            self._add_new(levering)
            return
        if not eerder.is_erased and not is_intact(self.werkmap, eerder):
            self._make_again(eerder, levering)
        elif self.standen[eerder.id].counts:
            self.gelijk.append(eerder)
        else:
            self.overgeslagen.append((eerder, _why_not(eerder, self.standen[eerder.id])))

    def lapse(self, namen: set[str]) -> None:
        """What belongs to the whole and is not there any more does not count any more."""
        for entry in self.oud:
            if entry.vast and entry.naam not in namen and self.standen[entry.id].counts:
                weg = Handeling(VERVALLEN, self.tijd, self.wie)
                self.index[entry.id] = replace(entry, handelingen=(*entry.handelingen, weg))
                self.vervallen.append(entry)

    def _earlier(self, levering: Levering) -> Iterator[Entry]:
        """The same delivery as read in before, those that count first, then the last."""
        sleutel = (levering.tabel, levering.reeks) if levering.reeks else ("", levering.naam)
        volgorde = sorted(self.oud, key=lambda e: self.standen[e.id].counts)
        for entry in reversed(volgorde):
            telt = self.standen[entry.id].counts
            # The files of data/bron are as they stand there; an old version is new again.
            if entry.sleutel != sleutel or entry.toestand in (VERVALLEN, VRIJGEGEVEN):
                continue
            if (telt or not self.vast) and self._is_same(entry, levering):
                yield entry

    def _is_same(self, entry: Entry, levering: Levering) -> bool:
        if entry.is_erased:
            return is_digest_of(self.werkmap, entry, levering.sha256)
        # The same bytes that were fetched or saved again on another day are no new delivery.
        opgehaald = levering.herkomst.opgehaald if levering.reeks else entry.herkomst.opgehaald
        herkomst = replace(entry.herkomst, opgehaald=opgehaald)
        claim = (entry.bron_sha256, herkomst, entry.periodes, entry.tabel)
        if claim != (levering.sha256, levering.herkomst, levering.periodes, levering.tabel):
            return False
        if not levering.reeks or not is_intact(self.werkmap, entry):
            return True
        # The same bytes give other figures when the mapping of the series was mended.
        bewaard = read_table(self.werkmap, (entry,), {}, entry.tabel)
        return _figures(bewaard).equals(_figures(levering.df.astype(bewaard.dtypes.to_dict())))

    def _add_new(self, levering: Levering) -> None:
        nummer = f"L{len(self.index) + 1:04d}"
        parquet = to_parquet(with_id(levering, nummer).df)
        entry = Entry(
            id=nummer,
            naam=levering.naam,
            bestand=levering.bestand,
            tabel=levering.tabel,
            parquet=f"{nummer}.parquet",
            parquet_sha256=sha256(parquet),
            bron_sha256=levering.sha256,
            rijen=len(levering.df),
            gewijzigd=levering.gewijzigd,
            vast=self.vast,
            herkomst=levering.herkomst,
            reeks=levering.reeks,
            periodes=levering.periodes,
            bevat=periods_of(levering.df, levering.tabel),
            ingelezen=self.tijd,
            door=self.wie,
            # Without the values: they may be counts that nobody may see.
            waarschuwingen=tuple(str(fault.bare) for fault in levering.waarschuwingen),
            geaccepteerd_door=levering.geaccepteerd_door,
            geaccepteerd_op=self.tijd[:10] if levering.geaccepteerd_door else "",
            momentopname=levering.momentopname,
        )
        self.index[nummer] = entry
        self.bestanden[entry.parquet] = parquet
        self.cijfers[nummer] = levering.df
        self.nieuw.append(entry)

    def _make_again(self, entry: Entry, levering: Levering) -> None:
        """Another version of a library may write other bytes: they get a name of their own."""
        parquet = to_parquet(with_id(levering, entry.id).df)
        digest = sha256(parquet)
        if digest != entry.parquet_sha256:
            naam = f"{entry.id}-{digest[:8]}.parquet"
            self.index[entry.id] = replace(entry, parquet=naam, parquet_sha256=digest)
        self.bestanden[self.index[entry.id].parquet] = parquet
        self.hersteld.append(self.index[entry.id])


def _is_read_twice(een: Levering, ander: Levering) -> bool:
    """Is it one file, named twice in one call? Two sheets of a file have other figures."""
    if (een.sha256, een.tabel, een.reeks) != (ander.sha256, ander.tabel, ander.reeks):
        return False
    zelfde_naam = een.reeks or een.naam == ander.naam
    return bool(zelfde_naam) and _figures(een.df).equals(_figures(ander.df))


def _figures(df: pd.DataFrame) -> pd.DataFrame:
    return df.drop(columns=["levering_id", "herkomst"])


def _why_not(entry: Entry, nu: Stand) -> str:
    """Why a delivery that was read in before does not count, and what to do to make it count."""
    if nu.status == GEWIST:
        reden = [h.reden for h in entry.handelingen if h.wat == GEWIST][-1]
        return (
            f"gewist ({reden}); mag zij toch weer worden ingelezen: "
            f"hd dataset terug {entry.id} --ongedaan"
        )
    if nu.status == INGETROKKEN:
        return f"ingetrokken; maak dat ongedaan met: hd dataset terug {entry.id} --ongedaan"
    assert nu.status == VERVANGEN, nu.status
    return f"vervangen door {' en '.join(nu.door)}; trek die in met: hd dataset terug {nu.door[-1]}"
