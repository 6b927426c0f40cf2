"""The grid of cells: the same table comes out of every kind of workbook, with its place and signs.

Workbooks are written with other libraries than the one that reads them.
"""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

from helpende_data.errors import SourceError
from helpende_data.sources.werkboek import (
    Formulefout,
    Waarde,
    Werkboek,
    cel_naam,
    kolom_naam,
    kolom_nummer,
    read_werkboek,
)

DAG = datetime.date(2023, 7, 1)
TABEL: list[list[Waarde]] = [
    [None, None, None, None],
    [None, "code", "aantal", "datum"],
    [None, "0268", 12, DAG],
    [None, " Druten ", 12.5, True],
]


def write_xlsx(pad: Path, tabel: list[list[Waarde]]) -> None:
    werkboek = openpyxl.Workbook()
    blad = werkboek.active
    blad.title = "Cijfers"
    for rij, cellen in enumerate(tabel, start=1):
        for kolom, waarde in enumerate(cellen, start=1):
            if waarde is not None:
                blad.cell(rij, kolom, waarde)
    blad.merge_cells("B6:D6")
    blad["B6"] = "breed"
    blad.row_dimensions[3].hidden = True
    werkboek.create_sheet("Weg").sheet_state = "hidden"
    werkboek.save(pad)


def write_xls(pad: Path, tabel: list[list[Waarde]]) -> None:
    werkboek = xlwt.Workbook()
    blad = werkboek.add_sheet("Cijfers")
    for rij, cellen in enumerate(tabel):
        for kolom, waarde in enumerate(cellen):
            stijl = xlwt.easyxf(num_format_str="D-M-YYYY" if waarde == DAG else "General")
            if waarde is not None:
                blad.write(rij, kolom, waarde, stijl)
    blad.write_merge(5, 5, 1, 3, "breed")
    blad.row(2).hidden = True
    werkboek.add_sheet("Weg").visibility = 1
    werkboek.save(str(pad))


def write_ods(pad: Path, tabel: list[list[Waarde]]) -> None:
    def cel(waarde: Waarde, **velden: object) -> TableCell:
        if isinstance(waarde, str):
            velden["valuetype"] = "string"
        elif isinstance(waarde, bool):
            velden |= {"valuetype": "boolean", "booleanvalue": str(waarde).lower()}
        elif isinstance(waarde, datetime.date):
            velden |= {"valuetype": "date", "datevalue": waarde.isoformat()}
        elif waarde is not None:
            velden |= {"valuetype": "float", "value": str(waarde)}
        made = TableCell(**velden)
        if waarde is not None:
            made.addElement(P(text=str(waarde)))
        return made

    document = OpenDocumentSpreadsheet()
    blad = Table(name="Cijfers")
    for nummer, cellen in enumerate([*tabel, [None]]):
        rij = TableRow(**({"visibility": "collapse"} if nummer == 2 else {}))
        for waarde in cellen:
            rij.addElement(cel(waarde))
        blad.addElement(rij)
    rij = TableRow()
    rij.addElement(TableCell())
    rij.addElement(cel("breed", numbercolumnsspanned="3"))
    rij.addElement(CoveredTableCell(numbercolumnsrepeated="2"))
    blad.addElement(rij)
    leeg = TableRow(numberrowsrepeated="1048570")
    leeg.addElement(TableCell(numbercolumnsrepeated="16384"))
    blad.addElement(leeg)
    document.spreadsheet.addElement(blad)
    document.save(str(pad))


def sheet(cellen: str) -> bytes:
    """A workbook whose sheet holds exactly these rows."""
    werkboek, doel = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(werkboek)
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{cellen}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(werkboek) as oud, zipfile.ZipFile(doel, "w") as nieuw:
        for naam in oud.namelist():
            nieuw.writestr(naam, xml if naam.endswith("sheet1.xml") else oud.read(naam))
    return doel.getvalue()


def read(pad: Path) -> Werkboek:
    return read_werkboek(pad, pad.name)


