"""Telling the team from one's own page: that something is wrong, or that one wants a copy of everything."""

from collections.abc import Callable
from typing import Any

from flask.typing import ResponseReturnValue
from limits import parse
from sqlalchemy.orm import Session

from directory.accounts.guards import open_to_all
from directory.casework.own_page.messages import LONGEST_NOTE, MessageInput, keep_message
from directory.casework.own_page.models import Told
from directory.db import transaction
from directory.own_page.blueprint import bp
from directory.own_page.opening import back_to_page, find_opened
from directory.own_page.shown import PartPage, part_page
from directory.rights.own_page import OwnPage, record_own_look
from directory.security.limits import count_try
from directory.web.fields.text import LongTextField
from directory.web.forms import LynchpinForm, asks_again, load_form, show_form
from directory.web.pages import render_page

MESSAGES_OF_A_LINK = parse("20 per 1 day")


class CorrectionForm(LynchpinForm[MessageInput]):
    note = LongTextField(
        "What is wrong, and how should it be?",
        required="Write what is wrong",
        rows=4,
        longest=LONGEST_NOTE,
    )

    def to_input(self) -> MessageInput:
        return MessageInput(Told.CORRECTION, str(self.submission_key.data), note=str(self.note.data))


class CopyForm(LynchpinForm[MessageInput]):
    """A button."""

    def to_input(self) -> MessageInput:
        return MessageInput(Told.COPY, str(self.submission_key.data))


@bp.get("/<token>/corrections/new")
@open_to_all
def new_correction(token: str) -> ResponseReturnValue:
    return show_telling(token, "own_page/new_correction.html", CorrectionForm)


@bp.post("/<token>/corrections")
@open_to_all
@asks_again(new_correction)
def create_correction(token: str) -> ResponseReturnValue:
    """Tell the coordinator what is wrong. A second click tells it once."""
    return keep_told(token, CorrectionForm)


@bp.post("/<token>/copies")
@open_to_all
def ask_for_copy(token: str) -> ResponseReturnValue:
    """Ask the team for a copy of everything. While that waits, asking again changes nothing."""
    return keep_told(token, CopyForm)


def keep_told(token: str, form: type[LynchpinForm[MessageInput]]) -> ResponseReturnValue:
    """Keep what a form tells, and go back to the page."""
    tell_team(token, lambda db, own: keep_message(db, own.client, load_form(form)))
    return back_to_page(token)


def show_telling(token: str, template: str, form: type[LynchpinForm[Any]]) -> ResponseReturnValue:
    """The page with a form by which somebody tells the team something; to the page's front where it is not open."""
    page: PartPage | None = None
    with transaction() as db:
        own = find_opened(db, token)
        if own is not None:
            record_own_look(db, own)
            page = part_page(own, token)
    if page is None:
        return back_to_page(token)
    return render_page(template, page, form=show_form(form))


def tell_team(token: str, keep: Callable[[Session, OwnPage], object]) -> bool:
    """Keep what is told, from a browser that has opened the link, and only so often a day; whether it was kept."""
    with transaction() as db:
        own = find_opened(db, token)
    if own is None:
        return False
    count_try(MESSAGES_OF_A_LINK, "messages of a link", str(own.link.id))
    with transaction() as db:
        own = find_opened(db, token, to_change=True)
        if own is not None:
            keep(db, own)
    return own is not None
