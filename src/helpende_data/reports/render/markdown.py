"""The report as Markdown, for a newsletter or a web page: texts and tables, no drawings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Rapport, Tabel
from helpende_data.reports.render.tekst import running_title

_SIGNS = re.compile(r"([\\`*_{}\[\]<>|#~&])")
_LIST = re.compile(r"^(\d*)([-+.)])(?=\s)")  # at the beginning these make an item of a list


def to_md(rapport: Rapport) -> bytes:
    """Everything that stands on the pages, in UTF-8; of a figure its words and its table."""
    regels = [f"# {_safe(rapport.titel)}"]
    regels += [_safe(deel) for deel in (running_title(rapport), rapport.stempel) if deel]
    regels += _blocks(rapport.voorblad)
    regels += [f"- {_safe(zin)}" for zin in rapport.kern]
    for sectie in rapport.secties:
        regels += [f"## {_safe(sectie.kop)}", *_blocks(sectie.blokken)]
    regels.append(_safe(rapport.contact))
    return ("\n\n".join(regel for regel in regels if regel) + "\n").encode()


def _safe(tekst: str) -> str:
    """`tekst` on one line, in which no sign means anything to Markdown or HTML."""
    return _LIST.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", " ".join(tekst.split())))


def _blocks(blokken: Sequence[Blok]) -> Iterator[str]:
    for blok in blokken:
        match blok:
            case Alinea():
                yield _safe(blok.tekst)
            case Lijst():
                yield "\n".join(f"- {_safe(punt)}" for punt in blok.punten)
            case Tabel():
                yield from _table(blok)
            case Figuur():
                yield from (f"### {_safe(blok.titel)}", _safe(blok.onderschrift), _safe(blok.alt))
                yield from list(_table(blok.tabel))[1:]
                yield _safe(blok.bron)


def _table(tabel: Tabel) -> Iterator[str]:
    lijnen = ["---:" if getal else "---" for getal in tabel.getallen]
    rijen = [[_safe(cel) for cel in rij] for rij in (tabel.kolommen, *tabel.rijen)]
    rijen.insert(1, lijnen)
    yield f"### {_safe(tabel.titel)}"
    yield "\n".join(f"| {' | '.join(rij)} |" for rij in rijen)
    yield _safe(tabel.noot)
