"""Somebody needs more than this service; stopping to try; and telling whoever referred them."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.drafts.keeping import drop_draft
from directory.casework.models import Client
from directory.casework.referrals_in.answering_referrals import AnsweredMeanwhile
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.casework.triage.finding import get_step
from directory.casework.triage.kinds import TookOver
from directory.casework.triage.passing_on import (
    NeedsMoreInput,
    TakenOverInput,
    answer_taken_over,
    note_step_done,
    pass_on,
)
from directory.casework.triage.stopping import ManagerNeeded, TooFewTries, check_may_stop, end_not_reached
from directory.db import transaction
from directory.errors import Refused
from directory.staff.blueprint import bp
from directory.staff.drafts.offering import find_offer, show_drafted
from directory.staff.records.records import get_client
from directory.staff.triage.hand_over_form import TOOK_OVER_CHOICES, HandOverForm
from directory.staff.triage.person_page import back_href, of_client, of_referral, taken_over_page
from directory.web.fields.choices import AnyOfField, Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm
from directory.web.site_links import sends_mail


class TakenOverForm(LynchpinForm[TakenOverInput]):
    took_over = OneOfField(
        "Have they taken them over?", TOOK_OVER_CHOICES, required="Say whether they have taken them over"
    )
    spoke_to = TextField("Whom did you speak to there?", hint="Needed where they have taken them over", longest=200)
    spoke_on = DayField("When?")
    next_step = LongTextField(
        "What comes next, and who does it?", hint="Needed unless they have taken them over", rows=2, longest=500
    )
    next_step_on = DayField("By when?")

    def to_input(self) -> TakenOverInput:
        return TakenOverInput(
            took_over=TookOver(self.took_over.data),
            spoke_to=self.spoke_to.data or None,
            spoke_on=self.spoke_on.data,
            next_step=self.next_step.data or None,
            next_step_on=self.next_step_on.data,
        )


class NeedsMoreForm(HandOverForm[NeedsMoreInput]):
    end = AnyOfField("", [Choice("end", "They do not wait for our support any more")])

    def to_input(self) -> NeedsMoreInput:
        return self.hand_over(is_end=bool(self.end.data))


@bp.get("/referrals-in/<reference>/needs-more")
@requires("casework.triage")
def new_needs_more_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        referral = get_referral_in(db, current_actor(), reference)
        page = of_referral(referral, "create_needs_more_of_referral_in")
    form: Any = show_form(NeedsMoreForm)
    return render_page("staff/new_needs_more.html", page, form=form, draft=None)


@bp.post("/referrals-in/<reference>/needs-more")
@requires("casework.triage")
@asks_again(new_needs_more_of_referral_in)
def create_needs_more_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        with said_on_the_page(AnsweredMeanwhile):
            pass_on(db, actor, referral, load_form(NeedsMoreForm), can_write=sends_mail())
    tell("It is written down, with what comes next.")
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)


@bp.get("/clients/<reference>/needs-more")
@requires("casework.triage")
def new_needs_more(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        page, draft = of_client(client, "create_needs_more"), find_offer(db, current_actor(), client, "needs-more")
    form: Any = show_drafted(NeedsMoreForm, draft)
    return render_page("staff/new_needs_more.html", page, form=form, draft=draft)


@bp.post("/clients/<reference>/needs-more")
@requires("casework.triage")
@asks_again(new_needs_more)
def create_needs_more(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        pass_on(db, actor, client, load_form(NeedsMoreForm), can_write=sends_mail())
        drop_draft(db, actor, client, "needs-more")
    tell("It is written down, with what comes next. Close the case for this reason where our support ends.")
    return redirect(url_for("staff.show_support", reference=reference), 303)


@bp.post("/next-steps/<uuid:step_id>/done")
@requires("casework.triage")
def save_next_step(step_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        step, href = get_step(db, actor, step_id)
        note_step_done(db, actor, step)
    tell("It is written down that this is done.")
    return redirect(back_href(href), 303)


@bp.get("/next-steps/<uuid:step_id>/taken-over")
@requires("casework.triage")
def edit_taken_over(step_id: uuid.UUID) -> ResponseReturnValue:
    """Whether somebody who needs more was taken over, asked again while it was not known."""
    with transaction() as db:
        step, about = get_step(db, current_actor(), step_id)
        name = (db.get_one(Client, step.client_id) if step.client_id else db.get_one(Referral, step.referral_id)).name
        page = taken_over_page(step, name, back_href(about))
        known = {"spoke_to": step.spoke_to, "spoke_on": step.spoke_on}
    form: Any = show_form(TakenOverForm, known)
    return render_page("staff/edit_taken_over.html", page, form=form)


@bp.post("/next-steps/<uuid:step_id>/taken-over")
@requires("casework.triage")
@asks_again(edit_taken_over)
def save_taken_over(step_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        step, about = get_step(db, actor, step_id)
        with said_on_the_page(Refused):
            answer_taken_over(db, actor, step, load_form(TakenOverForm))
    tell("It is written down.")
    return redirect(back_href(about), 303)


@bp.get("/referrals-in/<reference>/stop")
@requires("casework.triage")
def confirm_stop_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference)
        page, why_not = of_referral(referral, "stop_of_referral_in"), ""
        try:
            check_may_stop(db, actor, referral)
        except Refused as refusal:
            why_not = str(refusal)
    form: Any = show_form(PressForm)
    return render_page("staff/confirm_stop.html", page, form=form, why_not=why_not)


@bp.post("/referrals-in/<reference>/stop")
@requires("casework.triage")
@asks_again(confirm_stop_of_referral_in)
def stop_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        load_form(PressForm)
        with said_on_the_page(AnsweredMeanwhile, TooFewTries, ManagerNeeded):
            end_not_reached(db, actor, referral, can_write=sends_mail())
    tell("You have stopped trying. They can ask again at any time.")
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)
