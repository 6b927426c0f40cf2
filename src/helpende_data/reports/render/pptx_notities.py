"""What the facilitator reads under a slide: questions, help, agreements. Makes no slide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpende_data.figures.model import Trechter
from helpende_data.reports.model import Alinea, Blok, Figuur, Lijst, Rapport, Sectie, Tabel

VRAGEN = (
    "Herkennen: zien wij dit in ons werk?",
    "Verklaren: wat zit erachter?",
    "Waarderen: is dit wat wij willen?",
    "Verbeteren: wat doen wij, en met wie?",
)
_REDENEN = "Mogelijke verklaringen"
_HULP = ("Wat zegt dit ", _REDENEN, "Vraag voor het gesprek")
_TRECHTER = "De binnenste en de buitenste grens zijn de lijnen om het gemiddelde."
_VOORAF = 3  # of the words before a figure, as many of the last as one reads beside a slide


def figure_notes(rapport: Rapport, figuur: Figuur) -> tuple[str, ...]:
    """The notes of the slide with this figure, a heading above each part that has words."""
    delen: tuple[tuple[str, Sequence[str]], ...] = (
        ("Vraag de groep:", VRAGEN),
        ("Wat het cijfer zegt:", _help(rapport, figuur)),
        ("Bij deze figuur:", _around(rapport, figuur)),
        ("Eerder afgesproken:", _then_and_now(rapport, figuur)),
        ("De figuur in woorden:", (figuur.alt,)),
    )
    regels = [regel for kop, teksten in delen if teksten for regel in (kop, *teksten)]
    return (*regels, figuur.bron)


def agreement_notes(rapport: Rapport) -> tuple[str, ...]:
    """Earlier agreements, one a line, with what their figures show; empty without them."""
    sectie = _agreements(rapport)
    blokken = sectie.blokken if sectie else ()
    rijen = [rij for blok in blokken if isinstance(blok, Tabel) for rij in blok.rijen]
    regels = [" – ".join(cel for cel in rij if cel.strip("–")) for rij in rijen]
    zinnen = [tekst for blok in blokken for tekst in _texts(blok)]
    return ("Eerder afgesproken:", *regels, *zinnen) if regels else ()


def _agreements(rapport: Rapport) -> Sectie | None:
    return next((sectie for sectie in rapport.secties if sectie.anker == "afspraken"), None)


def _then_and_now(rapport: Rapport, figuur: Figuur) -> list[str]:
    """What an agreement's figure was and is, where this figure is about the same."""
    sectie = _agreements(rapport)
    begin = f"{figuur.tekening.eenheid.partition(' per ')[0]} in "
    zinnen = (tekst for blok in (sectie.blokken if sectie else ()) for tekst in _texts(blok))
    return [zin for zin in zinnen if zin.startswith(begin)]


def _texts(blok: Blok) -> tuple[str, ...]:
    if isinstance(blok, Lijst):
        return blok.punten
    return (blok.tekst,) if isinstance(blok, Alinea) else ()


def _groups(rapport: Rapport) -> tuple[tuple[Blok, ...], ...]:
    return (rapport.voorblad, *(sectie.blokken for sectie in rapport.secties))


def _is_help(blokken: Sequence[Blok], nummer: int) -> bool:
    """Does it say how to read a figure? The list below a heading of explanations does too."""
    blok = blokken[nummer]
    if isinstance(blok, Lijst) and nummer:
        return _is_help(blokken, nummer - 1)
    return isinstance(blok, Alinea) and blok.tekst.startswith(_HULP)


def _subject(figuur: Figuur) -> str:
    """The indicator that a figure is about, as its name begins."""
    return figuur.naam.partition("-")[0]


def _helped(blokken: Sequence[Blok]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Subject of a figure and the help below it, in order."""
    onderwerp = ""
    for nummer, blok in enumerate(blokken):
        if isinstance(blok, Figuur):
            onderwerp = _subject(blok)
        elif _is_help(blokken, nummer):
            yield onderwerp, _texts(blok)


def _help(rapport: Rapport, figuur: Figuur) -> list[str]:
    """What the figure says and does not, explanations and a question.

    Of its subject in its own chapter; else the explanations of the whole chapter, which stand
    below its last figure; else of its subject in another chapter.
    """
    groepen = _groups(rapport)
    eigen = list(_helped(next(groep for groep in groepen if figuur in groep)))
    onderwerp = _subject(figuur)
    if onderwerp not in {wie for wie, _ in eigen}:
        onderwerpen = {wie for wie, _ in eigen}
        if len(onderwerpen) == 1 and any(t[0].startswith(_REDENEN) for _, t in eigen):
            onderwerp = onderwerpen.pop()
        else:
            eerste = (hulp for groep in groepen if (hulp := list(_helped(groep))))
            eigen = next((h for h in eerste if onderwerp in {wie for wie, _ in h}), [])
    return [tekst for wie, teksten in eigen if wie == onderwerp for tekst in teksten]


def _around(rapport: Rapport, figuur: Figuur) -> list[str]:
    """The words of the report around a figure, up to the figures beside it, without the help."""
    blokken = next(groep for groep in _groups(rapport) if figuur in groep)
    plekken = [nummer for nummer, blok in enumerate(blokken) if isinstance(blok, Figuur)]
    hier = blokken.index(figuur)
    voor = _between(blokken, max((n for n in plekken if n < hier), default=-1), hier)
    na = _between(blokken, hier, min((n for n in plekken if n > hier), default=len(blokken)))
    eerst, daarna = (
        [tekst for n in deel if not _is_help(blokken, n) for tekst in _texts(blokken[n])]
        for deel in (voor[1], na[0])
    )
    uitleg = [_TRECHTER] if isinstance(figuur.tekening, Trechter) else []
    return [*eerst[-_VOORAF:], *daarna, *uitleg]


def _between(blokken: Sequence[Blok], van: int, tot: int) -> tuple[range, range]:
    """The blocks between two places that belong to the first, and those that belong to the second.

    Between two subjects the help of the first one parts them; else all belong to both.
    """
    alle = range(van + 1, tot)
    hulp = [n for n in alle if _is_help(blokken, n)]
    buren = (blokken[n] for n in (van, tot) if 0 <= n < len(blokken))
    figuren = [blok for blok in buren if isinstance(blok, Figuur)]
    if hulp and len({_subject(figuur) for figuur in figuren}) > 1:
        return range(van + 1, hulp[-1]), range(hulp[-1] + 1, tot)
    return alle, alle
