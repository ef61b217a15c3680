"""Narrowing the public search: what is offered, with how many, what is chosen, and what there is beyond it."""

import html
import re
from datetime import date, time

import pytest

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Language
from directory.catalogue.term_queries import terms_by_code
from directory.db import new_id
from tests.factories.catalogue import make_schedule, make_service

# What is narrowed comes from the index: the kind of database does not matter.
pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
NEAR, FAR = (53.78, -1.55), (53.48, -2.24)


@pytest.fixture
def town(db):
    """A free walk on Tuesdays, a dear choir on Friday evenings, and a silent group."""
    make_service(db, "Walking group", terms=terms_by_code(db, ["outdoors"]))
    choir = make_service(db, "Walking choir", point=FAR, minimum_age=50)
    choir.schedules = [make_schedule("FR", opens_at=time(19), closes_at=time(20))]
    choir.cost_options = [CostOption(option="Everyone", amount_pence=900)]
    db.add(Language(service_id=choir.id, code="cy"))
    silent = make_service(db, "Walking silently", point=None)
    silent.schedules, silent.cost_options = [], []
    db.flush()


def search(browser, **asked):
    return html.unescape(browser.get("/search", query_string=asked).text)


def titles(page: str) -> list[str]:
    return re.findall(r'lp-card__title"><a[^>]*>([^<]*)<', page)


def chips(page: str) -> dict[str, str]:
    """The words of each chip, and where it leads."""
    return {words: href for href, words in re.findall(r'lp-chip--button" href="([^"]*)">([^<]*)<', page)}


def test_who_only_looks_around_finds_everything(browser, town):
    page = search(browser)

    assert set(titles(page)) == {"Walking group", "Walking choir", "Walking silently"}
    assert "All activities" in page
    assert "3 activities, the soonest first." in page


def test_near_a_place_the_nearest_comes_first(browser, town):
    page = search(browser, place="LS11")

    assert titles(page)[0] == "Walking group"
    assert "Activities near LS11" in page
    assert "the nearest first" in page


@pytest.mark.parametrize("asked", [{}, {"q": "walking"}])
def test_only_what_there_is_is_offered_with_how_many(browser, town, asked):
    page = search(browser, **asked)

    for offered in ("Tuesday (1)", "Friday (1)", "Mornings (1)", "Evenings (1)", "Free (1)", "Welsh (1)"):
        assert offered in page
    for missing in ("Monday (", "Afternoons (", "By telephone (", "Polish ("):
        assert missing not in page


@pytest.mark.parametrize(
    ("asked", "first", "silent"),
    [
        pytest.param({"days": "1"}, "Walking group", "1 more comes last: it does not say", id="day"),
        pytest.param({"parts": "2"}, "Walking choir", "1 more comes last: it does not say", id="time"),
        pytest.param({"cost": "free"}, "Walking group", "1 more comes last: it does not say", id="free"),
        pytest.param({"language": "cy"}, "Walking choir", "2 more come last: they do not say", id="language"),
    ],
)
def test_what_does_not_say_comes_last_and_is_told(browser, town, asked, first, silent):
    page = search(browser, **asked)

    assert titles(page)[0] == first
    assert "Walking silently" in titles(page)[1:]
    assert f"{silent} whether all you chose is right, so ask first." in page


def test_numbers_follow_what_is_chosen(browser, town):
    page = search(browser, cost="free")

    assert "Tuesday (1)" in page
    assert "Friday (" not in page
    assert "Free (1)" in page


def test_what_is_chosen_stays_offered_though_nothing_is_left(browser, town):
    page = search(browser, cost="free", days="4")

    assert "Friday (0)" in page


def test_each_choice_is_a_chip_that_leads_back(browser, words, town):
    page = search(browser, q="walking", days=["1", "4"], cost="5", kinds="outdoors")

    assert chips(page) == {
        "Tuesday": "/search?q=walking&days=4&cost=5&kinds=outdoors",
        "Friday": "/search?q=walking&days=1&cost=5&kinds=outdoors",
        "Up to £5 each time": "/search?q=walking&days=1&days=4&kinds=outdoors",
        "Walking and outdoors": "/search?q=walking&days=1&days=4&cost=5",
    }
    assert '<a class="govuk-link lp-chips__clear" href="/search?q=walking">Clear all</a>' in page


def test_kinds_keep_to_what_is_listed_under_them(browser, words, town):
    page = search(browser, kinds="outdoors")

    assert titles(page) == ["Walking group"]
    assert "2 more of any kind" in page


def test_a_code_that_nothing_has_is_no_trouble(browser, town):
    page = search(browser, kinds="no-such-kind", cost="a lot", days="9", ways="by balloon", access="wings")

    assert "We found no good match" in page
    assert chips(page) == {}


