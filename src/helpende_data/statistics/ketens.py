"""What happens from advice to handing over, and use of facilities: shares and ratios, as figures.

Each returns shown figures. Where a figure has a value, `reden` is a remark that goes with it; what
was divided by stands in `noemer_label`.
"""

from __future__ import annotations

import math
from dataclasses import replace

from helpende_data import formulas
from helpende_data.schema.getallen import round_once
from helpende_data.statistics.cijfer import Cijfer
from helpende_data.statistics.feiten import Feiten, Telling
from helpende_data.statistics.maten import aandeel, missing, share, verhouding

ADVIEZEN, MELDINGEN = "adviezen", "meldingen"
POLITIE = "organisatie:politie"
EERSTE = "eerder:eerste_melding"
HERHAALD = ("eerder:hermelding", "eerder:tijdens_betrokkenheid")
ONVEILIG = ("veiligheid:acuut_onveilig", "veiligheid:structureel_onveilig")
OVERDRACHT = "vervolg:overdracht"
OPEN = "vervolg:nog_niet_beoordeeld"
LOKAAL_TEAM = "ontvanger:lokaal_team"
MARGE_IS_ONDERGRENS = (
    "de marge is een ondergrens: niet bekend is hoeveel meldingen over hetzelfde huishouden gaan"
)
GEEN_ONTVANGER = "de bron noemt niet aan wie is overgedragen"


def chain_figures(feiten: Feiten, code: str, periode: str) -> tuple[Cijfer, ...]:
    """All chain figures of an area in a period, in the order of the chain.

    Args:
        code: a municipality, region, or country.
        periode: year or half-year.

    Returns:
        figures; those that nobody published have no value and the reason.
    """
    return (
        advice_ratio(feiten, code, periode),
        police_share(feiten, code, periode),
        *repeat_shares(feiten, code, periode),
        *unsafety_shares(feiten, code, periode),
        *next_steps(feiten, code, periode),
        *handed_over(feiten, code, periode),
        local_team_share(feiten, code, periode),
    )


def advice_ratio(feiten: Feiten, code: str, periode: str) -> Cijfer:
    """How many pieces of advice there were for each report, with 95 % limits.

    Both counts vary by chance: the limits are those of a ratio of two counts, over all counts
    within the bounds. With one decimal, as `verhouding`.

    Sources: `formulas.rate_ratio` on two equal populations.
    """
    cijfer = verhouding(feiten, code, ADVIEZEN, MELDINGEN, periode)
    boven = feiten.telling(code, ADVIEZEN, periode)
    onder = feiten.telling(code, MELDINGEN, periode)
    if cijfer.waarde is None or boven is None or onder is None:
        return cijfer
    cijfer = replace(cijfer, noemer_label=feiten.indicatoren[MELDINGEN].naam.lower())
    if boven.hoog is None or onder.hoog is None:
        return cijfer
    marge = formulas.rate_ratio([boven.laag, boven.hoog], 1, [onder.hoog, onder.laag], 1)
    laag, hoog = float(marge.lower[0]), float(marge.upper[1])
    if not math.isfinite(hoog):
        return cijfer
    return replace(cijfer, laag=round_once(laag, 1), hoog=round_once(hoog, 1))


def police_share(feiten: Feiten, code: str, periode: str) -> Cijfer:
    """The share of the reports that came from the police."""
    return _share(feiten, code, periode, POLITIE)


def repeat_shares(feiten: Feiten, code: str, periode: str) -> tuple[Cijfer, ...]:
    """The shares of reports on households known before: again, and while already involved.

    One household can have several reports, which makes the true interval wider. How many
    households have how many reports is in no source, so the figure says that its interval is a
    lower bound.
    """
    return tuple(
        _share(feiten, code, periode, deel, kanttekening=MARGE_IS_ONDERGRENS) for deel in HERHAALD
    )


def unsafety_shares(feiten: Feiten, code: str, periode: str) -> tuple[Cijfer, ...]:
    """The shares of reports that were judged acutely and structurally unsafe."""
    return tuple(_share(feiten, code, periode, deel) for deel in ONVEILIG)


def next_steps(feiten: Feiten, code: str, periode: str) -> tuple[Cijfer, ...]:
    """What happened first after the report, as shares of all reports; without handing over.

    Handing over is in `handed_over`, with both its denominators.
    """
    dimensie = feiten.indicatoren[MELDINGEN].dimensies.get("vervolg")
    stappen = dimensie.categorieen if dimensie else {}
    return tuple(
        _share(feiten, code, periode, f"vervolg:{stap}")
        for stap in stappen
        if f"vervolg:{stap}" != OVERDRACHT
    )


def handed_over(feiten: Feiten, code: str, periode: str) -> tuple[Cijfer, Cijfer]:
    """The share that was handed over: of all reports, and of the reports that were assessed.

    In 2023 the region handed over 1,495 of 2,695 reports, 245 not yet assessed: 55 or 61 %.
    """
    alle = _share(feiten, code, periode, OVERDRACHT)
    over = feiten.telling(code, MELDINGEN, periode, OVERDRACHT)
    open_ = feiten.telling(code, MELDINGEN, periode, OPEN)
    totaal = feiten.telling(code, MELDINGEN, periode)
    uitsplitsing = f"{OVERDRACHT}_van_beoordeeld"
    beoordeeld = assessed(totaal, open_)
    if over is None or beoordeeld is None or alle.waarde is None:
        return alle, missing(
            feiten, code, MELDINGEN, periode, maat="aandeel_pct", uitsplitsing=uitsplitsing,
            reden="niet bekend is hoeveel meldingen al beoordeeld zijn",
        )  # fmt: skip
    cijfer = share(replace(alle, uitsplitsing=uitsplitsing), over, beoordeeld)
    return alle, replace(cijfer, noemer_label="beoordeelde meldingen")


def assessed(totaal: Telling | None, open_: Telling | None) -> Telling | None:
    """The reports that were assessed: all minus the open ones, with bounds; None if not known."""
    if totaal is None or open_ is None or totaal.aantal is None or open_.aantal is None:
        return None
    aantal = totaal.aantal - open_.aantal
    if aantal <= 0 or totaal.hoog is None or open_.hoog is None:
        return None
    exact = totaal.status == open_.status == "exact"
    return replace(
        totaal,
        aantal=aantal,
        laag=max(0, totaal.laag - open_.hoog),
        hoog=totaal.hoog - open_.laag,
        status="exact" if exact else "benaderd",
        voorlopig=totaal.voorlopig or open_.voorlopig,
    )


def local_team_share(feiten: Feiten, code: str, periode: str) -> Cijfer:
    """The share handed over to the local team: only from a source that names the receiver."""
    if feiten.telling(code, MELDINGEN, periode, LOKAAL_TEAM) is None:
        return missing(
            feiten, code, MELDINGEN, periode, maat="aandeel_pct", uitsplitsing=LOKAAL_TEAM,
            reden=GEEN_ONTVANGER,
        )  # fmt: skip
    return _share(feiten, code, periode, LOKAAL_TEAM)


def _share(
    feiten: Feiten, code: str, periode: str, uitsplitsing: str, *, kanttekening: str = ""
) -> Cijfer:
    """The share of a category in all reports, with its denominator said."""
    cijfer = aandeel(feiten, code, MELDINGEN, periode, uitsplitsing)
    if cijfer.noemer is None:
        return cijfer
    return replace(
        cijfer,
        noemer_label=f"alle {feiten.indicatoren[MELDINGEN].naam.lower()}",
        reden="; ".join(r for r in (cijfer.reden, kanttekening if cijfer.marge else "") if r),
    )
