"""Where an activity happens: its venues, how else people take part, and the areas it is for."""

import html
import re

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import drafted_values, find_draft
from directory.catalogue.models.conditions import ServiceArea
from directory.catalogue.models.places import Location
from directory.catalogue.models.revisions import Revision
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import ServiceAtLocation
from directory.db import new_id
from directory.geo.current import use_postcode_file
from tests.factories.catalogue import make_location, make_schedule, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.postcodes import write_postcode_file
from tests.staff.conftest import PLACES, hidden, new_key


@pytest.fixture
def listing(db):
    walking = make_term(db, "Walking")
    service = make_service(db, "Walking group", terms=[walking])
    service.places[0].schedules = [make_schedule("TH", notes="At the hall")]
    db.flush()
    return service, walking


@pytest.fixture
def service(listing):
    return listing[0]


@pytest.fixture
def champion(db, sign_in, listing):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [listing[1]], db.get(User, actor.user_id))
    return browser, actor


@pytest.fixture
def hall(service):
    return service.places[0].location


@pytest.fixture
def hillside(db):
    location = make_location(db, (53.79, -1.56))
    location.name = "Hillside Hall"
    db.flush()
    return location


def address(service, then="/where") -> str:
    return f"/staff/activities/{service.id}/write{then}"


def send(browser, service, places, to="", **answers):
    seen = hidden(browser.get(address(service)).text, "seen")
    chosen = [str(each.id) for each in places]
    return browser.post(
        f"{address(service)}{to}", data={"submission_key": new_key(), "seen": seen, "places": chosen, **answers}
    )


def publish(browser, service):
    version = hidden(browser.get(address(service, "")).text, "version")
    return browser.post(address(service, "/publish"), data={"submission_key": new_key(), "version": version})


def drafted(db, actor, service, *fields):
    db.expire_all()
    return drafted_values(db, service, find_draft(db, actor, service), fields)


def venues(db, actor, service) -> list[str]:
    return [row["location_id"] for row in drafted(db, actor, service, "service_at_location")["service_at_location"]]


def chosen_on(page: str) -> list[str]:
    return re.findall(r'name="places" value="([^"]+)"', page)


def test_page_shows_its_venues_and_saving_them_changes_nothing(champion, db, service, hall):
    browser, actor = champion

    page = browser.get(address(service)).text
    answer = send(browser, service, [hall])

    assert chosen_on(page) == [str(hall.id)]
    assert f'href="/staff/venues/{hall.id}/write"' in page
    assert answer.status_code == 303
    assert find_draft(db, actor, service) is None


def test_venue_is_found_by_a_part_of_its_name_and_added_with_nothing_kept(champion, db, service, hall, hillside):
    browser, actor = champion

    found = send(browser, service, [hall], "/look", q="hillside").text
    added = send(browser, service, [hall], "/look", add=hillside.id, ways="online").text

    assert "1 venue found for “hillside”" in found
    assert f'name="add" value="{hillside.id}"' in found
    assert "Hillside Hall is added." in added
    assert chosen_on(added) == [str(hall.id), str(hillside.id)]
    assert re.search(r'name="ways"[^>]*value="online"[^>]*checked|value="online" checked', added)
    assert find_draft(db, actor, service) is None


def test_added_venue_is_published_and_history_says_so(champion, db, service, hall, hillside):
    browser, _ = champion

    send(browser, service, [hall, hillside])
    task_list = browser.get(address(service, "")).text
    publish(browser, service)
    history = browser.get(f"/staff/activities/{service.id}/history").text

    db.expire_all()
    there = db.scalars(select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == service.id)).all()
    assert set(there) == {hall.id, hillside.id}
    assert "Beck Lane Hall, Hillside Hall" in task_list
    assert f'href="/staff/venues/{hillside.id}/write"' in task_list
    assert "Hillside Hall is added as a venue" in history


def test_what_hangs_on_a_venue_is_shown_before_it_goes(champion, service, hall):
    page = html.unescape(send(champion[0], service, [hall], "/look", remove=hall.id).text)

    assert "Beck Lane Hall is taken out." in page
    assert "Beck Lane Hall is no longer a venue of this activity" in page
    assert "Thursday" in page
    assert "What happens to the times there?" in page
    assert f'name="add" value="{hall.id}"' in page


