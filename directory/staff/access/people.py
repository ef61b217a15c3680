"""The people of a team, for its administrators: who can sign in, and inviting somebody."""

import uuid

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from directory.accounts.account_links import NewLink
from directory.accounts.actor import Actor
from directory.accounts.guards import current_actor, requires
from directory.accounts.letters import queue_invitation
from directory.accounts.models import User
from directory.accounts.people import get_person, invite_again, invite_person, list_people, roles_in
from directory.accounts.second_step import has_second_step
from directory.db import reading, transaction
from directory.rights.tombstones import list_lost
from directory.security.keystore import current_key_store
from directory.staff.access.people_forms import InvitationForm, RolesForm
from directory.staff.access.people_pages import TeamPage, person_lines, person_page
from directory.staff.blueprint import bp
from directory.web.forms import asks_again, load_form, show_form
from directory.web.pages import render_page, tell
from directory.web.site_links import sends_mail, site_link

HANDED_OVER = "handed_over"


@bp.get("/people")
@requires("accounts.manage")
def show_people() -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        lost = list_lost(db, current_key_store(), actor.scheme_id)
        page = TeamPage(person_lines(actor, list_people(db, actor)), lost)
    return render_page("staff/show_people.html", page)


@bp.get("/people/new")
@requires("accounts.manage", fresh=True)
def new_person() -> ResponseReturnValue:
    return render_page("staff/new_person.html", sends_mail(), form=show_form(InvitationForm))


@bp.post("/people")
@requires("accounts.manage", fresh=True)
@asks_again(new_person)
def create_person() -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        wanted = load_form(InvitationForm)
        invited = invite_person(db, actor, actor.scheme_id, wanted)
        handed_over = send_invitation(db, actor, invited.user, invited.link)
    return show_invited(invited.user, handed_over)


@bp.post("/people/<uuid:user_id>/invitation")
@requires("accounts.manage", fresh=True)
def invite_person_again(user_id: uuid.UUID) -> ResponseReturnValue:
    with transaction() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        handed_over = send_invitation(db, actor, user, invite_again(db, actor, user))
    return show_invited(user, handed_over)


def send_invitation(db: Session, actor: Actor, user: User, link: NewLink) -> str:
    """Send a link by mail; where no mail leaves, give it back to be handed over."""
    href = site_link("staff.show_invitation", token=link.token)
    if not sends_mail():
        return href
    queue_invitation(db, user, actor.scheme_name, link, href)
    return ""


def show_invited(user: User, handed_over: str) -> ResponseReturnValue:
    """Go on to the page of somebody who was invited, which shows a link to hand over this once."""
    if handed_over:
        session[HANDED_OVER] = [str(user.id), handed_over]
    tell(f"{user.name} can choose a password now." if handed_over else f"{user.name} is sent an invitation.")
    return redirect(url_for("staff.show_person", user_id=user.id), 303)


@bp.get("/people/<uuid:user_id>")
@requires("accounts.manage")
def show_person(user_id: uuid.UUID) -> ResponseReturnValue:
    with reading() as db:
        actor = current_actor()
        user = get_person(db, actor, user_id)
        page = person_page(actor, user, take_handed_over(user_id), has_second_step=has_second_step(db, user.id))
        roles = [each.value for each in roles_in(user, actor.scheme_id)]
    return render_page("staff/show_person.html", page, form=show_form(RolesForm, {"roles": roles}))


def take_handed_over(user_id: uuid.UUID) -> str:
    """The link that was just made for somebody, once."""
    whose, href = session.get(HANDED_OVER, ["", ""])
    if whose != str(user_id):
        return ""
    del session[HANDED_OVER]
    return str(href)
