"""Choosing some of the activities of a match: to compare them, and to hand them over on a leaflet."""

import uuid
from collections.abc import Sequence

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.plan_states import Whose
from directory.casework.kept_questions import change_question, find_question
from directory.catalogue.models.services import Service
from directory.catalogue.queries import services_in_full
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.cases.goals.goal_forms import IDEA_CHOICES
from directory.staff.matching.asked_before import ask_anew, find_asked
from directory.staff.matching.chosen_pages import build_compare, build_leaflet
from directory.staff.matching.match_question import MOST_CHOSEN, MatchQuestion, question_of
from directory.staff.matching.match_results import match_again
from directory.staff.writing.choosing import IdsField
from directory.web.fields.choices import OneOfField
from directory.web.forms import BaseForm, take_form
from directory.web.ids import find_id
from directory.web.pages import render_page

PAGES = {"compare": "staff.compare_chosen", "leaflet": "staff.show_leaflet"}


class ChosenForm(BaseForm):
    """What was ticked, and the button that was pressed."""

    chosen = IdsField(most=MOST_CHOSEN, called="activities")
    then = HiddenField()

    @property
    def ids(self) -> Sequence[uuid.UUID]:
        """What was ticked, in the order of the page."""
        return (self.chosen.data or ())[:MOST_CHOSEN]


class PlannedForm(ChosenForm):
    """What was ticked for a plan, and whose idea that is, which is asked where it becomes an action of a goal."""

    idea = OneOfField(
        "Whose idea is it?", IDEA_CHOICES, hint="For their plan. It stands beside each that you add", small=True
    )

    @property
    def whose(self) -> Whose | None:
        """Whose idea it is; None where nobody said."""
        return next((each for each in Whose if each == self.idea.data), None)


@bp.post("/match/results/<uuid:question_id>/chosen")
@requires("matching.match")
def choose_activities(question_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what was ticked with the question, and go on to what is made of it."""
    with transaction() as db:
        form = take_form(ChosenForm)
        chosen = [str(each) for each in form.ids]
        asked = change_question(db, current_actor(), question_id, chosen=chosen)
    if asked is None:
        return ask_anew()
    return redirect(url_for(PAGES.get(form.then.data or "", "staff.compare_chosen"), question_id=question_id), 303)


@bp.get("/match/results/<uuid:question_id>/compare")
@requires("matching.match")
def compare_chosen(question_id: uuid.UUID) -> ResponseReturnValue:
    """The chosen activities side by side, with why they fit."""
    with transaction() as db:
        actor = current_actor()
        asked = find_asked(db, actor, question_id)
        if asked is None:
            return ask_anew()
    # Apart from the access record, as with the results.
    with reading() as db:
        services, now = chosen_services(db, asked.question), clock.now()
        found = match_again(db, actor, asked.question, asked.client).suggestions if services else ()
        suggestions = {each.document.service_id: each for each in found}
        name = asked.client.name if asked.client else ""
        page = build_compare(question_id, name, services, suggestions, now)
    return render_page("staff/compare_chosen.html", page)


@bp.get("/match/results/<uuid:question_id>/leaflet")
@requires("matching.match")
def show_leaflet(question_id: uuid.UUID) -> ResponseReturnValue:
    """The chosen activities to hand over. Nothing of the question is on it, and nobody is named."""
    with reading() as db:
        actor = current_actor()
        asked = find_question(db, actor, question_id)
        if asked is None:
            return ask_anew()
        services = chosen_services(db, question_of(asked))
        page = build_leaflet(question_id, actor.scheme_name, services, clock.now())
    return render_page("staff/show_leaflet.html", page)


def chosen_services(db: Session, question: MatchQuestion) -> Sequence[Service]:
    """The chosen activities that are still listed, in the order in which they were shown."""
    ids = [found for each in question.chosen if (found := find_id(each))]
    services = services_in_full(db, ids)
    return [services[each] for each in ids if each in services]
