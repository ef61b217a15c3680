"""Sheets taken in: what is told before, and what is there afterwards."""

from datetime import UTC, datetime, time

import pytest
from sqlalchemy import func, select

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.places import Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service
from directory.catalogue.models.taxonomies import Attribute
from directory.exchange.bundles import read_bundle
from directory.exchange.reading import UnreadableFile
from directory.exchange.sheets import activities
from directory.exchange.sheets.known_listings import NotFromSheets
from directory.exchange.sheets.listing import list_lines
from directory.exchange.sheets.offering import preview, read_file, take_in
from directory.exchange.sheets.pages import listing_pages, template, wrong_pages
from directory.exchange.sheets.previews import Status, wrong_lines
from directory.exchange.sheets.writing import write_pages
from directory.exchange.spool import Spool
from directory.exchange.writing import Intake, write_batch
from directory.geo.current import use_postcode_file
from tests.factories.feeds import feed_service, write_lines
from tests.factories.postcodes import write_postcode_file
from tests.factories.sheets import HEADINGS, TEN_MISTAKES, sheet_line, twenty_groups_with_ten_mistakes, write_sheet

MONDAY = datetime(2026, 6, 1, 9, tzinfo=UTC)
ENDINGS = ("xlsx", "ods", "csv")


@pytest.fixture(autouse=True)
def postcodes(tmp_path):
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", {"LS11 8ND": (53.77, -1.55)}))


@pytest.fixture
def look(db, tmp_path):
    """Reads rows from a sheet and says what taking them in would do."""

    def run(*lines, ending="xlsx", headings=HEADINGS):
        path = write_sheet(tmp_path / f"groups.{ending}", *lines, headings=headings)
        return preview(db, "groups", read_file(db, path, "groups"), MONDAY)

    return run


@pytest.fixture
def take(db, tmp_path):
    """Takes rows in from a sheet."""

    def run(*lines, ending="xlsx", headings=HEADINGS):
        path = write_sheet(tmp_path / f"groups.{ending}", *lines, headings=headings)
        return take_in(db, "groups", read_file(db, path, "groups").activities, MONDAY)

    return run


def statuses(shown):
    return [each.status for each in shown.offered]


@pytest.mark.parametrize("ending", ENDINGS)
def test_twenty_groups_with_ten_mistakes_go_in_with_every_mistake_explained(db, look, take, ending, our_words):
    lines = twenty_groups_with_ten_mistakes()

    shown = look(*lines, ending=ending)
    taken = take(*lines, ending=ending)

    told = [str(each) for each in shown.mistakes]
    assert len(told) == len(TEN_MISTAKES)
    for words, (_, _, _, expected) in zip(told, TEN_MISTAKES, strict=True):
        assert words.startswith(expected)
    assert (shown.count(Status.NEW), shown.count(Status.WRONG)) == (10, 10)
    assert len(taken.ids) == db.scalar(select(func.count()).select_from(Service)) == 10


def test_looking_writes_nothing(db, look):
    shown = look(sheet_line())

    assert statuses(shown) == [Status.NEW]
    assert db.scalars(select(Service)).all() == []


def test_row_becomes_an_activity_with_its_times_place_and_price(db, take):
    take(sheet_line())

    service = db.scalars(select(Service)).one()
    assert (service.name, service.description, service.minimum_age) == ("Tea and talk 1", "Tea, talk &amp; a quiz.", 18)
    schedule = db.scalars(select(Schedule)).one()
    assert (schedule.byday, schedule.opens_at, schedule.closes_at) == ("TU,TH", time(10, 30), time(12))
    assert db.scalars(select(Location)).one().latitude is not None
    assert db.scalars(select(CostOption.amount_pence)).all() == [250]


def test_same_sheet_again_changes_nothing(look, take):
    take(sheet_line(1), sheet_line(2))

    shown = look(sheet_line(1), sheet_line(2))

    assert statuses(shown) == [Status.UNCHANGED, Status.UNCHANGED]


def test_an_activity_of_a_sheet_is_listed_on_the_day_of_the_sheet(db, take):
    take(sheet_line())
    take(sheet_line(Cost="Free"))

    assert db.scalars(select(Service.listed_on)).all() == [MONDAY.date()]


def test_changed_row_is_told_field_by_field(look, take):
    take(sheet_line())

    shown = look(sheet_line(From="11:00", Cost="Free"))

    (offer,) = shown.offered
    assert [(each.heading, each.before, each.after) for each in offer.differences] == [
        ("From", "10:30", "11:00"),
        ("Cost", "£2.50", "Free"),
    ]


def test_what_the_directory_knows_of_an_activity_beyond_the_standard_goes_out_and_comes_back(db, take, look):
    own = {"Help with the cost": "Ask us about free places", "Easy read": "We drink tea.\nWe talk."}
    headings = (*HEADINGS, *own)
    taken = take(sheet_line(**own), headings=headings)

    ((line,),) = list_lines(db, list(taken.ids.values())).values()
    shown = look(sheet_line(**own), headings=headings)

    assert (line["cost_help"], line["easy_read"]) == tuple(own.values())
    assert statuses(shown) == [Status.UNCHANGED]


def test_renamed_row_is_told_as_new_and_missing(look, take):
    take(sheet_line())

    shown = look(sheet_line(Activity="Coffee morning"))

    assert statuses(shown) == [Status.NEW]
    assert shown.missing == ["Tea and talk 1"]


