"""What a group says of a referral, from the page behind its link."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import open_to_all
from directory.champions.capacity.room import say_room
from directory.db import transaction
from directory.links.signed_links import LinkEnded, record_link_act
from directory.links.visits import is_visiting
from directory.provider.blueprint import bp
from directory.provider.replies import show_reply
from directory.provider.reply_forms import AnswerForm, answer_choices, full_today
from directory.referrals.operations import MovedMeanwhile
from directory.referrals.replies import answer_referral, get_shared, link_key_of, was_answered
from directory.referrals.states import MoveNotAllowed
from directory.web.forms import asks_again, said_on_the_page, take_form
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit


@bp.post("/<token>/answers")
@open_to_all
@asks_again(show_reply)
def create_answer(token: str) -> ResponseReturnValue:
    """Take an answer. A second click on the one that ended the link is thanked like the first."""
    try:
        is_taken = take_answer(token)
    except LinkEnded:
        with transaction() as db:
            is_taken = was_answered(db, link_key_of(token), request.form.get("submission_key", ""))
        if not is_taken:
            raise
    next_page = "provider.show_thanks" if is_taken else "provider.show_reply"
    return redirect(url_for(next_page, token=token), 303)


def take_answer(token: str) -> bool:
    """Whether this browser may answer; if so, the answer is kept."""
    with transaction() as db:
        shared = get_shared(db, token, to_change=True)
        if not is_visiting(db, shared.link, brought_visit(shared.link)):
            return False
        form = take_form(AnswerForm, {"to": answer_choices()})
        wanted = form.load()
        with said_on_the_page(MovedMeanwhile), said_on_the_page(MoveNotAllowed, field="to"):
            answer_referral(db, shared, wanted)
        if form.says_full:
            say_room(db, None, shared.referral.service_id, full_today(clock.today()))
            record_link_act(db, shared.link, "listing.room_said")
    return True


@bp.get("/<token>/thanks")
@open_to_all
def show_thanks(token: str) -> ResponseReturnValue:
    """The page after an answer. It is the same for every link, as an answer may have ended it."""
    return render_page("provider/show_thanks.html", token)
