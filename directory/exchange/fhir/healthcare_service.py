"""Services as HealthcareService."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from directory.catalogue.models.conditions import Room
from directory.catalogue.models.services import ServiceStatus
from directory.catalogue.room import unknown_from
from directory.catalogue.texts import plain_text
from directory.clock import day_of
from directory.exchange.fhir.hours import Timetable, find_hours, read_timetable
from directory.exchange.fhir.values import (
    LANGUAGE_SYSTEM,
    Element,
    Resource,
    begin,
    concept,
    concepts,
    kept,
    paragraphs,
    reference,
    telecom,
    terms_of,
    told,
)
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import Depth, Gathering
from directory.exchange.representations.writing import represent

KIND = "HealthcareService"
DEPTH: Depth = frozenset(
    {
        "service.organization",
        "service.program",
        "service.service_at_locations",
        "service.schedules",
        "service.phones",
        "service.contacts",
        "service.languages",
        "service.cost_options",
        "service.funding",
        "service.service_areas",
        "service.required_documents",
        "service.capacities",
        "service.attributes",
        "service_at_location.location",
        "service_at_location.schedules",
        "contact.phones",
        "schedule.exceptions",
        "schedule.observances",
        "attribute.taxonomy_term",
        "taxonomy_term.taxonomy_detail",
    }
)
# What terms of these kinds say is neither the type of a service nor whom it is for.
CHARACTERISTICS = ("need", "accessibility", "arrangement")
PROVISION_SYSTEM = "http://terminology.hl7.org/CodeSystem/service-provision-conditions"
PROVISIONS = {"free": "Free", "disc": "Discounts Available", "cost": "Fees apply"}
# Room has no place in the base standard; this is how the Gravity project's guide (STU 3) writes it.
CAPACITY = (
    "http://hl7.org/fhir/us/sdoh-clinicalcare/StructureDefinition/SDOHCC-ExtensionHealthcareServiceCapacityStatus"
)
CAPACITY_SYSTEM = "http://hl7.org/fhir/us/sdoh-clinicalcare/CodeSystem/SDOHCC-CodeSystemTemporaryCodes"
CAPACITIES = {
    Room.HAS_ROOM: ("capacity", "Has Capacity"),
    Room.WAITING_LIST: ("waitlist", "No Capacity - Has Waitlist"),
    Room.FULL: ("no-capacity", "No Capacity"),
}


def healthcare_service(found: Gathering, row: Row, today: date) -> Resource:
    """A service with what hangs on it, as it is from today on."""
    record = represent(found, "service", row, DEPTH)
    hours = find_hours(timetables(found, row), today)
    types = terms_of(found, "service", row["id"], "service_type")
    return begin(KIND, row) | kept(
        extension=[*capacities(found, row, today)],
        active=record["status"] == ServiceStatus.ACTIVE,
        providedBy=reference("Organization", row["organization_id"], record.get("organization", {}).get("name")),
        category=unique(concept(found, top_of(found, term)) for term in types),
        type=[concept(found, term) for term in types],
        location=[*locations(record)],
        name=record["name"],
        comment=plain_text(record.get("description", "")),
        extraDetails=paragraphs(extra_details(record)),
        telecom=unique(way for each in (record, *record.get("contacts", ())) for way in telecom(each, "url")),
        coverageArea=[{"display": area["name"]} for area in record.get("service_areas", ()) if "name" in area],
        serviceProvisionCode=provision(record),
        eligibility=[*eligibility(found, row, record)],
        program=told(record.get("program", {}).get("name")),
        characteristic=[
            *concepts(found, "service", row["id"], *CHARACTERISTICS),
            *told(record.get("interpretation_services")),
        ],
        communication=[language(each) for each in record.get("languages", ())],
        referralMethod=told(record.get("application_process")),
        availableTime=hours.times("availableStartTime", "availableEndTime"),
        notAvailable=list(hours.closures),
        availabilityExceptions=hours.words,
    )


def timetables(found: Gathering, row: Row) -> Iterator[Timetable]:
    """The times of a service, and of its places; which place, where there are several."""
    for schedule in found.owned["schedule", "service_id"].get(row["id"], ()):
        yield read_timetable(found, schedule)
    places = found.owned["service_at_location", "service_id"].get(row["id"], ())
    for place in places:
        name = (found.rows["location"].get(place["location_id"]) or {}).get("name")
        where = f"at {plain_text(name)}" if name and len(places) > 1 else ""
        for schedule in found.owned["schedule", "service_at_location_id"].get(place["id"], ()):
            yield read_timetable(found, schedule, where)


def top_of(found: Gathering, term: Row) -> Row:
    """The term above all those above a term."""
    seen = {term["id"]}
    while (above := found.rows["taxonomy_term"].get(term["parent_id"])) and above["id"] not in seen:
        seen.add(above["id"])
        term = above
    return term


def unique(elements: Iterator[Element]) -> list[Element]:
    found: list[Element] = []
    for each in elements:
        if each not in found:
            found.append(each)
    return found


def locations(record: Representation) -> list[Element]:
    places = [each["location"] for each in record.get("service_at_locations", ()) if "location" in each]
    return unique(reference("Location", each["id"], each.get("name")) for each in places)


def provision(record: Representation) -> list[Element]:
    """Whether people pay: fees for some and none for others are discounts. Nothing where no cost is known."""
    amounts = {each["amount"] > 0 for each in record.get("cost_options", ()) if "amount" in each}
    codes = {frozenset({False}): ["free"], frozenset({True}): ["cost"], frozenset({False, True}): ["cost", "disc"]}
    return [
        {"coding": [{"system": PROVISION_SYSTEM, "code": code, "display": PROVISIONS[code]}]}
        for code in codes.get(frozenset(amounts), ())
    ]


def eligibility(found: Gathering, row: Row, record: Representation) -> Iterator[Element]:
    """Whom it is for: groups of people, ages, and the group's own words."""
    for each in concepts(found, "service", row["id"], "service_eligibility"):
        yield {"code": each}
    if ages := age_words(record.get("minimum_age"), record.get("maximum_age")):
        yield {"code": {"text": ages}}
    if "eligibility_description" in record:
        yield {"comment": record["eligibility_description"]}


