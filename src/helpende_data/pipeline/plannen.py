"""Which plans an evaluation is about, and which years it may hold together. Reads no figures."""

from __future__ import annotations

from helpende_data.errors import UnknownError, UsageError
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.reports.inhoud.context import Onderwerp, available_periods, join
from helpende_data.reports.plannen import Plan, plan_of, read_plannen


def plans_of(workshop: Workshop, onderwerp: Onderwerp) -> tuple[Plan, ...]:
    """The plan of the municipality itself where it has one, then that of its region.

    Raises:
        UnknownError: neither has a plan that had begun; the message says which plans there are.
        ContractError: a plan has faults.
    """
    plannen = read_plannen(workshop.werkmap, workshop.feiten)
    codes = dict.fromkeys((onderwerp.gemeente.code, onderwerp.regio.code))
    gevonden = (plan_of(plannen, code, onderwerp.periode.jaar) for code in codes)
    gekozen = tuple(plan for plan in gevonden if plan is not None)
    if not gekozen:
        bekend = [f"{plan.naam} ({plan.van}-{plan.tot})" for plan in plannen]
        raise UnknownError(
            f"van {onderwerp.gemeente.naam} is geen plan bekend dat in {onderwerp.periode} al liep",
            doe=f"bekend zijn {join(bekend)}; een plan erbij zet u in data/plannen/",
        )
    return gekozen


def check_years(workshop: Workshop, onderwerp: Onderwerp, van: int | None) -> int:
    """The year that the period of `onderwerp` may be held against.

    Raises:
        UsageError: there is no such year, it is not before the period, or that is no whole year.
        UnknownError: no figures for the year; the message says which years there are.
    """
    periode = onderwerp.periode
    if periode.soort != "jaar":
        raise UsageError("een evaluatie vergelijkt hele jaren", doe="noem een jaar")
    if van is None:
        raise UsageError("een evaluatie heeft een beginjaar", doe="noem het met --van JAAR")
    if van >= periode.jaar:
        raise UsageError(f"{van} ligt niet voor {periode}", doe="kies een eerder jaar bij --van")
    bekend = [
        p.jaar
        for p in available_periods(workshop.feiten, onderwerp.gemeente, onderwerp.regio)
        if p.soort == "jaar" and p.jaar < periode.jaar
    ]
    if van not in bekend:
        raise UnknownError(
            f"over {van} zijn geen adviezen of meldingen bekend van {onderwerp.gemeente.naam}",
            doe=f"kies bij --van uit {join([str(jaar) for jaar in bekend])}"
            if bekend
            else "lees eerdere jaren in met: hd ingest BESTAND",
        )
    return van
