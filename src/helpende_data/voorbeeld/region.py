"""The figures of the example region: inhabitants, counts per half-year, facilities. No files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from helpende_data.gebieden import Gebieden, Regio
from helpende_data.periodes import Periode
from helpende_data.schema import Indicatoren
from helpende_data.schema.tables import TOTAAL
from helpende_data.voorbeeld.andere import draw_andere
from helpende_data.voorbeeld.check import fault, region_of
from helpende_data.voorbeeld.cijfer import Cijfer, Inwonertal
from helpende_data.voorbeeld.draws import Stream
from helpende_data.voorbeeld.settings import Instellingen, Telling, Voorziening

LEEFTIJDEN = (TOTAAL, "0-17", "18-64", "65+")

Cel = tuple[str, str, Periode]  # indicator, uitsplitsing, periode
Cellen = dict[Cel, int]
Sleutel = tuple[str, str, str, Periode]  # area, indicator, uitsplitsing, periode
Weglating = dict[Sleutel, str]  # cell to leave out -> its remark


@dataclass(frozen=True)
class Voorbeeld:
    """All figures of one example, in the order in which they are written."""

    inwoners: Inwonertal
    veilig_thuis: tuple[Cijfer, ...]
    voorzieningen: tuple[Cijfer, ...]
    landelijk: tuple[Cijfer, ...]
    andere: tuple[Cijfer, ...]


def draw_voorbeeld(
    instellingen: Instellingen, gebieden: Gebieden, indicatoren: Indicatoren, shown: str
) -> Voorbeeld:
    """The example region that follows from the settings, the same every time.

    Args:
        shown: the name of the settings in messages.

    Raises:
        ContractError: a cell that must be left out is not among the figures.
    """
    regio = region_of(instellingen, gebieden, shown)
    inwoners = _inwoners(instellingen)
    leden = sorted(gebieden.members(regio.tellingen_eigen, instellingen.eerste_jaar))
    per_gebied = {
        code: _count_area(instellingen, indicatoren, code, inwoners, landelijk=False)
        for code in leden
    }
    for code in (*regio.subregios, regio.tellingen_eigen):
        delen = gebieden.members(code, instellingen.eerste_jaar)
        per_gebied[code] = _sum([per_gebied[deel] for deel in sorted(delen)])
    volgorde = (regio.tellingen_eigen, *regio.subregios, *leden)
    veilig_thuis = _rows(per_gebied, volgorde)
    voorzieningen = (
        *_voorzieningen(instellingen, indicatoren),
        *_huisverboden(instellingen, gebieden, regio, leden, inwoners),
    )
    vergelijking = {
        code: _count_area(instellingen, indicatoren, code, inwoners, landelijk=True)
        for code in instellingen.vergelijking
    }
    weg = _unknown(instellingen)
    _check_onbekend(weg, (*veilig_thuis, *voorzieningen), shown)
    return Voorbeeld(
        inwoners,
        _leave_out(veilig_thuis, weg),
        _leave_out(voorzieningen, weg),
        _rows(vergelijking, instellingen.vergelijking),
        draw_andere(instellingen, indicatoren, leden, inwoners),
    )


def _inwoners(instellingen: Instellingen) -> Inwonertal:
    """Inhabitants per area, year and age; the three age groups add up to the total."""
    keuze = instellingen.inwoners
    inwoners: Inwonertal = {}
    for code, basis in keuze.basis.items():
        stroom = Stream(instellingen.zaad, "inwoners", code)
        aantal = basis * (1000 + stroom.whole(-keuze.ruis, keuze.ruis)) // 1000
        aantal += stroom.whole(0, max(1, basis // 1000))
        groei = stroom.whole(keuze.groei_laag, keuze.groei_hoog)
        jong = keuze.jong + stroom.whole(-keuze.spreiding, keuze.spreiding)
        oud = keuze.oud + stroom.whole(-keuze.spreiding, keuze.spreiding)
        for jaar in range(keuze.eerste_jaar, keuze.laatste_jaar + 1):
            kinderen = aantal * jong // 1000
            ouderen = aantal * oud // 1000
            delen = (aantal, kinderen, aantal - kinderen - ouderen, ouderen)
            inwoners |= {
                (code, jaar, leeftijd): deel
                for leeftijd, deel in zip(LEEFTIJDEN, delen, strict=True)
            }
            # A tenth of the growth is drawn again each year, so that the line is not straight.
            aantal += aantal * (10 * groei + stroom.whole(-20, 20)) // 10_000
            oud += keuze.vergrijzing
    return inwoners


def _count_area(
    instellingen: Instellingen,
    indicatoren: Indicatoren,
    code: str,
    inwoners: Inwonertal,
    *,
    landelijk: bool,
) -> Cellen:
    """The counts of one area per half-year and year, every indicator and category."""
    cellen: Cellen = {}
    for indicator, telling in instellingen.tellingen.items():
        streams = {
            naam: Stream(instellingen.zaad, indicator, code, naam)
            for naam in ("niveau", TOTAAL, *telling.dimensies)
        }
        factor = 1000 if landelijk else streams["niveau"].gamma_promille(telling.vorm)
        rate = telling.landelijk if landelijk else telling.per_100k
        for jaar in instellingen.jaren:
            groei = _growth(telling.groei, jaar - instellingen.eerste_jaar)
            halfjaren = Periode(jaar).parts("halfjaar")
            for periode in halfjaren:
                niveau = factor * _jump(instellingen, indicator, code, periode)
                totaal = streams[TOTAAL].poisson(
                    inwoners[code, jaar, TOTAAL] * rate * niveau * groei[0],
                    100_000 * len(halfjaren) * 1000 * 1000 * groei[1],
                )
                delen = _split(telling, totaal, streams, indicatoren, indicator)
                cellen |= {(indicator, deel, periode): n for deel, n in delen.items()}
            for deel in delen:
                cellen[indicator, deel, Periode(jaar)] = sum(
                    cellen[indicator, deel, periode] for periode in halfjaren
                )
    return cellen | _casussen(instellingen, code, cellen)


def _growth(promille: int, jaren: int) -> tuple[int, int]:
    """The growth after some years as a fraction of whole numbers."""
    return (1000 + promille) ** jaren, 1000**jaren


def _jump(instellingen: Instellingen, indicator: str, code: str, periode: Periode) -> int:
    """The level of a municipality in promille: 1000 before its jump."""
    niveau = 1000
    for sprong in instellingen.sprongen:
        if (sprong.indicator, sprong.gemeente) == (indicator, code) and not periode < sprong.vanaf:
            niveau = niveau * sprong.promille // 1000
    return niveau


def _split(
    telling: Telling,
    totaal: int,
    streams: dict[str, Stream],
    indicatoren: Indicatoren,
    indicator: str,
) -> dict[str, int]:
    """The total and its categories; the registry says whether these add up."""
    delen = {TOTAAL: totaal}
    for dimensie, aandelen in telling.dimensies.items():
        optelsoort = indicatoren[indicator].dimensies[dimensie].optelsoort
        stroom = streams[dimensie]
        draw = stroom.split if optelsoort == "optellend" else stroom.marks
        aantallen = draw(totaal, list(aandelen.values()))
        delen |= {f"{dimensie}:{c}": n for c, n in zip(aandelen, aantallen, strict=True)}
    for dimensie, sommen in telling.opgeteld.items():
        delen |= {f"{dimensie}:{c}": sum(delen[d] for d in bron) for c, bron in sommen.items()}
    return delen


def _casussen(instellingen: Instellingen, code: str, cellen: Cellen) -> Cellen:
    """Households with a report: counted once in a half-year and once in a year."""
    stroom = Stream(instellingen.zaad, "casussen", code)
    kans = instellingen.casussen
    casussen: Cellen = {}
    for jaar in instellingen.jaren:
        aantallen, bekend = [], []
        for periode in Periode(jaar).parts("halfjaar"):
            meldingen = cellen["meldingen", TOTAAL, periode]
            eerste = cellen["meldingen", "eerder:eerste_melding", periode]
            dubbel = stroom.part(meldingen - eerste, kans.herhaald)
            aantal = max(meldingen - dubbel, min(1, meldingen))
            casussen["casussen", TOTAAL, periode] = aantal
            aantallen.append(aantal)
            bekend.append(aantal - eerste)
        # Only a household that was known already can return in the second half.
        in_beide = stroom.part(min(aantallen[0], bekend[1]), kans.in_beide)
        casussen["casussen", TOTAAL, Periode(jaar)] = sum(aantallen) - in_beide
    return casussen


def _sum(delen: list[Cellen]) -> Cellen:
    return {cel: sum(deel[cel] for deel in delen) for cel in delen[0]}


def _rows(per_gebied: dict[str, Cellen], codes: Iterable[str]) -> tuple[Cijfer, ...]:
    """Counts of areas that cover themselves."""
    return tuple(
        Cijfer(code, code, indicator, uitsplitsing, periode, aantal)
        for code in codes
        for (indicator, uitsplitsing, periode), aantal in per_gebied[code].items()
    )


def _huisverboden(
    instellingen: Instellingen,
    gebieden: Gebieden,
    regio: Regio,
    leden: list[str],
    inwoners: Inwonertal,
) -> tuple[Cijfer, ...]:
    """Yearly counts per municipality of one catchment, and of the region as that catchment."""
    keuze = instellingen.huisverboden
    binnen = gebieden.members(keuze.dekking, instellingen.eerste_jaar)
    streams = {code: Stream(instellingen.zaad, "huisverboden", code) for code in leden}
    factoren = {code: streams[code].gamma_promille(keuze.vorm) for code in leden}
    rijen = []
    for jaar in instellingen.jaren:
        teller, noemer = _growth(keuze.groei, jaar - instellingen.eerste_jaar)
        aantallen = {
            code: streams[code].poisson(
                inwoners[code, jaar, TOTAAL] * keuze.per_100k * factoren[code] * teller,
                100_000 * 1000 * noemer,
            )
            for code in leden
            if code in binnen
        }
        wat = ("huisverboden", TOTAAL, Periode(jaar))
        rijen.append(Cijfer(regio.code, keuze.dekking, *wat, sum(aantallen.values())))
        rijen += [
            Cijfer(code, code, *wat, aantallen[code])
            if code in aantallen
            else Cijfer(code, code, *wat, None, "niet_van_toepassing", keuze.opmerking)
            for code in leden
        ]
    return tuple(rijen)


def _voorzieningen(instellingen: Instellingen, indicatoren: Indicatoren) -> tuple[Cijfer, ...]:
    """Yearly counts per facility; one that is probably the same as another gets its counts."""
    getrokken: dict[str, list[int]] = {}
    rijen = []
    for code, voorziening in instellingen.voorzieningen.items():
        zelfde = getrokken.get(indicatoren[code].zelfde_als)
        getrokken[code] = zelfde or _draw_years(instellingen, code, voorziening)
        rijen += [
            Cijfer(voorziening.gebied, voorziening.dekking, code, TOTAAL, Periode(jaar), aantal)
            for jaar, aantal in zip(instellingen.jaren, getrokken[code], strict=True)
        ]
    return tuple(rijen)


def _draw_years(instellingen: Instellingen, code: str, voorziening: Voorziening) -> list[int]:
    stroom = Stream(instellingen.zaad, "voorziening", code)
    aantallen = []
    for jaar in instellingen.jaren:
        teller, noemer = _growth(voorziening.groei, jaar - instellingen.eerste_jaar)
        aantallen.append(stroom.poisson(voorziening.per_jaar * teller, noemer))
    return aantallen


def _unknown(instellingen: Instellingen) -> Weglating:
    """Cells to leave out, with their remark; without a half-year its year is unknown too."""
    cellen = {}
    for cel in instellingen.onbekend:
        for periode in {cel.periode, Periode(cel.periode.jaar)}:
            cellen[cel.gemeente, cel.indicator, cel.uitsplitsing, periode] = cel.opmerking
    return cellen


def _key(cijfer: Cijfer) -> Sleutel:
    return cijfer.gebied_code, cijfer.indicator, cijfer.uitsplitsing, cijfer.periode


def _check_onbekend(weg: Weglating, cijfers: Iterable[Cijfer], shown: str) -> None:
    er_niet = set(weg) - {_key(cijfer) for cijfer in cijfers}
    if er_niet:
        wat = " ".join(map(str, min(er_niet, key=str)))
        raise fault(shown, "onbekend", f"{wat} zit niet in het voorbeeld")


def _leave_out(cijfers: Iterable[Cijfer], weg: Weglating) -> tuple[Cijfer, ...]:
    """The same figures with the cells that the settings leave out as unknown."""
    return tuple(
        replace(cijfer, aantal=None, status="onbekend", opmerking=weg[_key(cijfer)])
        if _key(cijfer) in weg
        else cijfer
        for cijfer in cijfers
    )
