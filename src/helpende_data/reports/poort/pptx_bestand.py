"""Numbers in the slides: texts, notes, charts and their sheets, properties, against the model."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from xml.etree import ElementTree

from helpende_data.figures.model import Tegels, Trechter, Trend, Veelluik
from helpende_data.reports.model import Figuur, Rapport
from helpende_data.reports.poort.pptx_opmaak import PLACES, strange_slide_layout
from helpende_data.reports.poort.teksten import allowed, bare, drawn_texts, frame
from helpende_data.reports.poort.xlsx_opmaak import strange_layout
from helpende_data.reports.render.pptx_notities import agreement_notes, figure_notes
from helpende_data.reports.render.pptx_pakket import open_sjabloon, pack, read_sjabloon
from helpende_data.reports.render.pptx_rooster import Rooster, chart_grid, distances
from helpende_data.reports.render.pptx_tegels import tile_texts
from helpende_data.reports.render.pptx_trechter import Wolk, cloud
from helpende_data.reports.render.pptx_trend import gaps, line_names
from helpende_data.reports.render.pptx_vakken import field_grids
from helpende_data.schema.getallen import has_number

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BOOK = {
    "[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
    "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/theme/theme1.xml",
    "docProps/core.xml", "docProps/app.xml",
}  # fmt: skip


def strange_in_pptx(rapport: Rapport, inhoud: bytes, sjabloon: bytes | None = None) -> list[str]:
    """Places in the slides where a number stands that the model has not there.

    What comes from the template must be as it is in the template; no slide of it may be left.
    """
    vast = _parts(pack(open_sjabloon(read_sjabloon() if sjabloon is None else sjabloon)))
    delen = _parts(inhoud)
    vreemd = [naam for naam in vast if naam not in delen]
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
        vreemd += ["opmerking in het bestand"] if pakket.comment else []
    kader, namen = frame(rapport), {naam.rpartition("/")[2] for naam in delen}
    figuren = rapport.figuren()
    bladen = {_sheet_of(naam, delen) for naam in delen if naam.startswith("ppt/charts/chart")}
    for naam, deel in delen.items():
        if vast.get(naam) == deel:
            continue
        soort = re.fullmatch(PLACES, naam)
        if soort is None:
            vreemd.append(naam)
        elif naam.endswith(".xlsx"):
            if naam not in bladen:  # the others are opened with their charts
                vreemd.append(naam)
        elif naam.startswith("ppt/charts/chart"):
            figuur = _of_chart(naam, delen, rapport, figuren)
            vreemd += [f"{naam}, {plek}" for plek in _chart(naam, delen, figuur)]
        else:
            eigen = _own_texts(rapport, figuren, soort.group("dia"))
            boom = ElementTree.fromstring(deel)
            mag = allowed(kader, eigen, rapport.stempel)
            vreemd += [f"{naam}, {plek}" for plek in strange_slide_layout(boom, mag, namen)]
            vreemd += [f"{naam}, tekst" for tekst in _texts(boom) if bare(tekst) not in mag]
            if naam.startswith("ppt/slides/slide"):
                figuur = _of_slide(int(soort.group("dia")), rapport, figuren)
                vreemd += [f"{naam}, tegel" for _ in _strange_tiles(boom, figuur)]
    return vreemd


def _parts(inhoud: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(inhoud)) as pakket:
        return {naam: pakket.read(naam) for naam in pakket.namelist()}


def _own_texts(rapport: Rapport, figuren: tuple[Figuur, ...], dia: str | None) -> object:
    """What a slide and its notes are about: front, core, the figures, earlier agreements."""
    nummer = int(dia or 0)
    if nummer == 1:
        return rapport.voorblad
    if nummer == 2 and rapport.kern:
        return rapport.kern
    if figuur := _of_slide(nummer, rapport, figuren):
        tekening = figuur.tekening
        bij = (*gaps(tekening), *line_names(tekening)) if isinstance(tekening, Trend) else ()
        return (figuur, figure_notes(rapport, figuur), drawn_texts(tekening), bij)
    return agreement_notes(rapport)


def _of_slide(nummer: int, rapport: Rapport, figuren: tuple[Figuur, ...]) -> Figuur | None:
    """The figure of a slide: they come after the front and the core, which some kinds lack."""
    plek = nummer - (3 if rapport.kern else 2)
    return figuren[plek] if 0 <= plek < len(figuren) else None


def _texts(boom: ElementTree.Element) -> Iterator[str]:
    """The paragraphs with a number; the number of the slide itself is a field of the program."""
    for alinea in boom.iter(f"{_A}p"):
        stukken = [
            stuk
            for kind in alinea
            if kind.tag != f"{_A}fld"
            for stuk in (kind.text or "" for kind in kind.iter(f"{_A}t"))
        ]
        if has_number("".join(stukken)):
            yield "".join(stukken)
        for veld in alinea.iter(f"{_A}fld"):
            if veld.get("type") != "slidenum" or has_number(veld.findtext(f"{_A}t") or ""):
                yield "veld"
    for naam in ("title", "subject", "description", "keywords", "category", "identifier"):
        for element in boom.iter():
            if element.tag.rpartition("}")[2] == naam and has_number(element.text or ""):
                yield element.text or ""


def _strange_tiles(boom: ElementTree.Element, figuur: Figuur | None) -> Iterator[int]:
    """The tiles of a map whose words are not those of its municipality, by their number."""
    tekening = figuur.tekening if figuur else None
    verwacht = tile_texts(tekening) if isinstance(tekening, Tegels) else ()
    vormen = [vorm for groep in boom.iter(f"{_P}grpSp") for vorm in groep.iter(f"{_P}sp")]
    for nummer, (vorm, woorden) in enumerate(zip_longest(vormen, verwacht)):
        alineas = () if vorm is None else vorm.iter(f"{_A}p")
        staat = ["".join(stuk.text or "" for stuk in alinea.iter(f"{_A}t")) for alinea in alineas]
        if [bare(tekst) for tekst in staat] != [bare(tekst) for tekst in woorden or ()]:
            yield nummer


def _of_chart(
    naam: str, delen: dict[str, bytes], rapport: Rapport, figuren: tuple[Figuur, ...]
) -> Figuur | None:
    """The figure on whose slide a chart stands; None when it stands on no slide or on two."""
    los = naam.rpartition("/")[2]
    dias = [
        int(gevonden.group(1))
        for pad, deel in delen.items()
        if (gevonden := re.fullmatch(r"ppt/slides/_rels/slide(\d+)\.xml\.rels", pad))
        for relatie in ElementTree.fromstring(deel)
        if (relatie.get("Target") or "").rpartition("/")[2] == los
    ]
    return _of_slide(dias[0], rapport, figuren) if len(dias) == 1 else None


def _chart(naam: str, delen: dict[str, bytes], figuur: Figuur | None) -> Iterator[str]:
    boom = ElementTree.fromstring(delen[naam])
    model = _model(figuur, boom)
    if model is None:
        yield "grafiek zonder figuur"
        return
    mag = frozenset({bare(model.eenheid)})
    yield from strange_slide_layout(boom, frozenset(), vormen=_formats(model))
    teksten = (deel.text or "" for deel in boom.iter(f"{_A}t"))
    if any(has_number(tekst) and bare(tekst) not in mag for tekst in teksten):
        yield "tekst"
    if tuple(_ends(boom)) != model.einden:
        yield "einde van de as"
    reeksen, verwacht = list(boom.iter(f"{_C}ser")), list(_series(model))
    if len(reeksen) != len(verwacht):
        yield "aantal reeksen"
        return
    for reeks, plekken in zip(reeksen, verwacht, strict=True):
        gevonden = 0
        vormen = plekken.pop("dLbl", ())
        for label in reeks.iter(f"{_C}dLbl"):
            if not _is_labelled(label, vormen):
                yield "notatie van een waarde"
        for plek, waarden in plekken.items():
            for deel in reeks.iter(f"{_C}{plek}"):
                gevonden += len(list(deel.iter(f"{_C}v")))
                if not all(_is_at(punt, waarden) for punt in deel.iter(f"{_C}pt")):
                    yield plek
        if gevonden != len(list(reeks.iter(f"{_C}v"))):
            yield "waarde buiten de reeks"
    if len(list(boom.iter(f"{_C}v"))) != sum(len(list(r.iter(f"{_C}v"))) for r in reeksen):
        yield "waarde buiten de reeksen"
    yield from _behind(naam, delen, model)


def _model(figuur: Figuur | None, boom: ElementTree.Element) -> Rooster | Wolk | None:
    """What a chart should hold; of small multiples that of the area which it names."""
    match figuur.tekening if figuur else None:
        case Trechter() as trechter:
            return cloud(trechter)
        case Veelluik() as veelluik:
            naam = boom.findtext(f".//{_C}ser/{_C}tx//{_C}v") or ""
            return next((r for r in field_grids(veelluik) if r.lijnen[0].naam == naam), None)
        case tekening:
            return chart_grid(tekening)


def _ends(boom: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Where the axes with numbers begin and end; nan where that is left open."""
    for schaal in boom.iter(f"{_C}scaling"):
        begin, einde = schaal.find(f"{_C}min"), schaal.find(f"{_C}max")
        if begin is not None or einde is not None:
            yield tuple(  # type: ignore[misc]
                float("nan" if deel is None else deel.get("val", "nan")) for deel in (begin, einde)
            )


