"""What somebody agrees to for the group of one referral: taking it back, and agreeing again."""

from typing import Any

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.casework.agreeing import ConsentNeeded
from directory.casework.models import GivenBy
from directory.catalogue.queries import get_service
from directory.db import transaction
from directory.referrals.agreeing import agree_again, list_grounds, withdraw_group_agreement
from directory.referrals.told_parts import ToldPart
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client, get_onward_referral
from directory.staff.referrals.referral_forms import AgreeAgainForm, ground_choices
from directory.staff.referrals.referral_pages import referral_page
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.post("/referrals/<reference>/agreement/withdraw")
@requires("casework.refer")
def withdraw_referral_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        is_news = withdraw_group_agreement(db, actor, get_onward_referral(db, actor, reference, to_change=True))
    stops = "This group is told nothing more, from now on. Its link has ended. If the referral is over, say so below."
    tell(stops if is_news else "That was written down before you.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)


@bp.get("/referrals/<reference>/agreement")
@requires("casework.refer")
def new_referral_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference)
        grounds = ground_choices(list_grounds(db, actor, referral.client))
        page = referral_page(actor, referral, get_service(db, referral.service_id), None, None)
    values = {"agreed_by": GivenBy.THEMSELF.value, "parts": [each.value for each in ToldPart]}
    form: Any = show_form(AgreeAgainForm, values, {"sharing_id": grounds})
    return render_page("staff/new_referral_agreement.html", page, form=form, has_grounds=bool(grounds))


@bp.post("/referrals/<reference>/agreement")
@requires("casework.refer")
@asks_again(new_referral_agreement)
def create_referral_agreement(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        referral = get_onward_referral(db, actor, reference, to_change=True)
        client = get_client(db, actor, referral.client.reference)
        wanted = load_form(AgreeAgainForm, {"sharing_id": ground_choices(list_grounds(db, actor, client))})
        with said_on_the_page(ConsentNeeded):
            is_news = agree_again(db, actor, referral, client, wanted)
    tell("Written down. Send the group a new letter, if it needs one." if is_news else "They agree already.")
    return redirect(url_for("staff.show_referral", reference=reference), 303)
