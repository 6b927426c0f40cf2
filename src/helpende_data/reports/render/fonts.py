"""The letters of the report: small Latin subsets of Source Sans Pro, and what the font can print.

fontTools does this too, in 0.7 s with its imports; only tables are copied here, in 0.05 s. Kerning
is left out, glyph numbers stay as they are, unused glyphs become empty.
"""

from __future__ import annotations

import base64
import struct
import unicodedata
import zlib
from functools import lru_cache

from helpende_data.figures.letters import FAMILIE, SNEDEN, face_file, reserve_files

FACES = ("gewoon", "half", "cursief")

_SIGNS = "‐‑‒–—‘’‚“”„•…‰€←↑→↓−≈≠≤≥■□▲▼○●\u2009\u202f"
LATIJN = (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, _SIGNS))


def _tables(font: bytes) -> dict[str, bytes]:
    found = {}
    for i in range(struct.unpack(">H", font[4:6])[0]):
        tag, _, start, size = struct.unpack_from(">4sLLL", font, 12 + 16 * i)
        found[tag.decode("ascii")] = font[start : start + size]
    return found


def _read_cmap(cmap: bytes) -> dict[int, int]:
    """Code point -> glyph number, from the Windows Unicode subtable (format 4)."""
    for i in range(struct.unpack(">H", cmap[2:4])[0]):
        platform, encoding, start = struct.unpack_from(">HHL", cmap, 4 + 8 * i)
        if (platform, encoding) == (3, 1):
            break
    else:
        raise ValueError("font without a Unicode table")
    count = struct.unpack_from(">H", cmap, start + 6)[0] // 2
    base = start + 14
    ends = struct.unpack_from(f">{count}H", cmap, base)
    starts = struct.unpack_from(f">{count}H", cmap, base + 2 * count + 2)
    deltas = struct.unpack_from(f">{count}H", cmap, base + 4 * count + 2)
    offsets_at = base + 6 * count + 2
    offsets = struct.unpack_from(f">{count}H", cmap, offsets_at)
    glyphs: dict[int, int] = {}
    for i, (first, last, delta, offset) in enumerate(
        zip(starts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, last + 1):
            glyph = code
            if offset:
                at = offsets_at + 2 * i + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", cmap, at)[0]
                if glyph == 0:
                    continue
            glyph = (glyph + delta) & 0xFFFF
            if glyph and code != 0xFFFF:
                glyphs[code] = glyph
    return glyphs


def _write_cmap(glyphs: dict[int, int]) -> bytes:
    runs: list[tuple[int, int, int]] = []  # first, last, delta
    for code, glyph in sorted(glyphs.items()):
        delta = (glyph - code) & 0xFFFF
        if runs and runs[-1][1] == code - 1 and runs[-1][2] == delta:
            runs[-1] = (runs[-1][0], code, delta)
        else:
            runs.append((code, code, delta))
    runs.append((0xFFFF, 0xFFFF, 1))
    n = len(runs)
    power = 1 << (n.bit_length() - 1)
    head = (2 * n, 2 * power, power.bit_length() - 1, 2 * (n - power))
    ends, starts, deltas = ([run[i] for run in runs] for i in (1, 0, 2))
    body = struct.pack(f">4H{n}HH{3 * n}H", *head, *ends, 0, *starts, *deltas, *([0] * n))
    return struct.pack(">HHHHL", 0, 1, 3, 1, 12) + struct.pack(">HHH", 4, 6 + len(body), 0) + body


def _components(glyph: bytes) -> list[int]:
    """The glyphs that a composite glyph is made of."""
    if not glyph or struct.unpack(">h", glyph[:2])[0] >= 0:
        return []
    parts, at, more = [], 10, True
    while more:
        flags, part = struct.unpack_from(">HH", glyph, at)
        parts.append(part)
        at += 4 + (4 if flags & 0x1 else 2)
        at += 2 if flags & 0x8 else 4 if flags & 0x40 else 8 if flags & 0x80 else 0
        more = bool(flags & 0x20)
    return parts


def _woff(tables: dict[str, bytes]) -> bytes:
    start = 44 + 20 * len(tables)
    entries, data, sfnt_size = b"", b"", 12 + 16 * len(tables)
    for tag, content in sorted(tables.items()):
        padded = content + b"\0" * (-len(content) % 4)
        packed = zlib.compress(content, 9)
        packed = packed if len(packed) < len(content) else content
        checksum = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        entries += struct.pack(
            ">4sLLLL", tag.encode(), start + len(data), len(packed), len(content), checksum
        )
        data += packed + b"\0" * (-len(packed) % 4)
        sfnt_size += len(padded)
    size = start + len(data)
    header = struct.pack(
        ">4sLLHHLHHLLLLL", b"wOFF", 0x00010000, size, len(tables), 0, sfnt_size, 1, 0, 0, 0, 0, 0, 0
    )
    return header + entries + data


def subset_woff(font: bytes, codes: tuple[int, ...] = LATIJN) -> bytes:
    """A WOFF with only the glyphs of `codes`; the licence text in the font stays.

    Args:
        font: a TrueType font with glyf outlines.
        codes: code points to keep; those that the font lacks are left out.
    """
    tables = _tables(font)
    cmap = {code: g for code, g in _read_cmap(tables["cmap"]).items() if code in set(codes)}
    count = struct.unpack(">H", tables["maxp"][4:6])[0]
    long_loca = struct.unpack(">h", tables["head"][50:52])[0] == 1
    loca = struct.unpack(f">{count + 1}{'L' if long_loca else 'H'}", tables["loca"])
    scale = 1 if long_loca else 2
    keep, todo = {0}, [0, *cmap.values()]
    while todo:
        glyph = todo.pop()
        keep.add(glyph)
        outline = tables["glyf"][loca[glyph] * scale : loca[glyph + 1] * scale]
        todo += [part for part in _components(outline) if part not in keep]
    glyf, places = b"", [0]
    for glyph in range(count):
        if glyph in keep:
            outline = tables["glyf"][loca[glyph] * scale : loca[glyph + 1] * scale]
            glyf += outline + b"\0" * (-len(outline) % 4)
        places.append(len(glyf))
    metrics = bytearray(tables["hmtx"])
    full = struct.unpack(">H", tables["hhea"][34:36])[0]
    for glyph in range(count):
        if glyph not in keep and glyph < full - 1:
            metrics[4 * glyph : 4 * glyph + 4] = b"\0\0\0\0"
    head = bytearray(tables["head"])
    head[8:12] = b"\0\0\0\0"
    head[50:52] = struct.pack(">h", 1)
    return _woff(
        {tag: tables[tag] for tag in ("hhea", "maxp", "OS/2", "name")}
        | {
            "head": bytes(head),
            "hmtx": bytes(metrics),
            "cmap": _write_cmap(cmap),
            "loca": struct.pack(f">{count + 1}L", *places),
            "glyf": glyf,
            "post": struct.pack(">L", 0x00030000) + tables["post"][4:32],
        }
    )


@lru_cache(maxsize=1)
def font_faces() -> str:
    """The @font-face rules with the three faces inside, for a style sheet."""
    rules = []
    for face in FACES:
        snede = SNEDEN[face]
        woff = subset_woff(face_file(face).read_bytes())
        rules.append(
            f'@font-face{{font-family:"{FAMILIE}";font-weight:{snede.gewicht};font-style:{snede.stand};'
            "font-display:block;src:url(data:font/woff;base64,"
            f'{base64.b64encode(woff).decode("ascii")}) format("woff")}}'
        )
    return "\n".join(rules)


@lru_cache(maxsize=2)
def _signs(reserve: bool = False) -> frozenset[int]:
    """Code points that every face we use can print: of the letters, or of the reserve.

    Of the reserve no script that runs from right to left: nobody could find a number that stands
    in such a text back in the PDF.
    """
    paden = reserve_files() if reserve else tuple(map(face_file, FACES))
    sets = [set(_read_cmap(_tables(pad.read_bytes())["cmap"])) for pad in paden]
    codes = set.intersection(*sets) if sets else set()
    if reserve:
        codes = {c for c in codes if unicodedata.bidirectional(chr(c)) not in ("R", "AL", "AN")}
    return frozenset(codes)


_HYPHENS = {"\u2010": "-", "\u2011": "-"}
_LOST = "?"


def _nearest(teken: str, reserve: bool) -> str:
    if teken in _HYPHENS:
        return _HYPHENS[teken]
    if unicodedata.category(teken) in ("Cc", "Cf", "Cs", "Mn"):
        return " " if teken.isspace() else ""
    kaal = "".join(c for c in unicodedata.normalize("NFKD", teken) if ord(c) in _signs())
    if kaal and not unicodedata.combining(kaal[0]):
        return kaal
    return teken if reserve and ord(teken) in _signs(reserve=True) else _LOST


def to_printable(tekst: str, *, reserve: bool = True) -> str:
    """`tekst` with each sign that the fonts lack replaced by its plain form or a question mark.

    PDF/UA allows no sign without a glyph; one odd letter in a name must not stop a report.

    Args:
        reserve: may a sign come from the second font? Not in a chart, which is drawn in the first.
    """
    if tekst.isascii() and tekst.isprintable():
        return tekst
    known = _signs()
    return "".join(
        c if c in "\n\t" or ord(c) in known else _nearest(c, reserve)
        for c in unicodedata.normalize("NFC", tekst)
    )


def lost_signs(tekst: str) -> str:
    """The signs of `tekst` that become a question mark in print, each once."""
    if tekst.isascii():
        return ""
    weg = (
        c for c in unicodedata.normalize("NFC", tekst) if c != _LOST and to_printable(c) == _LOST
    )
    return "".join(dict.fromkeys(weg))
