"""Messages to GP practices and referrers about a case: beginning, writing, looking through, sending, putting right."""

import uuid
from typing import Any

from flask import Response, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import current_actor, requires
from directory.accounts.queries import names_of_users
from directory.casework.agreeing import ConsentNeeded, PersonHasDied
from directory.casework.message_back import sending
from directory.casework.message_back.addressing import find_address, find_referrer
from directory.casework.message_back.models import Addressee, MessageBack
from directory.casework.message_back.queries import get_message
from directory.casework.models import Client
from directory.casework.operations import ChangedMeanwhile
from directory.casework.queries import get_case
from directory.db import transaction
from directory.errors import NotFound
from directory.exchange.message_back.assembling import assemble
from directory.exchange.message_back.documents import write_pdf
from directory.exchange.message_back.fhir_document import write_document_text
from directory.links.signed_links import find_newest_link
from directory.outbox import find_message_about
from directory.staff.blueprint import bp
from directory.staff.cases.messages.message_forms import (
    SENT_WORDS,
    BeginForm,
    SendForm,
    WriteForm,
    name_sections,
    values_of,
)
from directory.staff.cases.messages.message_pages import (
    document_of,
    envelope_of,
    message_page,
    named,
    write_page,
)
from directory.staff.records.records import get_client
from directory.web.forms import LynchpinForm, asks_again, load_form, said_on_the_page, show_form
from directory.web.pages import render_page, tell


@bp.post("/clients/<reference>/cases/<uuid:case_id>/messages")
@requires("casework.write")
def begin_message_back(reference: str, case_id: uuid.UUID) -> ResponseReturnValue:
    """Assemble a message about a case, to be looked through. One that is being written is gone on with."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        case, addressee = get_case(client, case_id), load_form(BeginForm)
        if addressee is Addressee.REFERRER and find_referrer(db, client, case) is None:
            raise NotFound("Nobody referred them as their work.")
        address = find_address(db, client, case, addressee)
        content = assemble(db, actor, client, case, addressee, str(current_app.config["LYNCHPIN_SNOMED_OFFERED"]))
        begun = sending.begin_message(db, actor, case, addressee, content, to_name=address.name, to_email=address.email)
        back_id = begun.id
    return redirect(url_for("staff.show_message_back", reference=reference, back_id=back_id), 303)


@bp.get("/clients/<reference>/messages/<uuid:back_id>")
@requires("casework.read")
def show_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    """A message exactly as it goes, with the buttons that send it; or as it went."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        message = get_message(db, client, back_id)
        link, letter = find_newest_link(db, message.id), find_message_about(db, message.id)
        page = message_page(actor, client, message, link, letter, clock.now())
        version = message.version
    form: Any = show_form(SendForm)
    # Also where the form comes back: they have seen what stands now.
    form.seen.data = version
    return render_page("staff/show_message_back.html", page, form=form)


@bp.get("/clients/<reference>/messages/<uuid:back_id>/words")
@requires("casework.write")
def edit_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    """Choose what goes, and in which words."""
    with transaction() as db:
        client = get_client(db, current_actor(), reference)
        message = get_draft(db, client, back_id)
        page, content = write_page(client, message), message.told
        form: Any = show_form(WriteForm, values_of(message))
        form.seen.data = message.version
    name_sections(form, content)
    return render_page("staff/edit_message_back.html", page, form=form)


@bp.post("/clients/<reference>/messages/<uuid:back_id>/words")
@requires("casework.write")
@asks_again(edit_message_back)
def save_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        message = get_draft(db, client, back_id, to_change=True)
        wanted = load_form(WriteForm)
        with said_on_the_page(ChangedMeanwhile):
            sending.save_words(db, actor, message, wanted)
    return redirect(url_for("staff.show_message_back", reference=reference, back_id=back_id), 303)


def get_draft(db: Session, client: Client, back_id: uuid.UUID, *, to_change: bool = False) -> MessageBack:
    """A message that can still be changed. Raises NotSendable."""
    message = get_message(db, client, back_id, to_change=to_change)
    if not message.is_draft:
        raise sending.NotSendable("It was sent, and stays as it is. What has to be put right is sent as a correction.")
    return message


@bp.post("/clients/<reference>/messages/<uuid:back_id>/send")
@requires("casework.write")
@asks_again(show_message_back)
def send_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        message = get_message(db, client, back_id, to_change=True)
        way, seen = load_form(SendForm)
        with said_on_the_page(ConsentNeeded, PersonHasDied, ChangedMeanwhile):
            sending.send_message(db, actor, client, message, way, seen=seen)
    tell(SENT_WORDS[way])
    return redirect(url_for("staff.show_message_back", reference=reference, back_id=back_id), 303)


@bp.post("/clients/<reference>/messages/<uuid:back_id>/again")
@requires("casework.write")
def send_message_back_again(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    """Send its letter once more, with a new link in place of the old one."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        message = get_message(db, client, back_id, to_change=True)
        sending.send_again(db, actor, client, message, load_form(AgainForm))
    tell("The letter is sent once more, with a new link.")
    return redirect(url_for("staff.show_message_back", reference=reference, back_id=back_id), 303)


@bp.post("/clients/<reference>/messages/<uuid:back_id>/correct")
@requires("casework.write")
def correct_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    """Begin a message that puts right one that was sent."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        message = get_message(db, client, back_id)
        correction_id = sending.begin_correction(db, actor, get_case(client, message.case_id), message).id
    return redirect(url_for("staff.edit_message_back", reference=reference, back_id=correction_id), 303)


@bp.post("/clients/<reference>/messages/<uuid:back_id>/drop")
@requires("casework.write")
def drop_message_back(reference: str, back_id: uuid.UUID) -> ResponseReturnValue:
    """Throw a draft away."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference, to_change=True)
        message = get_message(db, client, back_id, to_change=True)
        case_id = message.case_id
        sending.drop_message(db, actor, message)
    tell("The message is thrown away. Nothing was sent.")
    return redirect(url_for("staff.show_ending", reference=reference, case_id=case_id), 303)


@bp.get("/clients/<reference>/messages/<uuid:back_id>/file.<any(pdf, json):file_type>")
@requires("casework.read")
def download_message_back(reference: str, back_id: uuid.UUID, file_type: str) -> ResponseReturnValue:
    """A message as a PDF file, or as a FHIR document."""
    with transaction() as db:
        actor = current_actor()
        client = get_client(db, actor, reference)
        message = get_message(db, client, back_id)
        author_id = message.sent_by or message.made_by
        author = names_of_users(db, [author_id]).get(author_id, "")
        content = message.told
        envelope = envelope_of(message, actor.scheme_name, author, client.reference)
        document = document_of(message, client, actor.scheme_name, author)
    if file_type == "pdf":
        return file_of(write_pdf(content, envelope), "application/pdf", f"{named(content)}.pdf")
    return file_of(write_document_text(content, document), "application/fhir+json", f"{named(content)}.json")


def file_of(data: bytes, content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type=content_type, headers=headers)


class AgainForm(LynchpinForm[str]):
    """One press of the button that sends a letter once more: its key."""

    def to_input(self) -> str:
        return str(self.submission_key.data)
