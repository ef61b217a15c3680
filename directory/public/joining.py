"""“I’d like to go”: asking a group to come along, or how else one comes to it.

What is answered travels from page to page in the browser, sealed; the server keeps nothing before it is sent.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from limits import parse
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.accounts.scheme_areas import find_usual_receiver
from directory.casework.references import read_reference
from directory.casework.referrals_in.danger import IN_OWN_WORDS, urgent_codes
from directory.casework.referrals_in.receiving import ReaderChanged
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.services import Service
from directory.catalogue.queries import get_published_service
from directory.db import reading, transaction
from directory.errors import NotFound, WrongInput
from directory.public.asking.answers import Answers, brought, sealed
from directory.public.asking.forms import AgreeForm
from directory.public.asking.pages import Section, sections_of
from directory.public.asking.steps import NOBODY_SHOWN, Step, first_open, told_in
from directory.public.asking.walking import CHECK, Walk, leave_check, leave_step, show_again, show_step
from directory.public.blueprint import bp
from directory.public.joining_form import JOIN_STEPS
from directory.referrals.joining import AskedBefore, CannotAsk, Way, ask_to_join, find_request, is_of_request, way_to
from directory.referrals.joining_inputs import JoinInput, JoinSchema
from directory.security.limits import count_try
from directory.translation import gettext
from directory.web.activity_facts import who_lines
from directory.web.activity_page import contact_lines
from directory.web.contact_lines import Line
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page
from directory.web.site_links import sends_mail
from directory.web.spam import count_sending

# Nobody is to fill the letter box of a small group, from however many places.
OF_A_GROUP = parse("50 per 1 day")
NO_TEAM = "none"


@dataclass(frozen=True)
class GoPage:
    """An activity, and how one comes to it: by asking, by ringing, by a referral, or not just now.

    `team` sees to it where the group does not answer, and tells the group where no letters leave; "" for none.
    """

    service_id: uuid.UUID
    name: str
    organisation: str
    way: Way
    joining: str
    who_for: tuple[str, ...]
    contact: tuple[Line, ...]
    team: str
    team_id: uuid.UUID | None
    is_written_to: bool


@dataclass(frozen=True)
class JoinedPage:
    """What happens next, by the reference of a request; the page knows nothing of who asked.

    `about` is None where the activity was withdrawn meanwhile.
    """

    reference: str
    about: GoPage | None


@dataclass(frozen=True)
class JoinCheckPage:
    """All that a group would be told, to be checked before it is sent.

    `has_changed` where somebody was told of another team with the same answers before.
    """

    about: GoPage
    action: str
    carried: str
    sections: Sequence[Section]
    has_changed: bool


@bp.get("/activities/<uuid:service_id>/go")
@open_to_all
def new_joining(service_id: uuid.UUID) -> ResponseReturnValue:
    """The first questions; where the group cannot be asked here, how else one comes to it."""
    page = go_page(service_id)
    if page.way is not Way.ASK:
        return show_other_way(page)
    return show_step(walk_to(page), Answers(), JOIN_STEPS[0])


def ask_to_join_again(service_id: uuid.UUID) -> ResponseReturnValue:
    """The page that was sent, with what was typed."""
    page = go_page(service_id)
    if page.way is not Way.ASK:
        raise CannotAsk
    return show_again(walk_to(page), partial(show_check, page))


@bp.post("/activities/<uuid:service_id>/go")
@open_to_all
@asks_again(ask_to_join_again)
def take_join_answers(service_id: uuid.UUID) -> ResponseReturnValue:
    """Go on to the next page, back, or to one that is to be changed."""
    page = go_page(service_id)
    if page.way is not Way.ASK:
        return show_other_way(page)
    walk = walk_to(page)
    answers = brought(walk.kind)
    if request.form.get("step") == CHECK:
        return leave_check(walk, answers)
    return leave_step(walk, answers, partial(go_on, page))


def go_on(page: GoPage, answers: Answers, step: Step) -> ResponseReturnValue:
    """The page after one that was answered. What sounds like danger goes to no group."""
    walk = walk_to(page)
    with reading() as db:
        refuse_danger(db, told_in([step], answers))
    following = first_open(walk.steps, answers)
    return show_step(walk, answers, following) if following else show_check(page, answers)


def refuse_danger(db: Session, told: Mapping[str, Any]) -> None:
    """Tell who wrote of danger whom to ring. Raises WrongInput."""
    for name in IN_OWN_WORDS:
        if urgent_codes(db, told.get(name, "")):
            words = gettext(
                "This sounds as if it cannot wait. Please ring one of the numbers on this page, or ask a person for"
                " help. A group is not there for that. To write to the group, leave it out"
            )
            raise WrongInput(words, {name: words})


@bp.post("/activities/<uuid:service_id>/go/send")
@open_to_all
@asks_again(ask_to_join_again)
def create_joining(service_id: uuid.UUID) -> ResponseReturnValue:
    """Tell the group. A second click tells it once."""
    page = go_page(service_id)
    walk = walk_to(page)
    answers = brought(walk.kind)
    if page.way is not Way.ASK and not was_asked(answers.key):
        return show_other_way(page)
    unanswered = first_open(walk.steps, answers)
    if unanswered is not None:
        return show_step(walk, answers, unanswered)
    load_form(AgreeForm)
    count_sending("requests to come along")
    count_try(OF_A_GROUP, "requests to one group", str(page.service_id))
    try:
        with transaction() as db, said_on_the_page(AskedBefore, ReaderChanged):
            reference = ask_to_join(db, published_now(db, service_id), build_joining(answers)).reference
    except CannotAsk:
        return show_other_way(go_page(service_id))
    return redirect(url_for("public.show_joining", service_id=service_id, reference=reference), 303)


def was_asked(submission_key: str) -> bool:
    """Whether this is the second click on a request that is kept."""
    with reading() as db:
        return find_request(db, submission_key) is not None


def build_joining(answers: Answers) -> JoinInput:
    """What is asked of the group, from all answers. Raises WrongInput."""
    told = {**told_in(JOIN_STEPS, answers), "submission_key": answers.key}
    if answers.reader != NO_TEAM:
        told["team_id"] = answers.reader or str(NOBODY_SHOWN)
    try:
        wanted: JoinInput = JoinSchema().load(told)
    except ValidationError:
        raise WrongInput(gettext("Check your answers.")) from None
    return wanted


@bp.get("/activities/<uuid:service_id>/go/<reference>")
@open_to_all
def show_joining(service_id: uuid.UUID, reference: str) -> ResponseReturnValue:
    """What happens next, with the reference. The page knows nothing else, whoever opens it."""
    known = read_reference(reference)
    if known is None:
        raise NotFound(gettext("There is no such page."))
    try:
        about = go_page(service_id)
    except NotFound:
        with reading() as db:
            if not is_of_request(db, known):
                raise
        about = None
    return render_page("public/show_joining.html", JoinedPage(known, about))


def published_now(db: Session, service_id: uuid.UUID) -> Service:
    """A published activity under the id it has now."""
    return get_published_service(db, id_now(db, "service", service_id))


def go_page(service_id: uuid.UUID) -> GoPage:
    with reading() as db:
        service = published_now(db, service_id)
        team, way = find_usual_receiver(db), way_to(service)
        if way is Way.ASK and team is None and not sends_mail():
            # No letter would leave, and nobody would tell the group.
            way = Way.RING
        return GoPage(
            service_id=service.id,
            name=service.name,
            organisation=service.organization.name,
            way=way,
            joining=service.application_process or "",
            who_for=tuple(who_lines(service)),
            contact=tuple(contact_lines(service)),
            team=team.name if team else "",
            team_id=team.id if team else None,
            is_written_to=sends_mail(),
        )


def walk_to(page: GoPage) -> Walk:
    return Walk(
        kind=f"to come along to {page.service_id}",
        steps=JOIN_STEPS,
        action=url_for("public.take_join_answers", service_id=page.service_id),
        back=url_for("public.show_activity", service_id=page.service_id),
        template="public/new_joining.html",
        about=page,
    )


def show_other_way(page: GoPage) -> ResponseReturnValue:
    return render_page("public/how_to_go.html", page)


def show_check(page: GoPage, answers: Answers) -> ResponseReturnValue:
    walk = walk_to(page)
    # Where no team sees it, that is what they were told.
    shown = replace(answers, reader=str(page.team_id or NO_TEAM))
    has_changed = bool(answers.reader) and answers != shown
    check = JoinCheckPage(page, walk.action, sealed(walk.kind, shown), sections_of(walk, answers), has_changed)
    form: AgreeForm = show_form(AgreeForm)
    if has_changed:
        # What was agreed to before are not these words.
        form.agree.data = []
    return render_page("public/check_joining.html", check, form=form)
