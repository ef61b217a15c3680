"""Matching: what somebody said goes in, activities with reasons come out. Nothing said ever stands in an address."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.assessment.assessing import find_last_held
from directory.casework.assessment.plan_models import Goal
from directory.casework.assessment.plan_queries import get_goal
from directory.casework.kept_questions import keep_question
from directory.casework.match_counts import count_unmet_match
from directory.casework.models import Client
from directory.casework.queries import open_case
from directory.casework.references import read_reference
from directory.catalogue.queries import list_terms
from directory.catalogue.vocabulary import taxonomy_id
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.matching.asked_before import ask_anew, find_asked
from directory.staff.matching.chosen import PlannedForm
from directory.staff.matching.match_question import (
    MatchForm,
    MatchQuestion,
    need_choices,
    profile_of,
    question_for,
)
from directory.staff.matching.match_results import find_matches
from directory.staff.questions.ask_part import AskForm, area_of, choices_of
from directory.staff.records.records import get_client
from directory.web.forms import asks_again, load_form, show_form
from directory.web.ids import find_id
from directory.web.pages import render_page


@dataclass(frozen=True)
class MatchPage:
    """For whom activities are looked for, and for which goal of theirs; empty where for nobody in particular."""

    client: str
    client_name: str
    goal: str = ""


@bp.get("/match")
@requires("matching.match")
def match() -> ResponseReturnValue:
    reference = request.values.get("client", "")
    # A page with a client on it writes that they were looked at.
    with transaction() if reference else reading() as db:
        client = get_client(db, current_actor(), reference) if reference else None
        choices = {"needs": need_choices(list_terms(db, taxonomy_id("needs")))}
        goal = asked_goal(db, client) if client else None
        assessed = found_needs(db, client) if client else ()
        instead_of = read_reference(request.values.get("instead_of", "")) or ""
        known = question_for(client, clock.today(), goal, assessed, instead_of) if client else MatchQuestion()
        page = MatchPage(client.reference, client.name, goal.words if goal else "") if client else MatchPage("", "")
    form: Any = show_form(MatchForm, known.values, choices)
    return render_page("staff/match.html", page, form=form)


def found_needs(db: Session, client: Client) -> tuple[str, ...]:
    """The needs that were found in the assessment of the spell of support a client is in."""
    case = open_case(client)
    assessment = find_last_held(db, case) if case else None
    return assessment.need_codes if assessment else ()


def asked_goal(db: Session, client: Client) -> Goal | None:
    """The goal of a client that the address names. Raises NotFound for one that is not theirs."""
    goal_id = find_id(request.values.get("goal", ""))
    return get_goal(db, current_actor(), client, goal_id) if goal_id else None


@bp.post("/match")
@requires("matching.match")
@asks_again(match)
def ask_match() -> ResponseReturnValue:
    """Keep the question, and go on to its results: a page of its own, that one can come back to."""
    reference = request.form.get("client", "")
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True) if reference else None
        question = load_form(MatchForm, {"needs": need_choices(list_terms(db, taxonomy_id("needs")))})
        profile_of(question)  # a postcode that has no place is said beside its box
        question_id = keep_question(db, actor, client, question.values)
    return redirect(url_for("staff.show_matches", question_id=question_id), 303)


@bp.get("/match/results/<uuid:question_id>")
@requires("matching.match")
def show_matches(question_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        asked = find_asked(db, actor, question_id)
        if asked is None:
            return ask_anew()
        choices = {"needs": need_choices(list_terms(db, taxonomy_id("needs")))}
    # Apart from the access record: while the matcher thinks, nobody else shall wait to write.
    with reading() as db:
        page = find_matches(db, actor, asked.question, asked.client)
    if page.unmet:
        with transaction() as db:
            area = area_of(asked.question) or ""
            count_unmet_match(db, actor, asked.client, page.unmet, area, clock.today())
    form: Any = show_form(MatchForm, asked.question.values, choices)
    asking = show_form(
        AskForm, {"ask_needs": [each.code for each in page.needs]}, {"ask_needs": choices_of(page.needs)}
    )
    planning = show_form(PlannedForm) if page.may_plan and page.is_for_goal else None
    return render_page(
        "staff/show_matches.html", page, form=form, asking=asking, planning=planning, question_id=question_id
    )