@pytest.mark.parametrize(("times", "days"), [("go on", {"TU", "TH"}), ("end", {"TU"}), (None, {"TU", "TH"})])
def test_times_of_a_venue_that_is_left_go_on_unless_they_end(champion, db, service, hillside, times, days):
    browser, _ = champion

    send(browser, service, [hillside], **({"times": times} if times else {}))
    publish(browser, service)

    db.expire_all()
    rows = db.scalars(select(Schedule).where(Schedule.service_id == service.id)).all()
    assert {row.byday for row in rows} == days
    assert db.scalars(select(Schedule).where(Schedule.service_at_location_id.is_not(None))).all() == []
    assert db.scalars(select(ServiceAtLocation.location_id)).all() == [hillside.id]


def test_taking_back_gives_the_venue_its_times_again(champion, db, service, hall, hillside):
    browser, _ = champion
    send(browser, service, [hillside], times="end")
    publish(browser, service)
    history = browser.get(f"/staff/activities/{service.id}/history").text
    done = re.search(r"/history/(\d+)/take-back", history)

    browser.post(
        f"/staff/activities/{service.id}/history/{done[1]}/take-back",
        data={"submission_key": new_key(), "version": hidden(history, "version")},
    )

    db.expire_all()
    assert db.scalars(select(ServiceAtLocation.location_id)).all() == [hall.id]
    assert db.scalars(select(Schedule.byday).where(Schedule.service_at_location_id.is_not(None))).all() == ["TH"]


def test_venue_that_was_taken_out_comes_back_as_it_was(champion, db, service, hall, hillside):
    browser, actor = champion
    before = drafted(db, actor, service, "service_at_location")
    send(browser, service, [hillside])

    send(browser, service, [hall])

    assert drafted(db, actor, service, "service_at_location") == before


def test_venue_that_is_gone_is_told_and_nothing_typed_is_lost(champion, db, service, hall):
    gone = Location(id=new_id())

    answer = send(champion[0], service, [hall, gone], areas="Beeston")

    assert answer.status_code == 422
    assert "One of these venues is no longer there" in answer.text
    assert "Beeston</textarea>" in answer.text


def test_ways_are_times_that_say_nothing_else(champion, db, service, hall):
    browser, actor = champion

    send(browser, service, [hall], ways=["online", "phone"])
    publish(browser, service)
    page = browser.get(f"/activities/{service.id}").text
    send(browser, service, [hall], ways=["phone"])

    assert "Also online or by telephone" in page
    rows = drafted(db, actor, service, "schedule")["schedule"]
    assert {row["attending_type"] for row in rows} == {None, "phone"}
    assert "Beck Lane Hall. Also by telephone" in browser.get(address(service, "")).text


def test_way_that_a_time_tells_of_cannot_be_unticked(champion, db, service, hall):
    browser, actor = champion
    service.schedules[0].attending_type = "online"
    db.flush()

    answer = send(browser, service, [hall])

    assert answer.status_code == 422
    assert "Change that time first" in answer.text
    assert find_draft(db, actor, service) is None


def test_areas_are_countries_and_names_and_those_there_stay_as_they_are(champion, db, service, hall):
    browser, actor = champion
    shape = ServiceArea(service_id=service.id, name="The Beck estate", extent="{}", extent_type="geojson")
    db.add_all([shape, ServiceArea(service_id=service.id, name="Old ward")])
    db.flush()

    send(browser, service, [hall], countries=["Wales"], areas="the beck estate\nBeeston\n\nbeeston")

    rows = drafted(db, actor, service, "service_area")["service_area"]
    assert {(row["name"], row["extent"]) for row in rows} == {
        ("The Beck estate", "{}"),
        ("Beeston", None),
        ("Wales", None),
    }
    page = browser.get(address(service)).text
    assert re.search(r'value="Wales"[^>]*checked|checked[^>]*value="Wales"', page)
    assert "Beeston\nThe Beck estate</textarea>" in page


