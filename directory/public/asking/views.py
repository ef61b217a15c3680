"""Asking for support: choosing for whom, a page of questions after the other, checking, sending, and what is next."""

from dataclasses import replace
from functools import partial

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.accounts.scheme_areas import takes_requests
from directory.casework.references import read_reference
from directory.casework.referrals_in.danger import urgent_codes_in
from directory.casework.referrals_in.receiving import NobodyTakesRequests, ReaderChanged, SentBefore, receive_referral
from directory.casework.referrals_in.referral_letters import queue_notices
from directory.casework.referrals_in.referral_states import ReferralSource
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.public.asking.answers import Answers, brought
from directory.public.asking.forms import NO, AgreeForm, KnowsForm
from directory.public.asking.pages import build_check_page, find_doubts, place_form
from directory.public.asking.steps import (
    KNOWS,
    PLACE,
    Step,
    build_referral,
    find_step,
    first_open,
    steps_of,
    told_in,
)
from directory.public.asking.walking import (
    CHECK,
    Walk,
    asking_page,
    leave_check,
    leave_step,
    show_again,
    show_step,
)
from directory.public.blueprint import bp
from directory.translation import gettext
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page
from directory.web.site_links import site_link
from directory.web.spam import count_sending

SOURCES = {
    "yourself": ReferralSource.SELF,
    "professional": ReferralSource.PROFESSIONAL,
    "organisation": ReferralSource.VOLUNTARY,
    "friend": ReferralSource.FRIEND,
}
WHO = "any(yourself,professional,organisation,friend):who"
DOUBTS, NOT_YET = "doubts", "not-yet"


@bp.get("/refer")
@open_to_all
def choose_asking() -> ResponseReturnValue:
    """For whom somebody asks."""
    with reading() as db:
        is_taken = takes_requests(db)
    return render_page("public/asking/choose_asking.html", is_taken)


@bp.get(f"/refer/<{WHO}>")
@open_to_all
def ask(who: str) -> ResponseReturnValue:
    """The first page of questions."""
    walk = walk_of(who)
    return show_step(walk, Answers(), walk.steps[0])


def walk_of(who: str) -> Walk:
    return Walk(who, steps_of(SOURCES[who]), url_for("public.take_answers", who=who), url_for("public.choose_asking"))


def ask_again(who: str) -> ResponseReturnValue:
    """The page that was sent, with what was typed."""
    return show_again(walk_of(who), partial(show_check, who))


@bp.post(f"/refer/<{WHO}>")
@open_to_all
@asks_again(ask_again)
def take_answers(who: str) -> ResponseReturnValue:
    """Go on to the next page, back, or to one that is to be changed. Nothing is kept here: the next page carries it."""
    walk, answers = walk_of(who), brought(who)
    at = request.form.get("step", "")
    if at == CHECK:
        return leave_check(walk, answers)
    if at in (DOUBTS, NOT_YET):
        return leave_words(who, answers, at)
    return leave_step(walk, answers, partial(go_on, who))


def leave_words(who: str, answers: Answers, at: str) -> ResponseReturnValue:
    """From a page without questions of its own: on, where they ask all the same, else back to the beginning."""
    walk = walk_of(who)
    if at == DOUBTS and request.form.get("go") == "on":
        answers = replace(answers, goes_on=True)
        return go_on(who, answers, find_step(walk.steps, PLACE))
    return show_step(walk, answers, walk.steps[0])


def go_on(who: str, answers: Answers, step: Step) -> ResponseReturnValue:
    """The page after a step that was answered: the next questions, what may speak against it, or the check of all."""
    walk = walk_of(who)
    if step.name == KNOWS and answers.form_of(KNOWS, KnowsForm).knows.data == NO:
        return render_page("public/asking/not_yet.html", asking_page(walk, answers, None, NOT_YET))
    form = place_form(walk.steps, answers) if step.name == PLACE and not answers.goes_on else None
    if form is not None:
        with reading() as db:
            doubts = find_doubts(db, form)
        if doubts is None:
            raise NobodyTakesRequests
        if doubts.are_any:
            page = asking_page(walk, answers, None, DOUBTS)
            return render_page("public/asking/show_doubts.html", page, doubts=doubts)
    following = first_open(walk.steps, answers)
    return show_step(walk, answers, following) if following else show_check(who, answers)


@bp.post(f"/refer/<{WHO}>/send")
@open_to_all
@asks_again(ask_again)
def send_asking(who: str) -> ResponseReturnValue:
    """Hand a request to the team that helps where the person lives. A second click hands over one."""
    walk, answers = walk_of(who), brought(who)
    unanswered = first_open(walk.steps, answers)
    if unanswered is not None:
        return show_step(walk, answers, unanswered)
    load_form(AgreeForm)
    count_sending("requests for support")
    with reading() as db:
        urgent = bool(urgent_codes_in(db, told_in(walk.steps, answers)))
    wanted = build_referral(SOURCES[who], answers, sounds_urgent=urgent)
    with transaction() as db, said_on_the_page(SentBefore, NobodyTakesRequests, ReaderChanged):
        referral = receive_referral(db, wanted)
        queue_notices(db, referral, site_link("staff.show_referrals_in"))
        reference = referral.reference
    return redirect(url_for("public.show_asked", who=who, reference=reference), 303)


@bp.get(f"/refer/<{WHO}>/received/<reference>")
@open_to_all
def show_asked(who: str, reference: str) -> ResponseReturnValue:
    """What happens next, with the reference. The page knows nothing else, whoever opens it."""
    known = read_reference(reference)
    if known is None:
        raise NotFound(gettext("There is no such page."))
    return render_page("public/asking/show_asked.html", known, who=who)


def show_check(who: str, answers: Answers) -> ResponseReturnValue:
    with reading() as db:
        page = build_check_page(db, walk_of(who), who, answers)
    form: AgreeForm = show_form(AgreeForm)
    if page.has_changed:
        # What was agreed to before are not these words.
        form.agree.data = []
    return render_page("public/asking/show_check.html", page, form=form)
