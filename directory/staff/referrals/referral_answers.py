"""Answering what a group asked about somebody who is referred to it."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.catalogue.queries import get_service
from directory.db import transaction
from directory.errors import NotFound
from directory.referrals.questions import AnsweredMeanwhile, NobodyToTell, answer_question, list_questions
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.staff.referrals.referral_forms import AnswerForm
from directory.staff.referrals.referral_pages import asked_parts, referral_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/referrals/<reference>/questions/<uuid:referral_question_id>")
@requires("casework.refer")
def new_referral_answer(reference: str, referral_question_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        asked = [each for each in list_questions(db, referral) if each.id == referral_question_id]
        if not asked:
            raise NotFound("There is no such question.")
        page = referral_page(actor, referral, get_service(db, referral.service_id), None, None)
        [part] = asked_parts(referral, asked)
    return render_page("staff/new_referral_answer.html", page, part=part, form=show_form(AnswerForm))


@bp.post("/referrals/<reference>/questions/<uuid:referral_question_id>")
@requires("casework.refer")
@asks_again(new_referral_answer)
def answer_referral_question(reference: str, referral_question_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        with said_on_the_page(AnsweredMeanwhile, NobodyToTell):
            answer_question(db, actor, referral, referral_question_id, load_form(AnswerForm))
    tell("Your answer stands on the group’s page.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)
