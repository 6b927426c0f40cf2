"""One figure of a plan: the two years side by side, in a chart and in words. Knows no goals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpende_data.figures.model import PuntInterval
from helpende_data.reports.inhoud.bouwstenen import NIETS, figure, note, people, printed, punt
from helpende_data.reports.inhoud.context import LAND, VEILIG_THUIS, Context, join
from helpende_data.reports.inhoud.oordeel import marked
from helpende_data.reports.model import Alinea, Blok, Tabel
from helpende_data.reports.plannen import Meting
from helpende_data.reports.teksten import Teksten
from helpende_data.schema.tables import TOTAAL
from helpende_data.statistics import toetsen
from helpende_data.statistics.jaren import AANDEEL, PER_100K
from helpende_data.statistics.regels import Regels
from helpende_data.statistics.toen_en_nu import (
    NIET_TE_VERGELIJKEN,
    Kant,
    Verandering,
    Vraag,
    together,
    verandering,
)

_LARGE = 1000  # from so many on a small difference is already more than chance


@dataclass(frozen=True)
class Meetpunt:
    """A figure of the area itself in two years, and of the wider area around it."""

    meting: Meting
    eigen: Verandering
    ruim: Verandering

    @property
    def beide(self) -> tuple[Verandering, ...]:
        return self.eigen, self.ruim

    @property
    def known(self) -> bool:
        """Is anything known of it, of the area itself or of the wider one?"""
        return any(known(v) for v in self.beide)


@dataclass(frozen=True)
class Jaren:
    """The two years of an evaluation, with what is said of them."""

    context: Context
    zinnen: Teksten
    van: int

    @property
    def tot(self) -> int:
        return self.context.onderwerp.periode.jaar

    def say(self, sleutel: str, **velden: str) -> str:
        """A sentence; the area and the two years are filled in of themselves."""
        vast = {
            "gebied": self.context.onderwerp.gemeente.naam,
            "van": str(self.van),
            "tot": str(self.tot),
        }
        return self.zinnen(sleutel, **(vast | velden))

    def measure(self, metingen: Sequence[Meting], regels: Regels) -> dict[Meting, Meetpunt]:
        """Both years of each figure; those of one area are tested as one family."""
        eigen, ruim = self._codes()
        alles = [
            together([self._change(codes, m, regels) for m in metingen], regels)
            for codes in (eigen, ruim)
        ]
        return {m: Meetpunt(m, *paar) for m, *paar in zip(metingen, *alles, strict=True)}

    def _codes(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The codes of the area itself, and those of the wider area: the region, or the country."""
        onderwerp = self.context.onderwerp
        regio = (*onderwerp.regio.tellingen, onderwerp.regio.code)
        if onderwerp.gemeente.code == onderwerp.regio.code:
            return regio, (LAND,)
        return (onderwerp.gemeente.code,), regio

    def _change(self, codes: tuple[str, ...], meting: Meting, regels: Regels) -> Verandering:
        vraag = Vraag(codes, meting.indicator, meting.uitsplitsing, meting.maat, self.van, self.tot)
        return verandering(self.context.feiten, vraag, regels, self.context.gebeurtenissen)

    def name(self, meting: Meting) -> str:
        """What the figure counts, as a table names it."""
        indicator = self.context.feiten.indicatoren[meting.indicator]
        if meting.uitsplitsing == TOTAAL:
            return indicator.naam
        deel = indicator.category(meting.uitsplitsing)
        return self.say("evaluatie.naam_deel", naam=indicator.naam, deel=deel)

    def full_name(self, punt_: Meetpunt) -> str:
        """The same with its unit: per 100,000 of whom, or a share."""
        naam = self.name(punt_.meting)
        if punt_.meting.maat == PER_100K:
            per = _per(punt_)
            return self.say("evaluatie.naam_per_100k", naam=naam, per=per)
        if punt_.meting.maat == AANDEEL:
            return self.say("evaluatie.naam_aandeel_pct", naam=naam)
        return naam

    def name_in(self, verandering_: Verandering, naam: str) -> str:
        """The name with the area that the change is about."""
        gebied = self.context.feiten.gebieden.name(verandering_.nu.aantal.gebied_code)
        return self.say("evaluatie.in_gebied", naam=naam, waar=gebied.partition(" (")[0])


def known(verandering_: Verandering) -> bool:
    """Is at least one of the two years more than unknown?"""
    kanten = (verandering_.toen, verandering_.nu)
    return any(kant.aantal.status not in ("onbekend", "niet_van_toepassing") for kant in kanten)


def cell(jaren: Jaren, verandering_: Verandering) -> str:
    """The verdict for a table, with its mark."""
    if verandering_.oordeel == NIET_TE_VERGELIJKEN:
        return jaren.say("evaluatie.cel_niet" if known(verandering_) else "evaluatie.cel_onbekend")
    if verandering_.oordeel == toetsen.GEEN_VERSCHIL:
        return jaren.say("evaluatie.cel_zelfde")
    return marked(verandering_.oordeel)


