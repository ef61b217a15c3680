"""Everything that somebody without an account is shown: page by page, and in each state that a page can be in."""

import html
import re
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any

import time_machine
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from directory import clock
from directory.accounts.actor import Role
from directory.accounts.models import SchemeArea
from directory.casework.references import make_reference
from directory.catalogue.models.conditions import CostOption, RequiredDocument, ServiceArea, ServiceCapacity
from directory.catalogue.models.contacts import Contact, Language, Phone, WebAddress
from directory.catalogue.models.organizations import Organization
from directory.catalogue.models.places import Accessibility
from directory.catalogue.models.services import Service, ServiceAtLocation
from directory.catalogue.term_queries import terms_by_code
from directory.champions.messages.closing import close_message
from directory.champions.messages.inputs import ClosingInput
from directory.champions.messages.models import Ending
from directory.clock import now
from directory.web.shortlist import MOST_LISTED
from directory.web.spam import QUICKEST
from tests.factories.accounts import make_actor
from tests.factories.catalogue import make_location, make_schedule, make_service
from tests.factories.champions import make_message

DANGER = "I want to kill myself"
CARRIED = re.compile(r'name="(submission_key|shown_at|carried|step|wording|lines_seen)"[^>]*value="([^"]*)"')
ASKED = {"email": "jo@becklane.example", "phone": "0113 496 0000"}
SUGGESTS = {"name": "Knitters", "about": "We knit", "contact": "0113 496 0000", "is_own": "no"}
PLACE = {"postcode": "LS11 8ND", "born_on": ["27", "3", "1950"], "has_gp": "yes"}
REACH = {"name": "Noor", "phone": "0113 496 0000", "may_leave_message": "no", "contact_by": "text message"}
NEEDS = {"statement": "Company", "language": "Urdu"}
AT_WORK = (
    {"reason": "Company", "statement": "Text", "urgency": "soon"},
    {"language": "Urdu"},
    {"risks_answer": "told", "risk_kinds": ["falls"], "risk_words": "Text", "risk_since": ["1", "1", "2026"]},
    {"has_concern": "yes", "concern_kind": "neglect", "concern_words": "Text"},
    {"agreement_said": "knows", "sharing_said": "no", "sharing_why": "Text"},
)
REFERRER = {
    "referrer_name": "Lee",
    "referrer_role": "Nurse",
    "referrer_organization": "Surgery",
    "referrer_contact": "0113 496 0000",
}
FRIEND = {"name": "Noor", "safe_contact": "Text", "postcode": "LS11", "may_leave_message": ""}
JOINS = (
    {"name": "Noor", "phone": "0113 496 0000", "may_leave_message": "no"},
    {"access_needs": "Company", "message": "Text"},
)
# By who asks, the answers to each page of questions.
ANSWERS: Mapping[str, tuple[dict[str, Any], ...]] = {
    "yourself": (PLACE, REACH, NEEDS),
    "professional": (PLACE, REACH, *AT_WORK, REFERRER),
    "organisation": (PLACE, REACH, *AT_WORK, REFERRER),
    "friend": ({"knows": "yes"}, FRIEND),
}
DAYS = ("MO", "TU", "WE")
# What else may be answered, by what comes of it.
WRONG: Mapping[str, dict[str, Any]] = {
    "no such place": {"postcode": "nowhere", "born_on": ["31", "2", "x"]},
    "doubts": {"postcode": "M1 1AE", "has_gp": "no", "born_on": ["1", "1", str(clock.today().year - 9)]},
    "no such phone": {"phone": "call me", "email": "at home"},
    "danger": {"statement": DANGER, "message": DANGER},
    "nobody who knows": {"knows": "no"},
}


@dataclass(frozen=True)
class Listed:
    """A small directory: a listing that tells everything, one that tells nothing, and some in other states."""

    full: Service
    bare: Service
    closed: Service
    paused: Service
    referred: Service
    hidden: Service
    many: tuple[Service, ...]

    @property
    def services(self) -> tuple[Service, ...]:
        return (self.full, self.bare, self.closed, self.paused, self.referred, self.hidden)


