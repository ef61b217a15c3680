"""Every state of every public page: with much and with nothing, wrong, long and filled in, and what comes after.

A route that is not among them fails the tests, and so do a template and an empty page that none of them shows.
"""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import SchemeArea
from directory.casework.references import make_reference
from directory.catalogue.models.conditions import ServiceCapacity
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import Service
from directory.catalogue.term_queries import terms_by_code
from directory.champions.capacity.room_models import RoomWay
from directory.champions.capacity.strength import record_strength
from directory.champions.capacity.strength_inputs import StrengthInput
from directory.champions.capacity.strength_models import Help
from directory.champions.messages.closing import close_message
from directory.champions.messages.inputs import ClosingInput
from directory.champions.messages.models import About, Ending
from directory.referrals.joining import REFERRAL_NEEDED
from directory.web.errors import render_error
from directory.web.spam import QUICKEST
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_organization, make_service, make_term
from tests.factories.champions import make_group_suggestion, make_message
from tests.factories.long_listing import LONG, make_long_service
from tests.public.open_forms import carried, send_form

DESPAIR = "I want to die"
YOURSELF, FRIEND, PROFESSIONAL = "/refer/yourself", "/refer/friend", "/refer/professional"
ORGANIZATION = "/refer/organisation"
PLACE = {"postcode": "LS11 8ND", "born_on": ["27", "3", "1950"], "has_gp": "yes"}
CHILD = {"postcode": "M1 1AE", "born_on": ["27", "3", "2020"], "has_gp": "no"}
REACH = {"name": "Noor Newcomer", "phone": "07700 900111", "may_leave_message": "no", "contact_by": "text message"}
NEEDS = {"statement": "I hardly see anybody since we moved", "language": "Urdu"}
OF_FRIEND = {"name": "Noor Newcomer", "safe_contact": "Text 07700 900111", "postcode": "LS11", "may_leave_message": ""}
AT_WORK = (
    {"reason": "Comes often with headaches", "statement": "I hardly see anybody", "urgency": "urgent"},
    {"access_needs": "A step-free way in"},
    {"risks_answer": "told", "risk_kinds": ["falls", "home visit"], "risk_words": "Steep stairs"},
    {"has_concern": "yes", "concern_kind": "neglect", "concern_words": "Has had no meal for two days"},
    {"agreement_said": "knows", "sharing_said": "no", "sharing_why": "Wants to sleep on it"},
)
REFERRER = {
    "referrer_name": "Lee Nurse",
    "referrer_role": "Practice nurse",
    "referrer_organization": "Beck Lane Surgery",
    "referrer_contact": "0113 496 0000",
}
JOINER = {"name": "Jo", "phone": "07700 900222", "may_leave_message": "no"}
WISHES = {"access_needs": "A step-free way in", "interpreter": "British Sign Language"}
LONG_WISHES = {"access_needs": LONG[:300], "message": LONG[:300]}


class Stage:
    """A directory with something of each kind, or with nothing in it, and somebody who looks at it."""

    def __init__(self, app: Flask, db: Session, *, is_empty: bool) -> None:
        self.app, self.db = app, db
        app.config["WTF_CSRF_ENABLED"] = True
        self.browser: FlaskClient = app.test_client()
        if not is_empty:
            self.walks, self.long = make_walks(db), make_long_service(db)
            db.add(SchemeArea(outward="LS11", scheme_id=make_actor(db).scheme_id))
        db.commit()

    def listing(self, name: str, **more: Any) -> Service:
        service = make_service(self.db, name, **more)
        self.db.commit()
        return service

    def get(self, path: str, **asked: Any) -> Response:
        return self.browser.get(path, query_string=asked)

    def of(self, service: Service, page: str = "", **asked: Any) -> Response:
        return self.get(f"/activities/{service.id}{page}", **asked)

    def send(self, path: str, **answers: Any) -> Response:
        """What comes of a form; of one that was taken, the page that follows."""
        answer = send_form(self.browser, path, **answers)
        return self.browser.get(answer.location) if answer.status_code == 303 else answer

    def shortlist(self, page: str = "", ids: Sequence[object] = (), **asked: Any) -> Response:
        return self.get(f"/shortlist{page}", a=[str(each) for each in ids], **asked)

    def answered(self, way: str, *pages: Mapping[str, object]) -> Response:
        """The page of a request that comes after these were filled in."""
        page = self.get(way)
        for answers in pages:
            page = self.browser.post(way, data={**carried(page), **answers})
        return page

    def sent(self, way: str, *pages: Mapping[str, object], agree: str = "yes") -> Response:
        """What comes of sending the request that these pages make."""
        checked = self.answered(way, *pages)
        with time_machine.travel(clock.now() + QUICKEST + timedelta(seconds=1), tick=False):
            answer = self.browser.post(f"{way}/send", data={**carried(checked), "agree": agree})
        return self.browser.get(answer.location) if answer.status_code == 303 else answer

    def refused(self, status: int) -> Response:
        with self.app.test_request_context("/search"):
            return render_error(status, reference="K7M2-Q9XW" if status >= 500 else "")