def test_many_venues_and_areas_stay_as_they_are(champion, db, service):
    browser, actor = champion
    db.add_all(ServiceArea(service_id=service.id, name=f"Ward {number}") for number in range(100))
    service.places += [ServiceAtLocation(location=make_location(db)) for _ in range(100)]
    db.flush()
    page = browser.get(address(service)).text
    areas = re.search(r"(?s)<textarea[^>]*name=\"areas\"[^>]*>(.*?)</textarea>", page)[1]

    answer = send(browser, service, [each.location for each in service.places], countries=["Wales"], areas=areas)

    assert answer.status_code == 303
    kept = drafted(db, actor, service, "service_area", "service_at_location")
    assert (len(kept["service_area"]), len(kept["service_at_location"])) == (101, 101)


def test_council_is_known_by_a_postcode_there(champion, db, service, hall, tmp_path):
    browser, actor = champion
    use_postcode_file(write_postcode_file(tmp_path / "p.bin", PLACES, councils={"LS11 8ND": "E08000035"}))

    answers = {"council": "Leeds City Council", "areas": "Leeds City Council"}
    known = send(browser, service, [hall], **answers, council_postcode="LS11 8ND")
    unknown = send(browser, service, [hall], council="Nowhere Council", council_postcode="M1 1AE")
    nameless = send(browser, service, [hall], council_postcode="LS11 8ND")

    assert (known.status_code, unknown.status_code, nameless.status_code) == (303, 422, 422)
    assert "We do not know which council" in unknown.text
    assert "Enter the name of the council" in nameless.text
    rows = drafted(db, actor, service, "service_area")["service_area"]
    assert [(row["name"], row["uri"].rpartition("/")[2]) for row in rows] == [("Leeds City Council", "E08000035")]


def test_new_venue_is_added_on_the_way_and_the_rest_is_kept(champion, db, service, hall):
    browser, actor = champion

    away = send(browser, service, [hall], areas="Beeston", then="venue", q="Scout Hut")
    form = browser.get(away.location).text
    back = browser.post(
        "/staff/venues/new",
        data={
            "submission_key": new_key(),
            "listing": hidden(form, "listing"),
            "name": "Scout Hut",
            "location_type": "physical",
            "city": "Manchester",
            "postal_code": "M1 1AE",
        },
    )

    hut = db.scalars(select(Location).where(Location.name == "Scout Hut")).one()
    assert 'value="Scout Hut"' in form
    assert back.location.endswith(address(service))
    assert set(venues(db, actor, service)) == {str(hall.id), str(hut.id)}
    assert [row["name"] for row in drafted(db, actor, service, "service_area")["service_area"]] == ["Beeston"]


def test_known_venue_chosen_on_the_way_is_added_once(champion, db, service, hall):
    browser, actor = champion
    data = {"name": "Beck Lane Hall", "location_type": "physical", "city": "Larkenshaw", "postal_code": "LS11 8ND"}

    browser.post(
        "/staff/venues/new", data={"submission_key": new_key(), "listing": service.id, "same": hall.id, **data}
    )

    assert venues(db, actor, service) == [str(hall.id)]


def test_what_somebody_else_writes_cannot_be_given_a_venue(sign_in, db, hall):
    draft = make_service(db, "Secret plans", stage="draft")
    coordinator, _ = sign_in(Role.COORDINATOR)

    answers = [
        coordinator.get(f"/staff/venues/new?listing={draft.id}"),
        coordinator.post("/staff/venues/new", data={"submission_key": new_key(), "listing": draft.id}),
        coordinator.get(address(draft)),
    ]

    assert [each.status_code for each in answers] == [404, 404, 404]


def test_others_send_where_it_is_and_the_champion_decides(champion, sign_in, db, service, hall, hillside):
    coordinator, _ = sign_in(Role.COORDINATOR)
    send(coordinator, service, [hall, hillside])
    look = coordinator.post(address(service, "/preview"), data={"submission_key": new_key()}).text
    coordinator.post(address(service, "/send"), data={"submission_key": new_key(), "reason": "They told me"})
    revision = db.scalars(select(Revision).where(Revision.state == "waiting")).one()
    page = champion[0].get(f"/staff/suggestions/{revision.id}").text

    champion[0].post(
        f"/staff/suggestions/{revision.id}/accept",
        data={"submission_key": new_key(), "version": hidden(page, "version")},
    )

    db.expire_all()
    assert "Hillside Hall" in look
    assert "Hillside Hall is added as a venue" in page
    there = db.scalars(select(ServiceAtLocation.location_id).where(ServiceAtLocation.service_id == service.id)).all()
    assert set(there) == {hall.id, hillside.id}
