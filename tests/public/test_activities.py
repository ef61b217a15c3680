"""The page of one activity."""

import html
import re
import uuid
from datetime import date, time, timedelta

import pytest

from directory import clock
from directory.accounts.actor import Role
from directory.catalogue.freshness import Rhythm
from directory.catalogue.merging.joining import merge_records
from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone, WebAddress
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.schedules import Schedule, ScheduleObservance
from directory.catalogue.models.services import ServiceAtLocation
from directory.champions.operations import confirm_listing
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_location, make_organization, make_schedule, make_service, make_term
from tests.factories.duplicates import make_candidate, wanted_merge


def look_at(browser, service):
    return browser.get(f"/activities/{service.id}")


def told(answer) -> str:
    return html.unescape(answer.text)


def test_page_tells_what_when_where_and_at_what_cost(browser, db):
    service = make_service(db, "Walking group", minimum_age=18, assured_date=date(2026, 10, 12), terms=[make_term(db)])

    page = told(look_at(browser, service))

    for fact in (
        "A walking group.",
        "Every Tuesday, 10:30am to midday",
        "Next dates",
        "1 Beck Lane",
        "LS11 8ND",
        "Everyone: free",
        "Ages 18 and over",
        "Walking",
        "Last checked 12 October 2026",
        "Beck Lane Community Centre",
    ):
        assert fact in page
    assert page.count(", 10:30am to midday") == 4


def test_page_tells_how_to_get_in_touch(browser, db):
    service = make_service(db, email="walks@becklane.example", url="https://becklane.example/walks")
    db.add(Phone(service_id=service.id, number="0113 496 0000", extension="2"))
    db.add(Contact(service_id=service.id, name="Ada", title="Leader", email="ada@becklane.example"))
    db.add_all([Language(service_id=service.id, code="pa"), Language(service_id=service.id, code="xx")])
    db.flush()

    page = told(look_at(browser, service))

    assert 'href="tel:01134960000">0113 496 0000 extension 2</a>' in page
    assert 'href="mailto:walks@becklane.example"' in page
    assert 'href="https://becklane.example/walks"' in page
    assert "Ada, Leader" in page
    assert "Punjabi, xx" in page or "xx, Punjabi" in page


def test_page_tells_what_there_is_what_there_is_not_and_what_nobody_knows(browser, db):
    service = make_service(db)
    service.places[0].location.accessibility = [
        Accessibility(accessibility="present", description="Step-free entrance", details="Ramp at the side"),
        Accessibility(accessibility="missing", description="No hearing loop"),
        Accessibility(question="lift", details="The warden was away", answered_on=date(2026, 11, 3)),
    ]
    service.places[0].location.transportation = "Bus 1"
    db.flush()

    page = told(look_at(browser, service))

    assert page.index(">Getting in<") < page.index("Step-free entrance: Ramp at the side")
    assert page.index(">Hearing, seeing and quiet<") < page.index("No hearing loop")
    assert re.search(r"Not known: Blue Badge parking, .*, lift, .*Ask the group", page)
    assert "The warden was away" not in page
    assert "Asked on 3 November 2026" in page
    assert "Bus 1" in page


def test_each_of_several_places_has_its_own_dates(browser, db):
    service = make_service(db)
    service.schedules = []
    for name, day in (("Beck Lane Hall", "MO"), ("Moor Road Library", "TH")):
        location = make_location(db)
        location.name = name
        times = Schedule(freq="WEEKLY", byday=day, opens_at=time(14))
        service.places.append(ServiceAtLocation(location=location, schedules=[times]))
    db.flush()

    page = told(look_at(browser, service))

    assert "Every Monday, from 2pm, at Beck Lane Hall" in page
    assert "Every Thursday, from 2pm, at Moor Road Library" in page
    assert page.count("from 2pm, Beck Lane Hall") + page.count("from 2pm, Moor Road Library") == 3
    assert "from 2pm, Beck Lane Hall" in page
    assert "from 2pm, Moor Road Library" in page


