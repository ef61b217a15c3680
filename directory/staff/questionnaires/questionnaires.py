"""Questionnaires for administrators: confirming and ending a licence, and loading words from a file."""

import uuid
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.db import reading, transaction
from directory.errors import Refused, WrongInput
from directory.outcomes.licences.operations import LicenceNeeded, confirm_licence, end_licence, load_wording
from directory.outcomes.licences.queries import get_licence, list_licences, list_shown, list_wordings
from directory.outcomes.packs.registry import get_pack
from directory.staff.blueprint import bp
from directory.staff.questionnaires.forms import LicenceForm, WordingForm
from directory.staff.questionnaires.pages import questionnaire_lines, questionnaire_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.uploads import takes_file


@bp.get("/questionnaires")
@requires("questionnaires.keep")
def show_questionnaires() -> ResponseReturnValue:
    with reading() as db:
        scheme_id = current_actor().scheme_id
        page = questionnaire_lines(list_licences(db, scheme_id), list_wordings(db, scheme_id), clock.today())
    return render_page("staff/show_questionnaires.html", page)


@bp.get("/questionnaires/<code>")
@requires("questionnaires.keep")
def show_questionnaire(code: str) -> ResponseReturnValue:
    pack, today = get_pack(code), clock.today()
    with reading() as db:
        scheme_id = current_actor().scheme_id
        licences, wordings = list_licences(db, scheme_id, pack), list_wordings(db, scheme_id, pack)
        by = {each.confirmed_by for each in licences} | {each.loaded_by for each in wordings}
        names = names_of_users(db, filter(None, by))
        page = questionnaire_page(pack, licences, wordings, list_shown(db, scheme_id, pack, today), names, today)
    return render_page("staff/show_questionnaire.html", page)


@bp.get("/questionnaires/<code>/licences/new")
@requires("questionnaires.keep")
def new_licence(code: str) -> ResponseReturnValue:
    form: Any = show_form(LicenceForm)
    return render_page("staff/new_licence.html", get_pack(code), form=form)


@bp.post("/questionnaires/<code>/licences")
@requires("questionnaires.keep")
@asks_again(new_licence)
def create_licence(code: str) -> ResponseReturnValue:
    pack = get_pack(code)
    with transaction() as db:
        actor, wanted = current_actor(), load_form(LicenceForm)
        with said_on_the_page(Refused):
            confirm_licence(db, actor, actor.scheme_id, pack, wanted)
    tell("The licence is written down. Now you can load the words.")
    return redirect(url_for("staff.show_questionnaire", code=code), 303)


@bp.post("/questionnaires/<code>/licences/<uuid:licence_id>/end")
@requires("questionnaires.keep")
def end_licence_of_team(code: str, licence_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        end_licence(db, actor, get_licence(db, actor, get_pack(code), licence_id))
    tell("The licence has ended here. What it alone covered is shown no more.")
    return redirect(url_for("staff.show_questionnaire", code=code), 303)


@bp.get("/questionnaires/<code>/words")
@requires("questionnaires.keep")
def new_questionnaire_words(code: str) -> ResponseReturnValue:
    form: Any = show_form(WordingForm)
    return render_page("staff/new_questionnaire_words.html", get_pack(code), form=form)


@bp.post("/questionnaires/<code>/words")
@requires("questionnaires.keep")
@takes_file
@asks_again(new_questionnaire_words)
def load_questionnaire_words(code: str) -> ResponseReturnValue:
    pack = get_pack(code)
    with transaction() as db:
        actor, wording = current_actor(), load_form(WordingForm)
        if wording.questionnaire != pack.code:
            told = f"These are the words of {get_pack(wording.questionnaire).name}. Load them on its page"
            raise WrongInput(f"{told}.", {"file": told})
        with said_on_the_page(LicenceNeeded, field="file"):
            kept, is_new = load_wording(db, actor, actor.scheme_id, wording)
        number = kept.number
    tell(
        f"The words are loaded, as version {number}." if is_new else "These words were loaded before. Nothing changed."
    )
    return redirect(url_for("staff.show_questionnaire", code=code), 303)