def _series(model: Rooster | Wolk) -> Iterator[dict[str, Sequence[str | float | None]]]:
    """Of each series: part of the chart -> what it holds, point by point."""
    if isinstance(model, Wolk):
        for spoor in model.sporen:
            yield {"tx": [spoor.naam], "xVal": spoor.x, "yVal": spoor.y}
        return
    for lijn in model.lijnen:
        afstanden = distances(lijn)
        yield {
            "tx": [lijn.naam],
            "cat": model.rijen,
            "val": lijn.waarden,
            "plus": [boven for _, boven in afstanden],
            "minus": [onder for onder, _ in afstanden],
            "dLbl": lijn.vormen,
        }


def _formats(model: Rooster | Wolk) -> frozenset[str]:
    """The number formats that hold words of the model."""
    lijnen = () if isinstance(model, Wolk) else model.lijnen
    return frozenset(vorm for lijn in lijnen for vorm in lijn.vormen)


def _is_labelled(label: ElementTree.Element, vormen: Sequence[str | float | None]) -> bool:
    """Is a value written in the format of its own row? One without a row has no words in it."""
    plek, notatie = label.find(f"{_C}idx"), label.find(f"{_C}numFmt")
    nummer = int(plek.get("val", "-1")) if plek is not None else -1
    eigen = vormen[nummer] if 0 <= nummer < len(vormen) else None
    vorm = notatie.get("formatCode") if notatie is not None else None
    return vorm == eigen if vormen else vorm is None or '"' not in vorm


