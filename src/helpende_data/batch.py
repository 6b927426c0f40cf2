"""Reports about many municipalities: goes on after a failure and says which failed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from helpende_data.errors import HelpendeDataError, UnknownError, UsageError
from helpende_data.periodes import Periode
from helpende_data.pipeline import Workshop, Written, report


@dataclass(frozen=True)
class Outcome:
    """What became of one report: written, or the one line that says why not."""

    gemeente: str
    written: Written | None
    fout: HelpendeDataError | None = None


def municipalities(workshop: Workshop, regio: str, periode: Periode | None) -> tuple[str, ...]:
    """The codes of the municipalities of a region in the year of the report, by name.

    Args:
        regio: name or code; empty means the first region of ``regios.toml``.
        periode: None takes the last year with inhabitants.

    Raises:
        UnknownError: no such region, or it has no municipalities in that year.
    """
    gebieden = workshop.feiten.gebieden
    gekozen = gebieden.regio(regio) if regio else gebieden.regios[0]
    jaar = periode.jaar if periode else workshop.feiten.inwoners.last_year
    codes = sorted(gebieden.members(gekozen.code, jaar), key=gebieden.name)
    if not codes:
        raise UnknownError(
            f"van {gekozen.naam} zijn in {jaar} geen gemeenten bekend", doe="kies een ander jaar"
        )
    return tuple(codes)


def report_all(
    workshop: Workshop,
    *,
    regio: str = "",
    periode: Periode | None = None,
    publieken: Sequence[str] = ("team",),
    formaten: Sequence[str] = (),
    uit: Path | None = None,
    progress: Callable[[str], object] = str,
) -> tuple[Outcome, ...]:
    """The reports for every municipality of a region, by name.

    Args:
        regio: name or code; empty means the first region of ``regios.toml``.
        publieken: the editions of each.
        progress: called with the name of each municipality before its report is made.

    Raises:
        UnknownError: no such region, or it has no municipalities in that year.
    """
    outcomes = []
    for code in municipalities(workshop, regio, periode):
        naam = workshop.feiten.gebieden.name(code)
        progress(naam)
        for publiek in publieken:
            try:
                geschreven = report(
                    workshop, code, periode=periode, publiek=publiek, formaten=formaten, uit=uit
                )
                outcomes.append(Outcome(naam, geschreven))
            except UsageError:
                raise  # a wrong option is wrong for every municipality
            except HelpendeDataError as fout:
                outcomes.append(Outcome(naam, None, fout))
            except Exception as fout:
                # A fault of our own in one report does not cost the others; its message may hold
                # values of a row, so only its kind is told.
                eigen = HelpendeDataError(
                    f"fout in helpende-data zelf ({type(fout).__name__})",
                    doe=f"typ voor meer: hd --foutzoeken report --gemeente {code} --voor {publiek}",
                )
                outcomes.append(Outcome(naam, None, eigen))
    return tuple(outcomes)
