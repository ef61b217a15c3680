"""Asking for support: choosing for whom, a page of questions after the other, checking, sending, and what is next."""

from flask import g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.accounts.scheme_areas import takes_requests
from directory.casework.receiving import NobodyTakesRequests, SentBefore, receive_referral
from directory.casework.references import read_reference
from directory.casework.referral_letters import queue_notices
from directory.casework.referral_states import ReferralSource
from directory.db import reading, transaction
from directory.errors import NotFound
from directory.public.asking.answers import Answers, AnswersLost, brought, sealed, typed_in
from directory.public.asking.forms import NO, AgreeForm, KnowsForm, StepForm
from directory.public.asking.pages import (
    AskingPage,
    build_check_page,
    find_doubts,
    place_form,
    urgent_codes_in,
)
from directory.public.asking.steps import (
    KNOWS,
    PLACE,
    Step,
    build_referral,
    find_step,
    first_open,
    step_before,
    steps_of,
    told_in,
)
from directory.public.blueprint import bp
from directory.translation import gettext
from directory.web.forms import asks_again, is_asked_again, is_stale, load_form, said_on_the_page, show_form, take_form
from directory.web.pages import render_page
from directory.web.site_links import site_link
from directory.web.spam import count_sending

SOURCES = {
    "yourself": ReferralSource.SELF,
    "professional": ReferralSource.PROFESSIONAL,
    "friend": ReferralSource.FRIEND,
}
WHO = "any(yourself,professional,friend):who"
CHECK, DOUBTS, NOT_YET = "check", "doubts", "not-yet"


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
    return show_step(who, Answers(), steps_of(SOURCES[who])[0])


def ask_again(who: str) -> ResponseReturnValue:
    """The page that was sent, with what was typed; the first one where it can no longer be told which."""
    source = SOURCES[who]
    try:
        answers = brought(who)
    except AnswersLost:
        g.pop("failed_form", None)
        return show_lost(who)
    if request.form.get("step") == CHECK and first_open(source, answers) is None:
        return show_check(who, answers)
    return show_step(who, answers, find_step(source, request.form.get("step", "")))


@bp.post(f"/refer/<{WHO}>")
@open_to_all
@asks_again(ask_again)
def take_answers(who: str) -> ResponseReturnValue:
    """Go on to the next page, back, or to one that is to be changed. Nothing is kept here: the next page carries it."""
    source, answers, go = SOURCES[who], brought(who), request.form.get("go", "")
    at = request.form.get("step", "")
    if at in (CHECK, DOUBTS, NOT_YET):
        return leave_check(who, answers, at, go)
    step = find_step(source, at)
    pairs = typed_in(step.form)
    if go == "back":
        return show_step(who, answers.with_step(step.name, pairs, is_done=False), step_before(source, step))
    take_form(step.form).load()
    return go_on(who, answers.with_step(step.name, pairs, is_done=True), step)


def leave_check(who: str, answers: Answers, at: str, go: str) -> ResponseReturnValue:
    """From a page without questions of its own to the one that is wanted."""
    source = SOURCES[who]
    if at == DOUBTS and go == "on":
        answers = Answers(answers.key, answers.typed, answers.done, goes_on=True)
        return go_on(who, answers, find_step(source, PLACE))
    if at != CHECK:
        return show_step(who, answers, steps_of(source)[0])
    wanted = step_before(source, None) if go == "back" else find_step(source, go)
    return show_step(who, answers, wanted)


def go_on(who: str, answers: Answers, step: Step) -> ResponseReturnValue:
    """The page after a step that was answered: the next questions, what may speak against it, or the check of all."""
    source = SOURCES[who]
    if step.name == KNOWS and answers.form_of(KNOWS, KnowsForm).knows.data == NO:
        return render_page("public/asking/not_yet.html", asking_page(who, answers, None, NOT_YET))
    form = place_form(source, answers) if step.name == PLACE and not answers.goes_on else None
    if form is not None:
        with reading() as db:
            doubts = find_doubts(db, form)
        if doubts is None:
            raise NobodyTakesRequests
        if doubts.are_any:
            return render_page("public/asking/show_doubts.html", asking_page(who, answers, None, DOUBTS), doubts=doubts)
    following = first_open(source, answers)
    return show_step(who, answers, following) if following else show_check(who, answers)


@bp.post(f"/refer/<{WHO}>/send")
@open_to_all
@asks_again(ask_again)
def send_asking(who: str) -> ResponseReturnValue:
    """Hand a request to the team that helps where the person lives. A second click hands over one."""
    source, answers = SOURCES[who], brought(who)
    unanswered = first_open(source, answers)
    if unanswered is not None:
        return show_step(who, answers, unanswered)
    agreed = load_form(AgreeForm)
    count_sending("requests for support")
    with reading() as db:
        urgent = bool(urgent_codes_in(db, told_in(source, answers)))
    wanted = build_referral(source, answers, sounds_urgent=urgent, wording=agreed)
    with transaction() as db, said_on_the_page(SentBefore, NobodyTakesRequests):
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


def show_step(who: str, answers: Answers, step: Step) -> ResponseReturnValue:
    form: StepForm = show_form(step.form)
    if not is_asked_again(step.form) and not is_stale() and step.name in answers.typed:
        form = answers.form_of(step.name, step.form)
    return render_page("public/asking/show_step.html", asking_page(who, answers, step, step.name), form=form)


def show_check(who: str, answers: Answers) -> ResponseReturnValue:
    with reading() as db:
        page = build_check_page(db, SOURCES[who], who, sealed(who, answers), answers)
    form: AgreeForm = show_form(AgreeForm)
    # Sent again, it agrees to the words that its sender now sees.
    form.wording.data = page.wording_number
    return render_page("public/asking/show_check.html", page, form=form)


def show_lost(who: str) -> ResponseReturnValue:
    """The first page, saying that what was answered is gone."""
    step = steps_of(SOURCES[who])[0]
    form: StepForm = show_form(step.form)
    form.form_errors = [str(AnswersLost())]
    g.failed_form, g.failed_form_was_shown = form, True
    return render_page("public/asking/show_step.html", asking_page(who, Answers(), step, step.name), form=form)


def asking_page(who: str, answers: Answers, step: Step | None, name: str) -> AskingPage:
    steps = list(steps_of(SOURCES[who]))
    return AskingPage(
        who=who,
        step=name,
        title=step.title if step else "",
        carried=sealed(who, answers),
        number=steps.index(step) + 1 if step else 0,
        of=len(steps),
    )
