"""The sentences of the report, from a file that a GGD can change. Knows no figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import Any

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap, read_bytes

FILE = "teksten/rapport.toml"


@dataclass(frozen=True)
class Teksten:
    """Sentences by section and key; ``teksten("regio.kop", gemeente="Druten")`` fills one in."""

    sections: dict[str, Any]

    def __call__(self, sleutel: str, **velden: str) -> str:
        """The sentence under `sleutel` with its words filled in.

        Raises:
            ContractError: the sentence is missing or asks for a word that it does not get.
        """
        try:
            tekst = self._find(sleutel)
            return str(tekst).format_map(velden)
        except (KeyError, ValueError, IndexError) as fout:
            raise ContractError(
                f"de zin {sleutel} ontbreekt of vraagt om een onbekend woord ({fout})",
                waar=f"data/{FILE}",
                doe="zet de zin terug zoals hij was",
            ) from None

    def table(self, sleutel: str) -> dict[str, str]:
        """All sentences of a section."""
        gevonden = self._find(sleutel)
        return dict(gevonden) if isinstance(gevonden, dict) else {}

    def _find(self, sleutel: str) -> Any:
        gevonden: Any = self.sections
        for deel in sleutel.split("."):
            gevonden = gevonden[deel]
        return gevonden


def read_teksten(werkmap: Werkmap) -> Teksten:
    """The sentences of the werkmap.

    Raises:
        ContractError: the file is not TOML in UTF-8.
    """
    try:
        return Teksten(tomllib.loads(read_bytes(werkmap.data_file(FILE)).decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fout:
        raise ContractError(f"dit bestand klopt niet ({fout})", waar=f"data/{FILE}") from None