def test_service_without_a_place_shows_none(browser, db):
    refuge = make_service(db, "Safe Thread helpline", point=None)

    page = look_at(browser, refuge).text

    assert "Where" not in page
    assert "Beck Lane Hall" not in page


def test_what_is_not_stated_is_not_known(browser, db):
    silent = make_service(db)
    silent.schedules, silent.cost_options = [], []
    db.flush()

    page = look_at(browser, silent).text

    assert "Not known: ask the group" in page
    assert page.count("Not known") >= 4
    assert "Not checked yet" in page


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("temporarily closed", "This is closed for now"),
        ("inactive", "This is not running at the moment"),
        ("defunct", "This has ended"),
    ],
)
def test_what_does_not_run_says_so_and_has_no_dates(browser, db, status, words):
    answer = look_at(browser, make_service(db, status=status, alert="Back in spring"))

    assert answer.status_code == 200
    assert words in answer.text
    assert "Back in spring" in answer.text
    assert "Next dates" not in answer.text


def test_costs_of_the_past_are_not_shown(browser, db):
    service = make_service(db)
    service.cost_options = [
        CostOption(option="Members", amount_pence=250, amount_description="per session"),
        CostOption(option="Members", amount_pence=100, valid_to=date(2020, 1, 1)),
    ]
    db.flush()

    page = look_at(browser, service).text

    assert "Members: £2.50 per session" in page
    assert "£1" not in page


def test_help_with_the_cost_stands_beside_the_cost(browser, db):
    service = make_service(db, cost_help="Ask us about free places. Your bus fare is paid.")

    page, sheet = told(look_at(browser, service)), told(browser.get(f"/activities/{service.id}/print"))

    assert page.index(">Cost<") < page.index(">Help with the cost<")
    assert "Ask us about free places. Your bus fare is paid." in page
    assert "Help with the cost: Ask us about free places. Your bus fare is paid." in sheet


def test_page_of_a_group_that_says_nothing_of_help_with_the_cost_promises_none(browser, db):
    assert "Help with the cost" not in told(look_at(browser, make_service(db)))


def test_full_group_says_so(browser, db):
    service = make_service(db)
    service.capacities = [ServiceCapacity(room="full", description="Next term begins in May")]
    db.flush()

    page = look_at(browser, service).text

    assert "It is full (as of " in page
    assert "Next term begins in May" in page


@pytest.mark.parametrize(
    "description",
    [
        "<script>alert(1)</script>Tea",
        "<p onclick=alert(1)>Tea</p>",
        "<a href='javascript:alert(1)'>Tea</a>",
        "<img src=x onerror=alert(1)>Tea",
        "<svg/onload=alert(1)>Tea",
        "Tea <iframe srcdoc='<script>alert(1)</script>'></iframe>",
    ],
)
def test_hostile_description_cannot_run(browser, db, description):
    organization = make_organization(db)
    organization.description = description
    page = look_at(browser, make_service(db, description=description, organization=organization)).text

    assert "Tea" in page
    for danger in ("alert(1)", "javascript:", "onclick", "onerror", "onload", "<iframe"):
        assert danger not in page


def test_harmless_markup_is_kept(browser, db):
    page = look_at(
        browser, make_service(db, description="<p>Tea &amp; <strong>cake</strong></p><ul><li>Free</li></ul>")
    )

    assert '<p class="govuk-body">Tea &amp; <strong>cake</strong></p>' in page.text
    assert '<ul class="govuk-list govuk-list--bullet"><li>Free</li></ul>' in page.text


def test_plain_description_keeps_its_paragraphs(browser, db):
    page = look_at(browser, make_service(db, description="Tea > coffee.\n\nCome\nand see.")).text

    assert '<p class="govuk-body">Tea &gt; coffee.</p><p class="govuk-body">Come<br>and see.</p>' in page


