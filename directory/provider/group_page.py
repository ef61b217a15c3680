"""One page for all that a team asks of a group: who would like to come, who comes, and what helps them."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from directory.accounts.guards import open_to_all
from directory.db import reading, transaction
from directory.links.purposes import TERMS, LinkPurpose
from directory.links.visits import is_visiting
from directory.provider.group_page_parts import closed_page, group_page
from directory.referrals.group_letters import get_asked, record_group_look
from directory.referrals.visits import first_visits_of
from directory.web.forms import asks_again, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit

bp = Blueprint(
    "group_page", "directory.provider", url_prefix=TERMS[LinkPurpose.GROUP].path, template_folder="templates"
)
DOOR = Door(LinkPurpose.GROUP, get_asked, "link", "group_page.show_asked", "group_page.enter_group_code")


@bp.get("/<token>")
@open_to_all
def show_asked(token: str) -> ResponseReturnValue:
    """How many are asked about, for anybody; who they are, for a browser that has shown the code: written down."""
    with transaction() as db:
        asked = get_asked(db, token)
        page = None
        if is_visiting(db, asked.link, brought_visit(asked.link)):
            record_group_look(db, asked.link, asked.referrals)
            page = group_page(asked, first_visits_of(db, asked.referrals), token)
        closed = closed_page(asked, token)
    if page is None:
        return render_page("provider/ask_for_group_code.html", closed)
    return render_page("provider/show_asked.html", page)


@bp.post("/<token>/codes")
@open_to_all
def send_group_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_group_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = closed_page(get_asked(db, token), token)
    return render_page("provider/enter_group_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_group_code)
def open_group_page(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def close_group_page(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
