"""A short text with one figure, for a newsletter or a campaign week. Knows no format."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from helpende_data.figures.model import PuntInterval
from helpende_data.reports.inhoud.bouwstenen import Paar, figure, people, punt, rate_table
from helpende_data.reports.inhoud.context import HOOFDINDICATOREN, LAND, VEILIG_THUIS, Context
from helpende_data.reports.inhoud.themas import find
from helpende_data.reports.model import Alinea, Blok, Figuur, Rapport, Sectie
from helpende_data.reports.soorten.gebied import beside_each_other
from helpende_data.reports.soorten.samen import assemble
from helpende_data.reports.soorten.thema import (
    area_pairs,
    counted_in,
    is_reliable,
    main_sentences,
    years_section,
)
from helpende_data.reports.teksten import Teksten
from helpende_data.statistics import aantal
from helpende_data.statistics.ketens import MELDINGEN


def build_nieuwsbrief(
    context: Context, zinnen: Teksten, eigen_bestanden: Sequence[str] = ()
) -> Rapport:
    """The text about the area and period of the context, of its theme if it has one.

    Args:
        zinnen: the sentences of the other reports.
    """
    gebied, periode = context.onderwerp.gemeente.naam, context.onderwerp.periode
    thema = find(context, context.onderwerp.thema)
    if thema:
        titel = f"{thema.naam[0].upper()}{thema.naam[1:]}"
        regels = main_sentences(context, zinnen, thema)
        # What is not known of a municipality may be known of its region.
        codes = [counted_in(context, thema, MELDINGEN), *context.onderwerp.regio.tellingen, LAND]
        paren = area_pairs(context, thema, list(dict.fromkeys(codes)))
        paren = [p for p in paren if is_reliable(context, p.aantal)]
    else:
        titel = zinnen("nieuwsbrief.onderwerp")
        naast = {
            code: beside_each_other(context, code, context.periode) for code in HOOFDINDICATOREN
        }
        regels = [_sentence(context, zinnen, code, rij) for code, rij in naast.items()]
        paren = naast[MELDINGEN]
    blokken: list[Blok] = [*map(Alinea, regels)]
    if any(p.per_100k.waarde is not None for p in paren):
        blokken.append(_figure(context, zinnen, paren, thema.naam if thema else ""))
    elif thema and (jaren := years_section(context, zinnen, thema)):
        blokken += [blok for blok in jaren.blokken if isinstance(blok, Figuur)]
    blokken.append(Alinea(zinnen("nieuwsbrief.advies")))
    rapport = assemble(
        context,
        titel=zinnen("nieuwsbrief.titel", onderwerp=titel, gebied=gebied, periode=periode.zin),
        ondertitel="",
        secties=[Sectie(zinnen("nieuwsbrief.kop"), "cijfers", tuple(blokken))],
        eigen_bestanden=eigen_bestanden,
        kort=True,
    )
    namen = "; ".join(dict.fromkeys(bron.uitgever for bron in rapport.bronnen))
    beleid = context.feiten.publishable.beleid
    namen = namen or zinnen("nieuwsbrief.geen_bron")
    if context.feiten.synthetisch:
        bron = zinnen("nieuwsbrief.bron_voorbeeld", namen=namen)
    else:
        velden = {"namen": namen, "versie": beleid.versie, "eigenaar": beleid.eigenaar}
        bron = context.constant(zinnen("nieuwsbrief.bron", **velden))
    if any(cijfer.voorlopig for cijfer in rapport.cijfers):
        bron += zinnen("nieuwsbrief.voorlopig")
    eerste = rapport.secties[0]
    blokken = [*eerste.blokken, Alinea(bron, "uitleg")]
    return replace(
        rapport, secties=(replace(eerste, blokken=tuple(blokken)),), woorden={}, vast=context.vast
    )


def _sentence(context: Context, zinnen: Teksten, code: str, paren: Sequence[Paar]) -> str:
    """The count of the area, else that of what lies around it within the region, with its rate."""
    naam, periode = context.feiten.indicatoren[code].naam.lower(), context.onderwerp.periode
    gebied = context.onderwerp.gemeente
    bekend = (p for p in paren if p.aantal.waarde is not None and p.soort != "land")
    gekozen = next(bekend, None)
    zin = ""
    if gekozen is None or (gebied.soort != "regio" and gekozen.aantal.gebied_code != gebied.code):
        eigen = aantal(context.feiten, gebied.code, code, context.periode)
        verborgen = eigen.status == "onderdrukt"
        waarom = "nieuwsbrief.afgeschermd" if verborgen else "nieuwsbrief.niet"
        zin = zinnen(waarom, naam=naam, periode=periode.zin, gebied=gebied.naam)
    if gekozen is None:
        return zin
    velden = {"naam": naam, "gebied": gekozen.label, "periode": periode.zin}
    zin = f"{zin} {zinnen('nieuwsbrief.aantal', aantal=gekozen.aantal.tekst, **velden)}".lstrip()
    if gekozen.aantal.voorlopig:
        zin += zinnen("thema.voorlopig")
    rate = gekozen.per_100k
    if rate.waarde is None or rate.klein:
        return zin
    velden = {"per": rate.tekst, "tijd": periode.per_label, "inwoners": rate.noemer_tekst}
    return zin + zinnen("nieuwsbrief.per", **velden)


def _figure(context: Context, zinnen: Teksten, paren: Sequence[Paar], thema: str) -> Figuur:
    periode = context.onderwerp.periode
    wie = next(people(p.per_100k) for p in paren if p.per_100k.waarde is not None)
    if thema:
        titel = zinnen("thema.figuur", thema=thema, wie=wie, tijd=periode.per_label)
    else:
        titel = zinnen("nieuwsbrief.figuur", tijd=periode.per_label)
    onderschrift = zinnen("thema.onderschrift", periode=periode.zin)
    return figure(
        "nieuwsbrief",
        titel,
        context.with_exceptions(onderschrift, {MELDINGEN}, *VEILIG_THUIS),
        [p.aantal for p in paren],
        PuntInterval(
            tuple(punt(p.per_100k, p.label, p.soort) for p in paren), zinnen("thema.eenheid")
        ),
        rate_table(context, titel, paren, per=wie),
    )