@pytest.mark.parametrize(
    "field", ["name", "alert", "application_process", "eligibility_description", "fees", "cost_help"]
)
def test_plain_fields_are_shown_as_they_are(browser, db, field):
    page = look_at(browser, make_service(db, **{field: "<img src=x onerror=alert(1)>"})).text

    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//", "not a page", "http://[", "ftp://x.y"]
)
def test_what_is_no_web_page_is_no_link(browser, db, address):
    organization = make_organization(db, website=address)

    answer = look_at(browser, make_service(db, url=address, organization=organization))

    assert answer.status_code == 200
    assert "Their page about this" not in answer.text
    assert "Their website" not in answer.text


def test_pages_elsewhere_are_named_each_once(browser, db):
    organization = make_organization(db, website="https://sheds.example")
    service = make_service(db, url="https://sheds.example/tea", organization=organization)
    db.add(WebAddress(organization_id=organization.id, label="Facebook", url="https://facebook.com/sheds"))
    db.add(WebAddress(service_id=service.id, label="Booking", url="https://tickets.example/tea"))
    db.add(WebAddress(service_id=service.id, label="Home page", url="https://sheds.example/tea"))
    db.add(WebAddress(service_id=service.id, label="Odd", url="javascript:alert(1)"))
    db.flush()

    page = look_at(browser, service).text

    for link in ("Booking (tickets.example)", "Facebook (facebook.com)", "Their website (sheds.example)"):
        assert page.count(link) == 1
    assert "Their page about this (sheds.example)" in page
    assert "Home page" not in page
    assert "javascript:" not in page


def test_strange_email_address_is_no_link(browser, db):
    page = look_at(browser, make_service(db, email="a@b.c?bcc=everybody@else.example")).text

    assert "mailto:" not in page


@pytest.mark.parametrize(
    "path", [f"/activities/{uuid.UUID(int=5)}", "/activities/5", "/activities/", "/activities/../x"]
)
def test_unknown_activity_is_not_found(browser, db, path):
    answer = browser.get(path)

    assert answer.status_code == 404
    assert "Page not found" in answer.text


def test_looking_at_an_activity_sets_no_cookie(browser, db):
    answer = look_at(browser, make_service(db))

    assert "Set-Cookie" not in answer.headers


def test_an_activity_that_was_listed_twice_is_found_under_its_old_address(browser, db):
    kept, old = make_service(db, "Walking group"), make_service(db, "The walking group")
    before = f"/activities/{old.id}"
    candidate = make_candidate(db, kept, old)
    merge_records(db, make_actor(db, Role.EDITOR), candidate, wanted_merge(db, candidate, kept))

    answer = browser.get(before)

    assert (answer.status_code, answer.location) == (301, f"/activities/{candidate_kept(candidate, before)}")
    assert answer.headers["Cache-Control"] == "no-cache"
    assert browser.get(answer.location).status_code == 200


def candidate_kept(candidate, before):
    """The id of a pair that is not in an address."""
    return next(each for each in (candidate.first_id, candidate.second_id) if str(each) not in before)


def test_dates_can_be_added_to_a_calendar(browser, db):
    service = make_service(db, "Walking group", email="ada@becklane.example")
    page = look_at(browser, service)

    file = browser.get(f"/activities/{service.id}.ics")

    assert f'href="/activities/{service.id}.ics"' in page.text
    assert file.content_type == "text/calendar; charset=utf-8"
    assert "set-cookie" not in file.headers
    text = file.text.replace("\r\n ", "")
    assert "SUMMARY:Walking group" in text
    assert "RRULE:FREQ=WEEKLY;BYDAY=TU" in text
    assert "DTSTART;TZID=Europe/London:" in text
    assert "LOCATION:Beck Lane Hall\\, 1 Beck Lane\\, Larkenshaw\\, LS11 8ND" in text
    assert f"URL:http://localhost/activities/{service.id}" in text
    assert "ada@" not in text


@pytest.mark.parametrize(
    "hidden", [{"status": "temporarily closed"}, {"status": "defunct"}, {"stage": "archived"}, {"stage": "draft"}]
)
def test_what_does_not_run_or_is_not_listed_has_no_calendar(browser, db, hidden):
    service = make_service(db, **hidden)

    assert browser.get(f"/activities/{service.id}.ics").status_code == 404


