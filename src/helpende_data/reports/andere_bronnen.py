"""The list of other sources of the plan: who has them, and where they stand. Knows no figures."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap, read_toml
from helpende_data.schema import Indicatoren

FILE = "andere-bronnen.toml"


@dataclass(frozen=True)
class AndereBron:
    """One source: `code` is also the name of its mapping and template.

    Args:
        vraag: the question of the plan that it serves.
        groot: it has a chapter of its own.
    """

    code: str
    naam: str
    wie: str
    vraag: str
    indicatoren: tuple[str, ...]
    groot: bool = False


def read_andere_bronnen(werkmap: Werkmap, indicatoren: Indicatoren) -> tuple[AndereBron, ...]:
    """The other sources of the werkmap, or the packaged ones, in the order of the report.

    Raises:
        SourceError: the file is missing or is not TOML.
        ContractError: a key is missing or unknown, or an indicator is not in the registry.
    """
    waar = f"data/{FILE}"
    bronnen = []
    for code, velden in read_toml(werkmap.data_file(FILE), waar).items():
        try:
            bron = AndereBron(code, **velden | {"indicatoren": tuple(velden["indicatoren"])})
        except (TypeError, KeyError) as fout:
            raise ContractError(f"{code} klopt niet ({fout})", waar=waar) from None
        vreemd = [naam for naam in bron.indicatoren if naam not in indicatoren]
        if vreemd:
            raise ContractError(
                f"{code} noemt een onbekende indicator {vreemd[0]}",
                waar=waar,
                doe="zet hem in data/indicatoren.toml",
            )
        bronnen.append(bron)
    return tuple(bronnen)
