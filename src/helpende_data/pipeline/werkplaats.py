"""All that reports are made from, read once for one or many of them. Makes no report itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpende_data.files import Werkmap, read_bytes
from helpende_data.pipeline.registers import load
from helpende_data.provenance import sha256
from helpende_data.reports.andere_bronnen import FILE as ANDERE_BRONNEN
from helpende_data.reports.andere_bronnen import AndereBron, read_andere_bronnen
from helpende_data.reports.huisstijl.lezen import Stijlbestand, read_huisstijl
from helpende_data.reports.poort.getallen import Phrases, fixed_numbers
from helpende_data.reports.render.pptx_pakket import FILE as SJABLOON
from helpende_data.reports.teksten import EVALUATIE, MEER, SESSIE, Teksten, read_teksten
from helpende_data.reports.teksten import FILE as TEKSTEN
from helpende_data.statistics import Feiten
from helpende_data.statistics.regels import (
    GEBEURTENISSEN,
    VERGELIJKING,
    Gebeurtenis,
    Regels,
    read_gebeurtenissen,
    read_regels,
)

_BELEID = "beleid.toml"


@dataclass(frozen=True)
class Workshop:
    """Protected figures, texts and registries of a werkmap."""

    werkmap: Werkmap
    feiten: Feiten
    teksten: Teksten
    registers: dict[str, str]
    eigen_bestanden: tuple[str, ...]
    regels: Regels
    gebeurtenissen: tuple[Gebeurtenis, ...]
    andere_bronnen: tuple[AndereBron, ...]
    huisstijl: Stijlbestand

    @property
    def intern(self) -> bool:
        """Does it hold the true counts?"""
        return self.feiten.publishable.intern

    @cached_property
    def vast(self) -> Phrases:
        """The numbers in sentences and registries: constants that any report may print."""
        zinnen = (TEKSTEN, MEER, SESSIE, EVALUATIE)
        gebieden = self.feiten.gebieden
        return fixed_numbers(
            [read_teksten(self.werkmap, bestand).sections for bestand in zinnen],
            [
                list(self.feiten.indicatoren.by_code.values()),
                list(gebieden.by_code.values()),
                gebieden.regios,
                gebieden.uitzonderingen,
                self.gebeurtenissen,
                self.andere_bronnen,
                (self.huisstijl.naam, self.huisstijl.contact),
            ],
        )

    @property
    def beleid_sha256(self) -> str:
        """The digest of the policy in force."""
        return self.registers[self.werkmap.shown(self.werkmap.data_file(_BELEID))]


def open_workshop(werkmap: Werkmap, *, intern: bool = False) -> Workshop:
    """The protected figures, texts and registries of a werkmap.

    Args:
        intern: the true counts instead; all that is made of them is stamped.

    Raises:
        DatasetError: nothing was ingested yet.
        DisclosureError: the ledger is lost or damaged, or a small count could be computed.
        ContractError: totals of a delivery do not add up.
    """
    stijl = read_huisstijl(werkmap)
    registers = (*_registers(werkmap), *stijl.bestanden)
    bronnen = werkmap.data_files("bron", ".csv")
    feiten = load(werkmap, intern=intern)
    return Workshop(
        werkmap,
        feiten,
        read_teksten(werkmap),
        {werkmap.shown(pad): sha256(read_bytes(pad)) for pad in registers},
        tuple(werkmap.shown(pad) for pad in (*registers, *bronnen) if werkmap.is_own(pad)),
        read_regels(werkmap.data_file(VERGELIJKING), feiten.indicatoren),
        read_gebeurtenissen(werkmap.data_file(GEBEURTENISSEN), feiten.gebieden, feiten.indicatoren),
        read_andere_bronnen(werkmap, feiten.indicatoren),
        stijl,
    )


def _registers(werkmap: Werkmap) -> tuple[Path, ...]:
    """The files that decide what figures mean and how they read."""
    namen = (
        _BELEID,
        "indicatoren.toml",
        VERGELIJKING,
        GEBEURTENISSEN,
        TEKSTEN,
        ANDERE_BRONNEN,
        SJABLOON,
    )
    vast = [werkmap.data_file(naam) for naam in namen]
    gebieden = (werkmap.data_files("gebieden", suffix) for suffix in (".csv", ".toml"))
    return (*vast, *(pad for paden in gebieden for pad in paden))
