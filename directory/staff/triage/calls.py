"""Somebody rings: one page for who they are, what they say, and what was done, typed while one talks to them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms import HiddenField

from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.casework.inputs import LONGEST_STATEMENT
from directory.casework.queries import list_by_reference
from directory.casework.referrals_in.danger import urgent_codes
from directory.db import transaction
from directory.errors import WrongInput
from directory.referrals.signposts.calls import (
    CallDone,
    CallInput,
    CallTaken,
    list_callers_like,
    list_clients_like,
    take_call,
)
from directory.referrals.signposts.signposting import SignpostInput
from directory.staff.blueprint import bp
from directory.staff.clients.found_clients import FoundRow, found_row
from directory.staff.referrals.referral_in_pages import OtherReferral, other_referral
from directory.staff.triage.signpost_forms import Place, PlaceQuestions, find_place, settle_place
from directory.web.fields.choices import Choice, OneOfField
from directory.web.fields.days import DayField
from directory.web.fields.text import LongTextField, TextField
from directory.web.forms import LynchpinForm, asks_again, show_form, take_form
from directory.web.ids import find_id
from directory.web.pages import render_page, tell

DONE_WORDS = {
    CallDone.CALL_BACK: "We ring them back",
    CallDone.TAKE_ON: "I take them on now",
    CallDone.SIGNPOST: "I told them where to go",
}


@dataclass(frozen=True)
class CallPage:
    """What the page of a call needs to know: whether its reader can take somebody on, and places to choose from.

    `alike` are referrals of whoever may be the caller, and `likely` clients; `not_these` says that it is none of them,
    nor who was before.
    """

    may_take_on: bool
    choices: tuple[Choice, ...]
    needs_reason: bool
    alike: Sequence[OtherReferral]
    likely: Sequence[FoundRow]
    not_these: str


class CallForm(PlaceQuestions, LynchpinForm[CallInput]):
    name = TextField("Their name", hint="Not needed where you only tell them of a place", longest=200)
    phone = TextField("Their number", longest=40, width=20, render_kw={"inputmode": "tel"})
    said = LongTextField("What they say", rows=4, longest=LONGEST_STATEMENT)
    done = OneOfField("What did you agree on?", required="Say what you agreed on")
    # By reference: of whom this page said before that they may be the caller, and who is somebody else.
    not_these = HiddenField()
    again_on = DayField("When? (optional)", hint="It is on your list that day. Left empty, they wait with the others")

    def to_input(self) -> CallInput:
        done, key = CallDone(self.done.data), str(self.submission_key.data)
        told = None
        if done is CallDone.SIGNPOST:
            told = SignpostInput(
                f"call-{key}",
                find_id(self.which.data),
                self.place.data or None,
                self.reason.data or None,
                self.in_spite.data or None,
                self.answered,
            )
        return CallInput(
            done,
            key,
            self.name.data or None,
            self.phone.data or None,
            self.said.data or None,
            self.again_on.data,
            told,
            not_these=tuple(filter(None, (self.not_these.data or "").split(","))),
        )


def done_choices(actor: Actor) -> list[Choice]:
    offered = [each for each in CallDone if each is not CallDone.TAKE_ON or actor.may("casework.write")]
    return [Choice(each.value, DONE_WORDS[each]) for each in sorted(offered, key=[*DONE_WORDS].index)]


def place_of(db: Session) -> Place:
    """What is meant by the place that was typed, remembered for the page that may have to ask."""
    place = g.place = find_place(db, request.form.get("place"))
    return place


@bp.get("/phone-call")
@requires("casework.triage")
def new_call() -> ResponseReturnValue:
    actor = current_actor()
    place: Place = g.get("place", Place())
    choices = {"done": done_choices(actor), "which": place.choices}
    form: Any = show_form(CallForm, {}, choices)
    form.offer(choices)
    alike, likely = callers_like()
    others = [*(each.reference for each in alike), *(each.reference for each in likely)]
    page = CallPage(
        actor.may("casework.write"),
        tuple(place.choices),
        bool(form.in_spite.errors or form.in_spite.data),
        alike,
        likely,
        ",".join([*filter(None, [form.not_these.data]), *others]),
    )
    return render_page("staff/new_call.html", page, form=form)


def callers_like() -> tuple[list[OtherReferral], list[FoundRow]]:
    """Who may be the caller, where the page comes back for that: referrals and clients."""
    wanted: CallInput | None = g.get("call_to_look_at")
    if wanted is None:
        return [], []
    with transaction() as db:
        actor = current_actor()
        told = [other_referral(each) for each in list_callers_like(db, actor, wanted)]
        known = list_by_reference(db, actor, list_clients_like(db, actor, wanted))
        return told, [found_row(each) for each in known]


@bp.post("/phone-call")
@requires("casework.triage")
@asks_again(new_call)
def create_call() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        place = place_of(db)
        form: Any = take_form(CallForm, {"done": done_choices(actor), "which": place.choices})
        wanted = listened_to(db, with_place(form.load(), form.which.data or "", place))
        look_for_caller(db, actor, wanted)
        taken = take_call(db, actor, wanted)
        words, href = where_now(taken, wanted)
    tell(words)
    return redirect(href, 303)


def look_for_caller(db: Session, actor: Actor, wanted: CallInput) -> None:
    """Have a colleague look first where the caller may have told us of themselves before. Raises WrongInput."""
    if list_callers_like(db, actor, wanted) or list_clients_like(db, actor, wanted):
        g.call_to_look_at = wanted
        raise WrongInput("You may know this person already. Look whether one of these is them.")


def with_place(wanted: CallInput, which: str, place: Place) -> CallInput:
    if wanted.signpost is None:
        return wanted
    return replace(wanted, signpost=settle_place(wanted.signpost, which, place))


def listened_to(db: Session, wanted: CallInput) -> CallInput:
    """A call with whether anything that was typed of it speaks of danger."""
    reason = wanted.signpost.reason if wanted.signpost else None
    typed = "\n".join(filter(None, (wanted.said, reason)))
    return replace(wanted, sounds_urgent=bool(urgent_codes(db, typed)))


def where_now(taken: CallTaken, wanted: CallInput) -> tuple[str, str]:
    """What is said of a call, and where one goes from there."""
    there = url_for("staff.show_referral_in", reference=taken.referral.reference)
    if taken.referral.sounds_urgent and not taken.is_known:
        return "It is written down. What they said may be urgent: look at the top of this page.", there
    if taken.client is not None:
        return "They are with you now.", url_for("staff.show_client", reference=taken.client.reference)
    if taken.is_known:
        return "You may know them already. Look whether one of these is them, and take them on here.", there
    if wanted.done is CallDone.SIGNPOST:
        return "It is written down where you sent them. It is not a referral.", url_for("staff.new_call")
    return "They wait with the others, and the call is written down.", there
