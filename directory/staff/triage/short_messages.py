"""The short message about somebody who was not reached or not taken on, to whoever referred them or to themself who
asked: written, checked, given.
"""

import uuid
from typing import Any

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.message_back.content import Content, read_content, write_content
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.referrals_in.referral_models import Referral
from directory.casework.triage.finding import get_notice
from directory.casework.triage.kinds import ToldWay
from directory.casework.triage.models import ReferrerNotice
from directory.casework.triage.telling import note_told, write_notice, write_to_referrer
from directory.clock import day_of
from directory.db import transaction
from directory.errors import NotFound, Refused
from directory.exchange.message_back.documents import write_pdf
from directory.exchange.message_back.fhir_document import write_document_text
from directory.exchange.message_back.for_person import assemble_for_person
from directory.exchange.message_back.short import agreed_day, assemble_short
from directory.staff.blueprint import bp
from directory.staff.cases.messages.messages import file_of
from directory.staff.triage.person_page import back_href
from directory.staff.triage.short_message_page import (
    PersonMessageForm,
    ShortMessageForm,
    TellForm,
    document_of,
    envelope_of,
    person_way_wished,
    short_message_page,
    values_of,
    way_wished,
)
from directory.web.forms import asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell
from directory.web.site_links import sends_mail


def content_of(db: Session, referral: Referral, notice: ReferrerNotice) -> Content:
    """The message as they were told it or, before that, as it stands."""
    if notice.content:
        return read_content(notice.content)
    if notice.is_to_person:
        return assemble_for_person(db, referral, notice)
    return assemble_short(db, referral, notice, str(current_app.config["LYNCHPIN_SNOMED_OFFERED"]))


@bp.get("/referrers-to-tell/<uuid:notice_id>")
@requires("casework.triage")
def show_short_message(notice_id: uuid.UUID) -> ResponseReturnValue:
    """The message exactly as it goes, and how it goes; or as it went."""
    with transaction() as db:
        notice, about = get_notice(db, current_actor(), notice_id)
        referral = db.get_one(Referral, notice.referral_id)
        by = names_of_users(db, {notice.told_by}).get(notice.told_by, "") if notice.told_by else ""
        page = short_message_page(
            referral, notice, content_of(db, referral, notice), back_href(about), by, may_write=sends_mail()
        )
        wished = person_way_wished if notice.is_to_person else way_wished
        version, way = notice.version, wished(referral, page.ways)
    form: Any = show_form(TellForm, {"seen": version, "way": way}, {"way": page.ways})
    form.seen.data = version
    return render_page("staff/show_short_message.html", page, form=form)


@bp.get("/referrers-to-tell/<uuid:notice_id>/words")
@requires("casework.triage")
def edit_short_message(notice_id: uuid.UUID) -> ResponseReturnValue:
    """What is asked of its reader, and whether the person agrees that they hear more."""
    with transaction() as db:
        notice, about = get_notice(db, current_actor(), notice_id)
        check_untold(notice)
        referral = db.get_one(Referral, notice.referral_id)
        page = short_message_page(referral, notice, content_of(db, referral, notice), back_href(about), "")
        is_client, has_agreed = notice.client_id is not None, client_day(db, notice) is not None
        form: Any = show_form(form_of(notice), values_of(notice))
        form.seen.data = notice.version
    return render_page("staff/edit_short_message.html", page, form=form, is_client=is_client, has_agreed=has_agreed)


def form_of(notice: ReferrerNotice) -> type[ShortMessageForm | PersonMessageForm]:
    return PersonMessageForm if notice.is_to_person else ShortMessageForm


@bp.post("/referrers-to-tell/<uuid:notice_id>/words")
@requires("casework.triage")
@asks_again(edit_short_message)
def save_short_message(notice_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        notice, _ = get_notice(db, actor, notice_id)
        check_untold(notice)
        if notice.is_to_person:
            asked_on = day_of(db.get_one(Referral, notice.referral_id).made_at)
            wanted = load_form(PersonMessageForm)(asked_on)
        else:
            wanted = load_form(ShortMessageForm)(client_day(db, notice), is_client=notice.client_id is not None)
        with said_on_the_page(ChangedMeanwhile):
            write_notice(db, actor, notice, wanted)
    return redirect(url_for("staff.show_short_message", notice_id=notice_id), 303)


def check_untold(notice: ReferrerNotice) -> None:
    """Raises Refused for a message that was given."""
    if notice.told_at is not None:
        raise Refused("They were told already. What they were told stays as it is.")


def client_day(db: Session, notice: ReferrerNotice) -> Any:
    """The day on which a client agreed; None for who is no client, or does not agree."""
    return agreed_day(db.get_one(Client, notice.client_id)) if notice.client_id else None


@bp.post("/referrers-to-tell/<uuid:notice_id>/told")
@requires("casework.triage")
@asks_again(show_short_message)
def save_referrer_told(notice_id: uuid.UUID) -> ResponseReturnValue:
    """Send the letter that names nobody, or write down that a colleague told them. A second click changes nothing."""
    with transaction() as db:
        actor = current_actor()
        notice, about = get_notice(db, actor, notice_id)
        way, seen = load_form(TellForm, {"way": [(each.value, each.value) for each in ToldWay]})
        referral = db.get_one(Referral, notice.referral_id)
        if notice.told_at is None:
            with said_on_the_page(ChangedMeanwhile):
                if seen != notice.version:
                    raise ChangedMeanwhile
            if way is ToldWay.EMAIL and sends_mail():
                write_to_referrer(db, actor, referral, notice)
            else:
                goes = way in (ToldWay.PAPER, ToldWay.BY_HAND)
                content = write_content(content_of(db, referral, notice)) if goes else None
                note_told(db, actor, notice, way, content=content)
    tell("It is written down that they were told.")
    return redirect(back_href(about), 303)


@bp.get("/referrers-to-tell/<uuid:notice_id>/file.<any(pdf, json):file_type>")
@requires("casework.triage")
def download_short_message(notice_id: uuid.UUID, file_type: str) -> ResponseReturnValue:
    """The short message as a PDF file, or as a FHIR document."""
    with transaction() as db:
        actor = current_actor()
        notice, _ = get_notice(db, actor, notice_id)
        if notice.is_to_person and file_type == "json":
            raise NotFound("A message to the person is no document for a system.")
        referral = db.get_one(Referral, notice.referral_id)
        content = content_of(db, referral, notice)
        author = names_of_users(db, [actor.user_id]).get(actor.user_id, "")
        envelope = envelope_of(referral, notice, actor.scheme_name, author)
        document = document_of(referral, notice, actor.scheme_name, author, clock.now())
    name = f"short-message-{document.message_id.hex[:8]}"
    if file_type == "pdf":
        return file_of(write_pdf(content, envelope), "application/pdf", f"{name}.pdf")
    return file_of(write_document_text(content, document), "application/fhir+json", f"{name}.json")
