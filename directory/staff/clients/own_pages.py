"""Sending somebody the link to their own page, ending it, and seeing to what they told there."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.casework.closing.drafts import keep_answers
from directory.casework.closing.reasons import ClosureReason
from directory.casework.own_page.keeping import end_own_page, send_own_page
from directory.casework.own_page.messages import see_to
from directory.casework.own_page.stopping import get_wish_to_stop
from directory.casework.queries import open_case
from directory.db import transaction
from directory.staff.blueprint import bp
from directory.staff.records.records import get_client
from directory.web.forms import load_form
from directory.web.pages import tell
from directory.web.press_form import PressForm
from directory.web.site_links import sends_mail

NOT_WAITING = "Somebody else saw to it before you, or they took it back."


@bp.post("/clients/<reference>/own-page")
@requires("casework.write")
def send_own_page_link(reference: str) -> ResponseReturnValue:
    """Send a link to the person's own page. The one before ends."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        send_own_page(db, actor, client, load_form(PressForm))
    tell(
        "The link is on its way to them."
        if sends_mail()
        else "No letters leave here yet. The link waits until they do."
    )
    return back_to_client(reference)


@bp.post("/clients/<reference>/own-page/end")
@requires("casework.read")
def end_own_page_link(reference: str) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        end_own_page(db, actor, get_client(db, actor, reference, to_change=True))
    tell("The link to their own page has ended.")
    return back_to_client(reference)


@bp.post("/clients/<reference>/own-page/messages/<uuid:told_id>")
@requires("casework.read")
def see_to_message(reference: str, told_id: uuid.UUID) -> ResponseReturnValue:
    """Write down that somebody has seen to what the person told."""
    with transaction() as db:
        actor = current_actor()
        is_news = see_to(db, actor, get_client(db, actor, reference, to_change=True), told_id)
    tell("It is written down." if is_news else NOT_WAITING)
    return back_to_client(reference)


@bp.post("/clients/<reference>/own-page/messages/<uuid:told_id>/closing")
@requires("casework.write")
def begin_closing_as_told(reference: str, told_id: uuid.UUID) -> ResponseReturnValue:
    """Begin to close the case of somebody who wants no more support, with their reason answered already."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        wish, case = get_wish_to_stop(db, client, told_id), open_case(client)
        if wish is not None and case is not None:
            answers = {
                "reason": ClosureReason.DOES_NOT_WANT.value,
                "reason_note": wish.note,
                "closed_on": clock.today().isoformat(),
            }
            keep_answers(db, actor, case, None, answers)
    if wish is None or case is None:
        tell(NOT_WAITING)
        return back_to_client(reference)
    return redirect(url_for("staff.check_closing", reference=reference, case_id=case.id), 303)


def back_to_client(reference: str) -> ResponseReturnValue:
    return redirect(url_for("staff.show_agreements", reference=reference, _anchor="own-page"), 303)
