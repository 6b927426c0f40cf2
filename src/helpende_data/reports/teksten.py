"""The sentences of the report, from a file that a GGD can change. Knows no figures."""

from __future__ import annotations

from dataclasses import dataclass
from string import Formatter
from typing import Any

from helpende_data.errors import ContractError
from helpende_data.files import Werkmap, read_toml

FILE = "teksten/rapport.toml"
SESSIE = "teksten/sessie.toml"
MEER = "teksten/meer.toml"  # of the other reports
EVALUATIE = "teksten/evaluatie.toml"


@dataclass(frozen=True)
class Teksten:
    """Sentences by section and key; ``teksten("regio.kop", gemeente="Druten")`` fills one in."""

    sections: dict[str, Any]
    bestand: str = FILE

    def __call__(self, sleutel: str, **velden: str) -> str:
        """The sentence under `sleutel` with its words filled in.

        Raises:
            ContractError: the sentence is missing or asks for a word that it does not get.
        """
        tekst = str(self._find(sleutel))
        try:
            return tekst.format_map(velden)
        except (KeyError, ValueError, IndexError) as fout:
            raise self._wrong(sleutel, fout) from None

    def words(self, sleutel: str) -> set[str]:
        """The words between braces that a sentence asks for.

        Raises:
            ContractError: the sentence is missing, or its braces do not match.
        """
        try:
            delen = list(Formatter().parse(str(self._find(sleutel))))
        except ValueError as fout:
            raise self._wrong(sleutel, fout) from None
        return {woord for _, woord, _, _ in delen if woord}

    def table(self, sleutel: str) -> dict[str, str]:
        """All sentences of a section, by key.

        Raises:
            ContractError: the section is missing.
        """
        gevonden = self._find(sleutel)
        if not isinstance(gevonden, dict):
            raise self._wrong(sleutel, KeyError(sleutel))
        return dict(gevonden)

    def _find(self, sleutel: str) -> Any:
        gevonden: Any = self.sections
        for deel in sleutel.split("."):
            if not isinstance(gevonden, dict) or deel not in gevonden:
                raise self._wrong(sleutel, KeyError(deel))
            gevonden = gevonden[deel]
        return gevonden

    def _wrong(self, sleutel: str, fout: Exception) -> ContractError:
        return ContractError(
            f"de zin {sleutel} ontbreekt of vraagt om een onbekend woord ({fout})",
            waar=f"data/{self.bestand}",
            doe="zet de zin terug zoals hij was",
        )


def read_teksten(werkmap: Werkmap, bestand: str = FILE) -> Teksten:
    """The sentences of the werkmap, of the report or of another file.

    Raises:
        SourceError: the file is not TOML in UTF-8.
    """
    return Teksten(read_toml(werkmap.data_file(bestand), f"data/{bestand}"), bestand)