def make_walks(db: Session) -> Service:
    """A listing of the usual size, which somebody reported; and enough like it for several pages."""
    terms = terms_by_code(db, ["walking"])
    service = make_service(db, "Gentle walks", terms=terms, email="walks@becklane.example", minimum_age=18)
    db.add(Accessibility(location_id=service.places[0].location_id, description="Step-free entrance"))
    make_message(db, service)
    for number in range(12):
        make_service(db, f"Ramble {number}", terms=terms)
    return service


@dataclass(frozen=True)
class State:
    """A page as somebody may come upon it; `shows` is what only this state says. `endpoint` is what answers."""

    endpoint: str
    shows: str
    make: Callable[[Stage], Response]


FINDING = (
    State("public.home", "What would you like to do?", lambda on: on.get("/")),
    State("public.home", "On near LS11 this week", lambda on: on.get("/", place="LS11")),
    State("public.home", "There is a problem", lambda on: on.get("/", place="nowhere")),
    State("public.home", "Rhestr fer", lambda on: on.get("/cy/")),
    State("public.search", "The list below tells the same", lambda on: on.get("/search", q="walking")),
    State("public.search", "Previous", lambda on: on.get("/search", page="2")),
    State("public.search", "Clear all", lambda on: on.get("/search", q="walking", cost="free", days="1", place="LS11")),
    State("public.search", "We found no good match", lambda on: on.get("/search", q="walking", place="M1", within="1")),
    State("public.search", "“singing” rather than", lambda on: on.get("/search", q="glassblowing")),
    State("public.search", "You do not have to face this alone", lambda on: on.get("/search", q=DESPAIR)),
    State("public.search", "There is a problem", lambda on: on.get("/search", place="nowhere", age="old")),
    State("public.search", "with a very long name", lambda on: on.get("/search", q="church tea cake corner")),
    State("public.whats_on", "Week after", lambda on: on.get("/whats-on")),
    State("public.whats_on", "What’s on near LS11", lambda on: on.get("/whats-on", place="LS11", within="5")),
    State("public.whats_on", "There is a problem", lambda on: on.get("/whats-on", place="nowhere")),
    State("error", "Page not found", lambda on: on.get("/nowhere")),
    State("error", "Too many tries", lambda on: on.refused(429)),
    State("error", "Sorry, something went wrong", lambda on: on.refused(500)),
)
ACTIVITY = (
    State("public.show_activity", "Gentle walks", lambda on: on.of(on.walks)),
    State("public.show_activity", "We are checking it", lambda on: on.of(on.walks, a=str(on.long.id))),
    State("public.show_activity", "with a very long name", lambda on: on.of(on.long)),
    State("public.show_activity", "has ended", lambda on: on.of(on.listing("Old choir", status="defunct"))),
    State("public.show_activity", "It is full", lambda on: on.of(full_group(on))),
    State("public.show_activity", "It is full until", lambda on: on.of(full_group(on, until=next_year()))),
    State("public.show_activity", "It is on again on", lambda on: on.of(closed_group(on, back_on=next_year()))),
    State("public.show_activity", "closed for now", lambda on: on.of(closed_group(on))),
    State("public.show_activity", "Beth sy’n digwydd yno", lambda on: on.get(f"/cy/activities/{on.walks.id}")),
    State("public.show_easy_read", "Nobody has written this", lambda on: on.of(on.walks, "/easy-read")),
    State("public.show_easy_read", "with a very long name", lambda on: on.of(on.long, "/easy-read")),
    State("public.print_activity", "Large print", lambda on: on.of(on.walks, "/print")),
    State("public.print_activity", "Smaller letters", lambda on: on.of(on.walks, "/print", size="large")),
    State("public.print_activity", "with a very long name", lambda on: on.of(on.long, "/print")),
    State("public.show_organization", "brings people together", lambda on: of_group(on, on.walks)),
    State("public.show_organization", "They look for volunteers", lambda on: of_group(on, in_need_of_help(on))),
    State("public.show_organization", "with a very long name", lambda on: of_group(on, on.long)),
    State("public.show_organization", "Nothing is listed at the moment", lambda on: of_group(on, quiet_group(on))),
)
SHORTLIST = (
    State("public.show_shortlist", "1 activity to think about", lambda on: on.shortlist(ids=[on.walks.id])),
    State("public.show_shortlist", "with a very long name", lambda on: on.shortlist(ids=[on.long.id, on.walks.id])),
    State("public.show_shortlist", "not listed here any more", lambda on: on.shortlist(ids=[uuid.uuid4()])),
    State("public.show_shortlist", "A shortlist holds", lambda on: on.shortlist(ids=[on.walks.id], full="yes")),
    State("public.show_shortlist", "is off your shortlist", lambda on: on.shortlist(removed=str(on.walks.id))),
    State(
        "public.compare_shortlist",
        "All about Gentle walks",
        lambda on: on.shortlist("/compare", [on.walks.id, on.long.id]),
    ),
    State("public.compare_shortlist", "Compare others", lambda on: on.shortlist("/compare", ramble_ids(on))),
    State("public.print_shortlist", "Beck Lane Hall", lambda on: on.shortlist("/leaflet", [on.walks.id])),
    State("public.print_shortlist", "with a very long name", lambda on: on.shortlist("/leaflet", [on.long.id])),
)
WRITING = (
    State("public.new_report", "Send the report", lambda on: on.of(on.walks, "/report")),
    State("public.new_report", "with a very long name", lambda on: on.of(on.long, "/report")),
    State("public.create_report", "There is a problem", lambda on: on.send(f"/activities/{on.walks.id}/report")),
    State(
        "public.create_report",
        "You do not have to wait for us",
        lambda on: on.send(f"/activities/{on.walks.id}/report", about="other", words=DESPAIR),
    ),
    State(
        "public.create_report",
        "open for too long",
        lambda on: on.browser.post(f"/activities/{on.walks.id}/report", data={"words": LONG}),
    ),
    State("public.new_question", "What would you like to know?", lambda on: on.of(on.long, "/question")),
    State("public.create_question", "There is a problem", lambda on: on.send(f"/activities/{on.walks.id}/question")),
    State("public.show_received", "Your report is with", lambda on: received(on, About.MOVED)),
    State("public.show_received", "Your question is with", lambda on: received(on, About.QUESTION)),
    State("public.show_received", "It was dealt with on", lambda on: closed(on)),
    State("public.new_group_suggestion", "What is it called?", lambda on: on.get("/suggest")),
    State("public.create_group_suggestion", "There is a problem", lambda on: on.send("/suggest", email="no address")),
    State("public.show_suggested", "Thank you for telling us", lambda on: suggested(on)),
    State("public.new_joining", "How the group reaches you", lambda on: on.of(on.walks, "/go")),
    State("public.new_joining", "with a very long name", lambda on: on.of(on.long, "/go")),
    State("public.new_joining", "Ask the group yourself", lambda on: on.of(on.listing("Choir"), "/go")),
    State("public.new_joining", "Somebody has to refer you", lambda on: on.of(of_referrals(on), "/go")),
    State("public.new_joining", "not running just now", lambda on: on.of(on.listing("Old", status="inactive"), "/go")),
    State("public.take_join_answers", "There is a problem", lambda on: on.answered(go_of(on.walks), {})),
    State("public.take_join_answers", "What helps you to come", lambda on: on.answered(go_of(on.walks), JOINER)),
    State("public.take_join_answers", "You may tell", lambda on: on.answered(go_of(on.walks), JOINER, WISHES)),
    State("public.take_join_answers", "church, with tea", lambda on: on.answered(go_of(on.long), JOINER, LONG_WISHES)),
    State(
        "public.take_join_answers",
        "as if it cannot wait",
        lambda on: on.answered(go_of(on.walks), JOINER, {"message": DESPAIR}),
    ),
    State("public.create_joining", "There is a problem", lambda on: on.sent(go_of(on.walks), JOINER, WISHES, agree="")),
    State("public.show_joining", "We write to the group", lambda on: told_by_letter(on)),
    State("public.show_joining", "tells the group", lambda on: on.sent(go_of(on.walks), JOINER, WISHES)),
)
ASKING = (
    State("public.choose_asking", "Who is it for?", lambda on: on.get("/refer")),
    State("public.ask", "Where you are", lambda on: on.get(YOURSELF)),
    State("public.ask", "Do they know?", lambda on: on.get(FRIEND)),
    State("public.ask", "Where they are", lambda on: on.get(PROFESSIONAL)),
    State("public.take_answers", "There is a problem", lambda on: on.answered(YOURSELF, {"postcode": "nowhere"})),
    State("public.take_answers", "Ask us anyway", lambda on: on.answered(YOURSELF, CHILD)),
    State("public.take_answers", "How to reach you", lambda on: on.answered(YOURSELF, PLACE)),
    State("public.take_answers", "Give us one way to reach you", lambda on: on.answered(YOURSELF, PLACE, {})),
    State("public.take_answers", "What would help", lambda on: on.answered(YOURSELF, PLACE, REACH)),
    State("public.take_answers", "Noor Newcomer", lambda on: on.answered(YOURSELF, PLACE, REACH, NEEDS)),
    State(
        "public.take_answers", "church, with tea", lambda on: on.answered(YOURSELF, PLACE, REACH, {"statement": LONG})
    ),
    State(
        "public.take_answers",
        "You do not have to wait for us",
        lambda on: on.answered(YOURSELF, PLACE, REACH, {"statement": DESPAIR}),
    ),
    State("public.take_answers", "Please begin again", lambda on: on.answered(YOURSELF, {"carried": "altered"})),
    State("public.take_answers", "Please talk with them first", lambda on: on.answered(FRIEND, {"knows": "no"})),
    State("public.take_answers", "How to reach them", lambda on: on.answered(FRIEND, {"knows": "yes"})),
    State("public.take_answers", "Enter their name", lambda on: on.answered(FRIEND, {"knows": "yes"}, {})),
    State("public.take_answers", "They know that I ask", lambda on: on.answered(FRIEND, {"knows": "yes"}, OF_FRIEND)),
    State("public.take_answers", "Who they are", lambda on: on.answered(PROFESSIONAL, PLACE)),
    State("public.take_answers", "Why you refer them", lambda on: on.answered(PROFESSIONAL, PLACE, REACH)),
    State("public.take_answers", "Taking part", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:1])),
    State("public.take_answers", "No known risks", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:2])),
    State(
        "public.take_answers",
        "Say whether you know",
        lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:2], {}),
    ),
    State("public.take_answers", "Keeping them safe", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:3])),
    State(
        "public.take_answers",
        "Say what worries you",
        lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:3], {"has_concern": "yes"}),
    ),
    State("public.take_answers", "Do they know?", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK[:4])),
    State("public.take_answers", "About you", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK)),
    State("public.take_answers", "Enter your role", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK, {})),
    State(
        "public.take_answers", "Practice nurse", lambda on: on.answered(PROFESSIONAL, PLACE, REACH, *AT_WORK, REFERRER)
    ),
    State("public.ask", "Where they are", lambda on: on.get(ORGANIZATION)),
    State("public.take_answers", "About you", lambda on: on.answered(ORGANIZATION, PLACE, REACH, *AT_WORK)),
    State(
        "public.take_answers", "Steep stairs", lambda on: on.answered(ORGANIZATION, PLACE, REACH, *AT_WORK, REFERRER)
    ),
    State("public.send_asking", "There is a problem", lambda on: on.sent(YOURSELF, PLACE, REACH, NEEDS, agree="")),
    State("public.show_asked", "Somebody of the team reads it", lambda on: on.sent(YOURSELF, PLACE, REACH, NEEDS)),
    State("public.show_asked", "asks what they want", lambda on: on.get(f"{FRIEND}/received/{make_reference()}")),
    State(
        "public.show_asked", "if you ring about it", lambda on: on.get(f"{PROFESSIONAL}/received/{make_reference()}")
    ),
)
ABOUT_THE_SITE = (
    State("public.about", "Listed, not endorsed", lambda on: on.get("/about")),
    State("public.accessibility", "How we know", lambda on: on.get("/accessibility")),
    State("public.privacy", "Shortlist", lambda on: on.get("/privacy")),
    State("public.leaving_quickly", "history", lambda on: on.get("/leaving-quickly")),
    State("public.offline", "You are offline", lambda on: on.get("/offline")),
    State("open_data.show_open_data", "Open Referral", lambda on: on.get("/open-data")),
    State("open_data.show_fhir", "FHIR", lambda on: on.get("/open-data/fhir")),
)
NOTHING_YET = (
    State("public.home", "Nothing is listed yet", lambda on: on.get("/")),
    State("public.search", "Nothing is listed yet", lambda on: on.get("/search", q="walking")),
    State("public.whats_on", "Nothing is on that day", lambda on: on.get("/whats-on")),
    State("public.whats_on", "Nothing is on that day near there", lambda on: on.get("/whats-on", place="LS11")),
    State("public.show_shortlist", "Nothing is on your shortlist yet", lambda on: on.shortlist()),
    State("public.compare_shortlist", "There is nothing to compare", lambda on: on.shortlist("/compare")),
    State("public.print_shortlist", "There is nothing to print", lambda on: on.shortlist("/leaflet")),
    State("public.choose_asking", "No team takes requests here just now", lambda on: on.get("/refer")),
)
NOTHING = "nothing yet"
CHAPTERS: Mapping[str, Sequence[State]] = {
    "finding": FINDING,
    "activity": ACTIVITY,
    "shortlist": SHORTLIST,
    "writing": WRITING,
    "asking": ASKING,
    "about the site": ABOUT_THE_SITE,
    NOTHING: NOTHING_YET,
}


