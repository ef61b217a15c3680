"""Saying that something on the page of an activity is wrong, and asking about the activity: without an account."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.references import make_reference
from directory.casework.referrals_in.danger import urgent_codes
from directory.catalogue.merging.survivors import id_now
from directory.catalogue.models.services import Service
from directory.catalogue.queries import get_published_service
from directory.champions.messages.closing import get_by_reference, record_message
from directory.db import reading, transaction
from directory.errors import WrongInput
from directory.public.blueprint import bp
from directory.public.message_forms import AboutForm, QuestionForm, ReportForm
from directory.translation import lazy_gettext
from directory.web.forms import asks_again, show_form, take_form
from directory.web.help_lines import HelpLine, help_lines_for
from directory.web.pages import render_page
from directory.web.parts_now import parts_now
from directory.web.spam import count_sending
from directory.web.words import uk_short_date

LOOK_FIRST = lazy_gettext(
    "This sounds as if it cannot wait. Please look at the numbers on this page first. To send it all the same, press"
    " the button again"
)


@dataclass(frozen=True)
class MessagePage:
    """What a message is about: the activity and who runs it; and whom to turn to at once, where danger was heard."""

    service_id: uuid.UUID
    name: str
    organisation: str
    urgent_lines: Sequence[HelpLine]


@dataclass(frozen=True)
class ReceivedPage:
    """What somebody is told whose message was kept: its number, and what happens next or when it was closed."""

    service_id: uuid.UUID
    name: str
    reference: str
    is_question: bool
    wants_answer: bool
    closed: str


@bp.get("/activities/<uuid:service_id>/report")
@open_to_all
def new_report(service_id: uuid.UUID) -> ResponseReturnValue:
    """The form for whoever knows that the page of an activity is wrong."""
    form: ReportForm = show_form(ReportForm)
    with reading() as db:
        service = published_now(db, service_id)
        page = about_of(db, service, form)
    form.say_now(parts_now(service, clock.today()))
    form.lines_seen.data = int(bool(page.urgent_lines))
    return render_page("public/new_report.html", page, form=form)


@bp.post("/activities/<uuid:service_id>/report")
@open_to_all
@asks_again(new_report)
def create_report(service_id: uuid.UUID) -> ResponseReturnValue:
    return keep(service_id, ReportForm)


@bp.get("/activities/<uuid:service_id>/question")
@open_to_all
def new_question(service_id: uuid.UUID) -> ResponseReturnValue:
    """The form for whoever would like to know more before they go."""
    form: QuestionForm = show_form(QuestionForm)
    with reading() as db:
        page = about_of(db, published_now(db, service_id), form)
    form.lines_seen.data = int(bool(page.urgent_lines))
    return render_page("public/new_question.html", page, form=form)


@bp.post("/activities/<uuid:service_id>/question")
@open_to_all
@asks_again(new_question)
def create_question(service_id: uuid.UUID) -> ResponseReturnValue:
    return keep(service_id, QuestionForm)


@bp.get("/messages/<message_reference>")
@open_to_all
def show_received(message_reference: str) -> ResponseReturnValue:
    """That a message arrived, its number, and what happens next. Nothing that was written in it."""
    with reading() as db:
        message = get_by_reference(db, message_reference)
        wants_answer = message.email_sealed is not None or message.phone_sealed is not None
        closed = uk_short_date(message.closed_at) if message.closed_at else ""
        service = message.service
        page = ReceivedPage(service.id, service.name, message.reference, message.is_question, wants_answer, closed)
    return render_page("public/show_received.html", page)


def about_of(db: Session, service: Service, form: AboutForm) -> MessagePage:
    """What both pages show of a listing, and whom to turn to at once where words of danger were typed."""
    lines = help_lines_for(urgent_codes(db, form.typed))
    return MessagePage(service.id, service.name, service.organization.name, lines)


def keep(service_id: uuid.UUID, form_class: type[AboutForm]) -> ResponseReturnValue:
    """Keep a message. With words of danger it is kept once its sender was shown whom to ring."""
    count_sending("message about a listing")
    form = take_form(form_class)
    wanted = form.load()
    if not form.lines_seen.data:
        with reading() as db:
            if urgent_codes(db, form.typed):
                raise WrongInput(str(LOOK_FIRST), {"": str(LOOK_FIRST)})
    with transaction() as db:
        service = published_now(db, service_id)
        reference = record_message(db, service, make_reference(), wanted).reference
    return redirect(url_for("public.show_received", message_reference=reference), 303)


def published_now(db: Session, service_id: uuid.UUID) -> Service:
    """A published activity under the id it has now: one listed twice is found under either."""
    return get_published_service(db, id_now(db, "service", service_id))