def _is_at(punt: ElementTree.Element, waarden: Sequence[str | float | None]) -> bool:
    """Does a point of a chart hold the value of its row?"""
    plek, tekst = int(punt.get("idx", "-1")), punt.findtext(f"{_C}v") or ""
    waarde = waarden[plek] if 0 <= plek < len(waarden) else None
    if isinstance(waarde, str):
        return bare(tekst) == bare(waarde)
    try:
        return waarde is not None and float(tekst) == float(waarde)
    except ValueError:
        return False


def _sheet_of(naam: str, delen: dict[str, bytes]) -> str:
    """The workbook that a chart names, empty when it names more than that."""
    relaties = delen.get(naam.replace("ppt/charts/", "ppt/charts/_rels/") + ".rels", b"<x/>")
    doelen = [r.get("Target") or "" for r in ElementTree.fromstring(relaties)]
    return f"ppt/{doelen[0].removeprefix('../')}" if len(doelen) == 1 else ""


def _behind(naam: str, delen: dict[str, bytes], model: Rooster | Wolk) -> Iterator[str]:
    """The sheet that opens when somebody edits the chart: the grid, cell by cell."""
    blad = _sheet_of(naam, delen)
    if blad not in delen:
        yield "blad van de grafiek"
        return
    boek = _parts(delen[blad])
    if set(boek) != _BOOK:
        yield "onderdeel van het blad"
        return
    bomen = {pad: ElementTree.fromstring(deel) for pad, deel in boek.items()}
    for pad, boom in bomen.items():
        if "theme" not in pad:
            vast = ("kenmerk name van sheet", "tekst van lpstr")  # Sheet1, read below
            yield from (f"blad, {plek}" for plek in strange_layout(boom) if plek not in vast)
    from xlsxwriter.theme import THEME_XML_2007

    if boek["xl/theme/theme1.xml"].decode().strip() != THEME_XML_2007.strip():
        yield "blad, thema"
    if bomen["docProps/core.xml"].findtext("{http://purl.org/dc/elements/1.1/}title"):
        yield "blad, titel"
    namen = [blad.get("name") for blad in bomen["xl/workbook.xml"].iter(f"{_MAIN}sheet")]
    titels = [deel.text for deel in bomen["docProps/app.xml"].iter() if deel.tag.endswith("lpstr")]
    if namen != ["Sheet1"] or titels != ["Worksheets", "Sheet1"]:
        yield "blad, naam"
    teksten = [
        "".join(deel.text or "" for deel in si.iter(f"{_MAIN}t"))
        for si in bomen["xl/sharedStrings.xml"]
    ]
    cellen = model.cells() if isinstance(model, Wolk) else _cells(model)
    gezien: set[int] = set()
    for cel in bomen["xl/worksheets/sheet1.xml"].iter(f"{_MAIN}c"):
        waarde = cel.findtext(f"{_MAIN}v") or ""
        verwacht = cellen.get(cel.get("r", ""))
        if cel.get("t") == "s":
            gezien.add(int(waarde))
            goed = verwacht == teksten[int(waarde)]
        else:
            goed = isinstance(verwacht, float) and float(waarde) == verwacht
        if not goed or cel.find(f"{_MAIN}f") is not None:
            yield f"blad, cel {cel.get('r')}"
    if gezien != set(range(len(teksten))):
        yield "blad, tekst die in geen cel staat"


def _cells(rooster: Rooster) -> dict[str, str | float]:
    """Place -> what stands there: rows, series, limits."""
    kolommen: list[list[str | float | None]] = [["", *rooster.rijen]]
    kolommen += [[lijn.naam, *lijn.waarden] for lijn in rooster.lijnen]
    for lijn in rooster.lijnen:
        for woord, plaats in (("ondergrens", 0), ("bovengrens", 1)):
            grenzen = [paar[plaats] if paar else None for paar in lijn.grenzen]
            kolommen.append([f"{woord} {lijn.naam}", *grenzen])
    return {
        f"{chr(ord('A') + kolom)}{rij}": waarde if isinstance(waarde, str) else float(waarde)
        for kolom, inhoud in enumerate(kolommen)
        for rij, waarde in enumerate(inhoud, start=1)
        if waarde is not None
    }