def make_listed(db) -> Listed:
    """The directory, and a team that takes requests from its area."""
    terms = {each.code: each for each in terms_by_code(db, ("walking", "older-people", "met-at-the-door"))}
    needed = terms_by_code(db, ("walking", "referral-needed"))
    hidden = make_service(db, "Quiet house", email="house@becklane.example")
    hidden.places[0].location.hides_address = True
    bare = make_service(db, "Ramblers", description="", point=None)
    bare.schedules, bare.cost_options = [], []
    found = Listed(
        full=tell_everything(db, make_service(db, "Gentle walks", terms=list(terms.values()))),
        bare=bare,
        closed=make_service(db, "Old choir", status="defunct"),
        paused=make_service(db, "Choir", status="temporarily closed"),
        referred=make_service(db, "Steps", terms=needed),
        hidden=hidden,
        many=tuple(make_service(db, f"Stroll {each}", terms=needed[:1]) for each in range(MOST_LISTED + 2)),
    )
    make_message(db, found.full)
    db.add(SchemeArea(outward="LS11", scheme_id=make_actor(db).scheme_id))
    db.commit()
    return found


def tell_everything(db, service: Service) -> Service:
    """A listing whose group filled in every box."""
    service.email, service.url, service.alert = "walks@becklane.example", "https://becklane.example", "No walk in May"
    service.eligibility_description, service.wait_time = "Neighbours", "Two weeks"
    service.application_process, service.fees_description = "Just turn up", "Tea is extra"
    service.cost_help, service.easy_read = "Free with a bus pass", "We walk slowly"
    service.interpretation_services, service.alternate_name = "Urdu by request", "Strollers"
    service.minimum_age, service.maximum_age, service.assured_date = 18, 99, clock.today()
    service.schedules = [
        make_schedule(each, opens_at=time(10), closes_at=time(12), notes="Bring boots") for each in DAYS
    ]
    service.cost_options = [CostOption(option="Members", amount_pence=each) for each in (0, 250)]
    service.capacities = [ServiceCapacity(room="waiting list", updated=now(), description="Some wait")]
    place = make_location(db)
    place.transportation, place.description = "Bus nine", "Behind the church"
    db.add(ServiceAtLocation(service=service, location=place, schedules=[], description="Ring twice"))
    owner = {"service_id": service.id}
    db.add_all(
        (
            Accessibility(location_id=place.id, description="Ramp"),
            Contact(name="Ada", title="Leader", email="ada@becklane.example", **owner),
            Phone(number="0113 496 0011", description="Mornings", **owner),
            Language(code="ur", **owner),
            RequiredDocument(document="Boots", **owner),
            ServiceArea(name="Larkenshaw", **owner),
            WebAddress(label="Photographs", url="https://becklane.example/p", **owner),
        )
    )
    organization = service.organization
    organization.email, organization.website = "ask@becklane.example", "https://becklane.example"
    organization.alternate_name, organization.year_incorporated = "Beckers", 1987
    db.flush()
    return service


EVERY_PAGE = ("", "/easy-read", "/print", "/print?size=large", "/go", "/report", "/question", ".ics")


