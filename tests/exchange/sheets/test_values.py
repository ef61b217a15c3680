"""Cells that hold numbers, and cells that hold too much."""

import pytest

from directory.exchange.sheets.mistakes import WrongCell
from directory.exchange.sheets.values import MOST_PARTS, parts_of, read_phones


@pytest.mark.parametrize("cell", [float("nan"), float("inf"), 1e308, 12, 10**30])
def test_number_that_no_telephone_has_is_told(cell):
    with pytest.raises(WrongCell, match="is no telephone number"):
        read_phones(cell)


def test_spreadsheet_takes_the_nought_away_and_gets_it_back():
    assert read_phones(1134960001.0) == ["01134960001"]


def test_cell_holds_no_more_than_a_few_things():
    assert len(parts_of(";".join(["a"] * MOST_PARTS))) == MOST_PARTS
    with pytest.raises(WrongCell, match="51 things stand here"):
        parts_of(";".join(["a"] * (MOST_PARTS + 1)))
