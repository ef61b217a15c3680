"""What a group sees of somebody who would like to come: who asks for anybody, who it is after a code."""

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.db import reading, transaction
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.visits import is_visiting
from directory.provider.joining_pages import JoinAnswerForm, JoiningPage, asking_page, joining_page
from directory.referrals.joining import get_request, record_request_look
from directory.referrals.joining_answers import answer_request
from directory.web.forms import asks_again, load_form, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit

bp = Blueprint("joining", "directory.provider", url_prefix=TERMS[LinkPurpose.JOINING].path, template_folder="templates")
DOOR = Door(LinkPurpose.JOINING, get_request, "link", "joining.show_request", "joining.enter_request_code")


@bp.get("/<token>")
@open_to_all
def show_request(token: str) -> ResponseReturnValue:
    """That somebody asks, for anybody; who it is, for a browser that has shown the code, which is written down."""
    page: JoiningPage | None = None
    with transaction() as db:
        shared = get_request(db, token)
        asking = asking_page(shared, token)
        if is_visiting(db, shared.link, brought_visit(shared.link)):
            record_request_look(db, shared)
            page = joining_page(shared, token)
    if page is None:
        return render_page("provider/ask_for_request_code.html", asking, is_answer_lost=False)
    return render_page("provider/show_request.html", page, form=show_form(JoinAnswerForm))


@bp.post("/<token>/answers")
@open_to_all
@asks_again(show_request)
def create_request_answer(token: str) -> ResponseReturnValue:
    """Take what the group says, from a browser that has shown the code; where that is too long ago, say so."""
    with transaction() as db:
        shared = get_request(db, token, to_change=True)
        is_taken = is_visiting(db, shared.link, brought_visit(shared.link))
        if is_taken:
            answer_request(db, shared, load_form(JoinAnswerForm))
        asking = asking_page(shared, token)
    if not is_taken:
        return render_page("provider/ask_for_request_code.html", asking, is_answer_lost=True)
    return redirect(url_for("joining.show_request", token=token), 303)


@bp.post("/<token>/codes")
@open_to_all
def send_request_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_request_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_request(db, token), token)
    return render_page("provider/enter_request_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_request_code)
def open_request(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def close_request(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
