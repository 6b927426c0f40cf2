"""Damages good files at random: bytes, parts of a package, cells, keys. Knows no right outcome."""

from __future__ import annotations

import io
import random
import zipfile

VREEMD = (
    b"\0",
    b"\xff\xfe",
    b'"',
    b";",
    b"\r",
    b"\n\n",
    b"=1+1",
    b"#REF!",
    b"<",
    b"&#0;",
    b"<!DOCTYPE a>",
    b"]]>",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"2.100",
    b"1,5",
    b".",
    b"*",
    b"nan",
    b"\xc3",
    "’".encode(),
    b"[[",
    b"= [",
    b"'''",
    b"1048576",
    b"XFD",
    b"true",
    b"\xf0\x9f\x98\x80",
)


def damage(inhoud: bytes, kans: random.Random) -> bytes:
    """The same bytes with one to eight pieces changed, lost, doubled or added."""
    kapot = bytearray(inhoud)
    for _ in range(kans.choice((1, 2, 4, 8, 8))):
        plek = kans.randrange(len(kapot) + 1)
        lengte = kans.choice((1, 1, 2, 4, 16, 64))
        keuze = kans.randrange(6)
        if keuze == 0:
            kapot[plek : plek + lengte] = kans.randbytes(lengte)
        elif keuze == 1:
            del kapot[plek : plek + lengte]
        elif keuze == 2:
            kapot[plek:plek] = kans.choice(VREEMD)
        elif keuze == 3:
            kapot[plek:plek] = kapot[plek : plek + lengte]
        elif keuze == 4:
            kapot[plek : plek + lengte] = kans.choice(VREEMD)
        else:
            ander = kans.randrange(len(kapot) + 1)
            kapot[plek : plek + lengte] = kapot[ander : ander + lengte]
    if kans.random() < 0.05:
        del kapot[kans.randrange(len(kapot) + 1) :]
    return bytes(kapot)


def damage_package(inhoud: bytes, kans: random.Random) -> bytes:
    """A package whose parts were damaged and packed well again, so that they are read."""
    doel = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(inhoud)) as oud, zipfile.ZipFile(doel, "w") as nieuw:
        namen = oud.namelist()
        geraakt = set(kans.sample(namen, kans.randint(1, 2)))
        geraakt.add(kans.choice([n for n in namen if "sheet1" in n or n == "content.xml"]))
        for naam in namen:
            deel = oud.read(naam)
            if naam in geraakt and kans.random() < 0.03:
                continue  # a part that is missing
            nieuw.writestr(naam, damage(deel, kans) if naam in geraakt else deel)
    return doel.getvalue()
