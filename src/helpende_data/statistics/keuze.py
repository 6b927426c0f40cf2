"""Which figures of which area are meant: finds them under all codes. No verdicts, no printing."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass

from helpende_data.errors import UnknownError
from helpende_data.gebieden import Regio
from helpende_data.periodes import Periode, is_periode
from helpende_data.schema.tables import MATEN, TOTAAL
from helpende_data.statistics import ketens
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten
from helpende_data.statistics.maten import GEEN_BRON, aandeel, aantal, inwoners, opgave, per_100k

INWONERS = "inwoners"
_SOORTEN = ("jaar", "halfjaar", "kwartaal", "maand")
# Chain figures that are not a category of the registry.
_EXTRA = {
    ketens.ADVIEZEN: (f"per:{ketens.MELDINGEN}",),
    ketens.MELDINGEN: (f"{ketens.OVERDRACHT}_van_beoordeeld", ketens.LOKAAL_TEAM),
}


def area_codes(feiten: Feiten, gebied: str) -> tuple[str, ...]:
    """The codes under which an area is counted: of a region its plan, its own service and CBS.

    Raises:
        UnknownError: no such area; the message names the nearest ones.
    """
    try:
        regio: Regio | None = feiten.gebieden.regio(gebied)
    except UnknownError:
        regio = None
    if regio is not None:
        return (regio.code, *regio.tellingen)
    return (feiten.gebieden.find(gebied).code,)


def parse_indicator(feiten: Feiten, tekst: str) -> tuple[str, str]:
    """``meldingen/vervolg:overdracht`` as indicator and category; both empty for all.

    Raises:
        UnknownError: no such indicator or category; the message names the nearest or known ones.
    """
    code, _, deel = (stuk.strip().lower() for stuk in tekst.partition("/"))
    if not code and not deel:
        return "", ""
    gedrukt = dict.fromkeys(o.indicator for o in feiten.opgaven)
    bekend = list(dict.fromkeys((*feiten.indicatoren.by_code, *gedrukt, INWONERS)))
    if code not in bekend:
        namen = {i.naam.lower(): i.code for i in feiten.indicatoren.by_code.values()}
        if code in namen:
            code = namen[code]
        else:
            raise UnknownError(f"onbekende indicator {code!r}", doe=_nearest(code, bekend))
    if not deel:
        return code, ""
    delen = [TOTAAL, *_categories(feiten, code)]
    delen += [o.uitsplitsing for o in feiten.opgaven if o.indicator == code]
    dimensies = list(dict.fromkeys(d.partition(":")[0] for d in delen))
    if deel not in delen and deel not in dimensies:
        raise UnknownError(
            f"onbekende uitsplitsing {deel!r} van {code}",
            doe=_nearest(deel, list(dict.fromkeys(delen))),
        )
    return code, deel


def _nearest(woord: str, bekend: Sequence[str]) -> str:
    dichtbij = difflib.get_close_matches(woord, bekend, n=3, cutoff=0.6)
    if dichtbij:
        return f"bedoelt u {' of '.join(dichtbij)}?"
    return f"bekend zijn {', '.join(bekend)}"


def _categories(feiten: Feiten, code: str) -> list[str]:
    if code not in feiten.indicatoren:
        return []
    dimensies = feiten.indicatoren[code].dimensies.values()
    delen = [f"{d.code}:{categorie}" for d in dimensies for categorie in d.categorieen]
    return [*delen, *_EXTRA.get(code, ())]


@dataclass(frozen=True)
class Keuze:
    """Finds the figures of some codes, of all indicators or one."""

    feiten: Feiten
    codes: tuple[str, ...]
    indicator: str
    deel: str

    def wants(self, indicator: str, uitsplitsing: str) -> bool:
        if self.indicator not in ("", indicator):
            return False
        return self.deel in ("", uitsplitsing, uitsplitsing.partition(":")[0])

    def counted(self) -> list[Cijfer]:
        """Counts, rates, shares and the chain; a chain figure stands in for the same plain one."""
        feiten = self.feiten
        gevonden: dict[tuple[str, ...], Cijfer] = {}
        perioden: dict[tuple[str, str], None] = {}
        for code, indicator, deel, periode in self._counts():
            perioden[code, periode] = None
            if not self.wants(indicator, deel):
                continue
            wat = (code, indicator, periode, deel)
            _add(gevonden, aantal(feiten, *wat), per_100k(feiten, *wat))
            if deel != TOTAAL:
                _add(gevonden, aandeel(feiten, *wat))
        if self.indicator in ("", *_EXTRA):
            for code, periode in perioden:
                for cijfer in ketens.chain_figures(feiten, code, periode):
                    if self.wants(cijfer.indicator, cijfer.uitsplitsing) and (
                        cijfer.bron != GEEN_BRON or self._asked(cijfer, periode)
                    ):
                        _add(gevonden, cijfer)
        return list(gevonden.values())

    def is_known(self) -> bool:
        """Is there any count or statement at all?"""
        kolommen = ["indicator", "uitsplitsing"]
        tabellen = (self.feiten.publishable.tellingen, self.feiten.publishable.opgaven)
        return any(
            self.wants(indicator, deel)
            for df in tabellen
            for indicator, deel in df[kolommen].drop_duplicates().to_numpy()
        )

    def _asked(self, cijfer: Cijfer, periode: str) -> bool:
        """A chain figure that nobody published is shown only to who asks for just that one."""
        totaal = self.feiten.telling(cijfer.gebied_code, cijfer.indicator, periode)
        return self.deel == cijfer.uitsplitsing and totaal is not None

    def _counts(self) -> list[tuple[str, str, str, str]]:
        df = self.feiten.publishable.tellingen
        df = df[df["gebied_code"].isin(self.codes)]
        kolommen = ["gebied_code", "indicator", "uitsplitsing", "periode"]
        uniek = df[kolommen].drop_duplicates().astype(str)
        return [(a, b, c, d) for a, b, c, d in uniek.itertuples(index=False, name=None)]

    def stated(self) -> list[Cijfer]:
        """Printed statements with a number."""
        return [
            opgave(self.feiten, o)
            for o in self.feiten.opgaven
            if o.gebied_code in self.codes
            and o.eenheid not in ("woorden", "periode")
            and self.wants(o.indicator, o.uitsplitsing)
        ]

    def people(self) -> list[Cijfer]:
        """Inhabitants of every year in which the area has a number."""
        if not self.wants(INWONERS, TOTAAL):
            return []
        jaren = self.feiten.inwoners.jaren
        alle = (inwoners(self.feiten, code, jaar) for code in self.codes for jaar in jaren)
        return [cijfer for cijfer in alle if cijfer.waarde is not None]

    def order(self, cijfer: Cijfer) -> tuple[object, ...]:
        """Registry order, then category, area, kind of period, time and measure."""
        indicatoren = [*self.feiten.indicatoren.by_code]
        delen = [TOTAAL, *_categories(self.feiten, cijfer.indicator)]
        soort, maand = len(_SOORTEN), 0
        if is_periode(cijfer.periode):
            tijd = Periode.parse(cijfer.periode)
            soort, maand = _SOORTEN.index(tijd.soort), tijd.first_month
        return (
            cijfer.maat == INWONERS,
            _index(indicatoren, cijfer.indicator),
            "" if cijfer.indicator in indicatoren else cijfer.indicator,
            _index(delen, cijfer.uitsplitsing),
            cijfer.uitsplitsing,
            _index(self.codes, cijfer.gebied_code),
            soort,
            maand,
            cijfer.periode,
            [*MATEN].index(cijfer.maat),
        )


def _index(volgorde: Sequence[str], naam: str) -> int:
    return volgorde.index(naam) if naam in volgorde else len(volgorde)


def _add(gevonden: dict[tuple[str, ...], Cijfer], *nieuw: Cijfer) -> None:
    for c in nieuw:
        gevonden[c.gebied_code, c.indicator, c.uitsplitsing, c.periode, c.maat] = c
