"""Adds the divisions that CBS publishes per year to the areas of our own files. Reads no files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpende_data.gebieden.model import Afwijking, Gebied, Gebieden, Lidmaatschap

if TYPE_CHECKING:
    import pandas as pd

_Leden = dict[tuple[str, int], dict[str, str]]  # (indeling, year) -> municipality -> area


def with_indelingen(gebieden: Gebieden, df: pd.DataFrame) -> Gebieden:
    """The same areas with what CBS says of who belongs where.

    Our own files go first: where they place a municipality in a division and a year, CBS does not.
    What CBS says differently then stands in `afwijkingen`. A membership holds for the years that
    were read, never for later ones.

    Args:
        gebieden: areas as `read_gebieden` gives them.
        df: a table under the contract INDELINGEN; may be empty.
    """
    if df.empty:
        return gebieden
    cbs: _Leden = {}
    for indeling, jaar, gemeente, gebied in zip(
        df["indeling"], df["jaar"], df["gemeente_code"], df["gebied_code"], strict=True
    ):
        cbs.setdefault((indeling, int(jaar)), {})[gemeente] = gebied
    nieuw = _memberships(gebieden, cbs)
    return replace(
        gebieden,
        by_code={**gebieden.by_code, **_new_areas(gebieden, df, {n.gebied_code for n in nieuw})},
        lidmaatschappen=(*gebieden.lidmaatschappen, *nieuw),
        afwijkingen=tuple(_differences(gebieden, cbs)),
        hele_indelingen=frozenset(
            (code, jaar) for (_, jaar), leden in cbs.items() for code in leden.values()
        ),
    )


def _new_areas(gebieden: Gebieden, df: pd.DataFrame, nodig: set[str]) -> dict[str, Gebied]:
    """The areas and municipalities of CBS that our files lack.

    Args:
        nodig: areas that have members left; one that our files have under another code has none.
    """
    bekend = {gebied.naam for gebied in gebieden.by_code.values()}
    nieuw = {}
    for code, rijen in df.sort_values("jaar").groupby("gebied_code"):
        if code in nodig and code not in gebieden.by_code:
            naam, soort = (str(rijen.iloc[-1][kolom]) for kolom in ("gebied", "soort"))
            uniek = f"{naam} (CBS)" if naam in bekend else naam
            nieuw[str(code)] = Gebied(str(code), uniek, soort)
    for code, rijen in df.sort_values("jaar").groupby("gemeente_code"):
        if code not in gebieden.by_code:
            naam, jaar = str(rijen.iloc[-1]["gemeente"]), int(rijen.iloc[0]["jaar"])
            nieuw[str(code)] = Gebied(str(code), naam, "gemeente", jaar)
    return nieuw


def _memberships(gebieden: Gebieden, cbs: _Leden) -> list[Lidmaatschap]:
    """The memberships of CBS where our files have none, years that follow each other as one."""
    jaren: dict[tuple[str, str, str], list[int]] = {}
    for (indeling, jaar), leden in sorted(cbs.items()):
        for gemeente, gebied in leden.items():
            if gebieden.area_of(gemeente, indeling, jaar) is None:
                jaren.setdefault((indeling, gemeente, gebied), []).append(jaar)
    nieuw = []
    for (indeling, gemeente, gebied), reeks in jaren.items():
        begin = reeks[0]
        for jaar, volgend in zip(reeks, [*reeks[1:], None], strict=True):
            if volgend != jaar + 1:
                bron = "CBS, Gebieden in Nederland"
                nieuw.append(Lidmaatschap(indeling, begin, jaar, gemeente, gebied, True, bron))
                begin = volgend or jaar
    return nieuw


def _differences(gebieden: Gebieden, cbs: _Leden) -> Iterator[Afwijking]:
    """Where CBS gives an area of ours other municipalities.

    Codes need not be the same: the area of CBS that most of our members belong to is compared.
    """
    gevonden: dict[tuple[str, str, str, tuple[str, ...], tuple[str, ...]], list[int]] = {}
    for (indeling, jaar), leden in sorted(cbs.items()):
        codes = {lid.gebied_code for lid in gebieden.lidmaatschappen if lid.indeling == indeling}
        for code in sorted(codes):
            eigen = gebieden.members(code, jaar) & leden.keys()
            if not eigen:
                continue
            ander = Counter(leden[lid] for lid in sorted(eigen)).most_common(1)[0][0]
            van_cbs = {lid for lid, gebied in leden.items() if gebied == ander}
            meer = van_cbs - eigen if gebieden[code].volledig else set()
            if eigen - van_cbs or meer:
                verschil = (tuple(sorted(eigen - van_cbs)), tuple(sorted(meer)))
                gevonden.setdefault((indeling, code, ander, *verschil), []).append(jaar)
    for (indeling, code, ander, eigen_meer, cbs_meer), jaren in gevonden.items():
        yield Afwijking(indeling, tuple(jaren), code, ander, eigen_meer, cbs_meer)
