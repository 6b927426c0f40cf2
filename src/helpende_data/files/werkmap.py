"""Where things are: packaged data, the user's own data over it, the data set, the reports."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from helpende_data.errors import SourceError
from helpende_data.files.names import visible


def packaged_data() -> Path:
    """The folder `data/` that came with the tool: in the wheel, or in the checkout."""
    pakket = Path(__file__).resolve().parents[1]
    ingepakt = pakket / "data"
    return ingepakt if ingepakt.is_dir() else pakket.parents[1] / "data"


@dataclass(frozen=True)
class Werkmap:
    """The folder in which a user works; files in its `data/` go before the packaged ones."""

    root: Path

    @cached_property
    def packaged(self) -> Path:
        return packaged_data()

    @property
    def own(self) -> Path:
        return self.root / "data"

    @property
    def dataset(self) -> Path:
        return self.own / "dataset"

    @property
    def rapporten(self) -> Path:
        return self.root / "rapporten"

    def data_file(self, relative: str) -> Path:
        """The file that counts: the user's own one, else the packaged one.

        Raises:
            SourceError: neither exists.
        """
        for map_ in (self.own, self.packaged):
            if (map_ / relative).is_file():
                return map_ / relative
        raise SourceError(
            "bestand niet gevonden",
            waar=f"data/{relative}",
            doe="zet het terug, of installeer helpende-data opnieuw",
        )

    def data_files(self, folder: str, suffix: str) -> tuple[Path, ...]:
        """Every file of a data folder, by name; an own file goes before a packaged one."""
        namen: dict[str, Path] = {}
        for map_ in (self.packaged, self.own):
            namen |= {pad.name: pad for pad in sorted((map_ / folder).glob(f"*{suffix}"))}
        return tuple(namen[naam] for naam in sorted(namen))

    def is_own(self, pad: Path) -> bool:
        """Does this file of the user's own `data/` say something else than the tool's?"""
        if self.own == self.packaged or not pad.is_relative_to(self.own):
            return False
        ander = self.packaged / pad.relative_to(self.own)
        return not ander.is_file() or ander.read_bytes() != pad.read_bytes()

    def shown(self, pad: Path) -> str:
        """The path as messages and manifests print it, without the machine's folders."""
        pad = pad.absolute()
        for map_ in (self.own, self.packaged):
            if pad.is_relative_to(map_):
                return visible(f"data/{pad.relative_to(map_).as_posix()}")
        if pad.is_relative_to(self.root):
            return visible(pad.relative_to(self.root).as_posix())
        return visible(pad.name)
