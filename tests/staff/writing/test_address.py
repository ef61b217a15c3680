"""Where a place is: its address, and its point on the map."""

import html

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.history.edits import find_draft
from directory.catalogue.history.local_values import local_values
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.services import Service
from directory.catalogue.models.sources import Source, SourceRecord
from directory.catalogue.queries import catalogue_version
from tests.factories.catalogue import make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.staff.conftest import PLACES, hidden, new_key

HERE = {"location_type": "physical", "address_1": "1 Beck Lane", "city": "Larkenshaw"}
COUNTY = {"state_province": "West Yorkshire"}


@pytest.fixture
def champion(db, sign_in, listing):
    browser, actor = sign_in(Role.CHAMPION)
    make_walking_domain(db, [listing[1]], db.get(User, actor.user_id))
    return browser, actor


@pytest.fixture
def listing(db):
    term = make_term(db, "Walking")
    return make_service(db, "Walking group", terms=[term]), term


@pytest.fixture
def place(listing):
    return listing[0].places[0].location


def address(place, then="/address") -> str:
    return f"/staff/venues/{place.id}/write{then}"


def save(browser, place, **answers):
    page = browser.get(address(place)).text
    data = {"submission_key": new_key(), "seen": hidden(page, "seen"), **HERE, **COUNTY, **answers}
    return browser.post(address(place), data=data)


def publish(browser, place):
    version = hidden(browser.get(address(place, "")).text, "version")
    return browser.post(address(place, "/publish"), data={"submission_key": new_key(), "version": version})


def drafted(db, actor, place):
    db.expire_all()
    draft = find_draft(db, actor, place)
    return {each.field: each.after for each in draft.field_changes} if draft else {}


def test_a_refuge_is_kept_off_public_pages(champion, db, place):
    browser, _ = champion

    save(browser, place, postal_code="LS11 8ND", hides_address="yes")
    publish(browser, place)

    db.expire_all()
    assert db.get_one(Location, place.id).hides_address
    assert "checked" in browser.get(address(place)).text.split('name="hides_address"', 1)[1].split(">", 1)[0]


def test_saving_what_is_there_changes_nothing(champion, db, place):
    browser, actor = champion

    answer = save(browser, place, postal_code="LS11 8ND")

    assert answer.status_code == 303
    assert drafted(db, actor, place) == {}


def test_address_and_the_point_of_its_postcode_are_published_together(champion, db, listing, place):
    browser, _ = champion
    version, changed = catalogue_version(db), listing[0].last_modified

    save(browser, place, address_1="2 Mill Row", city="Manchester", state_province="", postal_code="m11ae")
    publish(browser, place)

    db.expire_all()
    found = db.get(Location, place.id)
    row = db.scalars(select(Address).where(Address.location_id == place.id)).one()
    assert (found.latitude, found.longitude) == pytest.approx(PLACES["M1 1AE"])
    assert (row.address_1, row.city, row.state_province, row.postal_code) == (
        "2 Mill Row",
        "Manchester",
        "Not stated",
        "M1 1AE",
    )
    assert catalogue_version(db) > version
    assert db.get(Service, listing[0].id).last_modified > changed


def test_what_nobody_stated_is_not_shown(champion, db, place):
    save(champion[0], place, address_1="", postal_code="LS11 8ND")

    look = champion[0].post(address(place, "/preview"), data={"submission_key": new_key()}).text

    assert "Larkenshaw" in look
    assert "Not stated" not in look


def test_better_point_than_that_of_the_postcode_is_kept(champion, db, place):
    browser, actor = champion

    save(browser, place, postal_code="LS11 8ND", point="53.781, -1.551")

    assert drafted(db, actor, place) == {"latitude": 53.781, "longitude": -1.551}
    assert 'value="53.781000, -1.551000"' in browser.get(address(place)).text


def test_address_that_moves_does_not_keep_its_old_point(champion, db, place):
    browser, actor = champion
    save(browser, place, postal_code="LS11 8ND", point="53.781, -1.551")

    answer = save(browser, place, postal_code="M1 1AE", point="53.781000, -1.551000")

    assert answer.status_code == 422
    assert "Empty this box to use its postcode" in answer.text
    assert "address" not in drafted(db, actor, place)


