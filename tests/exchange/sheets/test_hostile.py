"""Sheets that lie: any cell anywhere, and any damage, is taken or told in words, and never more than that."""

import random
import zipfile
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source
from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets.activities import read_sheet
from directory.exchange.sheets.cells import cell_text
from directory.exchange.sheets.columns import COLUMNS
from directory.exchange.sheets.headings import find_headings
from directory.exchange.sheets.keys import Listings
from directory.exchange.sheets.lines import Tag, Vocabulary
from directory.exchange.sheets.offering import preview, read_tables, take_in
from directory.exchange.sheets.opening import Table, open_content
from directory.exchange.sheets.pages import wrong_pages
from directory.exchange.sheets.previews import Status
from directory.exchange.sheets.writing import ENDINGS, Page, write_pages
from tests.factories.odd_values import ODD, damage
from tests.factories.sheets import sheet_content, sheet_line, twenty_groups_with_ten_mistakes

# openpyxl warns of what it leaves out of a damaged workbook.
pytestmark = [pytest.mark.fuzz, pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")]
# How many examples are tried is the profile's to say: few in `make test`, many in `make test-fuzz`.
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
HEADINGS = [each.heading for each in COLUMNS]
VOCABULARY = Vocabulary({"walking": Tag("6f0c1a52-7a0b-5a59-9a2f-2f6d3c0f5b11", "Walking", "service_type")})

PLAUSIBLE = [
    *(example for each in COLUMNS for example in each.examples if example),
    *(choice for each in COLUMNS for choice in each.choices),
    "Mon-Fri",
    "1st Tuesday; last Friday",
    "Thu-Mon",
    "2",
    "11-1pm",
    "2-4pm",
    "half ten",
    "Members: £2; £3.50 each",
    "01134960001 or 0113 496 0002",
    "every 3 weeks",
    "#REF!",
    "31/02/2026",
    "LS118ND",
    "Walking, Walkng",
]
LONG = ["9" * 5_000, "2-" + "1" * 5_000 + "pm", "a;" * 200, "£" * 300, "1" * 19_000, "<b>" * 3_000, ", " * 500]
TEXTS = [str(each) for each in ODD if not isinstance(each, str) or len(each) < 20_000] + PLAUSIBLE + LONG
CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**40), 10**40)
    | st.floats()
    | st.sampled_from(TEXTS)
    | st.text(max_size=40)
    | st.dates()
    | st.datetimes()
    | st.times()
    | st.timedeltas()
)


def written(ending, pages):
    file = BytesIO()
    write_pages(file, ending, pages)
    return file.getvalue()


def check_read(sheet):
    """Each activity is whole or told; what is told can be shown, and each row can be given back."""
    for each in sheet.activities:
        assert (each.bundle is None) == bool(each.mistakes)
    told = [str(mistake) for each in sheet.activities for mistake in each.mistakes] + sheet.notices
    for words in told:
        words.encode()
        assert words.isprintable()
    for ending in ENDINGS:
        written(ending, wrong_pages((line, "") for line in sheet.lines.values()))


@contextmanager
def telling():
    """Takes a refusal, if it says why."""
    told = ""
    try:
        yield
    except UnreadableFile as unreadable:
        told = str(unreadable)
    assert told.isprintable()


def read(tables):
    """Read the tables of a file to their end, or say why not."""
    with telling():
        table, headings = find_headings(tables)
        check_read(read_sheet(table, headings, VOCABULARY, Listings()))


@unhurried
@given(data=st.data())
def test_any_cells_are_taken_or_told(data):
    columns = data.draw(st.lists(st.sampled_from(HEADINGS[2:]), unique=True, max_size=8))
    heads = data.draw(st.permutations(["Group", "Activity", *columns]))
    names = st.sampled_from(["Millbrook", "Tea", None]) | CELLS
    row = st.tuples(*(names if each in ("Group", "Activity") else CELLS for each in heads)).map(list)

    read([Table([list(heads), *data.draw(st.lists(row, min_size=1, max_size=5))])])


@pytest.mark.parametrize("heading", ["Group", "Activity"])
def test_a_name_that_is_an_error_of_the_spreadsheet_is_told(heading):
    row = {"Group": "Millbrook", "Activity": "Tea", heading: "#REF!"}
    table, headings = find_headings([Table([list(row), list(row.values())])])

    (activity,) = read_sheet(table, headings, VOCABULARY, Listings()).activities

    assert activity.bundle is None
    assert "#REF!" in str(activity.mistakes[0])


@unhurried
@given(rows=st.lists(st.lists(CELLS | st.sampled_from(HEADINGS), max_size=6), max_size=30))
def test_any_table_is_read_or_refused(rows):
    read([Table(rows)])


SHEETS = {ending: sheet_content(*twenty_groups_with_ten_mistakes(), ending=ending) for ending in ENDINGS}


@pytest.mark.parametrize("ending", ENDINGS)
@unhurried
@given(data=st.data())
def test_any_damage_to_a_file_is_read_or_refused(ending, data):
    open_and_read(data.draw(damage(SHEETS[ending])))


MEMBERS = {
    ending: {name: archive.read(name) for name in archive.namelist()}
    for ending in ("xlsx", "ods")
    for archive in [zipfile.ZipFile(BytesIO(SHEETS[ending]))]
}


@pytest.mark.parametrize("ending", MEMBERS)
@unhurried
@given(data=st.data())
def test_any_damage_inside_a_workbook_is_read_or_refused(ending, data):
    members = dict(MEMBERS[ending])
    for name in data.draw(st.lists(st.sampled_from(sorted(members)), min_size=1, max_size=3)):
        members[name] = data.draw(damage(members[name]))
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)

    open_and_read(file.getvalue())


def open_and_read(content):
    with telling():
        read(open_content(content))


@pytest.mark.parametrize("ending", ENDINGS)
@unhurried
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=4))
def test_any_cells_can_be_written_and_read(ending, rows):
    content = written(ending, [Page("Activities", ["Group", "Activity", "Where", "Days"], rows)])

    (table,) = open_content(content)

    assert len(table.rows) <= len(rows) + 1
    for row in table.rows:
        for cell in row:
            cell_text(cell).encode()


ODD_CELLS = [*TEXTS, -1, 0, 1e308, 10**30, True, float("nan"), date(1, 1, 1), MONDAY, time.max, timedelta.max]


@pytest.mark.parametrize("seed", range(3))
def test_odd_rows_neither_stop_a_sheet_nor_leave_halves(db, seed):
    chance = random.Random(seed)  # noqa: S311 - no secret
    lines = [sheet_line(number) | {"Tags": None} for number in range(60)]
    for line in chance.sample(lines, 45):
        line[chance.choice(list(line))] = chance.choice(ODD_CELLS)
    heads = list(lines[0])
    tables = [Table([heads, *([line[name] for name in heads] for line in lines)])]

    shown = preview(db, "odd", read_tables(db, tables, "odd"), MONDAY)
    left = db.scalar(select(func.count(Service.id))), db.scalar(select(func.count(Source.id)))
    taken = take_in(db, "odd", read_tables(db, tables, "odd").activities, MONDAY)

    assert left == (0, 0)
    assert len(taken.ids) == shown.count(Status.NEW) == db.scalar(select(func.count(Service.id)))
    assert set(db.scalars(select(Service.organization_id))) == set(db.scalars(select(Organization.id)))
    again = preview(db, "odd", read_tables(db, tables, "odd"), MONDAY)
    assert {each.status for each in again.offered} <= {Status.UNCHANGED, Status.WRONG}