@pytest.mark.parametrize(
    ("naam", "write"), [("x.xlsx", write_xlsx), ("x.xls", write_xls), ("x.ods", write_ods)]
)
def test_the_same_table_comes_out_of_every_kind_of_workbook(
    naam: str, write: Callable[[Path, list[list[Waarde]]], None], tmp_path: Path
) -> None:
    write(tmp_path / naam, TABEL)
    werkboek = read(tmp_path / naam)
    blad = werkboek.bladen[0]
    assert blad.naam == "Cijfers"
    verwacht = [*TABEL, [None] * 4, [None, "breed", None, None]]
    assert [list(rij) for rij in blad.rijen] == verwacht
    assert [[type(cel) for cel in rij] for rij in blad.rijen] == [
        [type(cel) for cel in rij] for rij in verwacht
    ]
    assert blad.verborgen_rijen == {2}
    assert blad.samengevoegd == ((5, 1, 5, 3),)
    assert not blad.verborgen
    assert werkboek.vindplaats(blad, 2, 1) == f"{naam}!Cijfers!B3"


@pytest.mark.parametrize(("naam", "write"), [("x.xlsx", write_xlsx), ("x.xls", write_xls)])
def test_a_hidden_sheet_is_there_and_says_so(
    naam: str, write: Callable[[Path, list[list[Waarde]]], None], tmp_path: Path
) -> None:
    write(tmp_path / naam, TABEL)
    assert [(b.naam, b.verborgen) for b in read(tmp_path / naam).bladen] == [
        ("Cijfers", False),
        ("Weg", True),
    ]


def test_a_formula_without_an_outcome_is_a_fault_and_not_an_empty_cell(tmp_path: Path) -> None:
    werkboek = openpyxl.Workbook()
    blad = werkboek.active
    blad["A1"] = "=1/0"  # openpyxl writes no outcome
    blad["B2"] = "#DEEL/0!"
    blad["C3"] = "#REF!"
    blad["C3"].data_type = "e"
    blad["D9"] = "=B1"  # outside what is filled
    werkboek.save(tmp_path / "x.xlsx")
    rijen = read(tmp_path / "x.xlsx").bladen[0].rijen
    assert isinstance(rijen[0][0], Formulefout)
    assert isinstance(rijen[8][3], Formulefout)
    assert isinstance(rijen[2][2], Formulefout)
    assert rijen[2][2] == "#REF!"
    assert not isinstance(rijen[1][1], Formulefout)  # a text that somebody typed


