"""The empty sheet for groups."""

import pytest

from directory.accounts.actor import Role
from directory.exchange.sheets.columns import COLUMNS
from directory.exchange.sheets.opening import open_tables


@pytest.mark.parametrize("ending", ["xlsx", "ods", "csv"])
def test_editor_gets_an_empty_sheet_with_all_columns(sign_in, tmp_path, ending):
    browser, _ = sign_in(Role.EDITOR)

    answer = browser.get(f"/staff/sheets/template.{ending}")

    path = tmp_path / "sheet"
    path.write_bytes(answer.data)
    headings = [each for each in open_tables(path)[0].rows[0] if each]
    assert headings == [each.heading for each in COLUMNS]


def test_listings_lead_to_the_empty_sheet(sign_in):
    browser, _ = sign_in(Role.EDITOR)

    page = browser.get("/staff/listings").get_data(as_text=True)

    assert "/staff/sheets/template.xlsx" in page
