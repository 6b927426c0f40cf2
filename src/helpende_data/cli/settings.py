"""The general options of `hd`, which stand before the command. Reads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpende_data.files import Werkmap


@dataclass(frozen=True)
class Settings:
    """Where the user works and how much to say."""

    root: Path
    stil: bool
    json: bool

    @property
    def werkmap(self) -> Werkmap:
        from helpende_data.files import Werkmap

        return Werkmap(self.root)