def shown_value(jaren: Jaren, kant: Kant, maat: str) -> str:
    """The figure of one year for a table; registered as shown."""
    tekst = printed(jaren.context.show(kant.cijfer))
    if maat == AANDEEL and kant.cijfer.waarde is not None:
        return f"{tekst.removesuffix(' *')} %{' *' if tekst.endswith(' *') else ''}"
    return tekst


def blocks(jaren: Jaren, punt_: Meetpunt, nummer: int) -> list[Blok]:
    """Chart or table, the two years in words, and what must be known with them.

    Args:
        punt_: of which something is known.
        nummer: number of the figure in the report.
    """
    bekend = [v for v in punt_.beide if known(v)]
    blokken: list[Blok] = [_chart(jaren, punt_, bekend, nummer)]
    blokken += [
        Alinea(_sentences(jaren, punt_, v) if v in bekend else nothing(jaren, punt_))
        for v in punt_.beide
        if v in bekend or v is punt_.eigen
    ]
    waarschuwingen = _warnings(jaren, bekend)
    return [*blokken, *([Alinea(" ".join(waarschuwingen), "let_op")] if waarschuwingen else [])]


def _per(punt_: Meetpunt) -> str:
    """Of whom a rate is: inwoners, or those of some age."""
    cijfers = (k.cijfer for v in punt_.beide for k in (v.toen, v.nu))
    return next((people(cijfer) for cijfer in cijfers if cijfer.noemer_label), "inwoners")


def _label(jaren: Jaren, kant: Kant, jaar: int) -> str:
    return jaren.context.label(kant.aantal.gebied_code, jaar)


def _sides(jaren: Jaren, verandering_: Verandering) -> tuple[tuple[Kant, int], ...]:
    return (verandering_.toen, jaren.van), (verandering_.nu, jaren.tot)


def _chart(jaren: Jaren, punt_: Meetpunt, bekend: Sequence[Verandering], nummer: int) -> Blok:
    """Dots with their limits; a table alone where there is nothing to draw."""
    context, naam = jaren.context, jaren.full_name(punt_)
    kanten = [kant for v in bekend for kant in _sides(jaren, v)]
    over = punt_.eigen if punt_.eigen in bekend else bekend[0]
    titel = _title(jaren, jaren.name(punt_.meting), over)
    rijen = [
        (
            _label(jaren, kant, jaar),
            str(jaar),
            printed(context.show(kant.aantal)),
            *(
                (shown_value(jaren, kant, punt_.meting.maat), kant.cijfer.marge or NIETS)
                if punt_.meting.maat in (PER_100K, AANDEEL)
                else ()
            ),
        )
        for kant, jaar in kanten
    ]
    eenheid = context.feiten.indicatoren[punt_.meting.indicator].eenheid or "aantal"
    kolommen: tuple[str, ...] = ("Gebied", "Jaar", eenheid.capitalize())
    if punt_.meting.maat == PER_100K:
        kolommen += (f"Per 100.000 {_per(punt_)}", "Marge (95 %)")
    elif punt_.meting.maat == AANDEEL:
        kolommen += ("Deel van het totaal", "Marge (95 %)")
    cijfers = [kant.aantal for kant, _ in kanten]
    getallen = (False, False, *(True for _ in kolommen[2:]))
    tabel = Tabel(titel, kolommen, tuple(rijen), getallen, note(context, cijfers))
    getekend = [kant for kant, _ in kanten if kant.cijfer.waarde is not None]
    if punt_.meting.maat not in (PER_100K, AANDEEL) or len(getekend) < 2:
        return tabel
    onderschrift = jaren.say("evaluatie.onderschrift", naam=naam)
    eenheid = naam
    if punt_.meting.maat == AANDEEL:
        geheel = context.feiten.indicatoren[punt_.meting.indicator].naam.lower()
        eenheid = jaren.say("evaluatie.eenheid_pct", naam=geheel)
    punten = tuple(
        replace(
            punt(
                context.show(kant.cijfer),
                f"{_label(jaren, kant, jaar)}, {jaar}",
                context.soort(kant.aantal.gebied_code),
            ),
            tekst=shown_value(jaren, kant, punt_.meting.maat).removesuffix(" *"),
        )
        for kant, jaar in kanten
    )
    return figure(
        f"toen-en-nu-{nummer}",
        titel,
        context.with_exceptions(onderschrift, {punt_.meting.indicator}, *VEILIG_THUIS),
        cijfers,
        PuntInterval(punten, eenheid),
        tabel,
    )


