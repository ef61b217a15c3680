"""Opening the link of a referral: who asks, a code by mail, and with the code who is referred."""

from dataclasses import replace

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import open_to_all
from directory.db import reading, transaction
from directory.links.purposes import LinkPurpose
from directory.links.visits import is_visiting
from directory.provider.asked_people import AskedPerson, asked_person
from directory.provider.blueprint import bp
from directory.provider.reply_forms import AnswerForm, answer_choices, reason_choices
from directory.provider.reply_pages import asking_page, reply_page
from directory.referrals.group_letters import record_group_look
from directory.referrals.questions import list_questions
from directory.referrals.replies import BY_GROUP, SharedReferral, get_shared, list_also_asked, record_look
from directory.referrals.visits import find_first_visit, first_visits_of
from directory.web.fields.choices import Choices
from directory.web.forms import asks_again, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit

DOOR = Door(LinkPurpose.REFERRAL, get_shared, "link", "provider.show_reply", "provider.enter_code")


@bp.get("/<token>")
@open_to_all
def show_reply(token: str) -> ResponseReturnValue:
    """Who asks, for anybody; who is referred, for a browser that has shown the code, which is written down."""
    with transaction() as db:
        shared = get_shared(db, token)
        asking, page = asking_page(shared, token), None
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            record_look(db, shared)
            questions, visit = list_questions(db, shared.referral), find_first_visit(db, shared.referral)
            page = reply_page(shared, token, clock.today(), questions, visit)
            page = replace(page, also=show_also_asked(db, shared))
    if page is None:
        if BY_GROUP in token:
            return redirect(url_for("group_page.show_asked", token=token.partition(BY_GROUP)[0]), 303)
        return render_page("provider/ask_for_code.html", asking)
    choices: dict[str, Choices] = {"to": answer_choices(page.answers), "reason": reason_choices(page.answers)}
    form = show_form(AnswerForm, {"happened_on": clock.today()}, choices)
    # Sent again, it comes after what its sender has been shown by now.
    form.seen.data = page.seen
    return render_page("provider/show_reply.html", page, form=form)


def show_also_asked(db: Session, shared: SharedReferral) -> list[AskedPerson]:
    """Who else the team asks this group about, which is written down."""
    also = list_also_asked(db, shared)
    record_group_look(db, shared.link, also)
    visits = first_visits_of(db, also)
    return [asked_person(each, visits.get(each.id)) for each in also]


@bp.post("/<token>/codes")
@open_to_all
def send_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_shared(db, token), token)
    return render_page("provider/enter_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_code)
def open_with_code(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def close_reply(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