def go_of(service: Service) -> str:
    return f"/activities/{service.id}/go"


def of_group(on: Stage, service: Service) -> Response:
    return on.get(f"/organisations/{service.organization_id}")


def quiet_group(on: Stage) -> Service:
    """The last thing of a group that has ended."""
    return on.listing("Old choir", organization=make_organization(on.db, "Choir of old"), status="defunct")


def full_group(on: Stage, until: date | None = None) -> Service:
    service = on.listing("Choir")
    service.capacities = [ServiceCapacity(room="full", until=until, description="Next term begins in May")]
    on.db.commit()
    return service


def next_year() -> date:
    return clock.today() + timedelta(days=365)


def closed_group(on: Stage, back_on: date | None = None) -> Service:
    return on.listing("Summer club", closed_from=clock.today(), back_on=back_on)


def in_need_of_help(on: Stage) -> Service:
    """Something of a group that wants everybody to know that it looks for volunteers."""
    service = on.listing("Toddle in")
    said = StrengthInput(RoomWay.LINK, help_wanted=frozenset({Help.VOLUNTEERS}), shows_volunteers=True)
    record_strength(on.db, None, service.organization, said)
    on.db.commit()
    return service


def of_referrals(on: Stage) -> Service:
    return on.listing("Exercise on referral", terms=[make_term(on.db, "Referral needed", code=REFERRAL_NEEDED)])


def told_by_letter(on: Stage) -> Response:
    """What follows a request where letters leave."""
    on.app.config["LYNCHPIN_SENDS_MAIL"] = True
    try:
        return on.sent(go_of(on.walks), JOINER, WISHES)
    finally:
        on.app.config["LYNCHPIN_SENDS_MAIL"] = False


def ramble_ids(on: Stage) -> list[uuid.UUID]:
    """More than are compared at a time."""
    return [on.walks.id, on.long.id, *(on.listing(f"Stroll {number}").id for number in range(3))]


def received(on: Stage, about: About) -> Response:
    message = make_message(on.db, on.walks, about)
    on.db.commit()
    return on.get(f"/messages/{message.reference}")


def closed(on: Stage) -> Response:
    message = make_message(on.db, on.walks, About.MOVED)
    close_message(on.db, make_actor(on.db, Role.EDITOR), message, ClosingInput(Ending.PUT_RIGHT))
    on.db.commit()
    return on.get(f"/messages/{message.reference}")


def suggested(on: Stage) -> Response:
    suggestion = make_group_suggestion(on.db)
    on.db.commit()
    return on.get(f"/suggest/{suggestion.reference}")
