"""Files opened as tables, whatever they turn out to be."""

import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets import opening
from directory.exchange.sheets.cells import MOST_COLUMNS
from directory.exchange.sheets.opening import MOST_ROWS, open_content, open_tables
from tests.factories.sheets import sheet_line, write_sheet


def packed(**members):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), content)
    return file.getvalue()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
FILE_OF_THE_MACHINE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0" + b"x" * 100, "old Excel", id="xls"),
        pytest.param(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password", id="locked"),
        pytest.param(packed(xl__workbook_xml="", xl__vbaProject_bin="x"), "macros", id="macros"),
        pytest.param(packed(word__document_xml=""), "no spreadsheet", id="word"),
        pytest.param(packed(xl__workbook_xml="<a"), "damaged", id="damaged"),
        pytest.param(packed(mimetype="x", content_xml=BOMB), "damaged", id="entities"),
        pytest.param(
            packed(mimetype="x", content_xml=FILE_OF_THE_MACHINE), "damaged", id="file of the machine in an ods"
        ),
        pytest.param(packed(xl__workbook_xml=FILE_OF_THE_MACHINE), "damaged", id="file of the machine in an xlsx"),
        pytest.param(packed(mimetype="x", content_xml="a" * 20_000_000), "bomb", id="bomb"),
        pytest.param(b"%PDF\x00\x01", "no spreadsheet", id="pdf"),
        pytest.param(b"PK\x03\x04", "cut short", id="cut"),
        pytest.param(b"Group,Activity\n" * (MOST_ROWS + 1), "more than 5,000 rows", id="huge"),
    ],
)
def test_what_is_no_sheet_is_told_in_a_clear_line(tmp_path, content, told):
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(content)

    with pytest.raises(UnreadableFile, match=told):
        open_tables(path)


def workbook(sheets=1, rows=1):
    """A workbook with something in the last row and column that are read of each sheet."""
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        sheet.cell(rows, MOST_COLUMNS, "x")
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def test_small_file_of_many_long_sheets_is_refused_before_it_fills_the_memory():
    content = workbook(sheets=12, rows=MOST_ROWS)

    assert len(content) < 20_000
    with pytest.raises(UnreadableFile, match="There is too much in this file"):
        open_content(content)


@pytest.mark.parametrize("member", ["content.xml", "xl/workbook.xml"])
def test_xml_of_too_many_parts_is_refused_before_it_is_read(monkeypatch, member):
    monkeypatch.setattr(opening, "MOST_MARKS", 1_000)
    content = packed(mimetype="", **{member.replace("/", "__").replace(".", "_"): f"<a>{'<b/>' * 1_000}</a>"})

    with pytest.raises(UnreadableFile, match="There is too much in this file"):
        open_content(content)


def test_columns_without_end_are_left_out():
    content = b"Group,Activity" + b",x" * 5_000 + b"\nMillbrook,Tea" + b",y" * 5_000

    (table,) = open_content(content)

    assert [len(row) for row in table.rows] == [MOST_COLUMNS, MOST_COLUMNS]


def test_empty_cells_and_rows_at_the_end_are_no_part_of_a_table():
    (table,) = open_content(b"Group,Activity,,\nMillbrook,,,\n,,,\n")

    assert table.rows == [["Group", "Activity"], ["Millbrook"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_csv_is_read_in_any_usual_alphabet_with_any_usual_sign(tmp_path, encoding, delimiter):
    path = tmp_path / "sheet.csv"
    rows = (("Group", "Activity", "Cost"), ("Café", "Tea", "£2"))
    path.write_bytes("\n".join(delimiter.join(each) for each in rows).encode(encoding))

    (table,) = open_tables(path)

    assert table.rows[1] == ["Café", "Tea", "£2"]


def test_formula_gives_its_last_value_and_is_never_worked_out(tmp_path):
    book = Workbook()
    book.active.append(["Group", "Activity", "Cost"])
    book.active.append(["Millbrook", "Tea", "=1+1"])
    book.save(tmp_path / "sheet.xlsx")

    (table,) = open_tables(tmp_path / "sheet.xlsx")

    assert table.rows[1][:2] == ["Millbrook", "Tea"]
    assert "=1+1" not in table.rows[1]


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
@pytest.mark.parametrize("start", ["=1+1", "+44 113 496 0000", "-", "@x", "\tx", "=HYPERLINK(1)"])
def test_cell_that_looks_like_a_formula_is_written_as_text(tmp_path, ending, start):
    path = write_sheet(tmp_path / f"sheet.{ending}", sheet_line(Group=start))

    (table,) = open_tables(path)

    assert table.rows[1][0].lstrip("'") == start.strip()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "sheet"
    path.write_bytes(content)

    try:
        tables = open_tables(path)
    except UnreadableFile:
        return

    assert all(isinstance(row, list) for table in tables for row in table.rows)
