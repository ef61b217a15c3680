"""A draft listing with everything that its group has told in its form."""

from collections.abc import Mapping
from datetime import date, time
from html import escape
from typing import Any

from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.adding import (
    AccessInput,
    ContactInput,
    CostInput,
    PlaceInput,
    ScheduleInput,
    make_contact,
    make_cost,
    make_schedule,
)
from directory.catalogue.map_points import find_postcode_point
from directory.catalogue.models.conditions import CostOption
from directory.catalogue.models.contacts import Contact
from directory.catalogue.models.schedules import AttendingType, Schedule
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.operations import start_place
from directory.catalogue.texts import clean_html
from directory.champions.onboarding.forms import Answers

PAYS, IS_FREE = "pay", "free"


def fill_listing(db: Session, actor: Actor, service: Service, answers: Answers, today: date) -> None:
    """Write what a group has told into a listing that was begun just now, and that nobody else has seen."""
    who, contact = answers.get("who", {}), answers.get("contact", {})
    service.description = described(answers)
    service.eligibility_description = who.get("who_for")
    service.minimum_age, service.maximum_age = who.get("minimum_age"), who.get("maximum_age")
    service.application_process = answers.get("joining", {}).get("joining")
    service.email, service.url = contact.get("email"), contact.get("url")
    costs, service.fees_description = costs_in(answers.get("cost", {}))
    schedules = schedules_in(answers.get("when", {}))
    place = place_in(answers, today)
    hanging: list[CostOption | Contact | Schedule] = [*costs, *contacts_in(contact), *([] if place else schedules)]
    for each in hanging:
        each.service_id = service.id
    db.add_all(hanging)
    if place is not None:
        location = start_place(db, actor, place)
        db.add(ServiceAtLocation(service_id=service.id, location_id=location.id, schedules=schedules))


def described(answers: Answers) -> str | None:
    """What happens there, and when in the group's own words, in paragraphs."""
    when = answers.get("when", {}).get("when_words")
    told = [answers.get("what", {}).get("about"), f"When: {when}" if when else None]
    lines = [line.strip() for each in told if each for line in str(each).split("\n") if line.strip()]
    return clean_html("".join(f"<p>{escape(line)}</p>" for line in lines)) or None


def schedules_in(when: Mapping[str, Any]) -> list[Schedule]:
    """The weekly times that were ticked; without a day there is none."""
    if not when.get("days"):
        return []
    opens, closes = (time.fromisoformat(at) if (at := when.get(name)) else None for name in ("opens_at", "closes_at"))
    wanted = ScheduleInput("WEEKLY", ",".join(when["days"]), opens, closes, AttendingType.VENUE)
    return [make_schedule(wanted)]


def costs_in(cost: Mapping[str, Any]) -> tuple[list[CostOption], str | None]:
    """What it costs, in pence, and in words."""
    amounts = {IS_FREE: 0, PAYS: cost.get("amount_pence")}
    amount = amounts.get(cost.get("cost", ""))
    return ([make_cost(CostInput(None, amount))] if amount is not None else []), cost.get("cost_words")


def contacts_in(contact: Mapping[str, Any]) -> list[Contact]:
    """Whom to ask, by what they do there: no name of a person."""
    wanted = ContactInput(title=contact.get("title"), phone=contact.get("phone"))
    return [make_contact(wanted)] if wanted.title or wanted.phone else []


def place_in(answers: Answers, today: date) -> PlaceInput | None:
    """Where it meets, with what was said of getting in; None where no place was told."""
    where = answers.get("where", {})
    if not where.get("place"):
        return None
    return PlaceInput(
        name=where["place"],
        address_1=where.get("street", ""),
        city=where.get("town", ""),
        state_province="",
        postal_code=where.get("postcode", ""),
        point=find_postcode_point(where["postcode"]) if where.get("postcode") else None,
        access=[
            AccessInput(QUESTIONS[code].has, is_missing=said == Answer.NO, answered_on=today)
            for code, said in answers.get("access", {}).items()
            if code in QUESTIONS and said in (Answer.YES, Answer.NO)
        ],
    )
