"""From a referral that came to nothing straight to a match for the same person, without what was tried."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.kept_questions import keep_question
from directory.db import transaction
from directory.referrals.states import SENT_ON_FROM
from directory.staff.blueprint import bp
from directory.staff.matching.match_question import question_for
from directory.staff.matching.matching import found_needs
from directory.staff.records.records import get_client, get_onward_referral
from directory.web.forms import load_form
from directory.web.pages import tell
from directory.web.press_form import PressForm


@bp.post("/referrals/<reference>/something-else")
@requires("casework.refer")
def find_something_else(reference: str) -> ResponseReturnValue:
    """Keep the question that is asked anew, and go on to its results; to the form where nothing is known to ask by."""
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        load_form(PressForm)
        client = get_client(db, actor, referral.client.reference, to_change=True)
        if referral.state not in SENT_ON_FROM:
            tell("They go there: say first what became of it.")
            return redirect(url_for("staff.show_referral", reference=reference), 303)
        question = question_for(client, clock.today(), assessed=found_needs(db, client), instead_of=referral.reference)
        if not question.is_anything:
            form = url_for("staff.match", client=client.reference, instead_of=referral.reference)
            return redirect(form, 303)
        question_id = keep_question(db, actor, client, question.values)
    return redirect(url_for("staff.show_matches", question_id=question_id), 303)