def test_likely_twin_in_the_catalogue_is_told(db, take, look, tmp_path):
    path = write_sheet(tmp_path / "others.csv", sheet_line())
    take_in(db, "others", read_file(db, path, "others").activities, MONDAY)

    shown = look(sheet_line())

    assert shown.offered[0].twins == ["“Tea and talk 1” of “Millbrook Friends 1”"]


def test_tags_are_those_of_our_own_lists(db, take, our_words):
    take(sheet_line(Tags="walking"))

    attribute = db.scalars(select(Attribute)).one()
    assert attribute.link_type == "service_type"


def test_rows_of_one_activity_are_put_together(db, take):
    take(sheet_line(), sheet_line(Days="Sat", From="14:00", To="16:00"))

    assert len(db.scalars(select(Service)).all()) == 1
    assert sorted(db.scalars(select(Schedule.byday))) == ["SA", "TU,TH"]
    assert len(db.scalars(select(Location)).all()) == 1


def test_further_row_must_not_contradict_the_first(look):
    shown = look(sheet_line(), sheet_line(Days="Sat", Cost="Free"))

    assert [str(each) for each in shown.mistakes] == [
        "Row 3, Cost: “Free” is not what row 2 says of the same activity. "
        "Leave it empty here, or give the activity a name of its own."
    ]


def test_place_of_which_rows_say_too_much_is_told(look):
    lines = [sheet_line(number, Access="; ".join(f"fact {number}.{each}" for each in range(30))) for number in (1, 2)]

    shown = look(*lines, headings=(*HEADINGS, "Access"))

    assert statuses(shown) == [Status.NEW, Status.WRONG]
    assert [str(each) for each in shown.mistakes] == [
        "Row 3, Access: the rows say more than 50 things of this place. Leave some out."
    ]


def test_column_that_is_wrong_in_every_row_is_told_once(look, monkeypatch):
    monkeypatch.setattr(activities, "MOST_MISTAKES", 3)

    with pytest.raises(UnreadableFile, match=r"more than 3 mistakes.* The first is: Row 2, From: “half ten”"):
        look(*(sheet_line(number, From="half ten") for number in range(1, 6)))


@pytest.mark.parametrize("ending", ENDINGS)
def test_listings_written_and_read_again_change_nothing(db, take, tmp_path, ending, our_words):
    rich = sheet_line(Tags="Walking", Cost="£1; Members: Free", Email="tea@example.org")
    rich["What happens there"] = "First.\n\nSecond."
    taken = take(rich, sheet_line(2, Days="1st Tuesday, last Friday"), sheet_line(2, Days="Sat", Where="Park"))
    path = tmp_path / f"out.{ending}"
    lines = [line for some in list_lines(db, list(taken.ids.values())).values() for line in some]

    with path.open("wb") as file:
        write_pages(file, ending, listing_pages(lines))
    shown = preview(db, "groups", read_file(db, path, "groups"), MONDAY)

    assert shown.mistakes == []
    assert statuses(shown) == [Status.UNCHANGED, Status.UNCHANGED]


@pytest.mark.parametrize("ending", ENDINGS)
def test_wrong_rows_come_back_and_go_in_when_they_are_put_right(db, tmp_path, ending):
    path = write_sheet(tmp_path / "groups.csv", sheet_line(From="half ten"))
    sheet = read_file(db, path, "groups")
    wrong = wrong_lines(sheet.lines, preview(db, "groups", sheet, MONDAY))
    line, cure = wrong[0]
    back = tmp_path / f"back.{ending}"

    with back.open("wb") as file:
        write_pages(file, ending, wrong_pages([(line | {"opens_at": "10:30"}, cure)]))
    shown = preview(db, "groups", read_file(db, back, "groups"), MONDAY)

    assert cure == "From: “half ten” is no time. Write it like 10:30 or 10.30am."
    assert (statuses(shown), shown.notices) == ([Status.NEW], [])


@pytest.mark.parametrize("ending", ENDINGS)
def test_examples_of_the_template_are_not_taken_in(db, tmp_path, ending):
    path = tmp_path / f"template.{ending}"
    with path.open("wb") as file:
        write_pages(file, ending, template())

    sheet = read_file(db, path, "groups")

    assert (sheet.activities, sheet.notices) == ([], [])


def test_columns_in_any_order_under_other_names_are_recognised(look):
    headings = ("Start time", "Organisation", "Service name", "Weekday", "Shoe size")
    line = {
        "Start time": "2pm",
        "Organisation": "Millbrook",
        "Service name": "Tea",
        "Weekday": "Monday",
        "Shoe size": 4,
    }

    shown = look(line, headings=headings)

    assert statuses(shown) == [Status.NEW]
    assert shown.notices == ["“Shoe size” is no column that we know, and is not read."]


def test_sheet_without_a_needed_column_is_refused(look):
    with pytest.raises(UnreadableFile, match="There is no column “Activity”"):
        look({"Group": "Millbrook", "Postcode": "LS11 8ND"}, headings=("Group", "Postcode"))


def test_sheet_does_not_take_the_place_of_a_feed(db, look, tmp_path):
    data = write_lines(tmp_path / "feed.ndjson", feed_service()).read_bytes()
    with Spool() as spool:
        write_batch(db, Intake("groups", MONDAY), [read_bundle(1, data)], spool)

    with pytest.raises(NotFromSheets, match="Give the sheet a source of its own"):
        look(sheet_line())
