"""The home page: a question, ways in, and what is on near a place."""

import html
import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from directory import clock
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.services import Service
from directory.catalogue.term_queries import terms_by_code
from directory.db import new_id
from tests.factories.catalogue import make_schedule, make_service

# What is counted comes from the index: the kind of database does not matter.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NEAR, FAR = (53.78, -1.55), (53.48, -2.24)


@pytest.fixture
def town(db, words):
    """A walk, one far away for carers who are lonely, a full one, and a line for danger."""
    make_service(db, "Lane walk", point=NEAR, terms=terms_by_code(db, ["outdoors"]))
    make_service(db, "Far walk", point=FAR, terms=terms_by_code(db, ["walking", "loneliness", "carers"]))
    full = make_service(db, "Full walk", point=NEAR, terms=terms_by_code(db, ["outdoors"]))
    full.capacities = [ServiceCapacity(id=new_id(), room="full")]
    make_service(db, "Danger line", terms=terms_by_code(db, ["crisis", "domestic-abuse"]))
    db.flush()


def look(browser, **asked):
    return browser.get("/", query_string=asked)


def ways(page: str) -> dict[str, tuple[int, str]]:
    """Each way in, with how many it tells of and where it leads."""
    found = re.findall(r'lp-way" href="([^"]*)"><span class="lp-way__name">([^<]*)</span>[^>]*>([0-9,]+) activit', page)
    return {name: (int(count), html.unescape(href)) for href, name, count in found}


def test_page_asks_and_counts_what_there_is_to_choose_from(browser, town):
    answer = look(browser)

    assert answer.status_code == 200
    assert "What would you like to do, or what would help?" in answer.text
    assert "There are 3 activities to choose from." in answer.text


def closes(lane, _) -> None:
    lane.closed_from = clock.today()


def said_long_ago(_, full) -> None:
    full.capacities[0].updated = clock.now() - timedelta(days=90)


@pytest.mark.parametrize(("happens", "activities", "walks"), [(closes, 2, 1), (said_long_ago, 4, 3)])
def test_what_is_counted_is_what_there_is_today(browser, db, town, happens, activities, walks):
    happens(*(db.scalar(select(Service).where(Service.name == name)) for name in ("Lane walk", "Full walk")))
    db.flush()

    page = look(browser).text
    count, href = ways(page)["Walking and outdoors"]

    assert f"There are {activities} activities to choose from." in page
    assert browser.get(href).text.count("lp-card__title") == count == walks


def test_every_way_in_leads_to_as_many_as_it_tells_of(browser, town):
    found = ways(look(browser).text)

    assert {name: count for name, (count, _) in found.items()} == {
        "Walking and outdoors": 2,
        "Loneliness": 1,
        "Carers": 1,
    }
    for count, href in found.values():
        assert browser.get(href).text.count("lp-card__title") == count


def test_ways_in_near_a_place_keep_to_it(browser, town):
    found = ways(look(browser, place="LS11").text)

    assert parse_qs(urlsplit(found["Walking and outdoors"][1]).query) == {"place": ["LS11"], "kinds": ["outdoors"]}
    for count, href in found.values():
        assert browser.get(href).text.count("lp-card__title") == count


def test_danger_is_no_way_in(browser, town):
    assert not {"Thoughts of suicide or a crisis", "Domestic abuse"} & ways(look(browser).text).keys()
    assert "116 123" in look(browser).text


def test_what_is_on_near_a_place_is_shown_and_what_is_far_is_not(browser, db):
    tomorrow = clock.today() + timedelta(days=1)
    for name, point in (("Lane walk", NEAR), ("Far walk", FAR)):
        make_service(db, name, point=point).schedules = [make_schedule(None, None, dtstart=tomorrow)]
    db.flush()

    everywhere, near = look(browser).text, look(browser, place="LS11").text

    assert "On this week" in everywhere
    assert {"Lane walk", "Far walk"} <= set(re.findall(r">([^<]*walk)</a>", everywhere))
    assert "On near LS11 this week" in near
    assert "Far walk" not in near
    assert "1 thing<" in near


def test_only_what_groups_wrote_is_marked_as_english_on_a_welsh_page(browser, db, words):
    tomorrow = clock.today() + timedelta(days=1)
    walk = make_service(db, "Hall tea", terms=terms_by_code(db, ["outdoors"]))
    walk.schedules = [make_schedule(None, None, dtstart=tomorrow)]
    hidden = make_service(db, "Quiet talk")
    hidden.schedules = [make_schedule(None, None, dtstart=tomorrow)]
    hidden.places[0].location.hides_address = True
    db.flush()

    page = browser.get("/cy/").text

    assert '<span class="lp-way__name">Cerdded' in page
    assert '<bdi lang="en">Beck Lane Hall</bdi> · Am ddim' in page
    assert '<p class="lp-week__where">Bydd y grŵp yn dweud wrthych ble mae' in page


@pytest.mark.parametrize("typed", ["LS11 8ND", "ls118nd"])
def test_full_postcode_never_stays_in_the_address(browser, db, typed):
    answer = look(browser, place=typed)

    assert answer.status_code == 303
    assert answer.location == "/?place=LS11+8"


def test_place_that_nobody_knows_is_said_at_its_box(browser, db):
    make_service(db)

    answer = look(browser, place="nowhere")

    assert answer.status_code == 422
    assert "Enter a postcode, like LS11 8ND" in answer.text
    assert "On this week" in answer.text


@pytest.mark.parametrize("path", ["/", "/?place=LS11", "/?place=nowhere"])
def test_looking_sets_no_cookie(browser, db, path):
    assert "Set-Cookie" not in browser.get(path).headers


def test_empty_directory_says_so(browser, db):
    assert "Nothing is listed yet" in look(browser).text
