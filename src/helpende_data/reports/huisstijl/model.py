"""The looks of a report as frozen parts: colours and logo. Knows no file and no format."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from helpende_data.reports.huisstijl.kleur import DONKER, readable_on


@dataclass(frozen=True)
class Logo:
    """A picture that was checked and cleaned.

    Args:
        soort: ``png`` or ``svg``.
        alt: what it is, in words.
        png: the same picture in points, for slides.
    """

    inhoud: bytes
    soort: str
    alt: str
    png: bytes

    @property
    def data_uri(self) -> str:
        """The picture as an address that holds it: no request to any server."""
        soort = "svg+xml" if self.soort == "svg" else self.soort
        return f"data:image/{soort};base64,{base64.b64encode(self.inhoud).decode()}"


@dataclass(frozen=True)
class Huisstijl:
    """The looks of an organisation; without anything said those of the tool itself.

    Args:
        accent: colour of headings and lines, readable on white and on `zacht`.
        zacht: colour behind blocks and heads of tables.
    """

    accent: str = "#0f2f57"
    zacht: str = "#e8f1f2"
    logo: Logo | None = None

    @property
    def accent_donker(self) -> str:
        """`accent` as it can be read on a dark page."""
        return "#7cc7d4" if self.accent == Huisstijl.accent else readable_on(self.accent, DONKER, 7)


GEWOON = Huisstijl()
