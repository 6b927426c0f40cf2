"""Asks of every cell whether all facts together prove it to be small, and names what proves it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from helpende_data.disclosure.auditor import SECONDS, Auditor, Interval
from helpende_data.disclosure.facts import Fact, to_rows
from helpende_data.disclosure.model import Cel, Model
from helpende_data.errors import DisclosureError

EXPLAINED = 10  # failing cells of which the sum is looked up; each takes a while


@dataclass(frozen=True)
class Proof:
    """What is proven of a cell, and the facts of the attacker's sum.

    `interval` holds what is proven: show it with ``--intern`` only.
    """

    cel: Cel
    interval: Interval
    feiten: tuple[Fact, ...]

    @property
    def cellen(self) -> tuple[Cel, ...]:
        """The cells of the sum, without the cell itself, in a fixed order."""
        return tuple(sorted({cel for feit in self.feiten for cel in feit.cellen} - {self.cel}))


@dataclass(frozen=True)
class Audit:
    """The outcome: how many cells were asked about, and which of them fail."""

    gecontroleerd: int
    mislukt: tuple[Proof, ...]

    def require(self, name: Callable[[Cel], str] = str) -> None:
        """Stop when a cell fails.

        Args:
            name: says a cell in words.

        Raises:
            DisclosureError: names the first cells and those of the sum, no counts.
        """
        if not self.mislukt:
            return
        eerste = self.mislukt[0]
        met = "; ".join(map(name, eerste.cellen[:6]))
        meer = f" en {len(eerste.cellen) - 6} andere" if len(eerste.cellen) > 6 else ""
        aantal = len(self.mislukt)
        wat = "een klein aantal is" if aantal == 1 else f"{aantal} kleine aantallen zijn"
        raise DisclosureError(
            f"{wat} te berekenen uit alles wat gepubliceerd is of wordt",
            waar=name(eerste.cel) + (f", met {met}{meer}" if met else ""),
            doe="er is niets gepubliceerd. Haal het onderwerp uit de levering, of zet het in "
            "data/beleid.toml bij alleen_regio. Meer ziet u met: hd onthulling uitleg",
        )


def audit(
    model: Model,
    facts: Sequence[Fact],
    cellen: Iterable[Cel],
    *,
    drempel: int,
    seconds: float = SECONDS,
) -> Audit:
    """Which of these cells are proven to be 1 to `drempel` - 1 by all facts together.

    No true counts are needed: what is proven of a cell is true of it.

    Args:
        model: made of the cells of all facts (`build_model`).
        facts: of everything that was ever published, and of what is about to be.
        cellen: the cells to protect; those that the model lacks are not known from anything.
        seconds: for the whole audit.

    Raises:
        DisclosureError: the facts contradict one another, or time ran out.
    """
    vragen = sorted({cel for cel in cellen if cel in model.index})
    auditor = Auditor(len(model.cellen), [*model.rows, *to_rows(model, facts)], seconds=seconds)
    fout = auditor.too_narrow([model.index[cel] for cel in vragen], drempel)
    mislukt = []
    for nummer, variable in enumerate(fout):
        interval = auditor.interval(variable)
        som = auditor.proof(variable, interval) if nummer < EXPLAINED else ()
        mislukt.append(Proof(model.cellen[variable], interval, tuple(facts[n] for n in som)))
    return Audit(len(vragen), tuple(mislukt))


def suspects(
    model: Model, facts: Sequence[Fact], cellen: Iterable[Cel], *, drempel: int
) -> list[tuple[Fact, ...]]:
    """The same as `audit`, but of each cell that fails only which facts have most to do with it.

    Raises:
        DisclosureError: the facts contradict one another, or time ran out.
    """
    auditor = Auditor(len(model.cellen), [*model.rows, *to_rows(model, facts)])
    vragen = [model.index[cel] for cel in sorted({cel for cel in cellen if cel in model.index})]
    fout = auditor.too_narrow(vragen, drempel)
    return [tuple(facts[n] for n in nummers) for nummers in auditor.leads(fout)]


def explain(model: Model, facts: Sequence[Fact], cel: Cel, *, seconds: float = SECONDS) -> Proof:
    """What all facts together prove of one cell, and which of them that takes.

    Raises:
        DisclosureError: the facts contradict one another, or time ran out.
    """
    auditor = Auditor(len(model.cellen), [*model.rows, *to_rows(model, facts)], seconds=seconds)
    variable = model.index[cel]
    interval = auditor.interval(variable)
    return Proof(cel, interval, tuple(facts[n] for n in auditor.proof(variable, interval)))
