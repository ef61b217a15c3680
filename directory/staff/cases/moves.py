"""What became of a referral: its page, writing down the next step, and taking back the last."""

from dataclasses import replace
from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.queries import get_service
from directory.db import transaction
from directory.links.signed_links import find_newest_link
from directory.outbox import find_message_about, messages_about
from directory.referrals.heeding import list_heeded
from directory.referrals.news import list_news, may_be_told, read_client
from directory.referrals.operations import MovedMeanwhile, NotReferable, move_referral
from directory.referrals.questions import list_questions
from directory.referrals.sending_on import list_chain
from directory.referrals.states import MoveNotAllowed, ReferralState
from directory.referrals.taking_back import take_back_move
from directory.referrals.telling import list_tellings
from directory.referrals.untold import find_untold
from directory.referrals.visits import find_first_visit
from directory.staff.blueprint import bp
from directory.staff.cases.last_move_page import last_move_page
from directory.staff.records.records import get_onward_referral
from directory.staff.referrals.answer_part import answer_part
from directory.staff.referrals.chain_part import may_send_on
from directory.staff.referrals.news_part import news_lines
from directory.staff.referrals.referral_forms import MoveForm, TakeBackForm, every_move, moves_from
from directory.staff.referrals.referral_pages import heeded_words, meanwhile_of, news_of_letter, referral_page
from directory.staff.referrals.visit_words import visit_facts
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/referrals/<reference>")
@requires("casework.read")
def show_referral(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        service = get_service(db, referral.service_id)
        letter, link = find_message_about(db, referral.id), find_newest_link(db, referral.id)
        page = referral_page(
            actor,
            referral,
            service,
            letter,
            link,
            list_questions(db, referral),
            list_tellings(db, referral),
            list_chain(db, actor, referral),
            find_untold(db, [referral]).get(referral.id),
            may_send_on=may_send_on(db, actor, referral),
        )
        news = list_news(db, referral)
        lines = news_lines(
            referral, news, messages_about(db, [each.id for each in news]), may_write=actor.may("casework.refer")
        )
        visit = visit_facts(find_first_visit(db, referral))
        page = replace(page, news=lines, may_be_told=may_be_told(read_client(db, referral)), visit=visit)
        if actor.may("casework.refer"):
            page = replace(page, answer=answer_part(db, referral))
        heeded = heeded_words(list_heeded(db, referral))
    if not actor.may("casework.refer"):
        return render_page("staff/show_referral.html", page, heeded=heeded)
    form: Any = show_form(MoveForm, {"happened_on": clock.today(), "seen": len(page.history)})
    form.offer({"to": moves_from(ReferralState(page.state))})
    return render_page("staff/show_referral.html", page, form=form, meanwhile=meanwhile_of(page, form), heeded=heeded)


@bp.post("/referrals/<reference>/moves")
@requires("casework.refer")
@asks_again(show_referral)
def create_move(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        referral = get_onward_referral(db, current_actor(), reference, to_change=True)
        wanted = load_form(MoveForm, {"to": every_move()})
        with said_on_the_page(MovedMeanwhile), said_on_the_page(MoveNotAllowed, field="to"):
            move_referral(db, current_actor(), referral, wanted)
        db.flush()  # the letter may just have been held back
        news = news_of_letter(referral, find_message_about(db, referral.id))
    tell(f"Written down. {news}".strip())
    return redirect(url_for("staff.show_referral", reference=reference), 303)


@bp.get("/referrals/<reference>/moves/last")
@requires("referrals.take_back")
def show_last_move(reference: str) -> ResponseReturnValue:
    """The page that asks why the last step is taken back."""
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        page = last_move_page(actor, referral, find_message_about(db, referral.id))
    form: Any = show_form(TakeBackForm, {"number": page.number})
    # Sent again, it means the step that its sender has been shown by now.
    form.number.data = page.number
    return render_page("staff/show_last_move.html", page, form=form)


@bp.post("/referrals/<reference>/moves/last")
@requires("referrals.take_back")
@asks_again(show_last_move)
def take_back_last_move(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        referral = get_onward_referral(db, current_actor(), reference, to_change=True)
        wanted = load_form(TakeBackForm)
        with said_on_the_page(MovedMeanwhile, MoveNotAllowed, NotReferable):
            take_back_move(db, current_actor(), referral, wanted)
    tell("The last step is taken back.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)
