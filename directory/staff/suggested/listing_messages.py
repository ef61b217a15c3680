"""What the public told or asked about listings: what waits for a champion, and how it was closed."""

import uuid

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.catalogue.queries import get_service
from directory.champions.messages import closing as messages
from directory.champions.messages.closing import ClosedMeanwhile, get_message, list_messages
from directory.champions.messages.proposals import name_of, read
from directory.db import reading, transaction
from directory.errors import Conflict
from directory.staff.blueprint import bp
from directory.staff.suggested.message_pages import TakingForm, build_message_page, closing_form, message_line
from directory.web.forms import asks_again, is_asked_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.site_links import sends_mail


@bp.get("/messages")
@requires("catalogue.edit")
def show_messages() -> ResponseReturnValue:
    """Reports and questions about the listings that the actor looks after."""
    with reading() as db:
        actor = current_actor()
        waiting = [message_line(each) for each in list_messages(db, actor, is_open=True)]
        closed = [message_line(each) for each in list_messages(db, actor, is_open=False)]
    return render_page("staff/show_messages.html", {"waiting": waiting, "closed": closed})


@bp.get("/messages/<uuid:message_id>")
@requires("catalogue.edit")
def show_message(message_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        message = get_message(db, current_actor(), message_id)
        form = closing_form(message)
        # Who was too late by a moment sees what they typed.
        service = get_service(db, message.service_id)
        is_to_close = message.is_open or is_asked_again(form) or is_asked_again(TakingForm)
        page = build_message_page(message, service, clock.today(), is_to_close=is_to_close)
        proposed = {name_of(part): words for part, words in read(message.proposed).items()}
    taking = show_form(TakingForm, proposed)
    # What somebody else changed is on the page: pressed now, the button means it in spite of that.
    taking.version.data = service.version
    return render_page(
        "staff/show_message.html", page, form=show_form(form), taking=taking, writes_to_them=sends_mail()
    )


@bp.post("/messages/<uuid:message_id>/take")
@requires("catalogue.edit")
@asks_again(show_message)
def take_message(message_id: uuid.UUID) -> ResponseReturnValue:
    """Have the listing say what somebody told, as the champion would have it, and close the message."""
    with transaction() as db:
        actor = current_actor()
        message = get_message(db, actor, message_id, to_close=True)
        wanted = load_form(TakingForm)
        with said_on_the_page(Conflict):
            is_sent = messages.take_message(db, actor, message, wanted)
        name = message.service.name
    tell(f"{name} is changed. {closed_words(is_sent=is_sent)}")
    return redirect(url_for("staff.show_messages"), 303)


@bp.post("/messages/<uuid:message_id>")
@requires("catalogue.edit")
@asks_again(show_message)
def close_message(message_id: uuid.UUID) -> ResponseReturnValue:
    """End a report or question, and answer it where somebody waits for that."""
    with transaction() as db:
        actor = current_actor()
        message = get_message(db, actor, message_id, to_close=True)
        wanted = load_form(closing_form(message))
        with said_on_the_page(ClosedMeanwhile, field="ending"):
            is_sent = messages.close_message(db, actor, message, wanted)
    tell(closed_words(is_sent=is_sent))
    return redirect(url_for("staff.show_messages"), 303)


def closed_words(*, is_sent: bool) -> str:
    """What becomes of an answer; where no letters leave it is not said that one does."""
    if not is_sent:
        return "It is closed."
    if not sends_mail():
        return "It is closed. No letters leave here: your answer was written down, and not sent."
    return "It is closed, and your answer is on its way by email."
