"""Reads a TOML table key by key and says in Dutch what is wrong. Knows no settings."""

from __future__ import annotations

from helpende_data.errors import ContractError
from helpende_data.periodes import Periode


class TomlTable:
    """Takes the keys out of one TOML table, one by one; the end of its `with` refuses the rest.

    Every reading function raises a ContractError that names file and key when the key is missing
    or holds something else.

    Args:
        inhoud: the table as `tomllib` gives it.
        bestand: the name of the file in messages.
        pad: the keys that lead to this table, with dots between them.
    """

    def __init__(self, inhoud: object, bestand: str, pad: str = "") -> None:
        self._bestand = bestand
        self._pad = pad
        if not isinstance(inhoud, dict):
            raise self.fault("", "is geen tabel")
        self._velden: dict[str, object] = dict(inhoud)

    def __enter__(self) -> TomlTable:
        return self

    def __exit__(self, soort: type[BaseException] | None, *_: object) -> None:
        if soort is None and self._velden:
            raise self.fault(next(iter(self._velden)), "is een onbekende sleutel")

    def fault(self, sleutel: str, wat: str) -> ContractError:
        """What is wrong with a key of this table, or with the table itself for an empty key."""
        naam = ".".join(deel for deel in (self._pad, sleutel) if deel)
        return ContractError(
            f"{naam or 'de inhoud'} {wat}", waar=self._bestand, doe="herstel de instellingen"
        )

    def _take(self, sleutel: str) -> object:
        if sleutel not in self._velden:
            raise self.fault(sleutel, "ontbreekt")
        return self._velden.pop(sleutel)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys that were not taken yet."""
        return tuple(self._velden)

    def whole(self, sleutel: str, laag: int, hoog: int) -> int:
        """A whole number from `laag` up to and including `hoog`."""
        waarde = self._take(sleutel)
        if not isinstance(waarde, int) or isinstance(waarde, bool):
            raise self.fault(sleutel, "is geen geheel getal")
        if not laag <= waarde <= hoog:
            raise self.fault(sleutel, f"ligt niet tussen {laag} en {hoog}")
        return waarde

    def text(self, sleutel: str) -> str:
        """A text that is not empty."""
        waarde = self._take(sleutel)
        if not isinstance(waarde, str) or not waarde:
            raise self.fault(sleutel, "is geen tekst")
        return waarde

    def texts(self, sleutel: str) -> tuple[str, ...]:
        """A list of texts; it may be empty."""
        waarde = self._take(sleutel)
        if not isinstance(waarde, list) or not all(isinstance(deel, str) for deel in waarde):
            raise self.fault(sleutel, "is geen lijst van teksten")
        return tuple(waarde)

    def periode(self, sleutel: str, soorten: tuple[str, ...]) -> Periode:
        """A period of one of these kinds: jaar, halfjaar, kwartaal or maand."""
        tekst = self.text(sleutel)
        try:
            periode = Periode.parse(tekst)
        except ValueError as fout:
            raise self.fault(sleutel, f"is {fout}") from None
        if periode.soort not in soorten:
            raise self.fault(sleutel, f"is geen {' of '.join(soorten)}")
        return periode

    def table(self, sleutel: str, *, optional: bool = False) -> TomlTable:
        """The table under a key; with `optional` an empty one where the key is missing."""
        inhoud = {} if optional and sleutel not in self._velden else self._take(sleutel)
        return TomlTable(inhoud, self._bestand, f"{self._pad}.{sleutel}" if self._pad else sleutel)

    def each(self) -> dict[str, TomlTable]:
        """The tables that make up this one, by key."""
        return {sleutel: self.table(sleutel) for sleutel in self.keys}

    def tables(self, sleutel: str) -> list[TomlTable]:
        """The blocks ``[[sleutel]]``; there may be none."""
        inhoud = self._velden.pop(sleutel, [])
        if not isinstance(inhoud, list):
            raise self.fault(sleutel, "is geen lijst van blokken")
        return [
            TomlTable(deel, self._bestand, f"{sleutel} {nummer}")
            for nummer, deel in enumerate(inhoud, start=1)
        ]
