"""Writing down that somebody agreed to their plan, and their copy of it."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.work_phones import number_to_ring
from directory.casework.assessment.agreeing_plan import (
    NothingToAgreeTo,
    agree_plan,
    undo_agreement,
)
from directory.casework.assessment.agreement_queries import get_agreement
from directory.casework.assessment.changes import NoOpenCase, last_number
from directory.casework.assessment.for_person import PlanForPerson, plan_for_person
from directory.casework.assessment.plan_queries import shown_case
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.catalogue.queries import services_in_full
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.cases.agreed_plan.agreed_page import agreed_page
from directory.staff.cases.agreed_plan.plan_forms import AgreePlanForm
from directory.staff.cases.goals.whole_plan_page import need_names
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.person_plan import PlanInWords, plan_in_words
from directory.web.words import uk_date

SIZES = ("large", "easy")


@dataclass(frozen=True)
class PlanCopyPage:
    """The plan as the person gets it. `size` is "large" or "easy", or nothing for the usual print.

    `phone` is where they ring their coordinator, else the team; nothing where neither gave a number.
    `is_now` where it is the plan as it stands, though they agreed to another one.
    """

    name: str
    reference: str
    team: str
    coordinator: str
    phone: str
    plan: PlanInWords
    made_on: str
    size: str = ""
    is_now: bool = False


def copy_of(db: Session, actor: Actor, client: Client, size: str = "", *, only_agreed: bool = False) -> PlanCopyPage:
    """The plan as it stands, or in the words that they agreed to, if they did."""
    case, now = shown_case(client), clock.now()
    plan = plan_for_person(db, case) if case else PlanForPerson([], [])
    has_other = plan.agreed_on is not None and plan.has_changed
    if only_agreed and case and plan.agreed_on is not None:
        plan = plan_for_person(db, case, only_agreed=True)
    services = services_in_full(db, [each.service_id for each in plan.actions if each.service_id])
    return PlanCopyPage(
        name=client.listed_name,
        reference=client.reference,
        team=actor.scheme_name,
        coordinator=client.coordinator.name,
        phone=number_to_ring(db, client.coordinator, actor.scheme_id),
        plan=plan_in_words(plan, client.coordinator.name, services, now, need_names(db)),
        made_on=uk_date(now),
        size=size if size in SIZES else "",
        is_now=has_other and not only_agreed,
    )


@bp.get("/clients/<reference>/plan/copy")
@requires("casework.read")
def show_plan_copy(reference: str) -> ResponseReturnValue:
    """The plan in plain words, to print and hand over: in the words they agreed to, or on request as it stands."""
    with transaction() as db:
        actor = current_actor()
        client, is_now = get_client(db, actor, reference), request.args.get("of") == "now"
        page = copy_of(db, actor, client, request.args.get("size", ""), only_agreed=not is_now)
    return render_page("staff/show_plan_copy.html", page)


@bp.get("/clients/<reference>/plan/agreement")
@requires("casework.write")
def new_plan_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page, case = copy_of(db, actor, client), shown_case(client)
        number = last_number(db, case.id) if case else 0
    form: Any = show_form(AgreePlanForm, {"agreed_on": clock.today(), "seen": number})
    # Sent again, it is meant of the plan that is shown now.
    form.seen.data = number
    return render_page("staff/new_plan_agreement.html", page, form=form)


@bp.post("/clients/<reference>/plan/agreement")
@requires("casework.write")
@asks_again(new_plan_agreement)
def create_plan_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wanted = load_form(AgreePlanForm)
        with said_on_the_page(NoOpenCase, NothingToAgreeTo, ChangedMeanwhile):
            agree_plan(db, actor, client, wanted)
    tell("It is written down that they agreed. Give them a copy.")
    return redirect(url_for("staff.show_plan", reference=reference, _anchor="agreed"), 303)


@bp.get("/clients/<reference>/plan/agreement/<uuid:agreement_id>")
@requires("casework.read")
def show_plan_agreement(reference: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    """What they agreed to on a day, word for word, beside the plan as it is now."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        page = agreed_page(db, client, get_agreement(db, client, agreement_id), clock.now())
    return render_page("staff/show_plan_agreement.html", page)


@bp.post("/clients/<reference>/plan/agreement/<uuid:agreement_id>/undo")
@requires("casework.write")
def undo_plan_agreement(reference: str, agreement_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        undo_agreement(db, actor, client, get_agreement(db, client, agreement_id))
    tell("It is taken back: they did not agree then.")
    return redirect(url_for("staff.show_plan", reference=reference, _anchor="agreed"), 303)
