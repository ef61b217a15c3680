"""What a GP practice or referrer sees of a message about somebody: that there is one, and after a code what it says."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.accounts.queries import names_of_users
from directory.casework.message_back.content import Section
from directory.casework.message_back.letters import SharedMessage, get_shared_message, record_reading
from directory.db import reading, transaction
from directory.exchange.message_back.documents import Envelope, write_pdf
from directory.exchange.message_back.fhir_document import Document, write_document_text
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.visits import is_visiting
from directory.provider.asking_page import asking_page
from directory.web.components import Fact
from directory.web.forms import asks_again, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit
from directory.web.words import uk_short_date

bp = Blueprint(
    "messages_back", "directory.provider", url_prefix=TERMS[LinkPurpose.MESSAGE_BACK].path, template_folder="templates"
)
DOOR = Door(
    LinkPurpose.MESSAGE_BACK,
    get_shared_message,
    "message_back",
    "messages_back.show_message_back",
    "messages_back.enter_message_code",
)


@dataclass(frozen=True)
class ReadingPage:
    """What the addressee sees once they have shown the code."""

    team: str
    title: str
    sent: str
    facts: Sequence[Fact]
    sections: Sequence[Section]
    corrects: bool
    pdf_href: str
    fhir_href: str
    close_href: str
    reference: str


def reading_page(shared: SharedMessage, token: str, author: str) -> ReadingPage:
    message = shared.message
    content = message.told
    return ReadingPage(
        team=shared.team,
        title=content.title,
        sent=f"Sent on {uk_short_date(message.sent_at)} by {author}, {shared.team}",
        facts=[Fact(name, value) for name, value in content.facts],
        sections=content.shown,
        corrects=message.corrects_id is not None,
        pdf_href=url_for("messages_back.download_message", token=token, file_type="pdf"),
        fhir_href=url_for("messages_back.download_message", token=token, file_type="json"),
        close_href=url_for("messages_back.close_message", token=token),
        reference=message.client.reference,
    )


def author_of(db: Session, shared: SharedMessage) -> str:
    author_id = shared.message.sent_by or shared.message.made_by
    return names_of_users(db, [author_id]).get(author_id, "")


@bp.get("/<token>")
@open_to_all
def show_message_back(token: str) -> ResponseReturnValue:
    """That there is a message, for anybody; what it says, for a browser that has shown the code, which is recorded."""
    page: ReadingPage | None = None
    with transaction() as db:
        shared = get_shared_message(db, token)
        asking = asking_page(shared, token)
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            record_reading(db, shared)
            page = reading_page(shared, token, author_of(db, shared))
    if page is None:
        return render_page("provider/ask_for_message_code.html", asking)
    return render_page("provider/show_message_back.html", page)


@bp.get("/<token>/file.<any(pdf, json):file_type>")
@open_to_all
def download_message(token: str, file_type: str) -> ResponseReturnValue:
    """The message as a file, for a browser that has shown the code; else to where it is asked for."""
    with transaction() as db:
        shared = get_shared_message(db, token)
        if not is_visiting(db, shared.link, brought_visit(shared.link)):
            return redirect(url_for("messages_back.show_message_back", token=token), 303)
        record_reading(db, shared)
        message, author = shared.message, author_of(db, shared)
        content, client = message.told, message.client
        sent_on = uk_short_date(message.sent_at)
        corrects = "This puts right what we told you before." if message.corrects_id else ""
        envelope = Envelope(message.to_name, shared.team, author, sent_on, client.reference, corrects=corrects)
        document = Document(
            message_id=message.id,
            written_at=message.sent_at or message.made_at,
            is_final=True,
            team=shared.team,
            author=author,
            to_name=message.to_name,
            person=client.name,
            born_on=client.born_on,
            nhs_number=client.nhs_number,
            replaces_id=message.corrects_id,
        )
    name = f"message-{envelope.reference.lower()}"
    if file_type == "pdf":
        return file_of(write_pdf(content, envelope), "application/pdf", f"{name}.pdf")
    return file_of(write_document_text(content, document), "application/fhir+json", f"{name}.json")


def file_of(data: bytes, content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type=content_type, headers=headers)


@bp.post("/<token>/codes")
@open_to_all
def send_message_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_message_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_shared_message(db, token), token)
    return render_page("provider/enter_message_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_message_code)
def open_message(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def close_message(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
