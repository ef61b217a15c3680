"""A first visit to a listing: what to look at and ask, and where what was found goes.

Answers about access go to the place where it meets, and the visit counts as a check of the listing where everything
was as it says. What was noted beside that is kept with the visit.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from directory import clock
from directory.accounts.actor import Actor
from directory.audit.operations import record_act
from directory.catalogue.access.facts import AccessFact
from directory.catalogue.access.questions import QUESTIONS, Answer
from directory.catalogue.history.access_answers import facts_in, with_answers
from directory.catalogue.history.record_changes import rebased, values_now
from directory.catalogue.history.revisions import make_changes
from directory.catalogue.history.written_records import hold_record
from directory.catalogue.models.field_changes import FieldChange
from directory.catalogue.models.places import Location
from directory.catalogue.models.services import Service
from directory.champions.models import CheckResult, CheckWay
from directory.champions.onboarding.visit_models import ListingVisit
from directory.champions.operations import log_check
from directory.champions.verification.check_inputs import CheckInput
from directory.champions.writing import may_keep
from directory.db import add_once

MOST_SHOWN = 10


class Looked(StrEnum):
    """What came of looking at something, or asking about it."""

    WELL = "well"
    NOT_YET = "not yet"
    WORRY = "worry"


@dataclass(frozen=True)
class LookAt:
    """Something to look at or ask about on a first visit, and what helps to judge it."""

    code: str
    asks: str
    prompt: str


CHECKLIST: Sequence[LookAt] = (
    LookAt("arriving", "How people arrive", "Is it as the listing says: bus stop, gate, door? Is there a sign?"),
    LookAt("door", "Who opens the door", "Is somebody there before it begins? What if nobody answers the bell?"),
    LookAt(
        "welcome",
        "How newcomers are welcomed",
        "Did somebody say hello and sit with you? Who else does that?",
    ),
    LookAt(
        "access",
        "Getting in, seen with your own eyes",
        "Go in as with a walking frame, and to the toilet.",
    ),
    LookAt("quiet", "How loud and how full it is", "Could somebody sit at the side, or step out and come back?"),
    LookAt("cost", "What it really costs", "What do people pay on the day, with tea? What if somebody has no money?"),
    LookAt(
        "safeguarding",
        "Their safeguarding policy",
        "Ask to see it. Who leads on it? Does everybody know?",
    ),
    LookAt("insurance", "Their public liability insurance", "Ask to see the certificate, and note until when."),
)
# The questions about access that are answered by looking.
ACCESS_SEEN = ("step-free-entrance", "step-free-inside", "accessible-toilet", "seats", "hearing-loop", "quiet-space")


@dataclass(frozen=True)
class Finding:
    """What came of one thing on the list."""

    looked: Looked | None = None
    note: str = ""


@dataclass(frozen=True)
class VisitInput:
    """What somebody found on a visit; `is_right` where everything is as the listing says."""

    visited_on: date
    is_right: bool
    spoke_to: str | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)
    access: Mapping[str, Answer] = field(default_factory=dict)


def record_visit(db: Session, actor: Actor, service: Service, wanted: VisitInput, submission_key: str) -> None:
    """Write down a visit to a listing, and put what was found where it belongs. A form sent twice is one visit.

    The listing comes with its places. It counts as a check on the day on which it is written down.
    """
    visit_id = uuid.uuid5(service.id, f"visit/{submission_key}")
    found = {
        code: {"looked": each.looked.value if each.looked else "", "note": each.note}
        for code, each in wanted.findings.items()
    }
    visit = ListingVisit(
        id=visit_id,
        service_id=service.id,
        visited_by=actor.user_id,
        visited_on=wanted.visited_on,
        found=json.dumps(found, ensure_ascii=False),
    )
    _, is_new = add_once(db, visit, lambda: db.get(ListingVisit, visit_id))
    if not is_new:
        return
    record_act(db, actor.user_id, None, "listing.visited", "service", [service.id])
    answer_access(db, actor, service, wanted.access)
    if wanted.is_right:
        log_check(
            db, actor, service, CheckInput(CheckWay.VISIT, CheckResult.STILL_RIGHT, wanted.spoke_to), submission_key
        )


def answer_access(db: Session, actor: Actor, service: Service, given: Mapping[str, Answer]) -> None:
    """Write what was seen of getting in to the one place of a listing, where the actor decides on that."""
    place = find_place(service)
    if not given or place is None or not may_keep(db, actor, place):
        return
    hold_record(db, "location", place.id)
    rows = list(values_now(db, place, ["accessibility"])["accessibility"])
    known = facts_in(rows)
    facts = {code: fact_of(code, said, known[code][1] if code in known else None) for code, said in given.items()}
    after = with_answers(rows, place.id, facts, actor.user_id, clock.today())
    if changes := rebased(db, place, [FieldChange("accessibility", None, after)]):
        make_changes(db, actor, place, changes)


def find_place(service: Service) -> Location | None:
    """The place where a listing meets; none where there is no place, or several: which was seen, nobody knows."""
    return service.places[0].location if len(service.places) == 1 else None


def fact_of(code: str, said: Answer, known: AccessFact | None) -> AccessFact:
    """An answer as a fact; what stood beside the same answer stays."""
    if known is not None and known.answer is said:
        return known
    return AccessFact(code, said, QUESTIONS[code].words(said) or "", "")


def list_visits(db: Session, actor: Actor, service: Service) -> Sequence[ListingVisit]:
    """The last visits to a listing, newest first, and a record that they were read."""
    wanted = select(ListingVisit).where(ListingVisit.service_id == service.id).options(joinedload(ListingVisit.visitor))
    order = (ListingVisit.visited_on.desc(), ListingVisit.recorded_at.desc(), ListingVisit.id)
    found = db.scalars(wanted.order_by(*order).limit(MOST_SHOWN)).all()
    if found:
        record_act(db, actor.user_id, None, "listing.visits_read", "service", [service.id])
    return found


def findings_of(visit: ListingVisit) -> Mapping[str, Finding]:
    """What was found on a visit, by what was looked at."""
    kept = json.loads(visit.found or "{}")
    return {
        code: Finding(Looked(each["looked"]) if each["looked"] else None, each["note"]) for code, each in kept.items()
    }
