"""Reads the keys of a TOML table and collects every fault. Knows no mapping."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

VUL_IN = "?"  # what a proposal leaves to be filled in


class Sleutels:
    """Takes keys out of one TOML table; what is missing, wrong or left over goes to `faults`.

    Every reading function gives a usable value, also for a key that is wrong: the caller raises
    once, after everything was read. A key without `default` must be there.

    Args:
        inhoud: the table as `tomllib` gives it.
        faults: where the sentences go, shared by all tables of a file.
        pad: the keys that lead to this table, with dots between them.
    """

    def __init__(self, inhoud: object, faults: list[str], pad: str = "") -> None:
        self.pad = pad
        self.faults = faults
        if not isinstance(inhoud, dict):
            faults.append(f"{pad or 'de inhoud'} is geen tabel (verwacht: [{pad}] met sleutels)")
            inhoud = {}
        self._velden: dict[str, Any] = dict(inhoud)

    def __contains__(self, sleutel: str) -> bool:
        return sleutel in self._velden

    def fault(self, sleutel: str, wat: str, verwacht: str) -> None:
        """Remember that something is wrong with a key, and what belongs there."""
        naam = ".".join(deel for deel in (self.pad, sleutel) if deel)
        self.faults.append(f"{naam} {wat} (verwacht: {verwacht})")

    def _take(self, sleutel: str, default: Any, soort: type, verwacht: str) -> Any:
        """The value of a key; None when that was a fault."""
        if sleutel not in self._velden:
            if default is None:
                self.fault(sleutel, "ontbreekt", verwacht)
            return default
        waarde = self._velden.pop(sleutel)
        if type(waarde) is soort:
            return waarde
        self.fault(sleutel, "klopt niet", verwacht)
        return None

    def text(self, sleutel: str, verwacht: str, default: str | None = None) -> str:
        """A text; empty only where the default is."""
        waarde = self._take(sleutel, default, str, verwacht)
        if waarde is not None and default is None and waarde.strip() in ("", VUL_IN):
            self.fault(sleutel, "is niet ingevuld", verwacht)
        return waarde or ""

    def one_of(self, sleutel: str, keuzes: Sequence[str], default: str | None = None) -> str:
        """One of a few words."""
        verwacht = " of ".join(f'"{keuze}"' for keuze in keuzes)
        waarde = self._take(sleutel, default, str, verwacht)
        if waarde is not None and waarde not in (*keuzes, default):
            self.fault(sleutel, "klopt niet", verwacht)
        return waarde or ""

    def yes_no(self, sleutel: str, default: bool | None = None) -> bool:
        """``true`` or ``false``."""
        return bool(self._take(sleutel, default, bool, "true of false"))

    def whole(self, sleutel: str, default: int | None = None, *, laag: int = 0) -> int:
        """A whole number from `laag`."""
        verwacht = f"een geheel getal vanaf {laag}"
        waarde = self._take(sleutel, default, int, verwacht)
        if waarde is not None and waarde < laag:
            self.fault(sleutel, "is te klein", verwacht)
        return waarde or 0

    def texts(self, sleutel: str, verwacht: str) -> tuple[str, ...]:
        """A list of texts, or one text on its own; nothing when the key is not there."""
        waarde = self._velden.pop(sleutel, [])
        lijst = [waarde] if isinstance(waarde, str) else waarde
        if not isinstance(lijst, list) or not all(isinstance(deel, str) and deel for deel in lijst):
            self.fault(sleutel, "klopt niet", verwacht)
            return ()
        return tuple(lijst)

    def pairs(self, sleutel: str, verwacht: str) -> dict[str, str]:
        """A table of texts; empty when the key is not there."""
        waarde = self._velden.pop(sleutel, {})
        if not isinstance(waarde, dict):
            self.fault(sleutel, "is geen tabel", verwacht)
            return {}
        for naam, deel in waarde.items():
            if not isinstance(deel, str) or not deel:
                self.fault(f"{sleutel}.{naam}", "klopt niet", verwacht)
        return {naam: str(deel) for naam, deel in waarde.items()}

    def table(self, sleutel: str) -> Sleutels:
        """The table under a key; an empty one where the key is missing."""
        inhoud = self._velden.pop(sleutel, {})
        return Sleutels(inhoud, self.faults, f"{self.pad}.{sleutel}" if self.pad else sleutel)

    def items(self) -> list[tuple[str, Any]]:
        """Everything that was not taken yet; takes it."""
        rest, self._velden = self._velden, {}
        return list(rest.items())

    def end(self, bekend: str = "") -> None:
        """Refuse the keys that nobody took."""
        for sleutel, _ in self.items():
            self.fault(sleutel, "is een onbekende sleutel", bekend or "zie data/mappings/README.md")
