"""What a service counted itself beside what CBS published for it. Knows no other sums."""

from __future__ import annotations

from collections.abc import Iterator

from helpende_data.controle.gegevens import Gegevens, Telling, parse_periode
from helpende_data.controle.grenzen import Span, span
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl, when
from helpende_data.gebieden import Regio
from helpende_data.periodes import Periode
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL

_ZEKERHEID = ("exact", "afgerond", "onderdrukt", "benaderd", "onbekend", "niet_van_toepassing")


def check_own_counts(gegevens: Gegevens) -> Iterator[Bevinding]:
    """A region's own count beside the published one of CBS, for the same period."""
    for regio in gegevens.gebieden.regios:
        if not (regio.tellingen_eigen and regio.tellingen_cbs):
            continue
        eigen = _best(gegevens, regio.tellingen_eigen)
        cbs = _best(gegevens, regio.tellingen_cbs)
        for sleutel in sorted(eigen.keys() & cbs.keys()):
            periode = parse_periode(sleutel[1])
            if periode is not None:
                yield _compare_own(gegevens, regio, periode, eigen[sleutel], cbs[sleutel])


def _best(gegevens: Gegevens, code: str) -> dict[tuple[str, str], Telling]:
    """(indicator, periode) -> the most certain total of this area."""
    found: dict[tuple[str, str], Telling] = {}
    for (gebied, indicator, uitsplitsing), tellingen in gegevens.tellingen_by_area.items():
        if gebied != code or uitsplitsing != TOTAAL:
            continue
        for t in sorted(tellingen, key=lambda t: (_ZEKERHEID.index(t.status), t.bron)):
            if t.aantal is not None:
                found.setdefault((indicator, t.periode), t)
    return found


def _compare_own(
    gegevens: Gegevens, regio: Regio, periode: Periode, eigen: Telling, cbs: Telling
) -> Bevinding:
    mijn = gegevens.covered(eigen, periode.jaar)
    hun = gegevens.covered(cbs, periode.jaar)
    een, ander = span(eigen), span(cbs)
    wat = gegevens.subject(eigen.indicator, eigen.uitsplitsing)
    begin = (
        f"{wat} {when(eigen.periode)} voor {regio.naam}: de eigen telling is "
        f"{een.shown}{_members_text(mijn)} en die van het CBS {ander.shown}{_members_text(hun)}"
    )
    gelijk = not een.exceeds(ander) and not ander.exceeds(een)
    extra = _difference(gegevens, mijn, hun)
    if not mijn or not hun or mijn == hun:
        ernst = "klopt" if gelijk else "klopt_niet" if mijn and hun else "let_op"
    else:
        te_weinig = (mijn > hun and ander.exceeds(een)) or (hun > mijn and een.exceeds(ander))
        ernst = "klopt_niet" if te_weinig else "let_op"
    slot = "dat past binnen de afronding" if gelijk else _percent(een, ander)
    zin = f"{begin}; {slot}{extra}."
    return Bevinding.about(
        eigen,
        soort="verzorgingsgebied",
        ernst=ernst,
        zin=zin,
        bronnen=(eigen.herkomst, cbs.herkomst),
    )


def _members_text(leden: frozenset[str]) -> str:
    return f" ({len(leden)} gemeenten)" if leden else ""


def _percent(een: Span, ander: Span) -> str:
    if not ander.waarde or een.waarde is None:
        return "die twee verschillen"
    verschil = 100 * (een.waarde - ander.waarde) / ander.waarde
    richting = "hoger" if verschil > 0 else "lager"
    return f"de eigen telling is {format_nl(abs(verschil), 1)} % {richting}"


def _difference(gegevens: Gegevens, mijn: frozenset[str], hun: frozenset[str]) -> str:
    if not mijn or not hun:
        return ", en niet bekend is welke gemeenten beide tellen"
    if mijn == hun:
        return ", over dezelfde gemeenten"
    meer = enumerate_nl((gegevens.name(g) for g in sorted(mijn - hun)), meest=5)
    minder = enumerate_nl((gegevens.name(g) for g in sorted(hun - mijn)), meest=5)
    delen = [f"alleen de eigen telling telt {meer} mee"] if meer else []
    delen += [f"alleen het CBS telt {minder} mee"] if minder else []
    return f", en {' en '.join(delen)}"
