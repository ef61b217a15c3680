"""CSV files as people's programs write them."""

import csv
import io

import pytest

from directory.exchange.reading import UnreadableFile
from directory.exchange.tabular.cells import CsvTable, Row, long_cells


def read(data, most_bytes=10_000):
    with long_cells():
        table = CsvTable(io.BytesIO(data), "phones.csv", most_bytes)
        return table.columns, list(table.rows())


ONE = [Row(2, {"id": "1", "number": "0113"})]
WRITTEN = {
    "plain": b"id,number\n1,0113\n",
    "byte order mark": b"\xef\xbb\xbfid,number\n1,0113\n",
    "lines of Windows": b"id,number\r\n1,0113\r\n",
    "no line end": b"id,number\n1,0113",
    "semicolons": b"id;number\n1;0113\n",
    "tabs": b"id\tnumber\n1\t0113\n",
    "quotes": b'"id","number"\n"1","0113"\n',
    "capitals and spaces in the header": b" ID , Number \n1, 0113 \n",
    "empty columns at the end": b"id,number,,\n1,0113,,\n",
    "empty rows": b"id,number\n1,0113\n,\n\n",
    "apostrophe of a spreadsheet": b"id,number\n1,0113\n",
}


@pytest.mark.parametrize("data", WRITTEN.values(), ids=WRITTEN.keys())
def test_ways_of_writing_say_the_same(data):
    assert read(data) == (["id", "number"], ONE)


def test_columns_may_stand_in_any_order():
    assert read(b"number,id\n0113,1\n") == (["number", "id"], ONE)


def test_quoted_cell_may_run_over_lines_and_rows_keep_their_line():
    _, rows = read(b'id,note\n1,"a\nb"\n2,"c, ""d"""\n')

    assert [(row.line, row.cells["note"]) for row in rows] == [(2, "a\nb"), (4, 'c, "d"')]


def test_apostrophe_before_a_formula_is_taken_off():
    _, rows = read(b"id,number\n1,'+44 113\n2,'tis\n")

    assert [row.cells["number"] for row in rows] == ["+44 113", "'tis"]


def test_empty_cell_says_nothing():
    assert read(b"id,number\n1,\n")[1] == [Row(2, {"id": "1"})]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"id,n\n1,2,3\n", "the record has 3 cells where the file has 2 columns"),
        (b"id,n\n1,caf\xe9\n", "n is not text in UTF-8"),
        (b"id,n\n\xff,a\n", "id is not text in UTF-8"),
        (b"id,n\n1,a\x00b\n", "n contains a NUL character"),
        (b"id,n\n1,a\rb\n", "the record is no row of a CSV file"),
    ],
    ids=["too many cells", "another encoding", "another encoding of the id", "NUL", "stray line end"],
)
def test_faulty_row_is_told_and_the_next_one_read(data, fault):
    _, rows = read(data + b"2,ok\n")

    assert str(rows[0].fault).startswith(fault)
    assert rows[-1].cells == {"id": "2", "n": "ok"}


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"id,n,id\n", "has the column 'id' twice"),
        ("id,n\n".encode("utf-16"), "is in UTF-16"),
        (b"id" + b",n" * 400, "more than 300 columns"),
        (b"id,n\n1," + b"x" * 20_000, "has a row of more than 10,000 bytes"),
        (b'id,n\n1,"' + b"x\n" * 20_000, "is a quotation mark left open"),
    ],
    ids=["column twice", "UTF-16", "columns", "long line", "open quote"],
)
def test_file_that_cannot_be_read_is_named(data, told):
    with pytest.raises(UnreadableFile, match=told) as refused:
        read(data)

    assert str(refused.value).startswith("phones.csv")


def test_quotation_mark_left_open_costs_what_it_swallows():
    data = b'id,n\n1,"' + b"x\n" * 600_000 + b"2,ok\n"

    _, rows = read(data, most_bytes=5_000_000)

    assert "nothing was read up to line" in str(rows[0].fault)
    assert rows[-1].cells == {"id": "2", "n": "ok"}


def test_limit_of_a_cell_is_put_back():
    before = csv.field_size_limit()

    read(b"id\n")

    assert csv.field_size_limit() == before
