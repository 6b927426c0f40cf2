"""Inhabitants: a printed number against every year, sums of areas, age groups against totals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpende_data.controle.afronding import printed
from helpende_data.controle.gegevens import Gegevens, Inwonertal, Opgave, parse_periode
from helpende_data.controle.model import Bevinding
from helpende_data.controle.woorden import enumerate_nl, year_ranges
from helpende_data.schema.getallen import format_nl
from helpende_data.schema.tables import TOTAAL

INDICATOR = "inwoners"
_AGES = re.compile(r"(\d+)(?:-(\d+)|\+)")
_HALF = 0.5


def check_inhabitants(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Everything that the data say twice about inhabitants."""
    for opgave in gegevens.opgaven:
        if opgave.indicator == INDICATOR and opgave.eenheid == "personen":
            yield from _printed_number(gegevens, opgave)
    yield from _sums_of_municipalities(gegevens)
    yield from _age_groups(gegevens)


def _printed_number(gegevens: Gegevens, opgave: Opgave) -> Iterator[Bevinding]:
    gedrukt = printed(opgave)
    if gedrukt is None or opgave.gebied_code not in gegevens.gebieden:
        return
    naam = gegevens.name(opgave.gebied_code)
    # Words give bounds; a number that was rounded may be off by half of its last digit.
    speling = _step(gedrukt.laag) if opgave.status in ("afgerond", "benaderd") else 0.0
    laag, hoog = gedrukt.laag, gedrukt.hoog
    if gedrukt.waarde is not None:
        laag, hoog = gedrukt.waarde - speling / 2, gedrukt.waarde + speling
    bekend, onbekend = {}, []
    for jaar in gegevens.inwoners.jaren:
        aantal = gegevens.inwoners.of(opgave.gebied_code, jaar).inwoners
        if aantal is None:
            onbekend.append(jaar)
        else:
            bekend[jaar] = aantal
    periode = parse_periode(opgave.periode)
    passend = [jaar for jaar, aantal in bekend.items() if laag <= aantal <= hoog]
    begin = f"Gedrukt is {_quoted(opgave)} als aantal inwoners van {naam}"
    if not bekend:
        ernst, slot = "let_op", "niet na te rekenen, want van geen enkel jaar is het totaal bekend"
    elif periode is not None and periode.jaar in bekend:
        ernst = "klopt" if periode.jaar in passend else "klopt_niet"
        past = "past" if ernst == "klopt" else "past niet"
        slot = f"dat {past} bij de {format_nl(bekend[periode.jaar])} op 1 januari {periode.jaar}"
    elif passend:
        ernst = "let_op"
        aantallen = enumerate_nl(f"{format_nl(bekend[jaar])} in {jaar}" for jaar in passend)
        slot = f"het jaar staat er niet bij, maar het past bij {aantallen}"
    else:
        ernst = "klopt_niet"
        slot = f"dat past bij geen enkel jaar, want {_range(gegevens, opgave, bekend, onbekend)}"
    yield Bevinding.about(
        opgave,
        soort="inwoners",
        ernst=ernst,
        zin=f"{begin}: {slot}.",
        bronnen=(opgave.herkomst, *_used(gegevens, opgave.gebied_code, bekend)),
    )


def _used(gegevens: Gegevens, code: str, bekend: dict[int, int]) -> tuple[str, ...]:
    """The rows under the known years: of the area itself, else of its municipalities."""
    rijen = gegevens.inhabitants_by_key
    gevonden = []
    for jaar in bekend:
        zelf = rijen.get((code, jaar, TOTAAL))
        leden = (
            [
                rijen[lid, jaar, TOTAAL]
                for lid in sorted(gegevens.members(code, jaar))
                if (lid, jaar, TOTAAL) in rijen
            ]
            if zelf is None
            else [zelf]
        )
        gevonden += [rij.herkomst for rij in leden]
    return tuple(dict.fromkeys(gevonden))


def _step(waarde: float) -> float:
    """The step that the zeros at the end of a number suggest: 536000 -> 1000."""
    stap = 1.0
    while waarde and waarde % (stap * 10) == 0:
        stap *= 10
    return stap


def _quoted(opgave: Opgave) -> str:
    gedrukt = printed(opgave)
    return f'"{opgave.tekst}"' if opgave.tekst or gedrukt is None else f'"{gedrukt.shown}"'


def _range(gegevens: Gegevens, opgave: Opgave, bekend: dict[int, int], onbekend: list[int]) -> str:
    laagste, hoogste = min(bekend.values()), max(bekend.values())
    aantallen = format_nl(laagste)
    if hoogste != laagste:
        aantallen += f" tot {format_nl(hoogste)}"
    zonder = f"; {year_ranges(onbekend)} is niet op te tellen" if onbekend else ""
    wie = gegevens.region_name(opgave.gebied_code)
    return f"{wie} had {aantallen} inwoners ({year_ranges(sorted(bekend))}{zonder})"