class Visitor:
    """Somebody who opens every page in a language, and sends every form rightly and wrongly.

    Pages come as pairs of a name, which tells page and state, and what was answered.
    """

    def __init__(self, app, db, prefix: str = "") -> None:
        self.browser, self.db, self.prefix = app.test_client(), db, prefix
        self.routes = app.url_map.bind("localhost")
        self.read_for = timedelta()
        # The endpoints that were asked.
        self.seen: set[str] = set()

    def look_everywhere(self) -> Iterator[tuple[str, Any]]:
        """Every page: first of a directory in which nothing is listed, then of one that holds something."""
        for path in ("/", "/search?q=walking", "/whats-on", "/refer", "/shortlist"):
            yield f"{path} of an empty directory", self.get(path)
        yield (
            "/refer/yourself where nobody takes requests",
            self.send(self.get("/refer/yourself"), "/refer/yourself", PLACE),
        )
        listed = make_listed(self.db)
        yield from self.look_around()
        for service in (listed.full, listed.bare):
            yield from self.look_at(service, *EVERY_PAGE)
        # What is particular about the others stands on these.
        for service in listed.services:
            yield from self.look_at(service, "", "/print", "/go")
        yield from self.look_at_shortlists(listed)
        yield from self.write_about(listed.full)
        yield from self.suggest()
        for who, pages in ANSWERS.items():
            yield from self.ask(f"/refer/{who}", f"/refer/{who}", pages)
        yield from self.meet_errors(listed)

    def get(self, path: str) -> Any:
        self.note(path, "GET")
        return self.browser.get(f"{self.prefix}{path}", follow_redirects=True)

    def send(self, page: Any, path: str, answers: Mapping[str, Any], *, is_quick: bool = False) -> Any:
        """Send the form of a page, after a while in which somebody reads."""
        self.note(path, "POST")
        carried = {name: html.unescape(value) for name, value in reversed(CARRIED.findall(page.text))}
        self.read_for += QUICKEST
        with time_machine.travel(clock.now() + (timedelta() if is_quick else self.read_for), tick=False):
            return self.browser.post(f"{self.prefix}{path}", data={**carried, **answers})

    def note(self, path: str, method: str) -> None:
        """Remember what is asked to answer."""
        with suppress(HTTPException):
            self.seen.add(self.routes.match(path.partition("?")[0], method)[0])

    def follow(self, answer: Any) -> Any:
        assert answer.status_code == 303, re.findall('href="#.*', answer.text)
        return self.get(answer.location.removeprefix("http://localhost").removeprefix(self.prefix))

    def look_around(self) -> Iterator[tuple[str, Any]]:
        """The pages that are about no single thing."""
        tomorrow = clock.today() + timedelta(days=1)
        searches = (
            "q=walking",
            "q=walking&place=LS11&within=5&days=0&parts=0&cost=free&age=70&ways=venue&arranged=met-at-the-door",
            "q=walking&kinds=walking&people=older-people&helps=loneliness&access=step-free&language=ur",
            "q=walking&page=2",
            "q=walking&sort=soon",
            "q=I+am+70+and+like+walking",
            "q=I+am+lonely+since+we+moved+and+would+like+to+go+walking+with+somebody",
            "q=xylophones",
            "q=walking&place=M1+1AE&within=1",
            "q=walking&age=3",
            "q=walking&within=5",
            "q=walking&age=old&place=nowhere",
            f"q={DANGER.replace(' ', '+')}",
            "place=LS11",
            "cost=free",
        )
        paths = (
            "/",
            "/?place=LS11",
            "/?place=M1",
            "/?place=nowhere",
            *(f"/search?{each}" for each in searches),
            "/whats-on",
            f"/whats-on?on={tomorrow}&place=LS11&within=1",
            "/whats-on?place=M1&within=1",
            "/whats-on?place=nowhere",
            "/whats-on?within=5",
            *("/about", "/accessibility", "/privacy", "/leaving-quickly", "/offline", "/refer"),
            "/widget/activities.json?q=walking",
            "/widget/activities.json?q=xylophones",
            "/search.atom?q=walking",
            "/search.ics?q=walking",
            "/whats-on.ics?place=LS11",
        )
        yield from ((path, self.get(path)) for path in paths)

    def look_at(self, service: Service, *pages: str) -> Iterator[tuple[str, Any]]:
        """Pages of an activity, and that of the group that runs it."""
        for path in pages:
            yield f"/activities{path} of {service.name}", self.get(f"/activities/{service.id}{path}")
        yield f"/organisations of {service.name}", self.get(f"/organisations/{service.organization_id}")

    def look_at_shortlists(self, listed: Listed) -> Iterator[tuple[str, Any]]:
        some, many = (ids_in(listed.services), ids_in(listed.many))
        for path in ("/shortlist", "/shortlist/compare", "/shortlist/leaflet"):
            for each in ("", f"a={listed.full.id}", some):
                yield f"{path} of {each.count('a=')}", self.get(f"{path}?{each}")
        yield "/shortlist that is full", self.get(f"/shortlist?{ids_in(listed.many[:MOST_LISTED])}&full=yes")
        yield "/shortlist with one taken off", self.get(f"/shortlist?{some}&removed={listed.many[0].id}")
        yield "/shortlist with some taken off", self.get(f"/shortlist?removed={many.replace('a=', 'removed=')}")
        yield "/shortlist with one that is gone", self.get(f"/shortlist?{some}&a={uuid.uuid4()}")

    def write_about(self, service: Service) -> Iterator[tuple[str, Any]]:
        """Reports, questions and requests to come along."""
        about = f"/activities/{service.id}"
        wrong, right = {"email": "at home", "phone": "call me"}, {"about": "closed", "words": "Where is it?", **ASKED}
        for page in ("report", "question"):
            form, path = self.get(f"{about}/{page}"), f"{about}/{page}"
            yield f"/{page} that lacks everything", self.send(form, path, {})
            yield f"/{page} that is wrong", self.send(form, path, {**right, **wrong})
            yield f"/{page} with danger", self.send(form, path, {**right, "words": DANGER})
            yield f"/{page} sent too quickly", self.send(form, path, right, is_quick=True)
            yield f"/{page} received", self.follow(self.send(form, path, right))
        yield "/messages, closed", self.see_closed(service)
        yield from self.ask(f"{about}/go", "/go", JOINS)
        self.browser.application.config["LYNCHPIN_SENDS_MAIL"] = True
        yield from self.ask(f"{about}/go", "/go where letters leave", JOINS)

    def see_closed(self, service: Service) -> Any:
        """The page about a message that was dealt with."""
        editor, message = make_actor(self.db, Role.EDITOR), make_message(self.db, service)
        close_message(self.db, editor, message, ClosingInput(Ending.PUT_RIGHT))
        self.db.commit()
        return self.get(f"/messages/{message.reference}")

    def suggest(self) -> Iterator[tuple[str, Any]]:
        form = self.get("/suggest")
        yield "/suggest", form
        yield "/suggest that lacks everything", self.send(form, "/suggest", {})
        yield "/suggest that is wrong", self.send(form, "/suggest", {**SUGGESTS, "email": "at home", "name": "K" * 999})
        yield "/suggest received", self.follow(self.send(form, "/suggest", SUGGESTS))

    def ask(self, path: str, name: str, pages: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
        """A request, from the first page of questions to the last, with every page once left empty and once wrong."""
        page = self.get(path)
        yield name, page
        for number, answers in enumerate(pages, 1):
            yield f"{name} with nothing in step {number}", self.send(page, path, {})
            for state, wrong in WRONG.items():
                if set(wrong) & set(answers):
                    yield f"{name} with {state}", self.send(page, path, {**answers, **wrong})
            page = self.send(page, path, answers)
            yield f"{name} after step {number}", page
        yield f"{name} that nobody agreed to", self.send(page, f"{path}/send", {})
        yield f"{name} that was lost", self.send(page, path, {"carried": "lost"})
        sent = self.send(page, f"{path}/send", {"agree": "yes"})
        yield f"{name} received", self.follow(sent)

    def meet_errors(self, listed: Listed) -> Iterator[tuple[str, Any]]:
        yield "/error not found", self.get("/no-such-page")
        yield "/error no such activity", self.get(f"/activities/{uuid.uuid4()}")
        yield "/error no such page of results", self.get("/search?q=walking&page=99")
        yield "/error no such reference", self.get(f"/suggest/{make_reference()[:3]}")
        yield "/error not allowed", self.send(self.get("/about"), "/about", {})
        listed.bare.stage = "archived"
        self.db.commit()
        yield "/error put away", self.get(f"/activities/{listed.bare.id}")


# What the visitor types and then reads, the longest first.
TYPED = (
    "I am lonely since we moved and would like to go walking",
    "I am 70 and like walking",
    *("walking", "lonely", "xylophones", DANGER),
    *("Noor", "Text", "Company", "Urdu", "Lee", "Nurse", "Surgery"),
)


def ids_in(services: tuple[Service, ...]) -> str:
    return "&".join(f"a={each.id}" for each in services)


def names_in(db) -> set[str]:
    """The words of which names of groups, activities and places are made."""
    names = [*db.scalars(select(Service.name)), *db.scalars(select(Organization.name)), "Larkenshaw"]
    return {word for name in names for word in re.findall(r"[A-Za-z]+", name)}
