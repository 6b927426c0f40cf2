"""Finds measures, dimensions and categories by their titles; tells what there is when it cannot."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from helpende_data.errors import ContractError
from helpende_data.sources.cbs.model import Dimensie, Tabelinfo, Titel, plain


@dataclass
class Zoeker:
    """Looks things up in one table and remembers every title that did not fit.

    Args:
        gemist: titles of things that may be missing, and are.
        gezien: codes of the measures and categories that were found.
    """

    info: Tabelinfo
    gemist: list[str] = field(default_factory=list)
    gezien: set[str] = field(default_factory=set)
    _fout: list[str] = field(default_factory=list)

    def maat(
        self, titels: Sequence[str], eenheid: str = "", *, mag_ontbreken: bool = False
    ) -> Titel | None:
        """The measure with one of these titles and this unit."""
        keuze = [m for m in self.info.maten if plain(m.eenheid) == plain(eenheid) or not eenheid]
        wat = f"maat {titels[0]!r}" + (f" ({eenheid})" if eenheid else "")
        namen = (f"{m.lang} ({m.eenheid})" if m.eenheid else m.lang for m in self.info.maten)
        return self._one(wat, titels, keuze, namen, mag_ontbreken)

    def dimensie(self, titels: Sequence[str], *, mag_ontbreken: bool = False) -> Dimensie | None:
        """The dimension with one of these titles."""
        namen = {plain(titel) for titel in titels}
        passend = [d for d in self.info.overige if plain(d.titel) in namen]
        if len(passend) == 1:
            return passend[0]
        if not (mag_ontbreken and not passend):
            self._tell(
                f"dimensie {titels[0]!r}", len(passend), (d.titel for d in self.info.overige)
            )
        return None

    def code(
        self, dimensie: Dimensie, titels: Sequence[str], *, mag_ontbreken: bool = False
    ) -> Titel | None:
        """The category of a dimension with one of these titles."""
        codes = list(dimensie.codes.values())
        wat = f"{titels[0]!r} in {dimensie.titel!r}"
        return self._one(wat, titels, codes, (c.lang for c in codes), mag_ontbreken)

    def note(self) -> tuple[str, ...]:
        """What was not found, and the titles in the table that nothing was found for."""
        if not self.gemist:
            return ()
        over = [
            code.lang
            for dimensie in self.info.overige
            for code in dimensie.codes.values()
            if code.id not in self.gezien
        ]
        wel = f"; in de tabel staan ook: {', '.join(over)}" if over else ""
        return (f"deze titels uit data/cbs.toml zijn er niet: {', '.join(self.gemist)}{wel}",)

    def unused(self, gebruikt: Iterable[Dimensie]) -> None:
        """Remember each dimension that nobody asked for: its total would be a guess."""
        for dimensie in self.info.overige:
            if dimensie not in gebruikt:
                self._fout.append(f"de dimensie {dimensie.titel!r} is onbekend")

    def check(self) -> None:
        """Stop when something was not found.

        Raises:
            ContractError: with every title that did not fit, and the titles that there are.
        """
        if self._fout:
            raise ContractError(
                f"tabel {self.info.id} heeft niet de titels van data/cbs.toml: "
                + "; ".join(self._fout),
                doe="pas de titels aan in data/cbs.toml",
            )

    def _one(
        self,
        wat: str,
        titels: Sequence[str],
        keuze: Sequence[Titel],
        namen: Iterable[str],
        mag_ontbreken: bool,
    ) -> Titel | None:
        gezocht = {plain(titel) for titel in titels}
        passend = [titel for titel in keuze if titel.namen & gezocht]
        if len(passend) > 1:  # the title itself says more than a title with its group before it
            passend = [titel for titel in passend if plain(titel.titel) in gezocht] or passend
        if len(passend) == 1:
            self.gezien.add(passend[0].id)
            return passend[0]
        if mag_ontbreken and not passend:
            self.gemist.append(titels[0])
        else:
            self._tell(wat, len(passend), namen)
        return None

    def _tell(self, wat: str, aantal: int, namen: Iterable[str]) -> None:
        hoeveel = "staat er niet" if not aantal else f"staat er {aantal} keer"
        fout = f"{wat} {hoeveel}"
        if not any(fout in eerder for eerder in self._fout):
            self._fout.append(f"{fout} (gevonden: {', '.join(dict.fromkeys(namen))})")