@pytest.mark.parametrize(
    ("asked", "words", "href"),
    [
        ({"cost": "free"}, "1 more at any cost", "/search?"),
        ({"days": "1"}, "1 more on any day, at any time", "/search?"),
        ({"age": "30"}, "1 more for any age", "/search?any_age=yes"),
        ({"place": "LS11", "within": "3"}, "1 more at any distance", "/search?place=LS11"),
        ({"q": "I'm 30 and like walking with others"}, "1 more for any age", "any_age=yes"),
    ],
)
def test_what_a_limit_leaves_out_is_one_click_away(browser, town, asked, words, href):
    page = search(browser, **asked)

    (link,) = re.findall(rf'href="([^"]*)">{words}<', page)
    assert href.rstrip("?") in link
    assert len(titles(search(browser, **asked))) + 1 == browser.get(link).text.count("lp-card__title")


def test_what_is_full_is_shown_to_who_wants_it(browser, db):
    full = make_service(db, "Full house")
    full.capacities = [ServiceCapacity(id=new_id(), room="full")]
    db.flush()

    assert "1 that are full just now" in search(browser)
    assert titles(search(browser, full="yes")) == ["Full house"]
    assert "Also what is full" in chips(search(browser, full="yes"))


def test_an_age_that_is_told_is_a_chip_to_take_out(browser, town):
    page = search(browser, q="I'm 30 and like walking with others")

    assert "any_age=yes" in chips(page)["Age 30, as you said"]


def test_where_nothing_is_left_the_nearest_is_told_with_what_keeps_it_out(browser, town):
    page = search(browser, q="choir", cost="free", days="1")

    assert "We found no good match" in page
    assert "What comes nearest" in page
    assert "Walking choir" in page
    assert "It is at other times: Friday evening." in page
    assert "Ask at your GP surgery for the link worker" in page


def test_where_no_single_limit_helps_all_can_be_left_out(browser, town):
    page = search(browser, q="choir", cost="free", days="1")

    assert '<a class="govuk-link" href="/search?q=choir">1 without anything you chose</a>' in page


@pytest.mark.parametrize(("sort", "first"), [("near", "Walking group"), ("soon", "Walking"), ("nonsense", "Walking")])
def test_the_order_can_be_chosen(browser, town, sort, first):
    page = search(browser, q="walking", place="LS11", sort=sort)

    assert titles(page)[0].startswith(first)
    assert len(re.findall(r'aria-current="true"', page)) == 1


@pytest.mark.parametrize("sort", ["fit", "near", "soon"])
@pytest.mark.parametrize("said", [{}, {"q": "walking"}], ids=["browsing", "asking"])
def test_what_nobody_checked_for_too_long_comes_last_in_any_order(browser, db, said, sort):
    make_service(db, "Walking", assured_date=date(2020, 1, 1))
    for number in range(3):
        make_service(db, f"Tea {number}", description="Tea, and some walking.", point=(53.8, -1.55))

    page = search(browser, place="LS11", sort=sort, **said)

    assert len(titles(page)) == 4
    assert titles(page)[-1].startswith("Walking")


def test_the_date_of_a_card_is_one_on_a_chosen_day(browser, db):
    service = make_service(db, "Walking twice a week")
    service.schedules = [make_schedule("TU"), make_schedule("FR")]
    db.flush()

    assert "Fri " in search(browser, days="4").partition("lp-card__title")[2]
    assert "Tue " in search(browser, days="1").partition("lp-card__title")[2]


@pytest.fixture
def first_times(db, words):
    """One that beginners are welcome at, one that needs no referral, one that needs one, and one that is silent."""
    for name, codes in {
        "Easy walk": ["beginners-welcome", "met-at-the-door", "no-referral-needed"],
        "Open walk": ["no-referral-needed"],
        "Clinic walk": ["referral-needed"],
        "Silent walk": [],
    }.items():
        make_service(db, name, terms=terms_by_code(db, codes))


def test_who_needs_no_referral_is_shown_nothing_that_needs_one(browser, first_times):
    page = search(browser, arranged="no-referral-needed")

    assert set(titles(page)[:2]) == {"Easy walk", "Open walk"}
    assert titles(page)[2:] == ["Silent walk"]
    assert "No referral needed" in chips(page)
    assert "whether a referral is needed" in page.partition("Silent walk")[2]
    assert "1 more however they are run" in page


def test_what_matters_for_a_first_time_is_counted_with_all_that_is_chosen(browser, first_times):
    page = search(browser)

    for offered in ("Beginners are welcome (1)", "Someone can meet you at the door (1)", "No referral needed (2)"):
        assert offered in page
    assert "No referral needed (1)" in search(browser, arranged="beginners-welcome")
    assert titles(search(browser, arranged=["beginners-welcome", "no-referral-needed"]))[0] == "Easy walk"


def test_a_whole_postcode_leaves_the_address_with_all_that_was_chosen(browser, town):
    answer = browser.get("/search", query_string={"place": "LS11 8ND", "days": ["1", "2"], "age": "40", "q": ""})

    assert answer.status_code == 303
    assert answer.location == "/search?place=LS11+8&days=1&days=2&age=40"


def test_danger_is_met_with_help_and_no_filters(browser, words, town):
    page = search(browser, q="I want to end my life", cost="free", within="")

    assert "116 123" in page
    assert "Free (" not in page
    assert chips(page) == {}
