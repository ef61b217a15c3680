"""Looking again at where listings lie, aside from those who work."""

from sqlalchemy import select

from directory.accounts.actor import Role
from directory.catalogue.models.conditions import ServiceArea
from directory.catalogue.versions import bump_catalogue_version
from directory.champions.domains.area_models import ListingOutside
from directory.champions.domains.arranging import add_domain
from directory.champions.domains.inputs import AreaInput, DomainInput
from directory.db import reading, transaction
from directory.jobs.domain_areas import DomainAreasThread, look_again
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_service, make_term

WALES = AreaInput("W92000004", "Wales")


def make_walks(db, term) -> None:
    """Walks that are known to be in England."""
    service = make_service(db, point=None, terms=[term])
    db.add(ServiceArea(service_id=service.id, name="England"))
    db.flush()


def outside() -> int:
    with reading() as db:
        return len(db.scalars(select(ListingOutside)).all())


def test_what_is_new_is_looked_at_when_the_catalogue_has_changed(own_database):
    with transaction() as db:
        term = make_term(db)
        add_domain(db, make_actor(db, Role.EDITOR), DomainInput("Feet", (term.id,), area=WALES))
    seen = look_again()
    with transaction() as db:
        make_walks(db, term)

    assert look_again(seen) > seen
    assert outside() == 1


def test_nothing_is_looked_at_twice(own_database):
    with transaction() as db:
        bump_catalogue_version(db)
        term = make_term(db)
        add_domain(db, make_actor(db, Role.EDITOR), DomainInput("Feet", (term.id,), area=WALES))
    seen = look_again()
    with transaction() as db:
        db.add(ListingOutside(area_code=WALES.code, listing_id=term.id))

    assert look_again(seen) == seen
    assert outside() == 1


def test_two_workers_may_look_at_once(own_database, at_once):
    with transaction() as db:
        term = make_term(db)
        add_domain(db, make_actor(db, Role.EDITOR), DomainInput("Feet", (term.id,), area=WALES))
        for _ in range(20):
            make_walks(db, term)

    results = at_once(look_again, look_again)

    assert len(set(results)) == 1
    assert outside() == 20


def test_thread_looks_at_its_start_and_ends_when_told(own_database):
    with transaction() as db:
        term = make_term(db)
        add_domain(db, make_actor(db, Role.EDITOR), DomainInput("Feet", (term.id,), area=WALES))
        make_walks(db, term)
    thread = DomainAreasThread()

    thread.start()
    thread.stop()
    thread.join(30)

    assert not thread.is_alive()
    assert outside() == 1