def _tolerance(gegevens: Gegevens, rijen: list[Inwonertal]) -> float:
    """What rounding of these numbers can add up to; nothing when all are exact."""
    return sum(gegevens.marge(rij.levering_id) + _HALF for rij in rijen if rij.status != "exact")


def _sums_of_municipalities(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Municipalities, and other parts, against a total that was published itself."""
    rijen = gegevens.inhabitants_by_key
    per_jaar: dict[int, dict[str, Inwonertal]] = {}
    for (code, jaar, leeftijd), rij in rijen.items():
        if leeftijd == TOTAAL and code in gegevens.gebieden:
            per_jaar.setdefault(jaar, {})[code] = rij
    for jaar, bekend in per_jaar.items():
        soort = {code: gegevens.gebieden[code].soort for code in bekend}
        gemeenten = [rij for code, rij in bekend.items() if soort[code] == "gemeente"]
        for code, geheel in bekend.items():
            if soort[code] == "land":
                yield from _country(gegevens, jaar, geheel, gemeenten)
            elif soort[code] != "gemeente" and gegevens.is_complete(code, jaar):
                leden = gegevens.members(code, jaar)
                if leden and leden <= bekend.keys():
                    yield _sum(gegevens, jaar, geheel, [bekend[lid] for lid in sorted(leden)])


def _country(
    gegevens: Gegevens, jaar: int, geheel: Inwonertal, gemeenten: list[Inwonertal]
) -> Iterator[Bevinding]:
    """No list says who makes up the country: every municipality that existed in that year does."""
    bestond = {
        g.code
        for g in gegevens.gebieden.by_code.values()
        if g.soort == "gemeente" and g.exists_in(jaar)
    }
    volledig = bestond <= {rij.gebied_code for rij in gemeenten}
    som = sum(rij.inwoners for rij in gemeenten)
    # Figures on a later division add up as well, without every municipality of that year.
    if gemeenten and (volledig or som >= geheel.inwoners):
        yield _sum(gegevens, jaar, geheel, gemeenten)


def _sum(gegevens: Gegevens, jaar: int, geheel: Inwonertal, delen: list[Inwonertal]) -> Bevinding:
    naam = gegevens.name(geheel.gebied_code)
    som = sum(rij.inwoners for rij in delen)
    ernst, slot = _verdict(gegevens, som, geheel, delen, f"het totaal van {naam}")
    return Bevinding(
        "inwoners",
        ernst,
        geheel.gebied_code,
        INDICATOR,
        str(jaar),
        f"Inwoners op 1 januari {jaar}: {len(delen)} gemeenten hebben er samen "
        f"{format_nl(som)}, {slot}.",
        (geheel.herkomst, *(rij.herkomst for rij in delen)),
    )


def _verdict(
    gegevens: Gegevens, som: int, geheel: Inwonertal, delen: list[Inwonertal], wat: str
) -> tuple[str, str]:
    verschil = som - geheel.inwoners
    if verschil == 0:
        return "klopt", f"precies {wat}"
    tekst = f"{format_nl(abs(verschil))} {'meer' if verschil > 0 else 'minder'} dan {wat}"
    tekst = f"{tekst} ({format_nl(geheel.inwoners)})"
    if abs(verschil) <= _tolerance(gegevens, [geheel, *delen]):
        return "klopt", f"{tekst}, en dat past binnen de afronding"
    return "klopt_niet", tekst


def _age_groups(gegevens: Gegevens) -> Iterator[Bevinding]:
    """Every set of age groups that runs from 0 to the end, against the total."""
    groepen: dict[tuple[str, int], list[tuple[int, int | None, Inwonertal]]] = {}
    for rij in gegevens.inwonertallen:
        leeftijd = _AGES.fullmatch(rij.leeftijd)
        if leeftijd:
            tot = int(leeftijd[2]) if leeftijd[2] else None
            groepen.setdefault((rij.gebied_code, rij.jaar), []).append((int(leeftijd[1]), tot, rij))
    for (code, jaar), banden in groepen.items():
        geheel = gegevens.inhabitants_by_key.get((code, jaar, TOTAAL))
        if geheel is None:
            continue
        for keten in _chains(banden, 0):
            som = sum(rij.inwoners for rij in keten)
            ernst, slot = _verdict(gegevens, som, geheel, keten, "het totaal")
            yield Bevinding(
                "inwoners",
                ernst,
                code,
                INDICATOR,
                str(jaar),
                f"Inwoners van {gegevens.name(code)} op 1 januari {jaar}: {len(keten)} "
                f"leeftijdsgroepen zijn samen {format_nl(som)}, {slot}.",
                (geheel.herkomst, *(rij.herkomst for rij in keten)),
            )


def _chains(
    banden: list[tuple[int, int | None, Inwonertal]], begin: int
) -> Iterator[list[Inwonertal]]:
    """The sets of age groups that follow on each other from `begin` to the open end."""
    for van, tot, rij in banden:
        if van != begin:
            continue
        if tot is None:
            yield [rij]
        elif tot >= van:
            yield from ([rij, *rest] for rest in _chains(banden, tot + 1))