@pytest.mark.parametrize(
    "codering", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("teken", [";", "\t", ",", "|"])
@pytest.mark.parametrize("einde", ["\n", "\r\n"])
def test_text_is_read_in_every_usual_alphabet_and_with_every_separator(
    codering: str, teken: str, einde: str, tmp_path: Path
) -> None:
    rijen = [["gemeente", "aantal"], ["Súdwest-Fryslân", '"1,5"'], ["", ""], ["Één", "0268"]]
    tekst = einde.join(teken.join(rij) for rij in rijen) + einde
    (tmp_path / "x.csv").write_bytes(tekst.encode(codering))
    werkboek = read(tmp_path / "x.csv")
    assert werkboek.bladen[0].rijen == (
        ("gemeente", "aantal"),
        ("Súdwest-Fryslân", "1,5"),
        (None, None),
        ("Één", "0268"),
    )
    assert werkboek.vindplaats(werkboek.bladen[0], 3, 0) == "x.csv!4"


def test_a_decimal_comma_is_no_separator(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("naam;pct\nTitel, met komma\nA;1,5\nB;2,5\nC;3,0\n")
    assert read(tmp_path / "x.csv").bladen[0].rijen[2] == ("A", "1,5")


def test_the_separator_that_excel_names_itself_is_used(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("sep=|\na,b|c\nd,e|f\n")
    assert read(tmp_path / "x.csv").bladen[0].rijen == ((None, None), ("a,b", "c"), ("d,e", "f"))


CEL = st.one_of(
    st.integers(-(10**9), 10**9),
    st.sampled_from([0.5, 12.25, 1e20]),
    st.booleans(),
    st.text("abé'<&; 0268=#", min_size=1, max_size=8).map(lambda tekst: "x" + tekst),
)


@settings(max_examples=40)
@given(cellen=st.dictionaries(st.tuples(st.integers(0, 40), st.integers(0, 40)), CEL, min_size=1))
def test_what_was_written_is_read_back(
    cellen: dict[tuple[int, int], Waarde], tmp_path_factory: pytest.TempPathFactory
) -> None:
    werkboek = openpyxl.Workbook()
    for (rij, kolom), waarde in cellen.items():
        werkboek.active.cell(rij + 1, kolom + 1, waarde)
    pad = tmp_path_factory.getbasetemp() / "terug.xlsx"
    werkboek.save(pad)
    (blad,) = read(pad).bladen
    assert len(blad.rijen) == max(rij for rij, _ in cellen) + 1
    assert len(blad.rijen[0]) == max(kolom for _, kolom in cellen) + 1
    for rij, waarden in enumerate(blad.rijen):
        for kolom, waarde in enumerate(waarden):
            verwacht = cellen.get((rij, kolom))
            assert (type(waarde), waarde) == (type(verwacht), verwacht)


@pytest.mark.parametrize(
    "cellen",
    [
        '<row r="2" hidden="1"><c r="B2"><v>5</v></c></row>',
        "<row r='2' hidden='true'><c s='1' r='B2'><v>5</v></c></row>",
        '<row r="2" hidden="1"><c r = "b2"><v>5</v></c></row>',
        '<row/><row hidden="1"><c/><c><v>5</v></c></row>',
        '<row r="2" hidden="1"><c/><c t="n"><f>2+3</f><v>5</v></c></row>',
    ],
)
def test_a_sheet_is_read_however_its_cells_are_addressed(cellen: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sheet(cellen))
    (blad,) = read(tmp_path / "x.xlsx").bladen
    assert blad.rijen == ((None, None), (None, 5))
    assert blad.verborgen_rijen == {1}


CELLEN = (
    '<c r="{}"><v>5</v></c>',
    '<c r="{}"/>',
    '<c r="{}" t="e"><v>#N/A</v></c>',
    '<c r="{}" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
    '<c r="{}"><f>1+1</f><v>2</v></c>',
    '<c r="{}"><f t="shared" si="0"/><v>2</v></c>',
    '<c r="{}"><f aca="false">1+1</f></c>',
    '<c r="{}"><f/><v/></c>',
    '<c r="{}"><f>1+1</f><v> </v></c>',
    '<c r="{}" t="str"><f>A1&amp;"x"</f><v></v></c>',
    '<c r="{}" t="inlineStr"><is><t>"e" hidden</t></is></c>',
)
RIJEN = ('<row r="{}">', '<row r="{}" hidden="1">', '<row r="{}" ht="12" hidden="false">')


@given(
    rijen=st.lists(st.tuples(st.sampled_from(RIJEN), st.lists(st.sampled_from(CELLEN), max_size=4)))
)
@settings(max_examples=60)
def test_formulas_errors_and_hidden_rows_are_the_same_in_any_way_of_writing(
    rijen: list[tuple[str, list[str]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The usual way of writing is searched in; a comment sends the same sheet to the parser."""
    xml = '<row r="1"><c r="A1"><v>1</v></c></row>'
    for nummer, (begin, cellen) in enumerate(rijen, start=2):
        adressen = (f"{letter}{nummer}" for letter in "ABCD")
        xml += begin.format(nummer) + "".join(map(str.format, cellen, adressen)) + "</row>"
    pad = tmp_path_factory.getbasetemp() / "manieren.xlsx"
    bladen = []
    for erbij in ("", "<!-- -->"):
        pad.write_bytes(sheet(xml + erbij))
        bladen.append(read(pad).bladen)
    assert bladen[0] == bladen[1]


@pytest.mark.parametrize(
    "cellen",
    [
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="xfd1048576">\n<v>1</v></c></row>',
        "<row><c r = 'XFD1048576'>x<v>1</v></c></row>",
        '<row r="1048576">' + "<c><v>1</v></c>" * 30 + "</row>",
        '<row r="1"><c r="A1" t="e"><v>#N/A</v></c></row><row r="999999"><c r="Z999999"><v>1</v>'
        "</c></row>",
    ],
)
def test_no_way_of_addressing_gets_past_the_limit_of_a_sheet(cellen: str, tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sheet('<row r="1"><c r="A1"><v>1</v></c></row>' + cellen))
    with pytest.raises(SourceError, match="dit blad is te groot: het loopt tot cel"):
        read(tmp_path / "x.xlsx")


@given(st.integers(0, 20_000))
def test_a_column_is_found_again_by_its_letters(kolom: int) -> None:
    assert kolom_nummer(kolom_naam(kolom)) == kolom


def test_cells_are_named_as_a_spreadsheet_does() -> None:
    namen = [cel_naam(0, 0), cel_naam(16, 2), cel_naam(8, 26), cel_naam(0, 16383)]
    assert namen == ["A1", "C17", "AA9", "XFD1"]
