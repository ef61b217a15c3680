"""Closing a case in steps, looking at how one ended, and opening it again."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.agreeing import PersonHasDied
from directory.casework.closing.drafts import answers_so_far, find_draft, keep_answers
from directory.casework.closing.inputs import LONGEST_NOTE, ClosingInput, ClosingSchema
from directory.casework.closing.models import ClosingDraft
from directory.casework.closing.queries import find_standing, list_closures
from directory.casework.closing.reopening import NotReopened, reopen_case
from directory.casework.message_back.addressing import find_referrer
from directory.casework.message_back.queries import list_messages
from directory.casework.models import Case, Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import get_case
from directory.casework.support_sessions.rhythm import find_more_wanted, list_pauses
from directory.casework.wordings import get_own_scheme
from directory.db import transaction
from directory.errors import WrongInput
from directory.outcomes.closing import close_support
from directory.staff.blueprint import bp
from directory.staff.cases.closing.closing_pages import (
    Known,
    check_page,
    ending_page,
    newest_words,
    step_href,
    step_page,
)
from directory.staff.cases.closing.known import what_is_known
from directory.staff.cases.closing.steps import (
    NEXT,
    TAKEN_OVER,
    Step,
    get_step,
    kept,
    name_goals,
    name_rows,
    next_step,
    shown,
    shown_goals,
)
from directory.staff.cases.messages.message_pages import messages_part
from directory.staff.records.records import get_client
from directory.web.fields.text import LongTextField
from directory.web.forms import (
    LynchpinForm,
    SeenField,
    asks_again,
    is_asked_again,
    load_form,
    said_on_the_page,
    show_form,
)
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm
from directory.web.site_links import sends_mail
from directory.web.words import uk_short_date


@dataclass(frozen=True)
class Seen:
    """The version of the case, and the number of its closure, that a page showed."""

    case: int
    number: int


class CheckForm(LynchpinForm[Seen]):
    seen_case = SeenField()
    seen_number = SeenField()

    def to_input(self) -> Seen:
        return Seen(self.seen_case.data, self.seen_number.data)


class ReopenForm(LynchpinForm[str]):
    why = LongTextField(
        "Why is it opened again?",
        required="Say why it is opened again",
        hint="How it ended stays in its history, with what you write here.",
        rows=2,
        longest=LONGEST_NOTE,
    )

    def to_input(self) -> str:
        return self.why.data or ""


@bp.get("/clients/<reference>/cases/<uuid:case_id>/closing/<step>")
@requires("casework.write")
def edit_closing(reference: str, case_id: uuid.UUID, step: str) -> ResponseReturnValue:
    """One step of closing a case, or of putting right how it ended."""
    with transaction() as db:
        actor, asked = current_actor(), get_step(step)
        client = get_client(db, actor, reference)
        case = get_case(client, case_id)
        draft, standing = find_draft(db, actor, case), find_standing(db, case)
        answers = answers_so_far(draft, standing, find_more_wanted(db, case))
        known = what_is_known(db, actor, client, case)
        if asked is TAKEN_OVER and known.is_taken_over(answers):
            return go_on_from_taken_over(db, client, case, known)
        things, goals = known.things, known.goals
        page = step_page(client, case, asked, answers, known, is_correcting=case.closed_on is not None)
        values = shown(answers, things, known.handed_over)
        if asked.name == "goals":
            values["rows"] = shown_goals(answers, goals)
    form: Any = show_form(asked.form, {"closed_on": clock.today(), **without_nothing(values)})
    if asked.name == "goals":
        name_goals(form, goals)
    else:
        name_rows(form, things)
    return render_page("staff/edit_closing.html", page, form=form)


@bp.post("/clients/<reference>/cases/<uuid:case_id>/closing/<step>")
@requires("casework.write")
@asks_again(edit_closing)
def save_closing(reference: str, case_id: uuid.UUID, step: str) -> ResponseReturnValue:
    """Keep what was answered, and go on to the next step."""
    with transaction() as db:
        actor, asked = current_actor(), get_step(step)
        client = get_client(db, actor, reference, to_change=True)
        case = get_case(client, case_id)
        if asked is TAKEN_OVER:
            known, draft = what_is_known(db, actor, client, case), find_draft(db, actor, case)
            if known.is_taken_over(answers_so_far(draft, find_standing(db, case))):
                return go_on_from_taken_over(db, client, case, known)
        keep_answers(db, actor, case, find_standing(db, case), {**empty_of(asked.form), **kept(load_form(asked.form))})
        after = step_after(db, actor, client, case, asked)
        href = step_href(client, case, after.name) if after else None
    return redirect(href or url_for("staff.check_closing", reference=reference, case_id=case_id), 303)


def go_on_from_taken_over(db: Session, client: Client, case: Case, known: Known) -> ResponseReturnValue:
    """Say why who takes over is not asked, where a colleague may have written it down meanwhile, and go on."""
    told = "The case has ended already because they need more."
    if known.handed_over is not None:
        who = names_of_users(db, {known.handed_over.decided_by})[known.handed_over.decided_by]
        told = f"{who} has written down who takes over, on {uk_short_date(known.handed_over.decided_at)}."
    tell(f"{told} It is not asked again.")
    return redirect(step_href(client, case, NEXT.name), 303)


def step_after(db: Session, actor: Actor, client: Client, case: Case, step: Step) -> Step | None:
    """The step that follows one, by what is answered so far."""
    draft = find_draft(db, actor, case)
    asks = what_is_known(db, actor, client, case).asks_who_takes_over(draft.given if draft else {})
    return next_step(step, is_passing_on=asks or step is TAKEN_OVER)


def without_nothing(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def empty_of(form: type[LynchpinForm[Any]]) -> dict[str, None]:
    """The questions of a step without their answers, so that what was emptied is no longer known."""
    return dict.fromkeys(form.schema().fields) if form.schema else {}


@bp.get("/clients/<reference>/cases/<uuid:case_id>/closing")
@requires("casework.write")
def check_closing(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """All answers, before the button that closes the case."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case = get_case(client, case_id)
        standing = find_standing(db, case)
        seen = Seen(case.version, standing.number if standing else 0)
        form: Any = show_form(CheckForm, {"seen_case": seen.case, "seen_number": seen.number})
        is_newer = is_asked_again(CheckForm) and form.to_input() != seen
        # Sent again, it is meant to replace what its sender has been shown.
        form.seen_case.data, form.seen_number.data = seen.case, seen.number
        page = check_page(
            client,
            case,
            answers_so_far(find_draft(db, actor, case), standing, find_more_wanted(db, case)),
            what_is_known(db, actor, client, case),
            newest=newest_words(standing) if is_newer else "",
        )
    return render_page("staff/check_closing.html", page, form=form, ask=show_form(PressForm))


