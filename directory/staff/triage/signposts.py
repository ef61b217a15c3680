"""Telling somebody of a place, from the page of who asked or of a client: it is not a referral."""

import uuid
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import current_actor, requires
from directory.casework.referrals_in.answering_referrals import AnsweredMeanwhile
from directory.casework.referrals_in.referral_queries import get_referral_in
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.queries import get_published_service
from directory.db import transaction
from directory.referrals.signposts.models import SignpostAnswer
from directory.referrals.signposts.signposting import (
    SignpostInput,
    end_with_signpost,
    get_signpost,
    note_answer,
    signpost,
)
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client
from directory.staff.triage.person_page import PersonPage, of_client, of_referral
from directory.staff.triage.signpost_forms import ANSWER_WORDS, Place, SignpostForm, find_place, settle_place
from directory.web.fields.choices import OneOfField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form, take_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell


class AnswerForm(LynchpinForm[SignpostAnswer]):
    answer = OneOfField(
        "What do they say to it?",
        [(each.value, words) for each, words in ANSWER_WORDS.items()],
        required="Choose what they say to it",
    )

    def to_input(self) -> SignpostAnswer:
        return SignpostAnswer(self.answer.data)


def show_signpost(db: Session, page: PersonPage) -> ResponseReturnValue:
    """The page that asks where somebody is sent; an activity that the address names is filled in."""
    values: dict[str, str] = {}
    place: Place = g.get("place", Place())
    if service_id := find_id(request.args.get("service")):
        service = get_published_service(db, id_now(db, "service", service_id))
        values = {"place": service.name, "which": str(service.id)}
        place = find_place(db, None, service)
    form: Any = show_form(SignpostForm, values, {"which": place.choices})
    form.offer({"which": place.choices})
    asks_why = bool(form.in_spite.errors or form.in_spite.data)
    return render_page("staff/new_signpost.html", page, form=form, choices=place.choices, asks_why=asks_why)


def load_signpost(db: Session) -> SignpostInput:
    """Where somebody is sent, as the form says. Raises WrongInput where it may be one of several activities."""
    g.place = find_place(db, request.form.get("place"))
    form: Any = take_form(SignpostForm, {"which": g.place.choices})
    return settle_place(form.load(), form.which.data or "", g.place)


@bp.get("/referrals-in/<reference>/signpost")
@requires("casework.triage")
def new_signpost_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        page = of_referral(get_referral_in(db, current_actor(), reference), "create_signpost_of_referral_in")
        return show_signpost(db, page)


@bp.post("/referrals-in/<reference>/signpost")
@requires("casework.triage")
@asks_again(new_signpost_of_referral_in)
def create_signpost_of_referral_in(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_referral_in(db, actor, reference, to_change=True)
        with said_on_the_page(AnsweredMeanwhile):
            end_with_signpost(db, actor, referral, load_signpost(db))
    tell("It is written down where you sent them. It is not a referral, and they no longer wait.")
    return redirect(url_for("staff.show_referral_in", reference=reference), 303)


@bp.get("/clients/<reference>/signpost")
@requires("casework.triage")
def new_signpost(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        page = of_client(get_client(db, current_actor(), reference), "create_signpost")
        return show_signpost(db, page)


@bp.post("/clients/<reference>/signpost")
@requires("casework.triage")
@asks_again(new_signpost)
def create_signpost(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        signpost(db, actor, client, load_signpost(db))
    tell("It is written down where you sent them. It is not a referral.")
    return redirect(url_for("staff.show_support", reference=reference), 303)


@bp.post("/clients/<reference>/signposts/<uuid:signpost_id>/answer")
@requires("casework.triage")
def save_signpost_answer(reference: str, signpost_id: uuid.UUID) -> ResponseReturnValue:
    """Write down what somebody says now of a place they were told of."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        note_answer(db, actor, get_signpost(db, client, signpost_id), load_form(AnswerForm))
    tell("It is written down what they say to it.")
    return redirect(url_for("staff.show_support", reference=reference), 303)
