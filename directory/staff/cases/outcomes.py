"""Recording wellbeing, and what the records of a scheme say."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.operations import ChangedMeanwhile
from directory.db import reading, transaction
from directory.outcomes import operations
from directory.outcomes.instruments import swemwbs
from directory.outcomes.licences.queries import list_shown
from directory.outcomes.queries import case_to_measure, list_responses, read_evaluation
from directory.staff.blueprint import bp
from directory.staff.cases.evaluation_page import build_evaluation_page
from directory.staff.cases.wellbeing_page import WellbeingForm, build_wellbeing_page, take_newest_scores
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/clients/<reference>/wellbeing/new")
@requires("outcomes.record")
def new_wellbeing(reference: str) -> ResponseReturnValue:
    """Ask for the total of a wellbeing questionnaire."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        case = case_to_measure(client)
        shown = list_shown(db, current_actor().scheme_id, swemwbs.PACK, clock.today())
        page = build_wellbeing_page(client, case, list_responses(db, current_actor(), client), shown)
    form = show_form(WellbeingForm, {"occasion": page.next_occasion, "taken_on": clock.today(), **page.seen})
    return render_page("staff/new_wellbeing.html", page, form=form, is_newer=take_newest_scores(form, page))


@bp.post("/clients/<reference>/wellbeing")
@requires("outcomes.record")
@asks_again(new_wellbeing)
def record_wellbeing(reference: str) -> ResponseReturnValue:
    """Keep a total; one for the same occasion corrects the earlier."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference, to_change=True)
        case, wanted = case_to_measure(client), load_form(WellbeingForm)
        with said_on_the_page(ChangedMeanwhile):
            operations.record_wellbeing(db, current_actor(), case, wanted)
    tell("Wellbeing recorded.")
    return redirect(url_for("staff.show_client", reference=reference), 303)


@bp.get("/outcomes")
@requires("outcomes.evaluate")
def show_evaluation() -> ResponseReturnValue:
    """What was measured at the start and the end, what changed, and what cannot be said."""
    with reading() as db:
        page = build_evaluation_page(read_evaluation(db, current_actor()))
    return render_page("staff/show_evaluation.html", page)
