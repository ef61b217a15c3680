"""Asking a group to tell of itself in a form, and sending the form back with a word."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy.orm import Session

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.references import make_reference
from directory.catalogue.inputs import LONGEST_NAME, is_email
from directory.champions.onboarding.forms import (
    NothingSent,
    begin_form,
    make_form_link,
    return_form,
    send_form_link,
)
from directory.champions.suggesting.group_suggestion_inputs import GroupSuggestionInput
from directory.champions.suggesting.group_suggestion_models import GroupSuggestion
from directory.champions.suggesting.group_suggestions import check_open, get_group_suggestion, suggest_group
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.groups.group_form_part import ReturnFormForm
from directory.staff.suggested.group_suggestions import show_group_suggestion
from directory.web.fields.text import EmailField, TextField
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.press_form import PressForm
from directory.web.qr_codes import qr_picture
from directory.web.site_links import sends_mail, site_link


@dataclass(frozen=True)
class HandOver:
    """A link to hand over, as text and as a picture to point a phone at, and where to go on."""

    name: str
    link: str
    picture: Markup
    back_href: str


class NewGroupFormForm(LynchpinForm[GroupSuggestionInput]):
    name = TextField("What is the group or activity called?", required="Enter what it is called", longest=LONGEST_NAME)
    email = EmailField("Email address of the group (optional)", hint="Without it you get a link to print")

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether the address, where there is one, is one."""
        is_valid = bool(super().validate(extra_validators))
        if self.email.data and not is_email(self.email.data):
            self.email.errors = ["Enter an email address, like name@example.org"]
            return False
        return is_valid

    def to_input(self) -> GroupSuggestionInput:
        """A suggestion of the group's own: what it says comes with its form."""
        email = self.email.data or ""
        contact = email or "The link to the form was handed over"
        return GroupSuggestionInput(
            str(self.submission_key.data), self.name.data or "", "", contact, is_own=True, email=email
        )


@bp.get("/group-suggestions/new")
@requires("catalogue.edit")
def new_group_form() -> ResponseReturnValue:
    """Ask a group that nobody has suggested yet."""
    return render_page("staff/new_group_form.html", form=show_form(NewGroupFormForm))


@bp.post("/group-suggestions/new")
@requires("catalogue.edit")
@asks_again(new_group_form)
def create_group_form() -> ResponseReturnValue:
    with transaction() as db:
        wanted = load_form(NewGroupFormForm)
        suggestion = suggest_group(db, make_reference(), wanted)
        done = hand_over(db, current_actor(), suggestion, wanted.submission_key)
    return answer(done, suggestion.id)


@bp.post("/group-suggestions/<uuid:group_suggestion_id>/form")
@requires("catalogue.edit")
def ask_suggested(group_suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Ask the group of a suggestion to fill in the form, by letter or by a link to hand over."""
    with transaction() as db:
        suggestion = get_group_suggestion(db, current_actor(), group_suggestion_id, to_close=True)
        check_open(suggestion)
        done = hand_over(db, current_actor(), suggestion, load_form(PressForm))
    return answer(done, group_suggestion_id)


@bp.post("/group-suggestions/<uuid:group_suggestion_id>/form/return")
@requires("catalogue.edit")
@asks_again(show_group_suggestion)
def return_suggested_form(group_suggestion_id: uuid.UUID) -> ResponseReturnValue:
    """Send the form back with a word on what is missing."""
    with transaction() as db:
        actor = current_actor()
        suggestion = get_group_suggestion(db, actor, group_suggestion_id, to_close=True)
        check_open(suggestion)
        returned = load_form(ReturnFormForm)
        with said_on_the_page(NothingSent):
            return_form(db, actor, suggestion, returned.word, returned.key)
        done = hand_over(db, actor, suggestion, returned.key)
    return answer(done, group_suggestion_id)


def hand_over(db: Session, actor: Actor, suggestion: GroupSuggestion, key: str) -> HandOver | None:
    """A link to hand over to a group; none where a letter brings it one."""
    if sends_mail() and send_form_link(db, actor, suggestion, key):
        return None
    token = make_form_link(db, actor, begin_form(db, actor, suggestion))
    link = site_link("group_form.show_group_form", token=token)
    back_href = url_for("staff.show_group_suggestion", group_suggestion_id=suggestion.id)
    return HandOver(suggestion.name, link, qr_picture(link), back_href)


def answer(done: HandOver | None, suggestion_id: uuid.UUID) -> ResponseReturnValue:
    if done is not None:
        # The link is shown once: what is kept here cannot tell it again.
        return render_page("staff/show_form_link.html", done)
    tell("The group gets a letter with a link to the form.")
    return redirect(url_for("staff.show_group_suggestion", group_suggestion_id=suggestion_id), 303)
