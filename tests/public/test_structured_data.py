"""An activity as search engines read it."""

import json
from datetime import UTC, date, datetime, time

import pytest
import time_machine

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.schedules import AttendingType
from tests.factories.catalogue import make_schedule, make_service
from tests.factories.photographs import make_photograph

A_MONDAY = datetime(2026, 10, 19, 9, tzinfo=UTC)
HOURS = {"opens_at": time(10, 30), "closes_at": time(12)}


@pytest.fixture(autouse=True)
def on_a_monday():
    with time_machine.travel(A_MONDAY, tick=False):
        yield


def graph_of(browser, service) -> dict[str, list]:
    page = browser.get(f"/activities/{service.id}").text
    data = json.loads(page.split('type="application/ld+json"', 1)[1].split(">", 1)[1].split("</script>", 1)[0])
    assert data["@context"] == "https://schema.org"
    return {kind: [each for each in data["@graph"] if each["@type"] == kind] for kind in ("Event", "Organization")}


def test_it_says_what_where_when_and_who(browser, db):
    service = make_service(db, minimum_age=18)

    graph = graph_of(browser, service)

    [event], [group] = graph["Event"], graph["Organization"]
    assert (event["name"], group["name"]) == ("Walking group", "Beck Lane Community Centre")
    assert event["startDate"] == "2026-10-20T10:30:00+01:00"
    assert event["endDate"] == "2026-10-20T12:00:00+01:00"
    assert event["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": ["https://schema.org/Tuesday"],
        "startTime": "10:30",
        "endTime": "12:00",
        "scheduleTimezone": "Europe/London",
    }
    [place] = event["location"]
    assert place["address"][0]["postalCode"] == "LS11 8ND"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 53.78, "longitude": -1.55}
    assert event["isAccessibleForFree"] is True
    assert event["typicalAgeRange"] == "18-"
    assert event["organizer"] == {"@id": group["@id"]}
    assert event["url"].endswith(f"/activities/{service.id}")


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        pytest.param(
            {"byday": "1MO", "freq": "MONTHLY"},
            {"repeatFrequency": "P1M", "byDay": ["1MO"]},
            id="a day of the month",
        ),
        pytest.param(
            {"byday": "TH", "interval": 2, "dtstart": date(2026, 10, 22), "until": date(2027, 3, 4)},
            {"repeatFrequency": "P2W", "endDate": "2027-03-04"},
            id="fortnights until a day",
        ),
    ],
)
def test_how_it_repeats(browser, db, schedule, told):
    service = make_service(db)
    service.schedules = [make_schedule(**schedule, **HOURS)]
    db.flush()

    [event] = graph_of(browser, service)["Event"]

    assert told.items() <= event["eventSchedule"].items()


def test_what_costs_money_has_its_prices(browser, db):
    service = make_service(db)
    service.cost_options = [CostOption(option="Everyone", amount_pence=250)]
    db.flush()

    [event] = graph_of(browser, service)["Event"]

    assert event["isAccessibleForFree"] is False
    assert event["offers"] == [{"@type": "Offer", "price": 2.5, "priceCurrency": "GBP"}]


def test_a_price_is_told_with_what_helps_those_for_whom_it_is_too_much(browser, db):
    service = make_service(db, cost_help="Ask us about free places")
    service.cost_options = [CostOption(option="Adults", amount_pence=250), CostOption(option="Carers", amount_pence=0)]
    db.flush()

    [event] = graph_of(browser, service)["Event"]

    assert {each["price"]: each.get("description") for each in event["offers"]} == {
        2.5: "Ask us about free places",
        0: None,
    }


def test_what_is_online_happens_at_no_place(browser, db):
    service = make_service(db)
    service.schedules = [make_schedule(attending_type=AttendingType.ONLINE.value, **HOURS)]
    db.flush()

    [event] = graph_of(browser, service)["Event"]

    assert event["location"]["@type"] == "VirtualLocation"


@pytest.mark.parametrize("status", ["inactive", "temporarily closed", "defunct"])
def test_what_does_not_run_is_no_event(browser, db, status):
    assert graph_of(browser, make_service(db, status=status))["Event"] == []


def test_words_of_a_group_cannot_end_the_script(browser, db):
    service = make_service(db, "Walks </script><script>alert(1)</script>")

    page = browser.get(f"/activities/{service.id}").text

    assert "<script>alert(1)" not in page
    assert graph_of(browser, service)["Event"][0]["name"] == "Walks </script><script>alert(1)</script>"


def test_it_names_the_photographs(app, browser, db):
    app.config["LYNCHPIN_SITE_ADDRESS"] = "https://larkenshaw.example"
    service = make_service(db)
    photograph = make_photograph(db, service)

    [event] = graph_of(browser, service)["Event"]

    assert event["image"] == [f"https://larkenshaw.example/photographs/{photograph.digest}/900.jpg"]
