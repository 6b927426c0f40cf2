"""The municipality in its region: inhabitants, subregion, and what the region's rate would give."""

from __future__ import annotations

from helpende_data.figures.model import Balken, PuntInterval
from helpende_data.reports.inhoud.bouwstenen import alt_text, figure, printed, punt
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, VEILIG_THUIS, Context
from helpende_data.reports.model import Alinea, Blok, Sectie, Tabel
from helpende_data.statistics import Cijfer, inwoners, verwacht

_INDELINGEN = ("subregio", "regioaanpak", "jeugdhulp", "huiselijkgeweldregio")


def regio_sectie(context: Context) -> Sectie:
    """Inhabitants of the region's municipalities, and the expectation where no count exists."""
    blokken = [*_inwoners(context), *expected_blocks(context)]
    return Sectie(context.say("regio.kop"), "regio", tuple(blokken))


def expected_blocks(context: Context) -> list[Blok]:
    """What the region's rate would give where no count exists, and how to get one."""
    verwachtingen = _expectations(context)
    if not verwachtingen:
        return []
    raad = context.say("algemeen.geen_eigen_cijfer")
    if context.onderwerp.publiek == "beleid":  # who can do something about it
        opdracht = context.constant("hd ingest --bron cbs --tabel 84849NED")
        raad += context.say("algemeen.geen_eigen_cijfer_opdracht", opdracht=opdracht)
    return [Alinea(raad, "let_op"), *_expectation_blocks(context, verwachtingen)]


def _inwoners(context: Context) -> list[Blok]:
    """Who lives in the municipality and in each of its region; no chart without both numbers."""
    feiten, onderwerp = context.feiten, context.onderwerp
    jaar = onderwerp.periode.jaar
    eigen = context.show(inwoners(feiten, onderwerp.gemeente.code, jaar))
    regio = context.show(inwoners(feiten, onderwerp.regio.code, jaar))
    leden = feiten.gebieden.members(onderwerp.regio.code, jaar)
    velden = {
        "jaar": str(jaar),
        "inwoners": eigen.tekst,
        "subregio": onderwerp.subregio.naam if onderwerp.subregio else "geen subregio",
        "aantal_gemeenten": str(len(leden)),
        "regio_inwoners": regio.tekst,
    }
    context.constant(f"{len(leden)} gemeenten")
    uitleg = context.say(
        "regio.inwoners" if regio.waarde is not None else "regio.inwoners_kort", **velden
    )
    gemeenten = [
        (feiten.gebieden.name(code), context.show(inwoners(feiten, code, jaar)))
        for code in sorted(leden, key=feiten.gebieden.name)
    ]
    if eigen.waarde is None or regio.waarde is None:  # who belongs to the region is not known
        return [Alinea(uitleg)]
    punten = tuple(punt(c, label, context.soort(c.gebied_code)) for label, c in gemeenten)
    eenheid = f"Inwoners op 1 januari {jaar}"
    rijen = tuple((label, c.tekst) for label, c in gemeenten)
    onderschrift = context.say("regio.inwoners_onderschrift", **velden)
    figuur = figure(
        "inwoners",
        context.say("regio.inwoners_figuur", **velden),
        context.with_exceptions(onderschrift, set(), *_INDELINGEN),
        [c for _, c in gemeenten],
        Balken(punten, eenheid),
        Tabel(eenheid, ("Gemeente", "Inwoners"), rijen, (False, True)),
    )
    return [Alinea(uitleg), figuur]


def _expectations(context: Context) -> list[tuple[str, Cijfer]]:
    """For each headline indicator without a count of its own: what the region's rate would give."""
    feiten, onderwerp = context.feiten, context.onderwerp
    gevonden = []
    for code in HOOFDINDICATOREN:
        indicator = feiten.indicatoren[code]
        if feiten.telling(onderwerp.gemeente.code, code, context.periode) is not None:
            continue
        # The last two periods for which the region has a count.
        for periode in context.region_periods(code, soort=onderwerp.periode.soort)[-2:]:
            van = context.region_code(code, str(periode)) or onderwerp.regio.code
            cijfer = verwacht(feiten, onderwerp.gemeente.code, code, str(periode), referentie=van)
            if cijfer.waarde is not None:
                gevonden.append((f"{indicator.naam}, {periode.label}", context.show(cijfer)))
    return gevonden


def _expectation_blocks(context: Context, verwachtingen: list[tuple[str, Cijfer]]) -> list[Blok]:
    """The expectation in a chart and a table, each saying that it is a calculation."""
    gemeente = context.onderwerp.gemeente.naam
    regel = context.say("algemeen.rekenvoorbeeld")
    noot = context.say("regio.verwacht_noot")
    punten = tuple(punt(c, label, "anders", noot=noot) for label, c in verwachtingen)
    titel, eenheid = context.say("regio.verwacht_figuur"), context.say("regio.verwacht_eenheid")
    tabel = Tabel(
        f"{context.say('regio.verwacht_kop')}: {regel}",
        ("Wat", "Verwacht aantal", "Marge door toeval (95 %)", f"Inwoners van {gemeente}"),
        tuple((label, printed(c), c.marge, c.noemer_tekst) for label, c in verwachtingen),
        (False, True, True, True),
    )
    onderschrift = context.with_exceptions(
        context.say("regio.verwacht_onderschrift"), {*HOOFDINDICATOREN}, *VEILIG_THUIS
    )
    figuur = figure(
        "verwacht",
        titel,
        onderschrift,
        [c for _, c in verwachtingen],
        PuntInterval(punten, eenheid),
        tabel,
        alt=alt_text(f"{titel} ({regel})", punten, eenheid),
    )
    return [
        Alinea(context.say("regio.verwacht_uitleg")),
        figuur,
        Alinea(f"{regel[0].upper()}{regel[1:]}.", "let_op"),
    ]
