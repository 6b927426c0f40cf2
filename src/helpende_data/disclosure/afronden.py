"""Rounds the exact counts of deliveries that are not public, with everything public as facts; what
the policy wants suppressed goes on to `onderdrukken`.

Knows the table of counts, the policy and the ledger; makes the figures, writes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from helpende_data.disclosure.beleid import AFRONDEN, Beleid
from helpende_data.disclosure.facts import Fact, to_rows
from helpende_data.disclosure.getoond import EIGEN, Shown
from helpende_data.disclosure.kennis import Kennis, gather, public_facts
from helpende_data.disclosure.ledger import Ledger
from helpende_data.disclosure.linear import Box, narrowed
from helpende_data.disclosure.model import Cel, check_sums
from helpende_data.disclosure.namen import namer
from helpende_data.disclosure.onderdrukken import Onderdrukt, refuse_change, suppress_cells
from helpende_data.disclosure.rijen import (
    counts_by_cell,
    hidden_rows,
    may_show,
    own_counts,
    show_rows,
    zeros_left_out,
)
from helpende_data.disclosure.rounding import round_cells
from helpende_data.disclosure.samenhang import equal_to, with_ties
from helpende_data.disclosure.tussen_de_regels import read_between
from helpende_data.disclosure.uitwijken import (
    figures_to_change,
    silent_neighbours,
    telling_neighbours,
)
from helpende_data.disclosure.vrijgave import Vrijgave
from helpende_data.errors import DisclosureError
from helpende_data.gebieden import Gebieden
from helpende_data.schema import Indicatoren

if TYPE_CHECKING:
    import pandas as pd

_REDRAWN = 20  # times that figures are drawn otherwise before the audit has its say


@dataclass(frozen=True)
class Rounding:
    """Rows of the table of counts as they may be shown, what they make public, and everything that
    would be known then."""

    tellingen: pd.DataFrame
    vrijgave: Vrijgave
    kennis: Kennis


def round_deliveries(
    tellingen: pd.DataFrame,
    eigen: set[str],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ledger: Ledger,
) -> Rounding:
    """The exact counts of some deliveries as they may be shown, with the audit done.

    Args:
        tellingen: all counts of the data set.
        eigen: numbers of the deliveries to round; the others are public.

    Returns:
        The rows of those deliveries that may be shown: rounded with bounds, exact, or hidden
        without. `bescherming` is eigen, of what the supplier hid uitgever.
        Rows that somebody else published already, in another delivery, are not among them.

    Raises:
        ContractError: totals do not add up, or two deliveries give one cell different counts.
        DisclosureError: a small count could be computed, public figures contradict the counts, or
            earlier figures leave no room. The message names cells and no counts.
    """
    rond, bewijzen = _drawn(_Table.of(tellingen, eigen, gebieden, indicatoren, beleid, ledger))
    if bewijzen:
        rond.kennis.audit().require(namer(gebieden, indicatoren))
    return rond


def round_unchecked(
    tellingen: pd.DataFrame,
    eigen: set[str],
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    beleid: Beleid,
    ledger: Ledger,
) -> Rounding:
    """The same where the audit may fail, to explain what it finds; show nothing of it."""
    return _drawn(_Table.of(tellingen, eigen, gebieden, indicatoren, beleid, ledger))[0]


def _drawn(tabel: _Table) -> tuple[Rounding, list[tuple[Fact, ...]]]:
    """The figures as drawn, and for each small count that they prove the facts that do so.

    Figures that prove one beside what others published are drawn otherwise, as long as there is
    another way. Each draw that passes may have come at once, from any counts that fit it: that
    another was passed over tells nothing.
    """
    rond, vermijd = tabel.shown(), tabel.verraadt
    if vermijd and (ander := tabel.otherwise(rond, vermijd)):
        rond = ander
    else:
        vermijd = []
    bewijzen = rond.kennis.suspects()
    for _ in range(_REDRAWN):
        opnieuw = figures_to_change(bewijzen, rond.vrijgave.cijfers, tabel.vast)
        vermijd += opnieuw
        if not opnieuw or not (ander := tabel.otherwise(rond, vermijd)):
            break
        rond, bewijzen = ander, ander.kennis.suspects()
    return rond, bewijzen


@dataclass(frozen=True)
class _Table:
    """The counts to round, with what is known of them before any of them is shown.

    Args:
        bron: their rows.
        dicht: rows that the supplier hid.
        waarden: the counts; `compleet` holds those that follow from them too.
        alles: the model and the facts of what was published: `openbaar` by others, `tekens` the
            signs of the supplier, `eerder` in the ledger.
        tonen: the cells that may be shown.
        ruimte: the least and the most that a count can be by what was published already.
        zonder_nullen: cells of which a rounded 0 is left out.
    """

    bron: pd.DataFrame
    dicht: pd.DataFrame
    waarden: dict[Cel, int]
    compleet: dict[Cel, int]
    alles: Kennis
    openbaar: tuple[Fact, ...]
    tekens: tuple[Fact, ...]
    eerder: tuple[Fact, ...]
    tonen: frozenset[Cel]
    ruimte: dict[Cel, tuple[int, int | None]]
    zonder_nullen: set[Cel]
    beleid: Beleid
    ledger: Ledger

    @classmethod
    def of(
        cls,
        tellingen: pd.DataFrame,
        eigen: set[str],
        gebieden: Gebieden,
        indicatoren: Indicatoren,
        beleid: Beleid,
        ledger: Ledger,
    ) -> _Table:
        """The table of `round_deliveries`; it raises as that does, but for the audit."""
        name = namer(gebieden, indicatoren)
        bron = own_counts(tellingen, eigen)
        waarden = counts_by_cell(bron, name)
        refuse_change(waarden, ledger, beleid, name)
        soorten = indicatoren.tied_to(cel.indicator for cel in waarden)
        van_anderen = ~tellingen["levering_id"].isin(eigen) & tellingen["indicator"].isin(soorten)
        openbaar = tuple(public_facts(tellingen[van_anderen]))
        publiek = {feit.cellen[0] for feit in openbaar if feit.hoog is not None}
        eigen_rijen = tellingen[tellingen["levering_id"].isin(eigen)]
        dicht = hidden_rows(eigen_rijen, waarden.keys() | publiek, gebieden, beleid)
        eerder = tuple(
            f
            for f in ledger.beside(openbaar, waarden)
            if any(c.indicator in soorten for c in f.cellen)
        )
        # Who knows the signs of the supplier reads bounds in what is hidden.
        tekens = tuple(public_facts(dicht))
        alles = gather((*openbaar, *tekens, *eerder), gebieden, indicatoren, beleid, waarden)
        compleet = check_sums(alles.model, waarden, name)
        alles = replace(alles, model=with_ties(alles.model, compleet, indicatoren, alles.feiten))
        registraties = tuple(f for f in eerder if f.soort != EIGEN)
        _check_truth((*openbaar, *registraties), compleet, name)
        bekend = equal_to(alles.model, publiek)
        ruimte = narrowed(
            [*alles.model.rows, *to_rows(alles.model, alles.feiten)],
            Box.open(len(alles.model.cellen)),
        )
        return cls(
            bron=bron,
            dicht=dicht.assign(laag=0, hoog=None).astype(tellingen.dtypes.to_dict()),
            waarden=waarden,
            compleet=compleet,
            alles=alles,
            openbaar=openbaar,
            tekens=tekens,
            eerder=eerder,
            tonen=frozenset(
                c for c in waarden if c not in bekend and may_show(c, gebieden, beleid)
            ),
            ruimte={c: (ruimte.lower[n], ruimte.upper[n]) for c, n in alles.model.index.items()},
            zonder_nullen=zeros_left_out(waarden, gebieden),
            beleid=beleid,
            ledger=ledger,
        )

    @property
    def rond_af(self) -> dict[Cel, int]:
        """The counts that the policy wants rounded."""
        beleid = self.beleid
        return {c: n for c, n in self.waarden.items() if beleid.wijze_of(c.indicator) == AFRONDEN}

    @property
    def verraadt(self) -> list[dict[Cel, int]]:
        """Figures that prove a small count by themselves, beside what others published."""
        open_ = self.rond_af.keys() & set(self.alles.beschermd) - self.vast.keys()
        waarden = {cel: self.waarden[cel] for cel in sorted(open_)}
        return telling_neighbours(waarden, self.ruimte, self.beleid.basis, self.beleid.drempel)

    @property
    def vast(self) -> dict[Cel, int]:
        """Earlier figures that stay."""
        return _frozen(self.ledger, self.rond_af, self.beleid.basis)[0]

    def shown(self, vermijd: Sequence[Mapping[Cel, int]] = ()) -> Rounding:
        """The rows as they may be shown, and what the audit finds.

        Args:
            vermijd: rounded figures that must not all stand together.
        """
        import pandas as pd

        waarden, ledger = self.waarden, self.ledger
        afgerond = self._rounded(vermijd)
        onderdrukt = Onderdrukt(())
        if verborgen := self.tonen - self.rond_af.keys():
            verteld = [_told(shown, waarden, ledger) for shown in afgerond.cijfers]
            kennis = self._known(afgerond.cijfers, verteld)
            onderdrukt = suppress_cells(kennis, self.compleet, set(verborgen), ledger, self.beleid)
        getoond = tuple(
            s
            for s in sorted((*afgerond.cijfers, *onderdrukt.cijfers), key=lambda s: s.cel)
            if s.waarde or s.cel in ledger.shown or s.cel not in self.zonder_nullen
        )
        verteld = [_told(shown, waarden, ledger) for shown in getoond]
        anders = {s.cel for s in onderdrukt.cijfers if ledger.shown.get(s.cel, s) != s}
        vrijgave = Vrijgave(
            getoond,
            self.openbaar,
            tuple(s.cel for s in getoond if s.cel in afgerond.extra_stap),
            tuple(s.cel for s in getoond if s.cel in afgerond.gewijzigd | anders),
            tuple(
                f for f, s in zip(verteld, getoond, strict=True) if (f.laag, f.hoog) != s.grenzen
            ),
            frozenset(s.cel for s in getoond if ledger.shown.get(s.cel) != s),
            ledger,
            gat=onderdrukt.gat,
        )
        kennis = self._known(getoond, verteld)
        rijen = pd.concat([show_rows(self.bron, getoond), self.dicht])
        return Rounding(rijen, vrijgave, kennis)

    def otherwise(self, rond: Rounding, vermijd: Sequence[Mapping[Cel, int]]) -> Rounding | None:
        """Other figures than these; None where there are none, or published ones would change."""
        try:
            ander = self.shown(vermijd)
        except DisclosureError:
            return None
        return None if set(ander.vrijgave.gewijzigd) - set(rond.vrijgave.gewijzigd) else ander

    def _rounded(self, vermijd: Sequence[Mapping[Cel, int]]) -> _Rounded:
        waarden, basis = self.rond_af, self.beleid.basis
        if not waarden:
            return _Rounded(())
        vast, gewijzigd = _frozen(self.ledger, waarden, basis)
        afgerond = round_cells(
            self.alles.model,
            waarden,
            basis=basis,
            seed=self.ledger.seed,
            vast=vast,
            liever=silent_neighbours(waarden, self.ruimte, basis),
            vermijd=vermijd,
            herzien=bool(gewijzigd),
        )
        gewijzigd |= afgerond.changed(vast)
        cijfers = tuple(
            self.ledger.shown[cel]
            if cel in vast and cel not in gewijzigd
            else Shown(cel, waarde, _margin(basis, extra=cel in afgerond.extra_stap))
            for cel, waarde in sorted(afgerond.waarden.items())
            if cel in self.tonen
        )
        return _Rounded(cijfers, afgerond.extra_stap, frozenset(gewijzigd))

    def _known(self, getoond: Sequence[Shown], verteld: Sequence[Fact]) -> Kennis:
        """Everything that is known once these figures are shown as well."""
        nieuw = {shown.cel for shown in getoond}
        model, afgeleid = read_between(self.alles.model, getoond, self.rond_af, self.beleid.basis)
        feiten = (
            *self.openbaar,
            *self.tekens,
            *(f for f in self.eerder if f.soort != EIGEN or f.cellen[0] not in nieuw),
            *verteld,
            *afgeleid,
        )
        return replace(self.alles, model=model, feiten=feiten)


@dataclass(frozen=True)
class _Rounded:
    """Rounded figures, those that took a step more, and those that are no longer as published."""

    cijfers: tuple[Shown, ...]
    extra_stap: frozenset[Cel] = frozenset()
    gewijzigd: frozenset[Cel] = frozenset()


def _check_truth(
    feiten: Iterable[Fact], waarden: dict[Cel, int], name: Callable[[Cel], str]
) -> None:
    """A proof about tables that do not include the true one would prove nothing."""
    for feit in feiten:
        if all(cel in waarden for cel in feit.cellen) and not feit.allows(waarden):
            raise DisclosureError(
                "een gepubliceerd cijfer past niet bij de aantallen in de levering",
                waar=f"{name(feit.cellen[0])} ({feit.bron})",
                doe="zoek uit welk van de twee klopt; tot dan wordt dit niet gepubliceerd",
            )


def _margin(basis: int, *, extra: bool) -> int:
    return 2 * basis - 1 if extra else basis - 1


def _frozen(
    ledger: Ledger, waarden: Mapping[Cel, int], basis: int
) -> tuple[dict[Cel, int], set[Cel]]:
    """Earlier figures that stay, and cells whose earlier figure is wrong by now."""
    eerder = {cel: shown for cel, shown in ledger.shown.items() if cel in waarden}
    vast = {
        cel: shown.waarde
        for cel, shown in eerder.items()
        if shown.waarde is not None and shown.waarde % basis == 0 and shown.fact("").allows(waarden)
    }
    return vast, set(eerder) - set(vast)


def _told(shown: Shown, waarden: Mapping[Cel, int], ledger: Ledger) -> Fact:
    """What a figure says, together with the one that stood there before a correction."""
    eerder = ledger.shown.get(shown.cel)
    if eerder is not None and eerder.waarde != shown.waarde:
        samen = shown.after(eerder, "eigen cijfer, na een verbetering")
        # A figure may also have changed because others did; then it tells no more than it says.
        if samen.allows(waarden):
            return ledger.remembered(samen, waarden)
    vast = ledger.told(shown, waarden) if eerder == shown else None
    return vast or ledger.remembered(shown.fact("eigen cijfer"), waarden)
