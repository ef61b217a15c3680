"""Who would like to go to an activity, and would be left without an answer: for the team to see to."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import current_actor, requires
from directory.db import transaction
from directory.referrals.joining import JOINING
from directory.referrals.joining_answers import ANSWER, OpenRequest, list_open_requests, settle_request
from directory.referrals.joining_models import JoinAnswer
from directory.rights.untaken import erase_request
from directory.security.keystore import current_key_store
from directory.staff.blueprint import bp
from directory.staff.referrals.referral_in_forms import EraseReferralForm
from directory.web.components import Fact
from directory.web.forms import asks_again, load_form, show_form
from directory.web.join_request_facts import join_request_facts
from directory.web.pages import render_page, tell
from directory.web.site_links import sends_mail

WHY = {
    JoinAnswer.FULL: "The group is full.",
    JoinAnswer.NOT_FOR_US: "The group says that it is not for them.",
    JoinAnswer.COME: "The group says that they can just come along, and nobody has told them yet.",
}
NO_MAIL = "No letters leave here. Please tell the group, and let the person know."


@dataclass(frozen=True)
class OpenRequestBox:
    """Somebody who waits, for what, why it is for the team to see to, and how to reach them."""

    reference: str
    name: str
    activity: str
    activity_href: str
    why: str
    facts: Sequence[Fact]
    message: str


@bp.get("/join-requests")
@requires("casework.read")
def show_join_requests() -> ResponseReturnValue:
    with transaction() as db:
        waiting = list_open_requests(db, current_actor(), sends_mail=sends_mail())
        boxes = [box_of(each) for each in waiting]
    return render_page("staff/show_join_requests.html", boxes, form=show_form(EraseReferralForm))


@bp.post("/join-requests/<reference>/settled")
@requires("casework.read")
def settle_join_request(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        settle_request(db, current_actor(), reference)
    tell("It is written down that this is seen to.")
    return redirect(url_for("staff.show_join_requests"), 303)


@bp.post("/join-requests/erase")
@requires("casework.read")
@asks_again(show_join_requests)
def erase_join_request() -> ResponseReturnValue:
    """Erase what somebody asked a group, for good; also where it is not on the list."""
    with transaction() as db:
        person_id = erase_request(db, current_actor(), load_form(EraseReferralForm))
    current_key_store().destroy_key(person_id)
    tell("What we held of them is erased.")
    return redirect(url_for("staff.show_join_requests"), 303)


def box_of(waiting: OpenRequest) -> OpenRequestBox:
    """It opens what is sealed of the person."""
    request = waiting.request
    return OpenRequestBox(
        reference=request.reference,
        name=request.name,
        activity=f"{request.service.name}, {request.service.organization.name}",
        activity_href=url_for("public.show_activity", service_id=request.service_id),
        why=why_of(waiting),
        facts=join_request_facts(request),
        message=request.message or "",
    )


def why_of(waiting: OpenRequest) -> str:
    """Why somebody has to see to it, in the words of the page."""
    if waiting.request.answer is not None:
        lost = " Our letter to them did not arrive." if ANSWER in waiting.undelivered else ""
        return WHY[JoinAnswer(waiting.request.answer)] + lost
    if JOINING not in waiting.undelivered:
        return "The group has not answered for a week."
    return "Our letter to the group did not arrive." if sends_mail() else NO_MAIL