def test_postcode_that_nobody_knows_is_kept_and_said_to_have_no_point(champion, db, place):
    browser, actor = champion

    save(browser, place, postal_code="LS99 9ZZ")

    assert drafted(db, actor, place)["latitude"] is None
    assert drafted(db, actor, place)["address"][0]["postal_code"] == "LS99 9ZZ"
    assert "Not on the map, because nobody knows where this postcode is" in browser.get(address(place, "")).text


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        pytest.param({"postal_code": "LS11"}, "Enter a whole postcode, like LS11 8ND", id="half a postcode"),
        pytest.param({"postal_code": "LS11 8ND", "point": "here"}, "Enter two numbers", id="no point"),
        pytest.param({"postal_code": "LS11 8ND", "point": "51.5, -0.1"}, "miles from the postcode", id="another city"),
        pytest.param({"postal_code": "LS11 8ND", "city": ""}, "Enter the town or city", id="no town"),
        pytest.param({"location_type": ""}, "Choose what kind of place it is", id="no kind"),
    ],
)
def test_what_cannot_be_an_address_is_told_beside_its_box(champion, db, place, answers, words):
    browser, actor = champion

    answer = save(browser, place, **answers)

    assert answer.status_code == 422
    assert words in html.unescape(answer.text)
    assert drafted(db, actor, place) == {}


def test_place_online_needs_no_address(champion, db, place):
    browser, actor = champion

    save(browser, place, location_type="virtual", address_1="", city="", state_province="", postal_code="")

    assert drafted(db, actor, place) == {"location_type": "virtual", "latitude": None, "longitude": None, "address": []}


def test_address_for_letters_alone_has_no_point(champion, db, place):
    browser, actor = champion

    save(browser, place, location_type="postal", postal_code="LS11 8ND")

    found = drafted(db, actor, place)
    assert (found["location_type"], found["latitude"]) == ("postal", None)
    assert found["address"][0]["address_type"] == "postal"


def test_address_for_letters_stays_beside_the_one_where_people_go(champion, db, place):
    browser, _ = champion
    letters = Address(
        location_id=place.id,
        address_1="PO Box 4",
        city="Leeds",
        state_province="",
        postal_code="LS1 1AA",
        address_type="postal",
    )
    db.add(letters)
    db.flush()

    save(browser, place, address_1="2 Mill Row", postal_code="LS11 9XX")
    publish(browser, place)

    db.expire_all()
    rows = db.scalars(select(Address).where(Address.location_id == place.id)).all()
    assert {(each.address_1, each.address_type) for each in rows} == {
        ("PO Box 4", "postal"),
        ("2 Mill Row", "physical"),
    }


def test_history_tells_an_address_in_a_line_and_takes_it_back(champion, db, place):
    browser, _ = champion
    save(browser, place, address_1="2 Mill Row", postal_code="LS11 9XX")
    publish(browser, place)
    history = browser.get(f"/staff/venues/{place.id}/history").text

    browser.post(
        f"/staff/venues/{place.id}/history/{history.split('/history/')[1].split('/')[0]}/take-back",
        data={"submission_key": new_key(), "version": hidden(history, "version")},
    )

    db.expire_all()
    assert "2 Mill Row, Larkenshaw, West Yorkshire, LS11 9XX" in history
    row = db.scalars(select(Address).where(Address.location_id == place.id)).one()
    assert (row.address_1, row.postal_code) == ("1 Beck Lane", "LS11 8ND")
    assert db.get(Location, place.id).longitude == pytest.approx(PLACES["LS11 8ND"][1])


def test_word_of_the_source_stays_beside_an_address_changed_here(champion, db, place):
    source = Source(name="The council")
    db.add(source)
    db.flush()
    db.add(
        SourceRecord(source_id=source.id, entity="location", source_key="hall", record_id=place.id, digest=b"digest")
    )
    db.flush()

    save(champion[0], place, address_1="2 Mill Row", postal_code="LS11 8ND")
    publish(champion[0], place)

    kept = local_values(db, "location", place.id)
    assert kept["address"].source_value[0]["address_1"] == "1 Beck Lane"