def _title(jaren: Jaren, naam: str, verandering_: Verandering) -> str:
    """The finding, of the area itself where it has one."""
    if verandering_.oordeel == NIET_TE_VERGELIJKEN:
        return jaren.say("evaluatie.figuur_niet", naam=naam)
    if verandering_.oordeel == toetsen.GEEN_VERSCHIL:
        return jaren.say("evaluatie.figuur_zelfde", naam=naam)
    return jaren.say("evaluatie.figuur_anders", naam=naam, oordeel=verandering_.oordeel)


def _sentences(jaren: Jaren, punt_: Meetpunt, verandering_: Verandering) -> str:
    """Then and now of one area, the verdict, and what could have been told apart."""
    say, context = jaren.say, jaren.context
    toen, nu = (_value(jaren, punt_, kant) for kant in (verandering_.toen, verandering_.nu))
    eerst, later = (_label(jaren, kant, jaar) for kant, jaar in _sides(jaren, verandering_))
    zinnen = [
        say("evaluatie.toen_en_nu", gebied=later, toen=toen, nu=nu)
        if eerst == later
        else say("evaluatie.toen_en_nu_apart", gebied_toen=eerst, gebied_nu=later, toen=toen, nu=nu)
    ]
    oordeel = verandering_.oordeel
    if oordeel == NIET_TE_VERGELIJKEN:
        zinnen.append(say("evaluatie.oordeel_niet", reden=verandering_.reden))
    elif verandering_.ingetrokken:
        zinnen.append(say("evaluatie.oordeel_ingetrokken"))
    elif oordeel == toetsen.GEEN_VERSCHIL:
        zinnen.append(say("evaluatie.oordeel_zelfde"))
    else:
        zinnen.append(say("evaluatie.oordeel_anders", oordeel=oordeel))
        if verandering_.toen.laag >= _LARGE:
            zinnen.append(say("evaluatie.groot"))
    grenzen = [
        say(sleutel, grens=context.show(grens).tekst)
        for sleutel, grens in (
            ("evaluatie.vanaf_hoger", verandering_.hoger_vanaf),
            ("evaluatie.vanaf_lager", verandering_.lager_tot),
        )
        if grens is not None
    ]
    if grenzen:
        zinnen.append(say("evaluatie.vanaf", grenzen=say("evaluatie.vanaf_of").join(grenzen)))
    return " ".join(zinnen)


def _value(jaren: Jaren, punt_: Meetpunt, kant: Kant) -> str:
    """One year within a sentence: the count first, then the rate or the share."""
    geteld = jaren.context.show(kant.aantal).tekst
    if kant.cijfer.waarde is None or punt_.meting.maat not in (PER_100K, AANDEEL):
        return jaren.say("evaluatie.waarde_aantal", aantal=geteld)
    cijfer = jaren.context.show(kant.cijfer).tekst
    if punt_.meting.maat == AANDEEL:
        return jaren.say("evaluatie.waarde_aandeel_pct", aantal=geteld, cijfer=cijfer)
    per = _per(punt_)
    return jaren.say("evaluatie.waarde_per_100k", aantal=geteld, cijfer=cijfer, per=per)


def nothing(jaren: Jaren, punt_: Meetpunt) -> str:
    """That nothing is known of these years, and of which years there is something."""
    vraag, nu = punt_.eigen.vraag, punt_.eigen.nu.aantal
    naam = _within(jaren.name(punt_.meting))
    if nu.status == "niet_van_toepassing":
        reden = _within(nu.reden)
        return jaren.say("evaluatie.niet_van_toepassing", naam=naam, reden=reden)
    feiten = jaren.context.feiten
    bekend = {
        str(p)
        for code in vraag.codes
        for p in feiten.periodes(code, vraag.indicator, vraag.uitsplitsing)
        if p.soort == "jaar" and p.jaar not in (vraag.van, vraag.tot)
    }
    zin = jaren.say("evaluatie.niets", naam=naam)
    if not bekend:
        return f"{zin} {jaren.say('evaluatie.jaren_geen')}"
    return f"{zin} {jaren.say('evaluatie.jaren_wel', jaren=join(sorted(bekend)))}"


def _within(naam: str) -> str:
    return naam[:1].lower() + naam[1:]


def _warnings(jaren: Jaren, bekend: Sequence[Verandering]) -> list[str]:
    """What changed in counting between the two years, other sources, provisional years."""
    zinnen = [g.zin for v in bekend for g in v.gebeurtenissen]
    if any(v.makers for v in bekend):
        zinnen.append(jaren.say("evaluatie.makers"))
    voorlopig = {
        str(jaar) for v in bekend for kant, jaar in _sides(jaren, v) if kant.aantal.voorlopig
    }
    if voorlopig:
        zinnen.append(jaren.say("evaluatie.voorlopig", jaren=join(sorted(voorlopig))))
    return list(dict.fromkeys(zinnen))
