"""What a native chart holds: the shown values of a drawing as rows and series. Draws nothing."""

from __future__ import annotations

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from helpende_data.figures.model import Balken, Keten, Punt, PuntInterval, Trend
from helpende_data.reports.render.pptx_pakket import CREATED
from helpende_data.schema.getallen import format_nl

TOT = "ten hoogste"  # the series of bands: what is printed as a range, or hidden
_EURO, _PROCENT, _ONGEVEER = "€ ", " %", "ongeveer "
_NABIJ = 0.15  # of the axis: a label at its beginning reaches so far


@dataclass(frozen=True)
class Lijn:
    """One series: a value or None for each row, its limits, and whose it is.

    Args:
        vormen: the number format in which each value is printed; empty: not beside its mark.
        band: the values are the ends of bands, drawn hatched.
    """

    naam: str
    waarden: tuple[float | None, ...]
    grenzen: tuple[tuple[float, float] | None, ...]
    soorten: tuple[str, ...]
    vormen: tuple[str, ...] = ()
    band: bool = False


_SHORT = 10  # an axis that ends before this has steps of less than one


@dataclass(frozen=True)
class Rooster:
    """What a chart holds: names of rows, series, and the number format of the values.

    Args:
        hoogste: where the axis ends, for charts that share a scale; 0: above its own values.
    """

    rijen: tuple[str, ...]
    lijnen: tuple[Lijn, ...]
    vorm: str
    liggend: bool
    eenheid: str
    hoogste: float = 0.0

    @property
    def has_values(self) -> bool:
        """Is there anything to draw?"""
        return any(waarde is not None for lijn in self.lijnen for waarde in lijn.waarden)

    @property
    def top(self) -> float:
        """Where the axis ends: a round number above every value and limit."""
        return self.hoogste or axis_end(
            getal for lijn in self.lijnen for getal in (*lijn.waarden, *_ends(lijn)) if getal
        )

    @property
    def as_vorm(self) -> str:
        """The number format along the axis: nothing is about; decimals on a short one only."""
        vorm = self.vorm.replace(_quoted(_ONGEVEER), "")
        return re.sub(r"\.0+", "", vorm) if self.top >= _SHORT else vorm

    @property
    def einden(self) -> tuple[tuple[float, float], ...]:
        """Where the axes with numbers begin and end."""
        return ((0.0, self.top),)


def axis_end(getallen: Iterable[float]) -> float:
    """A round number above all of these, 1 when there are none above nought."""
    hoogste = max((getal for getal in getallen if getal > 0), default=1.0)
    stap = 10.0 ** math.floor(math.log10(hoogste)) / 2
    return stap * (math.floor(1.02 * hoogste / stap) + 1)


def _ends(lijn: Lijn) -> tuple[float, ...]:
    return tuple(paar[1] for paar in lijn.grenzen if paar)


def has_limits(tekening: object) -> bool:
    """Does the chart draw lines with limits? Bars do where a value may be another one."""
    if isinstance(tekening, Balken):
        einden = ((p.laag, p.hoog) for p in tekening.punten)
        return any(a is not None and b is not None and a < b < math.inf for a, b in einden)
    return isinstance(tekening, (PuntInterval, Trend))


def chart_grid(tekening: object) -> Rooster | None:
    """The shown values of a drawing; None for a kind that has no native chart.

    A value stands in the grid only when it is printed as that number. What is printed as a range
    and what is hidden between limits becomes a band; other words stand at the name of a row.
    """
    match tekening:
        case Trend():
            punten = [p for reeks in tekening.reeksen for p in reeks.punten]
            open_ = [
                any(reeks.punten[nummer].voorlopig for reeks in tekening.reeksen)
                for nummer in range(len(tekening.periodes))
            ]
            return Rooster(
                tuple(f"{p} *" if o else p for p, o in zip(tekening.periodes, open_, strict=True)),
                tuple(_line(reeks.label, reeks.punten) for reeks in tekening.reeksen),
                _common_format(punten),
                liggend=False,
                eenheid=tekening.eenheid,
            )
        case PuntInterval() | Balken():
            erbij = [""] * len(tekening.punten)
            grenzen = has_limits(tekening)
            return _rows(tekening.punten, erbij, tekening.eenheid, with_limits=grenzen)
        case Keten():
            punten = [tekening.totaal, *tekening.stappen]
            return _rows(punten, ["", *tekening.aandelen], tekening.eenheid, with_limits=False)
    return None


def _rows(
    punten: Sequence[Punt], erbij: Sequence[str], eenheid: str, *, with_limits: bool
) -> Rooster:
    """Bars: one row for each point, with a second series where some of them are bands.

    Args:
        with_limits: lines with limits are drawn on the bars; a label may not stand under one.
    """
    lijn, band = _line(eenheid, punten), _bands(punten)
    lijnen = (lijn, band) if any(band.vormen) else (lijn,)
    top = Rooster((), lijnen, "", True, eenheid).top
    # Where one label would stand under a line, all stand beside the names.
    beside = with_limits and any(g and g[0] < _NABIJ * top for g in lijn.grenzen)
    vormen = tuple(
        "" if w is None or beside else _format_of(p)
        for p, w in zip(punten, lijn.waarden, strict=True)
    )
    namen = [
        _row_name(p, meer, in_words=not (vorm or bandvorm))
        for p, meer, vorm, bandvorm in zip(punten, erbij, vormen, band.vormen, strict=True)
    ]
    lijn = replace(lijn, vormen=vormen)
    return Rooster(tuple(namen), (lijn, *lijnen[1:]), _common_format(punten), True, eenheid)


