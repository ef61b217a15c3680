"""What two listings, or two organisations, say, field by field and part by part, in the words of the pages."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from directory.catalogue.merging.choices import FIELDS
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.services import Service
from directory.catalogue.texts import plain_text
from directory.catalogue.timetable.words import schedule_words
from directory.staff.domains.listing_form import STATUS_NAMES
from directory.web.listing_words import address_lines, age_words, cost_words, room_words
from directory.web.organization_page import number_lines

Record = Service | Organization
Lines = list[str]

LABELS = {
    "organization": "Who runs it",
    "name": "Name",
    "alternate_name": "Other name",
    "description": "Description",
    "easy_read": "Easy read",
    "status": "Is it running?",
    "alert": "Notice",
    "ages": "Ages",
    "eligibility_description": "Who it is for",
    "fees": "Cost in words",
    "cost_help": "Help with the cost",
    "application_process": "How to join",
    "wait_time": "Waiting time",
    "interpretation_services": "Interpreters",
    "accreditations": "Accreditations",
    "licenses": "Licences",
    "email": "Email address",
    "url": "Web page",
    "website": "Website",
    "logo": "Logo",
    "uri": "Identifier on the web",
    "legal_status": "Legal form",
    "tax_status": "Tax status",
    "tax_id": "Tax number",
    "year_incorporated": "Founded in",
}
PART_LABELS = {
    "places": "Places",
    "times": "Times",
    "costs": "Costs",
    "contacts": "Contacts and telephone numbers",
    "tags": "Tags",
    "languages": "Languages",
    "areas": "Area it serves",
    "papers": "What to bring",
    "numbers": "Registered numbers",
    "room": "Room",
    "photographs": "Photographs",
}
# Words that need more than one column, or other words than the column holds.
SPECIAL: Mapping[str, Callable[[Any], str]] = {
    "organization": lambda service: service.organization.name,
    "status": lambda service: STATUS_NAMES[service.status],
    "ages": age_words,
    "fees": lambda service: ". ".join(filter(None, (service.fees, service.fees_description))),
}


def field_names(record: Record) -> list[str]:
    """The fields of a record that a person can choose, in the order of the page."""
    return list(FIELDS[record.__tablename__])


def said(record: Record, name: str) -> str:
    """What a record says in a field; nothing where it says nothing."""
    if name in SPECIAL:
        return SPECIAL[name](record)
    return plain_text(str(getattr(record, name) or ""))


def parts_of(record: Record, today: date) -> dict[str, Lines]:
    """The parts of a record, each as lines; a part that is equal in words is equal."""
    parts = service_parts(record, today) if isinstance(record, Service) else organization_parts(record)
    return {name: list(dict.fromkeys(filter(None, lines))) for name, lines in parts.items()}


def service_parts(service: Service, today: date) -> dict[str, Lines]:
    schedules = [*service.schedules, *(each for place in service.places for each in place.schedules)]
    return {
        "places": [", ".join(address_lines(each.location)) for each in service.places],
        "times": [schedule_words(each, today) for each in schedules],
        "costs": [cost_words(each) for each in service.cost_options],
        "contacts": [
            *map(contact_words, service.contacts),
            *(each.number for each in service.phones),
            *(each.url for each in service.additional_urls),
        ],
        "tags": sorted(each.term.name for each in service.attributes),
        "languages": [each.name or each.code or "" for each in service.languages],
        "areas": [each.name or each.description or "" for each in service.service_areas],
        "papers": [each.document or "" for each in service.required_documents],
        "room": room_words(service, today),
        "photographs": [each.alt_text for each in service.photographs],
    }


def organization_parts(organization: Organization) -> dict[str, Lines]:
    return {
        "numbers": number_lines(organization),
        "contacts": [
            *map(contact_words, organization.contacts),
            *(each.number for each in organization.phones),
            *(each.url for each in organization.additional_websites),
        ],
    }


def contact_words(contact: Any) -> str:
    numbers = [each.number for each in contact.phones]
    return ", ".join(filter(None, (contact.name, contact.title, contact.department, contact.email, *numbers)))
