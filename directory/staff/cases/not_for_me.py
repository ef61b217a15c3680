"""“Not for me”: somebody decides against an activity, before or after they tried it. It counts against nobody."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.queries import get_service
from directory.db import transaction
from directory.outbox import find_message_about
from directory.referrals.operations import MovedMeanwhile, move_referral
from directory.referrals.states import MoveNotAllowed
from directory.staff.blueprint import bp
from directory.staff.records.records import get_onward_referral
from directory.staff.referrals.referral_forms import NotForMeForm
from directory.staff.referrals.referral_pages import news_of_letter, referral_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.get("/referrals/<reference>/moves/not-for-me")
@requires("casework.refer")
def ask_referral_not_for_me(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        page = referral_page(actor, referral, get_service(db, referral.service_id), None, None)
    form: Any = show_form(NotForMeForm, {"happened_on": clock.today()})
    # Sent again, it comes after what its sender has been shown by now.
    form.seen.data = len(page.history)
    return render_page("staff/ask_referral_not_for_me.html", page, form=form)


@bp.post("/referrals/<reference>/moves/not-for-me")
@requires("casework.refer")
@asks_again(ask_referral_not_for_me)
def end_referral_not_for_me(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        referral = get_onward_referral(db, current_actor(), reference, to_change=True)
        wanted = load_form(NotForMeForm)
        with said_on_the_page(MovedMeanwhile, MoveNotAllowed):
            move_referral(db, current_actor(), referral, wanted)
        db.flush()  # the letter may just have been held back
        news = news_of_letter(referral, find_message_about(db, referral.id))
    tell(f"Written down. That is fine, and counts against nobody. {news}".strip())
    return redirect(url_for("staff.show_referral", reference=reference), 303)
