"""The listing of a group that had a great deal to say."""

from datetime import time

from directory.catalogue.models.conditions import CostOption, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Phone
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.clock import now
from tests.factories.catalogue import make_location, make_schedule, make_service, make_term

LONG = "We meet in the large hall behind the church, with tea, cake and a quiet corner for whoever needs one. " * 30
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def make_long_service(db) -> Service:
    """Much of everything: words, terms, costs, telephones, and places with their access."""
    terms = [make_term(db, f"A thing with a long name, number {each}") for each in range(20)]
    service = make_service(
        db,
        "Walks and talks with a very long name indeed " * 4,
        terms=terms,
        description=f"<p>{LONG}</p>" * 3,
        alert=LONG,
        eligibility_description=LONG,
        application_process=LONG,
        fees_description=LONG,
        cost_help=LONG,
        easy_read=LONG,
        wait_time=LONG,
        minimum_age=18,
        maximum_age=99,
        email="a-very-long-address-of-a-group@becklane.example",
    )
    service.schedules = [make_schedule(day, opens_at=time(10), closes_at=time(12), notes=LONG) for day in DAYS]
    service.cost_options = [CostOption(option=LONG, amount_pence=each) for each in range(100, 900, 100)]
    service.capacities = [ServiceCapacity(room="waiting list", updated=now(), description=LONG)]
    for _ in range(4):
        place = make_location(db)
        place.name, place.transportation, place.description = LONG[:200], LONG, LONG
        db.add(ServiceAtLocation(service=service, location=place, schedules=[]))
        db.flush()
        db.add_all(Accessibility(location_id=place.id, description=LONG[:90]) for _ in range(12))
    db.add_all(Phone(service_id=service.id, number=f"0113 496 00{each}", description=LONG) for each in range(10, 20))
    db.add(Contact(service_id=service.id, name=LONG[:200], email="ada@becklane.example"))
    db.flush()
    return service
