"""A figure as it is shown: rounded once, with limits, denominator, status and source."""

from __future__ import annotations

from dataclasses import dataclass

from helpende_data.schema.getallen import format_euro, format_nl

AFGESCHERMD = "afgeschermd"
NIET_BEKEND = "niet bekend"
ZELF_VERBORGEN = "verborgen, zodat niemand een klein aantal kan uitrekenen"  # a `reden`
TE_KLEIN = "te klein om te zeggen"
_WORDS = {"onderdrukt": AFGESCHERMD, "niet_van_toepassing": "niet van toepassing"}


@dataclass(frozen=True)
class Cijfer:
    """One shown figure; the fields up to `bron` are the columns of the contract CIJFERS.

    `waarde`, `laag` and `hoog` are rounded already, to `decimalen`. Where `waarde` is None,
    `reden` says in plain Dutch why.

    Args:
        zelf_afgerond: made of a count that we rounded to protect it.
        klein: the count behind it may be 0 or 1, or lies further from its rounding than others do,
            so only the limits are printed.
    """

    gebied_code: str
    gebied: str
    dekking: str
    indicator: str
    uitsplitsing: str
    periode: str
    maat: str
    waarde: float | None
    laag: float | None
    hoog: float | None
    noemer: float | None
    status: str
    voorlopig: bool
    synthetisch: bool
    bron: str
    decimalen: int = 0
    reden: str = ""
    noemer_label: str = ""
    zelf_afgerond: bool = False
    klein: bool = False

    @property
    def zelf_verborgen(self) -> bool:
        """Did we hide the count that this was to be made of, small or not?"""
        return self.reden == ZELF_VERBORGEN

    def _format(self, waarde: float, decimalen: int) -> str:
        return format_euro(waarde) if self.maat == "euro" else format_nl(waarde, decimalen)

    @property
    def getal(self) -> float | None:
        """The value as it goes into a file; none where only the limits are printed."""
        return None if self.klein else self.waarde

    @property
    def tekst(self) -> str:
        """The value as a sentence and a chart print it; words when it is hidden or missing."""
        bij_benadering = self.waarde is not None and not self.klein and self._is_about
        return f"{'ongeveer ' if bij_benadering else ''}{self.kaal}"

    @property
    def kaal(self) -> str:
        """The same without "ongeveer", for where the limits or the source stand beside it."""
        if self.waarde is None:
            return _WORDS.get(self.status, NIET_BEKEND)
        if self.klein:
            return self.marge or TE_KLEIN
        return self._format(self.waarde, self.decimalen)

    @property
    def _is_about(self) -> bool:
        """Is the value a rounded one? In the count of a whole region that of others is nothing."""
        gemeente = self.gebied_code.startswith("GM")
        afgerond = self.zelf_afgerond or (self.status == "afgerond" and gemeente)
        return self.status == "benaderd" or (afgerond and self.maat == "aantal")

    @property
    def noemer_tekst(self) -> str:
        """What was divided by, as printed; empty without one."""
        if self.noemer is None:
            return ""
        # Inhabitants are as published; another denominator is a count that we may have rounded.
        rond = self.zelf_afgerond and self.maat in ("aandeel_pct", "verhouding")
        return f"{'ongeveer ' if rond else ''}{format_nl(self.noemer)}"

    @property
    def marge(self) -> str:
        """The limits as printed, "449,6 tot 485,2"; empty where there are none."""
        if self.laag is None or self.hoog is None:
            return ""
        # What an area would count on average has a decimal; what it could count has none.
        decimalen = 0 if self.maat == "verwacht" else self.decimalen
        return f"{self._format(self.laag, decimalen)} tot {self._format(self.hoog, decimalen)}"
