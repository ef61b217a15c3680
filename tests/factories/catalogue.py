"""Organizations, services and terms for tests."""

from datetime import time

from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Address, Location
from directory.catalogue.models.schedules import Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.models.taxonomies import Attribute, Taxonomy, TaxonomyTerm
from directory.catalogue.versions import bump_catalogue_version
from directory.db import new_id

LEEDS = (53.78, -1.55)


def make_organization(db, name="Beck Lane Community Centre", **more) -> Organization:
    organization = Organization(id=new_id(), name=name, description=f"{name} brings people together.", **more)
    db.add(organization)
    return organization


def make_service(db, name="Walking group", *, organization=None, point=LEEDS, terms=(), **more) -> Service:
    """An active service on Tuesdays at half past ten, free, at a place, tagged with terms."""
    organization = organization or make_organization(db)
    service = Service(
        id=new_id(), name=name, organization=organization, **{"description": f"A {name.lower()}.", **more}
    )
    service.schedules = [make_schedule("TU", opens_at=time(10, 30), closes_at=time(12))]
    service.cost_options = [CostOption(option="Everyone", amount_pence=0)]
    service.capacities = []
    service.places = [ServiceAtLocation(location=make_location(db, point), schedules=[])] if point else []
    db.add(service)
    for term in terms:
        db.add(Attribute(link_id=service.id, link_entity="service", link_type="service_type", taxonomy_term_id=term.id))
    bump_catalogue_version(db)
    db.flush()
    return service


def make_schedule(byday: str | None = "TU", freq: str | None = "WEEKLY", **more) -> Schedule:
    """A weekly schedule without exceptions."""
    return Schedule(**{"freq": freq, "byday": byday, "exceptions": [], "observances": [], **more})


def make_location(db, point=LEEDS) -> Location:
    location = Location(id=new_id(), name="Beck Lane Hall", latitude=point[0], longitude=point[1])
    location.addresses = [
        Address(address_1="1 Beck Lane", city="Larkenshaw", state_province="West Yorkshire", postal_code="LS11 8ND")
    ]
    location.accessibility = []
    db.add(location)
    return location


def make_term(db, name="Walking", code=None, **more) -> TaxonomyTerm:
    taxonomy = Taxonomy(id=new_id(), name="Words of a test", description="Words of a test")
    term = TaxonomyTerm(id=new_id(), taxonomy_id=taxonomy.id, code=code, name=name, description=name, **more)
    db.add(taxonomy)
    db.flush()
    db.add(term)
    db.flush()
    return term
