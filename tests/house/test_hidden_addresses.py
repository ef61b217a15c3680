"""Where a refuge is stands nowhere but on the staff's own pages, and nobody finds it out by asking how far it is."""

import io
import json
import re
import zipfile

import pytest
from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.places import Accessibility, Address, Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.taxonomies import Attribute
from directory.catalogue.versions import bump_catalogue_version
from directory.cli.exporting import FORMATS
from directory.exchange.exporting.portions import published_portions
from tests.house.access import EVERYBODY
from tests.house.test_access import access_of, addresses_of, app, routes, signed_in, text_of
from tests.house.world import STRANGER
from tests.staff.conftest import postcodes

__all__ = ["app", "postcodes"]

PLANTED = "Quillfeather"
POSTCODE, POINT = "LS12 4QX", (53.797123, -1.581234)
# Half of a point alone may stand in the outline of the country, which knows no place more finely than this.
TELLING = re.compile(r"quillfeather|LS12\W*4QX|53\.7971|1\.5812|53\.797\D{1,40}1\.581", re.IGNORECASE)


@pytest.fixture
def world(db, our_world):
    """The world of all promises, whose listing happens at a place that hides where it is."""
    world = our_world
    place = db.get_one(Location, world.location_id)
    place.hides_address = True
    place.name, place.description = f"{PLANTED} House", f"A house in {PLANTED} Row"
    place.transportation, place.url = f"Bus to {PLANTED} Row", f"https://{PLANTED}.example"
    place.latitude, place.longitude = POINT
    place.external_identifier = f"UPRN {PLANTED}"
    for address in db.scalars(select(Address).where(Address.location_id == place.id)):
        address.address_1, address.postal_code = f"1 {PLANTED} Row", POSTCODE
    db.add(Accessibility(location_id=place.id, description=f"A ramp in {PLANTED} Row"))
    contact = Contact(location_id=place.id, name=f"Warden of {PLANTED} House")
    db.add_all([contact, Phone(location_id=place.id, number="01632 960 771", description=f"{PLANTED} House")])
    db.flush()
    db.add(Phone(contact_id=contact.id, number="01632 960 772", description=f"{PLANTED} warden"))
    db.add(Schedule(location_id=place.id, notes=f"Open house in {PLANTED} Row", attending_type="venue"))
    db.add(Attribute(link_id=place.id, link_entity="location", taxonomy_term_id=world.term.id, value=PLANTED))
    world.service.places[0].description = f"Ring at {PLANTED} House"
    bump_catalogue_version(db)
    db.commit()
    return world


def test_no_page_calendar_or_feed_tells_where_it_is(app, world):
    browser = signed_in(app, world.users.get(STRANGER))

    telling = [
        address
        for method, rule in routes(app)
        if method == "GET" and rule.endpoint != "static" and (access := access_of(method, rule)).roles == EVERYBODY
        for address in addresses_of(app, rule, access, world)
        if TELLING.search(text_of(browser.get(address, follow_redirects=True)))
    ]

    assert telling == []


@pytest.mark.parametrize(
    "asked",
    [
        "/search?q=walking&place=LS11+8ND&within=10",
        "/whats-on?place=LS11+8ND&within=10",
        f"/fhir/Location?near={POINT[0]}|{POINT[1]}|10|km",
        f"/fhir/Location?address={PLANTED}",
        "/fhir/Location?address-postalcode=LS124QX",
        f"/fhir/Location?name={PLANTED}",
        "/fhir/HealthcareService?_include=HealthcareService:location",
        "/feed/services?full=true",
        "/feed/services?postcode=LS11+8ND&proximity=100000",
        "/feed/service_at_locations?full=true",
    ],
)
def test_asking_for_it_in_other_ways_does_not_tell_either(app, postcodes, world, asked):
    answer = signed_in(app, world.users.get(STRANGER)).get(asked, follow_redirects=True)

    # What was asked stands in the answer of a search, and is nothing new.
    body = answer.get_data(as_text=True).replace(f"name={PLANTED}", "").replace(f"address={PLANTED}", "")
    body = re.sub(r'"(url|link)":\s*(\[[^\]]*\]|"[^"]*")', "", body)
    assert answer.status_code in (200, 404)
    assert not TELLING.search(body)


def test_nobody_is_told_how_far_it_is(app, postcodes, world):
    page = signed_in(app, world.users.get(STRANGER)).get("/search?q=walking&place=LS11+8ND", follow_redirects=True).text

    cards = page.split("<article")[1:]
    far = [each for each in cards if " miles" in each]
    assert far
    assert not [each for each in far if str(world.service.id) in each]


def test_the_listing_itself_is_found_and_says_who_tells_where_it_is(app, world):
    page = signed_in(app, world.users.get(STRANGER)).get(f"/activities/{world.service.id}").text

    assert "The group tells you where it is" in page
    assert "Larkenshaw" in page


def test_data_for_search_engines_knows_the_town_alone(app, world):
    page = signed_in(app, world.users.get(STRANGER)).get(f"/activities/{world.service.id}").text

    data = json.loads(page.split("application/ld+json", 1)[1].split(">", 1)[1].split("</script>", 1)[0])
    [event] = [each for each in data["@graph"] if each["@type"] == "Event"]
    assert event["location"] == [
        {"@type": "Place", "address": {"@type": "PostalAddress", "addressLocality": "Larkenshaw"}}
    ]


def test_feed_gives_the_listing_without_the_place(app, world):
    service = json.loads(signed_in(app, world.users.get(STRANGER)).get(f"/feed/services/{world.service.id}").text)

    [there] = service["service_at_locations"]
    assert "location" not in there
    assert "location_id" not in there


@pytest.mark.parametrize("ending", FORMATS)
def test_exported_files_tell_of_the_listing_and_not_of_the_place(db, world, ending):
    file = io.BytesIO()

    FORMATS[ending](db, file, published_portions(db, None))

    told = text_in(file)
    assert not TELLING.search(told)
    assert str(world.location_id) not in told
    assert (str(world.service.id) in told) == (ending != "geojson")


def text_in(file: io.BytesIO) -> str:
    """All that stands in a file, in the parts of an archive too."""
    if not zipfile.is_zipfile(file):
        return file.getvalue().decode()
    with zipfile.ZipFile(file) as archive:
        return "\n".join(archive.read(each).decode() for each in archive.namelist())


def test_editors_see_where_it_is(app, world):
    page = signed_in(app, world.users[Role.EDITOR]).get(f"/staff/venues/{world.location_id}/write").text

    assert PLANTED in page
    assert "Kept off public pages" in page
