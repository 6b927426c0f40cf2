"""The report as a tagged PDF (PDF/UA-1) on A4, made by Typst from the model as data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from helpende_data.errors import HelpendeDataError
from helpende_data.figures.letters import font_folder, reserve_files
from helpende_data.reports.huisstijl.model import Huisstijl
from helpende_data.reports.model import Alinea, Blok, Bronregel, Figuur, Lijst, Rapport, Tabel
from helpende_data.reports.render.fonts import to_printable
from helpende_data.reports.render.tekst import (
    TEMPLATES,
    foot_contact,
    glue,
    is_stamped,
    read_template,
    running_title,
    source_line,
    unique_ids,
)

ZERO_WIDTH_SPACE = "\u200b"
_LONG_WORD = re.compile(r"\S{32,}")
_PIECE = re.compile(r"[^/._\-&=?]{1,16}[/._\-&=?]?|[/._\-&=?]")
_LINE = 92  # letters of 10 points that stand beside each other on 170 mm
_SHORT = 14  # characters; a column of such texts is as wide as its texts


def _breakable(tekst: str) -> str:
    """`tekst` with places to break in words that would run out of a cell or the page."""

    def cut(found: re.Match[str]) -> str:
        if found.group().strip(".,;:()").isalpha():
            return found.group()  # a word: Typst hyphenates it
        return ZERO_WIDTH_SPACE.join(_PIECE.findall(found.group()))

    return _LONG_WORD.sub(cut, tekst)


def _longest_word(tekst: str) -> int:
    """Letters of the longest part that stays together; long words are hyphenated."""
    return min(max((len(deel) for deel in re.split(r"[\s\-]+", tekst)), default=0), 14)


def _widths(tabel: Tabel) -> tuple[list[int], bool]:
    """How wide each column is, and whether the table is tight.

    With room to spare: 0 (as wide as its texts) for short texts and for numbers under a short
    heading, and shares of what is left for the others. In a tight table every column gets a share
    between what it needs, so that no word runs into the next column, and what it would like.
    """
    needs, likes = [], []
    for i, (kop, is_getal) in enumerate(zip(tabel.kolommen, tabel.getallen, strict=True)):
        cells = [rij[i] for rij in tabel.rijen]
        longest = max((len(cel) for cel in cells), default=0)
        words = max(map(_longest_word, [kop, *cells]))
        needs.append(max(words, longest if is_getal and longest <= 20 else 0, 5))
        likes.append(max(min(longest, 60), len(kop) // (2 if is_getal else 1), needs[-1]))
    room = _LINE - 2 * len(needs)
    if sum(likes) > room:
        spare, wish = max(room - sum(needs), 0), max(sum(likes) - sum(needs), 1)
        return [
            round(10 * (need + 2 + (like - need) * spare / wish))
            for need, like in zip(needs, likes, strict=True)
        ], True
    widths = [
        0 if like <= _SHORT or (is_getal and len(kop) <= _SHORT) else like
        for like, kop, is_getal in zip(likes, tabel.kolommen, tabel.getallen, strict=True)
    ]
    if not any(widths):
        widths[0] = 1
    return widths, False


def _table(tabel: Tabel) -> dict[str, Any]:
    widths, tight = _widths(tabel)
    return {
        "type": "tabel",
        "titel": tabel.titel,
        "kolommen": tabel.kolommen,
        "rijen": tabel.rijen,
        "getallen": tabel.getallen,
        "breedtes": widths,
        "krap": tight,
        "noot": tabel.noot,
        "tegels": tabel.tegels,
    }


def _block(
    blok: Blok, svgs: Mapping[str, bytes], marks: Mapping[str, str], stempel: str
) -> dict[str, Any]:
    match blok:
        case Alinea():
            return {"type": "alinea", "soort": blok.soort, "tekst": blok.tekst}
        case Lijst():
            return {"type": "lijst", "genummerd": blok.genummerd, "punten": blok.punten}
        case Tabel():
            return _table(blok)
        case Figuur():
            if blok.naam not in svgs:
                raise ValueError(f"figuur zonder tekening: {blok.naam}")
            return {
                "type": "figuur",
                "titel": blok.titel,
                "onderschrift": blok.onderschrift,
                "bron": blok.bron,
                "alt": blok.alt,
                "svg": svgs[blok.naam].decode("utf-8"),
                "merk": marks[blok.naam],
                "gestempeld": is_stamped(svgs[blok.naam].decode("utf-8"), stempel),
            }


def _source(bron: Bronregel) -> dict[str, Any]:
    bestand = f"{bron.bestand} (sha256 {bron.sha256})" if bron.sha256 else bron.bestand
    return {
        "kop": ": ".join(deel for deel in (bron.uitgever, bron.titel) if deel),
        "regel": source_line(bron),
        "adres": _breakable(bron.adres),
        "adres_kaal": bron.adres,
        "is_link": bron.adres.startswith(("https://", "http://")),
        "bestand": _breakable(bestand),
    }


def _printable_tree(waarde: Any, sleutel: str = "") -> Any:
    """`waarde` with every text in signs that the fonts have; long words get places to break."""
    if isinstance(waarde, str):
        tekst = to_printable(waarde.replace(ZERO_WIDTH_SPACE, ""), reserve=sleutel != "svg")
        if sleutel in ("svg", "adres_kaal", "merk"):
            return tekst
        return _breakable(glue(" ".join(re.split(r"[ \t\n\r\f\v]+", tekst)).strip()))
    if isinstance(waarde, Mapping):
        return {naam: _printable_tree(deel, naam) for naam, deel in waarde.items()}
    if isinstance(waarde, (list, tuple)):
        return [_printable_tree(deel, sleutel) for deel in waarde]
    return waarde


def style_data(stijl: Huisstijl) -> dict[str, Any]:
    """The looks as the templates take them; a picture in letters that Typst can read."""
    logo = stijl.logo
    return {
        "accent": stijl.accent,
        "zacht": stijl.zacht,
        "logo": list(logo.inhoud) if logo else [],
        "logo_soort": logo.soort if logo else "",
        "logo_alt": logo.alt if logo else "",
    }


def _data(rapport: Rapport, svgs: Mapping[str, bytes]) -> dict[str, Any]:
    figuren = rapport.figuren()
    names = [figuur.naam for figuur in figuren]
    marks = dict(zip(names, unique_ids(names, "cijfers-"), strict=True))
    return {
        "titel": rapport.titel,
        "documenttitel": f"{rapport.titel} ({running_title(rapport)})"
        + (f" – {rapport.stempel}" if rapport.stempel else ""),
        "ondertitel": rapport.ondertitel,
        "kopregel": running_title(rapport),
        "stempel": rapport.stempel,
        "kort": rapport.kort,
        "blad": rapport.blad,
        "inhoud": rapport.inhoudsopgave,
        "voorblad": [_block(blok, svgs, marks, rapport.stempel) for blok in rapport.voorblad],
        "kern": rapport.kern,
        "secties": [
            {
                "kop": sectie.kop,
                "nieuwe_pagina": sectie.nieuwe_pagina,
                "blokken": [_block(blok, svgs, marks, rapport.stempel) for blok in sectie.blokken],
            }
            for sectie in rapport.secties
        ],
        "figuurtabellen": [
            {"titel": f.titel, "merk": marks[f.naam], "tabel": _table(f.tabel)} for f in figuren
        ],
        "woorden": list(rapport.woorden.items()),
        "bronnen": [_source(bron) for bron in rapport.bronnen],
        "organisatie": rapport.organisatie,
        "stijl": style_data(rapport.huisstijl),
        "contact": rapport.contact,
        "contact_kort": foot_contact(rapport),
    }


@lru_cache(maxsize=1)
def _fonts() -> Any:
    """Only faces of installed packages: no system fonts, none of Typst's own."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(font_folder()), *(str(pad.parent) for pad in reserve_files())}),
    )


