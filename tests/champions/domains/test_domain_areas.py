"""Which listings and questions fall into a domain that has an area."""

import json

import pytest
from sqlalchemy import func, select

from directory.accounts.actor import Role
from directory.accounts.models import User
from directory.catalogue.loaded_areas import NewArea, load_areas, remove_areas
from directory.catalogue.models.conditions import ServiceArea
from directory.champions.domains.area_models import ListingOutside
from directory.champions.domains.domain_areas import forget_unused, look_everywhere, write_down
from directory.champions.queries import count_by_domain, in_domains, services_of
from directory.champions.questions.asking import is_nobodys
from directory.champions.questions.models import Question
from directory.champions.questions.who_is_asked import list_asked_domains
from directory.champions.writing import may_keep
from directory.clock import today
from directory.geo.current import use_postcode_file
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_location, make_service, make_term
from tests.factories.champions import make_walking_domain
from tests.factories.postcodes import write_postcode_file
from tests.factories.questions import make_question

LEEDS, BRADFORD = "E08000035", "E08000032"
ONS = "http://statistics.data.gov.uk/id/statistical-geography/"
IN_BRADFORD = (53.79, -1.75)
SQUARE = {"type": "Polygon", "coordinates": [[[-1.6, 53.7], [-1.5, 53.7], [-1.5, 53.8], [-1.6, 53.8], [-1.6, 53.7]]]}


@pytest.fixture(autouse=True)
def councils(tmp_path):
    places = {"LS11 8ND": (53.78, -1.55), "BD1 1AA": IN_BRADFORD}
    councils = {"LS11 8ND": LEEDS, "BD1 1AA": BRADFORD}
    use_postcode_file(write_postcode_file(tmp_path / "postcodes.bin", places, councils=councils))


@pytest.fixture
def champion(db):
    return make_actor(db, Role.CHAMPION)


@pytest.fixture
def term(db):
    return make_term(db, "Walking")


def make_domain_in(db, term, champion, code=LEEDS):
    domain = make_walking_domain(db, [term], db.get(User, champion.user_id))
    domain.area_code, domain.area_name = code, "An area"
    db.flush()
    return domain


def make_in_bradford(db, term):
    service = make_service(db, "Walks in Bradford", point=IN_BRADFORD, terms=[term])
    service.places[0].location.addresses[0].postal_code = "BD1 1AA"
    db.flush()
    return service


def look_around(db):
    for each in look_everywhere(db):
        write_down(db, each)
    forget_unused(db)
    db.flush()


def names_in(db, domain):
    return sorted(each.name for each in db.scalars(services_of(domain)))


def test_listing_belongs_by_what_it_is_about_and_where_it_is(db, champion, term):
    domain = make_domain_in(db, term, champion)
    here, there = make_service(db, "Walks in Leeds", terms=[term]), make_in_bradford(db, term)
    look_around(db)

    assert names_in(db, domain) == ["Walks in Leeds"]
    assert count_by_domain(db, [domain.id], today())[domain.id] == (1, 1)
    assert may_keep(db, champion, here)
    assert not may_keep(db, champion, there)


def test_listing_that_serves_an_area_belongs_by_that(db, champion, term):
    domain = make_domain_in(db, term, champion)
    for name, code in (("For Leeds", LEEDS), ("For Bradford", BRADFORD)):
        service = make_service(db, name, point=None, terms=[term])
        db.add(ServiceArea(service_id=service.id, name=name, uri=f"{ONS}{code}"))
    db.flush()
    look_around(db)

    assert names_in(db, domain) == ["For Leeds"]


def test_domain_of_a_loaded_area_holds_what_lies_in_its_shape(db, champion, term):
    load_areas(db, [NewArea("E05001420", "Beeston", json.dumps(SQUARE))])
    domain = make_domain_in(db, term, champion, "E05001420")
    make_service(db, "Walks in Beeston", point=(53.75, -1.55), terms=[term])
    make_in_bradford(db, term)
    look_around(db)

    assert names_in(db, domain) == ["Walks in Beeston"]


def test_domain_of_an_area_that_is_gone_holds_what_it_is_about(db, champion, term):
    load_areas(db, [NewArea("E05001420", "Beeston", json.dumps(SQUARE))])
    domain = make_domain_in(db, term, champion, "E05001420")
    make_in_bradford(db, term)
    look_around(db)
    remove_areas(db, ["E05001420"])

    look_around(db)

    assert names_in(db, domain) == ["Walks in Bradford"]


def test_domain_without_an_area_holds_what_another_one_leaves_out(db, champion, term):
    make_domain_in(db, term, champion)
    everywhere = make_walking_domain(db, [term])
    make_in_bradford(db, term)
    look_around(db)

    assert names_in(db, everywhere) == ["Walks in Bradford"]


def test_listing_that_moves_here_comes_into_the_domain_at_the_next_look(db, champion, term):
    domain = make_domain_in(db, term, champion)
    service = make_in_bradford(db, term)
    look_around(db)
    service.places[0].location = make_location(db)
    db.flush()

    look_around(db)

    assert names_in(db, domain) == ["Walks in Bradford"]


def test_what_nobody_has_looked_at_belongs_by_what_it_is_about(db, champion, term):
    domain = make_domain_in(db, term, champion)
    look_around(db)
    service = make_in_bradford(db, term)

    assert service.id in set(db.scalars(in_domains(domain.__class__.id == domain.id)))


def test_nothing_is_kept_of_an_area_that_no_domain_has(db, champion, term):
    domain = make_domain_in(db, term, champion)
    make_in_bradford(db, term)
    look_around(db)
    domain.area_code = domain.area_name = None
    db.flush()

    look_around(db)

    assert db.scalar(select(func.count()).select_from(ListingOutside)) == 0


@pytest.mark.parametrize(
    ("district", "is_asked"),
    [("LS11", True), ("BD1", False), (None, True), ("ZZ9", True)],
    ids=["in the area", "elsewhere", "anywhere", "nobody knows where"],
)
def test_question_goes_to_the_champion_of_its_area(db, champion, term, district, is_asked):
    domain = make_domain_in(db, term, champion)

    make_question(db, make_actor(db), [term], district)

    assert (db.scalar(select(Question.id).where(is_nobodys())) is None) == is_asked
    assert [each.id for each in list_asked_domains(db, [term.id], district)] == ([domain.id] if is_asked else [])
