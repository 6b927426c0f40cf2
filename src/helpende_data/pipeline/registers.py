"""Reads the data set and the registries that say what it means. Decides nothing itself."""

from __future__ import annotations

from helpende_data.dataset import Dataset, read_dataset, read_indelingen, rounding_seed, with_totals
from helpende_data.disclosure import (
    Ledger,
    Publishable,
    awaiting,
    check_names,
    ledger_path,
    needs_rounding,
    open_ledger,
    protect,
    read_beleid,
    read_ledger,
    remembered_head,
    reveal,
)
from helpende_data.files import Werkmap
from helpende_data.gebieden import Gebieden, read_gebieden, with_indelingen
from helpende_data.pipeline.anderen import missing_tables
from helpende_data.schema import Indicatoren, read_indicatoren
from helpende_data.sources import Registers
from helpende_data.statistics import Feiten


def read_registry(werkmap: Werkmap, dataset: Dataset | None = None) -> tuple[Gebieden, Indicatoren]:
    """The areas, with the divisions of CBS where they were read, and the indicators.

    Args:
        dataset: the data set of the werkmap, when it was read already.
    """
    indelingen = dataset.indelingen if dataset else read_indelingen(werkmap)
    gebieden = with_indelingen(read_gebieden(werkmap), indelingen)
    return gebieden, read_indicatoren(werkmap.data_file("indicatoren.toml"))


def read_registers(werkmap: Werkmap) -> Registers:
    """What a reader of deliveries needs beside its file."""
    return Registers(werkmap, *read_registry(werkmap))


def read_counts(werkmap: Werkmap) -> tuple[Dataset, Gebieden, Indicatoren]:
    """The data set with its sums over periods and areas, and the registries.

    Raises:
        DatasetError: there is no data set yet, or it is damaged.
        ContractError: the policy names what the registry lacks.
    """
    dataset = read_dataset(werkmap)
    gebieden, indicatoren = read_registry(werkmap, dataset)
    eigen = werkmap.is_own(werkmap.data_file("beleid.toml"))
    niveaus = {gebied.soort for gebied in gebieden.by_code.values()}
    check_names(read_beleid(werkmap), indicatoren, niveaus, eigen=eigen)
    return with_totals(dataset, gebieden, indicatoren), gebieden, indicatoren


def load(werkmap: Werkmap, *, intern: bool = False) -> Feiten:
    """The data set, protected, with the registries that say what it means.

    Args:
        intern: the true counts instead.
    """
    return protected(werkmap, *read_counts(werkmap), intern=intern)


def protected(
    werkmap: Werkmap,
    dataset: Dataset,
    gebieden: Gebieden,
    indicatoren: Indicatoren,
    *,
    intern: bool = False,
) -> Feiten:
    """The same, of a data set that was read already."""
    mag = (
        reveal(dataset, read_beleid(werkmap))
        if intern
        else protect_with_ledger(werkmap, dataset, gebieden, indicatoren)
    )
    feiten = Feiten(mag, gebieden, indicatoren)
    if mag.vrijgave is None:
        return feiten
    wacht_op = missing_tables(werkmap, feiten, mag.vrijgave.nieuw)
    return Feiten(awaiting(mag, wacht_op), gebieden, indicatoren)


def protect_with_ledger(
    werkmap: Werkmap, dataset: Dataset, gebieden: Gebieden, indicatoren: Indicatoren
) -> Publishable:
    """The data set as it may be shown beside everything that was published before.

    Only where counts are to be rounded a ledger is opened, and nothing is written.

    Raises:
        DisclosureError: the ledger is lost or damaged, or a small count could be computed.
        ContractError: totals of a delivery do not add up.
    """
    beleid = read_beleid(werkmap)
    if not needs_rounding(dataset, gebieden, beleid):
        return protect(dataset, gebieden, beleid)
    return protect(dataset, gebieden, beleid, indicatoren, read_publications(werkmap))


def read_publications(werkmap: Werkmap) -> Ledger:
    """Everything that was ever published from this werkmap; nothing is written.

    Raises:
        DisclosureError: the ledger is lost, damaged, or not that of this data set.
    """
    return open_ledger(werkmap, remembered_head(werkmap), rounding_seed(werkmap))


def known_publications(werkmap: Werkmap) -> Ledger | None:
    """The same; None before anything was entered, so that no secret is made for it.

    Raises:
        DisclosureError: the ledger is lost or damaged.
    """
    verwacht = remembered_head(werkmap)
    if verwacht is None and not ledger_path(werkmap).is_file():
        return None
    return read_ledger(werkmap, verwacht)
