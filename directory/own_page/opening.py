"""Opening one's own page: whose team it is, a code by mail, and with the code what is planned and agreed."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory import clock
from directory.accounts.guards import open_to_all
from directory.casework.own_page.messages import list_messages
from directory.db import reading, transaction
from directory.links.purposes import LinkPurpose
from directory.links.visits import is_visiting
from directory.own_page.blueprint import bp
from directory.own_page.shown import Found, asking_page, own_page, plan_shown
from directory.rights.own_page import (
    OwnPage,
    find_own_plan,
    get_closed_page,
    get_own_page,
    list_agreed_groups,
    list_own_activities,
    list_own_meetings,
    list_own_notes,
    list_told_of_support,
    record_own_look,
)
from directory.web.forms import asks_again, show_form
from directory.web.link_codes import CodeForm, Door, close_link, open_link, send_new_code
from directory.web.pages import render_page
from directory.web.visit_cookie import brought_visit

DOOR = Door(LinkPurpose.OWN_PAGE, get_closed_page, "own_page", "own_page.show_own_page", "own_page.enter_own_code")


@bp.get("/<token>")
@open_to_all
def show_own_page(token: str) -> ResponseReturnValue:
    """Which team writes, for anybody; all the rest for a browser that has shown the code, which is written down."""
    with transaction() as db:
        own = find_opened(db, token)
        if own is None:
            asking = asking_page(get_closed_page(db, token), token)
        else:
            record_own_look(db, own)
            now = clock.now()
            found = Found(
                activities=list_own_activities(db, own),
                meetings=list_own_meetings(db, own),
                notes=list_own_notes(db, own),
                messages=list_messages(db, own.client),
                told_of_support=list_told_of_support(db, own),
                groups=list_agreed_groups(db, own),
            )
            page = own_page(own, token, found, now)
            plan = plan_shown(find_own_plan(db, own), own, now)
    if own is None:
        return render_page("own_page/ask_for_code.html", asking)
    return render_page("own_page/show_own_page.html", page, plan=plan)


def find_opened(db: Session, token: str, *, to_change: bool = False) -> OwnPage | None:
    """The page of a link that this browser has opened; None where it has not. Raises LinkEnded."""
    own = get_own_page(db, token, to_change=to_change)
    return own if is_visiting(db, own.link, brought_visit(own.link)) else None


def back_to_page(token: str) -> ResponseReturnValue:
    return redirect(url_for("own_page.show_own_page", token=token), 303)


@bp.post("/<token>/codes")
@open_to_all
def send_own_code(token: str) -> ResponseReturnValue:
    return send_new_code(DOOR, token)


@bp.get("/<token>/code")
@open_to_all
def enter_own_code(token: str) -> ResponseReturnValue:
    with reading() as db:
        page = asking_page(get_closed_page(db, token), token)
    return render_page("own_page/enter_own_code.html", page, form=show_form(CodeForm))


@bp.post("/<token>/code")
@open_to_all
@asks_again(enter_own_code)
def open_own_page(token: str) -> ResponseReturnValue:
    return open_link(DOOR, token)


@bp.post("/<token>/closed")
@open_to_all
def leave_own_page(token: str) -> ResponseReturnValue:
    return close_link(DOOR, token)