def _row_name(punt: Punt, meer: str, *, in_words: bool) -> str:
    """What a row is about, and its value in words where that does not stand beside its mark."""
    naam = ", ".join(deel for deel in (punt.label, meer, punt.noot) if deel)
    if in_words:
        return f"{naam}: {_text(punt)}"
    return f"{naam} *" if punt.voorlopig else naam


def _line(naam: str, punten: Sequence[Punt]) -> Lijn:
    getallen = tuple(printed_value(p) for p in punten)
    grenzen = tuple(
        (p.laag, p.hoog)
        if w is not None and p.laag is not None and p.hoog is not None and p.hoog < math.inf
        else None
        for w, p in zip(getallen, punten, strict=True)
    )
    return Lijn(naam, getallen, grenzen, tuple(p.soort for p in punten))


def _bands(punten: Sequence[Punt]) -> Lijn:
    """The ends of what is printed as a range or hidden between limits, with the words for it."""
    einden = tuple(
        p.hoog if printed_value(p) is None and p.hoog and p.hoog < math.inf else None
        for p in punten
    )
    vormen = tuple(
        _quoted(_plain_text(_text(p).removesuffix(" *"))) if einde else ""
        for p, einde in zip(punten, einden, strict=True)
    )
    geen = (None,) * len(punten)
    return Lijn(TOT, einden, geen, tuple(p.soort for p in punten), vormen, band=True)


def _text(punt: Punt) -> str:
    from helpende_data.figures.waarden import shown_text

    return shown_text(punt)


def _plain_text(tekst: str) -> str:
    return tekst.strip().replace("\N{NO-BREAK SPACE}", " ")


def _affixes(punt: Punt) -> tuple[str, str]:
    """What is printed before and behind the number of a point."""
    tekst = _plain_text(punt.tekst)
    voor = next((teken for teken in (_ONGEVEER, _EURO) if tekst.startswith(teken)), "")
    return voor, _PROCENT if tekst.endswith(_PROCENT) else ""


def printed_places(punt: Punt) -> int | None:
    """With how many decimals the value of a point is printed; None when it is not printed."""
    if punt.waarde is None:
        return None
    voor, achter = _affixes(punt)
    tekst = _plain_text(punt.tekst).removeprefix(voor).removesuffix(achter)
    return next((n for n in range(4) if format_nl(punt.waarde, n) == tekst), None)


def printed_value(punt: Punt) -> float | None:
    """The value of a point as printed; None when it is printed otherwise, or not at all."""
    plaatsen = printed_places(punt)
    if punt.waarde is None or plaatsen is None:
        return None
    return round(float(punt.waarde), plaatsen)


def number_format(decimalen: int, voor: str = "", achter: str = "") -> str:
    """In Dutch (413): a point for thousands and a comma, where the program lets a file choose."""
    getal = "#,##0" + ("." + "0" * decimalen if decimalen else "")
    return f"[$-413]{_quoted(voor)}{getal}{_quoted(achter)}"


def _quoted(tekst: str) -> str:
    """Words in a number format."""
    zonder = tekst.replace('"', "")
    return f'"{zonder}"' if zonder else ""


def _format_of(punt: Punt) -> str:
    return number_format(printed_places(punt) or 0, *_affixes(punt))


def _common_format(punten: Sequence[Punt]) -> str:
    """For the axis and the sheet: the most decimals, and the sign that all values have."""
    gedrukt = [punt for punt in punten if printed_places(punt) is not None]
    tekens = {_affixes(punt) for punt in gedrukt}
    decimalen = max((printed_places(punt) or 0 for punt in gedrukt), default=0)
    return number_format(decimalen, *tekens.pop()) if len(tekens) == 1 else number_format(decimalen)


def workbook(rooster: Rooster) -> bytes:
    """The sheet behind a chart: rows and series where PowerPoint looks, the limits after them."""
    import xlsxwriter

    uit = io.BytesIO()
    boek = xlsxwriter.Workbook(uit, {"in_memory": True, "strings_to_formulas": False})
    boek.set_properties({"author": "helpende-data", "created": CREATED})
    blad = boek.add_worksheet("Sheet1")
    for rij, naam in enumerate(rooster.rijen, start=1):
        blad.write_string(rij, 0, naam)
    breed = len(rooster.lijnen)
    for nummer, lijn in enumerate(rooster.lijnen):
        blad.write_string(0, 1 + nummer, lijn.naam)
        for rij, waarde in enumerate(lijn.waarden, start=1):
            if waarde is not None:
                blad.write_number(rij, 1 + nummer, waarde)
        kolom = 1 + breed + 2 * nummer
        blad.write_string(0, kolom, f"ondergrens {lijn.naam}")
        blad.write_string(0, kolom + 1, f"bovengrens {lijn.naam}")
        for rij, paar in enumerate(lijn.grenzen, start=1):
            for plaats, grens in enumerate(paar or ()):
                blad.write_number(rij, kolom + plaats, grens)
    boek.close()
    return uit.getvalue()


def distances(lijn: Lijn) -> tuple[tuple[float, float], ...]:
    """How far each value lies above its lower and below its upper limit; 0 without limits."""
    return tuple(
        (round(w - g[0], 6), round(g[1] - w, 6)) if w is not None and g is not None else (0.0, 0.0)
        for w, g in zip(lijn.waarden, lijn.grenzen, strict=True)
    )