def to_pdf(rapport: Rapport, svgs: Mapping[str, bytes]) -> bytes:
    """The report as PDF/UA-1: headings, bookmarks, alt texts, language and title. No date inside.

    Args:
        rapport: the model.
        svgs: figure name -> a whole SVG document.

    Raises:
        HelpendeDataError: Typst refused the document.
        ValueError: a figure has no SVG.
    """
    return compile_pdf(
        "rapport", _data(rapport, svgs), waar=f"{rapport.gebied} {rapport.periode_label}"
    )


def compile_pdf(soort: str, data: Mapping[str, Any], *, waar: str) -> bytes:
    """A template filled with texts, as PDF/UA-1 without a date.

    Args:
        soort: name of the template, and of its input.
        data: texts, numbers and lists; every text is made printable.
        waar: what it is about, for the message.

    Raises:
        HelpendeDataError: Typst refused the document.
    """
    import typst

    try:
        return bytes(
            typst.compile(
                read_template(f"{soort}.typ").encode("utf-8"),
                root=str(TEMPLATES),
                font_paths=_fonts(),
                ignore_system_fonts=True,
                sys_inputs={soort: json.dumps(_printable_tree(data), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                format="pdf",
            )
        )
    except typst.TypstError as fout:
        reden = next((r.strip() for r in str(fout).splitlines() if r.strip()), "onbekende fout")
        raise HelpendeDataError(
            "de PDF kon niet worden gemaakt",
            waar=f"{waar}, {reden[:160]}",
            doe="maak het rapport zonder PDF met --formaat html en meld deze regel",
        ) from None
