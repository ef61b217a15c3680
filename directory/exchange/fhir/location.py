"""Places as Location."""

from datetime import date

from directory.catalogue.models.places import PlaceType
from directory.catalogue.texts import plain_text
from directory.exchange.fhir.hours import find_hours, read_timetable
from directory.exchange.fhir.values import Element, Resource, begin, kept, paragraphs, reference, stated, telecom, told
from directory.exchange.representations.finishing import Representation, Row
from directory.exchange.representations.gathering import Depth, Gathering
from directory.exchange.representations.writing import represent

KIND = "Location"
DEPTH: Depth = frozenset(
    {
        "location.addresses",
        "location.accessibility",
        "location.phones",
        "location.schedules",
        "schedule.exceptions",
        "schedule.observances",
    }
)
ADDRESS_TYPES = {PlaceType.PHYSICAL: "physical", PlaceType.POSTAL: "postal"}


def location(found: Gathering, row: Row, today: date) -> Resource:
    """A place where a service happens."""
    record = represent(found, "location", row, DEPTH)
    begun = begin(KIND, row)
    schedules = found.owned["schedule", "location_id"].get(row["id"], ())
    hours = find_hours((read_timetable(found, each) for each in schedules), today)
    owner = row["organization_id"]
    return (
        begun
        | {"identifier": [*begun["identifier"], *outside_identifier(record)]}
        | kept(
            status="active",
            name=record.get("name"),
            alias=[record["alternate_name"]] if "alternate_name" in record else [],
            description=paragraphs(description(record)),
            mode="instance",
            type=told("Virtual" if record["location_type"] == PlaceType.VIRTUAL else None),
            telecom=telecom(record, "url"),
            address=address(record),
            position=position(record),
            managingOrganization=reference("Organization", owner) if owner else None,
            hoursOfOperation=hours.times("openingTime", "closingTime"),
            availabilityExceptions=hours.words,
        )
    )


def outside_identifier(record: Representation) -> list[Element]:
    """The number a place has elsewhere, such as its UPRN."""
    if "external_identifier" not in record:
        return []
    kind = kept(text=record.get("external_identifier_type"))
    return [kept(type=kind, value=record["external_identifier"])]


def description(record: Representation) -> list[str | None]:
    """What the place is like, how to get in, and how to get there."""
    access = [each["description"] for each in record.get("accessibility", ()) if "description" in each]
    return [plain_text(record.get("description", "")), *access, record.get("transportation")]


def address(record: Representation) -> Element | None:
    """Where to go: the first address that is no mere postal one, or else the first. FHIR has room for one."""
    addresses = sorted(record.get("addresses", ()), key=lambda each: each["address_type"] != PlaceType.PHYSICAL)
    return written_address(addresses[0]) if addresses else None


def written_address(record: Representation) -> Element | None:
    """An address; a county is a district to FHIR UK."""
    lines = [stated(record, name) for name in ("attention", "address_1", "address_2")]
    parts = kept(
        line=[each for each in lines if each],
        city=stated(record, "city"),
        district=stated(record, "state_province"),
        state=stated(record, "region"),
        postalCode=stated(record, "postal_code"),
    )
    if not parts:
        return None
    return (
        kept(use="work", type=ADDRESS_TYPES.get(record["address_type"])) | parts | kept(country=record.get("country"))
    )


def position(record: Representation) -> Element | None:
    if "latitude" not in record or "longitude" not in record:
        return None
    return {"longitude": record["longitude"], "latitude": record["latitude"]}
