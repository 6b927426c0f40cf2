"""The report model as JSON and back, field by field. Knows the shape of the model, no figures."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from helpende_data.reports.model import Rapport
from helpende_data.statistics import Cijfer

VERSIE = 1  # goes up when a field goes or changes its meaning, not when one is added
INTERN = ("rust_op", "vast", "huisstijl")  # of the ledger, the gate and the looks
_ONBEGRENSD = "onbegrensd"  # an upper limit that does not exist: JSON has no infinity


def to_json(rapport: Rapport) -> bytes:
    """The model in UTF-8: every text, figure, chart and source, with values as shown.

    Each part is an object with the fields of its class and ``deel_soort``, its class in lower
    case. A figure (``cijfer``) also has ``tekst`` and ``marge``, as the report prints them. A
    missing value is null, never 0.
    """
    boom = {"versie": VERSIE, "rapport": _tree(rapport)}
    return (json.dumps(boom, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _tree(deel: Any) -> Any:
    if is_dataclass(deel) and not isinstance(deel, type):
        boom = {"deel_soort": type(deel).__name__.lower()}
        boom |= {naam: _tree(getattr(deel, naam)) for naam in _names(deel)}
        return boom | _printed(deel)
    if isinstance(deel, (tuple, list)):
        return [_tree(stuk) for stuk in deel]
    if isinstance(deel, dict):
        return {sleutel: _tree(stuk) for sleutel, stuk in deel.items()}
    return _ONBEGRENSD if isinstance(deel, float) and math.isinf(deel) else deel


def _names(deel: Any) -> list[str]:
    return [veld.name for veld in fields(deel) if veld.name not in INTERN]


def _printed(deel: Any) -> dict[str, str]:
    return {"tekst": deel.tekst, "marge": deel.marge} if isinstance(deel, Cijfer) else {}


def read_json(inhoud: bytes) -> Rapport:
    """The model that `to_json` wrote: the same figures, texts and charts.

    Raises:
        ValueError: another version, or a part with a field too many, too few or twice.
    """
    boom = json.loads(inhoud, object_pairs_hook=_once)
    if not isinstance(boom, dict) or set(boom) != {"versie", "rapport"}:
        raise ValueError("geen model van een rapport")
    if boom["versie"] != VERSIE:
        raise ValueError("andere versie van het model")
    rapport: Rapport = _part(boom["rapport"], Rapport)
    return rapport


def _once(paren: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a name that stands in it twice would hide the first value from most readers."""
    velden = dict(paren)
    if len(velden) != len(paren):
        raise ValueError("een veld staat er twee keer")
    return velden


def _part(boom: Any, soort: Any) -> Any:
    """The tree as a value of the type `soort`."""
    if isinstance(soort, UnionType):
        return _one_of(boom, get_args(soort))
    if isinstance(soort, type) and is_dataclass(soort):
        return _object(boom, soort)
    if get_origin(soort) is tuple:
        return tuple(_part(stuk, get_args(soort)[0]) for stuk in _expect(boom, list))
    if get_origin(soort) is dict:
        return _expect(boom, dict)
    if soort is float:
        return math.inf if boom == _ONBEGRENSD else _expect(boom, (int, float))
    return _expect(boom, soort)


def _one_of(boom: Any, soorten: Sequence[Any]) -> Any:
    if boom is None and type(None) in soorten:
        return None
    naam = boom.get("deel_soort") if isinstance(boom, dict) else None
    for soort in soorten:
        if not is_dataclass(soort) and soort is not type(None):
            return _part(boom, soort)
        if naam == getattr(soort, "__name__", "").lower():
            return _object(boom, soort)
    raise ValueError("onbekend soort deel")


def _object(boom: Any, soort: Any) -> Any:
    velden = get_type_hints(soort)
    namen = _names(soort)
    extra = {"deel_soort", "tekst", "marge"} if soort is Cijfer else {"deel_soort"}
    if set(_expect(boom, dict)) != {*namen, *extra} or boom["deel_soort"] != soort.__name__.lower():
        raise ValueError(f"andere velden dan een {soort.__name__.lower()} heeft")
    deel = soort(**{naam: _part(boom[naam], velden[naam]) for naam in namen})
    if any(boom[naam] != tekst for naam, tekst in _printed(deel).items()):
        raise ValueError("een cijfer is anders gedrukt dan het is")
    return deel


def _expect(waarde: Any, soort: Any) -> Any:
    if not isinstance(waarde, soort) or (isinstance(waarde, bool) and soort is not bool):
        raise ValueError("een veld is van een ander soort")
    return waarde
