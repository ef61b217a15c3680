"""Matching: what somebody said goes in, activities with reasons come out. Nothing said ever stands in an address."""

from dataclasses import dataclass
from typing import Any

from flask import request
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.queries import get_client
from directory.catalogue.queries import list_terms
from directory.catalogue.vocabulary import taxonomy_id
from directory.db import reading, transaction
from directory.staff.blueprint import bp
from directory.staff.match_question import MatchForm, MatchQuestion, need_choices, question_for
from directory.staff.match_results import find_matches
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page


@dataclass(frozen=True)
class MatchPage:
    """For whom activities are looked for; empty where for nobody in particular."""

    client: str
    client_name: str


@bp.get("/match")
@requires("matching.match")
def match() -> ResponseReturnValue:
    reference = request.values.get("client", "")
    # A page with a client on it writes that they were looked at.
    with transaction() if reference else reading() as db:
        client = get_client(db, current_actor(), reference) if reference else None
        choices = {"needs": need_choices(list_terms(db, taxonomy_id("needs")))}
        known = question_for(client, clock.today()) if client else MatchQuestion()
        page = MatchPage(client.reference, client.name) if client else MatchPage("", "")
    form: Any = show_form(MatchForm, known.values, choices)
    return render_page("staff/match.html", page, form=form)


@bp.post("/match")
@requires("matching.match")
@asks_again(match)
def show_matches() -> ResponseReturnValue:
    reference = request.form.get("client", "")
    with transaction() if reference else reading() as db:
        client = get_client(db, current_actor(), reference) if reference else None
        choices = {"needs": need_choices(list_terms(db, taxonomy_id("needs")))}
        question = load_form(MatchForm, choices)
    # Apart from the access record: while the matcher thinks, nobody else shall wait to write.
    with reading() as db:
        page = find_matches(db, current_actor(), question, client)
    form: Any = show_form(MatchForm, question.values, choices)
    return render_page("staff/show_matches.html", page, form=form)
