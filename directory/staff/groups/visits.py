"""A champion's first visit: what to look at and ask, on paper or on a phone, and what was found."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.models.services import Service
from directory.champions.models import ChampionDomain
from directory.champions.onboarding.visit_models import ListingVisit
from directory.champions.onboarding.visits import (
    ACCESS_SEEN,
    CHECKLIST,
    Finding,
    Looked,
    VisitInput,
    find_place,
    findings_of,
    list_visits,
    record_visit,
)
from directory.champions.queries import get_domain, get_listing
from directory.champions.verification.check_inputs import LONGEST_SPOKE_TO
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.records.record_kinds import kind_of
from directory.web.components import Fact
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import TextField
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.pages import render_page, tell
from directory.web.words import uk_short_date

LONGEST_NOTE = 500
LOOKED_WORDS = {Looked.WELL: "All is well", Looked.NOT_YET: "Not seen yet", Looked.WORRY: "Something is wrong"}
ANSWERS = (Choice("yes", "Yes"), Choice("no", "No"), Choice("unknown", "I could not tell"))
RIGHT, CHANGED = "right", "changed"


class VisitForm(LynchpinForm[VisitInput]):
    """The list, with an answer and a note for each; they are added below."""

    visited_on = DayField("When were you there?", required="Enter the day")
    spoke_to = TextField(
        "Whom did you speak to? (optional)",
        hint="What they do there, such as “the secretary”. No names.",
        longest=LONGEST_SPOKE_TO,
    )
    is_right = OneOfField(
        "Is everything as the listing says?",
        [Choice(RIGHT, "Yes", "It counts as a check today"), Choice(CHANGED, "No", "You change it on the next page")],
        required="Say whether everything is as the listing says",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the visit was made already."""
        is_valid = bool(super().validate(extra_validators))
        if self.visited_on.data and self.visited_on.data > clock.today():
            self.visited_on.errors = ["The day must be today or earlier"]
            return False
        return is_valid

    def to_input(self) -> VisitInput:
        findings = {each.code: self.finding(each.code) for each in CHECKLIST}
        return VisitInput(
            visited_on=self.visited_on.data or clock.today(),
            is_right=self.is_right.data == RIGHT,
            spoke_to=self.spoke_to.data or None,
            findings={code: each for code, each in findings.items() if each != Finding()},
            access={code: Answer(said) for code in ACCESS_SEEN if (said := self[box_of(code)].data)},
        )

    def finding(self, code: str) -> Finding:
        """What was said of one thing on the list."""
        looked = self[code].data
        return Finding(Looked(looked) if looked else None, self[f"{code}_note"].data or "")

    @property
    def looks(self) -> list[tuple[Any, Any]]:
        """Each thing on the list with its note, in order."""
        return [(self[each.code], self[f"{each.code}_note"]) for each in CHECKLIST]

    @property
    def seen(self) -> list[Any]:
        """The questions about getting in."""
        return [self[box_of(code)] for code in ACCESS_SEEN]


def box_of(code: str) -> str:
    return f"seen_{code.replace('-', '_')}"


for _each in CHECKLIST:
    _choices = [Choice(looked.value, words) for looked, words in LOOKED_WORDS.items()]
    setattr(VisitForm, _each.code, OneOfField(f"{_each.asks} (optional)", _choices, hint=_each.prompt, small=True))
    setattr(VisitForm, f"{_each.code}_note", TextField(f"{_each.asks}: note (optional)", longest=LONGEST_NOTE))
for _code in ACCESS_SEEN:
    setattr(VisitForm, box_of(_code), OneOfField(f"{QUESTIONS[_code].asks} (optional)", ANSWERS, small=True))


@dataclass(frozen=True)
class VisitLine:
    """A visit that was made: when, by whom, and what was found."""

    when: str
    who: str
    facts: Sequence[Fact]


@dataclass(frozen=True)
class VisitPage:
    """The checklist of a listing, and its visits so far. `place` is where answers about getting in go."""

    name: str
    organisation: str
    place: str
    domain_name: str
    domain_href: str
    save_href: str
    assurance_href: str
    contact_href: str
    visits: Sequence[VisitLine]


VISIT = "/listings/<slug>/<uuid:service_id>/visit"


@bp.get(VISIT)
@requires("catalogue.edit")
def new_visit(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """The checklist, to print or to fill in, below it what was found before."""
    with transaction() as db:
        actor = current_actor()
        domain = get_domain(db, actor, slug)
        service = get_listing(db, domain, service_id)
        page = visit_page(domain, service, list_visits(db, actor, service))
    return render_page("staff/new_visit.html", page, form=show_form(VisitForm, {"visited_on": clock.today()}))


@bp.post(VISIT)
@requires("catalogue.edit")
@asks_again(new_visit)
def create_visit(slug: str, service_id: uuid.UUID) -> ResponseReturnValue:
    """Write down a visit; where something has changed, go on to write that down."""
    with transaction() as db:
        actor = current_actor()
        domain = get_domain(db, actor, slug)
        service = get_listing(db, domain, service_id)
        form = take_form(VisitForm)
        wanted: VisitInput = form.load()
        record_visit(db, actor, service, wanted, form.submission_key.data)
        name = service.name
    tell(f"Your visit to {name} is written down.")
    to = "staff.new_visit" if wanted.is_right else "staff.edit_listing"
    return redirect(url_for(to, slug=slug, service_id=service_id), 303)


def visit_page(domain: ChampionDomain, service: Service, visits: Sequence[ListingVisit]) -> VisitPage:
    """The page about one listing, which was read with everything about it."""
    here: dict[str, Any] = {"slug": domain.slug, "service_id": service.id}
    place = find_place(service)
    return VisitPage(
        name=service.name,
        organisation=service.organization.name,
        place=place.name or "" if place else "",
        domain_name=domain.name,
        domain_href=url_for("staff.show_domain", slug=domain.slug),
        save_href=url_for("staff.create_visit", **here),
        assurance_href=url_for("staff.show_assurance", organization_id=service.organization_id),
        contact_href=kind_of(service).href("staff.write_record", service.id),
        visits=[visit_line(each) for each in visits],
    )


def visit_line(visit: ListingVisit) -> VisitLine:
    found = findings_of(visit)
    facts = [Fact(each.asks, finding_words(found[each.code])) for each in CHECKLIST if each.code in found]
    return VisitLine(uk_short_date(visit.visited_on), visit.visitor.name, facts)


def finding_words(finding: Finding) -> str:
    said = LOOKED_WORDS[finding.looked] if finding.looked else ""
    return ": ".join(filter(None, (said, finding.note)))
