"""Activities of the catalogue as rows of the plain sheet: what the sheet has no column for is left out."""

import uuid
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy.orm import Session

from directory.catalogue.texts import NOT_STATED, plain_text
from directory.exchange.representations.finishing import Row
from directory.exchange.representations.gathering import EVERYTHING, Depth, Gathering, gather
from directory.exchange.sheets.columns import STATES, WAYS
from directory.exchange.sheets.times import write_days, write_often
from directory.exchange.sheets.values import write_cost

WrittenLine = dict[str, str]
DEPTH: Depth = EVERYTHING - {"service_at_location.service", "organization.services"}
WAY_WORDS = {stands: said for said, stands in WAYS.items()}
STATE_WORDS = {stands: said for said, stands in STATES.items()}
PARAGRAPHS = (("</p><p>", "\n\n"), ("</p>\n<p>", "\n\n"), ("<br>", "\n"), ("</li>", "\n"))
BETWEEN = "; "


def list_lines(db: Session, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[WrittenLine]]:
    """The rows of some services, at most 500 at once, in the order of their ids as given."""
    found = gather(db, {"service": ids}, DEPTH)
    return {
        each: list(ServiceLines(found, found.rows["service"][each]).write())
        for each in ids
        if each in found.rows["service"]
    }


class ServiceLines:
    """The rows of one service: one for each pattern of times at each place."""

    def __init__(self, found: Gathering, service: Row) -> None:
        self.found = found
        self.service = service
        self.key = service["id"]

    def owned(self, table: str, column: str, key: uuid.UUID) -> list[Row]:
        return self.found.owned[table, column].get(key, [])

    def write(self) -> Iterator[WrittenLine]:
        whole = self.names() | self.rest()
        further = self.names()
        for number, times in enumerate(self.times() or [{}]):
            yield {name: text for name, text in ((whole if number == 0 else further) | times).items() if text}

    def names(self) -> WrittenLine:
        group = self.found.rows["organization"].get(self.service["organization_id"])
        return {
            "group": group["name"] if group else NOT_STATED,
            "activity": self.service["name"],
            "listing_id": str(self.key),
        }

    def rest(self) -> WrittenLine:
        """What stands in the first row only."""
        service = self.service
        contacts = self.owned("contact", "service_id", self.key)
        numbers = [*self.owned("phone", "service_id", self.key)]
        for each in contacts:
            numbers += self.owned("phone", "contact_id", each["id"])
        return {
            "description": plain_words(service["description"]),
            "easy_read": service["easy_read"] or "",
            "cost": BETWEEN.join(sorted(self.costs())),
            "cost_help": service["cost_help"] or "",
            "for_whom": service["eligibility_description"] or "",
            "youngest": number_words(service["minimum_age"]),
            "oldest": number_words(service["maximum_age"]),
            "joining": service["application_process"] or "",
            "contact": next((each["name"] for each in contacts if each["name"]), ""),
            "phone": BETWEEN.join(sorted(dict.fromkeys(each["number"] for each in numbers))),
            "email": service["email"] or "",
            "web": service["url"] or "",
            "languages": BETWEEN.join(sorted(self.languages())),
            "tags": BETWEEN.join(sorted(self.tags())),
            "status": STATE_WORDS[service["status"]],
        }

    def costs(self) -> Iterator[str]:
        for each in self.owned("cost_option", "service_id", self.key):
            if words := write_cost(each["option"], each["amount_pence"], each["amount_description"]):
                yield words

    def languages(self) -> Iterator[str]:
        for each in self.owned("language", "service_id", self.key):
            if words := each["name"] or each["code"]:
                yield words

    def tags(self) -> Iterator[str]:
        for each in self.found.attributes.get(("service", self.key), []):
            if term := self.found.rows["taxonomy_term"].get(each["taxonomy_term_id"]):
                yield term["name"]

    def times(self) -> list[WrittenLine]:
        lines = [schedule_words(each) for each in self.owned("schedule", "service_id", self.key)]
        for place in self.owned("service_at_location", "service_id", self.key):
            where = self.place(place["location_id"])
            schedules = self.owned("schedule", "service_at_location_id", place["id"])
            lines += [where | schedule_words(each) for each in schedules] or [where]
        return sorted((each for each in lines if each), key=lambda each: sorted(each.items()))

    def place(self, location_id: uuid.UUID) -> WrittenLine:
        location = self.found.rows["location"].get(location_id)
        if location is None:
            return {}
        address = next(iter(self.owned("address", "location_id", location_id)), None)
        facts = self.owned("accessibility", "location_id", location_id)
        return {
            "venue": location["name"] or "",
            "address": stated(address, "address_1"),
            "town": stated(address, "city"),
            "postcode": stated(address, "postal_code"),
            "access": BETWEEN.join(sorted(access_words(facts))),
        }


def access_words(facts: Iterable[Row]) -> Iterator[str]:
    for each in facts:
        if words := plain_words(each["description"] or each["details"]):
            yield words


def schedule_words(schedule: Row) -> WrittenLine:
    """A pattern in the words of the sheet. One that has no days of the week has only its hours."""
    freq, byday = schedule["freq"], schedule["byday"]
    words = {
        "days": write_days(byday) if byday else "",
        "how_often": write_often(freq, schedule["interval"]) if freq and byday else "",
        "opens_at": f"{schedule['opens_at']:%H:%M}" if schedule["opens_at"] else "",
        "closes_at": f"{schedule['closes_at']:%H:%M}" if schedule["closes_at"] else "",
        "first_on": schedule["dtstart"].isoformat() if schedule["dtstart"] else "",
        "last_on": schedule["until"].isoformat() if schedule["until"] else "",
        "time_notes": schedule["notes"] or "",
        "taking_part": WAY_WORDS.get(schedule["attending_type"] or "", ""),
    }
    return {name: text for name, text in words.items() if text}


def stated(address: Row | None, column: str) -> str:
    """A part of an address, unless the standard wanted it and nobody knew it."""
    text = address[column] if address else None
    return "" if text in (None, NOT_STATED) else str(text)


def plain_words(text: str | None) -> str:
    """A description without markup, its paragraphs apart."""
    if not text:
        return ""
    for mark, break_ in PARAGRAPHS:
        text = text.replace(mark, break_)
    return plain_text(text).strip()


def number_words(number: int | None) -> str:
    return "" if number is None else str(number)
