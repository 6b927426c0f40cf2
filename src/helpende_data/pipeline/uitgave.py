"""The road from a report that is asked for to its files; every kind goes it, none has another."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from helpende_data.disclosure import REGISTER, mark_of
from helpende_data.errors import SourceError, UsageError
from helpende_data.files import (
    os_path,
    read_bytes,
    replace_together,
    slug,
    write_atomic,
    writer_lock,
)
from helpende_data.gebieden import Gebied
from helpende_data.periodes import Periode, is_periode
from helpende_data.pipeline.vullen import SOORTEN, Opdracht
from helpende_data.pipeline.werkplaats import Workshop
from helpende_data.reports.draw import (
    check_formats,
    dump_manifest,
    is_same,
    manifest_entry,
    outputs,
    with_earlier_formats,
)
from helpende_data.reports.inhoud.stempel import VOORBEELD, suffix
from helpende_data.reports.inhoud.themas import find_thema
from helpende_data.reports.inhoud.wijzigingen import Vorige
from helpende_data.reports.model import Rapport
from helpende_data.reports.soorten.gebied import choose_area

MANIFEST = "manifest.json"


@dataclass(frozen=True)
class Aanvraag:
    """Which report somebody asks for.

    Args:
        soort: one of SOORTEN: an edition of the municipal report, or another kind.
        naam: name or code of the area; of a region none means the first one.
        gebied: what that is: ``gemeente``, ``regio`` or ``subregio``.
        periode: year or half-year; None takes the last whole year with figures.
        formaten: html, pdf, xlsx, csv, pptx, json, md; none means those usual for the kind.
        uit: another folder than ``rapporten/`` of the werkmap.
        thema: name or code of the theme, for a kind that is about one.
        van: for an evaluation, the year that the period is held against.
    """

    soort: str
    naam: str
    gebied: str = "gemeente"
    periode: Periode | None = None
    formaten: tuple[str, ...] = ()
    uit: Path | None = None
    thema: str = ""
    van: int | None = None


@dataclass(frozen=True)
class Prepared:
    """A report that was made and let through by the release gate, not written yet.

    Args:
        rapporten: the folder of all reports.
        map: the folder of this one.
        stam: what its file names begin with.
        concept: what those of a concept of it begin with.
        figuren: the names of the figures in it.
        eenmalig: files of the werkmap that are written unless they are there.
        verloren: see `Written`.
    """

    rapport: Rapport
    rapporten: Path
    map: Path
    stam: str
    concept: str
    files: dict[str, bytes]
    entry: dict[str, object]
    figuren: tuple[str, ...] = ()
    eenmalig: Mapping[Path, bytes] = field(default_factory=dict)
    verloren: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """A report that was written: the model, its folder, its files and the figures in it.

    Args:
        achtergehouden: name of a delivery -> how many of its figures may not be shown.
        nodig: tables of CBS that must be read before this concept can be published.
        verloren: the signs that the PDF prints as a question mark, each with its place.
    """

    rapport: Rapport
    map: Path
    bestanden: tuple[Path, ...]
    achtergehouden: dict[str, int]
    figuren: tuple[str, ...] = ()
    nodig: tuple[str, ...] = ()
    verloren: tuple[str, ...] = ()


def check_request(soort: str, gebied: str, formaten: tuple[str, ...]) -> tuple[str, ...]:
    """The formats to make, the usual ones when none is named.

    Raises:
        UsageError: an unknown kind or format, or a kind that is not made about such an area.
    """
    if soort not in SOORTEN:
        raise UsageError(f"onbekend soort {soort}", doe=f"kies uit {', '.join(SOORTEN)}")
    mag = SOORTEN[soort]
    if gebied not in mag.gebieden:
        raise UsageError(f"{soort} gaat over een {' of '.join(mag.gebieden)}, niet een {gebied}")
    if not mag.formaten:
        if formaten:
            raise UsageError(f"{soort} heeft vaste bestanden", doe="laat --formaat weg")
        return ()
    return check_formats(formaten or mag.formaten)


def make(workshop: Workshop, aanvraag: Aanvraag) -> Written:
    """Write one report: all its files, or none.

    With figures of ours that were not published yet it is a concept: stamped, and in files of its
    own beside those of the last publication. With the true counts it goes into a folder apart.

    Raises:
        UnknownError: no such area, or no figures for the period.
        UsageError: an unknown kind or format, or an example where a report was published.
        ContractError: what people wrote for it has faults.
        DisclosureError: a drawn file holds a number that the report has not.
        BusyError, WriteError: the earlier files are as they were.
    """
    return write_prepared(workshop, prepare(workshop, aanvraag))


def prepare(
    workshop: Workshop, aanvraag: Aanvraag, *, definitief: bool = False, concept: bool = False
) -> Prepared:
    """A report drawn and let through; `make` says the rest.

    A report that was published stays as it is until somebody publishes it anew: what differs from
    it becomes a concept beside it.

    Args:
        definitief: somebody decided to publish it, so it is no concept.
        concept: it is one, whatever stands in it.
    """
    soort = aanvraag.soort
    formaten = check_request(soort, aanvraag.gebied, aanvraag.formaten)
    if aanvraag.van is not None and not SOORTEN[soort].van:
        raise UsageError(f"{soort} heeft geen beginjaar", doe="laat --van weg")
    thema = _theme(workshop, aanvraag)
    onderwerp = choose_area(
        workshop.feiten, aanvraag.gebied, aanvraag.naam, aanvraag.periode, soort, thema
    )
    naam, periode = _folder(workshop, onderwerp.gemeente), str(onderwerp.periode)

    def named(periode: str) -> str:
        # Two evaluations of one year with other baselines are two reports.
        jaren = periode if aanvraag.van is None else f"{aanvraag.van}-{periode}"
        return "-".join(filter(None, (naam, jaren, soort, slug(thema) if thema else "")))

    stam = named(periode)
    rapporten = aanvraag.uit or workshop.werkmap.rapporten
    map_ = rapporten / periode / naam
    eerder = _earlier_entries(map_ / MANIFEST).get(stam)
    if workshop.intern:
        vorige = None
    elif eerder:
        vorige = Vorige.from_manifest(eerder, workshop.beleid_sha256)
    else:
        vorige = _of_before(workshop, rapporten, naam, onderwerp.periode, named)
    opdracht = Opdracht(
        workshop, soort, onderwerp, formaten, vorige, definitief, aanvraag.van, concept
    )
    gevuld = SOORTEN[soort].vul(opdracht)
    rapport = gevuld.rapport
    settings = {"formaten": ", ".join(formaten), "publiek": soort, "periode": periode}
    if aanvraag.van is not None:
        settings["van"] = str(aanvraag.van)
    entry = manifest_entry(rapport, settings, workshop.registers | gevuld.registers)
    vrijgave = workshop.feiten.publishable.vrijgave
    openbaar = not suffix(rapport.stempel)
    merk = (eerder or {}).get(REGISTER)
    if openbaar and merk is not None and not (definitief or is_same(entry, eerder)):
        if workshop.feiten.synthetisch:  # an example is never a concept
            raise UsageError(
                "een rapport met voorbeeldcijfers komt niet over een gepubliceerd rapport heen",
                waar=f"{stam} in {workshop.werkmap.shown(map_)}",
                doe="kies een andere map bij --uit",
            )
        return prepare(workshop, aanvraag, concept=True)
    stam_concept = f"{stam}-concept"
    stam += suffix(rapport.stempel)
    files = gevuld.draw(stam)
    entry |= outputs(files)
    if openbaar and (vrijgave or merk):
        entry |= {REGISTER: mark_of(vrijgave.ledger, rapport.rust_op) if vrijgave else merk}
    return Prepared(
        rapport,
        rapporten,
        map_ / "intern" if workshop.intern else map_,
        stam,
        stam_concept,
        files,
        entry,
        gevuld.figuren or tuple(figuur.naam for figuur in rapport.figuren()),
        gevuld.eenmalig,
        gevuld.verloren,
    )


def _of_before(
    workshop: Workshop, rapporten: Path, naam: str, periode: Periode, named: Callable[[str], str]
) -> Vorige | None:
    """The last definitive edition of a report about an earlier period of the same kind.

    Args:
        naam: the folder of its area.
        named: period -> what the names of its files begin with.
    """
    stempel = VOORBEELD if workshop.feiten.synthetisch else ""
    alle = (Periode.parse(m.name) for m in rapporten.glob("*") if is_periode(m.name))
    eerdere = (p for p in alle if p.soort == periode.soort and p < periode)
    for eerste in sorted(eerdere, reverse=True):
        over = str(eerste)
        entry = _earlier_entries(rapporten / over / naam / MANIFEST).get(named(over))
        if entry and entry.get("stempel") == stempel:
            return Vorige.from_manifest(entry, workshop.beleid_sha256, over=over)
    return None


def _folder(workshop: Workshop, gebied: Gebied) -> str:
    """The name of an area in names of files; a region that is called like a gemeente differs."""
    naam = slug(gebied.naam)
    alle = workshop.feiten.gebieden.by_code.values()
    dubbel = any(g.code != gebied.code and slug(g.naam) == naam for g in alle)
    return f"{gebied.soort}-{naam}" if dubbel and gebied.soort != "gemeente" else naam


def _theme(workshop: Workshop, aanvraag: Aanvraag) -> str:
    """The code of the theme that was asked for; empty for a kind that has none.

    Raises:
        UsageError: a kind that is about a theme without one, or a theme for another kind.
        UnknownError: no such theme.
    """
    heeft, gevraagd = SOORTEN[aanvraag.soort].thema, aanvraag.thema.strip()
    if heeft is not None and heeft != bool(gevraagd):
        doe = "kies er een met --thema NAAM" if heeft else "laat --thema weg"
        raise UsageError(f"{aanvraag.soort} gaat over {'een' if heeft else 'geen'} thema", doe=doe)
    return find_thema(workshop.teksten, gevraagd) if gevraagd else ""


def write_prepared(workshop: Workshop, voor: Prepared) -> Written:
    """Write the files of a report, all or none; a concept of the same report goes.

    Raises:
        BusyError, WriteError: the earlier files are as they were.
    """
    map_, rapport = voor.map, voor.rapport
    for pad, inhoud in voor.eenmalig.items():
        with writer_lock(pad.parent):
            if not pad.is_file():
                write_atomic(pad, inhoud)
    with writer_lock(voor.rapporten):
        entries = _earlier_entries(map_ / MANIFEST)
        entry, oud = with_earlier_formats(voor.entry, entries.get(voor.stam))
        vervalt = entries.pop(voor.concept, None) if voor.concept != voor.stam else None
        if vervalt:
            oud = (*oud, *vervalt.get("uitvoer", ()))
        manifest = dump_manifest(entries | {voor.stam: entry})
        replace_together(
            map_, {**voor.files, MANIFEST: manifest}, remove=oud, private=workshop.intern
        )
    publishable = workshop.feiten.publishable
    achtergehouden: Counter[str] = Counter()  # adds up: files in two folders can share a name
    for levering in publishable.leveringen:
        achtergehouden[levering.naam] += publishable.achtergehouden.get(levering.id, 0)
    bestanden = tuple(map_ / naam for naam in (*voor.files, MANIFEST))
    vrijgave = publishable.vrijgave if voor.stam == voor.concept else None
    nodig = vrijgave.waits_for(rapport.rust_op) if vrijgave else ()
    return Written(
        rapport, map_, bestanden, dict(+achtergehouden), voor.figuren, nodig, voor.verloren
    )


def editions(rapporten: Path) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Every edition below a folder of reports: its folder, its name, what the manifest says."""
    for manifest in sorted(rapporten.rglob(MANIFEST)):
        for stam, entry in _earlier_entries(manifest).items():
            yield manifest.parent, stam, entry


def _earlier_entries(manifest: Path) -> dict[str, dict[str, Any]]:
    """The other editions in the same folder; without a manifest there are none.

    Raises:
        SourceError: the manifest is damaged, so nobody knows what was published there.
    """
    if not Path(os_path(manifest)).exists():
        return {}
    try:
        entries = json.loads(read_bytes(manifest))["uitgaven"]
        if all(isinstance(entry, dict) for entry in entries.values()):
            return dict(entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        pass
    raise SourceError(
        "dit bestand is beschadigd, dus niet bekend is wat hier is gepubliceerd",
        waar=str(manifest),
        doe="zet de map terug uit de reservekopie, of verplaats haar; er is niets overschreven",
    )