@bp.post("/clients/<reference>/cases/<uuid:case_id>/closing")
@requires("casework.write")
@asks_again(check_closing)
def close_case_with_reason(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """Close the case, or put right how it ended. A second click finds nothing left to answer, and changes nothing."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        case, seen = get_case(client, case_id), load_form(CheckForm)
        draft = find_draft(db, actor, case)
        was_closed = case.closed_on is not None
        if draft is not None:
            with said_on_the_page(ChangedMeanwhile):
                close_support(db, actor, client, case, read_closing(draft, seen), can_write=sends_mail())
        elif not was_closed:
            raise WrongInput("Answer the questions first.")
    tell("How it ended is put right." if was_closed and draft else "The case is closed.")
    return redirect(url_for("staff.show_ending", reference=reference, case_id=case_id), 303)


def read_closing(draft: ClosingDraft, seen: Seen) -> ClosingInput:
    """What was answered in all steps. Raises WrongInput where something is missing."""
    try:
        wanted: ClosingInput = ClosingSchema().load({**draft.given, "seen": seen.case, "seen_number": seen.number})
    except ValidationError:
        raise WrongInput("Something is missing still. It stands beside the step where it is asked.") from None
    return wanted


@bp.get("/clients/<reference>/cases/<uuid:case_id>")
@requires("casework.read")
def show_ending(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """How a case ended, each time it was put right, and opening it again."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        case = get_case(client, case_id)
        reopen_days = get_own_scheme(db, actor).reopen_days
        closures, pauses = list_closures(db, case), list_pauses(db, case)
        page = ending_page(actor, client, case, closures, pauses, reopen_days, clock.today())
        has_referrer = find_referrer(db, client, case) is not None
        messages = list_messages(db, client, case)
        telling = messages_part(actor, client, case, messages, clock.now(), has_referrer=has_referrer)
    form: Any = show_form(ReopenForm)
    return render_page("staff/show_ending.html", page, form=form, telling=telling)


@bp.post("/clients/<reference>/cases/<uuid:case_id>/reopen")
@requires("casework.write")
@asks_again(show_ending)
def open_case_again(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        case, why = get_case(client, case_id), load_form(ReopenForm)
        with said_on_the_page(NotReopened, PersonHasDied):
            is_news = reopen_case(db, actor, client, case, why)
    tell("The case is open again." if is_news else "It was open already.")
    return redirect(url_for("staff.show_client", reference=reference), 303)