def test_what_has_no_dates_offers_no_calendar(browser, db):
    silent = make_service(db)
    silent.schedules = []
    db.flush()

    assert "Add to calendar" not in look_at(browser, silent).text


def test_dates_that_are_not_sure_say_why(browser, db):
    club = make_service(db)
    club.schedules = [
        make_schedule("TU", observances=[ScheduleObservance(calendar="school holidays", observance="closed")])
    ]
    db.flush()

    page = told(look_at(browser, club))

    assert "Every Tuesday, in term time; check dates" in page
    assert page.count("(depends on school terms: ask first)") == 3


def plain(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page)).split())


@pytest.mark.parametrize(
    ("role", "said"),
    [
        pytest.param(Role.CHAMPION, "by a champion, who knows the groups near here", id="champion"),
        pytest.param(Role.EDITOR, "by the team of this site", id="editor"),
    ],
)
def test_page_says_what_who_checked_it_does_and_not_who_that_is(browser, db, role, said):
    service, actor = make_service(db), make_actor(db, role)
    confirm_listing(db, actor, service)
    db.flush()

    page = plain(look_at(browser, service).text)

    assert f"{said}. It is listed here, not endorsed" in page
    assert actor.name not in page


def test_page_says_that_the_group_itself_checked_it(browser, db):
    group = "walks@becklane.example"
    service = make_service(db, email=group, assurer_email=group.upper(), assured_date=date(2026, 10, 12))

    assert "Last checked 12 October 2026, by the group itself" in plain(look_at(browser, service).text)


def test_page_says_whom_it_is_not_for(browser, db):
    page = plain(look_at(browser, make_service(db, minimum_age=18, maximum_age=25)).text)

    assert "Not for anybody younger than 18" in page
    assert "Not for anybody older than 25" in page


def test_page_says_how_to_join_in_words_of_ours_and_theirs(browser, db):
    no_referral, met = make_term(db, code="no-referral-needed"), make_term(db, code="met-at-the-door")

    page = plain(look_at(browser, make_service(db, application_process="Ring Ada.", terms=[no_referral, met])).text)

    assert "Ring Ada." in page
    assert "No referral needed" in page
    assert "Someone can meet you at the door" in page


def test_page_leads_to_a_map_of_the_place_and_loads_none(browser, db):
    page = look_at(browser, make_service(db)).text

    assert "https://www.openstreetmap.org/?mlat=53.78000&mlon=-1.55000" in html.unescape(page)
    assert 'rel="noreferrer noopener external"' in page
    assert not re.search(r'(src|srcset)="https?:', page)


def test_page_can_show_where_it_is_on_a_map_of_our_own(browser, db):
    page = look_at(browser, make_service(db)).text

    assert 'data-points="53.78000,-1.55000"' in page
    assert 'data-list="venues"' in page
    assert 'data-rest=""' in page


def test_nothing_of_a_hidden_place_is_on_the_map(browser, db):
    service = make_service(db)
    service.places[0].location.hides_address = True
    db.flush()

    page = look_at(browser, service).text

    assert "data-map" not in page
    assert "53.78" not in page


def test_page_leads_to_what_is_like_it(browser, db):
    walking = make_term(db, code="walking")
    service, alike = make_service(db, terms=[walking]), make_service(db, "Rambles", terms=[walking])
    make_service(db, "Chess", terms=[make_term(db, code="chess")])
    make_service(db, "Old walks", terms=[walking], status="inactive")

    page = look_at(browser, service).text

    others = page.split("Other things like this", 1)[1]
    assert f'href="/activities/{alike.id}">Rambles</a>' in others
    assert "Chess" not in others
    assert "Old walks" not in others


@pytest.mark.parametrize(("days", "is_marked"), [(0, True), (1, False)], ids=["too long ago", "a day later"])
def test_what_nobody_checked_for_long_says_so(browser, db, days, is_marked):
    checked_on = clock.today() - Rhythm().lapsed_after + timedelta(days=days)
    service = make_service(db, assured_date=checked_on)

    assert ("Not recently checked" in told(look_at(browser, service))) is is_marked
