"""One service of Open Referral UK 1.0 as 3.0 would write it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from directory.exchange.oruk1.conditions import Eligibility, read_area, read_cost, review_words
from directory.exchange.oruk1.contacts import read_contact, read_languages, read_phone
from directory.exchange.oruk1.given import Given
from directory.exchange.oruk1.links import Link, hang, read_links
from directory.exchange.oruk1.organization import read_fundings, read_organization
from directory.exchange.oruk1.places import read_location, remote_place
from directory.exchange.oruk1.terms import Raw, Terms, drop_nothing, word_attribute
from directory.exchange.oruk1.times import HOLIDAY, REGULAR, Holidays, read_regular
from directory.exchange.records.places import ServiceAtLocation
from directory.exchange.records.services import Service
from directory.exchange.shapes import shape_of

SERVICE_FIELDS = shape_of(Service).names
PLACE_FIELDS = shape_of(ServiceAtLocation).names
SERVICE_TERMS = ("service_taxonomys", "service_taxonomies", "service_taxonomy", "serviceTaxonomies")
ELIGIBILITIES = ("eligibilitys", "eligibilities", "eligibility")
PLACES = ("service_at_locations", "service_at_location", "serviceAtLocations")
ACCESS_WORDS = {
    "referral": "You need to be referred.",
    "appointment": "By appointment.",
    "membership": "For members.",
    "drop-in": "You can drop in.",
}
PAYMENTS = ("payments_accepted", "payment_accepted", "payment_accepteds", "paymentsAccepted")
REMOTE = ("online", "phone")


@dataclass
class Translation:
    """A service as 3.0 writes it, the terms above its own, and what has to be told of it."""

    service: Raw
    ancestors: list[Raw] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def translate(raw: dict[str, Any], today: date) -> Translation:
    """A service of 1.0 in the words of 3.0. Raises WrongValue where a field is not what 1.0 lets it be.

    `today` decides which closures are over.
    """
    notes: list[str] = []
    translator = Translator(Given(raw, "service", "", notes), today)
    return Translation(translator.run(), translator.terms.ancestors, notes)


class Translator:
    """The work of `translate`: the service, and what is gathered from all its parts."""

    def __init__(self, service: Given, today: date) -> None:
        self.service = service
        self.terms = Terms()
        self.holidays = Holidays(today)
        self.eligibility = Eligibility()
        self.links: list[Link] = []
        self.places: dict[str, Raw] = {}
        self.usual: list[tuple[str | None, Raw]] = []
        self.read: Raw = {}

    def run(self) -> Raw:
        service, read = self.service, self.read
        read["id"] = service.take("id")
        self.read_organization()
        self.read_places_and_times()
        read["contacts"] = [read_contact(each) for each in service.take_records("contact", "contacts", "contact")]
        read["phones"] = [read_phone(each) for each in service.take_records("phone", "phones", "phone")]
        read["languages"] = read_languages(service.take_records("language", "languages", "language"))
        costs = service.take_records("cost_option", "cost_options", "cost_option")
        read["cost_options"] = [read_cost(each, self.terms) for each in costs]
        areas = service.take_records("service_area", "service_areas", "service_area")
        read["service_areas"] = [read_area(each, self.terms) for each in areas]
        read["funding"] = read_fundings(service)
        read["attributes"] = self.terms.attributes(service, "service_type", *SERVICE_TERMS)
        self.read_eligibility()
        self.read_words()
        self.links += read_links(service, self.terms)
        hang(self.links, read, self.eligibility.keys)
        return service.keep_rest(drop_nothing(read), SERVICE_FIELDS)

    def read_organization(self) -> None:
        if organization := self.service.take_record("organization", "organization"):
            self.links += read_links(organization, self.terms)
            self.read["organization"] = read_organization(organization)

    def read_places_and_times(self) -> None:
        """The places, each with its times, and the times of the service; all are told how people take part."""
        for place in self.service.take_records("service_at_location", *PLACES):
            self.add_place(place)
        schedules = self.read_times(self.service, None)
        self.service.notes += self.holidays.interrupt(self.usual)
        places = self.read["service_at_locations"] = list(self.places.values())
        way = self.service.take_text("attending_type")
        if way and way.casefold() in REMOTE and not places:
            places.append(remote_place(way.casefold()))
        of_places = [each for place in places for each in place.get("schedules", ())]
        if way and not schedules and not of_places:
            schedules.append({})
        for each in (*schedules, *of_places):
            if way:
                each.setdefault("attending_type", way)
        self.read["schedules"] = schedules

    def add_place(self, place: Given) -> None:
        key = place.take("id")
        location = place.take_record("location", "location")
        read = {"id": key, "location": read_location(location, self.terms) if location else None}
        name = str(key) if key is not None else f"no id {len(self.places)}"
        read["schedules"] = self.read_times(place, name)
        kept = place.keep_rest(drop_nothing(read), PLACE_FIELDS)
        if self.places.setdefault(name, kept) != kept:
            place.note("service_at_location is given twice with other contents; the first was taken")

    def read_times(self, holder: Given, place: str | None) -> list[Raw]:
        """The regular times of the service or of a place, and the other hours of its holidays."""
        rules = []
        for schedule in holder.take_records("regular_schedule", *REGULAR):
            key = self.find_place(schedule)
            rules.append(read_regular(schedule, key))
            self.usual.append((place or name_of(key), rules[-1]))
        for holiday in holder.take_records("holiday_schedule", *HOLIDAY):
            key = self.find_place(holiday)
            if rule := self.holidays.read(holiday, key, place or name_of(key)):
                rules.append(rule)
        return rules

    def find_place(self, schedule: Given) -> Any:
        """The id of the place of a schedule, which may be nested in it; one that is only there is added."""
        key = schedule.take("service_at_location_id")
        place = schedule.take("service_at_location")
        if not isinstance(place, dict):
            return key or place
        nested = Given(place, "service_at_location", schedule.at("service_at_location"), schedule.notes)
        key = key or place.get("id")
        if key is None:
            schedule.note("regular_schedule.service_at_location has no id, so that the times are given for the service")
        if key is not None and place.get("location") and str(key) not in self.places:
            self.add_place(nested)
        return key

    def read_eligibility(self) -> None:
        eligibility = self.eligibility
        eligibility.read(self.service.take_records("eligibility", *ELIGIBILITIES), self.terms)
        self.read["attributes"] += eligibility.attributes
        self.read |= eligibility.ages
        self.read["eligibility_description"] = self.joined("eligibility_description", eligibility.description)

    def read_words(self) -> None:
        """The fields of one word or a few sentences."""
        service, read = self.service, self.read
        fees = service.take_text("fees")
        read["fees"] = fees
        read["fees_description"] = self.joined("fees_description", self.payments()) or fees
        if kind := service.take_text("deliverable_type"):
            read["attributes"].append(word_attribute(kind, "deliverable_type"))
        if access := service.take_text("attending_access"):
            read["attributes"].append(word_attribute(access, "attending_access"))
            words = ACCESS_WORDS.get(access.casefold(), access)
            read["application_process"] = self.joined("application_process", words)
        reviews = [review_words(each) for each in service.take_records("review", "reviews", "review")]
        read["accreditations"] = self.joined("accreditations", *reviews, joint="\n")
        read["alert"] = self.joined("alert", self.holidays.alert)

    def payments(self) -> str | None:
        """The ways to pay that are accepted, which 3.0 has no record of, as a sentence."""
        given = service_payments(self.service)
        return f"You can pay by: {', '.join(given)}." if given else None

    def joined(self, name: str, *more: str | None, joint: str = " ") -> str | None:
        """The text of a field, if the service has it, with what other fields say behind it."""
        return joint.join(filter(None, (self.service.take_text(name), *more))) or None


def service_payments(service: Given) -> list[str]:
    """What a service lists as ways to pay."""
    ways = []
    for each in service.take_records("payment_accepted", *PAYMENTS):
        each.take("id")
        ways.append(each.take_text("payment"))
        each.keep_rest({})
    return list(filter(None, ways))


def name_of(key: Any) -> str | None:
    """What a place is called here, by its id."""
    return None if key is None else str(key)
