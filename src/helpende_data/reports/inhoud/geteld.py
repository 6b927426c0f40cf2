"""What was counted beside what the region's rate would give: two rows on one axis."""

from __future__ import annotations

from helpende_data.figures.model import PuntInterval
from helpende_data.reports.inhoud.bouwstenen import NIETS, figure, printed, punt
from helpende_data.reports.inhoud.context import VEILIG_THUIS, Context
from helpende_data.reports.model import Figuur, Tabel
from helpende_data.schema import Indicator
from helpende_data.statistics import aantal, verwacht


def counted_beside_expected(context: Context, indicator: Indicator) -> Figuur | None:
    """The figure, or None where one of the two numbers is not known or hidden."""
    code, periode = context.onderwerp.gemeente.code, context.periode
    regio = context.region_code(indicator.code, periode)
    geteld = aantal(context.feiten, code, indicator.code, periode)
    if regio is None or geteld.waarde is None:
        return None
    anders = verwacht(context.feiten, code, indicator.code, periode, referentie=regio)
    if anders.waarde is None:
        return None
    rijen = (
        (context.say("geteld.geteld"), context.show(geteld), "gemeente"),
        (context.say("geteld.verwacht"), context.show(anders), "anders"),
    )
    titel = context.say(
        "geteld.figuur", naam=indicator.naam, aantal=geteld.tekst, verwacht=anders.tekst
    )
    return figure(
        f"{indicator.code}-geteld",
        titel,
        context.with_exceptions(
            context.say("geteld.onderschrift"), {indicator.code}, *VEILIG_THUIS
        ),
        [geteld, anders],
        PuntInterval(
            tuple(punt(cijfer, label, soort) for label, cijfer, soort in rijen),
            context.say("geteld.eenheid", naam=indicator.naam.lower()),
        ),
        Tabel(
            titel,
            ("Wat", "Aantal", "Marge (95 %)", "Inwoners"),
            tuple(
                (label, printed(c), c.marge or NIETS, c.noemer_tekst or NIETS)
                for label, c, _ in rijen
            ),
            (False, True, True, True),
        ),
    )