def age_words(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"Aged {least} to {most}"
    if least is not None:
        return f"Aged {least} or over"
    return "" if most is None else f"Aged {most} or under"


def language(record: Representation) -> Element:
    coding = [kept(system=LANGUAGE_SYSTEM, code=record["code"], display=record.get("name"))] if "code" in record else []
    return kept(coding=coding, text=record.get("name"))


def capacities(found: Gathering, row: Row, today: date) -> Iterator[Element]:
    """How much room it is known to have; what it said last, where it said so several times.

    There is no place for the day on which that was said, so that what is too old is left out.
    """
    rows = found.owned["service_capacity", "service_id"].get(row["id"], ())
    for latest in sorted(rows, key=lambda each: each["updated"])[-1:]:
        if today >= unknown_from(day_of(latest["updated"]), latest["until"]):
            return
        code, display = CAPACITIES[Room(latest["room"])]
        status = {"coding": [{"system": CAPACITY_SYSTEM, "code": code, "display": display}]}
        yield {"url": CAPACITY, "extension": [{"url": "capacityStatus", "valueCodeableConcept": status}]}


def extra_details(record: Representation) -> Iterator[str | None]:
    """What people should know and the standard has no field for, a paragraph each."""
    yield record.get("alert")
    if record["status"] != ServiceStatus.ACTIVE:
        yield f"Status: {record['status']}."
    if "alternate_name" in record:
        yield f"Also called: {record['alternate_name']}"
    yield labelled("Cost", [*map(cost_words, record.get("cost_options", ()))])
    yield labelled("Fees", [record.get("fees"), record.get("fees_description")])
    yield labelled("Help with the cost", [record.get("cost_help")])
    yield labelled("Waiting time", [record.get("wait_time")])
    yield labelled("Bring", [each.get("document") for each in record.get("required_documents", ())])
    yield labelled("Accreditations", [record.get("accreditations")])
    yield labelled("Paid for by", [each.get("source") for each in record.get("funding", ())])
    yield labelled("Room", [each["description"] for each in record.get("capacities", ())])


def labelled(label: str, texts: list[Any]) -> str | None:
    said = "; ".join(filter(None, texts))
    return f"{label}: {said}" if said else None


def cost_words(cost: Representation) -> str:
    """ "Everyone: 1.50 GBP per session", "Carers: free"."""
    amount = None
    if "amount" in cost:
        amount = f"{cost['amount']:.2f} {cost['currency'].upper()}" if cost["amount"] else "free"
    price = " ".join(filter(None, (amount, cost.get("amount_description"))))
    return ": ".join(filter(None, (cost.get("option"), price)))
