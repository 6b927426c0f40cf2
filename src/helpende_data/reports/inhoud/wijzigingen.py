"""Which printed figures differ from those of the edition before. Reads and draws nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from helpende_data.disclosure import Cel
from helpende_data.reports.inhoud.bouwstenen import period_label, printed
from helpende_data.reports.inhoud.context import Context
from helpende_data.reports.model import Alinea, Blok, Tabel, Wijziging, Wijzigingen
from helpende_data.schema import MATEN
from helpende_data.schema.getallen import date_nl, format_nl
from helpende_data.statistics import Cijfer

# Figures of the sources, the plainest first; what is computed from several of them is left out.
_MATEN = ("aantal", "inwoners", "euro", "per_100k", "aandeel_pct")
_LINES = 12


@dataclass(frozen=True)
class Vorige:
    """What the manifest remembers of the edition that this one replaces, or follows.

    Args:
        stand: latest date on which a source of it was fetched.
        cijfers: what was printed, by `figure_key`.
        wijzigingen: how it differed itself from the one before it.
        same_policy: was it made under the policy of now?
        over: the earlier period that it is about; empty when this edition replaces it.
    """

    stand: str
    cijfers: dict[str, str]
    wijzigingen: Wijzigingen | None
    same_policy: bool
    over: str = ""

    @classmethod
    def from_manifest(cls, entry: object, beleid: str, *, over: str = "") -> Vorige | None:
        """The edition in an entry of a manifest; None when it tells no figures.

        Args:
            beleid: sha256 of the policy of now.
            over: the period of the entry when it is not the one of now.
        """
        if not isinstance(entry, Mapping) or not isinstance(entry.get("cijfers"), dict):
            return None
        try:
            return cls(
                str(entry["stand_van_de_gegevens"]),
                entry["cijfers"],
                _from_dict(entry["gewijzigd"]),
                beleid in entry["registers"].values(),
                over,
            )
        except (KeyError, TypeError, AttributeError):
            return None


def _from_dict(velden: Any) -> Wijzigingen | None:
    if velden is None:
        return None
    regels = tuple(Wijziging(**regel) for regel in velden["regels"])
    return Wijzigingen(**velden | {"regels": regels})


def figure_key(cijfer: Cijfer) -> str:
    """What a figure is about; its source may be another one next time."""
    delen = (cijfer.gebied_code, cijfer.dekking, cijfer.indicator, cijfer.uitsplitsing)
    return "|".join((*delen, cijfer.periode, cijfer.maat))


def cell_of(sleutel: str) -> Cel:
    """The count that a figure with this key is about, or is made of."""
    _, dekking, indicator, uitsplitsing, periode, _ = sleutel.split("|")
    return Cel(indicator, uitsplitsing, dekking, periode)


def printed_figures(cijfers: Iterable[Cijfer]) -> dict[str, str]:
    """Each figure as printed; of figures that are about the same thing all texts."""
    gevonden: dict[str, str] = {}
    for cijfer in cijfers:
        if cijfer.maat in _MATEN:
            sleutel, tekst = figure_key(cijfer), printed(cijfer)
            gevonden[sleutel] = f"{gevonden[sleutel]}; {tekst}" if sleutel in gevonden else tekst
    return gevonden


def since(vorige: Vorige | None, cijfers: Iterable[Cijfer]) -> Wijzigingen | None:
    """What differs from the last edition with other figures; None without one.

    Made again from the same figures, a report says the same as the first time. Of an edition about
    an earlier period only what both show is compared: its year in a trend. The earlier value
    is left out where the figure is not shown any more, or was shown under another policy: what is
    protected now stays so.

    Args:
        cijfers: the figures of this edition, in the order of its pages.
    """
    if vorige is None:
        return None
    alle = tuple(cijfers)
    nu = printed_figures(alle)
    if not vorige.over and nu == vorige.cijfers:
        return vorige.wijzigingen
    regels: dict[tuple[str, ...], tuple[int, Wijziging]] = {}
    for cijfer in alle:
        sleutel = figure_key(cijfer)
        was = vorige.cijfers.get(sleutel)
        if was is None or was == nu.get(sleutel, was):
            continue
        if not vorige.same_policy or cijfer.waarde is None:
            was = ""
        wat = (cijfer.gebied_code, cijfer.indicator, cijfer.uitsplitsing, cijfer.periode)
        rang = _MATEN.index(cijfer.maat)
        # One line for a count and what follows from it.
        if wat not in regels or rang < regels[wat][0]:
            regels[wat] = (rang, Wijziging(*wat, cijfer.maat, was, nu[sleutel]))
    return Wijzigingen(
        sinds=vorige.stand,
        regels=tuple(wijziging for _, wijziging in regels.values()),
        erbij=0 if vorige.over else len(nu.keys() - vorige.cijfers.keys()),
        weg=0 if vorige.over else len(vorige.cijfers.keys() - nu.keys()),
        over=vorige.over,
    )


def changed_blocks(context: Context, wijzigingen: Wijzigingen | None) -> list[Blok]:
    """A sentence on what changed since the previous report, and the changed figures in a table."""
    if wijzigingen is None:
        return []
    say = context.say
    velden = {
        "stand": say("verantwoording.wijzigingen_stand", datum=date_nl(wijzigingen.sinds))
        if wijzigingen.sinds
        else "",
        "gewijzigd": format_nl(len(wijzigingen.regels)),
        "erbij": format_nl(wijzigingen.erbij),
        "weg": format_nl(wijzigingen.weg),
    }
    zin = "verantwoording.wijzigingen_uitleg"
    if wijzigingen.over:
        velden["vorige"] = period_label(wijzigingen.over)
        zin = "verantwoording.wijzigingen_eerder"
        if not wijzigingen.regels:
            zin = "verantwoording.wijzigingen_eerder_niets"
    blokken: list[Blok] = [Alinea(context.constant(say(zin, **velden)))]
    if wijzigingen.regels:
        noot = ""
        if len(wijzigingen.regels) > _LINES:
            meer = format_nl(len(wijzigingen.regels) - _LINES)
            noot = context.constant(say("verantwoording.wijzigingen_meer", aantal=meer))
        blokken.append(
            Tabel(
                say("verantwoording.wijzigingen"),
                ("Cijfer", "Gebied", "Periode", "Was", "Is nu"),
                tuple(_row(context, w) for w in wijzigingen.regels[:_LINES]),
                (False, False, False, True, True),
                noot,
            )
        )
    return blokken


def _row(context: Context, w: Wijziging) -> tuple[str, ...]:
    namen = context.feiten.indicatoren
    naam = w.indicator
    if w.indicator in namen:
        naam = namen[w.indicator].naam
        if w.uitsplitsing != "totaal":
            naam += f" ({namen[w.indicator].category(w.uitsplitsing)})"
    was = w.was or context.say("verantwoording.wijzigingen_niet")
    gebied = context.feiten.gebieden.name(w.gebied_code)
    return (f"{naam}, {MATEN[w.maat]}", gebied, period_label(w.periode), was, w.nu)
